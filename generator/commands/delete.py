"""`factsheet delete`: takes away a fact or an entry that nothing names and readers have never been shown."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator.build import read_published
from generator.commands.common import project_option, wrong_usage
from generator.commands.trying import carry_out, dry_run_option, tried
from generator.edit import CannotEdit, Edit, remove_entry, remove_field
from generator.edit.renaming import Files, existing, files_of, uses
from generator.edit.telling import counted, told
from generator.edit.values import data_of, entries_in
from generator.facts import BUILT_IN
from generator.own.kinds import kinds_of


@click.command()
@click.argument("ref")
@project_option
@dry_run_option
def delete(ref: str, project: Path, *, dry_run: bool) -> None:
    """Take away REF, a fact such as actor:ada-lind or an entry in one, with the files that lie beside it.

    Refused while something names it, which is then listed; what readers have been shown is withdrawn instead. --dry-run shows what
    would go. What was committed in git is brought back by 'git restore FILE'; of anything else there is no copy. Ends with 0 if it
    is gone, 1 if it is refused or there would be new problems, 2 if the call was wrong.
    """
    try:
        files = files_of(project, kinds_of(project, BUILT_IN))
        existing(files, ref)
        _refuse_published(project, ref)
        _refuse_used(files, ref)
        edits = _without_entry(files, ref) if "#" in ref else _without_fact(files, ref)
    except CannotEdit as error:
        wrong_usage(str(error))
    carry_out(project, tried(project, edits), dry_run=dry_run)
    if not dry_run:
        click.echo(f"{ref} is gone. {_way_back(project, [edit.file for edit in edits])}")


def _way_back(project: Path, files: Sequence[str]) -> str:
    """How files that were changed or taken away are had again, as far as git has them."""
    kept = [file for file in files if _is_committed(project, file)]
    lost = [file for file in files if file not in kept]
    told = [f"No copy is kept: git has none of {shlex.join(lost)}."] if lost else []
    if kept:
        where = [] if project.resolve() == Path.cwd() else ["-C", str(project)]
        way = shlex.join(["git", *where, "restore", *kept])
        told.append(f"Only git brings it back, as it was last committed: {way}")
    return " ".join(told)


def _is_committed(project: Path, file: str) -> bool:
    from generator.publish.git import Git, GitFailed  # late: most deletions are refused

    try:
        Git(project)("ls-files", "--error-unmatch", "--", file)
        Git(project)("cat-file", "-e", f"HEAD:./{file}")
    except GitFailed:
        return False
    return True


def _refuse_published(project: Path, ref: str) -> None:
    published, _ = read_published(project)
    if ref in published.by_address:
        click.echo(
            f"Readers have been shown {ref}, so its address has to stay. Nothing was changed.\n"
            f"Withdraw it instead: factsheet withdraw {ref}",
            err=True,
        )
        sys.exit(1)


def _refuse_used(files: Files, ref: str) -> None:
    found = uses(files, ref)
    if found:
        lines = "\n".join(f"  {line}" for line in told(files, found))
        click.echo(
            f"{counted(found, ref)} Nothing was changed; take them out first:\n{lines}".encode(), err=True
        )
        sys.exit(1)


def _without_fact(files: Files, ref: str) -> list[Edit]:
    file = existing(files, ref)
    beside = [one for one in files.beside if one.kind is file.kind and one.id.partition(".")[0] == file.id]
    return [Edit(one.file, one.content, b"") for one in (file, *beside)]


def _without_entry(files: Files, ref: str) -> list[Edit]:
    file = existing(files, ref)
    path = entries_in(data_of(file))[ref.partition("#")[2]]
    if isinstance(path[-1], int):
        after = remove_entry(file.content, path[:-2], str(path[-2]), path[-1])
    else:
        after = remove_field(file.content, path[:-1], str(path[-1]))
    return [Edit(file.file, file.content, after)]
