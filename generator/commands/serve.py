"""`factsheet serve`: shows the site in a browser and renews it with every change."""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.build import look
from generator.commands.common import project_option, reader, say_when_slow, wrong_usage
from generator.layouts import own_layouts
from generator.report import as_text, located

if TYPE_CHECKING:  # the other commands begin faster without a web server
    from generator.serve import Door, Preview


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
    """Show the site in a browser and renew it with every change.

    Nothing is written. While the facts have problems, the last sound pages stay, with the problems above them. Ends with 0
    at Ctrl-C, with 2 if the call was wrong or the port is taken.
    """
    from generator.serve import CannotListen, open_door, run

    try:
        door = open_door(host, port)
    except CannotListen as refusal:
        wrong_usage(str(refusal))
    else:
        folders = [project / "content", project / "seeds", own_layouts()]
        run(_preview(project, door.address), door, folders, lambda: _opened(door, browse=browse))


def _preview(project: Path, address: str) -> Preview:
    from generator.serve import Preview

    return Preview(
        look=lambda: look(project, say_when_slow(), base_url=address),
        worded=lambda problems: as_text(located(problems, reader(project))),
        say=lambda line: click.echo(line, err=True),
        layouts=[own_layouts()],
    )


def _opened(door: Door, *, browse: bool) -> None:
    click.echo(f"Preview at {door.address} (Ctrl-C ends it)")
    if door.public:
        click.echo("Others on your network can read it, drafts included.", err=True)
    if browse:
        threading.Thread(target=webbrowser.open, args=[door.address], daemon=True).start()
