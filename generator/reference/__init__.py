"""The reference for writers, made from what the program itself says: `docs/reference/`, renewed by `make reference`.

Nobody writes in these pages; a test holds that they are current.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from generator.reference.commands import commands_page
from generator.reference.kinds import kinds_page
from generator.reference.problems import problems_page

PAGES: Mapping[str, Callable[[], str]] = {
    "kinds.md": kinds_page,
    "problems.md": problems_page,
    "commands.md": commands_page,
}
"""The pages by the name of their file, each as Markdown when it is asked for."""


def write(folder: Path) -> None:
    """Write all pages into a folder. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")
