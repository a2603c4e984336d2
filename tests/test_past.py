from __future__ import annotations

from array import array
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import past as past_module
from generator.past import Answer, Packed, Past, packed

GROUNDS = st.frozensets(st.integers(0, 6) | st.integers(0, (1 << 64) - 1), max_size=4)
ANSWERS = st.dictionaries(st.text("abc", max_size=3), st.tuples(st.binary(max_size=5), GROUNDS), max_size=8)


def past_of(answers: dict[str, tuple[bytes, frozenset[int]]], lost: list[int] | None = None) -> Past:
    """Answers as they lie in a store, by question, each with what it says and what it rests on."""
    grounds = [packed(grounds) for _, grounds in answers.values()]
    values = [value for value, _ in answers.values()]
    ends = [array("I", accumulate(map(len, pieces))) for pieces in (grounds, values)]
    whole = Packed(list(answers), b"".join(grounds), ends[0], memoryview(b"".join(values)), ends[1])
    return Past(whole, lost or [], look=3)


@given(ANSWERS)
def test_an_answer_is_found_as_it_was_given(answers):
    past = past_of(answers)
    for question, (value, grounds) in answers.items():
        assert past.get(question) == Answer(value, packed(grounds), 3)
        assert past.value(question) == value
        assert set(past.get(question).each) == grounds
    assert past.get("never asked") is past.value("never asked") is past.once("never asked") is None
    assert list(past.holding()) == list(answers)


@pytest.mark.parametrize("few", [0, 100], ids=["all in one pass", "one by one"])
@given(ANSWERS, GROUNDS)
def test_what_rests_on_something_that_moved_is_lost_and_nothing_else(few, answers, moved):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(past_module, "_FEW", few)
        past = past_of(answers)
        for ground in moved:
            past.lose_by(ground)
        holding = {question for question, (_, grounds) in answers.items() if not grounds & moved}
        assert set(past.holding()) == holding
        assert {question for question in answers if past.get(question)} == holding
        assert {question for question in answers if past.value(question) is not None} == holding
        assert all(past.once(question) for question in answers), "what it said is known all the same"


def test_a_ground_is_not_found_across_two_others():
    """The end of one digest and the beginning of the next are none."""
    first, second = (int.from_bytes(bytes(range(start, start + 8)), "little") for start in (0, 8))
    across = int.from_bytes(bytes(range(4, 12)), "little")
    past = past_of({"page": (b"", frozenset({first, second}))})
    past.lose_by(across)
    assert list(past.holding()) == ["page"]


def test_what_was_lost_before_is_not_told_of_again():
    past = past_of({"lind": (b"a", frozenset()), "toll": (b"b", frozenset())}, lost=[0])
    assert past.get("lind") is past.value("lind") is past.once("lind") is None
    past.lose(["toll", "ferry"])
    assert past.get("toll") is None
    assert past.once("toll").value == b"b"
    assert past.lost == {0, 1}


def test_one_of_two_may_lose_what_the_other_keeps():
    past = past_of({"lind": (b"a", frozenset())})
    other = past.copy()
    other.lose_all()
    assert (list(past.holding()), list(other.holding())) == (["lind"], [])
