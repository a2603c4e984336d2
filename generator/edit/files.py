"""Changes to files of the project as values: looked at as a difference, tried out on a copy, and made all or none."""

from __future__ import annotations

import difflib
import os
import re
import secrets
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from generator.problems import Problem

Look = Callable[[Path], Iterable[Problem]]
"""Finds all problems of the dossier in a folder."""

_PARTS = ("content", "seeds", "layouts", "published.json")
"""What there is to look at in a project."""


class CannotEdit(Exception):
    """A change that is not made; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A file of the project by its path in it, with forward slashes; its bytes now, none if it is to be new; and its bytes to be.

    A file that is to be taken away has no bytes to be; of facts no file is empty.
    """

    file: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which problems edits would bring into the dossier, and which they would mend."""

    new: tuple[Problem, ...]
    mended: tuple[Problem, ...]


def as_diff(edit: Edit) -> str:
    """What an edit changes, as a unified diff; nothing where it changes nothing."""
    before, after = _rows(edit.before), _rows(edit.after)
    old = f"a/{edit.file}" if edit.before else "/dev/null"
    new = f"b/{edit.file}" if edit.after else "/dev/null"
    rows = difflib.unified_diff(before, after, old, new)
    return "".join(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows)


def as_diffs(edits: Sequence[Edit]) -> str:
    """What edits change, one after the other; a file that goes right before another comes is told as moved there."""
    moved = {one.file: other for one, other in pairwise(edits) if not (one.after or other.before)}
    arrived = {edit.file for edit in moved.values()}
    return "".join(_difference(edit, moved.get(edit.file)) for edit in edits if edit.file not in arrived)


def _difference(edit: Edit, moved: Edit | None) -> str:
    if moved is None:
        return as_diff(edit)
    way = f"rename from {edit.file}\nrename to {moved.file}\n"
    return way + as_diff(Edit(moved.file, edit.before, moved.after))


def _rows(content: bytes) -> list[str]:
    return re.findall("[^\n]*\n|[^\n]+", content.decode(errors="replace"))


def checked(project: Path, edits: Sequence[Edit], look: Look) -> Outcome:
    """What `edits` would do to the dossier, which stays as it is: tried out on a copy of its facts.

    Problems are compared by what they say and of which file, not by their lines, which an edit moves. Raises `CannotEdit`
    as `apply` does.
    """
    with copied(project) as copy:
        before = list(look(copy))
        apply(copy, edits)
        after = list(look(copy))
    return Outcome(tuple(_only_in(after, before)), tuple(_only_in(before, after)))


@contextmanager
def copied(project: Path) -> Iterator[Path]:
    """A folder with a copy of the facts of a project, for as long as this lasts."""
    with tempfile.TemporaryDirectory(prefix="factsheet-") as folder:
        for part in _PARTS:
            _copy(project / part, Path(folder) / part)
        yield Path(folder)


def _copy(one: Path, other: Path) -> None:
    if one.is_file():
        shutil.copy(one, other)
    elif one.is_dir():
        texts = shutil.ignore_patterns("texts")  # of articles, which are not ours and go nowhere else
        with suppress(shutil.Error):  # what cannot be read is missing before and after
            shutil.copytree(one, other, symlinks=True, ignore=texts)


def _only_in(some: Sequence[Problem], others: Sequence[Problem]) -> Iterator[Problem]:
    known = Counter(map(_said, others))
    for problem in some:
        if known[_said(problem)]:
            known[_said(problem)] -= 1
        else:
            yield problem


def _said(problem: Problem) -> tuple[str, str, str, str]:
    return problem.code, problem.file, problem.headline, problem.help


def apply(project: Path, edits: Sequence[Edit]) -> None:
    """Make all `edits`, or none and raise `CannotEdit`: a file has changed meanwhile, or leads out of the project.

    Everything is written beside its place first, then put there by renaming; should that fail midway, what has been renamed
    is put back.
    """
    files = [edit.file for edit in edits]
    if len(set(files)) < len(files):
        raise CannotEdit("the same file would be changed twice at once; nothing was changed")
    targets = [_target(project, edit) for edit in edits]
    with _beside(edits, targets) as written:
        for edit, target in zip(edits, targets, strict=True):
            if not _holds(target, edit.before):
                raise CannotEdit(
                    f"{edit.file} has been changed meanwhile by somebody else; nothing was written, try again"
                )
        _put_in_place(edits, targets, written)
    _take_away_empty(project, [target for edit, target in zip(edits, targets, strict=True) if not edit.after])


def _take_away_empty(project: Path, gone: Sequence[Path]) -> None:
    """Folders in which nothing is left, as those of positions on an issue that is called otherwise now."""
    top = Path(os.path.realpath(project))
    for folder in (folder for target in gone for folder in target.parents):
        with suppress(OSError):  # something is left in it
            if folder != top and folder.is_relative_to(top):
                folder.rmdir()


def _target(project: Path, edit: Edit) -> Path:
    """Where an edit is written: the file itself, also where a link within the project leads to it."""
    target, top = (Path(os.path.realpath(path)) for path in (project / edit.file, project))
    if target == top or not target.is_relative_to(top):
        raise CannotEdit(f"{edit.file} leads out of the dossier; nothing was changed")
    if os.path.lexists(target) and not target.is_file():
        raise CannotEdit(f"{edit.file} is no ordinary file; nothing was changed")
    return target


def _holds(target: Path, content: bytes) -> bool:
    if not os.path.lexists(target):
        return content == b""
    return target.stat().st_size == len(content) and target.read_bytes() == content


@contextmanager
def _beside(edits: Sequence[Edit], targets: Sequence[Path]) -> Iterator[list[Path]]:
    """What is to be, written in full beside its place; nothing is left of it afterwards, whatever happens."""
    missing = [folder for target in targets for folder in target.parents if not folder.exists()]
    written: list[Path] = []
    try:
        for edit, target in zip(edits, targets, strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            written.append(target.with_name(f".{secrets.token_hex(8)}.tmp"))
            if edit.after:
                _write(written[-1], edit.after, target)
        yield written
    except OSError as error:
        raise CannotEdit(
            f"{error.filename} cannot be written: {error.strerror}; nothing was changed"
        ) from None
    finally:
        for path in written:
            path.unlink(missing_ok=True)
        for folder in missing:
            with suppress(OSError):  # it is there for what was put in it, or it never came to be
                folder.rmdir()


def _write(path: Path, content: bytes, like: Path) -> None:
    with path.open("xb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    if os.path.lexists(like):
        shutil.copymode(like, path)


def _put_in_place(edits: Sequence[Edit], targets: Sequence[Path], written: Sequence[Path]) -> None:
    done: list[tuple[Edit, Path, Path]] = []
    try:
        for edit, target, new in zip(edits, targets, written, strict=True):
            if edit.after:
                new.replace(target)
            else:
                target.replace(new)  # so that it can be put back; what is written beside goes in the end
            done.append((edit, target, new))
    except OSError:
        lost = [edit.file for edit, target, new in done if not _put_back(edit, target, new)]
        if lost:
            raise CannotEdit(
                f"the disk failed midway: {', '.join(lost)} may be changed; look before you go on"
            ) from None
        raise


def _put_back(edit: Edit, target: Path, new: Path) -> bool:
    try:
        if not edit.after:
            new.replace(target)
        elif edit.before:
            _write(new, edit.before, target)
            new.replace(target)
        else:
            target.unlink()
    except OSError:
        return False
    return True
