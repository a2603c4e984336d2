"""Ids as they are typed: whether they are some, and which one was meant."""

from __future__ import annotations

from generator.edit import CannotEdit
from generator.problems import as_id
from generator.read import LONGEST_ID

_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"}
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe", "Æ": "Ae"}
)
"""Letters as those spell them who have no signs for them."""


def refuse_bad_id(typed: str, parts: int, old: str = "") -> None:
    """Raises `CannotEdit`, with an id that is one, where something is no id of so many parts.

    `old` is what is called otherwise from now on, and is not what is meant.
    """
    if typed.count("/") + 1 != parts:
        raise CannotEdit(
            f"'{typed}' is no id: a position is called by its issue and its holder, such as 'toll/ada-lind'"
            if parts > 1
            else f"'{typed}' is no id: it has no '/'; {_meant([as_id(typed)], old)}"
        )
    good = _as_ids(typed)
    if good != typed:
        cure = _meant([good, _as_ids(typed.translate(_SPELT_OUT))], old)
        raise CannotEdit(f"'{typed}' is no id: it has small letters, digits and single hyphens; {cure}")


def _meant(guesses: list[str], old: str) -> str:
    guess = next((one for one in guesses if one != old), None)
    return f"did you mean '{guess}'?" if guess else f"written so it is '{old}', as it is called now"


def _as_ids(typed: str) -> str:
    return "/".join(as_id(part)[:LONGEST_ID].strip("-") for part in typed.split("/"))
