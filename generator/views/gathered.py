"""The pages that gather facts from everywhere: timeline, what is not known, where sources part, corrections, the front page."""

from __future__ import annotations

from itertools import groupby

from generator.dates import Date
from generator.derive import Moment, Value, kinds_with_pages
from generator.dossier import Held
from generator.evidence import dates_of
from generator.facts.actor import Actor
from generator.facts.issue import Position
from generator.facts.meeting import Meeting
from generator.kinds import Kind
from generator.show import Shower, View
from generator.views.carried import against_and_alone_view
from generator.views.facts import brief, list_view, question
from generator.views.wordings import partings_view

NEWEST = 8
"""How many of the newest things the front page names."""

MUCH = 5
"""As many facts have to name somebody for much to be told of them."""

SPEAKERS = ("person", "state", "organisation")
"""The actors of whom a word of their own could be expected."""

HEARD = ("Statements", "Spoken for by others", "Tells of", "Told in its name", "Speaks for others")
"""What it is called, seen from an actor, that it said or told something, or somebody did for it."""

SAID_THERE = "Said there"
"""What a statement is called, seen from the meeting at which it was made."""

ANNOUNCED = {"expected", "expected-absent", "invited"}
"""How somebody takes part in a meeting that is still to come."""


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
        "silent": _silent(shower),
        "unreported": [brief(shower, ref) for ref in _unreported(shower)],
    }


def _silent(shower: Shower) -> list[View]:
    """Persons, states and bodies of whom much is told and no word of their own, those of whom most is told first."""
    actors = shower.dossier.records("actor", Actor)
    spoken_for = {
        held.parts[1]
        for held, position in shower.dossier.records("position", Position)
        if any(stance.basis.spoken_for for stance in position.stances)
    }
    found = []
    for held, actor in actors:
        naming = shower.derived.backlinks.get(held.ref, ())
        mentions = len({one.source for one in naming})
        heard = held.ref in spoken_for or any(one.back in HEARD for one in naming)
        if actor.type in SPEAKERS and not actor.withdrawn and not heard and mentions >= MUCH:
            found.append(brief(shower, held.ref) | {"mentions": mentions})
    return sorted(found, key=lambda view: (-int(str(view["mentions"])), str(view["ref"])))


def _unreported(shower: Shower) -> list[str]:
    """Announced meetings of which nothing is told that came of them."""
    return [
        held.ref
        for held, meeting in shower.dossier.records("meeting", Meeting)
        if not meeting.withdrawn
        and not any(not one.withdrawn for one in meeting.accounts)
        and not any(one.back == SAID_THERE for one in shower.derived.backlinks.get(held.ref, ()))
        and _is_announced(meeting, shower.derived.as_of)
    ]


def _is_announced(meeting: Meeting, as_of: Date | None) -> bool:
    """Whether it is told of as still to come: by who was to be there, or by its date."""
    modes = [one.mode for one in meeting.participants if not one.withdrawn]
    days = [date.earliest for date in dates_of(meeting.date)]
    last = as_of.latest if as_of else None
    ahead = [last is not None and day is not None and day > last for day in days]
    return bool(modes and set(modes) <= ANNOUNCED) or bool(ahead and all(ahead))


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
    return (
        view
        | {"contests": contests, "names": _several_names(shower), "wordings": partings_view(shower)}
        | against_and_alone_view(shower)
    )


def _several_names(shower: Shower) -> list[View]:
    """The actors whose names are taken to mean one by judgement, with every form; capital letters make no other name."""
    actors = shower.dossier.records("actor", Actor)
    forms = {
        held.ref: (actor.name, list(dict.fromkeys(form.name for form in actor.names if not form.withdrawn)))
        for held, actor in actors
        if actor.same_as_here and not actor.withdrawn
    }
    return [
        {"link": shower.link(ref), "forms": used}
        for ref, (name, used) in forms.items()
        if len({form.casefold() for form in (name, *used)}) > 1
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
