"""The ids that exist, as a schema has them: to choose from, and as patterns of all that may be typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.kinds import ID, Scalar

MOST_NAMED = 2_000
"""Up to so many references are named one by one where a field takes any of them; where there are more, anything in the form of a
reference is taken, and the first few are offered: a longer list is of no use in an editor, and slow."""


@dataclass(frozen=True, slots=True)
class Names:
    """The ids that exist, by kind, each with what it is called; of each fact its entries, with their names if they have any."""

    facts: Mapping[str, Mapping[str, str]]
    entries: Mapping[str, Mapping[str, str]]

    def offered(self, kind: Scalar) -> dict[str, str]:
        """The references to choose from, each with its name: all facts, and the entries that have a name of their own."""
        start = {one: "" if kind.only_kind else f"{one}:" for one in self._kinds(kind)}
        return {
            start[one] + name: called
            for one in start
            for fact, title in self.facts.get(one, {}).items()
            for name, called in self._with_entries(one, fact, title)
        }

    def spelt(self, kind: Scalar) -> str:
        """A pattern, without its ends, for all ways to write a reference to what is there; where that is too much, to anything."""
        known = {one: self.facts.get(one, {}) for one in self._kinds(kind)}
        few = 0 < sum(map(len, known.values())) <= MOST_NAMED
        optional = "?" if kind.only_kind else ""
        return "|".join(
            f"(?:{one}:){optional}(?:{self._facts(one) if few else f'{ID}(?:/{ID})?(?:#{ID})?'})"
            for one in known
            if known[one] or not few
        )

    def _kinds(self, kind: Scalar) -> tuple[str, ...]:
        return tuple(self.facts) if kind.kinds == ("*",) else kind.kinds

    def _with_entries(self, kind: str, fact: str, title: str) -> Iterator[tuple[str, str]]:
        yield fact, title
        for entry, called in self.entries.get(f"{kind}:{fact}", {}).items():
            if called:
                yield f"{fact}#{entry}", called

    def _facts(self, kind: str) -> str:
        """Every fact of a kind, perhaps with one of its entries; ids have nothing in them that a pattern takes amiss."""
        entries = {fact: "|".join(self.entries.get(f"{kind}:{fact}", ())) for fact in self.facts[kind]}
        return "|".join(f"{fact}(?:#(?:{inner}))?" if inner else fact for fact, inner in entries.items())
