"""A folder that a web server shows: swapped in whole, with the publication before kept beside it, ready to be put back.

What is kept is a copy of its own, written before anything is swapped: a run that is killed leaves readers the old site or the
new one. A file that has not changed keeps its time, so that readers' copies of it stay good.

The mark of the folder lists what was published, with digests. So what somebody else put there is known, and stays; and what is shown
can be held against what was published, whatever has become of the folder since.
"""

from __future__ import annotations

import os
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.history import PUBLISHED_FILE
from generator.output import Tree, alone, prepared
from generator.output.looking import present
from generator.output.workplace import MARK, MARK_TEXT
from generator.problems import a_few
from generator.publish.base import Refused, Site, Standing, blob_id, time_told
from generator.publish.places import beside, refuse_unfit, telling

_HEAD = b"This folder is published by factsheet, which put these files there:\n"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder by its path; `project` is the folder of the dossier, among whose facts nothing is published."""

    path: Path
    project: Path

    @property
    def where(self) -> str:
        """The folder."""
        return f"folder {self.path}"

    def standing(self) -> Standing:
        """The files in the folder; refuses one with files that are not ours."""
        with telling(self.path):
            refuse_unfit(self.path, self.project)
            self._refuse_foreign()
            return _standing(self.path)

    def put(self, site: Site, since: Standing, message: str) -> None:  # noqa: ARG002  a folder keeps no journal
        """A new folder in place of the old one, of which a copy is kept beside it."""
        with telling(self.path), alone(self.path, _nobody):
            self._refuse_moved(since)
            if taken := sorted({*_foreign(self.path)} & {*site.addresses}):
                raise Refused(
                    f"{self.path} has files that factsheet did not put there, in the place of its own: {a_few(taken)}; take them away"
                )
            if since.state:
                before = (self.path / MARK).stat()
                with prepared(beside(self.path)) as kept:
                    _put_all(kept, self.path)
                    kept.finish()
                _put_back_time(beside(self.path), before)
            with prepared(self.path) as tree:
                now = {one: since.digest(site.content(one)) for one in site.addresses if one != MARK}
                same = {address for address, digest in now.items() if since.files.get(address) == digest}
                tree.keep(_foreign(self.path, now))
                for address in [*tree.keep(sorted(same)), *sorted(now.keys() - same)]:
                    tree.put(address, site.content(address))
                tree.mark(_listing(now))
                tree.finish()

    def before(self) -> Standing:
        """The folder that is kept beside it."""
        kept = beside(self.path)
        if not (kept / MARK).is_file():
            raise Refused(f"no earlier publication of {self.path} is kept, so there is no way back")
        with telling(kept):
            return _standing(kept)

    def back(self, since: Standing, message: str) -> None:  # noqa: ARG002  the same
        """The folder that is kept, and the one of now change places."""
        kept = beside(self.path)
        with telling(self.path), alone(self.path, _nobody):
            self._refuse_moved(since)
            now, before = (self.path / MARK).stat(), (kept / MARK).stat()
            with prepared(self.path) as tree, prepared(kept) as other:
                _put_all(tree, kept)
                tree.keep(_foreign(self.path, present(kept)))
                _put_all(other, self.path)
                tree.finish()
                other.finish()
            _put_back_time(self.path, before)
            _put_back_time(kept, now)

    def _refuse_foreign(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise Refused(f"{self.path} is a file; name a folder")
        if self.path.is_dir() and any(self.path.iterdir()) and not (self.path / MARK).is_file():
            raise Refused(
                f"{self.path} has files in it that factsheet did not write, {a_few(one.name for one in self.path.iterdir())}; empty it, "
                "or name another folder"
            )

    def _refuse_moved(self, since: Standing) -> None:
        if _state(self.path) != since.state:
            raise Refused(f"somebody else has published to {self.path} meanwhile; look and try again")


def _nobody(_: str) -> None:
    """Whoever else publishes there is done within seconds."""


def _put_back_time(folder: Path, was: os.stat_result) -> None:
    """The mark has the time at which a publication was put there for the first time."""
    os.utime(folder / MARK, ns=(was.st_atime_ns, was.st_mtime_ns))


def _put_all(tree: Tree, folder: Path) -> None:
    for address, state in present(folder).items():
        if state and address != MARK:
            tree.put(address, (folder / address).read_bytes())
    tree.mark((folder / MARK).read_bytes())


def _listing(digests: Mapping[str, str]) -> bytes:
    """What the mark of a published folder says: the digest of each file, and its address."""
    lines = (f"{digest} {address}\n" for address, digest in sorted(digests.items()))
    return _HEAD + "".join(lines).encode()


def _listed(folder: Path) -> dict[str, str]:
    """What a mark lists, by address; nothing where there is none, or an earlier version wrote it."""
    try:
        mark = (folder / MARK).read_bytes()
    except FileNotFoundError:
        return {}
    if not mark.startswith(_HEAD):
        return {}
    lines = mark.removeprefix(_HEAD).decode(errors="replace").splitlines()
    return {address: digest for digest, _, address in (line.partition(" ") for line in lines)}


def _foreign(folder: Path, ours: Container[str] = ()) -> list[str]:
    """The files in a published folder that somebody else put there, but for those that are `ours` from now on; links are none."""
    listed = _listed(folder)
    there = sorted(address for address, state in present(folder).items() if state) if listed else []
    return [address for address in there if address != MARK and address not in listed and address not in ours]


def _standing(folder: Path) -> Standing:
    state = _state(folder)  # first: if another comes in its place while it is read, that is noticed
    contents = {
        address: (folder / address).read_bytes() if found else None
        for address, found in present(folder).items()
    }
    foreign = set(_foreign(folder))
    files = {
        one: "" if content is None else blob_id(content)
        for one, content in contents.items()
        if one not in foreign
    }
    mark, listed = folder / MARK, _listed(folder)
    if listed:
        files[MARK] = blob_id(MARK_TEXT)  # it is as it should be, with its list behind
    when = time_told(mark.stat().st_mtime) if mark.is_file() else ""
    return Standing(files, contents.get(PUBLISHED_FILE) or b"", state, when, published=listed)


def _state(folder: Path) -> str:
    """The folder as the disk knows it: another one that takes its place is known to be another."""
    try:
        found = folder.stat()
    except FileNotFoundError:
        return ""
    return f"{found.st_dev}:{found.st_ino}:{found.st_ctime_ns}"
