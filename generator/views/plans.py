"""The history of a plan: versions, points, and comparisons."""

from __future__ import annotations

from itertools import groupby

from generator.compare import Row, matrix, pair, pairs
from generator.dossier import Held
from generator.facts.issue import Issue
from generator.facts.plan import Plan
from generator.kinds import Kind
from generator.show import Shower, View


def plans_view(shower: Shower, kind: Kind) -> View:
    """The history of the plan: its versions in order, and every point by every version."""
    derived = shower.derived
    plans = plans_in_order(shower)
    rows = matrix(plans, derived.points)
    by_issue = groupby(rows, key=lambda row: row.point.partition("#")[0])
    issues = [
        {"issue": shower.link(ref), "rows": [row_view(shower, row) for row in group]}
        for ref, group in by_issue
    ]
    links = [_pair_link(shower, first, second) for first, second in pairs(plans)]
    return {
        "kind": kind.name,
        "plural": kind.plural,
        "intro": kind.intro,
        "facts": [version(shower, ref) for ref in derived.plans],
        "plans": [shower.link(ref) for ref in plans],
        "issues": issues,
        "comparisons": links,
    }


def version(shower: Shower, ref: str) -> View:
    """A version as a row of the history."""
    return shower.row("version.html", ref)


def plans_in_order(shower: Shower) -> dict[str, Plan]:
    """The versions in the order of their history, but for those that were withdrawn: nothing is said of them any more."""
    return shower.dossier.recall.at_hand("plans in order", lambda: _plans_in_order(shower))


def _plans_in_order(shower: Shower) -> dict[str, Plan]:
    records = {held.ref: plan for held, plan in shower.dossier.records("plan", Plan) if not plan.withdrawn}
    return {ref: records[ref] for ref in shower.derived.plans if ref in records}


def row_view(shower: Shower, row: Row) -> View:
    """A point, and for each version what is reported of it; an empty list is *not reported*."""
    clause = shower.dossier.entries[row.point]
    point = {"link": shower.link(row.point), "title": getattr(clause, "title", "")}
    cells = [[shower.group(one) for one in cell] for cell in row.cells]
    return {"point": point, "cells": cells}


def compare_view(shower: Shower, first: str, second: str) -> View:
    """Two versions side by side."""
    found = pair(plans_in_order(shower), first, second, shower.derived.points)
    rows = [row_view(shower, row) | {"changed": row.point in found.changed} for row in found.rows]
    return {"sides": [_side(shower, first), _side(shower, second)], "rows": rows}


def _side(shower: Shower, ref: str) -> View:
    """A version, which is laid against each of the others."""

    def side() -> View:
        return {"link": shower.link(ref), "fact": shower.fact(ref)}

    return shower.dossier.recall.at_hand(("side", ref, shower.depth), side)


def comparison_links(shower: Shower, ref: str) -> list[View]:
    """The comparisons that a version is part of."""
    plans = plans_in_order(shower)
    return [_pair_link(shower, first, second) for first, second in pairs(plans) if ref in (first, second)]


def _pair_link(shower: Shower, first: str, second: str) -> View:
    return {
        "href": shower.href(compare_address(first, second)),
        "first": shower.link(first),
        "second": shower.link(second),
    }


def compare_address(first: str, second: str) -> str:
    """Where two versions are compared; their ids in order, so that there is one address for both ways of asking."""
    one, other = sorted(ref.partition(":")[2] for ref in (first, second))
    return f"plans/compare/{one}--{other}.html"


def points_view(shower: Shower, held: Held) -> View:
    """What every version says of the points that belong to an issue, and the comparisons a version is part of."""
    if isinstance(held.record, Plan):
        return {"comparisons": comparison_links(shower, held.ref)}
    if not isinstance(held.record, Issue):
        return {}
    points = [f"{held.ref}#{clause.id}" for clause in held.record.provisions]
    plans = plans_in_order(shower)
    rows = [row_view(shower, row) for row in matrix(plans, points)]
    return {"rows": rows, "plans": [shower.link(ref) for ref in plans]}
