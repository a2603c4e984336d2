"""`factsheet layout`: the layouts that pages are made by, and one of them to be changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from generator.commands.common import project_option, wrong_usage
from generator.edit import CannotEdit, Edit, apply
from generator.own.overrides import FOLDER, own_layouts
from generator.problems import nearest


@click.command()
@click.argument("name", default="", metavar="[NAME]")
@project_option
def layout(name: str, project: Path) -> None:
    """List the layouts and styles of Factsheet, or copy the one called NAME into layouts/, to be changed there.

    A file in layouts/ takes the place of Factsheet's own of that name. One that is there already is never written over.
    For other colours alone nothing needs to be copied: write them into layouts/assets/own.css. Ends with 0, or with 2 if there is
    no such layout, or it cannot be written.
    """
    names = list(_names(own_layouts()))
    if not name:
        click.echo("\n".join(f"{one}{'  (yours)' if _own(project, one).exists() else ''}" for one in names))
        return
    if name not in names:
        guess = nearest(name, names) or nearest(f"{name}.html", names)
        hint = f"did you mean '{guess}'?" if guess else "'factsheet layout' lists them"
        wrong_usage(f"there is no layout '{name}'; {hint}")
    _copy(project, name)


def _names(folder: Path) -> Iterator[str]:
    """Every layout and every file beside them that goes out with the site, by its path in the folder."""
    found = [*folder.glob("*.html"), *(folder / "assets").glob("*.*")]
    yield from sorted(path.relative_to(folder).as_posix() for path in found)


def _own(project: Path, name: str) -> Path:
    return project / FOLDER / name


def _copy(project: Path, name: str) -> None:
    file = f"{FOLDER}/{name}"
    if _own(project, name).exists():
        wrong_usage(f"{file} is there already; nothing was written")
    try:
        apply(project, [Edit(file, b"", (own_layouts() / name).read_bytes())])
    except CannotEdit as error:
        wrong_usage(str(error))
    click.echo(
        f"{file} is written. Change it; 'factsheet serve' shows what comes of it. What a newer Factsheet mends in its own,"
    )
    click.echo("it does not mend in yours: keep the file only as long as you need it.")
