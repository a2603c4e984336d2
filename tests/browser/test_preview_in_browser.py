"""The preview as a writer meets it, in a real browser."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect
from worlds import LIND, SETTINGS, TWO_TOWNS, build_world

from generator.commands.cli import main

pytestmark = pytest.mark.xdist_group("browser")

ADA = "content/actors/ada-lind.yaml"
FIRST = "content/plans/first.yaml"
PAGE = "actors/ada-lind.html"


def named(name):
    return LIND.replace("name: Ada Lind", f"name: {name}")


def title(newsroom):
    return newsroom.page.locator("main h1")


def test_a_save_is_shown_and_the_place_in_the_page_is_kept(opened):
    long = {"content/pages/method.md": "# Method\n" + "\nA paragraph.\n" * 300}
    newsroom = opened(TWO_TOWNS | long)
    newsroom.go("method.html")
    newsroom.page.evaluate("scrollTo(0, 2000)")
    newsroom.write(
        "content/pages/method.md", long["content/pages/method.md"].replace("# Method", "# Our method")
    )
    expect(title(newsroom)).to_contain_text("Our method")
    newsroom.until("scrollY === 2000")


def test_problems_stand_in_a_banner_over_the_last_good_page_and_go_again(opened, tmp_path):
    newsroom = opened(EDITOR=editor_that_notes(tmp_path))
    newsroom.go(PAGE)
    newsroom.write(ADA, LIND.replace("type: person", "type: parson"))
    banner = newsroom.page.locator(".preview-banner")
    expect(banner).to_contain_text("'parson' is not one of the words this field takes")
    expect(title(newsroom)).to_contain_text("Ada Lind")
    newsroom.page.wait_for_selector("body[data-preview-marked]")
    banner.get_by_role("link", name=f"{ADA}:1:7").click()
    assert noted(newsroom) == f"+1 {newsroom.folder.resolve() / ADA}"
    newsroom.write(ADA, named("Ada Sund"))
    expect(title(newsroom)).to_contain_text("Ada Sund")
    expect(banner).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_many_problems_are_counted_and_scrolled_in_whole_lines(opened, width):
    newsroom = opened()
    newsroom.page.set_viewport_size({"width": width, "height": 900})
    newsroom.go(PAGE)
    newsroom.write(
        ADA, LIND.replace("type: person", "type: parson") + "".join(f"nothing_{n}: x\n" for n in range(8))
    )
    banner = newsroom.page.locator(".preview-banner")
    expect(banner).to_contain_text("9 problems in the facts. The preview shows the last sound state.")
    shown = banner.locator("pre").evaluate(
        "one => [one.clientHeight, one.scrollHeight, parseFloat(getComputedStyle(one).lineHeight)]"
    )
    height, whole, line = shown
    assert whole > height
    assert height % line == 0
    assert banner.evaluate("one => one.getBoundingClientRect().height") < 450


def test_at_the_end_of_a_page_nothing_lies_below_the_bar(opened):
    newsroom = opened()
    newsroom.page.set_viewport_size({"width": 390, "height": 700})
    newsroom.go(PAGE)
    newsroom.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    bottom = newsroom.page.locator("body > footer").evaluate("one => one.getBoundingClientRect().bottom")
    bar = newsroom.page.locator(".preview-bar").evaluate("one => one.getBoundingClientRect()")
    assert bottom <= bar["top"]
    assert bar["height"] < 30


def test_drafts_and_what_differs_from_what_is_published_are_marked(opened, tmp_path):
    build_world(tmp_path, TWO_TOWNS)
    CliRunner().invoke(
        main, ["baseline", "--project", str(tmp_path), "--on", "2026-01-05"], catch_exceptions=False
    )
    draft = named("Per Holm") + "draft: true\n"
    first = TWO_TOWNS[FIRST].replace("2031-04-02", "2031-04-01")
    newsroom = opened(TWO_TOWNS | {"content/actors/per-holm.yaml": draft, FIRST: first})
    newsroom.go("actors/per-holm.html")
    expect(title(newsroom).locator(".preview-draft")).to_have_text("Draft")
    newsroom.go("plans/first.html")
    expect(title(newsroom).locator(".preview-differs")).to_have_text(
        "Differs from what is published: changed"
    )
    newsroom.page.get_by_role("link", name="from what is published").click()
    expect(newsroom.page.get_by_role("listitem").filter(has_text="Per Holm")).to_contain_text("draft")
    expect(newsroom.page.get_by_role("listitem").filter(has_text="First draft")).to_contain_text("changed")


def test_a_fact_under_the_pointer_shows_its_line_and_a_key_opens_it(opened, tmp_path):
    newsroom = opened(EDITOR=editor_that_notes(tmp_path))
    newsroom.go("meetings/2031-04-02-briefing.html")
    newsroom.page.locator("#envoy").hover()
    expect(newsroom.page.locator(".preview-bar")).to_contain_text(
        "content/meetings/2031-04-02-briefing.yaml:4"
    )
    newsroom.page.keyboard.press("e")
    assert noted(newsroom) == f"+4 {newsroom.folder.resolve() / 'content/meetings/2031-04-02-briefing.yaml'}"


def test_a_form_is_saved_and_undone(opened):
    newsroom = opened()
    page = newsroom.page
    newsroom.go(PAGE)
    newsroom.edit(title(newsroom))
    page.get_by_label("Name", exact=True).fill("Ada Sund")
    page.get_by_role("button", name="Save").click()
    expect(title(newsroom)).to_contain_text("Ada Sund")
    assert newsroom.read(ADA) == named("Ada Sund")
    page.get_by_role("button", name="Undo the change to actor:ada-lind").click()
    expect(title(newsroom)).to_contain_text("Ada Lind")
    assert newsroom.read(ADA) == LIND


def test_a_form_that_is_refused_says_so_at_the_field_and_keeps_what_was_typed(opened):
    newsroom = opened()
    page = newsroom.page
    newsroom.go("meetings/2031-04-02-briefing.html")
    newsroom.edit(title(newsroom))
    page.get_by_label("Date", exact=True).first.fill("the day before")
    expect(page.get_by_label("Summary", exact=True)).to_be_hidden()
    page.get_by_text("More that can be said").click()
    page.get_by_label("Summary", exact=True).fill("They met.")
    page.get_by_role("button", name="Save").click()
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("Nothing was written.")
    expect(refusal).to_be_focused()
    expect(refusal).to_be_in_viewport()
    expect(page.get_by_label("Summary", exact=True)).to_be_visible()
    refusal.get_by_role("link", name="Date").click()
    date = page.get_by_label("Date", exact=True).first
    expect(date).to_be_focused()
    expect(date).to_have_attribute("aria-invalid", "true")
    expect(date).to_have_accessible_description(re.compile("'the day before' is no date"))
    page.get_by_label("Date", exact=True).first.fill("2031-04-02")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("They met.")
    assert "summary: They met." in newsroom.read("content/meetings/2031-04-02-briefing.yaml")


def test_evidence_is_added_in_a_row_and_another_is_taken_out(opened):
    newsroom = opened()
    page = newsroom.page
    page.on("dialog", lambda dialog: dialog.accept())
    newsroom.go("meetings/2031-04-02-briefing.html")
    newsroom.edit(title(newsroom))
    rests = page.locator("#field-evidence")
    rests.get_by_role("button", name="Add evidence").click()
    row = rests.get_by_role("group", name="Evidence (new)")
    expect(row.get_by_label("Source", exact=True)).to_be_focused()
    row.get_by_label("Source", exact=True).fill("harbour-post")
    expect(row).to_contain_text("Harbour Post, 4 April 2031")
    row.get_by_label("Where in the source").fill("p1, p2s2")
    row.get_by_role("button", name="Add whom it comes from").click()
    row.get_by_label("From whom").fill("Ada Lind")
    page.reload()
    page.wait_for_selector("html[data-ready=form]")
    expect(row.get_by_label("From whom")).to_have_value("Ada Lind")
    expect(row.get_by_label("Where in the source")).to_have_value("p1, p2s2")
    first = rests.get_by_role("group", name="Evidence 1")
    expect(first.locator("> summary")).to_have_text("Evidence 1Valley Wire, 4 April 2031, p1")
    first.locator("> summary").click()
    first.get_by_label("Take this out when I save").last.check()
    expect(first.get_by_label("Source", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Save").click()
    expect(title(newsroom)).to_contain_text("Briefing on the draft")
    saved = newsroom.read("content/meetings/2031-04-02-briefing.yaml")
    assert saved.endswith("\nevidence: {source: harbour-post, at: [p1, p2s2], via: [actor:ada-lind]}\n")
    assert "valley-wire" not in saved


def test_a_row_that_is_wrong_is_opened_from_the_top(opened):
    newsroom = opened()
    page = newsroom.page
    newsroom.go("meetings/2031-04-02-briefing.html")
    newsroom.edit(title(newsroom))
    page.locator("[data-row='participants.0'] > summary").click()
    page.get_by_role("group", name="Participant 1").get_by_label("Where in the source").fill("p99")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("html[data-ready=form]")
    page.locator("[data-row='participants.0'] > summary").click()
    page.get_by_role("alert").get_by_role(
        "link", name="Participant 1, Evidence 1, Where in the source"
    ).click()
    expect(
        page.get_by_role("group", name="Participant 1").get_by_label("Where in the source")
    ).to_be_focused()


def test_without_scripts_there_is_an_empty_row_to_fill_in(opened, browser):
    newsroom = opened()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{newsroom.address}{PAGE}")
    page.goto(f"{newsroom.address}_preview/edit?fact=actor:ada-lind")
    row = page.locator("[data-row='evidence.new0']")
    row.get_by_label("Source", exact=True).fill("harbour-post")
    row.get_by_label("Where in the source").fill("p9")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was written.")
    expect(page.get_by_role("alert")).to_be_focused()
    row.get_by_label("Where in the source").fill("p4")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main h1")).to_contain_text("Ada Lind")
    assert "{source: harbour-post, at: p4}" in newsroom.read(ADA)
    context.close()


def test_what_is_saved_in_one_window_is_shown_in_the_others(opened):
    newsroom = opened()
    other = newsroom.page.context.new_page()
    other.goto(newsroom.address + PAGE)
    other.wait_for_selector("body[data-preview-marked]")
    other.wait_for_timeout(500)
    newsroom.go(PAGE)
    newsroom.edit(title(newsroom))
    newsroom.page.get_by_label("Name", exact=True).fill("Ada Sund")
    newsroom.page.get_by_role("button", name="Save").click()
    expect(title(newsroom)).to_contain_text("Ada Sund")
    expect(other.locator("main h1")).to_contain_text("Ada Sund")


def test_an_open_form_is_not_loaded_over_and_what_was_typed_survives_a_reload(opened):
    newsroom = opened()
    page = newsroom.page
    page.on("dialog", lambda dialog: dialog.accept())
    newsroom.go(PAGE)
    newsroom.edit(title(newsroom))
    newsroom.connected()
    page.get_by_label("Name", exact=True).press("End")
    page.get_by_label("Name", exact=True).press_sequentially(" of the upper town")
    newsroom.write(FIRST, TWO_TOWNS[FIRST].replace("First draft", "The first draft"))
    expect(page.locator(".preview-notice")).to_contain_text("The facts have changed")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ada Lind of the upper town")
    page.reload()
    newsroom.connected()
    expect(page.locator(".preview-notice")).to_contain_text("is back")
    CliRunner().invoke(main, ["baseline", "--project", str(newsroom.folder)], catch_exceptions=False)
    page.wait_for_timeout(1500)
    expect(page.locator(".preview-notice")).to_contain_text("is back")  # no fact has changed
    newsroom.write(FIRST, TWO_TOWNS[FIRST].replace("First draft", "Our first draft"))
    expect(page.locator(".preview-notice")).to_contain_text("The facts have changed")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ada Lind of the upper town")


def test_who_leaves_without_saving_is_asked_once_and_finds_nothing_of_it_again(opened):
    newsroom = opened()
    page = newsroom.page
    asked = []
    newsroom.go(PAGE)
    newsroom.edit(title(newsroom))
    page.get_by_label("Name", exact=True).fill("Ada Sund")
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("link", name="Leave without saving").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ada Sund")
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.get_by_role("link", name="Leave without saving").click()
    page.wait_for_selector("body[data-preview-marked]")
    assert asked == ["Leave, and drop what you typed here?"] * 2
    newsroom.edit(title(newsroom))
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ada Lind")
    expect(page.locator(".preview-notice")).to_have_count(0)


def test_what_is_typed_before_the_script_of_the_form_is_there_is_kept_as_well(opened):
    newsroom = opened()
    page = newsroom.page
    page.on("dialog", lambda dialog: dialog.accept())
    come = newsroom.open_slowly("_preview/edit?fact=actor:ada-lind", "form.js")
    page.get_by_label("Name", exact=True).fill("Ada Sund")
    come()
    page.wait_for_selector("html[data-ready=form]")
    page.reload()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ada Sund")


def test_a_file_that_changed_while_its_form_was_open_is_not_written(opened):
    newsroom = opened()
    page = newsroom.page
    newsroom.go(PAGE)
    newsroom.edit(title(newsroom))
    page.get_by_label("Name", exact=True).fill("Ada Sund")
    newsroom.write(ADA, named("Ada Sand"))
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".preview-refused")).to_contain_text("has changed since this form was opened")
    expect(page.locator(".preview-field").filter(has_text="In the file now")).to_contain_text("Ada Sand")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ada Sund")
    assert newsroom.read(ADA) == named("Ada Sand")


def test_a_change_to_what_was_published_asks_what_it_is_and_writes_the_correction(opened, tmp_path):
    build_world(tmp_path, TWO_TOWNS)
    CliRunner().invoke(
        main, ["baseline", "--project", str(tmp_path), "--on", "2026-01-05"], catch_exceptions=False
    )
    newsroom = opened()
    page = newsroom.page
    newsroom.go("plans/first.html")
    newsroom.edit(title(newsroom))
    page.get_by_label("Became known", exact=True).fill("2031-04-01")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".preview-telling")).to_contain_text("say what it is, why, who decided it")
    page.get_by_label("What it is").select_option("error")
    page.get_by_label("Why", exact=True).fill("a slip of ours")
    page.get_by_label("Who decided it").fill("the editors")
    expect(page.get_by_label("It was", exact=True)).to_have_value("Became known: 2031-04-02")
    page.get_by_label("It was", exact=True).fill("on 2 April")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("a slip of ours")
    expect(page.locator("main")).to_contain_text("on 2 April")
    assert "known: 2031-04-01" in newsroom.read(FIRST)
    assert len(list((newsroom.folder / "content/corrections").glob("*-first.yaml"))) == 1


def test_facts_are_chosen_by_name_and_it_is_asked_whether_the_evidence_still_says_so(opened):
    newsroom = opened()
    page = newsroom.page
    newsroom.go("meetings/2031-04-02-briefing.html")
    newsroom.edit(page.locator("#envoy"))
    page.get_by_label("Did they come?").select_option("expected")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#envoy .preview-asks")).to_have_text(
        "This is changed: does p4 of Harbour Post, 4 April 2031 still say so?"
    )
    newsroom.edit(page.locator("#envoy"))
    names = page.get_by_label("Actor", exact=True).evaluate(
        "field => [...field.list.options].map((one) => one.label)"
    )
    assert names == ["Ada Lind", "two-town officials"]


def test_being_checked_is_one_click(opened):
    newsroom = opened()
    newsroom.go("plans/first.html")
    title(newsroom).get_by_role("button", name="Being checked").click()
    expect(newsroom.page.locator("p.notice")).to_contain_text("Being checked")
    title(newsroom).get_by_role("button", name="No longer being checked").click()
    expect(newsroom.page.locator("p.notice")).to_have_count(0)
    assert newsroom.read(FIRST) == TWO_TOWNS[FIRST]


def test_pages_stand_under_the_path_of_the_published_site(opened):
    newsroom = opened(
        TWO_TOWNS | {"content/dossier.yaml": SETTINGS + "base_url: https://example.org/bridge/\n"}
    )
    assert newsroom.address.endswith("/bridge/")
    newsroom.page.goto(newsroom.address.removesuffix("bridge/"))
    assert newsroom.page.url == newsroom.address
    newsroom.go("actors/index.html")
    newsroom.page.locator("main").get_by_role("link", name="Ada Lind").hover()
    expect(newsroom.page.locator(".preview-bar")).to_contain_text(f"{ADA}:1")


def test_of_a_hundred_saves_in_a_row_none_is_lost(opened):
    newsroom = opened()
    complaints = []
    newsroom.page.on(
        "console", lambda message: complaints.append(message.text) if message.type == "error" else None
    )
    newsroom.go(PAGE)
    for number in range(1, 101):
        newsroom.write(ADA, named(f"Ada Lind the {number}th"))
        newsroom.page.wait_for_timeout(20)
    expect(title(newsroom)).to_contain_text(re.compile(r"Ada Lind the 100th"))
    assert [one for one in complaints if "WebSocket" not in one] == []


def editor_that_notes(folder):
    """A program called as an editor is, which only notes what it was asked for."""
    program = folder / "gedit"
    program.write_text(f'#!/bin/sh\necho "$@" >"{folder}/noted"\n', encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def noted(newsroom):
    place = newsroom.folder / "noted"
    for _ in range(200):
        if place.exists() and place.read_text(encoding="utf-8"):
            break
        newsroom.page.wait_for_timeout(25)
    return place.read_text(encoding="utf-8").strip()
