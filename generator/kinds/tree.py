"""A declaration as a small tree of types."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, cast, get_args, get_origin

import msgspec
from msgspec import structs

from generator.dates import BadDate, Date, parse
from generator.kinds.declared import MOST_KEPT, Declared
from generator.values import Fixed


class Scalar(Fixed, frozen=True):
    """One text, whole number, yes-or-no or date; `form` says how it is read and shown."""

    form: str
    kinds: tuple[str, ...] = ()
    back: str = ""
    choices: tuple[str, ...] = ()
    pattern: str = ""

    @property
    def only_kind(self) -> str:
        """The one kind that a reference can lead to, so that a bare id is enough; empty for everything else."""
        return self.kinds[0] if len(self.kinds) == 1 and self.kinds != ("*",) else ""


class Many(Fixed, frozen=True):
    """A list. A single value written in its place is a list of one."""

    item: Type


class Record(Fixed, frozen=True, eq=False, dict=True):
    """A group of fields. There is one of these for a declaration (`type_of`), so it is compared by identity."""

    struct: type[Declared]
    fields: tuple[Field, ...]

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """The fields as they are written."""
        return {field.key: field for field in self.fields}

    @cached_property
    def nested(self) -> tuple[Field, ...]:
        """The fields that hold groups of fields, or lists of them."""
        return tuple(field for field in self.fields if not isinstance(_inside(field.type), Scalar))


class Field(Fixed, frozen=True):
    """A field of a group: `name` in Python, `key` in YAML."""

    name: str
    key: str
    type: Type
    required: bool
    help: str


Type = Scalar | Many | Record


@lru_cache(MOST_KEPT)
def type_of(struct: type[Declared]) -> Record:
    """The type tree of a declared group of fields. Raises `TypeError` for what no field can hold."""
    for declared in (get_origin(struct) or struct).__mro__:
        _settle(declared)
    return Record(struct, tuple(_field(field) for field in structs.fields(struct)))


def _settle(declared: type) -> None:
    # What a class says of its fields is a text, which the decoder would read anew for every class that takes it over.
    # (`inspect` has the same, and takes longer to import than all declarations do.)
    written = getattr(declared, "__annotations__", {})
    if any(isinstance(one, str) for one in written.values()):
        names = vars(sys.modules[declared.__module__])
        declared.__annotations__ = {
            field: eval(one, names, {}) if isinstance(one, str) else one  # noqa: S307  of our own declarations
            for field, one in written.items()
        }


def _field(field: structs.FieldInfo) -> Field:
    return Field(field.name, field.encode_name, _type(field.type, {}), field.required, _help(field.type))


def _help(annotation: object) -> str:
    said = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    return next((one.description for one in reversed(said) if one.description), "")


def _type(annotation: object, about: Mapping[str, object]) -> Type:
    """The type of what is annotated so, `about` being what is said of it further out."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(args[0], {**_said(args[1:]), **about})
    if origin in (Union, UnionType):
        return _type(next(one for one in args if one is not NoneType), about)
    if origin is tuple and args[1:] == (...,):
        return Many(_type(args[0], about))
    declared = origin or annotation
    if isinstance(declared, type) and issubclass(declared, Declared):
        return type_of(cast("type[Declared]", annotation))
    return _scalar(annotation, about)


def _said(metas: Iterable[msgspec.Meta]) -> dict[str, object]:
    said: dict[str, object] = {}
    for meta in metas:
        said |= meta.extra or {}
        if meta.pattern:
            said["pattern"] = meta.pattern
    return said


def _scalar(annotation: object, about: Mapping[str, object]) -> Scalar:
    if get_origin(annotation) is Literal:
        return Scalar("choice", choices=tuple(sorted(str(word) for word in get_args(annotation))))
    if annotation is str:
        kinds = about.get("kinds", ())
        assert isinstance(kinds, tuple)
        form, back, pattern = (str(about.get(key, other)) for key, other in _OF_TEXT)
        return Scalar(form, kinds, back, pattern=pattern)
    if annotation in _PLAIN:
        return Scalar(_PLAIN[annotation])
    raise TypeError(f"no field can hold {annotation}")


_OF_TEXT = (("form", "text"), ("back", ""), ("pattern", ""))
_PLAIN = {int: "number", bool: "yes-no", Date: "date"}


def _inside(kind: Type) -> Scalar | Record:
    return _inside(kind.item) if isinstance(kind, Many) else kind


_date = lru_cache(MOST_KEPT)(parse)
"""A date from its text; most stand in many places."""


def read_date(kind: type, value: object) -> Date:
    """What the decoder asks for a type that is not its own: a date, from its text. Raises `ValueError` for it to refuse."""
    if kind is not Date:
        raise NotImplementedError
    if not isinstance(value, str):
        raise ValueError("a date is a text")  # noqa: TRY004  what the decoder takes for a refusal
    try:
        return _date(value)
    except BadDate as error:
        raise ValueError(str(error)) from None
