"""Corrections of published facts."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec

from generator.dates import Date
from generator.evidence import Fact, Line, Text
from generator.kinds import Kind, doc, ref

CORRECTED = "Corrections"
"""What a correction is called on the page of the fact that it corrects."""


class Correction(Fact, frozen=True, kw_only=True):
    """What was changed in a published fact, and why."""

    needs_evidence: ClassVar[bool] = False

    fact: Annotated[
        str,
        ref("*", back=CORRECTED),
        doc("what is corrected: a fact, or an entry in it, such as `plan:first-draft#toll-cap`"),
    ]
    when: Annotated[Date, doc("the day on which readers are told of it")]
    kind: Annotated[
        Literal["error", "update", "clarification", "withdrawal"],
        doc(
            "`error`: a mistake of ours; `update`: the affair has moved on; `clarification`: said more plainly"
        ),
    ]
    was: Annotated[Line, doc("what readers were told before")]
    is_: Annotated[Line, doc("what readers are told now")] = msgspec.field(name="is")
    why: Annotated[Line, doc("the reason, in a line for readers")]
    decided_by: Annotated[Text, doc("who answers for it: `the editors`")]
    prompted_by: Annotated[Line | None, doc("who or what pointed to it: `a reader`")] = None


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
