"""Whether every sentence of an article is accounted for, where the dossier asks for that."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator.dossier import Dossier
from generator.problems import Problem
from generator.quotes import covered


def sentences_are_used(dossier: Dossier) -> Iterator[Problem]:
    """With `coverage: full` each sentence carries a fact, or is said to carry nothing."""
    if dossier.settings.coverage == "full":
        yield from unused_sentences(dossier)


def unused_sentences(dossier: Dossier) -> Iterator[Problem]:
    """The sentences on which no fact rests and which are not said to carry nothing, by paragraph."""
    for ref, coverage in covered(dossier).items():
        for paragraph, left in groupby(coverage.unused, key=lambda one: one[0]):
            places = ", ".join(f"p{paragraph}s{sentence}" for _, sentence in left)
            cure = "let a fact rest on it, or name it under 'not_content:' with the reason"
            headline = f"no fact rests on {places}"
            path = ("sentences", paragraph - 1)
            yield Problem("unused-sentence", dossier.facts[ref].file, headline, cure, path)
