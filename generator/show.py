"""A fact as a layout shows it: plain values, links, and sentences for readers.

A view is a closed value. Nothing in it leads back to the dossier, so a page is a function of its view and its layout.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from markupsafe import Markup, escape
from msgspec.structs import astuple

from generator.chains import Roots, roots
from generator.coverage import span_of
from generator.dates import Date
from generator.datewords import in_words, translated
from generator.derive import Derived
from generator.dossier import Dossier
from generator.evidence import Evidence, Fact, Sourced, Via
from generator.facts.source import Source
from generator.kinds import MOST_KEPT, Declared, Many, Record, Scalar, Type, type_of
from generator.markup import Link, anchor, dated
from generator.prose import Target, block, inline
from generator.quotes import is_laid_out
from generator.restwords import Shared, Words, rests_words

View = dict[str, object]
"""What a layout may show: text, numbers, markup, links, and lists and mappings of these; None where nothing is said."""


FIRST = (
    ", without saying from whom it has it",
    ", probably taken (our conclusion) from {who}",
    ", taken from {who}",
)
"""How the first link of a chain is told: not stated, concluded, stated."""

MADE = ("ref", "line", "prose", "date")
"""The forms of values that are made into something else to be shown."""

LATER = (
    ", which does not say from whom it has it",
    ", which probably has it (our conclusion) from {who}",
    ", which has it from {who}",
)
"""How each further link is told."""

Draw = Callable[[str, View], str]
"""From a layout and what it may show to a piece of a page."""


class Shower:
    """Shows facts on a page that lies `depth` folders below the top of the site."""

    def __init__(self, dossier: Dossier, derived: Derived, words: Words, depth: int, draw: Draw) -> None:
        self.dossier = dossier
        self.derived = derived
        self.words = words
        self.depth = depth
        self.top = "../" * depth
        self._draw = draw
        self.date_words = translated(words)

    def piece(self, layout: str, ref: str, view: Callable[[], View]) -> Markup:
        """What a fact adds to pages that gather facts, by a layout of its own: drawn once for all pages of one depth."""
        drawn = self.dossier.recall.ask(
            f"{layout}@{self.depth} {ref}", lambda: self._draw(layout, view()).encode()
        )
        return Markup(drawn.decode())

    def row(self, layout: str, what: str, view: Callable[[], View]) -> View:
        """A piece as a row of a list, with the fact it is of: `what` is its address, and after a space which of its rows this is."""
        return {"ref": what.partition(" ")[0], "row": self.piece(layout, what, view)}

    def link(self, ref: str) -> Link:
        """A link to a fact, or to an entry in one."""
        return self.dossier.recall.at_hand((ref, self.depth), lambda: self._link(ref))

    def fact(self, ref: str) -> View:
        """A whole fact: its fields, with `ref`, `link` and `anchor` (its id on the page of another fact, if it has one)."""
        held = self.dossier.facts[ref]
        anchor = held.kind.address_of(held.id).partition("#")[2]
        shown = self._group(held.record, type_of(held.kind.record), anchor)
        return shown | {"ref": ref, "link": self.link(ref), "anchor": anchor}

    def value(self, value: object, kind: Type, prefix: str = "") -> object:
        """A value of a fact as it is shown; `prefix` begins the anchors of the entries in it."""
        if isinstance(kind, Scalar):
            return self._scalar(value, kind)
        if isinstance(kind, Many):
            assert isinstance(value, tuple)
            return [self.value(item, kind.item, prefix) for item in value]
        assert isinstance(value, Declared)
        return self._group(value, kind, prefix)

    def group(self, value: Declared) -> View:
        """A group of fields as it is shown."""
        return self._group(value, type_of(type(value)), "")

    def date(self, date: Date) -> View:
        """A date: as it is written, in words, and as it stands on a page."""
        words = in_words(date, self.date_words)
        return {"iso": date.text, "words": words, "html": dated(date.text, words)}

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
        found = roots(evidence, self.derived.is_person)
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
        return Shared("one speaker" if self.derived.is_person(found.shared) else "one report", name)

    def _link(self, ref: str) -> Link:
        kind, fact_id, entry = self.dossier.parted(ref)
        return Link(self.dossier.named(ref), self.top + kind.address_of(fact_id, entry), kind.name, ref)

    def _group(self, value: Declared, kind: Record, prefix: str) -> View:
        entry = str(getattr(value, "id", ""))
        shown: View = {"anchor": f"{prefix}--{entry}" if prefix and entry else entry}
        for (name, of), inner in zip(_shown_fields(kind), astuple(value), strict=True):
            shown[name] = inner if of is None or inner is None else self.value(inner, of, prefix)
        if kind.struct.labels:
            self._label(shown, kind)
        if isinstance(value, Evidence):
            places = self._places(value)
            shown |= {"line": self._evidence_line(value, places), "places": places}
            shown |= {"lang": self._language(value), "verified": self.derived.verified(value)}
            shown["via"] = [self.group(link) | {"why": self._why(value, link)} for link in value.via]
        elif isinstance(value, Fact):
            # What cites a source says nothing of what the source itself rests on; and one place rests on itself.
            rests = len(value.evidence) > 1 and not isinstance(value, Source)
            shown["rests"] = self.rests_on(value.evidence) if rests else None
        return shown

    def _label(self, shown: View, kind: Record) -> None:
        """What readers see of the fields that a dossier has declared itself; those it has added to a kind stand apart (`extra`)."""
        labels = {name: self.words(label) for name, label in kind.struct.labels.items()}
        extra: View = {name: shown.pop(name) for name in kind.struct.extra}
        shown |= {"labels": {}, "extra": extra | {"labels": labels}} if extra else {"labels": labels}

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
        if not self.dossier.is_there(ref.partition("#")[0]):
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

    def _evidence_line(self, evidence: Evidence, at: Sequence[View]) -> Markup:
        places = self.words("; ").join(anchor(str(place["href"]), str(place["words"])) for place in at)
        chain = "".join(
            self._passed_on(link, *(LATER if index else FIRST)) for index, link in enumerate(evidence.via)
        )
        return Markup(f"{self.link(evidence.source).__html__()}{self.words(', ')}{places}{chain}")

    def _passed_on(self, link: Via, unsaid: str, inferred: str, stated: str) -> str:
        english = unsaid if link.who is None else inferred if link.known == "inferred" else stated
        words = escape(self.words(english))
        return words.replace("{who}", self.link(link.who).__html__()) if link.who else words

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


@lru_cache(MOST_KEPT)
def _shown_fields(kind: Record) -> tuple[tuple[str, Type | None], ...]:
    """What a layout calls each field, and its type; None of what is shown as it is."""
    return tuple((field.name.rstrip("_"), _unless_plain(field.type)) for field in kind.fields)


def _unless_plain(kind: Type) -> Type | None:
    return None if isinstance(kind, Scalar) and kind.form not in MADE else kind


def words_of(translated: Mapping[str, str]) -> Words:
    """The words of the site; English where a dossier has no words of its own."""
    return lambda english: translated.get(english, english)
