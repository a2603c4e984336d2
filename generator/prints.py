"""The fingerprints that lie beside the sources, at hand when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator.answers import digest
from generator.fingerprint import Fingerprint
from generator.fingerprint.storage import load, packed, unpacked
from generator.problems import Problem
from generator.read import Found
from generator.recall import Recall

MOST_UNPACKED = 256
"""How many fingerprints are held unpacked at a time."""


class Fingerprints(Mapping[str, Fingerprint]):
    """Fingerprints by source, or by the entry that tells of an earlier version; each is `packed`."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents

    def __getitem__(self, ref: str) -> Fingerprint:
        return _unpacked(self._contents[ref])

    def __contains__(self, ref: object) -> bool:
        return ref in self._contents

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)

    def settle(self, recall: Recall, before: Fingerprints) -> None:
        """Tell what is kept now; `before` is what was."""
        if before is self:
            return
        for ref in before._contents.keys() - self._contents.keys():
            recall.settle(f"fingerprint:{ref}", None)
        for ref, content in self._contents.items():
            if before._contents.get(ref) != content:
                recall.settle(f"fingerprint:{ref}", digest(content))
        recall.settle("fingerprints", digest("\n".join(sorted(self._contents)).encode()))


def read_fingerprint(file: Found, content: bytes) -> tuple[bytes, list[Problem]]:
    """The fingerprint in a file, packed; nothing, and what is wrong, if there is none in it."""
    found = load(content.decode("ascii", "replace"))
    if isinstance(found, Fingerprint):
        return packed(found), []
    cure = f"bring back the file as it was, or make it anew from the article: factsheet seed add TEXT --id {file.id.partition('.')[0]}"
    return b"", [Problem("bad-fingerprint", file.file, f"this cannot be used: {found}", cure)]


_unpacked = lru_cache(MOST_UNPACKED)(unpacked)
