"""Walks the folders of a dossier: every fact file with its kind and id, which its path says."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.kinds import ID, Kind
from generator.problems import Problem, as_id, did_you_mean, nearest
from generator.settings import SETTINGS_FILE
from generator.yamlfile import LARGEST

LONGEST_ID: Final = 100
"""Addresses are made of ids, sometimes of two, and a file's name cannot be longer than 255 bytes."""

_RESERVED: Final = re.compile(r"(index|compare|con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")
_IGNORED: Final = re.compile(r"[.#_]|.*(~|\.swp|\.tmp|\.bak)\Z")
_BESIDE: Final = ("texts", "LICENSE", "LICENSE.md", "README.md")


@dataclass(frozen=True, slots=True)
class FactFile:
    """A file of the dossier: `file` is its path from the project folder, with forward slashes."""

    kind: Kind
    id: str
    file: str
    content: bytes


def read(project: Path, kinds: Sequence[Kind]) -> tuple[list[FactFile], list[Problem]]:
    """All fact files of a project in the order of their paths, and what is wrong with their names or places."""
    files: list[FactFile] = []
    problems: list[Problem] = []
    for kind in kinds:
        for file in _files_below(project, kind.folder):
            if _is_beside(kind, file):
                continue
            found = file if isinstance(file, Problem) else _fact_file(project, kind, file)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                files.append(found)
    problems.extend(_strays(project, kinds))
    return files, problems


def read_beside(
    project: Path, kinds: Sequence[Kind], files: Sequence[FactFile]
) -> tuple[list[FactFile], list[Problem]]:
    """What lies beside the fact files and belongs to them, with the fact's id, and a point and more where its name has these."""
    known = {(file.kind.name, file.id) for file in files}
    beside: list[FactFile] = []
    problems: list[Problem] = []
    for kind in kinds:
        for file in _files_below(project, kind.folder) if kind.beside else ():
            if isinstance(file, Problem) or not _is_beside(kind, file):
                continue
            name = file.removeprefix(kind.folder + "/").removesuffix(kind.beside)
            content = read_file(project, file)
            if isinstance(content, Problem):
                problems.append(content)
            elif (kind.name, name.partition(".")[0]) not in known:
                headline = f"there is no {kind.name} that this belongs to"
                cure = f"write {kind.folder}/{name.partition('.')[0]}{kind.suffix}, or take this file away"
                problems.append(Problem("stray-file", file, headline, cure))
            else:
                beside.append(FactFile(kind, name, file, content))
    return beside, problems


def _is_beside(kind: Kind, file: str | Problem) -> bool:
    return bool(kind.beside) and isinstance(file, str) and file.endswith(kind.beside)


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
    with path.open("rb") as opened:
        return opened.read(most + 1)


def _unreadable(what: str, file: str, error: OSError) -> Problem:
    cure = f"see that it is a {what}, and one that you may read"
    return Problem("unreadable", file, f"this {what} cannot be read: {error.strerror}", cure)


def _files_below(project: Path, folder: str) -> Iterator[str | Problem]:
    if linked := _link_above(project, folder):
        yield _linked(linked)
        return
    errors: list[OSError] = []
    for place, folders, names in os.walk(project / folder, onerror=errors.append):
        below = Path(place).relative_to(project)
        folders[:] = sorted(name for name in folders if not _passed_over(name))
        yield from (_linked(below / name) for name in folders if (project / below / name).is_symlink())
        yield from ((below / name).as_posix() for name in sorted(names) if not _passed_over(name))
    for error in errors:
        if os.path.lexists(error.filename):  # a folder that is not there has no facts, which is no fault
            yield _unreadable("folder", Path(error.filename).relative_to(project).as_posix(), error)


def _passed_over(name: str) -> bool:
    return bool(_IGNORED.match(name)) or name in _BESIDE


def _link_above(project: Path, folder: str) -> Path | None:
    """The folder itself or one around it, within the project, if that is a link."""
    around = [Path(folder), *Path(folder).parents][:-1]
    return next((one for one in reversed(around) if (project / one).is_symlink()), None)


def _linked(folder: Path) -> Problem:
    cure = "put the folder itself here in place of the link"
    return Problem("leads-out", folder.as_posix(), "this folder is a link, and nothing is read from it", cure)


def _fact_file(project: Path, kind: Kind, file: str) -> FactFile | Problem:
    if problem := _misnamed(kind, file):
        return problem
    content = read_file(project, file)
    return content if isinstance(content, Problem) else FactFile(kind, _id(kind, file), file, content)


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
        return Problem(
            "stray-file", file, "this file lies in the wrong folder", f"move it to {where}{kind.suffix}"
        )
    return next((problem for part in parts if (problem := _bad_id(part, file))), None)


def _bad_id(part: str, file: str) -> Problem | None:
    if len(part) > LONGEST_ID:
        headline = f"this id has {len(part)} letters, and {LONGEST_ID} are allowed"
        return Problem("bad-id", file, headline, "give the file a shorter name")
    if not re.fullmatch(ID, part):
        cure = f"rename it with small letters, digits and single hyphens, such as '{as_id(part)}'"
        return Problem("bad-id", file, f"'{part}' is no id", cure)
    if _RESERVED.match(part):
        return Problem(
            "bad-id", file, f"'{part}' cannot be an id", "the site needs this name for itself; choose another"
        )
    return None


def _strays(project: Path, kinds: Sequence[Kind]) -> Iterator[Problem]:
    # A misspelt folder would otherwise be passed over in silence, with every fact in it.
    known = [kind.folder.removeprefix("content/") for kind in kinds if kind.folder.startswith("content/")]
    names = [*known, SETTINGS_FILE.removeprefix("content/")]
    content = project / "content"
    found = [] if content.is_symlink() else content.glob("*")
    for name in sorted(path.name for path in found):
        if name in names or _passed_over(name):
            continue
        cure = did_you_mean(name, names) if nearest(name, names) else "the folders are " + ", ".join(known)
        yield Problem(
            "stray-file", f"content/{name}", f"'{name}' is no place for facts: it is not read", cure
        )


def _inside(project: Path, path: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(project))
