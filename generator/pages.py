"""The plan of the site: every page there will be, with a closed view, before anything is rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import attrgetter

from generator.compare import pairs
from generator.derive import Derived, kinds_with_pages
from generator.dossier import Dossier
from generator.kinds import Kind
from generator.naming import Name, Naming, NamingOf, late
from generator.redirects import LAYOUT as REDIRECT
from generator.redirects import redirect_pages
from generator.restwords import Words
from generator.show import Draw, Shower, View
from generator.siteplan import Head, Page, Plan
from generator.values import Fixed
from generator.views.carried import who_says_what_view
from generator.views.changes import changes_view
from generator.views.facts import fact_view, list_view
from generator.views.gathered import (
    corrections_view,
    divergences_view,
    home_view,
    timeline_view,
    unknown_view,
)
from generator.views.pieces import PIECES
from generator.views.plans import compare_address, compare_view, plans_in_order, plans_view, points_view
from generator.views.standing import standing_view
from generator.views.wordings import wordings_view

__all__ = ["GATHERED", "plan"]

Heading = Callable[[Words], "Head"]


GATHERED: tuple[tuple[str, str, Callable[[Shower], View], Head], ...] = (
    ("index.html", "home.html", home_view, Head("", "")),
    (
        "timeline.html",
        "timeline.html",
        timeline_view,
        Head("Timeline", "Everything that has a date, in order."),
    ),
    (
        "unknown.html",
        "unknown.html",
        unknown_view,
        Head("What is not known", "The questions that the sources leave open, and what was not made known."),
    ),
    (
        "standing.html",
        "standing.html",
        standing_view,
        Head(
            "What these facts rest on",
            "What came through people who are not named, by one report alone, or from reports that nobody here has read.",
        ),
    ),
    (
        "corrections.html",
        "corrections.html",
        corrections_view,
        Head("Corrections", "What was changed after it was published, when and why."),
    ),
    (
        "who-says-what.html",
        "who-says-what.html",
        who_says_what_view,
        Head(
            "Who says what",
            "Each subject, with the sources that are cited for it, those that contradict it, and all others.",
        ),
    ),
    (
        "changes.html",
        "changes.html",
        changes_view,
        Head("Changes", "What was added, changed, corrected and withdrawn, newest first."),
    ),
    ("404.html", "404.html", lambda _: {}, Head("Page not found", "There is no page at this address.")),
)
"""The pages that gather facts from everywhere: address, layout, view, and what they are called."""

LISTS: dict[str, tuple[str, Callable[[Shower, Kind], View]]] = {
    "plan": ("plans.html", plans_view),
    "divergence": ("divergences.html", divergences_view),
}
"""Kinds whose list shows more than the facts one by one: its layout and its view."""


def plan(
    dossier: Dossier, derived: Derived, words: Words, draw: Draw, base_url: str = "", naming: NamingOf = late
) -> Plan:
    """The plan of a site. `base_url` is where it will stand, with its last slash, if that is known."""
    named = naming(dossier)
    showers = tuple(Shower(dossier, derived, words, depth, draw, PIECES, named.shown) for depth in range(3))
    shell = _Shell(dossier, derived, words, base_url, named)
    pages = [
        *(
            shell.page(showers[0], address, layout, partial(view, showers[0]), head.said)
            for address, layout, view, head in GATHERED
        ),
        *(_list_page(shell, showers[1], kind) for kind in kinds_with_pages(dossier)),
        *(
            _fact_page(shell, showers, kind, ref)
            for kind in dossier.kinds
            if kind.has_pages
            for ref in dossier.refs_of(kind.name)
        ),
        *_comparisons(shell, showers[2]),
    ]
    led = redirect_pages(dossier, {page.address for page in pages}, base_url)
    pages += [Page(address, REDIRECT, view) for address, view in led]
    return Plan(tuple(sorted(pages, key=attrgetter("address"))), showers)


class _Shell(Fixed, frozen=True):
    """What every page carries around its view: the site's name, its ways, its date, its own title."""

    dossier: Dossier
    derived: Derived
    words: Words
    base_url: str
    naming: Naming

    def page(
        self, shower: Shower, address: str, layout: str, view: Callable[[], View], head: Heading
    ) -> Page:
        """A page, with what stands around it."""
        return Page(
            address, layout, lambda: self.view(shower, address, head(self.words)) | view(), self.naming
        )

    def view(self, shower: Shower, address: str, head: Head) -> View:
        """What stands around a page: drawn once for all pages of a folder, or of the page alone if ways lead to it."""
        folder = address.rpartition("/")[0]
        here = f"{folder}/" if folder and not address.endswith("/index.html") else address
        around = self.dossier.recall.at_hand(("around", here), lambda: self._around(shower, here))
        return around | {"page": self._about(shower, address, head)}

    def _about(self, shower: Shower, address: str, head: Head) -> View:
        return {
            "address": address,
            "title": head.title,
            "description": head.description,
            "top": shower.top,
            "canonical": self.base_url + address if self.base_url else None,
        }

    def _around(self, shower: Shower, here: str) -> View:
        ways = self._ways(shower)
        return {
            "site": self._site(shower),
            "section": next((way for way in ways if _folder_of(way["address"]) == here), None),
            "nav": shower.drawn("nav.html", here, lambda: {"here": here, "ways": ways}),
            "foot": shower.drawn("foot.html", here, lambda: self._foot(shower, here)),
        }

    def _site(self, shower: Shower) -> View:
        settings = self.dossier.settings
        return {
            "title": settings.title,
            "subtitle": settings.subtitle,
            "lang": settings.lang,
            "dir": settings.direction,
            "licence": settings.licence,
            "contact": settings.contact,
            "as_of": shower.date(self.derived.as_of) if self.derived.as_of else None,
        }

    def _foot(self, shower: Shower, here: str) -> View:
        return {
            "here": here,
            "site": self._site(shower),
            "top": shower.top,
            "policies": self._policies(shower),
        }

    def _ways(self, shower: Shower) -> list[View]:
        kinds = [(kind.plural, kind.list_address) for kind in kinds_with_pages(self.dossier)]
        ways = [*kinds, ("Timeline", "timeline.html"), ("What is not known", "unknown.html")]
        return [
            {
                "words": self.words(words),
                "href": shower.href(address),
                "address": address,
                "folder": _folder_of(address),
            }
            for words, address in ways
        ]

    def _policies(self, shower: Shower) -> list[View]:
        return [
            {"words": one.name, "href": one.href} for one in map(shower.link, self.dossier.refs_of("page"))
        ]


def _folder_of(address: object) -> str:
    """The folder of a list page with its last slash; nothing for a page at the top."""
    folder, slash, _ = str(address).rpartition("/")
    return folder + slash


def _list_page(shell: _Shell, shower: Shower, kind: Kind) -> Page:
    layout, view = LISTS.get(kind.name, ("list.html", list_view))
    head = Head(kind.plural, kind.intro)
    return shell.page(shower, kind.list_address, layout, partial(view, shower, kind), head.said)


def _fact_page(shell: _Shell, showers: Sequence[Shower], kind: Kind, ref: str) -> Page:
    address = kind.address_of(ref.partition(":")[2])
    view = partial(_fact_view, shell, showers[address.count("/")], address, kind, ref)
    return Page(address, kind.layout, view, shell.naming)


def _fact_view(shell: _Shell, shower: Shower, address: str, kind: Kind, ref: str) -> View:
    title = shell.naming.shown(ref)
    around = shell.view(shower, address, Head(title, f"{shell.words(kind.plural)}: {title}"))
    held = shower.dossier.facts[ref]
    return around | fact_view(shower, held) | points_view(shower, held) | wordings_view(shower, held)


def _comparisons(shell: _Shell, shower: Shower) -> Iterator[Page]:
    told = shell.dossier.recall.ask("pairs of plans", partial(_pairs, shower))
    for first, second in map(str.split, told.decode().splitlines()):
        view = partial(compare_view, shower, first, second)
        head = partial(_head_of_pair, shell.naming.shown, first, second)
        yield shell.page(shower, compare_address(first, second), "compare.html", view, head)


def _pairs(shower: Shower) -> bytes:
    return "\n".join(map(" ".join, pairs(plans_in_order(shower)))).encode()


def _head_of_pair(name: Name, first: str, second: str, words: Words) -> Head:
    title = words("{first} and {second}, side by side").format(first=name(first), second=name(second))
    return Head(title, words("What is reported of two versions of the plan, point by point."))
