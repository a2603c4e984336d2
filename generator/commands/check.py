"""`factsheet check`: looks at the facts and writes nothing."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from generator.build import has_errors, look, silent_changes
from generator.checks.sentences import unused_sentences
from generator.commands.common import project_option, reader, say_when_slow, tell, wrong_usage
from generator.dossier import Dossier
from generator.elsewhere import NotThere, published_at
from generator.history.guard import behind
from generator.problems import Problem, Severity
from generator.report import as_json, located


@click.command()
@project_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How problems are told."
)
@click.option(
    "--strict", is_flag=True, help="Also look for changes to published facts that no correction tells."
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

    Ends with 0 if the facts are sound, 1 if not, 2 if the call was wrong.
    """
    if against and not strict:
        wrong_usage("--against goes with --strict")
    planned = look(project, say_when_slow())
    unused = _unused(planned.dossier) if coverage else []
    silent = _silent(planned.dossier, against) if strict and planned.sound else []
    problems = [*planned.problems, *silent, *unused]
    if form == "json":
        # As bytes: JSON is UTF-8 also where the terminal is not.
        click.echo(as_json(located(problems, reader(project))).encode())
    else:
        tell(project, problems)
        if not has_errors(problems):
            if strict and not planned.dossier.published.editions:
                click.echo("Nothing has been published yet.")
            click.echo(f"The facts are sound. A build would make {len(planned.pages)} pages.")
    sys.exit(1 if has_errors(problems) else 0)


def _unused(dossier: Dossier) -> list[Problem]:
    """The sentences on which nothing rests, as hints; where the dossier demands full coverage they are told as errors anyway."""
    if dossier.settings.coverage == "full":
        return []
    return [replace(one, severity=Severity.HINT) for one in unused_sentences(dossier)]


def _silent(dossier: Dossier, against: str) -> list[Problem]:
    """What may not go out to readers as it is."""
    if not against:
        return silent_changes(dossier)
    try:
        stale = behind(dossier.published, published_at(against))
    except NotThere as error:
        wrong_usage(str(error))
    return [*silent_changes(dossier), *([stale] if stale else [])]
