"""The recipes that `factsheet init` writes: every step is run, on stand-ins for the hosts (see `recipes.py`)."""

from __future__ import annotations

import os
import re
import shutil
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from publishing import committed, everything, replace
from recipes import (
    GITHUB,
    GITLAB,
    ROOT,
    Host,
    Run,
    begun,
    environment,
    git,
    github_step,
    recipe,
    run_github,
    run_gitlab,
    steps_of_github,
    steps_of_gitlab,
    wheel_of_this_checkout,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("recipes"),
    pytest.mark.skipif(os.name == "nt", reason="the hosts run their steps in bash"),
]

MEETING = "content/meetings/2031-04-02-ferry-house.yaml"
VIEW = "content/positions/toll/upper-town.yaml"
GENEROUS = 240
"""Seconds; on a machine that does nothing else it is a tenth of that."""

Recipe = Callable[[Host, Run], Run]
RECIPES: dict[str, Recipe] = {"github": run_github, "gitlab": run_gitlab}
BOTH = pytest.mark.parametrize("name", RECIPES)


@pytest.fixture(scope="session")
def wheels(tmp_path_factory) -> Path:
    return wheel_of_this_checkout(tmp_path_factory.mktemp("wheels"))


@pytest.fixture(scope="session")
def commands(tmp_path_factory) -> Path:
    return environment(tmp_path_factory.mktemp("environment"))


@pytest.fixture(scope="session")
def first(tmp_path_factory, wheels, commands) -> Callable[[str], tuple[Host, Run]]:
    """A host with a new dossier on its branch main, and the run of a recipe by which it was published for the first time."""

    @cache
    def of(name: str) -> tuple[Host, Run]:
        host = Host(tmp_path_factory.mktemp(name), commands, wheels)
        git(host.folder, "init", "--quiet", "--bare", "--initial-branch=main", str(host.remote))
        editor = begun(host.editor, "--program", next(wheels.glob("*.whl")))
        git(editor, "init", "--quiet", "--initial-branch=main")
        git(editor, "remote", "add", "origin", "../remote.git")
        commit(host, "A new dossier")
        return host, published(host, RECIPES[name])

    return of


@pytest.fixture
def published_by(tmp_path, first) -> Callable[[str], Host]:
    """A host of its own, on which a recipe has published a new dossier."""

    def by(name: str) -> Host:
        before, _ = first(name)
        host = Host(tmp_path / "host", before.commands, before.wheels)
        for part in (host.remote, host.editor):
            shutil.copytree(before.folder / part.name, part)
        return host

    return by


def commit(host: Host, message: str, branch: str = "main") -> None:
    """What a host's web editor does with a change: a commit by whoever is logged in, and no more."""
    editor = host.editor
    git(editor, "add", "--all")
    who = ["-c", "user.name=Iris Dahl", "-c", "user.email=iris@towns.example"]
    git(editor, *who, "commit", "--quiet", "--message", message)
    git(editor, "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")


def shown(host: Host) -> dict[str, str]:
    """What readers see."""
    return {name: content.decode() for name, content in committed(host.remote, "pages").items()}


def published(host: Host, follow: Recipe) -> Run:
    """The recipe followed for what is on main, without a fault."""
    run = follow(host, Run("push"))
    assert not run.failed, run.told
    return run


def filled_in(draft: str) -> str:
    """A draft with what its last lines ask for."""
    return draft.replace("why:", "why: a slip of ours").replace("decided_by:", "decided_by: the editors")


def draft_in(told: str) -> tuple[str, str]:
    """The file of a missing correction and its text, as they are there to be copied."""
    found = re.search(r"Into a new file `([^`]+)`:\n\n```yaml\n(.*?)```", told, re.DOTALL)
    assert found, told
    return found[1], found[2]


@BOTH
def test_a_correction_by_one_line_of_one_file_goes_online(published_by, name):
    host = published_by(name)
    assert "could live with a low toll" in shown(host)["issues/toll.html"]
    replace(host.editor, VIEW, "could live with a low toll", "could bear a low toll")
    begun_at = time.monotonic()
    commit(host, "Bear, not live with")
    published(host, RECIPES[name])
    assert time.monotonic() - begun_at < GENEROUS
    assert "could bear a low toll" in shown(host)["issues/toll.html"]
    assert git(host.remote, "log", "--format=%s", "pages").count("published on") == 2


@BOTH
def test_a_published_fact_changes_only_with_its_correction_which_is_there_to_be_copied(published_by, name):
    host, follow = published_by(name), RECIPES[name]
    before = shown(host)
    replace(host.editor, MEETING, "value: two hours", "value: three hours")
    commit(host, "Three hours")
    refused = follow(host, Run("push"))
    assert refused.failed
    assert re.search(rf"{MEETING}(:|,line=)12", refused.told), refused.told
    assert "uncorrected-change" in refused.told
    assert shown(host) == before
    file, text = draft_in(refused.said.get("summary") or refused.told)
    (host.editor / file).parent.mkdir(exist_ok=True)
    (host.editor / file).write_text(filled_in(text))
    commit(host, "Its correction")
    published(host, follow)
    assert "a slip of ours" in shown(host)["corrections.html"]
    assert "three hours" in shown(host)["meetings/2031-04-02-ferry-house.html"]


def test_every_step_for_github_is_run(published_by, first):
    _, push = first("github")
    host = published_by("github")
    replace(host.editor, VIEW, "could live with a low toll", "could bear a low toll")
    commit(host, "Bear", "proposal")
    proposed = run_github(host, Run("pull_request", "proposal"))
    assert not proposed.failed, proposed.told
    assert {*push.done, *proposed.done} == {*steps_of_github(recipe(host.editor, GITHUB))}
    assert "Publish" not in proposed.done
    [asked] = host.asked()
    assert asked[:4] == ["gh", "pr", "comment", "7"]
    assert "could bear a low toll" in asked[-1]
    assert proposed.said["summary"] == asked[-1]


def test_a_proposal_from_a_fork_is_checked_and_no_comment_is_tried(published_by):
    host = published_by("github")
    replace(host.editor, VIEW, "could live with a low toll", "could bear a low toll")
    commit(host, "Bear", "proposal")
    run = run_github(host, Run("pull_request", "proposal", of_fork=True))
    assert not run.failed, run.told
    assert "could bear a low toll" in run.said["summary"]
    assert host.asked() == []


def test_github_is_asked_to_show_what_was_published(first):
    host, _ = first("github")
    assert [call[-1] for call in host.asked()] == ["repos/towns/bridge/pages/builds"]


def test_every_step_for_gitlab_is_run(published_by, first):
    before, push = first("gitlab")
    assert before.asked() == [], "without a token nobody is asked"
    host = published_by("gitlab")
    assert (Path(push.said["folder"]) / "public/index.html").read_text() == shown(host)["index.html"]
    replace(host.editor, VIEW, "could live with a low toll", "could bear a low toll")
    commit(host, "Bear", "proposal")
    proposed = run_gitlab(host, Run("pull_request", "proposal", said={"COMMENT_TOKEN": "secret"}))
    assert not proposed.failed, proposed.told
    assert {*push.done, *proposed.done} == {*steps_of_gitlab(recipe(host.editor, GITLAB))}
    [asked] = host.asked()
    assert asked[-2] == "https://host.example/api/v4/projects/3/merge_requests/7/notes"
    assert "could bear a low toll" in asked[-1]


@BOTH
def test_what_is_wrong_is_told_with_file_and_line_and_is_not_published(published_by, name):
    host = published_by(name)
    before = shown(host)
    replace(host.editor, VIEW, "at: p3s1", "at: p9")
    commit(host, "A slip")
    run = RECIPES[name](host, Run("push"))
    assert run.failed
    assert re.search(rf"{VIEW}(:|,line=)8", run.told), run.told
    assert shown(host) == before


@BOTH
def test_texts_from_outside_are_not_run_and_nobody_is_called_by_them(published_by, name):
    host = published_by(name)
    hostile = "could pay $(touch ../pwned) `touch ../pwned` @somebody ${{ github.token }}"
    replace(host.editor, VIEW, "could live with a low toll", f"'{hostile}'")
    commit(host, "$(touch ../pwned)", "proposal")
    run = RECIPES[name](host, Run("pull_request", "proposal", said={"COMMENT_TOKEN": "secret"}))
    assert not run.failed, run.told
    assert list(host.folder.glob("**/pwned")) == []
    assert f"`` says: {hostile} ``" in host.asked()[-1][-1]


def test_the_wheel_carries_all_that_a_dossier_is_begun_with(wheels):
    [wheel] = wheels.glob("*.whl")
    starter = everything(ROOT / "generator/starter")
    with zipfile.ZipFile(wheel) as packed:
        shipped = {
            name: packed.read(name) for name in packed.namelist() if name.startswith("generator/starter/")
        }
    assert {name.removeprefix("generator/starter/"): content for name, content in shipped.items()} == starter
    assert "dot-github/workflows/factsheet.yml" in starter


def test_only_the_job_that_publishes_may_write(tmp_path):
    whole = recipe(begun(tmp_path / "dossier"), GITHUB)
    assert whole["permissions"] == {"contents": "read"}
    assert [name for name, job in whole["jobs"].items() if job["permissions"]["contents"] == "write"] == [
        "publish"
    ]
    assert whole["jobs"]["publish"]["if"] == "${{ github.event_name == 'push' }}"
    assert whole["on"]["push"] == {"branches": ["main"]}


@pytest.mark.parametrize(
    "step", [{"uses": "somebody/deploy@v1"}, {"uses": "actions/checkout@main"}, {"run": "echo ${{ x }}"}]
)
def test_a_step_that_is_not_known_here_fails(step, tmp_path):
    with pytest.raises(AssertionError):
        github_step(Host(tmp_path, tmp_path, tmp_path), Run("push"), step, tmp_path)
