"""Where `factsheet` begins: a build for which nothing has changed ends here, before anything that takes time is imported."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress

from generator.stamp import said_before

TYPE_CHECKING = False  # `typing` itself takes time to import
if TYPE_CHECKING:
    from generator.commands.typed import Build
    from generator.stamp import Walk


def main() -> None:
    """Do what the command line says."""
    arguments, walk = sys.argv[1:], None
    if arguments[:1] == ["build"]:
        said, walk = said_before(arguments)
        if said:
            sys.stderr.write(said[0])
            sys.stdout.write(said[1])
            return
        gc.set_threshold(100_000)  # what is imported stays; for its work, `build` sets what that needs
        _import_values()
        from generator.versions import identity

        identity()  # before the rest is imported: so it tells of what will be
    try:
        _do(arguments, walk)
    finally:
        gc.freeze()  # the process ends: what it holds need not be gone through once more for what could be cleared away


def _import_values() -> None:
    """Import msgspec without `typing_extensions`, which it asks for what Python has itself since 3.11, and which takes as long to import.

    A module that `sys.modules` says to be None counts as not installed (The Python Language Reference, 5.3.1).
    """
    if "typing_extensions" not in sys.modules:
        sys.modules["typing_extensions"] = None  # type: ignore[assignment]
        with suppress(ImportError):  # should it be needed one day: then it is imported where it is asked for
            import generator.values  # noqa: F401  to have it imported
        del sys.modules["typing_extensions"]


def _do(arguments: list[str], walk: Walk | None) -> None:
    if arguments[:1] == ["build"]:
        from generator.commands.typed import build_typed

        if (typed := build_typed(arguments[1:])) is not None:
            _build(typed, walk)
            return
    from generator.commands.cli import main as gathered

    gathered(obj=walk)


def _build(typed: Build, walk: Walk | None) -> None:
    from generator.commands.building import build

    try:
        build(
            walk,
            typed.project,
            typed.output,
            typed.base_url,
            clean=typed.clean,
            explain=typed.explain,
        )
    except (KeyboardInterrupt, EOFError, OSError) as error:
        from generator.commands.cli import ended

        ended(error)
