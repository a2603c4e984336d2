"""`factsheet split`: two that had been taken for one, told apart."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import click

from generator.commands.common import project_option, wrong_usage
from generator.commands.trying import Trial, carry_out, dry_run_option, tried
from generator.correcting import missing
from generator.dossier import Dossier
from generator.edit import CannotEdit
from generator.edit.renaming import files_of, new_address, uses
from generator.edit.splitting import split_off
from generator.edit.telling import told
from generator.facts import BUILT_IN
from generator.history import fact_of
from generator.history.changes import compare
from generator.own.kinds import kinds_of

_TO_TELL = "Readers have been shown them as one. These write what they have to be told, and ask for what is not given:"
_MERGED = (
    "{target} was made one with {ref} before. If that was never published, readers know them as two: then go back to before the "
    "merge, with git, rather than correct what they never saw."
)


@click.command()
@click.argument("ref", metavar="ACTOR")
@click.argument("new")
@click.option("--names", required=True, help="The ids of the names that go to the new one: vada,vada-short.")
@click.option(
    "--from",
    "within",
    multiple=True,
    metavar="FILE",
    help="A file in which the new one is meant. May be repeated.",
)
@project_option
@dry_run_option
def split(ref: str, new: str, names: str, within: tuple[str, ...], project: Path, *, dry_run: bool) -> None:
    """Tell two apart that had been taken for one: --names of ACTOR, such as actor:ada-lind, become those of NEW, in a file of its own.

    What names one of these names it there from now on; in the files given with --from the new one is named. All else stays as it
    is, and what still names ACTOR is listed, so that you can decide. Ends with 0 if it is written, 1 if there would be new
    problems, 2 if the call was wrong.
    """
    chosen = [name.strip() for name in names.split(",") if name.strip()]
    try:
        files = files_of(project, kinds_of(project, BUILT_IN))
        target = new_address(files, ref, new)
        trial = tried(project, split_off(files, ref, target, chosen, within))
        carry_out(project, trial, dry_run=dry_run)
        if dry_run:
            return
        after = files_of(project, kinds_of(project, BUILT_IN))
        left = uses(after, ref)
    except CannotEdit as error:
        wrong_usage(str(error))
    click.echo(f"{target} is told apart from {ref} now; fill in what is known of each.")
    if calls := list(_corrections(trial, ref, target)):
        click.echo("\n".join([_TO_TELL, *(f"  {call}" for call in calls)]).encode())
        if target in trial.before.published.by_address[ref].former:
            click.echo(_MERGED.format(target=target, ref=ref))
    if left:
        click.echo(
            "\n".join([f"These still name {ref}:", *(f"  {line}" for line in told(after, left))]).encode()
        )


def _corrections(trial: Trial, ref: str, target: str) -> Iterator[str]:
    """The call that writes each correction which this split makes necessary, that of the one that was split first."""
    facts, before = trial.after, set(_to_correct(trial.before))
    calls = {
        address: f"factsheet correct {address}" for address in _to_correct(facts) if address not in before
    }
    if ref in calls:
        one, other = facts.named(ref), facts.named(target)
        told = ["--kind", "error", "--was", f"One and the same: {one}", "--is", f"Two: {one} and {other}"]
        yield f"{calls.pop(ref)} {shlex.join(told)}"
    yield from calls.values()


def _to_correct(dossier: Dossier) -> list[str]:
    """What corrections are missing of; of an entry that is gone, the fact."""
    found = missing(dossier, compare(dossier, dossier.published))
    return list(
        dict.fromkeys(one.address if dossier.has(one.address) else fact_of(one.address) for one in found)
    )
