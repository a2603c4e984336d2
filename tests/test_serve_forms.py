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

from generator import labels
from generator.commands.cli import main
from generator.edit import CannotEdit
from generator.facts import BUILT_IN
from generator.kinds import type_of
from generator.read import read
from generator.serve import editor
from generator.serve.form import put_back
from generator.serve.parts import leaves, parts_of
from generator.serve.sentences import in_sentences
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
    """What a browser without scripts would send."""
    text, found = re.sub(r"<template.*?</template>", "", text, flags=re.DOTALL), {}
    for name, value in re.findall(
        r'<input(?! type="checkbox")[^>]* name="([^"]+)" (?:aria[^>]*?)?value="([^"]*)"', text
    ):
        found.setdefault(name, []).append(unescape(value))
    for name, value in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', text, re.DOTALL):
        found.setdefault(name, []).append(unescape(value))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', text):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found.setdefault(name, []).append(unescape(chosen[1]) if chosen else "")
    for name in re.findall(r'<input type="checkbox" name="([^"]+)" value="yes" checked', text):
        found[name] = ["yes"]
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
async def test_a_form_of_thousands_of_fields_is_saved(tmp_path):
    async with previewed(tmp_path) as visitor:
        form = await opened(visitor, "actor:ada-lind") | {"field:name": "Ada Sund"}
        rows = {f"was:names.{n}.name": "Vada Lindt" for n in range(3000)}
        assert (await visitor.send("/_preview/edit", **form | rows)).status == 303
        assert "name: Ada Sund" in visitor.read(ADA)


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
        typed = {"field:date.value": "the day before", "field:summary": "A thought & half a one"}
        reply = await visitor.send("/_preview/edit", **form | typed)
        assert reply.status == 422
        assert visitor.read(MEETING) == BRIEFING
        assert 'value="the day before"' in reply.text
        assert "A thought &amp; half a one" in reply.text
        told = reply.text.partition('role="alert"')[2].partition("</ul>")[0]
        assert '<a href="#field-date.value">Date</a>: &#x27;the day before&#x27; is no date' in told
        field = reply.text.partition('<label for="field-date.value">')[2].partition("</div>")[0]
        assert 'aria-describedby="field-date.value-why field-date.value-about" aria-invalid=true' in field
        assert '<p class="preview-why" id="field-date.value-why">&#x27;the day before&#x27;' in field
        assert f"{MEETING}:2:7</a>: error[" in reply.text
        again = fields_of(reply.text)
        assert (
            await visitor.send("/_preview/edit", **again | {"field:date.value": "2031-04-02"})
        ).status == 303
        assert "A thought & half a one" in visitor.read(MEETING)


@runs
async def test_a_field_that_was_emptied_is_told_of_in_the_words_of_the_form(tmp_path):
    timed = BRIEFING + "duration: {value: two hours, evidence: {source: valley-wire, at: p1}}\n"
    async with previewed(tmp_path, {**TWO_TOWNS, MEETING: timed}) as visitor:
        form = await opened(visitor, "meeting:2031-04-02-briefing")
        reply = await visitor.send("/_preview/edit", **form | {"field:duration.value": ""})
        assert reply.status == 422
        told = (
            "Nothing is filled in here. Fill in “How long”, “The sources differ” or “There is none, or not made known”. "
            "To say nothing of it at all, take out what else is said of it (Evidence)."
        )
        assert f'<a href="#field-duration.value">How long</a>: {told}</li>' in reply.text
        gone = form | {"field:duration.value": "", "field:duration.evidence.0:gone": "yes"}
        assert (await visitor.send("/_preview/edit", **gone)).status == 303
        assert visitor.read(MEETING) == BRIEFING


@runs
async def test_after_a_change_of_what_rests_on_a_place_it_is_asked_whether_that_still_says_so(tmp_path):
    timed = BRIEFING + "duration: {value: two hours, evidence: {source: valley-wire, at: p1}}\n"
    async with previewed(tmp_path, {**TWO_TOWNS, MEETING: timed}) as visitor:

        async def asked(ref, **typed):
            form = await opened(visitor, ref) | {f"field:{key}": text for key, text in typed.items()}
            assert (await visitor.send("/_preview/edit", **form)).status == 303
            return json.loads((await visitor.get("/_preview/marks?page=index.html")).text)["asks"]

        meeting = "meeting:2031-04-02-briefing"
        told = "How long is changed: does p1 of Valley Wire, 4 April 2031 still say so?"
        assert await asked(meeting, **{"duration.value": "three hours"}) == told
        both = {"duration.value": "one hour", "duration.evidence.0.at": "p2"}
        assert await asked(meeting, **both) == ""
        assert await asked(meeting, title="Briefing") == ""
        envoy = await asked(f"{meeting}#envoy", mode="expected")
        assert envoy == "This is changed: does p4 of Harbour Post, 4 April 2031 still say so?"
        assert await asked(f"{meeting}#envoy", note="A note.") == ""


@runs
async def test_what_a_fact_says_nothing_of_and_what_it_rests_on_are_folded_away(tmp_path):
    timed = BRIEFING + "duration: {value: two hours, evidence: {source: valley-wire, at: p1}}\n"
    async with previewed(tmp_path, {**TWO_TOWNS, MEETING: timed}) as visitor:
        page = (await visitor.get("/_preview/edit?fact=meeting:2031-04-02-briefing")).text
        said, rest = page.partition("<template")[0].split('<details class="preview-more preview-rest">')
        assert "More that can be said" in rest
        assert ('name="field:place.value"' in said, 'name="field:place.value"' in rest) == (False, True)
        more = 'on How long</span> <span class="preview-said">Evidence (1)</span></summary>'
        assert f'<details class="preview-more"><summary>More <span class="preview-of">{more}' in said
        assert '<label for="field-title">Title</label> <span class="preview-needed">needed</span></p>' in said
        assert '<code class="preview-key">duration</code>' in said
        form = fields_of(page) | {"field:place.value": "a quay", "field:issues": "nowhere"}
        refused = (await visitor.send("/_preview/edit", **form)).text
        assert (
            'name="field:place.value"' in refused.partition('<details class="preview-more preview-rest">')[0]
        )


@runs
async def test_a_form_does_not_lead_readers_to_a_draft(tmp_path):
    draft = "type: person\nname: Zora Vale\ndraft: true\nevidence: {source: harbour-post, at: p1}\n"
    async with previewed(tmp_path, TWO_TOWNS | {"content/actors/zora-vale.yaml": draft}) as visitor:
        form = await opened(visitor, "meeting:2031-04-02-briefing#envoy")
        before = visitor.read(MEETING)
        reply = await visitor.send("/_preview/edit", **form | {"field:actor": "zora-vale"})
        assert (reply.status, "is a draft" in reply.text) == (422, True)
        assert visitor.read(MEETING) == before


@runs
async def test_a_day_in_words_and_a_part_of_a_name_are_taken_as_they_are_meant(tmp_path):
    async with previewed(tmp_path) as visitor:
        form = await opened(visitor, "meeting:2031-04-02-briefing")
        source, date = (
            next(key for key in form if key.endswith(ending))
            for ending in ("evidence.0.source", "date.value")
        )
        typed = {source: "harbour post", date: "2 April 2031", "field:summary": "In the town hall."}
        assert (await visitor.send("/_preview/edit", **form | typed)).status == 303
        text = (tmp_path / "content/meetings/2031-04-02-briefing.yaml").read_text()
        assert "date: 2031-04-02\n" in text
        assert "source: harbour-post," in text
        form = await opened(visitor, "meeting:2031-04-02-briefing")
        refused = await visitor.send("/_preview/edit", **form | {date: "2 or 3 April 2031"})
        assert "is no date" in refused.text


@runs
async def test_a_language_by_its_name_is_answered_with_its_code(tmp_path):
    async with previewed(tmp_path) as visitor:
        form = await opened(visitor, "source:harbour-post") | {"field:lang": "English"}
        reply = await visitor.send("/_preview/edit", **form)
        assert (
            '<a href="#field-lang">Language</a>: &#x27;English&#x27; is no language. Did you mean &#x27;en&#x27;?'
            in reply.text
        )


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        (("'x' is no date", "write 2031"), "'x' is no date. Write 2031."),
        (("did you mean 'en'?",), "Did you mean 'en'?"),
        (("content/x.yaml is broken",), "content/x.yaml is broken."),
        (("a day is missing", ""), "A day is missing."),
        (("",), ""),
    ],
)
def test_what_a_form_says_is_said_in_sentences(said, sentences):
    assert in_sentences(*said) == sentences


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
        assert (await visitor.undo()).headers["Location"] == "/actors/ada-lind.html"
        assert "name: Ada Sund" in visitor.read(ADA)
        mine = visitor.read(ADA) + "# mine\n"
        visitor.write(ADA, mine)
        assert (await visitor.undo()).status == 409
        assert visitor.read(ADA) == mine
        visitor.write(ADA, mine.removesuffix("# mine\n"))
        assert (await visitor.undo()).status == 303
        assert visitor.read(ADA) == LIND
        assert (await visitor.undo()).status == 409


@runs
async def test_a_change_is_undone_once_however_often_it_is_asked(tmp_path):
    """A browser that loads the answer to a form anew sends the form again."""
    async with previewed(tmp_path) as visitor:
        for name in ("Ada Sund", "Ada Sand"):
            form = await opened(visitor, "actor:ada-lind")
            await visitor.send("/_preview/edit", **form | {"field:name": name})
        last = visitor.last_change
        visitor.write(ADA, visitor.read(ADA) + "# mine\n")
        refused = await visitor.send("/_preview/undo", change=last)
        assert (refused.status, "livereload" in refused.text) == (409, False)
        visitor.write(ADA, visitor.read(ADA).removesuffix("# mine\n"))
        answers = [(await visitor.send("/_preview/undo", change=last)).status for _ in range(4)]
        assert answers == [303, 409, 409, 409]
        assert "name: Ada Sund" in visitor.read(ADA)
        assert (await visitor.send("/_preview/undo")).status == 409


@runs
async def test_a_change_to_what_was_published_asks_what_it_is_and_writes_the_correction(tmp_path):
    async with previewed(tmp_path, published(tmp_path)) as visitor:
        form = await opened(visitor, "plan:first") | {"field:known.value": "2031-04-01"}
        before = visitor.read(FIRST)
        reply = await visitor.send("/_preview/edit", **form)
        assert reply.status == 422
        assert "say what it is, why, who decided it" in reply.text
        form = fields_of(reply.text)
        assert (form["told-was"], form["told-now"]) == (
            "Became known: 2031-04-02",
            "Became known: 2031-04-01",
        )
        assert wrongs_in(reply) == ["told-kind: What it is", "told-why: Why", "told-by: Who decided it"]
        assert visitor.read(FIRST) == before
        told = {"told-kind": "error", "told-why": "a slip of ours", "told-by": "the editors"}
        assert (await visitor.send("/_preview/edit", **form | told)).status == 303
        correction = visitor.read("content/corrections/2031-04-20-first.yaml")
        assert "fact: plan:first" in correction
        assert "why: a slip of ours" in correction
        assert "2031-04-01" in correction
        assert visitor.read(FIRST) == before.replace("2031-04-02", "2031-04-01")
        await visitor.undo()
        assert visitor.read(FIRST) == before
        assert not (tmp_path / "content/corrections/2031-04-20-first.yaml").exists()


@runs
async def test_a_correction_says_what_the_form_changes_in_the_words_that_were_mended_and_names_what_else_is_other(
    tmp_path,
):
    async with previewed(tmp_path, published(tmp_path)) as visitor:
        visitor.write(FIRST, visitor.read(FIRST).replace("First draft", "First text"))
        await visitor.until("/plans/first.html", "First text")
        told = {"told-kind": "error", "told-why": "a slip of ours", "told-by": "the editors"}
        form = await opened(visitor, "plan:first") | told | {"field:known.value": "2031-04-01"}
        assert "told-was" not in form
        shown = await visitor.send("/_preview/edit", **form)
        assert (shown.status, wrongs_in(shown)) == (422, [])
        assert "title: First draft → title: First text" in shown.text.partition("Changed besides")[2]
        seen = fields_of(shown.text)
        assert (seen["told-was"], seen["told-now"]) == (
            "Became known: 2031-04-02",
            "Became known: 2031-04-01",
        )
        again = fields_of(
            (await visitor.send("/_preview/edit", **seen | {"field:known.value": "2031-03-31"})).text
        )
        assert (again["told-was"], again["told-now"]) == (
            "Became known: 2031-04-02",
            "Became known: 2031-03-31",
        )
        empty = await visitor.send("/_preview/edit", **again | {"told-now": " "})
        assert wrongs_in(empty) == ["told-now: It is"]
        mended = again | {"told-was": "on 2 April", "told-now": "at the end of March"}
        assert (await visitor.send("/_preview/edit", **mended)).status == 303
        correction = visitor.read("content/corrections/2031-04-20-first.yaml")
        assert "was: on 2 April\nis: at the end of March\nwhy: a slip of ours" in correction
        assert "title: First text" in visitor.read(FIRST)


@runs
async def test_what_was_changed_by_hand_before_wants_no_correction_in_a_form_that_leaves_it(tmp_path):
    async with previewed(tmp_path, published(tmp_path)) as visitor:
        visitor.write(FIRST, visitor.read(FIRST).replace("known: 2031-04-02", "known: 2031-04-01"))
        await visitor.until("/plans/first.html", "1 April 2031")
        form = await opened(visitor, "plan:first") | {"field:note": "Only a page of it was seen."}
        assert (await visitor.send("/_preview/edit", **form)).status == 303
        assert "Only a page" in visitor.read(FIRST)
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
        assert "hold: {since: 2031-04-20}\n" in visitor.read(FIRST)
        told = '<b>Being checked</b> since <time datetime="2031-04-20">20 April 2031</time>.</p>'
        assert told in (await visitor.get("/plans/first.html")).text
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
async def test_what_facts_say_is_only_words_in_a_form(tmp_path):
    hostile = """Ada <script>alert(1)</script>" onfocus=alert(1) x='"""
    quoted = hostile.replace("'", "''")
    lind = LIND.replace("name: Ada Lind", f"name: '{quoted}'")
    world = TWO_TOWNS | {ADA: lind, MEETING: PIECES.replace("# twice", "# <script>")}
    async with previewed(tmp_path, world) as visitor:
        for ref in ("actor:ada-lind", "meeting:2031-04-02-briefing", "issue:toll"):
            form = await opened(visitor, ref)
            tag = {
                "field:evidence.new0<script>.source": "x",
                "field:<script>": "x",
                "field:evidence.0.quote": hostile,
            }
            for page in (
                await visitor.get(f"/_preview/edit?fact={ref}"),
                await visitor.send("/_preview/edit", **form | tag | {"print": "old"}),
                await visitor.send("/_preview/edit", **form | tag),
            ):
                assert "<script>alert" not in page.text
                assert "<script>." not in page.text
                assert not re.search(r"<[^>]*\sonfocus=", re.sub(r'"[^"]*"', '""', page.text))


@runs
async def test_what_makes_no_sense_in_a_form_is_answered(tmp_path):
    async with previewed(tmp_path) as visitor:
        form = await opened(visitor, "meeting:2031-04-02-briefing")
        for typed in (
            {"field:participants": "- {id: envoy, actor: ada-lind"},
            {"field:participants.new0.id": "&a [*a, *a]"},
            {"field:participants.7.id": "nobody"},
            {"field:participants.new99999.id": "nobody"},
            {
                "field:participants.newx.id": "nobody",
                "field:....": "x",
                "field:participants": "x",
                "field:": "x",
            },
            {"field:evidence.new0.quote": "x: y\n z: \0"},
            {"field:evidence.new0.via.new0.dated.new0.x": "too deep"},
            {"field:title": ""},
            {"field:title": "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace")},
            {"field:date.value": "[" * 500},
            {"field:issues": ["toll", "nowhere"]},
        ):
            reply = await visitor.send("/_preview/edit", **form | typed)
            assert reply.status in {303, 422}, typed
            if reply.status == 303:
                await visitor.undo()
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
        told = json.loads(reply.text)
        assert told["link"] == f"vscode://file{(tmp_path / ADA).resolve()}:3:1"
        assert "with the editor in $VISUAL or $EDITOR, such as: EDITOR=gedit factsheet serve" in told["words"]


PIECES = """\
title: Briefing on the draft
date: 2031-04-02  # as the post has it
issues: toll
evidence:
  # the best of the two
  - source: harbour-post
    at: [p1, p4]  # twice
    via: [source:coast-review?, actor:ada-lind]
  - {source: valley-wire, at: p2}  # the shorter one
participants:
  - id: envoy  # the only one
    actor: ada-lind
    mode: attended
    evidence: {source: harbour-post, at: p4}
"""


@runs
async def test_evidence_is_changed_in_rows_and_all_around_it_stays(tmp_path):
    async with previewed(tmp_path, TWO_TOWNS | {MEETING: PIECES}) as visitor:
        form = await opened(visitor, "meeting:2031-04-02-briefing")
        rows = {
            key.removeprefix("field:evidence."): text
            for key, text in form.items()
            if "field:evidence." in key
        }
        assert (rows["0.source"], rows["0.at"], rows["1.at"]) == ("harbour-post", "p1, p4", "p2")
        assert (rows["0.via.0.who"], rows["0.via.0.known"], rows["0.via.1.who"]) == (
            "source:coast-review",
            "inferred",
            "actor:ada-lind",
        )
        typed = {
            "field:evidence.0.via.0.known": "stated",
            "field:evidence.1.at": "p2, p3",
            "field:evidence.new0.source": "Harbour Post, 4 April 2031",
            "field:evidence.new0.at": "p5",
            "field:evidence.new0.via.new0.who": "Ada Lind",
            "field:participants.0.evidence.0.at": "p3",
        }
        assert (await visitor.send("/_preview/edit", **form | typed)).status == 303
        expected = PIECES.replace("coast-review?", "coast-review").replace("at: p2}", "at: [p2, p3]}")
        expected = expected.replace("at: p4}", "at: p3}").replace(
            "# the shorter one\n",
            "# the shorter one\n  - {source: harbour-post, at: p5, via: ['actor:ada-lind']}\n",
        )
        assert visitor.read(MEETING).replace("[actor:ada-lind]", "['actor:ada-lind']") == expected


@runs
async def test_a_row_is_taken_out_with_its_lines_and_the_others_keep_their_comments(tmp_path):
    async with previewed(tmp_path, TWO_TOWNS | {MEETING: PIECES}) as visitor:
        form = await opened(visitor, "meeting:2031-04-02-briefing")
        typed = {
            "field:evidence.0:gone": "yes",
            "field:evidence.1.quote": "half a loaf",
            "field:evidence.new0.source": "",
        }
        reply = await visitor.send("/_preview/edit", **form | typed | {"field:evidence.1.at": "p9"})
        assert (
            reply.status == 422
        )  # there is no ninth paragraph, and the problem is told at the row as the form has it
        assert '<a href="#field-evidence.1.at">Evidence 2, Where in the source</a>' in reply.text
        assert 'name="field:evidence.0:gone" value="yes" checked' in reply.text
        again = fields_of(reply.text) | {"field:evidence.1.at": "p2", "field:evidence.1.quote": ""}
        assert (await visitor.send("/_preview/edit", **again)).status == 303
        first = PIECES[PIECES.index("  - source: harbour-post") : PIECES.index("  - {source: valley-wire")]
        assert visitor.read(MEETING) == PIECES.replace(first, "")


@runs
async def test_a_new_row_that_is_wrong_says_so_in_that_row(tmp_path):
    async with previewed(tmp_path) as visitor:
        form = await opened(visitor, "meeting:2031-04-02-briefing")
        wrong = {"field:evidence.new3.source": "nowhere", "field:evidence.new3.at": "p1"}
        reply = await visitor.send("/_preview/edit", **form | wrong)
        assert (reply.status, wrongs_in(reply)) == (422, ["evidence.new3.source: Evidence (new), Source"])
        assert fields_of(reply.text)["field:evidence.new3.source"] == "nowhere"
        wrong = {
            "field:participants.new0.actor": "ada-lind",
            "field:place.evidence.new0.source": "harbour-post",
        }
        reply = await visitor.send("/_preview/edit", **form | wrong)
        assert wrongs_in(reply) == [
            "participants.new0.id: Participant (new), Short name",
            "participants.new0.mode: Participant (new), Did they come?",
            "participants.new0: Participant (new)",  # on which nothing rests yet
            "place.value: Place",
            "place.evidence.new0.at: Place, Evidence (new), Where in the source",
        ]
        assert visitor.read(MEETING) == BRIEFING


def wrongs_in(reply):
    """Where the problems of a refusal lead, and how they call it."""
    told = reply.text.partition('role="alert"')[2].partition("</ul>")[0]
    return [f"{key}: {words}" for key, words in re.findall(r'<a href="#field-([^"]*)">([^<]*)</a>', told)]


@runs
async def test_what_a_form_cannot_say_is_shown_as_it_is_written(tmp_path):
    strange = PIECES.replace("issues: toll", "issues: {toll: x}  # what was meant?")
    async with previewed(tmp_path, TWO_TOWNS) as visitor, visitor.connected() as browser:
        visitor.write(MEETING, strange)
        assert await told(browser) == "reload"
        form = await opened(visitor, "meeting:2031-04-02-briefing")
        assert form["field:issues"] == "{toll: x}"
        reply = await visitor.send(
            "/_preview/edit", **form | {"field:issues": "[toll]", "field:evidence.1.at": "p3"}
        )
        assert reply.status == 303
        assert "issues: [toll]  # what was meant?" in visitor.read(MEETING)


@runs
async def test_a_row_that_changed_meanwhile_is_not_taken_out_unseen(tmp_path):
    async with previewed(tmp_path, TWO_TOWNS | {MEETING: PIECES}) as visitor:
        form = await opened(visitor, "meeting:2031-04-02-briefing")
        above = PIECES.replace("evidence:\n  #", "evidence:\n  - {source: harbour-post, at: p5}\n  #")
        visitor.write(MEETING, above)
        typed = {
            "field:evidence.0:gone": "yes",
            "field:evidence.new0.source": "harbour-post",
            "field:evidence.new0.at": "p3",
        }
        reply = await visitor.send("/_preview/edit", **form | typed)
        assert reply.status == 409
        assert 'value="yes" checked' not in reply.text
        assert (await visitor.send("/_preview/edit", **fields_of(reply.text))).status == 303
        assert visitor.read(MEETING) == above.replace(
            "# the shorter one\n", "# the shorter one\n  - {source: harbour-post, at: p3}\n"
        )


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


def test_a_form_that_is_sent_as_it_was_shown_changes_nothing_in_any_file_of_the_dossier():
    files, _ = read(Path(__file__).parents[1], BUILT_IN)
    for file in (one for one in files if one.kind.suffix == ".yaml"):
        parts = parts_of(file, type_of(file.kind.record), ())
        assert [one.key for one in leaves(parts) if one.sort == "yaml"] == [], file.file
        shown = {one.key: one.value for one in leaves(parts)}
        assert put_back(file.content, (), parts, shown) == (file.content, {}), file.file


def test_fields_and_choices_are_called_as_readers_of_the_site_know_them():
    layout = (Path(__file__).parents[1] / "layouts" / "parts.html").read_text(encoding="utf-8")
    words = layout[layout.index("{% set WORDS") : layout.index('"lang": {')]
    said = {
        group: dict(re.findall(r'"([\w -]+)": t\("([^"]*)"\)', inner))
        for group, inner in re.findall(r'^  "(\w+)": \{(.*?)\},?$', words, re.DOTALL | re.MULTILINE)
    }
    records = [type_of(kind.record) for kind in BUILT_IN]
    called = {field.key: labels.label(field, record) for record in records for field in record.fields}
    of_plan = {"known", "changes", "clauses", "disclosed"}
    assert {key: called[key] for key in said["field"] if key in called and key not in of_plan} == {
        key: words for key, words in said["field"].items() if key in called and key not in of_plan
    }
    for group in (
        "type",
        "mode",
        "state",
        "text",
        "how",
        "format",
        "channel",
        "marks",
        "apart",
        "status",
        "read",
        "nothing",
    ):
        assert {key: labels.choice(group, key) for key in said[group]} == said[group]
    for group in ("divergence", "correction"):
        assert {key: labels.choice("kind", key) for key in said[group]} == said[group]
