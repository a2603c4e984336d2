"""Corrections that are missing, drafted for whoever has nothing but a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from publishing import FIRST_DAY, LIND, SECOND, call, replace
from worlds import TWO_TOWNS, build_world

MARKDOWN = ("--format", "markdown")


@pytest.fixture
def project(tmp_path) -> Path:
    """A dossier that readers have been shown."""
    project = build_world(tmp_path, TWO_TOWNS)
    assert call("baseline", "--project", project, "--on", FIRST_DAY).exit_code == 0
    return project


def told(project: Path, *more: str) -> str:
    called = call("diff", "--project", project, *(more or MARKDOWN))
    assert called.exit_code == 0, called.output
    return called.stdout


def drafts(project: Path) -> dict[str, str]:
    """The files that are proposed, and their text."""
    return dict(
        re.findall(
            r"Into a new file `([^`]+)`:\n\n(?:`{3,})yaml\n(.*?)\n?`{3,}$",
            told(project),
            re.DOTALL | re.MULTILINE,
        )
    )


def strict(project: Path) -> int:
    return call("check", "--strict", "--project", project).exit_code


def test_a_changed_fact_comes_with_its_correction_and_a_check_asks_for_what_is_left_open(project):
    replace(project, SECOND, "known: 2031-04-03", "known: 2031-04-03~")
    assert strict(project) == 1
    [(file, text)] = drafts(project).items()
    assert file == "content/corrections/2031-04-08-second.yaml"
    (project / file).write_text(text)
    asked = call("check", "--project", project)
    assert asked.exit_code == 1
    assert "'why'" in asked.stderr
    assert "'decided_by'" in asked.stderr
    (project / file).write_text(
        text.replace("why:", "why: a slip").replace("decided_by:", "decided_by: the editors")
    )
    assert strict(project) == 0
    assert drafts(project) == {}
    said = yaml.load(text, yaml.BaseLoader)
    assert (said["fact"], said["was"], said["is"]) == (
        "plan:second",
        "Became known: 2031-04-03",
        "Became known: 2031-04-03~",
    )


def test_it_is_not_dated_before_the_day_on_which_readers_were_shown_a_change(project):
    replace(project, SECOND, "known: 2031-04-03", "known: 2031-04-03~")
    [text] = drafts(project).values()
    assert yaml.load(text, yaml.BaseLoader)["when"] == FIRST_DAY


def test_what_is_only_worded_anew_and_what_is_new_wants_none(project):
    replace(project, "content/issues/toll.yaml", "Who sets the toll?", "Who is to set the toll?")
    (project / "content/issues/ferry.yaml").write_text("title: The ferry\nquestion: Does it stay?\n")
    assert "Corrections" not in told(project)


def test_each_fact_has_a_draft_of_its_own_and_names_are_not_taken_twice(project):
    replace(project, SECOND, "known: 2031-04-03", "known: 2031-04-03~")
    replace(project, "content/plans/first.yaml", "known: 2031-04-02", "known: 2031-04-01")
    other = TWO_TOWNS["content/corrections/2031-04-06-lind.yaml"].replace("2031-04-06", "2031-04-08")
    (project / "content/corrections/2031-04-08-first.yaml").write_text(other)
    assert set(drafts(project)) == {
        "content/corrections/2031-04-08-first-2.yaml",
        "content/corrections/2031-04-08-second.yaml",
    }


def test_two_facts_whose_ids_are_the_same_get_two_files(tmp_path):
    world = {**TWO_TOWNS, "content/plans/toll.yaml": TWO_TOWNS["content/plans/first.yaml"]}
    world["content/issues/toll.yaml"] = (
        f"{world['content/issues/toll.yaml']}  - {{id: days, title: Over 3 days}}\n"
    )
    project = build_world(tmp_path, world)
    assert call("baseline", "--project", project, "--on", FIRST_DAY).exit_code == 0
    replace(project, "content/plans/toll.yaml", "known: 2031-04-02", "known: 2031-04-01")
    replace(project, "content/issues/toll.yaml", "question: Who", "question: Within 4 days, who")
    assert set(drafts(project)) == {
        "content/corrections/2031-04-08-toll.yaml",
        "content/corrections/2031-04-08-toll-2.yaml",
    }


def test_for_a_fact_that_is_gone_none_is_drafted_since_it_has_to_be_put_back(project):
    (project / "content/divergences/by-or-with.yaml").unlink()
    assert strict(project) == 1
    assert drafts(project) == {}


def test_an_entry_that_is_gone_is_corrected_at_its_fact(project):
    entry = "  - {id: vada, name: Vada Lindt, evidence: {source: harbour-post, at: p5}}\n"
    replace(project, LIND, f"names:\n{entry}", "")
    replace(
        project,
        LIND,
        "same_as_here: {names: vada, why: same office and same statement in both articles}\n",
        "",
    )
    found = [yaml.load(text, yaml.BaseLoader)["fact"] for text in drafts(project).values()]
    assert "actor:ada-lind" in found
    assert all("#" not in fact for fact in found)


def test_a_text_that_would_break_out_of_the_code_stays_in_it(project):
    replace(project, LIND, "name: Ada Lind\n", "name: 'Ada ``` @everybody ```` <img src=x>'\n")
    said = told(project)
    [fence] = set(re.findall(r"^(`{3,})yaml$", said, re.MULTILINE))
    [(_, text)] = drafts(project).items()
    assert len(fence) > max(map(len, re.findall("`+", text)))
    assert "@everybody" in text


def test_other_forms_and_other_states_are_told_without_drafts(project):
    replace(project, SECOND, "known: 2031-04-03", "known: 2031-04-03~")
    assert "Corrections" not in told(project, "--format", "text")
    assert "Corrections" not in told(project, "--format", "json")
    assert "Corrections" not in told(project, str(project), *MARKDOWN)
