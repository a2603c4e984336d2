"""Plain data and a kind to a fact, or every problem in it.

Shorthands are written out first, so that one strict declaration serves the decoder and the JSON Schema alike. The decoder
is fast and stops at the first fault; a file that it refuses is examined again with the schema, which names them all. The
two agree: a file shapes if and only if the examination finds nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from generator.examine import examine
from generator.kinds import Declared, Field, Many, Record, Scalar, Type, read_date, type_of
from generator.problems import Part, Problem

if TYPE_CHECKING:
    from generator.yamlfile import Data

D = TypeVar("D", bound=Declared)

Written = str | int | bool | list["Written"] | dict[str, "Written"]
"""Data with its shorthands written out, and whole numbers and yes-or-no read where their field asks for them."""

_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]{0,8})\Z")


def shape(data: Data, struct: type[D], file: str) -> tuple[D | None, list[Problem]]:
    """The fact that `data` says, or None and all that is wrong with it, placed in `file`.

    An empty text is a hole, of which the parser has told: nothing more is said of it here.
    """
    written = write_out(data, type_of(struct))
    try:
        return msgspec.convert(written, struct, dec_hook=read_date), []
    except msgspec.ValidationError as refusal:
        problems = examine(written, type_of(struct), file) or [_unexplained(refusal, file)]
        return None, [problem for problem in problems if not _is_hole(written, problem)]


def write_out(data: Data, kind: Type) -> Written:
    """The data as the declaration has it: bare values in their groups, single values in lists, references with their kind.

    What does not fit is left as it is, for the examination to find.
    """
    if isinstance(kind, Many):
        items = data if isinstance(data, list) else [data]
        return [write_out(item, kind.item) for item in items]
    if isinstance(kind, Record):
        return _write_out_group(data, kind)
    return _write_out_scalar(data, kind)


def _write_out_group(data: Data, kind: Record) -> Written:
    if not isinstance(data, dict):
        shorthand = kind.by_key.get(kind.struct.shorthand)
        return _write_out_bare(data, kind, shorthand) if shorthand else _as_it_is(data)
    fields = kind.by_key
    return {
        key: write_out(value, fields[key].type) if key in fields else _as_it_is(value)
        for key, value in data.items()
    }


def _write_out_bare(data: Data, kind: Record, shorthand: Field) -> Written:
    if kind.struct.doubted and isinstance(data, str) and data.endswith("?") and len(data) > 1:
        return {shorthand.key: write_out(data[:-1], shorthand.type), **kind.struct.doubted}
    return {shorthand.key: write_out(data, shorthand.type)}


def _write_out_scalar(data: Data, kind: Scalar) -> Written:
    if not isinstance(data, str):
        return _as_it_is(data)
    match kind.form:
        case "ref" if kind.only_kind and ":" not in data:
            return f"{kind.only_kind}:{data}"
        case "number" if _WHOLE.match(data):
            return int(data)
        case "yes-no" if data in ("true", "false"):
            return data == "true"
        case "prose":
            return data
    return data.rstrip("\n") or data  # only what was empty in the file is a hole


def _as_it_is(data: Data) -> Written:
    if isinstance(data, dict):
        return {key: _as_it_is(value) for key, value in data.items()}
    return [_as_it_is(item) for item in data] if isinstance(data, list) else data


def _is_hole(written: Written, problem: Problem) -> bool:
    """Whether a value is missing altogether, of which the parser has told: one mistake is one problem."""
    value = written
    for step in problem.path:
        if isinstance(value, dict):
            value = value[str(step)]
        elif isinstance(value, list):
            value = value[int(step)]
    return value == "" and problem.part is Part.VALUE


def _unexplained(refusal: msgspec.ValidationError, file: str) -> Problem:
    # Decoder and schema are held together by a property test; should they part, the writer is still told.
    return Problem(
        "wrong-type",
        file,
        f"this file cannot be read as it is: {refusal}",
        "see the reference for its fields",
    )
