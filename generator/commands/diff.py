"""`factsheet diff`: what has changed in the facts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

import click

from generator.build import gather, has_errors
from generator.commands.common import project_option, say_when_slow, tell, today, wrong_usage
from generator.correcting import as_markdown as drafts_as_markdown
from generator.correcting import drafts
from generator.dates import parse
from generator.dossier import Dossier
from generator.elsewhere import NotThere, checked_out, is_address, published_at
from generator.history import Change, Published
from generator.history.changes import baseline as baseline_of
from generator.history.changes import compare
from generator.history.told import Setting, as_json, as_markdown, as_text, settings
from generator.publish.edition import about_of
from generator.settings import SETTINGS_FILE

TOLD: dict[str, Callable[[Sequence[Change], Sequence[Setting]], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}

_ANY_DAY = parse("0001-01-01")
"""Facts of another folder or revision are compared by what they say, whenever that was shown to anybody."""


@click.command()
@click.argument("since", default="", metavar="[REV|DIR|URL]")
@project_option
@click.option(
    "--format", "form", type=click.Choice(list(TOLD)), default="text", help="How the changes are told."
)
def diff(since: str, project: Path, form: str) -> None:
    """Tell what has changed in the facts, and in the settings of the site.

    Since they were published (published.json); or against another folder with a dossier, an earlier state (a revision as
    git names it), or what is published at an address. As Markdown, changes that must not be published in silence come with the
    corrections they want, to be copied. Ends with 0 whether anything has changed or not, 1 if the facts cannot be read, 2 if the
    call was wrong.
    """
    dossier = _gathered(project)
    try:
        before = _before(dossier, project, since)
    except NotThere as error:
        wrong_usage(f"{error}; name a folder with a dossier, a revision that git knows, or an address")
    if not before.editions:
        click.echo("Nothing has been published yet, so that everything is new.", err=True)
    changes = compare(dossier, before)
    wanted = drafts(dossier, changes, today()) if form == "markdown" and not since else []
    parts = [TOLD[form](changes, settings(_site(dossier, project), before)), drafts_as_markdown(wanted)]
    click.echo("\n\n".join([*filter(None, parts), ""]).removesuffix("\n").encode(), nl=False)


def _gathered(project: Path) -> Dossier:
    dossier, problems = gather(project, say_when_slow())
    tell(project, problems)
    if has_errors(problems):
        sys.exit(1)
    return dossier


def _before(dossier: Dossier, project: Path, since: str) -> Published:
    if not since:
        return dossier.published
    if is_address(since):
        return published_at(since)
    is_folder = (Path(since) / SETTINGS_FILE).is_file()
    with nullcontext(Path(since)) if is_folder else checked_out(project, since) as folder:
        other, problems = gather(folder, say_when_slow())
        if has_errors(problems):
            raise NotThere(f"the facts of '{since}' cannot be compared with: {problems[0].headline}")
        return baseline_of(other, None, _ANY_DAY).telling(_site(other, folder).about)


def _site(dossier: Dossier, project: Path) -> Published:
    """What holds for the whole site of the dossier in a folder, without its facts."""
    return Published(about=about_of(project, dossier))
