"""How the rules are asked: of one fact at a time, or of the dossier where only several facts together can answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from articles import quoting
from worlds import TWO_TOWNS, build_world

from generator.build import gather
from generator.checks import DOSSIER_CHECKS, check, faults_of
from generator.dossier import Dossier, Held
from generator.prints import Fingerprints
from generator.problems import in_order
from generator.recall import Recall
from generator.values import altered

WRONG = {
    "content/dossier.yaml": TWO_TOWNS["content/dossier.yaml"] + 'subtitle: "\\u200b"\nlimits: {share: 1}\n',
    "content/actors/ada-lind.yaml": "type: person\nname: Ada Lind\n",
    "content/plans/first.yaml": TWO_TOWNS["content/plans/first.yaml"].replace("at: p1", "at: p9"),
    "content/plans/second.yaml": TWO_TOWNS["content/plans/second.yaml"].replace(
        "plan: first", "plan: second"
    ),
}
"""Something is wrong in each of these files; and with the source, of which more than 1 % is quoted."""


class Unlisted(dict[str, Held]):
    """Facts that can be looked up by name and not be gone through."""

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("a rule about one fact goes through all of them")

    keys = values = items = __iter__  # type: ignore[assignment]


def dossier_of(folder: Path, world: dict[str, str]) -> Dossier:
    return gather(build_world(folder, world), lambda _: None)[0]


@pytest.fixture
def wrong(tmp_path: Path) -> Dossier:
    return dossier_of(tmp_path, {**quoting("p2", "Lind brought it"), **WRONG})


def test_what_is_wrong_with_a_fact_is_told_in_its_own_file(wrong: Dossier):
    told = {held.file: [one.code for one in faults_of(wrong, held)] for held in wrong.written}
    assert {file: codes for file, codes in told.items() if codes} == {
        "content/dossier.yaml": ["empty-value"],
        "content/actors/ada-lind.yaml": ["no-evidence"],
        "content/plans/first.yaml": ["place-outside"],
        "seeds/harbour-post.yaml": ["quoted-too-much"],
    }
    assert all(one.file == held.file for held in wrong.written for one in faults_of(wrong, held))


def test_only_a_loop_needs_more_than_one_fact(wrong: Dossier):
    apart = [one for held in wrong.written for one in faults_of(wrong, held)]
    together = [one for ask in DOSSIER_CHECKS for one in ask(wrong)]
    assert [one.code for one in together] == ["plan-loop"]
    assert in_order(check(wrong)) == in_order([*apart, *together])


def test_a_rule_about_one_fact_does_not_go_through_all_facts(wrong: Dossier):
    unlisted = altered(wrong, shelf=Unlisted(wrong.shelf))
    for held in wrong.written:
        if held.kind.name != "source":  # of which is asked who cites it
            assert faults_of(unlisted, held) == faults_of(wrong, held)


def test_a_fact_is_sound_again_once_what_it_rests_on_has_changed(tmp_path: Path):
    world = quoting("p6", "Lind brought it")
    county = "actor:county"
    before = dossier_of(tmp_path, world)
    assert [one.code for one in faults_of(before, before.facts[county])] == [
        "place-outside",
        "quote-elsewhere",
    ]
    after = dossier_of(tmp_path, world | quoting("p2", "Lind brought it"))
    assert faults_of(after, after.facts[county]) == []
    unkept = altered(before, kept=Fingerprints({}), recall=Recall())
    assert [one.code for one in faults_of(unkept, unkept.facts[county])] == ["place-outside"]
