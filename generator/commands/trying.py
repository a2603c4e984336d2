"""How commands change a dossier: tried out on a copy first, refused with the problems that would come of it, all or nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import click

from generator.build import Planned, has_errors, look, read_published
from generator.commands.common import reader, say_when_slow, wrong_usage
from generator.dossier import Dossier
from generator.edit import CannotEdit, Edit, apply, as_diffs, checked
from generator.edit.renaming import Renaming
from generator.history import PUBLISHED_FILE
from generator.history.meaning import about, digest
from generator.history.renaming import settings_under_new_names, under_new_names
from generator.problems import Problem
from generator.report import as_text, located

dry_run_option = click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")


@dataclass(frozen=True, slots=True)
class Trial:
    """Edits tried out on a copy: the problems they bring and take away, the dossier before and after, and whether it was sound."""

    edits: tuple[Edit, ...]
    new: tuple[Problem, ...]
    mended: tuple[Problem, ...]
    before: Dossier
    after: Dossier
    sound: bool

    def besides(self, edit: Edit) -> Trial:
        """The same with one edit more, which changes no fact."""
        return replace(self, edits=(*self.edits, edit))


def tried(project: Path, edits: Sequence[Edit]) -> Trial:
    """What edits would do to the dossier; ends with 2 where they cannot be made."""
    looked: list[Planned] = []

    def look_at(folder: Path) -> Sequence[Problem]:
        planned = look(folder, say_when_slow())
        looked.append(planned)
        return planned.problems

    try:
        outcome = checked(project, edits, look_at)
    except CannotEdit as error:
        wrong_usage(str(error))
    moved = [(edit.file, other.file) for edit, other in pairwise(edits) if not (edit.after or other.before)]
    known = {(new, one.code, one.headline) for one in outcome.mended for old, new in moved if old == one.file}
    really = (one for one in outcome.new if (one.file, one.code, one.headline) not in known)
    before, after = looked
    return Trial(
        tuple(edits), tuple(really), outcome.mended, before.dossier, after.dossier, sound=before.sound
    )


def carry_out(project: Path, trial: Trial, *, dry_run: bool) -> None:
    """Write what was tried, all or nothing; only show it where that is all that was asked for.

    Ends with 1, and the problems told, if it would bring new errors into the dossier; with 2 if it cannot be written.
    """
    after = {edit.file: edit.after for edit in trial.edits}
    beside = reader(project)
    if trial.new:
        told = located(trial.new, lambda file: after[file] if file in after else beside(file))
        click.echo(as_text(told), err=True)
    if has_errors(trial.new):
        click.echo("Nothing was written; these problems would have come of it.", err=True)
        sys.exit(1)
    if dry_run:
        # What readers have been shown is kept for programs to read: its lines would hide the others.
        click.echo(as_diffs([edit for edit in trial.edits if edit.file != PUBLISHED_FILE]).encode(), nl=False)
        if PUBLISHED_FILE in after:
            click.echo(f"{PUBLISHED_FILE} goes along, so that the history of the facts does not break off.")
        return
    try:
        apply(project, trial.edits)
    except CannotEdit as error:
        wrong_usage(str(error))


def with_history(project: Path, trial: Trial, called: Renaming) -> Trial:
    """What was tried, with what readers have been shown under its new names; ends with 2 where that cannot be told."""
    published, _ = read_published(project)
    if not published.editions or has_errors(trial.new):
        return trial
    if not trial.sound:
        wrong_usage(
            "there are errors in the facts; mend them first ('factsheet check'), so that their history can go on"
        )
    settings = about(trial.before.settings), about(trial.after.settings)
    after = under_new_names(published, called, digest(trial.before), digest(trial.after))
    after = settings_under_new_names(after, *settings)
    before = reader(project)(PUBLISHED_FILE) or b""
    return trial.besides(Edit(PUBLISHED_FILE, before, after.as_json()))
