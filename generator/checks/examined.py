"""What a check is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from generator.dossier import Dossier, Held, groups_of
from generator.evidence import Evidence
from generator.facts.source import Source
from generator.kinds import Group, Leaf, leaves, type_of
from generator.problems import FieldPath
from generator.quotes import evidence_in, source_of
from generator.values import Fixed

IN_WORDS = frozenset({"choice", "language", "line", "prose", "quote", "text", "url"})
"""The forms of fields that hold words. All others have a pattern in which no word goes wrong; the words of a choice are those of a
declaration, which may be the dossier's own."""


class Cited(NamedTuple):
    """A piece of evidence in a fact, the way to it, and the record of the source that it is taken from."""

    path: FieldPath
    evidence: Evidence
    source: Source


class Examined(Fixed, frozen=True, dict=True):
    """A fact, or the settings, and the dossier that it stands in. What is written in it is gathered once for all checks."""

    dossier: Dossier
    held: Held

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group of fields in the fact, the fact itself first."""
        return tuple(groups_of(self.held))

    @cached_property
    def texts(self) -> list[Leaf]:
        """Every text in the fact whose words are the writer's to choose, in the order of its declaration."""
        return leaves(self.held.record, type_of(self.held.kind.record), IN_WORDS)

    @cached_property
    def cited(self) -> tuple[Cited, ...]:
        """Every piece of evidence in the fact whose source is there."""
        return tuple(self._cited())

    def _cited(self) -> Iterator[Cited]:
        evidence = [(group.path, group.value) for group in self.groups if isinstance(group.value, Evidence)]
        if evidence:
            evidence_in(self.dossier, self.held.ref, lambda _: self.groups)
        for path, one in evidence:
            if source := source_of(self.dossier, one.source):
                yield Cited(path, one, source)
