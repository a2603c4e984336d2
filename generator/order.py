"""The order in which facts stand: that of their kinds, and of their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.kinds import Kind


class Order:
    """The order of facts of these kinds, in this order; those of a kind that is not among them come first."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        self.kinds = kinds
        self._ranks = {kind.name: rank for rank, kind in enumerate(kinds)}
        self._placed = frozenset(kind.name for kind in kinds if kind.id_parts)
        self._listed: dict[str, list[str]] = {}

    def place(self, ref: str) -> tuple[int, str]:
        """Where a fact stands among all others."""
        kind, _, name = ref.partition(":")
        return self._ranks.get(kind, -1), name

    def is_placed(self, ref: str) -> bool:
        """Whether a fact is of a kind whose ids refer to others."""
        return kind_of(ref) in self._placed

    def by_kind(self, refs: Iterable[str]) -> Mapping[str, list[str]]:
        """These facts by their kinds, in order: found once, until one has come or gone."""
        if not self._listed:
            found: dict[str, list[str]] = {}
            for ref in sorted(refs):
                found.setdefault(kind_of(ref), []).append(ref)
            ranked = sorted(found, key=lambda kind: self._ranks.get(kind, -1))
            self._listed = {kind: found[kind] for kind in ranked}
        return self._listed

    def every(self, refs: Iterable[str]) -> list[str]:
        """These facts in order."""
        return [ref for of_kind in self.by_kind(refs).values() for ref in of_kind]

    def has_other_facts(self) -> None:
        """One came, or went."""
        self._listed = {}


def kind_of(ref: str) -> str:
    """The name of the kind of a fact."""
    return ref.partition(":")[0]
