"""What writers type in place of a date, and what they mean by it. Whether that is a date is not known here."""

from __future__ import annotations

import re

from generator.patterns import late

HOW_TO_WRITE = "write 2025-12-03, 2025-12 or 2025"

_NUMERIC = late(r"([0-9]{1,2})([-./]) ?([0-9]{1,2})\2 ?([0-9]{4})")
_MONTHS = tuple(
    "JAN(UARY)? FEB(RUARY)? MAR(CH)? APR(IL)? MAY JUNE? JULY? AUG(UST)? SEPT?(EMBER)? OCT(OBER)? NOV(EMBER)? DEC(EMBER)?".split()
)
_NAMED = late(r"(?:([0-9]{1,2})[A-Z]{0,2} )?([A-Z]{3,9})\.?(?: ([0-9]{1,2})[A-Z]{0,2})?,? ([0-9]{4})")
_CURES = (
    (r"[\u2010-\u2015\u2212]", "-"),
    (r"\u2026", ".."),
    (r" ?/ ?| (?:-|TO|UNTIL) |(?<=[0-9])(?:--|\.\.)(?=[0-9])", "/"),
    (r"(?<=[0-9])\.\.$", "/.."),
    (r"^\.\.(?=[0-9])", "../"),
    (r"^(?:~|C\.|CA\.?|CIRCA|ABOUT) ?([0-9X-]+)$", r"\1~"),
    (r"(?:~\?|\?~)$", "%"),
    (r"(?<![0-9])([0-9]{4})([./])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])", r"\1-\3-\4"),
    (r"^([0-9]{4})([0-9]{2})([0-9]{2})$", r"\1-\2-\3"),
    (r"^([0-9]{4})[./]([0-9]{1,2})$", r"\1-\2"),
    (r"^([0-9]{4})-([0-9]{4})$", r"\1/\2"),
    (r"-([0-9])(?![0-9X])", r"-0\1"),
    (r"^([0-9]{4}-[0-9]{2}-)([0-9]{2})/([0-9]{2})$", r"\1\2/\1\3"),
    (r"(?<=[0-9]) (?=[0-9]{1,2}:)", "T"),
    (r"T([0-9]):", r"T0\1:"),
    (r"(?<=[0-9]) (?=[Z+-])", ""),
    (r"(T.*[+-][0-9]{2})([0-9]{2})$", r"\1:\2"),
)
"""Slips in a text in capitals, and what stands there rightly; each cure works on what the one before has left."""

_HINTS = (
    (r"", f"no date is written here; {HOW_TO_WRITE}"),
    (r"(?:\.\.)?/(?:\.\.)?", "an interval needs a date on one side at least, as in 2025-11-23/.."),
    (r"Y?[+-][0-9].*|Y?[0-9]{5}.*", "years run from 0001 to 9999, in four digits"),
    (r"[{\[].*", "sets of dates are not read; write an interval, as in 2025-11-20/2025-11-23"),
    (r"(?:[0-9]{1,2}[-./]){2}[0-9]{2}", "write the year first and in four digits, as in 2025-12-03"),
    (r".*[~?%].+", "'~', '?' or '%' stands at the end, one of them, as in 2025-11-20~"),
)


def numeric_readings(text: str) -> tuple[str, ...]:
    """`3.12.2025`, `12/03/2025` and the like in ISO 8601: one reading or two, or none if the text is something else.

    Dots stand between day and month, in this order; strokes and hyphens in either.
    """
    match = _NUMERIC.fullmatch(text.strip())
    if match is None:
        return ()
    first, mark, second, year = match.groups()
    day_month, month_day = f"{year}-{second:0>2}-{first:0>2}", f"{year}-{first:0>2}-{second:0>2}"
    if mark == "." or int(first) > 12 or first == second:
        return (day_month,)
    return (month_day,) if int(second) > 12 else (month_day, day_month)


def mended(text: str) -> str:
    """The text in capitals, with the cures that apply: `3 december 2025` as `2025-12-03`."""
    right = _NAMED.sub(_in_digits, " ".join(text.upper().split()))
    for slip, cure in _CURES:
        right = re.sub(slip, cure, right)
    return right


def hint(text: str) -> str:
    """A sentence for what cannot be mended without guessing."""
    return next(
        (hint for form, hint in _HINTS if re.fullmatch(form, text)), f"this is no date; {HOW_TO_WRITE}"
    )


def _in_digits(match: re.Match[str]) -> str:
    before, name, after, year = match.groups()
    for number, month in enumerate(_MONTHS, 1):
        if re.fullmatch(month, name):
            return "-".join(filter(None, (year, f"{number:02}", before or after)))
    return match[0]
