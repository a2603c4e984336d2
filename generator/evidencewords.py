"""Evidence in readers' words: which source, where in it, who passed it on, what is our conclusion; and what several places rest on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from generator.chains import IsPerson, Roots, roots
from generator.coverage import span_of
from generator.dossier import Dossier
from generator.evidence import Evidence, Via
from generator.facts.source import Draws
from generator.markup import Link, escaped
from generator.naming import Name
from generator.quotes import earlier_of, source_of
from generator.restwords import Shared, Words, rests_words
from generator.values import Fixed

FIRST = (
    ", without saying from whom it has it",
    ", probably taken (our conclusion) from {who}",
    ", taken from {who}",
)
"""How the first link of a chain is told: not stated, concluded, stated."""

LATER = (
    ", which does not say from whom it has it",
    ", which probably has it (our conclusion) from {who}",
    ", which has it from {who}",
)
"""How each further link is told."""

MOST_PLACES = 10_000
"""Of so many places it is kept how they are told: all sources have the same ones, from the first paragraph on."""


class Cited(Fixed, frozen=True):
    """A source as it stands wherever it is cited: its link and the address of its page in markup, and that address as it is.

    `is_laid_out`: its page has the paragraphs of the version of today; `draws` are the reports it draws on.
    """

    link: str
    page: str
    href: str
    is_laid_out: bool
    lang: str | None
    draws: tuple[Draws, ...]

    def why(self, link: Via) -> str | None:
        """What an inferred link is concluded from, where the source says that once for all its places."""
        if link.known != "inferred":
            return None
        return next((one.why for one in self.draws if one.source == link.who), None)


class Place(Fixed, frozen=True):
    """A place in readers' words, as they are and in markup, and what leads to its paragraph on the page of a source."""

    words: str
    html: str
    fragment: str


class EvidenceWords:
    """Tells evidence on pages of one depth, on which `link` gives the link to a fact."""

    def __init__(
        self,
        dossier: Dossier,
        words: Words,
        depth: int,
        link: Callable[[str], Link],
        name: Name,
        is_person: IsPerson,
    ) -> None:
        self._dossier = dossier
        self.words = words
        self._depth = depth
        self._link = link
        self._name = name
        self._is_person = is_person
        self._comma, self._semicolon, self._lang = words(", "), words("; "), dossier.settings.lang
        self._chained = {english: escaped(words(english)) for english in (*FIRST, *LATER)}
        self.place = lru_cache(MOST_PLACES)(self._place)

    def cited(self, source: str) -> Cited:
        """A source, as it stands wherever it is cited."""
        return self._dossier.recall.at_hand(("cited", source, self._depth), lambda: self._cited(source))

    def places(self, evidence: Evidence, cited: Cited) -> list[tuple[str, Place]]:
        """The places of a piece of evidence, each with what leads to it on the page of its source."""
        places = [self.place(place) for place in evidence.at]
        is_laid_out = cited.is_laid_out and not (evidence.version and earlier_of(self._dossier, evidence))
        return [(one.fragment if is_laid_out else "", one) for one in places]

    def line(self, evidence: Evidence, cited: Cited, at: Sequence[tuple[str, Place]]) -> str:
        """What a piece of evidence is, in markup with links: its source, its places (`at`), and whom that source has it from."""
        places = [f'<a href="{cited.page}{fragment}">{place.html}</a>' for fragment, place in at]
        chain = self._chain(evidence.via) if evidence.via else ""
        return f"{cited.link}{self._comma}{self._semicolon.join(places)}{chain}"

    def language(self, evidence: Evidence, cited: Cited) -> str | None:
        """The language of a quote, where it is not that of the dossier."""
        language = evidence.lang or cited.lang
        return language if language != self._lang else None

    def rests_on(self, evidence: Sequence[Evidence]) -> tuple[Roots, str]:
        """How many articles carry a thing and how many reports stand behind them, and that in words."""
        found = roots(evidence, self._is_person)
        return found, rests_words(found, self._shared(found), self.words)

    def _cited(self, ref: str) -> Cited:
        link, source = self._link(ref), source_of(self._dossier, ref)
        return Cited(
            link=link.__html__(),
            page=escaped(link.href),
            href=link.href,
            is_laid_out=source is not None and bool(source.sentences) and not source.withdrawn,
            lang=source.lang if source else None,
            draws=source.derived_from if source else (),
        )

    def _place(self, written: str) -> Place:
        words = self._in_words(written)
        return Place(words, escaped(words), f"#p{span_of(written).first}")

    def _in_words(self, place: str) -> str:
        span = span_of(place)
        if span.sentence and span.until > span.sentence:
            return self.words("paragraph {p}, sentences {s} to {u}").format(
                p=span.first, s=span.sentence, u=span.until
            )
        if span.sentence:
            return self.words("paragraph {p}, sentence {s}").format(p=span.first, s=span.sentence)
        if span.last > span.first:
            return self.words("paragraphs {p} to {q}").format(p=span.first, q=span.last)
        return self.words("paragraph {p}").format(p=span.first)

    def _chain(self, via: Sequence[Via]) -> str:
        return "".join(self._passed_on(link, LATER if index else FIRST) for index, link in enumerate(via))

    def _passed_on(self, link: Via, told: tuple[str, str, str]) -> str:
        unsaid, inferred, stated = told
        if link.who is None:
            return self._chained[unsaid]
        words = self._chained[inferred if link.known == "inferred" else stated]
        return words.replace("{who}", self._link(link.who).__html__())

    def _shared(self, found: Roots) -> Shared:
        """What several articles have in common, as readers know it."""
        if not found.shared:
            return Shared("", "")
        name = self._name(found.shared)
        if found.shared in found.articles:
            return Shared("one of them", name)
        return Shared("one speaker" if self._is_person(found.shared) else "one report", name)
