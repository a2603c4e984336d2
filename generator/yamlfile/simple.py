"""The data of a file that keeps to the plainest YAML, as facts are written: a key or an entry on each line.

The parser takes thrice as long, most of it for places that nobody asks for. What is understood here is a part of YAML 1.2
that can be read in one way only; everything else is passed by: tabs, holes, escapes, comments behind a value, values over several
lines other than blocks (`|`, `>`) and brackets that go on behind a comma. Property tests hold this reader and the parser together.
"""

from __future__ import annotations

import re
from itertools import takewhile

from generator.patterns import late
from generator.yamlfile.plain import Data

_KEY = "[A-Za-z_][A-Za-z0-9_-]{0,99}"
_LINE = late(
    rf"""^(([ ]*)(-[ ])?(?:({_KEY}):(?:[ ]|$))?  # the whole line, how far in, a dash, a key
      (?:([\w(“„«…€$](?:.*[^\s:])?)|"([^"\\\n]+)"|'((?:[^'\n]|'')+)'|(.*)))$""",  # words, or what else
    re.VERBOSE | re.MULTILINE,
)
_PLAIN = r"[^\W_](?:[^,\[\]{}#:?]|:(?![\s,\[\]{}:#?]))*(?<!\s)\??"
_FIELDS = late(rf"\{{{_KEY}: {_PLAIN}(?:, {_KEY}: {_PLAIN})*\}}")
_AFTER = r"(?=[ ]*[,\]}])"
_TOKEN = late(
    rf"""[ ]*(?: ([\[{{]) | ([\]}}]) | (,)[ ] | ({_KEY}):[ ]
      | ({_PLAIN}){_AFTER}
      | "([^"\\]+)"{_AFTER} | '((?:[^']|'')+)'{_AFTER} )""",
    re.VERBOSE,
)


class _NotSimple(Exception):
    """Something that has to be left to the parser."""


def simple(text: str, deepest: int) -> dict[str, Data] | None:
    """The mapping that a text says; None where it is not as plain as that.

    `deepest` is how many mappings and lists may stand in each other.
    """
    if "\t" in text or "\r" in text or not text.endswith("\n"):
        return None
    try:
        lines = _Lines(_LINE.findall(text))
        found = None if lines.indent or lines.is_entry else lines.mapping(0, deepest - 1)
    except _NotSimple:
        return None
    return found if lines.are_over else None


class _Lines:
    """The lines of a file, and what stands in the next of them that is not empty.

    That is how far in it begins, whether with a dash, its key, the words behind that, or whatever else stands there.
    """

    indent: int
    is_entry: bool
    key: str
    words: str
    rest: str

    def __init__(self, lines: list[tuple[str, ...]]) -> None:
        self._lines = lines
        self._at = -1
        self._go_on()

    @property
    def are_over(self) -> bool:
        """Whether there is no other line."""
        return self.indent < 0

    def _go_on(self) -> None:
        for at in range(self._at + 1, len(self._lines)):
            self._at = at
            _, blank, dash, self.key, words, double, single, self.rest = self._lines[at]
            if ": " in words or " #" in words:
                raise _NotSimple
            self.words = words or double or _unquoted(single)
            if self.key or dash or self.words or (self.rest and not self.rest.startswith("#")):
                self.indent, self.is_entry = len(blank), bool(dash)
                return
        self.indent, self.is_entry = -1, False

    def mapping(self, indent: int, room: int) -> dict[str, Data]:
        """The mapping that begins with the key of this line."""
        found: dict[str, Data] = {}
        while True:
            key = self.key
            if not key or key in found:
                raise _NotSimple
            found[key] = self._value(indent, room)
            if self.indent != indent or self.is_entry:
                return found

    def _sequence(self, indent: int, room: int) -> list[Data]:
        found: list[Data] = []
        while self.indent == indent and self.is_entry:
            if not self.key:
                found.append(self._inline(indent, room))
            elif room:
                found.append(self.mapping(indent + 2, room - 1))
            else:
                raise _NotSimple
        return found

    def _value(self, indent: int, room: int) -> Data:
        if self.words or self.rest:
            return self._inline(indent, room)
        self._go_on()
        inner = self.indent
        if not room or inner < indent or (inner == indent and not self.is_entry):
            raise _NotSimple
        return self._sequence(inner, room - 1) if self.is_entry else self.mapping(inner, room - 1)

    def _inline(self, indent: int, room: int) -> Data:
        """What stands behind a key or a dash, in a line or as a block."""
        words, rest = self.words, self.rest
        if rest in _BLOCKS:
            return self._block(rest, indent)
        while rest.startswith(("[", "{")) and rest.endswith(","):
            rest += f" {self._line_inside(indent)}"
        self._go_on()
        return words or _flow(rest, room)

    def _line_inside(self, indent: int) -> str:
        """What stands in the next line, in which brackets go on."""
        self._at += 1
        line = self._lines[self._at][0]
        inside = line.strip(" ")
        if not inside or len(line) - len(line.lstrip(" ")) <= indent:
            raise _NotSimple
        return inside

    def _block(self, style: str, indent: int) -> str:
        """The text of a block, whose lines all begin in one column."""
        lines = (self._lines[at][0] for at in range(self._at + 1, len(self._lines)))
        first = next(lines)
        column = len(first) - len(first.lstrip(" "))
        inside = takewhile(lambda line: not line.strip(" ") or line.startswith(" " * column), lines)
        block = [line[column:] for line in (first, *inside)]
        self._at += len(block)
        behind = "".join(line[0] for line in self._lines[self._at + 1 : self._at + 2])
        odd = not block[0] or any(line.startswith(" ") for line in block)
        if odd or column <= indent or behind.startswith(" " * (indent + 1)):
            raise _NotSimple
        self._go_on()
        return _joined(block, style)


_BLOCKS = frozenset({"|", "|-", ">", ">-"})


def _joined(block: list[str], style: str) -> str:
    text = "\n".join(block).rstrip("\n")
    if style[0] == ">":
        text = re.sub("\n+", lambda breaks: breaks[0][1:] or " ", text)
    return text if style.endswith("-") else text + "\n"


def _unquoted(single: str) -> str:
    """Words that stood between single quotes, in which each of these is doubled."""
    return single.replace("''", "'") if "'" in single else single


def _flow(text: str, room: int) -> Data:
    """What stands in brackets, all its lines in one."""
    if room and _FIELDS.fullmatch(text):
        return _fields(text[1:-1].split(", "))
    found, end = _in_brackets(text, 0, room)
    if end != len(text):
        raise _NotSimple
    return found


def _fields(written: list[str]) -> Data:
    """A mapping of nothing but words, as almost all in brackets are."""
    found = dict(field.split(": ", 1) for field in written)
    if len(found) < len(written):
        raise _NotSimple
    return {**found}


def _in_brackets(text: str, at: int, room: int) -> tuple[Data, int]:
    found = _TOKEN.match(text, at)
    if found is None:
        raise _NotSimple
    if not found[1]:
        said = found[5] or found[6] or _unquoted(found[7] or "")
        if not said:
            raise _NotSimple
        return said, found.end()
    if not room:
        raise _NotSimple
    return (_flow_list if found[1] == "[" else _flow_mapping)(text, found.end(), room - 1)


def _flow_list(text: str, at: int, room: int) -> tuple[Data, int]:
    entries: list[Data] = []
    while True:
        entry, at = _in_brackets(text, at, room)
        entries.append(entry)
        at, is_over = _behind(text, at, "]")
        if is_over:
            return entries, at


def _flow_mapping(text: str, at: int, room: int) -> tuple[Data, int]:
    fields: dict[str, Data] = {}
    while True:
        found = _TOKEN.match(text, at)
        if found is None or not found[4] or found[4] in fields:
            raise _NotSimple
        fields[found[4]], at = _in_brackets(text, found.end(), room)
        at, is_over = _behind(text, at, "}")
        if is_over:
            return fields, at


def _behind(text: str, at: int, closing: str) -> tuple[int, bool]:
    """Where to go on behind an entry, and whether the brackets are closed."""
    found = _TOKEN.match(text, at)
    if found is None or not (found[3] or found[2] == closing):
        raise _NotSimple
    return found.end(), not found[3]
