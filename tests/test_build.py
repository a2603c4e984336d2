from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest
from bridge import BRIDGE
from click.testing import CliRunner
from crawl import crawl
from worlds import build_world

from generator.build import look, render
from generator.commands.cli import main
from generator.layouts import own_layouts

LIND = "content/actors/ada-lind.yaml"


def quietly(_stage):
    pass


def files_of(folder, world=BRIDGE):
    planned = look(build_world(folder, world), quietly)
    assert planned.sound, planned.problems
    return render(planned, quietly)


def tree(folder):
    """Every file below a folder, with its bytes and the time of its last change."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def contents(folder):
    return {name: content for name, (content, _) in tree(folder).items()}


def built(project, *more):
    return CliRunner().invoke(main, ["build", "--project", str(project), *more], catch_exceptions=False)


def test_a_sound_dossier_becomes_a_site(tmp_path):
    result = built(build_world(tmp_path, BRIDGE))
    assert (result.exit_code, result.stderr) == (0, "")
    pages = {name for name in contents(tmp_path / "site") if name.endswith(".html")}
    assert {
        "index.html",
        "404.html",
        "actors/ada-lind.html",
        "plans/compare/first-draft--second-draft.html",
    } <= pages
    assert f"{len(pages)} pages" in result.stdout


def test_a_site_holds_pages_and_assets_and_nothing_of_the_dossier(tmp_path):
    found = files_of(tmp_path)
    assets = {f"assets/{path.name}" for path in (own_layouts() / "assets").iterdir()}
    assert {name for name in found if not name.endswith(".html")} == assets


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Adak", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"},
    ],
)
def test_the_same_facts_make_the_same_site_wherever_and_whenever(tmp_path, surroundings):
    expected = files_of(tmp_path / "here")
    paths = list(BRIDGE)
    random.Random(surroundings["TZ"]).shuffle(paths)
    there = build_world(tmp_path / "some where ünlike", {path: BRIDGE[path] for path in paths})
    command = [sys.executable, "-m", "generator", "build", "--output", str(tmp_path / "out")]
    environment = {**os.environ, **surroundings, "PYTHONPATH": str(own_layouts().parent)}
    subprocess.run(command, cwd=there, env=environment, check=True, capture_output=True)
    found = contents(tmp_path / "out")
    del found[".factsheet"]
    assert found == expected


def test_a_strict_visitor_finds_nothing_wrong_with_the_site(tmp_path):
    built(build_world(tmp_path, BRIDGE))
    assert crawl(tmp_path / "site") == []


def test_a_second_build_changes_nothing(tmp_path):
    built(build_world(tmp_path, BRIDGE))
    before = tree(tmp_path / "site")
    assert "; 0 files changed" in built(tmp_path).stdout
    assert tree(tmp_path / "site") == before


def test_a_change_in_one_fact_changes_only_pages_that_show_it(tmp_path):
    before = files_of(tmp_path)
    after = files_of(
        tmp_path,
        {"content/actors/iris-dahl.yaml": BRIDGE["content/actors/iris-dahl.yaml"] + "summary: A deputy.\n"},
    )
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert "actors/iris-dahl.html" in changed
    assert not {"method.html", "issues/toll.html", "actors/per-holm.html"} & changed


BROKEN = {
    LIND: BRIDGE[LIND].replace("type: person", "type: persom"),
    "content/issues/toll.yaml": "title: Tolls\n  question: Who?\n",
    "content/meetings/2031-04-02-briefing.yaml": BRIDGE["content/meetings/2031-04-02-briefing.yaml"].replace(
        "at: p5}", "at: p99}", 1
    ),
    "content/plans/second-draft.yaml": BRIDGE["content/plans/second-draft.yaml"].replace(
        "plan: first-draft", "plan: first-drat"
    ),
    "seeds/valley-wire.yaml": BRIDGE["seeds/valley-wire.yaml"] + "colour: yellow\n",
}


def test_all_that_is_wrong_is_told_in_one_run_in_the_order_of_the_files(tmp_path):
    problems = look(build_world(tmp_path, BRIDGE | BROKEN), quietly).problems
    assert [problem.file for problem in problems] == sorted(BROKEN)
    assert len({problem.code for problem in problems}) == len(BROKEN)


def test_what_is_wrong_is_told_in_one_order_however_the_files_came(tmp_path):
    world = BRIDGE | BROKEN
    turned = dict(reversed(world.items()))
    one, other = (
        look(build_world(tmp_path / name, these), quietly).problems
        for name, these in [("a", world), ("b", turned)]
    )
    assert one == other


def test_a_fault_is_told_once_and_not_again_by_all_who_refer_to_the_fact(tmp_path):
    problems = look(build_world(tmp_path, BRIDGE | {LIND: BROKEN[LIND]}), quietly).problems
    assert [problem.file for problem in problems] == [LIND]


def test_no_pages_are_planned_while_an_error_stands(tmp_path):
    planned = look(build_world(tmp_path, BRIDGE | BROKEN), quietly)
    assert not planned.sound
    assert planned.pages == ()


def test_problems_leave_the_old_site_as_it_is_to_the_second(tmp_path):
    built(build_world(tmp_path, BRIDGE))
    before = tree(tmp_path / "site")
    result = built(build_world(tmp_path, BROKEN))
    assert result.exit_code == 1
    assert "Nothing was written" in result.stderr
    assert tree(tmp_path / "site") == before


def test_problems_in_a_new_dossier_make_no_site(tmp_path):
    result = built(build_world(tmp_path, BRIDGE | BROKEN))
    assert result.exit_code == 1
    assert not (tmp_path / "site").exists()


def test_every_problem_is_told_with_its_place(tmp_path):
    told = built(build_world(tmp_path, BRIDGE | BROKEN)).stderr
    assert [path for path in BROKEN if f"{path}:" not in told] == []


def test_drafts_are_not_published(tmp_path):
    text = "type: person\nname: Secret Witness\ndraft: true\nevidence: {source: harbour-post, at: p7}\n"
    found = files_of(tmp_path, BRIDGE | {"content/actors/secret-witness.yaml": text})
    assert "actors/secret-witness.html" not in found
    assert [
        name
        for name, content in found.items()
        if b"Secret Witness" in content or b"secret-witness" in content
    ] == []


def test_nothing_that_is_published_leads_to_a_draft(tmp_path):
    world = BRIDGE | {
        "content/actors/per-holm.yaml": BRIDGE["content/actors/per-holm.yaml"] + "draft: true\n"
    }
    problems = look(build_world(tmp_path, world), quietly).problems
    assert {problem.code for problem in problems} == {"leads-to-draft"}
    assert {problem.file for problem in problems} == {"content/meetings/2031-04-04-council.yaml"}


@pytest.mark.parametrize("written", ["https://example.org/bridge", "https://example.org/bridge/"])
def test_where_the_site_will_stand_may_end_in_a_stroke_or_not(tmp_path, written):
    planned = look(build_world(tmp_path, BRIDGE), quietly, base_url=written)
    [home] = [page for page in planned.pages if page.address == "index.html"]
    assert home.view["page"]["canonical"] == "https://example.org/bridge/index.html"


def test_the_call_has_the_last_word_on_where_the_site_will_stand(tmp_path):
    settings = {
        "content/dossier.yaml": BRIDGE["content/dossier.yaml"] + "base_url: https://example.org/settings/\n"
    }
    project = build_world(tmp_path, BRIDGE | settings)
    for base_url, expected in [
        ("", "https://example.org/settings/"),
        ("https://example.net/", "https://example.net/"),
    ]:
        [home] = [
            page for page in look(project, quietly, base_url=base_url).pages if page.address == "index.html"
        ]
        assert home.view["page"]["canonical"] == f"{expected}index.html"


def test_a_folder_without_a_dossier_says_so_and_nothing_else(tmp_path):
    [problem] = look(tmp_path, quietly).problems
    assert (problem.code, problem.file) == ("no-dossier", "content/dossier.yaml")


def test_the_stages_are_told_in_their_order(tmp_path):
    told = []
    render(look(build_world(tmp_path, BRIDGE), told.append), told.append)
    assert [words.split()[0] for words in told] == ["reading", "checking", "rendering"]
