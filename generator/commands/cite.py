"""`factsheet cite`: one more piece of evidence for a fact."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator.build import has_errors, look
from generator.citing import Cited, cited, is_there, piece_of, with_piece
from generator.commands.common import project_option, reader, wrong_usage
from generator.edit import CannotEdit, Edit, apply, as_diff, checked
from generator.evidence import Evidence
from generator.facts import BUILT_IN
from generator.kinds import Scalar, type_of
from generator.own.kinds import kinds_of
from generator.problems import Part, Problem, places_meant
from generator.report import as_text, located
from generator.yamlfile import lines, locate

_STANCE = type_of(Evidence).by_key["stance"].type
assert isinstance(_STANCE, Scalar)


def _read_places(_: click.Context, __: click.Parameter, typed: tuple[str, ...]) -> tuple[str, ...]:
    """The places as they were typed; wrong usage where several stand in one text."""
    for one in typed:
        meant = places_meant(one)
        if meant[1:]:
            each = " ".join(f"--at {place}" for place in meant)
            raise click.BadParameter(f"'{one}' is several places; write each by itself: {each}")
    return typed


@click.command()
@click.argument("fact")
@click.option("--source", required=True, help="The source that was read, such as harbour-post-2031-04-04.")
@click.option(
    "--at",
    "places",
    required=True,
    multiple=True,
    callback=_read_places,
    help="Where in it: p17, p17-19 or p2s3. Repeated for several: --at p2 --at p4.",
)
@click.option("--quote", help="The words that carry it; … joins separate spans.")
@click.option(
    "--via",
    multiple=True,
    metavar="LINK",
    help="Whom the source has it from, such as source:coast-review, or source:coast-review? if we conclude it. Repeated: "
    "nearest first.",
)
@click.option("--reads", help="How this source puts it, in our words, where that differs.")
@click.option("--stance", type=click.Choice(_STANCE.choices), help="Otherwise the place supports the fact.")
@project_option
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
def cite(
    fact: str,
    source: str,
    places: tuple[str, ...],
    quote: str | None,
    via: tuple[str, ...],
    reads: str | None,
    stance: str | None,
    project: Path,
    *,
    dry_run: bool,
) -> None:
    """Add a piece of evidence to FACT, such as actor:ada-lind, or to an entry in it, such as actor:ada-lind#envoy.

    The rest of the file stays as it is. Nothing is written if the facts would have errors that they do not have now. A
    wording of a statement is an entry under 'renderings:' and added by hand; 'factsheet seed find' prints its source,
    place and quote. Ends with 0 if it is written, 1 if it would bring problems into the facts, 2 if the call was wrong or
    there is no such fact.
    """
    piece = piece_of(source=source, at=places, quote=quote, via=via, stance=stance, reads=reads)
    try:
        to = cited(project, kinds_of(project, BUILT_IN), fact)
        if is_there(to, piece):
            click.echo(f"Nothing is new: {fact} rests on this already ({to.file.file}).")
            return
        edit = with_piece(to, piece)
        _check(project, edit)
        if to.draft:
            click.echo("This is a draft: its evidence is checked once it is published.", err=True)
        if dry_run:
            click.echo(as_diff(edit).encode(), nl=False)
        else:
            apply(project, [edit])
            click.echo(_where(to, edit).encode())
    except CannotEdit as refusal:
        wrong_usage(str(refusal))


def _check(project: Path, edit: Edit) -> None:
    """Tell what an edit would bring into the facts, at its place in the file as it would be; an error ends it with 1."""
    found, as_it_is = checked(project, [edit], _problems).new, reader(project)
    if found:
        told = located(found, lambda file: edit.after if file == edit.file else as_it_is(file))
        click.echo(as_text(told, "nothing was written" if has_errors(found) else ""), err=True)
    if has_errors(found):
        sys.exit(1)


def _problems(project: Path) -> Sequence[Problem]:
    return look(project, lambda _: None).problems


def _where(to: Cited, edit: Edit) -> str:
    """File and line of the new piece, and the line itself."""
    new = (*to.path, "evidence", len(to.evidence))
    line = locate(edit.after, new, Part.VALUE).line
    return f"{edit.file}:{line}: {lines(edit.after)[line - 1].strip()}"
