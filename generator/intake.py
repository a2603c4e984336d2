"""What stands in a dossier's folder beside its facts: its settings, and what readers have been shown."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from generator.curly import curly_marks
from generator.history import LARGEST, NOTHING_YET, PUBLISHED_FILE, Published
from generator.history import read as published_of
from generator.kinds import Kind, type_of
from generator.problems import Problem, as_id
from generator.read import read_file
from generator.settings import SETTINGS_FILE, Settings
from generator.shape import shape, with_cures
from generator.yamlfile import parse

NO_DOSSIER = Problem(
    "no-dossier",
    SETTINGS_FILE,
    "there is no file 'content/dossier.yaml' here",
    "is this the dossier's folder? A new dossier begins with 'factsheet init DIR'",
)


def settings_file(project: Path) -> bytes | Problem:
    """`content/dossier.yaml` as bytes, or why it cannot be had."""
    content = read_file(project, SETTINGS_FILE)
    is_there = isinstance(content, bytes) or os.path.lexists(project / SETTINGS_FILE)
    return content if is_there else NO_DOSSIER


def read_settings(project: Path) -> tuple[Settings, list[Problem]]:
    """`content/dossier.yaml`; where it cannot be read, settings to go on with, so that every other fault is told too."""
    stand_in = Settings(format="1", title="", lang="en", summary="")
    content = settings_file(project)
    if isinstance(content, Problem):
        return stand_in, [content]
    data, problems = parse(content, SETTINGS_FILE)
    if data is None:
        return stand_in, problems
    settings, found = shape(data, Settings, SETTINGS_FILE)
    found += curly_marks(content, data, type_of(Settings), SETTINGS_FILE)
    return settings or stand_in, with_cures(problems, data, Settings) + found


def read_published(project: Path) -> tuple[Published, list[Problem]]:
    """`published.json`, what readers have been shown; that is nothing where there is no such file, or none that can be read."""
    if not os.path.lexists(project / PUBLISHED_FILE):
        return NOTHING_YET, []
    content = read_file(project, PUBLISHED_FILE, LARGEST)
    found = content if isinstance(content, Problem) else published_of(content)
    return (NOTHING_YET, [found]) if isinstance(found, Problem) else (found, [])


def meant_by(misplaced: Iterable[Problem], kinds: Sequence[Kind]) -> set[str]:
    """The facts that misnamed files would be: what names them is not told of besides."""
    return {
        f"{kind.name}:{as_id(PurePosixPath(one.file).stem)}"
        for one in misplaced
        for kind in kinds
        if not kind.id_parts and one.file.startswith(f"{kind.folder}/")
    }
