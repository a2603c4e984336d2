"""`factsheet crawl`: follows every link of a built site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands.common import wrong_usage
from generator.crawl import DeadLink
from generator.crawl import crawl as look_through


@click.command()
@click.argument("site", type=click.Path(path_type=Path), default="site")
def crawl(site: Path) -> None:
    """Follow every link and every anchor of a built SITE within its folder, and name those that lead nowhere.

    SITE is the folder of the site, otherwise 'site'. Nothing is fetched; links to other sites are passed over. Ends with 0 if
    every link leads somewhere, 1 if not, 2 if there is no site in that folder.
    """
    if not (site / "index.html").is_file():
        wrong_usage(
            f"{click.format_filename(site)} has no index.html, so no site is in it; 'factsheet build' makes one"
        )
    try:
        crawled = look_through(site)
    except OSError as error:
        wrong_usage(f"{error.filename} cannot be read: {error.strerror}")
    for one in crawled.dead:
        click.echo(_told(one), err=True)
    if crawled.dead:
        click.echo(
            f"{len(crawled.dead)} of {crawled.links} links on {crawled.pages} pages lead nowhere.", err=True
        )
        sys.exit(1)
    click.echo(f"{crawled.links} links on {crawled.pages} pages lead where they should.")


def _told(one: DeadLink) -> str:
    address = "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in one.address)
    return f"{one.page}:{one.line}: '{address}': {one.why}"
