"""The pages that gather facts from everywhere: timeline, what is not known, where sources part, corrections, the front page."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from generator.dates import Date, Day
from generator.derive import FARTHEST_FIRST, Moment, kinds_with_pages
from generator.evidence import Fact
from generator.facts.actor import Actor
from generator.kinds import Kind
from generator.shares import Share, naming, shares
from generator.show import Shower, View
from generator.unnamed import type_of_actor
from generator.views.carried import against_and_alone_view
from generator.views.facts import brief, in_time, item, whole, whole_row
from generator.views.rows import asked, named, questions_of, summary, values
from generator.views.wordings import partings_view

NEWEST = 8
"""How many of the newest things the front page names."""

FOREMOST = 10
"""How many of those of whom most is said the front page names."""

GRAVEST = 5
"""How many divergences the front page shows."""

ASKED = 6
"""How many questions the front page asks."""

MUCH = 5
"""As many facts have to name somebody for much to be told of them."""

SPEAKERS = ("person", "state", "organisation")
"""The actors of whom a word of their own could be expected."""

HEARD = frozenset({"Statements", "Spoken for by others", "Tells of", "Told in its name", "Speaks for others"})
"""What it is called, seen from an actor, that it said or told something, or somebody did for it."""

SAID_THERE = "Said there"
"""What a statement is called, seen from the meeting at which it was made."""


def timeline_view(shower: Shower) -> View:
    """Everything that has a date, oldest first, by day; what is still to come apart from what has happened on the same day."""
    days = []
    for date, group in groupby(shower.derived.timeline, key=lambda moment: moment.date):
        every = [(_is_to_come(shower, one), one.ref) for one in group]
        days += [
            {"date": shower.date(date), "to_come": to_come, "facts": rows}
            for to_come in (False, True)
            if (rows := [shower.row("moment.html", ref) for coming, ref in every if coming is to_come])
        ]
    return {"days": days}


def _is_to_come(shower: Shower, one: Moment) -> bool:
    """Whether what sources tell of is dated after the day up to which the facts go."""
    kind = shower.dossier.parted(one.ref)[0]
    is_told = issubclass(kind.record, Fact) and kind.record.needs_evidence
    return is_told and _is_after(one.date.earliest, shower.derived.as_of)


def moment_row(shower: Shower, ref: str) -> View:
    """A fact as a row of these, with whether its dates are contested."""
    return {"one": brief(shower, ref) | {"contested": shower.dossier.index.told[ref].contested}}


def unknown_view(shower: Shower) -> View:
    """What is not known: open questions, answered ones, what was not made known, and what is said not to be there."""
    found = shares(shower.dossier)
    return {
        "open": asked(shower, "open", {ref: one.open for ref, one in found.items() if one.open}),
        "answered": asked(
            shower, "answered", {ref: one.answered for ref, one in found.items() if one.answered}
        ),
        "undisclosed": values(
            shower, "undisclosed", {ref: one.undisclosed for ref, one in found.items() if one.undisclosed}
        ),
        "not_there": values(
            shower, "none", {ref: one.not_there for ref, one in found.items() if one.not_there}
        ),
        "silent": _silent(shower, found),
        "unreported": [item(shower, ref) for ref in _unreported(shower, found)],
    }


def _silent(shower: Shower, found: Mapping[str, Share]) -> list[View]:
    """Persons, states and bodies of whom much is told and no word of their own, those of whom most is told first."""
    spoken_for = {"actor:" + ref.partition("/")[2] for ref, one in found.items() if one.spoken_for}
    silent = []
    for ref in shower.dossier.refs_of("actor"):
        if type_of_actor(shower.dossier, ref) in SPEAKERS and not found[ref].gone and ref not in spoken_for:
            told = naming(shower.dossier, ref)
            if told.facts >= MUCH and HEARD.isdisjoint(told.backs):
                silent.append((-told.facts, ref))
    return [shower.row("silent.html", ref) for _, ref in sorted(silent)]


def silent_row(shower: Shower, ref: str) -> View:
    """One of these, with how much is told of it."""
    return {"one": brief(shower, ref) | {"mentions": naming(shower.dossier, ref).facts}}


def _unreported(shower: Shower, found: Mapping[str, Share]) -> list[str]:
    """Announced meetings of which nothing is told that came of them."""
    as_of = shower.derived.as_of
    return [
        ref
        for ref, one in found.items()
        if one.awaited
        and (one.awaited.announced or _is_after(one.awaited.day, as_of))
        and SAID_THERE not in naming(shower.dossier, ref).backs
    ]


def _is_after(day: Day | None, as_of: Date | None) -> bool:
    last = as_of.latest if as_of else None
    return last is not None and day is not None and day > last


def divergences_view(shower: Shower, kind: Kind) -> View:
    """Where sources part: what a person wrote, gravest first, then what the data itself shows."""
    found = shares(shower.dossier)
    refs = shower.derived.divergences
    return {
        "kind": kind.name,
        "plural": kind.plural,
        "intro": kind.intro,
        "facts": [
            {"apart": apart, "rows": rows}
            for apart in FARTHEST_FIRST
            if (rows := [shower.row("parted.html", ref) for ref in refs if found[ref].apart == apart])
        ],
        "contests": values(
            shower, "contested", {ref: one.contests for ref, one in found.items() if one.contests}
        ),
        "names": [shower.row("names.html", ref) for ref, one in found.items() if one.names],
        "wordings": partings_view(shower),
    } | against_and_alone_view(shower)


def names_row(shower: Shower, ref: str) -> View:
    """An actor whose names are taken to mean one by judgement, with every form."""
    actor = shower.dossier.facts[ref].record
    forms = [form.name for form in actor.names if not form.withdrawn] if isinstance(actor, Actor) else []
    return {"link": shower.link(ref), "forms": list(dict.fromkeys(forms))}


def corrections_view(shower: Shower) -> View:
    """Every correction, newest first."""
    return {
        "facts": in_time([_correction(shower, ref) for ref in shower.dossier.refs_of("correction")])[::-1]
    }


def _correction(shower: Shower, ref: str) -> View:
    return shower.row("corrected.html", ref) | {"sort": shower.derived.sort_text(ref)}


def home_view(shower: Shower) -> View:
    """The affair in two minutes: what is at stake, who is at the table, what is new, what is disputed, what is unknown."""
    dossier, derived = shower.dossier, shower.derived
    found = shares(dossier)
    asking = [ref for ref, one in found.items() if one.open]
    disputed = [ref for ref in derived.divergences if not found[ref].gone]
    return {
        "summary": shower.group(dossier.settings),
        "about": shower.about(),
        "newest": _newest(shower),
        "issues": named(shower, [ref for ref in dossier.refs_of("issue") if not found[ref].gone], _card),
        "actors": _spoken_of(shower, found),
        "divergences": {
            "count": len(disputed),
            "rows": [shower.row("disputed.html", ref) for ref in disputed[:GRAVEST]],
        },
        "unknown": {
            "count": sum(one.open for one in found.values()),
            "rows": [shower.row("open.html", ref) for ref in asking[:ASKED]],
        },
        "plans": named(shower, derived.plans, whole_row),
        "sources": _sources(shower, found),
        "counts": [
            {
                "plural": kind.plural,
                "count": len(dossier.refs_of(kind.name)),
                "href": shower.href(kind.list_address),
            }
            for kind in kinds_with_pages(dossier)
        ],
    }


def _newest(shower: Shower) -> list[View]:
    """What is dated last, but for sources; a fact stands by its latest date, where sources differ."""
    newest: dict[str, Moment] = {}
    for one in reversed(shower.derived.timeline):
        if one.date.earliest and not one.ref.startswith("source:"):
            newest.setdefault(one.ref, one)
        if len(newest) == NEWEST:
            break
    return [
        brief(shower, one.ref) | {"contested": one.contested, "to_come": _is_to_come(shower, one)}
        for one in newest.values()
    ]


def _card(shower: Shower, ref: str) -> View:
    """An issue, and who holds views on it."""
    holders = shower.derived.placed(ref)
    links = [shower.link(part) for one in holders for part in one.parts if part != ref]
    return {"one": whole(shower, ref), "holders": links}


def _sources(shower: Shower, found: Mapping[str, Share]) -> View:
    """The sources, those that were read first."""
    refs = sorted(shower.dossier.refs_of("source"), key=lambda ref: found[ref].read == "unread")
    return named(shower, refs, whole_row)


def open_row(shower: Shower, ref: str) -> View:
    """The first open question of a fact."""
    return {"one": questions_of(shower, "open", ref)[0], "raised_by": shower.link(ref)}


def _spoken_of(shower: Shower, found: Mapping[str, Share]) -> View:
    """The actors whom sources name, those of whom most is said first; and how many actors there are besides."""
    every = shower.dossier.refs_of("actor")
    known = [
        (-naming(shower.dossier, ref).links, ref)
        for ref in every
        if not found[ref].gone and type_of_actor(shower.dossier, ref) not in ("unnamed", "outlet")
    ]
    foremost = [ref for _, ref in sorted(known)[:FOREMOST]]
    return {
        "facts": [brief(shower, ref) | {"summary": summary(shower, ref)} for ref in foremost],
        "count": len(every),
    }
