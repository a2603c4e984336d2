"""The preview's own pages as HTML: a form for a fact, and what is on the desk. Whatever comes from a fact is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from generator.correcting import KINDS
from generator.history import Change
from generator.serve.correcting import Told
from generator.serve.form import WHOLE, Input
from generator.serve.frame import OWN, linked

_ROWS = 24


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it is shown: its fields with what was typed, the word of the file now where that is another, and what is wrong.

    `names` are facts by reference that can be chosen; `told` is what readers are to be told, None for what they never saw.
    """

    ref: str
    name: str
    file: str
    line: int
    print: str
    inputs: Sequence[Input]
    typed: Mapping[str, str] = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    problems: str = ""
    told: Told | None = None
    tell: Sequence[Change] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    where: str = "edit"
    """Where it is sent to."""
    carried: Mapping[str, str] = field(default_factory=dict)
    """What is sent with it unseen."""


def page(title: str, body: str, look: str, script: str = "form.js") -> bytes:
    """A page of the preview's own."""
    head = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><link rel="stylesheet" href="{OWN}/preview.css"></head>'
    )
    scripts = (
        f'<script src="/livereload.js" data-look="{look}"></script><script src="{OWN}/{script}"></script>'
    )
    return f'{head}<body class="preview-own"><main>{body}</main>{scripts}</body></html>'.encode()


def form(filled: Filled, token: str, back: str) -> str:
    """The form for a fact; it leads `back` when it is saved or left."""
    parts = [
        f"<h1>{escape(filled.name)}</h1>",
        _place(filled),
        _refusal(filled),
        f'<form method="post" action="{OWN}/{filled.where}" id="fact" data-ref="{escape(filled.ref)}" data-print="{filled.print}">',
        hidden({"token": token, "fact": filled.ref, "print": filled.print, **filled.carried}),
        *(_field(filled, one) for one in filled.inputs),
        _telling(filled),
        '<p class="preview-acts"><button type="submit">Save</button>',
        f'<a href="{escape(back)}">Leave without saving</a></p></form>',
        *_names(filled),
    ]
    return "\n".join(parts)


def acts(token: str, acts_: Iterable[tuple[str, str, Mapping[str, str]]]) -> str:
    """Buttons that each send something: their words, where to, and what."""
    return "\n".join(
        f'<form method="post" action="{OWN}/{where}">{hidden({"token": token, **what})}'
        f"<button>{escape(words)}</button></form>"
        for words, where, what in acts_
    )


def listed(title: str, rows: Sequence[tuple[str, str, str]]) -> str:
    """A list of facts: where each leads, what it is called, and a word on it."""
    if not rows:
        return f"<h2>{escape(title)}</h2><p>None.</p>"
    items = (
        f'<li><a href="{escape(href)}">{escape(name)}</a> {escape(word)}</li>'
        if href
        else f"<li>{escape(name)} {escape(word)}</li>"
        for href, name, word in rows
    )
    return f"<h2>{escape(title)} ({len(rows)})</h2><ul>{''.join(items)}</ul>"


def _place(filled: Filled) -> str:
    file = escape(filled.file)
    return f'<p><a href="#" data-preview-file="{file}" data-preview-line="{filled.line}">{file}:{filled.line}</a></p>'


def _refusal(filled: Filled) -> str:
    if not (filled.words or filled.problems or filled.wrong):
        return ""
    known = {one.key for one in filled.inputs}
    others = [text for key, text in filled.wrong.items() if key not in known and not key.startswith("told-")]
    words = [filled.words] if filled.words else others if not filled.problems else []
    said = "".join(f"<p>{escape(one)}</p>" for one in words)
    told = f"<pre>{linked(filled.problems)}</pre>" if filled.problems else ""
    return (
        f'<div role="alert" class="preview-refused"><strong>Nothing was written.</strong>{said}{told}</div>'
    )


def _field(filled: Filled, one: Input) -> str:
    value = filled.typed.get(one.key, one.value)
    wrong, now = filled.wrong.get(one.key, ""), filled.now.get(one.key)
    about = f"{one.key}-about"
    label = "The whole file" if one.key == WHOLE else one.key.replace("_", " ")
    parts = [
        f'<div class="preview-field{" preview-wrong" if wrong else ""}">',
        f'<label for="field-{one.key}">{escape(label)}{" *" if one.required else ""}</label>',
        f'<p id="{about}" class="preview-help">{escape(one.help)}</p>',
        f'<p class="preview-why" role="alert">{escape(wrong)}</p>' if wrong else "",
        f'<p class="preview-now">In the file now:</p><pre>{escape(now) or "(nothing)"}</pre>'
        if now is not None
        else "",
        f'<textarea hidden name="was:{one.key}">\n{escape(one.value)}</textarea>',
        _widget(one, value, about, bool(wrong)),
        "</div>",
    ]
    return "\n".join(filter(None, parts))


def _widget(one: Input, value: str, about: str, wrong: bool) -> str:  # noqa: FBT001  how it is shown
    at = f'id="field-{one.key}" name="field:{one.key}" aria-describedby="{about}"{" aria-invalid=true" if wrong else ""}'
    names = f' list="{_list(one)}"' if one.kinds else ""
    if one.sort == "choice":
        return f"<select {at}>{_options(one.choices, value)}</select>"
    if one.sort == "line" and "\n" not in value:
        return f'<input {at} value="{escape(value)}"{names} autocomplete="off">'
    if one.sort == "list":
        rows = [row for row in value.split("\n") if row]
        inputs = [
            f'<input name="field:{one.key}" value="{escape(row)}"{names} aria-label="{escape(one.key)} {number}" autocomplete="off">'
            for number, row in enumerate([*rows, "", ""], 2)
        ]
        inputs[0] = inputs[0].replace("<input", f'<input id="field-{one.key}"', 1)
        return "".join(inputs)
    rows_shown = min(max(value.count("\n") + 2, 2), _ROWS)
    sort = ' class="preview-yaml" spellcheck="false"' if one.sort == "yaml" else ""
    chooser = f'<input class="preview-insert" list="{_list(one)}" aria-label="Put in a fact by its name" placeholder="put in a fact by its name" autocomplete="off">'
    return f"<textarea {at} rows={rows_shown}{sort}>\n{escape(value)}</textarea>{chooser if one.sort == 'yaml' else ''}"


def _telling(filled: Filled) -> str:
    if filled.told is None:
        return ""
    told, wrong = filled.told, filled.wrong
    changes = "".join(
        f"<li>{escape(one.address)}: {escape('; '.join(one.was) or 'nothing')} → {escape('; '.join(one.now) or 'nothing')}</li>"
        for one in filled.tell
    )
    why = "".join(f'<p class="preview-why" role="alert">{escape(text)}</p>' for text in _of_telling(wrong))
    return (
        '<fieldset class="preview-telling"><legend>What readers are told</legend>'
        '<p class="preview-help">This was published. A change of substance goes out with a correction, which is written with it; '
        f"other words for the same need none.</p>{why}{f'<ul>{changes}</ul>' if changes else ''}"
        f'<label for="told-kind">What it is</label><select id="told-kind" name="told-kind">{_options(KINDS, told.kind)}</select>'
        f'<label for="told-why">Why</label><input id="told-why" name="told-why" value="{escape(told.why)}" autocomplete="off">'
        f'<label for="told-by">Who decided it</label><input id="told-by" name="told-by" value="{escape(told.by)}">'
        "</fieldset>"
    )


def _of_telling(wrong: Mapping[str, str]) -> Iterator[str]:
    names = {"told-kind": "what it is", "told-why": "why", "told-by": "who decided it"}
    missing = [names[key] for key in wrong if key in names]
    if missing:
        yield f"Readers have to be told of this change: say {', '.join(missing)}."


def _options(choices: Sequence[str], value: str) -> str:
    every = ["", *choices, *([value] if value and value not in choices else [])]
    return "".join(
        f'<option value="{escape(one)}"{" selected" if one == value else ""}>{escape(one)}</option>'
        for one in every
    )


def _names(filled: Filled) -> Iterator[str]:
    """What can be chosen, once for each choice of kinds."""
    for shown in {_list(one): one for one in filled.inputs if one.kinds}.values():
        chosen = {
            ref: name
            for ref, name in filled.names.items()
            if shown.kinds == ("*",) or _kind(ref) in shown.kinds
        }
        options = (
            f'<option value="{escape(ref.partition(":")[2] if shown.bare else ref)}">{escape(name)}</option>'
            for ref, name in chosen.items()
        )
        yield f'<datalist id="{_list(shown)}">{"".join(options)}</datalist>'


def _list(one: Input) -> str:
    kinds = "any" if one.kinds == ("*",) else "-".join(one.kinds)
    return f"names-{kinds}{'-bare' if one.bare else ''}"


def _kind(ref: str) -> str:
    return ref.partition(":")[0]


def hidden(values: Mapping[str, str]) -> str:
    """What a form sends besides its fields."""
    return "".join(
        f'<input type="hidden" name="{escape(key)}" value="{escape(one)}">' for key, one in values.items()
    )
