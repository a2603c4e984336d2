"""Whether a source's time words ("on Wednesday", "late last month", "almost two weeks after") can mean a date.

English only. The words are not turned into a date: most of them can mean several, and a check needs to know only
whether the one that was written is among them. What is not understood is said to be so, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import lru_cache

from generator.dates import MONTHS, Date, days_in
from generator.patterns import late
from generator.periods import (
    AHEAD,
    WEEKDAYS,
    Spans,
    month_of,
    once,
    part_of,
    periods,
    weekdays,
    year_of,
    yearly,
)
from generator.spans import EVER, Span, span
from generator.values import Fixed

Said = dict[str, str]
"""The named parts of a form of time words, empty where not said."""


class CountedFrom(Enum):
    """What time words are counted from: the day they were said, an event, or nothing ("2 December 2025")."""

    SAYING = "saying"
    EVENT = "event"
    NOTHING = "nothing"


class Reading(Fixed, frozen=True):
    """Time words understood. No span begins over `back` days before the day counted from, or ends over `ahead` after."""

    spans: Spans
    back: int = 800
    ahead: int = 800
    counted_from: CountedFrom = CountedFrom.SAYING


def compatible(words: str, date: Date, *, of: Date | None, since: Date | None = None) -> bool | None:
    """Whether `words` can mean `date`: said in a text of the date `of` (None: any), or counted from the date `since`.

    None if the words are not understood, or are counted from an event and `since` is not given. The bounds:

    - a weekday, a month or a day of a month is that of the text's own day, else the nearest before or after it; "last",
      "this" and "next" are told in `periods.once`, a week being from Sunday or from Monday;
    - "early" is the first 3 days of a week, 15 of a month, 181 of a year; "late" is from day 4, 16, 182; "mid" is from 2
      to 4, 8 to 23, 91 to 273;
    - "two weeks after" is within 15 % of 14 days (so up to six days are exact), "about" within 30 %, "almost" from 70 %
      up (10 to 14 days), "more than" up to twice as long, "less than" from nothing up; a month is 30 days, a year 365;
      "a couple" is 2 or 3, "a few" 2 to 5, "several" 3 to 9;
    - the part of a day, and "local time", make no difference.
    """
    reading = _read(words)
    if reading is None or (reading.counted_from is CountedFrom.EVENT and since is None):
        return None
    first, last = span(date)
    days = _days_counted_from(
        reading, since if reading.counted_from is CountedFrom.EVENT else of, (first, last)
    )
    return any(begin <= last and first <= end for day in days for begin, end in reading.spans(day))


def counts_from_event(words: str) -> bool:
    """Whether the words need an event to be counted from, as `almost two weeks after` does."""
    reading = _read(words)
    return reading is not None and reading.counted_from is CountedFrom.EVENT


def _days_counted_from(reading: Reading, anchor: Date | None, meant: Span) -> range:
    """The days of `anchor` from which the words can reach what is meant: few, however open the anchor is."""
    if reading.counted_from is CountedFrom.NOTHING:
        return range(1, 2)
    first, last = span(anchor) if anchor else EVER
    return range(max(first, meant[0] - reading.ahead), min(last, meant[1] + reading.back) + 1)


@lru_cache(1024)
def _read(words: str) -> Reading | None:
    if len(words) > 100:
        return None
    text = re.sub(r"(?<=[a-z])\.", "", words.casefold().replace("’", "'"))
    text = re.sub(r"[\s,()-]+", " ", text).strip().removesuffix(" local time").removesuffix("'s")
    for phrase in (text, _PART_OF_DAY.sub("", text)):
        for form, reader in _FORMS:
            match = re.fullmatch(form, phrase)
            reading = reader(match.groupdict(default="")) if match else None
            if reading:
                return reading
    return None


def _away(first: int, last: int, counted_from: CountedFrom) -> Reading:
    return Reading(lambda day: ((day + first, day + last),), -first, last, counted_from)


def _day_away(said: Said) -> Reading:
    return _away(*_AWAY[said["day"]], CountedFrom.SAYING)


def _day_from_event(said: Said) -> Reading:
    return _away(_FROM_EVENT[said["day"]], _FROM_EVENT[said["day"]], CountedFrom.EVENT)


def _count(said: Said) -> Reading | None:
    if said["lead"] and said["way"]:
        return None
    number, unit = said["quantity"], _UNITS[said["unit"]]
    fewest, most = _NUMBERS[number] if number in _NUMBERS else (int(number), int(number))
    least, greatest = _PERCENT[said["hedge"]]
    near, far = -(-fewest * unit * least // 100), most * unit * greatest // 100
    forward, counted_from = _WAYS[said["lead"] or said["way"]]
    return _away(near, far, counted_from) if forward else _away(-far, -near, counted_from)


def _weekday(said: Said) -> Reading:
    counted_from = CountedFrom.EVENT if said["which"] == "following" else CountedFrom.SAYING
    return Reading(once(said["which"], weekdays(said["weekday"])), 21, 21, counted_from)


def _weekday_of_week(said: Said) -> Reading:
    recurring, ahead = weekdays(said["weekday"]), AHEAD[said["which"]]
    return Reading(lambda day: recurring(day, ahead), 21, 21)


def _period(said: Said) -> Reading:
    unit, ahead, part = said["unit"], AHEAD[said["which"]], _part(said)
    return Reading(lambda day: part_of(part, unit, periods(unit, day, ahead)))


def _side_of_period(said: Said) -> Reading:
    def spans(day: int) -> Iterator[Span]:
        for first, last in periods(said["unit"], day, 0):
            yield (first, day) if said["side"] == "earlier" else (day, last)

    return Reading(spans)


def _month(said: Said) -> Reading:
    month = _MONTHS.index(said["month"][:3]) + 1
    return _in_year(said, lambda year: part_of(_part(said), "month", month_of(year, month)))


def _day_of_month(said: Said) -> Reading | None:
    month, number, weekday = _MONTHS.index(said["month"][:3]) + 1, int(said["number"]), said["weekday"][:3]
    if not 1 <= number <= days_in(2000, month):
        return None

    def spans(year: int) -> Iterator[Span]:
        for first, last in month_of(year, month):
            day = first + number - 1
            if day <= last and (not weekday or WEEKDAYS[(day - 1) % 7] == weekday):
                yield day, day

    return _in_year(said, spans)


def _year(said: Said) -> Reading:
    return _in_year(said, lambda year: part_of(_part(said), "year", year_of(year)))


def _in_year(said: Said, of_year: Callable[[int], Iterable[Span]]) -> Reading:
    """In the year that was said, or else in one near the day it was said on."""
    if said["year"]:
        spans = tuple(of_year(int(said["year"])))
        return Reading(lambda _: spans, counted_from=CountedFrom.NOTHING)
    return Reading(once(said.get("which", ""), yearly(of_year)))


def _part(said: Said) -> str:
    return _SAME_PART.get(said["part"], said["part"])


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(filter(None, words), key=len, reverse=True))


_SAME_PART = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
_MONTHS = tuple(month[:3].casefold() for month in MONTHS)
_AWAY = (
    dict.fromkeys(("today", "tonight", "this morning", "this afternoon", "this evening"), (0, 0))
    | {"yesterday": (-1, -1), "last night": (-1, 0), "tomorrow": (1, 1)}
    | {"day before yesterday": (-2, -2), "day after tomorrow": (2, 2)}
)
_FROM_EVENT = (
    {"same day": 0, "that day": 0}
    | dict.fromkeys(("next day", "following day", "day after"), 1)
    | dict.fromkeys(("previous day", "day before", "eve"), -1)
)
_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_COUNTED = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS = {"a": (1, 1), "an": (1, 1), "a couple of": (2, 3), "a few": (2, 5), "several": (3, 9)} | {
    word: (number, number) for number, word in enumerate(_COUNTED, 1)
}
_PERCENT = (
    {"": (85, 115), "exactly": (100, 100)}
    | dict.fromkeys(("almost", "nearly", "just under"), (70, 100))
    | dict.fromkeys(("about", "around", "roughly", "approximately", "some"), (70, 130))
    | dict.fromkeys(("more than", "over", "just over"), (100, 200))
    | dict.fromkeys(("less than", "under"), (0, 100))
)
_WAYS = (
    dict.fromkeys(("", "after", "later"), (True, CountedFrom.EVENT))
    | dict.fromkeys(("before", "earlier"), (False, CountedFrom.EVENT))
    | dict.fromkeys(("in", "from now"), (True, CountedFrom.SAYING))
    | {"ago": (False, CountedFrom.SAYING)}
)

_DAYS = "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_MONTH = f"(?P<month>sept|{'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in map(str.casefold, MONTHS))})"
_NUMBER, _IN_YEAR = "(?P<number>[0-9]{1,2})(?:st|nd|rd|th)?", "(?:(?: of)? (?P<year>[12][0-9]{3}))?"
_SOME_PART = f"(?:(?:the )?(?P<part>{_any([*_SAME_PART, 'early', 'mid', 'late'])})(?: of| in)? )?"
_WEEKDAY = f"(?P<weekday>{_DAYS}|weekend)"
_WHICH = "(?P<which>last|this|next)"
_LEAD, _HEDGE = "(?:(?P<lead>in|after) )?", f"(?:(?P<hedge>{_any(_PERCENT)}) )?"
_UNIT, _WAY = f"(?P<unit>{_any(_UNITS)})", "(?: (?P<way>after|later|before|earlier|ago|from now))?"
_ON = "(?:(?:on|in|at|over|during) )?"
_PART_OF_DAY = late(
    f"^{_ON}the (?:early |late )?(?:morning|afternoon|evening|night) of |^(?:early|late) (?:on )?"
    "|(?: (?:early|late))? (?:morning|afternoon|evening|night)$"
)
_FORMS: tuple[tuple[str, Callable[[Said], Reading | None]], ...] = (
    (f"(?:earlier |later |the )?(?P<day>{_any(_AWAY)})", _day_away),
    (f"(?:on )?(?:the |that )?(?P<day>{_any(_FROM_EVENT)})", _day_from_event),
    (f"{_LEAD}{_HEDGE}(?P<quantity>{_any(_NUMBERS)}|[0-9]{{1,3}}) {_UNIT}s?{_WAY}", _count),
    (f"{_ON}(?:the )?(?:(?P<which>last|this|next|following) )?{_WEEKDAY}", _weekday),
    (f"{_ON}{_WEEKDAY}(?: of)? {_WHICH} week", _weekday_of_week),
    (f"{_ON}{_SOME_PART}{_WHICH} (?P<unit>week|month|year)", _period),
    ("(?P<side>earlier|later) this (?P<unit>week|month|year)", _side_of_period),
    (f"{_ON}{_SOME_PART}(?:{_WHICH} )?{_MONTH}{_IN_YEAR}", _month),
    (f"{_ON}(?:the )?(?:(?P<weekday>{_DAYS}) )?{_MONTH} (?:the )?{_NUMBER}{_IN_YEAR}", _day_of_month),
    (f"{_ON}(?:(?P<weekday>{_DAYS}) )?(?:the )?{_NUMBER}(?: of)? {_MONTH}{_IN_YEAR}", _day_of_month),
    (f"{_ON}{_SOME_PART}(?P<year>[12][0-9]{{3}})", _year),
)
"""Every form of time words that is understood, in small letters, without commas and hyphens, and who reads it."""
