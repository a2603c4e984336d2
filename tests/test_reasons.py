from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.answers import digest
from generator.reasons import reason
from generator.recall import Recall
from generator.stock import ALWAYS
from generator.workroom import Workroom

BRIDGE = Path(__file__).parent / "sites/bridge"


class Listening(Recall):
    """Remembers by name what was noted."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: dict[str, None] = {}

    def note(self, ground: str) -> None:
        self.heard[ground] = None
        super().note(ground)

    def always_note(self, ground: str) -> None:
        self.heard[ground] = None
        super().always_note(ground)


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> Workroom:
    """The bridge after all its pages were made."""
    project = tmp_path_factory.mktemp("reasons") / "bridge"
    shutil.copytree(BRIDGE, project, ignore=shutil.ignore_patterns("expected"))
    room = Workroom(project, recall=Listening())
    planned = room.look(lambda _: None)
    assert planned.sound
    room.renderer.settle(room.recall)
    for page in planned.pages:
        room.rendered(page)
    return room


def heard(room: Workroom) -> list[str]:
    assert isinstance(room.recall, Listening)
    return list(room.recall.heard)


def why(*changed: str, rests_on: tuple[str, ...]) -> str:
    """Why a page is made that rests on these grounds when some have changed."""
    recall = Recall()
    recall.ask("page", lambda: b"".join(recall.note(one) or b"" for one in rests_on))
    recall.rest()
    for ground in changed:
        recall.settle(ground, digest(b"another"))
    return reason(recall, "page")


def test_every_ground_that_a_page_can_rest_on_has_words(room):
    grounds = heard(room)
    assert len(grounds) > 100
    told = {ground: why(ground, rests_on=(ground,)) for ground in grounds}
    assert {ground for ground, words in told.items() if " " not in words} == set()
    refs = {ground: ground.partition(":")[2] for ground in grounds if ":" in ground}
    assert {ground for ground, ref in refs.items() if ref not in told[ground]} == set()


def test_every_ground_that_a_page_can_rest_on_is_settled_at_every_look(room):
    """Otherwise whatever rests on it would never change."""
    index = room.index
    there = {f"{what}:{ref}" for ref in index.told for what in ("fact", "name", "brief", "type")}
    there |= {
        f"{what}:{kind.name}" for kind in room.kinds for what in ("kind", "ids") if index.of_kind(kind.name)
    }
    there |= {ground for ground in heard(room) if ":" not in ground} - {"address"}  # settled by the build
    there |= {ground for ground in heard(room) if ground.startswith("layout:")}
    assert "address" in ALWAYS
    assert {one for one in there & {*heard(room)} if digest(one.encode()) not in room.recall.values} == set()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (["name:actor:ada-lind"], "what actor:ada-lind is called changed"),
        (["settings"], "content/dossier.yaml changed"),
        (["name:actor:ada-lind", "fact:issue:toll", "settings"], "content/dossier.yaml changed, and 2 more"),
        ([], "it is asked for anew"),
    ],
)
def test_the_first_reason_is_said_and_how_many_more_there_are(changed, told):
    assert why(*changed, rests_on=("name:actor:ada-lind", "fact:issue:toll", "settings")) == told


def test_what_was_never_made_says_so():
    assert reason(Recall(), "page actors/ada-lind.html") == "it was not made before"
