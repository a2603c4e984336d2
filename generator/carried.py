"""Which source speaks of what: for each subject, what every source does with it, and where.

A subject is a statement, a meeting, an event, a version of a plan, a point in one, or a view on an issue. A source that has no
place in a subject is silent on it; that is all that is known, and no denial. Where sources give a matter so differently that
each has a subject of its own, a divergence holds them together: who has a reading in one about a subject is not silent on it,
unless what they part on is that one of them leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal

from generator.dossier import Dossier, Held, groups_of
from generator.evidence import Evidence, Fact, Unknown
from generator.facts.divergence import Divergence
from generator.kinds import Declared, Group
from generator.values import Fixed

How = Literal["says", "qualifies", "contradicts", "disputes", "detail"]
"""What a place does with a subject: carries it, with a reservation, speaks against it or against a part of it, or gives no
more than a detail, such as its date."""

KINDS = ("position", "plan", "meeting", "event", "statement")
"""The kinds of fact that are subjects or hold them, in the order in which they are shown."""

_WITHIN = {"position": "stances", "plan": "provisions"}
"""The entries that are subjects of their own; a position is nothing without its entries."""


class Place(Fixed, frozen=True):
    """A piece of evidence, and what it does with the subject."""

    how: How
    evidence: Evidence


class Subject(Fixed, frozen=True):
    """A fact, or an entry in one: `record` is what its file says of it.

    `places` are by source; `parted` are, by source, the divergences about it in which a source without a place has a reading.
    """

    held: Held
    record: Declared
    places: Mapping[str, tuple[Place, ...]]
    parted: Mapping[str, tuple[str, ...]]

    @property
    def ref(self) -> str:
        """Its address within the dossier."""
        return _ref(self.held, self.record)

    @property
    def is_entry(self) -> bool:
        """Whether it is an entry in a fact."""
        return self.record is not self.held.record

    @property
    def sources(self) -> frozenset[str]:
        """The sources that are not silent on it."""
        return frozenset((*self.places, *self.parted))


class Found(Fixed, frozen=True):
    """A piece of evidence with the groups of fields around it, the fact itself first."""

    around: tuple[Declared, ...]
    evidence: Evidence


class _Reading(Fixed, frozen=True):
    """A source that has a reading in a divergence, and what that is about."""

    about: str
    divergence: str
    source: str


def subjects(dossier: Dossier) -> list[Subject]:
    """Everything that a source can carry or be silent on, but for what was withdrawn or rests on no source at all."""
    facts = (held for kind in KINDS for held in dossier.of_kind(kind))
    return [one for held in facts for one in subjects_of(dossier, held)]


def subjects_of(dossier: Dossier, held: Held) -> list[Subject]:
    """The same in one fact, which is of one of the `KINDS`."""
    return subjects_by(dossier, held, evidence_among(groups_of(held)))


def subjects_by(dossier: Dossier, held: Held, found: Sequence[Found]) -> list[Subject]:
    """The same, by the evidence that was found in the fact."""
    return [one for one in _subjects_of(dossier, held, found) if one.places]


def contradicting(dossier: Dossier) -> dict[str, list[Evidence]]:
    """The evidence that speaks against something, by the fact or the entry that it speaks against."""
    every = (contradicting_in(held) for held in dossier.facts.values())
    return {ref: evidence for against in every for ref, evidence in against.items()}


def contradicting_in(held: Held) -> dict[str, list[Evidence]]:
    """The same in one fact."""
    return contradicting_by(held, evidence_among(groups_of(held)))


def contradicting_by(held: Held, found: Iterable[Found]) -> dict[str, list[Evidence]]:
    """The same, by the evidence that was found in the fact."""
    against: dict[str, list[Evidence]] = {}
    for one in found:
        if one.evidence.stance == "contradicts":
            nearest = next(around for around in reversed(one.around) if isinstance(around, Fact))
            against.setdefault(_ref(held, nearest), []).append(one.evidence)
    return against


def evidence_among(groups: Iterable[Group]) -> list[Found]:
    """All evidence in a fact, but for that of what was withdrawn, and of questions: to leave one open tells nothing.

    `groups` are the groups of fields of the fact, each before those inside it.
    """
    found: list[Found] = []
    around: list[Group] = []
    for group in groups:
        while around and around[-1].path != group.path[: len(around[-1].path)]:
            around.pop()
        if not isinstance(group.value, Evidence):
            around.append(group)
        elif not any(map(_says_nothing, around)):
            found.append(Found(tuple(one.value for one in around), group.value))
    return found


def _ref(held: Held, record: Declared) -> str:
    return held.ref if record is held.record else f"{held.ref}#{getattr(record, 'id', '')}"


def _subjects_of(dossier: Dossier, held: Held, found: Sequence[Found]) -> Iterator[Subject]:
    about = list(_readings(dossier, held.ref))
    if held.kind.name != "position":
        yield _subject(held, held.record, found, about)
    inside = _by_group(found)
    for entry in getattr(held.record, _WITHIN.get(held.kind.name, ""), ()):
        told = [one for one in about if one.about == _ref(held, entry) or _is_view(held, one.about)]
        # What sources part on in a statement, they part on in the view drawn from it.
        drawn = [one for ref in getattr(entry, "drawn_from", ()) for one in _readings(dossier, ref)]
        yield _subject(held, entry, inside.get(id(entry), ()), told + drawn)


def _by_group(found: Iterable[Found]) -> dict[int, list[Found]]:
    """The evidence in each group of fields, which are told apart as what they are, not by what they say."""
    inside: dict[int, list[Found]] = {}
    for one in found:
        for around in one.around:
            inside.setdefault(id(around), []).append(one)
    return inside


def _is_view(held: Held, about: str) -> bool:
    """Whether a divergence about a whole fact is about each entry: it is of a position, whose entries are all it says."""
    return held.kind.name == "position" and about == held.ref


def _subject(held: Held, record: Declared, found: Iterable[Found], about: Iterable[_Reading]) -> Subject:
    places = _by_source(record, found)
    parted: dict[str, dict[str, None]] = {}
    for one in about:
        if one.source not in places:
            parted.setdefault(one.source, {})[one.divergence] = None
    return Subject(held, record, places, {source: tuple(each) for source, each in parted.items()})


def _readings(dossier: Dossier, ref: str) -> Iterator[_Reading]:
    """The readings in the divergences that are about a fact."""
    for one in dossier.naming(ref):
        if one.startswith("divergence:"):
            every = dossier.recall.at_hand(("readings", one), partial(_readings_in, dossier, one))
            yield from (each for each in every if each.about.partition("#")[0] == ref)


def _readings_in(dossier: Dossier, ref: str) -> tuple[_Reading, ...]:
    """The readings in a divergence, of each thing that it is about; none in an omission: who leaves a thing out is silent on it."""
    held = dossier.facts[ref]
    if not isinstance(held.record, Divergence) or held.record.kind == "omission":
        return ()
    sources = dict.fromkeys(found.evidence.source for found in evidence_among(groups_of(held)))
    return tuple(_Reading(about, ref, source) for about in held.record.about for source in sources)


def _says_nothing(group: Group) -> bool:
    return isinstance(group.value, Unknown) or getattr(group.value, "withdrawn", None) is not None


def _by_source(subject: Declared, found: Iterable[Found]) -> dict[str, tuple[Place, ...]]:
    places: dict[str, list[Place]] = {}
    for one in found:
        places.setdefault(one.evidence.source, []).append(Place(_how(subject, one), one.evidence))
    return {source: _told(each) for source, each in places.items()}


def _how(subject: Declared, found: Found) -> How:
    nearest, stance = found.around[-1], found.evidence.stance
    if nearest is subject:
        return "says" if stance == "supports" else stance
    if stance == "contradicts":
        return "disputes"
    # A value may have a place in a source that does not speak of the whole.
    return "says" if isinstance(nearest, Fact) else "detail"


def _told(places: Sequence[Place]) -> tuple[Place, ...]:
    """Beside what a source says of the whole, its details say nothing more."""
    return tuple(one for one in places if one.how != "detail") or tuple(places)
