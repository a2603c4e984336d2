"""A page to text, by its layout. Alone imports Jinja2.

Layouts see the view of their page and the words of the site, and nothing else. Everything they print is escaped, and a name
that is not in the view is an error, not an empty space.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from generator.own.overrides import FOLDER, own_layouts
from generator.pages import Page
from generator.recall import Recall, digest
from generator.restwords import Words
from generator.show import View
from generator.versions import identity

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


class Compiled(jinja2.BytecodeCache):
    """Layouts as Jinja2 compiles them, each with the checksum of the text it was compiled from and of what compiled it.

    The generator's own lie beside them, as those of Python's modules do, and may be taken away as these; all others are `kept`.
    So are the generator's own where they were compiled with something besides their text (`edition`), of which one is kept.
    """

    def __init__(self, kept: dict[str, bytes], edition: str = "") -> None:
        self._kept = kept
        self._own = own_layouts()
        self._edition = f"@{edition}" if edition else ""
        for key in [key for key in kept if not key.endswith(self._edition or ".html")]:
            del kept[key]

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What a layout goes by: its path, and what it is compiled with."""
        return (filename or name) + self._edition

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja2 what was compiled before; whether that is of its version and of Python's it looks itself."""
        beside, checksum = self._beside(bucket), _checksum(bucket)
        kept = _content(beside) if beside else self._kept.get(bucket.key, b"")
        if kept.startswith(checksum):
            bucket.bytecode_from_string(kept.removeprefix(checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled now."""
        beside, compiled = self._beside(bucket), _checksum(bucket) + bucket.bytecode_to_string()
        if beside is None:
            self._kept[bucket.key] = compiled
        elif not sys.dont_write_bytecode:
            with suppress(OSError):  # where the generator may not write, its layouts are compiled each time
                beside.parent.mkdir(exist_ok=True)
                new = beside.with_suffix(f".{os.getpid()}")
                new.write_bytes(compiled)
                new.replace(beside)

    def _beside(self, bucket: Bucket) -> Path | None:
        path = Path(bucket.key)
        if path.parent != self._own or self._edition:
            return None
        return self._own / "__pycache__" / f"{path.name}.{sys.implementation.cache_tag}"


def _checksum(bucket: Bucket) -> bytes:
    """Of the text that a layout was compiled from, and of what compiled it."""
    return f"{bucket.checksum} {identity():016x} ".encode()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


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

    recall: Recall
    words: Words
    calls: dict[str, set[str]]

    def _generate(self, source: nodes.Template, *rest: Any, **more: Any) -> str:
        return super()._generate(_Said(self.words).visit(source), *rest, **more)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> jinja2.Template:  # noqa: A002
        """A layout by name."""
        if parent is not None:
            self.calls.setdefault(parent, set()).add(name)
        self._note(name, set())
        return super().get_template(name, parent, globals)

    def _note(self, name: str, noted: set[str]) -> None:
        if name not in noted:
            noted.add(name)
            self.recall.note(f"layout:{name}")
            for one in self.calls.get(name, ()):
                self._note(one, noted)


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
        is_own = list(folders) == [own_layouts()]
        self._jinja = (_Layouts if is_own else _Guarded)(
            loader=jinja2.FileSystemLoader(folders),
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
        self._jinja.recall, self._jinja.words, self._jinja.calls = recall, words, {}

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
        self._jinja.recall.note("layouts")
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
        # Jinja2 puts no line on what goes wrong while rendering; the last frame in a layout has it.
        known = {str(folder) for folder in self._folders}
        frames = traceback.extract_tb(error.__traceback__)
        inside = [frame for frame in frames if any(frame.filename.startswith(folder) for folder in known)]
        return f"{FOLDER}/{Path(inside[-1].filename).name}:{inside[-1].lineno}" if inside else "layout"
