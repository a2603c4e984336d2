"""The fact that is meant where words of an article are cited: by part of its name, and the field of it that they carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.citing import Cited, cited, fields_in
from generator.edit import CannotEdit
from generator.kinds import Kind
from generator.problems import FieldPath
from generator.serve.form import trail
from generator.serve.names import folded
from generator.serve.parts import Group, Input, find
from generator.serve.writing import Target

_MOST_TOLD = 5
_LONGEST = 60


def cited_for(
    project: Path, kinds: Sequence[Kind], names: Mapping[str, str], typed: tuple[str, str]
) -> tuple[str, Cited]:
    """The fact that is meant by what was `typed`, by its address, and where evidence for it goes, or for that field of it.

    `names` are those of all that can be cited for. Raises `CannotEdit`.
    """
    called, field = typed
    try:
        ref = fact_meant(called, names)
    except CannotEdit as unfit:
        try:  # one that has no name, since something beside it has to be mended first
            return called, cited(project, kinds, called, _path(field))
        except CannotEdit:
            raise unfit from None
    return ref, cited(project, kinds, ref, _path(field))


def fact_meant(typed: str, names: Mapping[str, str]) -> str:
    """The only fact or entry that is called so, or whose name has this in it. Raises `CannotEdit` where there are several, or none."""
    if typed in names:
        return typed
    sought = folded(typed)
    called = {ref: (folded(name), folded(_own(ref, names)), _id(ref)) for ref, name in names.items()}
    same = [ref for ref, every in called.items() if sought in every]
    part = [ref for ref, (_, *own) in called.items() if sought and any(sought in one for one in own)]
    for found in (same, part):
        if len(found) == 1:
            return found[0]
        if found:
            raise CannotEdit(
                f"several fit “{typed}”: {_told(found, names)}; type more of the name, or choose from the list"
            )
    raise CannotEdit(
        f"no fact fits “{typed[:_LONGEST]}”; type a part of its name, choose from the list, or begin a new one with “New…”"
    )


def fields_within(target: Target) -> list[tuple[str, str]]:
    """The fields of a fact or an entry that rest on evidence of their own: the way to each, and what it says, in words."""
    parts, found = target.parts, list[tuple[str, str]]()
    for path in fields_in(target.held, target.path):
        key = ".".join(map(str, path))
        group = find(parts, key)
        main = find(parts, f"{key}.{group.main}") if isinstance(group, Group) else None
        said = main.value[:_LONGEST] if isinstance(main, Input) else ""
        if isinstance(group, Group):
            found.append((key, f"{trail(parts, key)}: {said}".removesuffix(": ")))
    return found


def _path(field: str) -> FieldPath:
    return tuple(int(step) if step.isdecimal() else step for step in field.split(".") if step)


def _own(ref: str, names: Mapping[str, str]) -> str:
    """The name of an entry without that of its fact, which is told with it."""
    fact, is_entry, _ = ref.partition("#")
    around = names.get(fact, "")
    return names[ref].removesuffix(f" ({around})").removeprefix(f"{around} › ") if is_entry else names[ref]


def _id(ref: str) -> str:
    return ref.partition("#")[2] or ref.partition(":")[2]


def _told(found: Sequence[str], names: Mapping[str, str]) -> str:
    said = [f"{names[ref]} ({ref.partition(':')[0]})" for ref in found[:_MOST_TOLD]]
    more = [f"{len(found) - len(said)} more"] if len(found) > len(said) else []
    return ", ".join([*said, *more])
