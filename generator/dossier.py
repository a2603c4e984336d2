"""The dossier: all facts, linked, so that a lookup by reference cannot fail.

What is looked up is noted, each under its name, so that whatever is worked out from it can be kept for as long as that holds
(`recall`): a fact (`fact:`), what it is called (`name:`), all of a kind (`kind:`), which of a kind there are (`ids:`), all facts
(`facts`), a fingerprint (`fingerprint:`), and what readers have been shown (`published`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TypeVar

import msgspec

from generator.fingerprint import Fingerprint
from generator.history import NOTHING_YET, Published
from generator.holding import (
    MENTIONED,
    Held,
    Reference,
    entries_of,
    groups_of,
    lines_of_page,
    mark_in_page,
    prose_findings,
    references,
)
from generator.index import Index
from generator.kinds import MOST_KEPT, Declared, Field, Group, Kind, Scalar, Type, type_of
from generator.noted import Entries, Noted
from generator.prints import Fingerprints
from generator.prose import Name, inline_plain
from generator.recall import Recall
from generator.settings import SETTINGS, SETTINGS_FILE, Settings
from generator.values import Fixed

__all__ = [
    "MENTIONED", "Dossier", "Held", "Reference", "entries_of", "groups_of", "lines_of_page", "mark_in_page",
    "prose_findings", "references",
]  # fmt: skip

D = TypeVar("D", bound=Declared)
T = TypeVar("T")


class Dossier(Fixed, frozen=True, dict=True):
    """All facts by reference, in the order of their kinds and ids.

    Fingerprints are by source; that of an earlier version by the entry that tells of it. `published` is what readers
    have been shown.
    """

    settings: Settings
    kinds: tuple[Kind, ...]
    shelf: Mapping[str, Held]
    index: Index
    kept: Fingerprints = msgspec.field(default_factory=lambda: Fingerprints({}))
    shown: Published = NOTHING_YET
    recall: Recall = msgspec.field(default_factory=Recall)

    @cached_property
    def facts(self) -> Mapping[str, Held]:
        """All facts, by reference."""
        return Noted(self.shelf, "fact:", "facts", self.recall)

    @cached_property
    def entries(self) -> Mapping[str, Declared]:
        """All facts inside facts, by their addresses."""
        return Entries(self.facts)

    @cached_property
    def fingerprints(self) -> Mapping[str, Fingerprint]:
        """What is kept of the texts of sources, by source, or by the entry that tells of an earlier version."""
        return Noted(self.kept, "fingerprint:", "fingerprints", self.recall)

    @property
    def published(self) -> Published:
        """What readers have been shown."""
        self.recall.note("published")
        return self.shown

    def has(self, ref: str) -> bool:
        """Whether there is such a fact, or such an entry in one."""
        fact, is_entry, _ = ref.partition("#")
        self.recall.note(f"entries:{fact}" if is_entry else f"there:{fact}")
        return self.index.has(ref)

    def is_there(self, ref: str) -> bool:
        """Whether there is such a fact to be named."""
        self.recall.note(f"there:{ref}")
        return ref in self.index.told

    def parted(self, ref: str) -> tuple[Kind, str, str]:
        """The kind, the id and the entry (empty for a whole fact) that a reference is made of."""
        fact, _, entry = ref.partition("#")
        kind, _, fact_id = fact.partition(":")
        return self._kinds[kind], fact_id, entry

    def naming(self, ref: str) -> list[str]:
        """The facts that name this one, by reference, in order."""
        self.recall.note(f"into:{ref}")
        return self.index.naming(ref)

    def refs_of(self, kind: str) -> list[str]:
        """All facts of a kind by reference, by id."""
        self.recall.note(f"ids:{kind}")
        return self.index.of_kind(kind)

    def of_kind(self, name: str) -> list[Held]:
        """All facts of a kind, by id."""
        self.recall.note(f"kind:{name}")
        return [self.shelf[ref] for ref in self.index.of_kind(name)]

    def records(self, name: str, struct: type[D]) -> list[tuple[Held, D]]:
        """All facts of a kind with what they say, which is known to be what `struct` declares."""
        return [(held, held.record) for held in self.of_kind(name) if isinstance(held.record, struct)]

    @property
    def as_written(self) -> Held:
        """The settings, as if they were a fact: texts can be written in them too."""
        return Held(SETTINGS, "dossier", SETTINGS_FILE, self.settings)

    @property
    def written(self) -> list[Held]:
        """Everything in which something can be written: all facts, and the settings."""
        return [*self.facts.values(), self.as_written]

    @property
    def groups(self) -> Iterator[tuple[Held, Group]]:
        """Every group of fields of every fact."""
        return ((held, group) for held in self.facts.values() for group in groups_of(held))

    def named(self, ref: str) -> str:
        """What a fact is called, or an entry in it that has a name of its own: plain words, in one line."""
        return self.recall.for_now(("named", ref), lambda: self._named_whole(ref))

    def plain(self, text: str) -> str:
        """The words of a line, without its markup."""
        return inline_plain(text, self._name_of_link)

    def _named_whole(self, ref: str) -> str:
        if "#" in ref:
            entry = self.entries[ref]
            if entry.named_by:
                return self.plain(str(getattr(entry, entry.named_by)))
        return self._named(ref, self._name_of_link)

    def _named(self, target: str, name: Name) -> str:
        ref = target.partition("#")[0]
        self.recall.note(f"name:{ref}")
        held = self.shelf[ref]
        title = held.kind.title
        if getattr(held.record, "withdrawn", None):
            title = held.kind.gone_title.replace("{what}", title)
        parts = (self._named_in(part, name) for part in held.parts)
        words = {
            field.key: self._words(getattr(held.record, field.name), field.type, name)
            for field in _naming(held.kind.record, title)
        }
        return title.format(*parts, **words)

    def _words(self, value: object, kind: Type, name: Name) -> str:
        if isinstance(kind, Scalar) and kind.form == "ref":
            return self._named_in(str(value).partition("#")[0], name)
        return inline_plain(str(value), name)

    def _named_in(self, ref: str, name: Name) -> str:
        return self.named(ref) if name == self._name_of_link else self._named(ref, name)

    def _name_of_link(self, target: str) -> str:
        # A link in the name of what is linked to stays as it is typed: two facts may name each other.
        fact = target.partition("#")[0]
        return self._named(fact, str) if self.is_there(fact) else target

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        return {kind.name: kind for kind in self.kinds}


@lru_cache(MOST_KEPT)
def _naming(record: type[Declared], title: str) -> tuple[Field, ...]:
    """The fields that make up what facts are called, by the pattern of their titles."""
    return tuple(field for field in type_of(record).fields if f"{{{field.key}}}" in title)
