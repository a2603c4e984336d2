"""A form made from the declaration of a fact, and what was typed into it put back into the file. Pure: nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.edit import CannotEdit, remove_field, set_field
from generator.edit.order import declared_keys
from generator.edit.template import help_of
from generator.edit.values import data_of
from generator.kinds import Field, Many, Record, Scalar, Type
from generator.problems import FieldPath
from generator.read import FactFile
from generator.serve.typed import data_at, put, text_at
from generator.yamlfile import Data

WHOLE = "whole-file"
"""The field of a form that has a file as it is, where it cannot be shown field by field."""

_LONG = {"prose"}


@dataclass(frozen=True, slots=True)
class Input:
    """A field of a form: how it is typed (`line`, `long`, `choice`, `list`, `yaml`), what it has, and what may be chosen.

    `kinds` are those of the facts that it can name. A list has one entry a line.
    """

    key: str
    sort: str
    value: str
    help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    bare: bool = False
    """Whether the id of a fact is enough to name it."""


Typed = Mapping[str, str]
"""What stands in the fields of a form, by key."""


def inputs(file: FactFile, record: Record, path: FieldPath) -> list[Input]:
    """The fields of a form for what stands at `path` of a file; one for the whole file where it has to be mended first."""
    try:
        data = data_at(data_of(file), path) if file.kind.suffix == ".yaml" else None
    except CannotEdit as error:
        return [_whole(file, str(error))]
    if not isinstance(data, dict):
        return [_whole(file, "")]
    return [_input(file, record.by_key[key], data.get(key), (*path, key)) for key in declared_keys(record)]


def put_back(
    content: bytes, path: FieldPath, before: list[Input], typed: Typed
) -> tuple[bytes, dict[str, str]]:
    """The file with every field that was changed in the form, and what is wrong with those that cannot be written, by key."""
    wrong: dict[str, str] = {}
    for one in before:
        new = typed.get(one.key, one.value)
        if new == one.value:
            continue
        try:
            content = _written(content, path, one, new)
        except CannotEdit as error:
            wrong[one.key] = str(error)
    return content, wrong


def _written(content: bytes, path: FieldPath, one: Input, new: str) -> bytes:
    if one.key == WHOLE:
        return _as_bytes(new)
    if not new.strip():
        return remove_field(content, path, one.key) if one.value else content
    if one.sort == "list":
        return set_field(content, path, one.key, [line for line in new.split("\n") if line.strip()])
    return put(content, path, one.key, new) if one.sort == "yaml" else set_field(content, path, one.key, new)


def _as_bytes(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise CannotEdit("there is half a character in this text; type it again") from None


def _whole(file: FactFile, why: str) -> Input:
    about = why or "The file as it is: what is written here is what is saved."
    return Input(WHOLE, "yaml", file.content.decode("utf-8", "replace"), about, required=True)


def _input(file: FactFile, field: Field, value: Data | None, path: FieldPath) -> Input:
    kind, required = _meant(field.type), field.required
    about = help_of(field)
    if isinstance(kind, Scalar) and (value is None or isinstance(value, str)):
        return Input(
            field.key,
            _sort(kind),
            value or "",
            about,
            required,
            _choices(kind),
            kind.kinds,
            bool(kind.only_kind),
        )
    if isinstance(kind, Many) and isinstance(kind.item, Scalar) and _is_plain(value):
        lines = [value] if isinstance(value, str) else [str(one) for one in value or []]
        of = kind.item
        return Input(
            field.key, "list", "\n".join(lines), about, required, _choices(of), of.kinds, bool(of.only_kind)
        )
    return Input(
        field.key, "yaml", text_at(file.content, path), _with_parts(about, field.type), required, kinds=("*",)
    )


def _with_parts(about: str, kind: Type) -> str:
    """The help for a list or a group, with the fields that are typed in it; a star marks what has to be there."""
    inside = kind.item if isinstance(kind, Many) else kind
    if not isinstance(inside, Record):
        return about
    keys = (inside.by_key[key] for key in declared_keys(inside))
    parts = ", ".join(f"{one.key} *" if one.required else one.key for one in keys)
    each = "YAML, a list; each has" if isinstance(kind, Many) else "YAML, with"
    return f"{about + '. ' if about else ''}{each}: {parts}"


def _meant(kind: Type) -> Type:
    """What a bare value of a field is: of a value that sources may give differently, the value."""
    if isinstance(kind, Record) and kind.struct.shorthand:
        return _meant(kind.by_key[kind.struct.shorthand].type)
    return kind


def _sort(kind: Scalar) -> str:
    if kind.choices or kind.form == "yes-no":
        return "choice"
    return "long" if kind.form in _LONG else "line"


def _choices(kind: Scalar) -> tuple[str, ...]:
    return ("true", "false") if kind.form == "yes-no" else kind.choices


def _is_plain(value: Data | None) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, str) and "\n" not in one for one in value)
    return value is None or (isinstance(value, str) and "\n" not in value)
