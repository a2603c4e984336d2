"""`layouts/` in a dossier's own folder: layouts, styles and scripts that take the place of the generator's, one by one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.kinds import Kind
from generator.own.declaring import KINDS_FILE
from generator.problems import Problem, did_you_mean

FOLDER = "layouts"


def own_layouts() -> Path:
    """The folder of the layouts that come with the generator, in a wheel or in a checkout."""
    package = Path(__file__).parents[1]
    packed = package / "_layouts"
    return packed if packed.is_dir() else package.parent / "layouts"


def layouts_of(project: Path) -> list[Path]:
    """The folders in which the layouts of a dossier are looked for, in this order: its own, then that of the generator."""
    folder, own = project / FOLDER, own_layouts()
    is_other = folder.is_dir() and not folder.samefile(own)
    return [folder, own] if is_other else [own]


def faults_in(project: Path, kinds: Sequence[Kind]) -> Iterator[Problem]:
    """What leads out of the dossier's folder of layouts, and layouts that its own kinds name and nobody has."""
    folders = layouts_of(project)
    for folder in folders[:-1]:
        yield from _links(project, folder)
    there = {path.name for folder in folders for path in folder.glob("*.html")}
    for number, kind in enumerate(kinds):
        if kind.layout not in there:
            headline = f"there is no layout '{kind.layout}'"
            cure = did_you_mean(kind.layout, sorted(there)) or f"write {FOLDER}/{kind.layout}"
            yield Problem("no-layout", KINDS_FILE, headline, cure, ("kinds", number, "layout"))


def _links(project: Path, folder: Path) -> Iterator[Problem]:
    if folder.is_symlink():
        yield _leads_out(FOLDER)
        return
    for below, folders, files in os.walk(folder):
        for name in sorted([*folders, *files]):
            if (path := Path(below, name)).is_symlink():
                yield _leads_out(path.relative_to(project).as_posix())


def _leads_out(file: str) -> Problem:
    headline = "this is a link, and nothing of the site is taken from it"
    return Problem("leads-out", file, headline, "put what it leads to here in place of the link")
