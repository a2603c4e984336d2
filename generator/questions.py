"""The questions that a fact leaves open, and the entries in it: found along the fields that can hold some, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from generator.evidence import Unknown
from generator.kinds import MOST_KEPT, Declared, Many, Record, Type


def asked_in(value: Declared, kind: Record) -> Iterator[Unknown]:
    """The questions in a group of fields and in those within it, but for such as were withdrawn; in the order of its declaration."""
    if getattr(value, "withdrawn", None):
        return
    yield from getattr(value, "unknown", ())
    for name, inner in _asking(kind):
        within = getattr(value, name) or ()
        for one in within if isinstance(within, tuple) else (within,):
            yield from asked_in(one, inner)


@lru_cache(MOST_KEPT)
def _asking(kind: Record) -> tuple[tuple[str, Record], ...]:
    """The fields of a group in which there can be questions, with what they hold."""
    nested = ((field.name, _inside(field.type)) for field in kind.nested)
    return tuple((name, of) for name, of in nested if "unknown" in of.by_key or _asking(of))


def _inside(kind: Type) -> Record:
    while isinstance(kind, Many):
        kind = kind.item
    assert isinstance(kind, Record)
    return kind
