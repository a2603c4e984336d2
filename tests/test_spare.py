from __future__ import annotations

import shutil

import pytest
from worlds import TWO_TOWNS, build_world

from generator.making import make
from generator.output.spare import Spare
from generator.store import Store

LIND_FILE = next(path for path in TWO_TOWNS if path.endswith("ada-lind.yaml"))


def held(tree):
    return {one.relative_to(tree).as_posix(): one.read_bytes() for one in tree.rglob("*") if one.is_file()}


@pytest.fixture
def towns(tmp_path):
    """A dossier that was built three times, so that there is a spare that has taken a turn."""
    project = build_world(tmp_path / "towns", TWO_TOWNS)
    for name in ("Ada Lund", "Ada Lang", "Ada Lind"):
        renamed(project, name)
    return project


def renamed(project, name):
    (project / LIND_FILE).write_text(TWO_TOWNS[LIND_FILE].replace("Ada Lind", name))
    return make(project, project / "site", lambda _: None)


def spare_of(project):
    [found] = Store(project, project / "site").folder.glob("*.tree")
    return found


def as_from_nothing(project):
    make(project, project / "clean", lambda _: None, clean=True)
    return held(project / "clean")


def test_the_spare_holds_the_files_of_the_site_by_other_names(towns):
    site, spare = towns / "site", spare_of(towns)
    assert held(spare) == held(site) == as_from_nothing(towns)
    assert all((site / one).samefile(spare / one) for one in held(site) if one != ".factsheet")


def stray(spare):
    (spare / "actors/stray.html").write_text("mine")


def gone(spare):
    (spare / "index.html").unlink()


def changed(spare):
    (spare / "index.html").write_text("mine")


def another(spare):
    (spare / "actors").rename(spare / "others")
    (spare / "actors").mkdir()


def a_link(spare):
    away = spare.with_name("away")
    (spare / "actors").rename(away)
    (spare / "actors").symlink_to(away)


def closed(spare):
    (spare / "actors").chmod(0o700)


def marked(spare):
    (spare / ".factsheet").write_text("mine")


@pytest.mark.parametrize("harm", [stray, gone, changed, another, a_link, closed, marked, shutil.rmtree])
@pytest.mark.parametrize("names", [["Ada Lund"], ["Ada Lind", "Ada Lund"]], ids=["", "nothing happens first"])
def test_a_spare_that_somebody_touched_is_not_believed(towns, harm, names):
    harm(spare_of(towns))
    for name in names:
        renamed(towns, name)
    assert held(towns / "site") == as_from_nothing(towns)
    assert not (towns / ".site.factsheet").exists()


def test_a_site_that_somebody_touched_is_as_from_nothing_at_once_and_the_next_time(towns):
    for harm in (stray, gone, changed, marked):
        harm(towns / "site")
        for turn in range(3):
            renamed(towns, f"Ada {harm.__name__} {turn}")
            assert held(towns / "site") == as_from_nothing(towns)


def test_a_folder_that_somebody_closed_stays_closed_in_no_site(towns):
    (towns / "site/actors").chmod(0o700)
    for name in ("Ada Lund", "Ada Lang", "Ada Lind"):
        renamed(towns, name)
        assert (towns / "site/actors").stat().st_mode & 0o777 == (towns / "site").stat().st_mode & 0o777


def test_a_first_site_has_its_spare(tmp_path):
    project = build_world(tmp_path / "towns", TWO_TOWNS)
    make(project, project / "site", lambda _: None)
    turn = spare_of(project).stat().st_ino
    assert held(spare_of(project)) == held(project / "site")
    renamed(project, "Ada Lund")
    assert (project / "site").stat().st_ino == turn
    assert held(project / "site") == as_from_nothing(project)


def test_no_spare_is_laid_where_a_link_leads(tmp_path):
    project = build_world(tmp_path / "towns", TWO_TOWNS)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (project / ".factsheet").symlink_to(elsewhere)
    for name in ("Ada Lund", "Ada Lang"):
        assert renamed(project, name).sound
    assert list(elsewhere.iterdir()) == []


def test_the_spare_takes_its_turn(towns):
    turn = spare_of(towns).stat().st_ino
    renamed(towns, "Ada Lund")
    assert (towns / "site").stat().st_ino == turn


def test_a_page_that_goes_leaves_no_folder_behind(tmp_path):
    project = build_world(tmp_path / "towns", TWO_TOWNS)
    more = project / "content/pages/help.md"
    for turn in range(6):
        if turn % 2:
            more.parent.mkdir(exist_ok=True)
            more.write_text("---\ntitle: Help\n---\n\nSome words.\n")
        else:
            more.unlink(missing_ok=True)
        make(project, project / "site", lambda _: None)
        clean = as_from_nothing(project)
        assert held(project / "site") == clean
        assert folders(project / "site") == folders(project / "clean")


def folders(tree):
    return {one.relative_to(tree).as_posix() for one in tree.rglob("*") if one.is_dir()}


def test_without_both_trees_there_are_no_states(tmp_path):
    (tmp_path / "site").mkdir()
    assert Spare(str(tmp_path / "site"), str(tmp_path / "spare")).states([""]) == ""
