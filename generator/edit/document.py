"""The text of one fact file, changed in place: each change touches the lines it has to, and no other character.

A round trip through a YAML library would set other lines anew (where texts are folded, where lists go on); so the places that
the parser gives are used, and text is put in and taken out there. A path leads through the data as `yamlfile.parse` gives
them, which have no problems; whoever changes a document reads it again afterwards and compares. After each change the places
are looked up afresh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.edit.written import STEP, WIDTH, as_spelt, entry, field, fields, in_brackets, shifted
from generator.problems import FieldPath
from generator.yamlfile import DEEPEST, Data
from generator.yamlfile.places import Place, Span, places

_BREAK = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"(?:\r\n|\r|\n)( *)(#[^\r\n]*)?(?=[\r\n]|\Z)")


class Document:
    """The text of a file, and where its fields stand in it."""

    def __init__(self, text: str) -> None:
        found = _BREAK.search(text)
        self._newline = found[0] if found else "\n"
        self.text = text if text.endswith(("\n", "\r")) else text + self._newline
        self._top = places(self.text, DEEPEST)
        self._dash = next(self._dashes(self._at(())), STEP)

    def wrap_value(self, path: FieldPath) -> None:
        """Makes the bare value of a field a group that has it under `value`."""
        if self._brackets_around(path) is None:
            self._push_down(path, "value:", STEP)
        else:
            self._enclose(path, "{value: ", "}")

    def wrap_in_list(self, path: FieldPath) -> None:
        """Makes the group that a field has a list of one."""
        start, end = self._span(path)
        if self._brackets_around(path) is not None:
            self._enclose(path, "[", "]")
        elif self._column(start) > self._column(_key(self._at(path))[0]) and self._begins_line(start):
            self._splice(start, end, "- " + shifted(self.text[start:end]))
        else:
            self._push_down(path, "-", self._dash)

    def append(self, path: FieldPath, item: Data) -> None:
        """Adds an entry to a list."""
        place = self._at(path)
        if self._in_brackets(place):
            last = max(map(self._end, place.inner.values()), default=None)
            self._add_in_brackets(path, last, in_brackets(item))
        else:
            self._add_lines(self._end(place), entry(item, self._column(place.value[0]), self._dash))

    def insert(self, path: FieldPath, field_: tuple[str, Data], after: str) -> None:
        """Adds a field to a group, below the field `after`."""
        place = self._at(path)
        last = self._end(place.inner[after])
        if self._in_brackets(place):
            self._add_in_brackets(path, last, in_brackets(dict([field_]))[1:-1])
        else:
            self._add_lines(last, field(*field_, self._column(place.value[0]), self._dash))

    def replace(self, path: FieldPath, value: Data) -> None:
        """Gives a field of a group another value. A comment behind it stays."""
        brackets = self._brackets_around(path)
        if brackets is None:
            self._write_anew(path, value)
        else:
            self._splice(*self._span(path), in_brackets(value))
            self._fit(brackets)

    def remove(self, path: FieldPath) -> None:
        """Takes a field out of a group that has others, with the comment behind it."""
        start, end = _key(self._at(path))[0], self._span(path)[1]
        before, behind = self._beside(path)
        if self._brackets_around(path) is not None:
            self._splice(*((max(before), end) if before else (start, min(behind))), "")
        elif before or self._begins_line(start):
            self._splice(self._line_start(start), self._next_line(end), "")
        else:  # behind the dash of an entry, where the next field moves up
            is_next = self.text[end : min(behind)].isspace()
            self._splice(start, min(behind) if is_next else end, "")

    def remove_entry(self, path: FieldPath) -> None:
        """Takes an entry out of a list that has others; the comments above it stay."""
        start, end = self._span(path)
        dash = self.text.rfind("-", 0, start)
        if self._brackets_around(path) is not None:
            before, behind = self._beside(path)
            self._splice(*((max(before), end) if before else (start, min(behind))), "")
        elif self._begins_line(dash):
            self._splice(self._line_start(dash), self._next_line(end), "")
        else:
            raise LookupError

    # What stands where

    def _at(self, path: FieldPath) -> Place:
        place = self._top
        for step in path:
            place = place.inner[step]
        return place

    def _in_brackets(self, place: Place) -> bool:
        return place.kind != "text" and self.text[place.value[0]] in "[{"

    def _brackets_around(self, path: FieldPath) -> FieldPath | None:
        """The way to the outermost brackets that a value stands in; its own do not count."""
        ways = (path[:depth] for depth in range(len(path)))
        return next((way for way in ways if self._in_brackets(self._at(way))), None)

    def _span(self, path: FieldPath) -> Span:
        place = self._at(path)
        return place.value[0], self._end(place)

    def _end(self, place: Place) -> int:
        """Where a value ends, without the comments and empty lines that the parser counts with it."""
        if place.kind != "text" and not self._in_brackets(place):
            return max(map(self._end, place.inner.values()))
        written = self.text[slice(*place.value)]
        if written[:1] not in ("|", ">"):
            return place.value[1]
        keeps_empty_lines = "+" in _BREAK.split(written, maxsplit=1)[0]
        return place.value[0] + len(
            re.sub(r"(\r\n|\r|\n)\Z", "", written) if keeps_empty_lines else written.rstrip("\r\n")
        )

    def _beside(self, path: FieldPath) -> tuple[list[int], list[int]]:
        """Where the fields or entries before one end, and where those behind it begin."""
        begins = {(one.key or one.value)[0]: one for one in self._at(path[:-1]).inner.values()}
        at = next(begin for begin, one in begins.items() if one is self._at(path))
        before = [self._end(one) for begin, one in begins.items() if begin < at]
        return before, [begin for begin in begins if begin > at]

    def _line_start(self, at: int) -> int:
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def _line_end(self, at: int) -> int:
        found = _BREAK.search(self.text, at)
        return found.start() if found else len(self.text)

    def _next_line(self, at: int) -> int:
        found = _BREAK.search(self.text, at)
        return found.end() if found else len(self.text)

    def _column(self, at: int) -> int:
        return at - self._line_start(at)

    def _begins_line(self, at: int) -> bool:
        return self.text[self._line_start(at) : at].strip(" ") == ""

    def _dashes(self, place: Place) -> Iterator[int]:
        """How far right of its key the dashes of each list stand."""
        for inner in place.inner.values():
            if inner.kind == "list" and inner.key and not self._in_brackets(inner):
                yield self._column(inner.value[0]) - self._column(inner.key[0])
            yield from self._dashes(inner)

    # How text is put in

    def _splice(self, start: int, end: int, new: str) -> None:
        self.text = self.text[:start] + new + self.text[end:]
        self._top = places(self.text, DEEPEST)

    def _add_lines(self, after: int, lines: list[str]) -> None:
        column = len(lines[0]) - len(lines[0].lstrip(" "))
        end = self._below(self._line_end(after), column)
        self._splice(end, end, "".join(self._newline + line for line in lines))

    def _below(self, end: int, column: int) -> int:
        """The end of a line, or of the last comment under it that stands further right and so belongs to it."""
        below = end
        while (found := _COMMENT.match(self.text, end)) and (not found[2] or len(found[1]) > column):
            end = found.end()
            below = end if found[2] else below
        return below

    def _push_down(self, path: FieldPath, sign: str, step: int) -> None:
        """Puts the value of a field into the lines below its key, behind `sign`."""
        key, end = _key(self._at(path)), self._span(path)[1]
        colon = self._colon(path)
        margin = " " * (self._column(key[0]) + step)
        self._splice(colon, end, f"{self._newline}{margin}{sign}{shifted(self.text[colon:end])}")

    def _colon(self, path: FieldPath) -> int:
        return self.text.index(":", _key(self._at(path))[1]) + 1

    def _enclose(self, path: FieldPath, opening: str, closing: str) -> None:
        start, end = self._span(path)
        self._splice(start, end, opening + self.text[start:end] + closing)

    def _add_in_brackets(self, path: FieldPath, last: int | None, new: str) -> None:
        """Adds `new` behind what ends at `last`, or as the only thing in the brackets."""
        at = self._at(path).value[0] + 1 if last is None else last
        self._splice(at, at, new if last is None else f", {new}")
        around = self._brackets_around(path)
        self._fit(path if around is None else around)

    def _fit(self, path: FieldPath) -> None:
        """Writes what stands in brackets anew if a line of it has become too long, unless it has comments."""
        start, end = self._span(path)
        lines = _BREAK.split(self.text[self._line_start(start) : end])
        has_comments = len(lines) > 1 and "#" in self.text[start:end]
        if max(map(len, lines)) > WIDTH and not has_comments:
            self._write_anew(path, as_spelt(self.text, self._at(path)))

    def _write_anew(self, path: FieldPath, value: Data) -> None:
        """Writes a value in the style of the house where one stands that is in no brackets. Comments beside it stay."""
        start, end = self._span(path)
        lines = self._lines(path, value)
        since = self._colon(path) if path and isinstance(path[-1], str) else start
        lines[0] += self._comments_beside(since, start, end)
        self._splice(since, self._line_end(end), self._newline.join(lines))

    def _comments_beside(self, since: int, start: int, end: int) -> str:
        """The comments between a key and its value, behind the sign of a folded text, and behind the value."""
        sign_line = self._line_end(start) if self.text[start] in "|>" else start
        parts = [self.text[since : min(start, self._line_end(since))], self.text[start:sign_line]]
        parts.append(self.text[end : self._line_end(end)])
        return "".join(found[0].rstrip() for part in parts if (found := re.search("[ \t]+#.*", part)))

    def _lines(self, path: FieldPath, value: Data) -> list[str]:
        """The lines of a value, the first of them as far as it follows a key's colon or a dash and a space."""
        if path and isinstance(path[-1], str):
            column = self._column(_key(self._at(path))[0])
            lines = field(path[-1], value, column, self._dash)
            return [lines[0].partition(":")[2], *lines[1:]]
        column = self._column(self._at(path).value[0])
        if isinstance(value, dict) and not path:
            return fields(value, column, self._dash)
        first, *rest = entry(value, column - STEP, self._dash)
        return [first.removeprefix(" " * (column - STEP) + "- "), *rest]


def _key(place: Place) -> Span:
    if place.key is None:
        raise LookupError
    return place.key
