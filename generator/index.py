"""Who names whom: what all facts tell, kept up to date fact by fact."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from generator.dates import Date, parse
from generator.facts.correction import CORRECTED
from generator.kinds import Kind
from generator.recall import Digest, Recall, digest
from generator.told import Told
from generator.values import Fixed


class Backlink(Fixed, frozen=True):
    """One fact naming another: what that is called there (`back`), by whom, and in which entry of it, if in one."""

    back: str
    source: str
    entry: str


read_day = lru_cache(maxsize=20_000)(parse)
"""A date from its text; most are asked for again and again."""


class Index:
    """What every fact tells, by reference (`told`); and what others tell of each."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        """Of nothing yet; there are facts of these kinds, in this order."""
        self.told: dict[str, Told] = {}
        self._into: dict[str, set[str]] = {}
        self._touched: set[str] = set()
        self._astray: set[str] = set()
        self.know(kinds)

    def know(self, kinds: Sequence[Kind]) -> None:
        """From now on there are facts of these kinds, in this order."""
        self.kinds = kinds
        self._ordered: dict[str, list[str]] = {}
        self._ranks = {kind.name: rank for rank, kind in enumerate(kinds)}
        self._placed = frozenset(kind.name for kind in kinds if kind.id_parts)

    @classmethod
    def of(cls, kinds: Sequence[Kind], told: Iterable[tuple[str, Told]]) -> Index:
        """What was told before, of facts that named nothing that was not there; nothing of it is to be settled."""
        index = cls(tuple(kinds))
        for ref, one in told:
            index._link(ref, one)
        return index

    def take(self, told: Mapping[str, Told]) -> None:
        """These facts tell this from now on, and there are no others."""
        for ref in self.told.keys() - told.keys():
            self.put(ref, None)
        for ref, one in told.items():
            before = self.told.get(ref)
            if before is not one and before != one:
                self.put(ref, one)

    def put(self, ref: str, told: Told | None) -> None:
        """A fact tells this from now on; None: there is no such fact any more."""
        if (told is None) is (ref in self.told):
            self._ordered.clear()
        before = self.told.pop(ref, None)
        for target in _named_by(before) if before else ():
            self._into[target].discard(ref)
            self._touched.add(target)
        self._touched |= {ref, *self._link(ref, told)} if told else {ref}

    def _link(self, ref: str, told: Told) -> set[str]:
        self.told[ref] = told
        targets = _named_by(told)
        for target in targets:
            self._into.setdefault(target, set()).add(ref)
        return targets

    def has(self, ref: str) -> bool:
        """Whether there is such a fact, or such an entry in one."""
        fact, _, entry = ref.partition("#")
        told = self.told.get(fact)
        return told is not None and (not entry or entry in told.entries)

    def in_order(self) -> list[str]:
        """All facts, in the order of kinds and ids."""
        return [ref for kind in self._by_kind for ref in self._by_kind[kind]]

    def of_kind(self, kind: str) -> list[str]:
        """All facts of a kind, by id."""
        return list(self._by_kind.get(kind, ()))

    @property
    def _by_kind(self) -> dict[str, list[str]]:
        """All facts by kind, in order, as long as none comes or goes."""
        if not self._ordered:
            for ref in sorted(self.told):
                self._ordered.setdefault(ref.partition(":")[0], []).append(ref)
            ranked = sorted(self._ordered, key=lambda kind: self._ranks.get(kind, -1))
            self._ordered = {kind: self._ordered[kind] for kind in ranked}
        return self._ordered

    def is_placed(self, ref: str) -> bool:
        """Whether a fact is of a kind whose ids refer to others."""
        return ref.partition(":")[0] in self._placed

    def leading_astray(self) -> list[str]:
        """The facts that name something that is not there, in order, as of the last time things were settled."""
        return sorted(self._astray, key=self.place)

    def place(self, ref: str) -> tuple[int, str]:
        """Where a fact stands among all others."""
        kind, _, name = ref.partition(":")
        return self._ranks.get(kind, -1), name

    def backlinks(self, ref: str) -> tuple[Backlink, ...]:
        """Every fact that names this one, in order."""
        inside = f"{ref}#"
        links = {
            Backlink(one.back, source, one.entry): None
            for source in self.naming(ref)
            for one in self.told[source].names
            if one.target == ref or one.target.startswith(inside)
        }
        return tuple(links)

    def naming(self, ref: str) -> list[str]:
        """The other facts that name this one, in order."""
        return sorted(self._into.get(ref, set()) - {ref}, key=self.place)

    def day_of(self, ref: str) -> Date | None:
        """The first date that is given for a fact."""
        return next(map(read_day, self.told[ref].dates), None)

    def newest(self, kind: str) -> Date | None:
        """The last day that is given as the date of a fact of this kind."""
        texts = {text for ref in self.of_kind(kind) for text in self.told[ref].dates}
        return max(map(read_day, texts), key=lambda date: date.sort_key, default=None)

    def settle(self, recall: Recall) -> None:
        """Tell what is so now of everything that has changed since this was asked the last time."""
        for ref in self._touched:
            told, links = self.told.get(ref), self.backlinks(ref)
            recall.settle(f"fact:{ref}", told.record if told else None)
            recall.settle(f"name:{ref}", told.name if told else None)
            recall.settle(f"brief:{ref}", told.brief if told else None)
            recall.settle(f"type:{ref}", digest(told.type.encode()) if told else None)
            recall.settle(f"into:{ref}", _digest(links))
            recall.settle(f"corrected:{ref}", _digest([one for one in links if one.back == CORRECTED]))
        self._find_astray()
        if self._touched:
            self._settle_kinds(recall, {ref.partition(":")[0] for ref in self._touched})
        self._touched.clear()

    def _find_astray(self) -> None:
        concerned = self._touched.union(*(self._into.get(ref, ()) for ref in self._touched))
        self._astray -= concerned
        self._astray |= {ref for ref in concerned if ref in self.told and self._names_nothing(ref)}

    def _names_nothing(self, ref: str) -> bool:
        return not all(self.has(one.target) for one in self.told[ref].names)

    def _settle_kinds(self, recall: Recall, touched: AbstractSet[str]) -> None:
        ordered = self.in_order()
        told = ((ref, self.told[ref].entries) for ref in ordered)
        recall.settle(
            "addresses", digest("\n".join("\t".join((ref, *entries)) for ref, entries in told).encode())
        )
        recall.settle("facts", _digest_of_records(self.told[ref] for ref in ordered))
        for kind in touched:
            of_kind = self.of_kind(kind)
            newest = self.newest(kind)
            recall.settle(f"ids:{kind}", digest("\n".join(of_kind).encode()))
            recall.settle(f"kind:{kind}", _digest_of_records(self.told[ref] for ref in of_kind))
            recall.settle(f"newest:{kind}", digest(newest.text.encode()) if newest else None)


def _named_by(told: Told) -> set[str]:
    """The facts that a fact names, itself if in an entry it does."""
    return {_fact(one.target) for one in told.names}


def _fact(ref: str) -> str:
    return ref.partition("#")[0]


def _digest(links: Sequence[Backlink]) -> Digest | None:
    text = "\n".join(f"{one.back}\t{one.source}\t{one.entry}" for one in links)
    return digest(text.encode()) if links else None


def _digest_of_records(told: Iterable[Told]) -> Digest:
    return digest(array("Q", (one.record for one in told)).tobytes())
