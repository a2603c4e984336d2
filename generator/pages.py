"""The plan of the site: every page there will be, with a closed view, before anything is rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.compare import pairs
from generator.derive import Derived, kinds_with_pages
from generator.dossier import Dossier, Held, entries_of
from generator.facts.source import Source
from generator.kinds import Kind
from generator.problems import FieldPath, Problem
from generator.restwords import Words
from generator.show import Shower, View
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
from generator.views.plans import compare_address, compare_view, plans_in_order, plans_view, points_view
from generator.views.standing import standing_view
from generator.views.wordings import wordings_view


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be: where, by which layout, and all that it may show."""

    address: str
    layout: str
    view: View


@dataclass(frozen=True, slots=True)
class Head:
    """What a page is called, and what it is about in a sentence."""

    title: str
    description: str


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
            "Each subject, with the sources that speak of it, contradict it, or do not speak of it.",
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


def plan(dossier: Dossier, derived: Derived, words: Words, base_url: str = "") -> tuple[Page, ...]:
    """All pages, by address. `base_url` is where the site will stand, with its last slash, if that is known."""
    showers = [Shower(dossier, derived, words, depth) for depth in range(3)]
    shell = _Shell(dossier, derived, words, base_url)
    pages = [
        *(
            shell.page(showers[0], address, layout, view(showers[0]), head)
            for address, layout, view, head in GATHERED
        ),
        *(_list_page(shell, showers[1], kind) for kind in kinds_with_pages(dossier)),
        *(_fact_page(shell, showers, held) for held in dossier.facts.values() if held.kind.has_pages),
        *_comparisons(shell, showers[2]),
    ]
    return tuple(sorted(pages, key=lambda page: page.address))


def shared_addresses(dossier: Dossier) -> Iterator[Problem]:
    """Facts and entries in them that would stand where something else stands: at one address there is one thing."""
    standing = [address for address, *_ in GATHERED]
    standing += [kind.list_address for kind in kinds_with_pages(dossier)]
    taken = dict.fromkeys(standing, "a page that every site has")
    taken |= dict.fromkeys(_paragraphs(dossier), "one of its paragraphs")
    for held in dossier.facts.values():
        for address, path in _addresses(held):
            other = taken.setdefault(address, held.file)
            if other != held.file:  # two entries of one file are told of as such
                headline = f"the address '{address}' is taken already, by {other}"
                cure = "give this entry another id" if path else "rename this file"
                cure += f", or what stands in the way in {other}" if "/" in other else ""
                yield Problem("address-taken", held.file, headline, cure, path)


def _addresses(held: Held) -> Iterator[tuple[str, FieldPath]]:
    yield held.kind.address_of(held.id), ()
    for entry, group in entries_of(held):
        yield held.kind.address_of(held.id, entry), (*group.path, "id")


def _paragraphs(dossier: Dossier) -> Iterator[str]:
    for held, source in dossier.records("source", Source):
        for number in range(1, len(source.sentences) + 1):
            yield held.kind.address_of(held.id, f"p{number}")


@dataclass(frozen=True, slots=True)
class _Shell:
    """What every page carries around its view: the site's name, its ways, its date, its own title."""

    dossier: Dossier
    derived: Derived
    words: Words
    base_url: str

    def page(self, shower: Shower, address: str, layout: str, view: View, head: Head) -> Page:
        return Page(address, layout, self._around(shower, address, head) | view)

    def _around(self, shower: Shower, address: str, head: Head) -> View:
        settings = self.dossier.settings
        site = {
            "title": settings.title,
            "subtitle": settings.subtitle,
            "lang": settings.lang,
            "licence": settings.licence,
            "contact": settings.contact,
            "as_of": shower.date(self.derived.as_of) if self.derived.as_of else None,
        }
        page = {
            "address": address,
            "title": self.words(head.title),
            "description": self.words(head.description),
            "top": shower.top,
            "canonical": self.base_url + address if self.base_url else None,
        }
        return {"site": site, "page": page, "nav": self._nav(shower), "policies": self._policies(shower)}

    def _nav(self, shower: Shower) -> list[View]:
        kinds = [(kind.plural, kind.list_address) for kind in kinds_with_pages(self.dossier)]
        ways = [*kinds, ("Timeline", "timeline.html"), ("What is not known", "unknown.html")]
        return [
            {"words": self.words(words), "href": shower.href(address), "address": address}
            for words, address in ways
        ]

    def _policies(self, shower: Shower) -> list[View]:
        pages = self.dossier.of_kind("page")
        return [{"words": self.dossier.named(held.ref), "href": shower.link(held.ref).href} for held in pages]


def _list_page(shell: _Shell, shower: Shower, kind: Kind) -> Page:
    layout, view = LISTS.get(kind.name, ("list.html", list_view))
    return shell.page(shower, kind.list_address, layout, view(shower, kind), Head(kind.plural, kind.intro))


def _fact_page(shell: _Shell, showers: Sequence[Shower], held: Held) -> Page:
    address = held.kind.address_of(held.id)
    title = shell.dossier.named(held.ref)
    description = f"{shell.words(held.kind.plural)}: {title}"
    shower = showers[address.count("/")]
    view = fact_view(shower, held) | points_view(shower, held) | wordings_view(shower, held)
    return shell.page(shower, address, held.kind.layout, view, Head(title, description))


def _comparisons(shell: _Shell, shower: Shower) -> Iterator[Page]:
    for first, second in pairs(plans_in_order(shower)):
        names = [shell.dossier.named(ref) for ref in (first, second)]
        title = shell.words("{first} and {second}, side by side").format(first=names[0], second=names[1])
        description = shell.words("What is reported of two versions of the plan, point by point.")
        address = compare_address(first, second)
        view = compare_view(shower, first, second)
        yield shell.page(shower, address, "compare.html", view, Head(title, description))
