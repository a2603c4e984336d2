"""Weeks, months and years as spans of days, and which of them "early", "last" and "next" pick out."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator

from generator.dates import days_in
from generator.spans import Span

Spans = Callable[[int], Iterable[Span]]
"""From the day that words are counted from, an ordinal, to the spans they can mean."""

Recurring = Callable[[int, int], Iterable[Span]]
"""From a day and a number of weeks or years ahead to what comes once in that week or year."""

AHEAD = {"last": -1, "this": 0, "next": 1}

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

PARTS = {
    "week": {"early": (1, 3), "mid": (2, 4), "late": (4, 7)},
    "month": {"early": (1, 15), "mid": (8, 23), "late": (16, 31)},
    "year": {"early": (1, 181), "mid": (91, 273), "late": (182, 366)},
}
"""First and last day of a part of a period, counted from 1."""


def once(which: str, recurring: Recurring) -> Spans:
    """What is meant of something that comes once a week or year: "Monday", "last Monday", "the following Monday".

    Without `which` it is the one of that very day, or else the nearest before or after. "last" is the nearest before or
    the one of the week or year before; "next" is the same ahead; "this" is that of the same week or year, or the nearest
    after; "following" is the nearest after.
    """

    def spans(day: int) -> Iterable[Span]:
        near = sorted({each for ahead in (-1, 0, 1) for each in recurring(day, ahead)})
        before = [each for each in near if each[1] < day][-1:]
        after = [each for each in near if each[0] > day][:1]
        match which:
            case "last":
                return [*before, *recurring(day, -1)]
            case "this":
                return [*recurring(day, 0), *after]
            case "next":
                return [*after, *recurring(day, 1)]
            case "following":
                return after
        return [each for each in near if each[0] <= day <= each[1]] or before + after

    return spans


def weekdays(name: str) -> Recurring:
    """Something that comes once a week: a weekday by the first three letters of its name, or `weekend`."""
    number, length = (5, 2) if name == "weekend" else (WEEKDAYS.index(name[:3]), 1)

    def spans(day: int, ahead: int) -> Iterator[Span]:
        for start, _ in periods("week", day, ahead):
            first = start + (number - (start - 1)) % 7
            yield first, first + length - 1

    return spans


def yearly(of_year: Callable[[int], Iterable[Span]]) -> Recurring:
    """Something that comes once a year."""
    return lambda day, ahead: of_year(datetime.date.fromordinal(day).year + ahead)


def periods(unit: str, day: int, ahead: int) -> Iterator[Span]:
    """The week, month or year so many ahead of that of a day. Weeks are two: one from Monday, one from Sunday."""
    date = datetime.date.fromordinal(day)
    if unit == "week":
        for first in (day - date.weekday(), day - date.isoweekday() % 7):
            yield first + 7 * ahead, first + 7 * ahead + 6
    elif unit == "month":
        years, month = divmod(date.month - 1 + ahead, 12)
        yield from month_of(date.year + years, month + 1)
    else:
        yield from year_of(date.year + ahead)


def part_of(part: str, unit: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The early, mid or late part of each week, month or year; all of it where no part is named."""
    for first, last in spans:
        begin, end = PARTS[unit][part] if part else (1, last - first + 1)
        yield first + begin - 1, min(first + end - 1, last)


def month_of(year: int, month: int) -> Iterator[Span]:
    """A month; none outside the calendar's years."""
    if datetime.MINYEAR <= year <= datetime.MAXYEAR:
        first = datetime.date(year, month, 1).toordinal()
        yield first, first + days_in(year, month) - 1


def year_of(year: int) -> Iterator[Span]:
    """A year; none outside the calendar's."""
    if datetime.MINYEAR <= year <= datetime.MAXYEAR:
        yield datetime.date(year, 1, 1).toordinal(), datetime.date(year, 12, 31).toordinal()
