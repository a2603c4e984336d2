"""Acts as somebody for whom permissions hold, also where root runs the tests."""

from __future__ import annotations

import os
import shutil
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

NOBODY = 65534


def as_nobody(act: Callable[[Path], None]) -> None:
    """Do this with an empty folder, as somebody for whom permissions hold: root is not asked for any."""
    place = Path(tempfile.mkdtemp())
    try:
        if os.getuid() != 0:
            act(place)
        else:
            os.chown(place, NOBODY, NOBODY)
            assert _in_another_process(lambda: (_become_nobody(), act(place))) == 0
    finally:
        for folder, _, _ in os.walk(place):
            Path(folder).chmod(0o755)
        shutil.rmtree(place)


def _become_nobody() -> None:
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def _in_another_process(act: Callable[[], object]) -> int:
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        act()
    except BaseException:  # noqa: BLE001  whatever it is, it is told by way of the exit code
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
