"""Who names whom: what all facts tell, kept up to date fact by fact."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
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


@dataclass
class Index:
    """What every fact tells, by reference; and what others tell of each."""

    kinds: Sequence[Kind]
    told: dict[str, Told] = field(default_factory=dict)
    _into: dict[str, dict[str, list[Backlink]]] = field(default_factory=dict)
    _touched: set[str] = field(default_factory=set)
    _astray: set[str] = field(default_factory=set)

    _ranks: dict[str, int] = field(init=False)
    _placed: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Know the kinds."""
        self.know(self.kinds)

    def know(self, kinds: Sequence[Kind]) -> None:
        """From now on there are facts of these kinds, in this order."""
        self.kinds = kinds
        self._ranks = {kind.name: rank for rank, kind in enumerate(kinds)}
        self._placed = frozenset(kind.name for kind in kinds if kind.id_parts)

    @classmethod
    def of(cls, kinds: Sequence[Kind], told: Iterable[tuple[str, Told]]) -> Index:
        """What was told before, of facts that named nothing that was not there; nothing of it is to be settled."""
        index = cls(tuple(kinds))
        for ref, one in told:
            index.put(ref, one)
        index._touched.clear()
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
        before = self.told.pop(ref, None)
        for target in {_fact(one.target) for one in (before.names if before else ())} - {ref}:
            del self._into[target][ref]
            self._touched.add(target)
        self._touched.add(ref)
        if told is not None:
            self.told[ref] = told
            self._link(ref, told)

    def _link(self, ref: str, told: Told) -> None:
        for one in told.names:
            target = _fact(one.target)
            if target != ref:
                link = Backlink(one.back, ref, one.entry)
                into = self._into.setdefault(target, {}).setdefault(ref, [])
                if link not in into:
                    into.append(link)
                self._touched.add(target)

    def has(self, ref: str) -> bool:
        """Whether there is such a fact, or such an entry in one."""
        fact, _, entry = ref.partition("#")
        told = self.told.get(fact)
        return told is not None and (not entry or entry in told.entries)

    def in_order(self) -> list[str]:
        """All facts, in the order of kinds and ids."""
        return sorted(self.told, key=self.place)

    def of_kind(self, kind: str) -> list[str]:
        """All facts of a kind, by id."""
        return sorted(ref for ref in self.told if ref.startswith(f"{kind}:"))

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
        into = self._into.get(ref, {})
        return tuple(link for source in sorted(into, key=self.place) for link in into[source])

    def day_of(self, ref: str) -> Date | None:
        """The first date that is given for a fact."""
        return next(map(read_day, self.told[ref].dates), None)

    def newest(self, kind: str) -> Date | None:
        """The last day that is given as the date of a fact of this kind."""
        texts = {text for ref, told in self.told.items() if ref.startswith(f"{kind}:") for text in told.dates}
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
            of_kind = [ref for ref in ordered if ref.startswith(f"{kind}:")]
            newest = self.newest(kind)
            recall.settle(f"ids:{kind}", digest("\n".join(of_kind).encode()))
            recall.settle(f"kind:{kind}", _digest_of_records(self.told[ref] for ref in of_kind))
            recall.settle(f"newest:{kind}", digest(newest.text.encode()) if newest else None)


def _fact(ref: str) -> str:
    return ref.partition("#")[0]


def _digest(links: Sequence[Backlink]) -> Digest | None:
    text = "\n".join(f"{one.back}\t{one.source}\t{one.entry}" for one in links)
    return digest(text.encode()) if links else None


def _digest_of_records(told: Iterable[Told]) -> Digest:
    return digest(array("Q", (one.record for one in told)).tobytes())
