"""One file of a built site, read the way a strict visitor would: for the crawl of `crawl.py`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = set("area base br col embed hr img input link meta source track wbr".split())
BLOCKS = set(
    "address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr "
    "main menu nav ol p pre search section table ul".split()
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LANDMARKS = ("header", "nav", "main", "footer")

FETCHED = {"src", "poster", "data", "background", "ping", "action", "formaction", "manifest"}
"""Attributes whose address a browser asks for, now or when a button is pressed."""
NOT_FETCHED = set("alternate author canonical help license next prev search".split())
"""Kinds of `<link>` that only say something; all others make a browser ask for their address."""
NAMES_IDS = {"for", "headers", "list", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details"}

CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
CSS_URL = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in a file of the site, at a line from 1."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Link:
    """An address as it is written, where, and whether a browser asks for it without the reader's click."""

    address: str
    line: int
    fetched: bool


@dataclass
class Page:
    """What other files need to know of this one, and the faults that can be seen without them."""

    name: str
    ids: Counter[str] = field(default_factory=Counter)
    links: list[Link] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, what: str) -> None:
        self.faults.append(Fault(self.name, line, what))


@dataclass
class Element:
    """An element that is still open, with what has been said in it so far."""

    tag: str
    line: int
    attributes: dict[str, str]
    words: str = ""


class Reader(HTMLParser):
    """Fills a `Page` from the text of an HTML or SVG file."""

    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.open: list[Element] = []
        self.tags: Counter[str] = Counter()
        self.headings: list[tuple[int, int]] = []
        self.named_ids: list[tuple[str, str, int]] = []
        self.said: dict[str, str] = {}

    def fault(self, what: str) -> None:
        self.page.fault(self.getpos()[0], what)

    def handle_decl(self, decl: str) -> None:
        self.said["doctype"] = decl.lower()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, self.getpos()[0], {name: value or "" for name, value in attrs})
        if len(element.attributes) < len(attrs):
            self.fault(f"<{tag}> has an attribute twice")
        self.tags[tag] += 1
        self.look_at_place(tag)
        self.look_at_attributes(element)
        self.page.links += links_of(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in VOID:
            return
        if not any(element.tag in ("svg", "math") for element in self.open):
            self.fault(f"<{tag}/> closes itself; HTML takes that for an open <{tag}>")
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not any(element.tag == tag for element in self.open):
            self.fault(f"</{tag}> ends nothing that is open")
            return
        while (element := self.open.pop()).tag != tag:
            self.page.fault(element.line, f"<{element.tag}> is still open where </{tag}> comes")
        self.look_at_words(element)

    def handle_data(self, data: str) -> None:
        around = self.open[-1].tag if self.open else ""
        if around == "style":
            self.page.links += style_links(data, self.getpos()[0])
        elif around != "script":
            self.say(data)

    def say(self, words: str) -> None:
        for element in self.open:
            element.words += words if element.tag in ("a", "title", *HEADINGS) else ""

    def look_at_place(self, tag: str) -> None:
        around = [element.tag for element in self.open]
        if tag in BLOCKS and "p" in around:
            self.fault(f"<{tag}> inside <p>; a browser ends the paragraph before it")
        if tag in ("a", "button") and not {"a", "button"}.isdisjoint(around):
            self.fault(f"<{tag}> inside a link or a button")
        if tag == "li" and around[-1:] not in (["ul"], ["ol"], ["menu"]):
            self.fault("<li> outside a list")
        if tag in HEADINGS:
            self.headings.append((int(tag[1]), self.getpos()[0]))

    def look_at_attributes(self, element: Element) -> None:
        tag, has, line = element.tag, element.attributes, element.line
        if "id" in has:
            self.page.ids[has["id"]] += 1
            if not re.fullmatch(r"\S+", has["id"]):
                self.fault(f"{has['id']!r} is no id")
        self.named_ids += [(name, one, line) for name in NAMES_IDS & has.keys() for one in has[name].split()]
        if "lang" in has and not LANGUAGE.fullmatch(has["lang"]):
            self.fault(f"{has['lang']!r} is no language")
        if tag == "html" and has.get("lang"):
            self.said["language"] = has["lang"]
        if tag == "meta":
            self.said[has.get("name", "")] = has.get("content", "").strip()
        if tag == "base":
            self.fault("<base> changes where every link leads")
        if tag == "img" and "alt" not in has:
            self.fault("<img> has no alt")
        self.say(has.get("aria-label", "") or has.get("alt", ""))

    def look_at_words(self, element: Element) -> None:
        tag, has = element.tag, element.attributes
        words = (element.words + has.get("aria-label", "")).strip()
        if tag == "title" and self.open and self.open[-1].tag == "head":
            self.said["title"] = words
        if tag == "a" and has.get("href", "?").strip() in ("", "#"):
            self.page.fault(element.line, f"the link {words!r} leads nowhere")
        if tag in ("a", *HEADINGS) and not words and "aria-labelledby" not in has:
            self.page.fault(element.line, f"<{tag}> says nothing")

    def finish(self) -> None:
        """What can be said only when the whole file has been read."""
        self.close()
        for element in self.open:
            self.page.fault(element.line, f"<{element.tag}> is never closed")
        for one, count in self.page.ids.items():
            if count > 1:
                self.page.fault(1, f"the id {one!r} stands {count} times")
        for name, one, line in self.named_ids:
            if one not in self.page.ids:
                self.page.fault(line, f"{name} names {one!r}, and nothing here has that id")

    def look_at_page(self) -> None:
        """What every page owes its readers, and a drawing does not."""
        wrong = {
            "no <!doctype html>": self.said.get("doctype") != "doctype html",
            "no language on <html>": "language" not in self.said,
            "no title": not self.said.get("title"),
            "no description": not self.said.get("description"),
            "no viewport; a phone shows it tiny": not self.said.get("viewport"),
            "several <main>": self.tags["main"] > 1,
            f"{self.tags['h1']} <h1>, not one": self.tags["h1"] != 1,
        } | {f"no <{tag}>": not self.tags[tag] for tag in LANDMARKS}
        for what in (what for what, is_so in wrong.items() if is_so):
            self.page.fault(1, what)
        before = 0
        for level, line in self.headings:
            if level > before + 1:
                self.page.fault(line, f"<h{level}> comes after {f'<h{before}>' if before else 'no heading'}")
            before = level


def links_of(element: Element) -> list[Link]:
    """The addresses in an element's attributes."""
    has, line = element.attributes, element.line
    addresses = [has[name] for name in FETCHED & has.keys()]
    addresses += [candidate.split()[0] for candidate in has.get("srcset", "").split(",") if candidate.strip()]
    if has.get("http-equiv", "").lower() == "refresh" and "=" in has.get("content", ""):
        addresses.append(has["content"].partition("=")[2].strip("'\""))
    links = [Link(address, line, fetched=True) for address in addresses]
    shown = element.tag in ("a", "area") or not NOT_FETCHED.isdisjoint(has.get("rel", "").lower().split())
    links += [Link(has[name], line, fetched=not shown) for name in ("href", "xlink:href") if name in has]
    return links + style_links(has.get("style", ""), line)


def style_links(css: str, line: int) -> list[Link]:
    """The addresses that a style asks for; `line` is where it begins."""
    css = CSS_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), css)
    return [
        Link("".join(filter(None, found.groups())), line + css.count("\n", 0, found.start()), fetched=True)
        for found in CSS_URL.finditer(css)
    ]


def read_page(name: str, text: str) -> Page:
    """A file of the site; `name` is its path in it. Only `.html`, `.svg` and `.css` can hold links."""
    page = Page(name)
    if name.endswith(".css"):
        page.links += style_links(text, 1)
    if name.endswith((".html", ".svg")):
        reader = Reader(page)
        reader.feed(text)
        reader.finish()
        if name.endswith(".html"):
            reader.look_at_page()
    return page
