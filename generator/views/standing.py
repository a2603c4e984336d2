"""The page on how facts stand: what rests only on people not named, on one report, on what nobody here has read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby

from generator.dates import Date
from generator.datewords import ENGLISH, Words, in_words
from generator.dossier import Dossier
from generator.evidence import Entry
from generator.facts.actor import Actor
from generator.kinds import MOST_KEPT, Group, Record, type_of
from generator.markup import Link
from generator.naming import Name
from generator.prose import inline_plain
from generator.shares import Count, Share, shares
from generator.show import Shower, View
from generator.standing import Standing, Sure, standings_of
from generator.unnamed import Crowd, Tie, spoken_of, telling

LISTS = ("unnamed", "single", "unread")
"""What a thing may rest on alone, each with a list of its own."""


def standing_view(shower: Shower) -> View:
    """How many things are stated; three lists of those that stand on little; and the people whom no article names."""
    found = shares(shower.dossier)
    lists: View = {name: _listed(shower, name, found) for name in LISTS}
    count = sum(one.stated for one in found.values())
    return {"count": count, "behind": _people(shower)} | lists


def entry_words(dossier: Dossier, group: Group, dates: Words = ENGLISH, name: Name | None = None) -> str:
    """What a fact inside a fact says, in plain words: the first field that is its own. Nothing for what is no such fact.

    `name` gives the names of facts, if not the dossier does.
    """
    own = _own_field(group.type) if isinstance(group.value, Entry) else ""
    return _words(dossier, getattr(group.value, own, ""), dates, name or dossier.named)


@lru_cache(MOST_KEPT)
def _own_field(kind: Record) -> str:
    of_any = {field.name for field in type_of(Entry).fields}
    return next((field.name for field in kind.fields if field.name not in of_any), "")


def _words(dossier: Dossier, value: object, dates: Words, name: Name) -> str:
    if isinstance(value, tuple):
        return ", ".join(_words(dossier, one, dates, name) for one in value)
    if isinstance(value, Date):
        return in_words(value, dates)
    return name(str(value)) if dossier.has(str(value)) else dossier.plain(str(value))


def _listed(shower: Shower, name: str, found: Mapping[str, Share]) -> View:
    """Those of which something is so, by kind and by fact, and how many it is of: surely, and perhaps."""
    counts: list[tuple[str, Count]] = [(ref, getattr(one, name)) for ref, one in found.items()]
    some = [(ref, count) for ref, count in counts if count.sure or count.perhaps]
    return {
        "sure": sum(count.sure for _, count in some),
        "perhaps": sum(count.perhaps for _, count in some),
        "kinds": [
            _of_kind(shower, name, kind, list(those))
            for kind, those in groupby(some, key=lambda both: both[0].partition(":")[0])
        ],
    }


def _of_kind(shower: Shower, name: str, kind: str, those: Sequence[tuple[str, Count]]) -> View:
    count = sum(one.sure + one.perhaps for _, one in those)
    return {
        "kind": kind,
        "count": count,
        "rows": [shower.row("stands.html", f"{ref} {name}") for ref, _ in those],
    }


def standing_row(shower: Shower, what: str) -> View:
    """A fact as a row of one of the lists, which stands after a space."""
    ref, _, name = what.partition(" ")
    found = shower.dossier.recall.for_now(("stands", ref), partial(_standing, shower, ref))
    return {"fact": {"link": shower.link(ref)} | found[name]}


def _standing(shower: Shower, ref: str) -> dict[str, View]:
    """What of a fact stands on little, by list: the whole (`whole`), and entries in it."""
    every = list(standings_of(shower.dossier, shower.dossier.facts[ref]))
    entries = {one.ref: _entry(shower, one) for one in every if one.ref != ref and _is_listed(one)}
    return {name: _of_fact(ref, name, every, entries) for name in LISTS}


def _is_listed(one: Standing) -> bool:
    return any(getattr(one, name) for name in LISTS)


def _of_fact(ref: str, name: str, every: Sequence[Standing], entries: Mapping[str, Link]) -> View:
    found = [(one.ref, getattr(one, name)) for one in every if getattr(one, name)]
    whole = [sure for of, sure in found if of == ref]
    return {
        "whole": bool(whole),
        "perhaps": Sure.PERHAPS in whole,
        "entries": [
            {"link": entries[of], "perhaps": sure is Sure.PERHAPS} for of, sure in found if of != ref
        ],
    }


def _entry(shower: Shower, one: Standing) -> Link:
    words = entry_words(shower.dossier, one.group, shower.date_words, shower.name)
    if not words:
        return shower.link(one.ref)
    kind, fact_id, entry = shower.dossier.parted(one.ref)
    return Link(words, shower.href(kind.address_of(fact_id, entry)), kind.name, one.ref)


def _people(shower: Shower) -> View:
    """The people whom no article names: on whose word something rests, how many they are and why; and the others."""
    found = telling(shower.dossier)
    present = {crowd.ref for crowd in found.crowds}
    return {
        "crowds": [
            _crowd(shower, crowd, [tie for tie in crowd.ties if tie.other in present])
            for crowd in found.crowds
        ],
        "least": found.least,
        "most": found.most,
        "apart": [shower.link(ref) for ref in found.apart],
        "boundless": [shower.link(ref) for ref in found.boundless],
        "unsaid": found.unsaid,
        "others": [_crowd(shower, crowd, []) for crowd in spoken_of(shower.dossier)],
    }


def _crowd(shower: Shower, crowd: Crowd, ties: Sequence[Tie]) -> View:
    number = shower.drawn("number.html", crowd.ref, lambda: {"one": _number(shower, crowd)})
    return {"link": shower.link(crowd.ref), "number": number} | {
        known: [
            {"link": shower.link(tie.other), "why": inline_plain(tie.why, shower.name)}
            for tie in ties
            if tie.known == known
        ]
        for known in ("same", "distinct", "unknown")
    }


def _number(shower: Shower, crowd: Crowd) -> View:
    """How many people these are, and what is said of that."""
    actor = shower.dossier.facts[crowd.ref].record
    count = shower.group(actor.count) if isinstance(actor, Actor) and actor.count else None
    return {"least": crowd.least, "most": crowd.most, "count": count}
