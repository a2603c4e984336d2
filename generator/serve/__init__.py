"""The preview in a browser: follows a dossier, shows the page that is asked for, tells browsers to load it again.

Everything is served from memory by its address, so that no request reaches the disk, and nothing is written. Looking at the
facts and rendering are done in threads: the loop stays free to answer. Alone imports livereload, tornado and watchfiles. Of
livereload it takes the protocol and the script for browsers; its server drops reloads and believes any Host and Origin.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib import resources
from pathlib import Path

import livereload
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler
from watchfiles import awatch

from generator.serve.door import CannotListen, Door, open_door
from generator.serve.preview import Preview, plain

__all__ = ["CannotListen", "Door", "Preview", "open_door", "run", "serve"]

_PAUSE, _LATEST = 50, 400
"""Milliseconds without a save after which the facts are looked at, and the longest that a stream of saves puts it off."""
_PASSED_OVER = re.compile(r"[.#]|.*(~|\.swp|\.tmp|\.bak)\Z")
_MOST = 1 << 16
"""Bytes of a request or a message; more is none of ours."""

_HELLO: dict[str, object] = {
    "command": "hello",
    "protocols": ["http://livereload.com/protocols/official-7"],
    "serverName": "factsheet",
}
_RELOAD: dict[str, object] = {"command": "reload", "path": "*", "liveCSS": False}

# A look between a page's loading and its connecting would pass it by: so the page says from which look it is. The script
# finds its server by its own address, in which it does not understand [::1], nor a port that goes without saying.
_PLUGIN = b"""(function () {
  var script = document.currentScript, look = script.dataset.look;
  script.src += "?mindelay=250&maxdelay=1000&host=" + location.hostname + "&port=" + (location.port || 80);
  function Plugin() {}
  Plugin.identifier = "preview";
  Plugin.version = "1";
  Plugin.prototype.analyze = function () { return { look: look }; };
  window.LiveReloadPluginPreview = Plugin;
})();
"""


@dataclass(frozen=True, slots=True)
class _Service:
    preview: Preview
    door: Door
    script: bytes
    readers: set[_Reader] = field(default_factory=set)


class _Guarded(RequestHandler):
    """Answers only requests that were meant for the preview, and lets nobody keep the answer or use it elsewhere."""

    def initialize(self, service: _Service) -> None:
        self.service = service

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def prepare(self) -> None:
        host, origin = self.request.host, self.request.headers.get("Origin")
        if not self.service.door.knows(host) or origin not in {None, f"http://{host}"}:
            self.set_status(403)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(f"This preview answers only at {self.service.door.address}\n")

    def write_error(self, status_code: int, **_: object) -> None:
        if status_code == 405:
            self.set_header("Allow", "GET, HEAD")
        self.finish(plain(status_code, HTTPStatus(status_code).phrase, self.service.preview.shown).content)


class _Pages(_Guarded):
    async def get(self, address: str) -> None:
        answer = await asyncio.to_thread(self.service.preview.answer, address)
        self.set_status(answer.status)
        self.set_header("Content-Type", answer.type)
        self.finish(answer.content)

    head = get


class _Script(_Guarded):
    def get(self) -> None:
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish(self.service.script)

    head = get


class _Reader(_Guarded, WebSocketHandler):
    """A page in a browser, by the LiveReload protocol, version 7."""

    def open(self, *_: str, **__: str) -> None:
        self.service.readers.add(self)

    def on_close(self) -> None:
        self.service.readers.discard(self)

    async def on_message(self, message: str | bytes) -> None:
        match _parsed(message):
            case {"command": "hello"}:
                await self.tell(_HELLO)
            case {"command": "info", "plugins": {"preview": {"look": str(look)}}}:
                if look != self.service.preview.shown.look:
                    await self.tell(_RELOAD)

    async def tell(self, message: dict[str, object]) -> None:
        with suppress(WebSocketClosedError):
            await self.write_message(message)


def _parsed(message: str | bytes) -> object:
    try:
        return json.loads(message)
    except (ValueError, RecursionError):
        return None


def run(preview: Preview, door: Door, folders: Sequence[Path], opened: Callable[[], None]) -> None:
    """`serve` until it is interrupted (Ctrl-C)."""
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(preview, door, folders, opened))


async def serve(preview: Preview, door: Door, folders: Sequence[Path], opened: Callable[[], None]) -> None:
    """Show `preview` at `door` and renew it with each change in `folders`, until cancelled; then the door is closed.

    `opened` is called once pages can be asked for. Folders that are not there yet are followed from when they are.
    """
    script = _PLUGIN + (resources.files(livereload) / "vendors" / "livereload.js").read_bytes()
    service = _Service(preview, door, script)
    changed = asyncio.Event()
    server = HTTPServer(_application(service), max_body_size=_MOST, max_header_size=_MOST)
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_watch([folder.resolve() for folder in folders], changed))
            await _renew(service, changed)
            server.add_socket(door.socket)
            opened()
            while True:
                await _renew(service, changed)
    finally:
        server.stop()
        door.socket.close()
        await server.close_all_connections()


def _application(service: _Service) -> Application:
    routes = [(r"/livereload", _Reader), (r"/livereload\.js", _Script), (r"/(.*)", _Pages)]
    return Application(
        [(route, handler, {"service": service}) for route, handler in routes],
        log_function=lambda _: None,
        websocket_max_message_size=_MOST,
    )


async def _renew(service: _Service, changed: asyncio.Event) -> None:
    await changed.wait()
    changed.clear()  # before the look: what is saved during it asks for another
    await asyncio.to_thread(service.preview.renew)
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*(reader.tell(_RELOAD) for reader in service.readers)), 1)


async def _watch(folders: Sequence[Path], changed: asyncio.Event) -> None:
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
