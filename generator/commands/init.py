"""`factsheet init`: a small dossier that works, to begin one's own with."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from generator import __version__
from generator.commands.common import wrong_usage
from generator.edit import CannotEdit, Edit, apply, set_field
from generator.editors import vscode
from generator.facts import BUILT_IN
from generator.packed import installed_wheel
from generator.settings import SETTINGS_FILE, TO_BE_WRITTEN, Settings
from generator.shape import shape
from generator.yamlfile import parse

_STARTER = "starter"
_DOT = "dot-"
"""What a name begins with for which a dot is meant: files with a dot would act in the package itself."""
_PROGRAM, _CHECKSUM = b"@PROGRAM@", b"@SHA256@"
_INVENTED = b"""
What stands here at first is invented: two towns talk about a bridge. Read it through, then put your own affair in its place.
"""
"""What the starter's README says of the facts that come with it."""
_FIRST = """\
  factsheet seed add ../harbour-post-2031-04-04.txt --name "Harbour Post, 4 April 2031" --keep
                           # takes in an article: any text file, a paragraph a line; the file's name becomes its id
"""
"""What comes before all else where there are no facts yet."""
_MAY_BE_THERE = {".git", ".DS_Store"}
_NO_PROGRAM = """\
The program runs from a checkout, so it is not in the dossier. Before GitHub or GitLab can publish: README.md, 'The program itself'."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", default="", help="What the dossier is called.")
@click.option("--lang", default="", help="The language of the site, by its code: en, uk, zh-Hans.")
@click.option(
    "--program",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A wheel of factsheet (.whl), to be kept in the dossier's tools/, from where the recipes install it. Otherwise one is made "
    "of the program that is installed.",
)
@click.option("--empty", is_flag=True, help="Without the facts and articles of the invented affair.")
def init(folder: Path, title: str, lang: str, program: Path | None, *, empty: bool) -> None:
    """Begin a dossier in DIR, a new folder or an empty one: a small invented affair that can be built as it is.

    With settings for editors, a README for those who correct facts, and recipes by which GitHub and GitLab check every change and
    publish it, by the program that is kept in tools/. Ends with 0 if all is written, 2 if the call was wrong or something is in DIR already.
    """
    try:
        _refuse_used(folder)
        contents = _contents({"title": title, "lang": lang})
        to_write = {key: words for key, words in TO_BE_WRITTEN.items() if key != "title" or not title}
        kept = _without_facts(contents, to_write) if empty else contents
        name, wheel = _program(program)
        edits = [Edit(path, b"", content) for path, content in _with_program(kept, name, wheel)]
        folder.mkdir(parents=True, exist_ok=True)
        apply(folder, edits)
    except CannotEdit as error:
        wrong_usage(str(error))
    except OSError as error:
        wrong_usage(f"{_named(folder)} cannot be written: {error.strerror}; name another folder")
    _tell(folder, *(("A dossier without facts", _FIRST) if empty else ("A small dossier", "")))
    if not wheel:
        click.echo(_NO_PROGRAM)


def _program(given: Path | None) -> tuple[str, bytes]:
    """The name of the wheel that the recipes install, and the wheel, if there is one. Raises `CannotEdit`, `OSError`."""
    usual = f"factsheet-{__version__}-py3-none-any.whl"
    if given is None:
        return installed_wheel() or (usual, b"")
    if not re.fullmatch(r"factsheet-[0-9][0-9A-Za-z.+]*-py3-none-any\.whl", given.name):
        raise CannotEdit(f"--program: '{given.name}' is no wheel of factsheet; its name is {usual}")
    return given.name, given.read_bytes()


def _with_program(
    contents: Iterable[tuple[str, bytes]], name: str, program: bytes
) -> Iterator[tuple[str, bytes]]:
    """The files with where the program comes from, and the program itself."""
    checksum = hashlib.sha256(program).hexdigest() if program else ""
    for path, content in contents:
        yield path, content.replace(_PROGRAM, f"tools/{name}".encode()).replace(_CHECKSUM, checksum.encode())
    if program:
        yield f"tools/{name}", program


def _without_facts(
    contents: Iterable[tuple[str, bytes]], to_write: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """What is no invented fact and no invented article; the settings with words to be replaced for those that name them."""
    for path, content in contents:
        if path == SETTINGS_FILE:
            yield path, _to_be_written(content, to_write)
        elif path == "README.md":
            yield path, content.replace(_INVENTED, b"")
        elif not _is_fact(path):
            yield path, content


def _to_be_written(settings: bytes, words: Mapping[str, str]) -> bytes:
    for key, said in words.items():
        settings = set_field(settings, (), key, said)
    return settings


def _is_fact(path: str) -> bool:
    return path.startswith("seeds/") or any(path.startswith(f"{kind.folder}/") for kind in BUILT_IN)


def _refuse_used(folder: Path) -> None:
    there = sorted({one.name for one in folder.iterdir()} - _MAY_BE_THERE) if folder.exists() else []
    if (folder / SETTINGS_FILE).exists():
        raise CannotEdit(
            f"a dossier is in {_named(folder)} already, begun before; go on in it, or name a new folder"
        )
    if there:
        raise CannotEdit(f"{_named(folder)} is not empty: {there[0]!r} is in it; name a new folder")


def _contents(given: Mapping[str, str]) -> list[tuple[str, bytes]]:
    """Every file of a new dossier, by its path in it."""
    found = dict(_shipped(files("generator") / _STARTER, ""))
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


def _tell(folder: Path, what: str, first: str) -> None:
    where = f'"{_named(folder)}"' if " " in str(folder) else _named(folder)
    click.echo(f"""\
{what} is in {_named(folder)}; its README.md says how it is kept. Next:
  cd {where}
{first}  factsheet serve --open   # the site in your browser, new with every change
  factsheet schema         # lets your editor offer keys, words and names as you type""")


def _named(folder: Path) -> str:
    return click.format_filename(folder)
