from __future__ import annotations

import os
import shutil
from hashlib import blake2b

import msgspec
import pytest
from worlds import TWO_TOWNS, build_world

from generator.answers import digest
from generator.making import make
from generator.output.standing import Written
from generator.recall import Recall
from generator.shelf import Files, Kept
from generator.store import FORMAT, Memory, Store
from generator.versions import identity

STAT = (4, 1, 2, 3)


@pytest.fixture
def towns(tmp_path):
    """A dossier, here a folder like any other, and what is remembered of it."""
    project = build_world(tmp_path / "towns", {"content/dossier.yaml": TWO_TOWNS["content/dossier.yaml"]})
    store(project).save(memory())
    return project


def store(project) -> Store:
    return Store(project, project / "site")


LIND = Kept("actor:ada-lind", STAT, b"d", b"Ada Lind")
HOLM = Kept("actor:per-holm", STAT, b"d", b"Per Holm", draft=True)
PAGE, TOLD = "page actors/ada-lind.html", "fact:actor:ada-lind"


def memory() -> Memory:
    recall = Recall()
    recall.settle(TOLD, digest(b"Ada Lind"))
    recall.ask(PAGE, lambda: recall.note(TOLD) or b"<h1>Ada Lind</h1>")
    recall.rest()
    files = Files(since={"content/actors/ada-lind.yaml": LIND, "content/actors/per-holm.yaml": HOLM})
    outputs = {"actors/": Written("ada-lind.html\0 4 1 2 3", b"e" * 16)}
    return Memory(files, recall, {"actor.html": b"code"}, outputs)


def told(memory: Memory) -> tuple[object, ...]:
    """All that is remembered, so that two can be compared."""
    recall = memory.recall
    asked = sorted({*recall.standing(), *recall.past.holding()})
    kept = {question: recall.kept(question) for question in asked}
    answers = {question: (one.value, one.grounds) for question, one in kept.items()}
    values = {**dict(recall.past.grounds.items()), **recall.values}
    files = dict(memory.files), sorted(memory.files.drafts)
    return files, answers, values, memory.compiled, memory.outputs, memory.roll, memory.lay


NOTHING = told(Memory())


def test_what_was_saved_is_remembered(towns):
    assert told(store(towns).load()) == told(memory()) != NOTHING


def test_what_has_changed_since_stands_beside_what_stays(towns):
    """Only that is written which is other than it was, and all is remembered as it is now."""
    begun = store(towns).load()
    pages = [f"page events/{number}.html" for number in range(20)]
    for page in pages:
        begun.recall.ask(page, page.encode)
    begun.recall.rest()
    store(towns).save(begun)
    base = store(towns).base.read_bytes()

    def other(name: str, page: bytes) -> dict[str, bytes]:
        memory = store(towns).load()
        memory.recall.settle(TOLD, digest(name.encode()))
        memory.recall.ask(PAGE, lambda: memory.recall.note(TOLD) or page)
        memory.recall.rest()
        lind = Kept("actor:ada-lind", STAT, b"e", name.encode())
        files = memory.files.then({"content/actors/ada-lind.yaml": lind})
        store(towns).save(Memory(files, memory.recall, memory.compiled, memory.outputs))
        return {question: memory.recall.kept(question).value for question in [PAGE, *pages]}

    for name in ("Ada Lund", "Ada Lind", "Ada Lund"):
        answers = other(name, name.encode())
        again = store(towns).load()
        assert {question: again.recall.kept(question).value for question in answers} == answers
        assert again.recall.kept(PAGE).value == name.encode()
        assert again.files["content/actors/ada-lind.yaml"].content == name.encode()
        assert store(towns).base.read_bytes() == base
    assert store(towns).path.stat().st_size < len(base)


def test_where_much_has_changed_all_is_written_anew(towns):
    begun = store(towns).load()
    for number in range(20):
        begun.recall.ask(f"page events/{number}.html", bytes)
    begun.recall.rest()
    before = store(towns).base.read_bytes()
    store(towns).save(begun)
    assert store(towns).base.read_bytes() != before
    assert told(store(towns).load()) == told(begun)


@pytest.mark.parametrize("change", [b"?", b""])
def test_a_base_that_was_written_into_is_not_believed(towns, change):
    path = store(towns).base
    sound = path.read_bytes()
    path.write_bytes(sound[:-1] + change)
    assert told(store(towns).load()) == NOTHING
    path.write_bytes(sound)
    assert told(store(towns).load()) == NOTHING, "whoever has written into it may have done so twice"
    store(towns).save(memory())
    assert told(store(towns).load()) == told(memory())


def test_a_base_alone_or_what_has_changed_since_alone_is_nothing(towns):
    base, since = store(towns).base, store(towns).path
    since.rename(towns / "since")
    assert told(store(towns).load()) == NOTHING
    (towns / "since").rename(since)
    base.unlink()
    assert told(store(towns).load()) == NOTHING


def test_what_was_worked_out_holds_after_it_was_remembered_and_no_longer_than_before(towns):
    recall = store(towns).load().recall
    recall.settle("fact:actor:ada-lind", digest(b"Ada Lind"))
    assert recall.ask("page actors/ada-lind.html", bytes) == b"<h1>Ada Lind</h1>"
    recall = store(towns).load().recall
    recall.settle("fact:actor:ada-lind", digest(b"Ada Lund"))
    assert not recall.holds("page actors/ada-lind.html")


def test_each_site_has_its_own(towns):
    assert told(Store(towns, towns / "other").load()) == NOTHING
    assert told(Store(towns, towns / "content/../site").load()) == told(memory())


def test_saving_again_puts_the_new_in_the_place_of_the_old(towns):
    store(towns).save(Memory(compiled={"actor.html": b"other"}))
    assert store(towns).load().compiled == {"actor.html": b"other"}
    assert sorted(path.name for path in (towns / ".factsheet").iterdir()) == sorted(
        [".gitignore", "anchor", store(towns).base.name, store(towns).path.name]
    )


def test_the_folder_tells_version_control_to_pass_it_over(towns):
    assert "*" in (towns / ".factsheet/.gitignore").read_text().splitlines()


def test_without_a_store_nothing_is_remembered(towns):
    store(towns).path.unlink()
    assert told(store(towns).load()) == NOTHING


def test_a_store_with_any_byte_changed_is_not_believed(towns):
    path = store(towns).path
    sound = path.read_bytes()
    for place in range(len(sound)):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 1 << place % 8]) + sound[place + 1 :])
        assert told(store(towns).load()) == NOTHING, place
    path.write_bytes(sound)
    assert told(store(towns).load()) == told(memory())


def test_a_store_that_was_cut_off_or_has_more_in_it_is_not_believed(towns):
    path = store(towns).path
    sound = path.read_bytes()
    for end in range(len(sound)):
        path.write_bytes(sound[:end])
        assert told(store(towns).load()) == NOTHING, end
    path.write_bytes(sound + b"\0")
    assert told(store(towns).load()) == NOTHING


@pytest.mark.parametrize("copied", [shutil.copytree, lambda *paths: shutil.copytree(*paths, symlinks=True)])
def test_a_store_that_was_copied_with_its_folder_is_not_believed(towns, tmp_path, copied):
    copied(towns, tmp_path / "copy")
    here, there = store(towns), Store(tmp_path / "copy", towns / "site")  # for one and the same site
    assert there.path.read_bytes() == here.path.read_bytes()
    assert told(there.load()) == NOTHING
    assert told(here.load()) == told(memory())


def test_a_store_is_not_believed_beside_another_anchor(towns):
    anchor = towns / ".factsheet/anchor"
    (towns / "anchor").touch()
    (towns / "anchor").replace(anchor)
    assert told(store(towns).load()) == NOTHING


def test_a_store_is_not_believed_beside_an_anchor_that_is_a_link(towns):
    anchor = towns / ".factsheet/anchor"
    anchor.rename(towns / "anchor")
    anchor.symlink_to(towns / "anchor")
    assert told(store(towns).load()) == NOTHING


@pytest.mark.parametrize("form", [b"factsheet store 4\n", b"factsheet store 1\n", b"another thing\n"])
def test_a_store_of_another_format_is_not_believed(towns, form):
    path = store(towns).path
    path.write_bytes(path.read_bytes().replace(FORMAT, form))
    assert told(store(towns).load()) == NOTHING


@pytest.mark.parametrize("body", [[1, 2], ["files"], {"files": {}}, [{}, {"page": b"text"}], "text"])
def test_a_store_that_says_what_no_store_says_is_not_believed(towns, body):
    path = store(towns).path
    head = b"".join(path.read_bytes().splitlines(keepends=True)[:2])
    for written in (msgspec.msgpack.encode(body), b""):
        path.write_bytes(head + written + blake2b(written, digest_size=32).digest())
        assert told(store(towns).load()) == NOTHING


def test_what_stands_in_the_place_of_a_store_is_passed_over(towns):
    path = store(towns).path
    path.unlink()
    path.mkdir()
    assert told(store(towns).load()) == NOTHING
    store(towns).save(memory())  # and nobody is troubled
    assert path.is_dir()


def test_what_stands_in_the_place_of_its_folder_is_passed_over(towns):
    shutil.rmtree(towns / ".factsheet")
    (towns / ".factsheet").write_text("mine")
    store(towns).save(memory())
    assert told(store(towns).load()) == NOTHING
    assert store(towns).clock() == 0
    assert (towns / ".factsheet").read_text() == "mine"


def test_nothing_is_written_where_a_link_leads_out_of_the_dossier(towns, tmp_path):
    shutil.rmtree(towns / ".factsheet")
    (tmp_path / "elsewhere").mkdir()
    (towns / ".factsheet").symlink_to(tmp_path / "elsewhere")
    store(towns).save(memory())
    assert store(towns).clock() == 0
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_no_file_is_made_where_a_link_in_the_folder_leads(towns, tmp_path):
    (towns / ".factsheet/anchor").unlink()
    (towns / ".factsheet/anchor").symlink_to(tmp_path / "elsewhere")
    store(towns).save(memory())
    assert not (tmp_path / "elsewhere").exists()


def test_nothing_is_remembered_where_there_is_no_dossier(tmp_path):
    store(tmp_path).save(memory())
    assert store(tmp_path).clock() == 0
    assert list(tmp_path.iterdir()) == []


def test_the_clock_is_that_of_the_files_beside_it(towns):
    before = store(towns).clock()
    (towns / "content/dossier.yaml").touch()
    changed = (towns / "content/dossier.yaml").stat().st_ctime_ns
    assert before <= changed <= store(towns).clock()


def test_after_waiting_a_file_has_a_later_time(towns):
    moment = store(towns).clock()
    store(towns).wait_past(moment)
    (towns / "new").touch()
    assert (towns / "new").stat().st_ctime_ns > moment


def test_a_site_is_made_whatever_is_remembered(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    first = make(project, project / "site", lambda _: None)
    path = store(project).path
    sound, site = path.read_bytes(), pages_in(project)
    for damaged in (b"", sound[: len(sound) // 2], sound[:-1] + b"?", os.urandom(100)):
        path.write_bytes(damaged)
        again = make(project, project / "site", lambda _: None)
        assert (again.sound, again.pages) == (True, first.pages)
        assert pages_in(project) == site


def pages_in(project):
    return {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()}


def test_nothing_is_remembered_where_the_generator_has_changed_since_it_began(towns, monkeypatch):
    before = store(towns)
    before.save(memory())
    monkeypatch.setattr("generator.store.as_it_stands", lambda: identity() + 1)
    before.save(memory())
    assert told(before.load()) == NOTHING
