# ruff: noqa: S603  it measures commands of ours
"""A command measured as a whole process: seconds on the clock and of the processors, and memory with all its children."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.02
"""Seconds between two looks at the memory."""

_PSS = re.compile(r"^Pss: +(\d+) kB", re.MULTILINE)


class Failed(Exception):
    """A command that was measured and failed; the message has what it said."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command took: seconds on the clock, seconds of processors, and the most memory of its largest process (MiB)."""

    wall: float
    cpu: float
    rss: float


def run(command: Sequence[str], folder: Path) -> Spent:
    """Run a command in a folder and measure it. What it writes is kept from the terminal. Raises `Failed`."""
    os.sync()
    begun = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        told = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{' '.join(command)} in {folder}:\n{told.decode(errors='replace')[-2000:]}")
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def peak(command: Sequence[str], folder: Path) -> float | None:
    """The most memory a command and its children have at a time, in MiB, shared pages counted once; None where none can tell."""
    if sys.platform != "linux":
        return None
    most = 0
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            most = max(most, sum(map(_pss, _tree(process.pid))))
            time.sleep(EVERY)
    return most / 1024


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from _tree(int(child))
    except OSError:
        return


def _pss(pid: int) -> int:
    try:
        found = _PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0
