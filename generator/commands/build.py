"""`factsheet build`: checks the facts and writes the site."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import click

from generator.build import Planned, look, render
from generator.commands.common import project_option, say_when_slow, tell, wrong_usage
from generator.evidence import URL_PATTERN
from generator.layouts import LayoutError
from generator.output import RefusedFolder, refuse_foreign, write, write_anew


@click.command()
@project_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Where the site is written. Otherwise 'site' in the dossier.",
)
@click.option(
    "--base-url", default="", help="Where the site will stand, such as https://example.org/bridge/."
)
@click.option("--clean", is_flag=True, help="Write every file anew, also those that have not changed.")
def build(project: Path, output: Path | None, base_url: str, *, clean: bool) -> None:
    """Check the facts and write the site.

    Nothing is written while an error stands, and the old site stays as it is. Ends with 0 if the site is written, 1 if
    there are problems in the facts, 2 if the call was wrong.
    """
    site = output or project / "site"
    if base_url and not re.match(URL_PATTERN, base_url):
        wrong_usage(f"--base-url '{base_url}' is no web address; it begins with https:// or http://")
    _refuse(site, project)
    say = say_when_slow()
    planned = look(project, say, base_url=base_url)
    tell(project, planned.problems)
    if not planned.sound:
        _stop("Nothing was written; the site is as it was.")
    files = _rendered(planned, say)
    changed = _written(site, files, write_anew if clean else write)
    where = click.format_filename(site)
    click.echo(f"{len(planned.pages)} pages in {where}; {changed} files changed.")


def _refuse(site: Path, project: Path) -> None:
    try:
        refuse_foreign(site, [project / "content", project / "seeds"])
    except RefusedFolder as refusal:
        wrong_usage(str(refusal))
    except OSError as error:
        wrong_usage(f"{site} cannot be looked into: {error.strerror}")


def _rendered(planned: Planned, say: Callable[[str], None]) -> dict[str, bytes]:
    try:
        return render(planned, say)
    except LayoutError as error:
        _stop(f"{error}\nNothing was written; the site is as it was.")


def _written(
    site: Path, files: Mapping[str, bytes], write_to: Callable[[Path, Mapping[str, bytes]], int]
) -> int:
    try:
        return write_to(site, files)
    except OSError as error:
        wrong_usage(f"{site} cannot be written: {error.strerror}; name another folder with --output")


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
