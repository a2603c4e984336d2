"""One more piece of evidence for a fact: what it is written for, and how it is written. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.dossier import Held, entries_of
from generator.edit import CannotEdit, Edit, add_evidence
from generator.edit.renaming import existing, files_of
from generator.evidence import Evidence
from generator.kinds import Group, Kind, groups, type_of
from generator.problems import FieldPath, did_you_mean
from generator.read import FactFile, read
from generator.shape import shape
from generator.yamlfile import Data, parse


@dataclass(frozen=True, slots=True)
class Cited:
    """A fact, or an entry in one, that evidence is added to: its file, the way to it, and what it rests on so far."""

    file: FactFile
    path: FieldPath
    evidence: tuple[Evidence, ...]
    draft: bool


def takes_evidence(kind: Kind) -> bool:
    """Whether facts of a kind rest on evidence that can be added to their files."""
    return kind.suffix == ".yaml" and "evidence" in type_of(kind.record).by_key


def piece_of(**typed: str | Sequence[str] | None) -> dict[str, Data]:
    """Evidence as files of facts have it: without what was not typed, a single place without its list."""
    piece: dict[str, Data] = {
        key: value if isinstance(value, str) else list(value)
        for key, value in typed.items()
        if value is not None and value != ()
    }
    source, at = piece["source"], piece["at"]
    single = at[0] if isinstance(at, list) and len(at) == 1 else at
    return piece | {"source": str(source).removeprefix("source:"), "at": single}


def cited(project: Path, kinds: Sequence[Kind], typed: str, field: FieldPath = ()) -> Cited:
    """What was typed (`actor:ada-lind#envoy`), read from its file alone: so drafts are found, and facts beside broken ones.

    `field` is the way in it to a field that rests on evidence of its own, empty for the fact or the entry as a whole. Raises
    `CannotEdit` where there is no such fact or field, or it takes no evidence.
    """
    files = {f"{file.kind.name}:{file.id}": file for file in read(project, kinds)[0]}
    ref, _, entry = typed.partition("#")
    if ref not in files:
        existing(files_of(project, kinds), ref)  # which raises, and knows what the fact is called now
    record = type_of(files[ref].kind.record)
    if "evidence" not in record.by_key:
        raise CannotEdit(f"'{ref}' takes no evidence; a {files[ref].kind.name} is written by hand")
    held = _shaped(files[ref])
    group = _entry(held, entry) if entry else next(groups(held.record, record))
    if field:
        group = _field(held, group.path, field)
    if "evidence" not in group.type.by_key:
        raise CannotEdit(f"'{typed}' takes no evidence; cite '{ref}', or change {held.file} by hand")
    return Cited(
        files[ref], group.path, getattr(group.value, "evidence", ()), getattr(held.record, "draft", False)
    )


def fields_in(held: Held, path: FieldPath) -> Iterator[FieldPath]:
    """The ways, from a fact (path `()`) or an entry at `path` in it, to the fields that rest on evidence of their own."""
    return (group.path[len(path) :] for group in _fields(held, path))


def is_there(to: Cited, piece: dict[str, Data]) -> bool:
    """Whether it rests on this piece already."""
    shaped, _ = shape(piece, Evidence, to.file.file)
    return shaped in to.evidence


def with_piece(to: Cited, piece: dict[str, Data]) -> Edit:
    """The file with one more piece of evidence. Raises `CannotEdit`, saying in which file."""
    try:
        return Edit(to.file.file, to.file.content, add_evidence(to.file.content, to.path, piece))
    except CannotEdit as refusal:
        raise CannotEdit(f"{to.file.file}: {refusal}") from None


def _fields(held: Held, path: FieldPath) -> Iterator[Group]:
    inner = [
        one
        for one in groups(held.record, type_of(held.kind.record))
        if path == one.path[: len(path)] != one.path
    ]
    entries = [one.path for one in inner if getattr(one.value, "id", "")]
    resting = (one for one in inner if "evidence" in one.type.by_key)
    return (one for one in resting if not any(one.path[: len(entry)] == entry for entry in entries))


def _field(held: Held, path: FieldPath, field: FieldPath) -> Group:
    found = next((one for one in _fields(held, path) if one.path == (*path, *field)), None)
    if found is None:
        way = ".".join(map(str, field))
        raise CannotEdit(f"'{held.ref}' has no field '{way}' that rests on evidence of its own")
    return found


def _shaped(file: FactFile) -> Held:
    data, broken = parse(file.content, file.file)
    record, wrong = (None, broken) if data is None else shape(data, file.kind.record, file.file)
    if record is None:
        told = f": {wrong[0].headline}" if wrong else ""
        raise CannotEdit(f"{file.file} has to be mended first{told}")
    return Held(file.kind, file.id, file.file, record)


def _entry(held: Held, entry: str) -> Group:
    entries = dict(entries_of(held))
    if entry not in entries:
        hint = did_you_mean(entry, list(entries))
        raise CannotEdit(f"'{held.ref}' has no entry '{entry}'" + (f"; {hint}" if hint else ""))
    return entries[entry]
