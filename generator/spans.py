"""The days a partial date can mean, and whether two of them can mean the same."""

from __future__ import annotations

import datetime

from generator.dates import Date, Day, Point

Span = tuple[int, int]
"""First and last day, both counted in, as ordinals: 1 is 0001-01-01."""

EVER: Span = (1, datetime.date.max.toordinal())


def span(date: Date) -> Span:
    """All days that `date` can mean. An end that is open or not known is that of `EVER`.

    `~` and `%` reach 3 days farther either way where a day is written, 31 for a month or season, 366 for a year; `?`
    doubts the date and does not widen it. A time of day makes no difference.
    """
    first = _ordinal(date.start.earliest) - _margin(date.start) if date.start else EVER[0]
    last = _ordinal(date.end.latest) + _margin(date.end) if date.end else EVER[1]
    return max(first, EVER[0]), min(last, EVER[1])


def overlaps(a: Date, b: Date) -> bool:
    """Whether both could name the same time: to the day as written; by the clock if both have a time with its zone."""
    (a_first, a_last), (b_first, b_last) = _spans(a, b)
    return a_first <= b_last and b_first <= a_last


def within(a: Date, b: Date) -> bool:
    """Whether `b` could name all that `a` could. Every date is within itself, and overlaps what it is within."""
    if a == b:
        return True
    if b.start and b.start.time and not (_seconds(a) and _seconds(b)):
        return False  # a day is more than an hour of it, and two hours without zones are not known to be the same
    (a_first, a_last), (b_first, b_last) = _spans(a, b)
    return b_first <= a_first and a_last <= b_last


def _spans(a: Date, b: Date) -> tuple[Span, Span]:
    a_seconds, b_seconds = _seconds(a), _seconds(b)
    return (a_seconds, b_seconds) if a_seconds and b_seconds else (span(a), span(b))


def _seconds(date: Date) -> Span | None:
    """The first and last second that a time can mean, if its zone is known."""
    point = date.start
    if point is None or point.seconds is None or not point.zone:
        return None
    first = _ordinal(point.earliest) * 86_400 + point.seconds
    return first, first + (59 if len(point.time) == len("15:00") else 0)


def _margin(point: Point) -> int:
    if point.qualifier not in ("~", "%"):
        return 0
    return 3 if point.day.isdigit() else 31 if point.month.isdigit() else 366


def _ordinal(day: Day) -> int:
    return datetime.date(*day).toordinal()
