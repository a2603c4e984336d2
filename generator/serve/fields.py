"""The fields of a form as HTML, in groups and in rows that can be added and taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape

from generator.edit.order import OF_ANY_FACT
from generator.kinds import Record
from generator.labels import choice
from generator.serve.form import is_gone, row_number
from generator.serve.parts import Group, Input, Part, Rows, blank, is_filled
from generator.serve.sentences import in_sentences
from generator.serve.widgets import Sheet, field_for, id_of, key_beside, name_of, why

PLACEHOLDER = "__row__"
"""What stands in a row that a script copies, where the way to the new row is put."""

_EVERYDAY = frozenset({"evidence", "quote", "via", "value", "at"})
_DEEPEST = 2


def fields(parts: Iterable[Part], sheet: Sheet, depth: int = 0) -> str:
    """The fields of a form, one below the other."""
    return "\n".join(_part(one, sheet, depth) for one in parts)


def gathered(parts: Sequence[Part], sheet: Sheet) -> str:
    """The fields of something that is there: what it says and has to say, then, folded away, of what it says nothing."""
    shown = [one for one in parts if is_filled(one) or one.required or sheet.concerns(one)]
    rest = [one for one in parts if one not in shown]
    if not rest:
        return fields(shown, sheet)
    called = escape(", ".join(one.label for one in rest))
    return (
        f'{fields(shown, sheet)}\n<details class="preview-more preview-rest"><summary>More that can be said '
        f'<span class="preview-of">({called})</span></summary>{fields(rest, sheet)}</details>'
    )


def templates(parts: Sequence[Part]) -> Iterator[str]:
    """An empty row of every sort, for the script to copy."""
    for record, words in _records(parts).items():
        row = _row(blank(record, PLACEHOLDER, words), Sheet(), _DEEPEST)
        yield f'<template id="{template_id(record)}">{row}</template>'


def template_id(record: Record) -> str:
    """By what an empty row of this sort is found."""
    return f"row-{record.struct.__name__}-{len(record.fields)}-{id(record):x}"


def inputs_in(parts: Iterable[Part]) -> Iterator[Input]:
    """Every field, those of new rows included."""
    for one in parts:
        if isinstance(one, Input):
            yield one
        else:
            yield from inputs_in(one.parts if isinstance(one, Group) else [*one.rows, one.blank("new0")])


def _records(parts: Iterable[Part]) -> dict[Record, str]:
    found: dict[Record, str] = {}
    for one in parts:
        if isinstance(one, Rows):
            found.setdefault(one.record, one.called[0])
            found |= {
                record: words
                for record, words in _records([one.blank("new0")]).items()
                if record not in found
            }
        elif isinstance(one, Group):
            found |= {record: words for record, words in _records(one.parts).items() if record not in found}
    return found


def _part(one: Part, sheet: Sheet, depth: int) -> str:
    if isinstance(one, Input):
        return field_for(one, sheet, one.label, one.name)
    return _rows(one, sheet, depth) if isinstance(one, Rows) else _group(one, sheet, depth)


def _group(one: Group, sheet: Sheet, depth: int) -> str:
    main = next((part for part in one.parts if part.name == one.main), None)
    others = [part for part in one.parts if part is not main]
    if main is not None:
        head = _main(main, one, sheet, depth)
        return f'<div class="preview-group">{head}{_more(others, sheet, depth, one.label)}</div>'
    is_open = " open" if one.there or sheet.concerns(one) else ""
    return (
        f'<details class="preview-group preview-fold" id="{id_of(one.key)}"{is_open}><summary>{_words(one)}</summary>'
        f"{_about(one)}{why(one.key, sheet)}{fields(one.parts, sheet, depth)}</details>"
    )


def _main(main: Part, group: Group, sheet: Sheet, depth: int) -> str:
    """The field that is meant by a bare value, under the name of its group."""
    if not isinstance(main, Input):
        return _part(main, sheet, depth)
    shown = replace(main, label=group.label, help=group.help or main.help, required=group.required)
    return field_for(shown, sheet, group.label, group.name or main.name)


def _more(parts: Sequence[Part], sheet: Sheet, depth: int, words: str) -> str:
    """What is seldom filled in, folded away, with a word on what it holds; open where something is wanting in it."""
    if not parts:
        return ""
    is_open = " open" if any(sheet.concerns(one) or _is_wanting(one) for one in parts) else ""
    holds = ", ".join(_held(one) for one in parts if is_filled(one))
    said = f' <span class="preview-said">{escape(holds)}</span>' if holds else ""
    return (
        f'<details class="preview-more"{is_open}><summary>More <span class="preview-of">on {escape(words)}</span>{said}</summary>'
        f"{fields(parts, sheet, depth)}</details>"
    )


def _rows(one: Rows, sheet: Sheet, depth: int) -> str:
    rows = [*one.rows, *one.new(sheet.typed)]
    shown = "\n".join(_row(row, sheet, depth + 1) for row in rows)
    free = next(n for n in range(len(rows) + 1) if f"{one.key}.new{n}" not in {row.key for row in rows})
    without = (
        f"<noscript>{_row(one.blank(f'new{free}'), Sheet(), depth + 2)}</noscript>"
        if depth < _DEEPEST
        else ""
    )
    return (
        f'<fieldset class="preview-rows" id="{id_of(one.key)}" data-rows="{escape(one.key)}" tabindex="-1">'
        f"<legend>{_words(one)}</legend>{_about(one)}{why(one.key, sheet)}{shown}{without}"
        f'<button type="button" class="preview-add" data-template="{template_id(one.record)}" hidden>Add {escape(one.called[1])}</button>'
        "</fieldset>"
    )


def _row(row: Group, sheet: Sheet, depth: int) -> str:
    tag = row.key.rpartition(".")[2]
    said = _summary(row, sheet)
    number = row_number(tag)
    is_inner = row.key.count(".") > 1 and not any(part.name == "id" for part in row.parts)
    is_open = " open" if is_inner or not row.there or sheet.concerns(row) or _is_wanting(row) else ""
    shown = [part for part in row.parts if _is_shown(part, row, sheet)]
    others = [part for part in row.parts if part not in shown]
    gone = f"{row.key}:gone"
    checked = " checked" if is_gone(row, sheet.typed) else ""
    return (
        f'<details class="preview-row" data-row="{escape(row.key)}" id="{id_of(row.key)}"{is_open} '
        f'aria-label="{escape(row.label)} {number}"><summary>{escape(row.label)} {number}'
        f'<span class="preview-said">{escape(said)}</span></summary>{why(row.key, sheet)}'
        f'<div class="preview-columns">{fields(shown, sheet, depth)}</div>{_more(others, sheet, depth, f"{row.label} {number}")}'
        f'<label class="preview-gone"><input type="checkbox" name="field:{escape(gone)}" value="yes"{checked}> '
        "Take this out when I save</label></details>"
    )


def _is_wanting(part: Part) -> bool:
    """Whether something stands there that has to have more."""
    if isinstance(part, Input):
        return part.required and not part.value
    inner = part.rows if isinstance(part, Rows) else part.parts if part.there else ()
    return any(map(_is_wanting, inner))


def _held(part: Part) -> str:
    return f"{part.label} ({len(part.rows)})" if isinstance(part, Rows) else part.label


def _is_shown(part: Part, row: Group, sheet: Sheet) -> bool:
    """Whether a field of a row is seen at once: what it has to have, what it has, and what most have."""
    everyday = part.required or part.name in _EVERYDAY or part.name in {"says", "words"}
    return everyday or part.name == row.main or is_filled(part) or sheet.concerns(part)


def _summary(row: Group, sheet: Sheet) -> str:
    """What a row says, in short: its first fields, with facts by their names."""
    said = [_said(part, sheet) for part in row.parts if part.name not in {"id", *OF_ANY_FACT}]
    return ", ".join([one for one in said if one][:3])


def _said(part: Part, sheet: Sheet) -> str:
    if isinstance(part, Group):
        part = next((one for one in part.parts if one.name == part.main), part)
    if not isinstance(part, Input) or part.sort == "yaml":
        return ""
    text = sheet.typed.get(part.key, part.value).split("\n")[0]
    called = name_of(part, text, sheet.names) or (choice(part.name, text) if part.sort == "choice" else text)
    return called if len(called) <= 60 else f"{called[:59]}…"


def _words(one: Part) -> str:
    needed = ' <span class="preview-needed">needed</span>' if one.required else ""
    return f"{escape(one.label)}{needed}{key_beside(one.label, one.name)}"


def _about(one: Part) -> str:
    return f'<p class="preview-help">{escape(in_sentences(one.help))}</p>' if one.help else ""
