"""What layouts are compiled to: Python that says the same as Jinja2's own, in a third of the time.

Jinja2 asks of every attribute first whether Python knows it, wraps every piece of text before it is joined with others, and
prepares each call of a macro for all that a call may be. Layouts do these things some five hundred times on a page, and mostly in
one way: their views are plain mappings, their pieces are joined at once, their macros are called by position. Whatever is not
so simple is written as Jinja2 writes it. All of it runs on a few things of our own (`layoutrun`, `layoutset`).

Only for the layouts that come with the generator: those of a dossier are held in by the code of Jinja2's sandbox. This leans on
what Jinja2's `CodeGenerator` is within; the tests compare both ways, and tell if a newer Jinja2 has another.
"""

from __future__ import annotations

from types import CodeType
from typing import Any, NoReturn

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.visitor import NodeTransformer

from generator import layoutrun
from generator.layoutfilters import FILTERS, TESTS
from generator.restwords import Words

READ: dict[str, Any] = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
}
"""How layouts are read, whoever compiles them."""


def compiled(source: str, name: str, file: str, words: Words) -> CodeType:
    """A layout as Python that runs on `layoutset`; raises `Beyond` where it asks for what there is not."""
    try:
        return _Compiling(words).compile(source, name, file)
    except TemplateSyntaxError as error:
        raise layoutrun.Beyond from error


class Said(NodeTransformer):
    """Puts the words of the site into a layout when it is compiled: `t("Sources")` need not be asked on every page."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  as Jinja2 calls it
        """Words that stand in the layout themselves, as they are said."""
        self.generic_visit(node)
        match node:
            case nodes.Call(node=nodes.Name(name="t"), args=[nodes.Const(value=str(english))]):
                return nodes.Const(self._words(english), lineno=node.lineno)
        return node


class Code(CodeGenerator):
    """Writes a layout as Python, with these in place of what Jinja2 has for the same."""

    _printed: nodes.Node | None = None

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """A whole layout."""
        self.writeline(f"from {layoutrun.__name__} import {', '.join(layoutrun.NAMES)}")
        super().visit_Template(node, frame)

    def writeline(self, x: str, *rest: Any, **more: Any) -> None:
        """A line, unless it has the layout ask for what Jinja2 would run it on."""
        if not x.startswith("from jinja2."):
            super().writeline(x, *rest, **more)

    def visit_ScopedEvalContextModifier(self, node: nodes.ScopedEvalContextModifier, _: Frame) -> NoReturn:  # noqa: N802
        """A part of a layout in which other rules hold for what is escaped: there is none."""
        self.fail("whatever is printed is escaped", node.lineno)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """An attribute."""
        if hasattr(dict, node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("at(")
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
        catches = f"catches_named={ref.accesses_kwargs}, catches_more={ref.accesses_varargs}"
        self.write(f"Piece(macro, {names!r}, {catches}, is_around={ref.accesses_caller})")

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


class _Compiling(Environment):
    """Jinja2, to compile with."""

    code_generator_class = Code

    def __init__(self, words: Words) -> None:
        super().__init__(**READ)
        self.filters.clear()
        self.filters |= FILTERS
        self.tests.clear()
        self.tests.update(**TESTS)
        self._words = words

    def _generate(self, source: nodes.Template, *rest: Any, **more: Any) -> str:
        return super()._generate(Said(self._words).visit(source), *rest, **more)
