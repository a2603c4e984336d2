"""Small whole dossiers, and every byte of the sites that come of them.

`bridge` is the invented affair of two towns and holds every way a fact can be written; `smallest` is as little as makes
a site. What is expected lies in `expected` beside each, without the styles and scripts; `expected.py` says how it is renewed.
"""

from __future__ import annotations

import difflib
import shutil
from functools import cache
from pathlib import Path

import msgspec
import pytest
from crawl import crawl
from expected import WRITING, is_expected

from generator.build import gather, look, render
from generator.facts import BUILT_IN
from generator.kinds import Declared, groups, type_of
from generator.layouts import ASSETS, own_layouts
from generator.output import write

HERE = Path(__file__).parent / "sites"
SITES = sorted(path.parent.name for path in HERE.glob("*/expected"))


def built(project: Path) -> dict[str, bytes]:
    planned = look(project, lambda _: None)
    assert planned.problems == ()
    return render(planned, lambda _: None)


@cache
def site(name: str) -> dict[str, bytes]:
    return built(HERE / name)


def pages(name: str) -> dict[str, bytes]:
    return {address: content for address, content in site(name).items() if not address.startswith(ASSETS)}


def expected(name: str) -> dict[str, Path]:
    folder = HERE / name / "expected"
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def difference(written: bytes, file: Path) -> str:
    before, after = (text.decode().splitlines() for text in (file.read_bytes(), written))
    return "\n".join(difflib.unified_diff(before, after, str(file), "as built now", lineterm=""))


@pytest.mark.parametrize("name", SITES)
def test_a_site_has_the_pages_it_should(name):
    if WRITING:
        shutil.rmtree(HERE / name / "expected", ignore_errors=True)
        assert all(is_expected(content, HERE / name / "expected" / at) for at, content in pages(name).items())
    assert sorted(pages(name)) == sorted(expected(name))


@pytest.mark.parametrize("name", SITES)
def test_every_page_is_as_expected(name):
    files = expected(name)
    same = {at: files[at].read_bytes() == content for at, content in pages(name).items() if at in files}
    told = [difference(pages(name)[at], files[at]) for at, is_same in same.items() if not is_same]
    assert not told, "\n\n".join(told[:3])


@pytest.mark.parametrize("name", SITES)
def test_styles_and_scripts_go_out_as_they_are(name):
    own = {f"{ASSETS}/{path.name}": path.read_bytes() for path in (own_layouts() / ASSETS).iterdir()}
    assert {at: content for at, content in site(name).items() if at.startswith(ASSETS)} == own


@pytest.mark.parametrize("name", SITES)
def test_a_strict_visitor_finds_nothing_wrong(name, tmp_path):
    write(tmp_path / "site", site(name))
    assert crawl(tmp_path / "site") == []


def test_neither_the_folder_nor_the_order_of_its_files_makes_a_difference(tmp_path):
    originals = [
        path for path in (HERE / "bridge").rglob("*") if path.is_file() and "expected" not in path.parts
    ]
    for path in sorted(originals, reverse=True):
        copy = tmp_path / "elsewhere" / path.relative_to(HERE / "bridge")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    assert built(tmp_path / "elsewhere") == site("bridge")


def test_a_draft_is_nowhere_in_a_site():
    assert "draft: true" in (HERE / "bridge/content/actors/a-voice.yaml").read_text(encoding="utf-8")
    assert not any(b"a voice in the council" in content for content in site("bridge").values())


def test_the_bridge_says_everything_that_can_be_said():
    """Each field of each group of each kind is filled somewhere, so that the pages show it at least once."""
    dossier, _ = gather(HERE / "bridge", lambda _: None)
    held = dossier.facts.values()
    assert {one.kind.name for one in held} == {kind.name for kind in BUILT_IN}
    filled, fields = set(), set()
    for one in held:
        for group in groups(one.record, type_of(one.kind.record)):
            for field in msgspec.structs.fields(group.value):
                named = f"{declared_in(type(group.value), field.name)}.{field.name}"
                fields.add(named)
                if getattr(group.value, field.name) != field.default:
                    filled.add(named)
    assert sorted(fields - filled) == ["Fact.draft"]  # a draft is not held


def declared_in(struct: type[Declared], field: str) -> str:
    """The declaration that a field comes from: `Fact` for what every fact has."""
    declared = [
        base for base in struct.__mro__ if isinstance(base, type(Declared)) and base is not msgspec.Struct
    ]
    return [base.__name__ for base in declared if field in base.__struct_fields__][-1]
