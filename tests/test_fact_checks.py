from __future__ import annotations

import pytest
from worlds import (
    BRIEFING,
    BY_OR_WITH,
    CORRECTION,
    FIRST,
    LIND,
    METHOD,
    REVIEW,
    SAID,
    SECOND,
    SETTINGS,
    TOLL,
    TWO_TOWNS,
    WIRE,
    problems_in,
)

from generator.problems import Mark, Part, Problem, Severity

LIND_FILE = "content/actors/ada-lind.yaml"
TOLL_FILE = "content/issues/toll.yaml"
FIRST_FILE = "content/plans/first.yaml"
SECOND_FILE = "content/plans/second.yaml"
METHOD_FILE = "content/pages/method.md"
SAID_FILE = "content/statements/2031-04-03-lind-on-tolls.yaml"
DIVERGENCE = "content/divergences/by-or-with.yaml"
AT_P1 = "evidence: {source: harbour-post, at: p1}"


def told(folder, changes: dict[str, str]) -> list[Problem]:
    return problems_in(folder, {**TWO_TOWNS, **changes})


def only(problems: list[Problem]) -> Problem:
    (problem,) = problems
    return problem


def test_a_version_that_follows_itself_is_told_once(tmp_path):
    follows = f"follows: [{{plan: second, how: revises, {AT_P1}}}]\n"

    problem = only(told(tmp_path, {FIRST_FILE: FIRST + follows}))

    assert (problem.code, problem.file) == ("plan-loop", SECOND_FILE)
    assert problem.path == ("follows", 0)
    assert "'second' leads back to itself" in problem.headline
    assert "'first'" in problem.help


def test_a_version_that_follows_itself_at_once_is_told(tmp_path):
    problem = only(told(tmp_path, {SECOND_FILE: SECOND.replace("plan: first", "plan: second")}))

    assert (problem.code, problem.file) == ("plan-loop", SECOND_FILE)


def test_a_source_that_draws_on_itself_by_others_is_told_once(tmp_path):
    sources = {
        "seeds/coast-review.yaml": REVIEW + "derived_from: [harbour-post, radio-fjord]\n",
        "seeds/radio-fjord.yaml": "name: Radio Fjord\nread: unread\nderived_from: valley-wire\n",
    }

    problem = only(told(tmp_path, sources))

    assert (problem.code, problem.path[0]) == ("source-loop", "derived_from")
    assert problem.file in {"seeds/coast-review.yaml", "seeds/radio-fjord.yaml", "seeds/valley-wire.yaml"}
    assert "take it out" in problem.help


def test_each_of_two_loops_is_told(tmp_path):
    sources = {
        f"seeds/{name}.yaml": f"name: {name}\nread: unread\nderived_from: {on}\n"
        for name, on in (("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("e", "[a, c]"))
    }

    assert [problem.file for problem in told(tmp_path, sources)] == ["seeds/b.yaml", "seeds/d.yaml"]


def test_ways_that_part_and_meet_again_are_no_loop(tmp_path):
    sources = {
        "seeds/radio-fjord.yaml": "name: Radio Fjord\nread: unread\nderived_from: coast-review\n",
        "seeds/valley-wire.yaml": WIRE.replace("coast-review", "[coast-review, radio-fjord]"),
    }

    assert told(tmp_path, sources) == []


def test_ways_that_part_and_meet_again_many_times_are_walked_once(tmp_path):
    sources = {
        f"seeds/{side}{step}.yaml": f"name: a\nread: unread\nderived_from: [left{step + 1}, right{step + 1}]\n"
        for step in range(60)
        for side in ("left", "right")
    }
    last = {f"seeds/{side}60.yaml": "name: a\nread: unread\n" for side in ("left", "right")}

    assert told(tmp_path, {**sources, **last}) == []


def test_a_long_line_of_sources_is_walked(tmp_path):
    sources = {
        f"seeds/s{number}.yaml": f"name: a\nread: unread\nderived_from: s{(number + 1) % 400}\n"
        for number in range(400)
    }

    assert [problem.code for problem in told(tmp_path, sources)] == ["source-loop"]


def test_an_id_is_given_once_in_a_file(tmp_path):
    twice = f"roles:\n  - {{id: vada, title: envoy, {AT_P1}}}\nunknown: [{{id: vada, question: Who?}}]\n"

    problems = told(tmp_path, {LIND_FILE: LIND + twice})

    assert [(problem.code, problem.file) for problem in problems] == [("repeated-id", LIND_FILE)] * 2
    assert {problem.path[-1] for problem in problems} == {"id"}
    assert problems[0].headline == "the id 'vada' is taken in this file"
    assert "another id" in problems[0].help


def test_the_same_id_may_stand_in_two_files(tmp_path):
    assert told(tmp_path, {"content/issues/ferry.yaml": TOLL.replace("Tolls", "Ferry")}) == []


@pytest.mark.parametrize(
    ("fact_id", "date"),
    [
        ("2031-04-02-a", "2031-04-02"),
        ("2031-04-02-a", "2031-04-02T10:00+02:00"),
        ("2031-04-02-a", "2031-04-02/2031-04-05"),
        ("2031-04-a", "2031-04"),
        ("2031-04-a", "2031-04-02~"),
        ("2031-a", "2031"),
        ("undated-a", "2031-04-02"),
        ("2031-04-02-a", "{nothing: undisclosed, evidence: {source: harbour-post, at: p4}}"),
    ],
)
def test_an_id_begins_with_its_date_as_far_as_it_is_known(tmp_path, fact_id, date):
    event = f"title: A leak\ndate: {date}\n{AT_P1}\n"

    assert told(tmp_path, {f"content/events/{fact_id}.yaml": event}) == []


@pytest.mark.parametrize(
    ("date", "proposed"),
    [("2031-05-09", "2031-05-09-leak"), ("2031-05", "2031-05-leak"), ("2031-05-09~", "2031-04-02-leak")],
)
def test_an_id_without_a_date_is_proposed_with_that_of_the_fact(tmp_path, date, proposed):
    problem = only(told(tmp_path, {"content/events/leak.yaml": f"title: A leak\ndate: {date}\n{AT_P1}\n"}))

    assert f"as in '{proposed}'" in problem.help


@pytest.mark.parametrize("fact_id", ["leak", "2031", "31-04-02-leak", "leak-2031-04-02"])
def test_an_id_that_does_not_begin_with_a_date_is_told(tmp_path, fact_id):
    file = f"content/events/{fact_id}.yaml"

    problem = only(told(tmp_path, {file: f"title: A leak\n{AT_P1}\n"}))

    assert (problem.code, problem.file, problem.path, problem.part) == (
        "id-without-date",
        file,
        (),
        Part.FILE,
    )
    assert problem.headline == f"the id '{fact_id}' does not begin with a date"
    assert "rename the file" in problem.help


@pytest.mark.parametrize(
    ("file", "text", "field"),
    [
        ("content/events/2031-04-03-leak.yaml", f"title: A leak\ndate: 2031-04-02\n{AT_P1}\n", "date"),
        ("content/meetings/2030-04-talks.yaml", BRIEFING, "date"),
        ("content/corrections/2031-04-05-lind.yaml", CORRECTION, "when"),
    ],
)
def test_an_id_that_begins_with_another_date_is_told(tmp_path, file, text, field):
    problem = only(told(tmp_path, {file: text}))

    assert (problem.code, problem.file, problem.path) == ("id-of-another-date", file, (field,))
    assert problem.severity is Severity.QUESTION
    assert "2031-04-0" in problem.headline
    assert "factsheet rename" in problem.help


def test_one_of_several_dates_is_enough_for_an_id(tmp_path):
    readings = ", ".join(f"{{id: r{day}, value: 2031-04-0{day}, {AT_P1}}}" for day in (2, 3))
    event = f"title: A leak\ndate: {{contested: [{readings}]}}\n{AT_P1}\n"

    assert told(tmp_path, {"content/events/2031-04-03-leak.yaml": event}) == []


@pytest.mark.parametrize(
    ("text", "code", "quoted"),
    [
        ("See [here](javascript:alert).", "bad-link", "'javascript:alert'"),
        ("See [here](../plans/first.html).", "bad-link", "'../plans/first.html'"),
        ("A bold<br> claim.", "bad-markup", "'<br>'"),
        ("![the bridge](https://a.example/bridge.png)", "bad-markup", "the bridge"),
    ],
)
def test_prose_that_will_not_be_shown_as_it_was_meant_is_told(tmp_path, text, code, quoted):
    problem = only(told(tmp_path, {TOLL_FILE: f"{TOLL}note: |\n  {text}\n"}))

    assert (problem.code, problem.file, problem.path) == (code, TOLL_FILE, ("note",))
    assert quoted in problem.headline
    assert problem.help
    assert problem.mark is None


def test_prose_in_a_page_is_told_with_its_line(tmp_path):
    problem = only(told(tmp_path, {METHOD_FILE: METHOD + "\nSee [this](../first.html).\n"}))

    assert (problem.code, problem.mark) == ("bad-link", Mark(5, 12, len("../first.html")))


def test_prose_in_the_settings_is_looked_at_too(tmp_path):
    settings = SETTINGS + "subtitle: See [this](http:nowhere)\n"

    problem = only(told(tmp_path, {"content/dossier.yaml": settings}))

    assert (problem.code, problem.path) == ("bad-link", ("subtitle",))


def test_quotes_and_plain_texts_are_no_prose(tmp_path):
    said = SAID.replace("settled by the towns", "'settled <by> [the](towns)'")

    assert told(tmp_path, {SAID_FILE: said}) == []


def test_what_cannot_be_shown_is_told(tmp_path):
    problem = only(told(tmp_path, {TOLL_FILE: TOLL.replace("Tolls", '"To\\bll"')}))

    assert (problem.code, problem.file, problem.path) == ("control-character", TOLL_FILE, ("title",))
    assert "U+0008" in problem.headline
    assert problem.help


@pytest.mark.parametrize("blank", ['" "', '"\\n"', '"\\u200b"', '"&nbsp;"'])
def test_a_text_in_which_there_is_nothing_to_read_is_told(tmp_path, blank):
    problem = only(told(tmp_path, {TOLL_FILE: TOLL.replace("Tolls", blank)}))

    assert (problem.code, problem.path) == ("empty-value", ("title",))
    assert "it has to be there; write its value" in problem.help


def contested(*days: int) -> str:
    readings = ", ".join(f"{{id: r{day}, value: 2031-04-0{day}, {AT_P1}}}" for day in days)
    return FIRST.replace("known: 2031-04-02", f"known: {{contested: [{readings}]}}")


def test_two_values_are_contested_and_one_is_not(tmp_path):
    assert told(tmp_path, {FIRST_FILE: contested(1, 2)}) == []

    problem = only(told(tmp_path, {FIRST_FILE: contested(1)}))
    assert (problem.code, problem.path) == ("too-few", ("known", "contested"))
    assert "write the one value plainly" in problem.help


def test_a_divergence_has_two_sides(tmp_path):
    lines = BY_OR_WITH.splitlines(keepends=True)
    one_sided = "".join(line for line in lines if "id: with" not in line)

    problem = only(told(tmp_path, {DIVERGENCE: one_sided}))

    assert (problem.code, problem.file, problem.path) == ("too-few", DIVERGENCE, ("readings",))
    assert problem.headline == "a divergence needs two readings"


@pytest.mark.parametrize(
    ("file", "text", "path"),
    [
        (SAID_FILE, SAID.partition("renderings:")[0] + f"renderings: []\n{AT_P1}\n", ("renderings",)),
        (
            "content/positions/toll/two-town-officials.yaml",
            f"stances: []\n{AT_P1}\n",
            ("stances",),
        ),
        (
            DIVERGENCE,
            BY_OR_WITH.replace("about: statement:2031-04-03-lind-on-tolls", "about: []"),
            ("about",),
        ),
        (FIRST_FILE, FIRST.replace("at: p1}", "at: []}"), ("evidence", 0, "at")),
        (LIND_FILE, LIND.replace("names: vada,", "names: [],"), ("same_as_here", 0, "names")),
    ],
)
def test_a_list_that_must_be_there_is_not_empty(tmp_path, file, text, path):
    problem = only(told(tmp_path, {file: text}))

    assert (problem.code, problem.file, problem.path) == ("too-few", file, path)
    assert problem.headline == f"there is nothing in the list '{path[-1]}'"
    assert problem.help == "write at least one into it"


def test_other_lists_may_be_empty(tmp_path):
    assert told(tmp_path, {TOLL_FILE: TOLL + "unknown: []\nevidence: []\n"}) == []


def test_a_version_touches_points_that_an_issue_declares(tmp_path):
    not_a_point = TOLL + "unknown: [{id: who, question: Who?}]\n"
    world = {TOLL_FILE: not_a_point, FIRST_FILE: FIRST.replace("toll#cap", "toll#who")}

    problem = only(told(tmp_path, world))

    assert (problem.code, problem.file) == ("no-point", FIRST_FILE)
    assert problem.path == ("provisions", 0, "provision")
    assert "'toll#cap'" in problem.help


def test_an_entry_of_a_published_fact_is_no_draft(tmp_path):
    role = f"roles: [{{id: envoy, title: envoy, draft: true, {AT_P1}}}]\n"

    problem = only(told(tmp_path, {LIND_FILE: LIND + role}))

    assert (problem.code, problem.file, problem.path) == ("draft-entry", LIND_FILE, ("roles", 0, "draft"))
    assert "'envoy'" in problem.headline
    assert problem.help


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        (LIND.replace("names: vada", "names: [vada, wada]"), "did you mean 'vada'?"),
        (LIND.replace("names: vada", "names: [vada, lindt]"), "it can be 'vada'"),
        (
            f"type: person\nname: Ada\nsame_as_here: {{names: [vada, wada], why: because}}\n{AT_P1}\n",
            "write that name under 'names:' first",
        ),
    ],
)
def test_a_judgement_on_names_speaks_of_names_in_its_file(tmp_path, text, cure):
    problem = told(tmp_path, {LIND_FILE: text})[-1]

    assert (problem.code, problem.path) == ("unknown-name", ("same_as_here", 0, "names", 1))
    assert "no name with the id" in problem.headline
    assert problem.help == cure
