"""Addresses: at one address there is one thing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive import kinds_with_pages
from generator.dossier import Dossier
from generator.facts.source import Source
from generator.holding import Held, entries_of
from generator.patterns import late
from generator.problems import FieldPath, Problem

OF_EVERY_SITE = (
    "index.html",
    "timeline.html",
    "unknown.html",
    "standing.html",
    "corrections.html",
    "who-says-what.html",
    "changes.html",
    "404.html",
)
"""The pages that every site has."""

_PARAGRAPH = late(r"p\d+")
"""An entry called so may stand in the way of a paragraph of a source."""


def shared_addresses(dossier: Dossier) -> Iterator[Problem]:
    """Facts and entries in them that would stand where something else stands: at one address there is one thing."""
    if _all_differ(dossier):
        return
    standing = list(OF_EVERY_SITE)
    standing += [kind.list_address for kind in kinds_with_pages(dossier)]
    taken = dict.fromkeys(standing, "a page that every site has")
    taken |= dict.fromkeys(_paragraphs(dossier), "one of its paragraphs")
    for held in dossier.facts.values():
        for address, path in _addresses(held):
            other = taken.setdefault(address, held.file)
            if other != held.file:  # two entries of one file are told of as such
                headline = f"the address '{address}' is taken already, by {other}"
                cure = "give this entry another id" if path else "rename this file"
                cure += f", or what stands in the way in {other}" if "/" in other else ""
                yield Problem("address-taken", held.file, headline, cure, path)


def _all_differ(dossier: Dossier) -> bool:
    """Whether no two addresses are the same, as far as can be told without looking at the facts."""
    dossier.recall.note("addresses")
    taken = list(OF_EVERY_SITE) + [kind.list_address for kind in kinds_with_pages(dossier)]
    for ref, told in dossier.index.told.items():
        kind, fact_id, _ = dossier.parted(ref)
        taken += kind.addresses_of(fact_id, told.entries)
        if kind.name == "source" and any(map(_PARAGRAPH.fullmatch, told.entries)):
            return False
    return len(taken) == len(set(taken))


def _addresses(held: Held) -> Iterator[tuple[str, FieldPath]]:
    yield held.kind.address_of(held.id), ()
    for entry, group in entries_of(held):
        yield held.kind.address_of(held.id, entry), (*group.path, "id")


def _paragraphs(dossier: Dossier) -> Iterator[str]:
    for held, source in dossier.records("source", Source):
        for number in range(1, len(source.sentences) + 1):
            yield held.kind.address_of(held.id, f"p{number}")
