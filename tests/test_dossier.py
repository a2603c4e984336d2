from __future__ import annotations

import pytest
from worlds import (
    BRIEFING,
    FIRST,
    LIND,
    METHOD,
    SAID,
    SETTINGS,
    TOLL,
    TWO_TOWNS,
    VIEW,
    build_world,
    problems_in,
)

from generator.build import gather
from generator.dangling import MOST_GUESSES
from generator.dossier import MENTIONED, Dossier, references
from generator.facts.plan import Plan
from generator.problems import Mark, Problem

TOLL_FILE = "content/issues/toll.yaml"
PLAN_FILE = "content/plans/first.yaml"
LIND_FILE = "content/actors/ada-lind.yaml"
METHOD_FILE = "content/pages/method.md"


def dossier_of(folder, world=TWO_TOWNS) -> Dossier:
    return gather(build_world(folder, world), lambda _: None)[0]


def told(folder, changes: dict[str, str]) -> list[Problem]:
    return problems_in(folder, {**TWO_TOWNS, **changes})


def test_a_sound_world_has_no_problems(tmp_path):
    assert problems_in(tmp_path, TWO_TOWNS) == []


@pytest.mark.parametrize(
    ("file", "text", "path", "headline", "cure"),
    [
        (
            "content/meetings/2031-04-02-briefing.yaml",
            BRIEFING.replace("actor: ada-lind", "actor: ada-lund"),
            ("participants", 0, "actor"),
            "no actor is called 'ada-lund'",
            "did you mean 'ada-lind'?",
        ),
        (
            "content/statements/2031-04-03-lind-on-tolls.yaml",
            SAID + "meeting: meeting:2031-04-02-brefing\n",
            ("meeting",),
            "no meeting is called '2031-04-02-brefing'",
            "did you mean '2031-04-02-briefing'?",
        ),
        (
            PLAN_FILE,
            FIRST.replace("toll#cap", "toll#cup"),
            ("provisions", 0, "provision"),
            "'issue:toll' has no entry 'cup'",
            "did you mean 'cap'?",
        ),
        (
            PLAN_FILE,
            FIRST.replace("toll#cap", "cap"),
            ("provisions", 0, "provision"),
            "no issue is called 'cap'",
            "did you mean 'toll#cap'?",
        ),
        (
            PLAN_FILE,
            FIRST + "follows: {plan: firsd, how: revises}\n",
            ("follows", 0, "plan"),
            "no plan is called 'firsd'",
            "write content/plans/firsd.yaml first, or name one that is there",
        ),
        (
            PLAN_FILE,
            FIRST + "summary: As [she](actor:adalind) says.\n",
            ("summary",),
            "no actor is called 'adalind'",
            "did you mean 'ada-lind'?",
        ),
        (
            TOLL_FILE,
            TOLL + "summary: |\n  One.\n\n  See [the draft](plan:furst) and [why](page:method).\n",
            ("summary",),
            "no plan is called 'furst'",
            "did you mean 'first'?",
        ),
        (
            TOLL_FILE,
            TOLL + "note: See [the cap](issue:toll#cap) and [this](isue:toll).\n",
            ("note",),
            "there is no kind 'isue'",
            "did you mean 'issue'?",
        ),
        (
            "content/positions/tolls/ada-lind.yaml",
            VIEW,
            (),
            "no issue is called 'tolls'",
            "did you mean 'toll'?",
        ),
        (
            "content/positions/toll/ada-lund.yaml",
            VIEW,
            (),
            "no actor is called 'ada-lund'",
            "did you mean 'ada-lind'?",
        ),
        (
            LIND_FILE,
            LIND + "part_of: upper-ferry\n",
            ("part_of", 0),
            "no actor is called 'upper-ferry'",
            "write content/actors/upper-ferry.yaml first, or name one that is there",
        ),
        (
            LIND_FILE,
            LIND + "note: See [our corrections](page:what-we-got-wrong).\n",
            ("note",),
            "no page is called 'what-we-got-wrong'",
            "write content/pages/what-we-got-wrong.md first, or name one that is there",
        ),
        (
            "content/dossier.yaml",
            SETTINGS.replace("actor:ada-lind", "actor:ada-lund"),
            ("summary",),
            "no actor is called 'ada-lund'",
            "did you mean 'ada-lind'?",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_with_its_place_and_the_nearest(
    tmp_path, file, text, path, headline, cure
):
    (problem,) = told(tmp_path, {file: text})

    assert (problem.code, problem.file, problem.path) == ("dangling-reference", file, path)
    assert (problem.headline, problem.help) == (headline, cure)
    assert problem.mark is None


def test_in_a_page_the_line_is_told(tmp_path):
    (problem,) = told(tmp_path, {METHOD_FILE: METHOD + "\nAs [she](actor:ada-lund) says.\n"})

    assert (problem.code, problem.headline) == ("dangling-reference", "no actor is called 'ada-lund'")
    assert problem.mark == Mark(5, 10, len("actor:ada-lund"))


def test_each_reference_to_what_is_not_there_is_told(tmp_path):
    world = {file: text for file, text in TWO_TOWNS.items() if file != LIND_FILE}

    found = [(problem.file, problem.path) for problem in problems_in(tmp_path, world)]

    assert found == [
        ("content/corrections/2031-04-06-lind.yaml", ("fact",)),
        ("content/dossier.yaml", ("summary",)),
        ("content/meetings/2031-04-02-briefing.yaml", ("participants", 0, "actor")),
        ("content/pages/method.md", ("body",)),
        ("content/positions/toll/ada-lind.yaml", ()),
        ("content/statements/2031-04-03-lind-on-tolls.yaml", ("speaker",)),
    ]


def test_what_points_at_a_file_that_failed_to_take_shape_is_passed_over_in_silence(tmp_path):
    lind = "type: human\nname: Ada Lind\nevidence: {source: harbour-post, at: p2}\n"
    found = told(tmp_path, {LIND_FILE: lind, TOLL_FILE: "title: Tolls\n"})

    assert [(problem.code, problem.file) for problem in found] == [
        ("bad-choice", LIND_FILE),
        ("missing-key", TOLL_FILE),
    ]


def test_what_points_at_a_file_that_is_no_yaml_is_passed_over_in_silence(tmp_path):
    found = told(tmp_path, {LIND_FILE: 'name: "Ada\n', METHOD_FILE: "no title\n"})

    assert {problem.file for problem in found} == {LIND_FILE, METHOD_FILE}


def test_a_published_fact_does_not_lead_to_a_draft(tmp_path):
    found = told(tmp_path, {PLAN_FILE: FIRST + "draft: true\n"})

    (problem,) = found
    assert (problem.code, problem.file, problem.path) == (
        "leads-to-draft",
        "content/plans/second.yaml",
        ("follows", 0, "plan"),
    )
    assert (problem.headline, problem.help) == (
        "'plan:first' is a draft, which readers will not find",
        "take 'draft: true' out of its file, or take this reference out",
    )


def test_a_draft_may_lead_anywhere_and_is_left_out(tmp_path):
    draft = "title: Third draft\ntext: reported\nfollows: {plan: lost, how: revises}\ndraft: true\n"
    world = {**TWO_TOWNS, "content/plans/third.yaml": draft}

    assert problems_in(tmp_path, world) == []
    assert not dossier_of(tmp_path, world).has("plan:third")


def test_the_nearest_is_looked_for_as_often_as_helps(tmp_path):
    lost = [f"ada-lund-{number}" for number in range(MOST_GUESSES + 5)]

    holm = LIND.replace("Ada Lind", "Per Holm")
    found = told(tmp_path, {"content/actors/per-holm.yaml": f"{holm}part_of: [{', '.join(lost)}]\n"})

    cures = [problem.help for problem in found]
    assert len(found) == len(lost)
    assert sum(cure == "did you mean 'ada-lind'?" for cure in cures) == MOST_GUESSES
    assert sum(cure.startswith("write content/actors/ada-lund-") for cure in cures) == 5


def test_facts_and_entries_are_found_by_their_address(tmp_path):
    dossier = dossier_of(tmp_path)

    assert dossier.has("position:toll/ada-lind")
    assert dossier.has("issue:toll#cap")
    assert not dossier.has("issue:toll#cup")
    assert not dossier.has("cap")


def test_facts_of_a_kind_come_by_id_and_say_what_their_kind_declares(tmp_path):
    dossier = dossier_of(tmp_path)

    assert [held.ref for held in dossier.of_kind("plan")] == ["plan:first", "plan:second"]
    assert [plan.title for _, plan in dossier.records("plan", Plan)] == ["First draft", "Second draft"]
    assert dossier.of_kind("rumour") == []


@pytest.mark.parametrize(
    ("ref", "name"),
    [
        ("actor:ada-lind", "Ada Lind"),
        ("issue:toll", "Tolls"),
        ("issue:toll#cap", "A cap on tolls"),
        ("position:toll/ada-lind", "Ada Lind: Tolls"),
        ("statement:2031-04-03-lind-on-tolls", "Ada Lind: The towns settle the tolls."),
        ("page:method", "Method"),
    ],
)
def test_a_fact_is_called_by_the_title_of_its_kind(tmp_path, ref, name):
    assert dossier_of(tmp_path).named(ref) == name


def test_a_name_is_words_without_markup_and_a_link_without_words_has_those_of_its_target(tmp_path):
    world = {
        **TWO_TOWNS,
        "content/divergences/by-or-with.yaml": TWO_TOWNS["content/divergences/by-or-with.yaml"].replace(
            "By the towns or with them?", "Does [](actor:ada-lind) say *by* the towns?"
        ),
    }

    assert dossier_of(tmp_path, world).named("divergence:by-or-with") == "Does Ada Lind say by the towns?"


def test_two_facts_may_have_each_other_in_their_names(tmp_path):
    circle = {
        f"content/issues/{here}.yaml": TOLL.replace(
            "question: Who sets the toll?", f"question: And [](issue:{there})?"
        )
        for here, there in (("toll", "ferry"), ("ferry", "toll"))
    }

    assert problems_in(tmp_path, {**TWO_TOWNS, **circle}) == []


def test_references_are_those_of_the_id_of_the_fields_and_of_the_prose(tmp_path):
    facts = dossier_of(tmp_path).facts

    position = [(one.path, one.target, one.back) for one in references(facts["position:toll/ada-lind"])]
    assert position == [
        ((), "issue:toll", "Positions"),
        ((), "actor:ada-lind", "Positions"),
        (("stances", 0, "evidence", 0, "source"), "source:valley-wire", "What is taken from this source"),
    ]
    (mention,) = references(facts["page:method"])
    assert (mention.path, mention.target, mention.back) == (("body",), "actor:ada-lind", MENTIONED)
    assert mention.mark == Mark(3, 30, len("actor:ada-lind"))
