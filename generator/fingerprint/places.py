"""Where spans of a quote stand in a fingerprint."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.fingerprint import Fingerprint, Word, pairs, words


class Place(NamedTuple):
    """A paragraph, or from one of its sentences to another, all from 1; 0 for the whole paragraph."""

    paragraph: int
    first: int = 0
    last: int = 0


class Span(NamedTuple):
    """A part of a quote that stands in one piece: as written, its words, and their hashes."""

    text: str
    words: list[Word]
    pairs: str


class Window(NamedTuple):
    """Words `first` to before `last` of a paragraph, counted from 0; the paragraph from 1."""

    paragraph: int
    first: int
    last: int


def spans_of(quote: str, salt: str) -> Iterator[Span]:
    """The spans of a quote that have a word in them; `…` joins them."""
    start = 0
    for part in quote.split("…"):
        if found := words(part, start):
            yield Span(part.strip(), found, pairs(found, salt))
        start += len(part) + 1


def windows_of(places: Sequence[Place], source: Fingerprint) -> list[Window]:
    """The places in the order of the source, those that touch as one; what lies beyond its end is left out."""
    windows: list[Window] = []
    for window in sorted(
        _window(place, source) for place in places if 0 < place.paragraph <= len(source.paragraphs)
    ):
        before = windows[-1] if windows else Window(0, 0, 0)
        if before.paragraph == window.paragraph and window.first <= before.last:
            windows[-1] = before._replace(last=max(before.last, window.last))
        else:
            windows.append(window)
    return windows


def _window(place: Place, source: Fingerprint) -> Window:
    counts = source.paragraphs[place.paragraph - 1].sentences
    first = max(place.first, 1) - 1
    return Window(place.paragraph, sum(counts[:first]), sum(counts[: place.last or len(counts)]))


def _whole(source: Fingerprint) -> Iterator[Window]:
    for number, paragraph in enumerate(source.paragraphs, 1):
        yield Window(number, 0, sum(paragraph.sentences))


def find(spans: Sequence[Span], windows: Sequence[Window], source: Fingerprint) -> list[Window]:
    """Where the spans stand, each after the one before, as far as they do. A span of one word stands anywhere."""
    found: list[Window] = []
    left = list(reversed(windows))
    for span in spans:
        while left and not (hit := first_in(span, left[-1], source)):
            left.pop()
        if not left:
            break
        assert hit
        left[-1] = left[-1]._replace(first=hit.last)
        found.append(hit)
    return found


def first_in(span: Span, window: Window, source: Fingerprint) -> Window | None:
    """The first place in a window where a span stands."""
    if not span.pairs:
        return Window(window.paragraph, window.first, window.first)
    held = source.paragraphs[window.paragraph - 1].pairs
    start = held.find(span.pairs, window.first, max(window.last - 1, 0))
    return Window(window.paragraph, start, start + len(span.words)) if start >= 0 else None


def held_in(window: Window, source: Fingerprint) -> str:
    """The pairs of a window, both words of which lie in it."""
    return source.paragraphs[window.paragraph - 1].pairs[window.first : max(window.last - 1, 0)]


def together(spans: Sequence[Span], source: Fingerprint) -> Iterator[Place]:
    """The paragraphs in which all spans stand, in order, each with the sentences they reach over."""
    if not any(span.pairs for span in spans):
        return
    for window in _whole(source):
        found = find(spans, [window], source)
        if len(found) == len(spans):
            counts = source.paragraphs[window.paragraph - 1].sentences
            ends = list(itertools.accumulate(counts))
            held = [one for one, span in zip(found, spans, strict=True) if span.pairs]
            yield Place(window.paragraph, _sentence(held[0].first, ends), _sentence(held[-1].last - 1, ends))


def _sentence(word: int, ends: Sequence[int]) -> int:
    return 1 + sum(end <= word for end in ends)
