"""`factsheet words`: the words of the site, to be translated."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import starmap
from pathlib import Path
from typing import Literal

import click

from generator.commands.common import counted, project_option, wrong_usage
from generator.facts import BUILT_IN
from generator.own.english import english
from generator.own.kinds import read_kinds
from generator.own.overrides import layouts_of
from generator.own.words import WORDS_FILE, missing_in, read_words
from generator.yamlfile import parse


@click.command()
@project_option
@click.option(
    "--into",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write them into a new file, in UTF-8 whatever the terminal writes; with --missing also to the end of one that is there.",
)
@click.option("--missing", is_flag=True, help=f"Only those for which {WORDS_FILE} has no others.")
def words(project: Path, into: Path | None, *, missing: bool) -> None:
    """List all English words of the site, a line each, as they stand in content/words.yaml.

    Write yours behind the colon: what is left in braces is filled in and has to stand in yours too. Dates, links and figures come
    by themselves. With --missing the list is put at the end of that file as it is: --missing --into content/words.yaml does it, and
    leaves out what stands there with nothing behind its colon yet. Ends with 0, or with 2 if the file of --into is there already (without
    --missing) or cannot be written.
    """
    known, _ = read_words(project)
    kinds, _ = read_kinds(project, BUILT_IN)
    every = [*english(layouts_of(project), BUILT_IN), *(kind.gone_title for kind in kinds.own)]
    listed = (
        dict.fromkeys(missing_in(known, every), "")
        if missing
        else {one: known.said.get(one, "") for one in every}
    )
    if into and missing and into.is_file():
        _add(into, listed)
    elif into:
        _write(into, "xb", _lines(listed))
        click.echo(f"{click.format_filename(into)} is written.")
    else:
        click.echo(_lines(listed), nl=False)


def _lines(listed: Mapping[str, str]) -> bytes:
    return "".join(f"{line}\n" for line in starmap(_line, listed.items())).encode()


def _line(word: str, told: str) -> str:
    return f"{json.dumps(word, ensure_ascii=False)}: {json.dumps(told, ensure_ascii=False) if told else ''}".rstrip()


def _add(file: Path, listed: Mapping[str, str]) -> None:
    """Put words at the end of a list that is there, but for those that stand in it already and wait to be filled in."""
    name = click.format_filename(file)
    content = _content(file)
    there, problems = parse(content, str(file))
    if not isinstance(there, dict) and content.strip():
        why = (
            f" (line {problems[0].mark.line if problems[0].mark else 1}: {problems[0].headline})"
            if problems
            else ""
        )
        wrong_usage(f"{name} cannot be read as a list of words{why}; mend it first")
    known = there if isinstance(there, dict) else {}
    more = {word: told for word, told in listed.items() if word not in known}
    if more:
        end = b"" if content.endswith(b"\n") or not content else b"\n"
        _write(file, "ab", end + _lines(more))
    waiting = len(listed) - len(more)
    click.echo(f"{name}: {counted(len(more), 'word')} put at its end, {waiting} wait in it for yours.")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        wrong_usage(f"{click.format_filename(file)} cannot be read: {error.strerror}; name another file")


def _write(file: Path, how: Literal["xb", "ab"], content: bytes) -> None:
    name = click.format_filename(file)
    try:
        with file.open(how) as opened:
            opened.write(content)
    except FileExistsError:
        wrong_usage(
            f"{name} is there already; name a new file, or say --missing to put what is missing at its end"
        )
    except OSError as error:
        wrong_usage(f"{name} cannot be written: {error.strerror}; name another file")
