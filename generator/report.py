"""Problems told: one result, as text for people or as JSON for programs. Finding them is elsewhere; nothing is printed here.

What is quoted from a file cannot act on the terminal: invisible and steering characters are shown by their number.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.problems import Mark, Problem, Severity
from generator.yamlfile import Places, lines

EXAMPLES = 5
"""How many problems of one code are told in full."""

_LINE = 80
_BEFORE = 30
_LONGEST_SENTENCE = 500
_STEERING = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Located:
    """A problem, its place, and the line there as written; no line where the file cannot be read."""

    problem: Problem
    mark: Mark
    written: str | None


def located(problems: Iterable[Problem], read: Callable[[str], bytes | None]) -> list[Located]:
    """Every problem once with its place, by file, then by place. `read` gives the bytes of a file, each asked for once.

    A field of a YAML file is looked up in it; what has neither mark nor field stands in line 1.
    """
    by_file: dict[str, list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        by_file.setdefault(problem.file, []).append(problem)
    found = [one for file in sorted(by_file) for one in _in_file(by_file[file], read(file))]
    return sorted(found, key=_order)


def _order(one: Located) -> tuple[str, int, int, str, str]:
    return one.problem.file, one.mark.line, one.mark.column, one.problem.code, one.problem.headline


def _in_file(problems: list[Problem], content: bytes | None) -> list[Located]:
    if content is None:
        return [Located(problem, problem.mark or Mark(1, 1), None) for problem in problems]
    is_yaml = problems[0].file.endswith((".yaml", ".yml"))
    places = Places(content if is_yaml else b"")  # prose has no fields: what has no mark there is in line 1
    written = lines(content)
    marks = [problem.mark or places.mark(problem.path, problem.part) for problem in problems]
    there = [written[mark.line - 1] if mark.line <= len(written) else None for mark in marks]
    return [Located(*one) for one in zip(problems, marks, there, strict=True)]


def as_text(found: Sequence[Located], closing: str = "") -> str:
    """For people: the first problems of each code with the line they stand in, how many more there are, and the sum.

    `closing` is said after the sum: "3 errors in 2 files; nothing was written".
    """
    told: Counter[str] = Counter()
    more: dict[str, list[Located]] = {}
    blocks: list[str] = []
    for one in found:
        told[one.problem.code] += 1
        if told[one.problem.code] <= EXAMPLES:
            blocks.append(_block(one))
        else:
            more.setdefault(one.problem.code, []).append(one)
    if more:
        blocks.append("\n".join(_and_more(code, rest) for code, rest in more.items()))
    return "\n\n".join([*blocks, "; ".join(filter(None, [summary(found), closing]))])


def summary(found: Sequence[Located]) -> str:
    """How many there are of each severity, and in how many files."""
    counts = Counter(one.problem.severity for one in found)
    sums = [_count(counts[severity], severity.value) for severity in Severity if counts[severity]]
    if not sums:
        return "no problems"
    listed = ", ".join(sums[:-1]) + " and " + sums[-1] if sums[1:] else sums[0]
    return f"{listed} in {_count(_files(found), 'file')}"


def as_json(found: Sequence[Located]) -> str:
    """For programs: a list of objects with `code, severity, file, line, column, path, message, help`; all problems.

    JSON (RFC 8259) that keeps letters as they are and escapes what would be invisible.
    """
    text = json.dumps([_as_object(one) for one in found], ensure_ascii=False, indent=2)
    return _STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _as_object(one: Located) -> dict[str, str | int | list[str | int]]:
    return {
        "code": one.problem.code,
        "severity": one.problem.severity.value,
        "file": one.problem.file,
        "line": one.mark.line,
        "column": one.mark.column,
        "path": list(one.problem.path),
        "message": one.problem.headline,
        "help": one.problem.help,
    }


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _files(found: Sequence[Located]) -> int:
    return len({one.problem.file for one in found})


def _and_more(code: str, rest: Sequence[Located]) -> str:
    return f"… and {len(rest)} more of {code} in {_count(_files(rest), 'file')}"


def _block(one: Located) -> str:
    problem, mark = one.problem, one.mark
    head = f"{_sentence(problem.file)}:{mark.line}:{mark.column}: {problem.severity.value}[{problem.code}]"
    cure = [f"  {_sentence(problem.help)}"] if problem.help else []
    excerpt = _excerpt(one.written, mark) if one.written and one.written.strip(" ") else []
    return "\n".join([head, f"  {_sentence(problem.headline)}", *excerpt, *cure])


def _excerpt(line: str, mark: Mark) -> list[str]:
    start = min(mark.column - 1, len(line))
    begin, end = _window(line, start)
    marked = _visible(line[start : min(start + mark.length, end)])
    before = f"  {mark.line} | {'…' if begin else ''}{_visible(line[begin:start])}"
    after = _visible(line[min(start + mark.length, end) : end])
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
        room -= max(1, _width(_visible(character)))
        if room < 0:
            break
        count += 1
    return count


def _sentence(text: str) -> str:
    cut = text if len(text) <= _LONGEST_SENTENCE else text[: _LONGEST_SENTENCE - 1] + "…"
    return _visible(cut.replace("\n", " "))


def _visible(text: str) -> str:
    shown = (one if one.isprintable() else f"<U+{ord(one):04X}>" for one in text.replace("\t", "→"))
    return "".join(shown)


def _width(shown: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex 11)."""
    return sum(0 if unicodedata.category(one) in {"Mn", "Me"} else _columns(one) for one in shown)


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
