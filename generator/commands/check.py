"""`factsheet check`: looks at the facts and writes nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.build import look
from generator.commands.common import project_option, reader, say_when_slow, tell
from generator.report import as_json, located


@click.command()
@project_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How problems are told."
)
def check(project: Path, form: str) -> None:
    """Look at all facts and tell every fault; write nothing.

    Ends with 0 if the facts are sound, 1 if not, 2 if the call was wrong.
    """
    planned = look(project, say_when_slow())
    if form == "json":
        # As bytes: JSON is UTF-8 also where the terminal is not.
        click.echo(as_json(located(planned.problems, reader(project))).encode())
    else:
        tell(project, planned.problems)
        if planned.sound:
            click.echo(f"The facts are sound. A build would make {len(planned.pages)} pages.")
    sys.exit(0 if planned.sound else 1)
