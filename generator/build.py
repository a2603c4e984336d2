"""The line from files to a site, readable in one screen.

    read, parse, shape, link, check, derive, plan, render; and `output` writes

Every stage takes values and returns values with the problems it found, and goes on with what is sound, so that one run shows
every fault. Nothing is rendered while an error stands.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.checks import CHECKS
from generator.derive import derive
from generator.dossier import Dossier, Held, link
from generator.facts import BUILT_IN
from generator.history import LARGEST, NOTHING_YET, PUBLISHED_FILE, Published
from generator.history import read as published_of
from generator.history.changes import compare
from generator.history.guard import strict
from generator.kinds import Kind
from generator.layouts import Renderer, own_layouts
from generator.markdown import parse_page
from generator.pages import Page, plan, shared_addresses
from generator.problems import Problem, Severity, in_order
from generator.quotes import fingerprints
from generator.read import FactFile, read, read_beside, read_file
from generator.restwords import Words
from generator.settings import SETTINGS_FILE, Settings
from generator.shape import shape
from generator.show import words_of
from generator.yamlfile import parse

NO_DOSSIER = Problem(
    "no-dossier",
    SETTINGS_FILE,
    "there is no such file",
    "write it with at least 'format: 1', 'title:', 'lang:' and 'summary:'; is this the dossier's folder?",
)

Say = Callable[[str], None]
"""Told what is being done, stage by stage."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A dossier looked at: all problems in order, and the pages to be, which are all there only if no error stands."""

    problems: tuple[Problem, ...]
    pages: tuple[Page, ...]
    words: Words
    dossier: Dossier

    @property
    def sound(self) -> bool:
        """Whether no error stands."""
        return not has_errors(self.problems)


def look(project: Path, say: Say, *, base_url: str = "", kinds: Sequence[Kind] = BUILT_IN) -> Planned:
    """The line up to the plan of the site. `base_url` takes the place of the one in the settings."""
    dossier, problems = gather(project, say, kinds)
    problems += [problem for check in (*CHECKS, shared_addresses) for problem in check(dossier)]
    words = words_of({})
    if has_errors(problems):
        return Planned(tuple(in_order(problems)), (), words, dossier)
    say(f"planning the pages of {len(dossier.facts)} facts")
    base = base_url or dossier.settings.base_url or ""
    pages = plan(dossier, derive(dossier), words, f"{base.rstrip('/')}/" if base else "")
    return Planned(tuple(in_order(problems)), pages, words, dossier)


def gather(project: Path, say: Say, kinds: Sequence[Kind] = BUILT_IN) -> tuple[Dossier, list[Problem]]:
    """The line up to linking: all facts of a project that take shape, and what is wrong with the rest and with the links."""
    say("reading the facts")
    settings, problems = read_settings(project)
    files, found = read(project, kinds)
    beside, strays = read_beside(project, kinds, files)
    kept, damaged = fingerprints(beside)
    held, drafts, unshaped = shape_all(files)
    say(f"linking and checking {len(held)} facts")
    shapeless = {f"{file.kind.name}:{file.id}" for file in files} - {one.ref for one in held} - drafts
    dossier, dangling = link(settings, kinds, held, shapeless=shapeless, drafts=drafts)
    published, unread = read_published(project)
    problems = [*problems, *found, *strays, *damaged, *unshaped, *dangling, *unread]
    return replace(dossier, published=published, fingerprints=kept), problems


def read_published(project: Path) -> tuple[Published, list[Problem]]:
    """`published.json`, what readers have been shown; that is nothing where there is no such file, or none that can be read."""
    if not os.path.lexists(project / PUBLISHED_FILE):
        return NOTHING_YET, []
    content = read_file(project, PUBLISHED_FILE, LARGEST)
    found = content if isinstance(content, Problem) else published_of(content)
    return (NOTHING_YET, [found]) if isinstance(found, Problem) else (found, [])


def silent_changes(dossier: Dossier) -> list[Problem]:
    """What must not be published so: changes to what readers have been shown that no correction tells them of."""
    before = dossier.published
    return strict(dossier, before, compare(dossier, before)) if before.editions else []


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of them is an error, which stops what was asked for."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def read_settings(project: Path) -> tuple[Settings, list[Problem]]:
    """`content/dossier.yaml`; where it cannot be read, settings to go on with, so that every other fault is told too."""
    stand_in = Settings(format="1", title="", lang="en", summary="")
    content = read_file(project, SETTINGS_FILE)
    if isinstance(content, Problem):
        return stand_in, [content if os.path.lexists(project / SETTINGS_FILE) else NO_DOSSIER]
    data, problems = parse(content, SETTINGS_FILE)
    if data is None:
        return stand_in, problems
    settings, found = shape(data, Settings, SETTINGS_FILE)
    return settings or stand_in, problems + found


def shape_all(files: Sequence[FactFile]) -> tuple[list[Held], set[str], list[Problem]]:
    """The facts that take shape, the drafts among the files, and what is wrong with the rest."""
    held: list[Held] = []
    drafts: set[str] = set()
    problems: list[Problem] = []
    for file in files:
        parse_file = parse_page if file.kind.suffix == ".md" else parse
        data, found = parse_file(file.content, file.file)
        record, unshaped = (None, []) if data is None else shape(data, file.kind.record, file.file)
        problems += found + unshaped
        if getattr(record, "draft", False):
            drafts.add(f"{file.kind.name}:{file.id}")
        elif record is not None:
            held.append(Held(file.kind, file.id, file.file, record))
    return held, drafts, problems


def render(planned: Planned, say: Say) -> dict[str, bytes]:
    """Every file of the site by its address. Raises `LayoutError`."""
    say(f"rendering {len(planned.pages)} pages")
    renderer = Renderer([own_layouts()], planned.words)
    files = dict(renderer.assets())
    files.update((page.address, renderer.render(page).encode()) for page in planned.pages)
    if planned.dossier.published.editions:
        files[PUBLISHED_FILE] = planned.dossier.published.as_json()
    return files
