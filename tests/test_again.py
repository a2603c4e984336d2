"""A dossier taken up again by another process is the one that is found by looking at all its files."""

from __future__ import annotations

import pytest
from articles import quoting
from worlds import TWO_TOWNS, build_world

from generator import base as base_module
from generator.again import Known
from generator.base import put_aside
from generator.laid import walk_over
from generator.making import make
from generator.own.overrides import own_layouts
from generator.roll import AtNeed, Into, Roll, named
from generator.shelf import Files, Kept
from generator.stock import Seen, Stock
from generator.store import Store

LIND = "content/actors/ada-lind.yaml"
DRAFT = "content/actors/zora-vale.yaml"
NEW = "content/actors/per-berg.yaml"
PERSON = "type: person\nname: Per Berg\nevidence: {source: harbour-post, at: p1}\n"


@pytest.fixture
def towns(tmp_path):
    """A dossier with a draft and a fingerprint, of which a site was made."""
    world = quoting("p3s1", "capped") | {DRAFT: PERSON + "draft: true\n"}
    project = build_world(tmp_path / "towns", world)
    assert make(project, project / "site", lambda _: None).sound
    return project


def taken_up(project, *, walk: bool = True) -> tuple[Stock, Seen]:
    store = Store(project, project / "site")
    memory = store.load()
    known = Known(memory.roll, memory.lay, walk_over(project) if walk else None)
    stock = Stock(project, files=memory.files, recall=memory.recall, known=known)
    return stock, stock.read(store.clock())


def told_of(stock: Stock, seen: Seen) -> object:
    """All that a look tells, so that two can be compared."""
    refs = stock.index.in_order()
    return (
        list(seen.shelf.items()),
        refs,
        [stock.index.told[ref] for ref in refs],
        [stock.index.backlinks(ref) for ref in refs],
        [stock.index.newest(kind.name) for kind in seen.dossier.kinds],
        stock.index.corrected(),
        stock.index.leading_astray(),
        list(seen.survey.facts.items()),
        dict(seen.dossier.kept),
        (seen.apart, set(seen.troubled)),
        {file: kept.digest for file, kept in seen.files.items()},
    )


def rename(project):
    (project / LIND).write_text((project / LIND).read_text().replace("Ada", "Ida"))


def name_another(project):
    file = project / "content/meetings/2031-04-02-briefing.yaml"
    file.write_text(file.read_text() + 'note: "[She](actor:ada-lind) spoke."\n')


def publish_the_draft(project):
    (project / DRAFT).write_text(PERSON)


def draft(project):
    (project / LIND).write_text((project / LIND).read_text() + "draft: true\n")


def add(project):
    (project / NEW).write_text(PERSON)


def take_away(project):
    (project / DRAFT).unlink()
    (project / LIND).unlink()


def lose_the_fingerprint(project):
    (project / "seeds/harbour-post.fingerprint").unlink()


def break_a_fact(project):
    (project / LIND).write_text("type: persona\n")


def link(project):
    (project / LIND).rename(project / "lind.yaml")
    (project / LIND).symlink_to(project / "lind.yaml")


def declare_a_field(project):
    (project / "content/kinds.yaml").write_text(
        "fields:\n  - {of: actor, key: party, form: line, label: Party}\n"
    )


CHANGES = [
    *(lambda _: None, rename, name_another, publish_the_draft, draft, add, take_away, lose_the_fingerprint),
    *(break_a_fact, link, declare_a_field),
]


@pytest.mark.parametrize("walk", [True, False])
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_taken_up_again_is_what_is_found_by_looking_at_everything(towns, change, walk):
    change(towns)
    anew = Stock(towns)
    seen = anew.read(0)
    assert told_of(*taken_up(towns, walk=walk)) == told_of(anew, seen)


def test_where_a_file_was_written_that_alone_is_decoded_and_read(towns):
    rename(towns)
    stock, seen = taken_up(towns)
    assert set(seen.files.since) == {LIND}
    assert stock.index.roll({}).files  # of the facts that are there still nothing was made anew


def test_what_was_taken_up_again_can_be_taken_up_once_more(towns):
    rename(towns)
    assert make(towns, towns / "site", lambda _: None, walk_over(towns)).sound
    name_another(towns)
    anew = Stock(towns)
    assert told_of(*taken_up(towns)) == told_of(anew, anew.read(0))


def kept(ref: str) -> Kept:
    return Kept(ref, (), b"")


def test_files_are_those_of_the_base_and_what_came_or_went_since():
    base = {"a": kept("1"), "b": kept("2"), "c": kept("3")}
    files = Files(base).then({"b": kept("4"), "d": kept("5")}).only({"a", "b", "d"})
    assert {name: one.ref for name, one in files.items()} == {"a": "1", "b": "4", "d": "5"}
    assert ("c" in files, "b" in files, len(files)) == (False, True, 3)
    with pytest.raises(KeyError):
        files["c"]
    again = files.then({"c": kept("6")})
    assert (again["c"].ref, again.gone, "c" in files) == ("6", frozenset(), False)


def test_who_names_a_fact_is_unpacked_as_it_was_packed():
    into = {"a": ["b", "c"], "b": [], "c": ["c", "gone"]}
    naming, ends = named(into, into)
    again = Into(Roll(refs=list(into), naming=naming, ends=ends))
    assert [again[one] for one in ("a", "b", "c", "other")] == [["b", "c"], [], ["c"], []]


def test_what_is_made_at_need_is_made_once():
    made = []
    things = AtNeed(lambda name: made.append(name) or [name], ["a", "b"])
    assert (list(things), len(things), made) == (["a", "b"], 2, [])
    assert things["a"] is things["a"]
    assert (made, things.get("c"), "b" in things) == (["a"], None, True)


def test_files_that_are_put_aside_are_the_same_and_go_on_as_others_do(towns, monkeypatch):
    stock = Stock(towns)
    seen = stock.read(0)
    assert put_aside(stock.files) is stock.files
    monkeypatch.setattr(base_module, "MOST_HELD", 3)
    aside = put_aside(stock.files)
    assert aside.base
    assert not aside.since
    assert dict(aside) == dict(stock.files)
    assert list(aside.drafts) == list(stock.files.drafts) == ["content/actors/zora-vale.yaml"]
    assert dict(aside.only({LIND})) == {LIND: stock.files[LIND]}
    assert put_aside(aside) is aside
    other = Stock(towns)
    assert told_of(stock, seen) == told_of(other, other.read(0))
    assert other.files.base


def test_what_several_processes_answer_anew_takes_the_place_of_what_is_remembered(tmp_path, monkeypatch):
    monkeypatch.setattr("generator.hands.FEW", 1)
    monkeypatch.setattr("generator.making.hands_there_are", lambda: 2)
    project = build_world(tmp_path / "towns", TWO_TOWNS)
    make(project, project / "site", lambda _: None)
    parts = (own_layouts() / "parts.html").read_text()
    for words in ("once", "again"):
        own = parts.replace('<p class="meta when">', f'<!-- {words} --><p class="meta when">')
        build_world(project, {"layouts/parts.html": own})
        make(project, project / "site", lambda _: None)
        make(project, project / "clean", lambda _: None, clean=True)
        assert held(project / "site") == held(project / "clean")


def held(site):
    return {one.relative_to(site).as_posix(): one.read_bytes() for one in site.rglob("*") if one.is_file()}
