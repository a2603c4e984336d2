"""Layouts as they were compiled, kept for the next time."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from generator.own.overrides import own_layouts
from generator.versions import identity


class Compiled(BytecodeCache):
    """Layouts as Jinja2 compiles them, each with the checksum of the text it was compiled from and of what compiled it.

    The generator's own lie beside them, as those of Python's modules do, and may be taken away as these; all others are `kept`.
    So are the generator's own where they were compiled with something besides their text (`edition`), of which one is kept.
    """

    def __init__(self, kept: dict[str, bytes], edition: str = "") -> None:
        self._kept = kept
        self._own = own_layouts()
        self._edition = f"@{edition}" if edition else ""
        for key in [key for key in kept if not key.endswith(self._edition or ".html")]:
            del kept[key]

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What a layout goes by: its path, and what it is compiled with."""
        return (filename or name) + self._edition

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja2 what was compiled before; whether that is of its version and of Python's it looks itself."""
        beside, checksum = self._beside(bucket), _checksum(bucket)
        kept = _content(beside) if beside else self._kept.get(bucket.key, b"")
        if kept.startswith(checksum):
            bucket.bytecode_from_string(kept.removeprefix(checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled now."""
        beside, compiled = self._beside(bucket), _checksum(bucket) + bucket.bytecode_to_string()
        if beside is None:
            self._kept[bucket.key] = compiled
        elif not sys.dont_write_bytecode:
            with suppress(OSError):  # where the generator may not write, its layouts are compiled each time
                beside.parent.mkdir(exist_ok=True)
                new = beside.with_suffix(f".{os.getpid()}")
                new.write_bytes(compiled)
                new.replace(beside)

    def _beside(self, bucket: Bucket) -> Path | None:
        path = Path(bucket.key)
        if path.parent != self._own or self._edition:
            return None
        return self._own / "__pycache__" / f"{path.name}.{sys.implementation.cache_tag}"


def _checksum(bucket: Bucket) -> bytes:
    """Of the text that a layout was compiled from, and of what compiled it."""
    return f"{bucket.checksum} {identity():016x} ".encode()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
