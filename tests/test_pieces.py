"""Rows that pages gather are drawn before the pages are: a page stays as it is for as long as its rows say the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from bridge import BRIDGE
from worlds import build_world

from generator.answers import name_of
from generator.making import Made, make
from generator.show import PIECE
from generator.workroom import Workroom

COUNCIL = "content/meetings/2031-04-04-council.yaml"
LIND = "content/actors/ada-lind.yaml"


def made(project: Path) -> Made:
    found = make(project, project / "site", lambda _: None)
    assert found.sound, found.problems
    return found


def edited(project: Path, file: str, old: str, new: str) -> Made:
    """What came of a build after words in a fact were replaced by others."""
    text = (project / file).read_text(encoding="utf-8")
    assert old in text
    (project / file).write_text(text.replace(old, new), encoding="utf-8")
    return made(project)


@pytest.fixture
def project(tmp_path):
    build_world(tmp_path, BRIDGE)
    made(tmp_path)
    return tmp_path


def test_lists_whose_rows_say_the_same_are_not_made(project):
    told = edited(project, COUNCIL, "says beforehand that he will not come", "says that he will not come")
    assert set(told.reasons) == {"meetings/2031-04-04-council.html"}


def test_a_list_of_which_a_row_says_something_else_is_made(project):
    told = edited(project, LIND, "The envoy of", "An envoy of").reasons
    assert told["actors/index.html"] == "actor:ada-lind came, went or changed"
    assert "standing.html" not in told


def test_a_list_that_loses_a_row_is_made(project):
    (project / "content/events/undated-leak.yaml").unlink()
    assert {"events/index.html", "standing.html", "who-says-what.html"} <= made(project).reasons.keys()


def test_no_piece_has_pieces_in_it(project):
    """Or one of them could be lost after those were drawn that have it."""
    room = Workroom(project)
    planned = room.look(lambda _: None)
    for page in planned.pages:
        room.rendered(page)
    pieces = {
        question: one for question, one in room.recall.fresh.items() if question.startswith(f"{PIECE} ")
    }
    assert len(pieces) > 50
    names = set(map(name_of, pieces))
    assert [question for question, one in pieces.items() if not names.isdisjoint(one.each)] == []
