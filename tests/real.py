"""The repository's own dossier, looked at and rendered once for all tests that ask about it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.build import Planned, look, read_settings, render, shape_all
from generator.derive import Derived, derive
from generator.dossier import Dossier, link
from generator.facts import BUILT_IN
from generator.read import read

ROOT = Path(__file__).parents[1]


def quietly(_stage: str) -> None:
    """Says nothing."""


@cache
def planned() -> Planned:
    """What `check` finds."""
    return look(ROOT, quietly)


@cache
def site() -> dict[str, bytes]:
    """What `build` would write."""
    return render(planned(), quietly)


@cache
def dossier() -> Dossier:
    """All facts."""
    held, drafts, _ = shape_all(read(ROOT, BUILT_IN)[0])
    return link(read_settings(ROOT)[0], BUILT_IN, held, shapeless=set(), drafts=drafts)[0]


@cache
def derived() -> Derived:
    """What follows from them."""
    return derive(dossier())
