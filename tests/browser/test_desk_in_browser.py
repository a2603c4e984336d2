"""The reading desk as an editor meets it, in a real browser."""

from __future__ import annotations

import pytest
from articles import ARTICLE, fingerprint_of
from playwright.sync_api import expect
from worlds import TWO_TOWNS

pytestmark = pytest.mark.xdist_group("browser")

HELD = {
    **TWO_TOWNS,
    "seeds/harbour-post.fingerprint": fingerprint_of(ARTICLE),
    "seeds/texts/harbour-post.txt": ARTICLE,
}
OFFICIALS = "content/actors/two-town-officials.yaml"


def select(page, place, words):
    """Select words of a sentence, as a mouse does."""
    page.evaluate(
        """([place, words]) => {
            const node = document.getElementById(place).firstChild, start = node.data.indexOf(words);
            getSelection().setBaseAndExtent(node, start, node, start + words.length);
        }""",
        [place, words],
    )


def test_words_are_selected_and_cited_for_an_actor(opened):
    newsroom = opened(HELD)
    page = newsroom.page
    newsroom.go("sources/harbour-post.html")
    page.get_by_role("link", name="Reading desk").first.click()
    expect(page.locator("#p2s3")).to_have_class("desk-unused")
    select(page, "p2s3", "fice of the coun")
    bar = page.locator("#desk-bar")
    expect(bar.locator("#desk-selected")).to_have_text("p2s3: “office of the county”")
    bar.get_by_label("Cite for").fill("actor:two-town-officials")
    bar.get_by_role("button", name="Cite", exact=True).click()
    expect(page.locator("#p2s3")).to_have_class("desk-used desk-chosen")
    expect(page.locator("#desk-facts li:visible")).to_contain_text("two-town officials")
    assert "{source: harbour-post, at: p2s3, quote: office of the county}" in newsroom.read(OFFICIALS)


def test_a_part_of_a_name_and_enter_cite_for_the_only_fact_that_fits_or_for_a_field_of_it(opened):
    newsroom = opened(HELD)
    page = newsroom.page
    newsroom.desk("harbour-post")
    page.locator("#p2s3").click()
    cite = page.locator("#desk-bar").get_by_label("Cite for")
    cite.fill("draft")
    cite.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Several fit “draft”")
    expect(cite).to_have_value("draft")
    cite.fill("officials")
    cite.press("Enter")
    expect(page.locator("#p2s3")).to_have_class("desk-used desk-chosen")
    assert "{source: harbour-post, at: p2s3}" in newsroom.read(OFFICIALS)
    page.locator("#p2s1").click()
    cite.fill("briefing")
    cite.press("Tab")
    page.get_by_label("There for").select_option("Date: 2031-04-02")
    page.get_by_role("button", name="Cite", exact=True).click()
    expect(page.locator("#p2s1")).to_have_class("desk-used desk-chosen")
    assert "date:\n  value: 2031-04-02\n  evidence:\n" in newsroom.read(
        "content/meetings/2031-04-02-briefing.yaml"
    )


def test_words_that_are_selected_before_the_script_is_there_are_taken(opened):
    newsroom = opened(HELD)
    page = newsroom.page
    come = newsroom.open_slowly("_preview/desk/harbour-post", "desk.js")
    page.wait_for_selector("#p2s3")
    select(page, "p2s3", "fice of the coun")
    come()
    expect(page.locator("#desk-selected")).to_have_text("p2s3: “office of the county”")
    come = newsroom.open_slowly("_preview/desk/harbour-post", "desk.js")
    page.locator("#p2s1").click()
    come()
    expect(page.locator("#desk-selected")).to_have_text("p2s1: Ada Lind brought it on Wednesday.")


def test_the_first_sentence_that_is_reached_by_tab_is_chosen_by_a_key(opened):
    newsroom = opened(HELD)
    page = newsroom.page
    newsroom.desk("harbour-post")
    first = page.locator("#p1s1")
    first.focus()
    page.keyboard.press("Enter")
    expect(first).to_have_class("desk-used desk-chosen")
    assert page.evaluate("getSelection().toString()") == first.text_content()
    page.keyboard.press("ArrowDown")
    expect(first).to_have_class("desk-used")


def test_a_sentence_is_chosen_and_its_words_selected_from_the_keyboard(opened):
    newsroom = opened(HELD)
    page = newsroom.page
    newsroom.desk("harbour-post")
    page.locator("#p1s1").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#desk-selected")).to_have_text("p2s1: Ada Lind brought it on Wednesday.")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-selected")).to_have_text("p2s1: “Ada Lind brought it on Wednesday.”")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#desk-selected")).to_have_text("p2s1: “Lind brought it on Wednesday.”")


def test_a_new_fact_is_begun_and_a_sentence_said_to_carry_nothing(opened):
    newsroom = opened(HELD)
    page = newsroom.page
    newsroom.desk("harbour-post")
    select(page, "p2s3", "office of the county")
    page.get_by_label("kind of the new fact").select_option("actor")
    page.get_by_role("button", name="New…").click()
    page.wait_for_selector("html[data-ready=form]")
    page.get_by_label("What it is", exact=True).select_option("office")
    page.get_by_label("Name", exact=True).fill("The county")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#p2s3")).to_have_class("desk-used desk-chosen")
    page.locator("#p2s1").click()
    page.get_by_label("Carries nothing:").fill("an aside")
    page.get_by_role("button", name="Carries nothing").click()
    expect(page.locator("#p2s1")).to_have_class("desk-empty desk-chosen")
    assert "why: an aside" in newsroom.read("seeds/harbour-post.yaml")
    page.get_by_role("button", name="Undo the change to source:harbour-post").click()
    expect(page.get_by_role("status")).to_have_text("The change to source:harbour-post is undone.")
    expect(page.locator("#p2s1")).to_have_class("desk-unused")
    assert page.url == f"{newsroom.address}_preview/desk/harbour-post"


def test_a_new_fact_without_the_words_as_its_quote_only_retells_them(opened):
    newsroom = opened(HELD)
    page = newsroom.page
    newsroom.desk("harbour-post")
    select(page, "p2s3", "office of the county")
    bar = page.locator("#desk-bar")
    bar.get_by_label("with these words as the quote").first.uncheck()
    expect(bar.get_by_label("with these words as the quote").last).not_to_be_checked()
    page.get_by_label("kind of the new fact").select_option("statement")
    page.get_by_role("button", name="New…").click()
    page.wait_for_selector("html[data-ready=form]")
    wording = page.get_by_role("group", name="Wording 1")
    expect(wording.get_by_label("How it is printed")).to_have_value("retold")
    expect(wording.get_by_label("Quote", exact=True)).to_have_value("")


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_clicked_and_the_facts_beside_it_are_never_below_the_bar(opened, width):
    newsroom = opened(HELD)
    page = newsroom.page
    page.set_viewport_size({"width": width, "height": 480})
    newsroom.desk("harbour-post")
    for place in ("p5s2", "p4s4"):
        page.locator(f"#{place}").click()
        page.wait_for_timeout(100)
        sentence = page.locator(f"#{place}").bounding_box()
        assert sentence["y"] >= 0
        assert sentence["y"] + sentence["height"] <= page.locator("#desk-bar").bounding_box()["y"]
        expect(page.locator("#desk-selected")).to_have_text(
            f"{place}: {page.locator(f'#{place}').inner_text()}"
        )
        aside = page.locator(".desk aside").bounding_box()
        assert width == 390 or aside["y"] + aside["height"] <= page.locator("#desk-bar").bounding_box()["y"]


def test_a_long_article_stays_usable_and_no_script_in_it_runs(opened):
    text = "\n".join(
        f"<img src=x onerror=document.title=1> This is {n}. It was so. A {n}. B. C." for n in range(1000)
    )
    newsroom = opened({**TWO_TOWNS})
    page = newsroom.page
    page.goto(newsroom.address + "_preview/desk")
    page.get_by_label("Short name").fill("long")
    page.get_by_label("What it is called").fill("Long")
    page.get_by_label("The article, a paragraph a line").fill(text)
    page.get_by_role("button", name="Add the article").click()
    page.wait_for_url("**/desk/long")
    page.wait_for_selector("html[data-ready=desk]")
    assert page.locator("#desk-text span[id]").count() >= 4000
    took = page.evaluate(
        """() => {
            const begun = performance.now();
            document.getElementById("p900s2").click();
            return performance.now() - begun;
        }"""
    )
    assert took < 1000
    expect(page.locator("#desk-chosen")).to_have_text("No fact uses p900s2")
    assert page.title() == "Long"
