"""Meetings and events."""

from __future__ import annotations

from typing import Annotated, Literal

from generator.dates import Date
from generator.evidence import Claim, Entry, Fact, Issues, Line, NameForm, Plans, Quote, Sourced, Text
from generator.kinds import Kind, doc, ref


class Participant(Entry, frozen=True, kw_only=True):
    """Who took part in a meeting, or did not."""

    actor: Annotated[str, ref("actor", back="Meetings"), doc("the person, state, body or group")]
    mode: Annotated[
        Literal["attended", "absent", "expected", "expected-absent", "invited", "delegation", "unnumbered"],
        doc("whether they came; `unnumbered`: the source counts them in words, such as `almost all`"),
    ]
    in_place_of: Annotated[
        Annotated[str, ref("actor", back="Stood in for by others")] | None, doc("for whom they came")
    ] = None
    capacity: Annotated[Line | None, doc("the office in which they came: `deputy mayor`")] = None
    words: Annotated[Quote | None, doc("how the source counts them: `almost all`")] = None


class Account(Claim, frozen=True, kw_only=True):
    """What came of a meeting; it belongs to whoever tells it."""

    on_behalf_of: Annotated[
        tuple[Annotated[str, ref("actor", back="Told in its name")], ...],
        doc("in whose name it is told, where that is not the teller's own"),
    ] = ()


class Meeting(Fact, frozen=True, kw_only=True):
    """Talks, a briefing, a call, a visit, a summit; past or announced."""

    title: Annotated[Text, doc("what it is called on the site: `First briefing on the bridge`")]
    date: Annotated[Sourced[Date] | None, doc("when it took place, or is to")] = None
    place: Annotated[
        Sourced[Text] | None, doc("the town, and the building if a source gives it: `Lower Town, town hall`")
    ] = None
    format: Annotated[
        Sourced[Literal["talks", "ministerial", "briefing", "call", "visit", "summit", "press"]] | None,
        doc("what sort of meeting it was, or is to be"),
    ] = None
    called: Annotated[tuple[NameForm, ...], doc("what each source calls it")] = ()
    duration: Annotated[Sourced[Line] | None, doc("how long it took, in words: `three hours`")] = None
    participants: Annotated[
        tuple[Participant, ...], doc("who was there, and who was expected, invited or absent")
    ] = ()
    within: Annotated[
        Annotated[str, ref("meeting", "event", back="What was part of it")] | None,
        doc("the larger one it was part of"),
    ] = None
    issues: Annotated[Issues, doc("the questions at stake that it touched")] = ()
    plans: Annotated[Plans, doc("the versions of a plan that were discussed")] = ()
    disclosed: Annotated[Sourced[Line] | None, doc("what was made known of it")] = None
    accounts: Annotated[tuple[Account, ...], doc("what came of it, by whoever tells it")] = ()
    summary: Annotated[Line | None, doc("what it was, in a line")] = None


class Event(Fact, frozen=True, kw_only=True):
    """What happened and is no meeting and no statement: a leak, a publication."""

    title: Annotated[Text, doc("what it is called on the site: `Draft leaked to a paper`")]
    date: Annotated[Sourced[Date] | None, doc("when it happened")] = None
    place: Annotated[Sourced[Text] | None, doc("where it happened, as exactly as a source has it")] = None
    summary: Annotated[Line | None, doc("what happened, in a line")] = None
    actors: Annotated[
        tuple[Annotated[str, ref("actor", back="Events")], ...], doc("who had a part in it")
    ] = ()
    plans: Annotated[Plans, doc("the versions of a plan that it concerns")] = ()
    issues: Annotated[Issues, doc("the questions at stake that it touches")] = ()
    meetings: Annotated[
        tuple[Annotated[str, ref("meeting", back="Events around it")], ...],
        doc("the talks that it belongs to, or that it came before or after"),
    ] = ()
    accounts: Annotated[tuple[Account, ...], doc("what is told of it, by whom")] = ()


MEETING = Kind(
    "meeting",
    "Meetings",
    Meeting,
    folder="content/meetings",
    address="meetings/{id}.html",
    title="{title}",
    layout="meeting.html",
    date="date",
    starts_with_date=True,
    intro="Talks, briefings, visits and press appearances, held or announced, with who was there and who was not.",
)

EVENT = Kind(
    "event",
    "Events",
    Event,
    folder="content/events",
    address="events/{id}.html",
    title="{title}",
    layout="event.html",
    date="date",
    starts_with_date=True,
    intro="What happened and is neither a meeting nor something that was said.",
)
