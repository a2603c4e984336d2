"""`content/words.yaml`: the words of the site in the language of the dossier, each beside the English that it stands for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from generator import yamlfile
from generator.answers import Digest, digest
from generator.curly import curly_marks
from generator.own.unseen import unseen_in
from generator.patterns import late
from generator.problems import Part, Problem, Severity, did_you_mean
from generator.read import read_file
from generator.values import Fixed

WORDS_FILE = "content/words.yaml"

MOST_GUESSES = 50
"""For so many words that the site does not have the nearest is looked for; more are no slips."""

_PLACE: Final = late(r"\{[a-z_]+\}")


class Translation(Fixed, frozen=True):
    """The words of the site: called with English ones, it gives those of the dossier; English where it has none."""

    said: Mapping[str, str] = {}

    def __call__(self, english: str) -> str:
        """The words of the dossier for these."""
        return self.said.get(english, english)

    def digest(self) -> Digest:
        """Differs between translations that say different things."""
        return digest("\0".join(word for pair in sorted(self.said.items()) for word in pair).encode())

    def beside(self, others: Mapping[str, str]) -> Translation:
        """With other words for what this one has none."""
        return Translation({**others, **self.said})


def read_words(project: Path) -> tuple[Translation, list[Problem]]:
    """The words of a dossier, none where it has no file of them, and what is wrong with that file in itself."""
    if not os.path.lexists(project / WORDS_FILE):
        return Translation(), []
    content = read_file(project, WORDS_FILE)
    if isinstance(content, Problem):
        return Translation(), [content]
    data, found = yamlfile.parse(content, WORDS_FILE)
    problems = [one for one in found if one.code != "empty-value"]  # in a list that is being filled in
    if data is None:
        return Translation(), problems
    if not isinstance(data, dict):
        cure = "write a line for each: the English words, a colon, and yours"
        return Translation(), [
            *problems,
            Problem("not-a-mapping", WORDS_FILE, "this is no list of words", cure),
        ]
    said = {
        english: text.rstrip("\n") for english, text in data.items() if isinstance(text, str) and text.strip()
    }
    marks = curly_marks(content, data, None, WORDS_FILE)
    unseen = unseen_in(data, WORDS_FILE)
    return Translation(said), [*problems, *_no_texts(data), *_misplaced(said), *unseen, *marks]


def _no_texts(data: Mapping[str, yamlfile.Data]) -> Iterator[Problem]:
    for english, one in data.items():
        if not isinstance(one, str):
            what = "a list" if isinstance(one, list) else "a group of keys"
            cure = "write a text; one that begins with [ or { is put in quotation marks"
            yield Problem("wrong-type", WORDS_FILE, f"{what} stands where words are wanted", cure, (english,))


def _misplaced(said: Mapping[str, str]) -> Iterator[Problem]:
    """Words that do not have the same places for what is filled in as the English ones."""
    for english, text in said.items():
        wanted, there = (sorted(set(_PLACE.findall(one))) for one in (english, text))
        if wanted != there or re.search(r"[{}]", _PLACE.sub("", text)):
            places = ", ".join(wanted)
            cure = f"write {places}, each as it stands here" if wanted else "write them without braces"
            headline = f"these words do not have the same places in braces as '{english}'"
            yield Problem("word-places", WORDS_FILE, headline, cure, (english,))


def untold(words: Translation, english: Iterable[str], own: Iterable[str], *, whole: bool) -> list[Problem]:
    """Words that the site does not say (`own` are those of the kinds of the dossier); for the `whole` of it, that some have none."""
    known = list(english)
    said = {*known, *own}
    strange = [one for one in words.said if one not in said]
    problems = [_strange(one, known if number < MOST_GUESSES else ()) for number, one in enumerate(strange)]
    missing = missing_in(words, known)
    if whole and missing:
        headline = (
            f"{len(missing)} of the {len(known)} words of the site stand in English, such as '{missing[0]}'"
        )
        cure = f"'factsheet words --missing' lists them; with '--into {WORDS_FILE}' it puts them at the end of that file"
        problems.append(Problem("untranslated", WORDS_FILE, headline, cure, severity=Severity.HINT))
    return problems


def missing_in(words: Translation, english: Iterable[str]) -> list[str]:
    """The English words of the site for which there are no others."""
    return [one for one in english if one not in words.said]


def _strange(typed: str, known: Iterable[str]) -> Problem:
    cure = did_you_mean(typed, list(known)) or "'factsheet words' lists all words of the site"
    headline = f"the site nowhere says '{typed}'"
    return Problem("unknown-word", WORDS_FILE, headline, cure, (typed,), Part.KEY, severity=Severity.HINT)
