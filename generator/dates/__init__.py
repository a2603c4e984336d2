"""Partial dates: read and put in order, exactly as precise as somebody wrote them.

The notation is EDTF level 1 (ISO 8601-2:2019): `2025-11-20`, `2025-11`, `2025`, with `~` about, `?` uncertain or `%` both
at the end; `2025-11-XX`, `2025-XX`, `202X`; `2025-21` to `2025-24`, spring to winter; `2025-11-20/2025-11-23`,
`2025-11-23/..` (open), `2025-11-23/` (end not known); `2025-12-03T15:00+01:00`. Beyond level 1 it takes times without
seconds and seasons with `~`, `?` or `%`; it does not take years outside 0001 to 9999, `24:00` and `../..`.

A date never becomes a moment: its day is the day as written in the zone as written, and no clock is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.dates.slips import HOW_TO_WRITE, hint, mended, numeric_readings
from generator.patterns import late
from generator.values import Fixed

Day = tuple[int, int, int]
"""Year, month and day: `(2025, 12, 3)`."""

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 14)}
"""First and last month of spring to winter, in the north; a winter ends in the year after the one that names it."""

_MEANT = {"": (1, 12), "XX": (1, 12), **SEASONS, **{f"{month:02}": (month, month) for month in range(1, 13)}}


_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in(year: int, month: int) -> int:
    """How many days a month (1 to 12) has; as ISO 8601 counts, in years before that calendar too."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else _DAYS[month - 1]


class BadDate(ValueError):
    """What is wrong with a written date and what would be right, as a sentence for the writer."""


class Point(Fixed, frozen=True):
    """One date that is no interval: its parts as written, empty where nothing is written.

    `month` may be a season; year, month and day may hold `X`; `zone` is `Z`, `+01:00` or `+01`.
    """

    year: str
    month: str = ""
    day: str = ""
    time: str = ""
    zone: str = ""
    qualifier: str = ""

    @property
    def earliest(self) -> Day:
        """The first day it can mean, whatever its qualifier."""
        return int(self.year.replace("X", "0")), _MEANT[self.month][0], _number(self.day) or 1

    @property
    def latest(self) -> Day:
        """The last day it can mean, whatever its qualifier."""
        years, month = divmod(_MEANT[self.month][1] - 1, 12)
        year = int(self.year.replace("X", "9")) + years
        return min((year, month + 1, _number(self.day) or days_in(year, month + 1)), (9999, 12, 31))

    @property
    def seconds(self) -> int | None:
        """Seconds from midnight of the written day, in UTC where a zone is written; None without a time."""
        if not self.time:
            return None
        hours, minutes, seconds = (int(part) for part in f"{self.time}:00".split(":")[:3])
        return (hours * 60 + minutes - _minutes_ahead(self.zone)) * 60 + seconds


class Date:
    """A partial date or an interval, made by `parse`. Two are equal when they are written the same.

    `start` and `end` are the same where there is no interval, and None where one is open or not known.
    """

    # Not a dataclass: the decoder of facts would read one field by field, and not ask `parse`.
    __slots__ = ("end", "start", "text")

    def __init__(self, text: str, start: Point | None, end: Point | None) -> None:
        self.text: Final = text
        self.start: Final = start
        self.end: Final = end

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Date) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Date({self.text!r})"

    @property
    def earliest(self) -> Day | None:
        """The first day it can mean, whatever its qualifier; None without a start."""
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> Day | None:
        """The last day it can mean, whatever its qualifier; None without an end."""
        return self.end.latest if self.end else None

    @property
    def sort_key(self) -> tuple[Day, Day, int, str]:
        """By first day (none: before all), last day (none: after all), time (none: before any), text."""
        seconds = self.start.seconds if self.start else None
        time = -(10**6) if seconds is None else seconds
        return self.earliest or (0, 0, 0), self.latest or (10000, 1, 1), time, self.text


def parse(text: str) -> Date:
    """The date that `text` writes, in the notation above; raises `BadDate`. `parse(text).text` is `text`."""
    if len(text) > 64:
        raise BadDate(f"no date is {len(text)} characters long; {HOW_TO_WRITE}")
    date = _read(text)
    if date is None:
        raise BadDate(_advice(text))
    return date


def meant(typed: str) -> str:
    """A date as files have it, where it was typed in another way that can be read in one way only; else what was typed."""
    if _is_date(typed):
        return typed
    readings = numeric_readings(typed)
    right = readings[0] if len(readings) == 1 else typed if readings else mended(typed)
    return right if _is_date(right) else typed


def _is_date(text: str) -> bool:
    try:
        return bool(parse(text))
    except BadDate:
        return False


_POINT = late(
    r"(?P<year>[0-9](?:[0-9]{3}|[0-9]{2}X|[0-9]XX|XXX))(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?P<zone>Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?(?P<qualifier>[~?%]?)"
)


def _read(text: str) -> Date | None:
    """The date, or None if this has not even the form of one."""
    first, slash, last = text.partition("/")
    start = _point(first)
    if not slash:
        return Date(text, start, start) if start else None
    end = _point(last)
    if (start or end) and (start or first in ("", "..")) and (end or last in ("", "..")):
        _refuse(_interval_faults(start, end))
        return Date(text, start, end)
    return None


def _point(text: str) -> Point | None:
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    point = Point(**match.groupdict(default=""))
    _refuse(_day_faults(point))
    _refuse(_time_faults(point))
    return point


def _refuse(faults: Iterator[str]) -> None:
    # Only the first is asked for: a later one makes sense only where the earlier do not stand.
    for fault in faults:
        raise BadDate(fault)


def _day_faults(point: Point) -> Iterator[str]:
    year, month, day = point.year, point.month, point.day
    if int(year.replace("X", "0")) == 0:
        yield "years run from 0001 to 9999"
    if "X" in year and month:
        yield f"where the year is not known, month and day cannot be written; write {year}"
    if month == "XX" and _number(day):
        yield f"where the month is not known, the day cannot be written; write {year}-XX-XX or {year}"
    if month in SEASONS and day:
        yield f"{year}-{month} is a season and has no days; write {year}-{month}"
    if month not in _MEANT:
        yield f"there is no month {month}; months run from 01 to 12, and 21 to 24 are spring to winter"
    if day.isdigit() and not 1 <= int(day) <= Point(year, month).latest[2]:
        name = f"{MONTHS[int(month) - 1]} {year}"
        yield f"there is no {int(day)} {name}; {name} has {Point(year, month).latest[2]} days"


def _time_faults(point: Point) -> Iterator[str]:
    time, zone = point.time, point.zone
    if time and not point.day.isdigit():
        yield "a time needs a whole date before it, as in 2025-12-03T15:00+01:00"
    if time and point.qualifier:
        yield f"a time is not written with '{point.qualifier}'; leave out one of them"
    if time > "23:59:59" or time[3:5] > "59" or time[6:] > "59":
        yield f"there is no {time}; hours run from 00 to 23, minutes and seconds from 00 to 59"
    if not -12 * 60 <= _minutes_ahead(zone) <= 14 * 60 or zone[4:] > "59" or zone in ("-00", "-00:00"):
        yield f"there is no zone {zone}; zones run from -12:00 to +14:00, and Z is +00:00"


def _interval_faults(start: Point | None, end: Point | None) -> Iterator[str]:
    for point in filter(None, (start, end)):
        if "X" in point.year + point.month + point.day:
            yield "in an interval nothing is written with X; leave it out, as in 2025-11/2025-12-03"
        if point.time:
            yield "an interval is written without times, as in 2025-12-03/2025-12-04"
    if start and end and start.earliest > end.latest:
        yield "the interval ends before it starts; write the earlier date first"


def _number(digits: str) -> int:
    return int(digits) if digits.isdigit() else 0


def _minutes_ahead(zone: str) -> int:
    minutes = _number(zone[1:3]) * 60 + _number(zone[4:6])
    return -minutes if zone.startswith("-") else minutes


def _advice(text: str) -> str:
    readings = numeric_readings(text)
    if len(readings) > 1:
        return f"{text.strip()} can be read in two ways; write {' or '.join(readings)}"
    right = readings[0] if readings else mended(text)
    if right == text or _read(right) is None:
        return hint(right)
    if right == text.strip():
        return f"write {right} without the space around it"
    return f"write {right}, not {text}" if text.isprintable() else f"write {right}"
