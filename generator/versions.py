"""What makes the pages: this generator as it stands here, and the packages that it is made with."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path

from generator.own.overrides import own_layouts
from generator.recall import Digest, digest

MODULES = ("jinja2", "jsonschema_rs", "markdown_it", "markupsafe", "mdit_py_plugins", "msgspec", "yaml")


@cache
def identity() -> Digest:
    """A digest of all that pages rest on besides the facts and the layouts, as it stood when it was first asked for."""
    return as_it_stands()


def as_it_stands() -> Digest:
    """The same as it stands at this moment: where that is something else, nobody knows what has been imported meanwhile.

    The version of a package stands in the name of the folder that its installation leaves beside it (`NAME-VERSION.dist-info`,
    PEP 376), which is sooner read than asked for.
    """
    installed = sorted(one.name for folder in _folders() for one in Path(folder).glob("*-info"))
    said = [
        sys.version.encode(),
        *map(_content, _modules(str(Path(__file__).parent))),
        *(name.encode() for name in installed),
    ]
    return digest(b"\0".join(said))


def _modules(folder: str) -> Iterator[str]:
    """All Python below a folder, in order."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=attrgetter("name")):
            if entry.is_dir(follow_symlinks=False):
                yield from _modules(entry.path)
            elif entry.name.endswith(".py"):
                yield entry.path


def _content(path: str) -> bytes:
    # There are hundreds: a buffer, or a `Path`, takes longer to make than the file to read.
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()


def made_by() -> list[str]:
    """The files and folders that change with what makes the pages: the generator's own, and where its packages lie.

    A package that comes, goes or is exchanged changes the folder that it lies in.
    """
    return [str(Path(__file__).parent), str(own_layouts()), *(f"{folder}/." for folder in _folders())]


def _folders() -> list[str]:
    """The folders that packages are installed in."""
    found = (find_spec(one) for one in MODULES)
    return sorted({str(Path(one.origin).parents[1]) for one in found if one and one.origin})
