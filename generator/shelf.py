"""The files of a dossier as they were when they were last read, so that only those that have changed are read again.

A file counts as unchanged if its size, its times and its number (inode) are what they were; one that had been changed so
shortly before it was read that a later change could have the same times is not to be trusted so, and is compared by its
content. What a file says is kept as bytes and made into a fact when it is asked for.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import msgspec

from generator.hands import parts_of, share
from generator.holding import Held
from generator.kinds import MOST_KEPT, Declared, read_date
from generator.markdown import parse_page
from generator.prints import read_fingerprint
from generator.problems import Problem
from generator.read import Found, content_of
from generator.shape import shape, with_choices
from generator.told import Told, encoded, tell
from generator.yamlfile import parse

MOST_MADE = 20_000
"""How many facts are held at a time; beyond that the one that was made first is made again when needed. Measured: 2.7 kB each."""

_AT_A_TIME = 1_000
"""So many files that were read are told in one piece."""

Stat = tuple[int, ...]


def as_bytes(problems: list[Problem]) -> bytes:
    """Problems as they are kept; nothing where there are none."""
    return _ENCODER.encode(problems) if problems else b""


def problems_in(told: bytes) -> list[Problem]:
    """The problems that were kept so."""
    return _PROBLEMS.decode(told) if told else []


_ENCODER = msgspec.msgpack.Encoder()
_PROBLEMS = msgspec.msgpack.Decoder(list[Problem])


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was read: the digest of its content, and the fact in it as bytes, with what that tells others.

    `stat` is empty for a file that is not to be trusted by it. What lies `beside` facts has no `told`; its content is a packed
    fingerprint. `problems` are what was wrong with it, as bytes; a draft is kept as any fact.
    """

    ref: str
    stat: Stat
    digest: bytes
    content: bytes = b""
    told: Told | None = None
    draft: bool = False
    problems: bytes = b""
    beside: bool = False


def stat_of(path: Path | str) -> Stat:
    """What tells whether a file has changed: size, time of its content, time of any change, number, kind; empty without a file."""
    try:
        found = os.stat(path)  # noqa: PTH116  a path of each file takes longer to make than to ask
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_mode


def kept_as(file: Found, content: bytes, stat: Stat) -> Kept:
    """A fact file that was read."""
    parse_file = parse_page if file.kind.suffix == ".md" else parse
    data, found = parse_file(content, file.file)
    record, unshaped = (None, []) if data is None else shape(data, file.kind.record, file.file)
    if found and data is not None:
        found = with_choices(found, data, file.kind.record, file.file)
    problems = as_bytes(found + unshaped)
    if record is None:
        return Kept(file.ref, stat, _digest(content), problems=problems)
    packed = encoded(record)
    told = tell(Held(file.kind, file.id, file.file, record), packed)
    is_draft = bool(getattr(record, "draft", False))
    return Kept(file.ref, stat, _digest(content), packed, told, is_draft, problems)


def kept_beside(file: Found, content: bytes, stat: Stat) -> Kept:
    """The fingerprint of a source, as it was read."""
    packed, problems = read_fingerprint(file, content)
    return Kept(file.ref, stat, _digest(content), packed, problems=as_bytes(problems), beside=True)


def read_again(project: Path, file: Found, before: Kept | None, now: int) -> Kept:
    """A file read at this moment (`now`, in nanoseconds by the clock of the file system); what is the same need not be shaped."""
    stat = stat_of(f"{project}/{file.file}")
    content = content_of(project, file)
    if isinstance(content, Problem):
        return Kept(file.ref, (), b"", problems=as_bytes([content]))
    trusted = stat if stat and stat[2] < now else ()  # what is changed from now on has a later time
    if before is not None and before.digest == _digest(content):
        return msgspec.structs.replace(before, stat=trusted)
    return kept_beside(file, content, trusted) if file.beside else kept_as(file, content, trusted)


def taken_in(
    project: Path, files: Sequence[Found], before: Mapping[str, Kept], now: int, hands: int
) -> dict[str, Kept]:
    """These files as they are now; those that have changed are read, by as many processes as there are hands."""
    fresh = [file for file in files if not unchanged(project, file, before)]
    parts = parts_of(len(fresh), hands)

    def read(part: int) -> Iterator[bytes]:
        mine = {one.file: read_again(project, one, before.get(one.file), now) for one in fresh[part::parts]}
        each = iter(mine.items())
        while some := dict(islice(each, _AT_A_TIME)):
            yield msgspec.msgpack.encode(some)

    again = {file: kept for piece in share(parts, read) for file, kept in _KEPT.decode(piece).items()}
    return {one.file: again.get(one.file) or before[one.file] for one in files}


def unchanged(project: Path, file: Found, before: Mapping[str, Kept]) -> bool:
    """Whether a file is known, and as it was."""
    known = before.get(file.file)
    return known is not None and bool(known.stat) and known.stat == stat_of(f"{project}/{file.file}")


class Shelf(Mapping[str, Held]):
    """The facts in kept files, by reference; each is made when it is asked for."""

    def __init__(self, files: dict[str, tuple[Found, Kept]]) -> None:
        self._made: OrderedDict[str, Held] = OrderedDict()
        self._files = files

    def hold(self, files: dict[str, tuple[Found, Kept]]) -> None:
        """Have the facts in these files from now on."""
        self._made.clear()
        self._files = files

    def hold_anew(self, ref: str, kept: Kept) -> None:
        """A fact that is there says something else from now on."""
        self._made.pop(ref, None)
        self._files[ref] = self._files[ref][0], kept

    def __getitem__(self, ref: str) -> Held:
        held = self._made.get(ref)
        if held is None:
            file, kept = self._files[ref]
            held = Held(file.kind, file.id, file.file, _maker(file.kind.record).decode(kept.content))
            if len(self._made) >= MOST_MADE:
                self._made.popitem(last=False)
            self._made[ref] = held
        return held

    def __contains__(self, ref: object) -> bool:
        return ref in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


_KEPT = msgspec.msgpack.Decoder(dict[str, Kept])


@lru_cache(MOST_KEPT)
def _maker(record: type[Declared]) -> msgspec.msgpack.Decoder[Declared]:
    return msgspec.msgpack.Decoder(record, dec_hook=read_date)


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()
