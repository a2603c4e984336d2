"""What the preview shows: the last sound state of a dossier, from memory, and what is wrong with the facts since."""

from __future__ import annotations

import logging
import mimetypes
import secrets
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote, urlsplit

from generator.build import Planned, beside_pages, has_errors, read_settings
from generator.history import PUBLISHED_FILE
from generator.layouts import LayoutError
from generator.problems import Problem, Severity, in_order
from generator.serve.frame import framed
from generator.serve.standing import Mark, Standing
from generator.shelf import Kept
from generator.siteplan import Page
from generator.workroom import Workroom

TICK = 50_000_000
"""Nanoseconds by which the clock of a file system may lag behind ours, so that what is changed in that time is read again."""

_TYPES = mimetypes.MimeTypes()  # the same on every machine, whatever is registered there


@dataclass(frozen=True, slots=True)
class Edition:
    """The site as one look at sound facts planned it; a page is rendered when it is asked for."""

    planned: Planned
    pages: Mapping[str, Page]
    beside: Mapping[str, bytes]
    standing: Standing

    def content(self, address: str) -> bytes | None:
        """The file at an address, or None. Raises `LayoutError`."""
        page = self.pages.get(address)
        return self.planned.room.rendered(page) if page else self.beside.get(address)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown from one look at the facts to the next, under the path `base`; `look` is unlike that of every other.

    `facts` is the same as before where no fact has changed, but only what readers have been shown of them.
    """

    edition: Edition | None = None
    wrong: str = ""
    base: str = "/"
    look: str = field(default_factory=secrets.token_urlsafe)
    facts: str = field(default_factory=secrets.token_urlsafe)

    @property
    def mark(self) -> str:
        """What a page says of the look it is from."""
        return f"{self.facts}:{self.look}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser gets: an HTTP status, a media type, the bytes."""

    status: int
    type: str
    content: bytes


@dataclass(slots=True)
class Preview:
    """A dossier as it is being written, drafts included.

    `room` is what is known of it, `origin` where the preview answers (`http://127.0.0.1:8000`); `worded` puts problems into words,
    the same for the terminal and the page; `say` prints on the terminal. It answers one question at a time, and may take its time:
    whoever serves asks it in one thread apart.
    """

    room: Workroom
    origin: str
    worded: Callable[[Sequence[Problem]], str]
    say: Callable[[str], None]
    shown: Shown = field(default_factory=Shown)
    _left_out: frozenset[str] = frozenset()
    _left_out_of_shown: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Count drafts as facts, but for those that have to be mended first: they keep nothing else from being shown."""
        self.room.counts = self._counts

    def renew(self, written: Collection[str] | None = None) -> bool:
        """Look at the facts again and say what was found; whether anything is new. Never raises.

        `written` are all files that were written since the last look, by their paths in the project, if that is known.
        """
        before = self.shown
        try:
            seen = self._seen(None if before.wrong else written)  # what is shown may be behind all files
            is_same = seen is not before and written is not None and set(written) == {PUBLISHED_FILE}
            self.shown = replace(seen, facts=before.facts) if is_same else seen
        except Exception:
            logging.getLogger(__name__).exception("factsheet itself failed; please report this")
            words = "factsheet itself failed; the terminal says where"
            self.shown = Shown(before.edition, words, before.base)
        return self.shown is not before

    def answer(self, address: str) -> Answer:
        """What is at an address such as `actors/ada-lind.html`; a folder stands for its index."""
        shown = self.shown
        if shown.edition is None:
            return plain(503, "There is nothing to show yet", shown)
        try:
            return _found(shown.edition, address, shown)
        except LayoutError as error:
            self.say(str(error))
            return plain(500, "This page cannot be rendered", replace(shown, wrong=str(error)))

    def marks(self, address: str) -> Mapping[str, Mark]:
        """The facts that a page shows or leads to, by the addresses at which they stand."""
        edition = self.shown.edition
        if edition is None or not address.endswith(".html"):
            return {}
        try:
            return edition.standing.on_page(address, edition.content(address) or b"")
        except LayoutError:
            return {}

    def differing(self) -> Mapping[str, str]:
        """What differs from what is published, by address from the top of the site."""
        edition = self.shown.edition
        if edition is None:
            return {}
        known = edition.planned.dossier
        found = edition.standing.differing().items()
        return {edition.standing.place_of(ref): what for ref, what in found if known.has(ref)}

    def _seen(self, written: Collection[str] | None) -> Shown:
        base = _base_of(self.room)
        problems, planned = self._look(base, written)
        wrong = self.worded(problems) if has_errors(problems) else ""
        shown = self._sound(planned, wrong, base) if planned.sound else self._unsound(wrong, base)
        if shown is not self.shown and problems:
            self.say(self.worded(problems))
        if shown is not self.shown:
            self.say(_summed_up(shown, planned))
        return shown

    def _sound(self, planned: Planned, wrong: str, base: str) -> Shown:
        self.room.settle(planned.dossier)
        is_other = bool(self.room.recall.changed)
        self.room.rest()
        self._left_out_of_shown = self._left_out
        edition, last = _edition(planned), self.shown
        known = last.edition and edition.beside == last.edition.beside
        if known and not is_other and (wrong, base) == (last.wrong, last.base):
            return last
        return Shown(edition, wrong, base)

    def _unsound(self, wrong: str, base: str) -> Shown:
        self.room.recall.rest()  # what was found of facts as they are now holds for these alone
        if self.shown.edition:
            self._left_out = self._left_out_of_shown
            self.room.back()
        is_same = (wrong, base) == (self.shown.wrong, self.shown.base)
        return self.shown if is_same else Shown(self.shown.edition, wrong, base)

    def _look(self, base: str, written: Collection[str] | None) -> tuple[Sequence[Problem], Planned]:
        """What is wrong with the facts, and their plan: that of what is left without the drafts that are to be mended."""
        self._left_out = frozenset()
        now = time.time_ns() - TICK
        planned = self.room.look(lambda _: None, now, base_url=f"{self.origin}{quote(base)}", written=written)
        told = planned.problems
        while not planned.sound and (unsound := self._unsound_drafts(planned) - self._left_out):
            self._left_out |= unsound
            self.room.recall.rest()  # what was worked out of the drafts holds no longer
            planned = self.room.look(lambda _: None, now, base_url=f"{self.origin}{quote(base)}")
        drafts = Standing(planned).leading_to_drafts if planned.sound else ()
        return tuple(in_order([*told, *planned.problems, *drafts])), planned

    def _unsound_drafts(self, planned: Planned) -> set[str]:
        wrong = {one.file for one in planned.problems if one.severity is Severity.ERROR}
        files = self.room.files
        return {files[file].ref for file in files.drafts if file in wrong}

    def _counts(self, kept: Kept) -> bool:
        return not kept.draft or kept.ref not in self._left_out


def _summed_up(shown: Shown, planned: Planned) -> str:
    if planned.sound:
        return f"The facts are sound: {len(planned.pages)} pages."
    return "The preview shows the last sound state." if shown.edition else "No page can be shown yet."


def plain(status: int, title: str, shown: Shown) -> Answer:
    """A page of the preview's own, where the site has none to show."""
    head = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    return _page(status, f"{head}<body><h1>{title}</h1></body></html>".encode(), shown, "")


def _base_of(room: Workroom) -> str:
    """The path under which the site will stand, with its slashes."""
    settings, _ = read_settings(room.project)
    path = unquote(urlsplit(settings.base_url or "").path).strip("/")
    return f"/{path}/" if path else "/"


def _edition(planned: Planned) -> Edition:
    pages = {page.address: page for page in planned.pages}
    return Edition(planned, pages, beside_pages(planned), Standing(planned))


def _found(edition: Edition, address: str, shown: Shown) -> Answer:
    place = address if address and not address.endswith("/") else f"{address}index.html"
    content = edition.content(place)
    if content is not None:
        is_page = place.endswith(".html")
        return _page(200, content, shown, place) if is_page else Answer(200, _type(place), content)
    return _page(404, edition.content("404.html") or b"", shown, "404.html")


def _page(status: int, content: bytes, shown: Shown, place: str) -> Answer:
    return Answer(status, _type("index.html"), framed(content, shown.wrong, shown.mark, place))


def _type(address: str) -> str:
    kind = _TYPES.guess_type(address)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("/javascript", "/json", "+json"))
    return f"{kind}; charset=utf-8" if is_text else kind
