"""Plans: the versions of what is negotiated."""

from __future__ import annotations

from typing import Annotated, Literal

from generator.dates import Date
from generator.evidence import Claim, Entry, Evidence, Fact, Line, NameForm, Sourced, Text
from generator.kinds import Declared, Kind, doc, ref


class Provision(Entry, frozen=True, kw_only=True):
    """A point that a version is known to touch."""

    provision: Annotated[str, ref("issue", back="What plans say of this")]
    state: Literal["included", "changed", "removed", "undisclosed", "none"]
    number: Annotated[Text | None, doc("its number in that version")] = None
    says: Annotated[Line | None, doc("what it says, with its conditions, in our words")] = None
    conditions: Annotated[tuple[Line, ...], doc("what limits it: in peacetime, permanently")] = ()
    by: Annotated[
        tuple[Annotated[str, ref("actor", "source", back="Tells of")], ...], doc("whose telling it is")
    ] = ()


class PlanLink(Declared, frozen=True, kw_only=True):
    """What a version comes after."""

    plan: Annotated[str, ref("plan", back="What came of it")]
    how: Literal["revises", "counters"]
    known: Literal["stated", "inferred"] = "stated"
    why: Line | None = None
    evidence: tuple[Evidence, ...] = ()


class Plan(Fact, frozen=True, kw_only=True):
    """One version of a plan."""

    title: Text
    text: Annotated[Literal["held", "reported"], doc("`reported`: known only from what sources say of it")]
    summary: Line | None = None
    names: Annotated[tuple[NameForm, ...], doc("what each source calls it")] = ()
    authors: (
        Sourced[tuple[Annotated[str, ref("actor", back="Plans it is said to have made")], ...]] | None
    ) = None
    made: Annotated[Sourced[Date] | None, doc("when it was made")] = None
    known: Annotated[Sourced[Date] | None, doc("when it became known")] = None
    follows: tuple[PlanLink, ...] = ()
    clauses: Annotated[Sourced[int] | None, doc("how many points it has in all")] = None
    disclosed: Annotated[
        Sourced[Literal["full", "part"]] | None, doc("whether its content was made known")
    ] = None
    changes: Annotated[Sourced[Line] | None, doc("what was changed against the version before")] = None
    provisions: tuple[Provision, ...] = ()
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
