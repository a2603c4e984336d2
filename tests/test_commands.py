"""What is typed and what comes back: exit codes, what is written and what is left alone, and no traceback ever."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from worlds import TWO_TOWNS, build_world

from generator import __version__
from generator.commands import entry, telling
from generator.commands.cli import PURPOSES, main
from generator.output import MARK

BROKEN = TWO_TOWNS | {
    "content/actors/per-holm.yaml": "type: persona\nnamed: Per Holm\nevidence: {source: harbour-post, at: p2}\n"
}
KEYS = {"code", "severity", "file", "line", "column", "path", "message", "help"}


@pytest.fixture
def sound(tmp_path):
    return build_world(tmp_path / "dossier", TWO_TOWNS)


@pytest.fixture
def broken(tmp_path):
    return build_world(tmp_path / "broken", BROKEN)


def call(*arguments: str | Path) -> Result:
    """One call of `factsheet`; whatever was typed, it ends with an exit code and not with an exception."""
    called = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert isinstance(called.exception, SystemExit | None), called.exc_info
    assert "Traceback" not in called.output
    return called


def there(folder: Path) -> dict[str, tuple[int, bytes]]:
    """All files below a folder: which file on the disk each is, and what it holds."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.stat().st_ino, path.read_bytes()) for path in files}


def test_a_sound_dossier_is_built_and_checked(sound):
    assert call("check", "--project", sound).exit_code == 0
    assert not (sound / "site").exists()
    built = call("build", "--project", sound)
    assert (built.exit_code, (sound / "site/index.html").is_file()) == (0, True)
    pages = len(list((sound / "site").rglob("*.html")))
    assert f"{pages} pages in " in built.output


def test_a_broken_dossier_is_told_and_nothing_is_written(broken):
    before = there(broken)
    for command in ("check", "build"):
        called = call(command, "--project", broken)
        assert called.exit_code == 1
        assert "content/actors/per-holm.yaml:1:7: error[bad-choice]" in called.output
        assert "did you mean 'name'?" in called.output
    remembered = {name: file for name, file in there(broken).items() if name.startswith(".factsheet/")}
    assert there(broken) == before | remembered


def test_an_old_site_stays_as_it_was_when_the_facts_break(sound):
    call("build", "--project", sound)
    before = there(sound)
    lind = sound / "content/actors/ada-lind.yaml"
    written = lind.read_text()
    lind.write_text(written + "name: Vada Lindt\n")
    called = call("build", "--project", sound, "--clean")
    assert (called.exit_code, "the site is as it was" in called.output) == (1, True)
    lind.write_text(written)
    assert there(sound) == before


def test_a_second_build_changes_nothing_and_a_clean_one_writes_everything_anew(sound):
    call("build", "--project", sound)
    first = there(sound / "site")
    assert "; 0 files changed." in call("build", "--project", sound).output
    assert there(sound / "site") == first
    assert call("build", "--project", sound, "--clean").exit_code == 0
    anew = there(sound / "site")
    assert {name: content for name, (_, content) in anew.items()} == {
        name: content for name, (_, content) in first.items()
    }
    assert all(anew[name][0] != first[name][0] for name in first)


def test_what_is_gone_from_the_facts_is_gone_from_the_site(sound):
    call("build", "--project", sound)
    (sound / "content/corrections/2031-04-06-lind.yaml").unlink()
    (sound / "content/pages/method.md").unlink()
    called = call("build", "--project", sound)
    assert called.exit_code == 0
    assert not (sound / "site/method.html").exists()


def test_problems_for_programs(sound, broken):
    assert json.loads(call("check", "--project", sound, "--format", "json").stdout) == []
    called = call("check", "--project", broken, "--format", "json")
    told = json.loads(called.stdout)
    assert called.exit_code == 1
    assert [set(one) for one in told] == [KEYS, KEYS]
    assert told[0] == {
        "code": "bad-choice",
        "severity": "error",
        "file": "content/actors/per-holm.yaml",
        "line": 1,
        "column": 7,
        "path": ["type"],
        "message": "'persona' is not one of the words this field takes",
        "help": "did you mean 'person'?",
    }


def test_the_site_goes_where_it_is_sent(sound, tmp_path):
    away = tmp_path / "some where/else"
    called = call("build", "--project", sound, "--output", away)
    assert (called.exit_code, str(away) in called.output) == (0, True)
    assert (away / "index.html").is_file()
    assert not (sound / "site").exists()


def test_the_base_url_is_written_into_the_pages(sound):
    call("build", "--project", sound)
    assert b'rel="canonical"' not in (sound / "site/index.html").read_bytes()
    assert call("build", "--project", sound, "--base-url", "https://towns.example/bridge").exit_code == 0
    page = (sound / "site/actors/ada-lind.html").read_text()
    assert 'href="https://towns.example/bridge/actors/ada-lind.html"' in page


@pytest.mark.parametrize(
    "url",
    [
        "towns.example",
        "ftp://towns.example",
        "javascript:alert(1)",
        "https://",
        'https://a" b',
        "https://a\nb",
    ],
)
def test_a_base_url_that_is_none_is_wrong_usage(url, sound):
    called = call("build", "--project", sound, "--base-url", url)
    assert (called.exit_code, "is no web address" in called.output) == (2, True)
    assert not (sound / "site").exists()


@pytest.mark.parametrize("command", ["build", "check", "diff", "baseline", "serve"])
def test_a_project_that_is_not_there_is_wrong_usage(command, tmp_path):
    (tmp_path / "file").write_text("")
    for project in ("nowhere", "file"):
        called = call(command, "--project", tmp_path / project)
        assert (called.exit_code, project in called.output) == (2, True)


def test_a_folder_without_a_dossier_is_told_what_is_missing(tmp_path):
    called = call("build", "--project", tmp_path)
    assert (called.exit_code, "no-dossier" in called.output) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_files_of_others_is_never_written_to(sound, tmp_path):
    photographs = tmp_path / "photographs"
    photographs.mkdir()
    (photographs / "bridge.txt").write_text("the bridge")
    called = call("build", "--project", sound, "--output", photographs)
    assert (called.exit_code, "factsheet did not write" in called.output) == (2, True)
    assert {name: content for name, (_, content) in there(photographs).items()} == {
        "bridge.txt": b"the bridge"
    }


@pytest.mark.parametrize(
    "where", [".", "content", "seeds", "content/actors", "content/site", "content/../content/x/y"]
)
def test_a_site_is_never_put_over_or_among_the_facts(where, sound):
    before = there(sound)
    called = call("build", "--project", sound, "--output", sound / where)
    assert (called.exit_code, "--output" in called.output) == (2, True)
    assert there(sound) == before


def test_a_site_is_never_put_over_a_folder_that_holds_the_dossier(sound):
    (sound.parent / MARK).write_text("")
    called = call("build", "--project", sound, "--output", sound.parent)
    assert (called.exit_code, "holds the dossier" in called.output) == (2, True)


def test_an_output_that_cannot_be_a_folder_is_wrong_usage(sound, tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path)
    for where in ("file", "file/below", "link", "x" * 300):
        called = call("build", "--project", sound, "--output", tmp_path / where)
        assert (called.exit_code, where in called.output) == (2, True)
    assert (tmp_path / "file").read_text() == ""


@pytest.mark.parametrize(
    "typed",
    [
        ["bild"],
        ["build", "--out", "x"],
        ["check", "--format", "xml"],
        ["diff", "--format", "xml"],
        ["correct"],
        ["correct", "actor:ada-lind", "--kind", "slip"],
        ["check", "facts"],
        ["serve", "--port", "99999"],
        ["serve", "--port", "eight"],
    ],
)
def test_what_is_not_understood_is_wrong_usage(typed):
    called = call(*typed)
    assert (called.exit_code, "Usage:" in called.output) == (2, True)


@pytest.mark.parametrize(
    "command", ["", "build", "check", "diff", "baseline", "correct", "hold", "withdraw", "serve"]
)
def test_help_is_there_for_every_command(command):
    called = call(*command.split(), "--help")
    assert (called.exit_code, called.output.startswith(f"Usage: main {command}".strip())) == (0, True)
    assert call(*command.split(), "-h").output == called.output


def test_the_version_is_told():
    assert __version__ in call("--version").output


def test_what_takes_long_tells_what_it_is_doing(sound, monkeypatch):
    monkeypatch.setattr(telling, "SLOW", 0.0)
    said = call("build", "--project", sound).output
    stages = ["reading the facts …", "checking", "rendering"]
    assert [said.index(stage) for stage in stages] == sorted(said.index(stage) for stage in stages)


def test_factsheet_is_the_same_as_the_module(broken):
    script = entry_points(group="console_scripts", name="factsheet")
    assert [one.load() for one in script] == [entry.main]
    ran = subprocess.run(
        [sys.executable, "-m", "generator", "check"], cwd=broken, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.rstrip() == call("check", "--project", broken).output.rstrip()


def test_json_is_utf8_where_the_terminal_is_not(sound):
    typed = "type: Bürgermeister\nname: Per Holm\nevidence: {source: harbour-post, at: p2}\n"
    (sound / "content/actors/per-holm.yaml").write_text(typed, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "generator", "check", "--format", "json"],
        cwd=sound,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "'Bürgermeister' is not" in json.loads(ran.stdout.decode())[0]["message"]


def test_one_file_is_one_file(sound):
    asset = sound / "layouts/assets/map.js"
    asset.parent.mkdir(parents=True)
    asset.write_text("let here = 1;")
    call("build", "--project", sound)
    asset.write_text("let here = 2;")
    assert "; 1 file changed." in call("build", "--project", sound).output


def test_outside_of_a_dossier_every_command_says_the_same(tmp_path):
    for given in (["check"], ["list"], ["new", "actor", "ada-lind"], ["show", "actor:ada-lind"]):
        said = call(*given, "--project", tmp_path).output
        assert "there is no file 'content/dossier.yaml' here" in said, given
        assert "A new dossier begins with 'factsheet init DIR'" in said, given


def test_whoever_stands_beside_a_dossier_is_told_where_it_is(tmp_path, monkeypatch):
    for name in ("bridge", "two towns"):
        build_world(tmp_path / name, TWO_TOWNS)
    monkeypatch.chdir(tmp_path)
    assert call("check").stderr.splitlines()[-2:] == [
        "there is a dossier in bridge; this goes there: cd bridge",
        "there is a dossier in two towns; this goes there: cd 'two towns'",
    ]
    monkeypatch.chdir(tmp_path / "bridge/content/actors")
    assert call("check").stderr.splitlines()[-1].endswith(": cd ../..")


def test_help_names_every_command_once_by_what_it_is_for_in_a_line_that_is_whole():
    names = [name for purpose in PURPOSES.values() for name in purpose]
    assert sorted(names) == sorted(set(names))
    said = CliRunner().invoke(main, ["--help"], terminal_width=80).output
    for purpose, commands in PURPOSES.items():
        assert f"\n{purpose}:\n" in said
        for name, line in commands.items():
            assert re.search(rf"^  {name} +{re.escape(line)}$", said, re.MULTILINE), name


@pytest.mark.parametrize(("typed", "meant"), [("chekc", "check"), ("seeds", "seed"), ("whatif", "what-if")])
def test_a_command_that_is_misspelt_is_told_what_was_meant(typed, meant):
    said = call(typed)
    assert (said.exit_code, f"did you mean '{meant}'?" in said.stderr) == (2, True)
