"""`factsheet build`: checks the facts and writes the site."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from generator import stamp
from generator.commands.common import (
    counted,
    format_option,
    project_option,
    say_when_slow,
    tell_as,
    worded,
    wrong_usage,
)
from generator.evidence import URL_PATTERN
from generator.history import PUBLISHED_FILE
from generator.layouts import LayoutError
from generator.making import Made, make
from generator.output import RefusedFolder, refuse_foreign
from generator.store import Store
from generator.versions import as_it_stands, identity, made_by


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
@click.option(
    "--clean",
    is_flag=True,
    help="Forget all that is remembered of the build before, and make everything anew.",
)
@click.option("--explain", is_flag=True, help="Tell of each page that is made why.")
@format_option
def build(
    project: Path, output: Path | None, base_url: str, form: str, *, clean: bool, explain: bool
) -> None:
    """Check the facts and write the site.

    What has not changed since the last build is not made again. Nothing is written while an error stands, and the old site
    stays as it is. Ends with 0 if the site is written, 1 if there are problems in the facts, 2 if the call was wrong.
    """
    # Rendering leaves young loops behind; facts, which last, need not be gone through again and again.
    gc.set_threshold(50_000, 20, 100_000)
    site = output or project / "site"
    if base_url and not re.match(URL_PATTERN, base_url):
        wrong_usage(f"--base-url '{base_url}' is no web address; it begins with https:// or http://")
    _refuse(site, project)
    sources = [*(str(project / one) for one in ("content", "seeds", "layouts", PUBLISHED_FILE)), *made_by()]
    seen = _state(sources, Store(project, site).clock())
    stamp.forget(sys.argv[1:])
    made = _made(project, site, base_url, clean=clean)
    tell_as(form, project, made.problems)
    if not made.sound:
        _stop("Nothing was written; the site is as it was.")
    for address, why in sorted(made.reasons.items() if explain else ()):
        click.echo(f"{address}: {why}", err=form != "text")
    where = f"{counted(made.pages, 'page')} in {click.format_filename(site)}"
    # On the output stream of another format nothing else may stand.
    click.echo(f"{where}; {counted(made.changed, 'file')} changed.", err=form != "text")
    if seen and form == "text" and not clean and as_it_stands() == identity():
        said = worded(project, made.problems), f"{where}; 0 files changed.\n"
        stamp.leave(sys.argv[1:], said, (seen, sources), [str(site)])


def _refuse(site: Path, project: Path) -> None:
    try:
        refuse_foreign(site, [project / "content", project / "seeds", project / "layouts"])
    except RefusedFolder as refusal:
        wrong_usage(str(refusal))
    except OSError as error:
        wrong_usage(f"{site} cannot be looked into: {error.strerror}")


def _state(sources: Sequence[str], now: int) -> str:
    """The state of what the site rests on, before any of it is read; nothing if that cannot be told for sure."""
    try:
        return stamp.state(sources, now) if now else ""
    except (OSError, stamp.Doubtful):
        return ""


def _made(project: Path, site: Path, base_url: str, *, clean: bool) -> Made:
    try:
        return make(project, site, say_when_slow(), base_url=base_url, clean=clean)
    except LayoutError as error:
        _stop(f"{error}\nNothing was written; the site is as it was.")
    except RefusedFolder as refusal:
        wrong_usage(str(refusal))
    except OSError as error:
        wrong_usage(f"{site} cannot be written: {error.strerror}; name another folder with --output")


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
