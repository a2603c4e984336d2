"""Texts that need no parser: words alone, or words with links to facts between them. Most texts are of this sort.

The parser is slow to import and to run. What is taken for plain here, it would only escape; a property test holds the
two together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from generator.prose.addresses import FACT
from generator.prose.found import FactLink, Findings, Resolve
from generator.prose.tokens import UNFIT

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})

_MARKS = rf"\\`*_\[<&\n\r{UNFIT}"
_MARK = re.compile(f"[{_MARKS}]")
_LINE = rf"""(?!\d+[.)])[\w"'(“”„‘’«»][^{_MARKS}]*(?<!\s)"""
_PARAGRAPHS = re.compile(rf"(?:{_LINE}(?:\n+{_LINE})*\n*)?")
_LINK = re.compile(rf"(?<!!)\[([^\s\]{_MARKS}][^\]{_MARKS}]*)\]\(({FACT})\)")

_NOTHING = Findings()


def inline_parts(text: str) -> list[str] | None:
    """The parts of a text of one line; None where it has to be parsed.

    These are the words up to the first link, its words, its address, the words up to the next link, and so on.
    """
    if not _MARK.search(text):
        return [text]
    parts = _LINK.split(text)
    return None if any(_MARK.search(plain) for plain in parts[::3]) else parts


def block_parts(text: str) -> list[str] | None:
    """The same of a text of paragraphs; None where there is anything else than these, or it has to be parsed."""
    if _PARAGRAPHS.fullmatch(text):
        return [text]
    parts = _LINK.split(text)
    # A link can stand wherever a word can, and begins nothing but a paragraph.
    return parts if len(parts) > 1 and _PARAGRAPHS.fullmatch("x".join(parts[::3])) else None


def html_of(parts: Sequence[str], resolve: Resolve) -> str:
    """The HTML of a text in parts, with no paragraphs around it."""
    shown = [part.translate(_ESCAPES) for part in parts]
    for at in range(2, len(parts), 3):
        target = resolve(parts[at])
        link = f'<a href="{target.href.translate(_ESCAPES)}">{shown[at - 1]}</a>' if target else shown[at - 1]
        shown[at - 1], shown[at] = link, ""
    return "".join(shown)


def findings_in(parts: Sequence[str]) -> Findings:
    """Its links, which all lead to facts."""
    if len(parts) == 1:
        return _NOTHING
    lines = accumulate((plain.count("\n") for plain in parts[:-1:3]), initial=1)
    next(lines)  # that of the beginning, where no link has been
    return Findings(tuple(map(FactLink, parts[2::3], lines)))


def words_of(parts: Sequence[str]) -> str:
    """Its words as typed."""
    return "".join(part for at, part in enumerate(parts) if at % 3 != 2)
