from __future__ import annotations

import re

import pytest
from bridge import BRIDGE, by_own_layouts, evidence, fact, linked, shower
from hostile import EVIL, HOSTILE, Tags
from markupsafe import Markup, escape

from generator.derive import Derived
from generator.evidence import Fact
from generator.markup import Link
from generator.show import Shower, words_of
from generator.views.pieces import PIECES

SHOWN = shower(BRIDGE)


def line(text):
    """The evidence line for readers, without its anchors."""
    [one] = evidence(text)
    return words(SHOWN.group(one)["line"])


def words(markup):
    return Markup(re.sub("<[^>]*>", "", markup)).unescape()


def rests(text):
    return SHOWN.rests_on(evidence(text))["words"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{source: valley-wire, at: p9}", "Valley Wire, 4 April 2031, paragraph 9"),
        (
            "{source: valley-wire, at: [p9, p2s3-4]}",
            "Valley Wire, 4 April 2031, paragraph 9; paragraph 2, sentences 3 to 4",
        ),
        (
            "{source: valley-wire, at: p9, via: [source:coast-review, actor:two-town-officials]}",
            "Valley Wire, 4 April 2031, paragraph 9, taken from Coast Review, 3 April 2031, which has it from two town officials",
        ),
        (
            "{source: harbour-post, at: p5, via: {who: source:coast-review, known: inferred, why: both name it}}",
            "Harbour Post, 4 April 2031, paragraph 5, probably taken (our conclusion) from Coast Review, 3 April 2031",
        ),
        (
            "{source: harbour-post, at: p5, via: [actor:ada-lind, {who: source:radio-fjord, known: inferred}]}",
            "Harbour Post, 4 April 2031, paragraph 5, taken from Ada Lind, which probably has it (our conclusion) from Radio Fjord, undated",
        ),
        (
            "{source: harbour-post, at: p5, via: {known: not-stated}}",
            "Harbour Post, 4 April 2031, paragraph 5, without saying from whom it has it",
        ),
        (
            "{source: harbour-post, at: p5, via: [source:radio-fjord, {known: not-stated}]}",
            "Harbour Post, 4 April 2031, paragraph 5, taken from Radio Fjord, undated, which does not say from whom it has it",
        ),
    ],
)
def test_evidence_is_told_in_readers_words(written, told):
    assert line(f"- {written}") == told


def test_an_evidence_line_links_to_the_source_to_the_paragraph_and_to_who_passed_it_on():
    [one] = evidence("- {source: valley-wire, at: p9s2, via: [source:coast-review, actor:ada-lind]}")
    assert SHOWN.group(one)["line"] == (
        '<a href="../sources/valley-wire.html">Valley Wire, 4 April 2031</a>, '
        '<a href="../sources/valley-wire.html#p9">paragraph 9, sentence 2</a>, '
        'taken from <a href="../sources/coast-review.html">Coast Review, 3 April 2031</a>, '
        'which has it from <a href="../actors/ada-lind.html">Ada Lind</a>'
    )


def test_a_source_whose_sentences_are_not_counted_has_no_paragraphs_to_link_to():
    [one] = evidence("- {source: night-letter, at: p1}")
    assert SHOWN.group(one)["places"] == [{"href": "../sources/night-letter.html", "words": "paragraph 1"}]


def test_a_source_that_was_withdrawn_shows_no_paragraphs_to_link_to():
    gone = BRIDGE["seeds/harbour-post.yaml"] + "withdrawn: {date: 2031-04-09, why: a forgery}\n"
    [one] = evidence("- {source: harbour-post, at: p5}")
    shown = shower(BRIDGE | {"seeds/harbour-post.yaml": gone})
    assert shown.group(one)["places"] == [{"href": "../sources/harbour-post.html", "words": "paragraph 5"}]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("p17", "paragraph 17"),
        ("p17-19", "paragraphs 17 to 19"),
        ("p17-17", "paragraph 17"),
        ("p2s3", "paragraph 2, sentence 3"),
        ("p2s3-4", "paragraph 2, sentences 3 to 4"),
        ("p2s3-3", "paragraph 2, sentence 3"),
    ],
)
def test_a_place_in_words(place, told):
    assert SHOWN.place_words(place) == told


POST, WIRE = "- {source: harbour-post, at: p5, via: %s}\n", "- {source: valley-wire, at: p9, via: %s}\n"
LETTER = "- {source: night-letter, at: p1, via: %s}\n"
REVIEW, PERHAPS = "source:coast-review", "{who: source:coast-review, known: inferred}"
OWN = "[]"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (POST % OWN, ""),
        (POST % OWN + POST % REVIEW, ""),
        (
            POST % REVIEW + WIRE % REVIEW,
            "Both articles take this from one report: Coast Review, 3 April 2031.",
        ),
        (
            POST % REVIEW + WIRE % REVIEW + LETTER % REVIEW,
            "All 3 articles take this from one report: Coast Review, 3 April 2031.",
        ),
        (
            POST % "actor:ada-lind" + WIRE % "[source:coast-review, actor:ada-lind]",
            "Both articles take this from one speaker: Ada Lind.",
        ),
        (
            POST % OWN + WIRE % "source:harbour-post",
            "Both articles take this from one of them: Harbour Post, 4 April 2031.",
        ),
        (
            POST % REVIEW + WIRE % PERHAPS,
            "Both articles may rest on one report, Coast Review, 3 April 2031: our conclusion, since they do not both say so.",
        ),
        (
            POST % REVIEW + WIRE % PERHAPS + LETTER % REVIEW,
            "All 3 articles may rest on one report, Coast Review, 3 April 2031: our conclusion, since they do not all say so.",
        ),
        (POST % OWN + WIRE % OWN, "2 articles, which name no report in common."),
        (POST % REVIEW + WIRE % "source:radio-fjord", "2 articles, which name no report in common."),
        (
            POST % REVIEW + WIRE % "[source:coast-review, actor:ada-lind]",
            "2 articles, resting on 2 reports in all.",
        ),
        (
            POST % OWN + POST % REVIEW + WIRE % "source:radio-fjord",
            "2 articles, resting on 3 reports in all.",
        ),
        (
            POST % OWN + POST % PERHAPS + WIRE % PERHAPS,
            "2 articles, resting on 2 to 3 reports; what they say does not settle how many.",
        ),
        (
            POST % OWN + WIRE % "{known: not-stated}",
            "2 articles, resting on 1 to 2 reports; what they say does not settle how many.",
        ),
    ],
)
def test_what_several_articles_rest_on_is_told_in_readers_words(text, told):
    assert rests(text) == told


def test_who_contradicts_is_not_counted_among_the_articles():
    text = POST % OWN + "- {source: valley-wire, at: p9, stance: contradicts}\n"
    assert SHOWN.rests_on(evidence(text)) == {"articles": 1, "least": 1, "most": 1, "words": ""}


def test_a_fact_without_evidence_says_nothing_of_articles():
    assert SHOWN.group(fact("note: x\n", Fact))["rests"] is None


def test_words_of_the_site_can_be_in_another_language():
    dossier = linked(BRIDGE)
    german = {
        "paragraph {p}": "Absatz {p}",
        ", taken from {who}": ", aus <{who}>",
        ", which does not say from whom it has it": ", ohne <Angabe>",
    }
    shown = Shower(
        dossier, Derived(dossier), words_of(german), 0, by_own_layouts(dossier.recall).draw, PIECES
    )
    [one] = evidence("- {source: valley-wire, at: p9, via: [source:coast-review, {known: not-stated}]}")
    assert words(shown.group(one)["line"]) == (
        "Valley Wire, 4 April 2031, Absatz 9, aus <Coast Review, 3 April 2031>, ohne <Angabe>"
    )
    assert words_of(german)("not translated") == "not translated"


def test_why_a_link_is_concluded_is_told_with_the_link():
    [one] = evidence(
        "- {source: harbour-post, at: p5, via: {who: source:coast-review, known: inferred, why: both *name* it}}"
    )
    assert SHOWN.group(one)["via"][0]["why"] == Markup("both <em>name</em> it")


def test_why_an_article_draws_on_a_report_is_said_once_for_all_its_places():
    draws = 'derived_from: {source: coast-review, why: "the [headline](source:coast-review) says so"}\n'
    world = {"seeds/harbour-post.yaml": BRIDGE["seeds/harbour-post.yaml"] + draws}
    shown = shower(BRIDGE | world)
    [concluded, stated, elsewhere] = evidence(
        POST % PERHAPS + POST % REVIEW + POST % "{who: source:radio-fjord, known: inferred}"
    )
    why = 'the <a href="../sources/coast-review.html">headline</a> says so'
    assert [shown.group(one)["via"][0]["why"] for one in (concluded, stated, elsewhere)] == [why, None, None]


def entries(view):
    """Every entry of a shown fact by its anchor."""
    if isinstance(view, dict):
        yield from [view["anchor"]] if view.get("id") and "anchor" in view else []
        yield from (anchor for inner in view.values() for anchor in entries(inner))
    elif isinstance(view, list):
        yield from (anchor for inner in view for anchor in entries(inner))


def test_entries_have_their_ids_for_anchors():
    assert list(entries(SHOWN.fact("meeting:2031-04-02-briefing"))) == ["envoy", "officials"]


def test_entries_of_a_position_are_anchored_below_the_position_on_its_issue():
    shown = SHOWN.fact("position:envoys-time/some-mayors")
    assert shown["anchor"] == "some-mayors"
    assert list(entries(shown)) == ["some-mayors--prefer", "some-mayors--how-many"]
    assert (
        SHOWN.link("position:envoys-time/some-mayors#prefer").href
        == "../issues/envoys-time.html#some-mayors--prefer"
    )
    assert SHOWN.link("position:envoys-time/some-mayors").href == "../issues/envoys-time.html#some-mayors"


def test_what_is_no_entry_has_no_anchor():
    [stance] = SHOWN.fact("position:envoys-time/some-mayors")["stances"]
    assert stance["basis"]["anchor"] == ""
    assert stance["evidence"][0]["anchor"] == ""
    assert SHOWN.fact("actor:ada-lind")["anchor"] == ""


def test_a_fact_keeps_its_own_title_and_kind():
    assert SHOWN.fact("source:harbour-post")["title"]["value"] == "Lind brings the first draft"
    assert SHOWN.fact("divergence:by-or-with")["kind"] == "wording"
    assert SHOWN.fact("correction:2031-04-06-lind")["kind"] == "error"


def test_fields_go_by_the_names_they_are_written_with():
    assert SHOWN.fact("actor:two-sources")["overlap"][0]["with"].ref == "actor:two-town-officials"
    assert SHOWN.fact("statement:2031-04-03-lind-on-tolls")["for"] == []


def test_links_in_texts_lead_to_the_page_from_where_they_stand():
    text = '<a href="{}actors/upper-town.html">upper town</a>'
    for depth, top in [(0, ""), (1, "../"), (2, "../../")]:
        assert shower(BRIDGE, depth).fact("actor:ada-lind")["summary"] == Markup(
            f"The envoy of the {text.format(top)}."
        )


def test_what_the_sources_do_not_say_is_none_and_no_list_is_missing():
    shown = SHOWN.fact("event:undated-leak")
    assert (shown["date"], shown["place"], shown["summary"], shown["accounts"]) == (None, None, None, [])


SECOND_OF_APRIL = {
    "iso": "2031-04-02",
    "words": "2 April 2031",
    "html": Markup('<time datetime="2031-04-02">2 April 2031</time>'),
}


def test_dates_stand_as_written_and_in_words():
    assert SHOWN.fact("plan:first-draft")["known"]["value"] == SECOND_OF_APRIL


def test_a_date_in_a_list_is_plain_contested_or_missing():
    dates = {
        ref: SHOWN.dated(SHOWN.dossier.facts[f"plan:{ref}"].record.known)
        for ref in ("first-draft", "towns-draft")
    }
    assert dates["first-draft"] == {
        "value": SECOND_OF_APRIL,
        "contested": [],
        "nothing": None,
    }
    assert dates["towns-draft"] == {"value": None, "contested": [], "nothing": "none"}
    council = SHOWN.dated(SHOWN.dossier.facts["meeting:2031-04-04-council"].record.date)
    assert [one["value"]["iso"] for one in council["contested"]] == ["2031-04-04", "2031-04-03"]
    assert SHOWN.dated(None) is None


# --- Hostile text ------------------------------------------------------------------------------------------------


def marked_up(view):
    """Everything in a view that is printed without being escaped again."""
    if isinstance(view, dict | list):
        for inner in view.values() if isinstance(view, dict) else view:
            yield from marked_up(inner)
    elif isinstance(view, Markup | Link):
        yield str(escape(view))


@pytest.mark.parametrize(
    "ref", ["actor:ada-lind", "page:method", "source:harbour-post", "statement:2031-04-03-lind-on-tolls"]
)
def test_nothing_that_is_written_in_a_fact_becomes_markup_of_its_own(ref):
    found = [element for html in marked_up(shower(HOSTILE).fact(ref)) for element in Tags(html).found]
    assert found
    allowed = {"a": {"href"}, "p": set(), "time": {"datetime"}}
    assert [(tag, names) for tag, names in found if tag not in allowed or not names <= allowed[tag]] == []


def test_text_of_a_fact_stays_text_so_that_layouts_escape_it():
    shown = shower(HOSTILE).fact("actor:ada-lind")
    plain = [
        shown["name"],
        shown["described"],
        shown["names"][0]["name"],
        shown["roles"][0]["title"],
        shown["same_as"][0],
    ]
    assert [type(one) for one in plain] == [str] * 5
    assert "<script>" in shown["name"]


def test_the_anchor_of_a_link_escapes_its_name_and_its_address():
    hostile = Link(EVIL, "x.html?\"'><b>", "actor", "actor:x")
    assert Tags(escape(hostile)).found == [("a", {"href"})]
    assert words(escape(hostile)) == EVIL
