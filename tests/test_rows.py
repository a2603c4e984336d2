from __future__ import annotations

import pytest
from bridge import BRIDGE, linked, shower
from worlds import build_world

from generator.carried import contradicting, evidence_among, subjects
from generator.derive import Derived
from generator.dossier import groups_of
from generator.evidence import Evidence, Unknown
from generator.kinds import groups_around, type_of
from generator.shares import naming, share, shares
from generator.siteplan import Page
from generator.standing import Sure, standings
from generator.views.gathered import home_view
from generator.views.rows import MOST_NAMED
from generator.workroom import Workroom

LIND = "content/actors/ada-lind.yaml"
COUNCIL = "content/meetings/2031-04-04-council.yaml"
AGAINST = BRIDGE | {
    COUNCIL: BRIDGE[COUNCIL].replace("at: p12, reads", "at: p12, stance: contradicts, reads"),
}


@pytest.mark.parametrize("world", [BRIDGE, AGAINST])
def test_what_facts_add_is_all_there_is(world):
    dossier = linked(world)
    derived, every = Derived(dossier), shares(dossier).values()
    asked = [question.asked for question in derived.questions]
    assert sum(one.open for one in every) == sum(not one.answered_by for one in asked)
    assert sum(one.answered for one in every) == sum(bool(one.answered_by) for one in asked)
    assert sum(one.undisclosed + one.not_there for one in every) == len(derived.gaps)
    assert sum(one.contests for one in every) == len(derived.contests)
    assert sum(one.against for one in every) == len(contradicting(dossier))
    assert {spoken.ref for one in every for spoken in one.subjects} == {one.ref for one in subjects(dossier)}


@pytest.mark.parametrize("name", ["unnamed", "single", "unread"])
def test_what_stands_on_little_is_counted_with_its_fact(name):
    dossier = linked(BRIDGE)
    judged = [getattr(one, name) for one in standings(dossier)]
    counts = [getattr(one, name) for one in shares(dossier).values()]
    assert sum(one.sure for one in counts) == judged.count(Sure.YES)
    assert sum(one.perhaps for one in counts) == judged.count(Sure.PERHAPS)


@pytest.mark.parametrize("world", [BRIDGE, AGAINST])
def test_around_a_piece_of_evidence_stands_what_the_way_to_it_leads_through(world):
    for held in linked(world).facts.values():
        ways = [
            (tuple(groups_around(held.record, type_of(held.kind.record), group.path)), group.value)
            for group in groups_of(held)
            if isinstance(group.value, Evidence)
        ]
        found = [(one.around, one.evidence) for one in evidence_among(groups_of(held))]
        assert found == [both for both in ways if not any(isinstance(one, Unknown) for one in both[0])]


def test_of_a_withdrawn_fact_nothing_counts():
    dossier = linked(BRIDGE | {LIND: BRIDGE[LIND] + "withdrawn: {date: 2031-04-09, why: a slip}\n"})
    gone = share(dossier, "actor:ada-lind")
    assert (gone.gone, gone.names, gone.stated) == (True, False, 0)
    assert share(linked(BRIDGE), "actor:ada-lind").names


def test_a_fact_is_named_by_others_as_often_as_its_backlinks_say():
    dossier = linked(BRIDGE)
    links = Derived(dossier).backlinks("actor:ada-lind")
    found = naming(dossier, "actor:ada-lind")
    assert (found.links, found.facts) == (len(links), len({one.source for one in links}))
    assert "Statements" in found.backs


def issues(count):
    return {f"content/issues/{n:03}.yaml": f"title: Issue {n}\nquestion: Who pays?\n" for n in range(count)}


def test_the_front_page_names_no_more_than_it_has_room_for():
    few, many = home_view(shower(BRIDGE, 0))["issues"], home_view(shower(BRIDGE | issues(40), 0))["issues"]
    assert few["more"] == 0
    assert len(many["facts"]) == MOST_NAMED
    assert many["more"] == len(few["facts"]) + 40 - MOST_NAMED
    assert {one["ref"] for one in few["facts"]} <= {
        one["ref"] for one in many["facts"]
    }  # they are named most


def looked(room: Workroom) -> dict[str, Page]:
    planned = room.look(lambda _: None)
    assert planned.sound, planned.problems
    room.settle(planned.dossier)
    return {page.address: page for page in planned.pages}


def made(room: Workroom) -> dict[str, bytes]:
    """All pages, at the end of a look."""
    texts = {address: room.rendered(page) for address, page in looked(room).items()}
    room.rest()
    return texts


@pytest.fixture
def room(tmp_path):
    build_world(tmp_path, BRIDGE)
    return Workroom(tmp_path)


def test_on_a_small_edit_only_the_rows_it_concerns_are_drawn_again(room):
    made(room)
    path = room.project / LIND
    path.write_text(path.read_text().replace("name: Ada Lind\n", "name: Ada Lund\n"))
    looked(room)
    assert not room.recall.holds("piece listed.html@1 actor:ada-lind")
    assert room.recall.holds(
        "piece moment.html@0 statement:2031-04-03-lind-on-tolls"
    )  # it is named after her, when all is drawn
    assert room.recall.holds("piece listed.html@1 source:coast-review")
    assert room.recall.holds("piece listed.html@1 actor:per-holm")
    assert room.recall.holds("share actor:per-holm")


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (LIND, "name: Ada Lind\n", "name: Ada Lund\n"),
        (LIND, "type: person", "type: unnamed"),
        ("seeds/coast-review.yaml", "read: unread", "read: headline"),
        ("content/divergences/envoys-time.yaml", "kind: meaning", "kind: omission"),
        (COUNCIL, "at: p12, reads", "at: p12, stance: contradicts, reads"),
        (
            "content/plans/second-draft.yaml",
            "  - id: same\n",
            "  - id: same\n    answered_by: plan:first-draft\n",
        ),
    ],
)
def test_gathered_pages_after_an_edit_are_those_made_from_nothing(room, path, before, after):
    made(room)
    file = room.project / path
    assert before in file.read_text()
    file.write_text(file.read_text().replace(before, after))
    assert made(room) == made(Workroom(room.project))


def test_a_source_more_changes_how_many_are_silent_and_no_row(room):
    (room.project / "content/events/undated-leak.yaml").touch()
    for n in range(9):
        (room.project / f"seeds/paper-{n}.yaml").write_text(f"name: Paper {n}\nread: full\nsentences: [1]\n")
    before = made(room)["who-says-what.html"].decode()
    (room.project / "seeds/paper-9.yaml").write_text("name: Paper 9\nread: full\nsentences: [1]\n")
    pages = looked(room)
    assert room.recall.holds("piece carried-told.html@0 event:undated-leak")
    after = room.rendered(pages["who-says-what.html"]).decode()
    assert "nothing is cited for it: 11<" in before
    assert "nothing is cited for it: 12<" in after
