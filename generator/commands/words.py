"""`factsheet words`: the words of the site, to be translated."""

from __future__ import annotations

import json
from itertools import starmap
from pathlib import Path

import click

from generator.commands.common import project_option, wrong_usage
from generator.facts import BUILT_IN
from generator.own.english import english
from generator.own.kinds import read_kinds
from generator.own.overrides import layouts_of
from generator.own.words import WORDS_FILE, missing_in, read_words


@click.command()
@project_option
@click.option(
    "--into",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write them into a new file, in UTF-8 whatever the terminal writes.",
)
@click.option("--missing", is_flag=True, help=f"Only those for which {WORDS_FILE} has no others.")
def words(project: Path, into: Path | None, *, missing: bool) -> None:
    """List all English words of the site, a line each, as they stand in content/words.yaml.

    Write yours behind the colon: what is left in braces is filled in and has to stand in yours too. Dates, links and figures come
    by themselves. With --missing the list can be put at the end of that file as it is. Ends with 0, or with 2 if the file of --into
    is there already or cannot be written.
    """
    known, _ = read_words(project)
    kinds, _ = read_kinds(project, BUILT_IN)
    every = [*english(layouts_of(project), BUILT_IN), *(kind.gone_title for kind in kinds.own)]
    listed = (
        dict.fromkeys(missing_in(known, every), "")
        if missing
        else {one: known.said.get(one, "") for one in every}
    )
    content = "".join(f"{line}\n" for line in starmap(_line, listed.items())).encode()
    if into:
        _write(into, content)
    else:
        click.echo(content, nl=False)


def _line(word: str, told: str) -> str:
    return f"{json.dumps(word, ensure_ascii=False)}: {json.dumps(told, ensure_ascii=False) if told else ''}".rstrip()


def _write(file: Path, content: bytes) -> None:
    try:
        with file.open("xb") as opened:
            opened.write(content)
    except FileExistsError:
        wrong_usage(f"{click.format_filename(file)} is there already; name a new file")
    except OSError as error:
        wrong_usage(f"{click.format_filename(file)} cannot be written: {error.strerror}; name another file")
    click.echo(f"{click.format_filename(file)} is written.")
