"""Rules about the world that no single field can hold: a tuple of functions from a dossier to problems.

Each is told of every fact that has taken shape, also where references dangle (those are told by `link`), so it looks up with
care and says nothing of what it cannot find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.checks import evidence, facts, quotes, sentences, texts
from generator.dossier import Dossier
from generator.problems import Problem

Check = Callable[[Dossier], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    evidence.facts_have_evidence,
    evidence.sources_were_read,
    evidence.places_are_inside,
    evidence.extents_are_real,
    evidence.chains_lead_back,
    evidence.time_words_fit,
    evidence.quotes_are_short,
    quotes.fingerprints_fit,
    quotes.quotes_stand,
    quotes.sources_are_not_given_whole,
    sentences.sentences_are_used,
    facts.lineages_have_no_loops,
    facts.entries_have_one_id,
    facts.ids_begin_with_the_date,
    texts.prose_is_plain,
    texts.texts_can_be_read,
    facts.lists_are_long_enough,
    facts.points_are_named,
    facts.drafts_are_whole,
    facts.names_exist,
)
"""In the order in which they are told."""
