"""What a form consists of, made from the declaration of a fact and from its file: fields, groups of them, and rows of groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator import labels
from generator.edit import CannotEdit
from generator.edit.order import declared_keys
from generator.edit.values import data_of
from generator.kinds import Field, Many, Record, Scalar, Type
from generator.problems import FieldPath
from generator.read import FactFile
from generator.serve.typed import data_at, text_at
from generator.yamlfile import Data

WHOLE = "whole-file"
"""The field of a form that has a file as it is, where it cannot be shown field by field."""

_LONG = {"prose"}
_SHORT = {"place", "number", "id", "language", "date"}
_NEW = re.compile(r"new\d{1,3}")


@dataclass(frozen=True, slots=True)
class Input:
    """A field in which something is typed: how (`line`, `date`, `long`, `choice`, `list`, `several`, `yaml`), what it has, what may be chosen.

    `key` is the way to it in the form, `name` its key in the file. `kinds` are those of the facts that it can name. A `list` has one
    entry a line; `several` short ones stand in one line, with commas.
    """

    key: str
    name: str
    label: str
    sort: str
    value: str
    help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    bare: bool = False
    """Whether the id of a fact is enough to name it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together; `main` is the one that is meant where its value alone is written."""

    key: str
    name: str
    label: str
    record: Record
    parts: tuple[Part, ...]
    there: bool
    help: str = ""
    required: bool = False

    @property
    def main(self) -> str:
        """The name of the field that is meant by a bare value."""
        return self.record.struct.shorthand


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of groups: one row for each, and any number of new ones; `called` is what a row is, and one that is added."""

    key: str
    name: str
    label: str
    record: Record
    rows: tuple[Group, ...]
    called: tuple[str, str]
    help: str = ""
    required: bool = False

    def new(self, typed: Iterable[str]) -> Iterator[Group]:
        """The new rows in which something was typed, in their order; `typed` are ways to fields."""
        start = f"{self.key}."
        tags = {key.removeprefix(start).partition(".")[0] for key in typed if key.startswith(start)}
        for tag in sorted(filter(_NEW.fullmatch, tags), key=lambda one: int(one[3:])):
            yield self.blank(tag)

    def blank(self, tag: str) -> Group:
        """A new row, empty."""
        return blank(self.record, f"{self.key}.{tag}", self.called[0])


Part = Input | Group | Rows

Typed = Mapping[str, str]
"""What stands in the fields of a form, by the way to them; `KEY:gone` says that a row is to be taken out."""


def parts_of(file: FactFile, record: Record, path: FieldPath) -> tuple[Part, ...]:
    """A form for what stands at `path` of a file; a field for the whole file where it has to be mended first."""
    try:
        data = data_at(data_of(file), path) if file.kind.suffix == ".yaml" else None
    except CannotEdit as error:
        return (_whole(file, str(error)),)
    return _parts(file.content, record, data, "", path) if isinstance(data, dict) else (_whole(file, ""),)


def blank(record: Record, key: str, words: str) -> Group:
    """A group in which nothing stands yet."""
    return Group(key, "", words, record, _parts(b"", record, {}, f"{key}.", ()), there=False)


def leaves(parts: Iterable[Part]) -> Iterator[Input]:
    """Every field in which something is typed, but those of new rows."""
    for one in parts:
        if isinstance(one, Input):
            yield one
        else:
            yield from leaves(one.rows if isinstance(one, Rows) else one.parts)


def is_filled(part: Part) -> bool:
    """Whether anything stands in the file for a part of a form."""
    if isinstance(part, Input):
        return bool(part.value)
    return part.there if isinstance(part, Group) else bool(part.rows)


def find(parts: Iterable[Part], key: str) -> Part | None:
    """What is at a way in a form, in a new row as well."""
    for one in parts:
        if one.key == key:
            return one
        if key.startswith(f"{one.key}."):
            inner = [*one.rows, *one.new([f"{key}."])] if isinstance(one, Rows) else ()
            return find(one.parts if isinstance(one, Group) else inner, key)
    return None


def as_group(data: Data | None, record: Record) -> dict[str, Data] | None:
    """What is written for a group, as the group: a bare value in its field; None for what is none of this sort."""
    short = record.struct.shorthand
    if data is None or isinstance(data, dict):
        return data or {}
    if not short or not _fits(data, record.by_key[short].type):
        return None
    doubted = record.struct.doubted if isinstance(data, str) and data.endswith("?") else {}
    return {short: str(data)[:-1] if doubted else data, **doubted}


def as_written(group: dict[str, Data], record: Record) -> Data:
    """A group as it is written where it is new: as a bare value where that says it all."""
    short, doubted = record.struct.shorthand, dict[str, Data](record.struct.doubted)
    value = group.get(short) if short else None
    rest = {key: one for key, one in group.items() if key != short and one != _else(record, key)}
    if value is None or rest not in ({}, doubted):
        return group
    return f"{value}?" if rest else value


def _else(record: Record, key: str) -> object:
    """What a field of a group with a mark of doubt says where it is left out."""
    if key not in record.struct.doubted:
        return None
    short = record.by_key[record.struct.shorthand].name
    return getattr(record.struct(**{short: ""}), record.by_key[key].name)


def _fits(data: Data, kind: Type) -> bool:
    of = kind.item if isinstance(kind, Many) else kind
    every = data if isinstance(kind, Many) and isinstance(data, list) else [data]
    return isinstance(of, Scalar) and all(isinstance(one, str) and "\n" not in one for one in every)


def _parts(
    content: bytes, record: Record, data: dict[str, Data], start: str, path: FieldPath
) -> tuple[Part, ...]:
    fields = ((record.by_key[key], data.get(key)) for key in declared_keys(record))
    return tuple(
        _part(content, (record, field), value, f"{start}{field.key}", (*path, field.key))
        for field, value in fields
    )


def _part(content: bytes, of: tuple[Record, Field], value: Data | None, key: str, path: FieldPath) -> Part:
    record, field = of
    kind, words = field.type, labels.label(field, record)
    if isinstance(kind, Record) and (group := as_group(value, kind)) is not None:
        inner = _parts(content, kind, group, f"{key}.", path)
        return Group(
            key, field.key, words, kind, inner, value is not None, labels.about(field), field.required
        )
    if (
        isinstance(kind, Many)
        and isinstance(kind.item, Record)
        and (rows := _rows(value, kind.item)) is not None
    ):
        called = labels.row(field, record)
        groups = (
            Group(f"{key}.{n}", "", called[0], kind.item, _parts(content, kind.item, row, f"{key}.{n}.", (*path, n)), there=True)
            for n, row in enumerate(rows)
        )  # fmt: skip
        return Rows(
            key, field.key, words, kind.item, tuple(groups), called, labels.about(field), field.required
        )
    return _single(content, of, value, key, path)


def _rows(value: Data | None, record: Record) -> list[dict[str, Data]] | None:
    every = value if isinstance(value, list) else [] if value is None else [value]
    groups = [group for one in every if (group := as_group(one, record)) is not None]
    return groups if len(groups) == len(every) else None


def _single(content: bytes, of: tuple[Record, Field], value: Data | None, key: str, path: FieldPath) -> Input:
    record, field = of
    kind, words, about = field.type, labels.label(field, record), labels.about(field)
    scalar = kind.item if isinstance(kind, Many) else kind
    if not isinstance(scalar, Scalar) or (value is not None and not _fits_long(value, kind)):
        text = text_at(content, path)
        return Input(key, field.key, words, "yaml", text, about, field.required, kinds=("*",))
    every = value if isinstance(value, list) else [] if value is None else [value]
    sort = _sort(scalar, many=isinstance(kind, Many))
    text = (", " if sort == "several" else "\n").join(map(str, every))
    choices = ("true", "false") if scalar.form == "yes-no" else scalar.choices
    return Input(
        key, field.key, words, sort, text, about, field.required, choices, scalar.kinds, bool(scalar.only_kind)
    )  # fmt: skip


def _fits_long(value: Data, kind: Type) -> bool:
    return isinstance(value, str) if isinstance(kind, Scalar) else _fits(value, kind)


def _sort(kind: Scalar, *, many: bool) -> str:
    if many:
        return "several" if kind.form in _SHORT else "list"
    if kind.choices or kind.form == "yes-no":
        return "choice"
    return "long" if kind.form in _LONG else "date" if kind.form == "date" else "line"


def _whole(file: FactFile, why: str) -> Input:
    text = file.content.decode("utf-8", "replace")
    about = why or "The file as it is: what is written here is what is saved."
    return Input(WHOLE, WHOLE, "The whole file", "yaml", text, about, required=True)
