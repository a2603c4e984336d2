from __future__ import annotations

from array import array
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import answers as answers_module
from generator.answers import Answer, Packed, Values, packed
from generator.past import Past

GROUNDS = st.frozensets(st.integers(0, 6) | st.integers(0, (1 << 64) - 1), max_size=4)
ANSWERS = st.dictionaries(st.text("abc", max_size=3), st.tuples(st.binary(max_size=5), GROUNDS), max_size=8)
Said = dict[str, tuple[bytes, frozenset[int]]]


def packed_of(answers: Said) -> Packed:
    """Answers as they lie in a store, by what they are about, each with what it says and what it rests on."""
    grounds = [packed(grounds) for _, grounds in answers.values()]
    values = [value for value, _ in answers.values()]
    ends = [array("I", accumulate(map(len, pieces))) for pieces in (grounds, values)]
    packs = [memoryview(b"".join(pieces)) for pieces in (grounds, values)]
    known = sorted({ground for _, grounds in answers.values() for ground in grounds})
    return Packed(packs[0], ends[0], packs[1], ends[1], known, lambda: list(answers))


def past_of(answers: Said, lost: list[int] | None = None) -> Past:
    """The answers to what was asked of pages."""
    return Past({"page": packed_of(answers)}, lost={"page": lost or []}, look=3)


def holding(past: Past) -> list[str]:
    """Of which pages the answers hold."""
    return [question.removeprefix("page ") for question in past.holding()]


@given(ANSWERS)
def test_an_answer_is_found_as_it_was_given(answers):
    past = past_of(answers)
    for thing, (value, grounds) in answers.items():
        assert past.get(f"page {thing}") == Answer(value, packed(grounds), 3)
        assert set(past.get(f"page {thing}").each) == grounds
    assert past.values("page", [*answers, "other"]) == [*(value for value, _ in answers.values()), None]
    assert past.get("page other") is past.once("page other") is past.get("never asked") is None
    assert past.values("never", ["asked"]) == [None]
    assert holding(past) == list(answers)


@pytest.mark.parametrize("few", [0, 100], ids=["all in one pass", "one by one"])
@given(ANSWERS, GROUNDS)
def test_what_rests_on_something_that_moved_is_lost_and_nothing_else(few, answers, moved):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answers_module, "_FEW", few)
        past = past_of(answers)
        for ground in moved:
            past.lose_by(ground)
        kept = {thing for thing, (_, grounds) in answers.items() if not grounds & moved}
        assert set(holding(past)) == kept
        assert {thing for thing in answers if past.get(f"page {thing}")} == kept
        told = zip(answers, past.values("page", list(answers)), strict=True)
        assert {thing for thing, value in told if value is not None} == kept
        assert set(past.unknown("page", [*answers, "other"])) == {*answers, "other"} - kept
        assert set(past.lost_now("page")) == answers.keys() - kept
        assert all(past.once(f"page {thing}") for thing in answers), "what it said is known all the same"


def test_a_ground_is_not_found_across_two_others():
    """The end of one digest and the beginning of the next are none."""
    first, second = (int.from_bytes(bytes(range(start, start + 8)), "little") for start in (0, 8))
    across = int.from_bytes(bytes(range(4, 12)), "little")
    past = past_of({"lind": (b"", frozenset({first, second})), "toll": (b"", frozenset({across}))})
    past.lose_by(across)
    assert holding(past) == ["lind"]


def test_where_it_is_told_what_can_rest_on_a_ground_nothing_else_is_lost():
    said: Said = {"lind": (b"a", frozenset({7}))}
    past = Past({"page": packed_of(said), "form": packed_of(said)})
    past.lose_by(7, "page")
    assert list(past.holding()) == ["form lind"]
    past.lose_by(7, "row")
    assert list(past.holding()) == ["form lind"], "there are no rows"
    past.lose_by(7)
    assert list(past.holding()) == []


def test_what_was_lost_before_is_not_told_of_again():
    past = past_of({"lind": (b"a", frozenset()), "toll": (b"b", frozenset())}, lost=[0])
    assert past.get("page lind") is past.once("page lind") is None
    past.lose(["page toll", "page ferry", "row toll"])
    assert past.get("page toll") is None
    assert past.once("page toll").value == b"b"
    assert past.lost() == {"page": {0, 1}}
    assert past.lost_now("page") == ["toll"]


def test_one_of_two_may_lose_what_the_other_keeps():
    past = past_of({"lind": (b"a", frozenset())})
    other = past.copy()
    other.lose_all()
    assert (holding(past), holding(other)) == (["lind"], [])


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 5)), st.integers(0, 30))
def test_the_value_of_a_ground_is_found(settled, name):
    names = sorted(settled)
    assert Values(names, [settled[one] for one in names]).get(name) == settled.get(name)
