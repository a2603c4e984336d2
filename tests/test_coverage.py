from __future__ import annotations

import re

import pytest
from bridge import evidence, fact
from hypothesis import given
from hypothesis import strategies as st

from generator.coverage import cover, outside, sentences_at
from generator.facts.source import Source
from generator.kinds import PLACE_PATTERN

EXTENT = (2, 3, 1)
"""How many sentences each paragraph has."""


def source(more=""):
    return fact(f"name: Harbour Post\nread: full\nsentences: [2, 3, 1]\n{more}", Source)


def uses(*texts):
    return [(f"event:{number}", one) for number, text in enumerate(texts, 1) for one in evidence(text)]


@pytest.mark.parametrize(
    ("place", "sentences"),
    [
        ("p2", [(2, 1), (2, 2), (2, 3)]),
        ("p2-3", [(2, 1), (2, 2), (2, 3), (3, 1)]),
        ("p2-2", [(2, 1), (2, 2), (2, 3)]),
        ("p2s3", [(2, 3)]),
        ("p2s2-3", [(2, 2), (2, 3)]),
        ("p2s3-9", [(2, 3)]),
        ("p3-9", [(3, 1)]),
        ("p4", []),
        ("p3s2", []),
        ("p99999-99999", []),
    ],
)
def test_a_place_covers_the_sentences_that_are_there(place, sentences):
    assert list(sentences_at(place, EXTENT)) == sentences


@pytest.mark.parametrize("place", ["p1", "p3", "p1-3", "p2s1", "p2s3", "p2s1-3", "p3s1-1"])
def test_these_places_are_inside(place):
    assert outside(place, EXTENT) == ""


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("p4", "the source has 3 paragraphs"),
        ("p2-4", "the source has 3 paragraphs"),
        ("p4s1", "the source has 3 paragraphs"),
        ("p1s3", "paragraph 1 has 2 sentences"),
        ("p2s2-4", "paragraph 2 has 3 sentences"),
        ("p3s2", "paragraph 3 has 1 sentence"),
        ("p3-2", "'p3-2' ends before it begins"),
        ("p2s3-2", "'p2s3-2' ends before it begins"),
    ],
)
def test_a_place_outside_is_told_why(place, why):
    assert outside(place, EXTENT) == why


def test_one_paragraph_is_told_in_the_singular():
    assert outside("p2", (4,)) == "the source has 1 paragraph"


def test_each_sentence_tells_which_facts_use_it():
    found = cover(source(), uses("- {source: post, at: [p1s2, p2s1-2]}", "- {source: post, at: p2}"))
    assert found.used == {
        (1, 2): ("event:1",),
        (2, 1): ("event:1", "event:2"),
        (2, 2): ("event:1", "event:2"),
        (2, 3): ("event:2",),
    }
    assert list(found.used) == sorted(found.used)
    assert found.unused == ((1, 1), (3, 1))


def test_a_fact_that_uses_a_sentence_twice_is_named_once():
    [one] = evidence("- {source: post, at: [p1s1, p1]}")
    assert cover(source(), [("event:1", one), ("event:1", one)]).used[1, 1] == ("event:1",)


def test_what_carries_nothing_has_its_reason():
    found = cover(source("not_content: [{at: [p1s1, p3], why: captions}]"), [])
    assert found.not_content == {(1, 1): "captions", (3, 1): "captions"}
    assert found.unused == ((1, 2), (2, 1), (2, 2), (2, 3))


def test_what_is_used_carries_something_whatever_is_said_of_it():
    found = cover(source("not_content: [{at: p1, why: captions}]"), uses("- {source: post, at: p1s2}"))
    assert found.not_content == {(1, 1): "captions"}
    assert set(found.used) == {(1, 2)}


def test_a_source_whose_sentences_are_not_counted_has_nothing_to_cover():
    bare = fact("name: Night Letter\nread: headline\n", Source)
    found = cover(bare, uses("- {source: night-letter, at: p1}"))
    assert (found.used, found.not_content, found.unused) == ({}, {}, ())


extents = st.lists(st.integers(0, 4), max_size=5)
places = st.from_regex(re.compile(PLACE_PATTERN, re.ASCII)).filter(lambda place: len(place) < 12) | st.builds(
    "p{}{}{}".format,
    st.integers(1, 6),
    st.sampled_from(["", "s1", "s2", "s4"]),
    st.sampled_from(["", "-1", "-3", "-5"]),
)


@given(extents, places)
def test_a_place_covers_only_sentences_that_are_there_and_all_of_them_if_it_is_inside(extent, place):
    covered = list(sentences_at(place, extent))
    assert covered == sorted(set(covered))
    assert all(1 <= p <= len(extent) and 1 <= s <= extent[p - 1] for p, s in covered)
    if not outside(place, extent) and all(extent):
        assert covered


@given(extents, st.lists(places, max_size=4), st.lists(places, max_size=3))
def test_every_sentence_is_used_or_carries_nothing_or_neither_and_never_two_of_these(extent, used, empty):
    reasons = "".join(f"\n  - {{at: {place}, why: caption}}" for place in empty)
    text = f"name: Post\nread: full\nsentences: {extent}\nnot_content:{reasons or ' []'}\n"
    found = cover(fact(text, Source), uses(*(f"- {{source: post, at: {place}}}" for place in used)))
    every = [(p, s) for p, count in enumerate(extent, 1) for s in range(1, count + 1)]
    assert sorted([*found.used, *found.not_content, *found.unused]) == every
    assert list(found.unused) == sorted(found.unused)
