"""`factsheet baseline`: what readers are shown from now on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from generator.build import has_errors, look, silent_changes
from generator.commands.common import day_option, project_option, say_when_slow, tell, today, wrong_usage
from generator.dates import Date
from generator.edit import CannotEdit, Edit, apply
from generator.elsewhere import NotThere, is_address, published_at
from generator.history import PUBLISHED_FILE, Published
from generator.history.changes import baseline as baseline_of
from generator.history.changes import compare
from generator.history.told import summary
from generator.problems import for_publishing
from generator.publish.edition import about_of


@click.command()
@project_option
@day_option
@click.option(
    "--from", "url", default="", metavar="URL", help="Take the file of the site that is published there."
)
def baseline(project: Path, on: Date | None, url: str) -> None:
    """Write down what readers are shown from now on, in published.json.

    Looks first, as `check --strict` does; nothing is written while a published fact has changed in silence. With --from
    the file is fetched from the published site and not made. Ends with 0 if it is written, 1 if there are problems in
    the facts, 2 if the call was wrong.
    """
    if url and on:
        wrong_usage("--from takes the days of what is published; leave --on out")
    published = _fetched(url) if url else _made(project, on or today())
    _write(project, published.as_json())
    days = f"as published on {published.editions[-1].on.text}" if published.editions else "empty"
    click.echo(f"{PUBLISHED_FILE} is written: {len(published.facts)} facts and entries, {days}.")


def _fetched(url: str) -> Published:
    if not is_address(url):
        wrong_usage(f"--from '{url}' is no web address; it begins with https://")
    try:
        return published_at(url)
    except NotThere as error:
        wrong_usage(str(error))


def _made(project: Path, on: Date) -> Published:
    planned = look(project, say_when_slow())
    silent = silent_changes(planned.dossier) if planned.sound else []
    problems = [for_publishing(one) for one in (*planned.problems, *silent)]
    tell(project, problems)
    if has_errors(problems):
        _stop("Nothing was written.")
    before = planned.dossier.published
    if before.editions and on.sort_key < before.editions[-1].on.sort_key:
        wrong_usage(
            f"{on.text} is before {before.editions[-1].on.text}, when this was last published; give a later day with --on"
        )
    click.echo(
        summary(compare(planned.dossier, before)) if before.editions else "Published for the first time."
    )
    now = baseline_of(planned.dossier, before, on)
    return now.telling(about_of(project, planned.dossier))


def _write(project: Path, content: bytes) -> None:
    file = project / PUBLISHED_FILE
    try:
        apply(project, [Edit(PUBLISHED_FILE, file.read_bytes() if file.is_file() else b"", content)])
    except (CannotEdit, OSError) as error:
        wrong_usage(str(error))


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
