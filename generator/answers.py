"""Answers with what they rest on, and how they are packed one after the other."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from generator.digests import blake2b
from generator.values import Fixed

_FEW = 6
"""So few grounds are sooner searched for one by one than all in one pass."""

_SIZE = 8
"""Bytes of the digest of a ground."""

MOST_NAMED = 5_000
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


class Packed(Fixed, frozen=True, dict=True):
    """Answers to questions of one kind, one after the other.

    What they are about (`things`), and all their `grounds` and `values` with where those of each end, in bytes; `known` are all
    grounds again, each once and in order.
    """

    grounds: memoryview
    grounds_end: Sequence[int]
    values: memoryview
    values_end: Sequence[int]
    known: Sequence[Digest]
    list_things: Callable[[], Sequence[str]]

    @cached_property
    def things(self) -> Sequence[str]:
        """What they are about, unpacked when it is asked for."""
        return self.list_things()

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Which of the answers is about what."""
        return dict(zip(self.things, range(len(self.things)), strict=True))

    def __len__(self) -> int:
        return len(self.grounds_end)

    def resting_on(self, grounds: Collection[Digest]) -> Iterator[int]:
        """The places of answers that rest on some of these."""
        there = [one for one in grounds if _place_of(one, self.known) is not None]
        found = self._one_by_one(there) if len(there) <= _FEW else self._in_one_pass(there)
        return (bisect_right(self.grounds_end, at) for at in found)

    def value(self, place: int) -> bytes:
        """What an answer says."""
        return bytes(self.values[_start(self.values_end, place) : self.values_end[place]])

    def answer(self, place: int, look: int) -> Answer:
        """A whole answer, which was given at this look."""
        grounds = self.grounds[_start(self.grounds_end, place) : self.grounds_end[place]]
        return Answer(self.value(place), bytes(grounds), look)

    def _one_by_one(self, grounds: Sequence[Digest]) -> Iterator[int]:
        """Where they stand."""
        every = bytes(self.grounds) if grounds else b""
        for ground in grounds:
            digest = ground.to_bytes(_SIZE, sys.byteorder)
            at = every.find(digest)
            while at >= 0:
                if at % _SIZE == 0:  # and is not the end of one and the beginning of the next
                    yield at
                at = every.find(digest, at + 1)

    def _in_one_pass(self, grounds: Sequence[Digest]) -> Iterator[int]:
        moved = frozenset(grounds)
        every = self.grounds.cast("Q")
        return (number * _SIZE for number, one in enumerate(every) if one in moved)


class Values(Fixed, frozen=True):
    """The values that grounds have, both by their digests: the `names` of the grounds in order, and beside them the `values`."""

    names: Sequence[Digest] = ()
    values: Sequence[Digest] = ()

    @classmethod
    def of(cls, each: Mapping[Digest, Digest | None]) -> Values:
        """Those of these grounds that have a value."""
        names = array("Q", sorted(name for name, value in each.items() if value is not None))
        return cls(names, array("Q", (value for name in names if (value := each[name]) is not None)))

    def get(self, name: Digest) -> Digest | None:
        """The value of a ground; None if it has none."""
        at = _place_of(name, self.names)
        return None if at is None else self.values[at]

    def items(self) -> Iterator[tuple[Digest, Digest]]:
        """Every ground with its value."""
        return zip(self.names, self.values, strict=True)


def _place_of(one: Digest, ordered: Sequence[Digest]) -> int | None:
    at = bisect_left(ordered, one)
    return at if at < len(ordered) and ordered[at] == one else None


def _start(ends: Sequence[int], place: int) -> int:
    return ends[place - 1] if place else 0
