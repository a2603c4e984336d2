"""Texts that need no parser: words, some of them stressed, links between them, plain lists and headings. Most are of this sort.

The parser is slow to import and to run. What is taken for plain here, it would only escape, and what for stressed, it would
take for that too; property tests hold the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from generator.patterns import late
from generator.prose.addresses import FACT
from generator.prose.found import FactLink, Findings, Resolve
from generator.prose.tokens import UNFIT

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})

_MARK = late(rf"[\\`*_\[<&\r{UNFIT}]")
_LINE = r"""(?!\d+[.)])[\w"'(“”„‘’«»][^\n]*(?<!\s)"""
_LIST = rf"- {_LINE}(?:\n(?:- |  ){_LINE})*(?!\n+- )"
_BLOCKS = late(rf"(?:(?:\A\n*|\n\n+)(?:{_LINE}(?:\n{_LINE})*|{_LIST}|## {_LINE}(?<!#)))*\n*")
"""Paragraphs, headings of one level, and lists; two of these in succession would be one, with more space in it."""
_WEB = r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9/.~-]*)?"
_LINK = late(rf"(?<!!)\[([^\s\[\]][^\n\[\]]*)\]\(({FACT}|{_WEB})\)")
_STRESS = late(r"(?<![^ \n(])(\*\*?)([^\W_][^\n*]*(?<=[^\W_]))\1(?![^ \n.,;:!?)])")
"""Stressed words: by the rules of CommonMark (6.2) the marks before them can only open, and those after them only close."""
_STRESSED = late(r"(\*\*?)([^*]+)\1")
"""The same where there are no other marks."""
_ITEM, _HEADING = "- ", "## "
_BEGINNINGS = late(f"^(?:{_ITEM}|{_HEADING})", re.MULTILINE)
_TAGS = {"*": "em", "**": "strong"}

_NOTHING = Findings()


def inline_parts(text: str) -> list[str] | None:
    """The parts of a text of one line; None where it has to be parsed.

    These are the words up to the first link, its words, its address, the words up to the next link, and so on. Only words that
    are no link's may be stressed, and still have their marks.
    """
    return None if "\n" in text else _parts(text)


def block_parts(text: str) -> list[str] | None:
    """The same of a text of paragraphs, lists and headings; None where there is anything else, or it has to be parsed."""
    parts = _parts(text)
    if parts is None or any(map(_BEGINNINGS.match, parts[1::3])):
        return None
    # A link can stand wherever a word can, and begins nothing but a paragraph; so do stressed words.
    return parts if _BLOCKS.fullmatch("x".join(map(_unstressed, parts[::3]))) else None


def _parts(text: str) -> list[str] | None:
    if not _MARK.search(text):
        return [text]
    parts = _LINK.split(text)
    words = [*map(_unstressed, parts[::3]), *parts[1::3]]
    return None if any(map(_MARK.search, words)) else parts


def blocks_of(shown: str, ids: Iterable[str]) -> str:
    """The HTML of such a text, from what is shown in its lines, and the ids of its headings."""
    each = iter(ids)
    return "".join(_block(one, each) for one in re.split("\n\n+", shown.strip("\n")) if one)


def _block(shown: str, ids: Iterator[str]) -> str:
    if shown.startswith(_HEADING):
        return f'<h2 id="{next(ids)}">{shown.removeprefix(_HEADING)}</h2>\n'
    if not shown.startswith(_ITEM):
        return f"<p>{shown}</p>\n"
    entries = shown.removeprefix(_ITEM).replace("\n  ", "\n").split(f"\n{_ITEM}")
    items = "".join(f"<li>{entry}</li>\n" for entry in entries)
    return f"<ul>\n{items}</ul>\n"


def headings_in(parts: Sequence[str]) -> list[str]:
    """The words of its headings."""
    lines = words_of(parts).split("\n")
    return [line.removeprefix(_HEADING) for line in lines if line.startswith(_HEADING)]


def html_of(parts: Sequence[str], resolve: Resolve) -> str:
    """The HTML of a text in parts, with nothing around it."""
    shown = [_escaped(part) for part in parts]
    for at in range(2, len(parts), 3):
        shown[at - 1], shown[at] = _link(parts[at], shown[at - 1], resolve), ""
    return "".join(shown)


def _link(address: str, words: str, resolve: Resolve) -> str:
    if _leads_out(address):
        return f'<a href="{address}" rel="external noopener">{words}</a>'
    target = resolve(address)
    return f'<a href="{target.href.translate(_ESCAPES)}">{words}</a>' if target else words


def _leads_out(address: str) -> bool:
    return "//" in address


def findings_in(parts: Sequence[str]) -> Findings:
    """Its links to facts; with none other is anything amiss."""
    if len(parts) == 1:
        return _NOTHING
    lines = accumulate((plain.count("\n") for plain in parts[:-1:3]), initial=1)
    next(lines)  # that of the beginning, where no link has been
    links = zip(parts[2::3], lines, strict=True)
    return Findings(tuple(FactLink(address, line) for address, line in links if not _leads_out(address)))


def words_of(parts: Sequence[str]) -> str:
    """Its words as typed, without the marks of those that are stressed; those of blocks still have what these begin with."""
    return _STRESSED.sub(r"\2", "".join(part for at, part in enumerate(parts) if at % 3 != 2))


def words_of_blocks(parts: Sequence[str]) -> str:
    """The same of a text that may have lists and headings, without what these begin with."""
    return _BEGINNINGS.sub("", words_of(parts))


def _unstressed(words: str) -> str:
    return _STRESS.sub(r"\2", words) if "*" in words else words


def _escaped(words: str) -> str:
    escaped = words.translate(_ESCAPES)
    return _STRESSED.sub(_tagged, escaped) if "*" in escaped else escaped


def _tagged(stressed: re.Match[str]) -> str:
    tag = _TAGS[stressed[1]]
    return f"<{tag}>{stressed[2]}</{tag}>"
