"""Whether anything has changed since the last build, told from the state of files alone.

Where nothing has, this is all that a build does; so it imports nothing that takes time. A build leaves a *stamp*: a digest of
the state of every file that it rests on or has written, and what it said. As long as the stamp is the same, it has nothing else
to say. State is size, times, number (inode) and kind; whatever changes a file changes its `ctime`, which nobody can set.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from hashlib import blake2b

TYPE_CHECKING = False  # `typing` itself takes time to import
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STORE = ".factsheet"
"""The folder of a dossier in which what is remembered lies."""

PASSED_OVER = frozenset({"__pycache__", "texts"})
"""Folders that no build looks into."""

_FORMAT = "factsheet stamp 3"


class Doubtful(Exception):
    """The state of files does not tell: there is a link, and nobody knows what stands behind it; or something is too new."""


def said_before(arguments: Sequence[str]) -> tuple[str, str] | None:
    """What this command line said the last time, on the error stream and on the other; None if it might say something else now."""
    try:
        with open(_path(arguments), encoding="utf-8", errors="surrogateescape", newline="") as file:
            told, _, content = file.read().partition("\0\0")
        form, rests_on, wrote, error, output, sources, outputs = content.split("\0\0")
        same = (
            told == _sum(content)
            and form == _form(arguments)
            and rests_on == state(sources.split("\0"))
            and wrote == state(outputs.split("\0"))
        )
    except (OSError, ValueError, Doubtful):
        return None
    return (error, output) if same else None


def leave(
    arguments: Sequence[str],
    said: tuple[str, str],
    sources: tuple[str, Sequence[str]],
    outputs: Sequence[str],
) -> None:
    """Leave a stamp for this command line, which said this.

    `sources` are what it rests on, with their `state` before any of them was read; `outputs` what it has written.
    """
    path = _path(arguments)
    try:
        fields = (
            _form(arguments),
            sources[0],
            state(outputs),
            *said,
            "\0".join(sources[1]),
            "\0".join(outputs),
        )
        with suppress(FileNotFoundError):
            os.unlink(f"{path}.new")  # a link would be followed
        with open(f"{path}.new", "x", encoding="utf-8", errors="surrogateescape", newline="") as file:
            content = "\0\0".join(fields)
            file.write(f"{_sum(content)}\0\0{content}")
        os.replace(f"{path}.new", path)
    except (OSError, Doubtful):
        forget(arguments)


def forget(arguments: Sequence[str]) -> None:
    """Leave no stamp."""
    with suppress(OSError):
        os.unlink(_path(arguments))


def _sum(content: str) -> str:
    """What damage would change."""
    return blake2b(content.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _form(arguments: Sequence[str]) -> str:
    """How a stamp of ours begins: with the state of the anchor beside it, which no stamp from elsewhere can know. Raises OSError."""
    anchor = os.lstat(f"{_path(arguments).rpartition('/')[0]}/anchor")
    return f"{_FORMAT} {_state(anchor)}"


def _path(arguments: Sequence[str]) -> str:
    """Where the stamp of a command line lies, in the dossier that it names."""
    project = next((one.partition("=")[2] for one in arguments if one.startswith("--project=")), ".")
    if "--project" in arguments[:-1]:
        project = arguments[arguments.index("--project") + 1]
    name = blake2b("\0".join(arguments).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return f"{project}/{STORE}/{name}.stamp"


def state(roots: Sequence[str], before: int = 0) -> str:
    """A digest of the state of all files below these folders, or of these files.

    With `before`, a time by the clock of their file system in nanoseconds, all must be older than that: what was changed in the
    same moment may be changed once more without a trace. Raises `Doubtful`, and OSError where something cannot be looked at.
    """
    seen = blake2b(f"{sys.version}\0{os.getcwd()}\0".encode("utf-8", "surrogateescape"), digest_size=32)
    for root in roots:
        for lines in _states(root, before or 1 << 63):
            seen.update(lines.encode("utf-8", "surrogateescape"))
    return seen.hexdigest()


def _states(root: str, before: int) -> Iterator[str]:
    """The state of a file, or of everything in a folder; of a path that ends in `/.`, of the folder itself."""
    try:
        found = os.stat(root)
    except FileNotFoundError:
        yield f"{root}\0none\0"
        return
    if stat.S_ISDIR(found.st_mode) and not root.endswith("/."):
        yield from _below(root, before)
    else:
        yield f"{root}\0{_state(found)}\0"


def _below(folder: str, before: int) -> Iterator[str]:
    lines, folders = [folder], []
    with os.scandir(folder) as entries:
        for entry in entries:
            found = entry.stat(follow_symlinks=False)
            if found.st_ctime_ns >= before:
                raise Doubtful(entry.path)
            if stat.S_ISREG(found.st_mode):
                lines.append(f"{entry.name}\0{_state(found)}")
            elif not stat.S_ISDIR(found.st_mode):
                raise Doubtful(entry.path)
            elif entry.name not in PASSED_OVER:
                folders.append(entry.path)
    lines.sort()
    yield "\0".join(lines)
    for inner in sorted(folders):
        yield from _below(inner, before)


def _state(found: os.stat_result) -> str:
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino} {found.st_mode}"
