"""What nobody can go below: starting a program, reading all facts, writing all pages."""

from __future__ import annotations

import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import run


def floors(dossier: Path, site: Path, scratch: Path) -> dict[str, float]:
    """Seconds on the clock of each floor, the median of three."""
    files = [one for one in dossier.rglob("*.yaml") if one.is_file()]
    pages = [(one.relative_to(site).as_posix(), one.read_bytes()) for one in site.rglob("*") if one.is_file()]
    parse = "import yaml, pathlib, sys; [yaml.load(p.read_bytes(), yaml.CSafeLoader) for p in pathlib.Path('.').rglob('*.yaml')]"
    return {
        "start Python": _median(lambda: run([sys.executable, "-c", "pass"], scratch).wall),
        "look at every file of facts (stat)": _median(_timed(lambda: [one.stat() for one in files])),
        "read every file of facts": _median(_timed(lambda: [one.read_bytes() for one in files])),
        "parse them with libyaml, one process": _median(
            lambda: run([sys.executable, "-c", parse], dossier).wall
        ),
        "write every page, flat files": _median(lambda: _written(pages, scratch / "floor")),
    }


def _median(measured: Callable[[], float]) -> float:
    return statistics.median(measured() for _ in range(3))


def _timed(what: Callable[[], object]) -> Callable[[], float]:
    def timed() -> float:
        begun = time.perf_counter()
        what()
        return time.perf_counter() - begun

    return timed


def _written(pages: list[tuple[str, bytes]], folder: Path) -> float:
    shutil.rmtree(folder, ignore_errors=True)
    for parent in {(folder / address).parent for address, _ in pages}:
        parent.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    for address, content in pages:
        (folder / address).write_bytes(content)
    return time.perf_counter() - begun
