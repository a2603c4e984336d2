"""What lies in the folders of a dossier: as one walk over all of them found it, or looked up folder by folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.problems import Problem

_UNREAD = ("texts", "LICENSE", "LICENSE.md", "README.md")
_ENDINGS = ("~", ".swp", ".tmp", ".bak")


class Lying(NamedTuple):
    """A file in a folder of facts: its path from the project folder, and whether it is no link."""

    file: str
    plain: bool


class Inside(NamedTuple):
    """What is in a folder, but for what is passed over: files, folders, and links to folders, each by its path, in order."""

    files: list[Lying]
    folders: list[str]
    links: list[str]


class Listings:
    """The folders of a dossier by their paths in it, each as in a `stamp.Walk`: there is no link in any of them.

    Without any, folders are looked into one by one.
    """

    def __init__(self, project: Path, folders: Mapping[str, str] | None = None) -> None:
        self.project = project
        self.folders = folders or {}
        self._below: dict[str, list[str]] = {}
        for folder in self.folders:
            self._below.setdefault(folder.rpartition("/")[0], []).append(folder)

    def inside(self, folder: str) -> Inside | Problem:
        """What is in a folder, or why that cannot be told; nothing, where there is no folder."""
        text = self.folders.get(folder)
        if text is None:
            return _looked_into(self.project, folder)
        names = [one.partition("\0")[0] for one in text.split("/")] if text else []
        files = [Lying(f"{folder}/{name}", plain=True) for name in names if not is_passed_over(name)]
        return Inside(files, [one for one in self._below.get(folder, ()) if not _is_unread(one)], [])

    def files_below(self, folder: str) -> Iterator[Lying | Problem]:
        """What lies in a folder and in those below it, none of which is entered by a link: so no plain file is outside."""
        if linked := _link_above(self.project, folder):
            yield _linked(linked.as_posix())
            return
        waiting = [folder]
        while waiting:
            below = waiting.pop()
            inside = self.inside(below)
            if isinstance(inside, Problem):
                yield inside
                continue
            yield from map(_linked, inside.links)
            yield from inside.files
            waiting += reversed(inside.folders)


def is_passed_over(name: str) -> bool:
    """Whether nothing is read from what is called so: what editors and systems leave, and what is no fact."""
    return name[:1] in ".#_" or name.endswith(_ENDINGS) or name in _UNREAD


def _is_unread(folder: str) -> bool:
    return is_passed_over(folder.rpartition("/")[2])


def _looked_into(project: Path, folder: str) -> Inside | Problem:
    inside = Inside([], [], [])
    try:
        with os.scandir(project / folder) as opened:
            entries = sorted(
                (one for one in opened if not is_passed_over(one.name)), key=lambda one: one.name
            )
    except OSError as error:
        # A folder that is not there has no facts, which is no fault.
        return unreadable("folder", folder, error) if os.path.lexists(project / folder) else inside
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if not _is_folder(entry):
            inside.files.append(Lying(path, entry.is_file(follow_symlinks=False)))
        else:
            (inside.links if entry.is_symlink() else inside.folders).append(path)
    return inside


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a circle
        return False


def _link_above(project: Path, folder: str) -> Path | None:
    """The folder itself or one around it, within the project, if that is a link."""
    around = [Path(folder), *Path(folder).parents][:-1]
    return next((one for one in reversed(around) if (project / one).is_symlink()), None)


def _linked(folder: str) -> Problem:
    cure = "put the folder itself here in place of the link"
    return Problem("leads-out", folder, "this folder is a link, and nothing is read from it", cure)


def unreadable(what: str, file: str, error: OSError) -> Problem:
    """That a file or a folder (`what`) cannot be read."""
    cure = f"see that it is a {what}, and one that you may read"
    return Problem("unreadable", file, f"this {what} cannot be read: {error.strerror}", cure)
