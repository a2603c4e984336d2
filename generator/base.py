"""The base of what is remembered: everything there was at one look, in a file that is written once and read where it is needed.

It is large, so it is neither written anew at every build nor unpacked nor even digested when it is read: what has changed since
stands beside it, with the state that the base had when it was written. Whatever changes a file changes its `ctime`.
"""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from mmap import ACCESS_READ, mmap

import msgspec

from generator.answers import Packed, Values
from generator.recall import Recall
from generator.roll import Roll
from generator.shelf import Files, Kept

MOST_HELD = 500
"""So many files as they were read are held in memory where there is no base."""

_LENGTH = 8
_DIGEST = 8


class _Section(msgspec.Struct, array_like=True):
    """The answers to questions of one kind: what they are about, and where the grounds and the value of each end.

    So many grounds are `known`, of which there are as many as there are different ones.
    """

    what: str
    things: msgspec.Raw
    grounds_end: bytes
    values_end: bytes
    known: int


class _Contents(msgspec.Struct, array_like=True):
    """What stands at the end of a base: the names of what is packed before it, where each thing ends, and which files are drafts."""

    answers: list[_Section]
    grounds: int
    paths: list[str]
    files_end: bytes
    drafts: list[str]
    roll: Roll


Read = Callable[[int, int], bytes | memoryview]
"""What is packed from one place up to another, in bytes from the beginning."""


class Unpacked(Mapping[str, Kept]):
    """Files that were packed one after the other, up to where `ends` says, by their paths: each is unpacked whenever it is asked for."""

    def __init__(self, read: Read, ends: memoryview, paths: Iterable[str]) -> None:
        self._read, self._ends = read, ends
        self._places = {path: place for place, path in enumerate(paths)}

    def __getitem__(self, path: str) -> Kept:
        place = self._places[path]
        return _KEPT.decode(self._read(self._ends[place - 1] if place else 0, self._ends[place]))

    def __contains__(self, path: object) -> bool:
        return path in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Base(msgspec.Struct, frozen=True):
    """A base as it was read: answers by kind of question, values of grounds, and files, to be unpacked at need; and the roll.

    The `drafts` are files too.
    """

    answers: Mapping[str, Packed]
    values: Values
    files: Unpacked
    drafts: Sequence[str]
    roll: Roll


def packed(recall: Recall, files: Files, roll: Roll) -> Iterator[bytes]:
    """A base in pieces, so that it is never there twice.

    The answers with the grounds they have, each once; the grounds with their values, the files, the contents, and how long these are.
    """
    sections: list[_Section] = []
    for what, things in groupby(sorted([*recall.standing(), *recall.past.holding()]), key=_first_word):
        questions = list(things)
        grounds, values = array("I"), array("I")
        known: set[int] = set()
        yield from _counted(grounds, _each_met((recall.kept(one).grounds for one in questions), known))
        yield from _counted(values, (recall.kept(one).value for one in questions))
        yield array("Q", sorted(known)).tobytes()
        about = msgspec.Raw(_ENCODER.encode([one.partition(" ")[2] for one in questions]))
        sections.append(_Section(what, about, grounds.tobytes(), values.tobytes(), len(known)))
    settled = Values.of({**dict(recall.past.grounds.items()), **recall.values})
    yield array("Q", settled.names).tobytes()
    yield array("Q", settled.values).tobytes()
    kept, drafts = array("I"), list(files.drafts)
    yield from _counted(kept, map(_ENCODER.encode, files.values()))
    contents = _ENCODER.encode(
        _Contents(sections, len(settled.names), list(files), kept.tobytes(), drafts, roll)
    )
    yield contents
    yield len(contents).to_bytes(_LENGTH, "little")


def unpacked(body: memoryview) -> Base:
    """A base. Raises `msgspec.MsgspecError` and ValueError where it is none."""
    length = int.from_bytes(body[-_LENGTH:], "little")
    contents = _CONTENTS.decode(body[-_LENGTH - length : -_LENGTH])
    answers: dict[str, Packed] = {}
    for one in contents.answers:
        grounds, values = (memoryview(ends).cast("I") for ends in (one.grounds_end, one.values_end))
        middle, end = _last(grounds), _last(grounds) + _last(values)
        last = end + one.known * _DIGEST
        known = body[end:last].cast("Q")
        list_things = partial(_THINGS.decode, one.things)
        answers[one.what] = Packed(body[:middle], grounds, body[middle:end], values, known, list_things)
        body = body[last:]
    size = contents.grounds * _DIGEST
    names, settled = (_numbers(body[at : at + size]) for at in (0, size))
    ends = memoryview(contents.files_end).cast("I")
    kept = body[2 * size : 2 * size + _last(ends)]
    files = Unpacked(lambda start, end: kept[start:end], ends, contents.paths)
    return Base(answers, Values(names, settled), files, contents.drafts, contents.roll)


def put_aside(files: Files) -> Files:
    """The same files, in a file that nobody else sees if they are many: no process holds them then, and all look into one."""
    if files.base or len(files.since) <= MOST_HELD:
        return files
    from tempfile import TemporaryFile  # an edit has no need of it

    kept = array("I")
    with TemporaryFile() as aside:
        aside.writelines(_counted(kept, map(_ENCODER.encode, files.values())))
        aside.flush()
        read = _read_by(aside.fileno())
    return Files(Unpacked(read, memoryview(kept), files), base_drafts=list(files.drafts))


def _read_by(file: int) -> Read:
    """What reads from an open file, also when that is closed; what was read is not held."""
    if sys.platform == "win32":
        body = memoryview(mmap(file, 0, access=ACCESS_READ))
        return lambda start, end: body[start:end]
    return _Aside(os.dup(file)).piece


class _Aside:
    """A file of ours, open as long as this is there. Several processes may read from it at a time."""

    def __init__(self, file: int) -> None:
        self._file = file

    def piece(self, start: int, end: int) -> bytes:
        return os.pread(self._file, end - start, start)

    def __del__(self) -> None:
        os.close(self._file)


def _numbers(packed: memoryview) -> Sequence[int]:
    return array("Q", bytes(packed))


def _each_met(packs: Iterable[bytes], known: set[int]) -> Iterator[bytes]:
    """The packs, while it is kept which digests are in them."""
    for one in packs:
        known.update(memoryview(one).cast("Q"))
        yield one


def _first_word(question: str) -> str:
    return question.partition(" ")[0]


def _last(ends: memoryview) -> int:
    return ends[-1] if len(ends) else 0


def _counted(ends: array[int], pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, while it is kept where each of them ends."""
    end = 0
    for one in pieces:
        end += len(one)
        ends.append(end)
        yield one


_ENCODER = msgspec.msgpack.Encoder()
_CONTENTS = msgspec.msgpack.Decoder(_Contents)
_THINGS = msgspec.msgpack.Decoder(list[str])
_KEPT = msgspec.msgpack.Decoder(Kept)
