"""Questions answered by several processes at once, and remembered as if one had answered them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from generator.hands import parts_of, share
from generator.recall import Answer, Recall

T = TypeVar("T")


def answer(recall: Recall, things: Sequence[T], work: Callable[[Sequence[T]], object], hands: int) -> None:
    """Have `work` ask what it asks about things, each process about a share of them."""
    parts = parts_of(len(things), hands)
    known = set(recall.fresh)

    def part(number: int) -> bytes:
        work(things[number::parts])
        fresh = recall.fresh.items() if number else ()
        return msgspec.msgpack.encode({question: one for question, one in fresh if question not in known})

    for told in share(parts, part):
        recall.take(_ANSWERS.decode(told))


_ANSWERS = msgspec.msgpack.Decoder(dict[str, Answer])
