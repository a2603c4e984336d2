"""Characters that nobody can see, in what a dossier says of itself apart from its facts: none of them may get onto a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.patterns import late
from generator.problems import FieldPath, Problem
from generator.prose.tokens import UNFIT

if TYPE_CHECKING:
    from generator.yamlfile import Data

_UNFIT = late(f"[{UNFIT}]")


def unseen_in(data: Data, file: str, path: FieldPath = ()) -> Iterator[Problem]:
    """Each text of a file, as it was parsed, in which such a character is written by its number."""
    if isinstance(data, dict):
        for key, one in data.items():
            yield from unseen_in(key, file, (*path, key))
            yield from unseen_in(one, file, (*path, key))
    elif isinstance(data, list):
        for number, one in enumerate(data):
            yield from unseen_in(one, file, (*path, number))
    elif sign := _UNFIT.search(data):
        headline = f"an invisible character (U+{ord(sign[0]):04X}) is written into this text"
        yield Problem(
            "control-character", file, headline, "take it out; where a backslash is meant, write two", path
        )
