"""What stands in a site: told from the states of its files where these are as they were written, and otherwise read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from generator.digests import blake2b
from generator.output.looking import present
from generator.stamp import NOTHING, Doubtful, Walk
from generator.values import Fixed

_SIZE = 16


class Written(Fixed, frozen=True, array_like=True):
    """The files of a folder as they were written: their states as one text, as in `stamp.Walk`, and digests in the same order."""

    states: str
    digests: bytes

    def each(self) -> Iterator[tuple[str, bytes]]:
        """Each file: its name with its state, and its digest."""
        digests = self.digests
        cut = (digests[start : start + _SIZE] for start in range(0, len(digests), _SIZE))
        return zip(self.states.split("/"), cut, strict=True)


class Standing(Fixed, frozen=True):
    """What stands in a site: `files`, by address a digest of each; `strays`, the addresses of what no build writes."""

    files: dict[str, bytes]
    strays: frozenset[str] = frozenset()

    @property
    def addresses(self) -> set[str]:
        """Of all that stands there."""
        return self.files.keys() | self.strays


def digest_of(content: bytes) -> bytes:
    """A digest of what a file holds: BLAKE2b (RFC 7693) in 16 bytes."""
    return blake2b(content, digest_size=_SIZE).digest()


def walked_over(site: Path) -> Walk | None:
    """A walk over a site; None where there is none, or something in it of which the state does not tell."""
    try:
        return Walk([str(site)], NOTHING) if site.is_dir() else None
    except (OSError, Doubtful):
        return None


def standing(site: Path, written: Mapping[str, Written]) -> Standing:
    """What stands in the site; `written` is what stood there when it was written, by folder. What has another state now is read."""
    walk = walked_over(site)
    if walk is None:
        there = present(site)
        files = _read(site, (address for address, state in there.items() if state))
        return Standing(files, frozenset(there.keys() - files.keys()))
    known, others = _compared(walk, written)
    files = known | _read(site, others)
    return Standing(files, frozenset({*others, *_empty_folders(walk)} - files.keys()))


def as_written(walk: Walk | None, digests: Mapping[str, bytes]) -> dict[str, Written]:
    """What has been written, by folder: of a walk over it, that of which there is a digest by its address."""
    found = {}
    for folder, states in _folders(walk) if walk else ():
        lines = [line for line in states.split("/") if folder + line.partition("\0")[0] in digests]
        if lines:
            of_all = b"".join(digests[folder + line.partition("\0")[0]] for line in lines)
            found[folder] = Written("/".join(lines), of_all)
    return found


def _compared(walk: Walk, written: Mapping[str, Written]) -> tuple[dict[str, bytes], list[str]]:
    """The digests of what is as it was written, by address; and the addresses of all others."""
    known, others = {}, []
    for folder, states in _folders(walk):
        before = dict(written[folder].each()) if folder in written else {}
        for line in states.split("/") if states else ():
            address = folder + line.partition("\0")[0]
            if digest := before.get(line):
                known[address] = digest
            else:
                others.append(address)
    return known, others


def _folders(walk: Walk) -> Iterator[tuple[str, str]]:
    """The folders of a site by address, with `/` at the end, and the states of what is in each; the site itself has none."""
    start = len(walk.roots[0]) + 1
    for path, states in walk.folders.items():
        folder = path[start:].replace(os.sep, "/")
        yield folder and f"{folder}/", states


def _empty_folders(walk: Walk) -> Iterator[str]:
    holding = {os.path.dirname(path) for path in walk.folders}
    return (
        folder
        for path, (folder, states) in zip(walk.folders, _folders(walk), strict=True)
        if folder and not states and path not in holding
    )


def _read(site: Path, addresses: Iterable[str]) -> dict[str, bytes]:
    found = {}
    for address in addresses:
        with suppress(OSError):
            found[address] = digest_of((site / address).read_bytes())
    return found
