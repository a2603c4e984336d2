"""Issues at stake, and the positions on them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from generator.dates import Date
from generator.evidence import Entry, Fact, Line, Prose, Sourced, Text
from generator.kinds import Kind, OneOf, doc, ref


class Clause(Entry, frozen=True, kw_only=True):
    """A point that any version of a plan may contain."""

    needs_evidence: ClassVar[bool] = False
    named_by: ClassVar[str] = "title"

    title: Annotated[Text, doc("the point in a few words: `A cap on tolls`")]
    summary: Annotated[Line | None, doc("what the point is about, where those few words do not say it")] = (
        None
    )


class Issue(Fact, frozen=True, kw_only=True):
    """A question at stake, and the points of a plan that belong to it."""

    needs_evidence: ClassVar[bool] = False

    title: Annotated[Text, doc("what it is called on the site, in a few words: `Tolls`")]
    question: Annotated[Line, doc("what is at stake, asked in one sentence: `Who sets the toll?`")]
    summary: Annotated[
        Prose | None, doc("what the sources say of it on the whole, in a paragraph or two")
    ] = None
    provisions: Annotated[
        tuple[Clause, ...],
        doc("the points that plans can have on it, each declared once, so that versions can be compared"),
    ] = ()


class Basis(OneOf, frozen=True, kw_only=True):
    """Whose word a stance is: the actor's own, that of somebody who speaks for it, or what somebody ascribes to it."""

    shorthand: ClassVar[str] = "own"
    exactly_one: ClassVar[tuple[str, ...]] = ("own", "spoken_for", "ascribed")

    own: Annotated[Literal["own"] | None, doc("it is the actor's own word")] = None
    spoken_for: Annotated[
        tuple[Annotated[str, ref("actor", "source", back="Speaks for others")], ...],
        doc("who says it in the actor's name, such as a spokesman"),
    ] = ()
    ascribed: Annotated[
        tuple[Annotated[str, ref("actor", "source", back="What they say of others")], ...],
        doc("who says it of the actor without speaking for it"),
    ] = ()


class Stance(Entry, frozen=True, kw_only=True):
    """What an actor holds, at a time."""

    says: Annotated[Line, doc("what is held, in our words, so that it follows the actor's name")]
    basis: Annotated[
        Basis, doc("whose word it is: the actor's, or that of somebody who speaks for it or of it")
    ]
    date: Annotated[Sourced[Date] | None, doc("when the actor held it")] = None
    detail: Annotated[
        Prose | None, doc("what else belongs to it: conditions, exceptions, what is not said")
    ] = None
    drawn_from: Annotated[
        tuple[Annotated[str, ref("statement", back="Views drawn from this")], ...],
        doc("the statements that show it, where they are recorded here"),
    ] = ()
    before: Annotated[
        Literal["same", "shifted", "reversed", "unclear"] | None, doc("how it relates to the view before it")
    ] = None


class Position(Fact, frozen=True, kw_only=True):
    """What an actor holds on an issue. The folder names the issue, the file the actor."""

    stances: Annotated[
        tuple[Stance, ...],
        doc("what the actor holds: one entry for each view, and another each time it changes"),
    ]


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
