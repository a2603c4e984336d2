"""Bytes to characters: whether a file is text at all, and at which line and column a character of it stands.

A line ends where editors end it: at a line feed, a carriage return, or both (CommonMark 0.31 ends it so too). The other
line ends of Unicode are invisible in an editor and are faults here.
"""

from __future__ import annotations

import bisect
import codecs
import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from generator.patterns import late
from generator.problems import Mark

LARGEST = 1024 * 1024
"""How many bytes of a file are read."""

_INVISIBLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
_HEAD = late(r"(?:(?:[ \t]*(?:[#%][^\r\n]*)?|\.\.\.[^\r\n]*)[\r\n])*")
_DIRECTIVE = late(r"^%[^\r\n]{,40}", re.MULTILINE)
_BREAK = late(r"\r\n|\r|\n")
_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf")


class Fault(NamedTuple):
    """Something wrong with the characters `start` to `end` of a file, counted from 0."""

    code: str
    start: int
    end: int
    headline: str
    help: str


class Text:
    """A file's characters, without the mark that UTF-8 files may begin with.

    `written` is what the writer sees, a byte that is not UTF-8 standing as U+FFFD. `readable` is the same, character for
    character, for the parser: invisible characters as blanks, directives as comments.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content[:LARGEST].removeprefix(codecs.BOM_UTF8)
        self.written = self.content.decode(errors="replace")
        self.readable = _without_directives(re.sub(_INVISIBLE, " ", self.written))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in _BREAK.finditer(self.written))]

    def mark(self, start: int, end: int) -> Mark:
        """The mark of the characters from `start` to `end`, or to the end of their first line."""
        line = bisect.bisect_right(self._starts, start)
        stop = min(end, len(self.written), *self._starts[line : line + 1])
        while stop > start and self.written[stop - 1].isspace():
            stop -= 1
        return Mark(line, start - self._starts[line - 1] + 1, max(1, stop - start))


def _without_directives(text: str) -> str:
    # libyaml compares each %TAG with all before it: a file full of them would keep it busy for minutes
    end = _directives(text)
    return text[:end].replace("%", "#") + text[end:] if end else text


def _directives(text: str) -> int:
    head = _HEAD.match(text)
    return head.end() if head and _DIRECTIVE.search(head[0]) else 0


def lines(content: bytes) -> list[str]:
    """The lines as their writer sees them, without their ends; what is not UTF-8 stands as U+FFFD.

    There are none in a file that is refused: it is no text, or there is too much of it.
    """
    return [] if refusal(content) else _BREAK.split(Text(content).written)


def refusal(content: bytes) -> Fault | None:
    """Why these bytes are not even looked into."""
    if len(content) > LARGEST:
        size = f"the file has more than {LARGEST:,} bytes, and no more are read"
        return Fault("too-large", 0, 1, size, "a file holds one fact: split it up")
    if content.startswith(_OFFICE):
        kind = "this is a Word, Excel, PDF or zip file, not a text file"
        return Fault("not-utf8", 0, 1, kind, "copy its text into a plain text file and save that as UTF-8")
    if content.startswith(_WIDE):
        return Fault("not-utf8", 0, 1, "the file is saved as UTF-16 or UTF-32", "save it as UTF-8")
    if b"\0" in content:
        found = f"byte {content.index(0) + 1} of the file is zero: this is not a text file, or it is UTF-16"
        return Fault("not-utf8", 0, 1, found, "save it as plain text in UTF-8")
    return None


def faults(text: Text) -> Iterator[Fault]:
    """The first byte that is not UTF-8, the first directive, and each run of characters that cannot be seen."""
    try:
        text.content.decode()
    except UnicodeDecodeError as error:
        yield _undecodable(text.content, error.start)
    if text.readable != text.written:
        yield from _unreadable(text.written)


def _unreadable(text: str) -> Iterator[Fault]:
    if directive := _DIRECTIVE.search(text, 0, _directives(text)):
        headline = f"'{directive[0]}' is an instruction to YAML, which fact files do not have"
        yield Fault("yaml-directive", *directive.span(), headline, "delete the line")
    for found in re.finditer(f"{_INVISIBLE}+", text):
        headline = f"an invisible character (U+{ord(found[0][0]):04X}) stands here"
        cure = "delete it: put the cursor behind it and press backspace, or type the text again"
        yield Fault("control-character", *found.span(), headline, cure)


def _undecodable(content: bytes, position: int) -> Fault:
    place = len(content[:position].decode())
    byte = content[position]
    letter = bytes([byte]).decode("cp1252", errors="replace")
    guess = (
        f"; as Latin-1 this byte would be '{letter}'" if letter.isprintable() and letter != "\ufffd" else ""
    )
    headline = f"byte {byte:02X} (byte {position + 1} of the file) is not UTF-8"
    return Fault("not-utf8", place, place + 1, headline, f"save the file as UTF-8{guess}")
