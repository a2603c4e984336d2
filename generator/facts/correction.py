"""Corrections of published facts."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec

from generator.dates import Date
from generator.evidence import Fact, Line, Text
from generator.kinds import Kind, ref

CORRECTED = "Corrections"
"""What a correction is called on the page of the fact that it corrects."""


class Correction(Fact, frozen=True, kw_only=True):
    """What was changed in a published fact, and why."""

    needs_evidence: ClassVar[bool] = False

    fact: Annotated[str, ref("*", back=CORRECTED)]
    when: Date
    kind: Literal["error", "update", "clarification", "withdrawal"]
    was: Line
    is_: Line = msgspec.field(name="is")
    why: Line
    decided_by: Text
    prompted_by: Line | None = None


CORRECTION = Kind(
    "correction",
    "Corrections",
    Correction,
    folder="content/corrections",
    address="corrections.html#{id}",
    title="Correction: {fact}",
    layout="correction.html",
    date="when",
    starts_with_date=True,
)
