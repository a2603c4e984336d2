from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_dates import dates, days

from generator.dates import parse
from generator.timewords import compatible, counts_from_event

# 2 April 2031 is a Wednesday.


@pytest.mark.parametrize(
    ("words", "of", "can", "cannot"),
    [
        ("on Wednesday", "2031-04-02", ["2031-04-02", "2031-04", "2031-04-01~"], ["2031-03-26", "2031-04-09", "2031-04-03"]),
        ("Monday", "2031-04-02", ["2031-03-31", "2031-04-07"], ["2031-03-24", "2031-04-14", "2031-04-01"]),
        ("Mon.", "2031-04-02", ["2031-03-31"], ["2031-04-01"]),
        ("Wednesday’s", "2031-04-04", ["2031-04-02", "2031-04-09"], ["2031-04-04"]),
        ("late on Tuesday", "2031-04-02", ["2031-04-01", "2031-04-08"], ["2031-04-02"]),
        ("Tuesday evening", "2031-04-02", ["2031-04-01"], ["2031-04-02"]),
        ("last Monday", "2031-04-02", ["2031-03-31", "2031-03-24"], ["2031-03-17", "2031-04-07"]),
        ("last Wednesday", "2031-04-02", ["2031-03-26"], ["2031-04-02", "2031-03-19"]),
        ("next Friday", "2031-04-02", ["2031-04-04", "2031-04-11"], ["2031-03-28", "2031-04-18"]),
        ("this Monday", "2031-04-02", ["2031-03-31", "2031-04-07"], ["2031-03-24"]),
        ("Monday last week", "2031-04-02", ["2031-03-24"], ["2031-03-31"]),
        ("at the weekend", "2031-04-02", ["2031-03-29", "2031-04-06"], ["2031-04-04", "2031-03-22"]),
        ("today", "2031-04-02", ["2031-04-02"], ["2031-04-01", "2031-04-03"]),
        ("earlier today", "2031-04-02", ["2031-04-02"], ["2031-04-01"]),
        ("this morning", "2031-04-02", ["2031-04-02"], ["2031-04-01"]),
        ("yesterday", "2031-04-02", ["2031-04-01"], ["2031-04-02"]),
        ("yesterday afternoon", "2031-04-02", ["2031-04-01"], ["2031-04-02"]),
        ("last night", "2031-04-02", ["2031-04-01", "2031-04-02"], ["2031-03-31"]),
        ("tomorrow", "2031-04-02", ["2031-04-03"], ["2031-04-02"]),
        ("the day before yesterday", "2031-04-02", ["2031-03-31"], ["2031-04-01"]),
        ("this week", "2031-04-02", ["2031-03-30", "2031-04-06"], ["2031-03-29", "2031-04-07"]),
        ("this week", "2031-04-06", ["2031-03-31", "2031-04-12"], ["2031-03-30", "2031-04-13"]),  # of a Sunday
        ("earlier this week", "2031-04-02", ["2031-03-31", "2031-04-02"], ["2031-04-03"]),
        ("later this week", "2031-04-02", ["2031-04-02", "2031-04-05"], ["2031-04-01"]),
        ("last week", "2031-04-02", ["2031-03-23", "2031-03-30"], ["2031-03-22", "2031-03-31"]),
        ("late last week", "2031-04-02", ["2031-03-28"], ["2031-03-24"]),
        ("next week", "2031-04-02", ["2031-04-06", "2031-04-13"], ["2031-04-05", "2031-04-14"]),
        ("this month", "2031-04-02", ["2031-04-30", "2031-04"], ["2031-03-31", "2031-05"]),
        ("last month", "2031-04-02", ["2031-03-01", "2031-03-31"], ["2031-02-28", "2031-04-01"]),
        ("late last month", "2031-04-02", ["2031-03-16", "2031-03-31", "2031-03"], ["2031-03-15", "2031-04-01"]),
        ("late last month", "2031-03-02", ["2031-02-16", "2031-02-28"], ["2031-02-15", "2031-03-01"]),
        ("at the end of last month", "2031-04-02", ["2031-03-31"], ["2031-03-15"]),
        ("last month", "2031-01-02", ["2030-12-01"], ["2031-01-01"]),
        ("next month", "2031-12-02", ["2032-01-31"], ["2031-12-31", "2032-02-01"]),
        ("last year", "2031-04-02", ["2030", "2030-01-01"], ["2031-01-01"]),
        ("early this year", "2031-04-02", ["2031-01-05"], ["2031-09-01"]),
        ("in November", "2031-12-03", ["2031-11-20", "2032-11-20"], ["2030-11-20", "2031-12-01"]),
        ("in April", "2031-04-02", ["2031-04-30"], ["2030-04-30", "2032-04-01"]),
        ("early November", "2031-12-03", ["2031-11-15"], ["2031-11-16"]),
        ("mid-November", "2031-12-03", ["2031-11-08", "2031-11-23"], ["2031-11-07", "2031-11-24"]),
        ("in the middle of November", "2031-12-03", ["2031-11-15"], ["2031-11-01"]),
        ("late November", "2031-12-03", ["2031-11-16", "2031-11"], ["2031-11-15"]),
        ("last November", "2031-12-03", ["2031-11-01", "2030-11-01"], ["2032-11-01"]),
        ("November 2030", "2031-12-03", ["2030-11-30"], ["2031-11-30"]),
        ("in late November of 2030", "2031-12-03", ["2030-11-30"], ["2030-11-10"]),
        ("in 1999", "2031-12-03", ["1999", "1999-05-27"], ["1998-12-31", "2000"]),
        ("late 1999", "2031-12-03", ["1999-12-01"], ["1999-03-01"]),
        ("December 2", "2031-12-03", ["2031-12-02", "2032-12-02"], ["2031-12-03", "2030-12-02"]),
        ("December 2nd", "2031-12-03", ["2031-12-02"], ["2031-12-03"]),
        ("Dec. 2", "2031-12-03", ["2031-12-02"], ["2031-12-03"]),
        ("2 December", "2031-12-03", ["2031-12-02"], ["2031-12-03"]),
        ("the 2nd of December", "2031-12-03", ["2031-12-02"], ["2031-12-03"]),
        ("on November 20th local time", "2031-12-03", ["2031-11-20"], ["2031-11-21"]),
        ("on the afternoon of December 3rd", "2031-12-03", ["2031-12-03"], ["2031-12-02", "2032-12-03"]),
        ("December 2, 2030", "2031-12-03", ["2030-12-02"], ["2031-12-02"]),
        ("Tuesday, December 2", "2031-12-03", ["2031-12-02"], ["2032-12-02"]),
        ("Wednesday, December 2, 2031", "2031-12-03", [], ["2031-12-02", "2031-12-03"]),
        ("February 29", "2032-03-03", ["2032-02-29"], ["2032-02-28"]),
        ("three days ago", "2031-04-02", ["2031-03-30"], ["2031-03-29", "2031-03-31", "2031-04-05"]),
        ("two weeks ago", "2031-04-02", ["2031-03-17", "2031-03-21"], ["2031-03-16", "2031-03-22"]),
        ("in a week", "2031-04-02", ["2031-04-09"], ["2031-04-02", "2031-03-26"]),
        ("a couple of days ago", "2031-04-02", ["2031-03-31", "2031-03-30"], ["2031-04-01"]),
    ],
)  # fmt: skip
def test_words_counted_from_the_day_they_were_said(words, of, can, cannot):
    assert [date for date in can if not compatible(words, parse(date), of=parse(of))] == []
    assert [date for date in cannot if compatible(words, parse(date), of=parse(of)) is not False] == []


@pytest.mark.parametrize(
    ("words", "can", "cannot"),
    [
        ("a day after", ["2031-04-03", "2031-04"], ["2031-04-02", "2031-04-04"]),
        ("the day after", ["2031-04-03"], ["2031-04-04"]),
        ("on the following day", ["2031-04-03"], ["2031-04-02"]),
        ("the same day", ["2031-04-02"], ["2031-04-03"]),
        ("a day earlier", ["2031-04-01"], ["2031-04-02", "2031-04-03"]),
        ("the following Monday", ["2031-04-07"], ["2031-03-31", "2031-04-14"]),
        ("six days later", ["2031-04-08"], ["2031-04-07", "2031-04-09"]),
        ("two weeks after", ["2031-04-14", "2031-04-18"], ["2031-04-13", "2031-04-19", "2031-03-19"]),
        ("almost two weeks after", ["2031-04-12", "2031-04-16"], ["2031-04-11", "2031-04-17", "2031-03-20"]),
        ("nearly two weeks", ["2031-04-13"], ["2031-04-11", "2031-04-17"]),
        ("after about two weeks", ["2031-04-12", "2031-04-20"], ["2031-04-11", "2031-04-21"]),
        ("more than a week later", ["2031-04-09", "2031-04-16"], ["2031-04-08", "2031-04-17"]),
        ("less than a week later", ["2031-04-02", "2031-04-09"], ["2031-04-01", "2031-04-10"]),
        ("a few days before", ["2031-03-28", "2031-03-31"], ["2031-04-01", "2031-03-27"]),
        ("three months after", ["2031-07-02"], ["2031-05-30", "2031-08-02"]),
        ("10 years later", ["2041"], ["2038", "2044"]),
    ],
)  # fmt: skip
def test_words_counted_from_an_event(words, can, cannot):
    text, event = parse("2032"), parse("2031-04-02")
    assert [date for date in can if not compatible(words, parse(date), of=text, since=event)] == []
    assert [
        date for date in cannot if compatible(words, parse(date), of=text, since=event) is not False
    ] == []


def test_words_that_need_an_event_are_not_judged_without_one():
    assert compatible("almost two weeks after", parse("2031-04-02"), of=parse("2031-04-02")) is None
    assert counts_from_event("almost two weeks after")
    assert not counts_from_event("two weeks ago")
    assert not counts_from_event("once upon a time")


@pytest.mark.parametrize(
    "words",
    [
        *("", "recently", "then", "soon", "in the past week", "this", "mid", "in"),
        *("before Wednesday", "since Monday", "by Friday", "two Mondays ago", "a day after Tuesday"),
        *(
            "nearly five hours",
            "1.5 weeks after",
            "half a year later",
            "in two weeks ago",
            "February 30",
            "November 0",
        ),
        *("02.12.31", "am Montag", "в понеділок", "yesterday and today", "Monday " * 10, "a" * 1000),
    ],
)
def test_what_is_not_understood_is_never_guessed(words):
    assert compatible(words, parse("2031-04-02"), of=parse("2031-04-02"), since=parse("2031-04-01")) is None


def test_the_date_of_the_text_may_be_open_or_unknown():
    some_time_on = parse("2031-04-02/..")
    assert compatible("on Wednesday", parse("2031-04-02"), of=some_time_on)
    assert compatible("on Wednesday", parse("2031-04-09"), of=some_time_on)
    assert compatible("on Monday", parse("2031-03-31"), of=some_time_on)
    assert compatible("on Tuesday", parse("2031-03-31"), of=some_time_on) is False  # it is a Monday
    assert compatible("on Monday", parse("2031-03-24"), of=some_time_on) is False  # too long ago
    assert compatible("yesterday", parse("2031-03-31"), of=some_time_on) is False
    assert compatible("December 2nd", parse("2031-12-02"), of=None)
    assert compatible("December 2nd", parse("2031-12-03"), of=None) is False


SAID = st.sampled_from(
    """Monday|Wednesday's|last Friday|next Sunday|this Saturday|the weekend|Monday last week|today|yesterday|last night
    |this week|late last week|early next week|earlier this month|this month|last month|late last month|mid-November
    |early next month|last year|November|last May|next May|December 2|29 February|Tuesday, 3 June|2025|late 2025
    |three days ago|almost two weeks ago|in about a month|more than a year ago""".replace("\n    ", "").split(
        "|"
    )
)
COUNTED = st.sampled_from(
    [
        "a day after",
        "two weeks later",
        "almost two weeks",
        "a few months before",
        "the following Monday",
        "the same day",
    ]
)


@given(SAID, dates, days, st.integers(0, 40))
def test_a_text_of_some_days_can_mean_what_it_could_on_any_of_them(words, date, first, length):
    each = [parse((first + datetime.timedelta(day)).isoformat()) for day in range(length + 1)]
    whole = parse(f"{each[0].text}/{each[-1].text}")
    assert compatible(words, date, of=whole) == any(compatible(words, date, of=day) for day in each)


@given(COUNTED, dates, days, st.integers(0, 40))
def test_an_event_of_some_days_counts_from_any_of_them(words, date, first, length):
    each = [parse((first + datetime.timedelta(day)).isoformat()) for day in range(length + 1)]
    whole = parse(f"{each[0].text}/{each[-1].text}")
    can = any(compatible(words, date, of=None, since=day) for day in each)
    assert compatible(words, date, of=None, since=whole) == can


@given(SAID | COUNTED, dates, dates, dates)
def test_words_that_fit_fit_whatever_is_less_known(words, date, text, event):
    if compatible(words, date, of=text, since=event):
        assert compatible(words, date, of=None, since=event)
        assert compatible(words, date, of=text, since=parse("0001/.."))
        assert compatible(words, parse("0001/.."), of=text, since=event)


@given(days, st.integers(-30, 30))
def test_a_weekday_is_the_nearest_before_or_after_or_today(said, away):
    meant = said + datetime.timedelta(away)
    nearest = abs(away) < 7
    name = f"{meant:%A}"
    assert compatible(name, parse(meant.isoformat()), of=parse(said.isoformat())) is nearest


@given(st.text() | st.lists(st.sampled_from("a the two 2 of in on last next early mid day week Monday May 2031 after ago".split())).map(" ".join), dates, dates)  # fmt: skip
def test_any_words_are_answered(words, date, text):
    assert compatible(words, date, of=text) in (True, False, None)


def test_open_dates_and_hostile_words_cost_no_time():
    ever = parse("0001/..")
    start = time.process_time()
    assert compatible("29 February", parse("2031-03-01"), of=None) is False
    assert compatible("999 years ago", ever, of=ever)
    assert compatible("Friday, 29 February", ever, of=ever)
    assert compatible("early " * 10_000_000, ever, of=ever) is None
    assert compatible("9" * 100, ever, of=ever) is None
    assert time.process_time() - start < 1
