"""`factsheet show`: a fact in plain words."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.common import fact_named, project_option
from generator.commands.reading import shown, with_drafts
from generator.dossier import Dossier, entries_of, groups_of
from generator.plainly import backlinks, called, fact_lines


@click.command()
@click.argument("ref")
@project_option
def show(ref: str, project: Path) -> None:
    """Show REF, a fact such as actor:ada-lind or an entry in one, in plain words: its fields, where each is from, what names it.

    Drafts are shown too. Ends with 0, or with 2 if there is no such fact.
    """
    with with_drafts(project) as (dossier, drafts):
        lines = _lines(dossier, fact_named(dossier, ref), drafts)
    click.echo("\n".join(map(shown, lines)).encode())


def _lines(dossier: Dossier, ref: str, drafts: frozenset[str]) -> list[str]:
    fact, _, entry = ref.partition("#")
    held = dossier.facts[fact]
    group = dict(entries_of(held))[entry] if entry else next(groups_of(held))
    name = f"{called(dossier, held)}{f', {entry}' if entry else ''}"
    lines = [
        f"{name} ({ref}){', a draft' if fact in drafts else ''}",
        held.file,
        "",
        *fact_lines(dossier, group),
    ]
    named = backlinks(dossier, ref)
    lines += ["", "Named in:"] if named else ["", "Nothing names it."]
    for back, names in named.items():
        lines += [f"  {back}", *(f"    {one}" for one in names)]
    return lines
