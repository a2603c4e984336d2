"""What readers are told of a change to what was published: whether it has to be told, and the correction that tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.correcting import KINDS, difference, free_file
from generator.dates import Date
from generator.dossier import Dossier
from generator.edit import CannotEdit, Edit, new_file
from generator.facts.correction import CORRECTION
from generator.history import Change, Changed, fact_of
from generator.history.changes import compare
from generator.history.guard import uncorrected

_HAS_TO_BE_TOLD = (Changed.CHANGED, Changed.EVIDENCE_LOST, Changed.REMOVED, Changed.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of a change: what it is (one of `KINDS`, or nothing), why it was made, and who decided it."""

    kind: str = ""
    why: str = ""
    by: str = ""

    @property
    def missing(self) -> list[str]:
        """What is still to be said, by the name of its field."""
        said = {"kind": self.kind in KINDS, "why": bool(self.why.strip()), "by": bool(self.by.strip())}
        return [f"told-{name}" for name, there in said.items() if not there]


def to_tell(dossier: Dossier, fact: str) -> list[Change]:
    """The changes to a fact and the entries in it, since it was published, of which no correction tells."""
    before = dossier.published
    if not any(fact_of(address) == fact for address in before.by_address):
        return []
    of_fact = [one for one in compare(dossier, before) if fact_of(one.address) == fact]
    told = (*_HAS_TO_BE_TOLD, Changed.REWORDED)
    return uncorrected(dossier, before, [one for one in of_fact if one.what in told])


def has_to_be_told(changes: Sequence[Change]) -> bool:
    """Whether one of the changes must not go out in silence."""
    return any(one.what in _HAS_TO_BE_TOLD for one in changes)


def correction(project: Path, dossier: Dossier, changes: Sequence[Change], told: Told, day: Date) -> Edit:
    """The file of the correction that tells of these changes, dated `day`. Raises `CannotEdit`."""
    for one in changes:
        if one.day and day.sort_key < one.day.sort_key:
            raise CannotEdit(f"readers were shown a change to it on {one.day.text}, which is after today")
    addresses = {one.address for one in changes}
    fact = addresses.pop() if len(addresses) == 1 else fact_of(changes[0].address)
    data = {"fact": fact, "when": day.text, "kind": told.kind, **difference(dossier, changes)}
    content = new_file(CORRECTION, {**data, "why": told.why.strip(), "decided_by": told.by.strip()})
    return Edit(free_file(day, fact, lambda file: (project / file).exists()), b"", content)
