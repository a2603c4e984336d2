"""Dates in words, exactly as precise as they are written; the words of a language are one value, to be translated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.dates import MONTHS, SEASONS, Date, Point
from generator.values import Fixed


class Words(Fixed, frozen=True):
    """The words for dates in one language; what is given here is English. Patterns name their parts in braces.

    `months` stand alone, `months_of_days` stand with a day: in many languages the two differ.
    """

    months: tuple[str, ...] = MONTHS
    months_of_days: tuple[str, ...] = MONTHS
    seasons: tuple[str, ...] = ("spring", "summer", "autumn", "winter")
    year: str = "{year}"
    month: str = "{month} {year}"
    day: str = "{day} {month_of_day} {year}"
    some_year: str = "some year from {first_year} to {last_year}"
    some_month: str = "some month in {year}"
    some_day_of_year: str = "some day in {year}"
    some_day_of_month: str = "some day in {month} {year}"
    time: str = "{date}, {time}"
    time_in_zone: str = "{date}, {time} (UTC{offset})"
    about: str = "about {date}"
    uncertain: str = "{date} (uncertain)"
    both: str = "{start} to {end}"
    months_of_year: str = "{month} to {end_month} {year}"
    days_of_month: str = "{day} to {end_day} {month_of_day} {year}"
    days_of_year: str = "{day} {month_of_day} to {end_day} {end_month_of_day} {year}"
    open_end: str = "from {start} on"
    unknown_end: str = "from {start}, end not known"
    open_start: str = "until {end}"
    unknown_start: str = "until {end}, start not known"


ENGLISH = Words()

WITH_A_DAY = "{month} (after a day)"
"""What a month that stands with a day goes by, to be translated apart where a language has two forms of it."""


def translated(say: Callable[[str], str]) -> Words:
    """The words for dates as `say` gives them for the English ones; a month with a day, where it has none, is as it stands alone."""
    alone = tuple(map(say, ENGLISH.months))
    marked = [(_fill(WITH_A_DAY, {"month": month}), month) for month in MONTHS]
    with_days = tuple(say(one) if say(one) != one else say(month) for one, month in marked)
    patterns = {name: say(pattern) for name, pattern in _patterns()}
    return Words(alone, with_days, tuple(map(say, ENGLISH.seasons)), **patterns)


def to_translate() -> list[str]:
    """All words for dates, in English."""
    marked = [_fill(WITH_A_DAY, {"month": month}) for month in MONTHS]
    return [*MONTHS, *marked, *ENGLISH.seasons, *(pattern for _, pattern in _patterns())]


def _patterns() -> Iterator[tuple[str, str]]:
    """The patterns by name."""
    for name in Words.__struct_fields__:
        pattern = getattr(ENGLISH, name)
        if isinstance(pattern, str):
            yield name, pattern


def in_words(date: Date, words: Words = ENGLISH) -> str:
    """The date as a reader meets it: `3 December 2025`, `about 20 November 2025`, `20 to 23 November 2025`."""
    start, end = date.start, date.end
    if start and end:
        return _point(start, words) if start == end else _interval(start, end, words)
    if start:
        pattern = words.open_end if date.text.endswith("..") else words.unknown_end
        return _fill(pattern, {"start": _point(start, words)})
    assert end is not None
    pattern = words.open_start if date.text.startswith("..") else words.unknown_start
    return _fill(pattern, {"end": _point(end, words)})


def _interval(start: Point, end: Point, words: Words) -> str:
    shared = _pattern_that_shares(start, end, words)
    if shared:
        parts_of_end = {f"end_{name}": part for name, part in _parts(end, words).items()}
        return _fill(shared, _parts(start, words) | parts_of_end)
    return _fill(words.both, {"start": _point(start, words), "end": _point(end, words)})


def _pattern_that_shares(start: Point, end: Point, words: Words) -> str | None:
    """How to write two dates with their common year or month once, where that takes nothing from either."""
    if start.qualifier or end.qualifier or start.year != end.year:
        return None
    if start.day and end.day:
        return words.days_of_month if start.month == end.month else words.days_of_year
    if start.month and end.month and not (start.day or end.day):
        return words.months_of_year
    return None


def _point(point: Point, words: Words) -> str:
    text = _fill(_pattern(point, words), _parts(point, words))
    if point.time:
        pattern = words.time_in_zone if point.zone else words.time
        text = _fill(pattern, {"date": text, "time": point.time, "offset": _offset(point.zone)})
    if point.qualifier in ("~", "%"):
        text = _fill(words.about, {"date": text})
    return _fill(words.uncertain, {"date": text}) if point.qualifier in ("?", "%") else text


def _pattern(point: Point, words: Words) -> str:
    if "X" in point.year:
        return words.some_year
    if point.month == "XX":
        return words.some_day_of_year if point.day else words.some_month
    if point.day == "XX":
        return words.some_day_of_month
    if point.day:
        return words.day
    return words.month if point.month else words.year


def _parts(point: Point, words: Words) -> dict[str, str]:
    if "X" in point.year:
        return {"first_year": str(point.earliest[0]), "last_year": str(point.latest[0])}
    return {
        "year": point.year.lstrip("0"),
        "month": _name(point.month, words.months, words),
        "month_of_day": _name(point.month, words.months_of_days, words),
        "day": point.day.lstrip("0"),
    }


def _name(month: str, months: tuple[str, ...], words: Words) -> str:
    if month in SEASONS:
        return words.seasons[int(month) - 21]
    return months[int(month) - 1] if month.isdigit() else ""


def _offset(zone: str) -> str:
    """`Z` to nothing, `+01:00` to `+1`, `-03:30` to `-3:30`."""
    sign, hours, minutes = zone[:1], zone[1:3].lstrip("0"), zone[4:]
    if not zone.strip("Z+-:0"):
        return ""
    return sign + (hours or "0") + (f":{minutes}" if minutes.strip("0") else "")


def _fill(pattern: str, parts: dict[str, str]) -> str:
    # Not `str.format`: a pattern from elsewhere could ask it for attributes and for widths of a gigabyte.
    return re.sub(r"\{(\w+)\}", lambda match: parts.get(match[1], match[0]), pattern)
