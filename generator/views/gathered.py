"""The pages that gather facts from everywhere: timeline, what is not known, where sources part, corrections, the front page."""

from __future__ import annotations

from itertools import groupby

from generator.derive import Moment, Value, kinds_with_pages
from generator.dossier import Held
from generator.facts.actor import Actor
from generator.facts.statement import Statement
from generator.kinds import Kind
from generator.show import Shower, View
from generator.views.facts import brief, list_view, question

NEWEST = 8
"""How many of the newest things the front page names."""


def timeline_view(shower: Shower) -> View:
    """Everything that has a date, oldest first, by day."""
    by_date = groupby(shower.derived.timeline, key=lambda moment: moment.date)
    days = [
        {"date": shower.date(date), "facts": [_moment(shower, one) for one in group]}
        for date, group in by_date
    ]
    return {"days": days}


def _moment(shower: Shower, moment: Moment) -> View:
    return brief(shower, moment.ref) | {"contested": moment.contested}


def unknown_view(shower: Shower) -> View:
    """What is not known: open questions, answered ones, what was not made known, and what is said not to be there."""
    derived = shower.derived
    asked = [question(shower, one) for group in derived.questions.values() for one in group]
    gaps = [
        _value(shower, gap) | {"nothing": getattr(gap.group.value, "nothing", None)} for gap in derived.gaps
    ]
    return {
        "open": [view for view in asked if not view["answered_by"]],
        "answered": [view for view in asked if view["answered_by"]],
        "undisclosed": [gap for gap in gaps if gap["nothing"] == "undisclosed"],
        "not_there": [gap for gap in gaps if gap["nothing"] == "none"],
    }


def _value(shower: Shower, one: Value) -> View:
    """A value with the fact it belongs to and the field it stands in."""
    shown = shower.value(one.group.value, one.group.type)
    return {"link": shower.link(one.ref), "field": one.group.path[-1], "value": shown}


def divergences_view(shower: Shower, kind: Kind) -> View:
    """Where sources part: what a person wrote, gravest first, then what the data itself shows."""
    view = list_view(shower, kind)
    facts = view["facts"]
    assert isinstance(facts, list)
    order = {ref: index for index, ref in enumerate(shower.derived.divergences)}
    facts.sort(key=lambda one: order[one["ref"]])
    contests = [_value(shower, one) for one in shower.derived.contests]
    return view | {
        "contests": contests,
        "names": _several_names(shower),
        "wordings": _several_wordings(shower),
    }


def _several_names(shower: Shower) -> list[View]:
    actors = shower.dossier.records("actor", Actor)
    return [
        {"link": shower.link(held.ref), "forms": [form.name for form in actor.names if not form.withdrawn]}
        for held, actor in actors
        if actor.same_as_here and not actor.withdrawn
    ]


def _several_wordings(shower: Shower) -> list[View]:
    statements = shower.dossier.records("statement", Statement)
    return [
        {"link": shower.link(held.ref), "count": len(statement.renderings)}
        for held, statement in statements
        if len({one.source for one in statement.renderings}) > 1 and not statement.withdrawn
    ]


def corrections_view(shower: Shower) -> View:
    """Every correction, newest first."""
    held = shower.dossier.of_kind("correction")
    views = [brief(shower, one.ref) | {"fact": shower.fact(one.ref)} for one in held]
    return {"facts": sorted(views, key=lambda view: (str(view["sort"]), str(view["ref"])), reverse=True)}


def home_view(shower: Shower) -> View:
    """The affair in two minutes: what is at stake, who is at the table, what is new, what is disputed, what is unknown."""
    dossier, derived = shower.dossier, shower.derived
    dated = [one for one in derived.timeline if one.date.earliest and not one.ref.startswith("source:")]
    newest = list({one.ref: one for one in reversed(dated)}.values())[
        :NEWEST
    ]  # by its latest date, where sources differ
    unknown = unknown_view(shower)
    return {
        "summary": shower.group(dossier.settings),
        "issues": [_issue_card(shower, held) for held in dossier.of_kind("issue")],
        "actors": _spoken_of(shower),
        "newest": [_moment(shower, one) for one in newest],
        "divergences": [brief(shower, ref) | {"fact": shower.fact(ref)} for ref in derived.divergences],
        "unknown": unknown,
        "plans": [brief(shower, ref) | {"fact": shower.fact(ref)} for ref in derived.plans],
        "sources": [
            brief(shower, held.ref) | {"fact": shower.fact(held.ref)} for held in dossier.of_kind("source")
        ],
        "counts": [
            {
                "plural": kind.plural,
                "count": len(dossier.of_kind(kind.name)),
                "href": shower.href(kind.list_address),
            }
            for kind in kinds_with_pages(dossier)
        ],
    }


def _issue_card(shower: Shower, held: Held) -> View:
    holders = [shower.dossier.facts[ref] for ref in shower.derived.placed.get(held.ref, ())]
    return brief(shower, held.ref) | {
        "fact": shower.fact(held.ref),
        "holders": [shower.link(part) for one in holders for part in one.parts if part != held.ref],
    }


def _spoken_of(shower: Shower) -> list[View]:
    """The actors, those of whom most is said first."""
    backlinks_by_ref = shower.derived.backlinks
    actors = [
        brief(shower, held.ref)
        | {"type": actor.type, "mentions": len(backlinks_by_ref.get(held.ref, ()))}
        | {"summary": shower.fact(held.ref)["summary"]}
        for held, actor in shower.dossier.records("actor", Actor)
    ]
    return sorted(actors, key=lambda view: (-int(str(view["mentions"])), str(view["ref"])))
