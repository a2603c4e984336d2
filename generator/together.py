"""Questions answered by several processes at once, and remembered as if one had answered them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import msgspec

from generator.answers import Answer
from generator.hands import MOST_LOTS, lots, parts_of, share
from generator.recall import Recall

T = TypeVar("T")

_AT_A_TIME = 200
"""So many answers are told in one piece, and no longer held by whoever gave them."""


def answer(recall: Recall, things: Sequence[T], work: Callable[[Sequence[T]], object], hands: int) -> None:
    """Have `work` ask what it asks about things, each process about some of them; the last first.

    Pages that gather from everywhere, which take longest, are among the last: what is left for the end should be short.
    """
    parts, most = parts_of(len(things), hands), min(len(things), MOST_LOTS)
    known = len(recall.fresh)
    if parts == 1:
        work(things)
        return
    with lots(most) as drawn:

        def part(_: int) -> Iterator[bytes]:
            for lot in drawn:
                work(things[(lot + len(things)) % most :: most])
                if len(recall.fresh) - known >= _AT_A_TIME:
                    yield msgspec.msgpack.encode(_handed_over(recall, known))
            yield msgspec.msgpack.encode(_handed_over(recall, known))

        for told in share(parts, part):
            recall.take(_ANSWERS.decode(told))


def _handed_over(recall: Recall, known: int) -> dict[str, Answer]:
    """The answers given but for so many that were the first, from now on for whoever takes them."""
    new = [recall.fresh.popitem() for _ in range(len(recall.fresh) - known)]
    return dict(reversed(new))


_ANSWERS = msgspec.msgpack.Decoder(dict[str, Answer])
