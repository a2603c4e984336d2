"""A kind of fact as a value: what its fields are, where its files lie, where its pages stand.

Everything that treats facts by their fields (reading shorthands, finding references, showing) walks the `Type` tree made
here from a declaration, and knows no kind by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import ClassVar, cast

import msgspec
from msgspec import inspect

from generator.dates import Date
from generator.problems import FieldPath

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_END = r"(?![\s\S])"  # the very end: `$` would let a line break follow in Python, and not in JSON Schema
ID_PATTERN = f"^{ID}{_END}"
PLACE_PATTERN = rf"^p[1-9][0-9]{{0,4}}(?:s[1-9][0-9]{{0,2}})?(?:-[1-9][0-9]{{0,4}})?{_END}"


class Declared(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A group of fields in a fact file.

    `shorthand` names the field that is meant where a bare value stands in place of the group, and `doubted` what a question
    mark after that value says besides; of the fields in `exactly_one` each group has one, no more and no less. `named_by` is the
    field that an entry goes by in a link; without one it goes by the name of its fact.
    """

    shorthand: ClassVar[str] = ""
    doubted: ClassVar[Mapping[str, str]] = {}
    exactly_one: ClassVar[tuple[str, ...]] = ()
    named_by: ClassVar[str] = ""

    def __post_init__(self) -> None:
        """Refuse a group that has none or several of `exactly_one`, as the JSON Schema does."""
        filled = sum(getattr(self, name) not in (None, ()) for name in self.exactly_one)
        if self.exactly_one and filled != 1:
            raise ValueError("one of " + ", ".join(self.exactly_one))


def doc(description: str) -> msgspec.Meta:
    """What a field is for, in words for the writer of facts."""
    return msgspec.Meta(description=description)


def text(form: str, pattern: str | None = None, **about: object) -> msgspec.Meta:
    """A text of a certain form (`line`, `prose`, `quote`, `place`, …), with the pattern it keeps to."""
    return msgspec.Meta(pattern=pattern, extra={"form": form, **about})


def ref(*kinds: str, back: str = "") -> msgspec.Meta:
    """A reference to a fact of one of `kinds` (`*`: of any). `back` is what it is called on the page it leads to."""
    kind = "[a-z]+(?:-[a-z]+)*" if kinds == ("*",) else "|".join(kinds)
    pattern = f"^(?:{kind}):{ID}(?:/{ID})?(?:#{ID})?{_END}"
    return text("ref", pattern, kinds=kinds, back=back)


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


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact: one declaration, one layout.

    `address` is the pattern of its pages' addresses: `{id}` is the fact's id; a kind whose ids have two parts
    (`id_parts` names the kinds they refer to) writes `{0}` and `{1}`. An address with a fragment is a place on
    another fact's page, and the kind has no pages of its own. `title` is the pattern of what a fact is called, with its
    fields by name and the facts that its id refers to by number.
    """

    name: str
    plural: str
    record: type[Declared]
    folder: str
    address: str
    title: str
    layout: str = "fact.html"
    intro: str = ""
    date: str = ""
    starts_with_date: bool = False
    id_parts: tuple[tuple[str, str], ...] = ()
    suffix: str = ".yaml"

    @property
    def has_pages(self) -> bool:
        """Whether each fact of this kind has a page of its own."""
        return "#" not in self.address

    @property
    def list_address(self) -> str:
        """Where all facts of this kind are listed; empty for a kind without pages in a folder."""
        return (
            self.address.rpartition("/")[0] + "/index.html" if self.has_pages and "/" in self.address else ""
        )

    def address_of(self, fact_id: str, entry: str = "") -> str:
        """The address of a fact, or of an entry in it, from the top of the site."""
        place = self.address.format(*fact_id.split("/"), id=fact_id)
        if not entry:
            return place
        return f"{place}--{entry}" if "#" in place else f"{place}#{entry}"


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
