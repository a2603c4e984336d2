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

from generator.digests import blake2b

TYPE_CHECKING = False  # `typing` itself takes time to import
if TYPE_CHECKING:
    from collections.abc import Sequence

STORE = ".factsheet"
"""The folder of a dossier in which what is remembered lies."""

PASSED_OVER = frozenset({"__pycache__", "texts"})
"""Folders that no build looks into."""

NOTHING: frozenset[str] = frozenset()
"""What is passed over in a site."""

_FORMAT = "factsheet stamp 4"


class Doubtful(Exception):
    """The state of files does not tell: there is a link, and nobody knows what stands behind it; or something is too new."""


class Walk:
    """What one walk over files and folders found: the state of every file, `folders` by folder, each of them as one text.

    In such a text names stand in order, each before a NUL and its state, with slashes between them. `newest` is the time of the
    last change of any of them, in nanoseconds. There is none of what nobody can be sure of: whoever walks raises `Doubtful`
    where there is a link, and OSError where something cannot be looked at.
    """

    def __init__(self, roots: Sequence[str], passed_over: frozenset[str] = PASSED_OVER) -> None:
        """Walk over all files below these folders, or over these files; of a path that ends in `/.`, over the folder itself."""
        self.roots = list(roots)
        self.passed_over = passed_over
        self.folders: dict[str, str] = {}
        self.newest = 0
        for root in roots:
            try:
                found = os.stat(root)
            except FileNotFoundError:
                self.folders[root] = "none"
                continue
            if stat.S_ISDIR(found.st_mode) and not root.endswith("/."):
                self._enter(root)
            else:
                self.folders[root] = _state(found)
                self.newest = max(self.newest, found.st_ctime_ns)

    def _enter(self, folder: str) -> None:
        lines, folders, changes = [], [], [self.newest]
        with os.scandir(folder) as entries:
            for entry in entries:
                found = entry.stat(follow_symlinks=False)
                changes.append(found.st_ctime_ns)
                if stat.S_ISREG(found.st_mode):
                    lines.append(f"{entry.name}\0{_state(found)}")
                elif not stat.S_ISDIR(found.st_mode):
                    raise Doubtful(entry.path)
                elif entry.name not in self.passed_over:
                    folders.append(entry.path)
        lines.sort()
        self.folders[folder], self.newest = "/".join(lines), max(changes)
        for inner in sorted(folders):
            self._enter(inner)

    def state(self, before: int = 0) -> str:
        """A digest of it all.

        With `before`, a time by the clock of the file system in nanoseconds, all must be older than that, or it raises `Doubtful`:
        what was changed in the same moment may be changed once more without a trace. The clock may be asked after the walk, so
        long as no file is read before: what changes between the walk and the reading has a time that is later than its state, or
        was changed in the moment of that, and is read as it is since.
        """
        if before and self.newest >= before:
            raise Doubtful
        seen = blake2b(f"{sys.version}\0{os.getcwd()}\0".encode("utf-8", "surrogateescape"), digest_size=32)
        for folder, lines in self.folders.items():
            seen.update(f"{folder}\0{lines}\0".encode("utf-8", "surrogateescape"))
        return seen.hexdigest()


def said_before(arguments: Sequence[str]) -> tuple[tuple[str, str] | None, Walk | None]:
    """What this command line said the last time, on the error stream and on the other; None if it might say something else now.

    And the walk over what that rested on, which a build need not take again; None if it was not taken.
    """
    walk = None
    try:
        with open(_path(arguments), encoding="utf-8", errors="surrogateescape", newline="") as file:
            told, _, content = file.read().partition("\0\0")
        form, rests_on, wrote, error, output, sources, outputs = content.split("\0\0")
        if told == _sum(content) and form == _form(arguments):
            walk = Walk(sources.split("\0"))
            if rests_on == walk.state() and wrote == Walk(outputs.split("\0"), NOTHING).state():
                return (error, output), walk
    except (OSError, ValueError, Doubtful):
        pass
    return None, walk


def leave(
    arguments: Sequence[str],
    said: tuple[str, str],
    sources: tuple[str, Sequence[str]],
    outputs: Walk,
) -> None:
    """Leave a stamp for this command line, which said this.

    `sources` are what it rests on, with the state of a walk over them before any of them was read; `outputs` a walk over what it
    has written, with nothing passed over.
    """
    path = _path(arguments)
    try:
        fields = (
            _form(arguments),
            sources[0],
            outputs.state(),
            *said,
            "\0".join(sources[1]),
            "\0".join(outputs.roots),
        )
        with suppress(FileNotFoundError):
            os.unlink(f"{path}.new")  # a link would be followed
        with open(f"{path}.new", "x", encoding="utf-8", errors="surrogateescape", newline="") as file:
            content = "\0\0".join(fields)
            file.write(f"{_sum(content)}\0\0{content}")
        os.replace(f"{path}.new", path)
    except OSError:
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


def _state(found: os.stat_result) -> str:
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino} {found.st_mode}"


def changed_at(state: str) -> int:
    """The time of the last change that the state of a file in a `Walk` tells, in nanoseconds."""
    return int(state.split(" ")[2])


def is_listing(text: str) -> bool:
    """Whether this is how a `Walk` tells of a folder, not of a single file."""
    return not text or "\0" in text
