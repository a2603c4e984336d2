"""Rules about the world that no single field can hold: two tuples of functions that yield problems.

A rule is about one fact wherever it can be: then it looks at that fact, at what it names, and at what names it, never through
all facts, so that it need not be asked again before one of these has changed. Each is asked of every fact that has taken
shape, also where references dangle (those are told by `link`), so it looks up with care and says nothing of what it cannot find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.checks import evidence, facts, phrased, quotes, reasoned, sentences, texts
from generator.checks.examined import Examined
from generator.dossier import Dossier, Held
from generator.problems import Problem

FactCheck = Callable[[Examined], Iterable[Problem]]
DossierCheck = Callable[[Dossier], Iterable[Problem]]

FACT_CHECKS: tuple[FactCheck, ...] = (
    evidence.facts_have_evidence,
    evidence.sources_were_read,
    evidence.places_are_inside,
    evidence.extents_are_real,
    evidence.chains_lead_back,
    evidence.time_words_fit,
    evidence.quotes_are_short,
    reasoned.silence_is_told,
    reasoned.conclusions_have_reasons,
    quotes.fingerprints_fit,
    quotes.quotes_stand,
    quotes.sources_are_not_given_whole,
    sentences.sentences_are_used,
    facts.entries_have_one_id,
    facts.ids_begin_with_the_date,
    texts.prose_is_plain,
    texts.texts_can_be_read,
    facts.lists_are_long_enough,
    facts.points_are_named,
    facts.drafts_are_whole,
    facts.names_exist,
    phrased.questions_ask,
    phrased.views_follow_the_name,
    phrased.words_are_your_own,
)
"""What is asked of every fact, and of the settings."""

DOSSIER_CHECKS: tuple[DossierCheck, ...] = (
    facts.lineages_have_no_loops,
    quotes.fingerprints_have_versions,
)
"""What only several facts together can answer."""


def check(dossier: Dossier) -> list[Problem]:
    """All that is wrong with the facts of a dossier, with its settings, and among them."""
    faults = [problem for held in dossier.written for problem in faults_of(dossier, held)]
    return faults + [problem for ask in DOSSIER_CHECKS for problem in ask(dossier)]


def faults_of(dossier: Dossier, held: Held) -> list[Problem]:
    """All that is wrong with one fact, or with the settings, by itself."""
    examined = Examined(dossier, held)
    return [problem for ask in FACT_CHECKS for problem in ask(examined)]
