"""What is looked at while something is worked out, and what was worked out, at hand while things are as they are."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar, cast

from generator.answers import Digest, name_of
from generator.lately import Lately

T = TypeVar("T")

MOST_AT_HAND = 75_000
"""So many values are kept at hand at least within a process; beyond that they are worked out again."""

MOST_FOR_NOW = 60
"""The same of values that are large, and asked for in one place."""

_Held = tuple[object, tuple[Digest, ...]]
"""A value, and the grounds it rests on."""


class Notes:
    """The grounds of what is being worked out, noted as they are looked at; and values at hand, each with its grounds."""

    def __init__(self) -> None:
        self._noted: list[set[Digest]] = [set()]
        self._at_hand: Lately[Hashable, _Held] = Lately(MOST_AT_HAND)
        self._for_now: Lately[Hashable, _Held] = Lately(MOST_FOR_NOW)

    def note(self, ground: str) -> None:
        """What is being worked out rests on this."""
        if len(self._noted) > 1:  # or nothing is being worked out
            self._noted[-1].add(name_of(ground))

    def aside(self, work: Callable[[], T]) -> T:
        """What `work` gives, for something that does not rest on what is looked at for it."""
        return self._worked_out(work)[0]

    def at_hand(self, key: Hashable, work: Callable[[], T]) -> T:
        """A value that is worked out once in a look, and kept no longer than that."""
        return self._held(self._at_hand, key, work)

    def for_now(self, key: Hashable, work: Callable[[], T]) -> T:
        """The same of a value that is large, and asked for again soon or never."""
        return self._held(self._for_now, key, work)

    def _let_go(self) -> None:
        """Have nothing at hand any more."""
        self._at_hand.clear()
        self._for_now.clear()

    def _held(self, among: Lately[Hashable, _Held], key: Hashable, work: Callable[[], T]) -> T:
        found = among.get(key)
        if found is None:
            value, grounds = self._worked_out(work)
            found = value, tuple(grounds)
            among.put(key, found)
        self._note_all(found[1])
        return cast("T", found[0])

    def _worked_out(self, work: Callable[[], T]) -> tuple[T, set[Digest]]:
        """A value with its grounds, noted apart; they are grounds of what it is worked out for only if they are noted again."""
        grounds: set[Digest] = set()
        self._noted.append(grounds)
        try:
            return work(), grounds
        finally:
            self._noted.pop()

    def _note_all(self, grounds: Iterable[Digest]) -> None:
        if len(self._noted) > 1:  # or nothing is being worked out
            self._noted[-1].update(grounds)
