"""Which words of sources the facts give, and whether they stand where they are said to: told from the fingerprints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from sys import intern

from generator.coverage import Coverage, cover, span_of
from generator.dossier import Dossier, Held, groups_of
from generator.evidence import Evidence
from generator.facts.source import Source
from generator.fingerprint import Fingerprint
from generator.fingerprint.places import Place
from generator.fingerprint.verdict import Judged, Stands, Unverified, Verdict, judge
from generator.kinds import Group
from generator.values import Fixed

REMEMBERED = 1 << 14
"""Quotes that are kept with what was found of them, some 300 bytes each: checks and pages ask the same. It follows from them alone."""


class Tally(Fixed, frozen=True):
    """The quotes from one source: how many are verified; those too short to prove; those with nothing to prove them by."""

    verified: int = 0
    short: tuple[str, ...] = ()
    unkept: int = 0


def kept_of(dossier: Dossier, evidence: Evidence) -> Fingerprint | None:
    """The fingerprint of what a piece of evidence was read in: its source, or an earlier version of it."""
    if evidence.version and (version := f"{evidence.source}#{evidence.version}") in dossier.entries:
        return _kept(dossier, version)
    return _kept(dossier, evidence.source)


def _kept(dossier: Dossier, ref: str) -> Fingerprint | None:
    """A fingerprint, kept at hand: what is remembered of quotes (`_judged`) holds it too, and should hold it once."""
    return dossier.recall.at_hand(("fingerprint", ref), lambda: dossier.fingerprints.get(ref))


def source_of(dossier: Dossier, ref: str) -> Source | None:
    """The record of a source, or None where there is none; kept at hand, since whatever rests on it asks."""
    return dossier.recall.at_hand(("source", ref), lambda: _source(dossier.facts.get(ref)))


def extent_of(dossier: Dossier, evidence: Evidence) -> tuple[int, ...]:
    """How many sentences each paragraph has of what a piece of evidence was read in; nothing where nobody counted."""
    if earlier := earlier_of(dossier, evidence):
        return earlier.extent
    source = source_of(dossier, evidence.source)
    return source.sentences if source else ()


def is_laid_out(dossier: Dossier, evidence: Evidence) -> bool:
    """Whether the page of the source has the paragraphs that this was read in: counted, of the version of today, and not withdrawn."""
    source = source_of(dossier, evidence.source)
    counted = source is not None and bool(source.sentences) and not source.withdrawn
    return counted and not earlier_of(dossier, evidence)


def earlier_of(dossier: Dossier, evidence: Evidence) -> Fingerprint | None:
    """The fingerprint of the earlier version that a piece of evidence was read in, if it names one that is kept."""
    return dossier.fingerprints.get(f"{evidence.source}#{evidence.version}") if evidence.version else None


def places_of(at: Sequence[str], kept: Fingerprint) -> Iterator[Place]:
    """Places as written, each paragraph by itself, as far as there are such paragraphs."""
    for span in map(span_of, at):
        if span.sentence:
            yield Place(span.first, span.sentence, span.until)
        else:
            last = min(span.last, len(kept.paragraphs))
            yield from (Place(paragraph) for paragraph in range(span.first, last + 1))


def place_text(place: Place) -> str:
    """A place as it is written in a fact file."""
    if not place.first:
        return f"p{place.paragraph}"
    return f"p{place.paragraph}s{place.first}" + (f"-{place.last}" if place.last > place.first else "")


def verdict(words: str, evidence: Evidence, dossier: Dossier) -> Verdict | None:
    """Whether words stand in the places of a piece of evidence; None where no fingerprint tells."""
    kept = kept_of(dossier, evidence)
    return _judged(words, evidence.at, kept).verdict if kept else None


def proven(dossier: Dossier, evidence: Evidence) -> bool:
    """Whether the quote of a piece of evidence is proven to stand there."""
    return isinstance(verdict(evidence.quote or "", evidence, dossier), Stands)


@lru_cache(REMEMBERED)
def _judged(words: str, at: tuple[str, ...], kept: Fingerprint) -> Judged:
    return judge(words, list(places_of(at, kept)), kept)


def citing(dossier: Dossier, source_ref: str) -> list[str]:
    """The source and the facts that name it, in the order of the dossier: all that can rest on it, as its own title does."""
    return sorted([source_ref, *dossier.naming(source_ref)], key=dossier.index.place)


def evidence_in(
    dossier: Dossier, ref: str, groups: Callable[[Held], Iterable[Group]] = groups_of
) -> tuple[Evidence, ...]:
    """The pieces of evidence in a fact, each with its place and its quote only; kept at hand, since each of its sources asks.

    Who has been through its `groups` hands them on, so that nobody has to go through them for this alone.
    """

    def among() -> tuple[Evidence, ...]:
        dossier.recall.note(f"cited:{ref}")
        return _evidence_among(groups(dossier.shelf[ref]))

    return dossier.recall.at_hand(("evidence", ref), among)


def tally_of(dossier: Dossier, source_ref: str, facts: Iterable[str]) -> Tally:
    """How the quotes from a source stand in these facts, by reference; each counts as often as it is given."""
    verdicts = [verdict(words, one, dossier) for words, one in _quotes_from(source_ref, dossier, facts)]
    short = (span for one in verdicts if isinstance(one, Unverified) for span in one.spans)
    stand = sum(isinstance(one, Stands) for one in verdicts)
    return Tally(stand, tuple(dict.fromkeys(short)), verdicts.count(None))


def share_of(dossier: Dossier, source_ref: str, facts: Iterable[str]) -> float:
    """How much of a source these facts, by reference, quote in all, from 0 to 1; 0 where no fingerprint is kept.

    A word given in several quotes counts once. What is quoted from an earlier version is none of it.
    """
    kept = _kept(dossier, source_ref)
    if not kept or not kept.length:
        return 0.0
    given = {
        (window.paragraph, word)
        for quote, evidence in _quotes_from(source_ref, dossier, facts)
        if not earlier_of(dossier, evidence)
        for window in _judged(quote, evidence.at, kept).found
        for word in range(window.first, window.last)
    }
    return len(given) / kept.length


def coverage_of(dossier: Dossier, source_ref: str, facts: Iterable[str]) -> Coverage:
    """Which sentences of a source these facts, by reference, use; what was read in an earlier version uses none of them."""
    source = dossier.facts[source_ref].record
    assert isinstance(source, Source)
    uses = (use for use in _evidence_from(source_ref, dossier, facts) if not earlier_of(dossier, use[1]))
    return cover(source, uses)


def covered(dossier: Dossier) -> dict[str, Coverage]:
    """Of each source, which of its sentences are used by which facts."""
    refs = (held.ref for held, _ in dossier.records("source", Source))
    return {ref: coverage_of(dossier, ref, citing(dossier, ref)) for ref in refs}


def _source(held: Held | None) -> Source | None:
    return held.record if held and isinstance(held.record, Source) else None


def _evidence_among(groups: Iterable[Group]) -> tuple[Evidence, ...]:
    return tuple(_of_quote(group.value) for group in groups if isinstance(group.value, Evidence))


def _of_quote(one: Evidence) -> Evidence:
    # There are tens of thousands: what else they say would take twice as much memory.
    return Evidence(source=intern(one.source), at=one.at, quote=one.quote, version=one.version)


def _evidence_from(source_ref: str, dossier: Dossier, facts: Iterable[str]) -> Iterator[tuple[str, Evidence]]:
    for ref in facts:
        for evidence in evidence_in(dossier, ref):
            if evidence.source == source_ref:
                yield ref, evidence


def _quotes_from(source_ref: str, dossier: Dossier, facts: Iterable[str]) -> Iterator[tuple[str, Evidence]]:
    every = (evidence for _, evidence in _evidence_from(source_ref, dossier, facts))
    return ((one.quote, one) for one in every if one.quote is not None)
