"""Data written as YAML in the style of the house, so that `yamlfile.parse` reads the same back.

Groups stand one field a line; what is small, and every piece of evidence, stands between brackets in one line if it fits
there; a long text is folded. Quotation marks are put only where YAML needs them (and round a `#`, which looks like a comment).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from generator.yamlfile import Data
from generator.yamlfile.places import Place

WIDTH = 110
"""Characters a line, counted from 1; a line gets longer only where it cannot be broken."""

STEP = 2

_SHORT = 12
# What the parser refuses to see, and what turns the direction of the line round; joiners belong to the words they stand in.
_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_UNSEEN = re.compile(f"[\\x00-\\x1f]|{_ESCAPED.pattern}")
_UNPLAIN = re.compile(r"[-?:,\[\]{}&*!|>'\"%@`\s]|\.\.\.|<<\Z|.*(?:#|: |[:\s]\Z)", re.DOTALL)
_BRACKETS = re.compile(r"[,\[\]{}]")
_GOES_ON = re.compile(r"(?:\r\n|\r|\n)(?=[^\r\n])")


class Typed(str):
    """A text of a file, with its spelling there (`raw`: one line, with its quotation marks), which is kept."""

    __slots__ = ("raw",)

    raw: str

    @classmethod
    def as_in(cls, raw: str, text: str) -> Typed:
        """`text` as the file spells it."""
        typed = cls(text)
        typed.raw = raw
        return typed


def as_spelt(text: str, place: Place) -> Data:
    """What stands at a place in a text of YAML, each text in it with its spelling."""
    if place.kind == "mapping":
        return {str(key): as_spelt(text, inner) for key, inner in place.inner.items()}
    if place.kind == "list":
        return [as_spelt(text, inner) for inner in place.inner.values()]
    raw = text[slice(*place.value)]
    return place.name if re.search(r"[\r\n]", raw) else Typed.as_in(raw, place.name)


def fields(group: dict[str, Data], column: int, dash: int = STEP) -> list[str]:
    """A group's fields, as lines that begin in `column` (from 0). Entries of lists begin `dash` columns to the right of their key."""
    return [line for key, value in group.items() for line in field(key, value, column, dash)]


def field(key: str, value: Data, column: int, dash: int = STEP) -> list[str]:
    """The lines of one field."""
    head = f"{' ' * column}{quoted(key)}:"
    if isinstance(value, str):
        return _text(head, value, column)
    line = f"{head} {in_brackets(value)}"
    if len(line) <= WIDTH and _runs_on(value):
        return [line]
    if isinstance(value, dict):
        return [head, *fields(value, column + STEP, dash)]
    if all(isinstance(item, str) and len(item) <= _SHORT for item in value):
        return _broken(head, value)
    return [head, *(line for item in value for line in entry(item, column + dash, dash))]


def entry(item: Data, column: int, dash: int = STEP) -> list[str]:
    """The lines of one entry of a list, whose dash stands in `column`."""
    head = f"{' ' * column}-"
    if isinstance(item, str):
        return _text(head, item, column)
    line = f"{head} {in_brackets(item)}"
    if isinstance(item, list) or not item or (len(line) <= WIDTH and is_small(item)):
        return [line]
    first, *rest = fields(item, column + STEP, dash)
    return [f"{head} {first.lstrip(' ')}", *rest]


def in_brackets(value: Data) -> str:
    """The same in one line, however long it gets."""
    if isinstance(value, dict):
        inner = (f"{quoted(key, between=True)}: {in_brackets(one)}" for key, one in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(in_brackets, value)) + "]"
    return quoted(value, between=True)


def is_small(value: Data) -> bool:
    """Whether it may stand in one line between brackets: not an entry with an id, and no text of several lines."""
    if isinstance(value, dict):
        return "id" not in value and all(map(is_small, value.values()))
    return all(map(is_small, value)) if isinstance(value, list) else "\n" not in value


def quoted(text: str, *, between: bool = False) -> str:
    """A text in one line, with quotation marks if it needs them; `between` brackets it needs them sooner."""
    if isinstance(text, Typed):
        return text.raw
    if _UNSEEN.search(text):
        return _escaped(text)
    if text and not _UNPLAIN.match(text) and not (between and _BRACKETS.search(text)):
        return text
    in_double = "'" in text and '"' not in text and "\\" not in text
    return f'"{text}"' if in_double else "'" + text.replace("'", "''") + "'"


def shifted(text: str) -> str:
    """A text whose lines from the second on stand further right."""
    return _GOES_ON.sub(lambda found: found[0] + " " * STEP, text)


def _escaped(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _runs_on(value: Data) -> bool:
    # Pieces of evidence stand one below the other, even a single one: the next will be added there.
    return is_small(value) and (isinstance(value, dict) or all(isinstance(item, str) for item in value))


def _text(head: str, text: str, column: int) -> list[str]:
    line = f"{head} {quoted(text)}"
    margin = " " * (column + STEP)
    if _can_be_lines(text):
        sign = "|" if text.endswith("\n") else "|-"
        return [
            f"{head} {sign}",
            *(margin + row if row else "" for row in text.removesuffix("\n").split("\n")),
        ]
    words = text.split(" ")
    if len(line) <= WIDTH or len(words) == 1 or not all(words) or _UNSEEN.search(text):
        return [line]
    return [f"{head} >-", *_folded(words, margin)]


def _can_be_lines(text: str) -> bool:
    rows = text.split("\n")
    in_full = all(row == row.rstrip(" ") for row in rows) and not text.endswith("\n\n")
    unseen = any(_UNSEEN.search(row) for row in rows)
    return len(rows) > 1 and in_full and not unseen and not rows[0].startswith(" ") and rows[0] != ""


def _folded(words: Sequence[str], margin: str) -> Iterator[str]:
    row = margin + words[0]
    for word in words[1:]:
        if len(row) + 1 + len(word) > WIDTH:
            yield row
            row = margin + word
        else:
            row += " " + word
    yield row


def _broken(head: str, items: Sequence[Data]) -> list[str]:
    """A list between brackets that goes on in the next lines, for many short texts."""
    margin = " " * (len(head) + 2)
    words = [in_brackets(item) + "," for item in items]
    rows = list(_folded(words, margin))
    rows[0] = f"{head} [{rows[0].removeprefix(margin)}"
    rows[-1] = rows[-1].removesuffix(",") + "]"
    return rows
