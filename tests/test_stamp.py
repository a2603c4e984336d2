from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from hashlib import blake2b

import pytest
from click.testing import CliRunner
from worlds import LIND, TWO_TOWNS, build_world

from generator import stamp
from generator.commands.cli import main
from generator.stamp import NOTHING, Doubtful, Walk, said_before
from generator.store import Store

SAID = ("content/actors/ada-lind.yaml:1: a warning — in Växjö\r\n", "12 pages in site; 0 files changed.\n")
LIND_FILE = "content/actors/ada-lind.yaml"


@pytest.fixture
def towns(tmp_path):
    """A dossier and its site, built by the command line of `call`, which has left its stamp."""
    project = build_world(
        tmp_path / "towns", TWO_TOWNS | {"site/index.html": "<h1>Two towns</h1>", "seeds/texts/a.txt": "a"}
    )
    Store(project, project / "site").prepare()
    leave(project)
    return project


def call(project, *more: str) -> list[str]:
    return ["build", "--project", str(project), *more]


def sources_of(project) -> list[str]:
    return [str(project / name) for name in ("content", "seeds", "published.json")]


def said(arguments: list[str]) -> tuple[str, str] | None:
    return said_before(arguments)[0]


def over(site) -> Walk:
    return Walk([str(site)], NOTHING)


def leave(project) -> None:
    sources = sources_of(project)
    stamp.leave(call(project), SAID, (Walk(sources).state(), sources), over(project / "site"))


def test_where_nothing_has_changed_the_same_is_said(towns):
    assert said(call(towns)) == SAID


@pytest.mark.parametrize("words", [("", ""), ("", "x"), ("x", ""), ("\udcff\n", "")])
def test_whatever_was_said_is_said_again_to_the_letter(towns, words):
    sources = sources_of(towns)
    stamp.leave(call(towns), words, (Walk(sources).state(), sources), over(towns / "site"))
    assert said(call(towns)) == words


def touch(project):
    (project / LIND_FILE).touch()


def add(project):
    (project / "content/actors/per-holm.yaml").write_text("type: person")


def add_an_empty_folder(project):
    (project / "content/rumours").mkdir()


def take_away(project):
    (project / LIND_FILE).unlink()


def rename(project):
    (project / LIND_FILE).rename(project / "content/actors/lind-ada.yaml")


def write_the_same_length_at_the_same_time(project):
    file = project / LIND_FILE
    before = file.stat()
    file.write_text(LIND.replace("Ada Lind", "Ida Lund"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def allow_everybody(project):
    (project / LIND_FILE).chmod(0o777)


def publish(project):
    (project / "published.json").write_text("{}")


def write_in_the_site(project):
    (project / "site/index.html").write_text("<h1>Mine</h1>")


def take_the_site_away(project):
    shutil.rmtree(project / "site")


def leave_a_file_in_the_site(project):
    (project / "site/mine.html").write_text("")


CHANGES = [
    *(touch, add, add_an_empty_folder, take_away, rename, write_the_same_length_at_the_same_time, allow_everybody, publish),
    *(write_in_the_site, take_the_site_away, leave_a_file_in_the_site),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_where_anything_has_changed_nothing_is_known(towns, change):
    change(towns)
    assert said(call(towns)) is None


def test_the_texts_of_articles_are_no_affair_of_the_build(towns):
    (towns / "seeds/texts/a.txt").write_text("another")
    (towns / "seeds/texts/b.txt").write_text("b")
    assert said(call(towns)) == SAID


@pytest.mark.parametrize("name", ["content/actors/link.yaml", "content/link", "site/link.html"])
def test_where_there_is_a_link_nothing_is_known_even_after_a_build(towns, name):
    (towns / name).symlink_to(towns / LIND_FILE)
    assert said(call(towns)) is None
    stamp.forget(call(towns))
    with pytest.raises(Doubtful):
        Walk([str(towns / "content"), str(towns / "site")])


def test_a_stray_folder_in_the_site_is_seen_whatever_its_name(towns):
    (towns / "site/texts").mkdir()
    (towns / "site/texts/a.txt").write_text("mine")
    assert said(call(towns)) is None


@pytest.mark.parametrize(
    "more", [["--clean"], ["--explain"], ["--output", "other"], ["--base-url", "https://x.example"]]
)
def test_another_command_line_has_another_stamp(towns, more):
    assert said(call(towns, *more)) is None


def test_the_dossier_can_be_named_in_every_way(towns, monkeypatch):
    monkeypatch.chdir(towns)
    for arguments in (["build", f"--project={towns}"], ["build", "--project", "."], ["build"]):
        sources = sources_of(towns)
        stamp.leave(arguments, SAID, (Walk(sources).state(), sources), over(towns / "site"))
        assert said(arguments) == SAID
        stamp.forget(arguments)
        assert said(arguments) is None


def test_the_option_without_its_value_is_nobodys_stamp():
    assert said(["build", "--project"]) is None


def test_what_stands_in_another_folder_is_another_state(towns, monkeypatch):
    monkeypatch.chdir(towns / "content")
    assert said(call(towns)) is None  # paths on a command line may be from here


def test_what_is_as_new_as_the_moment_does_not_tell(towns):
    newest = max(path.lstat().st_ctime_ns for path in (towns / "content").rglob("*"))
    with pytest.raises(Doubtful):
        Walk([str(towns / "content")]).state(newest)
    assert Walk([str(towns / "content")]).state(newest + 1) == Walk([str(towns / "content")]).state()


def test_the_state_of_a_folder_itself_is_not_that_of_what_is_in_it(towns):
    folder = f"{towns / 'content/actors'}/."
    before = Walk([folder]).state()
    (towns / LIND_FILE).write_text("another")
    assert Walk([folder]).state() == before
    add(towns)
    assert Walk([folder]).state() != before


@pytest.mark.parametrize("content", ["", "x", "\0\0" * 5, "factsheet stamp 0", "\udcff"])
def test_a_stamp_that_is_damaged_is_passed_over(towns, content):
    [path] = (towns / stamp.STORE).glob("*.stamp")
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert said(call(towns)) is None


def test_a_stamp_of_which_any_byte_was_changed_is_passed_over(towns):
    [path] = (towns / stamp.STORE).glob("*.stamp")
    sound = path.read_bytes()
    for place in range(len(sound)):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        assert said(call(towns)) is None


def test_a_stamp_that_came_with_the_dossier_is_not_believed(towns, tmp_path):
    """Whoever sends a dossier cannot know our files, but may guess where we stand and which Python we have."""
    [path] = (towns / stamp.STORE).glob("*.stamp")
    ours = path.read_text().split("\0\0")[1]
    sender = Store(build_world(tmp_path / "sender", TWO_TOWNS), tmp_path / "sender/site")
    sender.prepare()
    leave(tmp_path / "sender")
    [theirs] = (path.read_text().split("\0\0")[1] for path in sender.folder.glob("*.stamp"))
    nowhere = f"{tmp_path}/nowhere"
    for form in (theirs, ours.rpartition(" ")[0], ""):
        rest = (
            Walk([nowhere]).state(),
            Walk([nowhere]).state(),
            "",
            "12 pages; trust me.\n",
            nowhere,
            nowhere,
        )
        content = "\0\0".join((form, *rest))
        path.write_text(f"{blake2b(content.encode(), digest_size=16).hexdigest()}\0\0{content}")
        assert said(call(towns)) is None


def test_nothing_is_written_through_a_link_that_came_with_the_dossier(towns, tmp_path):
    (tmp_path / "mine").write_text("mine")
    [path] = (towns / stamp.STORE).glob("*.stamp")
    path.with_name(f"{path.name}.new").symlink_to(tmp_path / "mine")
    leave(towns)
    assert (tmp_path / "mine").read_text() == "mine"
    assert said(call(towns)) == SAID


def test_a_stamp_is_nothing_without_the_anchor_beside_it(towns):
    (towns / stamp.STORE / "anchor").unlink()
    assert said(call(towns)) is None
    leave(towns)
    assert said(call(towns)) is None


def test_a_dossier_without_a_stamp_or_without_anything_says_nothing(tmp_path):
    assert said(call(tmp_path)) is None
    assert said(call(tmp_path / "nowhere")) is None
    stamp.forget(call(tmp_path))


def test_a_build_for_which_nothing_has_changed_imports_nothing_that_takes_time(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    script = "import sys; from generator.commands.entry import main; main(); print(*sorted(sys.modules))"
    command = [sys.executable, "-c", script, "build", "--project", str(project)]
    time.sleep(0.05)  # what is as new as the build may change once more
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    pages = runs[0].splitlines()[0].partition(";")[0]
    assert runs[1].splitlines()[0] == f"{pages}; 0 files changed."
    assert not {"click", "msgspec", "jinja2", "pathlib", "typing", "generator.workroom"} & set(
        runs[1].split()
    )
    (project / LIND_FILE).write_text(LIND.replace("Ada Lind", "Ada Lund"))
    again = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "0 files changed" not in again
    assert "Ada Lund" in (project / "site/actors/ada-lind.html").read_text()


def test_a_build_that_finds_problems_leaves_no_stamp(tmp_path, monkeypatch):
    project = build_world(tmp_path, TWO_TOWNS | {LIND_FILE: "type: persona\n"})
    monkeypatch.setattr(sys, "argv", ["factsheet", *call(project)])
    assert CliRunner().invoke(main, call(project)).exit_code == 1
    assert said(call(project)) is None
