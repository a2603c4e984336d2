"""Looks through a built site as a strict visitor would, and says everything that is wrong with it.

    python tests/crawl.py site/

Every link and every anchor leads somewhere inside the folder, by a relative address that names a file (so that the site
works at any address and straight from a disk); nothing is fetched from another host; elements are closed in order and
ids are unique; every page has its language, title, description, landmarks and headings. What a page looks like, and
what a browser makes of its scripts, is not looked at here.
"""

from __future__ import annotations

import posixpath
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from page import Fault, Link, Page, read_page


@dataclass(frozen=True, slots=True)
class Site:
    """All files of a built site, by their path in it, and its folders."""

    pages: dict[str, Page]
    folders: frozenset[str]


def read_site(folder: Path) -> Site:
    """Every file below a folder, read."""
    names = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    folders = frozenset(name for name, path in names.items() if path.is_dir())
    return Site(
        {name: read_file(name, path) for name, path in names.items() if name not in folders}, folders | {"."}
    )


def read_file(name: str, path: Path) -> Page:
    if not name.endswith((".html", ".svg", ".css")):
        return Page(name)
    try:
        return read_page(name, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return Page(name, faults=[Fault(name, 1, "is not UTF-8")])


def wrong_with(link: Link, page: Page, site: Site) -> str:
    """What is wrong with where a link leads; empty when nothing is."""
    try:
        address = urlsplit(link.address.strip())
    except ValueError:
        return "is no address"
    if not address.scheme and not address.netloc:
        return wrong_within(address, page, site)
    if link.fetched:
        return "" if address.scheme == "data" else "is asked of another host"
    if address.scheme == "mailto" or (address.scheme in ("http", "https") and address.netloc):
        return ""
    return "is neither a place in the site nor http, https or mailto"


def wrong_within(address: SplitResult, page: Page, site: Site) -> str:
    """The same for an address without a host."""
    if address.path.startswith("/"):
        return "begins at the root of the host; the site may live below it"
    target = page.name
    if address.path:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), unquote(address.path)))
    if target.partition("/")[0] == "..":
        return "leads out of the site"
    if target in site.folders:
        return "names a folder; from a disk that shows no page"
    if target not in site.pages:
        return f"leads to {target}, which is not there"
    if address.fragment and unquote(address.fragment) not in site.pages[target].ids:
        return f"leads to an id that {target} does not have"
    return ""


def crawl(folder: Path) -> list[Fault]:
    """Everything that is wrong in a folder with a built site, in the order of files and lines."""
    site = read_site(folder)
    faults = {fault for page in site.pages.values() for fault in page.faults}
    if "index.html" not in site.pages:
        faults.add(Fault("index.html", 1, "there is no such page"))
    for page in site.pages.values():
        for link in page.links:
            if wrong := wrong_with(link, page, site):
                faults.add(Fault(page.name, link.line, f"{link.address!r} {wrong}"))
    return sorted(faults)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python tests/crawl.py FOLDER", file=sys.stderr)
        return 2
    faults = crawl(Path(arguments[0]))
    pages = sum(1 for _ in Path(arguments[0]).rglob("*.html"))
    print(*faults, f"{pages} pages looked through, {len(faults)} faults found", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
