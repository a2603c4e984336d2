"""A text that is no id is answered with the nearest id that there is."""

from __future__ import annotations

import time

import pytest

from generator.examine import with_nearest_ids
from generator.facts.actor import Actor
from generator.facts.issue import Position
from generator.problems import Problem
from generator.shape import shape
from generator.yamlfile import parse

REFS = ["actor:ada-lind", "actor:per-holm", "source:harbour-post", "source:ada-lindt"]


def told_of(typed, refs=REFS):
    """What is told of an actor that is part of another, typed so."""
    data, _ = parse(f"type: person\nname: X\npart_of: {typed}\n".encode(), "x.yaml")
    return with_nearest_ids(shape(data, Actor, "x.yaml")[1], refs)


@pytest.mark.parametrize(
    "typed", ["ada_lind", "Ada Lind", "ADA-LIND", "Ada-Lindt", "ada-lind.yaml", "actor:Ada Lind"]
)
def test_the_nearest_id_that_is_there_is_named(typed):
    [problem] = told_of(typed)
    assert (problem.code, problem.help) == ("bad-reference", "did you mean 'ada-lind'?")


def test_the_fact_itself_is_never_meant():
    data, _ = parse(b"type: person\nname: X\npart_of: ada_lind\n", "x.yaml")
    found = shape(data, Actor, "x.yaml")[1]
    refs = [*REFS, "actor:ada-lindt"]
    assert with_nearest_ids(found, refs, {"x.yaml": "actor:ada-lind"})[0].help == "did you mean 'ada-lindt'?"
    assert "such as" in with_nearest_ids(found, REFS, {"x.yaml": "actor:ada-lind"})[0].help


def test_where_none_is_near_it_is_said_how_an_id_is_written():
    [problem] = told_of("Somebody Else")
    assert problem.help.endswith("such as 'somebody-else'")
    assert told_of("Ada Lind", []) == told_of("Ada Lind", ["source:ada-lind"])


@pytest.mark.parametrize(
    ("refs", "cure"),
    [
        (["source:harbour-post", "actor:ada-lind"], "did you mean 'source:harbour-post'?"),
        (["meeting:harbour-post"], "the kind can be 'actor', 'source'"),
        (["source:harbour-post", "actor:harbour-post"], "the kind can be 'actor', 'source'"),
    ],
)
def test_an_id_whose_kind_was_left_out_is_answered_with_the_one_fact_that_may_stand_there(refs, cure):
    data, _ = parse(b"stances: {id: low, says: would pay, basis: {ascribed: harbour-post}}\n", "x.yaml")
    [problem] = with_nearest_ids(shape(data, Position, "x.yaml")[1], refs)
    assert problem.help.endswith(cure)


def test_all_other_problems_stay_as_they_are():
    others = [
        Problem("bad-date", "x.yaml", "'Ada Lind' is no date"),
        Problem("bad-reference", "x.yaml", "'ada' is no reference"),
    ]
    assert with_nearest_ids(others, REFS) == others


def test_thousands_of_them_take_no_time():
    many = [Problem("bad-reference", f"{n}.yaml", f"'Nobody {n}' is no actor id") for n in range(5000)]
    begun = time.process_time()
    bare = [
        Problem("bad-reference", f"{n}.yaml", f"'a{n}' is no reference", "the kind can be 'actor'")
        for n in range(5000)
    ]
    told = with_nearest_ids([*many, *bare], [f"actor:a{number}" for number in range(10_000)])
    assert told[-1].help == "did you mean 'actor:a4999'?"
    assert time.process_time() - begun < 2
