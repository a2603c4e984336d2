"""The kinds of a dossier: those that every dossier has, with further fields, and its own; and what is wrong with these."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from generator.curly import curly_marks
from generator.evidence import Entry
from generator.kinds import Kind, type_of
from generator.own.declaring import KINDS_FILE, Declarations, FurtherField, InnerField, OwnField, OwnKind
from generator.own.structs import extended, folder_of, kind_of
from generator.own.unseen import unseen_in
from generator.patterns import late
from generator.problems import FieldPath, Problem, did_you_mean
from generator.read import read_file
from generator.shape import shape
from generator.values import Fixed, altered
from generator.yamlfile import Data, parse

_PLACES: Final = late(r"\{([a-z][a-z0-9_]*)\}")
_NAMING: Final = frozenset({"text", "line", "quote", "choice", "ref", "number"})
"""The forms of fields that a fact can be called by."""

_TAKEN_FOLDERS: Final = frozenset({"texts", "assets", "carried"})
_TAKEN_KINDS: Final = frozenset({"dossier", "kinds", "words"})
_SHOWN: Final = frozenset(
    "anchor contested corrections divergences extra href iso labels line link nothing parts places ref rests verified".split()
)
"""What the views of facts call what no field says."""


class OwnKinds(Fixed, frozen=True):
    """The kinds of a dossier, its own last; what readers see of these; and what `content/kinds.yaml` says, as bytes."""

    kinds: tuple[Kind, ...]
    singulars: tuple[tuple[str, str], ...] = ()
    written: bytes = b""
    own: tuple[Kind, ...] = ()


def read_kinds(project: Path, built_in: Sequence[Kind]) -> tuple[OwnKinds, list[Problem]]:
    """The kinds of a dossier; those that every dossier has, and all that is wrong, where its own cannot be taken as they are."""
    plain = OwnKinds(tuple(built_in))
    if not os.path.lexists(project / KINDS_FILE):
        return plain, []
    content = read_file(project, KINDS_FILE)
    if isinstance(content, Problem):
        return plain, [content]
    data, problems = parse(content, KINDS_FILE)
    if data is None:
        return altered(plain, written=content), problems
    declared, found = shape(data, Declarations, KINDS_FILE)
    problems += (*found, *unseen_in(data, KINDS_FILE))
    problems += _faults(declared, built_in, ()) if declared else _faults_besides(data, found, built_in)
    if declared is None or problems:
        return altered(plain, written=content), problems
    own = tuple(map(kind_of, declared.kinds))
    return OwnKinds((*_extended(declared, built_in), *own), _singulars(declared), content, own), curly_marks(
        content, data, None, KINDS_FILE
    )


def kinds_of(project: Path, built_in: Sequence[Kind]) -> tuple[Kind, ...]:
    """The kinds of a dossier, for who leaves it to others to tell what is wrong with them."""
    return read_kinds(project, built_in)[0].kinds


def _extended(declared: Declarations, built_in: Sequence[Kind]) -> Iterator[Kind]:
    """The kinds that every dossier has, each with its further fields."""
    further = {kind.name: tuple(one for one in declared.fields if one.of == kind.name) for kind in built_in}
    for kind in built_in:
        fields = further[kind.name]
        yield altered(kind, record=extended(kind, fields)) if fields else kind


def _singulars(declared: Declarations) -> tuple[tuple[str, str], ...]:
    return tuple(
        (one.name, one.singular or one.name.replace("-", " ").capitalize()) for one in declared.kinds
    )


def _faults_besides(data: Data, told: Sequence[Problem], built_in: Sequence[Kind]) -> Iterator[Problem]:
    """What is wrong besides where the shape of some kinds and fields is at fault: with the others, and with the kind that one is `of`."""
    if not isinstance(data, dict):
        return
    written = {
        key: one if isinstance(one := data.get(key, []), list) else [one] for key in ("kinds", "fields")
    }
    broken = {one.path[:2] for one in told}
    whole = {
        key: [number for number in range(len(every)) if (key, number) not in broken]
        for key, every in written.items()
    }
    rest: Data = {key: [written[key][number] for number in numbers] for key, numbers in whole.items()}
    declared, _ = shape(rest, Declarations, KINDS_FILE)
    names = [str(one["name"]) for one in written["kinds"] if isinstance(one, dict) and "name" in one]
    for fault in _faults(declared, built_in, names) if declared else ():
        key, number = str(fault.path[0]), int(fault.path[1])
        yield altered(fault, path=(key, whole[key][number], *fault.path[2:]))
    known = [kind.name for kind in built_in if kind.suffix == ".yaml"]
    for number, field in enumerate(written["fields"]):
        of = field.get("of") if isinstance(field, dict) and ("fields", number) in broken else None
        if isinstance(of, str) and of not in known:
            yield _unknown(of, known, ("fields", number, "of"))


def _faults(declared: Declarations, built_in: Sequence[Kind], besides: Iterable[str]) -> Iterator[Problem]:
    """`besides`: the names of kinds that are not among those declared, since something is wrong with them."""
    names = [*(kind.name for kind in built_in), *(one.name for one in declared.kinds), *besides]
    yield from _taken_kinds(declared.kinds, built_in)
    for number, kind in enumerate(declared.kinds):
        path = ("kinds", number)
        yield from _faults_of_kind(kind, path)
        yield from _faults_of_fields(kind.fields, (), names, path)
    yield from _further(declared.fields, built_in, names)


def _taken_kinds(own: Sequence[OwnKind], built_in: Sequence[Kind]) -> Iterator[Problem]:
    names = {kind.name for kind in built_in} | _TAKEN_KINDS
    folders = {kind.folder.removeprefix("content/") for kind in built_in} | _TAKEN_FOLDERS
    folders |= {kind.address.partition("/")[0] for kind in built_in if "/" in kind.address}
    for number, kind in enumerate(own):
        folder = folder_of(kind)
        if kind.name in names:
            yield _taken(
                f"there is a kind '{kind.name}' already", "give it another name", ("kinds", number, "name")
            )
        if folder in folders:
            cure = "write another after 'folder:'"
            yield _taken(
                f"the folder '{folder}' is taken already",
                cure,
                ("kinds", number, "folder" if kind.folder else "name"),
            )
        names.add(kind.name)
        folders.add(folder)


def _taken(headline: str, cure: str, path: FieldPath) -> Problem:
    return Problem("kind-taken", KINDS_FILE, headline, cure, path)


def _faults_of_kind(kind: OwnKind, path: FieldPath) -> Iterator[Problem]:
    fields = {one.key: one for one in kind.fields}
    usable = [
        one.key
        for one in kind.fields
        if one.form in _NAMING and one.required and not (one.many or one.sourced)
    ]
    typed = _PLACES.findall(kind.title)
    if unfit := [one for one in typed if one not in usable]:
        cure = f"name a field that is required and holds one text, word, number or reference: {', '.join(usable) or 'add one'}"
        yield _misfit(f"'{{{unfit[0]}}}' can be no part of a title", cure, (*path, "title"))
    elif re.search(r"[{}]", _PLACES.sub("", kind.title)) or not typed:
        cure = "write the keys of fields in braces, such as '{name}'"
        yield _misfit(f"'{kind.title}' names no field to call facts by", cure, (*path, "title"))
    if kind.date and (kind.date not in fields or fields[kind.date].form != "date" or fields[kind.date].many):
        cure = f"name a field of the form 'date': {', '.join(one.key for one in kind.fields if one.form == 'date') or 'add one'}"
        yield _misfit(f"'{kind.date}' is no date of this kind", cure, (*path, "date"))


@cache
def _taken_keys() -> frozenset[str]:
    keys = (field.key for field in type_of(Entry).fields)
    return _SHOWN.union(keys, (name for name in dir(Entry) if name.isidentifier()))


def _faults_of_fields(
    fields: Sequence[InnerField | OwnField], taken: Iterable[str], names: Sequence[str], path: FieldPath
) -> Iterator[Problem]:
    known = dict.fromkeys(_taken_keys(), "Factsheet itself uses it for every fact")
    known |= dict.fromkeys(taken, "a field of this kind is called so already")
    for number, field in enumerate(fields):
        at = (*path, "fields", number)
        if field.key in known:
            yield _taken(
                f"the key '{field.key}' is taken already: {known[field.key]}",
                "give this field another key",
                (*at, "key"),
            )
        known[field.key] = "another field further up is called so"
        yield from _faults_of_form(field, at)
        for index, kind in enumerate(field.kinds):
            if kind not in (*names, "*"):
                yield _unknown(kind, names, (*at, "kinds", index))
        if isinstance(field, OwnField):
            yield from _faults_of_fields(field.fields, (), names, at)


def _faults_of_form(field: InnerField | OwnField, at: FieldPath) -> Iterator[Problem]:
    """What a form needs is there, and nothing is there that it cannot do with."""
    grouped = field.form in ("group", "entries")
    needs = {"ref": "kinds", "choice": "choices", "group": "fields", "entries": "fields"}
    for key in ("kinds", "choices", "fields"):
        wanted, there = needs.get(field.form) == key, bool(getattr(field, key, ()))
        if wanted and not there:
            yield _misfit(f"a field of the form '{field.form}' needs '{key}:'", f"add '{key}:'", at)
        elif there and not wanted:
            cure = f"take it out, or write 'form: {next(form for form, one in needs.items() if one == key)}'"
            yield _misfit(f"'{key}:' does not go with the form '{field.form}'", cure, (*at, key))
    if field.form == "choice" and len(field.choices) == 1 and " " in field.choices[0]:
        several = ", ".join(field.choices[0].split())
        cure = (
            f"put a comma between two words: [{several}]; for a thing that is so or not write 'form: yes-no'"
        )
        yield _misfit(f"'{field.choices[0]}' is all there is to choose", cure, (*at, "choices"))
    if field.back and field.form != "ref":
        yield _misfit(f"'back:' does not go with the form '{field.form}'", "take it out", (*at, "back"))
    if field.sourced and (grouped or field.many):
        headline = "'sourced:' goes with a single value only"
        yield _misfit(
            headline, "take it out, or write 'form: entries', each with evidence of its own", (*at, "sourced")
        )


def _further(
    fields: Sequence[FurtherField], built_in: Sequence[Kind], names: Sequence[str]
) -> Iterator[Problem]:
    known = {kind.name: kind for kind in built_in if kind.suffix == ".yaml"}
    taken = {name: {field.key for field in type_of(kind.record).fields} for name, kind in known.items()}
    for number, field in enumerate(fields):
        path = ("fields", number)
        if field.of not in known:
            yield _unknown(field.of, list(known), (*path, "of"))
            continue
        found = list(_faults_of_fields([field], taken[field.of], names, ()))
        yield from (altered(one, path=(*path, *one.path[2:])) for one in found)
        if field.required:
            cure = "take it out: the kind is known without this field, too"
            yield _misfit("a further field cannot be required", cure, (*path, "required"))
        taken[field.of].add(field.key)


def _misfit(headline: str, cure: str, path: FieldPath) -> Problem:
    return Problem("field-misfit", KINDS_FILE, headline, cure, path)


def _unknown(typed: str, known: Sequence[str], path: FieldPath) -> Problem:
    cure = did_you_mean(typed, known) or "the kinds are " + ", ".join(known)
    return Problem("unknown-kind", KINDS_FILE, f"there is no kind '{typed}'", cure, path)
