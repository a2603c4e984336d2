from __future__ import annotations

from generator.lately import Lately


def test_what_is_asked_for_stays_while_others_come_and_go():
    lately: Lately[str, int] = Lately(2)
    for number in range(20):
        lately.put(f"fact {number}", number)
        if number:
            assert lately.get("fact 0") == 0
    assert lately.get("fact 19") == 19
    assert lately.get("fact 10") is None


def test_at_most_twice_as_many_are_held():
    lately: Lately[int, int] = Lately(3)
    for number in range(50):
        lately.put(number, number)
    held = [number for number in reversed(range(50)) if lately.get(number) is not None]
    assert 3 <= len(held) <= 6
    assert held[:3] == [49, 48, 47]


def test_what_is_dropped_is_gone_however_long_ago_it_came():
    lately: Lately[str, int] = Lately(1)
    lately.put("old", 1)
    lately.put("new", 2)
    lately.drop("old")
    lately.drop("new")
    lately.drop("never there")
    assert lately.get("old") is lately.get("new") is None
