"""Patterns that are compiled late find what others find."""

from __future__ import annotations

import re

import pytest

from generator.patterns import late


def test_a_late_pattern_finds_what_the_pattern_finds():
    day = late(r"(\d{4})-(\d{2})")
    assert [day.findall("2031-04, 2031-05") for _ in range(2)] == [[("2031", "04"), ("2031", "05")]] * 2
    assert day.fullmatch("2031-04")[1] == "2031"
    assert day.sub(r"\2", "2031-04") == "04"
    assert day.pattern == r"(\d{4})-(\d{2})"


def test_its_flags_hold():
    assert late("bridge", re.IGNORECASE).search("The BRIDGE")


def test_what_is_wrong_in_a_pattern_is_told_at_its_first_use():
    wrong = late("(")
    with pytest.raises(re.error):
        wrong.search("")
    with pytest.raises(AttributeError):
        late("a").seek  # noqa: B018  what there is not
