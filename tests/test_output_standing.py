from __future__ import annotations

import os

import pytest

from generator.output import MARK, write
from generator.output.standing import Standing, as_written, digest_of, standing, walked_over
from generator.output.workplace import MARK_TEXT

FILES = {"index.html": b"front", "actors/ada-lind.html": b"Ada Lind", "issues/tolls/toll.html": b"Tolls"}
DIGESTS = {address: digest_of(content) for address, content in {**FILES, MARK: MARK_TEXT}.items()}


@pytest.fixture
def site(tmp_path):
    """A site that has been written once."""
    write(tmp_path / "site", FILES)
    return tmp_path / "site"


@pytest.fixture
def written(site):
    """As it was written: but of digests that no content has, so that whatever is read is told from what is known."""
    return as_written(walked_over(site), dict.fromkeys(DIGESTS, b"0123456789abcdef"))


KNOWN = dict.fromkeys(DIGESTS, b"0123456789abcdef")


def test_what_is_as_it_was_written_is_not_read(site, written):
    assert standing(site, written) == Standing(KNOWN)


def test_without_a_memory_all_is_read(site):
    assert standing(site, {}) == Standing(DIGESTS)


def test_where_there_is_no_site_nothing_stands(tmp_path, written):
    assert standing(tmp_path / "nowhere", written) == Standing({})
    assert as_written(walked_over(tmp_path / "nowhere"), DIGESTS) == {}


def test_a_file_that_was_changed_is_read_and_so_is_one_put_in_its_place(site, written):
    times = (site / "index.html").stat()
    (site / "index.html").write_bytes(b"FRONT")
    os.utime(site / "index.html", ns=(times.st_atime_ns, times.st_mtime_ns))
    (site / "new.html").write_bytes(b"Ada Lind")
    (site / "new.html").replace(site / "actors/ada-lind.html")
    found = standing(site, written).files
    assert found == KNOWN | {
        "index.html": digest_of(b"FRONT"),
        "actors/ada-lind.html": digest_of(b"Ada Lind"),
    }


def test_a_file_that_took_the_name_of_another_is_not_taken_for_that(site, written):
    (site / "actors/ada-lind.html").rename(site / "actors/ada-lund.html")
    (site / "index.html").rename(site / "actors/ada-lind.html")
    found = standing(site, written)
    assert found.files == {
        MARK: KNOWN[MARK],
        "issues/tolls/toll.html": KNOWN["issues/tolls/toll.html"],
        "actors/ada-lind.html": digest_of(b"front"),
        "actors/ada-lund.html": digest_of(b"Ada Lind"),
    }


@pytest.mark.parametrize("name", ["texts/mine.txt", "actors/mine.txt", "n\udcff/mine.txt"])
def test_a_file_that_does_not_belong_there_stands_there_too_and_is_not_remembered(site, written, name):
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_bytes(b"mine")
    assert standing(site, written) == Standing(KNOWN | {name: digest_of(b"mine")})
    again = as_written(walked_over(site), KNOWN)
    assert again == written
    assert standing(site, again) == Standing(KNOWN | {name: digest_of(b"mine")})


def test_an_empty_folder_is_a_stray_and_one_with_a_folder_in_it_is_not(site, written):
    (site / "empty/inner").mkdir(parents=True)
    found = standing(site, written)
    assert found == Standing(KNOWN, frozenset({"empty/inner/"}))
    assert found.addresses == {*DIGESTS, "empty/inner/"}


def test_where_there_is_a_link_or_a_pipe_no_state_is_believed(site, written):
    (site / "link.html").symlink_to("index.html")
    os.mkfifo(site / "pipe")
    assert standing(site, written) == Standing(DIGESTS, frozenset({"link.html", "pipe"}))
    assert walked_over(site) is None


def test_the_folder_one_is_in_can_be_the_site(site, written, monkeypatch):
    monkeypatch.chdir(site)
    assert standing(type(site)(), written) == Standing(KNOWN)
