"""The ways through a fact, along the types of its fields.

Of each type a function is made once that goes through its values; it passes by all fields that cannot hold what is
looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TypeVar

import msgspec

from generator.kinds.declared import MOST_KEPT, Declared
from generator.kinds.tree import Many, Record, Scalar, Type
from generator.problems import FieldPath


class Leaf(msgspec.Struct, frozen=True):
    """A single value of a fact, with the way to it and its type."""

    path: FieldPath
    value: object
    type: Scalar


class Group(msgspec.Struct, frozen=True):
    """A group of fields of a fact, with the way to it and its type."""

    path: FieldPath
    value: Declared
    type: Record


F = TypeVar("F", Leaf, Group)

Gather = Callable[[object, FieldPath, list[F]], None]
"""Adds what is looked for in a value, which stands at that path, to a list."""


def walk(value: object, kind: Type, path: FieldPath = ()) -> Iterator[Leaf]:
    """Every single value in a fact, in the order of its declaration."""
    found: list[Leaf] = []
    if gather := _leaves(kind):
        gather(value, path, found)
    return iter(found)


def leaves(value: object, kind: Type, forms: frozenset[str]) -> list[Leaf]:
    """The single values in a fact that are of these forms, in the order of its declaration."""
    found: list[Leaf] = []
    if gather := _leaves(kind, forms):
        gather(value, (), found)
    return found


def groups(value: object, kind: Type, path: FieldPath = ()) -> Iterator[Group]:
    """Every group of fields in a fact, the fact itself first."""
    found: list[Group] = []
    if gather := _groups(kind):
        gather(value, path, found)
    return iter(found)


def groups_around(value: Declared, kind: Record, path: FieldPath) -> Iterator[Declared]:
    """The groups of a fact that a path leads through, the fact itself first."""
    inner: object = value
    of: Type = kind
    for step in path:
        if isinstance(of, Record) and isinstance(inner, Declared):
            yield inner
            field = of.by_key[str(step)]
            inner, of = getattr(inner, field.name), field.type
        elif isinstance(of, Many) and isinstance(inner, tuple):
            inner, of = inner[int(step)], of.item


@lru_cache(MOST_KEPT)
def _leaves(kind: Type, forms: frozenset[str] | None = None) -> Gather[Leaf] | None:
    """How leaves of these forms, or of any, are gathered from such a value; None where it can have none of them."""
    if isinstance(kind, Scalar):
        return _one_leaf(kind) if forms is None or kind.form in forms else None
    if isinstance(kind, Many):
        return _in_each(_leaves(kind.item, forms))
    return _in_fields((field.name, field.key, _leaves(field.type, forms)) for field in kind.fields)


@lru_cache(MOST_KEPT)
def _groups(kind: Type) -> Gather[Group] | None:
    if isinstance(kind, Scalar):
        return None
    if isinstance(kind, Many):
        return _in_each(_groups(kind.item))
    return _one_group(kind, _in_fields((field.name, field.key, _groups(field.type)) for field in kind.nested))


def _one_leaf(kind: Scalar) -> Gather[Leaf]:
    return lambda value, path, found: found.append(Leaf(path, value, kind))


def _one_group(kind: Record, within: Gather[Group] | None) -> Gather[Group]:
    def gather(value: object, path: FieldPath, found: list[Group]) -> None:
        assert isinstance(value, Declared)
        found.append(Group(path, value, kind))
        if within:
            within(value, path, found)

    return gather


def _in_each(inner: Gather[F] | None) -> Gather[F] | None:
    def gather(value: object, path: FieldPath, found: list[F]) -> None:
        assert isinstance(value, tuple)
        assert inner is not None
        for index, item in enumerate(value):
            inner(item, (*path, index), found)

    return gather if inner else None


def _in_fields(fields: Iterable[tuple[str, str, Gather[F] | None]]) -> Gather[F] | None:
    ways = [(name, key, inner) for name, key, inner in fields if inner]

    def gather(value: object, path: FieldPath, found: list[F]) -> None:
        for name, key, inner in ways:
            part = getattr(value, name)
            if part is not None and part != ():
                inner(part, (*path, key), found)

    return gather if ways else None
