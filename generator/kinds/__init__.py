"""A kind of fact as a value: what its fields are, where its files lie, where its pages stand.

Everything that treats facts by their fields (reading shorthands, finding references, showing) walks the `Type` tree made
from a declaration, and knows no kind by name.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.kinds.declared import ID, ID_PATTERN, MOST_KEPT, PLACE_PATTERN, Declared, OneOf, doc, ref, text
from generator.kinds.tree import Field, Many, Record, Scalar, Type, read_date, type_of
from generator.kinds.walks import Group, Leaf, groups, groups_around, leaves, walk
from generator.values import Fixed

__all__ = [
    "ID", "ID_PATTERN", "MOST_KEPT", "PLACE_PATTERN", "Declared", "Field", "Group", "Kind", "Leaf", "Many", "OneOf", "Record", "Scalar", "Type",
    "doc", "groups", "groups_around", "leaves", "read_date", "ref", "text", "type_of", "walk",
]  # fmt: skip


class Kind(Fixed, frozen=True):
    """A kind of fact: one declaration, one layout.

    `address` is the pattern of its pages' addresses: `{id}` is the fact's id; a kind whose ids have two parts
    (`id_parts` names the kinds they refer to) writes `{0}` and `{1}`. An address with a fragment is a place on
    another fact's page, and the kind has no pages of its own. `title` is the pattern of what a fact is called, with its
    fields by name and the facts that its id refers to by number. `beside` is how the files end that lie beside those of
    the facts and belong to them.
    """

    name: str
    plural: str
    record: type[Declared]
    folder: str
    address: str
    title: str
    layout: str = "fact.html"
    intro: str = ""
    date: str = ""
    starts_with_date: bool = False
    id_parts: tuple[tuple[str, str], ...] = ()
    suffix: str = ".yaml"
    beside: str = ""
    gone: str = ""

    @property
    def gone_title(self) -> str:
        """The pattern of what a withdrawn fact is called, in English if `gone` says no other: `{what}` is its `title`, and its fields can stand in it too."""
        return self.gone or f"{{what}} (withdrawn {self.name})"

    @property
    def has_pages(self) -> bool:
        """Whether each fact of this kind has a page of its own."""
        return "#" not in self.address

    @property
    def list_address(self) -> str:
        """Where all facts of this kind are listed; empty for a kind without pages in a folder."""
        return (
            self.address.rpartition("/")[0] + "/index.html" if self.has_pages and "/" in self.address else ""
        )

    def address_of(self, fact_id: str, entry: str = "") -> str:
        """The address of a fact, or of an entry in it, from the top of the site."""
        return self.addresses_of(fact_id, (entry,))[1] if entry else self._place_of(fact_id)

    def addresses_of(self, fact_id: str, entries: Iterable[str]) -> list[str]:
        """The address of a fact, then those of entries in it."""
        place = self._place_of(fact_id)
        mark = "--" if "#" in place else "#"
        return [place, *(f"{place}{mark}{entry}" for entry in entries)]

    def _place_of(self, fact_id: str) -> str:
        parts = fact_id.split("/") if self.id_parts else ()
        return self.address.format(*parts, id=fact_id)
