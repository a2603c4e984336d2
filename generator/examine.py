"""Everything that is wrong with the shape of a fact file, in words for its writer.

Called only for a file that the decoder has refused, so the validator is imported here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.cures import (
    HOW_TO_WRITE,
    choice_meant,
    either,
    form_help,
    key_meant,
    keys_of,
    reference_help,
    to_write,
    unknown_key_help,
    ways,
)
from generator.dates import BadDate, parse
from generator.kinds import MOST_KEPT, Many, Record, Scalar, Type
from generator.languages import code_meant
from generator.patterns import late
from generator.problems import FieldPath, Part, Problem, as_id, as_places, nearest_id
from generator.schema import DATE_FORMAT, schema_of
from generator.values import altered

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError

MOST_GUESSES = 100
"""For so many unknown keys in a group, and so many texts that are no ids, the nearest one is looked for: more are no slips."""

_NO_REFERENCE = late(r"'([^:']*)' is no reference\Z")
_KIND_TOLD = late(r"'([a-z-]+)'")
_NO_ID = late(r"'(.*)' is no ([a-z-]+) id\Z", re.DOTALL)


def examine(written: object, record: Record, file: str) -> list[Problem]:
    """All problems of a file's data, shorthands written out; empty if and only if the decoder takes it."""
    found: list[Problem] = []
    for error in _validator(record).iter_errors(written):
        found.extend(_tell(error, record, file))
    return found


def with_nearest_ids(
    problems: Iterable[Problem], refs: Sequence[str], itself: Mapping[str, str] = MappingProxyType({})
) -> list[Problem]:
    """The problems, those of a text that is no id with the nearest id that there is; `refs` are all facts, as `kind:id`.

    `itself` is the fact in a file, which is never meant in that file. Which facts there are is not known where one file is
    examined; whoever has read all files asks for this.
    """
    told = _with_kinds(list(problems), refs, itself)
    typed = {
        one: match for one in told if one.code == "bad-reference" and (match := _NO_ID.match(one.headline))
    }
    ids: dict[str, list[str]] = {}
    for ref in refs if typed else ():
        kind, _, name = ref.partition(":")
        ids.setdefault(kind, []).append(name)
    asked = dict.fromkeys(match.group(1, 2) for match in typed.values())
    guesses = {one: nearest_id(one[0], ids.get(one[1], ())) for one in islice(asked, MOST_GUESSES)}
    cures = {
        one: _other(guesses.get((match[1], match[2])), match, ids, itself.get(one.file, ""))
        for one, match in typed.items()
    }
    return [altered(one, help=f"did you mean '{cures[one]}'?") if cures.get(one) else one for one in told]


def _other(guess: str | None, typed: re.Match[str], ids: Mapping[str, list[str]], itself: str) -> str | None:
    """The guess, or where it is the fact itself the nearest among the others."""
    kind = typed[2]
    if guess is None or f"{kind}:{guess}" != itself:
        return guess
    return nearest_id(typed[1], [one for one in ids[kind] if one != guess])


def _with_kinds(problems: Sequence[Problem], refs: Iterable[str], itself: Mapping[str, str]) -> list[Problem]:
    """The problems, those of an id whose kind was left out with the one fact that has this id, if it may stand there."""
    bare = {
        one: found[1]
        for one in problems
        if one.code == "bad-reference" and (found := _NO_REFERENCE.match(one.headline))
    }
    called: dict[str, list[str]] = {}
    for ref in refs if bare else ():
        called.setdefault(ref.partition(":")[2], []).append(ref)
    cures = {
        one: _fitting([ref for ref in called.get(typed, ()) if ref != itself.get(one.file)], one.help)
        for one, typed in bare.items()
    }
    return [altered(one, help=f"did you mean '{cures[one]}'?") if cures.get(one) else one for one in problems]


def _fitting(refs: Sequence[str], cure: str) -> str:
    """The only one of these facts whose kind may stand where the cure says which kinds may; nothing where there are several."""
    allowed = set(_KIND_TOLD.findall(cure))
    fit = [ref for ref in refs if "…" in cure or ref.partition(":")[0] in allowed]
    return fit[0] if len(fit) == 1 else ""


@lru_cache(MOST_KEPT)
def _validator(record: Record) -> Draft202012Validator:
    import jsonschema_rs

    formats: dict[str, Callable[[str], bool]] = {DATE_FORMAT: _is_date}
    return jsonschema_rs.Draft202012Validator(schema_of(record), formats=formats, validate_formats=True)


def _is_date(text: str) -> bool:
    try:
        parse(text)
    except BadDate:
        return False
    return True


def _tell(error: ValidationError, record: Record, file: str) -> Iterator[Problem]:
    path: FieldPath = tuple(error.instance_path)
    kind = type_at(record, path)
    match error.kind.name:
        case "additionalProperties":
            yield from _unknown_keys(error.kind.value, path, kind, error.instance, file)
        case "required" if error.kind.value not in _meant(error.instance, kind):
            yield _missing_key(str(error.kind.value), path, kind, file)
        case "required":
            pass
        case "oneOf":
            yield from _not_one(error.instance, path, kind, file)
        case "enum":
            assert isinstance(kind, Scalar)
            headline = f"{_typed(error.instance)} is not one of the words this field takes"
            cure = choice_meant(str(error.instance), kind, type_at(record, path[:-1]))
            yield Problem("bad-choice", file, headline, cure, path)
        case "format":
            yield _bad_date(str(error.instance), path, file)
        case _:
            yield _wrong_value(error.instance, path, kind, file)


def _unknown_keys(
    keys: Sequence[str], path: FieldPath, kind: Type, group: object, file: str
) -> Iterator[Problem]:
    assert isinstance(kind, Record)
    assert isinstance(group, dict)
    for number, key in enumerate(keys):
        cure = unknown_key_help(key, kind, group) if number < MOST_GUESSES else keys_of(kind)
        headline = f"there is no key '{key}' here"
        yield Problem("unknown-key", file, headline, cure, (*path, key), Part.KEY)


def _missing_key(key: str, path: FieldPath, kind: Type, file: str) -> Problem:
    assert isinstance(kind, Record)
    field = kind.by_key[key]
    purpose = ", " + field.help.replace("`", "'") if field.help else ""
    cure = "; ".join(filter(None, [f"add '{key}:'{purpose}", to_write(field.type)]))
    return Problem("missing-key", file, f"the key '{key}' is missing", cure, path, Part.KEY)


def _not_one(group: object, path: FieldPath, kind: Type, file: str) -> Iterator[Problem]:
    if isinstance(kind, Record) and isinstance(group, dict):
        choices = kind.struct.exactly_one
        several = sum(group.get(choice, []) != [] for choice in choices) > 1
        if several or not set(choices) & _meant(group, kind):
            headline = f"one of {either(choices)} is wanted here, and there {'are several' if several else 'is none'}"
            cure = "keep one of them and take the others out" if several else f"write {ways(kind)}"
            yield Problem("not-one-of", file, headline, cure, path)


def _meant(group: object, kind: Type) -> frozenset[str | None]:
    """The keys that misspelt ones stand for: what is told of as misspelt is not told of again as missing."""
    assert isinstance(kind, Record)
    assert isinstance(group, dict)
    return _nearest_keys(kind, tuple(key for key in group if key not in kind.by_key))


@lru_cache(maxsize=8)
def _nearest_keys(kind: Record, typed: tuple[str, ...]) -> frozenset[str | None]:
    return frozenset(key_meant(key, kind) for key in typed[:MOST_GUESSES])


def _bad_date(text: str, path: FieldPath, file: str) -> Problem:
    try:
        parse(text)
    except BadDate as error:
        cure = str(error).removeprefix("this is no date; ")
        return Problem("bad-date", file, f"'{text}' is no date", cure, path)
    raise AssertionError(text)


def _wrong_value(value: object, path: FieldPath, kind: Type, file: str) -> Problem:
    if isinstance(kind, Scalar) and isinstance(value, str) and kind.form in HOW_TO_WRITE:
        code, cure = HOW_TO_WRITE[kind.form]
        typed = value.removeprefix(f"{kind.only_kind}:")  # which the writer may leave out
        cure = reference_help(kind, typed) or cure.format("ada-lind" if ":" in typed else as_id(typed))
        if kind.form == "place" and (meant := as_places(typed)):
            cure = f"did you mean {meant}?"
        if kind.form == "language" and (code_ := code_meant(typed)):
            cure = f"did you mean '{code_}'?"
        return Problem(code, file, f"'{typed}' is {_called(kind)}", cure, path)
    headline = f"{_typed(value)} stands where {_wanted(kind)} is wanted"
    return Problem("wrong-type", file, headline, form_help(kind, path, value), path)


def _called(kind: Scalar) -> str:
    if kind.only_kind:
        return f"no {kind.only_kind} id"
    others = {"ref": "no reference", "yes-no": "neither 'true' nor 'false'", "url": "no web address"}
    return others.get(kind.form, f"no {kind.form}")


def _typed(value: object) -> str:
    if isinstance(value, dict):
        return "a group of keys"
    return "a list" if isinstance(value, list) else f"'{value}'"


def _wanted(kind: Type) -> str:
    if isinstance(kind, Record):
        return "a group of keys"
    return (
        "a list"
        if isinstance(kind, Many)
        else f"a {kind.form}"
        if kind.form in ("date", "number")
        else "a text"
    )


def type_at(kind: Type, path: FieldPath) -> Type:
    """What is declared at a place."""
    for step in path:
        if isinstance(kind, Many):
            kind = kind.item
        elif isinstance(kind, Record) and (field := kind.by_key.get(str(step))):
            kind = field.type
    return kind
