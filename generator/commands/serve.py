"""`factsheet serve`: shows the site in a browser and renews it with every change."""

from __future__ import annotations

import os
import threading
import webbrowser
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.common import project_option, reader, today, worded, wrong_usage
from generator.own.overrides import own_layouts
from generator.problems import Problem
from generator.report import as_text, located
from generator.workroom import Workroom

if TYPE_CHECKING:  # the other commands begin faster without a web server
    from generator.serve import Door, Service


@click.command()
@project_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The name or address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen at; 0 takes any that is free.",
)
@click.option("--open", "browse", is_flag=True, help="Open the site in the browser.")
def serve(project: Path, host: str, port: int, *, browse: bool) -> None:
    """Show the site in a browser, drafts included, and renew it with every change.

    While the facts have problems, the last sound pages stay, with the problems above them. Beside each fact a button opens a
    form, and at the reading desk words of an article are cited; what is saved there is checked first and can be undone. Ends with 0 at Ctrl-C, with 2
    if the call was wrong or the port is taken.
    """
    from generator.serve import CannotListen, open_door, run

    try:
        door = open_door(host, port)
    except CannotListen as refusal:
        wrong_usage(str(refusal))
    else:
        folders = [project / "content", project / "seeds", project / "layouts", own_layouts()]
        service = service_of(project, door)
        run(service, folders, lambda: _opened(service, browse=browse))


def service_of(project: Path, door: Door) -> Service:
    """The preview of a dossier at a door, with its forms; the editor is the one that the environment names."""
    from generator.serve import Forms, Preview, Service, Writer, room_like

    room = Workroom(project)
    preview = Preview(
        room,
        door.address.rstrip("/"),
        worded=lambda problems: worded(project, problems).rstrip("\n"),
        say=lambda line: click.echo(line, err=True),
    )
    writer = Writer(project, today, partial(room_like, room))
    return Service(preview, door, Forms(preview, writer, partial(_as_it_would_be, project)), os.environ)


def _as_it_would_be(project: Path, problems: Sequence[Problem], after: Mapping[str, bytes]) -> str:
    """Problems in words, of files as they would have been written."""
    beside = reader(project)
    return as_text(located(problems, lambda file: after[file] if file in after else beside(file)))


def _opened(service: Service, *, browse: bool) -> None:
    address = f"{service.door.address.rstrip('/')}{service.preview.shown.base}"
    click.echo(f"Preview at {address} (Ctrl-C ends it)")
    if service.door.public:
        click.echo("Others on your network can read it, drafts included.", err=True)
    if browse:
        threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()
