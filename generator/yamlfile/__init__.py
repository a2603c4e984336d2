"""YAML to plain data: mappings, lists and text, with every fault in the file and its place.

Every scalar is text; what it means is for the field it stands in to say. The file is read as events and never loaded or
composed, since libyaml crashes on deep nesting where it builds documents itself. What facts do not need (anchors,
aliases, tags, merge keys) is refused in the same pass. Positions are not carried along: `Places` reads the file again.
"""

from __future__ import annotations

import re
from itertools import islice

from generator.problems import FieldPath, Mark, Part, Problem
from generator.yamlfile import characters
from generator.yamlfile.characters import LARGEST, Fault, Text, lines
from generator.yamlfile.plain import DEEPEST, Data, plain
from generator.yamlfile.simple import simple

__all__ = ["DEEPEST", "LARGEST", "Data", "Places", "lines", "locate", "parse"]

_TOLERABLE = frozenset({"repeated-key", "empty-value", "yaml-anchor", "yaml-alias", "yaml-tag"})


def parse(content: bytes, file: str) -> tuple[Data | None, list[Problem]]:
    """The data in a file, and every problem in it, each with its mark.

    The data is None where a problem leaves it in doubt.
    """
    text = Text(content)
    refused = characters.refusal(content)
    if refused:
        return None, [_problem(refused, text, file)]
    data = simple(text.readable, DEEPEST) or plain(text.readable, DEEPEST)
    found = list(characters.faults(text))
    if data is None:
        from generator.yamlfile.careful import Reader

        reader = Reader(text)
        data = reader.read()
        found += reader.faults
    problems = [_problem(fault, text, file) for fault in found]
    return (data if all(problem.code in _TOLERABLE for problem in problems) else None), problems


def _problem(fault: Fault, text: Text, file: str) -> Problem:
    return Problem(fault.code, file, fault.headline, fault.help, mark=text.mark(fault.start, fault.end))


class Places:
    """Where the fields of a file stand, for as many of them as are asked for."""

    def __init__(self, content: bytes) -> None:
        from generator.yamlfile.places import places

        self._text = Text(content)
        self._top = places(self._text.readable, DEEPEST)

    def mark(self, path: FieldPath, part: Part) -> Mark:
        """The mark of a field's key or value, to the end of its first line at most.

        Where the path leads nowhere it is the nearest ancestor: for a missing key the key of the mapping that lacks it,
        for a step into a text that text. The top is the first line.
        """
        span = self._top.span(path, part)
        return self._text.mark(*span) if span else Mark(1, 1)

    def mark_of_words(self, path: FieldPath, words: str, before: int) -> Mark:
        """The mark of words within a value, in which they stand so often before; of the value where they are not found as they are."""
        span = self._top.span(path, Part.VALUE)
        if span is None:
            return Mark(1, 1)
        pattern = r"\s+".join(map(re.escape, words.split()))
        every = re.finditer(pattern, self._text.written[slice(*span)])
        found = next(islice(every, before, None), None) if pattern else None
        return self._text.mark(*((span[0] + at for at in found.span()) if found else span))


def locate(content: bytes, path: FieldPath, part: Part) -> Mark:
    """The mark of one field; `Places` for more than one."""
    return Places(content).mark(path, part)
