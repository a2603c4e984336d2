"""A dossier that is begun with `factsheet init`: it works as it is, and says how it is kept."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
import yaml
from crawl import crawl
from publishing import call, everything, git

from generator import __version__
from generator.commands.cli import COMMANDS
from generator.editors import server_settings
from generator.facts import BUILT_IN

RECIPES = (".github/workflows/factsheet.yml", ".gitlab-ci.yml")


@pytest.fixture
def begun(tmp_path) -> Path:
    folder = tmp_path / "two towns"
    called = call("init", folder)
    assert called.exit_code == 0, called.output
    return folder


def built(project: Path) -> dict[str, bytes]:
    """The site of a dossier, about which there is nothing to say."""
    called = call("build", "--project", project)
    assert called.exit_code == 0, called.output
    assert called.stderr == ""
    return everything(project / "site")


def test_it_is_sound_and_every_sentence_of_its_articles_is_used(begun):
    checked = call("check", "--project", begun, "--strict", "--coverage")
    assert (checked.exit_code, checked.stderr) == (0, "")


def test_it_builds_and_a_strict_visitor_finds_nothing_wrong(begun):
    assert "statements/2031-04-02-lind-on-the-toll.html" in built(begun)
    assert crawl(begun / "site") == []
    assert call("crawl", begun / "site").exit_code == 0


def test_it_is_in_the_style_of_the_house_and_its_fingerprints_are_those_of_its_texts(begun):
    assert call("fmt", "--check", "--project", begun).exit_code == 0
    agreed = call("seed", "check", "--project", begun)
    assert agreed.exit_code == 0
    assert agreed.output.count("text and fingerprint agree") == 2


def test_every_file_of_facts_has_a_word_for_beginners(begun):
    files = [*begun.glob("content/**/*.yaml"), *begun.glob("seeds/*.yaml")]
    assert len(files) > 10
    assert [file.name for file in files if "# " not in file.read_text(encoding="utf-8")] == []


def test_it_shows_the_kinds_that_matter(begun):
    kinds = {path.relative_to(begun / "content").parts[0] for path in begun.glob("content/**/*.*")}
    assert {"actors", "issues", "positions", "meetings", "statements", "divergences", "pages"} <= kinds


def test_line_ends_of_windows_do_not_matter(begun):
    site = built(begun)
    for path in begun.glob("*/**/*.*"):
        if path.is_file() and "site" not in path.parts:
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    checked = call("check", "--project", begun, "--strict")
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert call("seed", "check", "--project", begun).exit_code == 0
    assert built(begun) == site


def test_no_file_of_it_has_line_ends_of_windows(begun):
    assert [name for name, content in everything(begun).items() if b"\r" in content] == []


def test_git_takes_in_the_facts_and_nothing_that_is_made(begun):
    git(begun, "init", "--quiet")
    git(begun, "add", "--all")
    taken = set(git(begun, "ls-files").splitlines())
    built(begun)
    assert call("schema", "--project", begun).exit_code == 0
    for made in ("published.json", "difference.md"):
        (begun / made).write_text("{}")
    git(begun, "add", "--all")
    assert set(git(begun, "ls-files").splitlines()) == taken
    assert {
        "content/dossier.yaml",
        "seeds/harbour-post-2031-04-04.fingerprint",
        ".gitignore",
        *RECIPES,
    } <= taken
    assert not any(name.startswith(("site/", "seeds/texts/")) for name in taken)


def test_editors_are_set_up(begun):
    settings = json.loads((begun / ".vscode/settings.json").read_text())
    assert settings == server_settings(BUILT_IN)
    assert json.loads((begun / ".vscode/extensions.json").read_text())["recommendations"]
    assert "end_of_line = lf" in (begun / ".editorconfig").read_text()


@pytest.mark.parametrize(
    "title", ["Talks: a bridge # here", "'Who' \"pays\"?", "- [x]", "Über die Brücke", "123", "true"]
)
def test_a_title_and_a_language_are_taken_as_they_are(title, tmp_path):
    called = call("init", tmp_path / "new", "--title", title, "--lang", "de")
    assert called.exit_code == 0, called.output
    settings = yaml.load((tmp_path / "new/content/dossier.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert (settings["title"], settings["lang"]) == (title, "de")
    assert call("check", "--project", tmp_path / "new", "--strict").exit_code == 0


@pytest.mark.parametrize("lang", ["english words", "en\nformat: 2", "../en"])
def test_what_is_no_language_is_said_and_nothing_is_written(lang, tmp_path):
    called = call("init", tmp_path / "new", "--lang", lang)
    assert called.exit_code == 2
    assert "--lang" in called.output
    assert not (tmp_path / "new").exists()


def test_a_folder_with_something_in_it_is_refused_and_left_as_it_is(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear mayor")
    called = call("init", tmp_path)
    assert called.exit_code == 2
    assert "letter.txt" in called.output
    assert everything(tmp_path) == {"letter.txt": b"Dear mayor"}


def test_a_dossier_that_was_begun_before_is_called_one(begun):
    was = everything(begun)
    called = call("init", begun)
    assert (called.exit_code, called.stderr.startswith(f"a dossier is in {begun} already")) == (2, True)
    assert everything(begun) == was


def test_an_empty_repository_is_an_empty_folder(tmp_path):
    git(tmp_path, "init", "--quiet")
    (tmp_path / ".DS_Store").write_bytes(b"how a desktop shows the folder")
    assert call("init", tmp_path).exit_code == 0
    assert (tmp_path / "content/dossier.yaml").is_file()


def test_a_file_where_the_folder_should_be_is_wrong_usage(tmp_path):
    (tmp_path / "new").write_text("")
    assert call("init", tmp_path / "new").exit_code == 2
    assert call("init", tmp_path / "new/below").exit_code == 2


def test_at_the_end_the_next_three_commands_are_said(tmp_path):
    said = call("init", tmp_path / "new").output.splitlines()[1:4]
    assert [line.split("  #")[0].strip() for line in said] == [
        f"cd {tmp_path / 'new'}",
        "factsheet serve --open",
        "factsheet schema",
    ]


def test_every_command_that_is_named_exists(begun):
    texts = [(begun / name).read_text(encoding="utf-8") for name in ("README.md", *RECIPES)]
    named = {
        name
        for text in texts
        for name in re.findall(r"(?:`|^ {4}|: |- )factsheet ([a-z-]+)", text, re.MULTILINE)
    }
    assert {"publish", "check", "diff", "crawl", "serve"} <= named
    assert named <= set(COMMANDS)


def test_the_recipes_install_the_program_from_the_dossier_and_from_no_index(begun, tmp_path):
    file = f"factsheet-{__version__}-py3-none-any.whl"
    wheel = tmp_path / file
    wheel.write_bytes(b"what is installed")
    assert call("init", tmp_path / "kept", "--program", wheel).exit_code == 0
    assert (tmp_path / "kept/tools" / file).read_bytes() == b"what is installed"
    for name in (*RECIPES, "README.md"):
        for folder, digest in (
            (begun, ""),
            (tmp_path / "kept", hashlib.sha256(b"what is installed").hexdigest()),
        ):
            text = (folder / name).read_text(encoding="utf-8")
            assert f"tools/{file}" in text
            assert "factsheet==" not in text
            assert "@SHA256@" not in text
            assert "@PROGRAM@" not in text
            assert name == "README.md" or f'FACTSHEET_SHA256: "{digest}"' in text


def test_where_there_is_no_program_to_keep_it_is_said_and_the_readme_tells_the_rest(tmp_path):
    said = call("init", tmp_path / "new").output.splitlines()[-1]
    (heading,) = re.findall("README.md, '(.*)'", said)
    assert f"**{heading}**" in (tmp_path / "new/README.md").read_text(encoding="utf-8")


def test_what_is_no_wheel_of_the_program_is_not_kept(tmp_path):
    other = tmp_path / "other-1.0-py3-none-any.whl"
    other.write_bytes(b"something else")
    said = call("init", tmp_path / "new", "--program", other)
    assert (said.exit_code, "is no wheel of factsheet" in said.stderr) == (2, True)
    assert not (tmp_path / "new").exists()


def test_an_empty_dossier_has_no_invented_facts_and_is_sound(tmp_path):
    folder = tmp_path / "new"
    called = call("init", folder, "--empty", "--title", "Ferry")
    assert called.exit_code == 0
    assert [one for one in everything(folder) if one.startswith(("content/", "seeds/"))] == [
        "content/dossier.yaml"
    ]
    assert called.output.splitlines()[2].startswith("  factsheet seed add ")
    assert "invented" not in (folder / "README.md").read_text(encoding="utf-8")
    assert call("check", "--project", folder).exit_code == 0
    refused = call("check", "--strict", "--project", folder)
    assert (refused.exit_code, refused.output.count("error[to-be-written]")) == (1, 1)
    settings = folder / "content/dossier.yaml"
    settings.write_text(
        settings.read_text().replace("Say here in a few lines what the affair is.", "A ferry.")
    )
    assert call("check", "--strict", "--project", folder).exit_code == 0


def test_an_empty_dossier_without_a_title_is_not_called_as_the_example(tmp_path):
    call("init", tmp_path / "new", "--empty")
    refused = call("check", "--strict", "--project", tmp_path / "new")
    assert (refused.exit_code, refused.output.count("error[to-be-written]")) == (1, 2)


def test_the_links_of_the_papers_lead_somewhere(begun):
    for paper in begun.glob("*.md"):
        links = re.findall(r"\]\((?!https:)([^)\s]+)\)", paper.read_text(encoding="utf-8"))
        assert [link for link in links if not (begun / link).exists()] == []


def test_every_file_that_the_readme_names_is_there(begun):
    text = (begun / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:content|\.git)[\w./-]*\.ya?ml)`", text)
    assert named
    assert [name for name in named if not (begun / name).is_file()] == []


def test_nothing_can_be_written_is_said_without_a_traceback(tmp_path):
    deep = tmp_path / ("x" * 300)
    assert call("init", deep).exit_code == 2
