"""Gathers the commands under `factsheet`."""

from __future__ import annotations

import click

from generator import __version__
from generator.commands.baseline import baseline
from generator.commands.build import build
from generator.commands.check import check
from generator.commands.cite import cite
from generator.commands.correct import correct
from generator.commands.diff import diff
from generator.commands.find import find
from generator.commands.hold import hold, withdraw
from generator.commands.seed import seed
from generator.commands.serve import serve
from generator.commands.whatif import what_if


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="factsheet")
def main() -> None:
    """Sourced facts in YAML to a cross-linked static site."""


main.add_command(build)
main.add_command(check)
main.add_command(find)
main.add_command(cite)
main.add_command(diff)
main.add_command(baseline)
main.add_command(correct)
main.add_command(hold)
main.add_command(withdraw)
main.add_command(seed)
main.add_command(serve)
main.add_command(what_if)
