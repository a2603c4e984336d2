"""Problems with their places, in the order in which they are told, and which of them are told where there are very many.

What is quoted from a file cannot act on the terminal: invisible and steering characters are shown by their number.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from generator.patterns import late
from generator.problems import Mark, Part, Problem, Severity
from generator.values import Fixed, altered
from generator.yamlfile import Places, lines

_LONGEST_SENTENCE = 500
_STEERING = late(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class Located(Fixed, frozen=True):
    """A problem, its place, and the line there as written; no line where the file cannot be read."""

    problem: Problem
    mark: Mark
    written: str | None


def located(problems: Iterable[Problem], read: Callable[[str], bytes | None]) -> list[Located]:
    """Every problem once with its place, by file, then by place. `read` gives the bytes of a file, each asked for once.

    A field of a YAML file is looked up in it; what has neither mark nor field stands in line 1. What is about the file itself shows no line.
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
    marks = [problem.mark or _place(problem, places) for problem in problems]
    there = [
        written[mark.line - 1] if mark.line <= len(written) and problem.part is not Part.FILE else None
        for problem, mark in zip(problems, marks, strict=True)
    ]
    return [Located(*one) for one in zip(problems, marks, there, strict=True)]


def _place(problem: Problem, places: Places) -> Mark:
    words, before = problem.words
    return (
        places.mark_of_words(problem.path, words, before)
        if words
        else places.mark(problem.path, problem.part)
    )


def seen_from_around(found: Iterable[Located], project: Path) -> list[Located]:
    """The same with files as they are called from where a relative `project` is: a repository may be more than the dossier."""
    if project.is_absolute():
        return list(found)
    return [
        altered(one, problem=altered(one.problem, file=(project / one.problem.file).as_posix()))
        for one in found
    ]


def numbered(found: Iterable[Located]) -> list[tuple[int, Located]]:
    """Each with its number among those of the same code, from 1: by it the first are told and the rest only counted."""
    seen: Counter[str] = Counter()
    every = []
    for one in found:
        seen[one.problem.code] += 1
        every.append((seen[one.problem.code], one))
    return every


def and_more(found: Iterable[Located], told: int) -> list[tuple[Located, str]]:
    """How many more there are of each code than were told, in words, with the first of them."""
    rest: dict[str, list[Located]] = {}
    for number, one in numbered(found):
        if number > told:
            rest.setdefault(one.problem.code, []).append(one)
    return [
        (more[0], f"… and {len(more)} more of {code} in {_count(_files(more), 'file')}")
        for code, more in rest.items()
    ]


def summary(found: Sequence[Located]) -> str:
    """How many there are of each severity, and in how many files."""
    counts = Counter(one.problem.severity for one in found)
    sums = [_count(counts[severity], severity.value) for severity in Severity if counts[severity]]
    if not sums:
        return "no problems"
    listed = ", ".join(sums[:-1]) + " and " + sums[-1] if sums[1:] else sums[0]
    return f"{listed} in {_count(_files(found), 'file')}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _files(found: Sequence[Located]) -> int:
    return len({one.problem.file for one in found})


def sentence(text: str) -> str:
    """A sentence in one line, cut where it has no end."""
    cut = text if len(text) <= _LONGEST_SENTENCE else text[: _LONGEST_SENTENCE - 1] + "…"
    return visible(cut.replace("\n", " "))


def visible(text: str) -> str:
    """A text in which nothing is hidden: what cannot be seen stands there by its number."""
    shown = (one if one.isprintable() else f"<U+{ord(one):04X}>" for one in text.replace("\t", "→"))
    return "".join(shown)


def as_object(value: object) -> str:
    """A value as JSON (RFC 8259) that keeps letters as they are and escapes what would be invisible."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
