"""What the commands share: where the dossier is, how progress and problems are told."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import click

from generator.problems import Problem
from generator.read import read_file
from generator.report import as_text, located

SLOW = 1.0
"""Seconds after which a command begins to tell what it is doing."""

project_option = click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder of the dossier. Otherwise the one you are in.",
)


def say_when_slow() -> Callable[[str], None]:
    """Tells a stage on the error stream once the command has taken more than a second."""
    begun = time.monotonic()

    def say(stage: str) -> None:
        if time.monotonic() - begun > SLOW:
            click.echo(f"{stage} …", err=True)

    return say


def tell(project: Path, problems: Sequence[Problem]) -> None:
    """Print problems for people, on the error stream."""
    if problems:
        click.echo(as_text(located(problems, reader(project))), err=True)


def reader(project: Path) -> Callable[[str], bytes | None]:
    """The bytes of a file of the dossier as a teller asks for them, or None."""

    def read(file: str) -> bytes | None:
        content = read_file(project, file)
        return None if isinstance(content, Problem) else content

    return read


def wrong_usage(message: str) -> NoReturn:
    """Say what was wrong with the call, and end with 2."""
    click.echo(message, err=True)
    sys.exit(2)
