"""What reports say of each point of a plan, version by version. Pure: plans in, tables out.

Versions are known from reports. Two reported points stand side by side; they count as changed only where a source says so,
since comparing our own words would prove nothing. A point that a version's reports do not mention is *not reported*, which is
neither *undisclosed* (a source says it was not made known) nor *none* (a source says it is not there).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from generator.facts.plan import Plan, Provision
from generator.values import Fixed

ALL_PAIRS_UP_TO = 12
"""With more versions than this, only neighbours, branches and the first with the last are compared."""


class Row(Fixed, frozen=True):
    """A point (`issue:id#entry`) and what each version is reported to say of it; an empty cell is *not reported*."""

    point: str
    cells: tuple[tuple[Provision, ...], ...]


class Pair(Fixed, frozen=True):
    """Two versions: the points that either is reported to touch, and those that a source calls changed in the later."""

    first: str
    second: str
    rows: tuple[Row, ...]
    changed: frozenset[str]


def matrix(plans: Mapping[str, Plan], points: Sequence[str]) -> tuple[Row, ...]:
    """Every point, in the order given, by every version, in the order given."""
    return tuple(Row(point, tuple(_cell(plan, point) for plan in plans.values())) for point in points)


def pair(plans: Mapping[str, Plan], first: str, second: str, points: Sequence[str]) -> Pair:
    """Two versions side by side."""
    rows = (Row(point, (_cell(plans[first], point), _cell(plans[second], point))) for point in points)
    touched = tuple(row for row in rows if any(row.cells))
    return Pair(first, second, touched, frozenset(row.point for row in touched if _changed(*row.cells)))


def pairs(plans: Mapping[str, Plan]) -> list[tuple[str, str]]:
    """The pairs of versions that have a page, each in the order of the versions."""
    order = list(plans)
    if len(order) <= ALL_PAIRS_UP_TO:
        return list(combinations(order, 2))
    chosen = {(0, len(order) - 1), *pairwise(range(len(order)))}
    place = {ref: number for number, ref in enumerate(order)}
    for later, plan in plans.items():
        both = (sorted((place[link.plan], place[later])) for link in plan.follows if link.plan in place)
        chosen.update((first, second) for first, second in both)
    return [(order[first], order[second]) for first, second in sorted(chosen)]


def _cell(plan: Plan, point: str) -> tuple[Provision, ...]:
    return tuple(one for one in plan.provisions if one.provision == point)


def _changed(before: tuple[Provision, ...], after: tuple[Provision, ...]) -> bool:
    return before != after and any(one.state in ("changed", "removed") for one in after)
