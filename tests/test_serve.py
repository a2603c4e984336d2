from __future__ import annotations

import asyncio
import json
import logging
import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest
from click.testing import CliRunner
from previews import ask, previewed, runs, told, told_nothing
from tornado.httpclient import HTTPClientError
from worlds import LIND, SETTINGS, TWO_TOWNS, build_world

from generator.build import look, render
from generator.commands.cli import main
from generator.serve import CannotListen, open_door
from generator.workroom import Workroom

ADA = "content/actors/ada-lind.yaml"
PAGE = "/actors/ada-lind.html"
SECRETS = dict.fromkeys(("texts/secret.txt", "seeds/texts/post.txt", "secret.txt"), "nobody's affair")
OWN_LAYOUT = {"layouts/404.html": "<body>Not here.</body>"}


def named(name):
    return LIND.replace("name: Ada Lind", f"name: {name}")


@runs
async def test_pages_and_what_belongs_to_them_are_shown(tmp_path):
    async with previewed(tmp_path) as visitor:
        front = await visitor.get("/")
        assert (front.status, front.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert "Two towns and a bridge</h1>" in front.text
        assert front.text.index('<script src="/livereload.js') < front.text.index("</body>")
        assert "Ada Lind" in (await visitor.get(PAGE)).text
        assert heading(await visitor.get("/actors/")) == heading(await visitor.get("/actors/index.html"))
        style = await visitor.get("/assets/style.css?v=1")
        assert style.headers["Content-Type"] == "text/css; charset=utf-8"
        assert "LiveReload" in (await visitor.get("/livereload.js")).text
        assert visitor.said == ["The facts are sound: 29 pages."]


def heading(page):
    return page.text.partition("<h1>")[2].partition("</h1>")[0]


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
        page = await visitor.get(PAGE)
        async with visitor.connected(page) as browser:
            saved = time.monotonic()
            visitor.write(ADA, named("Ada Sund"))
            assert await told(browser) == "reload"
            assert heading(await visitor.get(PAGE)) == "Ada Sund"
            assert time.monotonic() - saved < 2


@runs
async def test_of_many_saves_none_is_lost(tmp_path):
    async with previewed(tmp_path) as visitor:
        page = await visitor.get(PAGE)
        async with visitor.connected(page) as browser:
            for number in range(10):
                visitor.write(ADA, named(f"Ada Lind the {number}th"))
                await asyncio.sleep(0.03)
            while "Ada Lind the 9th" not in page.text:
                assert (
                    await told(browser) == "reload"
                )  # without it, a browser would go on showing what it has
                page = await visitor.get(PAGE)


@runs
async def test_a_save_while_the_facts_are_looked_at_is_not_lost(tmp_path):
    during = [named("Ada Sund"), named("Ada Sand")]

    class Slow(Workroom):
        def look(self, *args, **kwargs):
            planned = super().look(*args, **kwargs)
            if during:
                (tmp_path / ADA).write_text(during.pop(0), encoding="utf-8")
                time.sleep(0.2)  # until the watcher has told of it
            return planned

    async with previewed(tmp_path, room=Slow) as visitor:
        await visitor.until(PAGE, "Ada Sand")


@runs
async def test_a_change_between_a_page_and_its_connecting_is_not_missed(tmp_path):
    async with previewed(tmp_path) as visitor:
        old = await visitor.get(PAGE)
        visitor.write(ADA, named("Ada Sund"))
        new = await visitor.until(PAGE, "Sund")
        async with visitor.connected(old) as browser:
            assert await told(browser) == "reload"
        async with visitor.connected(new) as browser:
            assert await told_nothing(browser)


@runs
async def test_broken_facts_leave_the_last_page_under_a_banner(tmp_path):
    async with previewed(tmp_path) as visitor, visitor.connected() as browser:
        visitor.write(ADA, LIND.replace("type: person", "type: <person>"))
        assert await told(browser) == "reload"
        page = await visitor.get(PAGE)
        assert (page.status, heading(page)) == (200, "Ada Lind")
        banner = page.text[page.text.index('<div role="alert"') : page.text.index("</pre></div>")]
        assert f'data-preview-file="{ADA}" data-preview-line="1">{ADA}:1:7</a>' in banner
        assert "&lt;person&gt;" in banner
        assert "<strong>1 problem in the facts. The preview shows the last sound state.</strong>" in banner
        assert page.text.index("<body") < page.text.index(banner) < page.text.index("<h1>")
        assert any(line.startswith(f"{ADA}:1:7:") for line in visitor.said)
        assert 'role="alert"' in (await visitor.get("/nowhere")).text

        visitor.write(ADA, named("Ada Sund"))
        assert await told(browser) == "reload"
        page = await visitor.get(PAGE)
        assert heading(page) == "Ada Sund"
        assert 'role="alert"' not in page.text


@runs
async def test_after_a_mistake_is_mended_it_is_told_of_no_more(tmp_path):
    async with previewed(tmp_path) as visitor:
        for name in ("Ada Sund", "Ada Sand"):
            visitor.write(ADA, LIND.replace("type: person", "type: parson"))
            await visitor.until(PAGE, 'role="alert"')
            visitor.write(ADA, named(name))
            page = await visitor.until(PAGE, f"<h1>{name}")
            assert 'role="alert"' not in page.text


@runs
async def test_facts_that_were_never_sound_are_shown_as_problems_until_they_are(tmp_path):
    async with previewed(tmp_path, TWO_TOWNS | {ADA: "name: Ada Lind"}) as visitor:
        page = await visitor.get(PAGE)
        assert page.status == 503
        assert f"{ADA}:1:1</a>: error" in page.text
        async with visitor.connected(page) as browser:
            visitor.write(ADA, LIND)
            assert await told(browser) == "reload"
            assert heading(await visitor.get(PAGE)) == "Ada Lind"


@runs
async def test_a_folder_that_comes_later_or_is_replaced_is_followed(tmp_path):
    async with previewed(tmp_path, {}) as visitor:
        assert "content/dossier.yaml" in (await visitor.get("/")).text
        build_world(tmp_path, TWO_TOWNS)
        await visitor.until(PAGE, "Ada Lind")
        (tmp_path / "content").rename(tmp_path / "old")
        build_world(tmp_path, TWO_TOWNS | {ADA: named("Ada Sund")})
        await visitor.until(PAGE, "Ada Sund")
        visitor.write(ADA, named("Ada Sand"))
        await visitor.until(PAGE, "Ada Sand")


@runs
async def test_a_layout_of_the_dossiers_own_is_followed_too_and_its_faults_are_told(tmp_path):
    async with previewed(tmp_path) as visitor:
        (tmp_path / "layouts").mkdir()
        visitor.write("layouts/actor.html", "<body>{{ page.no_such }}</body>")
        broken = await visitor.until(PAGE, "no_such")
        assert broken.status == 500
        assert "actor.html:1" in broken.text
        assert (await visitor.get("/")).status == 200
        async with visitor.connected(broken) as browser:
            visitor.write("layouts/actor.html", "<body>Meet {{ page.title }}</body>")
            assert await told(browser) == "reload"
            assert "Meet Ada Lind" in (await visitor.get(PAGE)).text


@runs
async def test_what_an_editor_keeps_beside_a_file_is_no_change(tmp_path):
    async with previewed(tmp_path) as visitor, visitor.connected() as browser:
        for name in (".ada-lind.yaml.swp", "ada-lind.yaml~", ".#ada-lind.yaml", "ada-lind.yaml.tmp"):
            visitor.write(f"content/actors/{name}", "half a thought")
        await asyncio.sleep(0.6)
        assert await told_nothing(browser)
        assert visitor.said == ["The facts are sound: 29 pages."]


@runs
async def test_a_fault_of_ours_does_not_end_the_preview(tmp_path, caplog):
    class Trapped(Workroom):
        def look(self, *args, **kwargs):
            if (tmp_path / "content/trap").exists():
                raise ZeroDivisionError
            return super().look(*args, **kwargs)

    async with previewed(tmp_path, room=Trapped) as visitor:
        with caplog.at_level(logging.CRITICAL + 1):
            visitor.write("content/trap", "")
            page = await visitor.until(PAGE, "factsheet itself failed")
        assert heading(page) == "Ada Lind"
        (tmp_path / "content/trap").unlink()
        while "factsheet itself failed" in page.text:
            page = await visitor.get(PAGE)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{}",
                                  "a@127.0.0.1:{}", "192.0.2.7:{}", "localhost:{}.evil.example", ""])  # fmt: skip
@runs
async def test_a_foreign_name_is_refused(tmp_path, host):
    async with previewed(tmp_path) as visitor:
        for path in ("/", "/assets/style.css", "/nowhere", "/livereload.js", "/livereload"):
            reply = await visitor.get(path, host=host.format(visitor.port))
            assert reply.status in {400, 403}
            assert "towns" not in reply.text
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
    async with previewed(tmp_path, TWO_TOWNS | OWN_LAYOUT | SECRETS) as visitor:
        reply = await visitor.get(path)
        assert reply.status == 404
        assert "Not here." in reply.text
        assert "nobody's affair" not in reply.text


@runs
async def test_nothing_can_be_sent_to_a_page(tmp_path):
    async with previewed(tmp_path) as visitor:
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "BREW"):
            reply = await visitor.get("/", method=method)
            assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD")
        assert (await visitor.get("/", method="POST")).status == 403
        assert (await visitor.send("/")).status == 405
        reply = await visitor.get("/", method="HEAD")
        assert (reply.status, reply.text) == (200, "")
        assert (await visitor.get("/%ff")).status == 400


@runs
async def test_the_site_stands_under_the_path_at_which_it_will_be_published(tmp_path):
    world = TWO_TOWNS | {"content/dossier.yaml": SETTINGS + "base_url: https://example.org/the%20bridge\n"}
    async with previewed(tmp_path, world) as visitor:
        front = await visitor.get("/")
        assert (front.status, front.headers["Location"]) == (302, "/the%20bridge/")
        page = await visitor.get("/the%20bridge/actors/ada-lind.html")
        assert (
            f'<link rel="canonical" href="http://127.0.0.1:{visitor.port}/the%20bridge{PAGE}">' in page.text
        )
        assert (await visitor.get("/the%20bridge/assets/style.css")).status == 200
        assert (await visitor.get(PAGE)).status == 404
        marks = json.loads((await visitor.get("/_preview/marks?page=actors/ada-lind.html")).text)
        assert marks["base"] == "/the bridge/"


@runs
async def test_drafts_are_shown_and_marked_and_are_never_built(tmp_path):
    world = TWO_TOWNS | {"content/actors/per-holm.yaml": named("Per Holm") + "draft: true\n"}
    async with previewed(tmp_path, world) as visitor:
        assert heading(await visitor.get("/actors/per-holm.html")) == "Per Holm"
        facts = json.loads((await visitor.get("/_preview/marks?page=actors/index.html")).text)["facts"]
        drafts = {address: one["draft"] for address, one in facts.items() if one["ref"].startswith("actor:")}
        assert drafts["actors/per-holm.html"]
        assert not drafts["actors/ada-lind.html"]
        assert "Per Holm" in (await visitor.get("/_preview/")).text
    files = render(look(tmp_path, lambda _: None), lambda _: None)
    assert [
        address for address, content in files.items() if b"Per Holm" in content or b"_preview" in content
    ] == []


@runs
async def test_a_fact_that_leads_to_a_draft_is_told_as_a_build_would(tmp_path):
    world = TWO_TOWNS | {
        "content/actors/per-holm.yaml": named("Per Holm") + "draft: true\n",
        ADA: LIND + "summary: A friend of [Per](actor:per-holm).\n",
    }
    async with previewed(tmp_path, world) as visitor:
        page = await visitor.get(PAGE)
        assert "A friend of" in page.text
        assert f"{ADA}:7:10</a>: error[leads-to-draft]" in page.text


@runs
async def test_a_draft_that_is_not_finished_keeps_nothing_else_from_being_shown(tmp_path):
    unfinished = "type: person\nname: Per Holm\ndraft: true\n"
    async with previewed(tmp_path, TWO_TOWNS | {"content/actors/per-holm.yaml": unfinished}) as visitor:
        page = await visitor.get(PAGE)
        assert heading(page) == "Ada Lind"
        assert "content/actors/per-holm.yaml:1:1</a>: error" in page.text
        visitor.write(ADA, named("Ada Sund"))
        await visitor.until(PAGE, "<h1>Ada Sund")
        visitor.write(
            "content/actors/per-holm.yaml", unfinished + "evidence: {source: harbour-post, at: p1}\n"
        )
        page = await visitor.until("/actors/per-holm.html", "<h1>Per Holm")
        assert 'role="alert"' not in page.text


@runs
async def test_facts_are_found_on_a_page_by_where_they_stand(tmp_path):
    async with previewed(tmp_path) as visitor:
        facts = json.loads(
            (await visitor.get("/_preview/marks?page=meetings/2031-04-02-briefing.html")).text
        )["facts"]
        envoy = facts["meetings/2031-04-02-briefing.html#envoy"]
        assert (envoy["ref"], envoy["line"]) == ("meeting:2031-04-02-briefing#envoy", 4)
        assert facts["actors/ada-lind.html"]["file"] == ADA
        facts = json.loads((await visitor.get("/_preview/marks?page=issues/toll.html")).text)["facts"]
        assert "position:toll/ada-lind#low" in {one["ref"] for one in facts.values()}
        for nowhere in ("", "nowhere.html", "../secret.txt", "%00"):
            assert json.loads((await visitor.get(f"/_preview/marks?page={nowhere}")).text)["facts"] == {}


@runs
async def test_what_lies_in_a_fact_that_was_withdrawn_is_not_there_to_be_edited(tmp_path):
    async with previewed(tmp_path) as visitor:
        file, page = "content/divergences/by-or-with.yaml", "divergences/by-or-with.html"
        gone = TWO_TOWNS[file] + "withdrawn: {date: 2031-04-09, why: a slip of ours}\n"
        visitor.write(file, gone)
        await visitor.until(f"/{page}", "a slip of ours")
        facts = json.loads((await visitor.get(f"/_preview/marks?page={page}")).text)["facts"]
        assert [one for one in facts if one.startswith(f"{page}#")] == []
        assert not facts[page]["checkable"]


@runs
async def test_what_differs_from_what_is_published_is_told(tmp_path):
    build_world(tmp_path, TWO_TOWNS)
    CliRunner().invoke(
        main, ["baseline", "--project", str(tmp_path), "--on", "2031-04-10"], catch_exceptions=False
    )
    async with previewed(tmp_path) as visitor:
        assert json.loads((await visitor.get("/_preview/differs")).text) == {}
        visitor.write(
            "content/plans/first.yaml",
            TWO_TOWNS["content/plans/first.yaml"].replace("2031-04-02", "2031-04-01"),
        )
        await visitor.until("/plans/first.html", "2031-04-01")
        found = json.loads((await visitor.get("/_preview/differs")).text)
        assert found == {"plans/first.html": "changed"}
        assert "First draft" in (await visitor.get("/_preview/")).text


@runs
async def test_what_readers_have_been_shown_is_followed_too(tmp_path):
    async with previewed(tmp_path) as visitor, visitor.connected() as browser:
        before = mark(await visitor.get("/_preview/"))
        await asyncio.to_thread(
            CliRunner().invoke, main, ["baseline", "--project", str(tmp_path), "--on", "2031-04-10"]
        )
        assert await told(browser) == "reload"
        assert (await visitor.get("/published.json")).status == 200
        after = mark(await visitor.get("/_preview/"))
        visitor.write(ADA, named("Ada Sund"))
        later = mark(await visitor.until(PAGE, "Ada Sund"))
        assert before != after
        assert before[0] == after[0] != later[0]  # the facts are the same, though they look otherwise


def mark(page):
    """From which look a page is: at which facts, and which of these looks."""
    return page.text.split('data-look="')[1].split('"')[0].split(":")


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
    build_world(tmp_path, TWO_TOWNS)
    command = [sys.executable, "-m", "generator", "serve", "--project", str(tmp_path), "--port", "0"]
    before = sorted(tmp_path.rglob("*"))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        line = running.stdout.readline()
        port = int(line.removeprefix("Preview at http://127.0.0.1:").partition("/")[0])
        assert ask(port, "/livereload.js").status == 200
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=10)
    assert running.returncode == 0
    assert errors == "The facts are sound: 29 pages.\n"
    assert sorted(tmp_path.rglob("*")) == before
