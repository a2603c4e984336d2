from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.output import (
    MARK,
    RefusedFolder,
    _exchange_by_renames,
    _exchanged_at_once,
    refuse_foreign,
    write,
    write_anew,
)

FIRST = {"index.html": b"front", "actors/ada-lind.html": b"Ada Lind", "assets/style.css": b"h1 {}"}


def held(site):
    """Every file below a folder, but for the mark."""
    found = {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }
    assert found.pop(MARK)
    return found


def beside(site):
    return sorted(path.name for path in site.parent.iterdir())


@pytest.fixture
def site(tmp_path):
    """A site that has been written once."""
    folder = tmp_path / "site"
    write(folder, FIRST)
    return folder


def test_a_site_is_written_whole_and_nothing_is_left_beside_it(site):
    assert held(site) == FIRST
    assert beside(site) == ["site"]


def test_folders_on_the_way_to_a_site_are_made(tmp_path):
    write(tmp_path / "a" / "b" / "site", FIRST)
    assert held(tmp_path / "a" / "b" / "site") == FIRST


def test_an_empty_folder_may_become_a_site(tmp_path):
    (tmp_path / "site").mkdir()
    refuse_foreign(tmp_path / "site", kept=())
    write(tmp_path / "site", FIRST)
    assert held(tmp_path / "site") == FIRST


@pytest.mark.parametrize(
    ("after", "changed"),
    [
        (FIRST, 0),
        (FIRST | {"index.html": b"other"}, 1),
        (FIRST | {"index.html": b"FRONT"}, 1),  # of the same length
        (FIRST | {"issues/toll.html": b"Tolls"}, 1),
        ({"index.html": b"front"}, 2),
        ({"index.html": b"other", "issues/toll.html": b"Tolls"}, 4),
    ],
)
def test_what_differs_is_counted(site, after, changed):
    assert write(site, after) == changed
    assert held(site) == after


def test_a_site_that_stays_the_same_is_left_alone(site):
    before = inode(site)
    assert write(site, FIRST) == 0
    assert inode(site) == before


def inode(file):
    return file.stat().st_ino, file.stat().st_mtime_ns


def test_a_file_that_stays_the_same_is_the_same_file(site):
    before = inode(site / "actors/ada-lind.html"), inode(site / "index.html")
    write(site, FIRST | {"index.html": b"other"})
    after = inode(site / "actors/ada-lind.html"), inode(site / "index.html")
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_written_anew_every_file_is_another(site):
    before = inode(site / "actors/ada-lind.html")
    assert write_anew(site, FIRST) == 3
    assert inode(site / "actors/ada-lind.html") != before
    assert held(site) == FIRST


def test_what_does_not_belong_in_a_site_goes_at_the_next_build(site):
    (site / "actors" / "left-over.html").write_text("old")
    (site / "notes").mkdir()
    (site / "notes" / "mine.txt").write_text("mine")
    (site / "away").symlink_to(site.parent)
    assert write(site, FIRST) == 3
    assert held(site) == FIRST
    assert sorted(path.name for path in site.iterdir()) == [MARK, "actors", "assets", "index.html"]


def test_a_link_in_place_of_a_page_is_replaced_and_what_it_leads_to_stays(site, tmp_path):
    (tmp_path / "elsewhere.html").write_bytes(b"front")
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(tmp_path / "elsewhere.html")
    assert write(site, FIRST) == 1
    assert not (site / "index.html").is_symlink()
    assert (tmp_path / "elsewhere.html").read_bytes() == b"front"


def test_a_folder_in_place_of_a_page_is_replaced(site):
    (site / "issues" / "toll.html").mkdir(parents=True)
    write(site, FIRST | {"issues/toll.html": b"Tolls"})
    assert held(site)["issues/toll.html"] == b"Tolls"


@pytest.mark.parametrize("writing", [write, write_anew])
def test_what_fails_while_it_is_prepared_leaves_the_old_site(site, writing):
    before = inode(site / "index.html")
    with pytest.raises(OSError, match="name too long"):
        writing(site, {"index.html": b"other", "n" * 300 + ".html": b"no disk takes such a name"})
    assert held(site) == FIRST
    assert inode(site / "index.html") == before
    assert beside(site) == ["site"]


class Interrupted(Mapping):
    """Pages of which the first is there and the second never comes: somebody pressed Ctrl-C."""

    def __iter__(self):
        return iter(["index.html", "timeline.html"])

    def __len__(self):
        return 2

    def __getitem__(self, address):
        if address == "timeline.html":
            raise KeyboardInterrupt
        return b"other"


@pytest.mark.parametrize("writing", [write, write_anew])
def test_a_build_that_is_interrupted_leaves_the_old_site(site, writing):
    with pytest.raises(KeyboardInterrupt):
        writing(site, Interrupted())
    assert held(site) == FIRST
    assert beside(site) == ["site"]


def test_a_first_build_that_is_interrupted_leaves_no_site(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        write_anew(tmp_path / "site", Interrupted())
    assert beside(tmp_path / "site") == []


@pytest.mark.skipif(sys.platform != "linux", reason="exchanging two folders in one call is Linux' affair")
def test_two_folders_are_exchanged_at_once(tmp_path):
    write(tmp_path / "one", {"one.html": b""})
    write(tmp_path / "other", {"other.html": b""})
    assert _exchanged_at_once(tmp_path / "one", tmp_path / "other")
    assert held(tmp_path / "one") == {"other.html": b""}
    assert held(tmp_path / "other") == {"one.html": b""}


def test_folders_that_cannot_be_exchanged_at_once_stay_as_they_are(site):
    assert not _exchanged_at_once(site, site.with_name("nowhere"))
    assert held(site) == FIRST


@pytest.fixture
def new(site):
    """A folder that is to take the place of the site."""
    write(site.with_name("new"), {"index.html": b"other"})
    return site.with_name("new")


def test_where_folders_cannot_be_exchanged_at_once_two_renames_do_it(site, new):
    _exchange_by_renames(new, site)
    assert held(site) == {"index.html": b"other"}
    assert beside(site) == ["site"]


def test_what_a_crash_between_the_two_renames_left_goes_with_the_next_exchange(site, new):
    write(site.with_name("site.old"), FIRST)
    _exchange_by_renames(new, site)
    assert held(site) == {"index.html": b"other"}
    assert beside(site) == ["site"]


def test_a_folder_of_somebody_else_is_not_removed_for_the_two_renames(site, new):
    site.with_name("site.old").mkdir()
    (site.with_name("site.old") / "diary.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="is in the way"):
        _exchange_by_renames(new, site)
    assert (site.with_name("site.old") / "diary.txt").read_text() == "mine"
    assert held(site) == FIRST


def test_the_folder_one_is_in_can_become_a_site(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    write(Path(), FIRST)
    assert held(tmp_path / "here") == FIRST


# --- Folders that are refused --------------------------------------------------------------------------------------


def refusal(site, kept=()):
    with pytest.raises(RefusedFolder) as refused:
        refuse_foreign(site, kept)
    return str(refused.value)


def test_a_folder_with_files_of_somebody_else_is_refused(tmp_path):
    (tmp_path / "diary.txt").write_text("mine")
    assert "factsheet did not write" in refusal(tmp_path)


def test_a_hidden_file_of_somebody_else_is_enough(tmp_path):
    (tmp_path / ".git").mkdir()
    assert "factsheet did not write" in refusal(tmp_path)


def test_a_folder_in_place_of_the_mark_is_no_mark(tmp_path):
    (tmp_path / MARK).mkdir()
    assert "factsheet did not write" in refusal(tmp_path)


def test_a_link_is_refused_even_to_a_site_of_ours(site):
    site.with_name("link").symlink_to(site)
    assert "is a link" in refusal(site.with_name("link"))
    site.with_name("dangling").symlink_to(site.with_name("nowhere"))
    assert "is a link" in refusal(site.with_name("dangling"))


def test_a_file_is_refused(tmp_path):
    (tmp_path / "site").write_text("no folder")
    assert "is a file" in refusal(tmp_path / "site")


@pytest.mark.parametrize("folder", [".", "content", "content/actors", "seeds", "seeds/site"])
def test_the_dossier_and_what_is_in_it_are_refused_also_with_our_mark(tmp_path, folder):
    kept = [tmp_path / "content", tmp_path / "seeds"]
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    (tmp_path / folder / MARK).touch()
    assert "name another folder" in refusal(tmp_path / folder, kept)


def test_the_dossier_is_known_by_whatever_way_it_is_reached(tmp_path):
    (tmp_path / "dossier" / "content").mkdir(parents=True)
    (tmp_path / "way").symlink_to(tmp_path)
    assert "holds the dossier" in refusal(tmp_path / "way" / "dossier", [tmp_path / "dossier" / "content"])


def test_a_site_of_ours_beside_the_facts_is_in_order(site, tmp_path):
    refuse_foreign(site, [tmp_path / "content", tmp_path / "seeds"])
    refuse_foreign(tmp_path / "not-yet-there", [tmp_path / "content"])


# --- Whatever stood there before -----------------------------------------------------------------------------------

addresses = st.sampled_from(
    ["index.html", "actors/a.html", "actors/b.html", "plans/compare/a--b.html", "assets/x.css"]
)
sites = st.dictionaries(addresses, st.binary(max_size=3))


@given(sites, sites)
@settings(max_examples=30)
def test_a_site_is_what_was_written_last_and_the_count_is_what_differs(tmp_path_factory, first, second):
    site = tmp_path_factory.mktemp("any") / "site"
    write(site, first)
    assert write(site, second) == sum(first.get(one) != second.get(one) for one in first | second)
    assert held(site) == second
    assert write(site, second) == 0
