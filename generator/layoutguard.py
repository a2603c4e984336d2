"""Layouts as Jinja2 itself renders them: those of a dossier, in its sandbox, and any that go wrong, since it tells how.

They reach nothing but what they are shown. A name that is not in the view is an error, not an empty space.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.sandbox import SandboxedEnvironment

from generator.compiled import Compiled
from generator.layoutcode import READ, Said
from generator.layoutfilters import filled
from generator.layoutset import LayoutError
from generator.own.overrides import FOLDER
from generator.restwords import Words

_MISTAKES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What Python raises where an expression in a layout makes no sense, such as a sum of a number and a text."""


class Guarded(SandboxedEnvironment):
    """All layouts in some folders, by name; `used` is told of each that is asked for, and by which other."""

    def __init__(
        self,
        folders: Sequence[Path],
        words: Words,
        used: Callable[[str, str | None], None],
        shown: Mapping[str, Any],
        compiled: Compiled,
    ) -> None:
        super().__init__(
            loader=jinja2.FileSystemLoader(folders),
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=_Kept(compiled),
            **READ,
        )
        self.filters["filled"] = filled
        self.globals = dict(shown)
        self._words = words
        self._used = used
        self._folders = [str(folder) for folder in folders]
        self._held: dict[str, jinja2.Template] = {}

    def _generate(self, source: nodes.Template, *rest: Any, **more: Any) -> str:
        return super()._generate(Said(self._words).visit(source), *rest, **more)

    def make_globals(self, d: Any) -> Any:  # noqa: ARG002  nothing is ever given here
        """What every layout sees: these themselves, where Jinja2 makes a chain of mappings that is slow to look through."""
        return self.globals

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> jinja2.Template:  # noqa: A002
        """A layout by name."""
        self._used(name, parent)
        found = self._held.get(name)
        if found is None:
            found = self._held[name] = super().get_template(name, parent, globals)
        return found

    def rendered(self, layout: str, view: Mapping[str, Any], of: str) -> str:
        """The text that a layout gives for a view; raises `LayoutError`, which tells `of` what."""
        try:
            return self.get_template(layout).render(view)
        except jinja2.TemplateSyntaxError as error:
            raise LayoutError(f"{FOLDER}/{error.name}:{error.lineno}: {error.message} ({of})") from error
        except jinja2.TemplateNotFound as error:
            raise LayoutError(f"there is no layout '{error.name}' ({of})") from error
        except (jinja2.TemplateError, *_MISTAKES) as error:
            raise LayoutError(f"{self._place(error)}: {error} ({of})") from error

    def _place(self, error: Exception) -> str:
        import traceback

        # Jinja2 puts no line on what goes wrong while rendering; the last frame in a layout has it.
        frames = traceback.extract_tb(error.__traceback__)
        inside = [frame for frame in frames if frame.filename.startswith(tuple(self._folders))]
        return f"{FOLDER}/{Path(inside[-1].filename).name}:{inside[-1].lineno}" if inside else "layout"


class _Kept(BytecodeCache):
    """Hands Jinja2 what it compiled before; whether that is of its version and of Python's it looks itself."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What a layout goes by: its path."""
        return filename or name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled."""
        if kept := self._compiled.known(bucket.key, bucket.checksum):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled now."""
        self._compiled.keep(bucket.key, bucket.checksum, bucket.bytecode_to_string())
