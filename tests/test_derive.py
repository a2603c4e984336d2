from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from bridge import BRIDGE, linked
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import build_world

from generator.build import gather
from generator.derive import FARTHEST_FIRST, GRAVEST_FIRST, Backlink, Derived
from generator.evidence import Evidence
from generator.facts import BUILT_IN
from generator.facts.divergence import Divergence
from generator.kinds import Many, Scalar, type_of


def derived(**files):
    """What follows from the affair of the bridge and these files more."""
    return Derived(linked(BRIDGE | files))


DERIVED = derived()


def plan(ref, known="", follows=()):
    links = "".join(f"\n  - {{plan: {other}, how: revises}}" for other in follows)
    dated = f"known: {known}\n" if known else ""
    text = f"title: {ref}\ntext: reported\n{dated}follows:{links or ' []'}\nevidence: {{source: harbour-post, at: p3}}\n"
    return {f"content/plans/{ref}.yaml": text}


def history(*plans):
    """The order of these versions, of which one article tells."""
    world = {
        "content/dossier.yaml": "format: 1\ntitle: Drafts\nlang: en\nsummary: Drafts.\n",
        "seeds/harbour-post.yaml": "name: Harbour Post\nread: full\nsentences: [1, 1, 1]\n",
    }
    for one in plans:
        world |= one
    return [ref.removeprefix("plan:") for ref in Derived(linked(world)).plans]


def test_a_backlink_says_what_it_is_called_and_in_which_entry_it_stands():
    assert set(DERIVED.backlinks("actor:ada-lind")) == {
        Backlink("Meetings", "meeting:2031-04-02-briefing", "envoy"),
        Backlink("Tells of", "plan:first-draft", "dropped"),
        Backlink("Statements", "statement:2031-04-03-lind-on-tolls", ""),
        Backlink("Corrections", "correction:2031-04-06-lind", ""),
        Backlink("Mentioned", "page:method", ""),
    }


def test_a_link_to_an_entry_is_a_backlink_of_its_fact():
    found = DERIVED.backlinks("issue:ferry")
    assert [(one.source, one.entry) for one in found] == [
        ("plan:first-draft", "ferry"),
        ("plan:second-draft", "ferry"),
    ]


def test_a_position_is_a_backlink_of_its_issue_and_its_actor():
    there = Backlink("Positions", "position:envoys-time/some-mayors", "")
    assert there in DERIVED.backlinks("issue:envoys-time")
    assert there in DERIVED.backlinks("actor:some-mayors")


def test_a_backlink_from_deep_inside_names_the_entry_around_it():
    text = BRIDGE["content/actors/per-holm.yaml"] + (
        "roles:\n  - {id: mayor, title: mayor, dates: {contested: ["
        "{id: one, value: 2030, evidence: {source: harbour-post, at: p6, via: source:radio-fjord}},"
        "{id: two, value: 2031, evidence: {source: valley-wire, at: p12}}]}}\n"
    )
    found = derived(**{"content/actors/per-holm.yaml": text}).backlinks("source:radio-fjord")
    assert Backlink("What came through them", "actor:per-holm", "mayor") in found


def test_a_fact_that_names_itself_has_no_backlink_of_it():
    text = BRIDGE["content/actors/per-holm.yaml"] + 'note: "[He](actor:per-holm) is the mayor."\n'
    found = derived(**{"content/actors/per-holm.yaml": text}).backlinks("actor:per-holm")
    assert "actor:per-holm" not in {one.source for one in found}


def test_a_fact_that_names_another_twice_in_one_way_is_one_backlink():
    found = DERIVED.backlinks("actor:county-office")
    assert len(found) == len(set(found))


def test_every_link_of_every_kind_says_what_it_is_called_from_the_other_side():
    unnamed = []

    def look(kind, name):
        inner = kind
        while isinstance(inner, Many):
            inner = inner.item
        if isinstance(inner, Scalar):
            unnamed.extend([name] if inner.form == "ref" and not inner.back else [])
        else:
            for field in inner.fields:
                look(field.type, f"{name}.{field.key}")

    for kind in BUILT_IN:
        look(type_of(kind.record), kind.name)
    assert unnamed == []


def test_the_timeline_is_in_order_and_has_contested_dates_at_both_places():
    assert [(one.date.text, one.ref, one.contested) for one in DERIVED.timeline] == [
        ("2031-04-01", "plan:second-draft", False),
        ("2031-04-02", "meeting:2031-04-02-briefing", False),
        ("2031-04-02", "plan:first-draft", False),
        ("2031-04-03", "meeting:2031-04-04-council", True),
        ("2031-04-03", "source:coast-review", False),
        ("2031-04-03", "statement:2031-04-03-lind-on-tolls", False),
        ("2031-04-04", "meeting:2031-04-04-council", True),
        ("2031-04-04", "source:harbour-post", False),
        ("2031-04-04", "source:valley-wire", False),
        ("2031-04-05", "source:night-letter", False),
        ("2031-04-06", "correction:2031-04-06-lind", False),
    ]


def test_partial_dates_stand_where_they_begin_the_narrower_first():
    events = {
        f"content/events/undated-{name}.yaml": f"title: {name}\ndate: {date}\nevidence: {{source: harbour-post, at: p2}}\n"
        for name, date in [
            ("a", "2031"),
            ("b", "2031-04"),
            ("c", "2031-04-01/.."),
            ("d", "2031-04-01T09:00"),
            ("e", "../2031"),
        ]
    }
    found = [
        one.ref for one in derived(**events).timeline if "undated" in one.ref or one.date.text == "2031-04-01"
    ]
    assert found == [
        "event:undated-e",
        "event:undated-a",
        "plan:second-draft",
        "event:undated-d",
        "event:undated-b",
        "event:undated-c",
    ]


def test_the_facts_go_up_to_the_newest_source():
    assert DERIVED.as_of.text == "2031-04-05"


def test_the_settings_may_say_up_to_when_the_facts_go():
    world = {"content/dossier.yaml": BRIDGE["content/dossier.yaml"] + "as_of: 2031-04-30\n"}
    assert derived(**world).as_of.text == "2031-04-30"


def test_without_a_dated_source_the_facts_go_up_to_no_day():
    undated = {
        path: text.replace("published: ", "rights: on ")
        for path, text in BRIDGE.items()
        if path.startswith("seeds/")
    }
    assert derived(**undated).as_of is None


def test_versions_stand_after_those_they_follow_whatever_their_dates():
    assert DERIVED.plans == [
        "plan:first-draft",
        "plan:second-draft",
        "plan:towns-draft",
    ]  # known on the 2nd, on the 1st, never


def test_versions_that_follow_none_stand_by_the_day_they_became_known_then_by_their_names():
    assert history(plan("b", "2031-04-02"), plan("a"), plan("d", "2031-04-02"), plan("c", "2031-04-01")) == [
        "c",
        "b",
        "d",
        "a",
    ]


def test_a_long_history_is_in_order():
    steps = [plan(f"v{n:02}", f"2031-04-{30 - n:02}", [f"v{n - 1:02}"] if n else []) for n in range(20)]
    random.Random(4).shuffle(steps)
    assert history(*steps) == [f"v{n:02}" for n in range(20)]


@given(st.lists(st.sets(st.integers(0, 4), max_size=2), min_size=5, max_size=5), st.permutations(range(5)))
@settings(max_examples=30)
def test_no_version_stands_before_one_it_follows(earlier, days):
    steps = {n: sorted(one for one in before if one < n) for n, before in enumerate(earlier)}
    order = history(
        *(plan(f"v{n}", f"2031-04-{days[n] + 1:02}", [f"v{one}" for one in steps[n]]) for n in steps)
    )
    assert sorted(order) == [f"v{n}" for n in steps]
    assert all(order.index(f"v{one}") < order.index(f"v{n}") for n in steps for one in steps[n])


def test_divergences_stand_gravest_first():
    assert DERIVED.divergences == ["divergence:envoys-time", "divergence:by-or-with"]


def test_the_farther_apart_readings_lie_the_sooner_their_divergence_stands():
    text = BRIDGE["content/divergences/by-or-with.yaml"]
    far = {
        "content/divergences/z.yaml": text + "apart: opposite\n",
        "content/divergences/a.yaml": text + "apart: slight\n",
    }
    assert derived(**far).divergences == [
        "divergence:z",
        "divergence:envoys-time",
        "divergence:by-or-with",
        "divergence:a",
    ]


@pytest.mark.parametrize(("field", "order"), [("kind", GRAVEST_FIRST), ("apart", FARTHEST_FIRST)])
def test_every_way_to_part_has_its_gravity(field, order):
    kinds = type_of(Divergence).by_key[field].type
    assert set(kinds.choices) == set(order)


def test_open_questions_are_found_also_inside_entries():
    assert [(one.ref, one.asked.id) for one in DERIVED.questions] == [
        ("position:envoys-time/some-mayors", "how-many"),
        ("plan:second-draft", "same"),
    ]


def test_a_fact_is_asked_for_its_own_questions():
    assert [one.asked.id for one in DERIVED.questions_of("plan:second-draft")] == ["same"]
    assert DERIVED.questions_of("plan:first-draft") == ()


def test_what_a_source_says_was_kept_back_or_is_not_there_is_a_gap():
    found = {(one.ref, one.group.path, one.group.value.nothing) for one in DERIVED.gaps}
    assert found == {
        ("plan:second-draft", ("changes",), "undisclosed"),
        ("plan:towns-draft", ("known",), "none"),
    }


def test_values_that_sources_give_differently_are_found():
    found = {
        (one.ref, one.group.path): [reading.id for reading in one.group.value.contested]
        for one in DERIVED.contests
    }
    assert found == {
        ("plan:first-draft", ("authors",)): ["county", "both"],
        ("meeting:2031-04-04-council", ("date",)): ["post", "wire"],
    }


def test_persons_are_those_who_are_named():
    assert {ref for ref in linked(BRIDGE).facts if DERIVED.is_person(ref)} == {
        "actor:ada-lind",
        "actor:iris-dahl",
        "actor:per-holm",
    }
    assert not DERIVED.is_person("actor:nobody")


def test_coverage_counts_evidence_wherever_it_stands():
    wire, post = DERIVED.coverage("source:valley-wire"), DERIVED.coverage("source:harbour-post")
    assert wire.used[9, 1] == ("actor:two-town-officials", "meeting:2031-04-02-briefing")
    assert wire.used[11, 1] == ("statement:2031-04-03-lind-on-tolls", "divergence:by-or-with")
    assert "plan:second-draft" in post.used[11, 1]  # a question rests there
    assert post.used[1, 1] == ("actor:harbour-post", "source:harbour-post")  # its own title
    assert wire.not_content == {
        (1, 1): "headline of another article, and a count of views",
        (13, 1): "headline of another article, and a count of views",
    }
    assert post.unused == ((4, 1), (7, 1), (9, 1), (10, 1))
    assert DERIVED.coverage("source:coast-review").used == {}


def test_positions_stand_on_the_pages_of_their_issue_and_their_actor():
    placed = {ref: [held.ref for held in DERIVED.placed(ref)] for ref in linked(BRIDGE).facts}
    assert {ref: found for ref, found in placed.items() if found} == {
        "actor:lower-towns": ["position:envoys-time/lower-towns"],
        "actor:some-mayors": ["position:envoys-time/some-mayors"],
        "issue:envoys-time": ["position:envoys-time/lower-towns", "position:envoys-time/some-mayors"],
    }


@given(st.permutations(sorted(BRIDGE)))
@settings(max_examples=8)
def test_the_order_in_which_files_were_written_makes_no_difference(paths):
    with tempfile.TemporaryDirectory() as folder:
        dossier, problems = gather(
            build_world(Path(folder), {path: BRIDGE[path] for path in paths}), lambda _: None
        )
    assert not problems
    assert all_that_follows(dossier) == all_that_follows(linked(dict(sorted(BRIDGE.items()))))


def all_that_follows(dossier):
    """Everything derived, of all facts."""
    found = Derived(dossier)
    of_each = (
        found.backlinks,
        found.placed,
        found.questions_of,
        found.is_corrected,
        found.is_person,
        found.sort_text,
    )
    of_sources = (found.coverage, found.tally)
    return {
        "whole": [
            *(found.as_of, found.timeline, found.questions, found.gaps, found.contests),
            *(found.divergences, found.plans, found.points),
        ],
        "facts": {ref: [ask(ref) for ask in of_each] for ref in dossier.facts},
        "sources": {ref: [ask(ref) for ask in of_sources] for ref in dossier.refs_of("source")},
        "quotes": [found.verified(one.value) for _, one in dossier.groups if isinstance(one.value, Evidence)],
    }


def test_a_fact_that_was_withdrawn_asks_nothing_and_disputes_nothing_any_more():
    gone = "withdrawn: {date: 2031-04-09, why: a slip of ours}\n"
    paths = ["content/plans/first-draft.yaml", "content/plans/second-draft.yaml"]
    found = derived(**{path: BRIDGE[path] + gone for path in paths})
    assert [one.ref for one in found.questions] == ["position:envoys-time/some-mayors"]
    assert found.questions_of("plan:second-draft") == ()
    assert [one.ref for one in found.gaps] == ["plan:towns-draft"]
    assert [one.ref for one in found.contests] == ["meeting:2031-04-04-council"]
    assert found.plans == DERIVED.plans  # its address stays


def test_of_a_fact_with_an_entry_that_was_withdrawn_the_rest_stands():
    path = "content/positions/envoys-time/some-mayors.yaml"
    entry = "    withdrawn: {date: 2031-04-09, why: a slip of ours}\n"
    rest = "unknown: [{id: who, question: Who are they?}]\n"
    found = derived(**{path: BRIDGE[path] + entry + rest})
    assert [one.asked.id for one in found.questions_of("position:envoys-time/some-mayors")] == ["who"]
