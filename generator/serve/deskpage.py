"""The pages of the reading desk around what lies on it: with what was undone, what can be, and how a text is put here."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from generator.articles import CannotUse, text_of
from generator.serve.beside import STYLE
from generator.serve.forms import Forms, Reply
from generator.serve.frame import OWN
from generator.serve.markup import acts, page

_REF = re.compile(r"[a-z0-9_]+:[a-z0-9/-]{1,200}(#[a-z0-9-]{1,100})?")


def desk_page(forms: Forms, reply: tuple[int, str, str], source_id: str = "", undone: str = "") -> Reply:
    """A page of a status, a title and a body; what is done there leads back to the article, or to the list of all.

    `undone` is the fact to which a change was just taken back.
    """
    status, title, body = reply
    back = f"desk/{source_id}" if source_id else "desk"
    last = [
        (f"Undo the change to {one.ref}", back, {"act": "undo", "change": one.mark})
        for one in forms.writer.done[-1:]
    ]
    script = "form.js" if 'id="fact"' in body else "desk.js"
    undo = f'<div class="desk-undo">{acts(forms.token, last)}</div>' if last else ""
    told = _undone(undone) if _REF.fullmatch(undone) else ""
    return Reply(status, page(title, f"{told}{body}{undo}", forms.preview.shown.mark, script))


def without_text(source_id: str, name: str, why: str, box: str) -> str:
    """Why no text of a source is shown, and how it is put here."""
    how = f"Put it into seeds/texts/{source_id}.txt, a paragraph a line, or here; git ignores that folder, and no site has it."
    return (
        f"{STYLE}<h1>{escape(name)}</h1><p>{escape(why)}</p><p>{escape(how)} For a file elsewhere, "
        f"<code>factsheet seed add FILE --id {escape(source_id)}</code> writes record and fingerprint.</p>{box}"
    )


def text_told(project: Path, source_id: str) -> str:
    """A word on the text of a source, where it is not at hand."""
    try:
        return "" if text_of(project, source_id) else "(no text here)"
    except CannotUse:
        return "(its text cannot be read)"


def none_such(source_id: str) -> tuple[int, str, str]:
    """That there is no such article."""
    told = f"<h1>There is no article “{escape(source_id)}”</h1>"
    return 404, "Reading desk", f'{told}<p><a href="{OWN}/desk">All articles</a></p>'


def _undone(ref: str) -> str:
    return f'<p class="preview-notice" role="status">The change to {escape(ref)} is undone.</p>'
