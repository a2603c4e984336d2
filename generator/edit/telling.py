"""Where a fact is named, in words: file, line, and the way through the fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.edit.mentions import Mention, Spelling
from generator.edit.renaming import Files
from generator.edit.values import data_of
from generator.problems import FieldPath
from generator.yamlfile import Data


def told(files: Files, found: Sequence[Mention]) -> Iterator[str]:
    """Mentions, each in a line: its place, its field in words, and what it names if that is not the whole fact."""
    data = {file.file: data_of(file) for file in files.every if file.file in {one.file for one in found}}
    for one in found:
        yield f"{one.file}:{one.line}: {field_in_words(one, data[one.file])} ({one.target})"


def counted(found: Sequence[Mention], ref: str) -> str:
    """How many places name a fact."""
    places, files = len(found), len({one.file for one in found})
    where = "1 file" if files == 1 else f"{files} files"
    return f"1 place in {where} names {ref}." if places == 1 else f"{places} places in {where} name {ref}."


def field_in_words(mention: Mention, data: Data) -> str:
    """The way to a mention, entries by their ids: `participants 'envoy', actor`."""
    if mention.spelling is Spelling.PATH:
        return "the place of the file"
    words = ", ".join(_steps(mention.path, data))
    return f"{words}: a link" if mention.spelling is Spelling.LINK else words


def _steps(path: FieldPath, data: Data) -> Iterator[str]:
    word, inner = "", data
    for step in path:
        if isinstance(step, int) and isinstance(inner, list):
            word += _which(inner, step)
            inner = inner[step]
        elif isinstance(inner, dict):
            yield from [word] if word else []
            word, inner = str(step).replace("_", " "), inner[str(step)]
    yield word


def _which(entries: list[Data], index: int) -> str:
    entry = entries[index]
    if isinstance(entry, dict) and isinstance(entry.get("id"), str):
        return f" '{entry['id']}'"
    return f" {index + 1}" if len(entries) > 1 else ""
