"""What the commands share: where the dossier is, how progress and problems are told."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.build import has_errors, look
from generator.commands.telling import (
    FORMS,
    counted,
    reader,
    say_when_slow,
    tell,
    tell_as,
    worded,
    wrong_usage,
)
from generator.dates import BadDate, Date, parse
from generator.dossier import Dossier
from generator.kinds import type_of
from generator.problems import a_few, nearest, no_fact
from generator.settings import now_called

if TYPE_CHECKING:
    from generator.edit import Edit

__all__ = [
    "asked", "changed_safely", "counted", "day_option", "fact_named", "format_option", "project_option", "read_day", "reader", "say_when_slow",
    "tell", "tell_as", "today", "worded", "wrong_usage",
]  # fmt: skip

project_option = click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder of the dossier. Otherwise the one you are in.",
)

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    help="How problems are told: for people, as JSON, as SARIF 2.1.0, or as notes in a run of GitHub Actions.",
)


def read_day(_: click.Context, __: click.Parameter, typed: str | None) -> Date | None:
    """A day that was typed for an option, as its callback; wrong usage where it is none."""
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
    "--on", callback=read_day, metavar="DATE", help="The day to write down. Otherwise today."
)


def today() -> Date:
    """The day it is, where this runs: the only place where a calendar is asked."""
    return parse(datetime.date.today().isoformat())  # noqa: DTZ011  the day of whoever types


def fact_named(dossier: Dossier, typed: str) -> str:
    """A fact or an entry by the address that was typed; ends with 2, naming the nearest, where there is none such."""
    if not dossier.has(typed):
        fact, _, entry = typed.partition("#")
        wrong_usage(
            _no_entry(dossier, fact, entry)
            if entry and fact in dossier.facts
            else no_fact(fact, list(dossier.facts), _now_called(dossier, fact))
        )
    return typed


def _now_called(dossier: Dossier, fact: str) -> str:
    return now_called(fact, dossier.kinds, {one.from_: one.to for one in dossier.settings.redirects})


def _no_entry(dossier: Dossier, fact: str, entry: str) -> str:
    if entry.partition(".")[0] in type_of(dossier.facts[fact].kind.record).by_key:
        return f"'{entry}' is a field of '{fact}' and has no address of its own; name the fact: {fact}"
    there = [ref.partition("#")[2] for ref in dossier.entries if ref.startswith(f"{fact}#")]
    guess = nearest(entry, there)
    known = f"its entries are {a_few(there)}" if there else "it has no entries"
    hint = f"did you mean '{fact}#{guess}'?" if guess else known
    return f"there is no entry '{entry}' in '{fact}'; {hint}"


def asked(given: str | None, question: str) -> str:
    """What was given with the call, or else what is answered to the question; ends with 2 where nobody answers."""
    try:
        return given or str(click.prompt(question, err=True))
    except click.Abort:
        wrong_usage("nobody answered; give it with the call (see --help)")


def changed_safely(project: Path, edit: Edit) -> None:
    """Write a file of the dossier if that brings no new errors into it; otherwise tell them and end with 1."""
    from generator.edit import CannotEdit, apply, checked
    from generator.report import as_text, located

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
