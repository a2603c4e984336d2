"""Names that are filled into finished pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import real
from bridge import BRIDGE, linked
from hypothesis import given
from hypothesis import strategies as st
from worlds import build_world

from generator.making import make
from generator.naming import MARK, Draft, at_once, late, packed, unpacked

LIND = "content/actors/ada-lind.yaml"
CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")


def quietly(_: str) -> None:
    pass


def named(name: str) -> dict[str, str]:
    """The bridge, with somebody who is called so."""
    return BRIDGE | {LIND: BRIDGE[LIND].replace("name: Ada Lind\n", f"name: {name}\n")}


def built(project: Path) -> dict[str, bytes]:
    """The files of a site that is made from nothing."""
    made = make(project, project / "clean", quietly, clean=True)
    assert made.sound
    return tree(project / "clean")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@given(st.lists(st.integers(0, 2**32 - 1)))
def test_packed_numbers_come_back(numbers):
    assert unpacked(packed(numbers)) == numbers


@given(st.lists(st.binary(max_size=5)), st.lists(st.binary(max_size=4), min_size=3, max_size=3), st.data())
def test_a_page_with_other_names_is_as_if_they_had_been_filled_in(stretches, new, data):
    refs = [data.draw(st.sampled_from([b"a", b"b", b"c"])) for _ in stretches]
    draft = Draft([b"x", *(part for both in zip(refs, stretches, strict=True) for part in both)])
    old = [data.draw(st.binary(max_size=6)) for _ in draft.refs]
    others = {number: new[number] for number in range(len(old)) if data.draw(st.booleans())}
    whole = [others.get(number, name) for number, name in enumerate(old)]
    form, sizes = draft.form(), list(map(len, old))
    assert form.renamed(draft.filled(old), sizes, others) == draft.filled(whole)
    assert form.renamed(draft.filled(old) + b"x", sizes, others) is None, "it is another page"


def test_a_name_is_late_only_where_it_is_nothing_but_printed():
    dossier = linked(BRIDGE)
    assert late(dossier).shown("actor:ada-lind") == f"{MARK}actor:ada-lind{MARK}"
    assert late(dossier).shown("actor:ada-lind#envoy") == f"{MARK}actor:ada-lind{MARK}"
    assert late(dossier).shown("issue:toll#cap") == dossier.named("issue:toll#cap")
    assert at_once(dossier).shown("actor:ada-lind") == "Ada Lind"


def test_what_stands_between_marks_and_is_no_fact_is_left_alone():
    naming = late(linked(BRIDGE))
    text = f"{MARK}actor:nobody{MARK} and {MARK}actor:ada-lind{MARK} and {MARK}".encode()
    assert naming.finished(text).startswith(f"{MARK}actor:nobody{MARK} and Ada Lind and ".encode())


def test_no_mark_is_left_on_any_page():
    assert not [
        address
        for address, content in real.site().items()
        if address.endswith(".html") and CONTROL.search(content)
    ]


@pytest.mark.parametrize("name", ["Ada Lund", "A", 'Ada & <Lind> "L\'" {second} {who}', "Адa" * 30])
def test_after_a_rename_the_site_is_as_built_from_nothing(tmp_path, name):
    build_world(tmp_path, BRIDGE)
    site = tmp_path / "site"
    make(tmp_path, site, quietly)
    (tmp_path / LIND).write_text(
        named(
            repr(name).replace("\\'", "''") if "&" not in name else "'Ada & <Lind> \"L''\" {second} {who}'"
        )[LIND]
    )
    made = make(tmp_path, site, quietly)
    assert made.sound, made.problems
    assert tree(site) == built(tmp_path)
    told = {
        address for address, why in made.reasons.items() if why.startswith("what actor:ada-lind is called")
    }
    assert {"meetings/2031-04-02-briefing.html"} <= told


def test_a_page_that_was_changed_by_somebody_is_not_believed(tmp_path):
    build_world(tmp_path, BRIDGE)
    site = tmp_path / "site"
    make(tmp_path, site, quietly)
    page = site / "meetings/2031-04-02-briefing.html"
    page.write_bytes(page.read_bytes().replace(b"Ada Lind", b"Xda Lind"))
    (tmp_path / LIND).write_text(named("Ada Lund")[LIND])
    make(tmp_path, site, quietly)
    assert tree(site) == built(tmp_path)


def test_layouts_of_a_dossier_are_shown_the_names_themselves(tmp_path):
    build_world(
        tmp_path,
        BRIDGE | {"layouts/item.html": "<li>{{ one.link.name|upper }} {{ one.link.name|length }}</li>\n"},
    )
    site = tmp_path / "site"
    make(tmp_path, site, quietly)
    told = re.findall(r"<li>([^<]+) (\d+)</li>", "".join(map(bytes.decode, tree(site).values())))
    assert ("HARBOUR POST, 4 APRIL 2031", "26") in told
    (tmp_path / LIND).write_text(named("Ada Lund")[LIND])
    make(tmp_path, site, quietly)
    assert tree(site) == built(tmp_path)


def test_own_layouts_come_and_go_without_leaving_a_mark(tmp_path):
    build_world(tmp_path, BRIDGE)
    site, own = tmp_path / "site", tmp_path / "layouts/item.html"
    make(tmp_path, site, quietly)
    own.parent.mkdir()
    own.write_text("<li>{{ one.link.name|upper }}</li>\n")
    make(tmp_path, site, quietly)
    assert tree(site) == built(tmp_path)
    own.unlink()
    make(tmp_path, site, quietly)
    assert tree(site) == built(tmp_path)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("content/words.yaml", 'Actors: "x\\x01y"\n'),
        (
            "content/kinds.yaml",
            'kinds:\n  - {name: river, plural: "Riv\\x01ers", fields: [{key: title, required: true}]}\n',
        ),
        (
            "content/dossier.yaml",
            BRIDGE["content/dossier.yaml"].replace("Two towns and a bridge", '"a \\x01 bridge"', 1),
        ),
        (LIND, named('"Ada \\x01actor:per-holm\\x01"')[LIND]),
    ],
    ids=["words", "kinds", "settings", "name"],
)
def test_nothing_that_is_written_can_pass_for_a_name(tmp_path, file, text):
    build_world(tmp_path, BRIDGE | {file: text})
    made = make(tmp_path, tmp_path / "site", quietly)
    assert "control-character" in {one.code for one in made.problems}
    assert not made.sound
