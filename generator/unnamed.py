"""How many people there are whom no source names: a range, with what makes it one.

Groups that are known to be the same people count once, those known to be others are added. Of all other groups nobody says
whether they overlap: at least, each may be wholly among another; at most, nobody is in two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from generator.dossier import Dossier, Held, groups_of
from generator.evidence import Claim, Via
from generator.facts.actor import Actor
from generator.facts.issue import Basis, Stance
from generator.facts.plan import Provision
from generator.facts.statement import Statement
from generator.values import Fixed, altered


class Tie(Fixed, frozen=True):
    """What is known of a group and another (`same`, `distinct` or `unknown`), and why."""

    other: str
    known: str
    why: str


class Crowd(Fixed, frozen=True):
    """People whom a source does not name: how many at least and at most (None: no upper bound), and the other groups."""

    ref: str
    least: int
    most: int | None
    ties: tuple[Tie, ...]


class Headcount(Fixed, frozen=True):
    """How many people are in these groups together, and what decides it.

    `apart` are the groups that make up the least: the greatest ones found that are all known to be different people.
    `boundless` are those for which no source gives a number that they cannot exceed; with one of them `most` is None.
    `unsaid` is whether of some two groups nothing is noted at all.
    """

    crowds: tuple[Crowd, ...]
    least: int
    most: int | None
    apart: tuple[str, ...]
    boundless: tuple[str, ...]
    unsaid: bool


def telling(dossier: Dossier) -> Headcount:
    """The unnamed people on whose word something here rests: who passed on, said or told something."""
    return headcount([crowd for crowd in crowds(dossier) if is_heard(dossier, crowd.ref)])


def spoken_of(dossier: Dossier) -> list[Crowd]:
    """The unnamed people who only come up: nothing here rests on their word."""
    return [crowd for crowd in crowds(dossier) if not is_heard(dossier, crowd.ref)]


def crowds(dossier: Dossier) -> list[Crowd]:
    """All unnamed people of a dossier, each group with its ties in both directions."""
    actors = dict(_unnamed(dossier))
    ties: dict[str, dict[str, Tie]] = {ref: {} for ref in actors}
    for ref, actor in actors.items():
        for one in actor.overlap:
            if one.with_ in actors and one.with_ != ref:
                ties[ref][one.with_] = Tie(one.with_, one.known, one.why)
                ties[one.with_].setdefault(ref, Tie(ref, one.known, one.why))
    return [Crowd(ref, *_count(actor), tuple(ties[ref].values())) for ref, actor in actors.items()]


def type_of_actor(dossier: Dossier, ref: str) -> str:
    """Of what type an actor is (`person`, `unnamed`), told without reading it; empty for what is no actor."""
    dossier.recall.note(f"type:{ref}")
    told = dossier.index.told.get(ref)
    return told.type if told and ref.startswith("actor:") else ""


def is_vague(dossier: Dossier, ref: str) -> bool:
    """Whether these are people whom no source names: an actor told of as such, or a group that is only described."""
    kind = type_of_actor(dossier, ref)
    actor = dossier.facts[ref].record if kind == "group" else None
    return kind == "unnamed" or (isinstance(actor, Actor) and actor.described is not None)


def tellers_of(stated: object) -> tuple[str, ...]:
    """Whose telling something is, or whose word, by what a fact or an entry says of itself: actors and sources."""
    match stated:
        case Statement(speaker=speaker):
            return (speaker,)
        case Claim(by=tellers) | Provision(by=tellers):
            return tellers
        case Stance(basis=Basis(spoken_for=speakers, ascribed=tellers)):
            return (*speakers, *tellers)
    return ()


def is_heard(dossier: Dossier, ref: str) -> bool:
    """Whether something in some fact rests on the word of this actor."""

    def heard() -> bytes:
        return (
            b"yes" if any(ref in _heard(dossier.facts[one]) for one in (ref, *dossier.naming(ref))) else b""
        )

    return bool(dossier.recall.ask(f"heard {ref}", heard))


def headcount(crowds: Sequence[Crowd]) -> Headcount:
    """How many people these are together."""
    present = {crowd.ref: crowd for crowd in crowds}
    same = list(_same(present))
    leader = {ref: refs[0] for refs in same for ref in refs}
    merged = [_as_one([present[ref] for ref in refs], leader) for refs in same]
    apart = _apart(merged)
    boundless = tuple(one.ref for one in merged if one.most is None)
    tied = sum(tie.other in present for crowd in crowds for tie in crowd.ties)
    return Headcount(
        tuple(crowds),
        least=sum(one.least for one in apart),
        most=None if boundless else sum(one.most or 0 for one in merged),
        apart=tuple(one.ref for one in apart),
        boundless=boundless,
        unsaid=tied < len(present) * (len(present) - 1),
    )


def _unnamed(dossier: Dossier) -> Iterator[tuple[str, Actor]]:
    for ref in dossier.refs_of("actor"):
        if type_of_actor(dossier, ref) == "unnamed":
            actor = dossier.facts[ref].record
            if isinstance(actor, Actor) and not actor.withdrawn:
                yield ref, actor


def _heard(held: Held) -> Iterator[str]:
    """On whose word something in a fact rests."""
    for group in groups_of(held):
        if isinstance(group.value, Via):
            yield from filter(None, [group.value.who])
        else:
            yield from tellers_of(group.value)


def _count(actor: Actor) -> tuple[int, int | None]:
    """At least one; no upper bound unless the count has one."""
    counted = actor.count
    least = max(counted.min or 1, 1) if counted else 1
    most = counted.max if counted else None
    return least, None if most is None else max(least, most)


def _same(present: Mapping[str, Crowd]) -> Iterator[list[str]]:
    """The groups, those that are the same people together."""
    seen: set[str] = set()
    for start in present:
        waiting = [start]
        together: list[str] = []
        while waiting:
            ref = waiting.pop()
            if ref in present and ref not in seen:
                seen.add(ref)
                together.append(ref)
                waiting += [tie.other for tie in present[ref].ties if tie.known == "same"]
        if together:
            yield together


def _as_one(same: Sequence[Crowd], leader: Mapping[str, str]) -> Crowd:
    """Groups of the same people as one, which goes by the name of the first, as those do that it has ties with."""
    least = max(crowd.least for crowd in same)
    bounds = [crowd.most for crowd in same if crowd.most is not None]
    ties = [tie for crowd in same for tie in crowd.ties if tie.other in leader]
    others = (altered(tie, other=leader[tie.other]) for tie in ties)
    return Crowd(same[0].ref, least, max(least, min(bounds)) if bounds else None, tuple(others))


def _apart(crowds: Sequence[Crowd]) -> list[Crowd]:
    """Groups of which each two are known to be different people, as many people as can be found.

    It is looked for from every group, greatest first. That need not find the very greatest such set where ties are many, but
    what it finds is true: there cannot be fewer people.
    """
    by_ref = {crowd.ref: crowd for crowd in crowds}
    others = {
        crowd.ref: {tie.other for tie in crowd.ties if tie.known == "distinct"} - {crowd.ref}
        for crowd in crowds
    }
    found = [
        _around(crowd, [by_ref[ref] for ref in others[crowd.ref]], others)
        for crowd in sorted(crowds, key=_greatest_first)
    ]
    return max(found, key=lambda some: sum(crowd.least for crowd in some), default=[])


def _around(start: Crowd, near: Sequence[Crowd], others: Mapping[str, AbstractSet[str]]) -> list[Crowd]:
    chosen = [start]
    for crowd in sorted(near, key=_greatest_first):
        if all(crowd.ref in others[one.ref] for one in chosen):
            chosen.append(crowd)
    return chosen


def _greatest_first(crowd: Crowd) -> tuple[int, str]:
    return -crowd.least, crowd.ref
