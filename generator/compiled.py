"""Layouts as they were compiled, kept for the next time."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from generator.own.overrides import own_layouts
from generator.versions import identity


class Compiled:
    """Layouts as they were compiled, each with the checksum of the text it was compiled from and of what compiled it.

    The generator's own lie beside them, as those of Python's modules do, and may be taken away as these; all others are `kept`.
    So are the generator's own where they were compiled with something besides their text (`edition`), of which one is kept.
    """

    def __init__(self, kept: dict[str, bytes], edition: str = "") -> None:
        self._kept = kept
        self._own = own_layouts()
        self._edition = f"@{edition}" if edition else ""
        for key in [key for key in kept if not key.endswith(self._edition or ".html")]:
            del kept[key]

    def known(self, path: str, checksum: str) -> bytes:
        """What a layout was compiled to when its text had this checksum; nothing if it was not, or by something else."""
        beside, now = self._beside(path), _now(checksum)
        kept = _content(beside) if beside else self._kept.get(path + self._edition, b"")
        return kept.removeprefix(now) if kept.startswith(now) else b""

    def keep(self, path: str, checksum: str, compiled: bytes) -> None:
        """Keep what a layout was compiled to now."""
        beside, whole = self._beside(path), _now(checksum) + compiled
        if beside is None:
            self._kept[path + self._edition] = whole
        elif not sys.dont_write_bytecode:
            with suppress(OSError):  # where the generator may not write, its layouts are compiled each time
                beside.parent.mkdir(exist_ok=True)
                new = beside.with_suffix(f".{os.getpid()}")
                new.write_bytes(whole)
                new.replace(beside)

    def _beside(self, path: str) -> Path | None:
        folder, _, name = path.rpartition(os.sep)
        if folder != str(self._own) or self._edition:
            return None
        return self._own / "__pycache__" / f"{name}.{sys.implementation.cache_tag}"


def _now(checksum: str) -> bytes:
    """How what was compiled begins: with the checksum of a text, and of what compiles it now."""
    return f"{checksum} {identity():016x} ".encode()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
