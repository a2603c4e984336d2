"""Rows that several pages gather: what facts ask, what of them is missing or contested, and facts that are named whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby

from generator.evidence import Sourced
from generator.kinds import Scalar
from generator.shares import naming
from generator.show import Shower, View
from generator.standing import in_force

MOST_NAMED = 24
"""Of what the front page names whole, it names no more than this; beyond that those that are named most."""


def asked(shower: Shower, how: str, counts: Mapping[str, int]) -> list[View]:
    """The questions that are open, or answered, by kind: how many there are, and a row for each fact that raises some."""
    return [
        {
            "kind": kind,
            "count": sum(counts[ref] for ref in refs),
            "rows": [shower.row("asked.html", f"{ref} {how}") for ref in refs],
        }
        for kind, group in groupby(counts, key=lambda ref: ref.partition(":")[0])
        if (refs := list(group))
    ]


def questions_row(shower: Shower, what: str) -> View:
    """The questions of a fact, and after a space, those that are open or those that are answered."""
    ref, _, how = what.partition(" ")
    return {"raised_by": shower.link(ref), "asked": questions_of(shower, how, ref)}


def questions_of(shower: Shower, how: str, ref: str) -> list[View]:
    """The questions of a fact that are `open`, or `answered`."""
    every = (one.asked for one in shower.derived.questions_of(ref))
    return [shower.group(one) for one in every if bool(one.answered_by) == (how == "answered")]


def values(shower: Shower, how: str, counts: Mapping[str, int]) -> View:
    """Values of which something is so (`contested`, or the word for none): how many there are, and rows by fact."""
    layout = "contest.html" if how == "contested" else "gap.html"
    return {"count": sum(counts.values()), "rows": [shower.row(layout, f"{ref} {how}") for ref in counts]}


def values_row(shower: Shower, what: str) -> View:
    """Such values of a fact, each with the field it stands in; of which something is so stands after a space."""
    ref, _, how = what.partition(" ")
    every = list(in_force(shower.dossier.facts[ref]))
    labels = {group.path: group.type.struct.labels for group in every}
    found = [
        {
            "field": group.path[-1],
            "label": labels[group.path[:-1]].get(str(group.path[-1]), ""),
            "value": shower.value(group.value, group.type),
        }
        for group in every
        if isinstance(group.value, Sourced)
        and (group.value.nothing == how or (how == "contested" and group.value.contested))
    ]
    return {"link": shower.link(ref), "values": found}


def named(shower: Shower, refs: list[str], view: Callable[[Shower, str], View]) -> View:
    """Facts to be named whole: of very many those that are named most, and how many others there are."""
    return {
        "facts": [{"ref": ref} | view(shower, ref) for ref in _foremost(shower, refs)],
        "more": max(0, len(refs) - MOST_NAMED),
    }


def _foremost(shower: Shower, refs: list[str]) -> list[str]:
    if len(refs) <= MOST_NAMED:
        return refs
    most = set(sorted(refs, key=lambda ref: (-naming(shower.dossier, ref).links, ref))[:MOST_NAMED])
    return [ref for ref in refs if ref in most]


def summary(shower: Shower, ref: str) -> object:
    """What a fact says of itself in a line, if it has such a field, without the rest of it."""
    line = getattr(shower.dossier.facts[ref].record, "summary", None)
    return shower.value(line, Scalar("line")) if line else None
