"""What is asked after a change in a form: whether the places that something rests on still say what it says now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.edit.order import OF_ANY_FACT
from generator.serve.form import is_gone, trail
from generator.serve.parts import Group, Input, Part, Rows, Typed, leaves

_EVIDENCE = "evidence"
_MOST = 3


def asked_after(parts: Sequence[Part], typed: Typed, named: Callable[[str], str], label: str = "") -> str:
    """The question, where something was changed and what it rests on was not; nothing otherwise.

    `named` is the name of a source by its id; `label` what the form is for, where it has evidence of its own as a whole.
    """
    found = [(trail(parts, one.key), one.parts) for one in _groups(parts)]
    every = [(label, tuple(parts)), *found] if label else found
    asked = [(words, inner) for words, inner in every if _is_to_be_asked(inner, typed)]
    return " ".join(f"{words} is changed: {_places(inner, named)}" for words, inner in asked[:_MOST])


def _groups(parts: Iterable[Part]) -> Iterator[Group]:
    """Every group and every row that there is, those that rest on evidence among them."""
    for one in parts:
        if isinstance(one, Group) and one.there:
            yield one
        if not isinstance(one, Input) and one.name != _EVIDENCE:
            yield from _groups(one.rows if isinstance(one, Rows) else one.parts)


def _is_to_be_asked(parts: Sequence[Part], typed: Typed) -> bool:
    evidence = next((one for one in parts if one.name == _EVIDENCE), None)
    if not isinstance(evidence, Rows) or not evidence.rows or _is_changed([evidence], typed):
        return False
    own = (one for one in parts if isinstance(one, Input) and one.name not in OF_ANY_FACT)
    return any(_is_changed([one], typed) for one in own)


def _is_changed(parts: Sequence[Part], typed: Typed) -> bool:
    lists = [one for one in parts if isinstance(one, Rows)]
    new = any(text for one in lists for key, text in typed.items() if key.startswith(f"{one.key}.new"))
    other = any(typed.get(one.key, one.value) != one.value for one in leaves(parts))
    return new or other or any(is_gone(row, typed) for one in lists for row in one.rows)


def _places(parts: Sequence[Part], named: Callable[[str], str]) -> str:
    evidence = next(one for one in parts if one.name == _EVIDENCE)
    rows = evidence.rows if isinstance(evidence, Rows) else ()
    said = [{one.name: one.value for one in row.parts if isinstance(one, Input)} for row in rows]
    places = [f"{one.get('at', '')} of {named(one.get('source', ''))}" for one in said]
    return f"{'does' if len(places) == 1 else 'do'} {' and '.join(places)} still say so?"
