"""A branch for pages: its history, what others push to it, and that nothing else of a repository is touched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from publishing import (
    FIRST_DAY,
    PUBLISHED,
    SECOND_DAY,
    call,
    commits,
    correct_the_second_draft,
    dossier,
    everything,
    git,
    publish,
    replace,
    shown,
)
from worlds import SETTINGS

from generator.output.workplace import MARK
from generator.publish.base import Refused, Site
from generator.publish.branch import Branch
from generator.publish.git import Git, without_password

AS_ANOTHER = ("-c", "user.name=Per Holm", "-c", "user.email=per@towns.example")


@pytest.fixture
def project(tmp_path):
    return dossier(tmp_path)


@pytest.fixture
def site(tmp_path):
    """Three small files, as if they were a site."""
    folder = tmp_path / "made"
    folder.mkdir()
    for name, text in {"index.html": "first", "published.json": "{}", MARK: "ours"}.items():
        (folder / name).write_text(text)
    return Site(folder, tuple(sorted(path.name for path in folder.iterdir())))


def branch(project: Path) -> Branch:
    return Branch(Git(project), "origin", "pages")


def by_hand(project: Path, file: str, text: str) -> str:
    """Somebody changes a file of the branch, as hosts let people do in a browser."""
    checkout = project.parent / "checkout"
    if not checkout.exists():
        git(project.parent, "clone", "--quiet", "--branch", "pages", "remote.git", "checkout")
    git(checkout, "pull", "--quiet")
    (checkout / file).write_text(text)
    git(checkout, "add", ".")
    git(checkout, *AS_ANOTHER, "commit", "--quiet", "--message", "Only a comma")
    git(checkout, "push", "--quiet")
    return git(checkout, "rev-parse", "HEAD")


def test_history_is_kept_and_a_commit_tells_what_has_changed(project):
    publish(project, "pages")
    publish(project, "pages", SECOND_DAY)
    assert commits(project) == ["Two towns and a bridge: published on 2031-04-08"]
    correct_the_second_draft(project)
    publish(project, "pages", SECOND_DAY)
    call("rollback", "pages", "--project", project)
    assert commits(project) == [
        "Back to what was published on 2031-04-08",
        "Two towns and a bridge: published on 2031-04-09",
        "Two towns and a bridge: published on 2031-04-08",
    ]
    message = git(project.parent / "remote.git", "log", "-1", "--format=%B%an", "pages~1")
    assert "plan:second\n    was known: 2031-04-03\n    is  known: 2031-04-03~" in message
    assert message.endswith("Iris Dahl")
    changed = git(project.parent / "remote.git", "diff", "--name-only", "pages~2", "pages~1").splitlines()
    assert "plans/second.html" in changed
    assert "actors/ada-lind.html" not in changed


def test_nothing_else_of_the_repository_is_touched(project):
    git(project, "add", "content")
    git(project, "commit", "--quiet", "--message", "Facts")
    git(project, "add", "seeds")  # half of what the writer is at lies in the index
    before = everything(project)
    for what in ("pre-push", "reference-transaction", "post-index-change", "post-commit"):
        hook = project / ".git/hooks" / what
        hook.write_text(f"#!/bin/sh\ntouch {project.parent}/hook-was-run\n")
        hook.chmod(0o755)
        before[f".git/hooks/{what}"] = hook.read_bytes()
    assert publish(project, "pages").exit_code == 0
    after = everything(project)
    tracking = {".git/refs/remotes/origin/pages", ".git/logs/refs/remotes/origin/pages"}
    new = {at for at in after if after[at] != before.get(at)} - tracking
    assert {at.partition("/objects/")[0] for at in new} == {".git", "published.json"}
    assert before.keys() <= after.keys()
    assert not (project.parent / "hook-was-run").exists()
    assert git(project, "branch", "--list") == "* " + git(project, "symbolic-ref", "--short", "HEAD")


def test_it_does_not_matter_from_where_git_was_called(project, monkeypatch):
    """A hook of another repository may call us: git then says where that one is."""
    git(project.parent, "init", "--quiet", "other")
    for name, value in {"GIT_DIR": "other/.git", "GIT_INDEX_FILE": "other/.git/index"}.items():
        monkeypatch.setenv(name, str(project.parent / value))
    called = publish(project, "pages")
    assert called.exit_code == 0, called.output
    monkeypatch.undo()
    assert len(commits(project)) == 1


def test_a_machine_that_knows_nobody_publishes_too(project, monkeypatch):
    git(project, "config", "--unset", "user.name")
    git(project, "config", "--unset", "user.email")
    git(project, "config", "user.useConfigOnly", "true")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for name in ("NAME", "EMAIL"):
        for role in ("AUTHOR", "COMMITTER"):
            monkeypatch.delenv(f"GIT_{role}_{name}", raising=False)
    assert publish(project, "pages").exit_code == 0
    assert git(project.parent / "remote.git", "log", "-1", "--format=%an", "pages") == "factsheet"


def test_a_branch_of_others_is_refused(project):
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--message", "Facts")
    git(project, "push", "--quiet", "origin", "HEAD:pages")
    before = everything(project.parent / "remote.git")
    called = publish(project, "pages")
    assert (called.exit_code, "name a branch that does not exist yet" in called.stderr) == (2, True)
    assert "did not write, 'content/actors/" in called.stderr
    assert everything(project.parent / "remote.git") == before
    assert not (project / "published.json").exists()


def test_a_site_that_was_brought_there_by_hand_is_taken_over(project):
    call("build", "--project", project)
    git(project / "site", "init", "--quiet")
    git(project / "site", "add", "--force", ".")
    git(project / "site", *AS_ANOTHER, "commit", "--quiet", "--message", "By hand")
    git(project / "site", "push", "--quiet", str(project.parent / "remote.git"), "HEAD:pages")
    assert publish(project, "pages").exit_code == 0
    assert commits(project)[1:] == ["By hand"]
    assert ".nojekyll" in shown(project, "pages")


def test_what_somebody_changed_by_hand_is_noticed_and_stays_in_history(project):
    publish(project, "pages")
    first = shown(project, "pages")
    by_hand(project, "index.html", "<p>with a comma</p>")
    for more in ((), ("--dry-run",)):
        refused = publish(project, "pages", FIRST_DAY, *more)
        assert (refused.exit_code, "by Per Holm" in refused.stderr) == (2, True)
        assert "Only a comma" in refused.stderr
    back = call("rollback", "pages", "--project", project)
    assert back.exit_code == 0, back.output
    assert re.match(
        r"Back from what was changed by hand \([0-9a-f]{10} by Per Holm, .*: Only a comma\) to what was published on ",
        back.output,
    )
    assert shown(project, "pages") == first
    assert commits(project)[1] == "Only a comma"
    assert publish(project, "pages", SECOND_DAY).exit_code == 0


def test_a_push_between_our_look_and_ours_is_noticed(project, site):
    target = branch(project)
    target.put(site, target.standing(), "first")
    since = target.standing()
    theirs = by_hand(project, "index.html", "theirs")
    (site.folder / "index.html").write_text("second")
    with pytest.raises(Refused, match="somebody else has pushed"):
        target.put(site, since, "second")
    with pytest.raises(Refused, match="somebody else has pushed"):
        target.back(since, "back")
    assert git(project.parent / "remote.git", "rev-parse", "pages") == theirs


def test_two_first_publications_at_once_are_one(project, site):
    one, other = branch(project), branch(project)
    looked, too = one.standing(), other.standing()
    one.put(site, looked, "one")
    (site.folder / "index.html").write_text("another")
    with pytest.raises(Refused, match="somebody else has pushed"):
        other.put(site, too, "other")
    assert commits(project) == ["one"]


def test_a_branch_whose_name_only_ends_so_is_another(project, site):
    target = branch(project)
    target.put(site, target.standing(), "first")
    (site.folder / "index.html").write_text("elsewhere")
    other = Branch(Git(project), "origin", "a/refs/heads/pages")
    other.put(site, other.standing(), "elsewhere")
    assert git(project.parent / "remote.git", "rev-parse", "pages") == target.standing().state
    assert git(project.parent / "remote.git", "rev-parse", "a/refs/heads/pages") == other.standing().state


def test_a_push_that_is_refused_changes_nothing(project):
    publish(project, "pages")
    before, known = shown(project, "pages"), (project / "published.json").read_bytes()
    hook = project.parent / "remote.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'the desk is closed \x1b[31m' >&2\nexit 1\n")
    hook.chmod(0o755)
    correct_the_second_draft(project)
    called = publish(project, "pages", SECOND_DAY)
    assert (called.exit_code, "readers are shown what they were" in called.stderr) == (2, True)
    assert "the desk is closed" in called.stderr
    assert "\x1b" not in called.stderr
    assert shown(project, "pages") == before
    assert (project / "published.json").read_bytes() == known


def test_a_password_in_an_address_is_not_shown(tmp_path):
    remote = "https://iris:s3cret@127.0.0.1:9/towns.git"
    world = {
        **PUBLISHED,
        "content/dossier.yaml": f"{SETTINGS}publish: {{name: pages, branch: pages, remote: '{remote}'}}\n",
    }
    project = dossier(tmp_path, world)
    for more in ((), ("--dry-run",)):
        called = publish(project, "pages", FIRST_DAY, *more)
        assert called.exit_code == 2
        assert "127.0.0.1" in called.output
        assert "s3cret" not in called.output
        assert "iris" not in called.output


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://iris:s3cret@towns.example/x.git", "https://towns.example/x.git"),
        ("fatal: unable to access 'https://s3cret@towns.example/x/'", "fatal: unable to access 'https://towns.example/x/'"),
        ("ssh://git@towns.example/x", "ssh://towns.example/x"),
        ("https://a:b@c@towns.example/", "https://towns.example/"),
        ("git@towns.example:x.git", "git@towns.example:x.git"),
        ("https://towns.example/@here", "https://towns.example/@here"),
    ],
)  # fmt: skip
def test_what_stands_before_a_host_is_left_out(address, shown):
    assert without_password(address) == shown


def test_a_dossier_outside_of_any_repository_is_told_so(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    project = dossier(tmp_path)
    (project / ".git").rename(tmp_path / "git-is-gone")
    called = publish(project, "pages")
    assert (called.exit_code, "this dossier is in none" in called.stderr) == (2, True)


def test_a_remote_that_git_does_not_know_is_told_with_its_cure(project):
    git(project, "remote", "remove", "origin")
    called = publish(project, "pages")
    assert (called.exit_code, "git remote add origin ADDRESS" in called.stderr) == (2, True)


def test_without_git_there_are_folders(project, tmp_path):
    (tmp_path / "bin").mkdir()
    typed = [
        sys.executable,
        "-c",
        "from generator.commands.cli import main; main()",
        "publish",
        "pages",
        "--project",
        str(project),
    ]
    ran = subprocess.run(
        typed,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": str(tmp_path / "bin"), "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (ran.returncode, "git cannot be called" in ran.stderr) == (2, True), ran.stderr


def test_a_file_that_is_no_plain_one_is_replaced(project):
    """Somebody's link in the branch must not pass for a page."""
    publish(project, "pages")
    checkout = project.parent / "checkout"
    git(project.parent, "clone", "--quiet", "--branch", "pages", "remote.git", "checkout")
    (checkout / "index.html").unlink()
    (checkout / "index.html").symlink_to("/etc/hostname")
    git(checkout, "add", ".")
    git(
        checkout,
        *AS_ANOTHER,
        "commit",
        "--quiet",
        "--amend",
        "--message",
        "A link, and nothing of ours before it",
    )
    git(checkout, "push", "--quiet", "--force")
    assert publish(project, "pages", SECOND_DAY).exit_code == 0
    assert b"Two towns" in shown(project, "pages")["index.html"]


def test_a_rehearsal_of_what_was_pushed_elsewhere_fetches_nothing_into_the_repository(project):
    publish(project, "pages")
    other = dossier(project.parent / "elsewhere")
    git(other, "remote", "set-url", "origin", str(project.parent / "remote.git"))
    (other / "published.json").write_bytes((project / "published.json").read_bytes())
    replace(other, "content/dossier.yaml", "title: Two towns", "title: Both towns")
    before = everything(project.parent)
    called = publish(other, "pages", SECOND_DAY, "--dry-run")
    assert (called.exit_code, "~ index.html" in called.output) == (0, True), called.output
    assert everything(project.parent) == before
