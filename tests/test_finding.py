"""Facts found by what they are called: any attested form, any script, and spellings that are nearly right."""

from __future__ import annotations

import pytest
import real
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import LIND, TWO_TOWNS, build_world

from generator.build import gather
from generator.commands.cli import main
from generator.finding import Match, find
from generator.values import altered

BRANDT = """\
type: person
name: Şule Brandtøy
names:
  - {id: wire, name: Шуле Брандтёй, evidence: {source: valley-wire, at: p2}}
  - {id: post, name: S. Brandtoy, evidence: {source: harbour-post, at: p2}}
roles:
  - {id: warden, title: keeper of the lock, evidence: {source: valley-wire, at: p2}}
evidence: {source: valley-wire, at: p2}
"""
WEN = """\
type: person
name: Wen Aili
evidence: {source: valley-wire, at: p2}
"""
FOUR = TWO_TOWNS | {"content/actors/sule-brandtoy.yaml": BRANDT, "content/actors/wen-aili.yaml": WEN}


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    dossier, problems = gather(build_world(tmp_path_factory.mktemp("towns"), FOUR), lambda _: None)
    assert problems == []
    return dossier


def found(dossier, asked: str) -> list[tuple[str, Match]]:
    return [(hit.held.ref, hit.match) for hit in find(dossier, asked)]


@pytest.mark.parametrize(
    "asked",
    [
        "Şule Brandtøy",
        "Sule Brandtoy",
        "SULE  BRANDTOY",
        "S\u0327ule Brandtøy",
        "sule-brandtoy",
        "SuleBrandtoy",
        "Ｓｕｌｅ Brandtoy",
        "s brandtoy",
        "Шуле Брандтёй",
    ],
)
def test_a_person_is_found_by_every_form_however_it_is_typed(asked, towns):
    assert found(towns, asked)[0] == ("actor:sule-brandtoy", Match.SAME)


def test_a_name_is_found_in_another_script_than_any_source_uses(towns):
    assert found(towns, "Ада Линд")[0] == ("actor:ada-lind", Match.SAME)
    assert found(towns, "文艾丽")[0] == ("actor:wen-aili", Match.SAME)


@pytest.mark.parametrize("asked", ["Brandtoy", "Brandtoy Sule", "brandt", "lock keeper"])
def test_part_of_a_name_is_enough(asked, towns):
    assert found(towns, asked) == [("actor:sule-brandtoy", Match.WITHIN)]


@pytest.mark.parametrize("asked", ["Brandtoi", "Brantoy", "Schule Brandtoj", "Брантой", "Sule Brndtoy"])
def test_a_near_spelling_finds_who_was_meant(asked, towns):
    assert found(towns, asked)[0] == ("actor:sule-brandtoy", Match.NEAR)


def test_names_that_only_look_a_little_alike_are_not_near(towns):
    for asked in ("Brand", "Lundqvist", "Per Holm", "Toy"):
        assert Match.NEAR not in [match for _, match in found(towns, asked)]


def test_near_ones_are_not_told_where_something_is_called_so(towns):
    assert found(towns, "Lind")[0] == ("actor:ada-lind", Match.WITHIN)
    assert {match for _, match in found(towns, "Lind")} == {Match.WITHIN}


def test_what_is_called_so_comes_before_what_has_it_in_it(towns):
    answers = found(towns, "toll")
    assert answers[0] == ("issue:toll", Match.SAME)
    rest = dict(answers[1:])
    assert rest["position:toll/ada-lind"] is rest["statement:2031-04-03-lind-on-tolls"] is Match.WITHIN


def test_gists_headlines_and_entries_are_looked_at(towns):
    assert found(towns, "settle the tolls") == [("statement:2031-04-03-lind-on-tolls", Match.WITHIN)]
    assert found(towns, "by the towns or") == [("divergence:by-or-with", Match.WITHIN)]
    assert found(towns, "a cap on tolls") == [("issue:toll", Match.SAME)]


def test_nothing_answers_to_nothing(towns):
    for asked in ("", "  ", "!?", "\u0301", "Zacharias"):
        assert found(towns, asked) == []


@settings(max_examples=30)
@given(st.text(max_size=40))
def test_whatever_is_typed_is_answered_best_first(asked):
    answers = [match for _, match in found(real.dossier(), asked)]
    assert answers == sorted(answers)


def test_everybody_is_found_by_every_name_there_is_for_them():
    dossier = real.dossier()
    for held in dossier.of_kind("actor"):
        alone = altered(dossier, shelf={held.ref: held})
        for name in (held.record.name, *(form.name for form in held.record.names)):
            assert found(alone, name) == [(held.ref, Match.SAME)]
            assert found(alone, name.upper()) == [(held.ref, Match.SAME)]


@pytest.mark.parametrize("asked", ["Vana Ringescu", "Ринджеску", "Рингеску", "Lungesku", "Лунгеску"])
def test_a_person_with_two_names_is_found_by_what_one_may_hear(asked):
    assert found(real.dossier(), asked)[0][0] == "actor:oana-lungescu"


# What is typed


def call(folder, *typed: str):
    return CliRunner().invoke(main, ["find", *typed, "--project", str(folder)])


def test_a_line_says_what_it_is_who_else_calls_it_what_and_where_it_stands(tmp_path):
    build_world(tmp_path, FOUR)
    called = call(tmp_path, "Sule Brandtoy")
    assert called.exit_code == 0
    assert called.stdout == (
        "actor:sule-brandtoy  Şule Brandtøy (also: Шуле Брандтёй, Valley Wire, 4 April 2031;"
        " S. Brandtoy, Harbour Post, 4 April 2031)  content/actors/sule-brandtoy.yaml\n"
    )
    assert "keeper of the lock" in call(tmp_path, "lock").stdout


def test_what_is_only_near_is_told_as_such(tmp_path):
    called = call(build_world(tmp_path, FOUR), "Brantoy")
    assert (called.exit_code, called.stderr) == (0, "Nothing is called 'Brantoy'; near to it:\n")


def test_nothing_found_is_said(tmp_path):
    called = call(build_world(tmp_path, FOUR), "Zacharias")
    assert (called.exit_code, called.stdout) == (1, "")
    assert called.stderr == "Nothing is called 'Zacharias', nor nearly so.\n"


def test_too_many_are_counted(tmp_path):
    guards = {
        f"content/actors/guard-{number}.yaml": LIND.replace("Ada Lind", f"Guard {number}")
        for number in range(25)
    }
    called = call(build_world(tmp_path, TWO_TOWNS | guards), "guard")
    assert (len(called.stdout.splitlines()), "and 5 more" in called.stderr) == (20, True)


def test_facts_are_found_beside_broken_ones(tmp_path):
    broken = {
        "content/actors/per-holm.yaml": "type: persona\n",
        "content/positions/toll/nobody.yaml": TWO_TOWNS["content/positions/toll/ada-lind.yaml"],
        "content/actors/wim-drent.yaml": BRANDT.replace("valley-wire", "nowhere"),
    }
    called = call(build_world(tmp_path, FOUR | broken), "brandtoy")
    assert (called.exit_code, len(called.stdout.splitlines())) == (0, 2)
    assert "Some files have problems" in called.stderr


def test_a_name_cannot_steer_the_terminal(tmp_path):
    name = LIND.replace("name: Ada Lind", 'name: "\\e[31mAda\\u202e Lind"')
    called = call(build_world(tmp_path, TWO_TOWNS | {"content/actors/ada-lind.yaml": name}), "lind\x1b")
    assert "\x1b" not in called.output
    assert "\u202e" not in called.output
    assert "\x1b" not in call(tmp_path, "Zacharias\x1b[31m").output
