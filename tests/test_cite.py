"""Evidence added to facts by a command: what is asked for is written, what would break the facts is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from worlds import TWO_TOWNS, build_world

from generator.build import look
from generator.commands.cli import main

LIND = "content/actors/ada-lind.yaml"
SAID = "content/statements/2031-04-03-lind-on-tolls.yaml"
HERE = ("--source", "valley-wire", "--at", "p2")


@pytest.fixture
def towns(tmp_path):
    return build_world(tmp_path / "towns", TWO_TOWNS)


def cite(folder: Path, *typed: str) -> Result:
    called = CliRunner().invoke(main, ["cite", *typed, "--project", str(folder)])
    assert isinstance(called.exception, SystemExit | None), called.exc_info
    return called


def changed(folder: Path) -> dict[str, str]:
    """The files that are not as they were, each with its text."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    texts = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    return {name: text for name, text in texts.items() if TWO_TOWNS.get(name) != text}


def test_evidence_is_added_to_a_fact_and_its_place_told(towns):
    called = cite(towns, "actor:ada-lind", *HERE)
    assert called.exit_code == 0
    assert called.stdout == f"{LIND}:8: - {{source: valley-wire, at: p2}}\n"
    before = TWO_TOWNS[LIND].removesuffix("evidence: {source: valley-wire, at: p3}\n")
    rests = "evidence:\n  - {source: valley-wire, at: p3}\n  - {source: valley-wire, at: p2}\n"
    assert changed(towns) == {LIND: before + rests}


def test_everything_that_is_typed_is_in_the_file(towns):
    typed = [
        *("--source", "source:harbour-post", "--at", "p2", "--at", "p4s1-2", "--quote", "settled: 'no' #"),
        *("--via", "source:coast-review?", "--via", "actor:two-town-officials"),
        *("--reads", "she puts it otherwise", "--stance", "qualifies"),
    ]
    assert cite(towns, "statement:2031-04-03-lind-on-tolls", *typed).exit_code == 0
    evidence = look(towns, lambda _: None).dossier.facts["statement:2031-04-03-lind-on-tolls"].record.evidence
    assert len(evidence) == 2
    new = evidence[1]
    assert (new.source, new.at, new.quote) == ("source:harbour-post", ("p2", "p4s1-2"), "settled: 'no' #")
    assert [(link.who, link.known) for link in new.via] == [
        ("source:coast-review", "inferred"),
        ("actor:two-town-officials", "stated"),
    ]
    assert (new.reads, new.stance) == ("she puts it otherwise", "qualifies")


@pytest.mark.parametrize("typed", ["p4s2,p5", "p4s2, p5", "p4s2 and p5"])
def test_several_places_in_one_text_are_answered_with_the_call_that_is_meant(typed, towns):
    refused = cite(towns, "actor:ada-lind", "--source", "harbour-post", "--at", typed)
    meant = re.search(r"write each by itself: (.*)", refused.stderr)
    assert (refused.exit_code, changed(towns), meant and meant[1]) == (2, {}, "--at p4s2 --at p5")
    assert cite(towns, "actor:ada-lind", "--source", "harbour-post", *meant[1].split()).exit_code == 0


def test_an_entry_is_cited_by_its_id(towns):
    assert cite(towns, "position:toll/ada-lind#low", "--source", "harbour-post", "--at", "p3").exit_code == 0
    assert cite(towns, "actor:ada-lind#vada", *HERE).exit_code == 0
    assert set(changed(towns)) == {"content/positions/toll/ada-lind.yaml", LIND}
    facts = look(towns, lambda _: None).dossier.entries
    assert facts["position:toll/ada-lind#low"].evidence[1].source == "source:harbour-post"
    assert facts["actor:ada-lind#vada"].evidence[1].source == "source:valley-wire"


def test_a_dry_run_shows_the_change_and_writes_nothing(towns):
    called = cite(towns, "actor:ada-lind", *HERE, "--dry-run")
    assert called.exit_code == 0
    assert f"+++ b/{LIND}" in called.stdout
    assert "+  - {source: valley-wire, at: p2}" in called.stdout
    assert changed(towns) == {}


def test_the_same_evidence_is_not_added_twice(towns):
    called = cite(towns, "actor:ada-lind", "--source", "valley-wire", "--at", "p3")
    assert (called.exit_code, "rests on this already" in called.stdout) == (0, True)
    assert changed(towns) == {}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["--source", "valley-wire", "--at", "p9"], f"{LIND}:8:31: error[place-outside]"),
        (["--source", "valley-wire", "--at", "page 2"], f"{LIND}:8:31: error"),
        (["--source", "valley-wir", "--at", "p1"], "did you mean 'valley-wire'?"),
        (["--source", "coast-review", "--at", "p1"], "error[unread-source]"),
        ([*HERE, "--via", "actor:nobody"], "no actor is called 'nobody'"),
        ([*HERE, "--via", "nobody"], "'nobody' is no reference"),
    ],
)
@pytest.mark.parametrize("how", [[], ["--dry-run"]])
def test_what_would_break_the_facts_is_told_at_its_place_and_not_written(typed, told, how, towns):
    called = cite(towns, "actor:ada-lind", *typed, *how)
    assert (called.exit_code, changed(towns)) == (1, {})
    assert told in called.stderr
    assert called.stderr.endswith("1 error in 1 file; nothing was written\n")


def test_faults_that_were_there_before_stand_in_nobodys_way(towns):
    broken = {"content/actors/per-holm.yaml": "type: persona\n", "content/plans/third.yaml": "title: x\n"}
    build_world(towns, broken)
    called = cite(towns, "actor:ada-lind", *HERE)
    assert (called.exit_code, called.stderr) == (0, "")
    assert set(changed(towns)) == {LIND, *broken}


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("actor:ada-lnd", "did you mean 'actor:ada-lind'?"),
        ("ada-lind", "did you mean 'actor:ada-lind'?"),
        ("zzzzzz", "'factsheet find' looks for one by name"),
        ("../../etc/passwd", "there is no fact '../../etc/passwd'"),
        ("", "there is no fact ''"),
        ("actor:ada-lind#vadda", "has no entry 'vadda'; did you mean 'vada'?"),
        ("page:method", "'page:method' takes no evidence"),
        ("statement:2031-04-03-lind-on-tolls#post", "cite 'statement:2031-04-03-lind-on-tolls'"),
    ],
)
def test_what_cannot_be_cited_is_wrong_usage(fact, told, towns):
    called = cite(towns, fact, *HERE)
    assert (called.exit_code, changed(towns)) == (2, {})
    assert told in called.stderr


@pytest.mark.parametrize(
    "typed",
    [
        ["actor:ada-lind", "--source", "valley-wire"],
        ["actor:ada-lind", "--at", "p1"],
        ["actor:ada-lind", *HERE, "--stance", "denies"],
        ["actor:ada-lind", *HERE, "--quote", ""],
        [*HERE],
    ],
)
def test_a_call_that_is_not_whole_is_wrong_usage(typed, towns):
    assert (cite(towns, *typed).exit_code, changed(towns)) == (2, {})


def test_a_file_that_has_to_be_mended_is_left_alone(towns):
    for text in ("type: persona\nname: Per Holm\n", "type: [\n"):
        build_world(towns, {"content/actors/per-holm.yaml": text})
        called = cite(towns, "actor:per-holm", *HERE)
        assert (called.exit_code, "has to be mended first" in called.stderr) == (2, True)
        assert changed(towns) == {"content/actors/per-holm.yaml": text}


def test_a_fact_without_evidence_gets_its_first(towns):
    build_world(
        towns, {"content/actors/per-holm.yaml": "# new\ntype: person\nname: Per Holm # so the Wire\n"}
    )
    called = cite(towns, "actor:per-holm", *HERE)
    assert (called.exit_code, called.stdout.partition(": ")[0]) == (0, "content/actors/per-holm.yaml:5")
    assert look(towns, lambda _: None).problems == ()


def test_a_draft_is_cited_and_said_to_be_one(towns):
    build_world(towns, {"content/actors/per-holm.yaml": "type: person\nname: Per Holm\ndraft: true\n"})
    called = cite(towns, "actor:per-holm", *HERE)
    assert (called.exit_code, "This is a draft" in called.stderr) == (0, True)
    assert "- {source: valley-wire, at: p2}" in changed(towns)["content/actors/per-holm.yaml"]


def test_a_wording_is_explained(towns):
    assert "renderings:" in CliRunner().invoke(main, ["cite", "--help"]).output
    assert cite(towns, "statement:2031-04-03-lind-on-tolls", *HERE).exit_code == 0
    assert changed(towns)[SAID].count("at: p2}") == 1
