"""What the preview puts around pages on their way to the browser: a banner, its style and its scripts. Nothing of it is kept."""

from __future__ import annotations

import html
import re

from generator.problems import Severity

OWN = "/_preview"
"""Where all that is the preview's own stands: no id begins so, and thus no page."""

_BODY = re.compile(rb"<body\b[^>]*>")
_GRAVE = "|".join(Severity)
_TOLD = re.compile(rf"^\S.*?: (?:{_GRAVE})\[", re.MULTILINE)
_PLACE = re.compile(rf"^(\S[^\n]*?):(\d+):(\d+): (?=(?:{_GRAVE})\[)", re.MULTILINE)


def framed(content: bytes, wrong: str, look: str, place: str) -> bytes:
    """A page with the preview around it: it is loaded again after the next look, under a banner if something is wrong.

    `look` is the look at the facts it is from, `place` its address from the top of the site.
    """
    body = _BODY.search(content)
    top = body.end() if body else 0
    end = content.rfind(b"</body>", top)
    end = len(content) if end < 0 else end
    return b"".join(
        [
            content[:top],
            banner(wrong).encode(),
            content[top:end],
            _scripts(look, place).encode(),
            content[end:],
        ]
    )


def banner(wrong: str) -> str:
    """How many problems there are, and what, in the words of the terminal, each place a link to its line."""
    if not wrong:
        return ""
    count = len(_TOLD.findall(wrong))
    head = f"{count} problem{'s' * (count != 1)} in the facts. " if count else ""
    says = f"<strong>{head}The preview shows the last sound state.</strong>"
    return f'<div role="alert" class="preview-banner">{says}<pre tabindex="0">{linked(wrong)}</pre></div>'


def linked(words: str) -> str:
    """Problems in words as HTML, where each place leads to its line."""
    parts, last = list[str](), 0
    for found in _PLACE.finditer(words):
        file, line, _ = found.groups()
        shown = html.escape(found[0][:-2])
        parts += [
            html.escape(words[last : found.start()]),
            f'<a href="#" data-preview-file="{html.escape(file)}" data-preview-line="{line}">{shown}</a>: ',
        ]
        last = found.end()
    return "".join([*parts, html.escape(words[last:])])


def _scripts(look: str, place: str) -> str:
    return (
        f'<link rel="stylesheet" href="{OWN}/preview.css">'
        f'<script src="/livereload.js" data-look="{look}"></script>'
        f'<script src="{OWN}/preview.js" data-page="{html.escape(place)}"></script>'
    )
