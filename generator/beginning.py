"""What a new fact may be called, and what its name tells of it."""

from __future__ import annotations

import re

from generator.edit import CannotEdit
from generator.edit.ids import refuse_bad_id
from generator.edit.renaming import Files
from generator.kinds import Kind
from generator.problems import nearest_address

_DATED = re.compile(r"(?:(\d{4}(?:-\d{2}){0,2})|undated)-")


def refuse_name(files: Files, kind: Kind, typed: str) -> None:
    """Raises `CannotEdit` where a new fact cannot be called so."""
    refuse_bad_id(typed, max(1, len(kind.id_parts)))
    if kind.starts_with_date and not _DATED.match(typed):
        raise CannotEdit(
            f"the id of a {kind.name} begins with its date, such as '2031-04-02-{typed}'; where no source tells it, "
            f"'undated-{typed}'"
        )
    if (there := files.by_ref.get(f"{kind.name}:{typed}")) is not None:
        raise CannotEdit(
            f"{there.file} is there already; 'factsheet show {kind.name}:{typed}' shows what it says"
        )
    for (of, _), part in zip(kind.id_parts, typed.split("/"), strict=False):
        _refuse_missing(files, of, part)


def _refuse_missing(files: Files, kind: str, name: str) -> None:
    address = f"{kind}:{name}"
    if address not in files.by_ref:
        guess = nearest_address(address, files.by_ref)
        meant = f"did you mean '{guess.partition(':')[2]}'? If not, first" if guess else "first"
        raise CannotEdit(f"there is no {kind} '{name}' yet; {meant}: factsheet new {kind} {name}")


def told_by_name(kind: Kind, id_: str) -> dict[str, str]:
    """What the id says of the fact already."""
    found = _DATED.match(id_)
    return {kind.date: found[1]} if kind.date and found and found[1] else {}
