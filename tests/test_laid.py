"""How files lie: as they were found, known again, and what was written since."""

from __future__ import annotations

import os

import pytest
from worlds import TWO_TOWNS, build_world

from generator.facts import BUILT_IN
from generator.laid import Laid, Lay, folders_in, trusted, walk_over
from generator.listing import Listings
from generator.read import find

LIND = "content/actors/ada-lind.yaml"
DRAFT = "content/actors/zora-vale.yaml"
FINGERPRINT = "seeds/harbour-post.fingerprint"
LATER = 1 << 62


@pytest.fixture
def towns(tmp_path):
    return build_world(tmp_path / "towns", TWO_TOWNS | {DRAFT: "name: Zora Vale\n", FINGERPRINT: "x"})


def folders_of(project):
    return folders_in(project, walk_over(project))


def laid_of(project) -> Laid:
    return Laid.found(Listings(project, folders_of(project)), BUILT_IN)


def lay_of(project) -> Lay:
    return Lay.of(laid_of(project), folders_of(project), ["actor:zora-vale"], [LIND])


def add(project):
    (project / "content/actors/per-holm.yaml").write_text("type: person")


def take_away(project):
    (project / LIND).unlink()


def rename(project):
    (project / LIND).rename(project / "content/actors/lind-ada.yaml")


def add_a_folder(project):
    (project / "content/rumours").mkdir()


def leave_what_an_editor_leaves(project):
    (project / f"{LIND}~").write_text("before")
    (project / "content/actors/.ada-lind.yaml.swp").write_text("meanwhile")


def put_the_time_back(project):
    file = project / LIND
    before = file.stat()
    file.write_bytes(file.read_bytes().replace(b"Ada", b"Ida"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_walk_finds_the_files_that_are_found_folder_by_folder(towns):
    (towns / "content/actors/con.yaml").write_text("")
    (towns / "content/actors/Bad Name.yaml").write_text("")
    (towns / "content/actorz").mkdir()
    (towns / "content/actors/inner").mkdir()
    (towns / "content/actors/inner/x.yaml").write_text("")
    found, wrong = find(towns, BUILT_IN, Listings(towns, folders_of(towns)))
    assert (found, wrong) == find(towns, BUILT_IN)
    assert len(wrong) == 4


@pytest.mark.parametrize("change", [add, take_away, rename, add_a_folder])
def test_where_other_files_are_it_is_not_known_what_was_written(towns, change):
    lay = lay_of(towns)
    change(towns)
    assert lay.written_since(folders_of(towns)) is None


@pytest.mark.parametrize("change", [put_the_time_back, lambda project: (project / LIND).touch()])
def test_a_file_that_was_written_is_told(towns, change):
    lay = lay_of(towns)
    assert lay.written_since(folders_of(towns)) == set()
    change(towns)
    assert lay.written_since(folders_of(towns)) == {LIND}


def test_what_an_editor_leaves_is_no_other_file(towns):
    lay = lay_of(towns)
    leave_what_an_editor_leaves(towns)
    assert lay.written_since(folders_of(towns)) == set()


def test_what_changed_in_the_moment_of_the_look_counts_as_written(towns):
    walk, folders = walk_over(towns), folders_of(towns)
    changed = (towns / LIND).stat().st_ctime_ns
    assert trusted(folders, walk, LATER) == folders
    lay = Lay(trusted(folders, walk, changed))
    assert LIND in lay.written_since(folders)
    assert Lay(trusted(folders, walk, 0)).written_since(folders) >= {LIND, "content/dossier.yaml"}


def test_the_same_files_are_known_again_without_a_look(towns):
    laid, lay = laid_of(towns), lay_of(towns)
    facts = [ref for ref in laid.facts if ref != "actor:zora-vale"]
    again = lay.laid(facts, BUILT_IN)
    assert list(again.facts.items()) == list(laid.facts.items())
    assert dict(again.beside) == dict(laid.beside)
    assert [file.file for file in again.beside.values()] == [FINGERPRINT]


def test_where_there_is_a_link_there_is_no_walk(towns):
    (towns / "content/actors/other.yaml").symlink_to(towns / LIND)
    assert walk_over(towns) is None
    found, _ = find(towns, BUILT_IN, Listings(towns))
    assert [one.plain for one in found if one.id == "other"] == [False]


def test_a_folder_that_is_a_file_or_is_not_there_is_no_listing(tmp_path):
    (tmp_path / "content").write_text("content")
    assert folders_of(tmp_path) == {}
