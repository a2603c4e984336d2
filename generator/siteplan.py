"""The plan of a site: every page that it will have, and what shows the facts on them."""

from __future__ import annotations

from collections.abc import Callable

from generator.naming import AS_IT_IS, Naming
from generator.restwords import Words
from generator.show import Shower, View
from generator.values import Fixed


class Page(Fixed, frozen=True):
    """A page to be: where, by which layout, how to find all that it may show, and how names get onto it."""

    address: str
    layout: str
    make: Callable[[], View]
    naming: Naming = AS_IT_IS

    @property
    def view(self) -> View:
        """All that it may show."""
        return self.make()


class Plan(Fixed, frozen=True):
    """All pages, by address, and what shows the facts on those that lie no folder below the top of the site, one, or two."""

    pages: tuple[Page, ...] = ()
    showers: tuple[Shower, ...] = ()


class Head(Fixed, frozen=True):
    """What a page is called, and what it is about in a sentence."""

    title: str
    description: str

    def said(self, words: Words) -> Head:
        """The same in the words of the site: what is called so whatever the facts say."""
        return Head(words(self.title), words(self.description))
