"""What layouts are compiled to: Python that says the same as Jinja2's own, in a third of the time.

Jinja2 asks of every attribute first whether Python knows it, wraps every piece of text before it is joined with others, and
prepares each call of a macro for all that a call may be. Layouts do these things some five hundred times on a page, and mostly in
one way: their views are plain mappings, their pieces are joined at once, their macros are called by position. Whatever is not
so simple goes the way of Jinja2.

Only for the layouts that come with the generator: those of a dossier are held in by the code of Jinja2's sandbox. This leans on
what Jinja2's `CodeGenerator` and `Macro` are within; the tests compare both ways, and tell if a newer Jinja2 has others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from jinja2 import Environment, nodes, pass_environment
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

NAMES = ("Piece", "around", "at", "call", "said", "text")
"""What compiled layouts use of this module."""


class Piece(Macro):
    """A macro that can be called by position without being prepared for, straight (`told`).

    `most` is how many arguments it takes so, and `most_around` how many if it is called around something, which comes after
    them; -1 where it cannot be called so.
    """

    def __init__(
        self, environment: Environment, func: Callable[..., str], name: str, arguments: Any, *rest: Any
    ) -> None:
        super().__init__(environment, func, name, arguments, *rest)
        is_plain = not (self.catch_kwargs or self.catch_varargs or self.explicit_caller)
        self.told = func
        self.most = len(arguments) if is_plain and not self.caller else -1
        self.most_around = len(arguments) if is_plain and self.caller else -1
        if is_plain and not self.caller:
            func.__defaults__ = (missing,) * len(arguments)  # as Jinja2 hands over for what is not given


def text(value: Any) -> str:
    """A value as it is printed: escaped, if it does not say itself how it stands in HTML."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is not str:
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


def at(environment: Environment, value: Any, name: str) -> Any:
    """What a value has under a name; not for names of methods that mappings have."""
    try:
        return value[name] if type(value) is dict else getattr(value, name)
    except (KeyError, AttributeError):
        return environment.getattr(value, name)


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


def around(called: Any, *args: Any, caller: Macro) -> str:
    """What a call around something gives, as it is printed."""
    if type(called) is Piece and len(args) <= called.most_around:
        return called.told(*args, *[missing] * (called.most_around - len(args)), caller)
    return text(called(*args, caller=caller))


@pass_environment
def chosen(environment: Environment, things: Iterable[Any], name: str | int, *test: Any) -> list[Any]:
    """Those of several things whose attribute passes a test, or if none is named, is anything at all."""
    passes = _passing(environment, name, test)
    return [one for one in things or () if passes(one)]


@pass_environment
def others(environment: Environment, things: Iterable[Any], name: str | int, *test: Any) -> list[Any]:
    """Those that do not."""
    passes = _passing(environment, name, test)
    return [one for one in things or () if not passes(one)]


def _passing(environment: Environment, name: str | int, test: tuple[Any, ...]) -> Callable[[Any], object]:
    find: Callable[..., Any] = at if isinstance(name, str) else Environment.getitem
    if not test:
        return lambda one: find(environment, one, name)
    passes: Any = environment.tests[test[0]]
    than = test[1:]
    return lambda one: passes(find(environment, one, name), *than)


def joined(things: Iterable[Any], between: str = "") -> str:
    """Several things as one text, which is HTML if any of them is."""
    parts = list(things)
    if any(hasattr(one, "__html__") for one in (*parts, between)):
        return markup(text(between).join(map(text, parts)))
    return between.join(map(str, parts))


def filled(words: str, place: str, what: object) -> Markup:
    """Words with something in the place that they have for it, `{place}`."""
    return markup(text(words).replace(f"{{{place}}}", text(what)))


FILTERS: dict[str, Callable[..., Any]] = {
    "join": joined,
    "list": list,
    "rejectattr": others,
    "selectattr": chosen,
}
"""Filters that take the place of Jinja2's, which look at each use whether they are one among several at a time (`async`)."""


class Code(CodeGenerator):
    """Writes a layout as Python, with these in place of what Jinja2 has for the same."""

    _printed: nodes.Node | None = None

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """A whole layout."""
        self.writeline(f"from {__name__} import {', '.join(NAMES)}")
        super().visit_Template(node, frame)

    def visit_ScopedEvalContextModifier(self, node: nodes.ScopedEvalContextModifier, _: Frame) -> NoReturn:  # noqa: N802
        """A part of a layout in which other rules hold for what is escaped: there is none."""
        self.fail("whatever is printed is escaped", node.lineno)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """An attribute."""
        if hasattr(dict, node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("at(environment, ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        """A call, of a macro or of something else: nothing that can be called from a layout asks for its context."""
        if not _is_by_position(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("around(" if forward_caller else "said(" if node is self._printed else "call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802
        """One of two things, or one or nothing."""
        if node is not self._printed:
            super().visit_CondExpr(node, frame)
            return
        frame = frame.soft()
        self.write("(")
        self._print(node.expr1, frame)
        self.write(" if ")
        self.visit(node.test, frame)
        self.write(" else ")
        self._print(node.expr2 or nodes.Const(""), frame)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, _: Frame) -> None:
        """What a macro is called by."""
        ref, node = macro_ref, macro_ref.node
        names = tuple(arg.name for arg in node.args)
        takes = f"{ref.accesses_kwargs}, {ref.accesses_varargs}, {ref.accesses_caller}"
        self.write(f"Piece(environment, macro, {getattr(node, 'name', None)!r}, {names!r}, {takes}, True)")

    def _print(self, node: nodes.Expr, frame: Frame) -> None:
        self._output_child_pre(node, frame)
        self.visit(node, frame)
        self._output_child_post(node, frame)

    def _output_child_pre(self, node: nodes.Expr, *_: Any) -> None:
        if _prints_itself(node):
            self._printed = node
        else:
            self.write("text(")

    def _output_child_post(self, node: nodes.Expr, *_: Any) -> None:
        if not _prints_itself(node):
            self.write(")")


def _prints_itself(node: nodes.Node) -> bool:
    """Whether this is written so that it gives text."""
    return isinstance(node, nodes.CondExpr) or (isinstance(node, nodes.Call) and _is_by_position(node))


def _is_by_position(node: nodes.Call) -> bool:
    return not (node.kwargs or node.dyn_args or node.dyn_kwargs)
