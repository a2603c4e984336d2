"""What readers are told of a change to what was published: whether it has to be told, and the correction that tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.correcting import KINDS, difference, free_file
from generator.dates import Date
from generator.dossier import Dossier
from generator.edit import CannotEdit, Edit, new_file
from generator.facts.correction import CORRECTION
from generator.history import Change, Changed, fact_of
from generator.history.changes import baseline, compare
from generator.history.guard import uncorrected
from generator.values import altered

_HAS_TO_BE_TOLD = (Changed.CHANGED, Changed.EVIDENCE_LOST, Changed.REMOVED, Changed.WITHDRAWN)


_KEY = re.compile(r"([a-z_]+(?:\.[a-z_]+)*): ")


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of a change: what it is (one of `KINDS`, or nothing), what was and what is now, why, and who decided it.

    What was and what is are drafted from the change; `drafted` is that draft, which nobody has seen while it is empty.
    """

    kind: str = ""
    was: str = ""
    now: str = ""
    why: str = ""
    by: str = ""
    drafted: str = ""

    @property
    def is_decided(self) -> bool:
        """Whether it is said what it is, why, and who decided it."""
        return self.kind in KINDS and bool(self.why.strip() and self.by.strip())

    @property
    def missing(self) -> list[str]:
        """What is still to be said, by the name of its field."""
        said = {"kind": self.kind in KINDS, "was": self.was, "now": self.now, "why": self.why, "by": self.by}
        return [f"told-{name}" for name, there in said.items() if not (there and str(there).strip())]

    def drafted_from(self, dossier: Dossier, changes: Sequence[Change]) -> Told:
        """The same where what was and what is were drafted from these changes; otherwise with the new draft, where nobody mended the old."""
        was, now = difference(dossier, changes).values()
        draft = _one(was, now)
        if draft == self.drafted:
            return self
        is_mended = bool(self.drafted) and _one(self.was, self.now) != self.drafted
        return replace(self, drafted=draft) if is_mended else replace(self, was=was, now=now, drafted=draft)


def own(before: Sequence[Change], after: Sequence[Change]) -> list[Change]:
    """Of the changes there are `after` something was done, what was not so `before` it."""
    known = {(one.address, key): lines for one in before for key, lines in _by_key(one).items()}
    found: list[Change] = []
    for one in after:
        keys = {key for key, lines in _by_key(one).items() if known.get((one.address, key)) != lines}
        was, now = (tuple(line for line in lines if _key(line) in keys) for lines in (one.was, one.now))
        if was or now or not (one.was or one.now or one in before):
            found.append(altered(one, was=was, now=now))
    return found


def to_tell(dossier: Dossier, fact: str) -> list[Change]:
    """The changes to a fact and the entries in it, since it was published, of which no correction tells."""
    before = dossier.published
    if not any(fact_of(address) == fact for address in before.by_address):
        return []
    of_fact = [one for one in compare(dossier, before) if fact_of(one.address) == fact]
    told = (*_HAS_TO_BE_TOLD, Changed.REWORDED)
    return uncorrected(dossier, before, [one for one in of_fact if one.what in told])


def adds_substance(before: Dossier, after: Dossier, fact: str, day: Date) -> bool:
    """Whether what was done between two states of a dossier must not go out in silence, whatever else of the fact has changed."""
    since = compare(after, baseline(before, before.published, day))
    return has_to_be_told([one for one in since if fact_of(one.address) == fact])


def has_to_be_told(changes: Sequence[Change]) -> bool:
    """Whether one of the changes must not go out in silence."""
    return any(one.what in _HAS_TO_BE_TOLD for one in changes)


def correction(project: Path, changes: Sequence[Change], told: Told, day: Date) -> Edit:
    """The file of the correction that tells of these changes, dated `day`. Raises `CannotEdit`."""
    for one in changes:
        if one.day and day.sort_key < one.day.sort_key:
            raise CannotEdit(f"readers were shown a change to it on {one.day.text}, which is after today")
    addresses = {one.address for one in changes}
    fact = addresses.pop() if len(addresses) == 1 else fact_of(changes[0].address)
    data = {
        "fact": fact,
        "when": day.text,
        "kind": told.kind,
        "was": told.was.strip(),
        "is": told.now.strip(),
    }
    content = new_file(CORRECTION, {**data, "why": told.why.strip(), "decided_by": told.by.strip()})
    return Edit(free_file(day, fact, lambda file: (project / file).exists()), b"", content)


def _one(was: str, now: str) -> str:
    return f"{was.strip()} → {now.strip()}"


def _by_key(change: Change) -> dict[str, tuple[list[str], list[str]]]:
    found: dict[str, tuple[list[str], list[str]]] = {}
    for which, lines in enumerate((change.was, change.now)):
        for line in lines:
            found.setdefault(_key(line), ([], []))[which].append(line)
    return found


def _key(line: str) -> str:
    """The field that a line tells of; of one that names none, the line."""
    said = _KEY.match(line)
    return said[1] if said else line
