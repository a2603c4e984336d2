"""How news came to a source: the chain behind a piece of evidence, and how many reports stand behind several of them.

The root of a piece of evidence is the last source on its chain, or the named person whom the chain ends with. Evidence that
meets in a root is one root. A link that is only concluded, or that nobody states, makes the count a range.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from generator.evidence import Evidence, Via
from generator.values import Fixed

IsPerson = Callable[[str], bool]
"""Whether a reference leads to a person who is named."""


class Roots(Fixed, frozen=True):
    """What several pieces of evidence rest on: between `least` and `most` reports or public speakers.

    `articles` are the sources that were read, in order; `shared` is the one root they all have if every concluded link
    holds, or empty; `apart` is whether no two of the articles have anybody on their chains in common.
    """

    articles: tuple[str, ...]
    least: int
    most: int
    shared: str
    apart: bool


def roots(evidence: Sequence[Evidence], is_person: IsPerson) -> Roots:
    """The roots of the evidence that supports a fact; what contradicts it is not counted."""
    places = carrying(evidence)
    articles = tuple(dict.fromkeys(one.source for one in places))
    # Places of which the same is concluded stand or fall together.
    each = [possible_roots(one, is_person) for one in places]
    possible = set(each)
    settled = {ends for one, ends in zip(places, each, strict=True) if not _ends_open(one)}
    concluded = {root(one, is_person) for one in places}
    return Roots(
        articles,
        least=_fewest(settled) or min(len(places), 1),
        most=min(len(possible), len(frozenset().union(*possible))),
        shared=concluded.pop() if len(concluded) == 1 else "",
        apart=_apart(places),
    )


def carrying(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence that carries a fact; what speaks against it does not."""
    return [one for one in evidence if one.stance != "contradicts"]


def root(evidence: Evidence, is_person: IsPerson) -> str:
    """The root of a piece of evidence, if every concluded link of its chain holds."""
    return _last(evidence.source, evidence.via, is_person)


def possible_roots(evidence: Evidence, is_person: IsPerson) -> frozenset[str]:
    """The roots that it can have: the chain may break off at each link that is not stated."""
    if not evidence.via:
        return frozenset((evidence.source,))
    breaks = [index for index, link in enumerate(evidence.via) if link.known != "stated"]
    ends = (*breaks, len(evidence.via))
    return frozenset(_last(evidence.source, evidence.via[:end], is_person) for end in ends)


def loops(evidence: Evidence) -> bool:
    """Whether a chain comes back to where it has been."""
    stations = _stations(evidence)
    return len(set(stations)) < len(stations)


def _fewest(choices: AbstractSet[frozenset[str]]) -> int:
    """How many roots there are at least: as many as there are choices that have no root in common."""
    if all(len(one) == 1 for one in choices):
        return len(choices)

    def meeting(one: frozenset[str]) -> int:
        return sum(not one.isdisjoint(other) for other in choices)

    apart: list[frozenset[str]] = []
    for one in sorted(choices, key=lambda one: (meeting(one), len(one), sorted(one))):
        if all(one.isdisjoint(other) for other in apart):
            apart.append(one)
    return len(apart)


def _apart(evidence: Sequence[Evidence]) -> bool:
    behind: dict[str, set[str]] = {}
    for one in evidence:
        behind.setdefault(one.source, set()).update(_stations(one))
    return len(set().union(*behind.values())) == sum(map(len, behind.values()))


def _stations(evidence: Evidence) -> list[str]:
    return [evidence.source, *(link.who for link in evidence.via if link.who)]


def _last(source: str, via: Sequence[Via], is_person: IsPerson) -> str:
    named = [link.who for link in via if link.who]
    if named and is_person(named[-1]):
        return named[-1]
    return next((who for who in reversed(named) if who.startswith("source:")), source)


def _ends_open(evidence: Evidence) -> bool:
    return any(link.known == "not-stated" for link in evidence.via)
