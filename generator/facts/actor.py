"""Actors: who acts or is spoken of."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from generator.dates import Date
from generator.evidence import Entry, Fact, Id, Line, NameForm, Quote, Sourced, Text, Url
from generator.kinds import Declared, Kind, doc, ref


class Role(Entry, frozen=True, kw_only=True):
    """An office or function, as a source gives it."""

    title: Quote
    of: Annotated[Annotated[str, ref("actor", back="Those who serve it")] | None, doc("where it is held")] = (
        None
    )
    dates: Annotated[Sourced[Date] | None, doc("from when to when")] = None
    former: Annotated[bool, doc("`true`: the source says it is past")] = False


class Membership(Entry, frozen=True, kw_only=True):
    """Belonging to a body or group."""

    in_: Annotated[str, ref("actor", back="Members")] = msgspec.field(name="in")
    dates: Sourced[Date] | None = None


class SameHere(Declared, frozen=True, kw_only=True):
    """The editor's judgement that different names mean one actor."""

    names: tuple[Id, ...]
    why: Line


class Likeness(Declared, frozen=True, kw_only=True):
    """The editor's judgement on whether another actor is this one."""

    actor: Annotated[str, ref("actor", back="Perhaps this one, perhaps not")]
    why: Line


class Count(Declared, frozen=True, kw_only=True):
    """How many people there are, as a range; `words` as the source counts them."""

    min: int | None = None
    max: int | None = None
    words: Quote | None = None
    why: Line | None = None


class Overlap(Declared, frozen=True, kw_only=True):
    """Whether people of two unnamed groups are the same."""

    with_: Annotated[str, ref("actor", back="Perhaps the same people")] = msgspec.field(name="with")
    known: Literal["same", "distinct", "unknown"]
    why: Line


class Actor(Fact, frozen=True, kw_only=True):
    """A person, state, body, outlet or group that acts or is spoken of, named or not."""

    type: Literal["person", "state", "organisation", "group", "office", "outlet", "unnamed"]
    name: Annotated[Text, doc("the name used here; by which rule, the page on method says")]
    summary: Annotated[Line | None, doc("who this is, in a line, as the sources have it")] = None
    names: Annotated[tuple[NameForm, ...], doc("every form that a source uses, with who uses it")] = ()
    roles: tuple[Role, ...] = ()
    memberships: tuple[Membership, ...] = ()
    part_of: tuple[Annotated[str, ref("actor", back="Parts of it")], ...] = ()
    same_as: Annotated[tuple[Url, ...], doc("the same in Wikidata and elsewhere")] = ()
    same_as_here: tuple[SameHere, ...] = ()
    not_same_as: tuple[Likeness, ...] = ()
    perhaps_same_as: tuple[Likeness, ...] = ()
    described: Annotated[Quote | None, doc("how a source describes people it does not name")] = None
    count: Count | None = None
    overlap: tuple[Overlap, ...] = ()


ACTOR = Kind(
    "actor",
    "Actors",
    Actor,
    folder="content/actors",
    address="actors/{id}.html",
    title="{name}",
    layout="actor.html",
    intro="Everybody who acts or is spoken of: persons, states, bodies, outlets, groups, and people whom no source names.",
)
