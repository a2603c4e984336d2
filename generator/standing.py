"""How facts stand, whether only on people not named, on one report, on what nobody here has read; and what falls with a source.

No verdict is given: a fact that rests on one report is not worth less, and one that rests on three is not true for that.
What a link that is only concluded makes uncertain stays uncertain here (`Sure.PERHAPS`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum

from generator.chains import IsPerson, carrying, possible_roots, root, roots
from generator.dossier import Dossier, Held, groups_of
from generator.evidence import Evidence, Fact, NameForm, Reading, Sourced
from generator.facts.divergence import Told
from generator.facts.source import Source
from generator.kinds import Group, groups_around, type_of
from generator.problems import FieldPath
from generator.unnamed import is_vague, tellers_of, type_of_actor
from generator.values import Fixed

OF_ONE_SOURCE = (NameForm, Reading, Told, Source)
"""What tells of one source by its nature: a name as it has it, what it gives where others differ, the source itself."""


class Sure(IntEnum):
    """Whether something is so. Of several places it is so only as far as of each: as far as of the least."""

    NO = 0
    PERHAPS = 1
    YES = 2


class Standing(Fixed, frozen=True):
    """A fact, or a fact inside one (`group`, in `held`), and how it stands.

    `unnamed`: it is told by people who are not named, or every chain ends in such; `single`: there is one root; `unread`: all roots are sources that
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


class Loss(Fixed, frozen=True):
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
    """How each fact stands that has evidence of its own, in order."""
    return (one for held in dossier.facts.values() for one in standings_of(dossier, held))


def standings_of(dossier: Dossier, held: Held) -> Iterator[Standing]:
    """How a fact stands, and each fact inside it, that has evidence of its own, in order.

    Left out are those that were withdrawn, and what tells of one source by its nature (`OF_ONE_SOURCE`).
    """
    return standings_among(dossier, held, in_force(held))


def standings_among(dossier: Dossier, held: Held, groups: Iterable[Group]) -> Iterator[Standing]:
    """The same of those groups of fields of a fact that are in force."""
    people = _People(dossier)
    for group in groups:
        if isinstance(group.value, Fact) and not isinstance(group.value, OF_ONE_SOURCE):
            places = _places(group)
            if places:
                yield Standing(
                    held,
                    group,
                    unnamed=max(people.tell(group.value), _of_each(places, people.ends_unnamed)),
                    single=_single(places, people.is_person),
                    unread=_of_each(places, people.is_unread),
                )


def losses(dossier: Dossier, source: str) -> Iterator[Loss]:
    """Everything that rests on a source (`source:id`), in whole or in part, read or passed on by it, in order."""
    for held in dossier.facts.values():
        for group in in_force(held):
            places = _places(group)
            falling = [_falls(one, source) for one in places]
            if any(falling):
                left = (one.source for one, falls in zip(places, falling, strict=True) if falls is Sure.NO)
                yield Loss(held, group, min(falling), tuple(dict.fromkeys(left)))


def address_of(held: Held, group: Group) -> str:
    """The address of a group of fields: that of the innermost fact or entry around it."""
    innermost = str(getattr(group.value, "id", ""))
    if innermost:
        return f"{held.ref}#{innermost}"
    around = groups_around(held.record, type_of(held.kind.record), group.path)
    entries = [str(getattr(one, "id", "")) for one in around]
    return next((f"{held.ref}#{entry}" for entry in reversed(entries) if entry), held.ref)


def in_force(held: Held) -> Iterator[Group]:
    """Every group of fields of a fact, but for what was withdrawn."""
    gone: FieldPath | None = None
    for group in groups_of(held):
        if gone is not None and group.path[: len(gone)] == gone:
            continue
        if getattr(group.value, "withdrawn", None):
            gone = group.path
        else:
            yield group


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


def _of_each(places: Iterable[Evidence], judge: Callable[[Evidence], Sure]) -> Sure:
    """Whether something is so of each place; after one of which it is not, no other is looked at."""
    found = Sure.YES
    for one in places:
        found = min(found, judge(one))
        if found is Sure.NO:
            break
    return found


def _single(places: Sequence[Evidence], is_person: IsPerson) -> Sure:
    if len(places) == 1:
        return Sure.YES
    found = roots(places, is_person)
    if found.most == 1:
        return Sure.YES
    return Sure.PERHAPS if found.least == 1 else Sure.NO


class _People(Fixed, frozen=True):
    """What has to be known of actors and sources to say how a place in a source stands."""

    dossier: Dossier

    def is_person(self, ref: str) -> bool:
        """Whether this is a person who is named."""
        return type_of_actor(self.dossier, ref) == "person"

    def tell(self, stated: object) -> Sure:
        """Whether those whose telling it is, or whose word, are all people who are not named."""
        tellers = tellers_of(stated)
        return Sure.YES if tellers and all(is_vague(self.dossier, one) for one in tellers) else Sure.NO

    def ends_unnamed(self, evidence: Evidence) -> Sure:
        """Whether the last one on its chain is somebody who is not named."""
        links = [link for link in evidence.via if link.who]
        if not links or not is_vague(self.dossier, str(links[-1].who)):
            return Sure.NO
        return Sure.YES if links[-1].known == "stated" else Sure.PERHAPS

    def is_unread(self, evidence: Evidence) -> Sure:
        """Whether its root is a source that nobody here has read."""
        if not evidence.via:
            return Sure.YES if self._nobody_read(evidence.source) else Sure.NO
        if all(map(self._nobody_read, possible_roots(evidence, self.is_person))):
            return Sure.YES
        return Sure.PERHAPS if self._nobody_read(root(evidence, self.is_person)) else Sure.NO

    def _nobody_read(self, ref: str) -> bool:
        source = self.dossier.facts[ref].record if ref.startswith("source:") else None
        return isinstance(source, Source) and source.read == "unread"
