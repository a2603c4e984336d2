"""`factsheet build`: checks the facts and writes the site."""

from __future__ import annotations

from pathlib import Path

import click

from generator import stamp
from generator.commands import building
from generator.commands.common import format_option, project_option


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
@click.pass_obj
def build(
    walk: stamp.Walk | None,
    /,
    project: Path,
    output: Path | None,
    base_url: str,
    form: str,
    *,
    clean: bool,
    explain: bool,
) -> None:
    """Check the facts and write the site.

    What has not changed since the last build is not made again. Nothing is written while an error stands, and the old site
    stays as it is. Ends with 0 if the site is written, 1 if there are problems in the facts, 2 if the call was wrong.
    """
    building.build(walk, project, output, base_url, form, clean=clean, explain=explain)
