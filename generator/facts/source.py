"""Sources: what was read, and what is cited."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from generator.dates import Date
from generator.evidence import Fact, Id, Language, Line, Place, Quote, Sourced, Text, Url
from generator.kinds import Declared, Kind, doc, ref


class NotContent(Declared, frozen=True, kw_only=True):
    """A place in a source that carries nothing to state."""

    at: Annotated[tuple[Place, ...], doc("the paragraphs or sentences")]
    why: Annotated[Line, doc("what stands there: `a box that advertises a newsletter`")]


class Version(Declared, frozen=True, kw_only=True):
    """An earlier state of a source; evidence may say that it was read in this one."""

    id: Annotated[Id, doc("a short name, which evidence gives if it was read in this state: `1`")]
    retrieved: Annotated[Date | None, doc("when this state was read")] = None
    note: Annotated[Line | None, doc("what was different in it")] = None


class Draws(Declared, frozen=True, kw_only=True):
    """A report that an article draws on."""

    shorthand: ClassVar[str] = "source"

    source: Annotated[
        str, ref("source", back="Articles that draw on this"), doc("the article or report that is drawn on")
    ]
    why: Annotated[
        Line | None, doc("what that is concluded from, where the article does not say it at each place")
    ] = None


class Source(Fact, frozen=True, kw_only=True):
    """An article or document: one that was read, or one known because others cite it."""

    needs_evidence: ClassVar[bool] = False

    name: Annotated[Text, doc("what we call it, short: `Harbour Post, 4 April 2031`")]
    read: Annotated[
        Literal["full", "headline", "unread"], doc("how much of it was read; on an unread one no fact rests")
    ]
    title: Annotated[
        Sourced[Quote] | None,
        doc("its own title; compared with the article where it has evidence: `{value: …, evidence: …}`"),
    ] = None
    outlet: Annotated[Annotated[str, ref("actor", back="Published")] | None, doc("who published it")] = None
    authors: Annotated[
        Sourced[tuple[Annotated[str, ref("actor", back="Wrote")], ...]] | None, doc("who wrote it")
    ] = None
    published: Annotated[
        Sourced[Date] | None, doc("the day it came out; an interval where only its bounds are known")
    ] = None
    published_how: Annotated[Line | None, doc("by what the day it came out is known")] = None
    lang: Annotated[Language | None, doc("the language it was read in")] = None
    translated_from: Annotated[Sourced[Language] | None, doc("the language it was written in")] = None
    url: Annotated[Url | None, doc("where it was published")] = None
    archived: Annotated[Url | None, doc("where a copy is kept")] = None
    rights: Annotated[Text | None, doc("the licence, by its SPDX name or in words")] = None
    retrieved: Annotated[Date | None, doc("when it was read")] = None
    derived_from: Annotated[tuple[Draws, ...], doc("the reports it draws on")] = ()
    status: Annotated[
        Literal["current", "corrected", "retracted", "removed"],
        doc("whether it still stands as it was published"),
    ] = "current"
    status_note: Annotated[Line | None, doc("what was corrected, retracted or removed, and when")] = None
    versions: Annotated[
        tuple[Version, ...], doc("earlier states of it that were read, where it was changed afterwards")
    ] = ()
    sentences: Annotated[
        tuple[int, ...], doc("how many sentences each of its paragraphs has; counted by `factsheet seed add`")
    ] = ()
    not_content: Annotated[tuple[NotContent, ...], doc("places that carry nothing to state, and why")] = ()


SOURCE = Kind(
    "source",
    "Sources",
    Source,
    folder="seeds",
    address="sources/{id}.html",
    title="{name}",
    layout="source.html",
    date="published",
    beside=".fingerprint",
    intro="The articles that were read, and the reports that are known only because those articles cite them.",
)
