"""What lies on the reading desk with an article: its sentences, the facts that use them, and for what they can be cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from generator.citing import takes_evidence
from generator.dossier import Dossier
from generator.facts.source import Source
from generator.fingerprint import paragraphs, sentences
from generator.kinds import Kind
from generator.quotes import citing, coverage_of
from generator.serve.beside import Spread
from generator.serve.names import with_entries
from generator.serve.selecting import print_of

_FIRST = ("actor", "statement", "meeting", "event")
_NOT_BEGUN = {"source", "correction"}
"""Sources are begun with their text, corrections are written with the change that they tell of."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A dossier with its kinds, the path under which its pages stand, and what has to come back with whatever is sent."""

    dossier: Dossier
    kinds: Sequence[Kind]
    base: str
    token: str


def spread_of(at: Standpoint, source_id: str, source: Source, text: str) -> Spread:
    """The desk with the text of a source."""
    dossier, ref = at.dossier, f"source:{source_id}"
    coverage = coverage_of(dossier, ref, citing(dossier, ref))
    used = dict.fromkeys(one for refs in coverage.used.values() for one in refs)
    facts = {one: (dossier.named(one), _href(at, one)) for one in used}
    return Spread(
        source_id, dossier.named(ref), source.lang or "", [sentences(one) for one in paragraphs(text)], coverage, facts,
        citable(dossier, at.kinds), _begun(at.kinds), print_of(text), at.token,
    )  # fmt: skip


def citable(dossier: Dossier, kinds: Sequence[Kind]) -> dict[str, str]:
    """All that words can be cited for, by its address, under what tells it from the rest."""
    good = {one.name for one in kinds if takes_evidence(one)}
    return {ref: name for ref, name in with_entries(dossier).items() if ref.partition(":")[0] in good}


def _begun(kinds: Sequence[Kind]) -> list[str]:
    """The kinds of which a new fact can be begun, those first that are begun most."""
    good = [one for one in kinds if takes_evidence(one) and one.name not in _NOT_BEGUN]
    ranked = sorted(good, key=lambda one: _FIRST.index(one.name) if one.name in _FIRST else len(_FIRST))
    return [one.name for one in ranked]


def _href(at: Standpoint, ref: str) -> str:
    kind, fact_id, entry = at.dossier.parted(ref)
    return f"{quote(at.base)}{kind.address_of(fact_id, entry)}"
