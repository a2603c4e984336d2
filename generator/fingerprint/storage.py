"""Fingerprints as files: plain lines, one for each sentence, so that a difference between two can be read.

    fingerprint pairs-1
    salt harbour-post-2031-04-04-3
    sum 5d2c…
    1.1 7 9f3a51c2…
    1.2 12 …

Paragraph and sentence, words, hashes in hexadecimal (four digits each). The sum is of all other lines.
"""

from __future__ import annotations

import itertools
import re
import struct
from collections.abc import Iterator, Sequence

import msgspec

from generator.digests import blake2b
from generator.fingerprint import METHODS, Fingerprint, Paragraph
from generator.patterns import late

LARGEST = 8_000_000
"""Characters of a stored fingerprint beyond which it is not read: some two million words."""

_HEAD = late(r"fingerprint ([a-z0-9-]{1,40})")
_SALT = late(r"salt ([^\s]{1,200})")
_SUM = late(r"sum ([0-9a-f]{32})")
_LINE = late(r"([1-9]\d{0,5})\.([1-9]\d{0,5}) (0|[1-9]\d{0,6})(?: ([0-9a-f]+))?")


def dump(source: Fingerprint) -> str:
    """A fingerprint as a file, the same text for the same fingerprint."""
    rows = [f"fingerprint {source.method}", f"salt {source.salt}"]
    for number, paragraph in enumerate(source.paragraphs, 1):
        rows += _rows(number, paragraph)
    rows.insert(2, f"sum {_sum(rows)}")
    return "\n".join(rows) + "\n"


def _rows(number: int, paragraph: Paragraph) -> Iterator[str]:
    start = 0
    for sentence, end in enumerate(itertools.accumulate(paragraph.sentences), 1):
        held = "".join(f"{ord(pair):04x}" for pair in paragraph.pairs[max(start - 1, 0) : max(end - 1, 0)])
        yield f"{number}.{sentence} {end - start} {held}".rstrip()
        start = end


def _sum(rows: Sequence[str]) -> str:
    return blake2b("\n".join(rows).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def load(text: str) -> Fingerprint | str:
    """The fingerprint in a file, or a sentence that says what is wrong with it."""
    if len(text) > LARGEST:
        return "it is larger than the fingerprint of any article"
    rows = text.splitlines()
    method, salt, told = map(_in_row, (_HEAD, _SALT, _SUM), [*rows, "", "", ""])
    if not method:
        return "it is not a fingerprint"
    if method not in METHODS:
        return f"it was made by the method '{method}', which this version does not know"
    if not salt or not told:
        return "its head is damaged"
    if told != _sum(rows[:2] + rows[3:]):
        return "it was edited, or damaged on its way"
    paragraphs = _paragraphs(rows[3:])
    return paragraphs if isinstance(paragraphs, str) else Fingerprint(salt, tuple(paragraphs), method)


def _in_row(pattern: re.Pattern[str], row: str) -> str:
    found = pattern.fullmatch(row)
    return found[1] if found else ""


def _paragraphs(rows: Sequence[str]) -> list[Paragraph] | str:
    """The paragraphs in the rows, which count on from 1.1 without a leap, or what is wrong."""
    held: list[tuple[list[int], list[str]]] = []
    for number, row in enumerate(rows, 4):
        found = _LINE.fullmatch(row)
        if not found or len(found[4] or "") % 4:
            return f"line {number} is not a sentence's"
        paragraph, sentence, count = (int(part) for part in found.groups()[:3])
        if sentence == 1:
            held.append(([], []))
        if not held or (paragraph, sentence) != (len(held), len(held[-1][0]) + 1):
            return f"line {number} is out of its order"
        held[-1][0].append(count)
        held[-1][1].append(found[4] or "")
    texts = ((counts, "".join(hashes)) for counts, hashes in held)
    read = [
        (_paragraph(counts, hashes), len(hashes) == 4 * max(sum(counts) - 1, 0)) for counts, hashes in texts
    ]
    wrong = next((place for place, (_, fits) in enumerate(read, 1) if not fits), 0)
    return f"paragraph {wrong} has not as many hashes as words" if wrong else [one for one, _ in read]


def _paragraph(counts: Sequence[int], hashes: str) -> Paragraph:
    numbers = struct.unpack(f">{len(hashes) // 4}H", bytes.fromhex(hashes))
    return Paragraph.of(counts, "".join(map(chr, numbers)))


def packed(source: Fingerprint) -> bytes:
    """A fingerprint as bytes that are sooner read than its file: for keeping it at hand."""
    return msgspec.msgpack.encode((source.salt, source.method, source.paragraphs))


def unpacked(content: bytes) -> Fingerprint:
    """The fingerprint in such bytes."""
    salt, method, paragraphs = _PACKED.decode(content)
    return Fingerprint(salt, paragraphs, method)


_PACKED = msgspec.msgpack.Decoder(tuple[str, str, tuple[Paragraph, ...]])
