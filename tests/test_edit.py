"""Fact files changed by commands: what was asked for is in them, and not a character else is different."""

from __future__ import annotations

import difflib
import json
import re
from pathlib import Path

import pytest
import real
from hypothesis import given
from hypothesis import strategies as st
from worlds import TWO_TOWNS, build_world

from generator.build import look
from generator.dossier import groups_of
from generator.edit import (
    CannotEdit,
    Edit,
    add_evidence,
    apply,
    as_diff,
    checked,
    new_file,
    remove_entry,
    remove_field,
    set_field,
)
from generator.edit.written import quoted
from generator.facts.actor import ACTOR, Actor
from generator.facts.page import PAGE
from generator.facts.statement import STATEMENT
from generator.shape import shape
from generator.yamlfile import parse

EVIDENCE = {"at": "p3s1", "quote": 'Lind said: "no"', "source": "valley-wire"}
PIECE = "{source: valley-wire, at: p3s1, quote: 'Lind said: \"no\"'}"

# Texts as articles have them, and as they are meant to break a writer of YAML.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from(" :#?-'\"\\,[]{}&*!|>%@`~\n\t…“”\u200f\xad\xa0a1"),
    min_size=1,
    max_size=150,
)
KEYS = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)
DATA = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4) | st.dictionaries(KEYS, inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


def changed_lines(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """The lines that are gone, and those that are new."""
    rows = list(difflib.ndiff(before.decode().splitlines(), after.decode().splitlines()))
    return [row[2:] for row in rows if row[0] == "-"], [row[2:] for row in rows if row[0] == "+"]


def data_of(content: bytes):
    data, problems = parse(content, "")
    assert problems == []
    return data


# Evidence


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        (  # after what there is, in the style of the house
            "name: Ada\nevidence:\n  - source: harbour-post\n    at: p5\n# a remark\nnote: x\n",
            (),
            f"name: Ada\nevidence:\n  - source: harbour-post\n    at: p5\n  - {PIECE}\n# a remark\nnote: x\n",
        ),
        (  # a list where there was none, before what any fact may carry
            "name: Ada # so called\n\n# a remark\nnote: x\n",
            (),
            f"name: Ada # so called\nevidence:\n  - {PIECE}\n\n# a remark\nnote: x\n",
        ),
        (  # a list in place of a single piece
            "evidence: {source: harbour-post, at: p5} # first\nnote: x\n",
            (),
            f"evidence:\n  - {{source: harbour-post, at: p5}} # first\n  - {PIECE}\nnote: x\n",
        ),
        (
            "evidence:\n  # why\n  source: harbour-post\n  quote: |\n    one\n\n    two\n",
            (),
            f"evidence:\n  # why\n  - source: harbour-post\n    quote: |\n      one\n\n      two\n  - {PIECE}\n",
        ),
        (  # dashes in the column of the key stay there, and new ones follow them
            "roles:\n- id: envoy\n  title: envoy\n",
            ("roles", 0),
            f"roles:\n- id: envoy\n  title: envoy\n  evidence:\n  - {PIECE}\n",
        ),
        (  # a bare value becomes a group
            "date: 2031-04-02 # so the Wire\nplace: Upper Town\n",
            ("date",),
            f"date:\n  value: 2031-04-02 # so the Wire\n  evidence:\n    - {PIECE}\nplace: Upper Town\n",
        ),
        (
            "authors:\n  - ada-lind\n  - per-holm\n",
            ("authors",),
            f"authors:\n  value:\n    - ada-lind\n    - per-holm\n  evidence:\n    - {PIECE}\n",
        ),
        (  # brackets that have room
            "roles:\n  - {id: a, evidence: {source: x, at: p1}}\n",
            ("roles", 0),
            f"roles:\n  - {{id: a, evidence: [{{source: x, at: p1}}, {PIECE}]}}\n",
        ),
        (  # brackets that have none
            'roles:\n  - {id: envoy, title: "envoy", of: upper-town, evidence: {source: harbour-post, at: p5}} # c\n',
            ("roles", 0),
            f'roles:\n  - id: envoy # c\n    title: "envoy"\n    of: upper-town\n    evidence:\n      - {{source: harbour-post, at: p5}}\n      - {PIECE}\n',
        ),
        (  # brackets with a comment in them: too long is better than lost
            "evidence: [\n  {source: harbour-post, at: p5, quote: a bridge of stone}, # why\n]\n",
            (),
            f"evidence: [\n  {{source: harbour-post, at: p5, quote: a bridge of stone}}, {PIECE}, # why\n]\n",
        ),
        (  # the only entry of a list, written without the list
            "names: {id: vada}\n",
            ("names", 0),
            f"names: {{id: vada, evidence: [{PIECE}]}}\n",
        ),
        (  # a comment that stands further right belongs to what is above it
            "evidence:\n  - source: harbour-post\n    at: p5\n    # page two\nnote: x",
            (),
            f"evidence:\n  - source: harbour-post\n    at: p5\n    # page two\n  - {PIECE}\nnote: x\n",
        ),
    ],
)
def test_evidence_is_added_where_it_belongs(before, path, after):
    assert add_evidence(before.encode(), path, EVIDENCE).decode() == after


def test_evidence_too_long_for_a_line_stands_below():
    quote = "the bridge " * 12 + "is closed"
    after = add_evidence(
        b"name: Ada\n", (), EVIDENCE | {"quote": quote, "via": ["source:coast-review?"]}
    ).decode()
    assert after.startswith(
        "name: Ada\nevidence:\n  - source: valley-wire\n    at: p3s1\n    quote: >-\n      the bridge"
    )
    assert after.endswith("is closed\n    via: [source:coast-review?]\n")
    assert max(map(len, after.splitlines())) <= 110


def test_line_ends_and_the_mark_at_the_beginning_stay():
    before = b"\xef\xbb\xbfname: Ada\r\nevidence:\r\n  - {source: x, at: p1}\r\nnote: |\r\n  x\r\n"
    after = add_evidence(before, (), EVIDENCE)
    assert after == before.replace(b"p1}\r\n", b"p1}\r\n  - " + PIECE.encode() + b"\r\n")


@pytest.mark.parametrize(
    ("before", "path", "said"),
    [
        ("name: Ada\nname: Per\n", (), "line 2: 'name' stands here a second time"),
        ("- a\n", (), "line 1: the file is a list"),
        ("name: [Ada\n", (), "line 1: the bracket [ that opens here is not closed"),
        ("name: Ada\n", ("roles", 0), "no group of fields at 'roles.0'"),
        ("roles: [{id: a}, {id: b}]\n", ("roles",), "no group of fields at 'roles'"),
        ("via: [a, b]\n", ("via", 1), "not a field"),
        ("? date # of: what\n: 2031\n", ("date",), "not changed safely"),
    ],
)
def test_what_cannot_be_changed_is_told_with_what_to_write(before, path, said):
    with pytest.raises(CannotEdit, match=re.escape(said)) as refused:
        add_evidence(before.encode(), path, EVIDENCE)
    assert "line" in said or str(refused.value).endswith(f"change it by hand:\n- {PIECE}")


# Fields


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("name: Ada\nevidence: x\n", {"since": "2031", "note": "a: b"}, "name: Ada\nevidence: x\nhold: {since: 2031, note: 'a: b'}\n"),
        ("hold: {since: 2030} # c\nz: y\n", {"since": "2031"}, "hold: {since: 2031} # c\nz: y\n"),
        ("hold:\n  # c\n  since: 2030\n  note: x\n", {"since": "2031", "note": "x"}, "hold:\n  # c\n  since: 2031\n  note: x\n"),
        ("hold: >- # c\n  a\n  b\nz: y\n", {"since": "2031"}, "hold: {since: 2031} # c\nz: y\n"),
        ("name: Ada\nwithdrawn: x\n", {"since": "2031"}, "name: Ada\nhold: {since: 2031}\nwithdrawn: x\n"),
        ("name: Ada\n", True, "name: Ada\nhold: true\n"),
        ("hold: 3\nname: Ada", 3, "hold: 3\nname: Ada"),
    ],
)  # fmt: skip
def test_a_field_is_set(before, value, after):
    assert set_field(before.encode(), (), "hold", value).decode() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: Ada\n# why\nhold:\n  since: 2031\n\n# end\n", "name: Ada\n# why\n\n# end\n"),
        ("hold: {since: 2031}\nname: Ada\n", "name: Ada\n"),
        ("{name: Ada, hold: 2031}\n", "{name: Ada}\n"),
        ("{hold: 2031, name: Ada}\n", "{name: Ada}\n"),
    ],
)
def test_a_field_is_taken_out(before, after):
    assert remove_field(before.encode(), (), "hold").decode() == after


def test_the_first_field_of_an_entry_leaves_its_dash():
    before = b"roles:\n  - hold: x\n    id: envoy\n"
    assert remove_field(before, ("roles", 0), "hold") == b"roles:\n  - id: envoy\n"


def test_a_field_that_is_not_there_or_the_only_one_is_not_taken_out():
    with pytest.raises(CannotEdit, match="there is no 'hold'"):
        remove_field(b"name: Ada\n", (), "hold")
    with pytest.raises(CannotEdit, match="nothing would be left without 'name'"):
        remove_field(b"name: Ada\n", (), "name")


# New files


def test_a_new_file_is_in_the_style_of_the_house():
    data = {
        "note": "Two lines.\nThe second.\n",
        "evidence": [EVIDENCE],
        "name": "Ada Lind",
        "roles": [{"title": "envoy, so to say", "id": "envoy", "evidence": EVIDENCE, "former": True}],
        "part_of": ["upper-town", "county-office"],
        "count": {"max": 2, "min": 1},
        "type": "person",
        "summary": "The envoy who " + "went over the bridge and " * 5 + "came back",
    }
    assert (
        new_file(ACTOR, data).decode()
        == f"""\
type: person
name: Ada Lind
summary: >-
  The envoy who went over the bridge and went over the bridge and went over the bridge and went over the
  bridge and went over the bridge and came back
roles:
  - id: envoy
    title: envoy, so to say
    former: true
    evidence: {PIECE}
part_of: [upper-town, county-office]
count: {{min: 1, max: 2}}
evidence:
  - {PIECE}
note: |
  Two lines.
  The second.
"""
    )


def test_a_new_file_takes_shape_as_what_was_meant():
    content = new_file(ACTOR, {"name": "NO: a #town", "type": "state", "evidence": [EVIDENCE]})
    record, problems = shape(data_of(content), Actor, "")
    assert (record.name, record.evidence[0].quote, problems) == ("NO: a #town", EVIDENCE["quote"], [])


@pytest.mark.parametrize(
    ("kind", "data"),
    [(PAGE, {"title": "x"}), (ACTOR, {}), (ACTOR, {"name": ""}), (ACTOR, {"name": "\ud800"})],
)
def test_what_cannot_be_a_file_is_refused(kind, data):
    with pytest.raises(CannotEdit):
        new_file(kind, data)


@given(st.dictionaries(KEYS, DATA, min_size=1, max_size=5))
def test_any_data_are_read_back_as_they_were(data):
    assert data_of(new_file(STATEMENT, data)) == data


@given(TEXTS)
def test_any_text_is_read_back_as_it_was_wherever_it_stands(text):
    piece = {"source": "x", "quote": text}
    assert data_of(set_field(b"a: b\n", (), "note", text)) == {"a": "b", "note": text}
    assert data_of(set_field(b"{a: b}\n", (), "note", text)) == {"a": "b", "note": text}
    assert data_of(add_evidence(b"evidence: [{source: y}]\n", (), piece))["evidence"][1] == piece
    assert data_of(set_field(b"to: [x]\nnote: a\n", (), "to", [text, "b"])) == {
        "to": [text, "b"],
        "note": "a",
    }


@given(TEXTS.filter(str.isprintable))
def test_a_text_that_can_be_seen_is_not_spelt_in_escapes(text):
    assert not re.search(r"\\[^\\\"]", quoted(text).replace("\\\\", "")) or "\\" in text


# Files as others write them


@st.composite
def odd(draw, data, column=0, *, between=False):
    """Data as YAML that nobody of this house would write: the lines, the first of which goes behind a colon or a dash."""
    if isinstance(data, str):
        written = draw(st.sampled_from([quoted(data, between=between), json.dumps(data, ensure_ascii=False)]))
        return [f"{written}{_comment(draw) if not between else ''}"]
    if between or draw(st.integers(0, 2)) == 0:
        inner = [(key, draw(odd(value, between=True))[0]) for key, value in _pairs(data)]
        joined = draw(st.sampled_from([", ", ",", " , "])).join(key + text for key, text in inner)
        written = f"{{ {joined}}}" if isinstance(data, dict) else f"[{joined} ]"
        return [written + ("" if between else _comment(draw))]
    rows = [_comment(draw)]
    inside = column + draw(st.sampled_from([0, 2, 3] if isinstance(data, list) else [1, 2, 4]))
    for key, value in _pairs(data):
        rows += draw(st.sampled_from([[], [], [""], [" " * inside + "# above"]]))
        first, *rest = draw(odd(value, inside if key else inside + 2))
        rows += [" " * inside + (key or "- ") + first, *rest]
    return rows


def _pairs(data):
    return (
        [(f"{key}: ", value) for key, value in data.items()]
        if isinstance(data, dict)
        else [("", item) for item in data]
    )


def _comment(draw):
    return draw(st.sampled_from(["", "", "", " # beside"]))


WORDS = st.sampled_from(
    ["Ada", "a: b", "# c", "it's", '"no"', "p1", "source:x?", "a, b", "é…", "over the bridge " * 9 + "again"]
)
PIECES = st.fixed_dictionaries(
    {"source": WORDS, "at": WORDS | st.lists(WORDS, min_size=1, max_size=2)}, optional={"quote": WORDS}
)
MANY = PIECES | st.lists(PIECES, min_size=1, max_size=2)
ENTRIES = st.fixed_dictionaries({"id": WORDS}, optional={"evidence": MANY, "note": WORDS, "unknown": WORDS})
FACTS = st.fixed_dictionaries(
    {"name": WORDS},
    optional={
        "date": WORDS | st.fixed_dictionaries({"value": WORDS}, optional={"evidence": MANY, "note": WORDS}),
        "names": ENTRIES | st.lists(ENTRIES, min_size=1, max_size=2),
        "evidence": MANY,
        "hold": st.fixed_dictionaries({"since": WORDS, "note": WORDS}),
        "note": WORDS,
    },
)


@st.composite
def odd_files(draw):
    rows = draw(odd(draw(FACTS), -1))
    text = "\n".join(["#", *rows] if len(rows) == 1 else rows) + "\n"
    return draw(st.sampled_from([text, text.replace("\n", "\r\n"), "---\n" + text])).encode()


@given(odd_files(), st.sampled_from([(), ("date",), ("names", 0)]))
def test_a_file_in_any_style_takes_evidence_and_keeps_the_rest(before, path):
    data = data_of(before)
    if path and path[0] not in data:
        path = ()
    after = add_evidence(before, path, EVIDENCE)
    comments = re.compile(r"# (?:above|beside)")
    assert len(comments.findall(after.decode())) == len(comments.findall(before.decode()))
    group = data_of(after)
    for step in path:
        group = group if step == 0 and isinstance(group, dict) else group[step]
    assert group["evidence"][-1] == EVIDENCE


@given(odd_files())
def test_what_is_set_in_a_file_of_any_style_can_be_taken_out_again(before):
    if before.splitlines()[-1].startswith(b"{"):
        return  # what no longer fits between its brackets is written anew
    assert remove_field(set_field(before, (), "draft", value=True), (), "draft") == before


# The real dossier


def _real_places():
    files = {held.file: held for held in real.dossier().facts.values() if held.file.endswith(".yaml")}
    for file, held in sorted(files.items()):
        places = [group.path for group in groups_of(held) if "evidence" in group.type.by_key]
        yield file, (real.ROOT / file).read_bytes(), places


def _is_added_only(before: bytes, path) -> bool:
    gone, new = changed_lines(before, add_evidence(before, path, EVIDENCE))
    assert any("valley-wire" in row for row in new)
    return len(gone) <= 1  # brackets too full for one more, or a bare value


def test_every_real_file_takes_evidence_and_keeps_its_lines():
    places = [(file, content, path) for file, content, all_ in _real_places() for path in {all_[0], all_[-1]}]
    assert len(places) > 200
    assert [(file, path) for file, content, path in places if not _is_added_only(content, path)] == []


@pytest.mark.slow
def test_every_place_in_every_real_file_takes_evidence_whatever_its_line_ends():
    for file, content, places in _real_places():
        for path in places:
            for before in (content, content.replace(b"\n", b"\r\n"), content.rstrip(b"\n")):
                assert _is_added_only(before, path), (file, path)


def test_every_real_fact_is_held_and_released_without_a_trace():
    hold = {"since": "2031-04-05", "note": 'is the day right: "Monday"?'}
    for file, content, _ in _real_places():
        held = set_field(content, (), "hold", hold)
        gone, new = changed_lines(content, held)
        assert (gone, len(new), data_of(held)["hold"]) == ([], 1, hold), file
        assert remove_field(held, (), "hold") == content, file


# Edits


def test_an_edit_is_shown_as_a_difference():
    edit = Edit("content/actors/ada-lind.yaml", b"name: Ada\nnote: x", b"name: Ada\nhold: y\nnote: x\n")
    assert as_diff(edit) == (
        "--- a/content/actors/ada-lind.yaml\n+++ b/content/actors/ada-lind.yaml\n@@ -1,2 +1,3 @@\n name: Ada\n"
        "-note: x\n\\ No newline at end of file\n+hold: y\n+note: x\n"
    )
    assert as_diff(Edit("new.yaml", b"", b"a: b\n")).startswith("--- /dev/null\n+++ b/new.yaml\n")
    assert as_diff(Edit("same.yaml", b"a", b"a")) == ""


def everything_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


def test_edits_are_made_and_nothing_else_is_left(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"a: b\n")
    (tmp_path / "a.yaml").chmod(0o640)
    apply(tmp_path, [Edit("a.yaml", b"a: b\n", b"a: c\n"), Edit("content/new/b.yaml", b"", b"b: c\n")])
    assert everything_in(tmp_path) == {
        "a.yaml": b"a: c\n",
        "content": b"",
        "content/new": b"",
        "content/new/b.yaml": b"b: c\n",
    }
    assert (tmp_path / "a.yaml").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Edit("b.yaml", b"a: other\n", b"x"), "b.yaml has been changed meanwhile"),
        (Edit("b.yaml", b"", b"x"), "b.yaml has been changed meanwhile"),
        (Edit("gone.yaml", b"a: b\n", b"x"), "gone.yaml has been changed meanwhile"),
        (Edit("../b.yaml", b"", b"x"), "leads out of the dossier"),
        (Edit("/etc/factsheet-test", b"", b"x"), "leads out of the dossier"),
        (Edit("out/b.yaml", b"", b"x"), "leads out of the dossier"),
        (Edit("", b"", b"x"), "leads out of the dossier"),
        (Edit("folder", b"", b"x"), "no ordinary file"),
        (Edit("b.yaml/c.yaml", b"", b"x"), "cannot be written"),
        (Edit("a.yaml", b"a: b\n", b"x"), "twice"),
        (
            Edit("new/" + "b" * 300, b"", b"x"),
            "cannot be written",
        ),  # found out only when the first is in its place
    ],
)
def test_edits_are_made_all_or_none(tmp_path, edit, said):
    project = tmp_path / "project"
    (project / "folder").mkdir(parents=True)
    for name in ("a.yaml", "b.yaml"):
        (project / name).write_bytes(b"a: b\n")
    (project / "out").symlink_to(tmp_path)
    before = everything_in(tmp_path)
    with pytest.raises(CannotEdit, match=said):
        apply(project, [Edit("a.yaml", b"a: b\n", b"a: c\n"), Edit("c/c.yaml", b"", b"c: d\n"), edit])
    assert everything_in(tmp_path) == before


def test_a_link_within_the_dossier_stays_a_link(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"a: b\n")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    apply(tmp_path, [Edit("b.yaml", b"a: b\n", b"a: c\n")])
    assert (tmp_path / "b.yaml").is_symlink()
    assert (tmp_path / "a.yaml").read_bytes() == b"a: c\n"


# Tried out


def problems_in(folder: Path):
    return look(folder, real.quietly).problems


@pytest.fixture
def project(tmp_path):
    return build_world(tmp_path, TWO_TOWNS)


def test_edits_are_tried_out_without_touching_the_dossier(project):
    file = "content/actors/ada-lind.yaml"
    content = (project / file).read_bytes()
    before = everything_in(project)
    sound = Edit(file, content, add_evidence(content, (), {"source": "harbour-post", "at": "p2"}))
    astray = Edit(file, content, add_evidence(content, (), {"source": "harbour-post", "at": "p99"}))
    assert checked(project, [sound], problems_in).new == ()
    assert [problem.code for problem in checked(project, [astray], problems_in).new] == ["place-outside"]
    assert everything_in(project) == before


def test_what_was_wrong_before_is_not_blamed_on_the_edit(project):
    file = "content/actors/ada-lind.yaml"
    broken = (project / file).read_bytes().replace(b"at: p5", b"at: p99")
    (project / file).write_bytes(broken)
    held = Edit(file, broken, set_field(broken, (), "hold", {"since": "2031-04-05", "note": "asked"}))
    mended = Edit(file, broken, broken.replace(b"p99", b"p4"))
    assert checked(project, [held], problems_in).new == ()
    outcome = checked(project, [mended], problems_in)
    assert (outcome.new, [problem.code for problem in outcome.mended]) == ((), ["place-outside"])


def test_edits_on_a_stale_file_are_not_even_tried_out(project):
    with pytest.raises(CannotEdit, match="changed meanwhile"):
        checked(project, [Edit("content/actors/ada-lind.yaml", b"name: x\n", b"name: y\n")], problems_in)


ROWS = b"""\
title: Talks
issues: [toll, ferry]
plans:
  - first  # the oldest
  # and the one that came of it
  - second
evidence:
  - {source: harbour-post, at: p1}  # seen twice
  # the wire is shorter
  - source: valley-wire
    at: p2  # the second line
    via: [source:coast-review, actor:ada-lind]
  - {source: coast-review, at: p3}
"""
PIECES = [
    {"source": "harbour-post", "at": "p1"},
    {"source": "valley-wire", "at": "p2", "via": ["source:coast-review", "actor:ada-lind"]},
    {"source": "coast-review", "at": "p3"},
]


def test_of_a_list_that_is_set_only_what_is_other_is_written():
    second = PIECES[1] | {"at": "p4", "quote": "half a loaf"}
    after = set_field(ROWS, (), "evidence", [PIECES[0], second, PIECES[2], {"source": "x", "at": "p5"}])
    expected = ROWS.replace(b"at: p2 ", b"at: p4 ").replace(
        b"    via:", b"    quote: half a loaf\n    via:"
    ) + (b"  - {source: x, at: p5}\n")
    assert after == expected


def test_an_entry_that_is_gone_is_taken_out_where_it_stands():
    assert set_field(ROWS, (), "evidence", [PIECES[0], PIECES[2]]) == ROWS.replace(
        b"  - source: valley-wire\n    at: p2  # the second line\n    via: [source:coast-review, actor:ada-lind]\n", b""
    )  # fmt: skip
    fewer = [PIECES[0], PIECES[1] | {"via": ["actor:ada-lind"]}, PIECES[2]]
    assert set_field(ROWS, (), "evidence", fewer) == ROWS.replace(b"[source:coast-review, ", b"[")
    assert set_field(ROWS, (), "issues", ["toll"]) == ROWS.replace(b", ferry", b"")
    assert remove_entry(ROWS, (), "issues", 0) == ROWS.replace(b"toll, ", b"")


def test_a_list_of_texts_keeps_its_comments_where_one_of_them_becomes_another():
    after = set_field(ROWS, (), "plans", ["first", "third", "fourth"])
    assert after == ROWS.replace(b"- second", b"- third\n  - fourth")


def test_a_single_group_becomes_a_list_where_another_is_set_beside_it():
    single = b"name: Lind  # as she signs\nevidence:\n  source: harbour-post  # seen\n  at: p1\n"
    pieces = [{"source": "harbour-post", "at": "p2"}, {"source": "valley-wire", "at": "p3"}]
    assert set_field(single, (), "evidence", pieces) == (
        b"name: Lind  # as she signs\nevidence:\n  - source: harbour-post  # seen\n    at: p2\n"
        b"  - {source: valley-wire, at: p3}\n"
    )
