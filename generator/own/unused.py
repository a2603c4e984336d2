"""What lies in a dossier's own `layouts/` and has no effect there: layouts that nothing uses, and style sheets that end too soon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from generator.patterns import late
from generator.problems import Mark, Part, Problem, Severity, did_you_mean
from generator.read import read_file

_ASSETS: Final = ("css", "js", "svg", "png", "jpg", "woff2")
_NAMED: Final = late(r"""["']([^"'\s{}]+\.html)["']""")
_SIGNS: Final = late(r"""/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{}]""", re.DOTALL)
"""What matters in a style sheet: braces, and what may hold others that do not count."""


def unused_in(project: Path, folders: Sequence[Path], named: Iterable[str]) -> Iterator[Problem]:
    """What has no effect in the dossier's own one of the folders in which layouts are looked for, the first of several.

    That is a layout with a name that the others do not have, is not `named` by a kind, and stands in no layout; and styles.
    """
    own = folders[:-1]
    if own and not own[0].is_symlink():
        known = {path.name for path in folders[-1].glob("*.html")}
        yield from _among(project, own[0], known.union(named))


def _among(project: Path, folder: Path, names: set[str]) -> Iterator[Problem]:
    files = sorted(path for path in folder.glob("*") if path.is_file() and path.name[0] not in "._")
    layouts = [path.name for path in files if path.suffix == ".html"]
    said = names.union(*(_named_in(project, f"{folder.name}/{name}") for name in layouts))
    for path in files:
        file = f"{folder.name}/{path.name}"
        if path.suffix == ".html" and path.name not in said:
            cure = did_you_mean(path.name, sorted(names)) or "'factsheet layout' lists the names there are"
            yield _unused(file, f"no page uses '{path.name}', and no layout names it", cure)
        elif path.suffix[1:] in _ASSETS:
            yield _unused(file, "this file is not taken in", f"put it into {folder.name}/assets/")
    for path in sorted(folder.glob("assets/*.css")):
        yield from _unbalanced(project, f"{folder.name}/assets/{path.name}")


def _unused(file: str, headline: str, cure: str) -> Problem:
    return Problem("unused-layout", file, headline, cure, part=Part.FILE, severity=Severity.WARNING)


def _named_in(project: Path, file: str) -> Sequence[str]:
    return _NAMED.findall(_text(project, file))


def _text(project: Path, file: str) -> str:
    content = read_file(project, file)
    return content.decode(errors="replace") if isinstance(content, bytes) else ""


def _unbalanced(project: Path, file: str) -> Iterator[Problem]:
    """The first brace of a style sheet that has no other: a browser passes over what follows."""
    text = _text(project, file)
    opened: list[int] = []
    for sign in _SIGNS.finditer(text):
        if sign[0] == "{":
            opened.append(sign.start())
        elif sign[0] == "}" and opened:
            opened.pop()
        elif sign[0] == "}":
            yield _brace(file, text, sign.start(), "the brace } closes none that is open here", "take it out")
            return
    if opened:
        headline = "the brace { that opens here is not closed, so that browsers pass over what follows"
        yield _brace(file, text, opened[0], headline, "put } where the rule ends")


def _brace(file: str, text: str, at: int, headline: str, cure: str) -> Problem:
    mark = Mark(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    return Problem("style-brace", file, headline, cure, mark=mark, severity=Severity.WARNING)
