"""Facts that lie in the folder of another kind: told once, in place of every key that does not fit there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from generator.kinds import Kind, type_of
from generator.problems import Part, Problem

_CLEARLY = 2
"""So many keys at least that have no place in the kind it lies among speak for another one, where nothing is missing."""


def misfiled(problems: Sequence[Problem], kinds: Sequence[Kind]) -> tuple[list[Problem], set[str]]:
    """What is wrong in fact files, with one problem for each that is of another kind; and which facts those would be, moved."""
    by_file: dict[str, list[Problem]] = {}
    for one in problems:
        by_file.setdefault(one.file, []).append(one)
    told: list[Problem] = []
    moved: set[str] = set()
    for file, found in by_file.items():
        meant = _meant(file, found, kinds)
        told += (
            [one for one in found if one.mark] if meant else found
        )  # what the parser has told holds anywhere
        told += [_told(file, meant)] if meant else []
        moved |= {f"{kind.name}:{PurePosixPath(file).stem}" for kind in meant}
    return told, moved


def _meant(file: str, found: Iterable[Problem], kinds: Sequence[Kind]) -> list[Kind]:
    """The kinds that have all these keys, where the one whose folder it lies in has not."""
    own = next((kind for kind in kinds if file.startswith(f"{kind.folder}/")), None)
    if own is None:
        return []
    unknown = {str(one.path[0]) for one in found if one.code == "unknown-key" and len(one.path) == 1}
    lacks = any(one.code == "missing-key" and not one.path for one in found)
    if len(unknown) < (1 if lacks else _CLEARLY):
        return []
    return [kind for kind in kinds if kind is not own and _fits(kind, own, unknown)]


def _fits(kind: Kind, own: Kind, unknown: set[str]) -> bool:
    """Whether a kind has these keys, and needs no others that could not stand where the file lies."""
    fields, known = type_of(kind.record).by_key, type_of(own.record).by_key
    needed = {key for key, field in fields.items() if field.required and key not in known}
    return kind.suffix == own.suffix and needed <= unknown <= fields.keys()


def _told(file: str, kinds: Sequence[Kind]) -> Problem:
    headline = f"this file lies in the wrong folder: its keys are those of {_either(_a(kind.name) for kind in kinds)}"
    cure = f"move it to {_either(_place(file, kind) for kind in kinds)}"
    return Problem("stray-file", file, headline, cure, part=Part.FILE)


def _place(file: str, kind: Kind) -> str:
    parts = "/".join(f"<{part}>" for part, _ in kind.id_parts)
    return f"{kind.folder}/{f'{parts}{kind.suffix}' if parts else PurePosixPath(file).name}"


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _either(words: Iterable[str]) -> str:
    return " or ".join(words)
