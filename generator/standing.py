"""How facts stand, whether only on people not named, on one report, on what nobody here has read; and what falls with a source.

No verdict is given: a fact that rests on one report is not worth less, and one that rests on three is not true for that.
What a link that is only concluded makes uncertain stays uncertain here (`Sure.PERHAPS`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from generator.chains import Roots, carrying, possible_roots, root, roots
from generator.dossier import Dossier, Held
from generator.evidence import Evidence, Fact, NameForm, Reading, Sourced
from generator.facts.actor import Actor
from generator.facts.divergence import Told
from generator.facts.source import Source
from generator.kinds import Group, groups_around, type_of

OF_ONE_SOURCE = (NameForm, Reading, Told, Source)
"""What tells of one source by its nature: a name as it has it, what it gives where others differ, the source itself."""


class Sure(IntEnum):
    """Whether something is so. Of several places it is so only as far as of each: as far as of the least."""

    NO = 0
    PERHAPS = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """A fact, or a fact inside one (`group`, in `held`), and how it stands.

    `unnamed`: every chain ends in people who are not named; `single`: there is one root; `unread`: all roots are sources that
    nobody here has read.
    """

    held: Held
    group: Group
    unnamed: Sure
    single: Sure
    unread: Sure

    @property
    def ref(self) -> str:
        """Its address, `kind:id` or `kind:id#entry`."""
        return address_of(self.held, self.group)


@dataclass(frozen=True, slots=True)
class Loss:
    """What carries a fact, a value of one or a wording (`group`, in `held`), if a source falls.

    `all_falls`: nothing would be left to carry it, perhaps if what is concluded of its chains does not hold. `left` are the
    articles whose places would surely carry it still, in order.
    """

    held: Held
    group: Group
    all_falls: Sure
    left: tuple[str, ...]

    @property
    def ref(self) -> str:
        """The address of the fact, or of the entry in it, that loses something."""
        return address_of(self.held, self.group)


def standings(dossier: Dossier) -> Iterator[Standing]:
    """How each fact stands that has evidence of its own, in order.

    Left out are those that were withdrawn, and what tells of one source by its nature (`OF_ONE_SOURCE`).
    """
    people = _People(dossier)
    for held, group in _in_force(dossier):
        places = _places(group)
        if places and isinstance(group.value, Fact) and not isinstance(group.value, OF_ONE_SOURCE):
            yield Standing(
                held,
                group,
                unnamed=min(map(people.ends_unnamed, places)),
                single=_single(roots(places, people.is_person)),
                unread=min(map(people.is_unread, places)),
            )


def losses(dossier: Dossier, source: str) -> Iterator[Loss]:
    """Everything that rests on a source (`source:id`), in whole or in part, read or passed on by it, in order."""
    for held, group in _in_force(dossier):
        places = _places(group)
        falling = [_falls(one, source) for one in places]
        if any(falling):
            left = (one.source for one, falls in zip(places, falling, strict=True) if falls is Sure.NO)
            yield Loss(held, group, min(falling), tuple(dict.fromkeys(left)))


def address_of(held: Held, group: Group) -> str:
    """The address of a group of fields: that of the innermost fact or entry around it."""
    around = (*groups_around(held.record, type_of(held.kind.record), group.path), group.value)
    entries = [str(getattr(one, "id", "")) for one in around]
    return next((f"{held.ref}#{entry}" for entry in reversed(entries) if entry), held.ref)


def _in_force(dossier: Dossier) -> Iterator[tuple[Held, Group]]:
    """Every group of fields, but for what was withdrawn."""
    for held, group in dossier.groups:
        around = groups_around(held.record, type_of(held.kind.record), group.path)
        if not any(getattr(one, "withdrawn", None) for one in (*around, group.value)):
            yield held, group


def _places(group: Group) -> list[Evidence]:
    """What carries a fact or a value. A statement is carried by its wordings too, a wording by the one place it stands in."""
    if isinstance(group.value, Fact | Sourced):
        return carrying((*group.value.evidence, *getattr(group.value, "renderings", ())))
    return [group.value] if isinstance(group.value, Evidence) and hasattr(group.value, "id") else []


def _falls(evidence: Evidence, source: str) -> Sure:
    """Whether a place falls with a source: one that it is in, or that passed it on."""
    if evidence.source == source:
        return Sure.YES
    sure = Sure.YES
    for link in evidence.via:
        sure = sure if link.known == "stated" else Sure.PERHAPS
        if link.who == source:
            return sure
    return Sure.NO


def _single(found: Roots) -> Sure:
    if found.most == 1:
        return Sure.YES
    return Sure.PERHAPS if found.least == 1 else Sure.NO


class _People:
    """What has to be known of actors and sources to say how a place in a source stands."""

    def __init__(self, dossier: Dossier) -> None:
        actors = dossier.records("actor", Actor)
        self.is_person = {held.ref for held, actor in actors if actor.type == "person"}.__contains__
        self._vague = {held.ref for held, actor in actors if _is_vague(actor)}
        self._unread = {held.ref for held, one in dossier.records("source", Source) if one.read == "unread"}

    def ends_unnamed(self, evidence: Evidence) -> Sure:
        """Whether the last one on its chain is somebody who is not named."""
        links = [link for link in evidence.via if link.who]
        if not links or links[-1].who not in self._vague:
            return Sure.NO
        return Sure.YES if links[-1].known == "stated" else Sure.PERHAPS

    def is_unread(self, evidence: Evidence) -> Sure:
        """Whether its root is a source that nobody here has read."""
        if possible_roots(evidence, self.is_person) <= self._unread:
            return Sure.YES
        return Sure.PERHAPS if root(evidence, self.is_person) in self._unread else Sure.NO


def _is_vague(actor: Actor) -> bool:
    """Whether an actor is people whom no source names: as such, or as a group that is only described."""
    return actor.type == "unnamed" or (actor.type == "group" and actor.described is not None)
