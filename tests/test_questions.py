from __future__ import annotations

from bridge import fact

from generator.evidence import Fact
from generator.facts.actor import Actor
from generator.facts.meeting import Meeting
from generator.kinds import type_of
from generator.questions import asked_in

MEETING = """
title: First briefing
unknown: {id: when, question: When did it begin?}
place:
  contested:
    - {id: hall, value: town hall, unknown: {id: door, question: By which door?}}
    - {id: inn, value: inn, unknown: {id: room, question: In which room?}, withdrawn: {date: 2031-04-09, why: a slip}}
participants:
  - {id: envoy, actor: ada-lind, mode: attended, unknown: {id: alone, question: Did she come alone?}}
"""


def asked(text, struct):
    return [one.id for one in asked_in(fact(text, struct), type_of(struct))]


def test_a_fact_asks_first_and_then_the_entries_in_it_in_the_order_of_its_declaration():
    assert asked(MEETING, Meeting) == ["when", "door", "alone"]


def test_what_was_withdrawn_asks_nothing_any_more():
    assert asked(MEETING + "withdrawn: {date: 2031-04-09, why: a forgery}\n", Meeting) == []


def test_where_nothing_is_asked_there_is_nothing():
    assert asked("type: person\nname: Ada Lind\nroles: {id: envoy, title: envoy}\n", Actor) == []
    assert asked("note: x\n", Fact) == []
