"""`factsheet uses`: everything that names a fact."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.common import project_option, wrong_usage
from generator.edit import CannotEdit
from generator.edit.renaming import existing, files_of
from generator.edit.renaming import uses as uses_of
from generator.edit.telling import counted, told
from generator.facts import BUILT_IN
from generator.own.kinds import kinds_of


@click.command()
@click.argument("ref")
@project_option
def uses(ref: str, project: Path) -> None:
    """List everything that names REF, a fact such as actor:ada-lind or an entry in one: file, line, and field.

    Drafts are looked at too, and the links in texts. Ends with 0, or with 2 if there is no such fact.
    """
    try:
        files = files_of(project, kinds_of(project, BUILT_IN))
        existing(files, ref)
        found = uses_of(files, ref)
    except CannotEdit as error:
        wrong_usage(str(error))
    click.echo("\n".join(told(files, found)).encode() if found else f"Nothing names {ref}.")
    if found:
        click.echo(counted(found, ref), err=True)
