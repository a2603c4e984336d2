"""Why nothing was written, at the top of a page: each problem in words, leading to the field in which it is mended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from generator.problems import FieldPath, Problem, Severity
from generator.serve.form import key_of, trail
from generator.serve.frame import linked
from generator.serve.parts import Group, Part, Typed, find, is_filled
from generator.serve.sentences import in_sentences
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
        words = in_sentences(problem.headline, problem.help)
        is_here = problem.file == self.file and problem.path[: len(self.path)] == self.path
        if not is_here:
            return Wrong(words, place="" if problem.file == self.file else problem.file)
        path = problem.path[len(self.path) :]
        if problem.code == "missing-key" and (missing := _QUOTED.search(problem.headline)):
            path = (*path, missing[1])
            part = find(self.parts, key_of(self.parts, self.data, self.typed, path))
            words = (
                in_sentences(f"This is needed: {part.help}") if part and part.name == missing[1] else words
            )
        key = key_of(self.parts, self.data, self.typed, path)
        if problem.code == "not-one-of" and (group := self._group(key)):
            words = _one_of(group, problem)
        return self.at(key, words) if key else Wrong(words)

    def _group(self, key: str) -> Group | None:
        """The group at a way in the form, or the one whose field is there."""
        found = (find(self.parts, one) for one in (key, key.rpartition(".")[0]))
        return next((one for one in found if isinstance(one, Group)), None)


def _one_of(group: Group, problem: Problem) -> str:
    """That one of some fields has to be filled in, and no two of them, by what they are called in the form."""
    choices = group.record.struct.exactly_one
    labels = [
        group.label if one.name == group.main else one.label for one in group.parts if one.name in choices
    ]
    every = f"{', '.join(f'“{one}”' for one in labels[:-1])} or “{labels[-1]}”"
    if problem.headline.endswith("several"):
        return f"Only one of these can be filled in: {every}. Empty the others."
    rest = [one.label for one in group.parts if one.name not in choices and is_filled(one)]
    out = f" To say nothing of it at all, take out what else is said of it ({', '.join(rest)})."
    return f"Nothing is filled in here. Fill in {every}.{out if rest and not group.required else ''}"


def errors_first(problems: Sequence[Problem]) -> list[Problem]:
    """What has to be mended, then the rest."""
    return sorted(problems, key=lambda one: one.severity is not Severity.ERROR)


def by_key(wrongs: Sequence[Wrong]) -> dict[str, str]:
    """What is wrong at each way in a form."""
    found: dict[str, str] = {}
    for one in wrongs:
        if one.key:
            said = in_sentences(one.words)
            found[one.key] = f"{found[one.key]} {said}" if one.key in found else said
    return found


def refusal(words: str, wrongs: Sequence[Wrong] = (), problems: str = "", at: str = "") -> str:
    """Why nothing was written; `problems` are the same as the terminal tells them, `at` the sentence that was chosen."""
    said = f"<p>{escape(in_sentences(words))}</p>" if words else ""
    items = "".join(f"<li>{_item(one)}</li>" for one in dict.fromkeys(wrongs))
    told = f"<details><summary>The same with files and lines</summary><pre>{linked(problems)}</pre></details>"
    return (
        f'<div role="alert" class="preview-refused" tabindex="-1" autofocus data-at="{escape(at)}">'
        f"<strong>Nothing was written.</strong>{said}{f'<ul>{items}</ul>' if items else ''}{told if problems else ''}</div>"
    )


def _item(one: Wrong) -> str:
    said = escape(in_sentences(one.words))
    if one.key:
        return f'<a href="#{id_of(one.key)}">{escape(one.place)}</a>: {said}'
    return f"{escape(one.place)}: {said}" if one.place else said
