"""`factsheet words`: the words of the site, to be translated."""

from __future__ import annotations

import json
from pathlib import Path

import click

from generator.commands.common import project_option
from generator.facts import BUILT_IN
from generator.own.english import english
from generator.own.kinds import read_kinds
from generator.own.overrides import layouts_of
from generator.own.words import WORDS_FILE, missing_in, read_words


@click.command()
@project_option
@click.option("--missing", is_flag=True, help=f"Only those for which {WORDS_FILE} has no others.")
def words(project: Path, *, missing: bool) -> None:
    """List all English words of the site, a line each, as they stand in content/words.yaml.

    Write yours behind the colon: what is left in braces is filled in and has to stand in yours too. Dates, links and figures come
    by themselves. With --missing the list can be put at the end of that file as it is. Ends with 0.
    """
    known, _ = read_words(project)
    kinds, _ = read_kinds(project, BUILT_IN)
    every = [*english(layouts_of(project), BUILT_IN), *(kind.gone_title for kind in kinds.own)]
    for word in missing_in(known, every) if missing else every:
        told = "" if missing else known.said.get(word, "")
        click.echo(
            f"{json.dumps(word, ensure_ascii=False)}: {json.dumps(told, ensure_ascii=False) if told else ''}".rstrip().encode()
        )
