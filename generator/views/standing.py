"""The page on how facts stand: what rests only on people not named, on one report, on what nobody here has read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from generator.dates import Date
from generator.datewords import in_words
from generator.dossier import Dossier
from generator.evidence import Entry
from generator.facts.actor import Actor
from generator.kinds import Group, type_of
from generator.prose import inline_plain
from generator.show import Link, Shower, View
from generator.standing import Standing, Sure, standings
from generator.unnamed import Crowd, Tie, spoken_of, telling


def standing_view(shower: Shower) -> View:
    """How many things are stated; three lists of those that stand on little; and the people whom no article names."""
    found = list(standings(shower.dossier))
    return {
        "count": len(found),
        "unnamed": _listed(shower, [(one, one.unnamed) for one in found]),
        "single": _listed(shower, [(one, one.single) for one in found]),
        "unread": _listed(shower, [(one, one.unread) for one in found]),
        "behind": _people(shower),
    }


def entry_words(dossier: Dossier, group: Group) -> str:
    """What a fact inside a fact says, in plain words: the first field that is its own. Nothing for what is no such fact."""
    if not isinstance(group.value, Entry):
        return ""
    of_any = {field.name for field in type_of(Entry).fields}
    own = next((field.name for field in group.type.fields if field.name not in of_any), "")
    return _words(dossier, getattr(group.value, own, ""))


def _words(dossier: Dossier, value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_words(dossier, one) for one in value)
    if isinstance(value, Date):
        return in_words(value)
    return dossier.named(str(value)) if dossier.has(str(value)) else dossier.plain(str(value))


def _listed(shower: Shower, judged: Sequence[tuple[Standing, Sure]]) -> View:
    """Those of which something is so, by kind and by fact, and how many it is of: surely, and perhaps."""
    some = [(one, sure) for one, sure in judged if sure]
    return {
        "sure": sum(sure is Sure.YES for _, sure in some),
        "perhaps": sum(sure is Sure.PERHAPS for _, sure in some),
        "kinds": [
            {"kind": kind, "count": len(group), "facts": _facts(shower, group)}
            for kind, those in groupby(some, key=lambda both: both[0].held.kind.name)
            if (group := list(those))
        ],
    }


def _facts(shower: Shower, some: Iterable[tuple[Standing, Sure]]) -> list[View]:
    return [
        _fact(shower, ref, list(those)) for ref, those in groupby(some, key=lambda both: both[0].held.ref)
    ]


def _fact(shower: Shower, ref: str, those: Sequence[tuple[Standing, Sure]]) -> View:
    """A fact with what of it is so: the whole (`whole`), and entries in it."""
    whole = [sure for one, sure in those if one.ref == ref]
    return {
        "link": shower.link(ref),
        "whole": bool(whole),
        "perhaps": Sure.PERHAPS in whole,
        "entries": [
            {"link": _entry(shower, one), "perhaps": sure is Sure.PERHAPS}
            for one, sure in those
            if one.ref != ref
        ],
    }


def _entry(shower: Shower, one: Standing) -> Link:
    link = shower.link(one.ref)
    return Link(entry_words(shower.dossier, one.group) or link.name, link.href, link.kind, link.ref)


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
    actor = shower.dossier.facts[crowd.ref].record
    count = shower.group(actor.count) if isinstance(actor, Actor) and actor.count else None
    return {
        "link": shower.link(crowd.ref),
        "least": crowd.least,
        "most": crowd.most,
        "count": count,
    } | {
        known: [
            {"link": shower.link(tie.other), "why": inline_plain(tie.why, shower.dossier.named)}
            for tie in ties
            if tie.known == known
        ]
        for known in ("same", "distinct", "unknown")
    }
