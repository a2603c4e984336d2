"""Who names whom: what all facts tell, kept up to date fact by fact."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from generator.answers import Digest, digest
from generator.dates import Date, parse
from generator.facts.correction import CORRECTED
from generator.kinds import Kind
from generator.order import Order, kind_of
from generator.recall import Recall
from generator.roll import NO_ROLL, AtNeed, Into, Roll, named, not_there
from generator.told import Told, grounds_of
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

    def __init__(
        self, kinds: Sequence[Kind], roll: Roll = NO_ROLL, told: Callable[[str], Told] = not_there
    ) -> None:
        """Of the facts on a roll; there are facts of these kinds, in this order.

        `told` gives what a fact on the roll tells. Nothing of that is to be settled, and none of them names what is not there.
        """
        self._told = AtNeed(told, roll.refs)
        self._into = Into(roll)
        self._records = dict(zip(roll.refs, array("Q", roll.records), strict=True))
        self._correcting = set(roll.correcting)
        self._newest = dict(roll.newest)
        self._order = Order(kinds)
        self._touched: set[str] = set()
        self._shaken: set[str] = set()
        self._astray: set[str] = set()
        self._roll, self._is_on_roll = roll, bool(roll.refs)

    @property
    def told(self) -> Mapping[str, Told]:
        """What every fact tells."""
        return self._told

    def know(self, kinds: Sequence[Kind]) -> None:
        """From now on there are facts of these kinds, in this order."""
        if kinds != self._order.kinds:
            self._order = Order(kinds)

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
        before = self.told.get(ref)
        if (told is None) is not (before is None):
            self._order.has_other_facts()
        if told is None or before is None or told.entries != before.entries:
            self._shaken.add(ref)
        if told is None or before is None or told.dates != before.dates:
            self._newest.pop(kind_of(ref), None)
        self._touched.add(ref)
        if told is not None and before is not None and told.names == before.names:
            self._told.put(ref, told)
            self._records[ref] = told.record
        else:
            self._touched |= self._unlink(ref, before) | self._link(ref, told)
            self._is_on_roll = False

    def _unlink(self, ref: str, told: Told | None) -> set[str]:
        self._told.drop(ref)
        self._records.pop(ref, None)
        self._correcting.discard(ref)
        targets = _named_by(told)
        for target in targets:
            self._into[target].remove(ref)
        return targets

    def _link(self, ref: str, told: Told | None) -> set[str]:
        if told is not None:
            self._told.put(ref, told)
            self._records[ref] = told.record
            if any(one.back == CORRECTED for one in told.names):
                self._correcting.add(ref)
        targets = _named_by(told)
        for target in targets:
            self._into[target].append(ref)
        return targets

    def settled(self) -> None:
        """What has changed so far is known already."""
        self._touched.clear()
        self._shaken.clear()

    def roll(self, files: Mapping[str, str]) -> Roll:
        """All that is told together, to be taken up again; `files` are those that the facts are in."""
        newest = {kind.name: self._newest_text(kind.name) for kind in self._order.kinds}
        refs = self.in_order()
        records = array("Q", map(self._records.__getitem__, refs)).tobytes()
        if self._is_on_roll and refs == self._roll.refs:
            return self._roll.then(records, newest)
        naming, ends = named(refs, self._into)
        at = [files[ref] for ref in refs]
        return Roll(refs, at, records, naming, ends, sorted(self._correcting), newest)

    def has(self, ref: str) -> bool:
        """Whether there is such a fact, or such an entry in one."""
        fact, _, entry = ref.partition("#")
        told = self.told.get(fact)
        return told is not None and (not entry or entry in told.entries)

    def in_order(self) -> list[str]:
        """All facts, in the order of kinds and ids."""
        return self._order.every(self._told)

    def of_kind(self, kind: str) -> list[str]:
        """All facts of a kind, by id."""
        return list(self._order.by_kind(self._told).get(kind, ()))

    def is_placed(self, ref: str) -> bool:
        """Whether a fact is of a kind whose ids refer to others."""
        return self._order.is_placed(ref)

    def leading_astray(self) -> list[str]:
        """The facts that name something that is not there, in order, as of the last time things were settled."""
        return sorted(self._astray, key=self.place)

    def place(self, ref: str) -> tuple[int, str]:
        """Where a fact stands among all others."""
        return self._order.place(ref)

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
        return sorted((one for one in self._into[ref] if one != ref), key=self.place)

    def day_of(self, ref: str) -> Date | None:
        """The first date that is given for a fact."""
        return next(map(read_day, self.told[ref].dates), None)

    def newest(self, kind: str) -> Date | None:
        """The last day that is given as the date of a fact of this kind."""
        text = self._newest_text(kind)
        return read_day(text) if text else None

    def _newest_text(self, kind: str) -> str:
        if kind not in self._newest:
            texts = {text for ref in self.of_kind(kind) for text in self.told[ref].dates}
            newest = max(map(read_day, sorted(texts)), key=lambda date: date.sort_key, default=None)
            self._newest[kind] = newest.text if newest else ""
        return self._newest[kind]

    def corrected(self) -> frozenset[str]:
        """The facts that others correct."""
        telling = ((ref, one) for ref in self._correcting for one in self.told[ref].names)
        named = ((ref, _fact(one.target)) for ref, one in telling if one.back == CORRECTED)
        return frozenset(target for ref, target in named if target != ref)

    def settle(self, recall: Recall) -> None:
        """Tell what is so now of everything that has changed since this was asked the last time."""
        for ref in self._touched:
            told, links = self.told.get(ref), self.backlinks(ref)
            for what, value in grounds_of(told).items():
                recall.settle(f"{what}:{ref}", value)
            recall.settle(f"into:{ref}", _digest(links))
            recall.settle(f"corrected:{ref}", _digest([one for one in links if one.back == CORRECTED]))
        self._find_astray()
        if other := sorted(ref for ref in self._touched if recall.differs(f"brief:{ref}")):
            recall.settle("briefs", digest(repr([*map(self.told.get, other), other]).encode()))
        if self._touched:
            self._settle_kinds(recall, set(map(kind_of, self._touched)))
        self.settled()

    def _find_astray(self) -> None:
        """Whoever has changed may name what is not there, and whoever names what came or went, or has other entries."""
        concerned = self._touched.union(*(self._into[ref] for ref in self._shaken))
        self._astray -= concerned
        self._astray |= {ref for ref in concerned if ref in self.told and self._names_nothing(ref)}

    def _names_nothing(self, ref: str) -> bool:
        return not all(self.has(one.target) for one in self.told[ref].names)

    def _settle_kinds(self, recall: Recall, touched: AbstractSet[str]) -> None:
        ordered = self.in_order()
        if self._shaken:
            told = ((ref, self.told[ref].entries) for ref in ordered)
            every = "\n".join("\t".join((ref, *entries)) for ref, entries in told)
            recall.settle("addresses", digest(every.encode()))
        recall.settle("facts", self._digest_of_records(ordered))
        for kind in touched:
            of_kind = self.of_kind(kind)
            newest = self._newest_text(kind)
            recall.settle(f"ids:{kind}", digest("\n".join(of_kind).encode()))
            recall.settle(f"kind:{kind}", self._digest_of_records(of_kind))
            recall.settle(f"newest:{kind}", digest(newest.encode()) if newest else None)

    def _digest_of_records(self, refs: Iterable[str]) -> Digest:
        return digest(array("Q", map(self._records.__getitem__, refs)).tobytes())


def _named_by(told: Told | None) -> set[str]:
    """The facts that a fact names, itself if in an entry it does."""
    return {_fact(one.target) for one in told.names} if told else set()


def _fact(ref: str) -> str:
    return ref.partition("#")[0]


def _digest(links: Sequence[Backlink]) -> Digest | None:
    text = "\n".join(f"{one.back}\t{one.source}\t{one.entry}" for one in links)
    return digest(text.encode()) if links else None
