"""`factsheet cite`: one more piece of evidence for a fact."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from generator.build import has_errors, look
from generator.commands.common import project_option, reader, wrong_usage
from generator.dossier import Held, entries_of
from generator.edit import CannotEdit, Edit, add_evidence, apply, as_diff, checked
from generator.evidence import Evidence
from generator.facts import BUILT_IN
from generator.kinds import Group, Scalar, groups, type_of
from generator.problems import FieldPath, Part, Problem, did_you_mean, nearest
from generator.read import FactFile, read
from generator.report import as_text, located
from generator.shape import shape
from generator.yamlfile import Data, lines, locate, parse

_STANCE = type_of(Evidence).by_key["stance"].type
assert isinstance(_STANCE, Scalar)


@dataclass(frozen=True, slots=True)
class _Cited:
    """A fact, or an entry in one, that evidence is added to: its file, the way to it, and what it rests on so far."""

    file: FactFile
    path: FieldPath
    evidence: tuple[Evidence, ...]
    draft: bool


@click.command()
@click.argument("fact")
@click.option("--source", required=True, help="The source that was read, such as harbour-post-2031-04-04.")
@click.option(
    "--at", "places", required=True, multiple=True, help="Where in it: p17, p17-19 or p2s3. May be repeated."
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
    piece = _piece(source=source, at=places, quote=quote, via=via, stance=stance, reads=reads)
    cited = _cited(project, fact)
    if _is_there(cited, piece):
        click.echo(f"Nothing is new: {fact} rests on this already ({cited.file.file}).")
        return
    try:
        edit = Edit(cited.file.file, cited.file.content, add_evidence(cited.file.content, cited.path, piece))
        _check(project, edit)
        if cited.draft:
            click.echo("This is a draft: its evidence is checked once it is published.", err=True)
        if dry_run:
            click.echo(as_diff(edit).encode(), nl=False)
        else:
            apply(project, [edit])
            click.echo(_where(cited, edit).encode())
    except CannotEdit as refusal:
        wrong_usage(f"{cited.file.file}: {refusal}")


def _piece(**typed: str | tuple[str, ...] | None) -> dict[str, Data]:
    """Evidence as files of facts have it: without what was not typed, a single place without its list."""
    piece: dict[str, Data] = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in typed.items()
        if value is not None and value != ()
    }
    source, at = piece["source"], piece["at"]
    single = at[0] if isinstance(at, list) and len(at) == 1 else at
    return piece | {"source": str(source).removeprefix("source:"), "at": single}


def _cited(project: Path, typed: str) -> _Cited:
    """What was typed, read from its file alone: so drafts can be cited for, and facts beside broken ones."""
    files = {f"{file.kind.name}:{file.id}": file for file in read(project, BUILT_IN)[0]}
    ref, _, entry = typed.partition("#")
    if ref not in files:
        wrong_usage(f"there is no fact '{ref}'; {_guess(ref, list(files))}")
    record = type_of(files[ref].kind.record)
    if "evidence" not in record.by_key:
        wrong_usage(f"'{ref}' takes no evidence; a {files[ref].kind.name} is written by hand")
    held = _shaped(files[ref])
    group = _entry(held, entry) if entry else next(groups(held.record, record))
    if "evidence" not in group.type.by_key:
        wrong_usage(f"'{typed}' takes no evidence; cite '{ref}', or change {held.file} by hand")
    return _Cited(
        files[ref], group.path, getattr(group.value, "evidence", ()), getattr(held.record, "draft", False)
    )


def _guess(ref: str, known: Sequence[str]) -> str:
    by_id = {one.partition(":")[2]: one for one in known}
    guess = nearest(ref, known) if ":" in ref else by_id.get(nearest(ref, by_id) or "")
    return f"did you mean '{guess}'?" if guess else "'factsheet find' looks for facts by name"


def _shaped(file: FactFile) -> Held:
    data, _ = parse(file.content, file.file)
    record = None if data is None else shape(data, file.kind.record, file.file)[0]
    if record is None:
        wrong_usage(f"{file.file} has to be mended first; 'factsheet check' tells what is wrong in it")
    return Held(file.kind, file.id, file.file, record)


def _entry(held: Held, entry: str) -> Group:
    entries = dict(entries_of(held))
    if entry not in entries:
        hint = did_you_mean(entry, list(entries))
        wrong_usage(f"'{held.ref}' has no entry '{entry}'" + (f"; {hint}" if hint else ""))
    return entries[entry]


def _is_there(cited: _Cited, piece: dict[str, Data]) -> bool:
    shaped, _ = shape(piece, Evidence, cited.file.file)
    return shaped in cited.evidence


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


def _where(cited: _Cited, edit: Edit) -> str:
    """File and line of the new piece, and the line itself."""
    new = (*cited.path, "evidence", len(cited.evidence))
    line = locate(edit.after, new, Part.VALUE).line
    return f"{edit.file}:{line}: {lines(edit.after)[line - 1].strip()}"
