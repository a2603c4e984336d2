"""`factsheet fmt`: fact files in one style."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator.commands.common import project_option, wrong_usage
from generator.commands.trying import dry_run_option
from generator.edit import CannotEdit, Edit, apply, as_diffs
from generator.edit.renaming import files_of
from generator.edit.style import styled
from generator.facts import BUILT_IN
from generator.own.kinds import kinds_of
from generator.problems import did_you_mean
from generator.read import FactFile


@click.command()
@click.argument("only", metavar="[FILE]...", nargs=-1)
@project_option
@click.option(
    "--check",
    is_flag=True,
    help="Only list the files that are not in this style; end with 1 if there are any.",
)
@dry_run_option
def fmt(only: tuple[str, ...], project: Path, *, check: bool, dry_run: bool) -> None:
    """Set fact files, all or each FILE, in one style; what they say and their comments stay as they are.

    Two spaces a step, quotation marks only where they are needed, evidence below a fact's own fields, no blanks at the ends of
    lines; the order of fields otherwise, brackets and line breaks are yours. A file in which that is not safe is named and left
    as it is. Ends with 0; with --check with 1 if a file would change; with 2 if the call was wrong.
    """
    try:
        edits = [edit for file in _chosen(project, only) if (edit := _styled(file))]
        if check:
            click.echo("\n".join(edit.file for edit in edits) or "All files are in this style.")
            sys.exit(1 if edits else 0)
        if dry_run:
            click.echo(as_diffs(edits).encode(), nl=False)
            return
        apply(project, edits)
    except CannotEdit as error:
        wrong_usage(str(error))
    click.echo("\n".join([*(edit.file for edit in edits), f"{len(edits)} files are set anew."]))


def _chosen(project: Path, only: Sequence[str]) -> list[FactFile]:
    by_path = {file.file: file for file in files_of(project, kinds_of(project, BUILT_IN)).every}
    for typed in only:
        if typed not in by_path:
            wrong_usage(
                f"there is no fact file '{typed}'; {did_you_mean(typed, list(by_path))}".removesuffix("; ")
            )
    return [by_path[typed] for typed in only or by_path]


def _styled(file: FactFile) -> Edit | None:
    try:
        after = styled(file)
    except CannotEdit as error:
        click.echo(str(error), err=True)
        return None
    return Edit(file.file, file.content, after) if after != file.content else None
