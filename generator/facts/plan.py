"""Plans: the versions of what is negotiated."""

from __future__ import annotations

from typing import Annotated, Literal

from generator.dates import Date
from generator.evidence import Claim, Entry, Evidence, Fact, Line, NameForm, Sourced, Text
from generator.kinds import Declared, Kind, doc, ref


class Provision(Entry, frozen=True, kw_only=True):
    """A point that a version is known to touch."""

    provision: Annotated[
        str,
        ref("issue", back="What plans say of this"),
        doc("the point, as the issue that declares it has it: `toll#cap`"),
    ]
    state: Annotated[
        Literal["included", "changed", "removed", "undisclosed", "none"],
        doc("how it stands in this version; `undisclosed`: not made known, `none`: said not to be in it"),
    ]
    number: Annotated[Text | None, doc("its number in that version")] = None
    says: Annotated[Line | None, doc("what it says, with its conditions, in our words")] = None
    conditions: Annotated[tuple[Line, ...], doc("what limits it: in peacetime, permanently")] = ()
    by: Annotated[
        tuple[Annotated[str, ref("actor", "source", back="Tells of")], ...], doc("whose telling it is")
    ] = ()


class PlanLink(Declared, frozen=True, kw_only=True):
    """Another version that this one comes after."""

    plan: Annotated[str, ref("plan", back="What came of it"), doc("the version before it")]
    how: Annotated[
        Literal["revises", "counters"],
        doc("`revises`: works that version over; `counters`: answers it with another proposal"),
    ]
    known: Annotated[
        Literal["stated", "inferred"], doc("`inferred`: no source says so, the editor concludes it")
    ] = "stated"
    why: Annotated[Line | None, doc("what an inferred step is concluded from")] = None
    evidence: Annotated[tuple[Evidence, ...], doc("the places in sources that say so")] = ()


class Plan(Fact, frozen=True, kw_only=True):
    """One version of a plan: what is known of its making, and of each point that it touches."""

    title: Annotated[Text, doc("what this version is called on the site: `First draft`")]
    text: Annotated[
        Literal["held", "reported"],
        doc("`held`: its own words are at hand; `reported`: known only from what sources say of it"),
    ]
    summary: Annotated[Line | None, doc("what this version is, in a line")] = None
    names: Annotated[tuple[NameForm, ...], doc("what each source calls it")] = ()
    authors: Annotated[
        Sourced[tuple[Annotated[str, ref("actor", back="Plans it is said to have made")], ...]] | None,
        doc("who is said to have made it"),
    ] = None
    made: Annotated[Sourced[Date] | None, doc("when it was made")] = None
    known: Annotated[Sourced[Date] | None, doc("when it became known")] = None
    follows: Annotated[
        tuple[PlanLink, ...], doc("the versions that it came after, and whether it revises or answers them")
    ] = ()
    clauses: Annotated[Sourced[int] | None, doc("how many points it has in all")] = None
    disclosed: Annotated[
        Sourced[Literal["full", "part"]] | None, doc("whether its content was made known")
    ] = None
    changes: Annotated[Sourced[Line] | None, doc("what was changed against the version before")] = None
    provisions: Annotated[
        tuple[Provision, ...],
        doc("each point it is known to touch; one that is left out counts as not reported"),
    ] = ()
    remarks: Annotated[
        tuple[Claim, ...], doc("what is said of the whole or of an unnamed part, by whom")
    ] = ()


PLAN = Kind(
    "plan",
    "Plans",
    Plan,
    folder="content/plans",
    address="plans/{id}.html",
    title="{title}",
    layout="plan.html",
    date="known",
    intro="Each version of the plan that the sources tell apart, and what is reported of its points.",
)
