"""What the commands share: where the dossier is, how progress and problems are told."""

from __future__ import annotations

import datetime
import shlex
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator.build import has_errors, look
from generator.dates import BadDate, Date, parse
from generator.dossier import Dossier
from generator.intake import NO_DOSSIER
from generator.problems import Problem, nearest
from generator.read import read_file
from generator.report import FORMATS, OF_REPOSITORIES, as_text, located, seen_from_around
from generator.settings import SETTINGS_FILE

if TYPE_CHECKING:
    from generator.edit import Edit

MOST_NAMED = 5
"""So many dossiers are named to somebody who is in none."""

SLOW = 1.0
"""Seconds after which a command begins to tell what it is doing."""

project_option = click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder of the dossier. Otherwise the one you are in.",
)

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    help="How problems are told: for people, as JSON, as SARIF 2.1.0, or as notes in a run of GitHub Actions.",
)


def _read_day(_: click.Context, __: click.Parameter, typed: str | None) -> Date | None:
    if typed is None:
        return None
    try:
        date = parse(typed)
    except BadDate as error:
        raise click.BadParameter(str(error)) from None
    if date.earliest is None or date.earliest != date.latest:
        raise click.BadParameter(f"'{typed}' is no single day; write it like 2031-04-07")
    return date


day_option = click.option(
    "--on", callback=_read_day, metavar="DATE", help="The day to write down. Otherwise today."
)


def today() -> Date:
    """The day it is, where this runs: the only place where a calendar is asked."""
    return parse(datetime.date.today().isoformat())  # noqa: DTZ011  the day of whoever types


def say_when_slow() -> Callable[[str], None]:
    """Tells a stage on the error stream once the command has taken more than a second."""
    begun = time.monotonic()

    def say(stage: str) -> None:
        if time.monotonic() - begun > SLOW:
            click.echo(f"{stage} …", err=True)

    return say


def tell(project: Path, problems: Sequence[Problem]) -> None:
    """Print problems for people, on the error stream."""
    click.echo(worded(project, problems), err=True, nl=False)


def worded(project: Path, problems: Sequence[Problem]) -> str:
    """Problems in words for people, each line ended; nothing if there are none."""
    hint = "'factsheet explain CODE' says what a code means"
    if any(one.code == NO_DOSSIER.code for one in problems) and (near := _dossiers_near(project)):
        hint += "\n" + "\n".join(
            f"there is a dossier in {one}; this goes there: cd {shlex.quote(one)}" for one in near
        )
    return f"{as_text(located(problems, reader(project)), hint)}\n" if problems else ""


def _dossiers_near(project: Path) -> list[str]:
    """The dossiers right below a folder, or else the one around it; as one would go there from it."""
    below = sorted(path.parent.parent.name for path in islice(project.glob(f"*/{SETTINGS_FILE}"), MOST_NAMED))
    here = project.resolve()
    above = (
        Path(*[".."] * steps) for steps, at in enumerate(here.parents, 1) if (at / SETTINGS_FILE).is_file()
    )
    return below or [str(path) for path in islice(above, 1)]


def tell_as(form: str, project: Path, problems: Sequence[Problem]) -> None:
    """Print problems as `--format` asks: for people as `tell` does, for programs on the output stream, also where there are none."""
    if form == "text":
        tell(project, problems)
    else:
        found = located(problems, reader(project))
        told = seen_from_around(found, project) if form in OF_REPOSITORIES else found
        # As bytes: these formats are UTF-8 also where the terminal is not.
        click.echo(FORMATS[form](told).encode())


def reader(project: Path) -> Callable[[str], bytes | None]:
    """The bytes of a file of the dossier as a teller asks for them, or None."""

    def read(file: str) -> bytes | None:
        content = read_file(project, file)
        return None if isinstance(content, Problem) else content

    return read


def fact_named(dossier: Dossier, typed: str) -> str:
    """A fact or an entry by the address that was typed; ends with 2, naming the nearest, where there is none such."""
    if not dossier.has(typed):
        guess = nearest(typed, [*dossier.facts, *dossier.entries])
        hint = (
            f"did you mean '{guess}'?"
            if guess
            else f"an address is a kind and an id, such as 'actor:ada-lind'; 'factsheet find {shlex.quote(typed)}' looks for the id"
        )
        wrong_usage(f"there is no fact '{typed}'; {hint}")
    return typed


def asked(given: str | None, question: str) -> str:
    """What was given with the call, or else what is answered to the question; ends with 2 where nobody answers."""
    try:
        return given or str(click.prompt(question, err=True))
    except click.Abort:
        wrong_usage("nobody answered; give it with the call (see --help)")


def changed_safely(project: Path, edit: Edit) -> None:
    """Write a file of the dossier if that brings no new errors into it; otherwise tell them and end with 1."""
    from generator.edit import CannotEdit, apply, checked

    try:
        new = checked(project, [edit], lambda folder: look(folder, say_when_slow()).problems).new
        if has_errors(new):
            beside = reader(project)
            told = located(new, lambda file: edit.after if file == edit.file else beside(file))
            click.echo(
                f"{as_text(told)}\nNothing was written; these problems would have come of it.", err=True
            )
            sys.exit(1)
        apply(project, [edit])
    except CannotEdit as error:
        wrong_usage(str(error))


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def wrong_usage(message: str) -> NoReturn:
    """Say what was wrong with the call, and end with 2."""
    click.echo(message, err=True)
    sys.exit(2)
