"""What was answered by the process before, as it lies in the store: packed one after the other, and unpacked when it is asked for.

Which answers hold no longer is found by searching all their grounds at once for those that have moved: so a build pays for what
has changed, and not for what there is.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from generator.digests import blake2b
from generator.values import Fixed

_FEW = 32
"""So few grounds are sooner searched for one by one than all in one pass."""

_SIZE = 8
"""Bytes of the digest of a ground."""


MOST_NAMED = 50_000
"""Of so many grounds it is kept by which digest they go."""

Digest = int
"""A ground by name, or a value: BLAKE2b (RFC 7693) in 8 bytes, as a number. Two grounds with one digest cost a needless
answer, and no wrong one."""


def digest(content: bytes) -> Digest:
    """A digest of a value."""
    return int.from_bytes(blake2b(content, digest_size=_SIZE).digest(), "little")


@lru_cache(MOST_NAMED)
def name_of(ground: str) -> Digest:
    """By which digest a ground goes."""
    return digest(ground.encode())


class Answer(Fixed, frozen=True, array_like=True, gc=False):
    """What a question was answered with, the digests of the grounds it rests on, and at which `look` it was given."""

    value: bytes
    grounds: bytes
    look: int

    @property
    def each(self) -> Sequence[Digest]:
        """The digests, one by one."""
        return memoryview(self.grounds).cast("Q")


def packed(grounds: Iterable[Digest]) -> bytes:
    """Digests of grounds as they are kept with an answer."""
    return array("Q", sorted(grounds)).tobytes()


class Packed(Fixed, frozen=True):
    """Answers one after the other: their `questions`, and all their `grounds` and `values` with where those of each end, in bytes."""

    questions: Sequence[str] = ()
    grounds: bytes = b""
    grounds_end: Sequence[int] = ()
    values: memoryview = memoryview(b"")
    values_end: Sequence[int] = ()


_NOTHING = Packed()


class Past:
    """Answers by question, all given at one `look`; those that are `lost`, told by their places, hold no longer."""

    def __init__(self, packed: Packed = _NOTHING, lost: Iterable[int] = (), look: int = 0) -> None:
        self.packed = packed
        self._lost = set(lost)
        self._lost_before = frozenset(self._lost)
        self._moved: set[Digest] = set()
        self.look = look
        self._places = dict(zip(packed.questions, range(len(packed.questions)), strict=True))

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, question: str) -> bool:
        return question in self._places

    def get(self, question: str) -> Answer | None:
        """An answer that holds."""
        place = self._places.get(question)
        return None if place is None or place in self.lost else self._answer(place)

    def value(self, question: str) -> bytes | None:
        """What an answer that holds says."""
        place = self._places.get(question)
        return None if place is None or place in self.lost else self._value(place)

    def once(self, question: str) -> Answer | None:
        """An answer that held in the beginning, whether it does so now or not."""
        place = self._places.get(question)
        return None if place is None or place in self._lost_before else self._answer(place)

    def copy(self) -> Past:
        """Another one of the same answers."""
        return Past(self.packed, self.lost, self.look)

    @property
    def lost(self) -> AbstractSet[int]:
        """The places of answers that hold no longer."""
        if self._moved:
            moved, self._moved = self._moved, set()
            found = self._one_by_one(moved) if len(moved) <= _FEW else self._in_one_pass(moved)
            self._lost.update(bisect_right(self.packed.grounds_end, at) for at in found)
        return self._lost

    def lost_now(self) -> list[str]:
        """The questions whose answers held in the beginning and hold no longer."""
        return [self.packed.questions[place] for place in sorted(self.lost - self._lost_before)]

    def lose(self, questions: Iterable[str]) -> None:
        """The answers to these hold no longer."""
        self._lost.update(place for one in questions if (place := self._places.get(one)) is not None)

    def lose_by(self, ground: Digest) -> None:
        """What rests on this, by its digest, holds no longer; looked for when it is asked what does."""
        self._moved.add(ground)

    def lose_all(self) -> None:
        """None holds any more."""
        self._lost.update(range(len(self)))
        self._moved.clear()

    def holding(self) -> Iterator[str]:
        """The questions whose answers hold."""
        lost = self.lost
        return (one for place, one in enumerate(self.packed.questions) if place not in lost)

    def _one_by_one(self, grounds: Iterable[Digest]) -> Iterator[int]:
        """Where they stand."""
        for ground in grounds:
            digest = ground.to_bytes(_SIZE, sys.byteorder)
            at = self.packed.grounds.find(digest)
            while at >= 0:
                if at % _SIZE == 0:  # and is not the end of one and the beginning of the next
                    yield at
                at = self.packed.grounds.find(digest, at + 1)

    def _in_one_pass(self, grounds: Collection[Digest]) -> Iterator[int]:
        moved = frozenset(grounds)
        every = memoryview(self.packed.grounds).cast("Q")
        return (number * _SIZE for number, one in enumerate(every) if one in moved)

    def _value(self, place: int) -> bytes:
        return bytes(
            self.packed.values[_start(self.packed.values_end, place) : self.packed.values_end[place]]
        )

    def _answer(self, place: int) -> Answer:
        ends = self.packed.grounds_end
        return Answer(self._value(place), self.packed.grounds[_start(ends, place) : ends[place]], self.look)


def _start(ends: Sequence[int], place: int) -> int:
    return ends[place - 1] if place else 0
