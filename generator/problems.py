"""What can be wrong with a dossier, as values.

A problem names its file, the path of the field in it and which part of that field is meant; the line and the column are
looked up by whoever shows it (`yamlfile.locate`). Nothing here prints, and nothing here is raised.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

FieldPath = tuple[str | int, ...]
"""The way from the top of a file to a field: keys and list positions, `("participants", 0, "actor")`."""


class Severity(StrEnum):
    """How grave a problem is: an error stops what was asked for, a warning asks a person to decide and stops nothing; a hint helps."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Part(StrEnum):
    """Which part of a field a problem points at."""

    KEY = "key"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file's text: line and column from 1, and how many characters are meant (at least 1)."""

    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: `headline` says what, `help` says the cure, `file` and `path` say where.

    `file` is relative to the dossier, with forward slashes. `mark` is set only where no field path can lead to the
    place: syntax, encoding, a repeated key, a place inside Markdown.
    """

    code: str
    file: str
    headline: str
    help: str = ""
    path: FieldPath = ()
    part: Part = Part.VALUE
    mark: Mark | None = None
    severity: Severity = Severity.ERROR


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, then by place, each once: the order in which they are told, whatever order found them."""
    return sorted(dict.fromkeys(problems), key=_sort_key)


def _sort_key(problem: Problem) -> tuple[str, tuple[str, ...], int, str, str]:
    path = tuple(f"{step:09d}" if isinstance(step, int) else step for step in problem.path)
    line = problem.mark.line if problem.mark else 0
    return problem.file, path, line, problem.code, problem.headline


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None. Case and delimiters are forgiven before letters are compared."""
    choices = sorted(known)
    folded = _fold(word)
    for choice in choices:
        if _fold(choice) == folded:
            return choice
    close = difflib.get_close_matches(word[:100], choices, n=1, cutoff=0.6)
    return close[0] if close else None


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A help sentence: the nearest known word, or the known ones where they are few, or nothing."""
    guess = nearest(word, known)
    if guess is not None:
        return f"did you mean '{guess}'?"
    if 0 < len(known) <= 12:
        return "it can be " + ", ".join(f"'{choice}'" for choice in known)
    return ""


def as_id(typed: str) -> str:
    """What somebody typed where an id belongs, made into one: `Per Holm.yaml` is `per-holm`; `ada-lind` if nothing is left."""
    letters = unicodedata.normalize("NFKD", typed[:100]).encode("ascii", "ignore").decode()
    words = re.findall("[a-z0-9]+", letters.removesuffix(".yaml").casefold())
    return "-".join(words) or "ada-lind"


def _fold(word: str) -> str:
    return re.sub(r"[\W_]+", "", word).casefold()
