"""The reading desk as HTML: an article sentence by sentence, and the facts beside it. Texts are escaped, whatever is in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from generator.coverage import Coverage, Sentence
from generator.labels import plain
from generator.serve.adding import text_field
from generator.serve.frame import OWN
from generator.serve.markup import hidden
from generator.serve.refusal import Wrong, refusal

STYLE = f'<link rel="stylesheet" href="{OWN}/desk.css">'

_HOW = (
    'Select words, or click a sentence<span class="desk-keys">; from the keyboard: up and down choose a sentence, Enter its words, '
    "left and right where they begin, with Shift where they end</span>."
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was written, in words and in problems as the terminal tells them; what was sent, and at which sentence."""

    words: str = ""
    problems: str = ""
    at: str = ""
    wrongs: Sequence[Wrong] = ()
    sent: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def said(self, act: str, key: str) -> str:
        """What was typed in a field of the bar, to be there again."""
        is_this = (self.sent.get("act") or [""])[0] == act
        return (self.sent.get(key) or [""])[0] if is_this else ""

    @property
    def selected(self) -> str:
        """What was selected, for the script to offer again."""
        parts = zip(self.sent.get("at", ()), self.sent.get("words", ()), strict=False)
        return json.dumps([{"at": at, "words": words} for at, words in parts])


@dataclass(frozen=True, slots=True)
class Spread:
    """An article and what the facts make of it: `paragraphs` are their sentences, `lang` its language.

    `facts` are those that use it, by reference, with their names and addresses; `names` all that can be cited for; `kinds` those
    of which a new fact can be begun; `print` tells the text from any other.
    """

    source_id: str
    name: str
    lang: str
    paragraphs: Sequence[Sequence[str]]
    coverage: Coverage
    facts: Mapping[str, tuple[str, str]]
    names: Mapping[str, str]
    kinds: Sequence[str]
    print: str
    token: str
    refusal: Refusal = field(default_factory=Refusal)


def spread(shown: Spread) -> str:
    """The desk with an article on it."""
    lang = f' lang="{escape(shown.lang)}"' if shown.lang else ""
    parts = [
        STYLE,
        f"<h1>{escape(shown.name)}</h1>",
        f'<p><a href="{OWN}/desk">All articles</a> · {_HOW}</p>{_legend(shown.coverage)}',
        refused(shown.refusal),
        f'<div class="desk"><article id="desk-text" dir="auto"{lang}>',
        *_paragraphs(shown),
        '</article><aside aria-live="polite"><h2 id="desk-chosen">Facts that use this article</h2>',
        *_facts(shown),
        "</aside></div>",
        _bar(shown),
    ]
    return "\n".join(parts)


def refused(why: Refusal) -> str:
    """Why nothing was written; nothing where something was."""
    if not (why.words or why.problems or why.wrongs):
        return ""
    return refusal(why.words, why.wrongs, why.problems, why.at)


def put_box(source_id: str, token: str, text: str = "", differs: str = "") -> str:
    """The box into which the text of a source is put; with `differs`, in what it is another than the one known."""
    newer = '<button name="newer" value="yes">It is a newer version: take it</button>' if differs else ""
    told = f'<p role="alert" class="preview-why">{escape(differs)}</p>' if differs else ""
    return (
        f'<form method="post" action="{OWN}/desk/{source_id}">{hidden({"token": token, "act": "put"})}{told}'
        f'{text_field(text)}<p class="preview-acts"><button class="preview-main">Put the article here</button>{newer}</p></form>'
    )


def articles(rows: Iterable[tuple[str, str, str]]) -> str:
    """The sources, each with its id, its name, and a word on its text."""
    items = "".join(
        f'<li><a href="{OWN}/desk/{one}">{escape(name)}</a> {escape(word)}</li>' for one, name, word in rows
    )
    return f"{STYLE}<h1>Reading desk</h1><ul>{items}</ul>"


def _legend(coverage: Coverage) -> str:
    """What is marked how, and how many sentences are."""
    used, empty, left = len(coverage.used), len(coverage.not_content), len(coverage.unused)
    return (
        f'<p class="desk-legend"><span><span class="desk-used">used</span><sup>2</sup>: {used} (the small number: by how many facts)</span> '
        f'<span><span class="desk-unused">not used yet</span>: {left}</span> '
        f'<span><span class="desk-empty">carries nothing</span>: {empty}</span></p>'
    )


def _paragraphs(shown: Spread) -> Iterator[str]:
    for paragraph, parts in enumerate(shown.paragraphs, 1):
        said = " ".join(_sentence(shown, (paragraph, n), part) for n, part in enumerate(parts, 1))
        yield f'<div class="desk-paragraph"><span class="desk-number">{paragraph}</span><p>{said}</p></div>'


def _sentence(shown: Spread, place: Sentence, words: str) -> str:
    refs, why = shown.coverage.used.get(place, ()), shown.coverage.not_content.get(place)
    state = "used" if refs else "unused" if why is None else "empty"
    about = f' title="carries nothing: {escape(why)}"' if why is not None else ""
    count = f'<sup data-count="{len(refs)}"></sup>' if refs else ""
    marks = f'data-facts="{escape(" ".join(refs))}"{about}'
    return f'<span class="desk-{state}" id="p{place[0]}s{place[1]}" {marks}>{escape(words.strip())}</span>{count}'


def _facts(shown: Spread) -> Iterator[str]:
    yield '<ul id="desk-facts">'
    for ref, (name, href) in shown.facts.items():
        yield (
            f'<li data-ref="{escape(ref)}"><a href="{escape(href)}">{escape(name)}</a> {escape(ref.partition(":")[0])} '
            f'<a href="{OWN}/edit?fact={escape(ref)}">Edit</a></li>'
        )
    yield "</ul>"


def _bar(shown: Spread) -> str:
    names = "".join(
        f'<option value="{escape(ref)}">{escape(name)}</option>' for ref, name in shown.names.items()
    )
    forms = [
        _act(shown, *one)
        for one in (
            ("cite", _cite(shown), "Cite"),
            ("new", _new(shown), "New…"),
            ("nothing", _nothing(shown), "Carries nothing"),
        )
    ]
    return (
        f'<div id="desk-bar" hidden role="group" aria-label="What to do with what is selected" '
        f'data-selected="{escape(shown.refusal.selected)}"><p id="desk-selected"></p>'
        f'{"".join(forms)}<datalist id="desk-names">{names}</datalist></div>'
    )


_QUOTE = '<label class="desk-quote"><input type="checkbox" name="quote" value="yes"> with these words as the quote</label>'


_WHOLE = '<option value="">the fact as a whole</option>'


def _cite(shown: Spread) -> str:
    said, field = (escape(shown.refusal.said("cite", key)) for key in ("fact", "field"))
    return (
        f'<label>Cite for <input name="fact" list="desk-names" value="{said}" required autocomplete="off" '
        f'placeholder="a fact by its name"></label>'
        f'<label class="desk-field" hidden>There for <select name="field" data-said="{field}">{_WHOLE}</select></label>{_QUOTE}'
    )


def _new(shown: Spread) -> str:
    chosen = shown.refusal.said("new", "kind")
    kinds = "".join(
        f'<option value="{escape(kind)}"{" selected" if kind == chosen else ""}>{escape(plain(kind))}</option>'
        for kind in shown.kinds
    )
    return (
        f'<label>New <select name="kind" aria-label="kind of the new fact">{kinds}</select></label>{_QUOTE}'
    )


def _nothing(shown: Spread) -> str:
    said = escape(shown.refusal.said("nothing", "why"))
    return f'<label>Carries nothing: <input name="why" value="{said}" required placeholder="what stands there" autocomplete="off"></label>'


def _act(shown: Spread, act: str, fields: str, words: str) -> str:
    sent = hidden({"token": shown.token, "act": act, "print": shown.print})
    return (
        f'<form method="post" action="{OWN}/desk/{shown.source_id}" class="desk-act">{sent}{fields}'
        f"<button>{words}</button></form>"
    )
