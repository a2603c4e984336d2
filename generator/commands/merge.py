"""`factsheet merge`: two facts that are the same made one."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator.build import has_errors
from generator.commands.common import project_option, tell, wrong_usage
from generator.commands.trying import Trial, carry_out, dry_run_option, tried, with_history
from generator.dossier import Dossier, entries_of
from generator.edit import CannotEdit
from generator.edit.joining import joined
from generator.edit.renaming import files_of
from generator.facts import BUILT_IN
from generator.facts.actor import ACTOR
from generator.own.kinds import kinds_of

_TELLING = 4
"""Letters: a shorter word, such as 'of' or 'the', says nothing of an office."""


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
    tried_out = tried(project, made.edits)
    _refuse_broken(project, tried_out)
    trial = with_history(project, tried_out, made.called)
    carry_out(project, trial, dry_run=dry_run)
    if not dry_run:
        click.echo(f"{gone} is {kept} now; {len(trial.edits)} files have changed.")
    if gone in trial.before.published.by_address:
        click.echo(_to_tell(trial.before, kept, gone).encode())
    if alike := list(_alike(trial, kept)):
        head = f"These offices read alike; if they are one, leave one of them in {kept}, with the evidence of both:"
        click.echo("\n".join([head, *(f"  {line}" for line in alike)]).encode())
    if made.comments:
        click.echo(
            "\n".join(["These comments go with its file:", *(f"  {one}" for one in made.comments)]).encode()
        )
    if made.twice:
        places = (f"  {one.file}:{one.line}" for one in made.twice)
        click.echo("\n".join([f"These named both, and name {kept} twice now:", *places]))


def _refuse_broken(project: Path, trial: Trial) -> None:
    """End with 1 where errors would only go over from one file into the other: they are told where they stand now."""
    if has_errors(trial.new) and has_errors(trial.mended):
        tell(project, trial.mended)
        click.echo("Nothing was written; mend this first, then merge.", err=True)
        sys.exit(1)


def _to_tell(before: Dossier, kept: str, gone: str) -> str:
    one, other = before.named(kept), before.named(gone)
    was = f"{one} and {other}, each with a page of its own" if one != other else f"Two pages on {one}"
    told = shlex.join(["--kind", "clarification", "--was", was, "--is", f"One and the same: {one}"])
    return (
        f"Readers have been shown {gone}; its old address leads on to {kept}. Nothing has to be corrected. If you want to tell readers "
        f"why two are one now, this writes it, and asks for the reason and who decided it:\n  factsheet correct {kept} {told}"
    )


def _alike(trial: Trial, kept: str) -> Iterator[str]:
    """Each office that the merge brought beside one that was there and reads like it, with that one."""
    before, after = (dict(entries_of(one.facts[kept])) for one in (trial.before, trial.after))
    offices = {
        entry: title for entry, one in after.items() if (title := str(getattr(one.value, "title", "")))
    }
    for entry in sorted(offices.keys() - before.keys()):
        for other in sorted(offices.keys() & before.keys()):
            if _words(offices[entry]) & _words(offices[other]):
                yield f"{kept}#{other}: {offices[other]}; {kept}#{entry}: {offices[entry]}"


def _words(title: str) -> set[str]:
    return {word for word in re.findall(r"\w+", title.casefold()) if len(word) >= _TELLING}
