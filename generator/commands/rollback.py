"""`factsheet rollback`: readers are shown the publication before again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.build import has_errors, read_settings
from generator.commands.common import project_option, tell, wrong_usage
from generator.history import Published
from generator.publish import chosen, only_looked_at, target_of
from generator.publish.base import Refused, Standing, Target, difference, told
from generator.publish.edition import keep_record, own_record, record
from generator.settings import PublishTarget


@click.command()
@click.argument("name", default="", metavar="[TARGET]")
@project_option
@click.option("--dry-run", is_flag=True, help="Tell what would change, and write nothing anywhere.")
def rollback(name: str, project: Path, *, dry_run: bool) -> None:
    """Show readers the publication before again.

    The facts here stay as they are. What readers are shown now is kept: a second rollback brings it back. If published.json
    says what was published there, it goes back too, so that the next `check --strict` compares with what readers see. Ends with
    0 if readers are shown the publication before, 1 if dossier.yaml cannot be read, 2 if there is none or the call was wrong.
    """
    try:
        declared = _declared(project, name)
        if dry_run:
            with only_looked_at(declared, project) as target:
                _tell(target.standing(), target.before())
            click.echo("Nothing was written: this was a rehearsal.")
        else:
            _take_back(project, target_of(declared, project))
    except Refused as refusal:
        wrong_usage(str(refusal))


def _declared(project: Path, name: str) -> PublishTarget:
    settings, problems = read_settings(project)
    tell(project, problems)
    if has_errors(problems):
        sys.exit(1)
    return chosen(settings.publish, name)


def _take_back(project: Path, target: Target) -> None:
    was = own_record(project)
    since, before = target.standing(), target.before()
    _tell(since, before)
    target.back(since, f"Back to what was published on {_day(record(before.record, target.where))}")
    shown = _which(record(before.record, target.where))
    click.echo(f"Readers of {target.where} are shown what was published on {shown} again.")
    if was != since.record:
        click.echo("published.json stays as it is: it does not say what was published there last.")
        return
    try:
        keep_record(project, was, before.record)
    except Refused as refusal:
        raise Refused(f"Readers are shown it, but published.json could not be written: {refusal}") from None
    click.echo(
        "published.json went back too: what has changed in the facts since then counts as unpublished."
    )


def _tell(since: Standing, before: Standing) -> None:
    now, then = (record(one.record, "this publication") for one in (since, before))
    click.echo(f"Back from what was published on {_which(now)} to what was published on {_which(then)}.")
    if now.editions == then.editions:
        click.echo("Both have the same facts; what differs between them is told below.")
    click.echo(told(difference(before.files, since.files)))


def _which(published: Published) -> str:
    """The day, and which publication it was: there may have been several on one day."""
    number = len(published.editions)
    return f"{_day(published)} (publication {number})" if number else _day(published)


def _day(published: Published) -> str:
    return published.editions[-1].on.text if published.editions else "an unknown day"
