"""What was answered by the process before, as it lies in the store: packed one after the other, and unpacked when it is asked for.

Which answers hold no longer is found by searching all their grounds at once for those that have moved: so a build pays for what
has changed, and not for what there is. What a question is about stands after its first space; those of one kind lie together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.answers import Answer, Digest, Packed, Values


class _Section:
    """The answers to questions of one kind; those that are `lost`, told by their places, hold no longer."""

    def __init__(self, packed: Packed, lost: Iterable[int]) -> None:
        self.packed = packed
        self._lost = set(lost)
        self.lost_before = frozenset(self._lost)
        self.moved: set[Digest] = set()

    @property
    def lost(self) -> set[int]:
        if self.moved:
            moved, self.moved = self.moved, set()
            self._lost.update(self.packed.resting_on(moved))
        return self._lost

    def holding(self, thing: str) -> int | None:
        """The place of an answer that holds."""
        place = self.packed.places.get(thing)
        return None if place is None or place in self.lost else place

    def values(self, things: Iterable[str]) -> Iterator[bytes | None]:
        """What answers that hold say; one loop, since it is gone through for every fact and page of a dossier."""
        lost, place_of, ends, values = (
            self.lost,
            self.packed.places.get,
            self.packed.values_end,
            self.packed.values,
        )
        for thing in things:
            place = place_of(thing)
            if place is None or place in lost:
                yield None
            else:
                yield bytes(values[ends[place - 1] if place else 0 : ends[place]])

    def unknown(self, things: Iterable[str]) -> list[str]:
        """Those of these of which no answer holds; the answers are not looked at."""
        lost, place_of = self.lost, self.packed.places.get
        return [thing for thing in things if (place := place_of(thing)) is None or place in lost]


class Past:
    """Answers by question, all given at one `look`, and the `values` that grounds had then."""

    def __init__(
        self,
        packed: Mapping[str, Packed] | None = None,
        values: Values | None = None,
        lost: Mapping[str, Iterable[int]] | None = None,
        look: int = 0,
    ) -> None:
        """`packed` by what questions begin with; of these answers, by their places, those that are `lost` hold no longer."""
        gone = lost or {}
        self._sections = {what: _Section(one, gone.get(what, ())) for what, one in (packed or {}).items()}
        self.grounds = values or Values()
        self.look = look

    def __len__(self) -> int:
        return sum(len(one.packed) for one in self._sections.values())

    def get(self, question: str) -> Answer | None:
        """An answer that holds."""
        what, _, thing = question.partition(" ")
        section = self._sections.get(what)
        place = section.holding(thing) if section else None
        return None if section is None or place is None else section.packed.answer(place, self.look)

    def values(self, what: str, things: Sequence[str]) -> list[bytes | None]:
        """What those answers say that hold, of the questions of one kind about these."""
        section = self._sections.get(what)
        return list(section.values(things)) if section else [None] * len(things)

    def unknown(self, what: str, things: Sequence[str]) -> list[str]:
        """Of which of these no answer to questions of one kind holds."""
        section = self._sections.get(what)
        return section.unknown(things) if section else list(things)

    def once(self, question: str) -> Answer | None:
        """An answer that held in the beginning, whether it does so now or not."""
        what, _, thing = question.partition(" ")
        section = self._sections.get(what)
        place = section.packed.places.get(thing) if section else None
        if section is None or place is None or place in section.lost_before:
            return None
        return section.packed.answer(place, self.look)

    def copy(self) -> Past:
        """Another one of the same answers."""
        packed = {what: one.packed for what, one in self._sections.items()}
        return Past(packed, self.grounds, self.lost(), self.look)

    def lost(self) -> dict[str, set[int]]:
        """The places of answers that hold no longer, by what their questions begin with."""
        return {what: one.lost for what, one in self._sections.items() if one.lost}

    def lost_now(self, what: str) -> list[str]:
        """Of the questions of one kind, what those are about whose answers held in the beginning and hold no longer."""
        section = self._sections.get(what)
        if section is None:
            return []
        return [section.packed.things[place] for place in sorted(section.lost - section.lost_before)]

    def lose(self, questions: Iterable[str]) -> None:
        """The answers to these hold no longer."""
        for one in questions:
            what, _, thing = one.partition(" ")
            section = self._sections.get(what)
            if section and (place := section.packed.places.get(thing)) is not None:
                section.lost.add(place)

    def lose_by(self, ground: Digest, among: str = "") -> None:
        """What rests on this, by its digest, holds no longer; looked for when it is asked what does.

        Only questions of one kind can rest on it, if that is told (`among`).
        """
        for what, section in self._sections.items():
            if among in ("", what):
                section.moved.add(ground)

    def lose_all(self) -> None:
        """None holds any more."""
        for one in self._sections.values():
            one.moved.clear()
            one.lost.update(range(len(one.packed)))

    def holding(self) -> Iterator[str]:
        """The questions whose answers hold."""
        for what, one in self._sections.items():
            lost = one.lost
            yield from (
                f"{what} {thing}" for place, thing in enumerate(one.packed.things) if place not in lost
            )
