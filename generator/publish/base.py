"""What all targets share: what readers are shown at one, what differs from it, and how a refusal is told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from generator.output.workplace import MARK

SHOWN = 12
"""So many files of a sort are named; of the rest only the number is told."""

WHEN = "%Y-%m-%d at %H:%M:%S"
"""A time, as `strftime` (POSIX) and git write it."""

UNSEEN = frozenset({MARK, ".nojekyll", "CNAME", "_headers", "_redirects"})
"""Files that are for the host; many hosts show them to nobody."""


class Refused(Exception):
    """What is not published, or not taken back; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What readers are shown at a target: the digest of each file by its address, and the record that lies with them.

    `record` are the bytes of `published.json`, empty where there is none. `state` names this very state, as the target knows it
    again. `when` is the time at which it was put there, `2031-04-08 at 14:32:05` by the clock of this machine, and `who` says by whom, where the target knows. `by_hand` says who changed it since it was published, if anybody did. Digests are those that git gives a blob, by SHA-1
    or, where a repository has it so, SHA-256. `published` are the digests of what was put there, where the target remembers that
    apart from what stands there now.
    """

    files: Mapping[str, str]
    record: bytes = b""
    state: str = ""
    when: str = ""
    who: str = ""
    by_hand: str = ""
    algorithm: str = "sha1"
    published: Mapping[str, str] = field(default_factory=dict)

    def digest(self, content: bytes) -> str:
        """The digest of a file's content, as `files` has them."""
        return blob_id(content, self.algorithm)


@dataclass(frozen=True, slots=True)
class Site:
    """A site made anew, in a folder that holds nothing else: its files by address."""

    folder: Path
    addresses: tuple[str, ...]

    def content(self, address: str) -> bytes:
        """The bytes of one file."""
        return (self.folder / address).read_bytes()


@dataclass(frozen=True, slots=True)
class Difference:
    """The addresses of files that are new, that are others now, and that are gone, each in order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class Target(Protocol):
    """Where a site is published. Every method raises `Refused`; whatever happens, readers keep a whole site."""

    @property
    def where(self) -> str:
        """What this is called where people are told of it; it never holds a password."""

    def standing(self) -> Standing:
        """What readers are shown there now. Writes nothing; refuses what is not ours."""

    def put(self, site: Site, since: Standing, message: str) -> None:
        """Show readers `site` in place of `since`, and refuse if that is no longer what they are shown."""

    def before(self) -> Standing:
        """What readers were shown before; refuses where nothing is kept of it."""

    def back(self, since: Standing, message: str) -> None:
        """Show readers what `before` tells, and keep what they are shown now in its place."""


def time_told(seconds: float) -> str:
    """A time of a file as `Standing.when` has it."""
    return datetime.fromtimestamp(seconds).strftime(WHEN)  # noqa: DTZ006  the time of whoever types


def blob_id(content: bytes, algorithm: str = "sha1") -> str:
    """The name that git gives a file's content."""
    return hashlib.new(algorithm, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def difference(now: Mapping[str, str], before: Mapping[str, str]) -> Difference:
    """What differs between two states, by the digests of their files."""
    common = now.keys() & before.keys()
    return Difference(
        tuple(sorted(now.keys() - before.keys())),
        tuple(sorted(address for address in common if now[address] != before[address])),
        tuple(sorted(before.keys() - now.keys())),
    )


def told(files: Difference, most: int = SHOWN) -> str:
    """The difference for people: how many files there are of a sort, and the first of them, as many as `most`; none for the host."""
    sorts = (("added", "+", files.added), ("changed", "~", files.changed), ("removed", "-", files.removed))
    seen = [(word, sign, [one for one in some if one not in UNSEEN]) for word, sign, some in sorts]
    counts = [f"{len(some)} {word}" for word, _, some in seen if some]
    head = (
        f"Files: {', '.join(counts)}."
        if counts
        else "No file that readers see has changed."
        if files
        else "No file has changed."
    )
    return "\n".join([head, *(line for _, sign, some in seen for line in _named(sign, some, most))])


def _named(sign: str, addresses: Sequence[str], most: int) -> Iterator[str]:
    yield from (f"  {sign} {printable(address)}" for address in addresses[:most])
    if len(addresses) > most:
        yield f"  {sign} … and {len(addresses) - most} more ('--files' names all of them)"


def printable(text: str) -> str:
    """Text from elsewhere with the signs that steer a terminal shown by their number; lines stay lines."""
    return "".join(one if one.isprintable() or one == "\n" else f"<U+{ord(one):04X}>" for one in text)
