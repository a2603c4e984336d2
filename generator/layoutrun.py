"""What compiled layouts run on: all that `layoutcode` has them ask for, without Jinja2, which takes as long to import as an edit to check.

This says what Jinja2 says wherever it says anything. What it does not know ends in an exception as mistakes do; the page is then rendered
by Jinja2 itself (`layouts`), which knows all and tells mistakes with their lines. Some names here are those that Jinja2's compiler writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn

from markupsafe import Markup, escape

NAMES = (
    "Loop as LoopContext",
    "Markup",
    "Nothing as Undefined",
    "Piece",
    "around",
    "at",
    "call",
    "missing",
    "said",
    "strung as markup_join",
    "text",
)
"""What compiled layouts use of this module, and by what names."""

missing: Any = object()
"""In place of an argument that is not given, or a name that nobody has."""


class Beyond(Exception):
    """A layout does something with what is not there, or something that is done by Jinja2 alone."""


class Away:
    """What is not there: whatever is done with it is a mistake, but asking whether it is there."""

    def __init__(self, *_: object, **__: object) -> None:
        """Whatever is away, and from what: that is told by Jinja2."""

    def _fail(self, *_: object) -> Any:
        raise Beyond

    __getattr__ = __getitem__ = __call__ = __str__ = __iter__ = __len__ = __bool__ = __contains__ = _fail
    __eq__ = __ne__ = __hash__ = _fail


class Nothing:
    """What `a if b` gives where `b` is not so."""

    def __init__(self, _: str) -> None:
        """Why there is nothing: that is told by Jinja2."""

    def __str__(self) -> str:
        return ""

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __getattr__(self, _: str) -> NoReturn:
        raise Beyond


def text(value: Any) -> str:
    """A value as it is printed: escaped, if it does not say itself how it stands in HTML."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is not str:
        if kind is Nothing:
            return ""
        if (html := getattr(value, "__html__", None)) is not None:
            return html()  # type: ignore[no-any-return]
        value = str(value)
    # Few have anything to escape in them, and `escape` takes four times as long as to see that.
    if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
        return escape(value)
    return value  # type: ignore[no-any-return]


def markup(html: str) -> Markup:
    """HTML as a value that is not escaped again; `Markup(…)` would look whether it is more than text."""
    return str.__new__(Markup, html)


def strung(things: Iterable[Any]) -> str:
    """Several things one after another (`a ~ b`), which is HTML if one of them is."""
    parts = [one if isinstance(one, str) else str(one) for one in things]
    return Markup("").join(parts) if any(isinstance(one, Markup) for one in parts) else "".join(parts)


def at(value: Any, name: str) -> Any:
    """What a value has under a name; not for names of methods that mappings have."""
    try:
        return value[name] if type(value) is dict else getattr(value, name)
    except (KeyError, AttributeError):
        return attribute(value, name)


def attribute(value: Any, name: str) -> Any:
    """What a value has under a name, rather an attribute than an item."""
    try:
        return getattr(value, name)
    except AttributeError:
        pass
    try:
        return value[name]
    except (TypeError, LookupError, AttributeError):
        return Away()


def item(value: Any, name: Any) -> Any:
    """What a value has under a name or at a place, rather an item than an attribute."""
    try:
        return value[name]
    except (AttributeError, TypeError, LookupError):
        return getattr(value, name, Away()) if isinstance(name, str) else Away()


class Piece:
    """A macro: `told` has its text, and may be called straight by position.

    `most` is how many arguments it takes so, and `most_around` how many if it is called around something, which comes after
    them; -1 where it cannot be called so.
    """

    def __init__(
        self,
        told: Callable[..., str],
        names: tuple[str, ...],
        *,
        catches_named: bool,
        catches_more: bool,
        is_around: bool,
    ) -> None:
        self.told = told
        self._names = names
        self._catches = catches_named, catches_more
        self._is_around = is_around and "caller" not in names
        is_plain = not (catches_named or catches_more or "caller" in names)
        self.most = len(names) if is_plain and not is_around else -1
        self.most_around = len(names) if is_plain and is_around else -1
        if is_plain and not is_around:
            told.__defaults__ = (missing,) * len(names)  # as is handed over for what is not given

    def __call__(self, *args: Any, **named: Any) -> Markup:
        """Its text, as HTML, however it is called."""
        given = list(args[: len(self._names)])
        given += [named.pop(name, missing) for name in self._names[len(given) :]]
        if self._is_around:
            given.append(named.pop("caller", None) or Away())
        catches_named, catches_more = self._catches
        if (named and not catches_named) or (len(args) > len(self._names) and not catches_more):
            raise Beyond
        given += [named] * catches_named + [args[len(self._names) :]] * catches_more
        return markup(self.told(*given))


def said(called: Any, *args: Any) -> str:
    """What a call gives, as it is printed."""
    if type(called) is Piece and len(args) <= called.most:
        return called.told(*args)
    return text(called(*args))


def call(called: Any, *args: Any) -> Any:
    """What a call gives."""
    if type(called) is Piece and len(args) <= called.most:
        return markup(called.told(*args))
    return called(*args)


def around(called: Any, *args: Any, caller: Piece) -> str:
    """What a call around something gives, as it is printed."""
    if type(called) is Piece and len(args) <= called.most_around:
        return called.told(*args, *[missing] * (called.most_around - len(args)), caller)
    return text(called(*args, caller=caller))


class Loop:
    """Where a loop stands: `loop.first`, `loop.last` and their like."""

    def __init__(self, things: Iterable[Any], _: object) -> None:
        """Through several things; what is not there, the other, is known here anyway."""
        self._things = list(things)
        self.length = len(self._things)
        self.index0 = -1

    def __iter__(self) -> Iterator[tuple[Any, Loop]]:
        for turn, one in enumerate(self._things):
            self.index0 = turn
            yield one, self

    @property
    def index(self) -> int:
        """The number of this turn, from one."""
        return self.index0 + 1

    @property
    def first(self) -> bool:
        """Whether this is the first turn."""
        return self.index0 == 0

    @property
    def last(self) -> bool:
        """Whether this is the last turn."""
        return self.index == self.length
