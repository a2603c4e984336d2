"""Follows a dossier on the disk: tells of every change to a file that somebody wrote."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

from watchfiles import awatch

_PAUSE, _LATEST = 5, 200
"""Milliseconds without a save after which a change is told, and the longest that a stream of saves puts it off."""

_PASSED_OVER = re.compile(r"[.#]|.*(~|\.swp|\.tmp|\.bak)\Z")


async def watch(folders: Sequence[Path], changed: asyncio.Event) -> None:
    """Set `changed` once the folders are watched, after every change in them, and when one comes, goes or is replaced."""
    polling = None
    while True:
        # Set when the watch below stands, not before: a save between a look and the watch would be lost.
        asyncio.get_running_loop().call_soon(changed.set)
        try:
            await _watch_present(folders, changed, polling=polling)
        except FileNotFoundError:
            continue  # a folder went at that very moment
        except (OSError, RuntimeError):  # the system watches no more files for us: so we look ourselves
            polling = True
            await asyncio.sleep(1)


async def watch_file(file: Path, changed: asyncio.Event) -> None:
    """Set `changed` after every change to one file; it is told also when the file is put in place of another, or comes later."""
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
                    changed.set()
        except (OSError, RuntimeError):
            polling = True
            await asyncio.sleep(1)


async def _watch_present(folders: Sequence[Path], changed: asyncio.Event, *, polling: bool | None) -> None:
    """Set `changed` after every change, until other folders are there than at first."""
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
                changed.set()
            if _present(folders) != present:
                return


def _present(folders: Sequence[Path]) -> dict[Path, int]:
    return {folder: folder.stat().st_ino for folder in folders if folder.is_dir()}


def _matters(folders: Sequence[Path], path: Path) -> bool:
    """Whether a changed file is one that somebody wrote, not one that an editor keeps beside it."""
    inner = [path.relative_to(folder) for folder in folders if path.is_relative_to(folder)]
    return not any(_PASSED_OVER.match(part) for one in inner for part in one.parts)
