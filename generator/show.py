"""A fact as a layout shows it: plain values, links, and sentences for readers.

A view is a closed value. Nothing in it leads back to the dossier, so a page is a function of its view and its layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, get_origin

from markupsafe import Markup
from msgspec.structs import astuple

from generator.dates import Date
from generator.datewords import in_words, translated
from generator.derive import Derived
from generator.dossier import Dossier
from generator.evidence import Evidence, Fact, Sourced, Via
from generator.evidencewords import Cited, EvidenceWords
from generator.facts.source import Source
from generator.kinds import MOST_KEPT, Declared, Record, Scalar, Type, type_of
from generator.markup import Link, dated, their_words
from generator.naming import Name
from generator.prose import Target, block, inline
from generator.restwords import Words
from generator.values import Fixed

View = dict[str, object]
"""What a layout may show: text, numbers, markup, links, and lists and mappings of these; None where nothing is said."""

MOST_DATES = 10_000
"""Of so many dates it is kept how they are shown."""

Draw = Callable[[str, View], str]
"""From a layout and what it may show to a piece of a page."""

Pieces = Mapping[str, Callable[["Shower", str], View]]
"""By the layout of a piece of a page: from what it is of to all that it may show."""

PIECE = "piece"
"""With this begins what is asked when a piece of a page is drawn."""

Make = Callable[[Any, str], object]
"""Makes a value of a fact into what is shown of it; the text begins the anchors of the entries in it."""


class _Fields(Fixed, frozen=True):
    """How groups of a declaration are shown: what a layout calls their fields, and how those are made that are not shown as they are.

    `have_ids`: each has a name of its own, by which it can be led to; `more` adds what no field says by itself.
    """

    names: tuple[str, ...]
    have_ids: bool
    made: tuple[tuple[str, Make], ...]
    more: tuple[Callable[[View, Any], None], ...]


class Shower:
    """Shows facts on a page that lies `depth` folders below the top of the site."""

    def __init__(
        self,
        dossier: Dossier,
        derived: Derived,
        words: Words,
        depth: int,
        draw: Draw,
        pieces: Pieces,
        name: Name | None = None,
    ) -> None:
        self.dossier = dossier
        self.name = name or dossier.named
        self.derived = derived
        self.words = words
        self.depth = depth
        self.top = "../" * depth
        self._draw, self._pieces = draw, pieces
        self.date_words = translated(words)
        self.evidence = EvidenceWords(dossier, words, depth, self.link, self.name, derived.is_person)
        self.date = lru_cache(MOST_DATES)(self._date)
        self._forms: dict[str, Make] = {
            "ref": lambda ref, _: self.link(ref),
            "line": lambda text, _: Markup(inline(text, self._target)),
            "prose": lambda text, _: Markup(block(text, self._target)),
            "date": lambda date, _: self.date(date),
        }
        # Where a layout of ours shows a quote, it says more of it.
        self._forms_of_own: dict[str, Make] = {**self._forms, "quote": lambda text, _: their_words(text)}
        self._fields_of = lru_cache(MOST_KEPT)(self._fields)

    def piece(self, layout: str, what: str) -> Markup:
        """What a fact adds to pages that gather facts, by a layout of its own: drawn once for all pages of one depth.

        `what` is the address of the fact, and after a space, which of its pieces by that layout this is.
        """
        return self.drawn(layout, what, lambda: self._pieces[layout](self, what))

    def row(self, layout: str, what: str) -> View:
        """A piece as a row of a list, with the fact it is of."""
        return {"ref": what.partition(" ")[0], "row": self.piece(layout, what)}

    def drawn(self, layout: str, what: str, view: Callable[[], View]) -> Markup:
        """A piece of which only the page that has it knows what it shows."""
        question = f"{PIECE} {layout}@{self.depth} {what}"
        return Markup(
            self.dossier.recall.part(question, lambda: self._draw(layout, view()).encode()).decode()
        )

    def link(self, ref: str) -> Link:
        """A link to a fact, or to an entry in one."""
        return self.dossier.recall.at_hand((ref, self.depth), lambda: self._link(ref))

    def fact(self, ref: str) -> View:
        """A whole fact: its fields, with `ref`, `link` and `anchor` (its id on the page of another fact, if it has one)."""
        held = self.dossier.facts[ref]
        anchor = "" if held.kind.has_pages else held.kind.address_of(held.id).partition("#")[2]
        shown = self._group(self._fields_of(type_of(held.kind.record)), held.record, anchor)
        shown["ref"], shown["link"], shown["anchor"] = ref, self.link(ref), anchor
        return shown

    def value(self, value: object, kind: Type) -> object:
        """A value of a fact as it is shown."""
        make = self._how(kind, self._forms)
        return make(value, "") if make else value

    def about(self) -> str:
        """What the affair is about: words without markup and with the names themselves, to be cut short."""
        settings, target = self.dossier.settings, self._named_target
        line = settings.subtitle
        return Markup(inline(line, target) if line else block(settings.summary, target)).striptags()

    def group(self, value: Declared) -> View:
        """A group of fields as it is shown."""
        return self._group(self._fields_of(type_of(type(value))), value)

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
        found, words = self.evidence.rests_on(evidence)
        return {"articles": len(found.articles), "least": found.least, "most": found.most, "words": words}

    def place_words(self, place: str) -> str:
        """A place in readers' words: `paragraph 2, sentence 3`."""
        return self.evidence.place(place).words

    def _link(self, ref: str) -> Link:
        kind, fact_id, entry = self.dossier.parted(ref)
        return Link(self.name(ref), self.top + kind.address_of(fact_id, entry), kind.name, ref)

    def _date(self, date: Date) -> View:
        """A date: as it is written, in words, and as it stands on a page."""
        words = in_words(date, self.date_words)
        return {"iso": date.text, "words": words, "html": dated(date.text, words)}

    def _target(self, ref: str) -> Target | None:
        if not self.dossier.is_there(ref.partition("#")[0]):
            return None
        link = self.link(ref)
        return Target(link.href, link.name)

    def _named_target(self, ref: str) -> Target | None:
        target = self._target(ref)
        return Target(target.href, self.dossier.named(ref)) if target else None

    def _fields(self, kind: Record) -> _Fields:
        """Worked out once for all groups of a declaration."""
        fields = [(field.name.rstrip("_"), field.type) for field in kind.fields]
        forms = dict.fromkeys(kind.struct.labels, self._forms_of_own)
        made = [(name, make) for name, of in fields if (make := self._how(of, forms.get(name, self._forms)))]
        names = ("anchor", *(name for name, _ in fields))
        return _Fields(names, "id" in kind.by_key, tuple(made), tuple(self._more(kind)))

    def _more(self, kind: Record) -> Iterator[Callable[[View, Any], None]]:
        if kind.struct.labels:
            yield partial(self._label, kind)
        struct = get_origin(kind.struct) or kind.struct
        if issubclass(struct, Evidence):
            yield self._tell_evidence
        elif issubclass(struct, Fact):
            yield self._tell_rests

    def _how(self, kind: Type, forms: Mapping[str, Make]) -> Make | None:
        """How values of a type are shown; None of those that are shown as they are."""
        if isinstance(kind, Scalar):
            return forms.get(kind.form)
        if isinstance(kind, Record):
            return partial(self._group, self._fields_of(kind))
        make = self._how(kind.item, forms)
        if make is None:
            return lambda items, _: list(items)
        return lambda items, prefix: [make(item, prefix) for item in items]

    def _group(self, fields: _Fields, value: Declared, prefix: str = "") -> View:
        entry = str(getattr(value, "id", "")) if fields.have_ids else ""
        anchor = f"{prefix}--{entry}" if prefix and entry else entry
        shown: View = dict(zip(fields.names, (anchor, *astuple(value)), strict=True))
        for name, make in fields.made:
            if inner := shown[name]:
                shown[name] = make(inner, prefix)
            elif inner == ():
                shown[name] = []
        for add in fields.more:
            add(shown, value)
        return shown

    def _label(self, kind: Record, shown: View, _: Declared) -> None:
        """What readers see of the fields that a dossier has declared itself; those it has added to a kind stand apart (`extra`)."""
        labels = {name: self.words(label) for name, label in kind.struct.labels.items()}
        extra: View = {name: shown.pop(name) for name in kind.struct.extra}
        shown |= {"labels": {}, "extra": extra | {"labels": labels}} if extra else {"labels": labels}

    def _tell_evidence(self, shown: dict[str, Any], value: Evidence) -> None:
        cited = self.evidence.cited(value.source)
        at = self.evidence.places(value, cited)
        shown["line"] = Markup(self.evidence.line(value, cited, at))
        shown["places"] = [{"href": cited.href + fragment, "words": place.words} for fragment, place in at]
        shown["lang"] = self.evidence.language(value, cited)
        shown["verified"] = None if value.quote is None else self.derived.verified(value)
        if value.via:
            self._tell_why(shown["via"], value.via, cited)

    def _tell_why(self, shown: list[View], via: Sequence[Via], cited: Cited) -> None:
        for told, link in zip(shown, via, strict=True):
            if why := None if link.why else cited.why(link):
                told["why"] = Markup(inline(why, self._target))

    def _tell_rests(self, shown: View, value: Fact) -> None:
        # What cites a source says nothing of what the source itself rests on; and one place rests on itself.
        rests = len(value.evidence) > 1 and not isinstance(value, Source)
        shown["rests"] = self.rests_on(value.evidence) if rests else None


def words_of(translated: Mapping[str, str]) -> Words:
    """The words of the site; English where a dossier has no words of its own."""
    return lambda english: translated.get(english, english)
