"""Which words in a fact are those of a source, and what they rest on: told by the declarations of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from generator.evidence import Evidence, NameForm
from generator.holding import Held
from generator.kinds import (
    MOST_KEPT,
    Declared,
    Field,
    Group,
    Many,
    Record,
    Scalar,
    Type,
    groups_around,
    type_of,
)
from generator.problems import FieldPath
from generator.values import Fixed


class Quoted(Fixed, frozen=True):
    """Words of a source in a fact: the field they stand in, and the evidence whose places have them, or one of several; at least one."""

    held: Held
    path: FieldPath
    words: str
    evidence: tuple[Evidence, ...]


def quoted_in(held: Held, groups: Iterable[Group]) -> Iterator[Quoted]:
    """All words of sources in a fact: whatever stands in a field declared to hold a source's own words.

    `groups` are all groups of fields in it. The words rest on the evidence of the innermost group around them that has any; a
    name has to stand in each place that is given for it, all other words in one of the places.
    """
    for group in groups:
        for field in _fields_of_words(group.type):
            for path, words in _words_at(group, field):
                evidence = _evidence_around(held, group)
                each = [(one,) for one in evidence] if isinstance(group.value, NameForm) else [evidence]
                yield from (Quoted(held, path, words, some) for some in each if some)


@lru_cache(MOST_KEPT)
def _fields_of_words(kind: Record) -> tuple[Field, ...]:
    return tuple(field for field in kind.fields if _holds_words(field.type))


def _holds_words(kind: Type) -> bool:
    return (
        _holds_words(kind.item)
        if isinstance(kind, Many)
        else isinstance(kind, Scalar) and kind.form == "quote"
    )


def _words_at(group: Group, field: Field) -> Iterator[tuple[FieldPath, str]]:
    value, path = getattr(group.value, field.name), (*group.path, field.key)
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        yield from (((*path, index), words) for index, words in enumerate(value))


def _evidence_around(held: Held, group: Group) -> tuple[Evidence, ...]:
    """What a group rests on: its own evidence, or that of the group around it."""
    around = (*groups_around(held.record, type_of(held.kind.record), group.path), group.value)
    return next((own for one in reversed(around) if (own := _own_evidence(one))), ())


def _own_evidence(group: Declared) -> tuple[Evidence, ...]:
    if isinstance(group, Evidence):
        return (group,)
    evidence: tuple[Evidence, ...] = getattr(group, "evidence", ())
    return evidence
