"""Made-up dates for the tests of dates, as they stand in fact files."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from generator.dates import parse

QUALIFIERS = st.sampled_from(["", "", "~", "?", "%"])

days = st.dates(datetime.date(2024, 1, 1), datetime.date(2026, 12, 31))
"""Days of three years, near enough to each other to meet."""

plain = days.flatmap(lambda day: st.sampled_from([day.isoformat(), f"{day:%Y-%m}", f"{day:%Y}"]))
"""A day, a month or a year."""

seasons = st.builds("{}-{}".format, st.integers(2024, 2026), st.integers(21, 24))

left_open = days.flatmap(
    lambda day: st.sampled_from(
        [f"{day:%Y-%m}-XX", f"{day:%Y}-XX", f"{day:%Y}-XX-XX", f"{day:%Y}"[:3] + "X", f"{day:%Y}"[:2] + "XX"]
    )
)

qualified = st.builds("{}{}".format, plain | seasons | left_open, QUALIFIERS)

clocks = st.times().map(lambda time: f"{time:%H:%M}") | st.times().map(lambda time: f"{time:%H:%M:%S}")
zones = st.sampled_from(["", "Z", "+00:00", "+01:00", "-03:30", "+14:00", "-12:00", "+05"])
times = st.builds("{:%Y-%m-%d}T{}{}".format, days, clocks, zones)

ends = st.builds("{}{}".format, plain | seasons, QUALIFIERS)


def _interval(ends_of_it: tuple[str, str]) -> str:
    first, last = sorted(ends_of_it, key=lambda text: parse(text).earliest)
    return f"{first}/{last}"


intervals = st.tuples(ends, ends).map(_interval)
half_open = st.builds("{}/{}".format, ends, st.sampled_from(["", ".."])) | st.builds(
    "{}/{}".format, st.sampled_from(["", ".."]), ends
)

texts = qualified | times | intervals | half_open
"""Every form of date that is read, as text."""

dates = texts.map(parse)
