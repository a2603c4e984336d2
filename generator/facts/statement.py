"""Statements, and the wordings that carry them."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from generator.dates import Date
from generator.evidence import Evidence, Fact, Id, Issues, Language, Line, Plans, Sourced, Text
from generator.kinds import Kind, doc, ref


class Rendering(Evidence, frozen=True, kw_only=True):
    """How one source carries an utterance: the wording it prints, or what it retells of it."""

    id: Id
    note: Line | None = None
    marks: Annotated[
        Literal["quoted", "partly-quoted", "retold"] | None,
        doc("whether the source prints it as the speaker's words"),
    ] = None


class Statement(Fact, frozen=True, kw_only=True):
    """Something that was said: who, when, where, to whom; and how each source carries it."""

    speaker: Annotated[str, ref("actor", back="Statements")]
    gist: Annotated[Line, doc("what was said, in our words")]
    date: Sourced[Date] | None = None
    place: Sourced[Text] | None = None
    channel: Sourced[Literal["interview", "press remarks", "briefing", "private", "article"]] | None = None
    for_: tuple[Annotated[str, ref("actor", back="Spoken for by others")], ...] = msgspec.field(
        default=(), name="for"
    )
    to: tuple[Annotated[str, ref("actor", back="Was told")], ...] = ()
    about: tuple[Annotated[str, ref("actor", "meeting", "event", back="Spoken about")], ...] = ()
    capacity: Line | None = None
    meeting: Annotated[str, ref("meeting", "event", back="Said there")] | None = None
    spoken_in: Sourced[Language] | None = None
    issues: Issues = ()
    plans: Plans = ()
    renderings: tuple[Rendering, ...]


STATEMENT = Kind(
    "statement",
    "Statements",
    Statement,
    folder="content/statements",
    address="statements/{id}.html",
    title="{speaker}: {gist}",
    layout="statement.html",
    date="date",
    starts_with_date=True,
    intro="What was said, by whom, and the wording in which each source carries it.",
)
