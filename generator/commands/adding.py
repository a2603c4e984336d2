"""What is said of an article that is taken in: what was written, what is left to do, what has changed in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.articles import TEXTS, Addition, CannotUse, guessed, text_of
from generator.build import read_settings
from generator.commands.common import wrong_usage
from generator.dossier import Dossier
from generator.edit import Edit
from generator.edit.written import in_brackets
from generator.evidence import Evidence
from generator.fingerprint import Fingerprint
from generator.fingerprint.changes import Changes
from generator.kinds import ID
from generator.problems import as_id
from generator.quotes import earlier_of, places_of
from generator.read import read_file
from generator.yamlfile import parse


def id_of(typed: str | None, text: Path) -> str:
    """The id that was given, or the name of the file; ends with 2 where that is none."""
    if typed is not None and not re.fullmatch(ID, typed):
        wrong_usage(f"--id '{typed}' is no id; write it as '{as_id(typed)}'")
    if typed is None and not re.fullmatch(ID, text.stem):
        wrong_usage(
            f"'{text.stem}', the name of the file, is no id; say which it is to have: --id {as_id(text.stem)}"
        )
    return text.stem if typed is None else typed


def added_told(source_id: str, added: Addition, kept: Iterable[Edit] = ()) -> Iterator[str]:
    """What was written, with the text if that was `kept`."""
    if not added.edits:
        yield f"Nothing is new: seeds/{source_id}.yaml and its fingerprint are those of this text."
        yield from (f"  written: {edit.file}" for edit in kept)
        return
    extent = added.made.extent
    yield f"{source_id}: {len(extent)} paragraphs, {sum(extent)} sentences."
    yield from (f"  written: {edit.file}" for edit in (*added.edits, *kept))
    if added.version:
        yield (
            f"The text has changed. The one before is version '{added.version}'; evidence that holds of it alone says "
            f"'version: {added.version}'."
        )


def left_to_do(project: Path, source_id: str, added: Addition, article: str) -> Iterator[str]:
    """What whoever adds an article has to see to."""
    record = f"seeds/{source_id}.yaml"
    begun = _content(project, record)
    known = guessed(source_id, article) | {"lang": read_settings(project)[0].lang}
    said, _ = parse(begun, record)
    known = {key: value for key, value in known.items() if isinstance(said, dict) and key not in said}
    if known:
        yield f"Now say in {record} what is known of it. These lines are guessed; put in what is right, and mend the rest:"
        yield from (f"{key}: {in_brackets(value)}" for key, value in known.items())
    if begun.startswith(f"name: {source_id}\n".encode()):
        yield f"Readers see it as '{source_id}' until you write behind 'name:' what it is called."
    if added.edits and kept_text(project, source_id) is None:
        yield f"With the text in {TEXTS}/{source_id}.txt, where it stays on your disk, 'seed show' has its words."


def _content(project: Path, file: str) -> bytes:
    content = read_file(project, file)
    return content if isinstance(content, bytes) else b""


def changes_told(changes: Changes, uses: Mapping[int, list[str]]) -> Iterator[str]:
    """What has changed, by the paragraph's number before, each with the facts that rest on it."""
    told = [
        (old, f"p{old} is changed" + (f" (p{new} now)" if new != old else "")) for old, new in changes.changed
    ]
    told += [(old, f"p{old} is gone") for old in changes.removed]
    told += [(old, f"p{old} is p{new} now") for old, new in (*changes.moved, *changes.same) if old != new]
    for old, line in sorted(told):
        yield f"  {line}" + (f": {', '.join(uses[old])}" if old in uses else ": no fact rests on it")
    if changes.added:
        yield "  new: " + ", ".join(f"p{number}" for number in changes.added)


def uses(dossier: Dossier, ref: str, before: Fingerprint) -> Mapping[int, list[str]]:
    """The facts that rest on each paragraph of a source, as their evidence numbers it now."""
    used: dict[int, dict[str, None]] = {}
    for held, group in dossier.groups:
        evidence = group.value
        if isinstance(evidence, Evidence) and evidence.source == ref and not earlier_of(dossier, evidence):
            for place in places_of(evidence.at, before):
                used.setdefault(place.paragraph, {})[held.ref] = None
    return {paragraph: list(facts) for paragraph, facts in used.items()}


def kept_text(project: Path, source_id: str) -> str | None:
    """The text of a source, if it is at hand; ends with 2 where it cannot be read."""
    try:
        return text_of(project, source_id)
    except CannotUse as refusal:
        wrong_usage(str(refusal))
