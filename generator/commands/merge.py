"""`factsheet merge`: two facts that are the same made one."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from generator.commands.common import project_option, today, wrong_usage
from generator.commands.trying import carry_out, dry_run_option, tried, with_history
from generator.correcting import free_file
from generator.edit import CannotEdit
from generator.edit.joining import joined
from generator.edit.renaming import files_of
from generator.facts import BUILT_IN
from generator.facts.actor import ACTOR
from generator.own.kinds import kinds_of


@click.command()
@click.argument("kept", metavar="A")
@click.argument("gone", metavar="B")
@project_option
@dry_run_option
def merge(kept: str, gone: str, project: Path, *, dry_run: bool) -> None:
    """Make one of two facts that are the same, A and B, such as actor:ada-lind and actor:vada-lindt: it is called A.

    What names B names A from now on, and B's old address leads there. What only B's file says is put into A's if they are
    actors; other facts are merged only if B says nothing that A does not. Nothing is done where the two differ. Ends with 0 if
    it is written, 1 if there would be new problems, 2 if the call was wrong or the two differ.
    """
    try:
        files = files_of(project, kinds_of(project, BUILT_IN))
        made = joined(files, kept, gone, taking_over=kept.startswith(f"{ACTOR.name}:"))
    except CannotEdit as error:
        wrong_usage(str(error))
    trial = with_history(project, tried(project, made.edits), made.called)
    carry_out(project, trial, dry_run=dry_run)
    if not dry_run:
        click.echo(f"{gone} is {kept} now; {len(trial.edits)} files have changed.")
    if gone in trial.before.published.by_address:
        file = free_file(today(), kept, lambda file: (project / file).exists())
        click.echo(
            f"Readers have been shown {gone}: tell them, with a correction of {kept}. This begins it:\n"
            f"  factsheet new correction {PurePosixPath(file).stem}"
        )
    if made.comments:
        click.echo(
            "\n".join(["These comments go with its file:", *(f"  {one}" for one in made.comments)]).encode()
        )
    if made.twice:
        places = (f"  {one.file}:{one.line}" for one in made.twice)
        click.echo("\n".join([f"These named both, and name {kept} twice now:", *places]))
