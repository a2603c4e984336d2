"""`factsheet list` and `factsheet show`: what there is, and what it says, in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
import real
from click.testing import CliRunner, Result
from worlds import TWO_TOWNS, build_world

from generator.commands.cli import main
from generator.plainly import place_in_words

LIND = "content/actors/ada-lind.yaml"
EVIDENCE = "evidence: {source: harbour-post, at: p5}\n"
WORLD = {
    **TWO_TOWNS,
    LIND: TWO_TOWNS[LIND].replace("at: p5}}", "at: p5}, hold: {since: 2031-04-05, note: we ask}}"),
    "content/actors/per-holm.yaml": f"draft: true\ntype: person\nname: Per \u202eHolm\npart_of: ada-lind\n{EVIDENCE}",
    "content/events/undated-leak.yaml": f"title: The leak\nwithdrawn: {{date: 2031-04-06, why: it was none}}\n{EVIDENCE}",
}


def call(*arguments: str | Path) -> Result:
    called = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert isinstance(called.exception, SystemExit | None), called.exc_info
    return called


def refs(listed: Result) -> list[str]:
    assert listed.exit_code == 0, listed.output
    return [line.split()[0] for line in listed.stdout.splitlines()]


def test_every_fact_is_listed_with_name_date_and_file(tmp_path):
    project = build_world(tmp_path, WORLD)
    listed = call("list", "--project", project)
    assert len(refs(listed)) == len(WORLD) - 1
    first = "plan:first                          First draft  2031-04-02  content/plans/first.yaml"
    assert first in listed.stdout.splitlines()
    (meeting,) = call("list", "meetings", "--project", project).stdout.splitlines()
    assert meeting == (
        "meeting:2031-04-02-briefing  Briefing on the draft  2031-04-02  content/meetings/2031-04-02-briefing.yaml"
    )


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--draft",), ["actor:per-holm"]),
        (("--hold",), ["actor:ada-lind#vada"]),
        (("--withdrawn",), ["event:undated-leak"]),
        (("--draft", "--withdrawn"), ["actor:per-holm", "event:undated-leak"]),
        (("actor", "--withdrawn"), []),
        (("issue",), ["issue:toll"]),
    ],
)
def test_drafts_and_what_is_checked_or_withdrawn_are_listed(filters, found, tmp_path):
    assert refs(call("list", *filters, "--project", build_world(tmp_path, WORLD))) == found


def test_a_kind_that_is_none_is_answered(tmp_path):
    answered = call("list", "actr", "--project", build_world(tmp_path, WORLD))
    assert answered.exit_code == 2
    assert "did you mean 'actor'?" in answered.stderr
    assert call("list", "--project", tmp_path / "content").exit_code == 2


def test_a_fact_is_shown_in_plain_words_with_its_evidence_and_what_names_it(tmp_path):
    shown = call("show", "meeting:2031-04-02-briefing", "--project", build_world(tmp_path, WORLD)).stdout
    assert shown.splitlines() == [
        "Briefing on the draft (meeting:2031-04-02-briefing)",
        "content/meetings/2031-04-02-briefing.yaml",
        "",
        "title: Briefing on the draft",
        "date: 2031-04-02",
        "participants 'envoy'",
        "  actor: Ada Lind (actor:ada-lind)",
        "  mode: attended",
        "  evidence: Harbour Post, 4 April 2031, paragraph 4",
        "evidence: Valley Wire, 4 April 2031, paragraph 1, from Coast Review, 3 April 2031, from two-town officials",
        "  the source's own words for the date: “on Wednesday”",
        "",
        "Nothing names it.",
    ]
    lind = call("show", "actor:ada-lind", "--project", tmp_path).stdout
    assert "Named in:\n" in lind
    assert "  Meetings\n    Briefing on the draft (meeting:2031-04-02-briefing#envoy)\n" in lind
    assert "  Parts of it\n    Per �Holm (actor:per-holm)\n" in lind


def test_an_entry_and_a_draft_are_shown(tmp_path):
    project = build_world(tmp_path, WORLD)
    entry = call("show", "actor:ada-lind#vada", "--project", project).stdout
    assert entry.startswith(f"Ada Lind, vada (actor:ada-lind#vada)\n{LIND}\n")
    assert "name: Vada Lindt" in entry
    draft = call("show", "actor:per-holm", "--project", project).stdout
    assert draft.startswith("Per �Holm (actor:per-holm), a draft\n")
    missed = call("show", "actor:ada-lnd", "--project", project)
    assert missed.exit_code == 2
    assert "did you mean 'actor:ada-lind'" in missed.stderr


def test_facts_of_a_dossier_with_faults_are_shown_too(tmp_path):
    said = TWO_TOWNS["content/statements/2031-04-03-lind-on-tolls.yaml"].replace(
        "speaker: ada-lind", "speaker: nobody"
    )
    project = build_world(tmp_path, {**WORLD, "content/statements/2031-04-03-lind-on-tolls.yaml": said})
    shown = call("show", "statement:2031-04-03-lind-on-tolls", "--project", project)
    assert shown.exit_code == 0
    assert "speaker: not there (actor:nobody)" in shown.stdout
    assert "  2031-04-03-lind-on-tolls  " in call("list", "statement", "--project", project).stdout


def test_a_link_to_a_fact_whose_name_cannot_be_made_is_shown_as_it_is_typed(tmp_path):
    view = WORLD["content/positions/toll/ada-lind.yaml"]
    lind = WORLD[LIND].replace(
        "name: Ada Lind\n",
        "name: Ada Lind\nsummary: see [it](position:toll/nobody) and [](position:toll/nobody)\n",
    )
    project = build_world(tmp_path, {**WORLD, LIND: lind, "content/positions/toll/nobody.yaml": view})
    shown = call("show", "actor:ada-lind", "--project", project)
    assert shown.exit_code == 0
    assert "summary: see [it](position:toll/nobody)" in shown.stdout


def test_every_fact_of_the_repository_can_be_shown():
    for ref in (
        "plan:initial-plan",
        "statement:2025-12-02-rutte-open-door",
        "source:unn-2025-12-03",
        "page:method",
    ):
        assert call("show", ref, "--project", real.ROOT).exit_code == 0


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("p17", "paragraph 17"),
        ("p17-19", "paragraphs 17 to 19"),
        ("p2s3", "paragraph 2, sentence 3"),
        ("p2s3-4", "paragraph 2, sentences 3 to 4"),
        ("there", "there"),
    ],
)
def test_a_place_in_words(place, words):
    assert place_in_words(place) == words
