"""A field of a form as HTML, with what was typed, what is wrong with it, and what stands in the file meanwhile. All is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from generator.labels import choice, plain
from generator.serve.parts import Input, Part, Typed
from generator.serve.sentences import in_sentences

_MOST_LINES = 24
_SENTENCES = frozenset({"quote", "says", "reads", "why", "question", "translation", "summary"})
"""Fields that take a line of their own."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is shown in the fields of a form, by the way to them; `names` are facts by reference."""

    typed: Typed = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    touched: frozenset[str] = frozenset()
    """Where something else was typed than stands in the file."""

    def concerns(self, part: Part) -> bool:
        """Whether something in a part was typed, is wrong or has changed, so that it has to be seen."""
        inner = f"{part.key}."
        said = (*self.wrong, *self.now, *self.touched)
        return any(key == part.key or key.startswith(inner) for key in said)


def id_of(key: str) -> str:
    """By what a field is found in the page."""
    return f"field-{escape(key)}"


def list_id(one: Input) -> str:
    """By what the facts are found that a field can name."""
    kinds = "any" if one.kinds == ("*",) else "-".join(one.kinds)
    return f"names-{kinds}{'-bare' if one.bare else ''}"


def name_of(part: Input, text: str, names: Mapping[str, str]) -> str:
    """The name of the fact that is typed in a field; nothing for what is none."""
    if not part.kinds or not text:
        return ""
    return names.get(f"{part.kinds[0]}:{text}", "") if part.bare and ":" not in text else names.get(text, "")


def why(key: str, sheet: Sheet) -> str:
    """What is wrong with what is at a way in the form."""
    wrong = sheet.wrong.get(key, "")
    return f'<p class="preview-why" id="{id_of(key)}-why">{escape(wrong)}</p>' if wrong else ""


def key_beside(label: str, name: str) -> str:
    """The key that a field has in the file, where that is another word than the one it goes by in the form."""
    is_same = plain(name).casefold() == label.casefold()
    return "" if is_same else f' <code class="preview-key">{escape(name)}</code>'


def field_for(one: Input, sheet: Sheet, label: str, name: str) -> str:
    """A field under its label, with the key that it has in the file beside it."""
    value, now = sheet.typed.get(one.key, one.value), sheet.now.get(one.key)
    place = id_of(one.key)
    needed = ' <span class="preview-needed">needed</span>' if one.required else ""
    changed = (
        f'<p class="preview-now">In the file now:</p><pre>{escape(now) or "(nothing)"}</pre>'
        if now is not None
        else ""
    )
    was = (
        f'<textarea hidden name="was:{escape(one.key)}">\n{escape(one.value)}</textarea>' if one.value else ""
    )
    about = (
        f'<p id="{place}-about" class="preview-help">{escape(in_sentences(one.help))}</p>' if one.help else ""
    )
    return (
        f'<div class="preview-field{" preview-wrong" if one.key in sheet.wrong else ""}" data-sort="{one.sort}"{" data-long" if name in _SENTENCES else ""}>'
        f'<p class="preview-label"><label for="{place}">{escape(label)}</label>{needed}'
        f"{key_beside(label, name)}</p>{why(one.key, sheet)}{changed}{was}"
        f"{_widget(one, value, sheet)}{about}</div>"
    )


def _widget(one: Input, value: str, sheet: Sheet) -> str:
    at, rest = f'id="{id_of(one.key)}" name="field:{escape(one.key)}"', _described(one, sheet)
    names = f' list="{list_id(one)}"' if one.kinds else ""
    if one.sort == "choice":
        return f"<select {at}{rest}>{options(one.name, one.choices, value)}</select>"
    if one.sort in {"line", "date", "several"} and "\n" not in value:
        called = (
            f'<span class="preview-called">{escape(name_of(one, value, sheet.names))}</span>'
            if one.kinds
            else ""
        )
        return f'<input {at} value="{escape(value)}"{names}{rest} autocomplete="off" dir="auto">{called}'
    if one.sort == "list":
        return "".join(_lines(one, value, sheet, f"{names}{rest}"))
    rows = min(max(value.count("\n") + 2, 2), _MOST_LINES)
    sort = ' class="preview-yaml" spellcheck="false"' if one.sort == "yaml" else ""
    chooser = f'<input class="preview-insert" list="{list_id(one)}" aria-label="Put in a fact by its name" placeholder="put in a fact by its name" autocomplete="off">'
    return f"<textarea {at}{rest} rows={rows}{sort} dir=auto>\n{escape(value)}</textarea>{chooser if one.sort == 'yaml' else ''}"


def _lines(one: Input, value: str, sheet: Sheet, rest: str) -> Iterator[str]:
    """An input for each entry, and one or two more."""
    rows = [row for row in value.split("\n") if row]
    for number, row in enumerate([*rows, ""] if rows else [""]):
        place = (
            f' id="{id_of(one.key)}"' if number == 0 else f' aria-label="{escape(one.label)} {number + 1}"'
        )
        called = (
            f'<span class="preview-called">{escape(name_of(one, row, sheet.names))}</span>'
            if one.kinds
            else ""
        )
        yield f'<input name="field:{escape(one.key)}" value="{escape(row)}"{place}{rest} autocomplete="off" dir="auto">{called}'


def _described(one: Input, sheet: Sheet) -> str:
    place = id_of(one.key)
    wrong = one.key in sheet.wrong
    by = " ".join([f"{place}-why"] * wrong + [f"{place}-about"] * bool(one.help))
    described = f' aria-describedby="{by}"' if by else ""
    return (
        f"{described}{' aria-invalid=true' if wrong else ''}{' aria-required=true' if one.required else ''}"
    )


def options(name: str, choices: Sequence[str], value: str) -> str:
    """What can be chosen in a field, in the words of the site with that of the file behind it."""
    every = ["", *choices, *([value] if value and value not in choices else [])]
    return "".join(
        f'<option value="{escape(one)}"{" selected" if one == value else ""}>{escape(_choice(name, one))}</option>'
        for one in every
    )


def _choice(name: str, value: str) -> str:
    called = choice(name, value)
    return called if called.lower() == value else f"{called} ({value})"
