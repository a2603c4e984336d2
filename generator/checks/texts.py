"""Whether texts can be shown as they were written: links, markup, and characters that nobody can see."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.cures import hole_help
from generator.dossier import lines_of_page, mark_in_page, prose_findings
from generator.examine import type_at
from generator.kinds import type_of
from generator.patterns import late
from generator.problems import Problem

_UNFIT = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
_CONTROL = late(f"[{_UNFIT}]")
"""What HTML has no place for. In a double-quoted text YAML lets it be written by its number."""

_USUAL = late(rf"[0-9A-Za-z][^{_UNFIT}]*\Z")
"""Nearly every text: nothing of that is in it, and there is something to see."""

_NOTHING = late(
    "[\\s\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]*\\Z"
)
"""A text of which readers would see nothing."""


def prose_is_plain(examined: Examined) -> Iterator[Problem]:
    """Texts link only to facts, to the web and to mail, and hold no HTML."""
    held = examined.held
    for leaf in examined.texts:
        if leaf.type.form not in ("line", "prose"):
            continue
        found = prose_findings(leaf)
        lines = lines_of_page(held, leaf) if found.bad_links or found.bad_markup else []
        for bad in found.bad_links:
            headline = f"the link '{bad.href}' leads nowhere that is allowed"
            mark = mark_in_page(lines, bad.line, bad.href)
            yield Problem("bad-link", held.file, headline, bad.why, leaf.path, mark=mark)
        for raw in found.bad_markup:
            headline = f"'{raw.text}' will not be shown as it was meant"
            mark = mark_in_page(lines, raw.line, raw.text)
            yield Problem("bad-markup", held.file, headline, raw.why, leaf.path, mark=mark)


def texts_can_be_read(examined: Examined) -> Iterator[Problem]:
    """Every text has something to see in it, and nothing that cannot be shown."""
    held, file = examined.held, examined.held.file
    for leaf in examined.texts:
        text = str(leaf.value)
        if _USUAL.match(text):
            continue
        if sign := _CONTROL.search(text):
            headline = f"an invisible character (U+{ord(sign[0]):04X}) is written into this text"
            cure = "take it out; where a backslash is meant, write two"
            yield Problem("control-character", file, headline, cure, leaf.path)
        elif text and _NOTHING.match(_unescaped(text)):  # an empty one has been told of
            around = type_at(type_of(held.kind.record), leaf.path[:-1])
            cure = hole_help(around, str(leaf.path[-1])) or "write the text, or take the entry out"
            yield Problem("empty-value", file, "there is nothing to read in this text", cure, leaf.path)


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    import html  # it knows thousands of names

    return html.unescape(text)
