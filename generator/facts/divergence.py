"""Divergences: where sources part."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from generator.dates import Date
from generator.evidence import Entry, Evidence, Fact, Line, Text
from generator.kinds import Declared, Kind, doc, ref

DISPUTED = "Where sources part on this"
"""What a divergence is called on the page of a fact that it is about."""


class Told(Entry, frozen=True, kw_only=True):
    """One side of a divergence: what is said there, and where."""

    at_least: ClassVar[int] = 2

    says: Annotated[Line, doc("what is said there, in our words")]


class Resolution(Declared, frozen=True, kw_only=True):
    """Why sources part, or who settled it, when and on what."""

    by: Annotated[Text, doc("who explained or settled it: `the county's office`")]
    on: Annotated[Date, doc("the day it was explained or settled")]
    why: Annotated[Line, doc("the explanation, in a line for readers")]
    evidence: Annotated[tuple[Evidence, ...], doc("the places in sources that it rests on")] = ()


class Divergence(Fact, frozen=True, kw_only=True):
    """Where sources part: a judgement that a person wrote."""

    kind: Annotated[
        Literal[
            "meaning", "attribution", "wording", "name", "time", "place", "number", "omission", "framing"
        ],
        doc(
            "in what the sources part; `omission`: one leaves it out, `framing`: they put it in another light"
        ),
    ]
    apart: Annotated[
        Literal["opposite", "different", "slight"],
        doc(
            "how far the readings lie apart: they exclude each other, they differ in what they say, or only in how"
        ),
    ] = "different"
    headline: Annotated[Line, doc("what the sources have differently, in a line or as a question")]
    about: Annotated[
        tuple[Annotated[str, ref("*", back=DISPUTED)], ...],
        doc("the facts in which it shows, or entries in them, such as `plan:first-draft#toll-cap`"),
    ]
    readings: Annotated[tuple[Told, ...], doc("what each side says, with its evidence; two at least")]
    status: Annotated[
        Literal["open", "explained", "resolved"],
        doc("`explained`: it is known why they part; `resolved`: somebody has settled it"),
    ]
    resolution: Annotated[
        Resolution | None, doc("who explained or settled it, when, and on what evidence")
    ] = None


DIVERGENCE = Kind(
    "divergence",
    "Where sources part",
    Divergence,
    folder="content/divergences",
    address="divergences/{id}.html",
    title="{headline}",
    layout="divergence.html",
    intro="Where the sources give the same matter differently, from opposite meaning to a single word.",
)
