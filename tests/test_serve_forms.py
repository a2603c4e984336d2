from __future__ import annotations

import asyncio
import json
import re
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from previews import previewed, runs, told
from worlds import BRIEFING, LIND, TWO_TOWNS, build_world

from generator.commands.cli import main
from generator.edit import CannotEdit
from generator.serve import editor
from generator.serve.typed import put, text_at
from generator.yamlfile import parse

ADA = "content/actors/ada-lind.yaml"
MEETING = "content/meetings/2031-04-02-briefing.yaml"
FIRST = "content/plans/first.yaml"


async def opened(visitor, ref):
    """The form for a fact, as the fields that it would send."""
    page = await visitor.get(f"/_preview/edit?fact={ref.replace('#', '%23')}")
    assert page.status == 200
    return fields_of(page.text)


def fields_of(text):
    found = {}
    for name, value in re.findall(r'<input[^>]* name="([^"]+)" (?:aria[^>]*?)?value="([^"]*)"', text):
        found.setdefault(name, []).append(unescape(value))
    for name, value in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', text, re.DOTALL):
        found.setdefault(name, []).append(unescape(value))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', text):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found.setdefault(name, []).append(unescape(chosen[1]) if chosen else "")
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def published(folder):
    build_world(folder, TWO_TOWNS)
    CliRunner().invoke(
        main, ["baseline", "--project", str(folder), "--on", "2031-04-10"], catch_exceptions=False
    )
    return {path: (folder / path).read_text(encoding="utf-8") for path in TWO_TOWNS}


@runs
async def test_what_is_saved_in_a_form_is_in_the_file_and_on_the_page(tmp_path):
    commented = "# the envoy\n" + LIND.replace("name: Ada Lind", "name: Ada Lind  # as she signs")
    async with previewed(tmp_path, TWO_TOWNS | {ADA: commented}) as visitor:
        form = await opened(visitor, "actor:ada-lind")
        reply = await visitor.send("/_preview/edit", **form | {"field:name": "Ada Sund"})
        assert (reply.status, reply.headers["Location"]) == (303, "/actors/ada-lind.html")
        assert visitor.read(ADA) == commented.replace("Ada Lind ", "Ada Sund ")
        assert "<h1>Ada Sund</h1>" in (await visitor.get("/actors/ada-lind.html")).text


@runs
async def test_an_entry_has_a_form_of_its_own_with_facts_by_their_names(tmp_path):
    async with previewed(tmp_path) as visitor:
        page = await visitor.get("/_preview/edit?fact=meeting:2031-04-02-briefing%23envoy")
        assert '<option value="two-town-officials">two-town officials</option>' in page.text
        form = fields_of(page.text)
        reply = await visitor.send(
            "/_preview/edit", **form | {"field:actor": "two-town-officials", "field:words": "Almost all"}
        )
        assert reply.headers["Location"] == "/meetings/2031-04-02-briefing.html#envoy"
        saved = visitor.read(MEETING)
        assert "actor: two-town-officials" in saved
        assert "words: Almost all" in saved
        assert saved.partition("participants")[0] == BRIEFING.partition("participants")[0]
        assert saved.endswith(BRIEFING.partition("at: p4}")[2].removeprefix("}"))


@runs
async def test_a_form_that_would_bring_problems_is_refused_with_them_and_keeps_what_was_typed(tmp_path):
    async with previewed(tmp_path) as visitor:
        form = await opened(visitor, "meeting:2031-04-02-briefing")
        typed = {"field:date": "the day before", "field:summary": "A thought & half a one"}
        reply = await visitor.send("/_preview/edit", **form | typed)
        assert reply.status == 422
        assert visitor.read(MEETING) == BRIEFING
        assert 'value="the day before"' in reply.text
        assert "A thought &amp; half a one" in reply.text
        wrong = reply.text.partition('<label for="field-date">')[2].partition("</div>")[0]
        assert 'role="alert"' in wrong
        assert f"{MEETING}:2:7</a>: error[" in reply.text
        again = fields_of(reply.text)
        assert (await visitor.send("/_preview/edit", **again | {"field:date": "2031-04-02"})).status == 303
        assert "A thought & half a one" in visitor.read(MEETING)


@runs
async def test_a_file_that_changed_meanwhile_is_not_written_and_both_texts_are_shown(tmp_path):
    async with previewed(tmp_path) as visitor:
        form = await opened(visitor, "meeting:2031-04-02-briefing")
        other = BRIEFING.replace("Briefing on the draft", "Briefing of the towns")
        visitor.write(MEETING, other)
        typed = {"field:title": "Briefing on the bridge", "field:summary": "They met."}
        reply = await visitor.send("/_preview/edit", **form | typed)
        assert reply.status == 409
        assert visitor.read(MEETING) == other
        assert 'value="Briefing on the bridge"' in reply.text
        assert "<pre>Briefing of the towns</pre>" in reply.text
        assert (await visitor.send("/_preview/edit", **fields_of(reply.text))).status == 303
        saved = visitor.read(MEETING)
        assert "title: Briefing on the bridge" in saved
        assert "summary: They met." in saved


@runs
async def test_what_was_not_touched_in_a_form_follows_the_file(tmp_path):
    async with previewed(tmp_path) as visitor:
        form = await opened(visitor, "meeting:2031-04-02-briefing")
        visitor.write(MEETING, BRIEFING.replace("Briefing on the draft", "Briefing of the towns"))
        reply = await visitor.send("/_preview/edit", **form | {"field:summary": "They met."})
        assert (await visitor.send("/_preview/edit", **fields_of(reply.text))).status == 303
        assert "title: Briefing of the towns" in visitor.read(MEETING)


@runs
async def test_a_change_is_undone_unless_the_file_changed_since(tmp_path):
    async with previewed(tmp_path) as visitor:
        for name in ("Ada Sund", "Ada Sand"):
            form = await opened(visitor, "actor:ada-lind")
            await visitor.send("/_preview/edit", **form | {"field:name": name})
        assert (await visitor.send("/_preview/undo")).headers["Location"] == "/actors/ada-lind.html"
        assert "name: Ada Sund" in visitor.read(ADA)
        mine = visitor.read(ADA) + "# mine\n"
        visitor.write(ADA, mine)
        assert (await visitor.send("/_preview/undo")).status == 409
        assert visitor.read(ADA) == mine
        visitor.write(ADA, mine.removesuffix("# mine\n"))
        assert (await visitor.send("/_preview/undo")).status == 303
        assert visitor.read(ADA) == LIND
        assert (await visitor.send("/_preview/undo")).status == 409


@runs
async def test_a_change_to_what_was_published_asks_what_it_is_and_writes_the_correction(tmp_path):
    async with previewed(tmp_path, published(tmp_path)) as visitor:
        form = await opened(visitor, "plan:first") | {"field:known": "2031-04-01"}
        before = visitor.read(FIRST)
        reply = await visitor.send("/_preview/edit", **form)
        assert reply.status == 422
        assert "say what it is, why, who decided it" in reply.text
        assert visitor.read(FIRST) == before
        told = {"told-kind": "error", "told-why": "a slip of ours", "told-by": "the editors"}
        assert (await visitor.send("/_preview/edit", **form | told)).status == 303
        correction = visitor.read("content/corrections/2031-04-20-first.yaml")
        assert "fact: plan:first" in correction
        assert "why: a slip of ours" in correction
        assert "2031-04-01" in correction
        assert visitor.read(FIRST) == before.replace("2031-04-02", "2031-04-01")
        await visitor.send("/_preview/undo")
        assert visitor.read(FIRST) == before
        assert not (tmp_path / "content/corrections/2031-04-20-first.yaml").exists()


@runs
async def test_other_words_for_the_same_need_no_correction(tmp_path):
    async with previewed(tmp_path, published(tmp_path)) as visitor:
        form = await opened(visitor, "issue:toll")
        assert (
            await visitor.send("/_preview/edit", **form | {"field:question": "Who may set the toll?"})
        ).status == 303
        assert [path.name for path in (tmp_path / "content/corrections").iterdir()] == [
            "2031-04-06-lind.yaml"
        ]


@runs
async def test_being_checked_is_one_click_and_another_to_end_it(tmp_path):
    async with previewed(tmp_path, published(tmp_path)) as visitor:
        before = visitor.read(FIRST)
        assert (await visitor.send("/_preview/check", fact="plan:first")).status == 303
        assert "hold: {since: 2031-04-20, note: This is being checked.}" in visitor.read(FIRST)
        assert "Being checked" in (await visitor.get("/plans/first.html")).text
        assert (await visitor.send("/_preview/check", fact="plan:first")).status == 303
        assert visitor.read(FIRST) == before


@runs
async def test_a_file_that_has_to_be_mended_is_shown_whole(tmp_path):
    async with previewed(tmp_path) as visitor, visitor.connected() as browser:
        visitor.write(ADA, LIND + 'note: "half a\n')
        assert await told(browser) == "reload"
        form = await opened(visitor, "actor:ada-lind")
        assert form["field:whole-file"] == LIND + 'note: "half a\n'
        assert (
            await visitor.send("/_preview/edit", **form | {"field:whole-file": LIND + "note: Whole.\n"})
        ).status == 303
        assert visitor.read(ADA) == LIND + "note: Whole.\n"


@runs
async def test_only_pages_of_this_preview_may_send(tmp_path):
    async with previewed(tmp_path) as visitor:
        body = f"token={visitor.token}&fact=actor:ada-lind&field:name=Eve&print=x"
        for foreign in (
            {"origin": "http://evil.example"},
            {"origin": "null"},
            {"origin": ""},
            {"cookie": "another"},
            {"token": "another"},
            {"sort": "text/plain"},
            {"sort": "multipart/form-data; boundary=x"},
        ):
            for path in ("/_preview/edit", "/_preview/undo", "/_preview/check", "/_preview/open"):
                assert (await visitor.post(path, body, **foreign)).status in {400, 403}
        without = body.replace(visitor.token, "")
        assert (await visitor.post("/_preview/edit", without, token="")).status == 403
        assert visitor.read(ADA) == LIND


@pytest.mark.parametrize(
    "ref",
    [
        "",
        "actor:nobody",
        "../../etc/passwd",
        "actor:../../x",
        "actor:ada-lind#nobody",
        "dossier:dossier",
        "\0",
    ],
)
@runs
async def test_only_facts_of_the_dossier_have_forms(tmp_path, ref):
    async with previewed(tmp_path) as visitor:
        before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        for path in ("/_preview/edit", "/_preview/check"):
            assert (await visitor.send(path, fact=ref, **{"field:name": "Eve", "print": ""})).status == 404
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@runs
async def test_what_makes_no_sense_in_a_form_is_answered(tmp_path):
    async with previewed(tmp_path) as visitor:
        form = await opened(visitor, "meeting:2031-04-02-briefing")
        for typed in (
            {"field:participants": "- {id: envoy, actor: ada-lind"},
            {"field:participants": "&a [*a, *a]"},
            {"field:evidence": "x: y\n z: \0"},
            {"field:title": ""},
            {"field:title": "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace")},
            {"field:date": "[" * 500},
            {"field:issues": ["toll", "nowhere"]},
        ):
            reply = await visitor.send("/_preview/edit", **form | typed)
            assert reply.status in {303, 422}, typed
            if reply.status == 303:
                await visitor.send("/_preview/undo")
            assert visitor.read(MEETING) == BRIEFING
        assert (await visitor.post("/_preview/edit", "%ff=%ff&fact=%ff")).status == 400
        assert (await visitor.post("/_preview/open", "[" * 9999, sort="application/json")).status == 400


@runs
async def test_a_line_is_opened_in_the_writers_editor_and_nothing_outside_the_dossier(tmp_path):
    opened_ = tmp_path / "opened"
    script = tmp_path / "vim"
    script.write_text(f'#!/bin/sh\necho "$@" >{opened_}\n', encoding="utf-8")
    script.chmod(0o755)
    gedit = script.rename(tmp_path / "gedit")
    async with previewed(tmp_path, environment={"EDITOR": f"{gedit} --wait"}) as visitor:
        sent = {"file": ADA, "line": 3}
        reply = await visitor.post("/_preview/open", json.dumps(sent), sort="application/json")
        assert reply.status == 200
        while not (opened_.exists() and opened_.read_text(encoding="utf-8")):  # noqa: ASYNC110  another program writes it
            await asyncio.sleep(0.01)
        assert opened_.read_text(encoding="utf-8") == f"--wait +3 {(tmp_path / ADA).resolve()}\n"
        for outside in (
            "../secret",
            "/etc/passwd",
            "content/../../x.yaml",
            "published.json",
            "content/nobody.yaml",
            "-x.yaml",
        ):
            reply = await visitor.post(
                "/_preview/open", json.dumps({"file": outside, "line": 1}), sort="application/json"
            )
            assert reply.status == 404


@runs
async def test_without_an_editor_the_link_is_told(tmp_path):
    async with previewed(tmp_path) as visitor:
        reply = await visitor.post(
            "/_preview/open", json.dumps({"file": ADA, "line": 3}), sort="application/json"
        )
        assert json.loads(reply.text)["link"] == f"vscode://file{(tmp_path / ADA).resolve()}:3:1"


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("vim", "vim +7 /d/a.yaml"),
        ("/usr/bin/nvim -p", "/usr/bin/nvim -p +7 /d/a.yaml"),
        ("emacsclient -n", "emacsclient -n +7 /d/a.yaml"),
        ("nano", "nano +7 /d/a.yaml"),
        ("code", "code --goto /d/a.yaml:7"),
        ("code -g", "code -g /d/a.yaml:7"),
        ("subl -w", "subl -w /d/a.yaml:7"),
        ("pycharm", "pycharm --line 7 /d/a.yaml"),
        ("my-own; rm -rf", "my-own; rm -rf /d/a.yaml"),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(named, words):
    assert " ".join(editor.command({"EDITOR": named}, Path("/d/a.yaml"), 7)) == words


def test_the_visual_editor_goes_first():
    assert editor.command({"VISUAL": "code", "EDITOR": "vim"}, Path("/a"), 1)[0] == "code"
    for nothing in ({}, {"EDITOR": " "}, {"EDITOR": "'half"}):
        with pytest.raises(editor.NoEditor):
            editor.command(nothing, Path("/a"), 1)


LISTED = b"""\
title: Talks
participants:  # all of them
  # the envoy came late
  - id: envoy
    actor: ada-lind
  - {id: other, actor: per-holm}  # stayed
# about the place
place: A hall
"""


def test_a_list_is_taken_out_and_put_back_as_it_is_typed():
    typed = text_at(LISTED, ("participants",))
    assert typed == "- id: envoy\n  actor: ada-lind\n- {id: other, actor: per-holm}  # stayed"
    assert put(LISTED, (), "participants", typed) == LISTED
    more = put(LISTED, (), "participants", typed + "\n# and\n- {id: third, actor: iris}")
    assert more == LISTED.replace(b"# stayed\n", b"# stayed\n  # and\n  - {id: third, actor: iris}\n")


def test_a_list_that_is_typed_anew_finds_its_place():
    assert (
        put(b"title: Talks\n", (), "issues", "- toll\n- ferry")
        == b"title: Talks\nissues:\n  - toll\n  - ferry\n"
    )
    assert put(b"a: [x]\nb: y\n", (), "a", "- x\n- z") == b"a:\n  - x\n  - z\nb: y\n"
    assert put(b"a:\n  - x\nb: y\n", (), "a", "[x, z]") == b"a:\n  [x, z]\nb: y\n"


@pytest.mark.parametrize("typed", ["x: [", "a: 1\na: 2", "*a", "!!x y", "- x\n---\ny: z"])
def test_what_is_no_yaml_is_refused_with_its_line(typed):
    with pytest.raises(CannotEdit):
        put(b"a:\n  - x\nb: y\n", (), "a", typed)


def test_what_is_taken_out_of_any_file_of_the_dossier_and_put_back_changes_nothing():
    root = Path(__file__).parents[1]
    files = [path for part in ("content", "seeds") for path in sorted((root / part).rglob("*.yaml"))]
    assert files
    for path in files:
        content = path.read_bytes()
        data, _ = parse(content, path.name)
        for key in [key for key, value in data.items() if not isinstance(value, str)]:
            assert put(content, (), key, text_at(content, (key,))) == content, (path, key)
            longer = put(content, (), key, text_at(content, (key,)) + "\n# a remark")
            assert parse(longer, "") == (data, []), (path, key)
