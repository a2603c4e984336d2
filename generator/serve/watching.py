"""Follows a dossier on the disk: tells of every change to a file that somebody wrote."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

from watchfiles import awatch

_PAUSE, _LATEST = 5, 200
"""Milliseconds without a save after which a change is told, and the longest that a stream of saves puts it off."""

_PASSED_OVER = re.compile(r"[.#]|.*(~|\.swp|\.tmp|\.bak)\Z")


@dataclass
class Saved:
    """What was written since somebody asked for it the last time: these files, or nobody knows which."""

    _files: set[Path] | None = field(default_factory=set)
    _told: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, files: Iterable[Path] | None = None) -> None:
        """These files were written; without any, whatever there is may have been."""
        self._files = None if files is None or self._files is None else self._files.union(files)
        self._told.set()

    async def wait(self) -> None:
        """Wait until something was written."""
        await self._told.wait()

    def take(self) -> set[Path] | None:
        """What was written, or None if that is not known; from now on it counts no more."""
        files, self._files = self._files, set()
        self._told.clear()
        return files


async def watch(folders: Sequence[Path], saved: Saved) -> None:
    """Tell of every change in the folders; once they are watched, and when one comes, goes or is replaced, that anything may have."""
    polling = None
    while True:
        # Told when the watch below stands, not before: a save between a look and the watch would be lost.
        asyncio.get_running_loop().call_soon(saved.tell)
        try:
            await _watch_present(folders, saved, polling=polling)
        except FileNotFoundError:
            continue  # a folder went at that very moment
        except (OSError, RuntimeError):  # the system watches no more files for us: so we look ourselves
            polling = True
            await asyncio.sleep(1)


async def watch_file(file: Path, saved: Saved) -> None:
    """Tell of every change to one file, also when it is put in place of another, or comes later."""
    polling = None
    while True:
        watching = awatch(
            file.parent,
            watch_filter=lambda _, path: Path(path).name == file.name,
            debounce=_LATEST,
            step=_PAUSE,
            recursive=False,
            force_polling=polling,
        )
        try:
            async with aclosing(watching) as changes:
                async for _ in changes:
                    saved.tell([file])
        except (OSError, RuntimeError):
            polling = True
            await asyncio.sleep(1)


async def _watch_present(folders: Sequence[Path], saved: Saved, *, polling: bool | None) -> None:
    """Tell of every change, until other folders are there than at first."""
    present = _present(folders)
    watching = awatch(
        *present,
        watch_filter=lambda _, path: _matters(folders, Path(path)),
        debounce=_LATEST,
        step=_PAUSE,
        rust_timeout=500,
        yield_on_timeout=True,
        force_polling=polling,
        ignore_permission_denied=True,
    )
    async with aclosing(watching) as changes:
        async for some in changes:
            if some:
                saved.tell(Path(path) for _, path in some)
            if _present(folders) != present:
                return


def _present(folders: Sequence[Path]) -> dict[Path, int]:
    return {folder: folder.stat().st_ino for folder in folders if folder.is_dir()}


def _matters(folders: Sequence[Path], path: Path) -> bool:
    """Whether a changed file is one that somebody wrote, not one that an editor keeps beside it."""
    inner = [path.relative_to(folder) for folder in folders if path.is_relative_to(folder)]
    return not any(_PASSED_OVER.match(part) for one in inner for part in one.parts)
