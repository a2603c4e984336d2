"""A page to text, by its layout. Alone imports Jinja2.

Layouts see the view of their page and the words of the site, and nothing else. Everything they print is escaped, and a name
that is not in the view is an error, not an empty space.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

import jinja2

from generator.pages import Page
from generator.restwords import Words

ASSETS = "assets"
"""The folder of layouts whose files go out as they are, and the folder of the site where they lie."""

_MISTAKES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What Python raises where an expression in a layout makes no sense, such as a sum of a number and a text."""


class LayoutError(Exception):
    """A layout that cannot be rendered; the message names it, the line, the page, and what is wrong."""


def own_layouts() -> Path:
    """The folder of the layouts that come with the generator, in a wheel or in a checkout."""
    packed = Path(__file__).parent / "_layouts"
    return packed if packed.is_dir() else Path(__file__).parent.parent / "layouts"


class Renderer:
    """Renders pages by the layouts in `folders`; where two have a layout of one name, that of the first is taken."""

    def __init__(self, folders: Sequence[Path], words: Words) -> None:
        self._folders = folders
        self._jinja = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._jinja.globals = {"t": words}

    def render(self, page: Page) -> str:
        """The text of a page; raises `LayoutError`."""
        try:
            return self._jinja.get_template(page.layout).render(page.view)
        except jinja2.TemplateSyntaxError as error:
            raise LayoutError(
                f"{error.name}:{error.lineno}: {error.message} (page {page.address})"
            ) from error
        except jinja2.TemplateNotFound as error:
            raise LayoutError(f"there is no layout '{error.name}' (page {page.address})") from error
        except (jinja2.TemplateError, *_MISTAKES) as error:
            raise LayoutError(f"{self._place(error)}: {error} (page {page.address})") from error

    def assets(self) -> Iterator[tuple[str, bytes]]:
        """Styles, scripts and pictures that go out as they are, by address."""
        found: dict[str, Path] = {}
        for folder in reversed(self._folders):
            for path in (folder / ASSETS).rglob("*"):
                if path.is_file():
                    found[path.relative_to(folder).as_posix()] = path
        yield from ((address, path.read_bytes()) for address, path in sorted(found.items()))

    def _place(self, error: Exception) -> str:
        # Jinja2 puts no line on what goes wrong while rendering; the last frame in a layout has it.
        known = {str(folder) for folder in self._folders}
        frames = traceback.extract_tb(error.__traceback__)
        inside = [frame for frame in frames if any(frame.filename.startswith(folder) for folder in known)]
        return f"{Path(inside[-1].filename).name}:{inside[-1].lineno}" if inside else "layout"
