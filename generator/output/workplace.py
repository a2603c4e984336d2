"""The folder beside a site in which the next one is prepared: who may be in it, and what killed builds have left there.

It is beside the site and not in the dossier, because two dossiers may write to one site, because trees can be linked and
exchanged only within one file system, and because it has to be there before the first site is. It is `.NAME.factsheet` for a
site NAME; in it are

    build, tree     locked by the build, and by whoever prepares a tree; gone when that is over
    new-*           a tree; after the exchange, the former site
    old             the former site, where the exchange takes two renames

The mark is the first file in a tree and the last to be removed from it. So what a kill leaves is either empty or has the mark.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.values import Fixed

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

MARK = ".factsheet"
MARK_TEXT = b"This folder is written by factsheet. Whatever else is put here is removed at the next build.\n"

_GLANCE = 0.02
"""Seconds between two looks whether a lock is free."""


class Workplace(Fixed, frozen=True):
    """The workplace of a site, which need not exist."""

    site: str
    folder: str

    @classmethod
    def of(cls, site: Path) -> Workplace:
        """Of the site at this path; '.' has a name too."""
        whole = site.resolve()
        return cls(str(whole), str(whole.with_name(f".{whole.name}.factsheet")))

    @property
    def old(self) -> str:
        """Where the former site is put if the exchange takes two renames."""
        return f"{self.folder}/old"

    @contextmanager
    def locked(self, name: str, wait: Callable[[], None]) -> Iterator[None]:
        """Hold the lock of that name; `wait` is called once if somebody else has it. Raises OSError.

        It is let go when all processes have ended that were forked meanwhile, however they end.
        """
        path = f"{self.folder}/{name}"
        try:
            file = self._lock(path, wait)
            try:
                yield
            finally:
                with suppress(OSError):  # Windows keeps what is open
                    os.unlink(path)
                os.close(file)
        finally:
            with suppress(OSError):  # somebody else is in it
                os.rmdir(self.folder)

    def name_of_tree(self) -> str:
        """A path for a tree. It comes once: no late-comer can write into another's."""
        return f"{self.folder}/new-{os.getpid()}-{time.time_ns()}"

    def new_tree(self) -> str:
        """An empty folder for a new site, but for the mark."""
        tree = self.name_of_tree()
        begin(tree)
        return tree

    def tidy(self) -> None:
        """Undo an exchange that was broken off, and remove all trees. For whoever holds the lock `tree`. Raises OSError."""
        if not os.path.lexists(self.site) and is_ours(self.old):
            os.rename(self.old, self.site)
        with os.scandir(self.folder) as found:
            left = [entry.path for entry in found if entry.name == "old" or entry.name.startswith("new-")]
        for tree in filter(is_ours, left):
            with suppress(OSError):  # the next build will try again
                removed(tree)

    def _lock(self, path: str, wait: Callable[[], None]) -> int:
        while True:
            file = self._open(path)
            try:
                while not _taken(file):
                    wait()
                    wait = _silently
                    time.sleep(_GLANCE)
                if _is_at(path, file):
                    held, file = file, -1
                    return held
            finally:
                if file >= 0:
                    os.close(file)

    def _open(self, path: str) -> int:
        while True:
            os.makedirs(os.path.dirname(self.folder), exist_ok=True)
            with suppress(FileExistsError):  # `exist_ok` fails where it goes between two looks
                os.mkdir(self.folder)
            if os.path.islink(self.folder) or os.path.isfile(self.folder):
                raise FileExistsError(errno.EEXIST, "a link or a file is in the way", self.folder)
            with suppress(FileNotFoundError):  # the folder went just now, with the last who was in it
                return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)


def _silently() -> None:
    pass


def _is_at(path: str, file: int) -> bool:
    """Whether this open file still has that name: whoever held the lock before has taken it away."""
    try:
        return os.path.samestat(os.fstat(file), os.stat(path))
    except FileNotFoundError:
        return False


def _taken(file: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def is_ours(folder: str) -> bool:
    """Whether a folder is a tree, or empty."""
    if os.path.islink(folder):
        return False
    try:
        return os.path.isfile(f"{folder}/{MARK}") or not os.listdir(folder)
    except OSError:
        return False


def removed(tree: str) -> None:
    """Remove a tree and all in it, its mark last. Raises OSError."""
    folders = [tree]
    mark = f"{tree}/{MARK}"
    for folder in folders:
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            os.chmod(folder, 0o700)
        with os.scandir(folder) as found:
            entries = list(found)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif entry.path != mark:
                os.unlink(entry.path)
    for folder in reversed(folders[1:]):
        os.rmdir(folder)
    with suppress(FileNotFoundError):
        os.unlink(mark)
    os.rmdir(tree)


def begin(tree: str) -> None:
    """Make a tree with nothing in it but the mark. Raises OSError."""
    os.mkdir(tree)
    Path(tree).chmod(0o755)
    Path(tree, MARK).write_bytes(MARK_TEXT)


def without(tree: str, address: str) -> None:
    """Remove a file from a tree, and the folders that are empty then. Raises OSError."""
    with suppress(FileNotFoundError):
        os.unlink(f"{tree}/{address}")
    with suppress(OSError):
        while address := os.path.dirname(address):
            os.rmdir(f"{tree}/{address}")
