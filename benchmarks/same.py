# ruff: noqa: T201  a command that prints what it finds
"""Whether another generator has made the same pages of facts as ours.

    python -m benchmarks.same OURS OTHER

Of every fact's page the main part is compared, and in it: each link with the words on it (where it leads to is resolved
against the page's own address), each as often as it stands there; and every word that stands there, each as often. Not
compared are markup and order (with the commas between what is ordered otherwise), and what the others leave out: how many reports a fact rests on, how many quotations were
checked, wordings laid side by side, and on the pages of plans and of issues with points the tables and links that
compare versions.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from posixpath import join, normpath

KINDS = ("actors", "divergences", "events", "issues", "meetings", "plans", "sources", "statements")

Content = tuple[Counter[tuple[str, str]], Counter[str]]
"""Of a page its links, each where it leads and its words; and its words."""

_MAIN = re.compile(r"<main\b.*?>(.*)</main>", re.DOTALL)
_LEFT_OUT = re.compile(
    r'<p class="rests">.*?</p>|<div><dt>Quotations</dt>.*?</dd></div>|<div class="comparison">.*?</div>\s*(?=</section>|<div class)'
    r"|<h3>What each version is reported to say of them</h3>.*?(?=</section>)"
    r"|<section>\s*<h2>Side by side with another version</h2>.*?</section>",
    re.DOTALL,
)
_LINK = re.compile(r"""<a\b[^>]*?\bhref=["']?([^"'\s>]+)["']?[^>]*>(.*?)</a>""", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(
    r"</?(?:p|li|div|dt|dd|h\d|ul|ol|dl|section|summary|details|article|header|blockquote|aside)\b[^>]*>"
)


def content(text: str, address: str) -> Content:
    """The links and the words of a page that stands at an address of its site."""
    found = _MAIN.search(text)
    main = _LEFT_OUT.sub("", found[1] if found else "")
    links = Counter((_place(href, address), _words(inner)) for href, inner in _LINK.findall(main))
    return links, Counter(word.strip(";,") for word in _words(_BLOCK.sub(" ", main)).split())


def _place(href: str, address: str) -> str:
    href = unescape(href)
    if "://" in href:
        return href
    path, mark, place = href.partition("#")
    path = normpath(join("/", address.rpartition("/")[0], path)) if path else f"/{address}"
    return path + mark + place


def _words(text: str) -> str:
    return " ".join(unescape(_TAG.sub("", text)).split())


def pages(site: Path) -> dict[str, Path]:
    """The pages of facts by their addresses."""
    return {
        f"{kind}/{one.name}": one
        for kind in KINDS
        for one in (site / kind).glob("*.html")
        if one.name != "index.html"
    }


def differences(ours: Path, other: Path) -> Iterator[str]:
    """Every page of ours that the other has not, or has otherwise, and what differs."""
    theirs = pages(other)
    for address, path in sorted(pages(ours).items()):
        if address not in theirs:
            yield f"{address}: not there"
            continue
        (links, words), (their_links, their_words) = (
            content(one.read_text(encoding="utf-8"), address) for one in (path, theirs[address])
        )
        if links != their_links:
            yield f"{address}: links {_apart(links, their_links)}"
        if words != their_words:
            yield f"{address}: words {_apart(words, their_words)}"


def _apart(
    ours: Counter[tuple[str, str]] | Counter[str], other: Counter[tuple[str, str]] | Counter[str]
) -> str:
    return (
        f"only here {dict((ours - other).most_common(4))}, only there {dict((other - ours).most_common(4))}"  # type: ignore[operator]
    )


def main() -> None:
    """The command line: ends with 1 if anything differs."""
    ours, other = Path(sys.argv[1]), Path(sys.argv[2])
    found = list(differences(ours, other))
    print(*found[:20], sep="\n")
    print(f"{len(pages(ours))} pages of facts; {len(found)} differences")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
