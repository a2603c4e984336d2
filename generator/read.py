"""Walks the folders of a dossier: every fact file with its kind and id, which its path says."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from generator.kinds import ID, Kind
from generator.problems import Problem, as_id, nearest
from generator.settings import SETTINGS_FILE
from generator.values import Fixed
from generator.yamlfile import LARGEST

LONGEST_ID: Final = 100
"""Addresses are made of ids, sometimes of two, and a file's name cannot be longer than 255 bytes."""

_USUAL: Final = 64 * 1024
"""Few files have more bytes."""

_RESERVED: Final = re.compile(r"(index|compare|con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")
_IGNORED: Final = re.compile(r"[.#_]|.*(~|\.swp|\.tmp|\.bak)\Z")
_NO_FACTS: Final = (SETTINGS_FILE.removeprefix("content/"), "kinds.yaml", "words.yaml")
_BESIDE: Final = ("texts", "LICENSE", "LICENSE.md", "README.md")


class Found(Fixed, frozen=True):
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


class _Lying(NamedTuple):
    """A file in a folder of facts: its path from the project folder, and whether it is no link."""

    file: str
    plain: bool


def read(project: Path, kinds: Sequence[Kind]) -> tuple[list[FactFile], list[Problem]]:
    """All fact files of a project with what is in them, and what is wrong with their names or places."""
    found, problems = find(project, kinds)
    contents = [(one, content_of(project, one)) for one in found]
    files = [FactFile(one.kind, one.id, one.file, got) for one, got in contents if isinstance(got, bytes)]
    return files, problems + [got for _, got in contents if isinstance(got, Problem)]


def find(project: Path, kinds: Sequence[Kind]) -> tuple[list[Found], list[Problem]]:
    """All fact files of a project in the order of their paths, and what is wrong with their names or places."""
    files: list[Found] = []
    problems: list[Problem] = []
    lyings = ((kind, one) for kind in kinds for one in _files_below(project, kind.folder))
    for kind, lying in lyings:
        if not _is_beside(kind, lying):
            if problem := lying if isinstance(lying, Problem) else _misnamed(kind, lying.file):
                problems.append(problem)
            elif isinstance(lying, _Lying):
                files.append(Found(kind, _id(kind, lying.file), *lying))
    problems.extend(_strays(project, kinds))
    return files, problems


def find_beside(
    project: Path, kinds: Sequence[Kind], files: Sequence[Found]
) -> tuple[list[Found], list[Problem]]:
    """What lies beside the fact files and belongs to them."""
    known = {(file.kind.name, file.id) for file in files}
    beside: list[Found] = []
    problems: list[Problem] = []
    for kind in kinds:
        for lying in _files_below(project, kind.folder) if kind.beside else ():
            if isinstance(lying, Problem) or not _is_beside(kind, lying):
                continue
            name = lying.file.removeprefix(kind.folder + "/").removesuffix(kind.beside)
            if (kind.name, name.partition(".")[0]) in known:
                beside.append(Found(kind, name, *lying, beside=True))
            else:
                headline = f"there is no {kind.name} that this belongs to"
                cure = f"write {kind.folder}/{name.partition('.')[0]}{kind.suffix}, or take this file away"
                problems.append(Problem("stray-file", lying.file, headline, cure))
    return beside, problems


def content_of(project: Path, found: Found) -> bytes | Problem:
    """What is in a file that was found, or why it cannot be read."""
    if not found.plain:
        return read_file(project, found.file)
    try:
        return _beginning(f"{project}/{found.file}", LARGEST)
    except OSError as error:
        return _unreadable("file", found.file, error)


def _is_beside(kind: Kind, lying: _Lying | Problem) -> bool:
    return bool(kind.beside) and lying.file.endswith(kind.beside)


def read_file(project: Path, file: str, most: int = LARGEST) -> bytes | Problem:
    """The bytes of one file of the project, or why it cannot be read. Never more than `most` and one."""
    path = project / file
    if not _inside(project, path):
        headline = "this file is a link that leads out of the dossier"
        return Problem("leads-out", file, headline, "put the file itself here in place of the link")
    try:
        return _begin(path, most)
    except OSError as error:
        return _unreadable("file", file, error)


def _begin(path: Path, most: int) -> bytes:
    if path.exists() and not path.is_file():  # a pipe would never end
        raise OSError(errno.EINVAL, "it is no ordinary file")
    return _beginning(path, most)


def _beginning(path: str | Path, most: int) -> bytes:
    usual = min(_USUAL, most + 1)  # room is made for all that is asked for, however little there is
    with open(path, "rb") as opened:  # noqa: PTH123  to make a path of each takes longer than to read it
        first = opened.read(usual)
        return first if len(first) < usual else first + opened.read(most + 1 - usual)


def _unreadable(what: str, file: str, error: OSError) -> Problem:
    cure = f"see that it is a {what}, and one that you may read"
    return Problem("unreadable", file, f"this {what} cannot be read: {error.strerror}", cure)


def _files_below(project: Path, folder: str) -> Iterator[_Lying | Problem]:
    """What lies in a folder and in those below it, none of which is entered by a link: so no plain file is outside."""
    if linked := _link_above(project, folder):
        yield _linked(linked.as_posix())
        return
    waiting = [folder]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(project / below) as opened:
                entries = sorted(
                    (one for one in opened if not _passed_over(one.name)), key=lambda one: one.name
                )
        except OSError as error:
            if os.path.lexists(project / below):  # a folder that is not there has no facts, which is no fault
                yield _unreadable("folder", below, error)
            continue
        folders = {f"{below}/{one.name}": one.is_symlink() for one in entries if _is_folder(one)}
        yield from (_linked(folder) for folder, is_link in folders.items() if is_link)
        yield from (_lying(below, one) for one in entries if f"{below}/{one.name}" not in folders)
        waiting += [folder for folder, is_link in reversed(folders.items()) if not is_link]


def _lying(below: str, entry: os.DirEntry[str]) -> _Lying:
    return _Lying(f"{below}/{entry.name}", entry.is_file(follow_symlinks=False))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a circle
        return False


def _passed_over(name: str) -> bool:
    return bool(_IGNORED.match(name)) or name in _BESIDE


def _link_above(project: Path, folder: str) -> Path | None:
    """The folder itself or one around it, within the project, if that is a link."""
    around = [Path(folder), *Path(folder).parents][:-1]
    return next((one for one in reversed(around) if (project / one).is_symlink()), None)


def _linked(folder: str) -> Problem:
    cure = "put the folder itself here in place of the link"
    return Problem("leads-out", folder, "this folder is a link, and nothing is read from it", cure)


def _id(kind: Kind, file: str) -> str:
    return file.removeprefix(kind.folder + "/").removesuffix(kind.suffix)


def _misnamed(kind: Kind, file: str) -> Problem | None:
    if not file.endswith(kind.suffix):
        cure = f"files in this folder end in '{kind.suffix}'; rename it or move it elsewhere"
        if kind.beside and file.endswith(".txt"):
            cure = f"texts of articles lie in {kind.folder}/texts/, which is never published; move it there"
        return Problem("stray-file", file, "this file is not read", cure)
    parts = _id(kind, file).split("/")
    if len(parts) != max(1, len(kind.id_parts)):
        where = "/".join([kind.folder, *(f"<{part}>" for part, _ in kind.id_parts or (("id", ""),))])
        cure = f"move it to {where}{kind.suffix}"
        return Problem("stray-file", file, "this file lies in the wrong folder", cure)
    return next((problem for part in parts if (problem := _bad_id(part, file))), None)


def _bad_id(part: str, file: str) -> Problem | None:
    if len(part) > LONGEST_ID:
        headline = f"this id has {len(part)} letters, and {LONGEST_ID} are allowed"
        return Problem("bad-id", file, headline, "give the file a shorter name")
    if not re.fullmatch(ID, part):
        cure = f"rename it with small letters, digits and single hyphens, such as '{as_id(part)}'"
        return Problem("bad-id", file, f"'{part}' is no id", cure)
    if _RESERVED.match(part):
        cure = "the site needs this name for itself; choose another"
        return Problem("bad-id", file, f"'{part}' cannot be an id", cure)
    return None


def _strays(project: Path, kinds: Sequence[Kind]) -> Iterator[Problem]:
    # A misspelt folder would otherwise be passed over in silence, with every fact in it.
    known = [kind.folder.removeprefix("content/") for kind in kinds if kind.folder.startswith("content/")]
    meant = {name.partition(".")[0]: name for name in (*known, *_NO_FACTS)}
    content = project / "content"
    found = [] if content.is_symlink() else content.glob("*")
    for name in sorted(path.name for path in found):
        if name in meant.values() or _passed_over(name):
            continue
        guess = nearest(name.partition(".")[0], meant)  # endings are all alike
        cure = f"did you mean '{meant[guess]}'?" if guess else "the folders are " + ", ".join(known)
        headline = f"'{name}' is no place for facts: it is not read"
        yield Problem("stray-file", f"content/{name}", headline, cure)


def _inside(project: Path, path: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(project))
