"""A declaration as a small tree of types, and the ways through a fact along it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import cast

from msgspec import inspect

from generator.dates import BadDate, Date, parse
from generator.kinds.declared import Declared
from generator.problems import FieldPath


@dataclass(frozen=True, slots=True)
class Scalar:
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


@dataclass(frozen=True, slots=True)
class Many:
    """A list. A single value written in its place is a list of one."""

    item: Type


@dataclass(frozen=True, eq=False)
class Record:
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


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a group: `name` in Python, `key` in YAML."""

    name: str
    key: str
    type: Type
    required: bool
    help: str


Type = Scalar | Many | Record


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value of a fact, with the way to it and its type."""

    path: FieldPath
    value: object
    type: Scalar


@dataclass(frozen=True, slots=True)
class Group:
    """A group of fields of a fact, with the way to it and its type."""

    path: FieldPath
    value: Declared
    type: Record


@cache
def type_of(struct: type[Declared]) -> Record:
    """The type tree of a declared group of fields."""
    found = _type(inspect.type_info(struct))
    assert isinstance(found, Record)
    return found


def walk(value: object, kind: Type, path: FieldPath = ()) -> Iterator[Leaf]:
    """Every single value in a fact, in the order of its declaration."""
    if isinstance(kind, Record):
        for field in kind.fields:
            inner = getattr(value, field.name)
            if inner is not None and inner != ():
                yield from walk(inner, field.type, (*path, field.key))
    elif isinstance(kind, Many):
        assert isinstance(value, tuple)
        for index, item in enumerate(value):
            yield from walk(item, kind.item, (*path, index))
    else:
        yield Leaf(path, value, kind)


def groups(value: object, kind: Type, path: FieldPath = ()) -> Iterator[Group]:
    """Every group of fields in a fact, the fact itself first."""
    if isinstance(kind, Record) and isinstance(value, Declared):
        yield Group(path, value, kind)
        for field in kind.nested:
            inner = getattr(value, field.name)
            if inner:
                yield from groups(inner, field.type, (*path, field.key))
    elif isinstance(kind, Many) and isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from groups(item, kind.item, (*path, index))


def groups_around(value: Declared, kind: Record, path: FieldPath) -> Iterator[Declared]:
    """The groups of a fact that a path leads through, the fact itself first."""
    inner: object = value
    of: Type = kind
    for step in path:
        if isinstance(of, Record) and isinstance(inner, Declared):
            yield inner
            field = of.by_key[str(step)]
            inner, of = getattr(inner, field.name), field.type
        elif isinstance(of, Many) and isinstance(inner, tuple):
            inner, of = inner[int(step)], of.item


def _inside(kind: Type) -> Scalar | Record:
    return _inside(kind.item) if isinstance(kind, Many) else kind


def _type(info: inspect.Type, meta: dict[str, object] | None = None) -> Type:
    if isinstance(info, inspect.Metadata):
        return _type(info.type, {**(info.extra or {}), **(meta or {})})
    if isinstance(info, inspect.UnionType):
        return _type(next(t for t in info.types if not isinstance(t, inspect.NoneType)), meta)
    if isinstance(info, inspect.VarTupleType):
        return Many(_type(info.item_type, meta))
    if isinstance(info, inspect.StructType):
        return Record(cast("type[Declared]", info.cls), tuple(_field(field) for field in info.fields))
    return _scalar(info, meta or {})


def _field(field: inspect.Field) -> Field:
    return Field(field.name, field.encode_name, _type(field.type), field.required, _description(field.type))


def _description(info: inspect.Type) -> str:
    if isinstance(info, inspect.Metadata):
        schema = info.extra_json_schema or {}
        return str(schema.get("description", "")) or _description(info.type)
    return ""


def _scalar(info: inspect.Type, meta: dict[str, object]) -> Scalar:
    match info:
        case inspect.IntType():
            return Scalar("number")
        case inspect.BoolType():
            return Scalar("yes-no")
        case inspect.LiteralType(values=values):
            return Scalar("choice", choices=tuple(str(value) for value in values))
        case inspect.CustomType(cls=cls) if cls is Date:
            return Scalar("date")
        case inspect.StrType(pattern=pattern):
            kinds = meta.get("kinds", ())
            assert isinstance(kinds, tuple)
            return Scalar(
                str(meta.get("form", "text")), kinds, str(meta.get("back", "")), pattern=pattern or ""
            )
    raise TypeError(f"no field can hold {info}")


def read_date(kind: type, value: object) -> Date:
    """What the decoder asks for a type that is not its own: a date, from its text. Raises `ValueError` for it to refuse."""
    if kind is not Date:
        raise NotImplementedError
    if not isinstance(value, str):
        raise ValueError("a date is a text")  # noqa: TRY004  what the decoder takes for a refusal
    try:
        return parse(value)
    except BadDate as error:
        raise ValueError(str(error)) from None
