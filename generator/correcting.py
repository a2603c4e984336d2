"""The corrections that changes to published facts still want, drafted from the difference: what was, and what is now.

Why it was changed and who decided that stand in no fact. Their lines are left empty, so that a check asks for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.dates import Date
from generator.dossier import Dossier, entries_of
from generator.edit import CannotEdit, new_file
from generator.facts.correction import CORRECTION
from generator.history import Change, Changed, fact_of
from generator.history.guard import uncorrected
from generator.kinds import Many, Record, type_of
from generator.labels import label, plain
from generator.prose import inline_plain
from generator.read import LONGEST_ID

KINDS = ("error", "update", "clarification", "withdrawal")
"""What a correction can be."""

LONGEST = 400
"""Characters of what was and of what is; a correction is a sentence, and the fact itself has the rest."""

_TO_FILL_IN = """\
kind: error  # or update, clarification, withdrawal
why:  # the reason, in a line for readers
decided_by:  # who decided it
"""
_LETTER = re.compile(r"[^\W\d_]")
_KEY = re.compile(r"[a-z_]+(?:\.[a-z_]+)*")
_ADDRESS = re.compile(
    r"((?<![\w:/-])[a-z]+(?:-[a-z]+)*:[a-z0-9]+(?:[-/][a-z0-9]+)*(?:#[a-z0-9]+(?:-[a-z0-9]+)*)?)"
)
_MARKUP = re.compile(r"([\\`*_\[\]<&])")


@dataclass(frozen=True, slots=True)
class Draft:
    """A correction to be put into a new file: where it belongs, and the text, in which two lines are to be filled in."""

    file: str
    text: str


def drafts(dossier: Dossier, changes: Sequence[Change], day: Date) -> list[Draft]:
    """A draft for each fact or entry whose change must not be published in silence, in order of their addresses.

    `changes` are those that `changes.compare` finds; each draft is dated `day`, or later where readers were shown a change later.
    """
    left = missing(dossier, changes)
    taken = {held.file for held in dossier.of_kind(CORRECTION.name)}
    of_address = groupby(sorted(left, key=_address), key=_address)
    found = (_draft(dossier, list(some), day, taken) for _, some in of_address)
    return [one for one in found if one]


def missing(dossier: Dossier, changes: Sequence[Change]) -> list[Change]:
    """Those of the changes that must not be published in silence, and of which no correction tells."""
    return [one for one in uncorrected(dossier, dossier.published, changes) if _wants_one(dossier, one)]


def as_markdown(found: Iterable[Draft]) -> str:
    """Drafts for a pull request, as CommonMark: each as code to be copied into a file that is named. Nothing if there are none."""
    blocks = [f"Into a new file `{one.file}`:\n\n{_fenced(one.text)}" for one in found]
    head = "### Corrections that are missing\n\nReaders have seen these facts otherwise. Add what follows, and fill in its last lines."
    return "\n\n".join([head, *blocks]) if blocks else ""


def _address(change: Change) -> str:
    return change.address


def _wants_one(dossier: Dossier, change: Change) -> bool:
    if change.what is Changed.REMOVED:  # a fact that is gone has to be put back: its address stays
        return fact_of(change.address) in dossier.facts and "#" in change.address
    return change.what in (Changed.CHANGED, Changed.EVIDENCE_LOST)


def _draft(dossier: Dossier, changes: Sequence[Change], day: Date, taken: set[str]) -> Draft | None:
    latest = max([day, *(one.day for one in changes if one.day)], key=lambda one: one.sort_key)
    address = changes[0].address
    told = {
        "fact": address if dossier.has(address) else fact_of(address),
        "when": latest.text,
        **difference(dossier, changes),
    }
    try:
        text = new_file(CORRECTION, told).decode() + _TO_FILL_IN
    except CannotEdit:  # whoever corrects it writes it by hand
        return None
    file = free_file(latest, address, taken.__contains__)
    taken.add(file)
    return Draft(file, text)


def difference(dossier: Dossier, changes: Sequence[Change]) -> dict[str, str]:
    """What `was` and what `is`, in words, as a correction of these changes says it; of what was withdrawn, what it was called."""
    if all(one.what is Changed.WITHDRAWN for one in changes):
        known = dossier.published.by_address
        called = (known[one.address].name if one.address in known else one.name for one in changes)
        return {"was": _escaped(_cut("; ".join(dict.fromkeys(called)))), "is": "withdrawn"}
    was = _told(dossier, [(one.address, line) for one in changes for line in one.was])
    now = _told(dossier, [(one.address, line) for one in changes for line in one.now])
    return {"was": was or "not said", "is": now or "no longer said"}


def free_file(day: Date, address: str, is_taken: Callable[[str], bool]) -> str:
    """The file for a correction of a fact on a day, or one with a number behind it where that is taken."""
    name = re.sub("[^a-z0-9]+", "-", address.partition(":")[2])
    own = re.sub(r"^\d{4}(-\d\d){0,2}-", "", name)[: LONGEST_ID - 20].strip("-")  # without a date of its own
    names = [own, *(f"{own}-{number}" for number in range(2, 100))]
    files = [f"{CORRECTION.folder}/{day.text}-{one}{CORRECTION.suffix}" for one in names]
    return next((file for file in files if not is_taken(file)), files[-1])


def _told(dossier: Dossier, lines: Sequence[tuple[str, str]]) -> str:
    """Lines of `key: words`, each of a fact or an entry, in one, as plain words; a single one that is no mere figure or date without its key."""
    every = [
        (address, inline_plain(line, lambda ref: dossier.named(ref) if dossier.has(ref) else ref))
        for address, line in lines
    ]
    alone = every[0][1].partition(": ")[2] if len(every) == 1 else ""
    text = alone if _LETTER.search(alone) else "; ".join(_labelled(dossier, *one) for one in every)
    return _linked(dossier, _cut(text))


def _linked(dossier: Dossier, text: str) -> str:
    """The text with its markup taken back, but that whatever stands in it as an address is a link with its name."""
    parts = _ADDRESS.split(text)
    parts[::2] = map(_escaped, parts[::2])
    parts[1::2] = [
        f"[{_escaped(dossier.named(ref))}]({ref})" if dossier.has(ref) else _escaped(ref)
        for ref in parts[1::2]
    ]
    return "".join(parts)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _labelled(dossier: Dossier, address: str, line: str) -> str:
    key, between, words = line.partition(": ")
    if not (between and _KEY.fullmatch(key)):
        return line
    fact, _, entry = address.partition("#")
    held = dossier.facts.get(fact)
    inside = dict(entries_of(held)) if held and entry else {}
    record = (
        inside[entry].type if entry in inside else type_of(held.kind.record) if held and not entry else None
    )
    return f"{_way(record, key.split('.'))}{between}{words}"


def _way(record: Record | None, steps: Sequence[str]) -> str:
    said: list[str] = []
    for step in steps:
        field = record.by_key.get(step) if record else None
        said.append(label(field, record) if field and record else plain(step))
        kind = field.type.item if field and isinstance(field.type, Many) else field.type if field else None
        record = kind if isinstance(kind, Record) else None
    return ", ".join(said)


def _fenced(text: str) -> str:
    """The text as a block of code, fenced with more backticks than stand anywhere in it (CommonMark 0.31, 4.5)."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}yaml\n{text}{fence}"
