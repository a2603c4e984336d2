"""Follows every link and every anchor of a built site within its folder. Nothing is fetched.

Addresses are read as RFC 3986 has them and pages as HTML; an id may also stand in a drawing (SVG). What a link is for, and whether
a page is sound otherwise, is not looked at.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

_READ = (".html", ".svg")
_ADDRESSES = ("href", "src", "xlink:href", "action", "data", "poster")
_ELSEWHERE = ("http", "https", "mailto", "tel", "data")
_REFRESH = re.compile(r"\s*\d+\s*[;,]\s*url\s*=\s*(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class DeadLink:
    """A link that leads nowhere: the page it stands on, its line there from 1, its address as written, and why."""

    page: str
    line: int
    address: str
    why: str


@dataclass(frozen=True, slots=True)
class Crawled:
    """How many pages were looked through, how many links in them were followed, and those that are dead, in order."""

    pages: int
    links: int
    dead: tuple[DeadLink, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    ids: set[str] = field(default_factory=set)
    links: list[tuple[str, int]] = field(default_factory=list)


def crawl(site: Path) -> Crawled:
    """Look through the folder of a built site. Raises `OSError` where a file in it cannot be read."""
    # A link of the file system would lead out of the folder; hosts do not show what is behind it.
    files = {
        path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if not path.is_symlink()
    }
    pages = {
        name: _read(path) if name.endswith(_READ) else _Page()
        for name, path in files.items()
        if path.is_file()
    }
    folders = {".", *(name for name, path in files.items() if path.is_dir())}
    dead = (
        DeadLink(name, line, address, why)
        for name, page in pages.items()
        for address, line in page.links
        if (why := _wrong(name, address, pages, folders))
    )
    count = sum(name.endswith(".html") for name in pages)
    return Crawled(count, sum(len(page.links) for page in pages.values()), tuple(sorted(set(dead))))


def _read(path: Path) -> _Page:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8", errors="replace"))
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = _Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Also for a tag that closes itself."""
        said = {name: value or "" for name, value in attrs}
        self.page.ids.update(
            said[name] for name in ("id", "name") if name in said and (name == "id" or tag == "a")
        )
        for address in _addresses(tag, said):
            self.page.links.append((address, self.getpos()[0]))


def _addresses(tag: str, said: Mapping[str, str]) -> Iterator[str]:
    yield from (said[name] for name in _ADDRESSES if name in said)
    yield from (one.split()[0] for one in said.get("srcset", "").split(",") if one.strip())
    if tag == "meta" and said.get("http-equiv", "").lower() == "refresh":
        found = _REFRESH.fullmatch(said.get("content", ""))
        yield from [found[1].strip("'\" ")] if found else []


def _wrong(page: str, address: str, pages: Mapping[str, _Page], folders: set[str]) -> str:
    """Why a link on a page is dead; nothing if it is not."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return "this is no address"
    if parts.scheme in _ELSEWHERE:
        return ""
    if parts.scheme or parts.netloc:
        return "this is neither a place in the site nor a whole web address"
    if parts.path.startswith("/"):
        return "this begins at the top of the host, and the site may stand below it"
    return _wrong_within(page, parts, pages, folders)


def _wrong_within(page: str, parts: SplitResult, pages: Mapping[str, _Page], folders: set[str]) -> str:
    target = page
    if parts.path:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    anchor = unquote(parts.fragment)
    if target == ".." or target.startswith("../"):
        return "this leads out of the site"
    if target in folders:
        return f"{target} is a folder; name a page in it"
    if target not in pages:
        return f"there is no {target}"
    if anchor and target.endswith(_READ) and anchor not in pages[target].ids:
        return f"{target} has no id '{anchor}'"
    return ""
