"""A fact as a layout shows it: plain values, links, and sentences for readers.

A view is a closed value. Nothing in it leads back to the dossier, so a page is a function of its view and its layout.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape

from generator.chains import Roots, roots
from generator.coverage import span_of
from generator.dates import Date
from generator.datewords import in_words
from generator.derive import Derived
from generator.dossier import Dossier
from generator.evidence import Evidence, Fact, Sourced, Via
from generator.facts.source import Source
from generator.kinds import Declared, Many, Record, Scalar, Type, type_of
from generator.prose import Target, block, inline
from generator.quotes import is_laid_out
from generator.restwords import Shared, Words, rests_words

View = dict[str, object]
"""What a layout may show: text, numbers, markup, links, and lists and mappings of these; None where nothing is said."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a fact, as it stands on a page: printed, it is the whole anchor."""

    name: str
    href: str
    kind: str
    ref: str

    def __html__(self) -> Markup:
        """The anchor."""
        return Markup('<a href="{href}">{name}</a>').format(href=self.href, name=self.name)


class Shower:
    """Shows facts on a page that lies `depth` folders below the top of the site. What it has shown once it has at hand."""

    def __init__(self, dossier: Dossier, derived: Derived, words: Words, depth: int) -> None:
        self.dossier = dossier
        self.derived = derived
        self.words = words
        self.top = "../" * depth
        self.link = cache(self._link)
        self.fact = cache(self._fact)

    def _fact(self, ref: str) -> View:
        """A whole fact: its fields, with `ref`, `link` and `anchor` (its id on the page of another fact, if it has one)."""
        held = self.dossier.facts[ref]
        anchor = held.kind.address_of(held.id).partition("#")[2]
        shown = self._group(held.record, type_of(held.kind.record), anchor)
        return shown | {"ref": ref, "link": self.link(ref), "anchor": anchor}

    def value(self, value: object, kind: Type, prefix: str = "") -> object:
        """A value of a fact as it is shown; `prefix` begins the anchors of the entries in it."""
        if value is None:
            return None
        if isinstance(kind, Many):
            assert isinstance(value, tuple)
            return [self.value(item, kind.item, prefix) for item in value]
        if isinstance(kind, Record):
            assert isinstance(value, Declared)
            return self._group(value, kind, prefix)
        return self._scalar(value, kind)

    def group(self, value: Declared) -> View:
        """A group of fields as it is shown."""
        return self._group(value, type_of(type(value)), "")

    def date(self, date: Date) -> View:
        """A date: as it is written, and in words."""
        return {"iso": date.text, "words": in_words(date)}

    def dated(self, value: object) -> View | None:
        """The date of a fact in a list: plain, or as its sources give it."""
        if isinstance(value, Date):
            return {"value": self.date(value), "contested": [], "nothing": None}
        if not isinstance(value, Sourced):
            return None
        contested = [{"value": self.date(reading.value)} for reading in value.contested]
        plain = self.date(value.value) if value.value else None
        return {"value": plain, "contested": contested, "nothing": value.nothing}

    def href(self, address: str) -> str:
        """The way from this page to an address of the site."""
        return self.top + address

    def rests_on(self, evidence: Sequence[Evidence]) -> View:
        """How many articles carry a thing and how many reports stand behind them, in readers' words."""
        found = roots(evidence, self.derived.persons.__contains__)
        return {
            "articles": len(found.articles),
            "least": found.least,
            "most": found.most,
            "words": rests_words(found, self._shared(found), self.words),
        }

    def _shared(self, found: Roots) -> Shared:
        """What several articles have in common, as readers know it."""
        if not found.shared:
            return Shared("", "")
        name = self.dossier.named(found.shared)
        if found.shared in found.articles:
            return Shared("one of them", name)
        return Shared("one speaker" if found.shared in self.derived.persons else "one report", name)

    def _link(self, ref: str) -> Link:
        fact, _, entry = ref.partition("#")
        held = self.dossier.facts[fact]
        address = held.kind.address_of(held.id, entry)
        return Link(self.dossier.named(ref), self.top + address, held.kind.name, ref)

    def _group(self, value: Declared, kind: Record, prefix: str) -> View:
        entry = str(getattr(value, "id", ""))
        anchor = f"{prefix}--{entry}" if prefix and entry else entry
        shown: View = {
            field.name.rstrip("_"): self.value(getattr(value, field.name), field.type, prefix)
            for field in kind.fields
        }
        if isinstance(value, Evidence):
            shown |= {"line": self._evidence_line(value), "places": self._places(value)}
            shown |= {"lang": self._language(value), "verified": self.derived.verified.get(value)}
            shown["via"] = [self.group(link) | {"why": self._why(value, link)} for link in value.via]
        elif isinstance(value, Fact):
            # What cites a source says nothing of what the source itself rests on.
            rests = value.evidence and not isinstance(value, Source)
            shown |= {"rests": self.rests_on(value.evidence) if rests else None}
        return shown | {"anchor": anchor}

    def _scalar(self, value: object, kind: Scalar) -> object:
        match kind.form:
            case "ref":
                return self.link(str(value))
            case "line":
                return Markup(inline(str(value), self._target))
            case "prose":
                return Markup(block(str(value), self._target))
            case "date":
                assert isinstance(value, Date)
                return self.date(value)
        return value

    def _target(self, ref: str) -> Target | None:
        if ref.partition("#")[0] not in self.dossier.facts:
            return None
        link = self.link(ref)
        return Target(link.href, link.name)

    def _places(self, evidence: Evidence) -> list[View]:
        page = self.link(evidence.source).href
        laid_out = is_laid_out(self.dossier, evidence)
        return [
            {
                "href": f"{page}#p{span_of(place).first}" if laid_out else page,
                "words": self.place_words(place),
            }
            for place in evidence.at
        ]

    def place_words(self, place: str) -> str:
        """A place in readers' words: `paragraph 2, sentence 3`."""
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

    def _evidence_line(self, evidence: Evidence) -> Markup:
        links = [Markup('<a href="{href}">{words}</a>').format(**place) for place in self._places(evidence)]
        line = Markup("{source}, {places}").format(
            source=self.link(evidence.source), places=Markup("; ").join(links)
        )
        first, further = evidence.via[:1], evidence.via[1:]
        return Markup("").join([line, *map(self._taken_from, first), *map(self._which_has_it_from, further)])

    def _taken_from(self, link: Via) -> Markup:
        if link.who is None:
            return self._phrase(", without saying from whom it has it", link)
        if link.known == "inferred":
            return self._phrase(", probably taken (our conclusion) from {who}", link)
        return self._phrase(", taken from {who}", link)

    def _which_has_it_from(self, link: Via) -> Markup:
        if link.who is None:
            return self._phrase(", which does not say from whom it has it", link)
        if link.known == "inferred":
            return self._phrase(", which probably has it (our conclusion) from {who}", link)
        return self._phrase(", which has it from {who}", link)

    def _phrase(self, english: str, link: Via) -> Markup:
        who = self.link(link.who) if link.who else ""
        return Markup(escape(self.words(english))).format(who=who)

    def _language(self, evidence: Evidence) -> str | None:
        """The language of a quote, where it is not that of the dossier."""
        source = self.dossier.facts[evidence.source].record
        language = evidence.lang or (source.lang if isinstance(source, Source) else None)
        return language if language != self.dossier.settings.lang else None

    def _why(self, evidence: Evidence, link: Via) -> Markup | None:
        """What an inferred link is concluded from: as it says itself, or as the source says once for all its places."""
        source = self.dossier.facts[evidence.source].record
        draws = source.derived_from if isinstance(source, Source) and link.known == "inferred" else ()
        why = link.why or next((one.why for one in draws if one.source == link.who), None)
        return Markup(inline(why, self._target)) if why else None


def words_of(translated: Mapping[str, str]) -> Words:
    """The words of the site; English where a dossier has no words of its own."""
    return lambda english: translated.get(english, english)
