"""Divergences: where sources part."""

from __future__ import annotations

from typing import Annotated, Literal

from generator.dates import Date
from generator.evidence import Entry, Evidence, Fact, Line, Text
from generator.kinds import Declared, Kind, doc, ref

DISPUTED = "Where sources part on this"
"""What a divergence is called on the page of a fact that it is about."""


class Told(Entry, frozen=True, kw_only=True):
    """One side of a divergence: what is said there, and where."""

    says: Line


class Resolution(Declared, frozen=True, kw_only=True):
    """Why sources part, or who settled it, when and on what."""

    by: Text
    on: Date
    why: Line
    evidence: tuple[Evidence, ...] = ()


class Divergence(Fact, frozen=True, kw_only=True):
    """Where sources part: a judgement that a person wrote."""

    kind: Literal[
        "meaning", "attribution", "wording", "name", "time", "place", "number", "omission", "framing"
    ]
    apart: Annotated[
        Literal["opposite", "different", "slight"],
        doc(
            "how far the readings lie apart: they exclude each other, they differ in what they say, or only in how"
        ),
    ] = "different"
    headline: Line
    about: tuple[Annotated[str, ref("*", back=DISPUTED)], ...]
    readings: tuple[Told, ...]
    status: Literal["open", "explained", "resolved"]
    resolution: Resolution | None = None


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
