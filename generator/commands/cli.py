"""Gathers the commands under `factsheet`; the module of each is imported when it is typed, or when help is asked for."""

from __future__ import annotations

from importlib import import_module

import click

from generator import __version__

COMMANDS = {
    "init": "init",
    "build": "build",
    "check": "check",
    "crawl": "crawl",
    "explain": "explain",
    "find": "find",
    "cite": "cite",
    "diff": "diff",
    "baseline": "baseline",
    "publish": "publish",
    "rollback": "rollback",
    "correct": "correct",
    "hold": "hold",
    "withdraw": "hold",
    "new": "new",
    "rename": "rename",
    "merge": "merge",
    "split": "split",
    "fmt": "fmt",
    "uses": "uses",
    "list": "list_",
    "show": "show",
    "delete": "delete",
    "seed": "seed",
    "serve": "serve",
    "what-if": "whatif",
    "schema": "schema",
    "words": "words",
    "layout": "layout",
}
"""Every command, and the module that has it."""


class _Gathered(click.Group):
    def list_commands(self, _: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"generator.commands.{COMMANDS[name]}")
        return next(
            (one for one in vars(module).values() if isinstance(one, click.Command) and one.name == name),
            None,
        )


@click.group(cls=_Gathered, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="factsheet")
def main() -> None:
    """Sourced facts in YAML to a cross-linked static site."""
