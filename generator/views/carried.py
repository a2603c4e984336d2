"""Which source speaks of what, which contradicts it, which is silent; and what only one of them has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby

from generator.carried import KINDS, Place, Subject, contradicting_in, subjects_of
from generator.coverage import span_of
from generator.facts.plan import Provision
from generator.facts.source import Source
from generator.kinds import Scalar
from generator.quotes import is_laid_out
from generator.shares import Spoken, shares
from generator.show import Shower, View

MOST_COLUMNS = 8
"""Of more sources than this no table is made: each subject lists those that speak of it."""

FIRST_SAID = ("says", "qualifies", "contradicts", "disputes", "detail")
"""In which order a source's places stand."""


def who_says_what_view(shower: Shower) -> View:
    """Every subject by every source that was read."""
    read = _read(shower)
    shown = [one for one in _subjects(shower) if not read.keys().isdisjoint(one.places)]
    as_table = len(read) <= MOST_COLUMNS
    row = _across if as_table else partial(_told, read)
    return {
        "sources": _columns(shower) if as_table else [],
        "as_table": as_table,
        **_worked_through(shower),
        "sections": [
            {"kind": kind, "groups": _groups(shower, section, row)}
            for kind, section in groupby(shown, key=lambda one: one.ref.partition(":")[0])
        ],
    }


def against_and_alone_view(shower: Shower) -> View:
    """What the facts show by themselves: where a place speaks against something, and what only one of several sources has."""
    against = {ref: one.against for ref, one in shares(shower.dossier).items() if one.against}
    return {
        "against": {
            "count": sum(against.values()),
            "rows": [shower.row("against.html", ref) for ref in against],
        },
        "alone": _alone(shower),
        **_worked_through(shower),
    }


def _worked_through(shower: Shower) -> View:
    """Whether every sentence of every source is used or said to carry nothing: else what is not cited may well be said there."""
    return {"all_worked_through": shower.dossier.settings.coverage == "full"}


def against_row(shower: Shower, ref: str) -> View:
    """What a fact has that a place speaks against, with these places."""
    found = contradicting_in(shower.dossier.facts[ref]).items()
    return {
        "against": [
            {"link": shower.link(one), "evidence": [shower.group(place) for place in places]}
            for one, places in found
        ]
    }


def _subjects(shower: Shower) -> list[Spoken]:
    """All subjects, in the order in which they are shown."""
    every = shares(shower.dossier)
    return [one for kind in KINDS for ref in shower.dossier.refs_of(kind) for one in every[ref].subjects]


def _read(shower: Shower) -> dict[str, None]:
    """The sources that were read, at least their headline."""
    every = shares(shower.dossier)
    refs = shower.dossier.refs_of("source")
    return {ref: None for ref in refs if every[ref].read != "unread" and not every[ref].gone}


def _is_read(shower: Shower, ref: str) -> bool:
    def read() -> bool:
        source = shower.dossier.facts[ref].record
        return isinstance(source, Source) and source.read != "unread" and not source.withdrawn

    return shower.dossier.recall.at_hand(("is read", ref), read)


def _columns(shower: Shower) -> list[View]:
    """The sources that were read, where they are few."""

    def columns() -> list[View]:
        return [
            {"ref": held.ref, "link": shower.link(held.ref), "headline": source.read == "headline"}
            for held, source in shower.dossier.records("source", Source)
            if _is_read(shower, held.ref)
        ]

    return shower.dossier.recall.at_hand(("columns", shower.depth), columns)


def _alone(shower: Shower) -> list[View]:
    read = _read(shower)
    if len(read) < 2:
        return []
    alone = [
        one for one in _subjects(shower) if len(one.places) == 1 and not one.parted and one.places[0] in read
    ]
    return [
        {"kind": kind, "sources": _by_source(shower, section, read)}
        for kind, section in groupby(alone, key=lambda one: one.ref.partition(":")[0])
    ]


def _by_source(shower: Shower, alone: Iterable[Spoken], read: Iterable[str]) -> list[View]:
    found: dict[str, list[View]] = {}
    for one in alone:
        found.setdefault(one.places[0], []).append(shower.row("alone.html", one.ref))
    return [{"link": shower.link(ref), "rows": found[ref]} for ref in read if ref in found]


def _groups(shower: Shower, section: Iterable[Spoken], row: Callable[[Shower, Spoken], View]) -> list[View]:
    """The rows of a section, those of a plan or an issue under its name."""
    return [
        {"link": shower.link(ref) if ref else None, "rows": [row(shower, one) for one in group]}
        for ref, group in groupby(section, key=lambda one: _gathered_under(one.ref))
    ]


def _across(shower: Shower, one: Spoken) -> View:
    return shower.row("carried-row.html", one.ref) | {"silent": 0}


def across_row(shower: Shower, ref: str) -> View:
    """A subject as a row of a table of all sources; one that neither speaks of it nor parts on it is silent."""
    return _row(shower, ref) | {"sources": _columns(shower)} | _worked_through(shower)


def _told(read: Mapping[str, None], shower: Shower, one: Spoken) -> View:
    silent = len(read) - sum(ref in read for ref in (*one.places, *one.parted))
    return shower.row("carried-told.html", one.ref) | {"silent": silent}


def told_row(shower: Shower, ref: str) -> View:
    """A subject with the sources that speak of it; the page tells how many others were read."""
    subject = _subject(shower, ref)
    sources = [one for one in sorted({*subject.places, *subject.parted}) if _is_read(shower, one)]
    return _row(shower, ref) | {"sources": [{"ref": one, "link": shower.link(one)} for one in sources]}


def _gathered_under(ref: str) -> str:
    """The issue of a view, or the plan of a point."""
    kind, _, fact_id = ref.partition("#")[0].partition(":")
    if kind == "position":
        return f"issue:{fact_id.partition('/')[0]}"
    return f"plan:{fact_id}" if kind == "plan" else ""


def _subject(shower: Shower, ref: str) -> Subject:
    fact = ref.partition("#")[0]

    def of_fact() -> dict[str, Subject]:
        return {one.ref: one for one in subjects_of(shower.dossier, shower.dossier.facts[fact])}

    return shower.dossier.recall.for_now(("subjects", fact), of_fact)[ref]


def _row(shower: Shower, ref: str) -> View:
    """A subject, and what each source does with it; one that has neither a cell nor is `parted` is silent."""
    subject = _subject(shower, ref)
    told: View = {
        "cells": {one: _cell(shower, places) for one, places in subject.places.items()},
        "parted": {one: [shower.link(each) for each in refs] for one, refs in subject.parted.items()},
    }
    return {"row": _named(shower, subject) | told}


def alone_row(shower: Shower, ref: str) -> View:
    """A subject that one source alone has."""
    return {"row": _named(shower, _subject(shower, ref))}


def _named(shower: Shower, subject: Subject) -> View:
    """What a subject is called."""
    entry = subject.record if subject.is_entry else None
    says = getattr(entry, "says", None)
    return {
        "link": shower.link(subject.ref),
        "under": shower.name(_gathered_under(subject.ref)) if entry else "",
        "holder": shower.link(subject.held.parts[1]) if subject.held.parts else None,
        "says": shower.value(says, Scalar("line")) if says else None,
        "point": shower.name(entry.provision) if isinstance(entry, Provision) else "",
        "whole": subject.held.kind.name == "plan" and not entry,
    }


def _cell(shower: Shower, places: Sequence[Place]) -> list[View]:
    ordered = sorted(places, key=lambda one: FIRST_SAID.index(one.how))
    return [
        {"how": how, "places": [view for one in group for view in _paragraphs(shower, one)]}
        for how, group in groupby(ordered, key=lambda one: one.how)
    ]


def _paragraphs(shower: Shower, place: Place) -> list[View]:
    """The places of a piece of evidence by their paragraphs: `17`, `17–19`."""
    page = shower.link(place.evidence.source).href
    laid_out = is_laid_out(shower.dossier, place.evidence)
    return [
        {
            "href": f"{page}#p{one.first}" if laid_out else page,
            "words": f"{one.first}–{one.last}" if one.last > one.first else str(one.first),
        }
        for one in map(span_of, place.evidence.at)
    ]
