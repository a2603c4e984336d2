"""Our own words as the pages set them, and conclusions with their reasons: what is only told, and stops nothing."""

from __future__ import annotations

import pytest
from worlds import TWO_TOWNS, problems_in

from generator.problems import Severity

TOLL_FILE = "content/issues/toll.yaml"
VIEW_FILE = "content/positions/toll/ada-lind.yaml"


def codes(folder, files: dict[str, str]) -> list[str]:
    return [one.code for one in problems_in(folder, {**TWO_TOWNS, **files})]


@pytest.mark.parametrize(
    "question",
    [
        "Who sets the toll?", "Who asked “who sets the toll?”", "Who (and why?)", "¿Quién fija el peaje?", "من يحمل المفتاح؟",
        "谁定通行费？", "誰が料金を決めるのか。", "ใครเป็นผู้กำหนดค่าผ่านทาง", "Ποιος ορίζει τα διόδια;", "Ով է սահմանում վճարը՞",
        "Who sets *the toll?*",
    ],
)  # fmt: skip
def test_a_question_may_end_in_the_mark_of_its_script(question, tmp_path):
    assert (
        codes(
            tmp_path,
            {TOLL_FILE: f"title: T\nquestion: '{question}'\nprovisions: {{id: cap, title: A cap}}\n"},
        )
        == []
    )


@pytest.mark.parametrize(
    "question", ["Who sets the toll", "Who? Nobody says.", "Who sets the toll;", "Кто платит"]
)
def test_a_question_that_does_not_ask_is_told(question, tmp_path):
    issue = f"title: T\nquestion: '{question}'\nprovisions: {{id: cap, title: A cap}}\n"
    assert codes(tmp_path, {TOLL_FILE: issue}) == ["no-question-mark"]
    open_one = f"type: person\nname: X\nunknown: {{id: a, question: '{question}'}}\nevidence: {{source: harbour-post, at: p1}}\n"
    (problem,) = problems_in(tmp_path / "open", {**TWO_TOWNS, "content/actors/x.yaml": open_one})
    assert (problem.code, problem.severity) == ("no-question-mark", Severity.HINT)
    assert problem.path == ("unknown", 0, "question")


@pytest.mark.parametrize(
    ("says", "hints"),
    [
        ("wants a low toll", []),
        ("Ada Lind wants a low toll", ["name-twice"]),
        ("vada lindt's towns want one", ["name-twice"]),
        ("Ada Lindström wants one", []),
    ],
)
def test_a_view_that_begins_with_the_name_of_its_holder_is_told(says, hints, tmp_path):
    view = f"stances: {{id: low, says: {says!r}, basis: own, evidence: {{source: harbour-post, at: p4}}}}\n"
    assert codes(tmp_path, {VIEW_FILE: view}) == hints


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("names: {{id: x, name: X, identity: inferred{}, evidence: {{source: harbour-post, at: p5}}}}", ", why: same office"),
        ("evidence: {{source: harbour-post, at: p1, via: {{who: source:coast-review, known: inferred{}}}}}", ", why: both name it"),
    ],
)  # fmt: skip
def test_a_conclusion_without_its_reason_is_told(inside, why, tmp_path):
    rest = "" if "via" in inside else "\nevidence: {source: harbour-post, at: p1}"
    bare, given = (f"type: person\nname: X\n{inside.format(one)}{rest}\n" for one in ("", why))
    assert codes(tmp_path, {"content/actors/x.yaml": bare}) == ["no-reason"]
    assert codes(tmp_path / "given", {"content/actors/x.yaml": given}) == []


def test_what_a_source_draws_on_is_explained_once_for_all_its_links(tmp_path):
    fact = "type: person\nname: X\nevidence: {source: valley-wire, at: p1, via: 'source:coast-review?'}\n"
    wire = TWO_TOWNS["seeds/valley-wire.yaml"]
    explained = wire.replace(
        "derived_from: coast-review", "derived_from: {source: coast-review, why: it says so}"
    )
    assert codes(tmp_path, {"content/actors/x.yaml": fact}) == ["no-reason"]
    assert (
        codes(tmp_path / "given", {"content/actors/x.yaml": fact, "seeds/valley-wire.yaml": explained}) == []
    )


@pytest.mark.parametrize("nothing", ["none", "undisclosed"])
def test_that_there_is_nothing_is_what_a_source_says(nothing, tmp_path):
    event = "title: A leak\ndate: {{nothing: {}{}}}\nevidence: {{source: harbour-post, at: p1}}\n"
    file = "content/events/undated-leak.yaml"
    (problem,) = problems_in(tmp_path, {**TWO_TOWNS, file: event.format(nothing, "")})
    assert (problem.code, problem.path, problem.severity) == ("no-evidence", ("date",), Severity.ERROR)
    there = ", evidence: {source: harbour-post, at: p3}"
    assert codes(tmp_path / "said", {file: event.format(nothing, there)}) == []


def test_an_article_without_a_name_says_so_itself(tmp_path):
    wire = TWO_TOWNS["seeds/valley-wire.yaml"] + "authors: {nothing: none}\n"
    assert codes(tmp_path, {"seeds/valley-wire.yaml": wire}) == []


def test_a_misspelt_source_is_told_apart_from_one_whose_own_record_is_wrong(tmp_path):
    wire = TWO_TOWNS["seeds/valley-wire.yaml"] + "outlets: x\n"
    fact = "type: person\nname: X\nevidence: {source: vallye-wire, at: p1}\n"
    found = problems_in(
        tmp_path, {**TWO_TOWNS, "seeds/valley-wire.yaml": wire, "content/actors/x.yaml": fact}
    )
    assert [one.help for one in found if one.code == "dangling-reference"] == ["did you mean 'valley-wire'?"]
