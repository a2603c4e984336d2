"""What is published: which record goes out with it, whether it may, and the site made anew in a folder of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.build import has_errors, render, silent_changes
from generator.dates import Date
from generator.digests import blake2b
from generator.dossier import Dossier
from generator.edit import CannotEdit, Edit, apply
from generator.facts import BUILT_IN
from generator.history import LARGEST, NOTHING_YET, PUBLISHED_FILE, Change, Published, read
from generator.history.changes import baseline, compare
from generator.history.guard import behind
from generator.history.meaning import about
from generator.history.told import LOOKS
from generator.output.workplace import MARK, MARK_TEXT
from generator.own import own_of
from generator.own.declaring import KINDS_FILE
from generator.own.overrides import layouts_of
from generator.own.words import WORDS_FILE
from generator.problems import Problem
from generator.publish.base import Refused, Site
from generator.publish.extras import extras
from generator.read import read_file
from generator.values import altered
from generator.workroom import Workroom


@dataclass(frozen=True, slots=True)
class Edition:
    """A dossier that may go out: with the record that readers get with it, and what changes for those at the target."""

    dossier: Dossier
    changes: tuple[Change, ...]


def record(content: bytes, where: str) -> Published:
    """The record that lies with a publication; nothing where there is none. Raises `Refused` if it cannot be read."""
    found = read(content) if content else NOTHING_YET
    if isinstance(found, Problem):
        raise Refused(f"the published.json of {where} cannot be trusted: {found.headline}")
    return found


def weigh(dossier: Dossier, online: Published) -> tuple[Dossier, list[Problem]]:
    """The dossier with what its readers have been shown, and why it must not go out.

    What readers have been shown stands in the dossier's own record, or in the one `online` if that goes on from it: somebody
    else has published since, or a run was stopped before it could write its own down. Where each knows an edition that the
    other does not, the dossier has to know all that is online.
    """
    own = dossier.published
    if not online.editions or online.editions[-1] in own.editions:
        return dossier, silent_changes(dossier)
    stale = behind(own, online)
    if own.editions != online.editions[: len(own.editions)]:
        return dossier, [*([stale] if stale else []), *silent_changes(dossier)]
    newest = altered(dossier, shown=online.saying_as(own.going_on(online)))
    silent = silent_changes(newest)
    # What else is told then follows from it, and whoever undid it in the facts would take the colleague's work back.
    return newest, [stale] if stale and own.editions and has_errors(silent) else silent


def edition(dossier: Dossier, online: Published, on: Date, about: tuple[str, ...]) -> Edition:
    """The dossier as it goes out on the day `on`, with `about` said of the whole site.

    If no fact has changed, what is recorded of facts stays as it is, with all its days.
    """
    before = dossier.published
    now = baseline(dossier, before, on)
    kept = (before if now.editions == before.editions else now).going_on(online).telling(about)
    return Edition(altered(dossier, shown=kept), compare(dossier, online))


def about_of(project: Path, dossier: Dossier) -> tuple[str, ...]:
    """What holds for the whole site, as `Published.about` has it: the settings, and a digest of each thing that gives it its look."""
    return (*about(dossier.settings), *_look_of(project))


def _look_of(project: Path) -> tuple[str, ...]:
    own = sorted(path for folder in layouts_of(project)[:-1] for path in folder.rglob("*") if path.is_file())
    layouts = [path for path in own if path.suffix == ".html"]
    files = (
        [project / WORDS_FILE],
        [project / KINDS_FILE],
        layouts,
        [one for one in own if one not in layouts],
    )
    return tuple(f"{key}: {_digest(project, some)}" for key, some in zip(LOOKS, files, strict=True))


def _digest(project: Path, files: list[Path]) -> str:
    told = blake2b(digest_size=8)
    for path in files:
        content = path.read_bytes() if path.is_file() else b""
        told.update(f"{path.relative_to(project).as_posix()}\0{len(content)}\0".encode() + content)
    return told.hexdigest()


@contextmanager
def clean_site(project: Path, dossier: Dossier, base_url: str, say: Callable[[str], None]) -> Iterator[Site]:
    """The site of `dossier` made from nothing, with what hosts want beside it, for as long as it is used.

    It lies in a folder outside the project: what else the project holds has no way in. Raises `LayoutError`, and `Refused` where
    the disk is full.
    """
    files = _files(project, dossier, base_url, say)
    with tempfile.TemporaryDirectory(prefix="factsheet-", ignore_cleanup_errors=True) as folder:
        try:
            for address, content in files.items():
                path = Path(folder) / address
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        except OSError as error:
            raise Refused(f"the site cannot be prepared in {folder}: {error.strerror}") from None
        yield Site(Path(folder), tuple(sorted(files)))


def keep_record(project: Path, was: bytes, content: bytes) -> None:
    """Write `published.json` of the dossier, which held `was` until now. Raises `Refused`."""
    if was == content:
        return
    try:
        apply(project, [Edit(PUBLISHED_FILE, was, content)])
    except (CannotEdit, OSError) as error:
        raise Refused(str(error)) from None


def own_record(project: Path) -> bytes:
    """The bytes of the dossier's `published.json`; none where there is no such file."""
    content = read_file(project, PUBLISHED_FILE, LARGEST)
    return content if isinstance(content, bytes) else b""


def _files(project: Path, dossier: Dossier, base_url: str, say: Callable[[str], None]) -> dict[str, bytes]:
    room = Workroom(
        project, dossier.kinds
    )  # which remembers nothing: the facts are those that were looked at
    room.own, _ = own_of(project, BUILT_IN)
    planned = room.planned(altered(dossier, recall=room.recall), (), base_url)
    files = render(planned, say)
    return {**files, **extras(files, dossier, base_url), MARK: MARK_TEXT}
