from __future__ import annotations

import re

import pytest
from hypothesis import given
from written_dates import dates

from generator.dates import MONTHS, parse
from generator.datewords import Words, in_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2031", "2031"),
        ("0831", "831"),
        ("2031-04", "April 2031"),
        ("2031-04-02", "2 April 2031"),
        ("2031-04-02~", "about 2 April 2031"),
        ("2031-04-02?", "2 April 2031 (uncertain)"),
        ("2031-04%", "about April 2031 (uncertain)"),
        ("2031-04-XX", "some day in April 2031"),
        ("2031-XX", "some month in 2031"),
        ("2031-XX-XX", "some day in 2031"),
        ("203X", "some year from 2030 to 2039"),
        ("2031-21", "spring 2031"),
        ("2031-24~", "about winter 2031"),
        ("2031-04-20/2031-04-23", "20 to 23 April 2031"),
        ("2031-03-28/2031-04-02", "28 March to 2 April 2031"),
        ("2031-12-28/2032-01-02", "28 December 2031 to 2 January 2032"),
        ("2031-03/2031-04", "March to April 2031"),
        ("2031-12/2032-01", "December 2031 to January 2032"),
        ("2031-21/2031-22", "spring to summer 2031"),
        ("2031/2032", "2031 to 2032"),
        ("2031-03/2031-04-02", "March 2031 to 2 April 2031"),
        ("2031/2031-04", "2031 to April 2031"),
        ("2031-04-20/2031-04-23?", "20 April 2031 to 23 April 2031 (uncertain)"),
        ("2031-04-02/2031-04-02", "2 April 2031"),
        ("2031-04-02/..", "from 2 April 2031 on"),
        ("2031-04-02~/", "from about 2 April 2031, end not known"),
        ("../2031-04", "until April 2031"),
        ("/2031-04", "until April 2031, start not known"),
        ("2031-04-02T15:00+01:00", "2 April 2031, 15:00 (UTC+1)"),
        ("2031-04-02T15:00-03:30", "2 April 2031, 15:00 (UTC-3:30)"),
        ("2031-04-02T15:00+00:30", "2 April 2031, 15:00 (UTC+0:30)"),
        ("2031-04-02T09:05:07+10", "2 April 2031, 09:05:07 (UTC+10)"),
        ("2031-04-02T15:00Z", "2 April 2031, 15:00 (UTC)"),
        ("2031-04-02T15:00", "2 April 2031, 15:00"),
    ],
)
def test_a_date_in_words(text, words):
    assert in_words(parse(text)) == words


def test_the_words_can_be_another_language():
    ukrainian = Words(
        months=("", "", "", "квітень", *[""] * 8),
        months_of_days=("", "", "", "квітня", *[""] * 8),
        open_end="з {start}",
    )
    assert in_words(parse("2031-04"), ukrainian) == "квітень 2031"
    assert in_words(parse("2031-04-02/.."), ukrainian) == "з 2 квітня 2031"


def test_a_pattern_can_ask_for_nothing_but_its_parts():
    assert in_words(parse("2031"), Words(year="{year.__class__} {year:>999999999} {why}")) == (
        "{year.__class__} {year:>999999999} {why}"
    )


def numbers(text):
    return {int(number) for number in re.findall("[0-9]+", text)}


@given(dates)
def test_words_say_the_days_and_years_that_are_written_and_no_others(date):
    points = [point for point in (date.start, date.end) if point and "X" not in point.year]
    written = {int(part) for point in points for part in (point.year, point.day) if part.isdigit()}
    clock = numbers(date.text.partition("T")[2])
    open_years = {
        year
        for end in (date.start, date.end)
        if end and "X" in end.year
        for year in (end.earliest[0], end.latest[0])
    }
    said = numbers(in_words(date))
    assert written | open_years <= said <= written | open_years | clock


@given(dates)
def test_words_name_the_months_that_are_written_and_no_others(date):
    points = [point for point in (date.start, date.end) if point]
    written = {
        MONTHS[int(point.month) - 1] for point in points if point.month.isdigit() and int(point.month) <= 12
    }
    assert {month for month in MONTHS if month in in_words(date)} == written


@given(dates)
def test_words_keep_every_doubt(date):
    words = in_words(date)
    assert ("about" in words) == ("~" in date.text or "%" in date.text)
    assert ("uncertain" in words) == ("?" in date.text or "%" in date.text)
    assert ("some" in words) == ("X" in date.text)
