"""`factsheet init`: a small dossier that works, to begin one's own with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from generator import __version__
from generator.commands.common import wrong_usage
from generator.edit import CannotEdit, Edit, apply, set_field
from generator.editors import vscode
from generator.facts import BUILT_IN
from generator.settings import SETTINGS_FILE, Settings
from generator.shape import shape
from generator.yamlfile import parse

_STARTER = "starter"
_DOT = "dot-"
"""What a name begins with for which a dot is meant: files with a dot would act in the package itself."""
_VERSION = b"@VERSION@"
_MAY_BE_THERE = {".git"}


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", default="", help="What the dossier is called.")
@click.option("--lang", default="", help="The language of the site, by its code: en, uk, zh-Hans.")
def init(folder: Path, title: str, lang: str) -> None:
    """Begin a dossier in DIR, a new folder or an empty one: a small invented affair that can be built as it is.

    With settings for editors, a README for those who correct facts, and recipes by which GitHub and GitLab check every change and
    publish it. Ends with 0 if all is written, 2 if the call was wrong or something is in DIR already.
    """
    try:
        _refuse_used(folder)
        edits = [Edit(path, b"", content) for path, content in _contents({"title": title, "lang": lang})]
        folder.mkdir(parents=True, exist_ok=True)
        apply(folder, edits)
    except CannotEdit as error:
        wrong_usage(str(error))
    except OSError as error:
        wrong_usage(f"{_named(folder)} cannot be written: {error.strerror}; name another folder")
    _tell(folder)


def _refuse_used(folder: Path) -> None:
    there = sorted({one.name for one in folder.iterdir()} - _MAY_BE_THERE) if folder.exists() else []
    if there:
        raise CannotEdit(f"{_named(folder)} is not empty: {there[0]!r} is in it; name a new folder")


def _contents(given: Mapping[str, str]) -> list[tuple[str, bytes]]:
    """Every file of a new dossier, by its path in it."""
    version = __version__.encode()
    found = {
        path: content.replace(_VERSION, version)
        for path, content in _shipped(files("generator") / _STARTER, "")
    }
    editors = {path: text.encode() for path, text in vscode(BUILT_IN).items()}
    return sorted({**found, **editors, SETTINGS_FILE: _settings(found[SETTINGS_FILE], given)}.items())


def _shipped(folder: Traversable, place: str) -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        path = place + re.sub(f"^{_DOT}", ".", one.name)
        if one.name.startswith("."):  # what a desktop or a trial build has left there
            continue
        if one.is_dir():
            yield from _shipped(one, f"{path}/")
        else:
            # Whatever packed it: the same lines on every machine.
            yield path, one.read_bytes().replace(b"\r\n", b"\n")


def _settings(content: bytes, given: Mapping[str, str]) -> bytes:
    """The settings with what was given. Raises `CannotEdit` where that cannot be."""
    for key, value in given.items():
        if value:
            content = set_field(content, (), key, value)
    data, _ = parse(content, SETTINGS_FILE)
    _, problems = shape(data or {}, Settings, SETTINGS_FILE)
    for one in problems:
        raise CannotEdit(f"--{one.path[0]}: {one.headline}; {one.help}")
    return content


def _tell(folder: Path) -> None:
    where = f'"{_named(folder)}"' if " " in str(folder) else _named(folder)
    click.echo(f"""\
A small dossier is in {_named(folder)}; its README.md says how it is kept. Next:
  cd {where}
  factsheet serve --open   # the site in your browser, new with every change
  factsheet schema         # lets your editor offer keys, words and names as you type""")


def _named(folder: Path) -> str:
    return click.format_filename(folder)
