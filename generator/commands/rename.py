"""`factsheet rename`: a fact or an entry called otherwise, wherever it is named."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.common import project_option, wrong_usage
from generator.commands.trying import carry_out, dry_run_option, tried, with_history
from generator.edit import CannotEdit
from generator.edit.renaming import existing, files_of, new_address, rename_all, renaming
from generator.facts import BUILT_IN
from generator.own.kinds import kinds_of
from generator.read import FactFile


@click.command()
@click.argument("old")
@click.argument("new")
@project_option
@dry_run_option
def rename(old: str, new: str, project: Path, *, dry_run: bool) -> None:
    """Call OLD, a fact such as actor:ada-lind or an entry in one, NEW from now on: a name alone is enough.

    Its file moves, with what lies beside it; every field and every link that names it names it anew; the old address of its
    page leads on; and what readers have been shown of it goes on under the new name. Ends with 0 if that is written, 1 if
    there would be new problems in the facts, 2 if the call was wrong.
    """
    try:
        files = files_of(project, kinds_of(project, BUILT_IN))
        target = new_address(files, old, new)
        called = renaming(files.kinds, {old: target})
        edits = rename_all(files, called)
    except CannotEdit as error:
        wrong_usage(str(error))
    trial = with_history(project, tried(project, edits), called)
    carry_out(project, trial, dry_run=dry_run)
    if not dry_run:
        click.echo(f"{old} is {target} now; {len(edits)} files have changed.")
        for text in _texts(project, existing(files, old)):
            click.echo(f"{text} is not moved, since it is no part of the dossier; give it the new name too.")


def _texts(project: Path, file: FactFile) -> list[str]:
    """The local texts of an article, which nothing here touches."""
    folder = project / file.kind.folder / "texts"
    found = folder.glob(f"{file.id}.*") if file.kind.beside else ()
    return sorted(path.relative_to(project).as_posix() for path in found)
