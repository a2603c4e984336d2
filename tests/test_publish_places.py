"""A folder and a zip on a disk that fails, a process that is killed, and somebody else at work there."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from publishing import everything

from generator.output.workplace import MARK, MARK_TEXT
from generator.publish.base import Refused, Site, Standing, Target, blob_id, difference, told
from generator.publish.folder import Folder
from generator.publish.places import beside
from generator.publish.zipped import Zip

FIRST = {"index.html": "one", "actors/ada.html": "Ada" * 2000, "gone.html": "soon", "published.json": "{}"}
SECOND = {
    "index.html": "two",
    "actors/ada.html": "Ada" * 2000,
    "actors/per.html": "Per" * 2000,
    "published.json": "{ }",
}


@dataclass(frozen=True, slots=True)
class Deadly(Site):
    """A site whose reader is killed at the file of this number."""

    left: list[int]

    def content(self, address: str) -> bytes:
        self.left[0] -= 1
        if not self.left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return Site.content(self, address)


def made(folder: Path, files: dict[str, str]) -> Site:
    for address, text in {**files, MARK: MARK_TEXT.decode()}.items():
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Site(folder, tuple(sorted({*files, MARK})))


def web(folder: Path) -> Folder:
    return Folder(folder / "public", folder / "dossier")


def mail(folder: Path) -> Zip:
    return Zip(folder / "towns.zip", folder / "dossier")


def put(target: Target, site: Site) -> None:
    target.put(site, target.standing(), "")


def content(target: Folder | Zip, path: Path | None = None) -> dict[str, str]:
    where = path or target.path
    if isinstance(target, Folder):
        found = everything(where)
    else:
        with zipfile.ZipFile(where) as packed:
            found = {name: packed.read(name) for name in packed.namelist()}
    return {name: text.decode() for name, text in found.items() if name != MARK}


def in_a_process(work: Callable[[], None]) -> int:
    """How a process ends that does this."""
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join(30)
    assert child.exitcode is not None
    return child.exitcode


@pytest.fixture(params=[web, mail], ids=["folder", "zip"])
def target(request, tmp_path):
    return request.param(tmp_path)


@pytest.fixture
def first(tmp_path):
    return made(tmp_path / "first", FIRST)


@pytest.fixture
def second(tmp_path):
    return made(tmp_path / "second", SECOND)


def test_what_is_put_is_shown_and_what_was_before_is_kept(target, first, second):
    put(target, first)
    assert content(target) == FIRST
    put(target, second)
    assert content(target) == SECOND
    assert content(target, beside(target.path)) == FIRST
    target.back(target.standing(), "")
    assert (content(target), content(target, beside(target.path))) == (FIRST, SECOND)
    names = {path.name for path in target.path.parent.iterdir()} - {"first", "second"}
    assert names == {target.path.name, beside(target.path).name}


def test_who_killed_it_midway_left_a_whole_site(target, first, second):
    put(target, first)
    ends = set()
    for number in range(1, 14):
        deadly = Deadly(second.folder, second.addresses, [number])
        ends.add(in_a_process(lambda deadly=deadly: put(target, deadly)))
        assert content(target) in (FIRST, SECOND)
        if content(target) == SECOND:
            target.back(target.standing(), "")
    assert -signal.SIGKILL in ends
    put(target, second)
    assert content(target) == SECOND
    assert content(target, beside(target.path)) == FIRST
    left = {path.name for path in target.path.parent.iterdir()} - {"first", "second"}
    assert left == {target.path.name, beside(target.path).name}


def test_on_a_full_disk_readers_keep_what_they_had(target, first, second):
    put(target, first)
    (second.folder / "index.html").write_text(os.urandom(15_000).hex())

    def on_a_small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (7000, 7000))
        with pytest.raises(Refused, match="readers are shown what they were"):
            put(target, second)

    assert in_a_process(on_a_small_disk) == 0
    assert content(target) == FIRST
    put(target, second)
    assert content(target)["actors/per.html"] == SECOND["actors/per.html"]


def test_who_published_meanwhile_is_noticed(target, first, second):
    put(target, first)
    since = target.standing()
    put(target, second)
    with pytest.raises(Refused, match="somebody else"):
        target.put(first, since, "")
    with pytest.raises(Refused, match="somebody else"):
        target.back(since, "")
    assert content(target) == SECOND


def test_several_at_once_leave_a_whole_site(target, first, second):
    """Each puts one of two sites; who comes too late is refused, and what is left is one of them, not a mixture."""
    put(target, first)

    def as_one_of_several(site: Site) -> None:
        with suppress(Refused):
            put(target, site)

    context = multiprocessing.get_context("fork")
    some = [context.Process(target=as_one_of_several, args=(site,)) for site in (first, second) * 3]
    for one in some:
        one.start()
    for one in some:
        one.join(60)
    assert {one.exitcode for one in some} == {0}
    assert content(target) in (FIRST, SECOND)
    assert content(target, beside(target.path)) in (FIRST, SECOND)


def test_a_file_that_has_not_changed_keeps_its_time(tmp_path, first, second):
    target = web(tmp_path)
    put(target, first)
    os.utime(target.path / "actors/ada.html", (1, 1))
    put(target, second)
    assert (target.path / "actors/ada.html").stat().st_mtime == 1
    assert (target.path / "index.html").stat().st_mtime > 1


def test_what_is_kept_is_a_copy_of_its_own(tmp_path, first, second):
    target = web(tmp_path)
    put(target, first)
    put(target, second)
    (target.path / "actors/ada.html").write_text("seized")
    assert content(target, beside(target.path)) == FIRST


def test_the_same_site_is_the_same_zip_to_the_byte(tmp_path, first):
    one, other = mail(tmp_path), Zip(tmp_path / "other.zip", tmp_path / "dossier")
    put(one, first)
    backwards = Site(first.folder, first.addresses[::-1])
    put(other, backwards)
    assert one.path.read_bytes() == other.path.read_bytes()
    with zipfile.ZipFile(one.path) as packed:
        assert packed.testzip() is None
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("text", [b"", b"PK\x05\x06" + bytes(18), b"no zip at all"])
def test_a_zip_of_others_is_refused(tmp_path, text):
    target = mail(tmp_path)
    target.path.write_bytes(text)
    with pytest.raises(Refused, match="factsheet did not write"):
        target.standing()
    assert target.path.read_bytes() == text


def test_a_damaged_zip_of_ours_is_refused(tmp_path, first):
    target = mail(tmp_path)
    put(target, first)
    sound = target.path.read_bytes()
    for cut in (len(sound) // 2, len(sound) - 30):
        target.path.write_bytes(sound[:cut])
        with pytest.raises(Refused):
            target.standing()
    target.path.write_bytes(
        sound.replace(b"soon", b"SOON") if b"soon" in sound else sound[:60] + b"!" + sound[61:]
    )
    with pytest.raises(Refused):
        target.standing()


def test_a_link_is_not_followed(tmp_path, first):
    target = web(tmp_path)
    (tmp_path / "letters").mkdir()
    target.path.symlink_to(tmp_path / "letters")
    with pytest.raises(Refused, match="is a link"):
        put(target, first)
    assert list((tmp_path / "letters").iterdir()) == []


def test_files_that_others_put_into_our_folder_stay_and_links_do_not(tmp_path, first, second):
    target = web(tmp_path)
    put(target, first)
    (target.path / "link").symlink_to("/etc")
    (target.path / "empty").mkdir()
    (target.path / "media").mkdir()
    (target.path / "media/towns.mp4").write_text("theirs")
    (target.path / "CNAME").write_text("towns.example")
    found = target.standing()
    assert {"link", "empty/"} <= found.files.keys()
    assert found.files.keys().isdisjoint({"CNAME", "media/towns.mp4"})
    theirs = {"CNAME": "towns.example", "media/towns.mp4": "theirs"}
    put(target, second)
    assert content(target) == SECOND | theirs
    assert not (target.path / "link").is_symlink()
    target.back(target.standing(), "")
    assert content(target) == FIRST | theirs
    put(target, second)
    assert content(target) == SECOND | theirs


def test_what_others_put_where_a_file_of_ours_is_to_be_is_not_written_over(tmp_path, first, second):
    target = web(tmp_path)
    put(target, first)
    new = next(iter(SECOND.keys() - FIRST.keys()))
    (target.path / new).parent.mkdir(exist_ok=True)
    (target.path / new).write_text("theirs")
    with pytest.raises(Refused, match="did not put there, in the place of its own"):
        put(target, second)
    assert content(target) == FIRST | {new: "theirs"}


def test_what_was_published_is_known_whatever_becomes_of_the_folder(tmp_path, first):
    target = web(tmp_path)
    put(target, first)
    published = target.standing().published
    (target.path / "index.html").write_text("damaged")
    found = target.standing()
    assert found.published == published == {one: blob_id(text.encode()) for one, text in FIRST.items()}
    assert found.files["index.html"] == blob_id(b"damaged")
    put(target, first)
    assert content(target) == FIRST


def test_a_difference_is_told_on_a_screen():
    now = {f"p{number:03}.html": "1" for number in range(500)}
    found = difference(now, {"p000.html": "0", "old.html": "1", "bad\x1b.html": "1"})
    lines = told(found).splitlines()
    assert lines[0] == "Files: 499 added, 1 changed, 2 removed."
    assert lines[-2:] == ["  - bad<U+001B>.html", "  - old.html"]
    assert len(lines) < 24
    assert told(difference(now, now)) == "No file has changed."


def test_a_digest_is_what_git_says_of_a_file():
    assert Standing({}).digest(b"") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
