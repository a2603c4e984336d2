"""`explain`, `schema`, and the formats of `check` and `build`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_broken import BASE, laid_out
from worlds import TWO_TOWNS, build_world

from generator.commands.cli import main
from generator.editors import FOLDER, server_settings
from generator.explained import codes
from generator.facts import BUILT_IN

HOLM = {
    "content/actors/per-holm.yaml": "type: Person\nname: Per Holm\nevidence: {source: harbour-post, at: p2}\n"
}


def call(*arguments: str | Path) -> Result:
    """One call of `factsheet`; whatever was typed, it ends with an exit code and not with an exception."""
    called = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert isinstance(called.exception, SystemExit | None), called.exc_info
    return called


@pytest.fixture
def sound(tmp_path):
    return build_world(tmp_path / "sound", TWO_TOWNS)


@pytest.fixture
def broken(tmp_path):
    return build_world(tmp_path / "broken", TWO_TOWNS | HOLM)


def test_a_code_is_explained():
    told = call("explain", "bad-date")
    assert told.exit_code == 0
    assert told.output.startswith("error[bad-date]\n\nA date is not written")
    assert "    date: 2 April 2031\n" in told.output
    assert "    date: 2031-04-02\n" in told.output


def test_all_codes_are_named_with_what_they_mean():
    lines = call("explain").output.splitlines()
    assert [line.split()[0] for line in lines] == codes()
    assert all(len(line.split()) > 4 for line in lines)


@pytest.mark.parametrize("typed", ["bad_date", "Bad-Date", "baddate", "bad-dat"])
def test_a_code_that_is_nearly_one_is_answered_with_the_nearest(typed):
    told = call("explain", typed)
    assert (told.exit_code, "did you mean 'bad-date'?" in told.output) == (2, True)


def test_a_code_that_there_is_not_is_wrong_usage():
    assert call("explain", "zzz").exit_code == 2
    assert call("explain", "../problems").exit_code == 2


def test_after_problems_it_is_said_where_a_code_is_explained(broken):
    assert (
        call("check", "--project", broken)
        .output.rstrip()
        .endswith("1 error in 1 file; 'factsheet explain CODE' says what a code means")
    )


@pytest.mark.parametrize("command", ["check", "build"])
def test_problems_are_told_in_the_form_that_is_asked_for(command, broken):
    as_json = call(command, "--project", broken, "--format", "json")
    assert (as_json.exit_code, json.loads(as_json.stdout)[0]["code"]) == (1, "bad-choice")
    as_sarif = call(command, "--project", broken, "--format", "sarif")
    assert json.loads(as_sarif.stdout)["runs"][0]["results"][0]["ruleId"] == "bad-choice"
    as_github = call(command, "--project", broken, "--format", "github")
    assert as_github.stdout.startswith("::error file=content/actors/per-holm.yaml,line=1,col=7,")


def test_in_a_repository_that_is_more_than_the_dossier_files_are_named_from_its_top(broken, monkeypatch):
    monkeypatch.chdir(broken.parent)
    as_github = call("check", "--project", "broken", "--format", "github")
    assert as_github.stdout.startswith("::error file=broken/content/actors/per-holm.yaml,line=1,col=7,")
    as_json = call("check", "--project", "broken", "--format", "json")
    assert json.loads(as_json.stdout)[0]["file"] == "content/actors/per-holm.yaml"
    monkeypatch.chdir(broken)
    assert "file=content/actors/per-holm.yaml" in call("check", "--format", "github").stdout


def test_of_sound_facts_programs_are_told_that_there_is_nothing(sound):
    assert json.loads(call("build", "--project", sound, "--format", "json").stdout) == []
    assert (sound / "site/index.html").is_file()
    assert (
        json.loads(call("check", "--project", sound, "--format", "sarif").stdout)["runs"][0]["results"] == []
    )
    assert call("check", "--project", sound, "--format", "github").stdout == "no problems\n"


def test_before_publishing_a_warning_has_to_be_decided_and_a_question_does_not(tmp_path):
    corrected, reworded = (
        laid_out(code, tmp_path / code) for code in ("nothing-to-correct", "reworded-fact")
    )
    refused = call("check", "--strict", "--project", corrected)
    assert (refused.exit_code, "error[nothing-to-correct]" in refused.output) == (1, True)
    asked = call("check", "--strict", "--project", reworded)
    assert (asked.exit_code, "question[reworded-fact]" in asked.output) == (0, True)
    assert call("check", "--project", corrected).exit_code == 0


def test_schemas_are_written_where_an_editor_looks_for_them(sound):
    called = call("schema", "--project", sound)
    assert (called.exit_code, "12 schemas in " in called.output) == (0, True)
    written = {path.name for path in (sound / FOLDER).iterdir()}
    assert {f"./{FOLDER}/{name}" for name in written} == set(server_settings(BUILT_IN)["yaml.schemas"])
    assert "ada-lind" in (sound / FOLDER / "statement.schema.json").read_text()


def test_schemas_are_written_while_facts_have_problems_and_anew_when_some_are_added(broken, tmp_path):
    out = tmp_path / "schemas"
    assert call("schema", "--project", broken, "--out", out).exit_code == 0
    (broken / "content/actors/iris-dahl.yaml").write_text("naem: Iris Dahl\n")
    assert call("schema", "--project", broken, "--out", out).exit_code == 0
    assert "iris-dahl" in (out / "statement.schema.json").read_text()
    assert not (broken / FOLDER).exists()


def test_schemas_that_cannot_be_written_are_wrong_usage(sound, tmp_path):
    (tmp_path / "file").write_text("")
    called = call("schema", "--project", sound, "--out", tmp_path / "file" / "below")
    assert (called.exit_code, "--out" in called.output) == (2, True)


def test_a_folder_that_leads_out_of_the_dossier_is_not_written_to(sound, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (sound / ".factsheet").symlink_to(tmp_path / "elsewhere")
    called = call("schema", "--project", sound)
    assert (called.exit_code, list((tmp_path / "elsewhere").iterdir())) == (2, [])


def test_the_base_gives_schemas_too(tmp_path):
    assert call("schema", "--project", laid_out(BASE, tmp_path / "base")).exit_code == 0
