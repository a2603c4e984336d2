"""The preview in a browser: follows a dossier, shows the page that is asked for, tells browsers to load it again.

Everything is served from memory by its address, so that no request reaches the disk; facts are written only from its forms,
after they were checked. Looking at the facts and rendering are done in threads: the loop stays free to answer. Alone imports
livereload, tornado and watchfiles. Of livereload it takes the protocol and the script for browsers; its server drops reloads and
believes any Host and Origin.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from tornado.httpserver import HTTPServer

from generator.history import PUBLISHED_FILE
from generator.serve.door import CannotListen, Door, open_door
from generator.serve.forms import Forms
from generator.serve.guard import Service
from generator.serve.preview import Preview
from generator.serve.requests import MOST, MOST_SAID, application
from generator.serve.watching import watch, watch_file
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


def run(service: Service, folders: Sequence[Path], opened: Callable[[], None]) -> None:
    """`serve` until it is interrupted (Ctrl-C)."""
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(service, folders, opened))


async def serve(service: Service, folders: Sequence[Path], opened: Callable[[], None]) -> None:
    """Show a preview at its door and renew it with each change in `folders`, until cancelled; then the door is closed.

    `opened` is called once pages can be asked for. Folders that are not there yet are followed from when they are; what readers
    have been shown (`published.json`) is followed too.
    """
    changed = asyncio.Event()
    server = HTTPServer(application(service), max_body_size=MOST, max_header_size=MOST_SAID)
    published = service.preview.room.project.resolve() / PUBLISHED_FILE
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(watch([folder.resolve() for folder in folders], changed))
            tasks.create_task(watch_file(published, changed))
            await _renew(service, changed)
            server.add_socket(service.door.socket)
            opened()
            while True:
                await _renew(service, changed)
    finally:
        server.stop()
        service.hand.shutdown(wait=False, cancel_futures=True)
        service.door.socket.close()
        await server.close_all_connections()


async def _renew(service: Service, changed: asyncio.Event) -> None:
    await changed.wait()
    changed.clear()  # before the look: what is saved during it asks for another
    if await service.work(service.preview.renew):
        await service.reload()
