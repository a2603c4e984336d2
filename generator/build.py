"""The line from files to a site, readable in one screen.

    read, parse, shape, link, check, derive, plan, render; and `output` writes

Every stage takes values and returns values with the problems it found, and goes on with what is sound, so that one run shows
every fault. Nothing is rendered while an error stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.dossier import Dossier
from generator.facts import BUILT_IN
from generator.history import PUBLISHED_FILE
from generator.intake import read_published, read_settings
from generator.kinds import Kind
from generator.problems import Problem, has_errors
from generator.workroom import Planned, Say, Workroom

__all__ = [
    "Planned",
    "Say",
    "gather",
    "has_errors",
    "look",
    "read_published",
    "read_settings",
    "render",
    "silent_changes",
]


def look(project: Path, say: Say, *, base_url: str = "", kinds: Sequence[Kind] = BUILT_IN) -> Planned:
    """The line up to the plan of the site. `base_url` takes the place of the one in the settings."""
    return Workroom(project, kinds).look(say, base_url=base_url)


def gather(project: Path, say: Say, kinds: Sequence[Kind] = BUILT_IN) -> tuple[Dossier, list[Problem]]:
    """The line up to linking: all facts of a project that take shape, and what is wrong with the rest and with the links."""
    return Workroom(project, kinds).gather(say)


def silent_changes(dossier: Dossier) -> list[Problem]:
    """What must not be published so: changes to what readers have been shown that no correction tells them of."""
    from generator.history.changes import compare
    from generator.history.guard import strict

    before = dossier.published
    return strict(dossier, before, compare(dossier, before)) if before.editions else []


def render(planned: Planned, say: Say) -> dict[str, bytes]:
    """Every file of the site by its address. Raises `LayoutError`."""
    say(f"rendering {len(planned.pages)} pages")
    files = beside_pages(planned)
    files.update((page.address, planned.room.renderer.render(page)) for page in planned.pages)
    return files


def beside_pages(planned: Planned) -> dict[str, bytes]:
    """The files of the site that are no pages, by address."""
    files = dict(planned.room.renderer.assets())
    if planned.dossier.published.editions:
        files[PUBLISHED_FILE] = planned.dossier.published.as_json()
    return files
