"""`factsheet check`: looks at the facts and writes nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.build import has_errors, look, silent_changes
from generator.checks.sentences import unused_sentences
from generator.commands.common import (
    counted,
    format_option,
    project_option,
    say_when_slow,
    tell_as,
    wrong_usage,
)
from generator.dossier import Dossier
from generator.elsewhere import NotThere, published_at
from generator.history.guard import behind, taken_back
from generator.problems import Problem, Severity, for_publishing
from generator.publish.edition import about_of
from generator.values import altered


@click.command()
@project_option
@format_option
@click.option(
    "--strict",
    is_flag=True,
    help="For publishing: warnings count as errors, and so do changes to published facts that no correction tells.",
)
@click.option("--coverage", is_flag=True, help="Also tell the sentences on which no fact rests.")
@click.option(
    "--against",
    default="",
    metavar="URL",
    help="With --strict: whether what is published there is known here.",
)
def check(project: Path, form: str, against: str, *, strict: bool, coverage: bool) -> None:
    """Look at all facts and tell every fault; write nothing.

    An error stops a build; a warning asks a person to decide, and stops a publication (--strict); a question, whether other words
    still say the same, stops nothing, and neither does a hint. Ends with 0 if no error was told, 1 if there was one, 2 if the
    call was wrong.
    """
    if against and not strict:
        wrong_usage("--against goes with --strict")
    planned = look(project, say_when_slow())
    unused = _unused(planned.dossier) if coverage else []
    silent = _silent(project, planned.dossier, against) if strict and planned.sound else []
    problems = [*planned.problems, *silent, *unused]
    told = [for_publishing(one) for one in problems] if strict else problems
    tell_as(form, project, told)
    if has_errors(told):
        sys.exit(1)
    if form == "text":
        if strict and not planned.dossier.published.editions:
            click.echo("Nothing has been published yet.")
        if coverage and not unused:
            click.echo("Every sentence is used, or said to carry nothing.")
        click.echo(f"The facts are sound. A build would make {counted(len(planned.pages), 'page')}.")


def _unused(dossier: Dossier) -> list[Problem]:
    """The sentences on which nothing rests, as hints; where the dossier demands full coverage they are told as errors anyway."""
    if dossier.settings.coverage == "full":
        return []
    return [altered(one, severity=Severity.HINT) for one in unused_sentences(dossier)]


def _silent(project: Path, dossier: Dossier, against: str) -> list[Problem]:
    """What may not go out to readers as it is."""
    if not against:
        return silent_changes(dossier)
    try:
        online = published_at(against)
    except NotThere as error:
        wrong_usage(str(error))
    stale = behind(dossier.published, online)
    back = taken_back(about_of(project, dossier), dossier.published, online)
    return [*silent_changes(dossier), *([stale] if stale else []), *back.values()]
