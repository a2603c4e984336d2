"""Issues at stake, and the positions on them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from generator.dates import Date
from generator.evidence import Entry, Fact, Line, Prose, Sourced, Text
from generator.kinds import Declared, Kind, doc, ref


class Clause(Entry, frozen=True, kw_only=True):
    """A point that any version of a plan may contain."""

    needs_evidence: ClassVar[bool] = False
    named_by: ClassVar[str] = "title"

    title: Text
    summary: Line | None = None


class Issue(Fact, frozen=True, kw_only=True):
    """A question at stake, and the points of a plan that belong to it."""

    needs_evidence: ClassVar[bool] = False

    title: Text
    question: Line
    summary: Prose | None = None
    provisions: tuple[Clause, ...] = ()


class Basis(Declared, frozen=True, kw_only=True):
    """Whose word a stance is: the actor's own, that of somebody who speaks for it, or what somebody ascribes to it."""

    shorthand: ClassVar[str] = "own"
    exactly_one: ClassVar[tuple[str, ...]] = ("own", "spoken_for", "ascribed")

    own: Literal["own"] | None = None
    spoken_for: tuple[Annotated[str, ref("actor", "source", back="Speaks for others")], ...] = ()
    ascribed: tuple[Annotated[str, ref("actor", "source", back="What they say of others")], ...] = ()


class Stance(Entry, frozen=True, kw_only=True):
    """What an actor holds, at a time."""

    says: Annotated[Line, doc("what is held, in our words, so that it follows the actor's name")]
    basis: Basis
    date: Sourced[Date] | None = None
    detail: Prose | None = None
    drawn_from: tuple[Annotated[str, ref("statement", back="Views drawn from this")], ...] = ()
    before: Annotated[
        Literal["same", "shifted", "reversed", "unclear"] | None, doc("how it relates to the view before it")
    ] = None


class Position(Fact, frozen=True, kw_only=True):
    """What an actor holds on an issue."""

    stances: tuple[Stance, ...]


ISSUE = Kind(
    "issue",
    "Issues",
    Issue,
    folder="content/issues",
    address="issues/{id}.html",
    title="{title}",
    layout="issue.html",
    intro="The questions at stake, and what each side is said to hold on them.",
)

POSITION = Kind(
    "position",
    "Positions",
    Position,
    folder="content/positions",
    address="issues/{0}.html#{1}",
    title="{1}: {0}",
    layout="position.html",
    id_parts=(("issue", "Positions"), ("actor", "Positions")),
)
