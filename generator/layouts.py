"""A page to text, by its layout. Alone imports Jinja2.

Layouts see the view of their page and the words of the site, and nothing else. Everything they print is escaped, and a name
that is not in the view is an error, not an empty space.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from generator.compiled import Compiled
from generator.layoutcode import FILTERS, Code, filled
from generator.own.overrides import FOLDER, own_layouts
from generator.pages import Page
from generator.recall import Recall, digest
from generator.restwords import Words
from generator.show import View

ASSETS = "assets"
"""The folder of layouts whose files go out as they are, and the folder of the site where they lie."""

OWN_STYLE = "own.css"
"""The style sheet that every page takes in after that of the site, where a dossier has one among its assets."""

_MISTAKES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What Python raises where an expression in a layout makes no sense, such as a sum of a number and a text."""


_PASSED_OVER = re.compile(r"\.|.*(~|\.swp|\.tmp|\.bak)\Z")
"""What editors leave beside files."""


class LayoutError(Exception):
    """A layout that cannot be rendered; the message names it, the line, the page, and what is wrong."""


class _Said(NodeTransformer):
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


class _Layouts(jinja2.Environment):
    """Notes which layouts are used, by whatever way: a layout that another calls in is used with it."""

    def __init__(self, recall: Recall, words: Words, **how: Any) -> None:
        """As Jinja2's, with the words that the site speaks in."""
        super().__init__(**how)
        self.filters["filled"] = filled
        self._recall = recall
        self._words = words
        self._held: dict[str, jinja2.Template] = {}
        self._calls: defaultdict[str, set[str]] = defaultdict(set)
        self._grounds: dict[str, list[str]] = {}

    def _generate(self, source: nodes.Template, *rest: Any, **more: Any) -> str:
        return super()._generate(_Said(self._words).visit(source), *rest, **more)

    def make_globals(self, d: Any) -> Any:  # noqa: ARG002  nothing is ever given here
        """What every layout sees: these themselves, where Jinja2 makes a chain of mappings that is slow to look through."""
        return self.globals

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> jinja2.Template:  # noqa: A002
        """A layout by name."""
        if parent is not None and name not in self._calls[parent]:
            self._calls[parent].add(name)
            self._grounds.clear()
        for ground in self._grounds.get(name) or self._grounds_of(name):
            self._recall.note(ground)
        found = self._held.get(name)
        if found is None:
            found = self._held[name] = super().get_template(name, parent, globals)
        return found

    def _grounds_of(self, name: str) -> list[str]:
        """What a layout rests on: itself, and all that it calls in."""
        used = [name]
        for one in used:
            used += self._calls[one].difference(used)
        self._grounds[name] = [f"layout:{one}" for one in used]
        return self._grounds[name]


class _Own(_Layouts):
    """For the layouts that come with the generator."""

    code_generator_class = Code

    def __init__(self, *known: Any, **how: Any) -> None:
        """As Jinja2's, with some filters of our own."""
        super().__init__(*known, **how)
        self.filters |= FILTERS


class _Guarded(_Layouts, SandboxedEnvironment):
    """For layouts that come with a dossier, from whoever wrote it: they reach nothing but what they are shown."""


class Renderer:
    """Renders pages by the layouts in `folders`; where two have a layout of one name, that of the first is taken.

    What is rendered rests on the layouts that are used for it; `compiled` are those compiled before. `edition` tells words that
    say different things apart; it is empty for English ones.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        words: Words,
        recall: Recall,
        compiled: dict[str, bytes],
        edition: str = "",
    ) -> None:
        self._folders = folders
        with_layouts = [folder for folder in folders if any(folder.rglob("*.html"))]  # or of assets alone
        is_own = with_layouts == [own_layouts()]
        self._recall = recall
        self._jinja = (_Own if is_own else _Guarded)(
            recall,
            words,
            loader=jinja2.FileSystemLoader(with_layouts),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=Compiled(compiled, edition if is_own else f"{edition}guarded"),
        )
        self._jinja.globals = {"t": words, "own_style": self._own_style()}

    def settle(self, recall: Recall) -> None:
        """Tell which layouts there are now."""
        names = self._jinja.list_templates(extensions=["html"])
        self._jinja.globals["own_style"] = self._own_style()
        styles = [OWN_STYLE] if self._own_style() else []
        recall.settle("layouts", digest("\0".join([*names, *styles]).encode()))
        assert self._jinja.loader
        for name in names:
            source, _, _ = self._jinja.loader.get_source(self._jinja, name)
            recall.settle(f"layout:{name}", digest(source.encode()))

    def _own_style(self) -> bool:
        """Whether the dossier has a style sheet of its own beside that of the site."""
        return any((folder / ASSETS / OWN_STYLE).is_file() for folder in self._folders)

    def render(self, page: Page) -> str:
        """The text of a page; raises `LayoutError`."""
        return self._rendered(page.layout, page.view, f"page {page.address}")

    def draw(self, layout: str, view: View) -> str:
        """A piece of a page; raises `LayoutError`."""
        return self._rendered(layout, view, "a piece of pages")

    def _rendered(self, layout: str, view: View, of: str) -> str:
        self._recall.note("layouts")
        try:
            return self._jinja.get_template(layout).render(view)
        except jinja2.TemplateSyntaxError as error:
            raise LayoutError(f"{FOLDER}/{error.name}:{error.lineno}: {error.message} ({of})") from error
        except jinja2.TemplateNotFound as error:
            raise LayoutError(f"there is no layout '{error.name}' ({of})") from error
        except (jinja2.TemplateError, *_MISTAKES) as error:
            raise LayoutError(f"{self._place(error)}: {error} ({of})") from error

    def assets(self) -> Iterator[tuple[str, bytes]]:
        """Styles, scripts and pictures that go out as they are, by address."""
        found: dict[str, Path] = {}
        for folder in reversed(self._folders):
            for path in (folder / ASSETS).rglob("*"):
                if path.is_file() and not _PASSED_OVER.match(path.name):
                    found[path.relative_to(folder).as_posix()] = path
        yield from ((address, path.read_bytes()) for address, path in sorted(found.items()))

    def _place(self, error: Exception) -> str:
        import traceback

        # Jinja2 puts no line on what goes wrong while rendering; the last frame in a layout has it.
        known = {str(folder) for folder in self._folders}
        frames = traceback.extract_tb(error.__traceback__)
        inside = [frame for frame in frames if any(frame.filename.startswith(folder) for folder in known)]
        return f"{FOLDER}/{Path(inside[-1].filename).name}:{inside[-1].lineno}" if inside else "layout"
