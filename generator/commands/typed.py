"""A build as it is mostly typed, read without click, which takes longer to import than most edits to check.

At anything remarkable, mistakes above all, click reads the line; a test holds the two together.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from generator.values import Fixed

_NAMING = {"--project": "project", "--output": "output", "--base-url": "base_url"}
_SWITCHING = {"--clean": "clean", "--explain": "explain"}


class Build(Fixed, frozen=True):
    """What was typed after `factsheet build`."""

    project: Path = Path()
    output: Path | None = None
    base_url: str = ""
    clean: bool = False
    explain: bool = False


def build_typed(arguments: Sequence[str]) -> Build | None:
    """What these arguments of `factsheet build` say; None where that is for click to read."""
    said: dict[str, str] = {}
    words = iter(arguments)
    for word in words:
        name, sign, value = word.partition("=")
        field = _NAMING.get(name) or _SWITCHING.get(word)
        if field is None or field in said:
            return None
        said[field] = value if sign or name in _SWITCHING else next(words, "")
        if name in _NAMING and (not said[field] or said[field].startswith("-")):
            return None
    return _checked(said)


def _checked(said: dict[str, str]) -> Build | None:
    project, output = said.get("project", "."), said.get("output")
    is_usual = os.path.isdir(project) and os.access(project, os.R_OK)  # noqa: PTH112  sooner than by `Path`
    if (
        os.name == "nt"
        or not is_usual
        or (output and os.path.lexists(output) and not os.access(output, os.R_OK))
    ):
        return None
    site = Path(output) if output else None
    return Build(Path(project), site, said.get("base_url", ""), "clean" in said, "explain" in said)
