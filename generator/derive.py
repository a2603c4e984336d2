"""What follows from the facts and stands in no file: backlinks, the timeline, what is not known, what each source carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from heapq import heappop, heappush
from typing import TypeVar

from generator.coverage import Coverage
from generator.dates import Date
from generator.dossier import Dossier, Held, entries_of, references
from generator.evidence import Evidence, Sourced, Unknown, dates_of
from generator.facts.actor import Actor
from generator.facts.divergence import Divergence
from generator.facts.plan import Plan
from generator.facts.source import Source
from generator.kinds import Group, Kind
from generator.problems import FieldPath
from generator.quotes import Tally, covered, tallies, verified

T = TypeVar("T")

FARTHEST_FIRST = ("opposite", "different", "slight")
"""How far the readings of a divergence lie apart."""

GRAVEST_FIRST = (
    "meaning",
    "attribution",
    "number",
    "time",
    "place",
    "name",
    "omission",
    "framing",
    "wording",
)
"""The kinds of divergence, as grave as they are for a reader."""


@dataclass(frozen=True, slots=True)
class Backlink:
    """One fact naming another: what that is called there (`back`), by whom, and in which entry of it, if in one."""

    back: str
    source: str
    entry: str


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that has a date: a fact, or a value of it that sources give differently."""

    date: Date
    ref: str
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question that sources leave open, and the fact that raises it."""

    ref: str
    asked: Unknown


@dataclass(frozen=True, slots=True)
class Value:
    """A sourced value of a fact: one that is missing by a source's own word, or that sources give differently."""

    ref: str
    group: Group


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything derived.

    Backlinks are by the fact they lead to, questions by the fact that raises them, `placed` (facts that stand on the page
    of another) by the facts on whose pages they stand, coverage and the tally of quotes by the source that was read. `as_of` is the day
    up to which the facts go, `verified` of evidence with a quote whether that is proven.
    """

    as_of: Date | None
    backlinks: Mapping[str, tuple[Backlink, ...]]
    placed: Mapping[str, tuple[str, ...]]
    timeline: tuple[Moment, ...]
    questions: Mapping[str, tuple[Question, ...]]
    gaps: tuple[Value, ...]
    contests: tuple[Value, ...]
    divergences: tuple[str, ...]
    plans: tuple[str, ...]
    points: tuple[str, ...]
    coverage: Mapping[str, Coverage]
    persons: frozenset[str]
    quotes: Mapping[str, Tally]
    verified: Mapping[Evidence, bool]


def derive(dossier: Dossier) -> Derived:
    """All that the pages show beside the facts themselves."""
    proven = verified(dossier)
    return Derived(
        as_of=_as_of(dossier),
        backlinks=_gathered(_backlinks(dossier)),
        placed=_gathered((part, held.ref) for held in dossier.facts.values() for part in held.parts),
        timeline=tuple(sorted(_moments(dossier), key=lambda moment: (*moment.date.sort_key, moment.ref))),
        questions=_gathered((one.ref, one) for one in _questions(dossier)),
        gaps=tuple(Value(held.ref, group) for held, group, value in _sourced(dossier) if value.nothing),
        contests=tuple(Value(held.ref, group) for held, group, value in _sourced(dossier) if value.contested),
        divergences=tuple(_by_gravity(dossier)),
        plans=tuple(_plan_order(dossier)),
        points=tuple(_points(dossier)),
        coverage=covered(dossier),
        persons=frozenset(_persons(dossier)),
        quotes=tallies(dossier, proven),
        verified=proven,
    )


def _as_of(dossier: Dossier) -> Date | None:
    """As the settings say, or the newest day on which a source is known to be dated."""
    if dossier.settings.as_of:
        return dossier.settings.as_of
    dates = [date for _, source in dossier.records("source", Source) for date in dates_of(source.published)]
    return max(dates, key=lambda date: date.sort_key, default=None)


def _gathered(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    """Values by their keys, each once, in the order in which they come."""
    found: dict[str, dict[T, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def _backlinks(dossier: Dossier) -> Iterator[tuple[str, Backlink]]:
    """Every fact that another names, with the backlink."""
    for held in dossier.facts.values():
        entries = _entry_paths(held)
        for reference in references(held):
            target = reference.target.partition("#")[0]
            if target != held.ref:
                yield target, Backlink(reference.back, held.ref, _entry_at(reference.path, entries))


def _entry_paths(held: Held) -> dict[FieldPath, str]:
    return {group.path: entry for entry, group in entries_of(held)}


def _entry_at(path: FieldPath, entries: Mapping[FieldPath, str]) -> str:
    """The id of the outermost entry that a field stands in."""
    return next((entries[path[:end]] for end in range(len(path) + 1) if path[:end] in entries), "")


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for held in dossier.facts.values():
        value = getattr(held.record, held.kind.date, None) if held.kind.date else None
        if isinstance(value, Sourced):
            yield from (Moment(date, held.ref, bool(value.contested)) for date in dates_of(value))
        elif isinstance(value, Date):
            yield Moment(value, held.ref)


def _standing(dossier: Dossier) -> Iterator[tuple[Held, Group]]:
    """Every group of fields, but for those of facts that were withdrawn, and of entries that were."""
    gone: tuple[str, FieldPath] | None = None
    for held, group in dossier.groups:
        if gone and gone == (held.ref, group.path[: len(gone[1])]):
            continue
        if getattr(group.value, "withdrawn", None):
            gone = held.ref, group.path
        else:
            yield held, group


def _questions(dossier: Dossier) -> Iterator[Question]:
    for held, group in _standing(dossier):
        for asked in getattr(group.value, "unknown", ()):
            yield Question(held.ref, asked)


def _sourced(dossier: Dossier) -> Iterator[tuple[Held, Group, Sourced[object]]]:
    for held, group in _standing(dossier):
        if isinstance(group.value, Sourced):
            yield held, group, group.value


def _by_gravity(dossier: Dossier) -> list[str]:
    divergences = dossier.records("divergence", Divergence)
    return [held.ref for held, one in sorted(divergences, key=lambda both: (*_gravity(both[1]), both[0].id))]


def _gravity(divergence: Divergence) -> tuple[int, int]:
    return FARTHEST_FIRST.index(divergence.apart), GRAVEST_FIRST.index(divergence.kind)


def _plan_order(dossier: Dossier) -> list[str]:
    """The versions, each after those it follows; otherwise by the date on which they became known, then by id."""
    plans = {held.ref: plan for held, plan in dossier.records("plan", Plan)}
    history = TopologicalSorter({ref: [link.plan for link in plan.follows] for ref, plan in plans.items()})
    history.prepare()  # `checks` lets no version follow itself
    order: list[str] = []
    free: list[tuple[tuple[object, ...], str]] = []
    while history.is_active():
        for ref in history.get_ready():
            heappush(free, (_known(plans[ref]), ref))
        order.append(heappop(free)[1])
        history.done(order[-1])
    return order


def _known(plan: Plan) -> tuple[object, ...]:
    dates = dates_of(plan.known) or dates_of(plan.made)
    return dates[0].sort_key if dates else ((9999, 12, 31),)


def _points(dossier: Dossier) -> Iterator[str]:
    for held in dossier.of_kind("issue"):
        for clause in getattr(held.record, "provisions", ()):
            yield f"{held.ref}#{clause.id}"


def _persons(dossier: Dossier) -> Iterator[str]:
    return (held.ref for held, actor in dossier.records("actor", Actor) if actor.type == "person")


def kinds_with_pages(dossier: Dossier) -> list[Kind]:
    """The kinds whose facts have pages in a folder of their own, in the order of the site."""
    return [kind for kind in dossier.kinds if kind.list_address]
