"""New facts: a template for every kind, which the check asks to be filled and takes once it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from worlds import TWO_TOWNS, build_world

from generator.build import look
from generator.commands.cli import main
from generator.edit.template import template
from generator.facts import BUILT_IN
from generator.yamlfile import parse

YAML_KINDS = [kind for kind in BUILT_IN if kind.suffix == ".yaml"]

IDS = {
    "position": "toll/two-town-officials",
    "meeting": "2031-04-05-talks",
    "event": "undated-leak",
    "statement": "2031-04-05-holm",
    "correction": "2031-04-07-lind",
}

VALUES = {
    "about": "statement:2031-04-03-lind-on-tolls",
    "at": "p1",
    "basis": "own",
    "decided_by": "the editors",
    "fact": "plan:first",
    "question": "some words?",
    "read": "unread",
    "source": "harbour-post",
    "speaker": "ada-lind",
    "status": "open",
    "text": "reported",
    "type": "person",
    "when": "2031-04-07",
}
"""What fills a blank, where a few words do not."""

KINDS_OF = {"divergence": "wording", "correction": "error"}


def call(*arguments: str | Path) -> Result:
    called = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert isinstance(called.exception, SystemExit | None), called.exc_info
    return called


def filled(text: str, kind: str) -> str:
    """A template with every blank filled in, by somebody who reads the comments."""
    ids = iter(("one", "two", "three", "four"))

    def fill(blank: re.Match[str]) -> str:
        key = blank[2]
        value = (
            next(ids)
            if key == "id"
            else KINDS_OF.get(kind, "")
            if key == "kind"
            else VALUES.get(key, "some words")
        )
        return f"{blank[1]}{key}: {value}"

    data = {line.split(":")[0].strip(" -") for line in text.splitlines() if line.startswith(" ")}
    groups = {"evidence", "stances", "readings", "renderings"} & (
        data | set(re.findall("(?m)^[a-z_]+(?=:$)", text))
    )
    return re.sub(rf"(?m)^( *(?:- )?)(?!(?:{'|'.join(groups) or 'none'}):)([a-z_]+):$", fill, text)


@pytest.mark.parametrize("kind", YAML_KINDS, ids=lambda kind: kind.name)
def test_a_template_asks_for_each_blank_by_name_and_passes_once_they_are_filled(kind, tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    written = call("new", kind.name, IDS.get(kind.name, "new-one"), "--project", project)
    assert written.exit_code == 0, written.output
    found = look(project, lambda _: None).problems
    assert {one.code for one in found} == {"empty-value"}
    assert all(one.headline in written.output for one in found)
    file = project / found[0].file
    text = file.read_text(encoding="utf-8")
    file.write_text(filled(text, kind.name), encoding="utf-8")
    assert look(project, lambda _: None).problems == ()


@pytest.mark.parametrize("kind", YAML_KINDS, ids=lambda kind: kind.name)
def test_what_may_be_there_stands_behind_a_sign_and_is_yaml_without_it(kind):
    text = template(kind, {}).decode()
    wanted, _, others = text.partition("\n# Besides")
    keys = re.findall("(?m)^#([a-z_]+):", others)
    assert keys
    assert not set(keys) & set(re.findall("(?m)^([a-z_]+):", wanted))
    # Help begins with '# ', a field with '#'.
    without = "\n".join(line[1:] if re.match("#[^ ]|#  ", line) else line for line in text.splitlines())
    data, problems = parse(without.encode(), "")
    assert {one.code for one in problems} == {"empty-value"}
    assert set(keys) <= set(data)
    assert all(len(line) <= 110 for line in text.splitlines())


def test_what_lists_may_have_and_the_words_in_them_are_shown():
    texts = {kind.name: " ".join(template(kind, {}).decode().replace("#", "").split()) for kind in YAML_KINDS}
    assert re.search(
        r"besides: .*quote, .*via, stance \(one of contradicts, qualifies, supports", texts["statement"]
    )
    assert re.search(
        r"besides: quote, .*via, stance \(one of contradicts, qualifies, supports", texts["actor"]
    )
    assert "invited or absent; mode: one of absent, attended, " in texts["meeting"]


def test_what_the_id_says_is_filled_in(tmp_path):
    shown = call(
        "new", "meeting", "2031-04-05-talks", "--project", build_world(tmp_path, TWO_TOWNS), "--dry-run"
    )
    assert "+date: 2031-04-05\n" in shown.stdout
    assert not (tmp_path / "content/meetings/2031-04-05-talks.yaml").exists()


def test_a_page_is_begun(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    assert call("new", "page", "how", "--project", project).exit_code == 0
    assert [one.code for one in look(project, lambda _: None).problems] == ["no-title"]
    (project / "content/pages/how.md").write_text("# How\n\nSo.\n", encoding="utf-8")
    assert look(project, lambda _: None).problems == ()


@pytest.mark.parametrize(
    ("kind", "id_", "said"),
    [
        ("actr", "per-holm", "did you mean 'actor'"),
        ("actor", "Per Holm", "did you mean 'per-holm'"),
        ("actor", "ada-lind", "content/actors/ada-lind.yaml is there already"),
        ("actor", "../../per-holm", "it has no '/'"),
        ("actor", "con", "cannot be an id"),
        ("meeting", "talks", "'2031-04-02-talks'; where no source tells it, 'undated-talks'"),
        ("position", "toll", "a position is called by its issue and its holder"),
        (
            "position",
            "toll/per-holm",
            "there is no actor 'per-holm' yet; first: factsheet new actor per-holm",
        ),
        ("position", "tol/ada-lind", "did you mean 'toll'?"),
    ],
)
def test_what_cannot_be_begun_is_answered(kind, id_, said, tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    files = sorted(project.rglob("*"))
    refused = call("new", kind, id_, "--project", project)
    assert refused.exit_code == 2
    assert said in refused.output
    assert sorted(project.rglob("*")) == files


def test_whoever_does_not_say_what_is_to_be_new_is_told_what_it_can_be(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    nothing, no_id = call("new", "--project", project), call("new", "meeting", "--project", project)
    assert (nothing.exit_code, no_id.exit_code) == (2, 2)
    assert "the kinds are actor, correction, " in nothing.stderr
    assert "factsheet new meeting 2031-04-02-briefing" in no_id.stderr
    kinds = ", ".join(sorted(kind.name for kind in BUILT_IN))
    assert f"KIND is one of {kinds}, or" in " ".join(call("new", "--help").stdout.split())


def test_who_wants_a_position_first_is_told_how_its_issue_is_begun(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    refused = call("new", "position", "flow/ada-lind", "--project", project)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == "there is no issue 'flow' yet; first: factsheet new issue flow\n"
    assert "did you mean 'toll'?" in call("new", "position", "tol/ada-lind", "--project", project).stderr
    assert "factsheet new actor tamsin" in call("new", "position", "toll/tamsin", "--project", project).stderr


def test_an_id_of_several_words_is_answered_with_one(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    refused = call("new", "actor", "Tomas", "Reik", "--project", project)
    assert refused.exit_code == 2
    assert refused.stderr == "an id has no blanks in it; did you mean: factsheet new actor tomas-reik\n"
