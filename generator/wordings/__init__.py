"""How the wordings of one utterance lie against each other: word by word within one language, quotation marks included.

Compared are words, without regard to capitals, compatibility forms (NFKC), the shape of apostrophes and dashes, invisible
signs, or the punctuation around a word; what is inside a word counts ("U.S." is not "US"). Han and kana characters are words
each. A double quotation mark of any shape is one and the same, but an opening one is not a closing one; a single one cannot
be told from an apostrophe and is punctuation. `…` joins the spans of an excerpt, and nothing is said of what it leaves out.

Where a word stands follows from the marks. A mark opens or closes by the spaces beside it, then by its shape, then by turns.
Within each span: between an opening and a closing mark is inside; so is what comes before a first mark that closes, and what
comes after one that opens and is never closed, to the end of the excerpt or until a later span begins outside. A span
without marks, not reached by an open quotation, tells nothing. Quotations inside quotations are not told apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Literal

from generator.patterns import late
from generator.values import Fixed
from generator.wordings.path import MOST, SPLIT, common

Kind = Literal["same", "differs", "only_first", "only_second", "marks", "gap"]
Stands = Literal["inside", "outside", "unmarked"]

MOST_WORDS = MOST
"""A wording of more words (marks and joins counted) is not laid against another word by word."""

FEW_LETTERS = SPLIT
"""Words in common with no more letters than this, between two differences, are not told apart from these."""

OPEN, CLOSE, JOIN = "“", "”", "…"
"""The `key` of a quotation mark that opens, of one that closes, and of a join; no word has it."""

_OPENING, _CLOSING, _STRAIGHT = "“„‟«「『〝❝", "”»」』〞〟❞", '"＂'
_MARKS = _OPENING + _CLOSING + _STRAIGHT
MARK = late(f"[{_MARKS}]")
"""A double quotation mark of any shape."""

_BEFORE_A_WORD = "([{（［‘‚¿¡'"
_APOSTROPHES, _DASHES = "'’‘‛ʼ′＇", "-‐‑‒–—―"
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_PUNCTUATION = (
    re.escape(f".,;:!?/)]}}）］،؛؟۔।。，、；：！？·•{_BEFORE_A_WORD}{_APOSTROPHES}{_DASHES}") + _INVISIBLE
)
_SIGN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\s{_MARKS}{JOIN}{_SIGN}{_PUNCTUATION}]"
_CORE = rf"[{_MARKS}{JOIN}{_SIGN}]|(?:(?<!\S)-(?=\d))?{_LETTER}+(?:[{_PUNCTUATION}]+{_LETTER}+)*"
_AFTER_A_WORD = late(rf"[\s{_PUNCTUATION}{JOIN}]|$")
_ALIKE = str.maketrans(dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_DASHES + "−", "-"))


class Token(Fixed, frozen=True):
    """A word, a quotation mark or a join: `text` as printed, with what follows up to the next; `key` is what is compared."""

    text: str
    key: str
    stands: Stands

    @property
    def is_mark(self) -> bool:
        """Whether it is a quotation mark."""
        return self.key in (OPEN, CLOSE)

    @property
    def is_word(self) -> bool:
        """Whether it is neither a mark nor a join."""
        return self.key not in (OPEN, CLOSE, JOIN)


class Piece(Fixed, frozen=True):
    """A stretch of two wordings, as each has it.

    `same`: token for token. `differs`: both have words. `only_first`, `only_second`: only one shows words here; the other
    has nothing or a join. `marks`: quotation marks that only one has at this place. `gap`: a join in one of the excerpts.
    """

    kind: Kind
    first: tuple[Token, ...]
    second: tuple[Token, ...]


def mirrored(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The same pieces, with first and second exchanged."""
    turned: dict[Kind, Kind] = {"only_first": "only_second", "only_second": "only_first"}
    return tuple(Piece(turned.get(one.kind, one.kind), one.second, one.first) for one in pieces)


def align(first: str, second: str) -> tuple[Piece, ...]:
    """Two wordings of one language as pieces; the tokens of all `first` (`second`) sides, in order, are that wording.

    As many letters as possible are in common, with a charge for each difference. Of a wording longer than `MOST_WORDS` all
    is one difference, unless all of it is the same. `align(second, first)` is the mirror image.
    """
    one, other = tokens(first), tokens(second)
    met = list(common([token.key for token in one], [token.key for token in other]))
    return tuple(_pieces(one, other, _without_lone_marks(one, other, met)))


def tokens(text: str) -> tuple[Token, ...]:
    """A wording as words, marks and joins. Their texts, put together, are the wording again, if it has any of these."""
    cores = list(re.finditer(_CORE, text))
    starts = [_cut(text, one.end(), later.start()) for one, later in pairwise(cores)]
    keys = list(_keys(text, cores))
    # `keys` comes first: without any there is no token, though there is a text.
    found = zip(keys, _standing(keys), pairwise((0, *starts, len(text))), strict=False)
    return tuple(Token(text[start:end], key, stands) for key, stands, (start, end) in found)


def _cut(text: str, start: int, end: int) -> int:
    """Where, between two tokens, the first one ends: an opening bracket goes with the word that it stands before."""
    return start + len(text[start:end].rstrip(_BEFORE_A_WORD))


def _keys(text: str, cores: Sequence[re.Match[str]]) -> Iterator[str]:
    quoting = False
    for core in cores:
        found = core.group()
        if found in _MARKS:
            opens = _opens(text, core)
            quoting = not quoting if opens is None else opens
            yield OPEN if quoting else CLOSE
        else:
            yield found if found == JOIN else _folded(found)


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word).casefold().translate(_ALIKE)
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", seen) or word


def _opens(text: str, mark: re.Match[str]) -> bool | None:
    """Whether a mark opens a quotation; None where that depends on whether one is open."""
    before, after = text[max(0, mark.start() - 1) : mark.start()], text[mark.end() : mark.end() + 1]
    may_open = bool(after.strip()) and (not before.strip() or before in _BEFORE_A_WORD + _DASHES + JOIN)
    may_close = bool(before.strip()) and _AFTER_A_WORD.match(after) is not None
    if may_open != may_close:
        return may_open
    return None if mark.group() in _STRAIGHT else mark.group() in _OPENING


def _standing(keys: Sequence[str]) -> Iterator[Stands]:
    stands: Stands = "unmarked"
    for _, span in groupby(keys, key=JOIN.__ne__):
        here = list(span)
        first = next((key for key in here if key in (OPEN, CLOSE)), None)
        if first is not None:
            stands = "inside" if first == CLOSE else "outside"
        elif stands == "outside":
            stands = "unmarked"
        for key in here:
            if key in (OPEN, CLOSE):
                stands = "inside" if key == OPEN else "outside"
            yield stands


def _without_lone_marks(
    one: tuple[Token, ...], other: tuple[Token, ...], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The pairs, without marks that both have between words of only the first and words of only the second: these stand for each other."""
    runs = [[pair for _, pair in run] for _, run in groupby(enumerate(pairs), key=_course)]
    kept: list[tuple[int, int]] = []
    a = b = 0
    for run, (next_a, next_b) in zip(
        runs, [*(run[0] for run in runs[1:]), (len(one), len(other))], strict=False
    ):
        (start_a, start_b), end_a, end_b = run[0], run[-1][0] + 1, run[-1][1] + 1
        before = _has_words(one[a:start_a]), _has_words(other[b:start_b])
        after = _has_words(one[end_a:next_a]), _has_words(other[end_b:next_b])
        crossed = {before, after} == {(True, False), (False, True)}
        if not (crossed and all(token.is_mark for token in one[start_a:end_a])):
            kept += run
            a, b = end_a, end_b
    return kept


def _course(met: tuple[int, tuple[int, int]]) -> tuple[int, int]:
    """The same for pairs that follow each other on both sides."""
    number, (a, b) = met
    return a - number, b - number


def _has_words(shown: Iterable[Token]) -> bool:
    return any(token.is_word for token in shown)


def _pieces(
    one: tuple[Token, ...], other: tuple[Token, ...], pairs: Sequence[tuple[int, int]]
) -> Iterator[Piece]:
    a = b = 0
    for _, run in groupby(enumerate(pairs), key=_course):
        met = [pair for _, pair in run]
        yield from _unlike(one[a : met[0][0]], other[b : met[0][1]])
        a, b = met[-1][0] + 1, met[-1][1] + 1
        yield Piece("same", one[met[0][0] : a], other[met[0][1] : b])
    yield from _unlike(one[a:], other[b:])


def _unlike(first: tuple[Token, ...], second: tuple[Token, ...]) -> Iterator[Piece]:
    """Marks before and after the words are pieces of their own; a mark between differing words stays with them."""
    for a, b in zip(_parts(first), _parts(second), strict=True):
        if a or b:
            yield Piece(_kind(a, b), a, b)


def _parts(side: tuple[Token, ...]) -> tuple[tuple[Token, ...], ...]:
    start, end = 0, len(side)
    while start < end and side[start].is_mark:
        start += 1
    while end > start and side[end - 1].is_mark:
        end -= 1
    return side[:start], side[start:end], side[end:]


def _kind(first: tuple[Token, ...], second: tuple[Token, ...]) -> Kind:
    if _has_words(first):
        return "differs" if _has_words(second) else "only_first"
    if _has_words(second):
        return "only_second"
    return "marks" if any(token.is_mark for token in first + second) else "gap"
