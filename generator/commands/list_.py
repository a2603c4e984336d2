"""`factsheet list`: the facts of a dossier, a line each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from generator.commands.common import project_option, wrong_usage
from generator.commands.reading import shown, with_drafts
from generator.dates import Date
from generator.dossier import Dossier, Held, groups_of
from generator.evidence import Fact, Sourced, dates_of
from generator.facts import BUILT_IN
from generator.own.kinds import kinds_of
from generator.plainly import called
from generator.problems import did_you_mean

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class _Line:
    ref: str
    name: str
    date: str
    states: tuple[str, ...]
    file: str


@click.command(name="list")
@click.argument("kind", default="")
@project_option
@click.option("--draft", "wanted", flag_value="draft", multiple=True, help="Only drafts.")
@click.option(
    "--hold", "wanted", flag_value="being checked", multiple=True, help="Only what is being checked."
)
@click.option("--withdrawn", "wanted", flag_value="withdrawn", multiple=True, help="Only what is withdrawn.")
def list_(kind: str, project: Path, wanted: tuple[str, ...]) -> None:
    """List the facts of a dossier, or those of one KIND: address, name, date, file.

    Of --draft, --hold and --withdrawn several may be given; entries that are held or withdrawn are named then too. Facts whose
    files have to be mended first are left out; 'factsheet check' tells of them. Ends with 0, or with 2 if there is no such kind.
    """
    kinds = kinds_of(project, BUILT_IN)
    plurals = {one.plural.casefold(): one.name for one in kinds}
    name = plurals.get(kind.casefold(), kind)
    names = [one.name for one in kinds]
    if name and name not in names:
        wrong_usage(
            f"there is no kind '{kind}'; {did_you_mean(kind, names) or 'the kinds are ' + ', '.join(names)}"
        )
    with with_drafts(project) as (dossier, drafts):
        order = {held: index for index, held in enumerate(names)}
        facts = sorted(dossier.facts.values(), key=lambda held: (order[held.kind.name], held.id))
        lines = [
            line for held in facts if name in ("", held.kind.name) for line in _lines(dossier, held, drafts)
        ]
    chosen = [line for line in lines if set(wanted) & set(line.states) or not (wanted or "#" in line.ref)]
    _tell(chosen)


def _lines(dossier: Dossier, held: Held, drafts: frozenset[str]) -> Iterator[_Line]:
    """A fact, and every entry in it that is held or withdrawn."""
    name, date = shown(called(dossier, held)), _date(held)
    for group in groups_of(held):
        entry = getattr(group.value, "id", "")
        states = _states(group.value) if isinstance(group.value, Fact) else ()
        if not group.path:
            draft = ("draft",) if held.ref in drafts else ()
            yield _Line(held.ref, name, date, (*draft, *states), held.file)
        elif entry and states:
            yield _Line(f"{held.ref}#{entry}", name, date, states, held.file)


def _states(fact: Fact) -> tuple[str, ...]:
    return (*(["being checked"] if fact.hold else []), *(["withdrawn"] if fact.withdrawn else []))


def _date(held: Held) -> str:
    value = getattr(held.record, held.kind.date, None) if held.kind.date else None
    dates = [value] if isinstance(value, Date) else dates_of(value) if isinstance(value, Sourced) else []
    return " or ".join(dict.fromkeys(date.text for date in dates))


def _tell(lines: list[_Line]) -> None:
    width = max((len(line.ref) for line in lines), default=0)
    for line in lines:
        name = line.name if len(line.name) <= _LONGEST_NAME else f"{line.name[:_LONGEST_NAME]}…"
        states = f"[{', '.join(line.states)}]" if line.states else ""
        told = filter(None, [line.ref.ljust(width), name, line.date, states, line.file])
        click.echo("  ".join(told).encode())  # names are of every script, also where the terminal is not
    if not lines:
        click.echo("Nothing is there.", err=True)
