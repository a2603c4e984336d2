"""Wordings side by side, what only one source has, and who says what: in the affair of two towns and a bridge."""

from __future__ import annotations

import re

import pytest
from bridge import BRIDGE, by_own_layouts, linked, pages, shower
from worlds import problems_in

from generator.carried import contradicting, subjects
from generator.recall import Recall
from generator.show import words_of
from generator.views.carried import FIRST_SAID, MOST_COLUMNS, against_and_alone_view, who_says_what_view
from generator.views.wordings import GRAVEST_FIRST, partings_view, wordings_view
from generator.wordings.differences import HAS, OTHER_LANGUAGE, PATTERNS

SAID = "content/statements/2031-04-03-lind-on-tolls.yaml"
PAGE = "statements/2031-04-03-lind-on-tolls.html"
POST, WIRE = "Harbour Post, 4 April 2031", "Valley Wire, 4 April 2031"


def said(*renderings, **more):
    """The affair with one statement carried in these wordings: source, place, words, and what else is said of them."""
    lines = [
        f"  - {{id: w{number}, source: {source}, at: {at}, quote: {quote!r}{rest}}}"
        for number, (source, at, quote, rest) in enumerate(renderings)
    ]
    head = "speaker: ada-lind\ndate: 2031-04-03\ngist: On tolls.\nrenderings:\n"
    return BRIDGE | {SAID: head + "\n".join(lines) + "\n"} | more


def post(quote, at="p11", rest=""):
    return "harbour-post", at, quote, rest


def wire(quote, at="p11", rest=""):
    return "valley-wire", at, quote, rest


BY_OR_WITH = said(post("settled by the towns"), wire("settled with the towns"))
MARK_MOVED = said(post("“settled by the towns” at once"), wire("“settled by the towns at once”"))


def comparisons(world):
    shown = shower(world)
    return wordings_view(shown, shown.dossier.facts["statement:2031-04-03-lind-on-tolls"])["comparisons"]


def sentences(world):
    """What is said of each pair of wordings, as plain text."""
    return [
        ["".join(part["text"] for part in told) for told in one["differences"]] for one in comparisons(world)
    ]


def html(world, address):
    return by_own_layouts(Recall()).render(pages(world)[address]).decode()


def text(page):
    """A page without its tags."""
    return " ".join(re.sub("<[^>]+>", "", page).split())


def test_every_thing_that_is_said_of_wordings_has_its_gravity():
    assert sorted(GRAVEST_FIRST) == sorted(PATTERNS)


def test_words_in_common_are_plain_and_differing_ones_marked():
    [one] = comparisons(BY_OR_WITH)
    assert [[(piece["text"], piece["differs"]) for piece in side["pieces"]] for side in one["sides"]] == [
        [("settled", False), ("by", True), ("the towns", False)],
        [("settled", False), ("with", True), ("the towns", False)],
    ]


def test_a_mark_does_not_speak_by_colour_alone():
    page = html(BY_OR_WITH, PAGE)
    assert (
        'settled <mark><span class="unseen">[</span>by<span class="unseen">]</span></mark> the towns' in page
    )
    assert "settled [with] the towns" in text(page)


def test_a_difference_is_said_in_words_without_quotation_marks_of_ours():
    assert sentences(BY_OR_WITH) == [[f"{POST} has by; {WIRE} has with"]]
    told = f'<bdi>{POST}</bdi> has <q class="words">by</q>; <bdi>{WIRE}</bdi> has <q class="words">with</q>'
    assert f"<li>{told}</li>" in html(BY_OR_WITH, PAGE)


def test_a_quotation_mark_that_moved_is_marked_and_said():
    page = text(html(MARK_MOVED, PAGE))
    assert "“settled by the towns[”] at once" in page
    assert "“settled by the towns at once[”]" in page
    assert sentences(MARK_MOVED) == [[f"{POST} closes the quotation after towns, {WIRE} goes on"]]


def test_wordings_that_are_the_same_are_said_to_be():
    page = text(html(said(post("settled by the towns"), wire("Settled by the towns.")), PAGE))
    assert "Word for word the same, quotation marks included." in page


def test_more_than_two_are_each_laid_against_the_first():
    world = said(post("by the towns"), wire("with the towns"), wire("for the towns", at="p12"))
    names = [one["names"] for one in comparisons(world)]
    assert names == [
        [POST, f"{WIRE}, paragraph 11"],
        [POST, f"{WIRE}, paragraph 12"],
    ]


def test_two_excerpts_of_one_place_are_told_apart_by_their_number():
    world = said(wire("with the towns"), wire("for the towns"))
    assert [one["names"] for one in comparisons(world)] == [
        [f"{WIRE}, paragraph 11 (1)", f"{WIRE}, paragraph 11 (2)"]
    ]


def test_across_languages_wordings_only_stand_side_by_side():
    world = said(post("by the towns"), wire("von den Städten", rest=", lang: de"))
    [one] = comparisons(world)
    assert one["sides"] == []
    told = OTHER_LANGUAGE.format(one=POST, other=WIRE)
    assert sentences(world) == [[told.replace("the", "The", 1)]]


def test_words_of_another_language_say_which():
    world = said(post("von uns", rest=", lang: de"), wire("mit uns", rest=", lang: de"))
    assert '<q class="words" lang="de" dir="auto">von</q>' in html(world, PAGE)


def test_one_wording_and_one_that_is_only_retold_are_not_compared():
    world = said(post("by the towns"))
    world[SAID] += "  - {id: told, source: valley-wire, at: p11, reads: with the towns}\n"
    assert comparisons(world) == []


def test_only_statements_have_wordings_to_compare():
    shown = shower(BRIDGE)
    assert wordings_view(shown, shown.dossier.facts["actor:ada-lind"]) == {}


def test_hostile_words_stay_words():
    world = said(post("settled <script>by</script> {a} {0.x} us"), wire("settled <b>with</b> {one} us"))
    world["seeds/valley-wire.yaml"] = BRIDGE["seeds/valley-wire.yaml"].replace(WIRE, "<i>Wire</i> {one} {b}")
    for address in (PAGE, "divergences/index.html", "who-says-what.html"):
        page = html(world, address)
        assert not re.search("<(script|b|i)>", page.replace('<b class="', ""))
    assert "&lt;script&gt;by&lt;/script&gt;" in html(world, PAGE)
    assert sentences(world)[0][0].startswith(f"{POST} has <script>by</script> {{a}} {{0.x}}")


@pytest.mark.parametrize(
    "translation", ["{other}: «{b}» statt „{a}“ in {one}", "{other}: {b} statt {a} in {one}"]
)
def test_a_sentence_follows_the_words_of_the_site(translation):
    shown = shower(BY_OR_WITH)
    shown.words = words_of({HAS: translation})
    view = wordings_view(shown, shown.dossier.facts["statement:2031-04-03-lind-on-tolls"])
    told = "".join(part["text"] for part in view["comparisons"][0]["differences"][0])
    assert told == f"{WIRE}: with statt by in {POST}"


def test_a_translation_with_a_stray_brace_breaks_nothing():
    shown = shower(BY_OR_WITH)
    shown.words = words_of({HAS: "{one {x} {a}"})
    view = wordings_view(shown, shown.dossier.facts["statement:2031-04-03-lind-on-tolls"])
    assert "".join(part["text"] for part in view["comparisons"][0]["differences"][0]) == "{one {x} by"


def gravest(row):
    """The sentences under the name of a statement."""
    return [text(told) for told in re.findall('<p class="line">(.*?)</p>', row)]


def test_the_gravest_difference_of_a_statement_stands_where_sources_part():
    world = said(post("the “toll-free” bridge by us"), wire("the toll free bridge with us"))
    [one] = [row for row in partings_view(shower(world)) if row["ref"].endswith("lind-on-tolls")]
    assert "2 wordings, 3 differences" in text(one["row"])
    assert gravest(one["row"]) == [f"{POST} has by; {WIRE} has with"]


def test_two_excerpts_of_one_source_are_no_parting_of_sources():
    world = said(post("by the towns"), wire("by the towns", at="p11"), wire("by the towns", at="p12"))
    [one] = partings_view(shower(world))
    assert ">3 wordings<" in one["row"]
    assert ("difference" in one["row"], gravest(one["row"])) == (False, [])
    alone = said(wire("by the towns", at="p11"), wire("with the towns", at="p12"))
    assert partings_view(shower(alone)) == []


# --- Who says what ------------------------------------------------------------------------------------------------------

COUNCIL = "content/meetings/2031-04-04-council.yaml"
CONTRADICTED = BRIDGE | {
    "content/events/2031-04-05-vote.yaml": """\
title: The vote on the bridge
date: {value: 2031-04-05, evidence: {source: night-letter, at: p1}}
evidence:
  - {source: harbour-post, at: [p9, p10s1]}
  - {source: valley-wire, at: p9s1, stance: contradicts, reads: there was no vote}
""",
}


TOLD = {
    "says": "Speaks of it",
    "qualifies": "With a reservation",
    "contradicts": "Contradicts it",
    "disputes": "Contradicts a part of it",
    "detail": "Gives only a detail",
}


def rows(world):
    """Each subject that the page shows, with what each source does with it."""
    view = who_says_what_view(shower(world, depth=0))
    found = {
        one.ref: {source: does(places) for source, places in one.places.items()}
        for one in subjects(linked(world))
    }
    shown = [row for section in view["sections"] for group in section["groups"] for row in group["rows"]]
    for row in shown:
        told = re.findall('<p(?: class="against")?>([^:<]*):', row["row"])
        across = [how for source in view["sources"] for how in found[row["ref"]].get(source["ref"], [])]
        assert told == [TOLD[how] for how in across]
    return {row["ref"]: found[row["ref"]] for row in shown}


def does(places):
    """What a source does with a subject at these places, each once, in the order in which that stands."""
    return sorted({place.how for place in places}, key=FIRST_SAID.index)


def test_each_source_says_contradicts_or_is_silent():
    found = rows(CONTRADICTED)
    assert found["event:2031-04-05-vote"] == {
        "source:harbour-post": ["says"],
        "source:valley-wire": ["contradicts"],
        "source:night-letter": ["detail"],
    }
    assert found["meeting:2031-04-02-briefing"].keys() == {"source:harbour-post", "source:valley-wire"}
    assert found["event:undated-leak"] == {"source:valley-wire": ["says"]}


def test_views_and_points_are_subjects_of_their_own():
    found = rows(BRIDGE)
    assert found["position:envoys-time/some-mayors#prefer"] == {"source:valley-wire": ["says"]}
    assert found["plan:first-draft#toll-cap"] == {"source:harbour-post": ["says"]}
    assert "position:envoys-time/some-mayors" not in found


def test_whoever_speaks_of_a_part_speaks_of_the_whole_and_a_detail_adds_nothing():
    found = rows(BRIDGE)
    assert found["plan:first-draft"] == {"source:harbour-post": ["says"], "source:valley-wire": ["says"]}
    council = found["meeting:2031-04-04-council"]
    assert council == {"source:harbour-post": ["says"], "source:valley-wire": ["says"]}


def parted(world):
    """Each subject with the divergences in which a source that has no place in it has a reading."""
    found = subjects(linked(world))
    return {
        one.ref: {source: list(refs) for source, refs in one.parted.items()} for one in found if one.parted
    }


def test_a_source_that_has_the_matter_otherwise_is_not_silent_on_it():
    assert parted(BRIDGE) == {
        "position:envoys-time/lower-towns#worry": {"source:valley-wire": ["divergence:envoys-time"]},
        "position:envoys-time/some-mayors#prefer": {"source:harbour-post": ["divergence:envoys-time"]},
    }
    page = html(BRIDGE, "who-says-what.html")
    assert page.count("The sources part on this") == 2
    assert page.count('<a href="divergences/envoys-time.html">') == 2
    alone = [row["ref"] for section in against_and_alone_view(shower(BRIDGE))["alone"]
             for one in section["sources"] for row in one["rows"]]  # fmt: skip
    assert "event:undated-leak" in alone
    assert "position:envoys-time/lower-towns#worry" not in alone


def test_who_leaves_a_thing_out_is_silent_on_it():
    path = "content/divergences/envoys-time.yaml"
    assert parted(BRIDGE | {path: BRIDGE[path].replace("kind: meaning", "kind: omission")}) == {}


def test_what_sources_part_on_in_a_statement_they_part_on_in_the_view_drawn_from_it():
    view = """\
stances:
  - {id: by, says: wants it so, basis: own, drawn_from: 2031-04-03-lind-on-tolls, evidence: {source: harbour-post, at: p11}}
  - {id: other, says: wants that too, basis: own, evidence: {source: harbour-post, at: p11}}
"""
    found = parted(BRIDGE | {"content/positions/toll/ada-lind.yaml": view})
    assert found["position:toll/ada-lind#by"] == {"source:valley-wire": ["divergence:by-or-with"]}
    assert "position:toll/ada-lind#other" not in found


def test_speaking_against_a_part_is_told_apart_from_speaking_against_the_whole():
    world = BRIDGE | {
        COUNCIL: BRIDGE[COUNCIL].replace("at: p12, reads", "at: p12, stance: contradicts, reads")
    }
    assert rows(world)["meeting:2031-04-04-council"]["source:valley-wire"] == ["says", "disputes"]


def test_the_cell_leads_to_the_places():
    page = html(CONTRADICTED, "who-says-what.html")
    assert 'href="sources/harbour-post.html#p9"' in page
    assert "Speaks of it: paragraph ¶ 9, paragraph ¶ 10" in text(page)
    assert '<p class="against">Contradicts it:' in page


def test_silence_is_said_to_be_no_denial():
    page = text(html(CONTRADICTED, "who-says-what.html"))
    assert "does not mean that it denies it" in page
    assert "Nothing cited from it" in page
    assert "Only its headline was read" in page
    assert "Does not speak of it" not in page, "that is not known of sources that were not worked through"


def test_a_source_is_said_to_be_silent_where_every_sentence_was_worked_through():
    settings = BRIDGE["content/dossier.yaml"] + "coverage: full\n"
    page = text(html(CONTRADICTED | {"content/dossier.yaml": settings}, "who-says-what.html"))
    assert "Does not speak of it" in page
    assert "Nothing cited from it" not in page


def test_what_was_withdrawn_is_no_subject_any_more():
    world = BRIDGE | {
        "content/events/undated-leak.yaml": BRIDGE["content/events/undated-leak.yaml"]
        + "withdrawn: {date: 2031-04-07, why: it never was}\n"
    }
    assert "event:undated-leak" not in rows(world)


def test_a_source_that_nobody_read_has_no_column():
    names = [one["ref"] for one in who_says_what_view(shower(BRIDGE, depth=0))["sources"]]
    assert sorted(names) == ["source:harbour-post", "source:night-letter", "source:valley-wire"]


def test_of_many_sources_no_table_is_made():
    more = {
        f"seeds/paper-{number}.yaml": f"name: Paper {number}\nread: full\nsentences: [1]\n"
        for number in range(MOST_COLUMNS)
    }
    page = html(BRIDGE | more, "who-says-what.html")
    assert "<table" not in page
    assert f"Other sources, from which nothing is cited for it: {MOST_COLUMNS + 2}" in text(page)


def test_every_subject_is_carried_by_somebody():
    assert all(one.places for one in subjects(linked(BRIDGE)))
    assert all(cells for cells in rows(BRIDGE).values())


# --- Where sources part -------------------------------------------------------------------------------------------------


def test_what_speaks_against_something_is_listed():
    assert list(contradicting(linked(CONTRADICTED))) == ["event:2031-04-05-vote"]
    page = text(html(CONTRADICTED, "divergences/index.html"))
    assert "Where a source speaks against something The vote on the bridge" in page
    assert contradicting(linked(BRIDGE)) == {}


def test_what_only_one_source_has_is_grouped_by_kind_and_source():
    alone = {
        (section["kind"], one["link"].name): [row["ref"] for row in one["rows"]]
        for section in against_and_alone_view(shower(CONTRADICTED))["alone"]
        for one in section["sources"]
    }
    assert alone["event", WIRE] == ["event:undated-leak"]
    assert alone["plan", POST] == [
        "plan:first-draft#toll-cap",
        "plan:second-draft",
        "plan:second-draft#toll-cap",
        "plan:second-draft#ferry",
    ]
    assert ("event", POST) not in alone  # the vote, of which the other says that there was none


def test_with_one_source_nothing_is_in_one_source_only():
    one = {path: content for path, content in BRIDGE.items() if path != "seeds/night-letter.yaml"}
    one["seeds/harbour-post.yaml"] = "name: Harbour Post\nread: unread\n"
    assert against_and_alone_view(shower(one))["alone"] == []


def test_the_page_is_linked_from_where_sources_part_and_from_every_foot():
    assert html(BRIDGE, "divergences/index.html").count('href="../who-says-what.html"') == 2
    assert 'href="who-says-what.html"' in html(BRIDGE, "timeline.html")


def test_a_page_of_that_name_is_told_of(tmp_path):
    world = BRIDGE | {"content/pages/who-says-what.md": "# Mine\n\nWords.\n"}
    assert "address-taken" in [problem.code for problem in problems_in(tmp_path, world)]
