"""Why nothing was written, at the top of a page: each problem in words, leading to the field in which it is mended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from generator.problems import FieldPath, Problem, Severity
from generator.serve.form import key_of, trail
from generator.serve.frame import linked
from generator.serve.parts import Part, Typed, find
from generator.serve.widgets import id_of
from generator.yamlfile import Data

_QUOTED = re.compile(r"'([^']+)'")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A problem in words: `key` is the way in the form to where it is mended, empty where the form has no such field."""

    words: str
    key: str = ""
    place: str = ""
    """What the field is called."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent: what it was for, `data` as they stood there before, and what was typed."""

    file: str
    path: FieldPath
    parts: Sequence[Part]
    data: Data | None
    typed: Typed

    def at(self, key: str, words: str) -> Wrong:
        """A problem at a way in the form."""
        return Wrong(words, key, trail(self.parts, key)) if find(self.parts, key) else Wrong(words)

    def placed(self, problem: Problem) -> Wrong:
        """A problem that was found in the facts, where this form can mend it."""
        words = f"{problem.headline}. {problem.help}".removesuffix(". ")
        is_here = problem.file == self.file and problem.path[: len(self.path)] == self.path
        if not is_here:
            return Wrong(words, place="" if problem.file == self.file else problem.file)
        path = problem.path[len(self.path) :]
        if problem.code == "missing-key" and (missing := _QUOTED.search(problem.headline)):
            path = (*path, missing[1])
            part = find(self.parts, key_of(self.parts, self.data, self.typed, path))
            words = f"this is needed: {part.help}" if part and part.name == missing[1] else words
        key = key_of(self.parts, self.data, self.typed, path)
        return self.at(key, words) if key else Wrong(words)


def errors_first(problems: Sequence[Problem]) -> list[Problem]:
    """What has to be mended, then the rest."""
    return sorted(problems, key=lambda one: one.severity is not Severity.ERROR)


def by_key(wrongs: Sequence[Wrong]) -> dict[str, str]:
    """What is wrong at each way in a form."""
    found: dict[str, str] = {}
    for one in wrongs:
        if one.key:
            found[one.key] = f"{found[one.key]} · {one.words}" if one.key in found else one.words
    return found


def refusal(words: str, wrongs: Sequence[Wrong] = (), problems: str = "", at: str = "") -> str:
    """Why nothing was written; `problems` are the same as the terminal tells them, `at` the sentence that was chosen."""
    said = f"<p>{escape(words)}</p>" if words else ""
    items = "".join(f"<li>{_item(one)}</li>" for one in dict.fromkeys(wrongs))
    told = f"<details><summary>The same with files and lines</summary><pre>{linked(problems)}</pre></details>"
    return (
        f'<div role="alert" class="preview-refused" tabindex="-1" autofocus data-at="{escape(at)}">'
        f"<strong>Nothing was written.</strong>{said}{f'<ul>{items}</ul>' if items else ''}{told if problems else ''}</div>"
    )


def _item(one: Wrong) -> str:
    if one.key:
        return f'<a href="#{id_of(one.key)}">{escape(one.place)}</a>: {escape(one.words)}'
    return f"{escape(one.place)}: {escape(one.words)}" if one.place else escape(one.words)
