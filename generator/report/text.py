"""Problems for people: the line as it is written, with the place marked, and the cure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from generator.problems import Mark
from generator.report.located import Located, and_more, numbered, sentence, summary, visible

EXAMPLES = 5
"""How many problems of one code are told in full."""

BRIEF = 5
"""How many more of them are told in a line each; the rest is counted. So a mistake made a thousand times is one screen."""

_LINE = 80
_BEFORE = 30


def as_text(found: Sequence[Located], closing: str = "") -> str:
    """The problems by file and place, those of each code first in full, then in a line each, then counted; and the sum.

    `closing` is said after the sum: "3 errors in 2 files; nothing was written".
    """
    blocks: list[str] = []
    for number, one in numbered(found):
        if number <= EXAMPLES:
            blocks.append(f"{_block(one)}\n")
        elif number <= EXAMPLES + BRIEF:
            blocks += [_in_short(one)] if number == EXAMPLES + 1 else []
            blocks.append(_line(one))
    rest = [more for _, more in and_more(found, EXAMPLES + BRIEF)]
    told = _spaced([*blocks, *rest])
    return "\n".join([*told, "; ".join(filter(None, [summary(found), closing]))])


def _spaced(blocks: Sequence[str]) -> list[str]:
    """The blocks with an empty line after each, and after the last of lines that stand together."""
    following = [*blocks[1:], "\n"]
    return [
        block if block.endswith("\n") or not after.endswith("\n") else f"{block}\n"
        for block, after in zip(blocks, following, strict=False)
    ]


def _head(one: Located) -> str:
    problem, mark = one.problem, one.mark
    return f"{sentence(problem.file)}:{mark.line}:{mark.column}: {problem.severity.value}[{problem.code}]"


def _in_short(one: Located) -> str:
    return f"{EXAMPLES} of {one.problem.code} are shown in full; more of them in a line each:"


def _line(one: Located) -> str:
    said = [one.problem.headline, one.problem.help]
    return f"{_head(one)} {'; '.join(sentence(text) for text in said if text)}"


def _block(one: Located) -> str:
    problem, mark = one.problem, one.mark
    cure = [f"  {sentence(problem.help)}"] if problem.help else []
    excerpt = _excerpt(one.written, mark) if one.written and one.written.strip(" ") else []
    return "\n".join([_head(one), f"  {sentence(problem.headline)}", *excerpt, *cure])


def _excerpt(line: str, mark: Mark) -> list[str]:
    start = min(mark.column - 1, len(line))
    begin, end = _window(line, start)
    marked = visible(line[start : min(start + mark.length, end)])
    before = f"  {mark.line} | {'…' if begin else ''}{visible(line[begin:start])}"
    after = visible(line[min(start + mark.length, end) : end])
    whole = f"{before}{marked}{after}{'…' if end < len(line) else ''}"
    return [whole.rstrip(), " " * _width(before) + "^" * max(1, _width(marked))]


def _window(line: str, start: int) -> tuple[int, int]:
    if len(line) <= _LINE and _fitting(line, _LINE) == len(line):
        return 0, len(line)
    begin = start - _fitting(reversed(line[max(0, start - _BEFORE) : start]), _BEFORE)
    return begin, begin + _fitting(line[begin : begin + _LINE], _LINE)


def _fitting(characters: Iterable[str], room: int) -> int:
    """How many of the characters have room in so many columns; what is written over another takes one all the same."""
    count = 0
    for character in characters:
        room -= max(1, _width(visible(character)))
        if room < 0:
            break
        count += 1
    return count


def _width(shown: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex 11)."""
    return sum(0 if unicodedata.category(one) in {"Mn", "Me"} else _columns(one) for one in shown)


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
