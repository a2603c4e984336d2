"""The preview's own pages as HTML: a form for a fact, and what is on the desk. Whatever comes from a fact is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from generator.history import Change
from generator.serve.correcting import Told
from generator.serve.fields import fields, gathered, inputs_in, templates
from generator.serve.frame import OWN
from generator.serve.parts import Part
from generator.serve.refusal import Wrong, refusal
from generator.serve.telling import telling
from generator.serve.widgets import Sheet, list_id


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it is shown: its fields with what was typed, the word of the file now where that is another, and what is wrong.

    `told` is what readers are to be told, None for what they never saw; `names` in the sheet are facts that can be chosen.
    """

    ref: str
    name: str
    file: str
    line: int
    """Where it begins in the file; 0 where there is no file yet."""
    print: str
    parts: Sequence[Part]
    sheet: Sheet = field(default_factory=Sheet)
    words: str = ""
    problems: str = ""
    wrong: Sequence[Wrong] = ()
    told: Told | None = None
    besides: Sequence[Change] = ()
    """What differs from what readers know without this form."""
    where: str = "edit"
    """Where it is sent to."""
    carried: Mapping[str, str] = field(default_factory=dict)
    """What is sent with it unseen."""


def page(title: str, body: str, look: str = "", script: str = "form.js") -> bytes:
    """A page of the preview's own; one of no `look` is not loaded anew, since that would send again what it answers."""
    head = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><link rel="stylesheet" href="{OWN}/preview.css"></head>'
    )
    live = f'<script src="/livereload.js" data-look="{look}"></script>' if look else ""
    scripts = f'{live}<script src="{OWN}/{script}"></script>'
    return f'{head}<body class="preview-own"><main>{body}</main>{scripts}</body></html>'.encode()


def form(filled: Filled, token: str, back: str) -> str:
    """The form for a fact; it leads `back` when it is saved or left."""
    parts = [
        _refusal(filled),
        f'<h1 dir="auto">{escape(filled.name)}</h1>',
        _place(filled),
        f'<form method="post" action="{OWN}/{filled.where}" id="fact" data-ref="{escape(filled.ref)}" data-print="{filled.print}">',
        hidden({"token": token, "fact": filled.ref, "print": filled.print, **filled.carried}),
        gathered(filled.parts, filled.sheet) if filled.line else fields(filled.parts, filled.sheet),
        telling(filled.told, filled.sheet.wrong, filled.besides) if filled.told else "",
        '<p class="preview-acts"><button type="submit">Save</button>',
        f'<a class="preview-leave" href="{escape(back)}">Leave without saving</a></p></form>',
        *_names(filled),
        *templates(filled.parts),
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
        f'<li><a href="{escape(href)}">{escape(name)}</a> <span class="preview-help">{escape(word)}</span></li>'
        if href
        else f'<li>{escape(name)} <span class="preview-help">{escape(word)}</span></li>'
        for href, name, word in rows
    )
    return f"<h2>{escape(title)} ({len(rows)})</h2><ul>{''.join(items)}</ul>"


def _place(filled: Filled) -> str:
    file = escape(filled.file)
    if not filled.line:
        return f'<p class="preview-place">It will stand in {file}.</p>'
    return f'<p class="preview-place"><a href="#" data-preview-file="{file}" data-preview-line="{filled.line}">{file}:{filled.line}</a></p>'


def _refusal(filled: Filled) -> str:
    if not (filled.words or filled.problems or filled.wrong):
        return ""
    return refusal(filled.words, filled.wrong, filled.problems if filled.line else "")


def _names(filled: Filled) -> Iterator[str]:
    """What can be chosen, once for each choice of kinds."""
    for shown in {
        list_id(one): one for one in inputs_in(filled.parts) if one.kinds or one.sort == "yaml"
    }.values():
        chosen = {
            ref: name
            for ref, name in filled.sheet.names.items()
            if shown.kinds == ("*",) or ref.partition(":")[0] in shown.kinds
        }
        choices = (
            f'<option value="{escape(ref.partition(":")[2] if shown.bare else ref)}">{escape(name)}</option>'
            for ref, name in chosen.items()
        )
        yield f'<datalist id="{list_id(shown)}">{"".join(choices)}</datalist>'


def hidden(values: Mapping[str, str]) -> str:
    """What a form sends besides its fields."""
    return "".join(
        f'<input type="hidden" name="{escape(key)}" value="{escape(one)}">' for key, one in values.items()
    )
