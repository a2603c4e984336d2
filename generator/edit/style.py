"""One style for fact files, and a mild one: what a writer chose for a reason stays.

Two spaces a step, entries of a list two to the right of their key, one space behind a colon, a dash and a comma, none inside
brackets; quotation marks only where there is something to them; evidence and open questions below a fact's own fields; at most
one empty line, no blanks at the end of a line, a line break at the end of the file. Which of block and brackets is written, where
lines are broken, the order of fields otherwise, and comments stay as they are. Pages of prose are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from generator.edit.files import CannotEdit
from generator.edit.order import OF_ANY_FACT
from generator.edit.values import data_of, text_of
from generator.edit.written import STEP, Typed, in_brackets
from generator.kinds import type_of
from generator.read import FactFile
from generator.yamlfile import DEEPEST, Data, parse
from generator.yamlfile.places import Place, Span, places

Change = tuple[int, int, str]
"""From where to where characters are replaced, and by what."""

_MAY_STAND_ANYWHERE = {"draft", "hold", "note", "withdrawn"}
# What other readers of YAML take for something else than text keeps the quotation marks it was given.
_PLAIN = re.compile(r"[^\W\d_][\w ./()-]*[\w)]")
_TAKEN_OTHERWISE = re.compile(r"y|n|yes|no|on|off|true|false|null", re.IGNORECASE)
_GAP = re.compile(r"[ \t]*:[ \t]+")
_HASH = re.compile(r"#[^\n]*")
_BREAK = re.compile("\n")
_BLANKS = re.compile(" *")
_COMMENTS_ABOVE = re.compile(r"(?:^#[^\n]*\n)+\Z", re.MULTILINE)


def styled(file: FactFile) -> bytes:
    """The file in the style of the house: the same data, the same comments. Raises `CannotEdit` where that cannot be had."""
    text = text_of(file)
    if file.kind.suffix != ".yaml":
        return file.content
    if parse(file.content, file.file)[1]:
        data_of(file)
        raise CannotEdit(f"{file.file} has empty values; fill them in first")
    after = _once(file, text)
    if _once(file, after) != after or not _same(text, after):
        raise CannotEdit(f"{file.file} is written in a way that is not changed safely; it is left as it is")
    return after.encode()


def _once(file: FactFile, text: str) -> str:
    text = re.sub("\r\n?", "\n", text).rstrip() + "\n"
    for change in (_unquoted, _spaced, _indented):
        text = _replaced(text, change(text, places(text, DEEPEST)))
    return _blanks(_ordered(text, list(type_of(file.kind.record).by_key)))


def _same(before: str, after: str) -> bool:
    return parse(before.encode(), "") == parse(after.encode(), "") and _comments(before) == _comments(after)


def _comments(text: str) -> Counter[str]:
    return Counter(" ".join(found.split()) for found in _HASH.findall(text))


def _replaced(text: str, changes: Iterator[Change]) -> str:
    parts, last = list[str](), 0
    for start, end, new in sorted(set(changes)):
        parts += [text[last:start], new]
        last = end
    return "".join([*parts, text[last:]])


def _all(place: Place) -> Iterator[Place]:
    yield place
    for inner in place.inner.values():
        yield from _all(inner)


# Quotation marks


def _unquoted(text: str, top: Place) -> Iterator[Change]:
    for place in _all(top):
        spelt = [place.key] if place.key else []
        for span in [*spelt, place.value] if place.kind == "text" else spelt:
            raw = text[slice(*span)]
            inner = raw[1:-1]
            quoted = raw[:1] in ("'", '"') and raw[:1] == raw[-1:]
            if quoted and _PLAIN.fullmatch(inner) and not _TAKEN_OTHERWISE.fullmatch(inner):
                yield *span, inner


# Blanks within a line


def _spaced(text: str, top: Place) -> Iterator[Change]:
    if _in_brackets(text, top):
        span = top.value
        if "\n" not in text[slice(*span)]:
            yield *span, in_brackets(_typed(text, top))
        return
    for place in top.inner.values():
        if place.key:
            gap = _GAP.fullmatch(text, place.key[1], place.value[0])
            if gap:
                yield *gap.span(), ": "
        yield from _spaced(text, place)


def _in_brackets(text: str, place: Place) -> bool:
    return place.kind != "text" and text[place.value[0]] in "[{"


def _typed(text: str, place: Place) -> Data:
    if place.kind == "mapping":
        return {str(key): _typed(text, inner) for key, inner in place.inner.items()}
    if place.kind == "list":
        return [_typed(text, inner) for inner in place.inner.values()]
    return Typed.as_in(text[slice(*place.value)], place.name)


# Blanks before a line


def _indented(text: str, top: Place) -> Iterator[Change]:
    """Every line as far to the right as it belongs; what goes on from a line above moves with that."""
    moved: dict[int, int] = {}
    for at, column in _columns(text, top, 0):
        start = text.rfind("\n", 0, at) + 1
        before = text[start:at]
        if not before.strip(" "):
            moved[start] = column - len(before)
        elif before.endswith(" ") and before.rstrip(" ").endswith("-"):
            yield start + len(before.rstrip(" ")), at, " "
    inside = _lines_inside(text, top)
    for start, shift in _shifts(text, moved, inside):
        width = _width(text, start)
        if shift:
            yield start, start + width, " " * max(width + shift, 0)


def _columns(text: str, place: Place, column: int) -> Iterator[tuple[int, int]]:
    """Each key and each dash that is in no brackets, and what stands behind a dash; with the column that it belongs in."""
    if place.kind == "text" or _in_brackets(text, place):
        return
    for inner in place.inner.values():
        if inner.key:
            yield inner.key[0], column
        else:
            yield text.rfind("-", 0, inner.value[0]), column
            yield inner.value[0], column + STEP
        yield from _columns(text, inner, column + STEP)


def _lines_inside(text: str, top: Place) -> set[int]:
    """Where lines begin that go on with a text or with what stands in brackets."""
    spans = (one.value for one in _all(top) if one.kind == "text" or _in_brackets(text, one))
    return {found.end() for span in spans for found in _BREAK.finditer(text, *_trimmed(text, span))}


def _trimmed(text: str, span: Span) -> Span:
    return span[0], span[0] + len(text[slice(*span)].rstrip("\n"))


def _shifts(text: str, moved: dict[int, int], inside: set[int]) -> Iterator[tuple[int, int]]:
    """How far each line moves; a comment goes with the line below if it stands in its column, otherwise with the one above."""
    now, waiting = 0, list[int]()
    for start in [0, *(found.end() for found in _BREAK.finditer(text))]:
        if start in moved:
            column = _width(text, start)
            yield from ((one, moved[start] if _width(text, one) == column else now) for one in waiting)
            now, waiting = moved[start], []
            yield start, now
        elif start in inside:
            yield start, now
        else:
            waiting.append(start)
    yield from ((one, now) for one in waiting)


def _width(text: str, start: int) -> int:
    found = _BLANKS.match(text, start)
    return len(found[0]) if found else 0


# Lines


def _ordered(text: str, own: list[str]) -> str:
    """What a fact rests on and what is remarked on it, below its own fields; comments right above a field go with it."""
    top = places(text, DEEPEST)
    late = OF_ANY_FACT.keys() - _MAY_STAND_ANYWHERE
    keys = [str(key) for key in top.inner]
    last = max((index for index, key in enumerate(keys) if key in own and key not in OF_ANY_FACT), default=0)
    if _in_brackets(text, top) or not any(key in late for key in keys[:last]):
        return text
    begins = [_begin(text, place) for place in top.inner.values()]
    parts = [text[start:end] for start, end in pairwise([*begins, len(text)])]
    rows = [*zip(keys[: last + 1], parts, strict=False)]
    moved = [part for key, part in rows if key not in late] + [part for key, part in rows if key in late]
    return text[: begins[0]] + "".join([*moved, *parts[last + 1 :]])


def _begin(text: str, place: Place) -> int:
    """Where a field begins, with the comments right above it; those at the head of the file are its own."""
    start = place.key[0] if place.key else 0
    found = _COMMENTS_ABOVE.search(text, 0, start)
    return found.start() if found and found.start() > 0 else start


def _blanks(text: str) -> str:
    """The same without blanks at the end of lines, and with no more than one empty line at a time; texts stay as they are."""
    inside = _lines_inside(text, places(text, DEEPEST))
    rows: list[str] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line) + 1
        goes_on = start in inside or end in inside
        row = line if goes_on else line.rstrip()
        if row or goes_on or (rows and rows[-1]):
            rows.append(row)
        start = end
    return "\n".join(rows).rstrip("\n") + "\n"
