"""Meetings and events."""

from __future__ import annotations

from typing import Annotated, Literal

from generator.dates import Date
from generator.evidence import Claim, Entry, Fact, Issues, Line, NameForm, Plans, Quote, Sourced, Text
from generator.kinds import Kind, doc, ref


class Participant(Entry, frozen=True, kw_only=True):
    """Who took part in a meeting, or did not."""

    actor: Annotated[str, ref("actor", back="Meetings")]
    mode: Literal["attended", "absent", "expected", "expected-absent", "invited", "delegation", "unnumbered"]
    in_place_of: Annotated[
        Annotated[str, ref("actor", back="Stood in for by others")] | None, doc("for whom")
    ] = None
    capacity: Line | None = None
    words: Annotated[Quote | None, doc("how the source counts them: `almost all`")] = None


class Account(Claim, frozen=True, kw_only=True):
    """What came of a meeting; it belongs to whoever tells it."""

    on_behalf_of: tuple[Annotated[str, ref("actor", back="Told in its name")], ...] = ()


class Meeting(Fact, frozen=True, kw_only=True):
    """Talks, a briefing, a call, a visit, a summit; past or announced."""

    title: Text
    date: Sourced[Date] | None = None
    place: Sourced[Text] | None = None
    format: (
        Sourced[Literal["talks", "ministerial", "briefing", "call", "visit", "summit", "press"]] | None
    ) = None
    called: Annotated[tuple[NameForm, ...], doc("what each source calls it")] = ()
    duration: Sourced[Line] | None = None
    participants: tuple[Participant, ...] = ()
    within: Annotated[
        Annotated[str, ref("meeting", "event", back="What was part of it")] | None,
        doc("the larger one it was part of"),
    ] = None
    issues: Issues = ()
    plans: Plans = ()
    disclosed: Annotated[Sourced[Line] | None, doc("what was made known of it")] = None
    accounts: tuple[Account, ...] = ()
    summary: Line | None = None


class Event(Fact, frozen=True, kw_only=True):
    """What happened and is no meeting and no statement: a leak, a publication."""

    title: Text
    date: Sourced[Date] | None = None
    place: Sourced[Text] | None = None
    summary: Line | None = None
    actors: tuple[Annotated[str, ref("actor", back="Events")], ...] = ()
    plans: Plans = ()
    issues: Issues = ()
    meetings: tuple[Annotated[str, ref("meeting", back="Events around it")], ...] = ()
    accounts: tuple[Account, ...] = ()


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
