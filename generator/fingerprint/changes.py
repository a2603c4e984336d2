"""What has changed between two versions of an article, told from their fingerprints."""

from __future__ import annotations

import bisect
import collections
from collections.abc import Iterator, Sequence

from generator.fingerprint import Fingerprint, Paragraph
from generator.values import Fixed

_ALIKE = 0.5
"""Of the pairs of the shorter of two paragraphs, the share that makes one of them a changed state of the other."""
_COMMON = 20
"""A pair in more paragraphs than this tells nothing of any of them."""

Move = tuple[int, int]
"""The number of a paragraph in the old version, and in the new."""


class Changes(Fixed, frozen=True):
    """Paragraphs by number: `same` ones may have another number; `moved` ones are the same in another order."""

    same: tuple[Move, ...]
    moved: tuple[Move, ...]
    changed: tuple[Move, ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]


def changed(old: Fingerprint, new: Fingerprint) -> Changes:
    """The paragraphs that were changed, added, removed or moved. Both versions have one salt.

    Paragraphs of one word have no hashes: they are the same if they stand where they stood among the others.
    """
    assert old.salt == new.salt
    kept = list(_equal(old.paragraphs, new.paragraphs))
    still = _in_order(kept)
    left = sorted(set(range(1, len(old.paragraphs) + 1)) - {one for one, _ in kept})
    come = sorted(set(range(1, len(new.paragraphs) + 1)) - {other for _, other in kept})
    alike = list(
        _alike({one: old.paragraphs[one - 1] for one in left}, {one: new.paragraphs[one - 1] for one in come})
    )
    return Changes(
        same=tuple(still),
        moved=tuple(sorted(set(kept) - set(still))),
        changed=tuple(sorted(alike)),
        added=tuple(one for one in come if one not in {new for _, new in alike}),
        removed=tuple(one for one in left if one not in {old for old, _ in alike}),
    )


def _equal(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[Move]:
    """Paragraphs that are the same, each once, in the order of the new version; of several the first that is left."""
    places: dict[Paragraph, collections.deque[int]] = collections.defaultdict(collections.deque)
    for number, paragraph in enumerate(old, 1):
        places[paragraph].append(number)
    for number, paragraph in enumerate(new, 1):
        if places.get(paragraph):
            yield places[paragraph].popleft(), number


def _in_order(moves: Sequence[Move]) -> list[Move]:
    """The most of these moves that keep the order of the old version (patience sorting)."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for place, (one, _) in enumerate(moves):
        rank = bisect.bisect_left(ends, one)
        before.append(last[rank - 1] if rank else -1)
        ends[rank : rank + 1] = [one]
        last[rank : rank + 1] = [place]
    kept, place = [], last[-1] if last else -1
    while place >= 0:
        kept.append(moves[place])
        place = before[place]
    return kept[::-1]


def _alike(old: dict[int, Paragraph], new: dict[int, Paragraph]) -> Iterator[Move]:
    """For each new paragraph the old one it shares most with, if it shares enough; each old one once."""
    where: dict[str, list[int]] = collections.defaultdict(list)
    for number, paragraph in old.items():
        for pair in set(paragraph.pairs):
            where[pair].append(number)
    taken: set[int] = set()
    for number, paragraph in new.items():
        held = set(paragraph.pairs)
        shared = collections.Counter(
            one
            for pair in held
            if len(where.get(pair, ())) <= _COMMON
            for one in where.get(pair, ())
            if one not in taken
        )
        best = max(shared, key=lambda one: (shared[one], -abs(one - number)), default=0)
        if best and shared[best] >= _ALIKE * min(len(held), len(set(old[best].pairs))):
            taken.add(best)
            yield best, number
