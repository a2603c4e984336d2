"""The reference is what the program says: complete, current, and its inner links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.commands.cli import main
from generator.explained import codes
from generator.facts import BUILT_IN
from generator.reference import PAGES, write

FOLDER = Path(__file__).parents[1] / "docs/reference"


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_is_current(name):
    current = (FOLDER / name).read_text(encoding="utf-8") == PAGES[name]()
    assert current, (
        f"docs/reference/{name} is not what the code says. Renew it with 'make reference' and commit it."
    )


def test_what_is_written_is_what_is_held(tmp_path):
    write(tmp_path / "new")
    assert {path.name for path in (tmp_path / "new").iterdir()} == set(PAGES)


def test_the_reference_has_everything():
    assert all(f"\n## {kind.name}\n" in PAGES["kinds.md"]() for kind in BUILT_IN)
    assert all(f"\n### {code}\n" in PAGES["problems.md"]() for code in codes())
    commands = PAGES["commands.md"]()
    names = main.list_commands(main.make_context("factsheet", [], resilient_parsing=True))
    assert {"build", "check", "explain", "schema"} <= set(names)
    assert all(f"\n## factsheet {name}\n" in commands for name in names)


@pytest.mark.parametrize("name", PAGES)
def test_the_links_within_a_page_lead_to_its_headings(name):
    page = PAGES[name]()
    headings = {line.lower() for line in re.findall(r"^##+ (.*)$", page, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= headings


@pytest.mark.parametrize("name", PAGES)
def test_the_rows_of_a_table_have_its_columns(name):
    for table in re.findall(r"(?:^\|.*\n)+", PAGES[name](), re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1, table
