"""Whether a quote stands where it is said to stand, told from the fingerprint alone."""

from __future__ import annotations

from collections.abc import Sequence

from generator.fingerprint import BITS, Fingerprint, strength
from generator.fingerprint.marks import Gap, other_marks
from generator.fingerprint.places import (
    Place,
    Span,
    Window,
    find,
    first_in,
    held_in,
    spans_of,
    together,
    windows_of,
)
from generator.values import Fixed

_LONGEST_TOLD = 300
"""Words of a span beyond which it is no longer told what is wrong with it, only that it does not stand."""


class Stands(Fixed, frozen=True):
    """Every span stands there, in this order, with its quotation marks."""


class Unverified(Fixed, frozen=True):
    """Nothing speaks against the quote, but these spans are too short to prove: one word, or two or three characters."""

    spans: tuple[str, ...]


class Elsewhere(Fixed, frozen=True):
    """The `span` does not stand in the places named but in each of `places`; it is the whole quote where that stands together."""

    span: str
    places: tuple[Place, ...]


class OutOfOrder(Fixed, frozen=True):
    """The `span` stands in the places named, but not behind the span that the quote has before it."""

    span: str


class MarksDiffer(Fixed, frozen=True):
    """The words of the `span` stand there one after another, but with other quotation marks."""

    span: str
    gaps: tuple[Gap, ...]


class Missing(Fixed, frozen=True):
    """The `span` does not stand there.

    `words` are those it fails at, as written, with their place in the quote (characters from 0); none where the span is too
    long to tell. With `apart` they stand there, but not one after the other: something between them was left out, or their
    order was changed; none of them is named where that could be at several words.
    """

    span: str
    words: tuple[tuple[str, int], ...]
    apart: bool = False


class Empty(Fixed, frozen=True):
    """There is no word in the quote."""


Verdict = Stands | Unverified | Elsewhere | OutOfOrder | MarksDiffer | Missing | Empty


class Judged(Fixed, frozen=True):
    """A verdict, and where the spans of the quote stand, as far as they do."""

    verdict: Verdict
    found: tuple[Window, ...]


def stands(quote: str, places: Sequence[Place], source: Fingerprint) -> Verdict:
    """Whether each span of a quote (`…` joins them) stands in these places of a source, in the order of the source."""
    return judge(quote, places, source).verdict


def judge(quote: str, places: Sequence[Place], source: Fingerprint) -> Judged:
    """The same, and where."""
    spans = list(spans_of(quote, source.salt))
    windows = windows_of(places, source)
    found = find(spans, windows, source)
    return Judged(_verdict(quote, spans, len(found), windows, source), tuple(found))


def _verdict(
    quote: str, spans: Sequence[Span], found: int, windows: Sequence[Window], source: Fingerprint
) -> Verdict:
    if not spans:
        return Empty()
    if found < len(spans):
        return _what_is_wrong(quote, spans, found, windows, source)
    weak = tuple(span.text for span in spans if strength(span.words) < BITS)
    return Unverified(weak) if weak else Stands()


def _what_is_wrong(
    quote: str, spans: Sequence[Span], failed: int, windows: Sequence[Window], source: Fingerprint
) -> Verdict:
    span = spans[failed]
    if whole := tuple(together(spans, source)):
        return Elsewhere(quote.strip(), whole)
    if any(first_in(span, window, source) for window in windows):
        return OutOfOrder(span.text)
    if alone := tuple(together([span], source)):
        return Elsewhere(span.text, alone)
    if len(span.words) > _LONGEST_TOLD:
        return Missing(span.text, ())
    gaps = (other_marks(span, window, source) for window in windows)
    found = next(filter(None, gaps), None)
    return MarksDiffer(span.text, found) if found else _missing(span, windows, source)


def _missing(span: Span, windows: Sequence[Window], source: Fingerprint) -> Missing:
    """The words none of whose pairs is there; failing that, the neighbours that are not neighbours there."""
    held = {pair for window in windows for pair in held_in(window, source)}
    there = [pair in held for pair in span.pairs]
    bad = [number for number in range(len(span.words)) if not any(there[max(number - 1, 0) : number + 1])]
    if bad:
        return Missing(span.text, _told(span, bad))
    broken = {number + step for number, stands in enumerate(there) if not stands for step in (0, 1)}
    return Missing(span.text, _told(span, sorted(broken)), apart=True)


def _told(span: Span, numbers: Sequence[int]) -> tuple[tuple[str, int], ...]:
    return tuple((span.words[number].shown, span.words[number].start) for number in numbers)
