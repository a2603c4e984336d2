"""A zip of the whole site, to be sent by mail or handed to a host: written in full beside its place, then put there by renaming.

Files lie in it in order, all with the same date (1 January 1980, the earliest that the format knows), so that the same site
gives the same bytes with the same library for compressing (zlib). The zip before is kept beside it.
"""

from __future__ import annotations

import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.history import PUBLISHED_FILE
from generator.output import alone
from generator.output.workplace import MARK, Workplace
from generator.publish.base import Refused, Site, Standing, blob_id, time_told
from generator.publish.places import beside, refuse_unfit, telling

LARGEST = 1024**3
"""Bytes of unpacked files up to which a zip is looked into."""

_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Zip:
    """A zip file by its path; `project` is the folder of the dossier."""

    path: Path
    project: Path

    @property
    def where(self) -> str:
        """The file."""
        return f"zip {self.path}"

    def standing(self) -> Standing:
        """The files in the zip; refuses one that is not ours."""
        with telling(self.path):
            refuse_unfit(self.path, self.project)
            return _standing(self.path) if os.path.lexists(self.path) else Standing({})

    def put(self, site: Site, since: Standing, message: str) -> None:  # noqa: ARG002  a zip keeps no journal
        """A new zip in place of the old one, which is kept."""
        with self._beside(since) as new:
            _write(new, site)
            self._put(new, since)

    def before(self) -> Standing:
        """The zip that is kept."""
        kept = beside(self.path)
        if not kept.is_file():
            raise Refused(f"no earlier publication of {self.path} is kept, so there is no way back")
        with telling(kept):
            return _standing(kept)

    def back(self, since: Standing, message: str) -> None:  # noqa: ARG002  the same
        """The zip that is kept in the place of the one of now, which is kept."""
        with self._beside(since) as new:
            _link(beside(self.path), new)
            self._put(new, since)

    @contextmanager
    def _beside(self, since: Standing) -> Iterator[Path]:
        """A path beside the zip for a new one, of which nothing is left afterwards, with nobody else at work."""
        new = Path(Workplace.of(self.path).folder) / "new.zip"
        with telling(self.path), alone(self.path, _nobody):
            if _state(self.path) != since.state:
                raise Refused(f"somebody else has written {self.path} meanwhile; look and try again")
            try:
                yield new
            finally:
                for left in (new, Path(f"{new}.before")):
                    left.unlink(missing_ok=True)

    def _put(self, new: Path, since: Standing) -> None:
        """Keep the zip of now, which is in its place until the new one is."""
        if since.state:
            spare = Path(f"{new}.before")
            _link(self.path, spare)
            spare.replace(beside(self.path))
        new.replace(self.path)


def _nobody(_: str) -> None:
    """Whoever else writes there is done within seconds."""


def _link(path: Path, other: Path) -> None:
    other.unlink(missing_ok=True)
    try:
        os.link(path, other)
    except OSError:  # a file system without links
        shutil.copy2(path, other)


def _write(path: Path, site: Site) -> None:
    with path.open("wb") as opened:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as packed:
            for address in sorted(site.addresses):
                entry = zipfile.ZipInfo(address)
                entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
                entry.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(entry, site.content(address))
        opened.flush()
        os.fsync(opened.fileno())


def _standing(path: Path) -> Standing:
    state = _state(path)  # first: if another comes in its place while it is read, that is noticed
    try:
        with zipfile.ZipFile(path) as packed:
            _refuse_foreign(path, packed)
            files = {one.filename: blob_id(packed.read(one)) for one in packed.infolist()}
            record = packed.read(PUBLISHED_FILE) if PUBLISHED_FILE in files else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error):
        raise _foreign(path) from None
    return Standing(files, record, state, time_told(path.stat().st_mtime))


def _refuse_foreign(path: Path, packed: zipfile.ZipFile) -> None:
    # What is unpacked is never more than the list says.
    entries = packed.infolist()
    if MARK not in packed.namelist() or sum(one.file_size for one in entries) > LARGEST:
        raise _foreign(path)


def _foreign(path: Path) -> Refused:
    return Refused(f"{path} is there, and factsheet did not write it; move it away, or name another file")


def _state(path: Path) -> str:
    try:
        found = path.stat()
    except FileNotFoundError:
        return ""
    return f"{found.st_dev}:{found.st_ino}:{found.st_mtime_ns}:{found.st_size}"
