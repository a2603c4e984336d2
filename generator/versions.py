"""What makes the pages: this generator as it stands here, and the packages that it is made with."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path

from generator.answers import Digest, digest
from generator.own.overrides import own_layouts
from generator.stamp import Doubtful, Walk

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
    installed = sorted(name for folder in _folders() for name in os.listdir(folder) if name.endswith("-info"))  # noqa: PTH208
    return digest("\0".join([sys.version, _of_modules(), *installed]).encode())


def _of_modules() -> str:
    """A digest of all Python of the generator: as remembered beside it, where the state of no file is another than then.

    So hundreds of files need not be read. What is remembered may be thrown away, as what Python remembers there may.
    """
    package = str(Path(__file__).parent)
    kept = Path(package, "__pycache__", f"identity.{sys.implementation.cache_tag}")
    try:
        walk = Walk([package])
    except (OSError, Doubtful):
        return _read(package)
    state = f"{digest(repr(walk.folders).encode()):016x} "
    with suppress(OSError, ValueError):
        if (found := kept.read_text()).startswith(state):
            return found.removeprefix(state)
    return _kept(kept, state, package, walk.newest)


def _kept(at: Path, state: str, package: str, newest: int) -> str:
    """The digest, read; and remembered, unless a file is as new as that: it might change once more without a trace."""
    if sys.dont_write_bytecode:
        return _read(package)
    with suppress(OSError):  # where the generator may not write, it is read each time
        new = at.with_suffix(f".{os.getpid()}")
        new.touch()
        clock = new.stat().st_mtime_ns  # as it is before anything is read
        told = _read(package)
        new.write_text(f"{state}{told}")
        if clock > newest:
            new.replace(at)
        else:
            new.unlink()
        return told
    return _read(package)


def _read(package: str) -> str:
    content = b"\0".join(map(_content, _modules(package)))
    return f"{digest(content):016x}"


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
