"""The files of a dossier as they were when they were last read, so that only those that have changed are read again.

A file counts as unchanged if its size, its times and its number (inode) are what they were; one that had been changed so
shortly before it was read that a later change could have the same times is not to be trusted so, and is compared by its
content. What a file says is kept as bytes and made into a fact when it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice
from pathlib import Path

import msgspec

from generator.curly import curly_marks
from generator.digests import blake2b
from generator.hands import parts_of, share
from generator.holding import Held
from generator.kinds import MOST_KEPT, Declared, read_date, type_of
from generator.lately import Lately
from generator.markdown import parse_page
from generator.prints import read_fingerprint
from generator.problems import Problem
from generator.read import Found, content_of
from generator.shape import shape, with_cures
from generator.told import Told, encoded, tell
from generator.yamlfile import parse

MOST_MADE = 200
"""So many facts are held at least, and twice as many at most; the others are made again when needed. Measured: 2.7 kB each, 12 µs."""

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


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
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
        found = with_cures(found, data, file.kind.record)
    asked = [] if data is None else curly_marks(content, data, type_of(file.kind.record), file.file)
    problems = as_bytes(found + unshaped + asked)
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
    project: Path, files: Iterable[Found], before: Mapping[str, Kept], now: int, hands: int
) -> dict[str, Kept]:
    """Those of these files that have changed as they are now, read by as many processes as there are hands."""
    fresh = [file for file in files if not unchanged(project, file, before)]
    parts = parts_of(len(fresh), hands)

    def read(part: int) -> Iterator[bytes]:
        mine = {one.file: read_again(project, one, before.get(one.file), now) for one in fresh[part::parts]}
        each = iter(mine.items())
        while some := dict(islice(each, _AT_A_TIME)):
            yield msgspec.msgpack.encode(some)

    return {file: kept for piece in share(parts, read) for file, kept in _KEPT.decode(piece).items()}


def unchanged(project: Path, file: Found, before: Mapping[str, Kept]) -> bool:
    """Whether a file is known, and as it was."""
    known = before.get(file.file)
    return known is not None and bool(known.stat) and known.stat == stat_of(f"{project}/{file.file}")


class Files(Mapping[str, Kept]):
    """Files as they were read, by their paths: a `base`, which never changes, what was read `since`, and what of it is `gone`.

    The `base_drafts` are those of the base that are drafts: looking at each of it would take long.
    """

    def __init__(
        self,
        base: Mapping[str, Kept] | None = None,
        since: Mapping[str, Kept] | None = None,
        gone: frozenset[str] = frozenset(),
        base_drafts: Sequence[str] = (),
    ) -> None:
        self.base: Mapping[str, Kept] = {} if base is None else base
        self.since = dict(since or {})
        self.gone = gone
        self._base_drafts = base_drafts

    def then(self, read: Mapping[str, Kept]) -> Files:
        """The same with these as they were read now."""
        return Files(self.base, {**self.since, **read}, self.gone.difference(read), self._base_drafts)

    def only(self, there: AbstractSet[str]) -> Files:
        """The same without those that are not there any more."""
        since = {file: kept for file, kept in self.since.items() if file in there}
        return Files(self.base, since, frozenset(self.base.keys() - there), self._base_drafts)

    @property
    def drafts(self) -> Iterator[str]:
        """Those of which nothing is published yet."""
        yield from (file for file, kept in self.since.items() if kept.draft)
        yield from (file for file in self._base_drafts if file not in self.since and file not in self.gone)

    def __getitem__(self, file: str) -> Kept:
        kept = self.since.get(file)
        if kept is None:
            if file in self.gone:
                raise KeyError(file)
            kept = self.base[file]
        return kept

    def __contains__(self, file: object) -> bool:
        return file in self.since or (file in self.base and file not in self.gone)

    def __iter__(self) -> Iterator[str]:
        yield from self.since
        yield from (one for one in self.base if one not in self.since and one not in self.gone)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Shelf(Mapping[str, Held]):
    """The facts in kept files, by reference; each is made when it is asked for."""

    def __init__(self, found: Mapping[str, Found], files: Mapping[str, Kept]) -> None:
        self._made: Lately[str, Held] = Lately(MOST_MADE)
        self._found, self._files = found, files

    def hold(self, found: Mapping[str, Found], files: Mapping[str, Kept]) -> None:
        """Have the facts in these files from now on."""
        self._made.clear()
        self._found, self._files = found, files

    def hold_anew(self, refs: Iterable[str], files: Mapping[str, Kept]) -> None:
        """These facts, which are there, say something else from now on."""
        for ref in refs:
            self._made.drop(ref)
        self._files = files

    def __getitem__(self, ref: str) -> Held:
        held = self._made.get(ref)
        if held is None:
            file = self._found[ref]
            content = self._files[file.file].content
            held = Held(file.kind, file.id, file.file, _maker(file.kind.record).decode(content))
            self._made.put(ref, held)
        return held

    def __contains__(self, ref: object) -> bool:
        return ref in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


_KEPT = msgspec.msgpack.Decoder(dict[str, Kept])


@lru_cache(MOST_KEPT)
def _maker(record: type[Declared]) -> msgspec.msgpack.Decoder[Declared]:
    return msgspec.msgpack.Decoder(record, dec_hook=read_date)


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()
