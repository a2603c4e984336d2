"""Names: every place where a file names a fact, and facts called otherwise in all of them at once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import real
from bridge import BRIDGE
from worlds import TWO_TOWNS, World, build_world

from generator.build import gather, look
from generator.dossier import references
from generator.edit import CannotEdit, Edit, apply, as_diffs
from generator.edit.mentions import Spelling, mentions, renamed
from generator.edit.renaming import (
    Files,
    Renaming,
    existing,
    files_of,
    new_address,
    rename_all,
    renaming,
    uses,
)
from generator.edit.telling import told
from generator.facts import BUILT_IN
from generator.facts.actor import ACTOR
from generator.facts.page import PAGE
from generator.read import FactFile

LIND = "content/actors/ada-lind.yaml"


def files(folder: Path, world: World) -> Files:
    return files_of(build_world(folder, world), BUILT_IN)


def after(folder: Path, world: World, names: dict[str, str]) -> dict[str, str]:
    """The files that change, by their new path."""
    edits = rename_all(files(folder, world), renaming(BUILT_IN, names))
    return {edit.file: edit.after.decode() for edit in edits}


def actor(text: str) -> FactFile:
    return FactFile(ACTOR, "per-holm", "content/actors/per-holm.yaml", text.encode())


def page(text: str) -> FactFile:
    return FactFile(PAGE, "how", "content/pages/how.md", text.encode())


@pytest.mark.parametrize("world", ["bridge", "real"])
def test_everything_that_the_dossier_finds_named_is_found_in_the_files(world, tmp_path):
    project = real.ROOT if world == "real" else build_world(tmp_path, BRIDGE)
    dossier, _ = gather(project, lambda _: None)
    named = Counter((one.held.file, one.target) for held in dossier.written for one in references(held))
    every = [one for file in files_of(project, BUILT_IN).every for one in mentions(file)]
    found = Counter(
        (one.file, one.target) for one in every if one.spelling not in (Spelling.OWN, Spelling.ENTRY)
    )
    assert found == named
    assert all(one.span for one in every if one.spelling is not Spelling.PATH)


@pytest.mark.parametrize(
    ("before", "meant"),
    [
        ("part_of: ada-lind\n", "part_of: ada-linde\n"),
        ("part_of: [ada-lind, iris-dahl]  # both\n", "part_of: [ada-linde, iris-dahl]  # both\n"),
        ('part_of: ["ada-lind"]\n', 'part_of: ["ada-linde"]\n'),
        ("part_of: actor:ada-lind\n", "part_of: actor:ada-linde\n"),
        ("evidence: {source: x, at: p1, via: actor:ada-lind?}\n", "evidence: {source: x, at: p1, via: actor:ada-linde?}\n"),
        ("evidence: {source: x, at: p1, via: [{who: actor:ada-lind}]}\n", "evidence: {source: x, at: p1, via: [{who: actor:ada-linde}]}\n"),
        ("summary: so says [Lind](actor:ada-lind#envoy)\n", "summary: so says [Lind](actor:ada-linde#envoy)\n"),
        ("summary: '[](actor:ada-lind) and [x](actor:ada-lind-two)'\n", "summary: '[](actor:ada-linde) and [x](actor:ada-lind-two)'\n"),
        ("summary: as `[x](actor:ada-lind)`, see [x](actor:ada-lind)\n", "summary: as `[x](actor:ada-lind)`, see [x](actor:ada-linde)\n"),
        ("note: >-\n  [Lind](actor:ada-lind)\n  and [again](<actor:ada-lind>)\n", "note: >-\n  [Lind](actor:ada-linde)\n  and [again](<actor:ada-linde>)\n"),
        ("note: |\n  [holds](position:toll/ada-lind#low)\n", "note: |\n  [holds](position:toll/ada-linde#low)\n"),
        ("name: ada-lind\ndescribed: actor:ada-lind\n", "name: ada-lind\ndescribed: actor:ada-lind\n"),
        ("unknown:\n- id: who\n  question: Who?\n  answered_by: position:toll/ada-lind\n", "unknown:\n- id: who\n  question: Who?\n  answered_by: position:toll/ada-linde\n"),
        ("draft: true\npart_of: ada-lind\n", "draft: true\npart_of: ada-linde\n"),
        ("part_of: ada-lind\r\nsummary: 🛶 [L](actor:ada-lind)\r\n", "part_of: ada-linde\r\nsummary: 🛶 [L](actor:ada-linde)\r\n"),
    ],
)  # fmt: skip
def test_a_name_is_spelt_anew_in_every_form_and_nothing_else_is(before, meant):
    called = renaming(BUILT_IN, {"actor:ada-lind": "actor:ada-linde"})
    assert renamed(actor(before), called) == meant.encode()


def test_links_of_a_page_and_its_title():
    called = renaming(BUILT_IN, {"actor:ada-lind": "actor:lind"})
    text = "# [Lind](actor:ada-lind)?\n\nOn\n[her](actor:ada-lind) and [the toll](position:toll/ada-lind).\n"
    # In a title there are no links; so the two that look alike are told apart, or the page is left to its writer.
    with pytest.raises(CannotEdit, match="by hand"):
        renamed(page(text), called)
    meant = "# Lind\n\nOn\n[her](actor:lind) and [the toll](position:toll/lind).\n"
    assert renamed(page(text.replace("[Lind](actor:ada-lind)?", "Lind")), called).decode() == meant


def test_a_name_that_is_half_an_escape_is_left_to_its_writer():
    called = renaming(BUILT_IN, {"actor:ada-lind": "actor:lind"})
    with pytest.raises(CannotEdit, match=r"write 'lind' by hand"):
        renamed(actor('part_of: "ada\\x2dlind"\n'), called)


def test_a_file_that_cannot_be_read_is_to_be_mended_first():
    with pytest.raises(CannotEdit, match="has to be mended first"):
        renamed(actor("part_of: [ada-lind\n"), renaming(BUILT_IN, {}))


def test_a_fact_moves_with_all_that_is_made_of_its_name(tmp_path):
    found = after(tmp_path, TWO_TOWNS, {"actor:ada-lind": "actor:lind"})
    assert found[LIND] == found["content/positions/toll/ada-lind.yaml"] == ""
    assert found["content/actors/lind.yaml"] == TWO_TOWNS[LIND]
    assert found["content/positions/toll/lind.yaml"] == TWO_TOWNS["content/positions/toll/ada-lind.yaml"]
    assert "[Ada Lind](actor:lind)" in found["content/pages/method.md"]
    assert "actor: lind," in found["content/meetings/2031-04-02-briefing.yaml"]
    assert found["content/dossier.yaml"].endswith(
        "redirects:\n  - {from: actors/ada-lind.html, to: actor:lind}\n"
    )
    assert not [
        text
        for text in found.values()
        if "ada-lind" in text.replace("actors/ada-lind.html", "").replace("-ada-lind", "")
    ]


def test_an_issue_moves_with_the_positions_on_it(tmp_path):
    found = after(tmp_path, TWO_TOWNS, {"issue:toll": "issue:tolls"})
    assert "content/positions/tolls/ada-lind.yaml" in found
    assert 'provision: "issue:tolls#cap"' in found["content/plans/first.yaml"]


def test_what_lies_beside_a_fact_goes_with_it(tmp_path):
    beside = {"seeds/harbour-post.fingerprint": "x", "seeds/harbour-post.first.fingerprint": "y"}
    post = TWO_TOWNS["seeds/harbour-post.yaml"] + "versions: {id: first}\n"
    lind = TWO_TOWNS[LIND].replace("harbour-post, at: p5", "harbour-post, at: p5, version: first")
    world = {**TWO_TOWNS, **beside, "seeds/harbour-post.yaml": post, LIND: lind}
    found = after(tmp_path / "a", world, {"source:harbour-post": "source:post"})
    assert found["seeds/post.fingerprint"] == "x"
    assert found["seeds/post.first.fingerprint"] == "y"
    found = after(tmp_path / "b", world, {"source:harbour-post#first": "source:harbour-post#early"})
    assert found["seeds/harbour-post.early.fingerprint"] == "y"
    assert "version: early" in found[LIND]
    assert "versions: {id: early}" in found["seeds/harbour-post.yaml"]


def test_an_entry_is_called_otherwise_where_it_stands_and_where_it_is_named(tmp_path):
    found = after(tmp_path, TWO_TOWNS, {"actor:ada-lind#vada": "actor:ada-lind#lindt"})
    assert found == {
        LIND: TWO_TOWNS[LIND].replace("id: vada", "id: lindt").replace("names: vada", "names: lindt")
    }


def test_there_and_back_again_leaves_no_trace(tmp_path):
    project = build_world(tmp_path, BRIDGE)
    way = [{"actor:ada-lind": "actor:lind"}, {"actor:lind": "actor:ada-lind"}]
    for names in way:
        apply(project, rename_all(files_of(project, BUILT_IN), renaming(BUILT_IN, names)))
    there = {path: (project / path).read_text(encoding="utf-8") for path in BRIDGE}
    settings = there.pop("content/dossier.yaml")
    assert there == {path: text for path, text in BRIDGE.items() if path in there}
    # The name that it had for a while leads on, and its own page stands where it stood.
    assert settings.endswith("redirects:\n  - {from: actors/lind.html, to: actor:ada-lind}\n")
    assert look(project, lambda _: None).sound
    assert not list(project.rglob("*.tmp"))


def test_a_place_that_is_taken_is_refused(tmp_path):
    view = TWO_TOWNS["content/positions/toll/ada-lind.yaml"]
    world = {**TWO_TOWNS, "content/positions/toll/lind.yaml": view}
    with pytest.raises(CannotEdit, match=r"content/positions/toll/lind\.yaml is there already"):
        after(tmp_path, world, {"actor:ada-lind": "actor:lind"})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("actor:ada-lnd", "lind", "did you mean 'actor:ada-lind'"),
        ("ada-lind", "lind", "did you mean 'actor:ada-lind'"),
        ("actor:ada-lind", "plan:lind", "cannot become a plan"),
        ("actor:ada-lind", "Vada Lind", "did you mean 'vada-lind'"),
        ("actor:ada-lind", "actor:Ada-Lind", "written so it is 'ada-lind', as it is called now"),
        ("actor:ada-lind", "Ada Lïnd", "written so it is 'ada-lind', as it is called now"),
        ("actor:ada-lind", "actor:Äda-Lind", "did you mean 'aeda-lind'"),
        ("actor:ada-lind#vada", "Vådä", "did you mean 'vaadae'"),
        ("actor:ada-lind", "../lind", "it has no '/'"),
        ("actor:ada-lind", "two-town-officials", "is there already"),
        ("actor:ada-lind#vade", "lindt", "did you mean 'vada'"),
        ("actor:ada-lind#vada", "plan:first#lindt", "an entry stays in its fact"),
        ("position:toll/ada-lind", "toll", "a position is called by its issue and its holder"),
    ],
)
def test_a_new_name_that_cannot_be_had_is_answered(old, new, said, tmp_path):
    with pytest.raises(CannotEdit, match=said.replace(".", r"\.")):
        new_address(files(tmp_path, TWO_TOWNS), old, new)


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("actor:ada-lind", "lind", "actor:lind"),
        ("actor:ada-lind", "actor:lind", "actor:lind"),
        ("actor:ada-lind#vada", "lindt", "actor:ada-lind#lindt"),
        ("actor:ada-lind#vada", "actor:ada-lind#lindt", "actor:ada-lind#lindt"),
        ("position:toll/ada-lind", "toll/lind", "position:toll/lind"),
    ],
)
def test_a_new_name_alone_is_enough(old, new, meant, tmp_path):
    assert new_address(files(tmp_path, TWO_TOWNS), old, new) == meant


def test_uses_are_told_by_file_line_and_field(tmp_path):
    there = files(tmp_path, TWO_TOWNS)
    lines = list(told(there, uses(there, "actor:ada-lind")))
    assert "content/positions/toll/ada-lind.yaml:1: the place of the file (actor:ada-lind)" in lines
    assert (
        "content/meetings/2031-04-02-briefing.yaml:4: participants 'envoy', actor (actor:ada-lind)" in lines
    )
    assert "content/dossier.yaml:5: summary: a link (actor:ada-lind)" in lines
    assert not [line for line in lines if line.startswith(LIND)]
    own = list(told(there, uses(there, "actor:ada-lind#vada")))
    assert own == [f"{LIND}:5: same as here, names (actor:ada-lind#vada)"]


def test_a_name_of_several_parts_is_renamed_by_each():
    called = Renaming({"actor:a": "actor:b", "issue:x": "issue:y"}, {"position": ("issue", "actor")})
    assert called("position:x/a#low") == "position:y/b#low"
    assert called("position:a/x") == "position:a/x"
    assert called("actor:a#n") == "actor:b#n"
    assert called("plan:a") == "plan:a"


# All or nothing, also where files go


def test_files_go_and_come_all_or_none(tmp_path):
    (tmp_path / "content/a").mkdir(parents=True)
    (tmp_path / "content/a/one.yaml").write_bytes(b"one")
    (tmp_path / "content/two.yaml").write_bytes(b"two")
    move = [Edit("content/a/one.yaml", b"one", b""), Edit("content/b/one.yaml", b"", b"one")]
    with pytest.raises(CannotEdit, match="changed meanwhile"):
        apply(tmp_path, [*move, Edit("content/two.yaml", b"TWO", b"2")])
    assert (tmp_path / "content/a/one.yaml").read_bytes() == b"one"
    assert not (tmp_path / "content/b").exists()
    apply(tmp_path, move)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        "content",
        "content/b",
        "content/b/one.yaml",
        "content/two.yaml",
    ]


def test_what_is_gone_is_put_back_where_the_rest_cannot_be_written(tmp_path):
    (tmp_path / "one.yaml").write_bytes(b"one")
    (tmp_path / "two").mkdir()
    edits = [Edit("one.yaml", b"one", b""), Edit("two", b"", b"2")]
    with pytest.raises(CannotEdit, match="no ordinary file"):
        apply(tmp_path, edits)
    assert (tmp_path / "one.yaml").read_bytes() == b"one"


def test_a_move_is_told_as_one():
    edits = [Edit("a", b"x\ny\n", b""), Edit("b", b"", b"x\nz\n"), Edit("c", b"1\n", b"")]
    told_so = as_diffs(edits)
    assert told_so.startswith("rename from a\nrename to b\n--- a/b\n+++ b/b\n")
    assert "-y\n+z\n" in told_so
    assert "--- a/c\n+++ /dev/null\n" in told_so


def test_nothing_is_there_to_change_without_settings(tmp_path):
    with pytest.raises(CannotEdit, match="is this the dossier's folder"):
        files_of(tmp_path, BUILT_IN)
    with pytest.raises(CannotEdit, match="an address is a kind and an id"):
        existing(files(tmp_path, TWO_TOWNS), "zzz")
