"""Layouts that are compiled, as they call each other in, and what they see while they are rendered.

The names of what they ask for here are those that Jinja2's compiler writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import CodeType, SimpleNamespace
from typing import Any

from generator.layoutfilters import FILTERS, TESTS
from generator.layoutrun import Away, attribute, item, missing

Block = Callable[["Context"], Iterator[str]]
"""Gives the text of a layout, or of a block of it, part by part."""


class LayoutError(Exception):
    """A layout that cannot be rendered; the message names it, the line, the page, and what is wrong."""


class Context:
    """What a layout sees: what it was shown (`parent`), and what it has set; and with what the blocks are filled."""

    def __init__(self, parent: Mapping[str, Any], blocks: Mapping[str, Iterable[Block]]) -> None:
        self.parent = parent
        self.vars: dict[str, Any] = {}
        self.exported_vars: set[str] = set()
        self.blocks = {name: list(of) for name, of in blocks.items()}

    def resolve_or_missing(self, name: str) -> Any:
        """What is seen under a name."""
        return self.vars[name] if name in self.vars else self.parent.get(name, missing)

    def derived(self, inner: Mapping[str, Any]) -> Context:
        """What a block sees that stands where these are seen as well."""
        return Context(_with(self.get_all(), inner), self.blocks)

    def get_all(self) -> Mapping[str, Any]:
        """All that it sees."""
        return {**self.parent, **self.vars}

    @staticmethod
    def call(
        called: Any, *args: Any, _loop_vars: object = None, _block_vars: object = None, **named: Any
    ) -> Any:
        """What a call gives: nothing that is called asks what is seen where it is called."""
        return called(*args, **named)


class Layout:
    """A layout that sees what all see (`shown`), and what it is given."""

    def __init__(self, code: CodeType, layouts: Layouts) -> None:
        names: dict[str, Any] = {"environment": layouts}
        exec(code, names)  # noqa: S102  of our own layouts alone
        self.root_render_func: Block = names["root"]
        self.blocks: dict[str, Block] = names["blocks"]
        self._shown = layouts.shown
        self._pieces: SimpleNamespace | None = None

    def parts(self, view: Mapping[str, Any]) -> Iterator[str]:
        """Its text, given a view, part by part."""
        return self.root_render_func(self._seeing({**self._shown, **view}))

    def _seeing(self, what: Mapping[str, Any]) -> Context:
        return Context(what, {name: [block] for name, block in self.blocks.items()})

    def _get_default_module(self, _: Context) -> SimpleNamespace:
        """What it has for others: its pieces, and what it has set."""
        if self._pieces is None:
            self._pieces = self.make_module(self._shown)
        return self._pieces

    def make_module(
        self, seen: Mapping[str, Any], _: object = None, inner: Mapping[str, Any] | None = None
    ) -> SimpleNamespace:
        """The same where it sees all that is seen where it is asked for."""
        context = self._seeing(_with(seen, inner or {}))
        for _part in self.root_render_func(context):
            pass
        return SimpleNamespace(**{name: context.vars[name] for name in context.exported_vars})


def _with(seen: Mapping[str, Any], inner: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**seen, **{name: value for name, value in inner.items() if value is not missing}}


class Layouts:
    """All layouts, by name: `code` compiles one, `used` is told of each that is asked for, and by which other."""

    filters, tests = FILTERS, TESTS
    undefined = Away
    concat = "".join
    getattr = staticmethod(attribute)
    getitem = staticmethod(item)

    def __init__(
        self,
        code: Callable[[str], CodeType],
        used: Callable[[str, str | None], None],
        shown: Mapping[str, Any],
    ) -> None:
        self._code = code
        self._used = used
        self._held: dict[str, Layout] = {}
        self.shown = shown

    def get_template(self, name: str, parent: str | None = None) -> Layout:
        """A layout, for itself or for another; raises what `code` raises."""
        self._used(name, parent)
        if name not in self._held:
            self._held[name] = Layout(self._code(name), self)
        return self._held[name]
