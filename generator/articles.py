"""The articles themselves, where somebody has them at hand: read, numbered, searched, and made into record and fingerprint.

Texts lie in `seeds/texts/`, which git ignores and the build never looks into. Only `keeping` copies one, when asked to.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.edit import Edit, new_file, remove_field, set_field
from generator.facts.source import SOURCE
from generator.fingerprint import Fingerprint, Word, choose_salt, make, paragraphs, sentences, words
from generator.fingerprint.changes import Changes, changed
from generator.fingerprint.places import Place
from generator.fingerprint.storage import LARGEST, dump, load
from generator.problems import Problem
from generator.read import read_file
from generator.values import Fixed
from generator.yamlfile import LARGEST as MOST_READ
from generator.yamlfile import Data, parse

TEXTS = f"{SOURCE.folder}/texts"
"""The folder of the texts."""

_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml|!--)", re.IGNORECASE)
_DAY_AT_END = re.compile(r"-(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\Z")
_LONGEST_HEADLINE = 25
"""Words: what has more of them is the first paragraph of a text that was saved without its headline."""
_EDGES = " \t.,;:!?…()[]"
_MARKS = "\"'“”„‟«»‘’‚‹›「」『』"


class CannotUse(Exception):
    """A text that is not taken; the message says why, and what to do."""


class Addition(Fixed, frozen=True):
    """What adding a text to the sources would write, and what has changed since the version before, if there was one."""

    edits: tuple[Edit, ...]
    made: Fingerprint
    changes: Changes | None = None
    version: str = ""


class Found(Fixed, frozen=True):
    """Where words stand, and the quote for it."""

    place: Place
    quote: str


def read_article(project: Path, path: Path) -> str:
    """The text of an article in a plain-text file. Raises `CannotUse`."""
    inside = Path(os.path.realpath(path))
    top = Path(os.path.realpath(project))
    if inside.is_relative_to(top) and not inside.is_relative_to(top / TEXTS):
        raise CannotUse(f"{path} would go out with the dossier; move it to {TEXTS}/, which git ignores")
    try:
        with path.open("rb") as opened:
            return as_text(opened.read(LARGEST + 1), str(path))
    except OSError as error:
        raise CannotUse(f"{path} cannot be read: {error.strerror}") from None


def text_of(project: Path, source_id: str) -> str | None:
    """The text of a source in the folder of the texts, if there is one. Raises `CannotUse`."""
    file = f"{TEXTS}/{source_id}.txt"
    if not os.path.lexists(project / file):
        return None
    content = read_file(project, file, LARGEST)
    if isinstance(content, Problem):
        raise CannotUse(f"{file}: {content.headline}; {content.help}")
    return as_text(content, file)


def guessed(source_id: str, text: str) -> dict[str, Data]:
    """Fields of the record that can be guessed, to be looked at: the first line is the headline as a rule, and ids end with the day."""
    headline = paragraphs(text)[0].strip()
    found: dict[str, Data] = {}
    if len(headline.split()) <= _LONGEST_HEADLINE:
        found["title"] = {"value": headline, "evidence": {"source": source_id, "at": "p1"}}
    if day := _DAY_AT_END.search(source_id):
        found["published"] = day[1]
    return found


def keeping(project: Path, source_id: str, text: str) -> list[Edit]:
    """What puts a text into the folder of the texts; nothing where it lies there. Raises `CannotUse`."""
    file = f"{TEXTS}/{source_id}.txt"
    before = _bytes(project, file)
    return [] if before and as_text(before, file) == text else [Edit(file, before, text.encode())]


def as_text(content: bytes, name: str) -> str:
    """The bytes of a plain-text file as text; of an HTML page the article in it, by trafilatura. Raises `CannotUse`."""
    if len(content) > LARGEST:
        raise CannotUse(f"{name} is larger than any article; is it the right file?")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CannotUse(f"{name} is not UTF-8 (line {line}); save it as plain text in UTF-8") from None
    if "\0" in text:
        raise CannotUse(f"{name} is no plain text; copy the article into a text file")
    if _HTML.match(text):
        text = _out_of_html(text, name)
    if not paragraphs(text):
        raise CannotUse(f"there is nothing to read in {name}")
    return text


def _out_of_html(page: str, name: str) -> str:
    try:
        from trafilatura import extract
    except ImportError:
        cure = "install factsheet with its extra 'fetch', or copy what the page shows into a text file, a paragraph a line"
        raise CannotUse(f"{name} is HTML; {cure}") from None
    text = extract(page, include_comments=False)
    if not text:
        raise CannotUse(
            f"no article was found in {name}; copy what the page shows into a text file, a paragraph a line"
        )
    return str(text)


def addition(project: Path, source_id: str, text: str, given: Mapping[str, str]) -> Addition:
    """What is to be written so that a source has this text: its record, its fingerprint, and its earlier one if it had another.

    `given` are fields of the record (`name`, `retrieved`). Raises `CannotEdit` and `CannotUse`.
    """
    record, kept = f"{SOURCE.folder}/{source_id}.yaml", f"{SOURCE.folder}/{source_id}.fingerprint"
    before, stored = _bytes(project, record), _bytes(project, kept)
    old = _loaded(stored, kept) if stored else None
    new = make(text, old.salt if old else choose_salt(text, source_id))
    changes = changed(old, new) if old and old != new else None
    data = _data(before)
    version = _next_version(data) if changes else ""
    after = _record(before, data, new, version, {"name": source_id} | dict(given) if not before else given)
    edits = [Edit(record, before, after), Edit(kept, stored, _dumped(new))]
    if changes:
        edits.append(Edit(f"{SOURCE.folder}/{source_id}.{version}.fingerprint", b"", stored))
    return Addition(tuple(one for one in edits if one.before != one.after), new, changes, version)


def _bytes(project: Path, file: str) -> bytes:
    if not os.path.lexists(project / file):
        return b""
    content = read_file(project, file)
    if isinstance(content, Problem):
        raise CannotUse(f"{file}: {content.headline}; {content.help}")
    return content


def _dumped(made: Fingerprint) -> bytes:
    content = dump(made).encode()
    if len(content) > MOST_READ:
        raise CannotUse("this text is longer than any article; is it the right file?")
    return content


def _loaded(stored: bytes, file: str) -> Fingerprint:
    found = load(stored.decode("ascii", "replace"))
    if isinstance(found, str):
        raise CannotUse(f"{file} cannot be used: {found}; take back what was committed, or take it away")
    return found


def _data(record: bytes) -> dict[str, Data]:
    data, _ = parse(record, "") if record else ({}, [])
    return dict(data) if isinstance(data, Mapping) else {}


def _record(
    content: bytes, data: Mapping[str, Data], made: Fingerprint, version: str, given: Mapping[str, str]
) -> bytes:
    """The record as it is to be; what it says besides stays as it is written."""
    meant: dict[str, Data] = {**given, "read": "full", "sentences": list(map(str, made.extent))}
    if not content:
        return new_file(SOURCE, meant)
    if version:
        earlier: dict[str, Data] = {"id": version}
        if "retrieved" in data:
            earlier["retrieved"] = data["retrieved"]
            content = content if "retrieved" in given else remove_field(content, (), "retrieved")
        meant["versions"] = [*_versions(data), earlier]
    for key, value in meant.items():
        if data.get(key) != value:
            content = set_field(content, (), key, value)
    return content


def _versions(data: Mapping[str, Data]) -> list[Data]:
    held = data.get("versions", [])
    return list(held) if isinstance(held, list) else [held]


def _next_version(data: Mapping[str, Data]) -> str:
    taken = {one.get("id") for one in _versions(data) if isinstance(one, dict)}
    return next(str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)


def find_in(text: str, sought: str) -> Iterator[Found]:
    """Where in a text the words stand one after another, quotation marks passed over; each place with the words as it has them."""
    keys = [word.key for word in words(sought) if not word.is_mark]
    for number, line in enumerate(paragraphs(text), 1):
        parts = sentences(line)
        held = [(n, word) for n, part in enumerate(parts, 1) for word in words(part) if not word.is_mark]
        for start in range(len(held) - len(keys) + 1) if keys else ():
            stretch = held[start : start + len(keys)]
            if [word.key for _, word in stretch] == keys:
                first, last = stretch[0][0], stretch[-1][0]
                quote = _verbatim(parts[first - 1], stretch, keys) if first == last else sought
                yield Found(Place(number, first, last), quote or sought)


def _verbatim(sentence: str, stretch: Sequence[tuple[int, Word]], keys: Sequence[str]) -> str:
    """The stretch as the sentence has it, with the marks in it; nothing in scripts in which that cannot be cut out by spaces."""
    first, last = stretch[0][1].start, stretch[-1][1].start
    end = re.compile(r"\s|\Z").search(sentence, last)
    quote = sentence[first : end.start() if end else len(sentence)].strip(_EDGES)
    held = words(quote)
    if not (
        held and held[0].is_mark and held[-1].is_mark
    ):  # a single one at an end says nothing of these words
        quote = quote.strip(_EDGES + _MARKS)
    return quote if [word.key for word in held if not word.is_mark] == list(keys) else ""
