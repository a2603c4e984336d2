"""Alone writes and deletes in the site's folder, and changes it whole.

The new site is prepared beside the old one, with unchanged files linked, and the two are exchanged: on Linux in one call, so
that there is no moment without a whole site; elsewhere by two renames, between which a crash leaves the old site under its
name with `.old` at the end.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

MARK = ".factsheet"
_MARK_TEXT = b"This folder is written by factsheet. Whatever else is put here is removed at the next build.\n"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


class RefusedFolder(Exception):
    """A folder that the site may not be written to; the message says why and what to do."""


def refuse_foreign(site: Path, kept: Iterable[Path]) -> None:
    """Raise `RefusedFolder` if `site` holds what this tool did not write, or is, holds or lies in a folder to be `kept`."""
    if site.is_symlink():
        raise RefusedFolder(f"{site} is a link; name the folder itself with --output")
    if site.exists() and not site.is_dir():
        raise RefusedFolder(f"{site} is a file; name a folder with --output")
    for folder in kept:
        if folder.resolve().is_relative_to(site.resolve()):
            raise RefusedFolder(f"{site} holds the dossier itself; name another folder with --output")
        if site.resolve().is_relative_to(folder.resolve()):
            raise RefusedFolder(f"{site} lies among the facts; name another folder with --output")
    if site.is_dir() and any(site.iterdir()) and not (site / MARK).is_file():
        raise RefusedFolder(
            f"{site} has files in it that factsheet did not write; empty it, or name another with --output"
        )


def write(site: Path, files: Mapping[str, bytes]) -> int:
    """Make `site` hold exactly `files` (address to content); what has not changed is linked from the old site.

    Returns how many files differ from before, those removed included; where none does, `site` is left as it is.
    """
    differing = {
        address for address, content in _marked(files).items() if not _holds(site / address, content)
    }
    changed = len(differing | (_present(site) - set(_marked(files))))
    if changed:
        _replace(site, files, linked=_marked(files).keys() - differing)
    return changed


def write_anew(site: Path, files: Mapping[str, bytes]) -> int:
    """Make `site` hold exactly `files`, each written afresh. Returns how many there are."""
    _replace(site, files, linked=set())
    return len(files)


def _marked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {**files, MARK: _MARK_TEXT}


def _present(site: Path) -> set[str]:
    return {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }


def _replace(site: Path, files: Mapping[str, bytes], linked: AbstractSet[str]) -> None:
    site = site.resolve()  # "." has no name to put another beside
    site.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{site.name}.new-", dir=site.parent))
    try:
        for folder in sorted({Path(address).parent for address in files}):
            (new / folder).mkdir(parents=True, exist_ok=True)
        for address, content in _marked(files).items():
            if address not in linked or not _linked(site / address, new / address):
                (new / address).write_bytes(content)
        new.chmod(0o755)
        _exchange(new, site)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _linked(old: Path, new: Path) -> bool:
    with suppress(OSError):  # a file system without links
        os.link(old, new, follow_symlinks=False)
        return True
    return False


def _holds(path: Path, content: bytes) -> bool:
    try:
        return not path.is_symlink() and path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _exchange(new: Path, site: Path) -> None:
    """Put the new tree in place of the old one, which ends up under the name of the new."""
    if not site.exists():
        new.rename(site)
    elif not _exchanged_at_once(new, site):
        _exchange_by_renames(new, site)


def _exchange_by_renames(new: Path, site: Path) -> None:
    old = site.with_name(f"{site.name}.old")
    if old.exists() and not (old / MARK).is_file():
        raise FileExistsError(errno.EEXIST, f"{old} is in the way, and factsheet did not write it")
    shutil.rmtree(old, ignore_errors=True)
    site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _exchanged_at_once(one: Path, other: Path) -> bool:
    """Exchange two folders by Linux' renameat2(2); False where the system or its file system has no such call."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    if renameat2 is None:
        return False
    paths = os.fsencode(one), os.fsencode(other)
    return bool(renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)
