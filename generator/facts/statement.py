"""Statements, and the wordings that carry them."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from generator.dates import Date
from generator.evidence import Evidence, Fact, Id, Issues, Language, Line, Plans, Sourced, Text
from generator.kinds import Kind, doc, ref


class Rendering(Evidence, frozen=True, kw_only=True):
    """How one source carries an utterance: the wording it prints, or what it retells of it."""

    id: Annotated[
        Id, doc("a short name of its own, by which other files point to this wording, such as `post`")
    ]
    note: Annotated[Line | None, doc("a remark of the editor's on this wording")] = None
    marks: Annotated[
        Literal["quoted", "partly-quoted", "retold"] | None,
        doc("whether the source prints it as the speaker's words"),
    ] = None


class Statement(Fact, frozen=True, kw_only=True):
    """Something that was said: who, when, where, to whom; and how each source carries it."""

    speaker: Annotated[str, ref("actor", back="Statements"), doc("who said it")]
    gist: Annotated[Line, doc("what was said, in our words")]
    date: Annotated[Sourced[Date] | None, doc("when it was said")] = None
    place: Annotated[Sourced[Text] | None, doc("where it was said: `town hall of the upper town`")] = None
    channel: Annotated[
        Sourced[Literal["interview", "press remarks", "briefing", "private", "article"]] | None,
        doc("in what way it was said; `article`: the outlet says it in its own voice"),
    ] = None
    for_: Annotated[
        tuple[Annotated[str, ref("actor", back="Spoken for by others")], ...],
        doc("in whose name it was said, where that is not the speaker's own"),
    ] = msgspec.field(default=(), name="for")
    to: Annotated[tuple[Annotated[str, ref("actor", back="Was told")], ...], doc("who was addressed")] = ()
    about: Annotated[
        tuple[Annotated[str, ref("actor", "meeting", "event", back="Spoken about")], ...],
        doc("who or what was spoken of"),
    ] = ()
    capacity: Annotated[Line | None, doc("the office in which it was said: `envoy of the two towns`")] = None
    meeting: Annotated[
        Annotated[str, ref("meeting", "event", back="Said there")] | None,
        doc("the occasion at which it was said"),
    ] = None
    spoken_in: Annotated[
        Sourced[Language] | None, doc("the language it was said in, where a source tells")
    ] = None
    issues: Annotated[Issues, doc("the questions at stake that it bears on")] = ()
    plans: Annotated[Plans, doc("the versions of a plan that it speaks of")] = ()
    renderings: Annotated[tuple[Rendering, ...], doc("how each source words it: one entry for each place")]


STATEMENT = Kind(
    "statement",
    "Statements",
    Statement,
    folder="content/statements",
    address="statements/{id}.html",
    title="{speaker}: {gist}",
    gone="{speaker}: withdrawn statement",
    layout="statement.html",
    date="date",
    starts_with_date=True,
    intro="What was said, by whom, and the wording in which each source carries it.",
)
