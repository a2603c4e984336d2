"""What is said to whoever typed a command: progress, problems, what was wrong with the call. Without click, which takes time to import."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import NoReturn

from generator.intake import NO_DOSSIER
from generator.problems import Problem
from generator.read import read_file
from generator.settings import SETTINGS_FILE

MOST_NAMED = 5
"""So many dossiers are named to somebody who is in none."""

FORMS = ("text", "json", "sarif", "github")
"""How problems can be told, by the name that is typed (`report.FORMATS`)."""

SLOW = 1.0
"""Seconds after which a command begins to tell what it is doing."""


def echo(words: str, *, err: bool = False, nl: bool = True) -> None:
    """Print words, on the error stream or on the other, and a new line, so that they are seen at once."""
    stream = sys.stderr if err else sys.stdout
    stream.write(f"{words}\n" if nl else words)
    stream.flush()


def say_when_slow() -> Callable[[str], None]:
    """Tells a stage on the error stream once the command has taken more than a second."""
    begun = time.monotonic()

    def say(stage: str) -> None:
        if time.monotonic() - begun > SLOW:
            echo(f"{stage} …", err=True)

    return say


def tell(project: Path, problems: Sequence[Problem]) -> None:
    """Print problems for people, on the error stream."""
    echo(worded(project, problems), err=True, nl=False)


def worded(project: Path, problems: Sequence[Problem]) -> str:
    """Problems in words for people, each line ended; nothing if there are none."""
    if not problems:
        return ""
    from generator.report import as_text, located  # only where there is something to tell

    hint = "'factsheet explain CODE' says what a code means"
    if any(one.code == NO_DOSSIER.code for one in problems) and (near := _dossiers_near(project)):
        hint += "\n" + "\n".join(
            f"there is a dossier in {one}; this goes there: cd {shlex.quote(one)}" for one in near
        )
    return f"{as_text(located(problems, reader(project)), hint)}\n"


def _dossiers_near(project: Path) -> list[str]:
    """The dossiers right below a folder, or else the one around it; as one would go there from it."""
    below = sorted(path.parent.parent.name for path in islice(project.glob(f"*/{SETTINGS_FILE}"), MOST_NAMED))
    here = project.resolve()
    above = (
        Path(*[".."] * steps) for steps, at in enumerate(here.parents, 1) if (at / SETTINGS_FILE).is_file()
    )
    return below or [str(path) for path in islice(above, 1)]


def tell_as(form: str, project: Path, problems: Sequence[Problem]) -> None:
    """Print problems as `--format` asks: for people as `tell` does, for programs on the output stream, also where there are none."""
    if form == "text":
        tell(project, problems)
    else:
        from generator.report import FORMATS, OF_REPOSITORIES, located, seen_from_around

        found = located(problems, reader(project))
        told = seen_from_around(found, project) if form in OF_REPOSITORIES else found
        # As bytes: these formats are UTF-8 also where the terminal is not.
        sys.stdout.flush()
        sys.stdout.buffer.write(FORMATS[form](told).encode() + b"\n")
        sys.stdout.buffer.flush()


def reader(project: Path) -> Callable[[str], bytes | None]:
    """The bytes of a file of the dossier as a teller asks for them, or None."""

    def read(file: str) -> bytes | None:
        content = read_file(project, file)
        return None if isinstance(content, Problem) else content

    return read


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def wrong_usage(message: str) -> NoReturn:
    """Say what was wrong with the call, and end with 2."""
    echo(message, err=True)
    sys.exit(2)
