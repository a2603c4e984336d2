"""What facts are called on pages: filled in at the end, so that a page need not be rendered again where only a name has changed.

A layout is shown a *stand-in* for the name of a fact: its reference between two control characters, which no fact may have in it
and which nothing that pages are made by changes, cuts or escapes. A page with stand-ins in it is a *draft*. Its *form* is what is
remembered of that: how long the stretches between the names are, and whose name comes after which. With this the names in a page
that lies in the site can be changed in place.

Whatever looks into a name, to sort or to compare it or to cut it short, asks for the name itself (`Dossier.named`).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import accumulate, chain
from operator import add

import msgspec

from generator.dossier import Dossier
from generator.markup import escaped
from generator.values import Fixed

MARK = "\x01"
"""What stands before and after the reference in a stand-in."""

_MARK = MARK.encode()

Name = Callable[[str], str]
"""From the reference of a fact, or of an entry in one, to what it is called, or to what stands for that."""


class Form(msgspec.Struct, frozen=True, array_like=True):
    """A page but for its names: the facts that are named, each once (`refs`).

    Of each stretch between names how many bytes it has, and of each name whose it is, by its number, packed.
    """

    refs: tuple[str, ...]
    stretches: bytes
    order: bytes

    def renamed(self, content: bytes, sizes: Sequence[int], names: Mapping[int, bytes]) -> bytes | None:
        """A page that was `content` while its names had these sizes, in bytes, with others for some of them, by number.

        None where what stands there is longer or shorter than that page was.
        """
        order = _numbers(self.order)
        named = list(map(sizes.__getitem__, order))
        ends = list(accumulate(map(add, _numbers(self.stretches), chain(named, [0]))))
        if len(content) != ends[-1]:
            return None
        whole: list[bytes] = []
        start = 0
        for place in sorted(place for number in names for place in _places(order, number)):
            whole += (content[start : ends[place] - named[place]], names[order[place]])
            start = ends[place]
        return b"".join([*whole, content[start:]])


class Draft(Fixed, frozen=True):
    """A page in parts: bytes and references by turns, beginning and ending with bytes."""

    parts: Sequence[bytes]

    @property
    def refs(self) -> list[bytes]:
        """The facts that are named, each once."""
        return list(dict.fromkeys(self.parts[1::2]))

    def form(self) -> Form:
        """What is to be remembered of it."""
        numbers = {ref: number for number, ref in enumerate(self.refs)}
        stretches = packed(list(map(len, self.parts[::2])))
        order = packed(list(map(numbers.__getitem__, self.parts[1::2])))
        return Form(tuple(ref.decode() for ref in numbers), stretches, order)

    def filled(self, names: Sequence[bytes]) -> bytes:
        """The page, with the names of its `refs`."""
        by_ref = dict(zip(self.refs, names, strict=True))
        whole = list(self.parts)
        whole[1::2] = map(by_ref.__getitem__, whole[1::2])
        return b"".join(whole)


class Naming(Fixed, frozen=True):
    """How pages name facts: what is `shown` to layouts, into which `parts` a draft falls, and by which `name` a fact is filled in."""

    shown: Name
    name: Name
    parts: Callable[[bytes], Sequence[bytes]]

    def draft(self, text: bytes) -> Draft:
        """A page as it was rendered."""
        return Draft(self.parts(text))

    def names(self, refs: Iterable[str]) -> list[bytes]:
        """What facts are called, as it stands in markup."""
        return [_bytes(self.name(ref)) for ref in refs]

    def finished(self, text: bytes) -> bytes:
        """A page as it goes out, from the text that was rendered."""
        draft = self.draft(text)
        return draft.filled(self.names(ref.decode() for ref in draft.refs))


def packed(numbers: Sequence[int]) -> bytes:
    """Numbers from 0 on in as few bytes each as the greatest of them takes; the first byte says in how many."""
    most = max(numbers, default=0)
    size = "B" if most < 1 << 8 else "H" if most < 1 << 16 else "I"
    return size.encode() + array(size, numbers).tobytes()


def unpacked(numbers: bytes) -> list[int]:
    """The numbers that were packed so."""
    return _numbers(numbers).tolist()


def in_markup(dossier: Dossier, ref: str) -> bytes:
    """What a fact is called, as it stands on pages."""
    return _bytes(dossier.named(ref))


def stand_in(ref: str) -> str:
    """What stands on a draft for the name of a fact."""
    return f"{MARK}{ref}{MARK}"


def _numbers(packed: bytes) -> array[int]:
    return array(chr(packed[0]), packed[1:])


def _places(numbers: array[int], one: int) -> Iterator[int]:
    """Where a number stands; each is looked for from the last on, which is far quicker than looking at all."""
    place = -1
    with suppress(ValueError):  # there is no other
        while True:
            place = numbers.index(one, place + 1)
            yield place


def _bytes(name: str) -> bytes:
    return escaped(name).encode()


def _whole(text: bytes) -> Sequence[bytes]:
    return [text]


AS_IT_IS = Naming(str, str, _whole)
"""For pages that name nothing."""


NamingOf = Callable[[Dossier], Naming]
"""How the facts of a dossier are named."""


def at_once(dossier: Dossier) -> Naming:
    """For layouts that may do anything with a name: they are shown the names themselves."""
    return Naming(dossier.named, dossier.named, _whole)


def late(dossier: Dossier) -> Naming:
    """For layouts that print names and do nothing else with them."""
    return Naming(partial(_stand_in, dossier), partial(_called, dossier), partial(bytes.split, sep=_MARK))


def chosen(choose: Callable[[], Naming]) -> Naming:
    """The one that is chosen whenever something is to be named."""
    return Naming(
        lambda ref: choose().shown(ref), lambda ref: choose().name(ref), lambda text: choose().parts(text)
    )


def _stand_in(dossier: Dossier, ref: str) -> str:
    fact, is_entry, _ = ref.partition("#")
    if is_entry and dossier.entries[ref].named_by:
        return dossier.named(ref)  # it stands in a fact that was looked at whole for this
    return stand_in(fact)


def _called(dossier: Dossier, ref: str) -> str:
    """What a fact is called; what is none, though it stands between marks, is left as it is."""
    return dossier.named(ref) if dossier.is_there(ref) else stand_in(ref)
