"""Whether facts rest on what they say they rest on: evidence, places, chains, quotes, time words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.chains import loops
from generator.coverage import outside
from generator.dates import Date
from generator.dossier import Dossier, Held
from generator.evidence import Dated, Evidence, Fact, Sourced, dates_of
from generator.facts.source import Source
from generator.kinds import Declared, Group, groups, groups_around, type_of
from generator.problems import FieldPath, Part, Problem
from generator.quotes import extent_of
from generator.timewords import compatible

MOST_IN_PARAGRAPH = 999
"""How many sentences of a paragraph a place can name."""

MOST_IN_SOURCE = 100_000
"""How many sentences a source can have in all."""


def facts_have_evidence(dossier: Dossier) -> Iterator[Problem]:
    """Every fact, and every entry that is one, rests on a place in a source."""
    for held, group in dossier.groups:
        if isinstance(group.value, Fact) and group.value.needs_evidence and not _rests_on_something(group):
            called = (
                f"the entry '{entry}'"
                if (entry := getattr(group.value, "id", ""))
                else f"this {held.kind.name}"
            )
            cure = "add 'evidence:' with a source and a place in it, such as {source: harbour-post-2031-04-04, at: p5}"
            yield Problem(
                "no-evidence", held.file, f"{called} rests on no source", cure, group.path, Part.KEY
            )


def sources_were_read(dossier: Dossier) -> Iterator[Problem]:
    """No evidence is taken from a source that nobody opened."""
    for held, path, evidence, source in _evidence(dossier):
        if source.read == "unread":
            headline = f"'{evidence.source.partition(':')[2]}' was not read, so nothing can rest on it"
            cure = "name the article that cites it as the source, and this one under 'via:'"
            yield Problem("unread-source", held.file, headline, cure, (*path, "source"))


def places_are_inside(dossier: Dossier) -> Iterator[Problem]:
    """Every place lies within its source, in evidence and among what carries nothing."""
    for held, path, evidence, _ in _evidence(dossier):
        yield from _outside(held, (*path, "at"), evidence.at, extent_of(dossier, evidence))
    for held, source in dossier.records("source", Source):
        for index, one in enumerate(source.not_content):
            yield from _outside(held, ("not_content", index, "at"), one.at, source.sentences)


def extents_are_real(dossier: Dossier) -> Iterator[Problem]:
    """A source has as many sentences as an article can have: each of them is laid out on its page."""
    for held, source in dossier.records("source", Source):
        for index, count in enumerate(source.sentences):
            if not 1 <= count <= MOST_IN_PARAGRAPH:
                headline = f"a paragraph cannot have {count} sentences"
                cure = f"count again: it has from 1 to {MOST_IN_PARAGRAPH}"
                yield Problem("bad-extent", held.file, headline, cure, ("sentences", index))
        if sum(source.sentences) > MOST_IN_SOURCE:
            headline = f"a source cannot have {sum(source.sentences)} sentences"
            cure = f"count again: it has at most {MOST_IN_SOURCE}"
            yield Problem("bad-extent", held.file, headline, cure, ("sentences",))


def chains_lead_back(dossier: Dossier) -> Iterator[Problem]:
    """No chain comes back to where it has been."""
    for held, path, evidence, _ in _evidence(dossier):
        if loops(evidence):
            cure = "take out the repeated link: each station stands in a chain once"
            yield Problem(
                "chain-loops", held.file, "this chain comes back to where it has been", cure, (*path, "via")
            )


def time_words_fit(dossier: Dossier) -> Iterator[Problem]:
    """The time words of a source can mean the date that they give: that of the entry they stand in, or of its fact."""
    for held, path, evidence, _ in _evidence(dossier):
        for index, dated in enumerate(evidence.dated):
            dates = _dates_around(held, path, dated.of)
            yield from _misfit(
                dossier,
                Problem("time-words", held.file, "", path=(*path, "dated", index)),
                evidence,
                dated,
                dates,
            )


def quotes_are_short(dossier: Dossier) -> Iterator[Problem]:
    """No quote is longer than the dossier allows, in one stretch or in all."""
    limits = dossier.settings.limits
    for held, path, evidence, _ in _evidence(dossier):
        if evidence.quote is None:
            continue
        lengths = [len(span.split()) for span in evidence.quote.split("…")]
        if max(lengths) > limits.span:
            headline = f"this quote has {max(lengths)} words in one stretch; {limits.span} are allowed"
            yield Problem(
                "quote-too-long",
                held.file,
                headline,
                "shorten it, or join two short spans with …",
                (*path, "quote"),
            )
        elif sum(lengths) > limits.wording:
            headline = f"this quote has {sum(lengths)} words in all; {limits.wording} are allowed"
            yield Problem(
                "quote-too-long", held.file, headline, "keep the words that carry the fact", (*path, "quote")
            )


def _evidence(dossier: Dossier) -> Iterator[tuple[Held, FieldPath, Evidence, Source]]:
    for held, group in dossier.groups:
        evidence = group.value
        source = dossier.facts.get(evidence.source) if isinstance(evidence, Evidence) else None
        if isinstance(evidence, Evidence) and source and isinstance(source.record, Source):
            yield held, group.path, evidence, source.record


def _rests_on_something(group: Group) -> bool:
    return any(isinstance(inner.value, Evidence) for inner in groups(group.value, group.type))


def _outside(
    held: Held, path: FieldPath, places: tuple[str, ...], extent: tuple[int, ...]
) -> Iterator[Problem]:
    for index, place in enumerate(places):
        if extent and (why := outside(place, extent)):
            headline = f"there is no '{place}' in this source"
            yield Problem("place-outside", held.file, headline, why, (*path, index))


def _misfit(
    dossier: Dossier, at: Problem, evidence: Evidence, dated: Dated, dates: list[Date] | None
) -> Iterator[Problem]:
    if dates is None:
        headline = f"there is no date in the field '{dated.of}' that these words could give"
        yield replace(
            at,
            headline=headline,
            help="write after 'of:' which field's date they give, or take them out",
            path=(*at.path, "of"),
        )
        return
    said, since = _first_date(dossier, evidence.source), _first_date(dossier, dated.since or "")
    english = dossier.settings.in_english(dated.words)
    fits = [compatible(english, date, of=said, since=since) for date in dates]
    if fits and all(fit is False for fit in fits):
        told = f"the source is dated {said.text}" if said else "the source has no date"
        cure = f"{told}; look at the date and at the words again"
        meant = " or ".join(date.text for date in dates)
        yield replace(
            at, headline=f"'{dated.words}' cannot mean {meant}", help=cure, path=(*at.path, "words")
        )


def _dates_around(held: Held, path: FieldPath, field: str) -> list[Date] | None:
    """The dates in a field of the innermost entry around a place that has such a field, or of the fact itself."""
    around = list(groups_around(held.record, type_of(held.kind.record), path))
    return next((dates for group in reversed(around) if (dates := _dates_in(group, field)) is not None), None)


def _dates_in(group: Declared, field: str) -> list[Date] | None:
    value = getattr(group, field, None)
    found: list[object] = [*dates_of(value)] if isinstance(value, Sourced) else [value]
    dates = [date for date in found if isinstance(date, Date)]
    return dates if len(dates) == len(found) else None


def _first_date(dossier: Dossier, ref: str) -> Date | None:
    held = dossier.facts.get(ref.partition("#")[0])
    dates = _dates_in(held.record, held.kind.date) if held and held.kind.date else None
    return dates[0] if dates else None
