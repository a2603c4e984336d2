"""`factsheet find`: facts by what they are called."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from generator.build import gather, has_errors
from generator.commands.common import project_option, say_when_slow
from generator.dossier import Dossier
from generator.finding import Form, Hit, Match
from generator.finding import find as find_in

MOST = 20
"""How many facts are named."""

_LONGEST = 100
_JOINERS = "\u200c\u200d"


@click.command()
@click.argument("name")
@project_option
def find(name: str, project: Path) -> None:
    """Find facts by NAME: in any form that a source uses, in any script.

    Looked at are names, titles, headlines, the gist of statements, and ids; first what is called so, then what has it
    in it, and only where there is neither what is spelt nearly so. Drafts are not looked at. Ends with 0 if something is
    found, 1 if nothing is.
    """
    dossier, problems = gather(project, say_when_slow())
    hits = find_in(dossier, name)
    if hits and hits[0].match is Match.NEAR:
        click.echo(_shown(f"Nothing is called '{name}'; near to it:"), err=True)
    for hit in hits[:MOST]:
        click.echo(_told(dossier, hit).encode())  # names are of every script, also where the terminal is not
    if len(hits) > MOST:
        click.echo(f"… and {len(hits) - MOST} more; say more of the name.", err=True)
    if not hits:
        click.echo(_shown(f"Nothing is called '{name}', nor nearly so."), err=True)
    if has_errors(problems):
        click.echo(
            "Some files have problems; what stands in them may be missing (see: factsheet check).", err=True
        )
    sys.exit(0 if hits else 1)


def _told(dossier: Dossier, hit: Hit) -> str:
    """A fact in a line: its reference, what it is called, by whom otherwise, and its file."""
    name, *others = hit.forms
    also = "; ".join(_also(dossier, others, hit.form))
    called = "" if name.text == hit.held.id else _shown(name.text)
    return "  ".join(
        filter(None, [hit.held.ref, called + (f" (also: {also})" if also else ""), hit.held.file])
    )


def _also(dossier: Dossier, others: Sequence[Form], found: Form) -> Iterator[str]:
    """The other names with those who use them; of what else it is called only what was found."""
    for form in others[:-1]:
        if form.by or form == found:
            users = dict.fromkeys(_publisher(dossier, ref) for ref in form.by)
            yield _shown(", ".join([form.text, *users]))


def _publisher(dossier: Dossier, ref: str) -> str:
    """Who published a source, or what it is called where that is not known."""
    source = dossier.facts[ref].record if ref in dossier.facts else None
    outlet = getattr(source, "outlet", None)
    known = next((one for one in (outlet, ref) if one in dossier.facts), None)
    return dossier.named(known) if known else ref


def _shown(text: str) -> str:
    """As much of a text as a line has room for; what could steer the terminal is made visible."""
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return "".join(sign if sign.isprintable() or sign in _JOINERS else "�" for sign in short)
