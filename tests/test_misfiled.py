"""A fact that lies in the folder of another kind is told of once, with the kind that its keys are those of."""

from __future__ import annotations

import pytest
from worlds import TWO_TOWNS, problems_in

SAID = """\
speaker: ada-lind
gist: the tolls are for the towns to settle
date: 2031-04-02
renderings: {id: post, source: harbour-post, at: p4}
evidence: {source: harbour-post, at: p4}
"""
MET = """\
title: First briefing
format: briefing
participants: {id: envoy, actor: ada-lind, mode: attended, evidence: {source: harbour-post, at: p2}}
evidence: {source: harbour-post, at: p2}
"""
HELD = "stances: {id: low, says: would pay, basis: own, evidence: {source: harbour-post, at: p2}}\n"


@pytest.mark.parametrize(
    ("file", "text", "kind", "place"),
    [
        ("content/events/2031-04-02-lind-on-tolls.yaml", SAID, "a statement", "content/statements/2031-04-02-lind-on-tolls.yaml"),
        ("content/events/2031-04-02-briefing.yaml", MET, "a meeting", "content/meetings/2031-04-02-briefing.yaml"),
        ("content/actors/towns.yaml", HELD, "a position", "content/positions/<issue>/<actor>.yaml"),
    ],
)  # fmt: skip
def test_it_is_told_once_with_the_folder_it_belongs_to(file, text, kind, place, tmp_path):
    (problem,) = problems_in(tmp_path, {**TWO_TOWNS, file: text})
    assert (problem.code, problem.file) == ("stray-file", file)
    assert problem.headline.endswith(f"its keys are those of {kind}")
    assert problem.help == f"move it to {place}"


def test_what_names_it_is_not_told_of_besides(tmp_path):
    correction = "fact: statement:2031-04-02-said\nwhen: 2031-05-01\nkind: error\nwas: a\nis: b\nwhy: c\ndecided_by: us\n"
    world = {
        "content/events/2031-04-02-said.yaml": SAID,
        "content/corrections/2031-05-01-said.yaml": correction,
    }
    assert [one.code for one in problems_in(tmp_path, {**TWO_TOWNS, **world})] == ["stray-file"]


def test_a_wrong_key_alone_is_told_as_one(tmp_path):
    event = "title: Leak\nspeaker: ada-lind\nevidence: {source: harbour-post, at: p2}\n"
    world = {**TWO_TOWNS, "content/events/2031-04-02-leak.yaml": event}
    assert [one.code for one in problems_in(tmp_path, world)] == ["unknown-key"]
