"""Actors: who acts or is spoken of."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from generator.dates import Date
from generator.evidence import Entry, Fact, Id, Line, NameForm, Quote, Sourced, Text, Url
from generator.kinds import Declared, Kind, doc, ref


class Role(Entry, frozen=True, kw_only=True):
    """An office or function, as a source gives it."""

    title: Annotated[Quote, doc("the office or function as the source calls it: `special envoy for bridges`")]
    of: Annotated[
        Annotated[str, ref("actor", back="Those who serve it")] | None, doc("the body in which it is held")
    ] = None
    dates: Annotated[Sourced[Date] | None, doc("from when to when")] = None
    former: Annotated[bool, doc("`true`: the source says it is past")] = False


class Membership(Entry, frozen=True, kw_only=True):
    """A body or group that an actor belongs to, as a source gives it."""

    in_: Annotated[str, ref("actor", back="Members"), doc("the body or group that it belongs to")] = (
        msgspec.field(name="in")
    )
    dates: Annotated[Sourced[Date] | None, doc("from when to when: `2031-01/..` where it goes on")] = None


class SameHere(Declared, frozen=True, kw_only=True):
    """The editor's judgement that different names mean one actor, with the reason."""

    names: Annotated[
        tuple[Id, ...], doc("which forms mean this actor, by the ids of their entries: `[vada]`")
    ]
    why: Annotated[Line, doc("what it is concluded from: `same office and same statement in both articles`")]


class Likeness(Declared, frozen=True, kw_only=True):
    """The editor's judgement on whether another actor is this one, with the reason."""

    actor: Annotated[
        str,
        ref("actor", back="Perhaps this one, perhaps not"),
        doc("the other one, with which this one is compared"),
    ]
    why: Annotated[Line, doc("what speaks for it or against it, in a line for readers")]


class Count(Declared, frozen=True, kw_only=True):
    """How many people there are, as a range, with the words by which the source counts them."""

    min: Annotated[int | None, doc("at least so many people")] = None
    max: Annotated[int | None, doc("at most so many people")] = None
    words: Annotated[Quote | None, doc("how the source counts them: `two or three`")] = None
    why: Annotated[Line | None, doc("what the range is concluded from, where no source gives it")] = None


class Overlap(Declared, frozen=True, kw_only=True):
    """Whether people of two unnamed groups are the same."""

    with_: Annotated[
        str, ref("actor", back="Perhaps the same people"), doc("the other group that no source names")
    ] = msgspec.field(name="with")
    known: Annotated[
        Literal["same", "distinct", "unknown"],
        doc("whether both are the same people; `unknown`: no source says"),
    ]
    why: Annotated[Line, doc("what it is concluded from, or what the sources leave open")]


class Actor(Fact, frozen=True, kw_only=True):
    """A person, state, body, outlet or group that acts or is spoken of, named or not."""

    type: Annotated[
        Literal["person", "state", "organisation", "group", "office", "outlet", "unnamed"],
        doc(
            "`organisation`: also a town; `office`: a ministry's press office; `group`: a delegation; `outlet`: a paper"
        ),
    ]
    name: Annotated[
        Text, doc("the name used here, the same on all pages; forms that sources use go under `names`")
    ]
    summary: Annotated[Line | None, doc("who this is, in a line, as the sources have it")] = None
    names: Annotated[tuple[NameForm, ...], doc("every form that a source uses, with who uses it")] = ()
    roles: Annotated[tuple[Role, ...], doc("offices and functions, each as a source gives it")] = ()
    memberships: Annotated[
        tuple[Membership, ...], doc("the bodies and groups it belongs to, each as a source gives it")
    ] = ()
    part_of: Annotated[
        tuple[Annotated[str, ref("actor", back="Parts of it")], ...],
        doc("the larger body that it is a piece of, as a council is of its town"),
    ] = ()
    same_as: Annotated[tuple[Url, ...], doc("the same actor in Wikidata and in other registers")] = ()
    same_as_here: Annotated[
        tuple[SameHere, ...],
        doc("which of the other names mean this actor in the editor's judgement, and why"),
    ] = ()
    not_same_as: Annotated[
        tuple[Likeness, ...], doc("actors that could be mistaken for this one, and why they are others")
    ] = ()
    perhaps_same_as: Annotated[
        tuple[Likeness, ...], doc("actors that may be this one under another name or description, and why")
    ] = ()
    described: Annotated[Quote | None, doc("how a source describes people it does not name")] = None
    count: Annotated[
        Count | None, doc("how many people they are, from the least to the most: `{min: 2, max: 4}`")
    ] = None
    overlap: Annotated[
        tuple[Overlap, ...], doc("whether other people without a name are the same as these")
    ] = ()


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
