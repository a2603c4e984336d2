"""The preview in a browser: follows a dossier, shows the page that is asked for, tells browsers to load it again.

Everything is served from memory by its address, so that no request reaches the disk; facts are written only from its forms,
after they were checked. Looking at the facts and rendering are done in threads: the loop stays free to answer. Alone imports
livereload, tornado and watchfiles. Of livereload it takes the protocol and the script for browsers; its server drops reloads and
believes any Host and Origin.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from tornado.httpserver import HTTPServer

from generator.history import PUBLISHED_FILE
from generator.serve.door import CannotListen, Door, open_door
from generator.serve.forms import Forms
from generator.serve.guard import Service
from generator.serve.preview import Preview
from generator.serve.requests import MOST, MOST_SAID, application
from generator.serve.watching import Saved, watch, watch_file
from generator.serve.writing import Writer, room_like

__all__ = [
    "CannotListen",
    "Door",
    "Forms",
    "Preview",
    "Service",
    "Writer",
    "open_door",
    "room_like",
    "run",
    "serve",
]


AT_REST = 0.5
"""Seconds without a save after which everything is looked at."""


def run(service: Service, folders: Sequence[Path], opened: Callable[[], None]) -> None:
    """`serve` until it is interrupted (Ctrl-C)."""
    gc.set_threshold(
        10_000, 50, 1_000
    )  # to look through all that is kept takes as long as to look at what was saved
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(service, folders, opened))


async def serve(service: Service, folders: Sequence[Path], opened: Callable[[], None]) -> None:
    """Show a preview at its door and renew it with each change in `folders`, until cancelled; then the door is closed.

    `opened` is called once pages can be asked for. Folders that are not there yet are followed from when they are; what readers
    have been shown (`published.json`) is followed too.
    """
    saved = Saved()
    server = HTTPServer(application(service), max_body_size=MOST, max_header_size=MOST_SAID)
    published = service.preview.room.project.resolve() / PUBLISHED_FILE
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(watch([folder.resolve() for folder in folders], saved))
            tasks.create_task(watch_file(published, saved))
            await _renew(service, saved)
            server.add_socket(service.door.socket)
            opened()
            while True:
                await _renew(service, saved)
    finally:
        server.stop()
        service.hand.shutdown(wait=False, cancel_futures=True)
        service.door.socket.close()
        await server.close_all_connections()


async def _renew(service: Service, saved: Saved) -> None:
    """Look at what was written; and once nothing more comes, at everything, lest the system have told of too little."""
    await saved.wait()
    while True:
        written = saved.take()  # before the look: what is saved during it asks for another
        if await service.work(partial(service.preview.renew, _within(service.preview.room.project, written))):
            await service.reload()
        if written is None:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(saved.wait(), AT_REST)
            continue
        await service.work(gc.collect)
        saved.tell()


def _within(project: Path, written: Collection[Path] | None) -> list[str] | None:
    """Files by their paths in a project; None where one of them is elsewhere."""
    top = project.resolve()
    inside = [file.relative_to(top).as_posix() for file in written or () if file.is_relative_to(top)]
    return inside if written is not None and len(inside) == len(written) else None
