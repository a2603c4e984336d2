"""Where in an article words stand that were selected, found from the words and the sentence in which they begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b

from generator.articles import find_in
from generator.edit import CannotEdit
from generator.fingerprint import paragraphs, sentences
from generator.fingerprint.places import Place
from generator.quotes import place_text
from generator.values import Fixed

MOST_PARTS = 50
"""Paragraphs that one piece of evidence may be selected from."""

_BEGINS = re.compile(r"p([1-9]\d{0,5})s([1-9]\d{0,5})")


class Selection(Fixed, frozen=True):
    """The places of what was selected, and its words as the article has them; `…` joins those of several paragraphs."""

    at: tuple[str, ...]
    quote: str


def print_of(text: str) -> str:
    """What tells a text from any other."""
    return blake2b(text.encode(errors="replace"), digest_size=16).hexdigest()


def selected(text: str, begins: Sequence[str], words: Sequence[str]) -> Selection:
    """What was selected: for each paragraph the sentence in which it begins (`p2s3`), and the words; none for the whole sentence.

    Raises `CannotEdit` where the words do not stand there.
    """
    if not begins or len(begins) != len(words) or len(begins) > MOST_PARTS:
        raise CannotEdit("select some words first, of a few paragraphs at most")
    lines = paragraphs(text)
    found = [_located(lines, one, said) for one, said in zip(begins, words, strict=True)]
    return Selection(
        tuple(place_text(place) for place, _ in found), " … ".join(quote for _, quote in found if quote)
    )


def _located(lines: Sequence[str], begins: str, words: str) -> tuple[Place, str]:
    known = _BEGINS.fullmatch(begins)
    number, sentence = (int(one) for one in known.groups()) if known else (0, 0)
    if not 0 < number <= len(lines) or sentence > len(sentences(lines[number - 1])):
        raise CannotEdit(f"there is no sentence '{begins}' in this article")
    if not words.strip():
        return Place(number, sentence, sentence), ""
    for one in find_in(lines[number - 1], words):
        if one.place.first == sentence:
            return Place(number, one.place.first, one.place.last), one.quote
    raise CannotEdit(f"these words do not stand in {begins}: '{words.strip()[:200]}'; select whole words")
