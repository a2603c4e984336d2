"""The pieces that pages gather, settled before the pages are asked for: a page holds for as long as its pieces say the same.

A fact that has changed has a row in many lists, and most of these rows say what they said before: so the lists need not be made.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from generator.recall import Recall
from generator.show import PIECE, Shower
from generator.views.pieces import PIECES
from generator.workroom import Planned

_MOST_DRAWN = 2_000
"""Of more pieces than this that may have changed, most pages are made anew anyway, and the pieces with them."""


def settle_pieces(planned: Planned) -> None:
    """Draw the pieces that are lost, and tell which of them show something else than before. Raises `LayoutError`.

    `shares` and layouts are settled: so it is known that pages still have the pieces that they had. No piece has pieces in it.
    """
    recall = planned.dossier.recall
    lost = recall.lost(PIECE)
    drawn = [one for one in lost if _layout_of(one) in PIECES] if _is_sure(recall, lost) else []
    before = [recall.before(one) for one in drawn]
    planned.room.work_out(drawn, partial(_draw, planned.plan.showers))
    now = [recall.before(one) for one in drawn]
    same = {one for one, last, new in zip(drawn, before, now, strict=True) if last == new}
    for one in lost:
        if one not in same:
            recall.other(one)


def _is_sure(recall: Recall, lost: Sequence[str]) -> bool:
    """Whether the pages surely still have the pieces that they had, and there are few enough to be drawn apart."""
    return len(lost) <= _MOST_DRAWN and not any(map(recall.differs, ("shares", "addresses")))


def _draw(showers: Sequence[Shower], questions: Sequence[str]) -> None:
    for question in questions:
        where, _, what = question.removeprefix(PIECE).lstrip().partition(" ")
        layout, _, depth = where.rpartition("@")
        showers[int(depth)].piece(layout, what)


def _layout_of(question: str) -> str:
    return question.removeprefix(PIECE).lstrip().partition("@")[0]
