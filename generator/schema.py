"""The JSON Schema (2020-12) of a declared group of fields, as the decoder takes it: shorthands written out."""

from __future__ import annotations

from functools import cache

from generator.kinds import Field, Many, Record, Scalar, Type

Schema = dict[str, object]

DATE_FORMAT = "edtf"
"""The `format` of dates: EDTF level 1, as `dates.parse` reads it."""


@cache
def schema_of(record: Record) -> Schema:
    """The schema of a fact file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_schema(record)}


def _schema(kind: Type) -> Schema:
    if isinstance(kind, Many):
        return {"type": "array", "items": _schema(kind.item)}
    if isinstance(kind, Record):
        return _group(kind)
    return _scalar(kind)


def _group(record: Record) -> Schema:
    schema: Schema = {
        "type": "object",
        "description": (record.struct.__doc__ or "").strip(),
        "properties": {field.key: _property(field) for field in record.fields},
        "required": [field.key for field in record.fields if field.required],
        "additionalProperties": False,
    }
    if record.struct.exactly_one:
        schema["oneOf"] = [_has(field) for field in record.fields if field.name in record.struct.exactly_one]
    return schema


def _property(field: Field) -> Schema:
    schema = _schema(field.type)
    return {**schema, "description": field.help} if field.help else schema


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
