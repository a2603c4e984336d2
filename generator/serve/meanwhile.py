"""A form whose file was changed by somebody else meanwhile: what of it was typed, and what stands in the file now."""

from __future__ import annotations

from collections.abc import Sequence

from generator.serve.parts import Group, Part, Typed, find, leaves

_GONE = ":gone"


def kept_of(parts: Sequence[Part], typed: Typed, was: Typed) -> tuple[dict[str, str], list[str]]:
    """What was typed into a form of which only `was` has stood in the file, and in words what there is no field for any more."""
    other = {key: text for key, text in typed.items() if text != was.get(key, "")}
    kept = {key: text for key, text in other.items() if _has_place(parts, key, was)}
    lost = [
        f"Typed into a field that the file has no more: {text}"
        for key, text in other.items()
        if key not in kept and not key.endswith(_GONE)
    ]
    return kept, lost


def differing(parts: Sequence[Part], kept: Typed, was: Typed) -> dict[str, str]:
    """What the file has now in the fields that were typed in, where it is another than before."""
    now = {one.key: one.value for one in leaves(parts)}
    return {key: now[key] for key in kept if key in now and now[key] != was.get(key, "")}


def touched(parts: Sequence[Part], typed: Typed) -> frozenset[str]:
    """Where something else was typed than stands in the file."""
    now = {one.key: one.value for one in leaves(parts)}
    return frozenset(key for key, text in typed.items() if text != now.get(key, ""))


def _has_place(parts: Sequence[Part], key: str, was: Typed) -> bool:
    if not key.endswith(_GONE):
        return find(parts, key) is not None
    row = find(parts, key.removesuffix(_GONE))
    if not isinstance(row, Group):
        return False
    start = f"{row.key}."
    before = {key: text for key, text in was.items() if key.startswith(start)}
    return before == {one.key: one.value for one in leaves(row.parts) if one.value}
