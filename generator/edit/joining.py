"""Two facts made one: what each says goes into one file, and nothing that differs is dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.edit import CannotEdit, Edit, add_entry, set_field
from generator.edit.mentions import Mention, mentions, renamed
from generator.edit.renaming import Files, Renaming, existing, ref_of, rename_all, renaming
from generator.edit.values import data_of, entries_in
from generator.edit.written import in_brackets
from generator.kinds import Many, type_of
from generator.problems import as_id
from generator.read import FactFile
from generator.values import altered
from generator.yamlfile import Data

_COMMENT = re.compile(r"(?:^|[ \t])#[^\r\n]*", re.MULTILINE)
_NAME, _FORMS = "name", "names"
"""What a fact is called, and every form that a source uses: where the names of two differ, one becomes a form."""

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Joined:
    """What makes one fact of two: the edits, what everything is called then, and what cannot be taken over."""

    edits: list[Edit]
    called: Renaming
    comments: list[str]
    """Of the file that goes."""
    twice: list[Mention]
    """What named both and names the one twice now."""


def joined(files: Files, kept: str, gone: str, *, taking_over: bool) -> Joined:
    """Makes one fact of two of a kind: `gone` is called `kept` from now on, and what only its file says is put into that of `kept`.

    Raises `CannotEdit` where the two say different things in one field, where they speak of each other, and, unless this is
    `taking_over`, where the one that goes says anything that the other does not.
    """
    one, other = existing(files, kept), existing(files, gone)
    if one.kind is not other.kind or one is other or "#" in kept + gone:
        raise CannotEdit(f"'{kept}' and '{gone}' cannot be one; both have to be facts of one kind")
    _refuse_each_other(one, other)
    called = renaming(files.kinds, {gone: kept, **_entries_called(one, other)})
    more = _more(one, _as_called(other, called))
    if more and not taking_over:
        said = "\n".join(f"  {key}: {_briefly(value)}" for key, value in more)
        raise CannotEdit(
            f"{other.file} says what {one.file} does not; put it there by hand, or take it out:\n{said}"
        )
    edits = rename_all(files, called, gone={gone})
    content = next((edit.after for edit in edits if edit.file == one.file), one.content)
    for key, value in more:
        content = _with(content, one, key, value)
    edits = [edit for edit in edits if edit.file != one.file]
    edits += [Edit(one.file, one.content, content)] if content != one.content else []
    comments = [found.strip() for found in _COMMENT.findall(other.content.decode("utf-8", "replace"))]
    return Joined(edits, called, comments, _twice(files, kept, gone))


def _refuse_each_other(one: FactFile, other: FactFile) -> None:
    pairs = ((one, ref_of(other)), (other, ref_of(one)))
    lines = [
        f"  {found.file}:{found.line}: {found.target}"
        for file, ref in pairs
        for found in mentions(file)
        if found.target.partition("#")[0] == ref
    ]
    if lines:
        raise CannotEdit(
            "each would speak of itself; take out first what they say of one another:\n" + "\n".join(lines)
        )


def _entries_called(one: FactFile, other: FactFile) -> dict[str, str]:
    """New names for those entries of the one that goes whose names the other has for entries of its own."""
    mine, theirs = data_of(one), data_of(other)
    taken, called = set(entries_in(mine)), {}
    for entry, path in entries_in(theirs).items():
        if entry in taken and _at(theirs, path) != _at(mine, entries_in(mine)[entry]):
            free = _free(entry, taken | set(entries_in(theirs)))
            called[f"{ref_of(other)}#{entry}"] = f"{ref_of(one)}#{free}"
            taken.add(free)
    return called


def _at(data: Data, path: Sequence[str | int]) -> Data:
    for step in path:
        data = data[step] if isinstance(data, list) and isinstance(step, int) else _fields(data)[str(step)]
    return data


def _free(entry: str, taken: set[str]) -> str:
    return next(name for number in range(2, len(taken) + 3) if (name := f"{entry}-{number}") not in taken)


def _as_called(file: FactFile, called: Renaming) -> dict[str, Data]:
    return _fields(data_of(altered(file, content=renamed(file, called))))


def _fields(data: Data) -> dict[str, Data]:
    return data if isinstance(data, dict) else {}


def _items(data: Data | None) -> list[Data]:
    return data if isinstance(data, list) else [] if data is None else [data]


def _more(one: FactFile, theirs: dict[str, Data]) -> list[tuple[str, Data]]:
    """What is to be put into a file: a field that it lacks, or an entry of a list that it has. Raises `CannotEdit`."""
    mine, record = _fields(data_of(one)), type_of(one.kind.record)
    more: list[tuple[str, Data]] = []
    apart: list[str] = []
    for key, value in theirs.items():
        if key not in mine:
            more.append((key, value))
        elif isinstance(record.by_key[key].type, Many):
            more += [(key, item) for item in _items(value) if item not in _items(mine[key])]
        elif key == _NAME and _FORMS in record.by_key:
            more += _as_form(str(value), mine, theirs)
        elif value != mine[key]:
            apart.append(f"  {key}: {_briefly(mine[key])}\n  {' ' * len(key)}  {_briefly(value)}")
    if apart:
        raise CannotEdit(
            "the two say different things; write in one file what holds, take it out of the other, and merge again:\n"
            + "\n".join(apart)
        )
    return more


def _as_form(name: str, mine: dict[str, Data], theirs: dict[str, Data]) -> list[tuple[str, Data]]:
    """The name of the one that goes as a name that sources use, unless it stands among those already."""
    forms = [_fields(form) for form in (*_items(mine.get(_FORMS)), *_items(theirs.get(_FORMS)))]
    if name == mine.get(_NAME) or name in [form.get("name") for form in forms]:
        return []
    if "evidence" not in theirs:
        raise CannotEdit(
            f"no source is named for '{name}'; write it under '{_FORMS}:' first, with its evidence"
        )
    taken = {str(form.get("id")) for form in forms}
    slug = as_id(name)
    form_id = slug if slug not in taken else _free(slug, taken)
    return [(_FORMS, {"id": form_id, "name": name, "evidence": theirs["evidence"]})]


def _with(content: bytes, file: FactFile, key: str, value: Data) -> bytes:
    there = _fields(data_of(altered(file, content=content)))
    return add_entry(content, (), key, value) if key in there else set_field(content, (), key, value)


def _briefly(value: Data) -> str:
    text = value if isinstance(value, str) else in_brackets(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _twice(files: Files, kept: str, gone: str) -> list[Mention]:
    """Names of the one that goes in lists that name the other too."""
    found: list[Mention] = []
    for file in files.every:
        named = [one for one in mentions(file) if one.path and isinstance(one.path[-1], int)]
        lists = {one.path[:-1] for one in named if one.target == kept}
        found += [one for one in named if one.target == gone and one.path[:-1] in lists]
    return found
