from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from written_dates import dates, days

from generator.dates import parse
from generator.spans import overlaps, span, within


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2031-04-02", "2031-04-02", "2031-04-02"),
        ("2031-04", "2031-04-01", "2031-04-30"),
        ("2031-04-02?", "2031-04-02", "2031-04-02"),
        ("2031-04-02~", "2031-03-30", "2031-04-05"),
        ("2031-04%", "2031-03-01", "2031-05-31"),
        ("2031-04-XX~", "2031-03-01", "2031-05-31"),
        ("2031-XX-XX~", "2029-12-31", "2032-12-31"),
        ("2031~", "2029-12-31", "2032-12-31"),
        ("2031-22", "2031-06-01", "2031-08-31"),
        ("2031-04-02~/2031-04-10", "2031-03-30", "2031-04-10"),
        ("2031-04-02/..", "2031-04-02", "9999-12-31"),
        ("/2031-04-02", "0001-01-01", "2031-04-02"),
        ("0001-01-01~", "0001-01-01", "0001-01-04"),
        ("9999-24~", "9999-10-31", "9999-12-31"),
    ],
)
def test_the_days_that_a_date_can_mean(text, first, last):
    assert [datetime.date.fromordinal(day).isoformat() for day in span(parse(text))] == [first, last]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2031-04-02", "2031-04"),
        ("2031-04-02", "2031-04-02?"),
        ("2031-04-02", "2031-04-04~"),
        ("2031-04", "2031-04~"),
        ("2031-04-02/2031-04-04", "2031-04"),
        ("2031-04-02", "../2031-04-02"),
        ("2031-04-02/2031-04-04", "2031-04-01/.."),
        ("2031-04-02T15:00+01:00", "2031-04-02"),
        ("2031-04-02T15:00+01:00", "2031-04-02T14:00Z"),
        ("2031-04-02T15:00-03:30", "2031-04-02T18:30Z"),
        ("2031-04-03T00:30+02:00", "2031-04-02T22:30:59Z"),
        ("2031-04-02T22:30:59Z", "2031-04-03T00:30+02:00"),
    ],
)
def test_one_date_within_another(a, b):
    a, b = parse(a), parse(b)
    assert overlaps(a, b)
    if b.text != "2031-04-02T22:30:59Z":  # a second does not hold its minute
        assert within(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2031-04", "2031-04-02"),
        ("2031-03-31/2031-04-02", "2031-04"),
        ("2031-04-02~", "2031-04-02"),
        ("2031-04-02/..", "2031"),
        ("2031-04-02/", "2031"),
        ("2031-04-02", "2031-04-02T15:00Z"),
        ("2031-04-02T15:00", "2031-04-02T15:00Z"),
        ("2031-04-02T15:00", "2031-04-02T10:00"),
    ],
)
def test_dates_that_can_be_the_same_and_need_not(a, b):
    assert overlaps(parse(a), parse(b))
    assert not within(parse(a), parse(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2031-04-02", "2031-04-03"),
        ("2031-04-02", "2031-04-06~"),
        ("2031-04-02", "2031-05"),
        ("2031-04-02", "2031-04-03/.."),
        ("2031-04-02/2031-04-04", "../2031-04-01"),
        ("2031-04-02T15:00Z", "2031-04-02T15:01Z"),
        ("2031-04-02T15:00Z", "2031-04-02T15:00+01:00"),
        ("2031-04-02T23:30Z", "2031-04-03"),
    ],
)
def test_dates_that_cannot_be_the_same(a, b):
    assert not overlaps(parse(a), parse(b))
    assert not within(parse(a), parse(b))


@given(dates, dates)
def test_what_lies_within_a_date_overlaps_it(a, b):
    if within(a, b):
        assert overlaps(a, b)


@given(dates, dates)
def test_overlapping_is_mutual(a, b):
    assert overlaps(a, b) == overlaps(b, a)


@given(dates)
def test_every_date_is_within_itself(date):
    assert within(date, date)
    assert overlaps(date, date)


@given(dates, dates, days)
def test_two_dates_that_can_mean_one_day_overlap(a, b, day):
    today = parse(day.isoformat())
    timed = "T" in a.text and "T" in b.text  # by the clock two times on one day can differ
    if overlaps(a, today) and overlaps(b, today) and not timed:
        assert overlaps(a, b)
