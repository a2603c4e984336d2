"""Questions answered by several processes at once, and remembered as if one had answered them."""

from __future__ import annotations

from array import array
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
        answers = [(name, one.value, one.grounds.tobytes()) for name, one in fresh if name not in known]
        return msgspec.msgpack.encode(answers)

    for told in share(parts, part):
        answers = _ANSWERS.decode(told)
        recall.take({name: Answer(value, array("Q", grounds)) for name, value, grounds in answers})


_ANSWERS = msgspec.msgpack.Decoder(list[tuple[str, bytes, bytes]])
