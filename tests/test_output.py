from __future__ import annotations

import multiprocessing
import os
import shutil
import stat
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nobody import as_nobody

from generator.output import (
    MARK,
    RefusedFolder,
    Stat,
    alone,
    prepared,
    present,
    refuse_foreign,
    write,
    write_anew,
)
from generator.output.exchange import exchange_by_renames, exchanged_at_once
from generator.output.workplace import Workplace

# From Python 3.12 on one is warned of forking where threads run, as they do in a test run on several cores.
pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")

FIRST = {"index.html": b"front", "actors/ada-lind.html": b"Ada Lind", "assets/style.css": b"h1 {}"}


def held(site):
    """Every file below a folder, but for the mark."""
    found = {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }
    assert found.pop(MARK)
    return found


def names(folder):
    return sorted(path.name for path in Path(folder).iterdir())


def beside(site):
    return names(site.parent)


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


def test_the_folder_one_is_in_can_become_a_site(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    write(Path(), FIRST)
    assert held(tmp_path / "here") == FIRST


def test_folders_and_files_can_be_read_by_a_web_server(site):
    assert stat.S_IMODE(site.stat().st_mode) == 0o755
    mask = os.umask(0o027)
    try:
        write(site, FIRST | {"issues/toll.html": b"Tolls"})
    finally:
        os.umask(mask)
    assert stat.S_IMODE(site.stat().st_mode) == 0o755
    assert stat.S_IMODE((site / "issues/toll.html").stat().st_mode) == 0o640


# --- A tree --------------------------------------------------------------------------------------------------------


def test_only_what_is_put_or_kept_is_in_the_next_site(site):
    with prepared(site) as tree:
        tree.put("issues/toll.html", b"Tolls")
        assert tree.keep(["index.html", "assets/style.css"]) == []
        tree.finish()
    assert held(site) == {"index.html": b"front", "assets/style.css": b"h1 {}", "issues/toll.html": b"Tolls"}
    assert beside(site) == ["site"]


def test_until_it_is_finished_the_site_is_the_old_one(site):
    with prepared(site) as tree:
        tree.put("index.html", b"other")
        assert held(site) == FIRST
    assert held(site) == FIRST
    assert beside(site) == ["site"]


def test_what_is_put_over_what_was_kept_does_not_change_the_old_site(site):
    with prepared(site) as tree:
        tree.keep(["index.html"])
        tree.put("index.html", b"other")
        assert held(site) == FIRST
        tree.finish()
    assert held(site) == {"index.html": b"other"}


def test_the_state_of_a_file_is_told_when_it_is_put(site):
    with prepared(site) as tree:
        put = {"index.html": tree.put("index.html", b"other"), "a/b/c.html": tree.put("a/b/c.html", b"deep")}
        tree.finish()
    assert {address: present(site)[address] for address in put} == put
    assert put["index.html"].size == len(b"other")
    (site / "index.html").write_bytes(b"OTHER!")
    assert present(site)["index.html"] != put["index.html"]


def test_what_is_kept_is_the_same_file_and_only_the_time_of_its_link_is_another(site):
    before = present(site)["index.html"]
    write(site, FIRST | {"issues/toll.html": b"Tolls"})
    after = present(site)["index.html"]
    assert after._replace(changed=before.changed) == before


def test_a_file_may_be_written_in_a_forked_process(site):
    with prepared(site) as tree:
        fork = multiprocessing.get_context("fork").Process
        writers = [fork(target=put_all, args=(tree, part, 3)) for part in range(3)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        tree.finish()
    assert held(site) == {f"{n % 7}/{n}.html": str(n).encode() for n in range(300)}


def put_all(tree, part, parts):
    for number in range(part, 300, parts):
        tree.put(f"{number % 7}/{number}.html", str(number).encode())


def test_what_the_old_site_has_not_as_a_plain_file_is_not_kept(site, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.html").write_text("not of this site")
    (site / "link.html").symlink_to("index.html")
    (site / "way").symlink_to(tmp_path / "outside")
    (site / "folder.html").mkdir()
    os.mkfifo(site / "pipe.html")
    strange = ["link.html", "way/secret.html", "folder.html", "pipe.html", "gone.html", "no/where.html"]
    with prepared(site) as tree:
        assert tree.keep(["index.html", *strange, "actors/ada-lind.html"]) == strange
        tree.finish()
    assert held(site) == {"index.html": b"front", "actors/ada-lind.html": b"Ada Lind"}


def test_where_nothing_can_be_linked_it_is_copied(site, monkeypatch):
    def no_links(_old, _new):
        raise PermissionError

    before = inode(site / "index.html")
    monkeypatch.setattr(os, "link", no_links)
    assert write(site, FIRST | {"issues/toll.html": b"Tolls"}) == 1
    assert held(site) == FIRST | {"issues/toll.html": b"Tolls"}
    assert inode(site / "index.html") != before


def test_what_lies_in_a_site_is_seen_with_what_is_no_file_there(site):
    (site / "link.html").symlink_to("index.html")
    (site / "empty" / "inner").mkdir(parents=True)
    os.mkfifo(site / "pipe")
    found = present(site)
    strange = {address for address, state in found.items() if state is None}
    assert strange == {"link.html", "empty/inner/", "pipe"}
    assert found.keys() - strange == {*FIRST, MARK}
    assert found["index.html"] == Stat.of((site / "index.html").stat())
    assert present(site / "nowhere") == {}


def test_a_pipe_and_an_empty_folder_go_at_the_next_build(site):
    os.mkfifo(site / "pipe")
    (site / "empty").mkdir()
    (site / "assets/style.css").unlink()
    os.mkfifo(site / "assets/style.css")  # whoever opened it would wait for ever
    assert write(site, FIRST) == 3
    assert held(site) == FIRST
    assert not (site / "empty").exists()


def test_a_folder_that_somebody_put_there_meanwhile_is_not_replaced(tmp_path):
    with prepared(tmp_path / "site") as tree:
        tree.put("index.html", b"front")
        (tmp_path / "site").mkdir()
        (tmp_path / "site" / "diary.txt").write_text("mine")
        with pytest.raises(RefusedFolder, match="did not write"):
            tree.finish()
    assert (tmp_path / "site" / "diary.txt").read_text() == "mine"
    assert beside(tmp_path / "site") == ["site"]


# --- The exchange --------------------------------------------------------------------------------------------------


@pytest.fixture
def new(site):
    """A folder that is to take the place of the site."""
    write(site.with_name("new"), {"index.html": b"other"})
    return site.with_name("new")


@pytest.mark.skipif(sys.platform != "linux", reason="exchanging two folders in one call is Linux' affair")
def test_two_folders_are_exchanged_at_once(site, new):
    assert exchanged_at_once(str(site), str(new))
    assert held(site) == {"index.html": b"other"}
    assert held(new) == FIRST


def test_folders_that_cannot_be_exchanged_at_once_stay_as_they_are(site):
    assert not exchanged_at_once(str(site), str(site.with_name("nowhere")))
    assert held(site) == FIRST


def test_where_folders_cannot_be_exchanged_at_once_two_renames_do_it(site, new):
    exchange_by_renames(str(new), str(site), str(site.with_name("old")))
    assert held(site) == {"index.html": b"other"}
    assert held(site.with_name("old")) == FIRST


# --- What killed builds leave --------------------------------------------------------------------------------------


@pytest.fixture
def workplace(site):
    """The workplace of the site, as a killed build leaves it."""
    found = Workplace.of(site)
    Path(found.folder).mkdir()
    for lock in ("build", "tree"):
        Path(found.folder, lock).touch()
    return found


def test_a_tree_that_was_not_finished_goes_with_the_next_build(site, workplace):
    Path(workplace.new_tree(), "index.html").write_bytes(b"half a fr")
    with alone(site, print):
        assert held(site) == FIRST
        assert names(workplace.folder) == ["build"]
    assert beside(site) == ["site"]


def test_so_does_one_whose_folder_was_just_made_or_all_but_removed(site, workplace):
    Path(workplace.folder, "new-1").mkdir()
    with alone(site, print):
        write(site, FIRST)
    assert beside(site) == ["site"]


def test_killed_between_two_renames_the_old_site_comes_back_with_the_next_look(site, workplace):
    Path(workplace.new_tree(), "index.html").write_bytes(b"other")
    site.rename(workplace.old)
    with alone(site, print):
        assert held(site) == FIRST
    assert beside(site) == ["site"]


def test_killed_after_two_renames_the_new_site_stays(site, workplace):
    site.rename(workplace.old)
    Path(workplace.new_tree()).rename(site)
    with alone(site, print):
        assert held(site) == {}
    assert beside(site) == ["site"]


def test_an_exchange_by_two_renames_is_undone_where_the_second_fails(site, monkeypatch):
    monkeypatch.setattr("generator.output.exchange.exchanged_at_once", lambda _one, _other: False)
    write(site, FIRST | {"index.html": b"second"})
    assert held(site)["index.html"] == b"second"
    with prepared(site) as tree:
        shutil.rmtree(*site.parent.glob(".site.factsheet/new-*"))
        with pytest.raises(FileNotFoundError):
            tree.finish()
    assert held(site)["index.html"] == b"second"
    assert beside(site) == ["site"]


def test_what_is_not_ours_in_a_workplace_stays(site, workplace, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / MARK).touch()
    mine = Path(workplace.folder, "new-poems")
    mine.mkdir()
    (mine / "sonnet.txt").write_text("mine")
    Path(workplace.folder, "new-link").symlink_to(tmp_path / "elsewhere")
    Path(workplace.folder, "notes").mkdir()
    write(site, FIRST | {"index.html": b"other"})
    assert names(workplace.folder) == ["build", "new-link", "new-poems", "notes"]
    assert (mine / "sonnet.txt").read_text() == "mine"
    assert (tmp_path / "elsewhere" / MARK).exists()


def test_a_link_in_place_of_a_workplace_or_a_lock_is_not_followed(site, workplace, tmp_path):
    lock = Path(workplace.folder, "tree")
    lock.unlink()
    lock.symlink_to(tmp_path / "made-by-us")
    with pytest.raises(OSError, match="symbolic links"):
        write(site, {})
    lock.unlink()
    Path(workplace.folder).rename(tmp_path / "elsewhere")
    Path(workplace.folder).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError, match="a link or a file is in the way"):
        write(site, {})
    assert held(site) == FIRST
    assert not (tmp_path / "made-by-us").exists()


def test_a_late_comer_of_a_killed_build_writes_nowhere(site):
    with prepared(site) as tree:
        pass
    with pytest.raises(FileNotFoundError):
        tree.put("actors/ada-lind.html", b"late")
    assert beside(site) == ["site"]


# --- Two at once ---------------------------------------------------------------------------------------------------


def test_a_second_build_says_once_that_it_waits_and_waits(site):
    said, order = [], []

    def second():
        with alone(site, lambda text: (said.append(text), waiting.set())):
            order.append("second")

    waiting = threading.Event()
    other = threading.Thread(target=second)
    with alone(site, said.append):
        other.start()
        assert waiting.wait(10)
        write(site, FIRST | {"index.html": b"other"})  # which needs no more than a tree of its own
        order.append("first")
    other.join(10)
    assert order == ["first", "second"]
    assert said == [f"waiting for another build of {site} to end"]
    assert beside(site) == ["site"]


def test_builds_of_two_sites_in_one_folder_do_not_wait_for_each_other(site):
    said = []
    with alone(site, said.append), alone(site.with_name("site2"), said.append):
        assert said == []


def test_many_writers_write_one_after_the_other(site):
    versions = [{"index.html": b"%d" % n, f"{n}.html": b"", "same.html": b""} for n in range(8)]
    writers = [threading.Thread(target=write, args=(site, version)) for version in versions]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert held(site) in versions
    assert beside(site) == ["site"]


def test_a_workplace_that_goes_while_it_is_looked_for_is_made_anew(site, monkeypatch):
    made = os.mkdir
    missed: list[str] = []

    def gone_just_now(path, mode=0o777):
        if str(path).endswith(".site.factsheet") and not missed:
            missed.append(path)
            raise FileExistsError(path)
        made(path, mode)

    monkeypatch.setattr(os, "mkdir", gone_just_now)
    write(site, FIRST)
    assert missed
    assert held(site) == FIRST


# --- Permissions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["", "site"])
def test_where_nothing_may_be_written_the_old_site_stays_and_the_next_build_is_right(folder):
    def forbidden_then_allowed(place):
        site = place / "site"
        write(site, FIRST)
        (place / folder).chmod(0o555)
        with pytest.raises(PermissionError):
            write(site, {"index.html": b"other"})
        (place / folder).chmod(0o755)
        assert held(site) == FIRST
        assert beside(site) == ["site"]
        assert write(site, {"index.html": b"other"}) == 3

    as_nobody(forbidden_then_allowed)


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o555])
def test_a_folder_in_the_site_that_may_not_be_used_is_made_anew(mode):
    def mended(place):
        site = place / "site"
        write(site, FIRST)
        (site / "actors").chmod(mode)
        write(site, FIRST | {"index.html": b"other"})
        assert held(site) == FIRST | {"index.html": b"other"}
        assert beside(site) == ["site"]

    as_nobody(mended)


# --- Folders that are refused --------------------------------------------------------------------------------------


def refusal(site, kept=()):
    with pytest.raises(RefusedFolder) as refused:
        refuse_foreign(site, kept)
    return str(refused.value)


def test_a_folder_with_files_of_somebody_else_is_refused(tmp_path):
    (tmp_path / "diary.txt").write_text("mine")
    assert "factsheet did not write, 'diary.txt'; empty it" in refusal(tmp_path)


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
