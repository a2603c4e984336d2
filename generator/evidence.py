"""What every kind of fact is made of: evidence, sourced values, and what any fact may carry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Generic, Literal, TypeVar

from generator.dates import Date
from generator.kinds import ID_PATTERN, PLACE_PATTERN, Declared, OneOf, doc, ref, text

Text = Annotated[str, text("text")]
Line = Annotated[str, text("line")]
Prose = Annotated[str, text("prose")]
Quote = Annotated[str, text("quote")]
Id = Annotated[str, text("id", ID_PATTERN)]
Place = Annotated[str, text("place", PLACE_PATTERN)]
Language = Annotated[str, text("language", r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*(?![\s\S])")]
URL_PATTERN = r"^https?://[^\s\x00-\x1f<>\"]+(?![\s\S])"
Url = Annotated[str, text("url", URL_PATTERN)]

Any = Annotated[str, ref("*")]
Actor = Annotated[str, ref("actor")]
Source = Annotated[str, ref("source")]

T = TypeVar("T")


class Via(Declared, frozen=True, kw_only=True):
    """One link of the chain from a source back to where it has a thing from; `source:x?` is an inferred one."""

    shorthand: ClassVar[str] = "who"
    doubted: ClassVar[Mapping[str, str]] = {"known": "inferred"}

    who: Annotated[
        Annotated[str, ref("source", "actor", back="What came through them")] | None,
        doc("the report or the people it was had from"),
    ] = None
    known: Annotated[
        Literal["stated", "inferred", "not-stated"],
        doc(
            "`inferred`: the source does not say so here, the editor concludes it; `not-stated`: nobody says from whom"
        ),
    ] = "stated"
    words: Annotated[Quote | None, doc("how the source calls this link, where that matters")] = None
    why: Annotated[
        Line | None,
        doc(
            "what an inferred link is concluded from; otherwise it is said once, under `derived_from` of the source"
        ),
    ] = None


class Dated(Declared, frozen=True, kw_only=True):
    """A source's own time words, and what they are counted from."""

    words: Annotated[Quote, doc("the time words as the source has them: `Monday`, `almost two weeks`")]
    of: Annotated[Text, doc("the field of this fact that they give the date of")] = "date"
    since: Annotated[
        Annotated[str, ref("event", "meeting", "statement", "plan", back="Counted from this")] | None,
        doc("what they are counted from, where it is not the source's date"),
    ] = None


class Evidence(Declared, frozen=True, kw_only=True):
    """One place in one source that carries a fact, and through whom the source has it."""

    source: Annotated[
        Annotated[str, ref("source", back="What is taken from this source")], doc("the source that was read")
    ]
    at: Annotated[tuple[Place, ...], doc("where in it: `p17`, `p17-19`, `p2s3`, or a list of these")]
    quote: Annotated[Quote | None, doc("the words that carry it; `…` joins separate spans")] = None
    lang: Annotated[Language | None, doc("the language of the quote, where it is not the source's")] = None
    translation: Annotated[Text | None, doc("the quote in the language of the dossier")] = None
    translated_by: Annotated[Literal["source", "editor", "machine"] | None, doc("who translated it")] = None
    via: Annotated[
        tuple[Via, ...],
        doc("whom that source has it from, nearest first: `[source:coast-review, actor:ada-lind]`"),
    ] = ()
    stance: Annotated[
        Literal["supports", "contradicts", "qualifies"],
        doc("whether this place carries the fact or speaks against it"),
    ] = "supports"
    reads: Annotated[Line | None, doc("how this source puts it, in our words, where that differs")] = None
    dated: Annotated[
        tuple[Dated, ...], doc("the words by which the source dates it: `{words: on Monday, of: date}`")
    ] = ()
    version: Annotated[Text | None, doc("the version of the source that was read, where it has several")] = (
        None
    )


class Unknown(Declared, frozen=True, kw_only=True):
    """A question that the sources leave open."""

    id: Annotated[
        Id, doc("a short name of its own, by which other files point to this question, such as `same-draft`")
    ]
    question: Annotated[Line, doc("the question, ending in a question mark")]
    asked: Annotated[Date | None, doc("when it was asked")] = None
    why: Annotated[Line | None, doc("what the sources do say, and what they leave open")] = None
    evidence: Annotated[tuple[Evidence, ...], doc("the places that leave it open")] = ()
    answered_by: Annotated[
        Annotated[str, ref("*", back="Questions this answers")] | None,
        doc("the fact that answers it, once known"),
    ] = None


class Hold(Declared, frozen=True, kw_only=True):
    """A published fact that is being checked."""

    since: Annotated[Date, doc("the day from which it is being checked")]
    note: Annotated[Line | None, doc("what is being checked, in a line for readers")] = None


class Withdrawal(Declared, frozen=True, kw_only=True):
    """A fact that is no longer held: its address stays, its content does not."""

    date: Annotated[Date, doc("the day on which it was taken back")]
    why: Annotated[Line, doc("the reason, in a line for readers")]


class Fact(Declared, frozen=True, kw_only=True):
    """What any fact may carry. All but issues with their points, sources and corrections rest on a place in a source."""

    needs_evidence: ClassVar[bool] = True

    evidence: Annotated[tuple[Evidence, ...], doc("what the fact rests on")] = ()
    note: Annotated[Prose | None, doc("a remark of the editor's; shown as such")] = None
    unknown: Annotated[tuple[Unknown, ...], doc("questions the sources leave open")] = ()
    draft: Annotated[bool, doc("`true`: shown in the preview, never published")] = False
    hold: Annotated[Hold | None, doc("shown to readers as being checked; `factsheet hold` writes it")] = None
    withdrawn: Annotated[
        Withdrawal | None,
        doc("taken back: the address stays, the content does not; `factsheet withdraw` writes it"),
    ] = None


class Entry(Fact, frozen=True, kw_only=True):
    """A fact inside a fact; `id` is its name within the file."""

    id: Annotated[
        Id, doc("a short name of its own, by which other files point to this entry, such as `toll-cap`")
    ]


class Reading(Entry, Generic[T], frozen=True, kw_only=True):
    """One of the values that sources give differently."""

    value: Annotated[T, doc("what those sources give that stand under its `evidence`")]


class Sourced(OneOf, Generic[T], frozen=True, kw_only=True):
    """A value that sources may give differently (`contested`), or say that there is none or that it was not made known."""

    shorthand: ClassVar[str] = "value"
    exactly_one: ClassVar[tuple[str, ...]] = ("value", "contested", "nothing")

    value: Annotated[T | None, doc("what the sources give, where they agree")] = None
    contested: Annotated[tuple[Reading[T], ...], doc("the values given, in the order of the sources")] = ()
    nothing: Annotated[
        Literal["undisclosed", "none"] | None,
        doc("`undisclosed`: a source says it was not made known; `none`: there is none"),
    ] = None
    evidence: Annotated[
        tuple[Evidence, ...], doc("what the value rests on, where it is not all that the fact rests on")
    ] = ()
    note: Annotated[Line | None, doc("a remark of the editor's")] = None


class NameForm(Entry, frozen=True, kw_only=True):
    """A name as a source uses it."""

    name: Annotated[Quote, doc("the form exactly as the source prints it: `Vada Lindt`")]
    lang: Annotated[Language | None, doc("the language of this form, where it is not the source's")] = None
    script: Annotated[Text | None, doc("the script, by its ISO 15924 code: `Latn`, `Cyrl`")] = None
    identity: Annotated[
        Literal["stated", "inferred"], doc("`inferred`: that this names the same is the editor's conclusion")
    ] = "stated"
    why: Annotated[Line | None, doc("what an inferred identity is concluded from")] = None


class Claim(Entry, frozen=True, kw_only=True):
    """Something that is said, by whom."""

    says: Annotated[Line, doc("what is said, in our words")]
    by: Annotated[
        tuple[Annotated[str, ref("actor", "source", back="Tells of")], ...], doc("whose telling it is")
    ] = ()


Issues = tuple[Annotated[str, ref("issue", back="Where it came up")], ...]
Plans = tuple[Annotated[str, ref("plan", back="Where it is spoken of")], ...]


def dates_of(value: Sourced[Date] | None) -> list[Date]:
    """The dates a field gives: one, or those that sources give differently."""
    if value is None:
        return []
    return [value.value] if value.value else [reading.value for reading in value.contested]
