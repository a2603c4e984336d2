"""Which source speaks of what, which contradicts it, which is silent; and what only one of them has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from generator.carried import Place, Subject, contradicting, subjects
from generator.coverage import span_of
from generator.facts.plan import Provision
from generator.facts.source import Source
from generator.show import Shower, View

MOST_COLUMNS = 8
"""Of more sources than this no table is made: each subject lists those that speak of it."""

FIRST_SAID = ("says", "qualifies", "contradicts", "disputes", "detail")
"""In which order a source's places stand."""


def who_says_what_view(shower: Shower) -> View:
    """Every subject by every source that was read."""
    read = _read(shower)
    shown = [one for one in subjects(shower.dossier) if not one.places.keys().isdisjoint(read)]
    return {
        "sources": [
            {"ref": ref, "link": shower.link(ref), "headline": source.read == "headline"}
            for ref, source in read.items()
        ],
        "as_table": len(read) <= MOST_COLUMNS,
        "sections": [
            {"kind": kind, "groups": _groups(shower, list(section), list(read))}
            for kind, section in groupby(shown, key=lambda one: one.held.kind.name)
        ],
    }


def against_and_alone_view(shower: Shower) -> View:
    """What the facts show by themselves: where a place speaks against something, and what only one of several sources has."""
    against = contradicting(shower.dossier).items()
    return {
        "against": [
            {"link": shower.link(ref), "evidence": [shower.group(one) for one in places]}
            for ref, places in against
        ],
        "alone": _alone(shower),
    }


def _read(shower: Shower) -> dict[str, Source]:
    """The sources that were read, at least their headline."""
    sources = shower.dossier.records("source", Source)
    return {held.ref: one for held, one in sources if one.read != "unread" and not one.withdrawn}


def _alone(shower: Shower) -> list[View]:
    read = _read(shower)
    if len(read) < 2:
        return []
    alone = [
        one for one in subjects(shower.dossier) if len(one.sources) == 1 and one.places.keys() <= read.keys()
    ]
    return [
        {"kind": kind, "sources": _by_source(shower, list(section), list(read))}
        for kind, section in groupby(alone, key=lambda one: one.held.kind.name)
    ]


def _by_source(shower: Shower, alone: Sequence[Subject], read: Sequence[str]) -> list[View]:
    found = {ref: [_row(shower, one, ()) for one in alone if ref in one.places] for ref in read}
    return [{"link": shower.link(ref), "rows": rows} for ref, rows in found.items() if rows]


def _groups(shower: Shower, section: Sequence[Subject], read: Sequence[str]) -> list[View]:
    """The rows of a section, those of a plan or an issue under its name."""
    return [
        {"link": shower.link(ref) if ref else None, "rows": [_row(shower, one, read) for one in group]}
        for ref, group in groupby(section, key=_gathered_under)
    ]


def _gathered_under(subject: Subject) -> str:
    match subject.held.kind.name:
        case "position":
            return subject.held.parts[0]
        case "plan":
            return subject.held.ref
    return ""


def _row(shower: Shower, subject: Subject, read: Iterable[str]) -> View:
    """A subject, and what each source does with it; a source that is neither among the cells nor `parted` is silent."""
    return {
        "link": shower.link(subject.ref),
        "under": _under(shower, subject),
        "holder": shower.link(subject.held.parts[1]) if subject.held.parts else None,
        "says": shower.group(subject.record)["says"] if subject.is_entry else None,
        "point": _point(shower, subject),
        "whole": subject.held.kind.name == "plan" and not subject.is_entry,
        "cells": {ref: _cell(shower, subject.places[ref]) for ref in read if ref in subject.places},
        "parted": {
            ref: [shower.link(one) for one in subject.parted[ref]] for ref in read if ref in subject.parted
        },
    }


def _under(shower: Shower, subject: Subject) -> str:
    """What the issue of a view, or the plan of a point, is called."""
    ref = _gathered_under(subject)
    return shower.dossier.named(ref) if ref and subject.is_entry else ""


def _point(shower: Shower, subject: Subject) -> str:
    """What a point of a plan is called."""
    record = subject.record
    return shower.dossier.named(record.provision) if isinstance(record, Provision) else ""


def _cell(shower: Shower, places: Sequence[Place]) -> list[View]:
    ordered = sorted(places, key=lambda one: FIRST_SAID.index(one.how))
    return [
        {"how": how, "places": [view for one in group for view in _paragraphs(shower, one)]}
        for how, group in groupby(ordered, key=lambda one: one.how)
    ]


def _paragraphs(shower: Shower, place: Place) -> list[View]:
    """The places of a piece of evidence by their paragraphs: `17`, `17–19`."""
    spans = [span_of(at) for at in place.evidence.at]
    shown = shower.group(place.evidence)["places"]
    assert isinstance(shown, list)
    return [
        {"href": view["href"], "words": f"{one.first}–{one.last}" if one.last > one.first else str(one.first)}
        for view, one in zip(shown, spans, strict=True)
    ]
