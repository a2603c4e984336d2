from __future__ import annotations

import asyncio
import json
import re
import socket
from html import unescape

import pytest
from articles import ARTICLE, fingerprint_of
from previews import ask, previewed, runs
from test_serve_forms import fields_of
from tornado.httpserver import HTTPServer
from worlds import LIND, POST, TWO_TOWNS

from generator.build import look, render
from generator.facts import BUILT_IN
from generator.read import LONGEST_ID
from generator.serve import Service, open_door
from generator.serve.newname import id_for
from generator.serve.requests import application

DESK = "/_preview/desk/harbour-post"
TEXT = "seeds/texts/harbour-post.txt"
PRINT = {"seeds/harbour-post.fingerprint": fingerprint_of(ARTICLE)}
HELD = {**TWO_TOWNS, **PRINT, TEXT: ARTICLE}
BRIEFING = "content/meetings/2031-04-02-briefing.yaml"
OFFICIALS = "content/actors/two-town-officials.yaml"


async def chosen(visitor, at, words="", **more):
    """What the desk sends of a selection."""
    page = await visitor.get(DESK)
    print_ = re.search(r'name="print" value="([^"]+)"', page.text)[1]
    return {"print": print_, "at": at, "words": words, **more}


def sentence(page, place):
    """The class of a sentence, the facts that use it, and its words."""
    found = re.search(
        rf'<span class="desk-(\w+)" id="{place}" data-facts="([^"]*)"[^>]*>(.*?)</span>', page.text
    )
    return found[1], found[2].split(), unescape(found[3])


@runs
async def test_the_article_stands_with_what_is_used_and_unused(tmp_path):
    empty = POST + "not_content:\n  - {at: p4s4, why: a guess of the writer}\n"
    async with previewed(tmp_path, HELD | {"seeds/harbour-post.yaml": empty}) as visitor:
        page = await visitor.get(DESK)
        assert page.status == 200
        assert sentence(page, "p2s2")[:2] == ("used", ["plan:first"])
        assert sentence(page, "p2s1") == ("unused", [], "Ada Lind brought it on Wednesday.")
        assert sentence(page, "p5s2")[2] == "The council will meet on Friday."
        assert '<span class="desk-unused">not used yet</span>: 2' in page.text
        assert '<li data-ref="plan:first"><a href="/plans/first.html">First draft</a>' in page.text
        assert f'<a href="{DESK}">' in (await visitor.get("/_preview/desk")).text
        assert sentence(page, "p4s4")[0] == "used"  # a fact rests on the whole paragraph


@runs
async def test_words_are_cited_for_a_fact_and_the_file_keeps_its_comments(tmp_path):
    commented = "# whoever they are\n" + TWO_TOWNS[OFFICIALS]
    async with previewed(tmp_path, HELD | {OFFICIALS: commented}) as visitor:
        sent = await chosen(visitor, "p2s3", "The office of the county", quote="yes")
        reply = await visitor.send(DESK, act="cite", fact="two-town officials", **sent)
        assert (reply.status, reply.headers["Location"]) == (303, f"{DESK}#p2s3")
        saved = visitor.read(OFFICIALS)
        assert saved.startswith("# whoever they are\n")
        assert "{source: harbour-post, at: p2s3, quote: The office of the county}" in saved
        assert sentence(await visitor.get(DESK), "p2s3")[:2] == ("used", ["actor:two-town-officials"])
        again = await visitor.send(DESK, act="cite", fact="actor:two-town-officials", **sent)
        assert "rests on this already" in again.text
        undone = await visitor.send(DESK, act="undo", change=visitor.last_change)
        assert (undone.status, undone.headers["Location"]) == (303, f"{DESK}?undone=actor:two-town-officials")
        assert visitor.read(OFFICIALS) == commented
        page = await visitor.get(undone.headers["Location"])
        assert "The change to actor:two-town-officials is undone." in page.text
        assert sentence(page, "p2s3")[0] == "unused"
        again = await visitor.send(DESK, act="undo", change=visitor.last_change)
        assert (again.status, "there is nothing to undo" in again.text) == (422, True)
        assert "&lt;b&gt;" not in (await visitor.get(f"{DESK}?undone=%3Cb%3E")).text


@runs
async def test_an_entry_is_cited_for_by_a_place_alone(tmp_path):
    async with previewed(tmp_path, HELD) as visitor:
        sent = await chosen(visitor, "p5s2")
        reply = await visitor.send(DESK, act="cite", fact="plan:first#cap", **sent)
        assert reply.status == 303
        assert "{source: harbour-post, at: p5s2}" in visitor.read("content/plans/first.yaml")


@runs
async def test_a_fact_is_cited_for_by_a_part_of_its_name_where_only_one_fits(tmp_path):
    async with previewed(tmp_path, HELD) as visitor:
        sent = await chosen(visitor, "p2s3")
        several = await visitor.send(DESK, act="cite", fact="draft", **sent)
        assert several.status == 422
        assert (
            "<p>Several fit “draft”: First draft (plan), Second draft (plan), Briefing on the draft (meeting); "
            "type more of the name, or choose from the list.</p>"
        ) in several.text
        none = await visitor.send(DESK, act="cite", fact="zeppelin", **sent)
        assert "No fact fits “zeppelin”; type a part of its name" in none.text
        for reply in (several, none, await visitor.send(DESK, act="cite", fact="actor:nobody", **sent)):
            assert "factsheet " not in reply.text.partition("</main>")[0]
        assert (await visitor.send(DESK, act="cite", fact="OFFICIÁLS ", **sent)).status == 303
        assert "{source: harbour-post, at: p2s3}" in visitor.read(OFFICIALS)
        there = await visitor.send(DESK, act="cite", fact="vada", **sent)
        assert (
            "<li>&#x27;Vada Lindt&#x27; stands in p5s1, not in p2s3. Is &#x27;at: p5s1&#x27; meant?"
            in there.text
        )
        assert 'name="fact" list="desk-names" value="vada"' in there.text
        sent = await chosen(visitor, "p5s1")
        assert (await visitor.send(DESK, act="cite", fact="vada", **sent)).status == 303
        assert "at: p5s1" in visitor.read("content/actors/ada-lind.yaml").partition("same_as_here")[0]


@runs
async def test_a_field_with_evidence_of_its_own_is_cited_for(tmp_path):
    timed = TWO_TOWNS[BRIEFING] + "duration: {value: two hours, evidence: {source: valley-wire, at: p1}}\n"
    async with previewed(tmp_path, HELD | {BRIEFING: timed}) as visitor:
        fields = json.loads((await visitor.get("/_preview/within?fact=Briefing")).text)
        assert fields == [["date", "Date: 2031-04-02"], ["duration", "How long: two hours"]]
        assert json.loads((await visitor.get("/_preview/within?fact=draft")).text) == []
        sent = await chosen(visitor, "p2s1", "on Wednesday", quote="yes")
        reply = await visitor.send(DESK, act="cite", fact="Briefing", field="duration", **sent)
        assert reply.status == 303
        saved = visitor.read(BRIEFING).partition("duration:\n")[2]
        assert saved.count("source: ") == 2
        assert "- {source: harbour-post, at: p2s1, quote: on Wednesday}" in saved
        again = await visitor.send(DESK, act="cite", fact="Briefing", field="duration", **sent)
        assert "rests on this already" in again.text
        for nothing in ("nowhere", "participants.0", "participants", "x.1.2"):
            wrong = await visitor.send(DESK, act="cite", fact="Briefing", field=nothing, **sent)
            assert (wrong.status, "has no field" in wrong.text) == (422, True)
        assert (await visitor.send(DESK, act="cite", fact="Briefing", field="date", **sent)).status == 303
        assert "date:\n  value: 2031-04-02\n  evidence:\n" in visitor.read(BRIEFING)


@runs
async def test_words_over_sentences_and_paragraphs_have_their_places_found(tmp_path):
    async with previewed(tmp_path, HELD) as visitor:
        sent = await chosen(
            visitor, ["p2s2", "p3s1"], ["at two crowns. The office", "Nobody has"], quote="yes"
        )
        reply = await visitor.send(DESK, act="cite", fact="actor:two-town-officials", **sent)
        assert reply.status == 303, reply.text
        saved = visitor.read(OFFICIALS)
        assert "at: [p2s2-3, p3s1]" in saved
        assert "at two crowns. The office … Nobody has" in saved


@runs
async def test_a_sentence_is_said_to_carry_nothing(tmp_path):
    async with previewed(tmp_path, HELD) as visitor:
        refused = await visitor.send(DESK, act="nothing", why=" ", **await chosen(visitor, "p2s1"))
        assert refused.status == 422
        reply = await visitor.send(
            DESK, act="nothing", why='an "aside" & more', **await chosen(visitor, "p2s1")
        )
        assert reply.status == 303
        assert visitor.read("seeds/harbour-post.yaml").startswith(POST)
        page = await visitor.get(DESK)
        assert sentence(page, "p2s1")[0] == "empty"
        assert 'title="carries nothing: an &quot;aside&quot; &amp; more"' in page.text


@runs
async def test_a_quote_that_is_too_long_is_refused_with_the_same_problem(tmp_path):
    long = " ".join(["the bridge is long and old and"] * 20) + " wide."
    lines = ARTICLE.split("\n")
    text = "\n".join([*lines[:2], long, *lines[3:]])
    world = {**HELD, TEXT: text, "seeds/harbour-post.fingerprint": fingerprint_of(text)}
    async with previewed(tmp_path, world) as visitor:
        sent = await chosen(visitor, "p3s1", long, quote="yes")
        reply = await visitor.send(DESK, act="cite", fact="actor:two-town-officials", **sent)
        assert reply.status == 422
        assert "error[quote-too-long]" in reply.text
        assert f"{OFFICIALS}:" in reply.text
        assert visitor.read(OFFICIALS) == TWO_TOWNS[OFFICIALS]


@runs
async def test_words_that_do_not_stand_there_and_texts_that_changed_are_refused(tmp_path):
    async with previewed(tmp_path, HELD) as visitor:
        other = await chosen(visitor, "p2s3", "the office of the town", quote="yes")
        reply = await visitor.send(DESK, act="cite", fact="actor:two-town-officials", **other)
        assert (reply.status, "These words do not stand in p2s3" in reply.text) == (422, True)
        for at in ("p9s1", "p0s0", "p2s9", "x", "p" + "9" * 5000 + "s1"):
            reply = await visitor.send(
                DESK, act="cite", fact="actor:two-town-officials", **other | {"at": at}
            )
            assert (reply.status, "There is no sentence" in reply.text) == (422, True)
        good = await chosen(visitor, "p2s3", "The office")
        visitor.write(TEXT, ARTICLE.replace("office", "bureau"))
        reply = await visitor.send(DESK, act="cite", fact="actor:two-town-officials", **good)
        assert (reply.status, "The text has changed" in reply.text) == (422, True)
        assert visitor.read(OFFICIALS) == TWO_TOWNS[OFFICIALS]


@runs
async def test_what_others_send_does_nothing(tmp_path):
    async with previewed(tmp_path, HELD) as visitor:
        sent = (
            f"act=cite&fact=actor%3Aada-lind&at=p2s3&words=&print={(await chosen(visitor, 'p2s3'))['print']}"
        )
        for strange in ({"origin": "http://evil.example"}, {"token": "x"}, {"cookie": "x"}):
            assert (await visitor.post(DESK, sent, **strange)).status == 403
        assert visitor.read("content/actors/ada-lind.yaml") == LIND


@runs
async def test_an_article_is_not_shown_to_another_machine(tmp_path):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(("192.0.2.1", 9))  # nothing is sent: it only tells which address would be ours
            own = way.getsockname()[0]
        except OSError:
            own = "127.0.0.1"
    if own.startswith("127."):
        pytest.skip("this machine has no address but its own")
    async with previewed(tmp_path, HELD) as visitor:
        given = visitor.service
        door = open_door("0.0.0.0", 0)  # as somebody who shows the preview to a newsroom
        server = HTTPServer(application(Service(given.preview, door, given.forms, {}, hand=given.hand)))
        server.add_socket(door.socket)
        try:
            reply = await asyncio.to_thread(ask, door.port, DESK, address=own, host=f"{own}:{door.port}")
            near = await asyncio.to_thread(ask, door.port, DESK)
        finally:
            server.stop()
            door.socket.close()
        assert (reply.status, "Wednesday" in reply.text) == (403, False)
        assert near.status == 200


@runs
async def test_a_new_fact_is_begun_with_its_evidence_filled_in(tmp_path):
    async with previewed(tmp_path, HELD) as visitor:
        sent = await chosen(visitor, "p2s3", "office of the county", quote="yes")
        page = await visitor.send(DESK, act="new", kind="actor", **sent)
        assert page.status == 200
        form = fields_of(page.text)
        piece = {key: form[f"field:evidence.0.{key}"] for key in ("source", "at", "quote")}
        assert piece == {"source": "harbour-post", "at": "p2s3", "quote": "office of the county"}
        refused = await visitor.send(DESK, **form | {"field:type": "orifice", "field:name": "The county"})
        assert refused.status == 422
        assert "orifice" in refused.text
        assert not (tmp_path / "content/actors/the-county.yaml").exists()
        typed = {"field:type": "office", "field:name": "The county", "field:id": "county"}
        reply = await visitor.send(DESK, **form | typed)
        assert (reply.status, reply.headers["Location"]) == (303, f"{DESK}#p2s3")
        assert visitor.read("content/actors/county.yaml").startswith("type: office\nname: The county\n")
        assert sentence(await visitor.get(DESK), "p2s3")[1] == ["actor:county"]
        again = await visitor.send(DESK, **form | typed)
        assert again.status == 422
        assert "Another actor is called &#x27;county&#x27; already" in again.text
        for kind in ("page", ""):
            assert (await visitor.send(DESK, act="new", kind=kind, **sent)).status == 422
        for name in ("../x", "A b", "x/y"):
            reply = await visitor.send(DESK, **form | typed | {"field:id": name})
            assert (reply.status, '<a href="#field-id">Short name</a>' in reply.text) == (422, True)


@runs
async def test_the_date_of_a_new_fact_is_nobodys_guess_and_its_file_is_called_by_it_and_by_the_title(
    tmp_path,
):
    async with previewed(tmp_path, HELD) as visitor:
        sent = await chosen(visitor, "p2s3", "office of the county", quote="yes")
        form = fields_of((await visitor.send(DESK, act="new", kind="meeting", **sent)).text)
        assert form["field:date.value"] == ""
        assert form["field:id"] == ""
        typed = {"field:title": "Talk in the ferry house", "field:date.value": "2031-04-16"}
        wrong = await visitor.send(DESK, **form | typed | {"field:issues": "nowhere"})
        assert wrong.status == 422
        again = fields_of(wrong.text) | {"field:issues": "", "field:date.value": "2031-04-15"}
        assert again["field:title"] == "Talk in the ferry house"
        assert (await visitor.send(DESK, **again)).status == 303
        saved = visitor.read("content/meetings/2031-04-15-talk-in-the-ferry-house.yaml")
        assert "date: 2031-04-15" in saved
        assert "at: p2s3" in saved


@runs
async def test_where_the_title_makes_no_short_name_one_is_asked_for_and_all_that_was_typed_stays(tmp_path):
    async with previewed(tmp_path, HELD) as visitor:
        sent = await chosen(visitor, "p2s3", "office of the county", quote="yes")
        form = fields_of((await visitor.send(DESK, act="new", kind="meeting", **sent)).text)
        form |= {"field:title": "Розмова в домі поромника", "field:date.value": "2031-04-15"}
        refused = await visitor.send(DESK, **form)
        assert refused.status == 422
        assert "A short name in Latin letters is needed here, such as ferry-talks" in refused.text
        again = fields_of(refused.text)
        assert {key: again[key] for key in form if key != "token"} == {
            key: form[key] for key in form if key != "token"
        }
        assert (await visitor.send(DESK, **again | {"field:id": "ferry-house"})).status == 303
        assert "Розмова" in visitor.read("content/meetings/2031-04-15-ferry-house.yaml")


@pytest.mark.parametrize(
    ("kind", "typed", "id_"),
    [
        ("meeting", {"title": "Talk"}, "undated-talk"),
        ("meeting", {"title": "Talk", "date.value": "2031-04"}, "2031-04-talk"),
        ("meeting", {"id": "2031-04-16-talk", "date.value": "2031-04-15"}, "2031-04-15-talk"),
        ("meeting", {"id": "2031-04-16-talk"}, "2031-04-16-talk"),
        ("meeting", {"title": "Розмова"}, ""),
        ("meeting", {"title": "Розмова в BP 2031"}, ""),
        ("meeting", {"title": "محادثة", "id": "talk", "date.value": "2031-04"}, "2031-04-talk"),
        (
            "statement",
            {"speaker": "ada-lind", "gist": "It is so and not so."},
            "undated-ada-lind-it-is-so-and",
        ),
        ("actor", {"name": "Per Hölm"}, "per-holm"),
        ("position", {"id.0": "toll", "id.1": "ada-lind"}, "toll/ada-lind"),
        ("issue", {"title": "x" * 200}, "x" * (LONGEST_ID - 11)),
    ],
)
def test_a_short_name_is_made_from_what_is_there(kind, typed, id_):
    assert id_for(next(one for one in BUILT_IN if one.name == kind), typed) == id_


@runs
async def test_without_a_text_it_is_said_how_it_is_put_here(tmp_path):
    async with previewed(tmp_path, {**TWO_TOWNS, **PRINT}) as visitor:
        page = await visitor.get(DESK)
        assert "not held here" in page.text
        assert TEXT in page.text
        assert "factsheet seed add" in page.text
        wrong = await visitor.send(DESK, act="put", text="a\0b, which is typed for nothing")
        assert (wrong.status, "which is typed for nothing</textarea>" in wrong.text) == (422, True)
        reply = await visitor.send(DESK, act="put", text=ARTICLE.replace("\n", "\r\n"))
        assert reply.status == 303
        assert visitor.read(TEXT) == ARTICLE
        assert visitor.read("seeds/texts/.gitignore") == "*\n"
        assert visitor.read("seeds/harbour-post.yaml") == POST


@runs
async def test_a_text_that_does_not_fit_is_told_apart_and_taken_only_as_a_newer_version(tmp_path):
    other = ARTICLE.replace("Nobody has seen the second draft", "Somebody has seen the second draft")
    async with previewed(tmp_path, {**TWO_TOWNS, **PRINT}) as visitor:
        reply = await visitor.send(DESK, act="put", text=other)
        assert reply.status == 409
        assert "other words in paragraph 3." in reply.text
        assert not (tmp_path / "seeds/texts").exists()
        assert "Somebody has seen" in reply.text
        reply = await visitor.send(DESK, act="put", text=other, newer="yes")
        assert reply.status == 303
        assert (tmp_path / "seeds/harbour-post.1.fingerprint").exists()
        for text in ("", "\0", "<html>"):
            assert (await visitor.send(DESK, act="put", text=text)).status == 422


@runs
async def test_a_new_article_becomes_a_source_with_its_fingerprint_and_its_text(tmp_path):
    async with previewed(tmp_path) as visitor:
        given = {"act": "add", "id": "ferry-news", "name": "Ferry News", "published": "2031-04-09"}
        reply = await visitor.send("/_preview/desk", text=ARTICLE, **given)
        assert (reply.status, reply.headers["Location"]) == (303, "/_preview/desk/ferry-news")
        record = visitor.read("seeds/ferry-news.yaml")
        assert "name: Ferry News\n" in record
        assert "retrieved: 2031-04-20" in record
        assert (tmp_path / "seeds/ferry-news.fingerprint").exists()
        page = await visitor.get("/_preview/desk/ferry-news")
        assert sentence(page, "p3s1")[2] == "Nobody has seen the second draft."
        for wrong in (
            {"id": "../ferry"},
            {"id": "ferry-news"},
            {"id": "b", "name": ""},
            {"id": "c", "published": "soon"},
        ):
            reply = await visitor.send("/_preview/desk", text=ARTICLE, **given | wrong)
            assert reply.status == 422
            assert "The bridge has a draft." in reply.text
        assert sorted(path.name for path in (tmp_path / "seeds/texts").iterdir()) == [
            ".gitignore",
            "ferry-news.txt",
        ]
        await visitor.undo()
        assert not (tmp_path / "seeds/ferry-news.yaml").exists()
        assert not (tmp_path / "seeds/texts/ferry-news.txt").exists()


@runs
async def test_a_hostile_text_is_only_words(tmp_path):
    text = ARTICLE.replace("Wednesday", 'Wed<script>alert(1)</script>"><img src=x onerror=alert(1)>nesday')
    world = {**HELD, TEXT: text, "seeds/harbour-post.fingerprint": fingerprint_of(text)}
    async with previewed(tmp_path, world) as visitor:
        page = await visitor.get(DESK)
        assert "Wed&lt;script&gt;" in page.text
        assert "<script>" not in page.text
        assert "<img" not in page.text
        assert (await visitor.get("/_preview/desk/%3Cscript%3E")).status == 404
        assert (await visitor.get("/_preview/desk/..%2f..%2fetc")).status == 404


@runs
async def test_a_text_with_other_sentences_than_the_record_is_not_cited_from(tmp_path):
    async with previewed(tmp_path, HELD | {TEXT: ARTICLE + "One more.\n"}) as visitor:
        page = await visitor.get(DESK)
        assert "other paragraphs or sentences than the record" in page.text
        assert "desk-bar" not in page.text


@runs
async def test_no_text_is_part_of_the_site_or_of_any_page_but_the_desk(tmp_path):
    marked = ARTICLE.replace("Wednesday", "Wednesdaymorningearly")
    world = {**HELD, TEXT: marked, "seeds/harbour-post.fingerprint": fingerprint_of(marked)}
    async with previewed(tmp_path, world) as visitor:
        assert "Wednesdaymorningearly" in (await visitor.get(DESK)).text
        for path in (
            "/seeds/texts/harbour-post.txt",
            "/texts/harbour-post.txt",
            "/sources/harbour-post.html",
        ):
            assert "Wednesdaymorningearly" not in (await visitor.get(path)).text
        site = render(look(tmp_path, lambda _: None), lambda _: None)
        assert site
        assert not [name for name, content in site.items() if b"Wednesdaymorningearly" in content]


@runs
async def test_a_new_statement_begins_with_its_wording_and_a_view_with_its_evidence(tmp_path):
    async with previewed(tmp_path, HELD) as visitor:
        sent = await chosen(visitor, "p2s3", "office of the county", quote="yes")
        page = await visitor.send(DESK, act="new", kind="statement", **sent)
        form = fields_of(page.text)
        wording = {key: form[f"field:renderings.0.{key}"] for key in ("id", "source", "at", "quote")}
        assert wording == {
            "id": "harbour-post",
            "source": "harbour-post",
            "at": "p2s3",
            "quote": "office of the county",
        }
        assert "field:evidence.0.source" not in form
        typed = {"field:speaker": "Ada Lind", "field:gist": "The office of the county wrote it."}
        typed |= {"field:date.value": "2031-04-02", "field:id": "county"}
        assert (await visitor.send(DESK, **form | typed)).status == 303
        assert visitor.read("content/statements/2031-04-02-county.yaml") == (
            "speaker: ada-lind\ngist: The office of the county wrote it.\ndate: 2031-04-02\nrenderings:\n"
            "  - id: harbour-post\n    source: harbour-post\n    at: p2s3\n    quote: office of the county\n"
        )
        retold = await chosen(visitor, "p2s3", "office of the county")
        page = await visitor.send(DESK, act="new", kind="statement", **retold)
        assert fields_of(page.text)["field:renderings.0.marks"] == "retold"
        page = await visitor.send(DESK, act="new", kind="position", **sent)
        form = fields_of(page.text)
        assert form["field:stances.0.evidence.0.at"] == "p2s3"
        typed = {"field:id.0": "Tolls", "field:id.1": "two-town officials", "field:stances.0.id": "high"}
        typed |= {"field:stances.0.says": "wants a high toll", "field:stances.0.basis.own": "own"}
        assert (await visitor.send(DESK, **form | typed)).status == 303
        assert "wants a high toll" in visitor.read("content/positions/toll/two-town-officials.yaml")


@runs
async def test_what_is_new_can_be_neither_checked_nor_withdrawn_and_those_begun_most_come_first(tmp_path):
    async with previewed(tmp_path, HELD) as visitor:
        sent = await chosen(visitor, "p2s3", "office of the county", quote="yes")
        form = fields_of((await visitor.send(DESK, act="new", kind="actor", **sent)).text)
        assert not [name for name in form if name.startswith(("field:hold", "field:withdrawn"))]
        kinds = re.search(r'<select name="kind".*?</select>', (await visitor.get(DESK)).text)[0]
        offered = re.findall(r'value="(\w+)"', kinds)
        assert offered[:4] == ["actor", "statement", "meeting", "event"]
        assert not {"correction", "source", "page"} & set(offered)


@runs
async def test_what_was_selected_and_typed_is_there_again_after_a_refusal(tmp_path):
    async with previewed(tmp_path, HELD) as visitor:
        sent = await chosen(visitor, "p2s3", "office of the county", quote="yes")
        page = await visitor.send(DESK, act="cite", fact="nobody", **sent)
        assert page.status == 422
        assert 'name="fact" list="desk-names" value="nobody"' in page.text
        again = json.loads(unescape(re.search(r'data-selected="([^"]*)"', page.text)[1]))
        assert again == [{"at": "p2s3", "words": "office of the county"}]


@runs
async def test_of_a_new_article_all_mistakes_are_told_at_their_fields(tmp_path):
    async with previewed(tmp_path) as visitor:
        reply = await visitor.send("/_preview/desk", act="add", published="soon", id="Ferry News", text="")
        told = reply.text.partition('role="alert"')[2].partition("</ul>")[0]
        assert re.findall(r'href="#field-(\w+)"', told) == ["name", "published", "id", "text"]
        assert "write it as ‘ferry-news’" in told
        assert (
            'id="field-published" name="published" value="soon" aria-describedby="field-published-why'
            in reply.text
        )


@runs
async def test_a_new_article_takes_a_day_in_words_and_its_short_name_and_title_from_what_is_there(tmp_path):
    async with previewed(tmp_path) as visitor:
        text = "Ferry waits for a bridge\n" + ARTICLE
        given = {
            "name": "Ferry News, 9 April 2031",
            "published": "9 April 2031",
            "lang": "en",
            "headline": "yes",
        }
        reply = await visitor.send("/_preview/desk", act="add", text=text, **given)
        assert (reply.status, reply.headers["Location"]) == (303, "/_preview/desk/ferry-news-2031-04-09")
        record = visitor.read("seeds/ferry-news-2031-04-09.yaml")
        assert "published: 2031-04-09\n" in record
        assert "lang: en\n" in record
        title = (
            "title: {value: Ferry waits for a bridge, evidence: {source: ferry-news-2031-04-09, at: p1}}\n"
        )
        assert title in record


@runs
async def test_entries_are_offered_under_what_tells_them_from_their_fact(tmp_path):
    async with previewed(tmp_path, HELD) as visitor:
        names = (await visitor.get(DESK)).text.partition('<datalist id="desk-names">')[2]
        assert '<option value="meeting:2031-04-02-briefing">Briefing on the draft</option>' in names
        assert (
            '<option value="meeting:2031-04-02-briefing#envoy">Briefing on the draft › envoy</option>'
            in names
        )
        assert '<option value="issue:toll#cap">A cap on tolls (Tolls)</option>' in names
