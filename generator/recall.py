"""What was worked out before, and whether it still holds: skipping work without ever being stale.

An *answer* is kept with its *grounds*: everything that was looked at while it was worked out. A ground has a value, and an
answer holds as long as no ground of it has another value than when it was given. Whoever hands out something that may change
notes its ground (`note`); whoever knows what things are now says so (`settle`); whoever would rather not work twice asks
(`ask`). Pure: this knows neither facts nor files.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeVar, cast

T = TypeVar("T")

Digest = int
"""A ground by name, or a value: BLAKE2b (RFC 7693) in 8 bytes, as a number. Two grounds with one digest cost a needless
answer, and no wrong one."""

MOST_AT_HAND = 60_000
"""How many values are kept at hand within a process; beyond that they are worked out again."""


def digest(content: bytes) -> Digest:
    """A digest of a value."""
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question was answered with, and the digests of the grounds it rests on."""

    value: bytes
    grounds: array[int]


class _Digests(dict[str, Digest]):
    def __missing__(self, ground: str) -> Digest:
        self[ground] = found = digest(ground.encode())
        return found


@dataclass(slots=True)
class Recall:
    """Answers by question, and the values of grounds as they were at the last look (`values`).

    `changed` are the grounds that have another value now, by digest, with their names; `fresh` the answers given in this
    process, by question; `always` the grounds of every answer.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    values: dict[Digest, Digest] = field(default_factory=dict)
    changed: dict[Digest, str] = field(default_factory=dict)
    fresh: dict[str, Answer] = field(default_factory=dict)
    always: set[Digest] = field(default_factory=set)
    _digests: _Digests = field(default_factory=_Digests)
    _noted: list[set[Digest]] = field(default_factory=lambda: [set()])
    _at_hand: dict[Hashable, tuple[object, frozenset[Digest]]] = field(default_factory=dict)

    def note(self, ground: str) -> None:
        """What is being worked out rests on this."""
        self._noted[-1].add(self._digests[ground])

    def always_note(self, ground: str) -> None:
        """Whatever is worked out from now on rests on this."""
        self.always.add(self._digests[ground])

    def settle(self, ground: str, value: Digest | None) -> None:
        """A ground has this value now; None if there is no such thing any more."""
        name = self._digests[ground]
        if self.values.get(name) != value:
            self.changed[name] = ground
            if value is None:
                del self.values[name]
            else:
                self.values[name] = value

    def differs(self, ground: str) -> bool:
        """Whether a ground has another value now than at the last look."""
        return self._digests[ground] in self.changed

    def ask(self, question: str, work: Callable[[], bytes]) -> bytes:
        """The answer to a question: the one that was given before, if it still holds, or what `work` gives now."""
        answer = self.fresh.get(question) or self._standing(question)
        if answer is None:
            with _Frame(self._noted) as grounds:
                value = work()
            answer = self.fresh[question] = Answer(value, array("Q", sorted(grounds | self.always)))
        self._noted[-1].update(answer.grounds)
        return answer.value

    def at_hand(self, key: Hashable, work: Callable[[], T]) -> T:
        """A value that is worked out once in a look, and kept no longer than that."""
        found = self._at_hand.get(key)
        if found is None:
            with _Frame(self._noted) as grounds:
                value = work()
            if len(self._at_hand) >= MOST_AT_HAND:
                self._at_hand.clear()
            found = self._at_hand[key] = value, frozenset(grounds)
        self._noted[-1].update(found[1])
        return cast("T", found[0])

    def forget(self, question: str) -> None:
        """Have a question answered anew."""
        self.answers.pop(question, None)

    def holds(self, question: str) -> bool:
        """Whether an answer was given before and still holds."""
        return question in self.fresh or self._standing(question) is not None

    def reasons(self, question: str) -> Iterator[str]:
        """The grounds for which an answer no longer holds; none if there was no answer."""
        answer = self.answers.get(question)
        return (self.changed[one] for one in (answer.grounds if answer else ()) if one in self.changed)

    def take(self, fresh: Mapping[str, Answer]) -> None:
        """Take over answers that were given elsewhere on the same grounds."""
        self.fresh.update(fresh)

    def rest(self) -> None:
        """End a look: the answers that hold are kept, and nothing counts as changed any more."""
        held = {question: answer for question in self.answers if (answer := self._standing(question))}
        self.answers = held | self.fresh
        self.fresh, self.changed = {}, {}
        self._at_hand.clear()

    def _standing(self, question: str) -> Answer | None:
        answer = self.answers.get(question)
        return answer if answer is not None and self.changed.keys().isdisjoint(answer.grounds) else None


@dataclass(frozen=True, slots=True)
class _Frame:
    """While something is worked out, its grounds are noted apart; they are grounds of what it is worked out for as well."""

    noted: list[set[Digest]]

    def __enter__(self) -> set[Digest]:
        self.noted.append(set())
        return self.noted[-1]

    def __exit__(self, *_: object) -> None:
        self.noted.pop()
