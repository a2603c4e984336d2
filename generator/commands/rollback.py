"""`factsheet rollback`: readers are shown the publication before again."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from generator.build import has_errors, read_settings
from generator.commands.common import project_option, tell, wrong_usage
from generator.history import Published
from generator.history.changes import between
from generator.history.told import as_blocks, besides
from generator.publish import chosen, only_looked_at, target_of
from generator.publish.base import SHOWN, Refused, Standing, Target, difference, told
from generator.publish.edition import keep_record, own_record, record
from generator.settings import PublishTarget

MOST_LINES = 60
"""So many lines on what differs are told."""


@click.command()
@click.argument("name", default="", metavar="[TARGET]")
@project_option
@click.option("--dry-run", is_flag=True, help="Tell what would change, and write nothing anywhere.")
@click.option("--files", is_flag=True, help="Name every file that changes, and not only the first of them.")
def rollback(name: str, project: Path, *, dry_run: bool, files: bool) -> None:
    """Show readers the publication before again.

    The facts here stay as they are. What readers are shown now is kept: a second rollback brings it back. If published.json
    says what was published there, it goes back too, so that the next `check --strict` compares with what readers see. Ends with
    0 if readers are shown the publication before, 1 if dossier.yaml cannot be read, 2 if there is none or the call was wrong.
    """
    most = sys.maxsize if files else SHOWN
    try:
        declared, others = _declared(project, name)
        if dry_run:
            with only_looked_at(declared, project) as target:
                _tell(target.standing(), target.before(), most)
            click.echo("Nothing was written: this was a rehearsal.")
        else:
            _take_back(project, target_of(declared, project), others, most)
    except Refused as refusal:
        wrong_usage(str(refusal))


def _declared(project: Path, name: str) -> tuple[PublishTarget, list[PublishTarget]]:
    """The target of that name, and all others."""
    settings, problems = read_settings(project)
    tell(project, problems)
    if has_errors(problems):
        sys.exit(1)
    one = chosen(settings.publish, name)
    return one, [other for other in settings.publish if other is not one]


def _take_back(project: Path, target: Target, others: Sequence[PublishTarget], most: int) -> None:
    was = own_record(project)
    since, before = target.standing(), target.before()
    _tell(since, before, most)
    shown = _which(record(before.record, target.where), before)
    target.back(since, f"Back to what was published on {_day(record(before.record, target.where))}")
    click.echo(f"Readers of {target.where} are shown {shown} again.")
    if was != since.record:
        click.echo("published.json stays as it is: it does not say what was published there last.")
        return
    if still := _still_shown(project, since, before, others):
        click.echo(f"published.json stays as it is: readers of {still} are still shown what it says.")
        return
    try:
        keep_record(project, was, before.record)
    except Refused as refusal:
        raise Refused(f"Readers are shown it, but published.json could not be written: {refusal}") from None
    click.echo(
        "published.json went back too: what has changed in the facts since then counts as unpublished."
    )


def _still_shown(project: Path, since: Standing, before: Standing, others: Sequence[PublishTarget]) -> str:
    """Another target whose readers are shown facts that are taken back here, or have been and more since.

    Those out of reach are passed over; so are all where the same facts are shown after as before.
    """
    newest = record(since.record, "this target").editions[-1:]
    is_same = newest == record(before.record, "this target").editions[-1:]
    for one in () if is_same else others:
        with suppress(Refused), only_looked_at(one, project) as target:
            if newest and newest[0] in record(target.standing().record, target.where).editions:
                return target.where
    return ""


def _tell(since: Standing, before: Standing, most: int) -> None:
    now, then = (record(one.record, "this publication") for one in (since, before))
    newest = f"what was changed by hand ({since.by_hand})" if since.by_hand else _which(now, since)
    click.echo(f"Back from {newest} to {_which(then, before)}.")
    facts = as_blocks(between(then, now)) or ["No fact is another in these two."]
    other = besides(then, now)
    lines = "\n\n".join([*facts, *([other] if other else [])]).split("\n")
    cut = [*lines[:MOST_LINES], "  …"] if len(lines) > MOST_LINES else lines
    click.echo("\n".join([*cut, told(difference(before.files, since.files), most)]).encode())


def _which(published: Published, shown: Standing) -> str:
    """The publication by its day and the time of day, by which those of a day are told apart."""
    day = _day(published)
    when = shown.when if shown.when.startswith(day) else f"{day} (on {shown.when})" if shown.when else day
    return f"what was published on {when}"


def _day(published: Published) -> str:
    return published.editions[-1].on.text if published.editions else "an unknown day"
