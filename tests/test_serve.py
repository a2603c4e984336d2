from __future__ import annotations

import asyncio
import functools
import http.client
import json
import logging
import signal
import subprocess
import sys
import time
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass

import pytest
from click.testing import CliRunner
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect
from worlds import build_world

from generator.build import look
from generator.commands.cli import main
from generator.commands.common import reader
from generator.report import as_text, located
from generator.serve import CannotListen, Preview, open_door, serve

LIND = "content/actors/ada-lind.yaml"
ADA = """\
type: person
name: Ada Lind
evidence: {source: harbour-post, at: p1}
"""
BRIDGE = {
    "content/dossier.yaml": 'format: "1"\ntitle: Two towns and a bridge\nlang: en\nsummary: A bridge.\n',
    "seeds/harbour-post.yaml": "name: Harbour Post, 4 April 2031\nread: full\nsentences: [1]\n",
    LIND: ADA,
    "layouts/home.html": "<!doctype html><body class=home><h1>{{ site.title }}</h1></body>",
    "layouts/actor.html": "<!doctype html><body><h1>{{ page.title }}</h1></body>",
    "layouts/list.html": "<!doctype html><body>{{ page.title }}</body>",
    "layouts/404.html": "<!doctype html><body>Not here.</body>",
    "layouts/assets/style.css": "h1 { color: navy }",
    "texts/secret.txt": "nobody's affair",
}


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


def ask(port, path, *, method="GET", host=None, headers=()):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", f"127.0.0.1:{port}" if host is None else host)
        for name, value in headers:
            connection.putheader(name, value)
        connection.endheaders()
        reply = connection.getresponse()
        return Reply(reply.status, reply.headers, reply.read().decode())


async def told(socket):
    """What the browser is told next."""
    return json.loads(await asyncio.wait_for(socket.read_message(), 5))["command"]


async def told_nothing(socket):
    """That it has been told nothing so far: the next it is told is the answer to this."""
    await socket.write_message('{"command":"hello"}')
    return await told(socket) == "hello"


@asynccontextmanager
async def previewed(folder, world=BRIDGE, see=None):
    build_world(folder, world)
    said = []
    preview = Preview(
        look=see or (lambda: look(folder, lambda _: None)),
        worded=lambda problems: as_text(located(problems, reader(folder))),
        say=said.append,
        layouts=[folder / "layouts"],
    )
    door, opened = open_door("127.0.0.1", 0), asyncio.Event()
    folders = [folder / name for name in ("content", "seeds", "layouts")]
    serving = asyncio.create_task(serve(preview, door, folders, opened.set))
    waiting = asyncio.create_task(opened.wait())
    await asyncio.wait([serving, waiting], return_when=asyncio.FIRST_COMPLETED)
    try:
        yield Visitor(folder, door.port, said)
    finally:
        waiting.cancel()
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


@runs
async def test_pages_and_what_belongs_to_them_are_shown(tmp_path):
    async with previewed(tmp_path) as visitor:
        front = await visitor.get("/")
        assert (front.status, front.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert "<h1>Two towns and a bridge</h1>" in front.text
        assert front.text.index('<script src="/livereload.js') < front.text.index("</body>")
        assert "Ada Lind" in (await visitor.get("/actors/ada-lind.html")).text
        assert (await visitor.get("/actors/")).text[:40] == (await visitor.get("/actors/index.html")).text[
            :40
        ]
        style = await visitor.get("/assets/style.css?v=1")
        assert (style.text, style.headers["Content-Type"]) == (
            "h1 { color: navy }",
            "text/css; charset=utf-8",
        )
        assert "LiveReload" in (await visitor.get("/livereload.js")).text
        assert visitor.said == ["The facts are sound: 18 pages."]


@runs
async def test_nobody_may_keep_a_page_or_use_it_elsewhere(tmp_path):
    async with previewed(tmp_path) as visitor:
        for path in ("/", "/assets/style.css", "/nowhere", "/livereload.js"):
            headers = (await visitor.get(path)).headers
            assert headers["Cache-Control"] == "no-store"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@runs
async def test_a_change_is_shown_at_once_and_browsers_are_told(tmp_path):
    async with previewed(tmp_path) as visitor:
        page = await visitor.get("/actors/ada-lind.html")
        async with visitor.connected(page) as browser:
            saved = time.monotonic()
            visitor.write(LIND, ADA.replace("Lind", "Lund"))
            assert await told(browser) == "reload"
            assert "<h1>Ada Lund</h1>" in (await visitor.get("/actors/ada-lind.html")).text
            assert time.monotonic() - saved < 2


@runs
async def test_of_many_saves_none_is_lost(tmp_path):
    async with previewed(tmp_path) as visitor:
        page = await visitor.get("/actors/ada-lind.html")
        async with visitor.connected(page) as browser:
            for number in range(10):
                visitor.write(LIND, ADA.replace("Lind", f"Lind the {number}th"))
                await asyncio.sleep(0.03)
            while "Ada Lind the 9th" not in page.text:
                assert (
                    await told(browser) == "reload"
                )  # without it, a browser would go on showing what it has
                page = await visitor.get("/actors/ada-lind.html")


@runs
async def test_a_save_while_the_facts_are_looked_at_is_not_lost(tmp_path):
    during = [ADA.replace("Lind", "Lund"), ADA.replace("Lind", "Land")]

    def see():
        planned = look(tmp_path, lambda _: None)
        if during:
            (tmp_path / LIND).write_text(during.pop(0), encoding="utf-8")
            time.sleep(0.2)  # until the watcher has told of it
        return planned

    async with previewed(tmp_path, see=see) as visitor:
        await visitor.until("/actors/ada-lind.html", "Ada Land")


@runs
async def test_a_change_between_a_page_and_its_connecting_is_not_missed(tmp_path):
    async with previewed(tmp_path) as visitor:
        old = await visitor.get("/actors/ada-lind.html")
        visitor.write(LIND, ADA.replace("Lind", "Lund"))
        new = await visitor.until("/actors/ada-lind.html", "Lund")
        async with visitor.connected(old) as browser:
            assert await told(browser) == "reload"
        async with visitor.connected(new) as browser:
            assert await told_nothing(browser)


@runs
async def test_broken_facts_leave_the_last_page_under_a_banner(tmp_path):
    async with previewed(tmp_path) as visitor, visitor.connected() as browser:
        visitor.write(LIND, ADA.replace("harbour-post", "harbour-<post>"))
        assert await told(browser) == "reload"
        page = await visitor.get("/actors/ada-lind.html")
        assert (page.status, page.text.count("<h1>Ada Lind</h1>")) == (200, 1)
        banner = page.text[page.text.index('<div role="alert"') : page.text.index("</pre></div>")]
        assert banner.index(f"<pre>{LIND}:3:") < banner.index("harbour-&lt;post&gt;")
        assert page.text.index("<body>") < page.text.index(banner) < page.text.index("<h1>")
        assert any(line.startswith(f"{LIND}:3:") for line in visitor.said)
        assert "alert" in (await visitor.get("/nowhere")).text

        visitor.write(LIND, ADA.replace("Lind", "Lund"))
        assert await told(browser) == "reload"
        page = await visitor.get("/actors/ada-lind.html")
        assert "<h1>Ada Lund</h1>" in page.text
        assert "alert" not in page.text


@runs
async def test_facts_that_were_never_sound_are_shown_as_problems_until_they_are(tmp_path):
    async with previewed(tmp_path, BRIDGE | {LIND: "name: Ada Lind"}) as visitor:
        page = await visitor.get("/actors/ada-lind.html")
        assert page.status == 503
        assert f"<pre>{LIND}:1:1: error" in page.text
        async with visitor.connected(page) as browser:
            visitor.write(LIND, ADA)
            assert await told(browser) == "reload"
            assert "<h1>Ada Lind</h1>" in (await visitor.get("/actors/ada-lind.html")).text


@runs
async def test_a_folder_that_comes_later_or_is_replaced_is_followed(tmp_path):
    async with previewed(tmp_path, {}) as visitor:
        assert "content/dossier.yaml" in (await visitor.get("/")).text
        build_world(tmp_path, BRIDGE)
        await visitor.until("/actors/ada-lind.html", "Ada Lind")
        (tmp_path / "content").rename(tmp_path / "old")
        build_world(tmp_path, BRIDGE | {LIND: ADA.replace("Lind", "Lund")})
        await visitor.until("/actors/ada-lind.html", "Ada Lund")
        visitor.write(LIND, ADA.replace("Lind", "Land"))
        await visitor.until("/actors/ada-lind.html", "Ada Land")


@runs
async def test_a_layout_is_followed_too_and_its_faults_are_told(tmp_path):
    async with previewed(tmp_path) as visitor:
        visitor.write("layouts/actor.html", "<body>{{ page.no_such }}</body>")
        broken = await visitor.until("/actors/ada-lind.html", "no_such")
        assert broken.status == 500
        assert "actor.html:1" in broken.text
        assert (await visitor.get("/")).status == 200
        async with visitor.connected(broken) as browser:
            visitor.write("layouts/actor.html", "<body>Meet {{ page.title }}</body>")
            assert await told(browser) == "reload"
            assert "Meet Ada Lind" in (await visitor.get("/actors/ada-lind.html")).text


@runs
async def test_what_an_editor_keeps_beside_a_file_is_no_change(tmp_path):
    async with previewed(tmp_path) as visitor, visitor.connected() as browser:
        for name in (".ada-lind.yaml.swp", "ada-lind.yaml~", ".#ada-lind.yaml", "ada-lind.yaml.tmp"):
            visitor.write(f"content/actors/{name}", "half a thought")
        await asyncio.sleep(0.6)
        assert await told_nothing(browser)
        assert visitor.said == ["The facts are sound: 18 pages."]


@runs
async def test_a_fault_of_ours_does_not_end_the_preview(tmp_path, caplog):
    def see():
        if (tmp_path / "content/trap").exists():
            raise ZeroDivisionError
        return look(tmp_path, lambda _: None)

    async with previewed(tmp_path, see=see) as visitor:
        with caplog.at_level(logging.CRITICAL + 1):
            visitor.write("content/trap", "")
            page = await visitor.until("/actors/ada-lind.html", "factsheet itself failed")
        assert "<h1>Ada Lind</h1>" in page.text
        (tmp_path / "content/trap").unlink()
        await visitor.until("/actors/ada-lind.html", "</h1><script")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{}",
                                  "a@127.0.0.1:{}", "192.0.2.7:{}", "localhost:{}.evil.example", ""])  # fmt: skip
@runs
async def test_a_foreign_name_is_refused(tmp_path, host):
    async with previewed(tmp_path) as visitor:
        for path in ("/", "/assets/style.css", "/nowhere", "/livereload.js", "/livereload"):
            reply = await visitor.get(path, host=host.format(visitor.port))
            assert reply.status in {400, 403}
            assert "bridge" not in reply.text
        for own in ("localhost:{}", "[::1]:{}", "LOCALHOST:{}"):
            assert (await visitor.get("/", host=own.format(visitor.port))).status == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://127.0.0.1:1", "https://127.0.0.1:{}", "null"]
)
@runs
async def test_a_foreign_origin_is_refused(tmp_path, origin):
    async with previewed(tmp_path) as visitor:
        with pytest.raises(HTTPClientError, match="403"):
            async with visitor.connected(origin=origin.format(visitor.port)):
                pass
        reply = await visitor.get("/", headers=[("Origin", origin.format(visitor.port))])
        assert reply.status == 403


@pytest.mark.parametrize("path", ["/../texts/secret.txt", "/assets/../../texts/secret.txt", "/..%2ftexts%2fsecret.txt",
                                  "/%2e%2e/texts/secret.txt", "/texts/secret.txt", "/content/dossier.yaml", "//etc/passwd",
                                  "/..\\texts\\secret.txt", "/actors/ada-lind.html/", "/actors", "/nowhere.html"])  # fmt: skip
@runs
async def test_only_pages_are_there(tmp_path, path):
    async with previewed(tmp_path) as visitor:
        reply = await visitor.get(path)
        assert reply.status == 404
        assert "Not here." in reply.text


@runs
async def test_nothing_can_be_sent(tmp_path):
    async with previewed(tmp_path) as visitor:
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"):
            reply = await visitor.get("/", method=method)
            assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD")
        reply = await visitor.get("/", method="HEAD")
        assert (reply.status, reply.text) == (200, "")
        assert (await visitor.get("/%ff")).status == 400


@runs
async def test_what_makes_no_sense_on_the_wire_is_passed_over(tmp_path, caplog):
    async with previewed(tmp_path) as visitor, visitor.connected() as browser:
        for message in (
            "",
            "no JSON",
            "[" * 60_000,
            "7",
            '{"command": 7}',
            '{"command": "info", "plugins": []}',
        ):
            await browser.write_message(message)
        await browser.write_message(b"\xff\x00", binary=True)
        assert await told_nothing(browser)
        assert caplog.records == []


def test_a_taken_port_is_told_with_a_free_one(tmp_path):
    with closing(open_door("127.0.0.1", 0).socket) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", "--project", str(tmp_path), "--port", str(port)])
    assert result.exit_code == 2
    assert result.output.startswith(f"port {port} is taken, perhaps by another preview; try --port ")
    free = int(result.output.split()[-1])
    assert port < free < port + 50
    open_door("127.0.0.1", free).socket.close()


@pytest.mark.parametrize("host", ["192.0.2.7", "no-such-host.invalid", "a" * 70])
def test_a_host_that_is_not_ours_is_told(host):
    with pytest.raises(CannotListen, match=f"this machine has no address '{host}'"):
        open_door(host, 0)


def test_a_door_open_to_all_says_so_and_takes_addresses_but_no_names():
    door = open_door("0.0.0.0", 0)
    with closing(door.socket):
        assert door.public
        assert door.address == f"http://127.0.0.1:{door.port}/"
        assert door.knows(f"192.0.2.7:{door.port}")
        assert not door.knows(f"evil.example:{door.port}")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal there")
def test_the_command_shows_the_site_until_it_is_interrupted(tmp_path):
    build_world(tmp_path, BRIDGE)
    command = [sys.executable, "-m", "generator", "serve", "--project", str(tmp_path), "--port", "0"]
    before = sorted(tmp_path.rglob("*"))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        line = running.stdout.readline()
        port = int(line.removeprefix("Preview at http://127.0.0.1:").partition("/")[0])
        assert ask(port, "/livereload.js").status == 200
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=10)
    assert running.returncode == 0
    assert errors == "The facts are sound: 18 pages.\n"
    assert sorted(tmp_path.rglob("*")) == before
