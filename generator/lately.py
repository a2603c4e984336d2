"""What was asked for lately, kept at hand: at least so many things, and at most twice as many."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Lately(Generic[K, V]):
    """Things by key; those that nobody asked for while `most` others came are let go."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._new: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """The thing with this key, if it is still at hand."""
        found = self._new.get(key)
        if found is None and (found := self._old.pop(key, None)) is not None:
            self.put(key, found)
        return found

    def put(self, key: K, thing: V) -> None:
        """Keep this."""
        if len(self._new) >= self._most:
            self._old, self._new = self._new, {}
        self._new[key] = thing

    def drop(self, key: K) -> None:
        """Let go of one thing, if it is at hand."""
        self._new.pop(key, None)
        self._old.pop(key, None)

    def clear(self) -> None:
        """Let go of all."""
        self._new, self._old = {}, {}
