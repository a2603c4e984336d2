"""What lies in a site, file by file."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple


class Stat(NamedTuple):
    """Which file stands at an address and in what state: equal as long as nobody writes to it, links it or puts another in its place.

    Size in bytes, inode, and the times of the last change of its content and of any change, in nanoseconds.
    """

    size: int
    inode: int
    written: int
    changed: int

    @classmethod
    def of(cls, found: os.stat_result) -> Stat:
        """What counts of it."""
        return cls(found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)


def present(site: Path) -> dict[str, Stat | None]:
    """All that lies in `site` by address, the mark too: a plain file's state, None for whatever a build never writes.

    That is a link, a pipe, what cannot be looked at; and a folder in which nothing can be seen, its address with `/` at the end.
    """
    found: dict[str, Stat | None] = {}
    folders = [""] if site.is_dir() else []
    for folder in folders:
        entries = entries_of(f"{site}/{folder}")
        if folder and not entries:
            found[folder] = None
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{folder}{entry.name}/")
            else:
                found[folder + entry.name] = _state(entry)
    return found


def entries_of(folder: str) -> list[os.DirEntry[str]]:
    """What is in a folder; nothing where that cannot be looked at."""
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []


def _state(entry: os.DirEntry[str]) -> Stat | None:
    try:
        state = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return Stat.of(state) if stat.S_ISREG(state.st_mode) else None
