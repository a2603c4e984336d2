"""Where `factsheet` begins: a build for which nothing has changed ends here, before anything that takes time is imported."""

from __future__ import annotations

import gc
import sys

from generator.stamp import said_before


def main() -> None:
    """Do what the command line says."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["build"]:
        if said := said_before(arguments):
            sys.stderr.write(said[0])
            sys.stdout.write(said[1])
            return
        gc.set_threshold(100_000)  # what is imported stays; for its work, `build` sets what that needs
        from generator.versions import identity

        identity()  # before the rest is imported: so it tells of what will be
    from generator.commands.cli import main as gathered

    try:
        gathered()
    finally:
        gc.freeze()  # the process ends: what it holds need not be gone through once more for what could be cleared away
