"""How a group of fields is declared: its struct, and what is said of each field beside its type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import msgspec

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_END = r"(?![\s\S])"  # the very end: `$` would let a line break follow in Python, and not in JSON Schema
ID_PATTERN = f"^{ID}{_END}"
PLACE_PATTERN = rf"^p[1-9][0-9]{{0,4}}(?:s[1-9][0-9]{{0,2}})?(?:-[1-9][0-9]{{0,4}})?{_END}"


MOST_KEPT = 10_000
"""Of so many declarations at a time it is kept what was made of them: a preview may meet any number of them, one after another."""


class Declared(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False
):
    """A group of fields in a fact file.

    `shorthand` names the field that is meant where a bare value stands in place of the group, and `doubted` what a question
    mark after that value says besides; of the fields in `exactly_one` each group has one, no more and no less. `named_by` is the
    field that an entry goes by in a link; without one it goes by the name of its fact. `at_least` is how many there have to be of it
    in a list that is there. `labels` are what readers see of fields, by key, where the declaration says it itself; `extra` are the
    fields that a dossier has added to what every dossier has.
    """

    shorthand: ClassVar[str] = ""
    doubted: ClassVar[Mapping[str, str]] = {}
    exactly_one: ClassVar[tuple[str, ...]] = ()
    named_by: ClassVar[str] = ""
    at_least: ClassVar[int] = 1
    labels: ClassVar[Mapping[str, str]] = {}
    extra: ClassVar[tuple[str, ...]] = ()


class OneOf(Declared, frozen=True, kw_only=True):
    """A group of fields with some (`exactly_one`) of which it has one: apart from others, which are made without being looked at."""

    def __post_init__(self) -> None:
        """Refuse a group that has none or several of `exactly_one`, as the JSON Schema does."""
        if sum(getattr(self, name) not in (None, ()) for name in self.exactly_one) != 1:
            raise ValueError("one of " + ", ".join(self.exactly_one))


def doc(description: str) -> msgspec.Meta:
    """What a field is for, in words for the writer of facts."""
    return msgspec.Meta(description=description)


def text(form: str, pattern: str | None = None, **about: object) -> msgspec.Meta:
    """A text of a certain form (`line`, `prose`, `quote`, `place`, …), with the pattern it keeps to."""
    return msgspec.Meta(pattern=pattern, extra={"form": form, **about})


def ref(*kinds: str, back: str = "") -> msgspec.Meta:
    """A reference to a fact of one of `kinds` (`*`: of any). `back` is what it is called on the page it leads to."""
    kind = "[a-z]+(?:-[a-z]+)*" if kinds == ("*",) else "|".join(kinds)
    pattern = f"^(?:{kind}):{ID}(?:/{ID})?(?:#{ID})?{_END}"
    return text("ref", pattern, kinds=kinds, back=back)
