"""What compiled layouts may do with a value (`value|filter`) and ask of it (`value is test`), as Jinja2 does and asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from numbers import Number
from operator import eq
from typing import Any

from markupsafe import Markup, escape

from generator.layoutrun import Away, Beyond, Nothing, at, item, markup, text


def chosen(things: Iterable[Any], name: str | int, *test: Any) -> list[Any]:
    """Those of several things whose attribute passes a test, or if none is named, is anything at all."""
    passes = _passing(name, test)
    return [one for one in things or () if passes(one)]


def others(things: Iterable[Any], name: str | int, *test: Any) -> list[Any]:
    """Those that do not."""
    passes = _passing(name, test)
    return [one for one in things or () if not passes(one)]


def _passing(name: str | int, test: tuple[Any, ...]) -> Callable[[Any], object]:
    find: Callable[..., Any] = at if isinstance(name, str) else item
    if not test:
        return lambda one: find(one, name)
    passes, than = TESTS[test[0]], test[1:]
    return lambda one: passes(find(one, name), *than)


def failing(things: Iterable[Any], test: str, *than: Any) -> Iterator[Any]:
    """Those of several things that do not pass a test."""
    passes = TESTS[test]
    return (one for one in things or () if not passes(one, *than))


def each(things: Iterable[Any], *how: Any, attribute: str = "") -> Iterator[Any]:
    """What each of several things has under a name, or becomes by a filter."""
    become: Callable[..., Any] = FILTERS[how[0]] if how else _finding(attribute)
    return (become(one, *how[1:]) for one in things or ())


def once(things: Iterable[Any], *, attribute: str = "") -> Iterator[Any]:
    """Several things, but of those that are the same, or have the same under a name, the first alone; capitals do not count."""
    find, seen = _finding(attribute), set()
    for one in things:
        key = found.lower() if isinstance(found := find(one), str) else found
        if key not in seen:
            seen.add(key)
            yield one


def together(things: Iterable[Any], attribute: str = "", start: Any = 0) -> Any:
    """The sum of several things, or of what each has under a name."""
    return sum(map(_finding(attribute), things), start)


def _finding(name: str) -> Callable[[Any], Any]:
    if "." in name:  # the way to an attribute of an attribute
        raise Beyond
    return (lambda one: item(one, name)) if name else (lambda one: one)


def joined(things: Iterable[Any], between: str = "") -> str:
    """Several things as one text, which is HTML if any of them is."""
    parts = list(things)
    if any(hasattr(one, "__html__") for one in (*parts, between)):
        return markup(text(between).join(map(text, parts)))
    return between.join(map(str, parts))


def filled(words: str, place: str, what: object) -> Markup:
    """Words with something in the place that they have for it, `{place}`."""
    return markup(text(words).replace(f"{{{place}}}", text(what)))


def replaced(words: Any, old: str, new: str) -> str:
    """A text with one part of it in place of another, which is HTML if any of the three is."""
    becomes_html = hasattr(old, "__html__") or (hasattr(new, "__html__") and not hasattr(words, "__html__"))
    return (escape(words) if becomes_html else _as_text(words)).replace(_as_text(old), _as_text(new))


def cut(words: str, length: int) -> str:
    """A text that is longer than this, and not by a few letters, up to a word before that."""
    return words if len(words) <= length + 5 else words[: length - 3].rsplit(" ", 1)[0] + "..."


def without_tags(words: Any) -> str:
    """What HTML says."""
    return markup(str(text(words) if hasattr(words, "__html__") else words)).striptags()


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _is_sequence(value: Any) -> bool:
    return not isinstance(value, Away) and hasattr(value, "__len__") and hasattr(value, "__getitem__")


FILTERS: dict[str, Callable[..., Any]] = {
    "capitalize": lambda words: _as_text(words).capitalize(),
    "filled": filled,
    "join": joined,
    "length": len,
    "list": list,
    "lower": lambda words: _as_text(words).lower(),
    "map": each,
    "reject": failing,
    "rejectattr": others,
    "replace": replaced,
    "selectattr": chosen,
    "striptags": without_tags,
    "sum": together,
    "trim": lambda words: _as_text(words).strip(),
    "truncate": cut,
    "unique": once,
    "upper": lambda words: _as_text(words).upper(),
}
"""What can be done with a value: less than Jinja2 can."""

TESTS: dict[str, Callable[..., bool]] = {
    "boolean": lambda value: value is True or value is False,
    "defined": lambda value: not isinstance(value, Away | Nothing),
    "equalto": eq,
    "in": lambda value, among: value in among,
    "mapping": lambda value: isinstance(value, Mapping),
    "none": lambda value: value is None,
    "number": lambda value: isinstance(value, Number),
    "sameas": lambda value, other: value is other,
    "sequence": _is_sequence,
    "string": lambda value: isinstance(value, str),
}
"""What can be asked of a value."""
