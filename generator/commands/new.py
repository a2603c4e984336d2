"""`factsheet new`: a file for a fact, to be filled in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator.beginning import refuse_name, told_by_name
from generator.build import has_errors
from generator.commands.common import project_option, tell, wrong_usage
from generator.commands.trying import dry_run_option, tried
from generator.edit import CannotEdit, Edit, apply, as_diff
from generator.edit.renaming import files_of
from generator.edit.template import template
from generator.facts import BUILT_IN
from generator.kinds import Kind
from generator.own.kinds import kinds_of
from generator.problems import as_id, did_you_mean
from generator.yamlfile import parse

_SUCH_AS = {
    "position": "toll/ada-lind",
    "meeting": "2031-04-02-briefing",
    "statement": "2031-04-03-lind-on-tolls",
}
_HOLES = ("empty-value", "no-title")


@click.command()
@click.argument("kind", default="", metavar="KIND")
@click.argument("id", nargs=-1, metavar="ID")
@project_option
@dry_run_option
def new(kind: str, id: tuple[str, ...], project: Path, *, dry_run: bool) -> None:  # noqa: A002  what it is called
    """Write a file for a new fact of a KIND, such as actor, called ID, such as ada-lind; then fill in what is empty in it.

    KIND is one of actor, correction, divergence, event, issue, meeting, page, plan, position, source, statement, or a kind that
    the dossier declares itself.

    The id of a position has two parts: its issue and who holds it, toll/ada-lind. 'factsheet check' tells by name what is
    still empty. Ends with 0 if the file is written, 2 if the call was wrong or there is such a fact.
    """
    kinds = kinds_of(project, BUILT_IN)
    called = _one_word(kind, id)
    _refuse_unsaid(kind, called, kinds)
    of = _kind(kind, kinds)
    try:
        files = files_of(project, kinds)
        refuse_name(files, of, called)
        edit = Edit(f"{of.folder}/{called}{of.suffix}", b"", template(of, told_by_name(of, called)))
        _refuse_misplaced(project, edit)
        if dry_run:
            click.echo(as_diff(edit).encode(), nl=False)
            return
        apply(project, [edit])
    except CannotEdit as error:
        wrong_usage(str(error))
    click.echo(f"{edit.file} is written. Fill in what is empty; 'factsheet check' tells what is left:")
    click.echo("\n".join(f"  {line}" for line in _blanks(edit)))


def _one_word(kind: str, words: Sequence[str]) -> str:
    if len(words) > 1:
        meant = "/".join(map(as_id, " ".join(words).split("/")))
        wrong_usage(f"an id has no blanks in it; did you mean: factsheet new {kind} {meant}")
    return "".join(words)


def _refuse_unsaid(kind: str, name: str, kinds: Sequence[Kind]) -> None:
    if not kind:
        wrong_usage(
            f"say which kind and which id: factsheet new actor ada-lind; the kinds are {', '.join(sorted(one.name for one in kinds))}"
        )
    if not name:
        _kind(kind, kinds)
        wrong_usage(
            f"say which id the new fact is to have, such as: factsheet new {kind} {_SUCH_AS.get(kind, 'ada-lind')}"
        )


def _kind(typed: str, known: Sequence[Kind]) -> Kind:
    kinds = {one.name: one for one in known}
    plurals = {one.plural.casefold(): one for one in known}
    found = kinds.get(typed) or plurals.get(typed.casefold())
    if found is None:
        wrong_usage(f"there is no kind '{typed}'; {did_you_mean(typed, list(kinds))}".removesuffix("; "))
    return found


def _refuse_misplaced(project: Path, edit: Edit) -> None:
    """End with 2 where the check has more to say of the file than what is empty in it."""
    found = [one for one in tried(project, [edit]).new if one.code not in _HOLES]
    if has_errors(found):
        tell(project, found)
        click.echo("Nothing was written.", err=True)
        sys.exit(2)


def _blanks(edit: Edit) -> list[str]:
    if not edit.file.endswith(".yaml"):
        return ["line 1: the title behind '# ', and the text below it"]
    _, problems = parse(edit.after, edit.file)
    return [f"line {one.mark.line}: {one.headline}" for one in problems if one.mark]
