"""Places in a source, and which of its sentences are used by which facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from generator.evidence import Evidence
from generator.facts.source import Source
from generator.patterns import late
from generator.values import Fixed

Sentence = tuple[int, int]
"""A paragraph and a sentence in it, both from 1."""

_PLACE = late(r"p(\d+)(?:s(\d+))?(?:-(\d+))?")


class Coverage(Fixed, frozen=True):
    """Each sentence of a source: the facts that use it, or else why it carries nothing, or neither."""

    used: dict[Sentence, tuple[str, ...]]
    not_content: dict[Sentence, str]
    unused: tuple[Sentence, ...]


class Span(Fixed, frozen=True):
    """A written place: paragraphs `first` to `last`, or within paragraph `first` its sentences from `sentence` to `until`."""

    first: int
    last: int
    sentence: int = 0
    until: int = 0


@lru_cache(10_000)
def span_of(place: str) -> Span:
    """A place as written (`p17`, `p17-19`, `p2s3`, `p2s3-4`)."""
    found = _PLACE.fullmatch(place)
    assert found, place
    paragraph, sentence, until = (int(part) if part else 0 for part in found.groups())
    if sentence:
        return Span(paragraph, paragraph, sentence, until or sentence)
    return Span(paragraph, until or paragraph)


def sentences_at(place: str, extent: Sequence[int]) -> Iterator[Sentence]:
    """The sentences that a place covers in a source whose paragraphs have `extent` sentences each."""
    span = span_of(place)
    for paragraph in range(span.first, min(span.last, len(extent)) + 1):
        until = min(span.until or extent[paragraph - 1], extent[paragraph - 1])
        yield from ((paragraph, sentence) for sentence in range(span.sentence or 1, until + 1))


def outside(place: str, extent: Sequence[int]) -> str:
    """Why a place does not lie in such a source, or an empty text."""
    span = span_of(place)
    if span.last < span.first or span.until < span.sentence:
        return f"'{place}' ends before it begins"
    if span.last > len(extent):
        return f"the source has {len(extent)} paragraph{'s' * (len(extent) != 1)}"
    if span.until > extent[span.first - 1]:
        return f"paragraph {span.first} has {extent[span.first - 1]} sentence{'s' * (extent[span.first - 1] != 1)}"
    return ""


def cover(source: Source, uses: Iterable[tuple[str, Evidence]]) -> Coverage:
    """Which sentences of a source are used by which facts."""
    used: dict[Sentence, dict[str, None]] = {}
    for ref, evidence in uses:
        for place in evidence.at:
            for sentence in sentences_at(place, source.sentences):
                used.setdefault(sentence, {})[ref] = None
    empty = {
        sentence: one.why
        for one in source.not_content
        for place in one.at
        for sentence in sentences_at(place, source.sentences)
        if sentence not in used
    }
    every = [(p, s) for p, count in enumerate(source.sentences, 1) for s in range(1, count + 1)]
    unused = tuple(one for one in every if one not in used and one not in empty)
    return Coverage({one: tuple(refs) for one, refs in sorted(used.items())}, empty, unused)
