from __future__ import annotations

import pytest
from worlds import BRIEFING, POST, REVIEW, SAID, SETTINGS, TWO_TOWNS, problems_in

from generator.problems import Part, Problem
from generator.settings import SETTINGS_FILE

ACTOR = "content/actors/per-holm.yaml"
BRIEFING_FILE = "content/meetings/2031-04-02-briefing.yaml"
SAID_FILE = "content/statements/2031-04-03-lind-on-tolls.yaml"
POST_FILE = "seeds/harbour-post.yaml"
PER = "type: person\nname: Per Holm\n"
AT_P1 = "evidence: {source: harbour-post, at: p1}\n"


def told(folder, file: str, text: str) -> list[Problem]:
    return problems_in(folder, {**TWO_TOWNS, file: text})


def only(problems: list[Problem]) -> Problem:
    (problem,) = problems
    return problem


def test_a_fact_that_rests_on_nothing_is_told(tmp_path):
    problem = only(told(tmp_path, ACTOR, PER))

    assert (problem.code, problem.file, problem.path, problem.part) == ("no-evidence", ACTOR, (), Part.KEY)
    assert problem.headline == "this actor rests on no source"
    assert "{source: harbour-post, at: p1}" in problem.help  # the first that somebody read


def test_so_is_an_entry_that_rests_on_nothing(tmp_path):
    problem = only(told(tmp_path, ACTOR, PER + AT_P1 + "roles: {id: mayor, title: mayor}\n"))

    assert (problem.code, problem.path) == ("no-evidence", ("roles", 0))
    assert problem.headline == "the entry 'mayor' rests on no source"


@pytest.mark.parametrize(
    "inside",
    [
        f"roles: {{id: mayor, title: mayor, {AT_P1.strip()}}}",
        f"unknown: {{id: age, question: How old is he?, {AT_P1.strip()}}}",
        "roles: {id: mayor, title: mayor, dates: {value: 2031, evidence: {source: harbour-post, at: p1}}}",
    ],
)
def test_a_fact_rests_on_whatever_in_it_rests_on_a_source(tmp_path, inside):
    assert told(tmp_path, ACTOR, f"{PER}{inside}\n") == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("content/issues/ferry.yaml", "title: Ferry\nquestion: Who pays?\n"),
        ("seeds/radio-fjord.yaml", "name: Radio Fjord\nread: headline\n"),
        ("content/pages/about.md", "# About\n\nUs.\n"),
    ],
)
def test_our_own_questions_and_words_need_no_source(tmp_path, file, text):
    assert told(tmp_path, file, text) == []


def test_nothing_rests_on_a_source_that_was_not_read(tmp_path):
    problem = only(told(tmp_path, ACTOR, PER + "evidence: [{source: coast-review, at: p1}]\n"))

    assert (problem.code, problem.path) == ("unread-source", ("evidence", 0, "source"))
    assert problem.headline == "'coast-review' was not read, so nothing can rest on it"
    assert "under 'via:'" in problem.help


def test_a_source_of_which_only_the_headline_was_read_carries_facts(tmp_path):
    world = {**TWO_TOWNS, "seeds/coast-review.yaml": REVIEW.replace("unread", "headline")}

    assert problems_in(tmp_path, {**world, ACTOR: PER + "evidence: {source: coast-review, at: p1}\n"}) == []


@pytest.mark.parametrize("place", ["p1", "p5", "p1-5", "p2s3", "p2s1-3", "p3s1"])
def test_places_within_a_source_are_fine(tmp_path, place):
    assert told(tmp_path, ACTOR, PER + f"evidence: {{source: harbour-post, at: [p1, {place}]}}\n") == []


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("p6", "the source has 5 paragraphs"),
        ("p4-6", "the source has 5 paragraphs"),
        ("p2s4", "paragraph 2 has 3 sentences"),
        ("p3s1-2", "paragraph 3 has 1 sentence"),
        ("p4-2", "'p4-2' ends before it begins"),
        ("p2s3-2", "'p2s3-2' ends before it begins"),
        ("p99999s999", "the source has 5 paragraphs"),
    ],
)
def test_a_place_outside_its_source_is_told(tmp_path, place, why):
    problem = only(told(tmp_path, ACTOR, PER + f"evidence: {{source: harbour-post, at: [p1, {place}]}}\n"))

    assert (problem.code, problem.file, problem.path) == ("place-outside", ACTOR, ("evidence", 0, "at", 1))
    assert problem.headline == f"there is no '{place}' in this source"
    assert problem.help == f"{why}; 'factsheet seed show' counts paragraphs and sentences"


def test_so_is_one_among_the_places_that_carry_nothing(tmp_path):
    problem = only(told(tmp_path, POST_FILE, POST + "not_content: [{at: [p1, p9], why: an advertisement}]\n"))

    assert (problem.code, problem.file) == ("place-outside", POST_FILE)
    assert problem.path == ("not_content", 0, "at", 1)


def test_places_in_a_source_of_unknown_extent_are_taken_as_they_are(tmp_path):
    world = {**TWO_TOWNS, "seeds/radio-fjord.yaml": "name: Radio Fjord\nread: full\n"}

    assert (
        problems_in(tmp_path, {**world, ACTOR: PER + "evidence: {source: radio-fjord, at: p400s12}\n"}) == []
    )


@pytest.mark.parametrize(
    ("sentences", "path"),
    [
        ("[2, 3, 0, 4, 2]", ("sentences", 2)),
        ("[2, 3, 1, 4, 1000]", ("sentences", 4)),
        (f"[{', '.join(['999'] * 101)}]", ("sentences",)),
    ],
)
def test_a_source_has_as_many_sentences_as_an_article_can_have(tmp_path, sentences, path):
    problem = only(told(tmp_path, POST_FILE, POST.replace("[2, 3, 1, 4, 2]", sentences)))

    assert (problem.code, problem.file, problem.path) == ("bad-extent", POST_FILE, path)
    assert "let 'factsheet seed add' count them" in problem.help


@pytest.mark.parametrize(
    "via",
    [
        "[source:coast-review, source:valley-wire]",
        "[source:coast-review, actor:two-town-officials, source:coast-review?]",
        "[actor:ada-lind, actor:ada-lind]",
    ],
)
def test_a_chain_that_comes_back_is_told(tmp_path, via):
    found = told(tmp_path, ACTOR, PER + f"evidence: [{{source: valley-wire, at: p1, via: {via}}}]\n")
    problem = only([one for one in found if one.code != "no-reason"])

    assert (problem.code, problem.path) == ("chain-loops", ("evidence", 0, "via"))
    assert problem.headline == "in this chain somebody stands twice"
    assert "take out" in problem.help


def test_links_of_which_nobody_says_whose_they_are_make_no_loop(tmp_path):
    via = "[{known: not-stated}, source:coast-review, {known: not-stated}]"

    assert told(tmp_path, ACTOR, PER + f"evidence: [{{source: valley-wire, at: p1, via: {via}}}]\n") == []


def dated(words: str, of: str = "date", more: str = "") -> str:
    """The briefing of Wednesday 2 April, with such time words from an article of Friday 4 April."""
    return BRIEFING.replace("{words: on Wednesday, of: date}", f"{{words: {words}, of: {of}{more}}}")


@pytest.mark.parametrize("words", ["Wednesday", "two days ago", "this week", "once upon a time", "in April"])
def test_time_words_that_can_mean_the_date_or_are_not_understood_are_fine(tmp_path, words):
    assert told(tmp_path, BRIEFING_FILE, dated(words)) == []


def test_time_words_that_cannot_mean_the_date_are_told(tmp_path):
    problem = only(told(tmp_path, BRIEFING_FILE, dated("on Tuesday")))

    assert (problem.code, problem.path) == ("time-words", ("evidence", 0, "dated", 0, "words"))
    assert problem.headline == "'on Tuesday' cannot mean 2031-04-02"
    assert (
        "the source is dated 2031-04-04, where these words can mean 2031-04-01 or 2031-04-08" in problem.help
    )


def test_time_words_of_a_language_that_the_dossier_lists_are_looked_at(tmp_path):
    files = {BRIEFING_FILE: dated("I tirsdags"), SETTINGS_FILE: SETTINGS}
    assert problems_in(tmp_path / "not-listed", TWO_TOWNS | files) == []

    listed = SETTINGS + "time_words: [{words: i tirsdags, means: last Tuesday}]\n"
    problem = only(problems_in(tmp_path / "listed", TWO_TOWNS | files | {SETTINGS_FILE: listed}))
    assert problem.headline == "'I tirsdags' cannot mean 2031-04-02"


def test_time_words_that_give_no_date_of_the_fact_are_told(tmp_path):
    problem = only(told(tmp_path, BRIEFING_FILE, dated("on Wednesday", of="place")))

    assert (problem.code, problem.path) == ("time-words", ("evidence", 0, "dated", 0, "of"))
    assert "'place'" in problem.headline


def test_time_words_may_be_counted_from_an_event(tmp_path):
    since = ", since: meeting:2031-04-02-briefing"
    evidence = "{source: harbour-post, at: p5, dated: {words: %s, of: date" + since + "}}"
    fits, misfits = (
        SAID.replace("{source: harbour-post, at: p5}", evidence % words)
        for words in ("a day later", "two weeks later")
    )

    assert told(tmp_path, SAID_FILE, fits) == []
    assert only(told(tmp_path, SAID_FILE, misfits)).headline == "'two weeks later' cannot mean 2031-04-03"


def test_time_words_give_the_date_of_the_entry_they_stand_in(tmp_path):
    role = """\
roles:
  - id: mayor
    title: mayor
    dates: {value: 2029, evidence: {source: harbour-post, at: p1, dated: {words: two years ago, of: dates}}}
"""

    assert told(tmp_path, ACTOR, PER + role) == []
    misfit = only(told(tmp_path, ACTOR, PER + role.replace("2029", "2024")))
    assert misfit.headline == "'two years ago' cannot mean 2024"


def test_time_words_fit_when_one_of_several_dates_does(tmp_path):
    contested = """\
date:
  contested:
    - {id: second, value: 2031-04-02, evidence: {source: valley-wire, at: p1}}
    - {id: third, value: 2031-04-01, evidence: {source: harbour-post, at: p4}}
"""
    briefing = BRIEFING.replace("date: 2031-04-02\n", contested)

    assert told(tmp_path, BRIEFING_FILE, briefing) == []
    assert told(tmp_path, BRIEFING_FILE, briefing.replace("on Wednesday", "on Tuesday")) == []
    (misfit,) = told(tmp_path, BRIEFING_FILE, briefing.replace("on Wednesday", "on Monday"))
    assert misfit.headline == "'on Monday' cannot mean 2031-04-02 or 2031-04-01"


def quoted(words: int, spans: int = 1) -> str:
    span = " ".join(["toll"] * words)
    return SAID.replace("settled by the towns", " … ".join([span] * spans))


@pytest.mark.parametrize(("words", "spans"), [(30, 1), (30, 2), (20, 3)])
def test_a_quote_may_be_as_long_as_the_dossier_allows(tmp_path, words, spans):
    assert told(tmp_path, SAID_FILE, quoted(words, spans)) == []


@pytest.mark.parametrize(
    ("words", "spans", "headline"),
    [
        (31, 1, "this quote has 31 words in one stretch; 30 are allowed"),
        (21, 3, "this quote has 63 words in all; 60 are allowed"),
    ],
)
def test_a_longer_quote_is_told(tmp_path, words, spans, headline):
    problem = only(told(tmp_path, SAID_FILE, quoted(words, spans)))

    assert (problem.code, problem.path) == ("quote-too-long", ("renderings", 0, "quote"))
    assert problem.headline == headline
    assert problem.help


def test_the_dossier_says_how_long_a_quote_may_be(tmp_path):
    settings = TWO_TOWNS["content/dossier.yaml"] + "limits: {span: 3}\n"

    problems = told(tmp_path, "content/dossier.yaml", settings)

    assert [problem.headline for problem in problems] == [
        "this quote has 4 words in one stretch; 3 are allowed"
    ] * 2


def test_checks_say_nothing_of_a_source_that_is_not_there(tmp_path):
    world = {file: text for file, text in TWO_TOWNS.items() if file != POST_FILE}

    assert {problem.code for problem in problems_in(tmp_path, world)} == {"dangling-reference"}


def test_every_problem_of_several_is_told(tmp_path):
    evidence = "evidence: [{source: harbour-post, at: [p6, p7]}, {source: coast-review, at: p1}]\n"

    problems = told(tmp_path, ACTOR, PER + evidence + "roles: {id: mayor, title: mayor}\n")

    assert [(problem.code, problem.path) for problem in problems] == [
        ("place-outside", ("evidence", 0, "at", 0)),
        ("place-outside", ("evidence", 0, "at", 1)),
        ("unread-source", ("evidence", 1, "source")),
        ("no-evidence", ("roles", 0)),
    ]
