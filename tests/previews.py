"""A preview that runs, and somebody who writes facts and looks at them."""

from __future__ import annotations

import asyncio
import functools
import http.client
import json
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from urllib.parse import urlencode

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect
from worlds import TWO_TOWNS, build_world

from generator.commands.common import reader
from generator.dates import parse
from generator.report import as_text, located
from generator.serve import Forms, Preview, Service, Writer, open_door, room_like, serve
from generator.workroom import Workroom


def runs(test):
    """A test that is a coroutine, with an end."""

    @functools.wraps(test)
    def run(*args, **kwargs):
        asyncio.run(asyncio.wait_for(test(*args, **kwargs), 30))

    return run


@dataclass
class Reply:
    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass
class Visitor:
    """Somebody who writes facts in `folder` and looks at them at `port`."""

    folder: object
    port: int
    said: list
    service: object = field(repr=False)

    @property
    def token(self):
        return self.service.forms.token

    @property
    def last_change(self):
        """What the button sends that undoes the last change."""
        done = self.service.forms.writer.done
        return done[-1].mark if done else ""

    async def undo(self):
        """The last change taken back."""
        return await self.send("/_preview/undo", change=self.last_change)

    async def send(self, path, **fields):
        """What a form of the preview sends."""
        return await self.post(path, urlencode(fields, doseq=True))

    async def post(
        self, path, body, *, origin=None, token=None, cookie=None, sort="application/x-www-form-urlencoded"
    ):
        name = f"factsheet-{self.port}"
        given = {
            "Origin": origin if origin is not None else f"http://127.0.0.1:{self.port}",
            "Content-Type": sort,
            "X-Preview-Token": self.token if token is None else token,
            "Cookie": f"{name}={self.token if cookie is None else cookie}",
        }
        headers = [(key, text) for key, text in given.items() if text]
        return await asyncio.to_thread(
            ask, self.port, path, method="POST", headers=headers, body=body.encode()
        )

    def read(self, path):
        return (self.folder / path).read_text(encoding="utf-8")

    def write(self, path, text):
        (self.folder / path).write_text(text, encoding="utf-8")

    async def get(self, path, **asked):
        return await asyncio.to_thread(ask, self.port, path, **asked)

    async def until(self, path, text):
        """The page, once it says so."""
        while True:
            reply = await self.get(path)
            if text in reply.text:
                return reply

    @asynccontextmanager
    async def connected(self, page=None, *, origin=None):
        """As the script in `page` connects: hello, then from which look the page is."""
        headers = {"Origin": origin or f"http://127.0.0.1:{self.port}"}
        socket = await websocket_connect(
            HTTPRequest(f"ws://127.0.0.1:{self.port}/livereload", headers=headers)
        )
        try:
            await socket.write_message(
                '{"command":"hello","protocols":["http://livereload.com/protocols/official-7"]}'
            )
            assert json.loads(await socket.read_message())["command"] == "hello"
            if page:
                mark = page.text.split('data-look="')[1].split('"')[0]
                info = {"command": "info", "plugins": {"preview": {"look": mark, "version": "1"}}, "url": "/"}
                await socket.write_message(json.dumps(info))
            yield socket
        finally:
            socket.close()
            while await socket.read_message() is not None:
                pass


def ask(port, path, *, method="GET", address="127.0.0.1", host=None, headers=(), body=b""):
    with closing(http.client.HTTPConnection(address, port, timeout=10)) as connection:
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", f"127.0.0.1:{port}" if host is None else host)
        for name, value in headers:
            connection.putheader(name, value)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        reply = connection.getresponse()
        return Reply(reply.status, reply.headers, reply.read().decode())


async def told(socket):
    """What the browser is told next."""
    return json.loads(await asyncio.wait_for(socket.read_message(), 15))["command"]


async def told_nothing(socket):
    """That it has been told nothing so far: the next it is told is the answer to this."""
    await socket.write_message('{"command":"hello"}')
    return await told(socket) == "hello"


@asynccontextmanager
async def previewed(folder, world=TWO_TOWNS, room=Workroom, environment=MappingProxyType({})):
    """A preview of a world in that folder, with whom somebody looks at it."""
    build_world(folder, world)
    said = []
    own_room = room(folder)
    door, opened = open_door("127.0.0.1", 0), asyncio.Event()
    preview = Preview(
        own_room,
        door.address.rstrip("/"),
        lambda problems: as_text(located(problems, reader(folder))),
        said.append,
    )
    writer = Writer(folder, lambda: parse("2031-04-20"), partial(room_like, own_room))
    service = Service(preview, door, Forms(preview, writer, partial(worded, folder)), environment)
    folders = [folder / name for name in ("content", "seeds", "layouts")]
    serving = asyncio.create_task(serve(service, folders, opened.set))
    waiting = asyncio.create_task(opened.wait())
    await asyncio.wait([serving, waiting], return_when=asyncio.FIRST_COMPLETED)
    try:
        yield Visitor(folder, door.port, said, service)
    finally:
        waiting.cancel()
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


def worded(folder, problems, after):
    beside = reader(folder)
    return as_text(located(problems, lambda file: after.get(file) or beside(file)))
