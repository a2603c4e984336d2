"""The repository's own dossier, looked at and rendered once for all tests that ask about it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.build import Planned, gather, look, render
from generator.derive import Derived
from generator.dossier import Dossier

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
    return gather(ROOT, quietly)[0]


@cache
def derived() -> Derived:
    """What follows from them."""
    return Derived(dossier())
