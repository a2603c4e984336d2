"""Plain data and a kind to a fact, or every problem in it.

Shorthands are written out first, so that one strict declaration serves the decoder and the JSON Schema alike. The decoder
is fast and stops at the first fault; a file that it refuses is examined again with the schema, which names them all. The
two agree: a file shapes if and only if the examination finds nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from generator.cures import hole_help
from generator.examine import examine
from generator.kinds import MOST_KEPT, Declared, Many, Record, Scalar, Type, read_date, type_of
from generator.patterns import late
from generator.problems import FieldPath, Part, Problem
from generator.values import altered
from generator.yamlfile.mistakes import EMPTY_VALUE

if TYPE_CHECKING:
    from generator.yamlfile import Data

D = TypeVar("D", bound=Declared)

Written = str | int | bool | list["Written"] | dict[str, "Written"]
"""Data with its shorthands written out, and whole numbers and yes-or-no read where their field asks for them."""

Writer = Callable[["Data"], Written]

_HOLE: Final = "empty-value"
_WHOLE: Final = late(r"-?(0|[1-9][0-9]{0,8})\Z")


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


def with_cures(told: list[Problem], data: Data, struct: type[Declared]) -> list[Problem]:
    """What the parser has told, of a key without a value with what may be written there, or whether it can be left out."""
    holes: dict[str, list[FieldPath]] = {}
    for path in _holes(data, ()):
        holes.setdefault(f"'{path[-1]}' has no value", []).append(path)
    places = {headline: iter(paths) for headline, paths in holes.items()}
    asked = Counter(one.headline for one in told if one.code == _HOLE)
    return [
        _with_cure(one, next(places[one.headline]), type_of(struct))
        if one.code == _HOLE and asked[one.headline] == len(holes.get(one.headline, ()))
        else one
        for one in told
    ]


def _holes(data: Data, path: FieldPath) -> Iterator[FieldPath]:
    """The keys that have no value, in the order in which they are written."""
    if isinstance(data, list):
        for index, one in enumerate(data):
            yield from _holes(one, (*path, index))
    elif isinstance(data, dict):
        for key, one in data.items():
            if one == "":
                yield (*path, key)
            else:
                yield from _holes(one, (*path, key))


def _with_cure(hole: Problem, path: FieldPath, record: Record) -> Problem:
    around: Type = record
    for step in path[:-1]:
        around = _inside(around)
        field = around.by_key.get(str(step)) if isinstance(around, Record) and isinstance(step, str) else None
        around = field.type if field else around
    cure = hole_help(_inside(around), str(path[-1])) if hole.help == EMPTY_VALUE.help else ""
    return altered(hole, help=cure) if cure else hole


def _inside(kind: Type) -> Type:
    return _inside(kind.item) if isinstance(kind, Many) else kind


def write_out(data: Data, kind: Type) -> Written:
    """The data as the declaration has it: bare values in their groups, single values in lists, references with their kind.

    What does not fit is left as it is, for the examination to find.
    """
    return _writer(kind)(data)


@lru_cache(MOST_KEPT)
def _writer(kind: Type) -> Writer:
    """What writes out the data of one type: made once, so that a file costs only what stands in it."""
    if isinstance(kind, Many):
        return _list_writer(_writer(kind.item))
    return _group_writer(kind) if isinstance(kind, Record) else _scalar_writer(kind)


def _list_writer(item: Writer) -> Writer:
    return lambda data: [item(one) for one in data] if isinstance(data, list) else [item(data)]


def _group_writer(kind: Record) -> Writer:
    fields = {field.key: _writer(field.type) for field in kind.fields}
    bare = _bare_writer(kind)

    def write(data: Data) -> Written:
        if isinstance(data, dict):
            return {key: fields.get(key, _as_it_is)(value) for key, value in data.items()}
        return bare(data)

    return write


def _bare_writer(kind: Record) -> Writer:
    """What is made of a bare value where the group is wanted."""
    shorthand = kind.by_key.get(kind.struct.shorthand)
    if shorthand is None:
        return _as_it_is
    key, value, doubted = shorthand.key, _writer(shorthand.type), kind.struct.doubted

    def write(data: Data) -> Written:
        if doubted and isinstance(data, str) and data.endswith("?") and len(data) > 1:
            return {key: value(data[:-1]), **doubted}
        return {key: value(data)}

    return write


def _scalar_writer(kind: Scalar) -> Writer:
    if kind.form == "prose":
        return _as_it_is
    read = _READ.get(kind.form, _told)
    only_kind = kind.only_kind if kind.form == "ref" else ""

    def write(data: Data) -> Written:
        if not isinstance(data, str):
            return _as_it_is(data)
        if only_kind and data and ":" not in data:
            return f"{only_kind}:{data}"
        return read(data)

    return write


def _told(text: str) -> Written:
    return text.rstrip("\n") or text  # only what was empty in the file is a hole


def _number(text: str) -> Written:
    return int(text) if _WHOLE.match(text) else _told(text)


def _yes_no(text: str) -> Written:
    return text == "true" if text in ("true", "false") else _told(text)


_READ: Final[dict[str, Callable[[str], Written]]] = {"number": _number, "yes-no": _yes_no}


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
