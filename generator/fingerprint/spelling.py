"""What counts as a word, a sentence and a paragraph, in any script and however the text is set."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from generator.patterns import late


class Word(NamedTuple):
    """A word or a quotation mark.

    `key` is what is compared, `shown` how it was written, `start` where the run of characters begins in which it stands (from 0).
    """

    key: str
    kind: str
    shown: str
    start: int

    @property
    def is_mark(self) -> bool:
        """Whether this is a quotation mark."""
        return self.kind in _MARKS


# Words. Each character has a kind, written as a letter, so that one pattern cuts text of any script: `w` word, `e` Hebrew
# letter, `h` Han, `s` a sign that stands for a sound in a script without spaces, `m` a mark on another character, `$` a
# sign of its own, `"` and `'` quotation marks, `.` passed over, `-` not seen by a reader.

_MARKS = frozenset("\"'")
_DOUBLE = dict.fromkeys(map(ord, "“”„‟«»「」『』﹁﹂﹃﹄〝〞〟❝❞״＂｢｣"), '"')
_SINGLE = dict.fromkeys(map(ord, "‘’‚‛‹›ʼʻʹ´`′׳＇❛❜"), "'")
_UNIFIED = _DOUBLE | _SINGLE | {ord("″"): '"'}
_RUN = late(r"\S+")
_WORD = late(
    r"""[wem][wem]*+(?:'[we][wem]*+|(?<=[em])"e[wem]*+)*+  # don't, м'ята; Hebrew acronyms have a mark inside
      | [hs]m*+ | \$ | '' | ["']""",
    re.VERBOSE,
)
_HAN = (
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_SOUNDS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3041, 0x30FF),  # Kana
    (0x31F0, 0x31FF),
    (0xA9E0, 0xA9FF),
    (0xAA60, 0xAA7F),
)  # fmt: skip
_UNSEEN = (
    (0x034F, 0x034F),
    (0x0640, 0x0640),  # the line that stretches an Arabic word
    (0x115F, 0x1160),
    (0x180B, 0x180F),
    (0xFE00, 0xFE0F),
    (0xE0100, 0xE01EF),
)  # fmt: skip


def words(text: str, start: int = 0) -> list[Word]:
    """The words and quotation marks of a text, the same however it is set: case, quotation marks, spaces, Unicode form.

    `start` is where the text itself begins in what the words are counted in.
    """
    return [Word(*one, start + run.start()) for run in _RUN.finditer(text) for one in _words_of_run(run[0])]


@functools.lru_cache(20_000)
def _words_of_run(run: str) -> tuple[tuple[str, str, str], ...]:
    """The words in a run of characters without a space: key, kind and as shown."""
    if run.isascii() and run.isalnum():
        return ((run.lower(), "w", run),)
    plain = _plain(run)
    found = list(_WORD.finditer("".join(map(_kind, plain))))
    alone = sum(one[0][0] not in _MARKS for one in found) == 1
    return tuple(_word(one, plain, _bare(run) if alone else "") for one in found)


def _word(found: re.Match[str], plain: str, alone: str) -> tuple[str, str, str]:
    kind, key = found[0][0], plain[found.start() : found.end()]
    if kind in _MARKS:
        return '"' if found[0] == "''" else kind, kind, key
    return key, kind, alone or key


def _plain(text: str) -> str:
    """NFKC, casefold, NFKC, with the quotation marks unified and without what no reader sees."""
    if text.isascii():
        return text.lower().replace("`", "'")
    seen = _without_piles(c for c in text.translate(_UNIFIED) if _kind(c) != "-")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    return "".join(c for c in folded.translate(_UNIFIED) if _kind(c) != "-")


def _without_piles(characters: Iterable[str]) -> str:
    # No script puts more than 30 marks on a letter (UAX #15, Stream-Safe Text); sorting endless piles takes endless time.
    run, kept = 0, []
    for c in characters:
        run = run + 1 if unicodedata.combining(c) else 0
        if run <= 30:
            kept.append(c)
    return "".join(kept)


def _bare(chunk: str) -> str:
    held = [place for place, c in enumerate(chunk) if _kind(c) not in ".-\"'"]
    return chunk[held[0] : held[-1] + 1] if held else chunk


@functools.lru_cache(20_000)
def _kind(c: str) -> str:
    code, category = ord(c), unicodedata.category(c)
    if category == "Cf" or _within(code, _UNSEEN):
        return "-"
    if code in _UNIFIED or c in _MARKS:
        return _UNIFIED.get(code, c)
    if category == "Sc" or c in "%‰":
        return "$"
    if category[0] not in "LMN":
        return "."
    return _letter(code, category)


def _letter(code: int, category: str) -> str:
    if category[0] == "M":
        return "m"
    if _within(code, _HAN):
        return "h"
    if category[0] == "L" and _within(code, _SOUNDS):
        return "s"
    return "e" if 0x05D0 <= code <= 0x05EA else "w"


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


# Paragraphs and sentences.

_STOP = late(r"(?<![.!?…؟۔।॥։።。！？｡])[.!?…؟۔।॥։።。！？｡]++[\"'”’»›)\]】」』）〕\u200e\u200f\u202c\u2069]*+")
_START = late(r"\s*+[\"'“‘„«‹(\[【「『（¿¡\u200e\u200f\u202a-\u202e\u2066-\u2069]*+")
_CLOSED = "。！？｡"
_SHORTENED = late(r"(?:(?<![^\W_])[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sen|Rep|Gov|Amb|St))\.\Z")


def paragraphs(text: str) -> list[str]:
    """The lines that show something, in order: paragraph n is the nth of them."""
    return [line for line in text.splitlines() if any(not c.isspace() and _kind(c) != "-" for c in line)]


def sentences(line: str) -> list[str]:
    """The sentences of a paragraph, at least one; together they are the paragraph."""
    ends = [stop.end() for stop in _STOP.finditer(line) if _ends(line, stop)]
    return [line[first:last] for first, last in itertools.pairwise([0, *ends, len(line)])]


def _ends(line: str, stop: re.Match[str]) -> bool:
    begun = _START.match(line, stop.end())
    assert begun
    closed = stop[0][0] in _CLOSED
    if begun.end() == len(line) or not (closed or line[stop.end()].isspace()):
        return False
    first = line[begun.end()]
    if not closed and not (first.isalpha() and first.title() == first):  # a small letter or a digit
        return False
    before = line[max(0, stop.start() - 6) : stop.start() + 1]
    found = _SHORTENED.search(before) if stop[0] == "." else None
    return not (found and found[0][0].isupper())
