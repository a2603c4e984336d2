"""What is told of a publication before it goes out: what changes in the facts, in the settings and in the files."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dates import Date
from generator.history.told import as_text, besides
from generator.publish.base import SHOWN, Difference, Standing, told
from generator.publish.edition import Edition, record

MOST_LINES = 60
"""So many lines on changed facts are told; `factsheet diff` has all of them."""


def changes_told(out: Edition, since: Standing, files: Difference, most: int = SHOWN) -> str:
    """What readers get that they do not have; of the files of a sort as many as `most` are named."""
    return "\n".join([_facts(out, since.record), *_unsaid(out, since, files), told(files, most)])


def _facts(out: Edition, before: bytes) -> str:
    if not before:
        return f"Published here for the first time: {len(out.dossier.facts)} facts."
    lines = as_text(out.changes).split("\n")
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 2], "  … ('factsheet diff' tells the rest)", lines[-1]]
    other = besides(out.dossier.published, record(before, ""))
    return "\n".join([*lines, *([f"\n{other}"] if other else [])])


def _unsaid(out: Edition, since: Standing, files: Difference) -> Iterator[str]:
    """Why pages change, where neither facts nor settings do."""
    before = record(since.record, "")
    if not since.record or out.changes or besides(out.dossier.published, before) or not _pages(files):
        return
    if before.about:
        yield "No setting has changed either: what makes the pages is another, factsheet itself or the target's address."
    else:
        yield "What else has changed cannot be told: what was published there says nothing of its settings yet."


def _pages(files: Difference) -> bool:
    return any(one.endswith(".html") for one in (*files.added, *files.changed, *files.removed))


def message(out: Edition, since: Standing, on: Date) -> str:
    """The same for a journal, without the files: the title, the day, and what changes in the facts."""
    title = " ".join(out.dossier.settings.title.split())
    return f"{title}: published on {on.text}\n\n{_facts(out, since.record)}"
