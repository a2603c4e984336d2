"""What was worked out before, and whether it still holds: skipping work without ever being stale.

An *answer* is kept with its *grounds*: everything that was looked at while it was worked out. A ground has a value, and an
answer holds as long as no ground of it has another value than when it was given. Whoever hands out something that may change
notes its ground (`note`); whoever knows what things are now says so (`settle`); whoever would rather not work twice asks
(`ask`). Pure: this knows neither facts nor files.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import TypeVar, cast

from generator.answers import Answer, Digest, Values, name_of, packed
from generator.notes import Notes
from generator.past import Past

T = TypeVar("T")

MOST_LOOSE = 50_000
"""So many values of grounds are kept each by itself: in a hundred bytes, where one in a row has sixteen."""


class Recall(Notes):
    """Answers by question, and the values of grounds as they were at the last look: those of the `past`, and over them `values`.

    A ground that is there no more has the value None. `changed` are the grounds that have another value at this `look` than at the
    one before, by digest, with their names: none at the first, number 1. `fresh` are the answers given in this look, by question;
    `always` the grounds of every answer. An answer that holds no longer is passed over, and there until its question is asked
    again: so a look costs nothing for all that it does not touch.
    """

    def __init__(
        self,
        answers: dict[str, Answer] | None = None,
        values: dict[Digest, Digest | None] | None = None,
        look: int = 1,
        past: Past | None = None,
    ) -> None:
        super().__init__()
        self.answers = {} if answers is None else answers
        self.past = past or Past()
        self.values = {} if values is None else values
        self.changed: dict[Digest, str] = {}
        self.fresh: dict[str, Answer] = {}
        self.always: set[Digest] = set()
        self.look = look
        self._moved: dict[Digest, int] = {}
        self._all_moved = 0
        self._lasting: dict[Hashable, tuple[object, object, Answer]] = {}

    def always_note(self, ground: str) -> None:
        """Every answer rests on this."""
        name = name_of(ground)
        self.always.add(name)
        if name in self._moved:
            self._all_moved = max(self._all_moved, self._moved[name])
            self.past.lose_all()

    def settle(self, ground: str, value: Digest | None, among: str = "") -> None:
        """A ground has this value now; None if it is no more. Only questions that begin so rest on it, if that is told (`among`)."""
        name = name_of(ground)
        if self._value_of(name) != value:
            if self.look > 1:
                self.changed[name] = ground
                self._move(name, among)
            self.values[name] = value

    def differs(self, ground: str) -> bool:
        """Whether a ground has another value now than at the last look."""
        return name_of(ground) in self.changed

    def ask(self, question: str, work: Callable[[], bytes]) -> bytes:
        """The answer to a question: the one that was given before, if it still holds, or what `work` gives now."""
        answer = self._answered(question, work)
        self._note_all(answer.each)
        return answer.value

    def part(self, question: str, work: Callable[[], bytes]) -> bytes:
        """The same of a part of something greater, which rests on what the part says, and not on what that rests on.

        So that it holds while its parts say the same, all that are lost (`lost`) have to be asked again, or called other ones
        (`other`), before the greater thing is asked for.
        """
        self._noted[-1].add(name_of(question))
        return self._answered(question, work).value

    def lost(self, what: str) -> list[str]:
        """The questions, of those that begin so, that were answered before this look and are to be answered anew."""
        since = [one for one in self.answers if one.startswith(f"{what} ") and not self.holds(one)]
        of_past = (f"{what} {one}" for one in self.past.lost_now(what))
        return since + [one for one in of_past if one not in self.answers and one not in self.fresh]

    def other(self, question: str) -> None:
        """A part says something else than before, or perhaps so: what it is part of holds no longer."""
        name = name_of(question)
        self.changed[name] = min(self.reasons(question), default=question)
        self._move(name)

    def pack(self) -> None:
        """Have many values in less room from now on, where none is known from before."""
        if len(self.values) > MOST_LOOSE and not self.past:
            self.past.grounds = Values.of({**dict(self.past.grounds.items()), **self.values})
            self.values = {}

    def is_settled(self, ground: str) -> bool:
        """Whether a ground has a value."""
        return self._value_of(name_of(ground)) is not None

    def lasting(self, key: Hashable, of: object, work: Callable[[], T]) -> T:
        """A value that is kept from look to look, for as long as it is that of the very same thing and what it rests on holds.

        For when nothing else is being worked out.
        """
        known = self._lasting.get(key)
        if known is None or known[0] is not of or not self._holds(known[2]):
            value, grounds = self._worked_out(work)
            known = self._lasting[key] = of, value, Answer(b"", packed(grounds), self.look)
        return cast("T", known[1])

    def given(self, what: str, things: Sequence[str]) -> list[bytes | None]:
        """The answers to a question (`what`, a space, the thing) as far as they were given before and hold.

        For when nothing is being worked out.
        """
        told = self.past.values(what, things)
        for place, thing in enumerate(things):
            if told[place] is None:
                answer = self._since(f"{what} {thing}")
                told[place] = answer.value if answer else None
        return told

    def open(self, what: str, things: Sequence[str]) -> list[str]:
        """The things of which a question has no answer that holds."""
        return [one for one in self.past.unknown(what, things) if not self._since(f"{what} {one}")]

    def _since(self, question: str) -> Answer | None:
        """An answer that was given after those of the past, and holds."""
        answer = self.fresh.get(question) or self.answers.get(question)
        return answer if answer and self._holds(answer) else None

    def _value_of(self, name: Digest) -> Digest | None:
        return self.values[name] if name in self.values else self.past.grounds.get(name)

    def _move(self, name: Digest, among: str = "") -> None:
        self._moved[name] = self.look
        if name in self.always:
            self._all_moved = self.look
            self.past.lose_all()
        else:
            self.past.lose_by(name, among)

    def _answered(self, question: str, work: Callable[[], bytes]) -> Answer:
        answer = self.fresh.get(question) or self._standing(question)
        if answer is None:
            value, grounds = self._worked_out(work)
            answer = self.fresh[question] = Answer(value, packed(grounds), self.look)
        return answer

    def say(self, question: str, value: bytes) -> None:
        """Another answer to a question that was answered before; it rests on the same."""
        before = self.answers.get(question) or self.past.once(question)
        assert before, question
        self.fresh[question] = Answer(value, before.grounds, self.look)

    def forget(self, question: str) -> None:
        """Have a question answered anew."""
        self.answers.pop(question, None)
        self.past.lose([question])

    def holds(self, question: str) -> bool:
        """Whether an answer was given before and still holds."""
        return question in self.fresh or self._standing(question) is not None

    def before(self, question: str) -> bytes | None:
        """What a question was answered with the last time, whether or not that holds; None if it never was."""
        known = self.fresh.get(question) or self.answers.get(question) or self.past.once(question)
        return known.value if known else None

    def reasons(self, question: str) -> Iterator[str]:
        """The grounds for which an answer no longer holds; none if there was no answer."""
        answer = self.answers.get(question) or self.past.once(question)
        grounds = self.always.union(answer.each) if answer else ()
        return (self.changed[one] for one in grounds if one in self.changed)

    def take(self, fresh: Mapping[str, Answer]) -> None:
        """Take over answers that were given elsewhere in this look, in the place of those that held until then."""
        self.past.lose(fresh)
        self.fresh.update(fresh)

    def rest(self) -> None:
        """End a look: from now on nothing counts as changed any more."""
        self.past.lose(self.fresh)
        self.answers.update(self.fresh)
        self.fresh, self.changed = {}, {}
        self._let_go()
        self.look += 1

    def standing(self) -> dict[str, Answer]:
        """The answers that hold, by question, once a look has ended; besides those of the `past`."""
        return {question: answer for question in self.answers if (answer := self._standing(question))}

    def kept(self, question: str) -> Answer:
        """An answer that holds. Raises KeyError where there is none."""
        if answer := self._standing(question):
            return answer
        raise KeyError(question)

    def beside(self) -> Recall:
        """Another one that knows the same."""
        known = Recall(dict(self.answers), dict(self.values), self.look, self.past.copy())
        known.always, known._moved = set(self.always), dict(self._moved)
        known._all_moved = self._all_moved
        return known

    def _standing(self, question: str) -> Answer | None:
        answer = self.answers.get(question)
        if answer is not None:
            return answer if self._holds(answer) else None
        return self.past.get(question)

    def _holds(self, answer: Answer) -> bool:
        """Whether nothing that an answer rests on has moved after the look at which it was given."""
        moved, look = self._moved, answer.look
        return look == self.look or (
            look >= self._all_moved and all(moved[one] <= look for one in moved.keys() & answer.each)
        )
