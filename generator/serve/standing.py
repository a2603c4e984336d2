"""Which facts stand where on the pages, in which line of which file, and how they stand: drafts, differences from what is published."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.build import Planned
from generator.dossier import entries_of, references
from generator.evidence import Fact
from generator.history import Change, fact_of
from generator.history.changes import compare
from generator.kinds import Declared
from generator.problems import Part, Problem
from generator.read import read_file
from generator.yamlfile import Places

_LINK = re.compile(rb'\bhref="([^":?#]*)(?:#([^"]*))?"')

Mark = dict[str, str | int | bool]
"""What a browser is told of a fact: `ref`, `name`, `file`, `line`, and whether it is a `draft`, `held`, or `differs`."""


@dataclass
class Standing:
    """The facts of a site that was planned, by their addresses. Nothing of it is in the pages themselves."""

    planned: Planned

    @cached_property
    def by_address(self) -> dict[str, str]:
        """Every fact and every entry by its address from the top of the site."""
        dossier = self.planned.dossier
        refs = ((ref, *told.entries) for ref, told in dossier.index.told.items())
        return {
            address: f"{ref}#{entry}" if entry else ref
            for ref, *entries in refs
            for entry in ("", *entries)
            for kind, fact_id, _ in [dossier.parted(ref)]
            for address in [kind.address_of(fact_id, entry)]
        }

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What differs from what is published; nothing before anything is."""
        dossier = self.planned.dossier
        return compare(dossier, dossier.published) if dossier.published.editions else ()

    @cached_property
    def drafts(self) -> list[str]:
        """The facts that are not published yet."""
        files, shelf = self.planned.room.files, self.planned.dossier.shelf
        return sorted(ref for file in files.drafts if (ref := files[file].ref) in shelf)

    @property
    def leading_to_drafts(self) -> Iterator[Problem]:
        """Every place where a fact that is no draft names one: it could not be published so."""
        dossier, drafts = self.planned.dossier, set(self.drafts)
        holders = {holder for draft in drafts for holder in dossier.naming(draft)} - drafts
        for holder in sorted(holders):
            for one in references(dossier.shelf[holder]):
                if (named := fact_of(one.target)) in drafts:
                    headline, cure = f"'{named}' is a draft", "publish it too, or take this reference out"
                    yield Problem("leads-to-draft", one.held.file, headline, cure, one.path, mark=one.mark)

    def place_of(self, ref: str) -> str:
        """The address at which a fact or an entry stands."""
        kind, fact_id, entry = self.planned.dossier.parted(ref)
        return kind.address_of(fact_id, entry)

    def on_page(self, address: str, content: bytes) -> dict[str, Mark]:
        """The facts at a page and those that it leads to, by their addresses."""
        known = self.by_address
        here = [known[address]] if address in known else []
        inner = [ref for ref in here for ref in self._entries(ref)]
        placed = [ref for place, ref in known.items() if place.startswith(f"{address}#")]
        linked = (known[place] for place in _links(address, content) if place in known)
        every = dict.fromkeys([*here, *inner, *placed, *linked])
        return {self.place_of(ref): self.mark(ref) for ref in every if self._is_shown(ref)}

    def mark(self, ref: str) -> Mark:
        """What a browser is told of a fact or an entry."""
        fact, held = fact_of(ref), self.planned.dossier.shelf[fact_of(ref)]
        return {
            "ref": ref,
            "name": self.planned.dossier.named(ref),
            "file": held.file,
            "line": self.line(ref),
            "draft": fact in self.drafts,
            "held": getattr(self._record(ref), "hold", None) is not None,
            "checkable": isinstance(self._record(ref), Fact)
            and held.kind.suffix == ".yaml"
            and not self._is_gone(ref),
        }

    def line(self, ref: str) -> int:
        """The line in which a fact or an entry begins in its file as it is now."""
        fact, _, entry = ref.partition("#")
        held = self.planned.dossier.shelf[fact]
        if not entry:
            return 1
        content = read_file(self.planned.room.project, held.file)
        path = next((group.path for name, group in entries_of(held) if name == entry), ())
        return Places(content).mark(path, Part.VALUE).line if isinstance(content, bytes) else 1

    def differing(self) -> Mapping[str, str]:
        """How each fact or entry differs from what is published, in a word; those that are new or gone as well."""
        found: dict[str, str] = {}
        for one in self.changes:
            if fact_of(one.address) not in self.drafts:
                found.setdefault(one.address, one.what.value)
        return found

    def _is_shown(self, ref: str) -> bool:
        """Whether its page says anything of it: of what was withdrawn only the address of what lies inside is left."""
        return "#" not in ref or not self._is_gone(fact_of(ref))

    def _is_gone(self, ref: str) -> bool:
        return getattr(self._record(ref), "withdrawn", None) is not None

    def _record(self, ref: str) -> Declared:
        fact, _, entry = ref.partition("#")
        held = self.planned.dossier.shelf[fact]
        return next((group.value for name, group in entries_of(held) if name == entry), held.record)

    def _entries(self, ref: str) -> Iterator[str]:
        if "#" not in ref:
            yield from (f"{ref}#{entry}" for entry in self.planned.dossier.index.told[ref].entries)


def _links(address: str, content: bytes) -> dict[str, None]:
    """Where the links of a page lead, from the top of the site."""
    found: dict[str, None] = {}
    for link in _LINK.finditer(content):
        path, anchor = (html.unescape((part or b"").decode()) for part in link.groups())
        place = posixpath.normpath(posixpath.join(posixpath.dirname(address), path)) if path else address
        found[f"{place}#{anchor}" if anchor else place] = None
    return found
