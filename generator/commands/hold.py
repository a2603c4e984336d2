"""`factsheet hold` and `factsheet withdraw`: a fact that is being checked, and one that is no longer held."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from generator.build import gather
from generator.commands.common import (
    asked,
    changed_safely,
    day_option,
    fact_named,
    project_option,
    reader,
    say_when_slow,
    today,
    wrong_usage,
)
from generator.dates import Date
from generator.dossier import entries_of
from generator.edit import CannotEdit, Edit, set_field
from generator.evidence import Fact
from generator.history import fact_of
from generator.problems import FieldPath


@click.command()
@click.argument("fact")
@project_option
@click.option("--note", help="What is being checked, in a line for readers.")
@day_option
def hold(fact: str, project: Path, note: str | None, on: Date | None) -> None:
    """Mark FACT as being checked, such as actor:ada-lind or an entry in it, meeting:2031-04-02-briefing#envoy.

    It stays where it is, with the note. Ends with 0 if that is written, 1 if there would be problems in the facts, 2 if the
    call was wrong.
    """
    place = _place(project, fact)
    _set(
        project, place, "hold", {"since": (on or today()).text, "note": asked(note, "What is being checked")}
    )
    click.echo(f"{fact} is shown as being checked. When it has been, take 'hold' out of its file again.")


@click.command()
@click.argument("fact")
@project_option
@click.option("--why", help="The reason, in a line for readers.")
@day_option
def withdraw(fact: str, project: Path, why: str | None, on: Date | None) -> None:
    """Withdraw FACT, such as actor:ada-lind or an entry in it: its address and its name stay, what else it says is no longer shown.

    Ends with 0 if that is written, 1 if there would be problems in the facts, 2 if the call was wrong.
    """
    place = _place(project, fact)
    _set(
        project, place, "withdrawn", {"date": (on or today()).text, "why": asked(why, "Why is it withdrawn")}
    )
    click.echo(
        f"{fact} is withdrawn. Its address and its name stay, with the date and the reason; nothing has to be corrected."
    )
    click.echo(f"To have it among the corrections too: 'factsheet correct {fact}'.")


def _set(project: Path, place: tuple[str, FieldPath], key: str, value: Mapping[str, str]) -> None:
    file, path = place
    before = reader(project)(file) or b""
    try:
        after = set_field(before, path, key, dict(value))
    except CannotEdit as error:
        wrong_usage(f"{file}: {error}")
    changed_safely(project, Edit(file, before, after))


def _place(project: Path, fact: str) -> tuple[str, FieldPath]:
    """The file of a fact or an entry that can be marked, and the way to it in there."""
    dossier, _ = gather(project, say_when_slow())
    held, entry = dossier.facts[fact_of(fact_named(dossier, fact))], fact.partition("#")[2]
    group = dict(entries_of(held))[entry] if entry else None
    record = group.value if group else held.record
    if held.kind.suffix != ".yaml" or not isinstance(record, Fact):
        wrong_usage(f"'{fact}' cannot be marked so; what has evidence can, and a page is changed by hand")
    if record.withdrawn:
        wrong_usage(f"'{fact}' is withdrawn already, since {record.withdrawn.date.text}")
    return held.file, group.path if group else ()
