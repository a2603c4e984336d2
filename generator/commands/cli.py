"""Gathers the commands under `factsheet`."""

from __future__ import annotations

import click

from generator import __version__
from generator.commands.build import build
from generator.commands.check import check
from generator.commands.serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="factsheet")
def main() -> None:
    """Sourced facts in YAML to a cross-linked static site."""


main.add_command(build)
main.add_command(check)
main.add_command(serve)
