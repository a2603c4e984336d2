from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import notes as notes_module
from generator.answers import digest
from generator.recall import Recall


def told(**facts: str) -> Recall:
    """What is remembered after a look at these facts, before anything was asked."""
    recall = Recall()
    look(recall, **facts)
    recall.rest()
    return recall


def look(recall: Recall, **facts: str | None) -> None:
    """Say what facts say now; None for one that is gone."""
    for name, text in facts.items():
        recall.settle(f"fact:{name}", None if text is None else digest(text.encode()))


def worked_out(recall: Recall, page: str, *grounds: str) -> bool:
    """Whether a page had to be worked out, for which these grounds are looked at."""
    done = []

    def work() -> bytes:
        done.extend(map(recall.note, grounds))
        done.append(None)
        return page.encode()

    assert recall.ask(page, work) == page.encode()
    return bool(done)


def test_an_answer_holds_until_one_of_its_grounds_has_another_value():
    recall = told(lind="Ada Lind", toll="Who sets it?")
    assert worked_out(recall, "lind.html", "fact:lind", "fact:toll")
    assert not worked_out(recall, "lind.html", "fact:lind", "fact:toll")
    recall.rest()
    look(recall, lind="Ada Lind", toll="Who sets it?")
    assert not worked_out(recall, "lind.html", "fact:lind", "fact:toll")
    look(recall, toll="Who sets the toll?")
    assert worked_out(recall, "lind.html", "fact:lind", "fact:toll")
    recall.rest()
    assert not worked_out(recall, "lind.html", "fact:lind", "fact:toll")


def test_what_an_answer_does_not_rest_on_may_change():
    recall = told(lind="Ada Lind", toll="Who sets it?")
    worked_out(recall, "lind.html", "fact:lind")
    recall.rest()
    look(recall, toll="Who sets the toll?", ferry="Does it stay?")
    assert not worked_out(recall, "lind.html", "fact:lind")


@pytest.mark.parametrize(("before", "after"), [(None, "Per Holm"), ("Per Holm", None)])
def test_that_a_fact_is_not_there_is_a_ground_like_any_other(before, after):
    recall = told(holm=before)
    worked_out(recall, "holm.html", "fact:holm")
    recall.rest()
    look(recall, holm=before)
    assert recall.holds("holm.html")
    look(recall, holm=after)
    assert not recall.holds("holm.html")


def test_a_page_rests_on_whatever_its_parts_rest_on():
    recall = told(lind="Ada Lind", toll="Who sets it?")
    for _ in range(2):  # in the second look the item is at hand from the first, and the page is not
        recall.forget("actors.html")
        recall.ask("actors.html", lambda: b"<li>" * worked_out(recall, "item lind", "fact:lind"))
        recall.rest()
    assert recall.holds("item lind")
    look(recall, lind="Ada Lindt")
    assert not recall.holds("item lind")
    assert not recall.holds("actors.html")


def test_a_part_does_not_rest_on_what_the_page_around_it_rests_on():
    recall = told(lind="Ada Lind", toll="Who sets it?")

    def page() -> bytes:
        recall.note("fact:toll")
        worked_out(recall, "item lind", "fact:lind")
        return b""

    recall.ask("toll.html", page)
    recall.rest()
    look(recall, toll="Who sets the toll?")
    assert recall.holds("item lind")
    assert not recall.holds("toll.html")


def test_what_is_at_hand_is_worked_out_once_and_is_a_ground_of_everybody_who_asks():
    recall = told(lind="Ada Lind")
    done = []

    def name() -> str:
        recall.note("fact:lind")
        done.append(None)
        return "Ada Lind"

    for page in ("lind.html", "toll.html"):
        assert recall.ask(page, lambda: recall.at_hand("name", name).encode()) == b"Ada Lind"
    assert len(done) == 1
    recall.rest()
    look(recall, lind="Ada Lindt")
    assert not recall.holds("lind.html")
    assert not recall.holds("toll.html")
    recall.at_hand("name", name)  # kept no longer than a look
    assert len(done) == 2


def test_nothing_at_hand_may_be_at_hand_too():
    recall = Recall()
    assert [recall.at_hand("as of", lambda: None) for _ in range(2)] == [None, None]


@pytest.mark.parametrize(("kept", "most"), [("at_hand", "MOST_AT_HAND"), ("for_now", "MOST_FOR_NOW")])
def test_when_too_much_is_at_hand_it_is_worked_out_again_and_rests_on_the_same(monkeypatch, kept, most):
    monkeypatch.setattr(notes_module, most, 2)
    recall = told(**{f"f{number}": "one" for number in range(5)})

    def noted(number: int) -> int:
        recall.note(f"fact:f{number}")
        return number

    def page() -> bytes:
        hold = getattr(recall, kept)
        return bytes(hold(number, partial(noted, number)) for number in [0, 1, 2, 3, 4, 0])

    assert recall.ask("list.html", page) == bytes([0, 1, 2, 3, 4, 0])
    recall.rest()
    for number in range(5):
        look(recall, **{f"f{number}": f"two {number}"})
        assert not recall.holds("list.html")
        recall.ask("list.html", page)
        recall.rest()


def test_what_always_holds_is_a_ground_of_everything_from_then_on():
    recall = told(lind="Ada Lind", generator="1")
    recall.always_note("fact:generator")
    worked_out(recall, "lind.html", "fact:lind")
    worked_out(recall, "404.html")
    recall.rest()
    look(recall, generator="2")
    assert not recall.holds("lind.html")
    assert not recall.holds("404.html")


def test_what_is_forgotten_is_answered_anew():
    recall = told(lind="Ada Lind")
    worked_out(recall, "lind.html", "fact:lind")
    recall.rest()
    recall.forget("lind.html")
    recall.forget("never asked.html")
    assert not recall.holds("lind.html")
    assert worked_out(recall, "lind.html", "fact:lind")


def test_a_rest_keeps_what_holds_and_drops_what_does_not():
    recall = told(lind="Ada Lind", toll="Who sets it?")
    worked_out(recall, "lind.html", "fact:lind")
    worked_out(recall, "toll.html", "fact:toll")
    recall.rest()
    look(recall, toll="Who sets the toll?")
    recall.rest()
    assert recall.holds("lind.html")
    assert not recall.holds("toll.html")
    look(recall, toll="Who sets it?")  # as it was: but what rested on that is gone
    assert worked_out(recall, "toll.html", "fact:toll")


def test_an_answer_given_in_this_look_rests_on_what_is_so_now():
    recall = told(lind="Ada Lind")
    look(recall, lind="Ada Lindt")
    worked_out(recall, "lind.html", "fact:lind")
    recall.rest()
    look(recall, lind="Ada Lindt")
    assert recall.holds("lind.html")
    look(recall, lind="Ada Lind")
    assert not recall.holds("lind.html")


def test_what_has_moved_in_an_earlier_look_counts_against_answers_from_before_it_alone():
    recall = told(lind="Ada Lind", toll="Who sets it?")
    worked_out(recall, "lind.html", "fact:lind")
    recall.rest()
    look(recall, lind="Ada Lindt")
    worked_out(recall, "actors.html", "fact:lind")
    for _ in range(2):  # looks at which nothing changes
        recall.rest()
        assert recall.holds("actors.html")
        assert not recall.holds("lind.html")
    assert set(recall.standing()) == {"actors.html"}
    assert worked_out(recall, "lind.html", "fact:lind")
    recall.rest()
    assert set(recall.standing()) == {"actors.html", "lind.html"}


def test_what_always_holds_may_have_moved_before_it_is_said_to():
    recall = told(lind="Ada Lind", generator="1")
    worked_out(recall, "lind.html", "fact:lind")
    recall.rest()
    look(recall, generator="2")
    recall.always_note("fact:generator")
    assert list(recall.reasons("lind.html")) == ["fact:generator"]
    assert worked_out(recall, "lind.html", "fact:lind")


def test_another_that_knows_the_same_goes_its_own_way():
    recall = told(lind="Ada Lind")
    worked_out(recall, "lind.html", "fact:lind")
    recall.rest()
    other = recall.beside()
    look(other, lind="Ada Lindt")
    assert not other.holds("lind.html")
    assert recall.holds("lind.html")
    look(recall, lind="Ada")
    assert worked_out(recall, "lind.html", "fact:lind")
    assert not other.holds("lind.html")


def test_what_lasts_is_worked_out_again_when_it_is_of_something_else_or_a_ground_has_moved():
    recall, done = told(lind="Ada Lind"), []

    def names() -> str:
        recall.note("fact:lind")
        done.append(None)
        return "Lind"

    towns, others = object(), object()
    for of, times in ((towns, 1), (towns, 1), (others, 2), (towns, 3), (towns, 3)):
        assert recall.lasting("plan", of, names) == "Lind"
        recall.rest()
        look(recall, toll="Who sets it?")
        assert len(done) == times
    look(recall, lind="Ada Lindt")
    recall.lasting("plan", towns, names)
    recall.rest()
    recall.lasting("plan", towns, names)
    assert len(done) == 4


def test_answers_are_given_as_far_as_they_hold():
    recall = told(lind="Ada Lind", toll="Who sets it?")
    worked_out(recall, "page lind", "fact:lind")
    worked_out(recall, "page toll", "fact:toll")
    recall.rest()
    look(recall, toll="Who sets the toll?")
    assert recall.given("page", ["lind", "toll", "holm"]) == [b"page lind", None, None]
    worked_out(recall, "page toll", "fact:toll")
    assert recall.given("page", ["lind", "toll"]) == [b"page lind", b"page toll"]


def test_what_rests_on_a_part_holds_for_as_long_as_that_says_the_same():
    recall = told(lind="Ada Lind", toll="Who sets it?")

    def row() -> bytes:
        recall.note("fact:toll")
        return b"a row"

    def page() -> bytes:
        return recall.part("row toll", row)

    recall.ask("page toll", page)
    recall.rest()
    look(recall, toll="Who sets the toll?")
    assert recall.lost("row") == ["row toll"]
    assert recall.holds("page toll")
    recall.part("row toll", row)
    assert recall.lost("row") == []
    recall.rest()
    look(recall, toll="Who?")
    recall.other("row toll")
    assert not recall.holds("page toll")
    assert list(recall.reasons("page toll")) == ["fact:toll"]


def test_open_questions_are_those_without_an_answer_that_holds():
    recall = told(lind="Ada Lind", toll="Who sets it?")
    recall.ask("page lind", lambda: recall.note("fact:lind") or b"")
    recall.ask("page toll", lambda: recall.note("fact:toll") or b"")
    recall.rest()
    look(recall, toll="Who sets the toll?")
    assert recall.open("page", ["lind", "toll", "holm"]) == ["toll", "holm"]


def test_answers_given_by_another_process_are_as_good_as_our_own():
    ours, theirs = told(lind="Ada Lind"), told(lind="Ada Lind")
    worked_out(theirs, "lind.html", "fact:lind")
    ours.take(theirs.fresh)
    assert not worked_out(ours, "lind.html", "fact:lind")
    ours.rest()
    look(ours, lind="Ada Lindt")
    assert not ours.holds("lind.html")


def test_the_reasons_are_the_grounds_that_have_changed():
    recall = told(lind="Ada Lind", toll="Who sets it?", ferry="Does it stay?")
    worked_out(recall, "lind.html", "fact:lind", "fact:toll", "fact:holm")
    recall.rest()
    assert list(recall.reasons("lind.html")) == []
    look(recall, lind="Ada Lindt", toll="Who sets it?", ferry="No", holm="Per Holm")
    assert sorted(recall.reasons("lind.html")) == ["fact:holm", "fact:lind"]
    assert list(recall.reasons("never asked.html")) == []


def test_work_that_fails_leaves_no_answer_and_its_grounds_to_nobody():
    recall = told(lind="Ada Lind", toll="Who sets it?")

    def fails() -> bytes:
        recall.note("fact:toll")
        raise ZeroDivisionError

    def around() -> bytes:
        recall.note("fact:lind")
        with pytest.raises(ZeroDivisionError):
            recall.ask("toll.html", fails)
        with pytest.raises(ZeroDivisionError):
            recall.at_hand("toll", fails)
        return b""

    recall.ask("lind.html", around)
    assert not recall.holds("toll.html")
    recall.rest()
    look(recall, toll="Who sets the toll?")
    assert recall.holds("lind.html")


QUESTIONS = 6
FACTS = [f"f{number}" for number in range(4)]
rests = st.lists(
    st.tuples(st.sets(st.sampled_from(FACTS), max_size=2), st.sets(st.integers(0, QUESTIONS - 1), max_size=2), st.booleans()),
    min_size=QUESTIONS,
    max_size=QUESTIONS,
)  # fmt: skip
"""On which facts and which earlier questions each question rests, and whether it is only kept at hand."""
states = st.fixed_dictionaries({name: st.none() | st.sampled_from("ab") for name in FACTS})
asked = st.lists(st.integers(0, QUESTIONS - 1), max_size=QUESTIONS)


@given(rests, st.lists(st.tuples(states, asked), max_size=5))
def test_whatever_changes_and_whatever_is_asked_no_answer_is_stale(rests, looks):
    recall = Recall()
    for facts, questions in looks:
        look(recall, **facts)
        for question in questions:
            assert answer(recall, rests, facts, question) == plainly(rests, facts, question)
        recall.rest()


def answer(recall: Recall, rests, facts, question: int) -> bytes:
    on, earlier, at_hand = rests[question]

    def work() -> bytes:
        for name in on:
            recall.note(f"fact:{name}")
        parts = [answer(recall, rests, facts, one) for one in sorted(earlier) if one < question]
        return b"(%s)" % b" ".join([*(str(facts[name]).encode() for name in sorted(on)), *parts])

    return recall.at_hand(question, work) if at_hand else recall.ask(str(question), work)


def plainly(rests, facts, question: int) -> bytes:
    on, earlier, _ = rests[question]
    parts = [plainly(rests, facts, one) for one in sorted(earlier) if one < question]
    return b"(%s)" % b" ".join([*(str(facts[name]).encode() for name in sorted(on)), *parts])


def test_values_that_are_packed_are_the_same(monkeypatch):
    monkeypatch.setattr("generator.recall.MOST_LOOSE", 2)
    recall = Recall()
    for ground, value in (("a", 1), ("b", 2), ("c", None), ("d", 4)):
        recall.settle(ground, value)
    recall.ask("page x", lambda: recall.note("b") or b"x")
    recall.pack()
    assert recall.values == {}
    assert [recall.is_settled(one) for one in "abcd"] == [True, True, False, True]
    recall.rest()
    for ground, value in (("a", 1), ("b", 2), ("d", None)):
        recall.settle(ground, value)
    assert recall.holds("page x")
    recall.pack()
    assert [recall.is_settled(one) for one in "abcd"] == [True, True, False, False]
    recall.settle("b", 3)
    assert not recall.holds("page x")
