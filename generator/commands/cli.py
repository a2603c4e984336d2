"""Gathers the commands under `factsheet`; the module of each is imported when it is typed."""

from __future__ import annotations

from importlib import import_module

import click

from generator import __version__

MODULES = {"withdraw": "hold", "list": "list_", "what-if": "whatif"}
"""The module that has a command, where that is not called like the command."""

PURPOSES = {
    "To begin": {
        "init": "begin a dossier, the folder with all facts on one affair",
        "serve": "see the site in your browser, and write facts there",
        "check": "tell everything that is wrong with the facts",
        "explain": "tell what the code of a message means, with an example",
        "schema": "let your editor offer keys, words and ids as you type",
    },
    "Articles": {
        "seed": "take in an article; see its sentences and what uses them",
        "cite": "add a piece of evidence to a fact",
        "what-if": "tell what would fall with a source",
    },
    "Facts": {
        "new": "write a file for a new fact, with every field explained",
        "list": "list the facts",
        "find": "find facts by any name that a source uses",
        "show": "show a fact in plain words",
        "uses": "list everything that names a fact",
        "rename": "give a fact another id, wherever it is named",
        "merge": "make one of two facts that are the same",
        "split": "tell two actors apart that had been taken for one",
        "delete": "take away a fact that nothing names and no reader has seen",
        "fmt": "set fact files in one style",
    },
    "Readers": {
        "build": "check the facts and build the site into site/",
        "publish": "bring the site to where readers find it",
        "rollback": "show readers the publication before again",
        "diff": "tell what has changed, since it was published or otherwise",
        "correct": "tell readers of a change to what they have been shown",
        "hold": "show a fact as being checked",
        "withdraw": "take a fact back: its address stays, with the reason",
        "baseline": "write down what readers are shown from now on",
        "crawl": "follow every link of a built site",
    },
    "Looks and language": {
        "layout": "list the layouts of the pages, or copy one to change it",
        "words": "list all English words of the site, to be translated",
    },
}
"""Every command by what it is for, in the order in which a newcomer needs them, with a line on each."""

COMMANDS = {name: MODULES.get(name, name) for purpose in PURPOSES.values() for name in purpose}
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

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and args[0][:1].isalnum():
            from generator.problems import did_you_mean

            cure = did_you_mean(args[0], [*COMMANDS]) or "'factsheet --help' lists the commands"
            context.fail(f"there is no command '{args[0]}'; {cure}")
        return super().resolve_command(context, args)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        for purpose, commands in PURPOSES.items():
            with formatter.section(purpose):
                formatter.write_dl(list(commands.items()))


def ended(error: BaseException) -> None:
    """End as a command ends in which this is raised: click knows what to say of a pipe that is closed, or of an interruption."""

    @click.command()
    def raising() -> None:
        raise error

    raising.main([])


@click.group(cls=_Gathered, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="factsheet")
def main() -> None:
    """Sourced facts in YAML to a cross-linked static site.

    Every command tells more with --help: factsheet check --help. The first to type is 'factsheet init bridge', which begins a
    small invented dossier in the new folder 'bridge'.
    """
