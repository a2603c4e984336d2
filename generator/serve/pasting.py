"""A text that is put on the reading desk: held against the fingerprint, and what is to be written for it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.articles import TEXTS, CannotUse, addition, as_text
from generator.edit import Edit, set_field
from generator.facts.source import SOURCE
from generator.fingerprint.changes import Changes
from generator.fingerprint.storage import LARGEST
from generator.problems import Problem
from generator.read import read_file
from generator.yamlfile import Data

_MOST_TOLD = 12

Writing = tuple[Sequence[Edit], Sequence[Edit]]
"""Edits to facts, and to what lies beside them."""


class Differs(Exception):
    """A text is another than the one that is known of a source; the message says in what."""


def put_text(project: Path, source_id: str, typed: str, extent: Sequence[int], *, newer: bool) -> Writing:
    """What is to be written so that the text of a source is held: where it fits, the text alone.

    `extent` are the sentences of its paragraphs by the record. Raises `Differs` where the text is another, unless it is meant to
    be a `newer` version, and `CannotUse`.
    """
    text = as_article(typed)
    added = addition(project, source_id, text, {})
    if added.changes and not newer:
        raise Differs(f"It does not fit the fingerprint: {'; '.join(_told(added.changes))}.")
    if extent and tuple(extent) != added.made.extent and not newer:
        raise Differs(_extents_told(extent, added.made.extent))
    return added.edits, _beside(project, source_id, text)


def new_source(project: Path, source_id: str, typed: str, given: Mapping[str, Data]) -> Writing:
    """What is to be written for an article that is no source yet; `given` are fields of its record. Raises `CannotUse`."""
    text = as_article(typed)
    added = addition(
        project, source_id, text, {key: one for key, one in given.items() if isinstance(one, str)}
    )
    groups = {key: one for key, one in given.items() if not isinstance(one, str)}
    edits = [_with(one, groups) if one.file.endswith(SOURCE.suffix) else one for one in added.edits]
    return edits, _beside(project, source_id, text)


def _with(edit: Edit, groups: Mapping[str, Data]) -> Edit:
    after = edit.after
    for key, group in groups.items():
        after = set_field(after, (), key, group)
    return replace(edit, after=after)


def as_article(typed: str) -> str:
    """What was put in, as the text of an article. Raises `CannotUse`."""
    return as_text(typed.replace("\r\n", "\n").encode(errors="replace"), "what was put here")


def _beside(project: Path, source_id: str, text: str) -> list[Edit]:
    """The text, in a folder that git leaves out, whatever else it is told."""
    meant = {f"{TEXTS}/{source_id}.txt": f"{text.rstrip()}\n", f"{TEXTS}/.gitignore": "*\n"}
    edits = [Edit(file, _there(project, file), content.encode()) for file, content in meant.items()]
    return [
        one for one in edits if one.before != one.after and not (one.file.endswith("ignore") and one.before)
    ]


def _there(project: Path, file: str) -> bytes:
    if not os.path.lexists(project / file):
        return b""
    content = read_file(project, file, LARGEST)
    if isinstance(content, Problem):
        raise CannotUse(f"{file}: {content.headline}; {content.help}")
    return content


def _told(changes: Changes) -> Iterator[str]:
    by_what = {
        "other words in": [new for _, new in changes.changed],
        "new:": list(changes.added),
        "not there any more:": list(changes.removed),
        "in another place:": [new for _, new in changes.moved],
    }
    for what, numbers in by_what.items():
        if numbers:
            named = ", ".join(f"paragraph {one}" for one in sorted(numbers)[:_MOST_TOLD])
            yield f"{what} {named}{' and more' if len(numbers) > _MOST_TOLD else ''}"


def _extents_told(known: Sequence[int], now: Sequence[int]) -> str:
    if len(known) != len(now):
        return f"The record has {len(known)} paragraphs, this text {len(now)}."
    other = [f"paragraph {n}" for n, (one, new) in enumerate(zip(known, now, strict=True), 1) if one != new]
    more = " and more" if len(other) > _MOST_TOLD else ""
    return f"It has other sentences than the record in {', '.join(other[:_MOST_TOLD])}{more}."
