"""Walks the folders of a dossier: every fact file with its kind and id, which its path says."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from generator.kinds import ID, Kind
from generator.listing import Listings, Lying, unreadable
from generator.patterns import late
from generator.problems import Part, Problem, as_id, nearest
from generator.settings import SETTINGS_FILE
from generator.values import Fixed
from generator.yamlfile import LARGEST

LONGEST_ID: Final = 100
"""Addresses are made of ids, sometimes of two, and a file's name cannot be longer than 255 bytes."""

_USUAL: Final = 64 * 1024
"""Few files have more bytes."""

_RESERVED: Final = "(?:index|compare|con|prn|aux|nul|com[0-9]|lpt[0-9])"
_WELL_NAMED: Final = late(rf"(?:(?!{_RESERVED}[/.]){ID}(?:/(?!\.)|(?=\.)))+\.[a-z]+")
"""Most files, after their folders; the others are to be looked at closely."""
_NO_FACTS: Final = (SETTINGS_FILE.removeprefix("content/"), "kinds.yaml", "words.yaml")


class Found(Fixed, frozen=True, gc=False):
    """A file of the dossier that is to be read: of which kind, by which id, and its path from the project folder.

    One that lies `beside` a fact has the id of that, and a point and more where its name has these. `plain`: it is no link.
    """

    kind: Kind
    id: str
    file: str
    plain: bool
    beside: bool = False

    @property
    def ref(self) -> str:
        """The address within the dossier: of the fact, or of what it lies beside."""
        name, _, version = self.id.partition(".")
        return f"{self.kind.name}:{name}#{version}" if version else f"{self.kind.name}:{name}"


class FactFile(Fixed, frozen=True):
    """A file of the dossier with what is in it."""

    kind: Kind
    id: str
    file: str
    content: bytes


def read(project: Path, kinds: Sequence[Kind]) -> tuple[list[FactFile], list[Problem]]:
    """All fact files of a project with what is in them, and what is wrong with their names or places."""
    found, problems = find(project, kinds)
    contents = [(one, content_of(project, one)) for one in found]
    files = [FactFile(one.kind, one.id, one.file, got) for one, got in contents if isinstance(got, bytes)]
    return files, problems + [got for _, got in contents if isinstance(got, Problem)]


def find(
    project: Path, kinds: Sequence[Kind], listings: Listings | None = None
) -> tuple[list[Found], list[Problem]]:
    """All fact files of a project in the order of their paths, and what is wrong with their names or places."""
    listings = listings or Listings(project)
    files: list[Found] = []
    problems: list[Problem] = []
    for kind in kinds:
        for lying in listings.files_below(kind.folder):
            if isinstance(lying, Problem):
                problems.append(lying)
            elif found_id := _plain_id(kind, lying.file):
                files.append(Found(kind, found_id, *lying))
            elif not _is_beside(kind, lying):
                if problem := _misnamed(kind, lying.file):
                    problems.append(problem)
                else:
                    files.append(Found(kind, _id(kind, lying.file), *lying))
    problems.extend(_strays(listings, kinds))
    return files, problems


def find_beside(
    project: Path, kinds: Sequence[Kind], files: Iterable[Found], listings: Listings | None = None
) -> tuple[list[Found], list[Problem]]:
    """What lies beside the fact files and belongs to them."""
    listings = listings or Listings(project)
    known = {file.ref for file in files}
    beside: list[Found] = []
    problems: list[Problem] = []
    for kind in kinds:
        for lying in listings.files_below(kind.folder) if kind.beside else ():
            if isinstance(lying, Problem) or not _is_beside(kind, lying):
                continue
            found = Found(kind, lying.file[len(kind.folder) + 1 : -len(kind.beside)], *lying, beside=True)
            of, _, _ = found.id.partition(".")
            if f"{kind.name}:{of}" in known:
                beside.append(found)
            else:
                headline = f"there is no {kind.name} that this belongs to"
                cure = f"write {kind.folder}/{of}{kind.suffix}, or take this file away"
                problems.append(Problem("stray-file", lying.file, headline, cure, part=Part.FILE))
    return beside, problems


def content_of(project: Path, found: Found) -> bytes | Problem:
    """What is in a file that was found, or why it cannot be read."""
    if not found.plain:
        return read_file(project, found.file)
    try:
        return _beginning(f"{project}/{found.file}", LARGEST)
    except OSError as error:
        return unreadable("file", found.file, error)


def _is_beside(kind: Kind, lying: Lying) -> bool:
    return bool(kind.beside) and lying.file.endswith(kind.beside)


def read_file(project: Path, file: str, most: int = LARGEST) -> bytes | Problem:
    """The bytes of one file of the project, or why it cannot be read. Never more than `most` and one."""
    path = project / file
    if not _inside(project, path):
        headline = "this file is a link that leads out of the dossier"
        cure = "put the file itself here in place of the link"
        return Problem("leads-out", file, headline, cure, part=Part.FILE)
    try:
        return _begin(path, most)
    except OSError as error:
        return unreadable("file", file, error)


def _begin(path: Path, most: int) -> bytes:
    if path.exists() and not path.is_file():  # a pipe would never end
        raise OSError(errno.EINVAL, "it is no ordinary file")
    return _beginning(path, most)


def _beginning(path: str | Path, most: int) -> bytes:
    usual = min(_USUAL, most + 1)  # room is made for all that is asked for, however little there is
    with open(path, "rb") as opened:  # noqa: PTH123  to make a path of each takes longer than to read it
        first = opened.read(usual)
        return first if len(first) < usual else first + opened.read(most + 1 - usual)


def _id(kind: Kind, file: str) -> str:
    return file.removeprefix(kind.folder + "/").removesuffix(kind.suffix)


def _plain_id(kind: Kind, file: str) -> str:
    """The id that a file's name gives, if there is surely nothing wrong with that; empty otherwise."""
    start, end = len(kind.folder) + 1, len(file) - len(kind.suffix)
    is_plain = end - start <= LONGEST_ID and file.endswith(kind.suffix) and _WELL_NAMED.fullmatch(file, start)
    return file[start:end] if is_plain and file.count("/", start) == len(kind.id_parts[1:]) else ""


def _misnamed(kind: Kind, file: str) -> Problem | None:
    if not file.endswith(kind.suffix):
        cure = f"files in this folder end in '{kind.suffix}'; rename it or move it elsewhere"
        if kind.beside and file.endswith(".txt"):
            cure = f"texts of articles lie in {kind.folder}/texts/, which is never published; move it there"
        return Problem("stray-file", file, "this file is not read", cure, part=Part.FILE)
    parts = _id(kind, file).split("/")
    if len(parts) != max(1, len(kind.id_parts)):
        where = "/".join([kind.folder, *(f"<{part}>" for part, _ in kind.id_parts or (("id", ""),))])
        cure = f"move it to {where}{kind.suffix}"
        return Problem("stray-file", file, "this file lies in the wrong folder", cure, part=Part.FILE)
    return next((problem for part in parts if (problem := _bad_id(part, file))), None)


def _bad_id(part: str, file: str) -> Problem | None:
    if len(part) > LONGEST_ID:
        headline = f"this id has {len(part)} letters, and {LONGEST_ID} are allowed"
        return Problem("bad-id", file, headline, "give the file a shorter name", part=Part.FILE)
    if not re.fullmatch(ID, part):
        path = PurePosixPath(file)
        what, name, ending = ("file", path.name, path.suffix) if path.stem == part else ("folder", part, "")
        headline = f"the {what} is called '{name}', and '{part}' is no id"
        cure = f"rename it to '{as_id(part)}{ending}': an id has small letters, digits and single hyphens"
        return Problem("bad-id", file, headline, cure, part=Part.FILE)
    if re.fullmatch(_RESERVED, part):
        cure = "the site needs this name for itself; choose another name for the file"
        return Problem("bad-id", file, f"'{part}' cannot be an id", cure, part=Part.FILE)
    return None


def _strays(listings: Listings, kinds: Sequence[Kind]) -> Iterator[Problem]:
    # A misspelt folder would otherwise be passed over in silence, with every fact in it.
    known = [kind.folder.removeprefix("content/") for kind in kinds if kind.folder.startswith("content/")]
    meant = {name.partition(".")[0]: name for name in (*known, *_NO_FACTS)}
    inside = None if (listings.project / "content").is_symlink() else listings.inside("content")
    if inside is None or isinstance(inside, Problem):
        return
    for path in sorted([*(one.file for one in inside.files), *inside.folders, *inside.links]):
        name = path.removeprefix("content/")
        if name in meant.values():
            continue
        guess = nearest(name.partition(".")[0], meant)  # endings are all alike
        cure = f"did you mean '{meant[guess]}'?" if guess else "the folders are " + ", ".join(known)
        headline = f"'{name}' is no place for facts: it is not read"
        yield Problem("stray-file", path, headline, cure, part=Part.FILE)


def _inside(project: Path, path: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(project))
