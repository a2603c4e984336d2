"""The JSON Schema (2020-12) of a declared group of fields: one generator, in the dialect of whoever asks.

`schema_of` is that of the decoder, which takes shorthands written out; what editors take is said in `editors`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import get_origin

from generator.kinds import MOST_KEPT, Declared, Field, Many, Record, Scalar, Type
from generator.values import Fixed

Schema = dict[str, object]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DATE_FORMAT = "edtf"
"""The `format` of dates: EDTF level 1, as `dates.parse` reads it."""


class Dialect(Fixed, frozen=True):
    """How single values, lists of something and groups of fields are said, and what is said of a field."""

    scalar: Callable[[Scalar], Schema]
    many: Callable[[Schema], Schema]
    group: Callable[[Record, Schema], Schema]
    about: Callable[[Field], str]


def written_in(dialect: Dialect, kind: Type) -> Schema:
    """The schema of whatever is declared so, without its `$schema`."""
    if isinstance(kind, Many):
        return dialect.many(written_in(dialect, kind.item))
    if isinstance(kind, Record):
        return dialect.group(kind, _group(dialect, kind))
    return dialect.scalar(kind)


@lru_cache(MOST_KEPT)
def schema_of(record: Record) -> Schema:
    """The schema of a fact file as the decoder takes it: shorthands written out."""
    return {"$schema": DIALECT, **written_in(_WRITTEN_OUT, record)}


def declared_as(record: Record) -> type[Declared]:
    """The class that declares a group of fields, also where it is declared for values of any type."""
    origin = get_origin(record.struct)
    return origin if isinstance(origin, type) else record.struct


def description_of(record: Record) -> str:
    """What a group of fields is, in Markdown."""
    return (declared_as(record).__doc__ or "").strip()


def list_of(item: Schema) -> Schema:
    """The schema of a list."""
    return {"type": "array", "items": item}


def _group(dialect: Dialect, record: Record) -> Schema:
    schema: Schema = {
        "type": "object",
        "description": description_of(record),
        "properties": {field.key: _property(dialect, field) for field in record.fields},
        "required": [field.key for field in record.fields if field.required],
        "additionalProperties": False,
    }
    if record.struct.exactly_one:
        schema["oneOf"] = [_has(field) for field in record.fields if field.name in record.struct.exactly_one]
    return schema


def _property(dialect: Dialect, field: Field) -> Schema:
    schema, about = written_in(dialect, field.type), dialect.about(field)
    return {**schema, "description": about} if about else schema


def _has(field: Field) -> Schema:
    filled: Schema = {"minItems": 1} if isinstance(field.type, Many) else {}
    return {"required": [field.key], "properties": {field.key: filled}}


def _scalar(kind: Scalar) -> Schema:
    match kind.form:
        case "number":
            return {"type": "integer"}
        case "yes-no":
            return {"type": "boolean"}
        case "choice":
            return {"enum": list(kind.choices)}
        case "date":
            return {"type": "string", "format": DATE_FORMAT}
    return {"type": "string", "pattern": kind.pattern} if kind.pattern else {"type": "string"}


_WRITTEN_OUT = Dialect(_scalar, list_of, lambda _, schema: schema, lambda field: field.help)
