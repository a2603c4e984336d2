"""The order of fields: as they are declared, with the id first and those of any fact last."""

from __future__ import annotations

from generator.evidence import Fact
from generator.kinds import Many, Record, Type, type_of
from generator.yamlfile import Data

OF_ANY_FACT = type_of(Fact).by_key
"""The fields that any fact may carry."""


def in_order(data: Data, kind: Type) -> Data:
    """The same, each group's fields as they are declared: its id, its own, those of any fact."""
    if isinstance(kind, Many):
        return (
            [in_order(item, kind.item) for item in data]
            if isinstance(data, list)
            else in_order(data, kind.item)
        )
    if not isinstance(kind, Record) or not isinstance(data, dict):
        return data
    known = declared_keys(kind)
    keys = sorted(data, key=lambda key: known.index(key) if key in known else len(known))
    return {key: in_order(data[key], kind.by_key[key].type) if key in known else data[key] for key in keys}


def declared_keys(kind: Record) -> list[str]:
    """The keys of a group in the order in which they are written."""
    keys = list(kind.by_key)
    last = list(OF_ANY_FACT) if set(OF_ANY_FACT) <= set(keys) else []
    return sorted(keys, key=lambda key: (key != "id", key in last))
