"""A page to text, by its layout.

Layouts see the view of their page and the words of the site, and nothing else. Everything they print is escaped, and a name
that is not in the view is an error, not an empty space.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, TypeVar

from generator.answers import digest
from generator.compiled import Compiled
from generator.layoutrun import Beyond
from generator.layoutset import LayoutError, Layouts
from generator.own.overrides import own_layouts
from generator.patterns import late
from generator.recall import Recall
from generator.restwords import Words
from generator.show import View
from generator.siteplan import Page

if TYPE_CHECKING:
    from generator.layoutguard import Guarded

__all__ = ["AMISS", "ASSETS", "OWN_STYLE", "LayoutError", "Renderer", "own_layouts"]

ASSETS = "assets"
"""The folder of layouts whose files go out as they are, and the folder of the site where they lie."""

OWN_STYLE = "own.css"
"""The style sheet that every page takes in after that of the site, where a dossier has one among its assets."""

AMISS = (Beyond, ArithmeticError, AttributeError, LookupError, NameError, OSError, TypeError, ValueError)
"""What comes of a layout that is wrong, or asks for what Jinja2 alone can do."""

_AT_A_TIME = 2_000
"""So many parts of a page become bytes together."""

T = TypeVar("T")

_PASSED_OVER = late(r"\.|.*(~|\.swp|\.tmp|\.bak)\Z")
"""What editors leave beside files."""


class _Used:
    """Notes which layouts are used, by whatever way: a layout that another calls in is used with it."""

    def __init__(self, recall: Recall) -> None:
        self._recall = recall
        self._calls: defaultdict[str, set[str]] = defaultdict(set)
        self._grounds: dict[str, list[str]] = {}

    def note(self, name: str, by: str | None) -> None:
        """A layout is asked for, for itself or by another."""
        if by is not None and name not in self._calls[by]:
            self._calls[by].add(name)
            self._grounds.clear()
        for ground in self._grounds.get(name) or self._grounds_of(name):
            self._recall.note(ground)

    def _grounds_of(self, name: str) -> list[str]:
        """What a layout rests on: itself, and all that it calls in."""
        used = [name]
        for one in used:
            used += self._calls[one].difference(used)
        self._grounds[name] = [f"layout:{one}" for one in used]
        return self._grounds[name]


class Renderer:
    """Renders pages by the layouts in `folders`; where two have a layout of one name, that of the first is taken.

    What is rendered rests on the layouts that are used for it; `compiled` are those compiled before. `edition` tells words that
    say different things apart; it is empty for English ones. The generator's own layouts run without Jinja2 once they are compiled;
    `is_own`: there are no others.
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
        self._with_layouts = [
            folder for folder in folders if any(folder.rglob("*.html"))
        ]  # or of assets alone
        self.is_own = self._with_layouts == [own_layouts()]
        self._words, self._recall = words, recall
        self._used = _Used(recall)
        self._compiled = Compiled(compiled, edition if self.is_own else f"{edition}guarded")
        self._shown = {"t": words, "own_style": self._own_style()}
        self._layouts = Layouts(self._code, self._used.note, self._shown)

    @cached_property
    def _guarded(self) -> Guarded:
        from generator.layoutguard import (
            Guarded,
        )  # and Jinja2: not for layouts of ours as long as nothing is amiss

        kept = Compiled({}, "guarded") if self.is_own else self._compiled
        return Guarded(self._with_layouts, self._words, self._used.note, self._shown, kept)

    def settle(self, recall: Recall) -> None:
        """Tell which layouts there are now."""
        paths = self._paths()
        self._shown["own_style"] = self._own_style()
        styles = [OWN_STYLE] if self._own_style() else []
        whose = "own" if self.is_own else "any"  # these are shown names in another way
        recall.settle("layouts", digest("\0".join([*sorted(paths), *styles, whose]).encode()))
        for name, path in paths.items():
            recall.settle(f"layout:{name}", digest(path.read_bytes()))

    def _paths(self) -> dict[str, Path]:
        """Where each layout lies, by name."""
        return {
            path.relative_to(folder).as_posix(): path
            for folder in reversed(self._with_layouts)
            for path in folder.rglob("*.html")
        }

    def _own_style(self) -> bool:
        """Whether the dossier has a style sheet of its own beside that of the site."""
        return any((folder / ASSETS / OWN_STYLE).is_file() for folder in self._folders)

    def render(self, page: Page) -> bytes:
        """A page, in UTF-8; raises `LayoutError`."""
        return page.naming.finished(self.draft(page))

    def draft(self, page: Page) -> bytes:
        """A page before names are filled in, in UTF-8; raises `LayoutError`."""
        return self._rendered(page.layout, page.view, f"page {page.address}", _encoded)

    def draw(self, layout: str, view: View) -> str:
        """A piece of the draft of a page; raises `LayoutError`."""
        return self._rendered(layout, view, "a piece of pages", "".join)

    def _rendered(self, layout: str, view: View, of: str, whole: Callable[[Iterable[str]], T]) -> T:
        self._recall.note("layouts")
        if self.is_own:
            with suppress(*AMISS):
                return whole(self._layouts.get_template(layout).parts(view))
        return whole([self._guarded.rendered(layout, view, of)])

    def _code(self, name: str) -> CodeType:
        """A layout of ours, compiled; raises OSError, or `Beyond`."""
        path = self._with_layouts[0] / name
        text = path.read_bytes()
        checksum = f"{digest(text):016x}"
        with suppress(EOFError, TypeError, ValueError):  # of another Python, or damaged
            kept = self._compiled.known(str(path), checksum)
            return marshal.loads(kept)  # type: ignore[no-any-return]  # noqa: S302  kept as what Python compiles is
        from generator.layoutcode import compiled

        code = compiled(text.decode(), name, str(path), self._words)
        self._compiled.keep(str(path), checksum, marshal.dumps(code))
        return code

    def assets(self) -> Iterator[tuple[str, bytes]]:
        """Styles, scripts and pictures that go out as they are, by address."""
        found: dict[str, Path] = {}
        for folder in reversed(self._folders):
            for path in (folder / ASSETS).rglob("*"):
                if path.is_file() and not _PASSED_OVER.match(path.name):
                    found[path.relative_to(folder).as_posix()] = path
        yield from ((address, path.read_bytes()) for address, path in sorted(found.items()))


def _encoded(parts: Iterable[str]) -> bytes:
    """The parts of a page in UTF-8, some at a time: as one text it would have up to four bytes for each character."""
    each, pieces = iter(parts), list[bytes]()
    while some := list(islice(each, _AT_A_TIME)):
        pieces.append("".join(some).encode())
    return b"".join(pieces)
