"""Lookups that are noted, so that whatever is worked out from them can be kept for as long as they hold."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from typing import TypeVar

from generator.holding import Held, entries_of
from generator.kinds import Declared
from generator.lately import Lately
from generator.recall import Recall

T = TypeVar("T")

MOST_INSIDE = 100
"""Of so many facts at least it is kept at a time which entries are in them."""


class Noted(Mapping[str, T]):
    """Things by name: each that is asked for is noted, whether it is there or not."""

    def __init__(self, things: Mapping[str, T], one: str, every: str, recall: Recall) -> None:
        self._things, self._one, self._every, self._note = things, one, every, recall.note

    def __getitem__(self, name: str) -> T:
        self._note(self._one + name)
        return self._things[name]

    def __contains__(self, name: object) -> bool:
        self._note(f"{self._one}{name}")
        return name in self._things

    def __iter__(self) -> Iterator[str]:
        self._note(self._every)
        return iter(self._things)

    def __len__(self) -> int:
        self._note(self._every)
        return len(self._things)

    def values(self) -> ValuesView[T]:
        """All things; that there are no others is noted too."""
        self._note(self._every)
        return self._things.values()

    def items(self) -> ItemsView[str, T]:
        """All things by name; that there are no others is noted too."""
        self._note(self._every)
        return self._things.items()


class Entries(Mapping[str, Declared]):
    """The facts inside facts, by their addresses (`kind:id#entry`), as they are at one look."""

    def __init__(self, facts: Mapping[str, Held]) -> None:
        self._facts = facts
        self._known: Lately[str, dict[str, Declared]] = Lately(MOST_INSIDE)

    def __getitem__(self, ref: str) -> Declared:
        fact, _, name = ref.partition("#")
        found = self._inside(fact).get(name) if fact in self._facts else None
        if found is None:
            raise KeyError(ref)
        return found

    def _inside(self, fact: str) -> dict[str, Declared]:
        """The entries in a fact by their ids; of two with one id the first."""
        known = self._known.get(fact)
        if known is None:
            every = reversed(list(entries_of(self._facts[fact])))
            known = {entry: group.value for entry, group in every}
            self._known.put(fact, known)
        return known

    def __iter__(self) -> Iterator[str]:
        return (f"{ref}#{entry}" for ref, held in self._facts.items() for entry, _ in entries_of(held))

    def __len__(self) -> int:
        return sum(1 for _ in self)
