"""The base of what is remembered: everything there was at one look, in a file that is written once and read where it is needed.

It is large, so it is neither written anew at every build nor unpacked nor even digested when it is read: what has changed since
stands beside it, with the state that the base had when it was written. Whatever changes a file changes its `ctime`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import msgspec

from generator.past import Packed
from generator.recall import Recall
from generator.roll import AtNeed, Roll
from generator.shelf import Files, Kept

_LENGTH = 8


class _Contents(msgspec.Struct, array_like=True):
    """What stands at the end of a base: the names of what is packed before it, and where each thing ends."""

    questions: list[str]
    grounds_end: bytes
    values_end: bytes
    paths: list[str]
    files_end: bytes
    roll: Roll


class Base(msgspec.Struct, frozen=True):
    """A base as it was read: answers and files, to be unpacked at need, and the roll of the facts in these files."""

    answers: Packed
    files: AtNeed[Kept]
    roll: Roll


def packed(recall: Recall, files: Files, roll: Roll) -> Iterator[bytes]:
    """A base in pieces, so that it is never there twice: grounds, values, files, contents, and how long the contents are."""
    questions = [*recall.standing(), *recall.past.holding()]
    grounds, values, kept = array("I"), array("I"), array("I")
    yield from _counted(grounds, (recall.kept(one).grounds for one in questions))
    yield from _counted(values, (recall.kept(one).value for one in questions))
    paths = list(files)
    yield from _counted(kept, (_ENCODER.encode(files[one]) for one in paths))
    ends = grounds.tobytes(), values.tobytes()
    contents = _ENCODER.encode(_Contents(questions, *ends, paths, kept.tobytes(), roll))
    yield contents
    yield len(contents).to_bytes(_LENGTH, "little")


def unpacked(body: memoryview) -> Base:
    """A base. Raises `msgspec.MsgspecError` and ValueError where it is none."""
    length = int.from_bytes(body[-_LENGTH:], "little")
    contents = _CONTENTS.decode(body[-_LENGTH - length : -_LENGTH])
    grounds_end, values_end, files_end = (
        memoryview(one).cast("I") for one in (contents.grounds_end, contents.values_end, contents.files_end)
    )
    grounds, values, kept = (_last(one) for one in (grounds_end, values_end, files_end))
    after = grounds + values
    answers = Packed(contents.questions, bytes(body[:grounds]), grounds_end, body[grounds:after], values_end)
    places = {path: place for place, path in enumerate(contents.paths)}
    make = partial(_file, body[after : after + kept], files_end, places.__getitem__)
    return Base(answers, AtNeed(make, contents.paths), contents.roll)


def _file(files: memoryview, ends: memoryview, place_of: Callable[[str], int], path: str) -> Kept:
    place = place_of(path)
    return _KEPT.decode(files[ends[place - 1] if place else 0 : ends[place]])


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
_KEPT = msgspec.msgpack.Decoder(Kept)
