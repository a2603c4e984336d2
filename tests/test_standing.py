"""How facts stand, whom no source names, and what falls with a source: asked of towns and a bridge that never were."""

from __future__ import annotations

import re

import pytest
import real
from bridge import BRIDGE, linked, pages, shower
from click.testing import CliRunner
from worlds import TWO_TOWNS, build_world

from generator.commands.cli import main
from generator.commands.whatif import changed_pages
from generator.standing import Sure, losses, standings
from generator.unnamed import Crowd, Tie, crowds, headcount, spoken_of, telling
from generator.views.gathered import unknown_view
from generator.views.standing import standing_view

NO, PERHAPS, YES = Sure.NO, Sure.PERHAPS, Sure.YES

MAYOR = "content/actors/new-mayor.yaml"
OFFICIALS = "actor:two-town-officials"


def mayor(*places, more=""):
    """The bridge, and in it a fact that rests on these places."""
    evidence = "".join(f"  - {place}\n" for place in places)
    return BRIDGE | {MAYOR: f"type: person\nname: Ole Berg\n{more}evidence:\n{evidence}"}


def standing_of(world, ref="actor:new-mayor"):
    return {one.ref: one for one in standings(linked(world))}[ref]


def post(via="", stance="supports"):
    return f"{{source: harbour-post, at: p2, stance: {stance}, via: [{via}]}}"


def wire(via=""):
    return f"{{source: valley-wire, at: p3, via: [{via}]}}"


@pytest.mark.parametrize(
    ("places", "unnamed"),
    [
        ([post(OFFICIALS)], YES),
        ([post(f"source:coast-review, {OFFICIALS}")], YES),
        (
            [post(f"source:coast-review?, {OFFICIALS}")],
            YES,
        ),  # it is the report that is concluded, not the people
        ([post(f"{OFFICIALS}?")], PERHAPS),
        ([post(f"{OFFICIALS}, {{known: not-stated}}")], YES),
        ([post(f"{OFFICIALS}, source:coast-review")], NO),  # they had it from a report
        ([post("actor:ada-lind")], NO),
        ([post(f"{OFFICIALS}, actor:ada-lind")], NO),
        ([post()], NO),
        ([post(OFFICIALS), wire()], NO),
        ([post(OFFICIALS), wire("actor:two-sources?")], PERHAPS),
        ([post(OFFICIALS), post(stance="contradicts")], YES),  # what speaks against it does not carry it
    ],
)
def test_a_fact_stands_on_people_not_named_only_if_every_chain_ends_in_them(places, unnamed):
    assert standing_of(mayor(*places)).unnamed is unnamed


@pytest.mark.parametrize(
    ("tellers", "unnamed"),
    [
        ("actor:two-sources", YES),
        ("[actor:two-sources, actor:two-town-officials]", YES),
        ("[actor:two-sources, actor:ada-lind]", NO),
        ("source:coast-review", NO),
        ("[]", NO),
    ],
)
def test_what_people_tell_who_are_not_named_stands_on_them_without_a_chain(tellers, unnamed):
    told = {
        "plan:third-draft#ferry": (
            "content/plans/third-draft.yaml",
            (
                "title: The third draft\ntext: reported\nevidence: {source: harbour-post, at: p3}\nprovisions:\n"
                f"  - {{id: ferry, provision: ferry#stays, state: included, by: {tellers}, evidence: {{source: harbour-post, at: p3}}}}\n"
            ),
        ),
        "meeting:2031-04-07-talks#calm": (
            "content/meetings/2031-04-07-talks.yaml",
            (
                "title: Talks\ndate: 2031-04-07\nevidence: {source: harbour-post, at: p6}\naccounts:\n"
                f"  - {{id: calm, says: It was calm., by: {tellers}, evidence: {{source: harbour-post, at: p6}}}}\n"
            ),
        ),
    }
    for ref, (file, text) in told.items():
        found = {one.ref: one for one in standings(linked(BRIDGE | {file: text}))}
        assert found[ref].unnamed is unnamed, ref


def test_the_word_of_people_who_are_not_named_stands_on_them():
    said = "speaker: two-sources\ngist: It will be built.\nevidence: {source: harbour-post, at: p11}\nrenderings: []\n"
    world = BRIDGE | {"content/statements/undated-sources.yaml": said}
    assert {one.ref: one for one in standings(linked(world))}["statement:undated-sources"].unnamed is YES


def test_a_group_that_is_only_described_names_nobody():
    described = (
        "type: group\nname: some mayors\ndescribed: some mayors\nevidence: {source: valley-wire, at: p14}\n"
    )
    world = mayor(post("actor:some-mayors"))
    assert standing_of(world).unnamed is NO
    assert standing_of(world | {"content/actors/some-mayors.yaml": described}).unnamed is YES


@pytest.mark.parametrize(
    ("places", "single"),
    [
        ([post()], YES),
        ([post("source:coast-review"), wire("source:coast-review")], YES),
        ([post("source:coast-review?"), wire("source:coast-review")], PERHAPS),
        ([post(), wire()], NO),
        ([post("actor:ada-lind"), wire("actor:ada-lind")], YES),
    ],
)
def test_a_fact_stands_on_one_report_or_speaker(places, single):
    assert standing_of(mayor(*places)).single is single


@pytest.mark.parametrize(
    ("places", "unread"),
    [
        ([post("source:coast-review")], YES),
        ([post("source:coast-review, source:radio-fjord?")], YES),  # whichever it is, neither was read
        ([post("source:coast-review?")], PERHAPS),
        ([post(f"source:coast-review, {OFFICIALS}")], YES),
        ([post("source:coast-review, actor:ada-lind")], NO),  # she spoke in public
        ([post("source:coast-review"), wire("source:radio-fjord")], YES),
        ([post("source:coast-review"), wire()], NO),
        ([post("source:night-letter")], NO),  # of which at least the headline was read
        ([post()], NO),
    ],
)
def test_a_fact_stands_on_what_nobody_has_read(places, unread):
    assert standing_of(mayor(*places)).unread is unread


def test_entries_stand_for_themselves_and_statements_on_their_wordings():
    found = {one.ref for one in standings(linked(BRIDGE))}
    assert "meeting:2031-04-02-briefing#officials" in found
    said = BRIDGE | {
        "content/statements/undated-holm.yaml": "speaker: per-holm\ngist: He stays.\nrenderings:\n"
        "  - {id: post, source: harbour-post, at: p9, via: source:radio-fjord}\n"
    }
    assert standing_of(said, "statement:undated-holm").unread is YES


def test_what_tells_of_one_source_by_its_nature_is_left_out():
    found = {one.ref for one in standings(linked(BRIDGE))}
    assert not found & {
        "actor:ada-lind#vada",
        "plan:first-draft#county",
        "divergence:by-or-with#by",
        "source:harbour-post",
    }


def test_what_was_withdrawn_stands_on_nothing():
    gone = "withdrawn: {date: 2031-04-06, why: a mistake}\n"
    role = "roles: [{id: mayor, title: mayor, evidence: {source: harbour-post, at: p2}}]\n"
    dossier = linked(mayor(post(), more=role + gone))
    assert not [one.ref for one in standings(dossier) if one.ref.startswith("actor:new-mayor")]
    assert not [one.ref for one in losses(dossier, "source:harbour-post") if "new-mayor" in one.ref]


# --- People not named


def crowd(name, least, most, **ties):
    found = (Tie(other, known, "it is said so") for other, known in ties.items())
    return Crowd(name, least, most, tuple(found))


def counted(*some):
    found = headcount(some)
    return found.least, found.most


def test_groups_that_may_overlap_are_a_range():
    assert counted(crowd("a", 4, 4, b="unknown"), crowd("b", 2, 2, a="unknown")) == (4, 6)


def test_groups_known_to_be_the_same_count_once():
    assert counted(crowd("a", 2, 2, b="same"), crowd("b", 2, 2, a="same")) == (2, 2)
    some = [crowd("a", 2, None, b="same"), crowd("b", 1, 3, a="same")]
    assert {counted(*some), counted(*reversed(some))} == {(2, 3)}


def test_groups_known_to_be_other_people_are_added():
    assert counted(crowd("a", 2, 2, b="distinct"), crowd("b", 3, 3, a="distinct")) == (5, 5)


def test_what_is_the_same_as_a_group_is_apart_from_what_that_group_is_apart_from():
    some = [
        crowd("a", 2, 2, b="same"),
        crowd("b", 2, 2, a="same", c="distinct"),
        crowd("c", 3, 3, b="distinct"),
    ]
    assert {counted(*some), counted(*reversed(some))} == {(5, 5)}


def test_two_small_groups_that_are_apart_may_be_more_than_a_great_one():
    some = [crowd("a", 5, 5), crowd("b", 4, 4, c="distinct"), crowd("c", 4, 4, b="distinct")]
    found = headcount(some)
    assert (found.least, found.most, set(found.apart), found.unsaid) == (8, 13, {"b", "c"}, True)


def test_without_a_bound_there_is_no_most():
    found = headcount([crowd("a", 2, None, b="unknown"), crowd("b", 1, 1, a="unknown")])
    assert (found.least, found.most, found.boundless, found.unsaid) == (2, None, ("a",), False)


def test_nobody_is_nobody():
    assert counted() == (0, 0)


def test_groups_that_are_said_to_be_both_the_same_and_apart_do_not_count_twice():
    assert counted(crowd("a", 2, 2, b="same"), crowd("b", 2, 2, a="distinct")) == (2, 2)


def test_the_bridge_has_two_to_four_people_who_are_not_named():
    found = telling(linked(BRIDGE))
    assert {one.ref for one in found.crowds} == {"actor:two-sources", OFFICIALS}
    assert (found.least, found.most) == (2, 4)


def test_a_tie_written_on_one_side_holds_on_both():
    ties = {one.ref: [(tie.other, tie.known) for tie in one.ties] for one in crowds(linked(BRIDGE))}
    assert ties == {
        "actor:two-sources": [(OFFICIALS, "unknown")],
        OFFICIALS: [("actor:two-sources", "unknown")],
    }


@pytest.mark.parametrize(
    ("count", "least", "most"),
    [
        ("", 1, None),
        ("count: {words: officials}\n", 1, None),
        ("count: {min: 2, words: officials}\n", 2, None),
        ("count: {max: 5}\n", 1, 5),
        ("count: {min: 3, max: 3}\n", 3, 3),
    ],
)
def test_a_count_that_is_not_stated_is_at_least_one_and_has_no_bound(count, least, most):
    text = f"type: unnamed\nname: guests\n{count}evidence: {{source: harbour-post, at: p2}}\n"
    [found] = [one for one in crowds(linked(BRIDGE | {MAYOR: text})) if one.ref == "actor:new-mayor"]
    assert (found.least, found.most) == (least, most)


def test_people_on_whose_word_nothing_rests_are_told_apart():
    text = "type: unnamed\nname: guests\nevidence: {source: harbour-post, at: p2}\n"
    world = BRIDGE | {MAYOR: text}
    assert [one.ref for one in spoken_of(linked(world))] == ["actor:new-mayor"]
    assert telling(linked(world)).least == 2


# --- What falls with a source


def loss_of(world, source, ref="actor:new-mayor"):
    return {one.ref: one for one in losses(linked(world), source)}.get(ref)


@pytest.mark.parametrize(
    ("places", "falls", "left"),
    [
        ([wire("source:coast-review")], YES, ()),
        ([wire("source:coast-review?")], PERHAPS, ()),
        ([wire("source:radio-fjord?, source:coast-review")], PERHAPS, ()),
        ([wire("source:coast-review, actor:ada-lind")], YES, ()),
        ([wire("source:coast-review"), post()], NO, ("source:harbour-post",)),
        ([wire("source:coast-review"), post("source:coast-review?")], PERHAPS, ()),
    ],
)
def test_a_fact_falls_with_the_report_it_was_had_from(places, falls, left):
    found = loss_of(mayor(*places), "source:coast-review")
    assert (found.all_falls, found.left) == (falls, left)


def test_a_fact_that_does_not_rest_on_a_source_does_not_fall_with_it():
    assert loss_of(mayor(post()), "source:coast-review") is None


def test_values_and_wordings_fall_too():
    found = list(losses(linked(BRIDGE), "source:valley-wire"))
    by_ref = {(one.ref, one.group.path) for one in found if one.all_falls is YES}
    assert ("plan:towns-draft", ("known",)) in by_ref
    assert ("statement:2031-04-03-lind-on-tolls#wire", ("renderings", 1)) in by_ref
    assert ("statement:2031-04-03-lind-on-tolls", ()) not in by_ref


def test_pages_change_that_show_the_source_or_lead_to_what_falls():
    world = mayor(wire("source:coast-review")) | {
        "content/pages/about.md": "# About\n\n[The mayor](actor:new-mayor) is new.\n",
        "content/pages/plain.md": "# Plain\n\nNothing of this.\n",
    }
    changed = changed_pages(linked(world), pages(world).values(), {"source:coast-review", "actor:new-mayor"})
    assert {"actors/new-mayor.html", "sources/coast-review.html", "actors/index.html", "about.html"} <= {
        *changed
    }
    assert not {"plain.html", "404.html", "actors/harbour-post.html"} & {*changed}


def call(folder, *typed):
    return CliRunner().invoke(main, ["what-if", *typed, "--project", str(folder)])


def test_what_if_tells_what_falls_and_changes_nothing(tmp_path):
    folder = build_world(tmp_path, TWO_TOWNS)
    before = sorted(tmp_path.rglob("*"))
    called = call(folder, "source:coast-review")
    assert called.exit_code == 0
    assert (
        "would lose everything that carries it:\n  actor:two-town-officials: two-town officials"
        in called.output
    )
    assert "pages would change:" in called.output
    assert "  actors/two-town-officials.html\n" in called.output
    assert sorted(tmp_path.rglob("*")) == before
    assert call(folder, "coast-review").output == called.output
    assert "\n0 " not in called.output  # where nothing falls, nothing is said


def test_what_speaks_against_a_fact_does_not_carry_it_and_is_named_apart(tmp_path):
    first = TWO_TOWNS["content/plans/first.yaml"].replace(
        "evidence: {source: harbour-post, at: p1}",
        "evidence: [{source: harbour-post, at: p1}, {source: valley-wire, at: p1, stance: contradicts}]",
    )
    folder = build_world(tmp_path, {**TWO_TOWNS, "content/plans/first.yaml": first})
    told = call(folder, "valley-wire").output
    assert "1 would no longer be contradicted by it:\n  plan:first: First draft\n" in told
    assert told.count("  plan:first:") == 1


@pytest.mark.parametrize(
    "typed", ["coast-reviw", "source:coast-reviw", "actor:ada-lind", "coast-review#x", ""]
)
def test_what_if_of_a_source_that_is_not_there_is_wrong_usage(typed, tmp_path):
    called = call(build_world(tmp_path, TWO_TOWNS), typed)
    assert (called.exit_code, "coast-review'" in called.output) == (2, True)


def test_what_if_of_broken_facts_tells_what_is_wrong(tmp_path):
    broken = TWO_TOWNS | {"content/actors/per-holm.yaml": "type: persona\nname: Per Holm\n"}
    called = call(build_world(tmp_path, broken), "coast-review")
    assert (called.exit_code, "persona" in called.output) == (1, True)


# --- What readers see


def entries(row):
    """The entries that a row names under its fact: where each stands, and what it is called."""
    return re.findall('<a href="([^"]*)">([^<]*)</a>', row["row"])[1:]


def test_the_page_names_the_entries_by_what_they_say():
    view = standing_view(shower(BRIDGE, 0))
    [meetings] = [one for one in view["unnamed"]["kinds"] if one["kind"] == "meeting"]
    [briefing] = meetings["rows"]
    assert briefing["ref"] == "meeting:2031-04-02-briefing"
    assert "First briefing on the bridge draft</a>, in part:" in briefing["row"]
    [(href, account)] = entries(briefing)
    assert account.startswith("It was the first time")
    assert href == "meetings/2031-04-02-briefing.html#officials"
    [plans] = [one for one in view["single"]["kinds"] if one["kind"] == "plan"]
    first = next(one for one in plans["rows"] if one["ref"] == "plan:first-draft")
    assert [words for _, words in entries(first)][:2] == ["A cap on tolls", "The ferry stays"]
    assert "in part:" not in first["row"]


def test_the_counts_of_the_page_are_those_of_its_lists():
    view = standing_view(shower(mayor(post("source:coast-review?")), 0))
    for name in ("unnamed", "single", "unread"):
        rows = [row for kind in view[name]["kinds"] for row in kind["rows"]]
        listed = sum(("in part:" not in row["row"]) + len(entries(row)) for row in rows)
        assert view[name]["sure"] + view[name]["perhaps"] == listed
        assert sum(kind["count"] for kind in view[name]["kinds"]) == listed
        perhaps = sum(row["row"].count(">perhaps</span>") for row in rows)
        assert view[name]["perhaps"] == perhaps
    assert view["unread"]["perhaps"] >= 1
    assert view["count"] == len(list(standings(linked(mayor(post())))))


def test_the_page_of_the_real_dossier_says_how_many_are_not_named_and_why():
    page = real.site()["standing.html"].decode()
    assert "4 to 13 people" in page
    assert "if nobody is counted in two places" in page
    assert 'href="standing.html"' in real.site()["index.html"].decode()


def silent(world):
    return [one["ref"] for one in unknown_view(shower(world, 0))["silent"]]


def test_who_is_much_spoken_of_and_never_heard_is_told():
    speaking = "\n".join(f"[Per Holm](actor:per-holm) {number}." for number in range(9))
    much = BRIDGE | {f"content/pages/talk-{n}.md": f"# Talk\n\n{speaking}\n" for n in range(5)}
    assert "actor:per-holm" in silent(much)
    place = "evidence: {source: harbour-post, at: p2}"
    often = "".join(f"  - {{id: p{n}, actor: per-holm, mode: attended, {place}}}\n" for n in range(9))
    picnic = f"title: The picnic\nparticipants:\n{often}{place}\n"
    assert "actor:per-holm" not in silent(
        BRIDGE | {"content/meetings/undated-picnic.yaml": picnic}
    )  # one fact
    said = "speaker: per-holm\ngist: He stays.\nrenderings:\n  - {id: post, source: harbour-post, at: p9}\n"
    assert "actor:per-holm" not in silent(much | {"content/statements/undated-holm.yaml": said})
    spoken_for = said.replace("speaker: per-holm", "speaker: ada-lind\nfor: per-holm")
    assert "actor:per-holm" not in silent(much | {"content/statements/undated-holm.yaml": spoken_for})


def unreported(meeting):
    world = BRIDGE | {
        "content/meetings/undated-picnic.yaml": f"title: The picnic\n{meeting}\nevidence: {post()}\n"
    }
    return [one["ref"] for one in unknown_view(shower(world, 0))["unreported"]]


@pytest.mark.parametrize(
    ("meeting", "told"),
    [
        ("participants: [{id: holm, actor: per-holm, mode: expected, evidence: {source: harbour-post, at: p2}}]", True),
        ("participants: [{id: holm, actor: per-holm, mode: attended, evidence: {source: harbour-post, at: p2}}]", False),
        ("date: 2031-05-01", True),
        ("date: 2031-04-05", False),  # the day up to which the facts go
        ("date: 2031-05", True),
        ("date: 2031-04", False),  # it may have been
        ("", False),
        ("date: 2031-05-01\naccounts: [{id: a, says: it rained, evidence: {source: harbour-post, at: p2}}]", False),
    ],
)  # fmt: skip
def test_an_announced_meeting_of_which_nobody_tells_is_a_gap(meeting, told):
    assert ("meeting:undated-picnic" in unreported(meeting)) is told


def test_a_meeting_at_which_something_was_said_is_no_gap():
    said = (
        "speaker: per-holm\ngist: He stays.\nmeeting: meeting:undated-picnic\n"
        "renderings:\n  - {id: post, source: harbour-post, at: p9}\n"
    )
    world = BRIDGE | {
        "content/meetings/undated-picnic.yaml": f"title: The picnic\ndate: 2031-05-01\nevidence: {post()}\n",
        "content/statements/undated-holm.yaml": said,
    }
    assert unknown_view(shower(world, 0))["unreported"] == []
