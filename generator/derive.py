"""What follows from the facts and stands in no file: backlinks, the timeline, what is not known, what each source carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from heapq import heappop, heappush

from generator.coverage import Coverage
from generator.dates import Date
from generator.dossier import Dossier, Held, groups_of
from generator.evidence import Evidence, Sourced, Unknown, dates_of
from generator.facts.divergence import Divergence
from generator.facts.plan import Plan
from generator.index import Backlink, read_day
from generator.kinds import Group, Kind, type_of
from generator.problems import FieldPath
from generator.questions import asked_in
from generator.quotes import Tally, citing, coverage_of, proven, tally_of
from generator.values import Fixed

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


class Moment(Fixed, frozen=True):
    """Something that has a date: a fact, or a value of it that sources give differently."""

    date: Date
    ref: str
    contested: bool = False


class Question(Fixed, frozen=True):
    """A question that sources leave open, and the fact that raises it."""

    ref: str
    asked: Unknown


class Value(Fixed, frozen=True):
    """A sourced value of a fact: one that is missing by a source's own word, or that sources give differently."""

    ref: str
    group: Group


class Derived:
    """Everything that follows from the facts of a dossier; each part is found when it is asked for."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._recall = dossier.recall

    @property
    def as_of(self) -> Date | None:
        """The day up to which the facts go: as the settings say, or the newest day on which a source is known to be dated."""
        self._recall.note("newest:source")
        return self._dossier.settings.as_of or self._recall.at_hand(
            "as-of", lambda: self._dossier.index.newest("source")
        )

    def backlinks(self, ref: str) -> tuple[Backlink, ...]:
        """Every fact that names this one."""
        self._recall.note(f"into:{ref}")
        return self._dossier.index.backlinks(ref)

    def is_gone(self, ref: str) -> bool:
        """Whether a fact was withdrawn."""
        self._recall.note(f"brief:{ref}")
        return getattr(self._dossier.shelf[ref].record, "withdrawn", None) is not None

    def is_corrected(self, ref: str) -> bool:
        """Whether there is a correction of this fact, or of an entry in it."""
        self._recall.note(f"corrected:{ref}")
        # Nothing else is noted: of each fact it is noted apart whether it is corrected.
        return ref in self._recall.at_hand("corrected", self._dossier.index.corrected)

    def sort_text(self, ref: str) -> str:
        """A text that sorts facts by their date; those without one come last."""
        self._recall.note(f"brief:{ref}")
        day = self._dossier.index.day_of(ref)
        earliest = day.earliest if day else None
        return "-".join(f"{part:04}" for part in earliest) + day.text if day and earliest else "9999"

    def placed(self, ref: str) -> tuple[Held, ...]:
        """The facts that stand on the page of this one: those whose ids refer to it."""
        return self.placed_of(ref, self.backlinks(ref))

    def placed_of(self, ref: str, backlinks: Iterable[Backlink]) -> tuple[Held, ...]:
        """The same, among the facts that are known to name this one."""
        naming = dict.fromkeys(one.source for one in backlinks if self._dossier.index.is_placed(one.source))
        return tuple(held for held in map(self._dossier.facts.__getitem__, naming) if ref in held.parts)

    def questions_of(self, ref: str) -> tuple[Question, ...]:
        """The questions that a fact raises, and the entries in it."""
        held = self._dossier.facts[ref]
        return tuple(Question(ref, one) for one in asked_in(held.record, type_of(held.kind.record)))

    def is_person(self, ref: str) -> bool:
        """Whether this is a person who is named."""
        self._recall.note(f"type:{ref}")
        told = self._dossier.index.told.get(ref)
        return told is not None and told.type == "person" and ref.startswith("actor:")

    def verified(self, evidence: Evidence) -> bool | None:
        """Of a place with a quote whether that is proven to stand there; None for one without."""
        if evidence.quote is None:
            return None
        return proven(self._dossier, evidence)

    def coverage(self, source: str) -> Coverage:
        """Which sentences of a source are used by which facts."""
        return coverage_of(self._dossier, source, citing(self._dossier, source))

    def tally(self, source: str) -> Tally | None:
        """How the quotes from a source stand; None if there are none."""
        tally = tally_of(self._dossier, source, citing(self._dossier, source))
        return tally if tally != Tally() else None

    @property
    def timeline(self) -> list[Moment]:
        """Everything that has a date, in order."""
        return self._recall.at_hand("timeline", self._timeline)

    def _timeline(self) -> list[Moment]:
        self._recall.note("addresses")
        self._recall.note("briefs")
        told = self._dossier.index.told.items()
        moments = (Moment(read_day(text), ref, one.contested) for ref, one in told for text in one.dates)
        return sorted(moments, key=lambda moment: (*moment.date.sort_key, moment.ref))

    @property
    def questions(self) -> list[Question]:
        """All questions, in the order of the facts."""
        return [one for ref in self._dossier.facts for one in self.questions_of(ref)]

    @property
    def gaps(self) -> list[Value]:
        """What a source says was not made known, or is not there."""
        return [Value(held.ref, group) for held, group, value in _sourced(self._dossier) if value.nothing]

    @property
    def contests(self) -> list[Value]:
        """The values that sources give differently."""
        return [Value(held.ref, group) for held, group, value in _sourced(self._dossier) if value.contested]

    @property
    def divergences(self) -> list[str]:
        """Where sources part, gravest first."""
        return self._recall.at_hand("divergences", lambda: list(_by_gravity(self._dossier)))

    @property
    def plans(self) -> list[str]:
        """The versions of the plan, in the order of their history."""
        return self._recall.at_hand("plans", lambda: _plan_order(self._dossier))

    @property
    def points(self) -> list[str]:
        """The points that plans speak of, by issue."""
        return self._recall.at_hand("points", lambda: list(_points(self._dossier)))


def _standing_of(held: Held) -> Iterator[tuple[Held, Group]]:
    """Every group of fields of a fact, but for those of entries that were withdrawn; nothing of a fact that was."""
    gone: FieldPath | None = None
    for group in groups_of(held):
        if gone is not None and group.path[: len(gone)] == gone:
            continue
        if getattr(group.value, "withdrawn", None):
            gone = group.path
        else:
            yield held, group


def _standing(dossier: Dossier) -> Iterator[tuple[Held, Group]]:
    return (one for held in dossier.facts.values() for one in _standing_of(held))


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


def kinds_with_pages(dossier: Dossier) -> list[Kind]:
    """The kinds whose facts have pages in a folder of their own, in the order of the site."""
    return [kind for kind in dossier.kinds if kind.list_address]
