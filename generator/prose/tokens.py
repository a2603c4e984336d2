"""Markdown to the tokens of markdown-it, and those to HTML: what is parsed at all, and within which bounds."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from generator.patterns import late

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    Rule = Callable[[StateInline, bool], bool]

DEEPEST = 20
"""How deep tokens may be nested: a list in a list takes two steps, a quotation one. Beyond that nothing is parsed."""

MOST_CELLS = 50_000
MOST_SCANS = 1_000_000
"""What the tables and the quotations of a text may cost at most (`is_costly`); each comes to about a second."""

UNFIT = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
"""Control characters, surrogates and noncharacters, for which HTML or UTF-8 has no place, as a set for `re`."""

_TAG = late(r"</?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>|<!--|<[?!][A-Za-z\[]")
"""What looks like HTML: whole tags, and how other things begin. (The parser's own rule can take quadratic time.)"""


def is_costly(text: str) -> bool:
    """Whether a text could keep the parser busy for minutes; only one that was made for it, or some thousand lines.

    The short rows of a table are filled up, as if each line were as wide as the widest. And each quotation may be
    followed to the end of the text for lines that continue it.
    """
    lines = text.splitlines()
    widest = max((line.count("|") for line in lines), default=0)
    return len(lines) * widest > MOST_CELLS or len(lines) * text.count(">") > MOST_SCANS


def parse_block(text: str) -> list[Token]:
    """The tokens of a text of paragraphs, lists, tables and so on. See `parse_inline` for what they carry."""
    return _parser().parse(_fit(text))


def parse_inline(text: str) -> list[Token]:
    """The one token of a text of one line, whose children are its parts.

    Links, pictures and tags carry in `meta["at"]` where they begin in the `content` of the token they are children of.
    All addresses are as typed, none is judged; tags (`html_inline`) have to be made text before `render`.
    """
    return _parser().parseInline(_fit(text))


def render(tokens: list[Token]) -> str:
    """The HTML of tokens, with everything escaped but tags that are still tags."""
    return str(_parser().renderer.render(tokens, _parser().options, {}))


def _fit(text: str) -> str:
    return re.sub(f"[{UNFIT}]", "\N{REPLACEMENT CHARACTER}", text)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import autolink, image, link

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST, "xhtmlOut": False})
    # Definitions (`[x]: address`) would swallow lines that were meant as text, and can blow up a short text.
    parser.enable("table").disable("reference")
    parser.inline.ruler.at("link", _placed(_where_it_can_end(link)))
    parser.inline.ruler.at("image", _placed(_where_it_can_end(image)))
    parser.inline.ruler.at("autolink", _placed(autolink))
    parser.inline.ruler.at("html_inline", _placed(_tag))
    # Any address makes a link, as typed: only on a token can a bad one be told. (`addresses` judges them all.)
    vars(parser).update(validateLink=lambda _: True, normalizeLink=str, normalizeLinkText=str)
    return parser


def _where_it_can_end(rule: Rule) -> Rule:
    """The rule, not tried where no link can end any more: a run of open brackets would take it seconds."""
    return lambda state, silent: state.html_terminator_last("](") > state.pos and rule(state, silent)


def _tag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (so the parser calls it)
    found = _TAG.match(state.src, state.pos, state.posMax)
    if found and not silent:
        state.push("html_inline", "", 0).content = found[0]
    state.pos = found.end() if found else state.pos
    return found is not None


def _placed(rule: Rule) -> Rule:
    """The rule, but the token that it makes knows where it was typed."""

    def placed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (so the parser calls it)
        start, before = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            pending = state.tokens[before].type == "text"
            state.tokens[before + pending].meta["at"] = start
        return found

    return placed
