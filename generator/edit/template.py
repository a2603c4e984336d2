"""A fact file to be filled in, made from the declaration of its kind.

What every fact of the kind has stands there with an empty value, which the check tells by its name until it is written; what it
may have stands behind a `#`. The comments are the help of the declaration.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from textwrap import wrap

from generator.edit.order import declared_keys
from generator.edit.written import STEP, WIDTH, quoted
from generator.evidence import Evidence, Fact
from generator.kinds import Field, Kind, Many, Record, Scalar, Type, type_of

BESIDES = "Besides, where a source tells of it (take the # away, or the line):"

_SET_BY_COMMANDS = ("hold", "withdrawn")
_HOW = {
    "date": "a date, such as 2031-04-02, or 2031-04 where no day is known",
    "id": "a short name of its own within this file, such as toll-cap",
    "language": "the short code of a language, such as en",
    "line": "a line in our words",
    "number": "a whole number",
    "place": "a place, such as p5",
    "prose": "one paragraph or several, in our words",
    "quote": "as a source has it",
    "text": "a few words",
    "url": "a web address, from https:// on",
    "yes-no": "true or false",
}
_SAID_BY_HELP = frozenset(_HOW[form] for form in "id line number place prose quote text yes-no".split())
"""How such fields are filled in shows from what is said of them; of a date, an id of a fact or a choice it does not."""


def template(kind: Kind, filled: Mapping[str, str]) -> bytes:
    """The file of a new fact of a kind; `filled` are the values that are known already, by field."""
    if kind.suffix != ".yaml":
        return b"# \n"
    record = type_of(kind.record)
    wanted = [key for key in declared_keys(record) if key in _wanted(record) or key in filled]
    others = [key for key in declared_keys(record) if key not in (*wanted, *_SET_BY_COMMANDS)]
    lines = [line for key in wanted for line in _told(record.by_key[key], 0, filled.get(key, ""))]
    lines += ["", f"# {BESIDES}"]
    for key in others:
        field = record.by_key[key]
        lines += [
            *_comment("; ".join([help_of(field), *_words_within(field.type)]), 0),
            *(f"#{line}" for line in _lines(field, 0, "")),
        ]
    return "\n".join([*lines, ""]).encode()


def help_of(field: Field) -> str:
    """What to write into a field, in plain words."""
    how = _how(field.type)
    told = how if field.help and how not in _SAID_BY_HELP else ""
    return "; ".join(filter(None, [field.help or how, told]))


def _how(kind: Type) -> str:
    if isinstance(kind, Many):
        return _how(kind.item)
    if isinstance(kind, Record):
        return _how_group(kind)
    if kind.choices:
        return "one of " + ", ".join(kind.choices)
    if kind.form == "ref":
        return f"the id of {_a(kind.only_kind)}" if kind.only_kind else _how_named(kind)
    return _HOW.get(kind.form, "")


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _how_named(kind: Scalar) -> str:
    either = " or ".join(f"{one}:…" for one in kind.kinds if one != "*")
    return f"a kind and an id, {either}" if either else "a kind and an id, such as actor:ada-lind"


def _how_group(kind: Record) -> str:
    if not kind.struct.shorthand:
        return ""
    short = kind.by_key[kind.struct.shorthand]
    others = [one for one in kind.struct.exactly_one if one != short.key]
    if isinstance(short.type, Scalar) and short.type.choices == (short.key,):  # it says nothing but itself
        return f"{short.key}; or " + ", or ".join(f"{{{one}: …}}" for one in others)
    return _how(short.type)


@cache
def _wanted(record: Record) -> frozenset[str]:
    """What every group of this sort has to have; evidence counts where nothing else in it rests on a source."""
    wanted = {field.key for field in record.fields if field.required}
    if issubclass(record.struct, Fact) and record.struct.needs_evidence:
        inner = (_inside(record.by_key[key].type) for key in wanted)
        if not any(isinstance(one, Record) and _rests(one) for one in inner):
            wanted.add("evidence")
    return frozenset(wanted)


def _rests(record: Record) -> bool:
    return issubclass(record.struct, Evidence) or "evidence" in _wanted(record)


def _inside(kind: Type) -> Scalar | Record:
    return _inside(kind.item) if isinstance(kind, Many) else kind


def _told(field: Field, column: int, value: str) -> list[str]:
    """A field under its help, in what it consists of as well."""
    lines = _lines(field, column, value, told=True)
    return [*_comment(help_of(field), column), *lines]


def _comment(text: str, column: int) -> list[str]:
    return [f"{' ' * column}# {line}" for line in wrap(text, WIDTH - column - 2)]


def _lines(field: Field, column: int, value: str, *, told: bool = False) -> list[str]:
    """The lines of a field, each with nothing behind its colon where no value is known yet."""
    kind, head = _inside(field.type), f"{' ' * column}{field.key}:"
    if isinstance(kind, Scalar) or kind.struct.shorthand:
        return [f"{head} {quoted(value)}" if value else head]
    if not isinstance(field.type, Many):
        return [head, *_group(kind, column + STEP, told=told)]
    return [head, *_entries(kind, column + STEP, told=told)]


def _group(record: Record, column: int, *, told: bool) -> list[str]:
    return [line for field in _fields(record) for line in _told_or_not(field, column, told=told)]


def _entries(record: Record, column: int, *, told: bool) -> list[str]:
    """As many entries as there are at least, the first of them under its help."""
    others = _entry(record, column, told=False) * (record.struct.at_least - 1)
    return [*_entry(record, column, told=told), *others]


def _entry(record: Record, column: int, *, told: bool) -> list[str]:
    first, *rest = _fields(record)
    lines = _lines(first, column + STEP, "", told=told)
    dash = [f"{' ' * column}- {lines[0].lstrip()}", *lines[1:]]
    above = _comment(help_of(first), column) if told else []
    below = _comment(_besides(record), column + STEP) if told else []
    return [
        *above,
        *dash,
        *(line for one in rest for line in _told_or_not(one, column + STEP, told=told)),
        *below,
    ]


def _words_within(kind: Type) -> list[str]:
    """The words that fields take which every group of this sort has: their lines stand behind a `#`, without help."""
    inner = _inside(kind)
    fields = _fields(inner) if isinstance(inner, Record) and not inner.struct.shorthand else []
    return [f"{field.key}: {_how(field.type)}" for field in fields if _takes_words(field)]


def _besides(record: Record) -> str:
    """The other keys of a group, with the words that they take."""
    others = [
        record.by_key[key] for key in declared_keys(record) if record.by_key[key] not in _fields(record)
    ]
    told = [f"{one.key} ({_how(one.type)})" if _takes_words(one) else one.key for one in others]
    return f"besides: {', '.join(told)}" if told else ""


def _takes_words(field: Field) -> bool:
    kind = _inside(field.type)
    return isinstance(kind, Scalar) and bool(kind.choices)


def _told_or_not(field: Field, column: int, *, told: bool) -> list[str]:
    return _told(field, column, "") if told else _lines(field, column, "")


def _fields(record: Record) -> list[Field]:
    """Those that every group of this sort has; of one that has to have none, the first."""
    keys = [key for key in declared_keys(record) if key in _wanted(record)]
    return [record.by_key[key] for key in keys or declared_keys(record)[:1]]
