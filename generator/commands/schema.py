"""`factsheet schema`: what editors need to help while somebody types."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from generator.build import gather
from generator.commands.common import project_option, say_when_slow, wrong_usage
from generator.dossier import Dossier, entries_of
from generator.editors import FOLDER, Names, schemas
from generator.facts import BUILT_IN
from generator.kinds import Kind
from generator.own.kinds import kinds_of
from generator.read import find


@click.command()
@project_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"The folder they are written to. Otherwise '{FOLDER}' in the dossier.",
)
def schema(project: Path, out: Path | None) -> None:
    """Write a JSON Schema for each kind of fact, for editors that help while you type.

    Each says which keys there are and what they mean, which words can be chosen, and which ids there are at this moment: write
    them again when facts have been added. Ends with 0 if they are written, 2 if that could not be done.
    """
    folder = out or project / FOLDER
    if out is None and not folder.resolve().is_relative_to(project.resolve()):
        wrong_usage(f"{FOLDER} leads out of the dossier; name another folder with --out")
    names = names_of(project)
    try:
        count = write_schemas(folder, names, kinds_of(project, BUILT_IN))
    except OSError as error:
        wrong_usage(
            f"{click.format_filename(folder)} cannot be written: {error.strerror}; name another with --out"
        )
    click.echo(f"{count} schemas in {click.format_filename(folder)}.")


def names_of(project: Path) -> Names:
    """The ids that exist in a dossier: those of all its files, also of drafts and of files that have problems."""
    dossier, _ = gather(project, say_when_slow())
    found, _ = find(project, dossier.kinds)
    facts: dict[str, dict[str, str]] = {kind.name: {} for kind in dossier.kinds}
    for file in found:
        facts[file.kind.name][file.id] = dossier.named(file.ref) if file.ref in dossier.facts else ""
    return Names(facts, {ref: _entries(dossier, ref) for ref in dossier.facts})


def _entries(dossier: Dossier, ref: str) -> dict[str, str]:
    return {
        entry: dossier.named(f"{ref}#{entry}") if getattr(group.value, "named_by", "") else ""
        for entry, group in entries_of(dossier.facts[ref])
    }


def write_schemas(folder: Path, names: Names, kinds: Sequence[Kind]) -> int:
    """Write the schemas of all kinds, each whole: an editor may read them at any moment. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    written = schemas(kinds, names)
    for name, content in written.items():
        beside = folder / f".{name}.new"
        beside.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        beside.replace(folder / name)
    return len(written)
