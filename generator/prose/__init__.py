"""Markdown of facts to HTML, and the references found in it.

CommonMark 0.31 with GitHub's tables, less what a fact sheet has no use for: HTML is shown as it was typed, a
picture as its description, and an address stands in the link itself (`[x][1]` and footnotes stay text). Quotation
marks and bare addresses are left as they are. A link leads to a fact (`kind:id`, `kind:id#entry`), to http, https or
mailto; of any other only the words are shown.

A text is read in one of two ways: `block…` knows paragraphs, lists and headings; `inline…` is for a text of one line,
in which "> 10 towns" and "4. bridge" are words. No text makes any of these functions raise.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.patterns import late
from generator.prose.addresses import encoded, is_fact, refusal
from generator.prose.found import BadLink, BadMarkup, FactLink, Findings, Name, Resolve, Target
from generator.prose.quick import (
    block_parts,
    blocks_of,
    findings_in,
    headings_in,
    html_of,
    inline_parts,
    words_of,
    words_of_blocks,
)
from generator.prose.tokens import DEEPEST, is_costly, parse_block, parse_inline, render

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = [
    "BadLink", "BadMarkup", "FactLink", "Findings", "Name", "Resolve", "Target",
    "block", "block_links", "block_plain", "inline", "inline_links", "inline_plain",
]  # fmt: skip

_MOST_KEPT = 1024
"""Of so many texts the parsed tokens are kept: each is looked through for links, and then shown on several pages."""


def block(text: str, resolve: Resolve) -> str:
    """The HTML of a text of paragraphs, lists, tables and headings; the highest heading in it is an h2."""
    parts = block_parts(text)
    if parts is None:
        return _html(_block_tokens(text), resolve)
    return blocks_of(html_of(parts, resolve), _ids(headings_in(parts)))


def inline(text: str, resolve: Resolve) -> str:
    """The HTML of a text of one line: emphasis, code and links, with no paragraph around it."""
    parts = inline_parts(text)
    return _html(_inline_tokens(text), resolve) if parts is None else html_of(parts, resolve)


def block_links(text: str) -> Findings:
    """The references in a text for `block`, and whatever will not be shown as it was meant."""
    parts = block_parts(text)
    return _findings(_block_tokens(text)) if parts is None else findings_in(parts)


def inline_links(text: str) -> Findings:
    """The references in a text for `inline`, and whatever will not be shown as it was meant."""
    parts = inline_parts(text)
    return _findings(_inline_tokens(text)) if parts is None else findings_in(parts)


def block_plain(text: str, name: Name) -> str:
    """The words of a text for `block`, not escaped, with single spaces between them."""
    parts = block_parts(text)
    return _plain(_words(_block_tokens(text), name) if parts is None else words_of_blocks(parts))


def inline_plain(text: str, name: Name) -> str:
    """The words of a text for `inline`, not escaped, with single spaces between them."""
    parts = inline_parts(text)
    return _plain(_words(_inline_tokens(text), name) if parts is None else words_of(parts))


def _plain(words: str) -> str:
    return " ".join(words.split())


_HTML = "HTML is shown as it is typed: use Markdown, such as **bold**, or write '\\<' where the sign itself is meant"
_PICTURE = (
    "of a picture only the description is shown: link to it, as in '[the bridge](https://…)', or take it out"
)
_APART = "notes and addresses that stand apart are shown as they are typed: write '[words](address)' in place"
_TOO_DEEP = "lists and quotations stand too deep in one another here: what is further in is left out"
_COSTLY = "its tables or quotations are too long for one text, which is shown without any blocks: divide it"
_DEFINITION = late(r"\[(?:\^[^\]]+\]:.*|[^\]]+\]:[ \t]*\S+[ \t]*(?:[\"'(].*)?)")


@lru_cache(_MOST_KEPT)
def _block_tokens(text: str) -> list[Token]:
    if is_costly(text):
        tokens = _shown(parse_inline(text))
        tokens[0].meta = {"typed": text[:40], "why": _COSTLY}
        return tokens
    tokens = _shown(parse_block(text))
    headings = [(one, words) for one, words in pairwise(tokens) if one.type == "heading_open"]
    ids = _ids(_words([words], str) for _, words in headings)
    for (heading, _), heading_id in zip(headings, ids, strict=True):
        heading.attrs["id"] = heading_id
    return tokens


def _ids(headings: Iterable[str]) -> Iterator[str]:
    """An id for each heading, from its words."""
    found = Counter[str]()
    for words in headings:
        title = unicodedata.normalize("NFC", words).lower()
        slug = re.sub(r"[\W_]+", "-", title).strip("-") or "section"
        found[slug] += 1
        # A slug has no underscore, so the second 'toll' is not taken for a heading 'Toll 2', nor any for an entry.
        yield f"h_{slug}" if found[slug] == 1 else f"h_{slug}_{found[slug]}"


@lru_cache(_MOST_KEPT)
def _inline_tokens(text: str) -> list[Token]:
    return _shown(parse_inline(text))


def _shown(tokens: list[Token]) -> list[Token]:
    """The tokens with nothing left in them that a page may not show; what was found amiss is in their `meta`."""
    highest = min((token.tag for token in tokens if token.type == "heading_open"), default="h2")
    for token in tokens:
        if token.type == "inline":
            token.children = list(_parts(token.children or []))
        elif token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) - int(highest[1]) + 2, 6)}"
        elif token.type in ("list_item_open", "blockquote_open") and token.level >= DEEPEST - 1:
            token.meta |= {"typed": token.markup, "why": _TOO_DEEP}
        elif "style" in token.attrs:  # which a strict Content-Security-Policy forbids
            token.attrs = {"class": str(token.attrs["style"]).replace("text-align:", "align-")}
        token.info = ""  # the language of a code block, which only a highlighter would need
    return tokens


def _parts(children: list[Token]) -> Iterator[Token]:
    """Text, emphasis, code and links. There is no link in a link, and one without words shows its target."""
    depth, href, wordless = 0, "", False
    for token in children:
        depth += token.nesting if token.tag == "a" else 0
        if token.type == "link_open" and depth == 1:
            href, wordless = str(token.attrs["href"]), True
        elif token.type == "link_close" and depth == 0:
            if wordless:
                meta = {"fact": href} if is_fact(href) else {}
                yield token.copy(type="text", tag="", nesting=0, content=href, meta=meta)
        elif token.tag == "a":
            continue
        else:
            _make_text(token)
            wordless = wordless and not token.content.strip()
        yield token


def _make_text(token: Token) -> None:
    """Tags and pictures are text from here on, so that no later step can let them through."""
    if token.type == "html_inline":
        token.type, token.meta = "text", token.meta | {"typed": token.content, "why": _HTML}
    if token.type == "image":
        token.meta |= {"typed": f"![{token.content}]({token.attrs['src']})", "why": _PICTURE}
        token.type, token.content = "text", _words([token], str)


def _html(tokens: list[Token], resolve: Resolve) -> str:
    return render([_resolved(token, resolve) if token.children else token for token in tokens])


def _resolved(token: Token, resolve: Resolve) -> Token:
    """The token with its links leading where they lead from the page; the tokens themselves are kept for other pages."""
    attributes: dict[str, str] = {}
    children: list[Token] = []
    for part in token.children or ():
        if part.type == "link_open":
            attributes = _attributes(str(part.attrs["href"]), resolve)
            children.append(part.copy(attrs=part.attrs | attributes, hidden=not attributes))
        elif part.tag == "a":
            children.append(part.copy(hidden=not attributes))
        elif "fact" in part.meta and (target := resolve(part.meta["fact"])):
            children.append(part.copy(content=target.name))
        else:
            children.append(part)
    return token.copy(children=children)


def _attributes(href: str, resolve: Resolve) -> dict[str, str]:
    """Those of a link to that address; none where it cannot be linked to."""
    if is_fact(href):
        target = resolve(href)
        return {"href": target.href} if target else {}
    return {} if refusal(href) else {"href": encoded(href), "rel": "external noopener"}


def _words(tokens: list[Token], name: Name) -> str:
    def word(token: Token) -> str:
        if "fact" in token.meta:
            return name(token.meta["fact"])
        return " " if token.tag == "br" else token.content

    return " ".join("".join(word(part) for part in token.children or [token]) for token in tokens)


def _findings(tokens: list[Token]) -> Findings:
    links = [(str(token.attrs["href"]), line) for token, line in _lined(tokens) if token.type == "link_open"]
    return Findings(
        tuple(FactLink(href, line) for href, line in links if is_fact(href)),
        tuple(BadLink(href, line, why) for href, line in links if (why := refusal(href))),
        tuple(_bad_markup(tokens)),
    )


def _bad_markup(tokens: list[Token]) -> Iterator[BadMarkup]:
    for token, line in _lined(tokens):
        if "why" in token.meta:
            yield BadMarkup(token.meta["typed"], line, token.meta["why"])
        if token.type == "inline":
            for number, typed in enumerate(token.content.split("\n"), line):
                if _DEFINITION.fullmatch(typed):
                    yield BadMarkup(typed, number, _APART)


def _lined(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """Every token with its line within the text, from 1."""
    for token in tokens:
        line, seen = token.map[0] + 1 if token.map else 1, 0
        yield token, line
        for part in token.children or ():
            at = part.meta.get("at", seen)
            line += token.content.count("\n", seen, at)
            seen = at
            yield part, line
