"""Whether every sentence of an article is accounted for, where the dossier asks for that."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator.checks.examined import Examined
from generator.coverage import Coverage
from generator.dossier import Dossier, Held
from generator.facts.source import Source
from generator.problems import Problem
from generator.quotes import citing, coverage_of, covered


def sentences_are_used(examined: Examined) -> Iterator[Problem]:
    """With `coverage: full` each sentence carries a fact, or is said to carry nothing."""
    dossier, held = examined.dossier, examined.held
    if isinstance(held.record, Source) and dossier.settings.coverage == "full":
        yield from _unused(held, coverage_of(dossier, held.ref, citing(dossier, held.ref)))


def unused_sentences(dossier: Dossier) -> Iterator[Problem]:
    """The sentences on which no fact rests and which are not said to carry nothing, by source and paragraph."""
    for ref, coverage in covered(dossier).items():
        yield from _unused(dossier.facts[ref], coverage)


def _unused(source: Held, coverage: Coverage) -> Iterator[Problem]:
    for paragraph, left in groupby(coverage.unused, key=lambda one: one[0]):
        headline = f"no fact rests on {', '.join(f'p{paragraph}s{sentence}' for _, sentence in left)}"
        cure = "let a fact rest on it, or name it under 'not_content:' with the reason"
        if paragraph == 1:
            name = source.id.partition("/")[2] or source.id
            cure += f"; if it is the headline, 'title:' rests on it: {{value: …, evidence: {{source: {name}, at: p1}}}}"
        yield Problem("unused-sentence", source.file, headline, cure, ("sentences", paragraph - 1))
