"""What a check is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.dossier import Dossier, Held
from generator.evidence import Evidence
from generator.facts.source import Source
from generator.kinds import Group, Leaf, type_of, walk
from generator.problems import FieldPath
from generator.quotes import groups_in


class Cited(NamedTuple):
    """A piece of evidence in a fact, the way to it, and the record of the source that it is taken from."""

    path: FieldPath
    evidence: Evidence
    source: Source


@dataclass(frozen=True)
class Examined:
    """A fact, or the settings, and the dossier that it stands in. What is written in it is gathered once for all checks."""

    dossier: Dossier
    held: Held

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group of fields in the fact, the fact itself first."""
        return groups_in(self.held)

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every single value in the fact, in the order of its declaration."""
        return tuple(walk(self.held.record, type_of(self.held.kind.record)))

    @cached_property
    def cited(self) -> tuple[Cited, ...]:
        """Every piece of evidence in the fact whose source is there."""
        return tuple(self._cited())

    def _cited(self) -> Iterator[Cited]:
        for group in self.groups:
            if isinstance(group.value, Evidence):
                source = self.dossier.facts.get(group.value.source)
                if source and isinstance(source.record, Source):
                    yield Cited(group.path, group.value, source.record)
