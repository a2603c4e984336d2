"""Facts as YAML, in the way a person writes them: blocks, with evidence in a line of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

Value = str | int | Sequence["Value"] | Mapping[str, "Value"]
"""What a fact file says: texts, numbers, lists and mappings."""

Fields = dict[str, Value]

# A colon is quoted: in a list in brackets, not every reader of YAML takes `actor:ada` for one text.
_PLAIN = re.compile(r"[A-Za-z0-9][^\n#:{}\[\],&*!|>%@`\"']*")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def dump(fields: Mapping[str, Value]) -> str:
    """A fact file: the fields in their order. A text with line breaks stands as a block."""
    return "\n".join(_lines(fields)) + "\n"


def _lines(fields: Mapping[str, Value]) -> Iterator[str]:
    for key, value in fields.items():
        yield from _field(key, value)


def _field(key: str, value: Value) -> Iterator[str]:
    if isinstance(value, list) and value and isinstance(value[0], dict) and not _is_short(value[0]):
        yield f"{key}:"
        for one in value:
            assert isinstance(one, dict)
            first, *rest = _lines(one)
            yield f"  - {first}"
            yield from (f"    {line}" for line in rest)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield f"{key}:"
        yield from (f"  - {_flow(one)}" for one in value)
    elif isinstance(value, dict) and not _is_short(value):
        yield f"{key}:"
        yield from (f"  {line}" for line in _lines(value))
    elif isinstance(value, str) and "\n" in value:
        yield f"{key}: |"
        yield from (f"  {line}".rstrip() for line in value.strip().split("\n"))
    else:
        yield f"{key}: {_flow(value)}"


def _is_short(fields: Mapping[str, Value]) -> bool:
    flat = all(not isinstance(one, dict) for value in fields.values() for one in _items(value))
    return flat and len(_flow(dict(fields))) < 110


def _items(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


def _flow(value: Value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if not isinstance(value, str):
        return str(value)
    return value if _PLAIN.fullmatch(value) and value not in _WORDS else json.dumps(value, ensure_ascii=False)
