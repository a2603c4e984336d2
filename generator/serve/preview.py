"""What the preview shows: the last sound state of a dossier, from memory, and what is wrong with the facts since."""

from __future__ import annotations

import html
import logging
import mimetypes
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.build import Planned
from generator.layouts import LayoutError, Renderer
from generator.pages import Page
from generator.problems import Problem

_TYPES = mimetypes.MimeTypes()  # the same on every machine, whatever is registered there
_BODY = re.compile(rb"<body\b[^>]*>")
# It stays in sight on a page that is scrolled down, as pages are that were loaded again.
_BANNER = (
    "position:sticky;top:0;z-index:9999;margin:0;padding:.75rem 1rem;max-height:40vh;overflow:auto;"
    "background:#7a1020;color:#fff;font:.875rem/1.5 system-ui,sans-serif"
)


@dataclass(frozen=True, slots=True)
class Edition:
    """The site as one look at sound facts planned it; a page is rendered when it is first asked for."""

    pages: Mapping[str, Page]
    assets: Mapping[str, bytes]
    renderer: Renderer
    _rendered: dict[str, bytes] = field(default_factory=dict)

    def content(self, address: str) -> bytes | None:
        """The file at an address, or None. Raises `LayoutError`."""
        if address in self.pages and address not in self._rendered:
            self._rendered[address] = self.renderer.render(self.pages[address]).encode()
        return self._rendered.get(address) or self.assets.get(address)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown from one look at the facts to the next; `look` is unlike that of every other."""

    edition: Edition | None = None
    wrong: str = ""
    look: str = field(default_factory=secrets.token_urlsafe)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser gets: an HTTP status, a media type, the bytes."""

    status: int
    type: str
    content: bytes


@dataclass(slots=True)
class Preview:
    """A dossier as it is being written.

    `look` looks at the facts; `worded` puts problems into words, the same for the terminal and the page; `say` prints on the
    terminal; `layouts` are the folders of the layouts.
    """

    look: Callable[[], Planned]
    worded: Callable[[Sequence[Problem]], str]
    say: Callable[[str], None]
    layouts: Sequence[Path]
    shown: Shown = field(default_factory=Shown)

    def renew(self) -> None:
        """Look at the facts again and say what was found. Takes its time, so call it in a thread. Never raises."""
        try:
            self.shown = self._seen(self.look())
        except Exception:
            logging.getLogger(__name__).exception("factsheet itself failed; please report this")
            self.shown = Shown(self.shown.edition, "factsheet itself failed; the terminal says where")

    def _seen(self, planned: Planned) -> Shown:
        wrong = self.worded(planned.problems) if planned.problems else ""
        if wrong:
            self.say(wrong)
        if planned.sound:
            self.say(f"The facts are sound: {len(planned.pages)} pages.")
            return Shown(_edition(planned, self.layouts))
        last = self.shown.edition
        self.say("The preview shows the last sound state." if last else "No page can be shown yet.")
        return Shown(last, wrong)

    def answer(self, address: str) -> Answer:
        """What is at an address such as `actors/ada-lind.html`; a folder stands for its index. Call it in a thread."""
        shown = self.shown
        if shown.edition is None:
            return plain(503, "There is nothing to show yet", shown)
        try:
            return _found(shown.edition, address, shown)
        except LayoutError as error:
            self.say(str(error))
            return plain(500, "This page cannot be rendered", replace(shown, wrong=str(error)))


def plain(status: int, title: str, shown: Shown) -> Answer:
    """A page of the preview's own, where the site has none to show."""
    head = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    return _page(status, f"{head}<body><h1>{title}</h1></body></html>".encode(), shown)


def _edition(planned: Planned, layouts: Sequence[Path]) -> Edition:
    renderer = Renderer(layouts, planned.words)
    return Edition({page.address: page for page in planned.pages}, dict(renderer.assets()), renderer)


def _found(edition: Edition, address: str, shown: Shown) -> Answer:
    place = address if address and not address.endswith("/") else f"{address}index.html"
    content = edition.content(place)
    if content is not None:
        return _page(200, content, shown) if place.endswith(".html") else Answer(200, _type(place), content)
    return _page(404, edition.content("404.html") or b"", shown)


def _page(status: int, content: bytes, shown: Shown) -> Answer:
    """A page that is loaded again after the next look, under a banner if something is wrong."""
    body = _BODY.search(content)
    top = body.end() if body else 0
    end = content.rfind(b"</body>", top)
    end = len(content) if end < 0 else end
    script = f'<script src="/livereload.js" data-look="{shown.look}"></script>'
    parts = content[:top], _banner(shown.wrong), content[top:end], script.encode(), content[end:]
    return Answer(status, _type("index.html"), b"".join(parts))


def _banner(wrong: str) -> bytes:
    if not wrong:
        return b""
    text = f"<strong>These problems keep the newest facts from being shown:</strong><pre>{html.escape(wrong)}</pre>"
    return f'<div role="alert" style="{_BANNER}">{text}</div>'.encode()


def _type(address: str) -> str:
    kind = _TYPES.guess_type(address)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("/javascript", "/json", "+json"))
    return f"{kind}; charset=utf-8" if is_text else kind
