"""What stands in a text besides words, and where its links lead."""

from __future__ import annotations

from collections.abc import Callable

from generator.values import Fixed


class Target(Fixed, frozen=True):
    """Where a fact link leads: the address to write into the page, and the name that stands in for no words."""

    href: str
    name: str


Resolve = Callable[[str], Target | None]
"""From a fact link as typed (`kind:id`, `kind:id#entry`) to its target, or None where there is no such fact."""

Name = Callable[[str], str]
"""From a fact link as typed to the words that stand in where it has none."""


class FactLink(Fixed, frozen=True):
    """A link to a fact as typed, and its line within the text (from 1)."""

    target: str
    line: int


class BadLink(Fixed, frozen=True):
    """A link of which only the words are shown; `why` says what is wrong and what to write instead."""

    href: str
    line: int
    why: str


class BadMarkup(Fixed, frozen=True):
    """Something typed that readers will see raw, or not at all; `why` says so and what to write instead."""

    text: str
    line: int
    why: str


class Findings(Fixed, frozen=True):
    """What stands in a text besides words."""

    facts: tuple[FactLink, ...] = ()
    bad_links: tuple[BadLink, ...] = ()
    bad_markup: tuple[BadMarkup, ...] = ()
