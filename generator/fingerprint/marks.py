"""A quote whose words stand there, but with other quotation marks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from generator.fingerprint import Fingerprint, Word, pairs
from generator.fingerprint.places import Span, Window
from generator.values import Fixed

_TRIED = 50
"""Places at which a span is tried with other quotation marks."""
_MARK = {kind: Word(kind, kind, kind, 0) for kind in "\"'"}
_MARKS = ("", '"', "'", "\"'", "'\"")
"""What may stand between two words."""


class Gap(Fixed, frozen=True):
    """Between two words of a quote (one is empty at its end): the marks the quote has there, and those of the source."""

    before: str
    after: str
    quote: str
    source: str


class _Split(Fixed, frozen=True):
    """The words of a span, and the marks before each; after the last too."""

    words: tuple[Word, ...]
    marks: tuple[str, ...]


class _Path(Fixed, frozen=True):
    """A way through a paragraph: the word it begins with, the one it has come to, and the marks on the way."""

    start: int
    at: int
    marks: tuple[str, ...]


def other_marks(span: Span, window: Window, source: Fingerprint) -> tuple[Gap, ...]:
    """Where the quotation marks differ, if the words of the span stand in this window with other ones; otherwise nothing."""
    split = _split(span)
    if len(split.words) < 2:
        return ()
    held = source.paragraphs[window.paragraph - 1].pairs[: max(window.last - 1, 0)]
    paths = list(itertools.islice(_starts(split.words[:2], held, window.first, source.salt), _TRIED))
    for two in itertools.pairwise(split.words[1:]):
        steps = _steps(two, source.salt)
        paths = [longer for path in paths for longer in _longer(path, steps, held)][:_TRIED]
    return min((_gaps(split, path, held, window, source.salt) for path in paths), key=len, default=())


def _split(span: Span) -> _Split:
    found: list[Word] = []
    marks = [""]
    for word in span.words:
        if word.is_mark:
            marks[-1] += word.key
        else:
            found.append(word)
            marks.append("")
    return _Split(tuple(found), tuple(marks))


def _steps(two: Sequence[Word], salt: str) -> dict[str, str]:
    one, other = two
    return {marks: pairs([one, *(_MARK[mark] for mark in marks), other], salt) for marks in _MARKS}


def _starts(two: Sequence[Word], held: str, first: int, salt: str) -> Iterator[_Path]:
    for marks, step in _steps(two, salt).items():
        at = held.find(step, first)
        while at >= 0:
            yield _Path(at, at + len(step), (marks,))
            at = held.find(step, at + 1)


def _longer(path: _Path, steps: dict[str, str], held: str) -> Iterator[_Path]:
    for marks, step in steps.items():
        if held.startswith(step, path.at):
            yield _Path(path.start, path.at + len(step), (*path.marks, marks))


def _gaps(split: _Split, path: _Path, held: str, window: Window, salt: str) -> tuple[Gap, ...]:
    source = (
        _edge(split.marks[0], split.words[0], held[window.first : path.start], salt, leading=True),
        *path.marks,
        _edge(split.marks[-1], split.words[-1], held[path.at :], salt, leading=False),
    )
    shown = ["", *(word.shown for word in split.words), ""]
    return tuple(
        Gap(*beside, quote, there)
        for beside, quote, there in zip(itertools.pairwise(shown), split.marks, source, strict=True)
        if quote != there
    )


def _edge(marks: str, word: Word, held: str, salt: str, *, leading: bool) -> str:
    """The marks of the source at an end of the span, as far as the quote says anything of them."""
    if not marks:
        return ""
    for there in (marks, *reversed(_MARKS)):
        beside = [_MARK[mark] for mark in there]
        step = pairs([*beside, word] if leading else [word, *beside], salt)
        if held.endswith(step) if leading else held.startswith(step):
            return there
    return ""
