"""Fingerprints: what is kept of an article whose text may not be kept, so that quotes from it can still be verified.

Of each paragraph: how many words each sentence has, and for every two neighbouring words a short keyed hash, in the order of
the text. A quote stands where its own hashes follow one another. What this proves, what it cannot, and what it gives away is
measured by `tests/trials_fingerprint.py` and told in `docs/fingerprints.md`. `verdict` verifies, `storage` reads and
writes, `changes` compares two versions.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Sequence
from functools import cached_property

from generator.digests import blake2b
from generator.fingerprint.spelling import Word, paragraphs, sentences, words
from generator.values import Fixed

__all__ = [
    "BITS",
    "METHODS",
    "Fingerprint",
    "Paragraph",
    "Word",
    "choose_salt",
    "make",
    "pairs",
    "paragraphs",
    "sentences",
    "strength",
    "words",
]

METHODS = ("pairs-1",)
"""The known ways to make a fingerprint, oldest first; whatever a stored one names here stays readable."""

BITS = 16
"""The hash of two words in a script with spaces; also what a span must carry in all to count as proven."""

_HALF = {"h": 6, "s": 3}
"""Bits that a character adds where characters count as words: there are few, so a full hash would give each away."""

_LONGEST = 1024  # pairs, of which one salt in e**8 keeps all apart
_SALTS_TRIED = 10_000


class Paragraph(Fixed, frozen=True, array_like=True):
    """The words in each sentence, marks counted, and the hash of each two neighbours.

    The pair over a sentence's border comes with the later sentence. The hashes are `held` as UTF-8, so that a whole fingerprint is
    sooner read than one of its paragraphs is looked into.
    """

    sentences: tuple[int, ...]
    held: bytes

    @classmethod
    def of(cls, sentences: Sequence[int], pairs: str) -> Paragraph:
        """A paragraph with these hashes; any of them may be half of a surrogate pair."""
        return cls(tuple(sentences), pairs.encode("utf-8", "surrogatepass"))

    @property
    def pairs(self) -> str:
        """The hashes as text, one character each, so that a quote is found by Python's own search, in linear time."""
        return _text_of(self.held)


class Fingerprint(Fixed, frozen=True, dict=True):
    """What is kept of a text. However it is set, a text has one fingerprint under one salt."""

    salt: str
    paragraphs: tuple[Paragraph, ...]
    method: str = METHODS[-1]

    def __hash__(self) -> int:
        return hash(self.salt)  # of its own for each source: all the hashes tell it no better apart

    @cached_property
    def extent(self) -> tuple[int, ...]:
        """How many sentences each paragraph has."""
        return tuple(len(paragraph.sentences) for paragraph in self.paragraphs)

    @property
    def length(self) -> int:
        """How many words it has in all, marks counted."""
        return sum(sum(paragraph.sentences) for paragraph in self.paragraphs)


def make(text: str, salt: str) -> Fingerprint:
    """The fingerprint of a text under a salt, which has no space in it.

    A later version of the text takes the salt of the earlier one: under two salts it would tell twice as much.
    """
    lines = paragraphs(text)
    return Fingerprint(salt, tuple(_paragraph(sentences(line), salt) for line in lines))


def _paragraph(parts: Iterable[str], salt: str) -> Paragraph:
    split = [words(part) for part in parts]
    return Paragraph.of([len(part) for part in split], pairs(list(itertools.chain(*split)), salt))


@functools.lru_cache(64)  # a paragraph is asked for each part of a quote
def _text_of(held: bytes) -> str:
    return held.decode("utf-8", "surrogatepass")


def choose_salt(text: str, name: str) -> str:
    """A salt under which no two different pairs of this text share a hash, so that a true quote stands nowhere else in it.

    Beyond some thousand different pairs there is none to be found. The outcome follows from text and name alone.
    """
    every = sorted({two for line in paragraphs(text) for two in itertools.pairwise(_keys(line))})
    salts = (f"{name}-{number}" for number in range(_SALTS_TRIED if len(every) <= _LONGEST else 0))
    return next((salt for salt in salts if _all_differ(every, salt)), f"{name}-0")


def _keys(line: str) -> list[tuple[str, str]]:
    return [(word.key, word.kind) for word in words(line)]


def _all_differ(every: Iterable[tuple[tuple[str, str], tuple[str, str]]], salt: str) -> bool:
    key, seen = keyed(salt), set()
    for (one, kind), (other, other_kind) in every:
        value = digest(one, other, key) & _mask(kind, other_kind)
        if value in seen:
            return False
        seen.add(value)
    return True


def pairs(of: Sequence[Word], salt: str) -> str:
    """The hashes of each two neighbours, a character each."""
    key = keyed(salt)
    return "".join(chr(digest(a.key, b.key, key) & _mask(a.kind, b.kind)) for a, b in itertools.pairwise(of))


def digest(one: str, other: str, key: blake2b) -> int:
    """32 bits of the hash of two words, of which a fingerprint keeps the last 16 or fewer."""
    state = key.copy()
    state.update(f"{one}\0{other}".encode("utf-8", "surrogatepass"))
    return int.from_bytes(state.digest(), "big")


@functools.lru_cache(8)
def keyed(salt: str) -> blake2b:
    """The hash (BLAKE2b, RFC 7693) that a salt begins; 32 bits."""
    key = blake2b(salt.encode("utf-8", "surrogatepass"), digest_size=32).digest()
    return blake2b(digest_size=4, key=key)


def strength(of: Sequence[Word]) -> int:
    """The bits that a span's hashes carry in all."""
    return sum(_mask(a.kind, b.kind).bit_length() for a, b in itertools.pairwise(of))


@functools.cache
def _mask(kind: str, other: str) -> int:
    return (1 << _HALF.get(kind, BITS // 2) + _HALF.get(other, BITS // 2)) - 1
