"""The page of commands: each with its usage, what it does, and its options, as `--help` gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc

from click import Command, Context, Group, Parameter

from generator.commands.cli import main

_INTRO = """\
# Commands

<!-- Made by `make reference` from generator/commands/; write there. -->

Every command ends with 0 if all is well, with 1 if there are problems in the facts, and with 2 if the call was wrong. All work on
the folder you are in, or on the one that `--project` names. `factsheet COMMAND --help` says the same in the terminal.
"""


def commands_page() -> str:
    """All commands in the order of the alphabet, those of a group after it. Markdown."""
    top = main.make_context("factsheet", [], resilient_parsing=True)
    return "\n".join([_INTRO, *_sections(main, top)])


def _sections(group: Group, context: Context) -> Iterator[str]:
    for name in sorted(group.list_commands(context)):
        command = group.get_command(context, name)
        assert command is not None, name
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        yield _section(command, inner)
        if isinstance(command, Group):
            yield from _sections(command, inner)


def _section(command: Command, context: Context) -> str:
    usage = re.sub(r"\s+", " ", command.get_usage(context).removeprefix("Usage: "))
    help_text = re.sub(r"(?<!\n)\n(?!\n)", " ", cleandoc(command.help or ""))
    options = [one for one in command.params if one.param_type_name == "option"]
    table = ["| option | |\n| --- | --- |", *(_row(one, context) for one in options)] if options else []
    parts = [f"## {context.command_path}", f"```\n{usage}\n```", help_text, "\n".join(table)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _row(option: Parameter, context: Context) -> str:
    told = option.get_help_record(context) or ("", "")
    spelt, said = (re.sub(r"\s+", " ", one).replace("|", "\\|") for one in told)
    return f"| `{spelt}` | {said} |"
