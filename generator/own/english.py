"""All English words of the site: what a dossier in another language translates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from generator import datewords
from generator.evidencewords import FIRST, LATER
from generator.holding import MENTIONED
from generator.kinds import Kind, Many, Record, Scalar, Type, type_of
from generator.pages import GATHERED
from generator.wordings.differences import PATTERNS

_FILLED: Final = re.compile(r"\{\w+\}")

SENTENCES: Final = (
    ", ",
    "; ",
    "paragraph {p}",
    "paragraphs {p} to {q}",
    "paragraph {p}, sentence {s}",
    "paragraph {p}, sentences {s} to {u}",
    "one of them",
    "one speaker",
    "one report",
    "{n} articles, which name no report in common.",
    "{n} articles, resting on {m} reports in all.",
    "{n} articles, resting on {least} to {most} reports; what they say does not settle how many.",
    "Both articles take this from {what}: {name}.",
    "All {n} articles take this from {what}: {name}.",
    "Both articles may rest on {what}, {name}: our conclusion, since they do not both say so.",
    "All {n} articles may rest on {what}, {name}: our conclusion, since they do not all say so.",
    "Quotations checked against the article, word for word: {n}.",
    "Too short to be checked so: {words}.",
    "Quotations that cannot be checked here, since nothing of the article is kept: {n}.",
    "{first} and {second}, side by side",
    "What is reported of two versions of the plan, point by point.",
    "What is not known",
    "Timeline",
)
"""What is said to readers from within a sentence of code; a test holds that nothing else is."""

_SAID: Final = re.compile(r"""\bt\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*\)""")


def english(folders: Sequence[Path], kinds: Iterable[Kind]) -> list[str]:
    """The words in the layouts of these folders, those of these kinds, and those of sentences that no layout writes; each once."""
    of_heads = (text for *_, head in GATHERED for text in (head.title, head.description))
    said = (
        *_of_layouts(folders), *of_heads, *_of_kinds(kinds), MENTIONED, *SENTENCES, *FIRST, *LATER,
        *PATTERNS, *datewords.to_translate(),
    )  # fmt: skip
    return [word for word in dict.fromkeys(said) if word]


def _of_layouts(folders: Sequence[Path]) -> Iterator[str]:
    taken: set[str] = set()
    for folder in folders:
        for path in sorted(folder.glob("*.html")):
            if path.name not in taken:
                taken.add(path.name)
                yield from words_in(path.read_text(encoding="utf-8", errors="replace"))


def words_in(layout: str) -> Iterator[str]:
    """What a layout says in words of the site, in the order in which it stands there."""
    for found in _SAID.finditer(layout):
        yield re.sub(r"\\(.)", r"\1", found[1] or found[2])


def _of_kinds(kinds: Iterable[Kind]) -> Iterator[str]:
    for kind in kinds:
        yield from (kind.plural, kind.intro, kind.gone_title, *(back for _, back in kind.id_parts))
        if re.search(r"\w", _FILLED.sub("", kind.title)):
            yield kind.title
        yield from _backs(type_of(kind.record))


@cache
def _backs(kind: Type) -> tuple[str, ...]:
    """What references are called on the pages they lead to."""
    if isinstance(kind, Scalar):
        return (kind.back,)
    if isinstance(kind, Many):
        return _backs(kind.item)
    assert isinstance(kind, Record)
    return tuple(dict.fromkeys(back for field in kind.fields for back in _backs(field.type)))
