from __future__ import annotations

import os
import time

import msgspec
import pytest
from bridge import facts_of
from test_quotes import ARTICLE, fingerprint_of
from worlds import LIND, TWO_TOWNS, build_world

from generator import shelf
from generator.facts import BUILT_IN
from generator.fingerprint.storage import load, unpacked
from generator.problems import Problem
from generator.read import find, find_beside
from generator.shelf import Files, Kept, Shelf, read_again, stat_of, unchanged

LIND_FILE = "content/actors/ada-lind.yaml"
LATER = time.time_ns() + 10**18
"""A time at which whatever was written before is trusted."""


@pytest.fixture
def towns(tmp_path):
    return build_world(tmp_path, TWO_TOWNS)


def found_in(project, file=LIND_FILE):
    files, _ = find(project, BUILT_IN)
    beside, _ = find_beside(project, BUILT_IN, files)
    return next(one for one in (*files, *beside) if one.file == file)


def kept_of(project, now=LATER, file=LIND_FILE, before=None) -> Kept:
    return read_again(project, found_in(project, file), before, now)


def is_unchanged(project, kept, file=LIND_FILE) -> bool:
    return unchanged(project, found_in(project, file), {file: kept})


def problems_of(kept: Kept) -> list[Problem]:
    return msgspec.msgpack.decode(kept.problems, type=list[Problem]) if kept.problems else []


def test_a_file_is_unchanged_until_somebody_touches_it(towns):
    kept = kept_of(towns)
    assert is_unchanged(towns, kept)
    (towns / LIND_FILE).touch()
    assert not is_unchanged(towns, kept)
    assert is_unchanged(towns, kept_of(towns, before=kept))


def test_a_file_that_is_not_known_or_gone_is_not_unchanged(towns):
    lind = found_in(towns)
    kept = kept_of(towns)
    assert not unchanged(towns, lind, {})
    (towns / LIND_FILE).unlink()
    assert not unchanged(towns, lind, {LIND_FILE: kept})


def test_what_says_the_same_is_not_shaped_again(towns):
    kept = kept_of(towns)
    (towns / LIND_FILE).touch()
    again = kept_of(towns, before=kept)
    assert again.told is kept.told
    assert again.content is kept.content
    assert again.stat == stat_of(towns / LIND_FILE) != kept.stat


def test_a_text_of_the_same_length_with_the_old_time_is_seen_to_be_another(towns):
    file = towns / LIND_FILE
    before, kept = file.stat(), kept_of(towns)
    file.write_text(LIND.replace("Ada Lind", "Ida Lund"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = file.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (
        before.st_size,
        before.st_mtime_ns,
        before.st_ino,
    )
    assert not is_unchanged(towns, kept)
    assert kept_of(towns, before=kept).told.name != kept.told.name


def test_another_file_with_the_same_time_put_in_its_place_is_seen(towns, tmp_path):
    file, other = towns / LIND_FILE, tmp_path / "other"
    other.write_text(LIND.replace("Ada Lind", "Ida Lund"), encoding="utf-8")
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    kept = kept_of(towns)
    other.replace(file)
    assert not is_unchanged(towns, kept)


def test_what_was_changed_in_the_moment_in_which_it_was_read_is_read_again(towns):
    changed = (towns / LIND_FILE).stat().st_ctime_ns
    assert not is_unchanged(towns, kept_of(towns, now=changed))
    assert is_unchanged(towns, kept_of(towns, now=changed + 1))


def test_without_a_clock_every_file_is_read_again(towns):
    assert not is_unchanged(towns, kept_of(towns, now=0))


def test_the_same_text_keeps_what_was_wrong_with_it(towns):
    (towns / LIND_FILE).write_text("type: persona\nname: Ada Lind\n")
    kept = kept_of(towns)
    assert [one.code for one in problems_of(kept)] == ["bad-choice"]
    assert (kept.told, kept.content) == (None, b"")
    (towns / LIND_FILE).touch()
    assert problems_of(kept_of(towns, before=kept)) == problems_of(kept)
    (towns / LIND_FILE).write_text(LIND)
    assert problems_of(kept_of(towns, before=kept)) == []


def test_what_could_not_be_read_is_told_and_read_again(towns):
    lind = found_in(towns)
    (towns / LIND_FILE).unlink()
    kept = read_again(towns, lind, None, LATER)
    assert [(one.code, one.file) for one in problems_of(kept)] == [("unreadable", LIND_FILE)]
    (towns / LIND_FILE).write_text(LIND)
    assert not unchanged(towns, lind, {LIND_FILE: kept})


def test_a_draft_is_kept_as_any_fact_and_says_that_it_is_one(towns):
    (towns / LIND_FILE).write_text(LIND + "draft: true\n")
    kept = kept_of(towns)
    assert (kept.draft, kept.told is None) == (True, False)
    (towns / LIND_FILE).write_text(LIND)
    assert not kept_of(towns, before=kept).draft


def test_what_lies_beside_a_fact_is_kept_with_all_that_it_says(towns):
    file = "seeds/harbour-post.fingerprint"
    (towns / file).write_text(fingerprint_of(ARTICLE))
    kept = kept_of(towns, file=file)
    assert (kept.ref, kept.beside) == ("source:harbour-post", True)
    assert unpacked(kept.content) == load(fingerprint_of(ARTICLE))
    assert (kept.told, problems_of(kept)) == (None, [])
    (towns / file).write_text("damaged")
    assert [one.code for one in problems_of(kept_of(towns, file=file, before=kept))] == ["bad-fingerprint"]


def shelf_of(project) -> Shelf:
    files, _ = find(project, BUILT_IN)
    kept = {one.file: read_again(project, one, None, LATER) for one in files}
    return Shelf({one.ref: one for one in files}, kept)


def test_a_shelf_holds_the_facts_as_their_files_say_them(towns):
    kept = shelf_of(towns)
    assert dict(kept) == facts_of(TWO_TOWNS)
    assert len(kept) == len(facts_of(TWO_TOWNS))
    assert "actor:ada-lund" not in kept
    with pytest.raises(KeyError):
        kept["actor:ada-lund"]


def test_a_fact_is_made_once_as_long_as_there_is_room(towns):
    kept = shelf_of(towns)
    assert kept["actor:ada-lind"] is kept["actor:ada-lind"]


def test_where_there_is_little_room_the_facts_are_the_same(towns, monkeypatch):
    monkeypatch.setattr(shelf, "MOST_MADE", 2)
    kept = shelf_of(towns)
    assert [dict(kept) for _ in range(2)] == [facts_of(TWO_TOWNS)] * 2


def test_drafts_are_told_without_looking_at_every_file():
    def kept(*, draft: bool) -> Kept:
        return Kept("actor:x", (1,), b"", draft=draft)

    base = {"a": kept(draft=True), "b": kept(draft=True), "c": kept(draft=False), "d": kept(draft=True)}
    files = Files(base, base_drafts=["a", "b", "d"]).then({"b": kept(draft=False), "c": kept(draft=True)})
    assert sorted(files.drafts) == ["a", "c", "d"]
    assert sorted(files.only({"a", "b", "c"}).drafts) == ["a", "c"]
