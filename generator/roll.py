"""What all facts tell together, packed: for whoever would rather not look at each of them again; and things made when asked for."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NoReturn, TypeVar

import msgspec

T = TypeVar("T")


class Roll(msgspec.Struct, frozen=True, array_like=True):
    """All facts by reference, in order, with the `files` that they are in and digests of what they say (`records`, 8 bytes each).

    Those who name a fact stand in `naming` as numbers in that order, each in 4 bytes, up to where `ends` says. `correcting` are the
    facts that correct others; `newest` is the last day given in a fact of a kind, empty for a kind without days.
    """

    refs: list[str] = []
    files: list[str] = []
    records: bytes = b""
    naming: bytes = b""
    ends: bytes = b""
    correcting: list[str] = []
    newest: dict[str, str] = {}

    def then(self, records: bytes, newest: dict[str, str]) -> Roll:
        """The same facts, each named by the same, that say this."""
        return msgspec.structs.replace(self, records=records, newest=newest)


NO_ROLL = Roll()
"""That of no facts."""


def named(refs: Iterable[str], into: Mapping[str, Iterable[str]]) -> tuple[bytes, bytes]:
    """Who names each of these facts, as `naming` and `ends` of a roll; `into` tells of each by whom it is named."""
    number = {ref: place for place, ref in enumerate(refs)}
    naming, ends = array("I"), array("I")
    for ref in number:
        naming.extend(sorted(number[one] for one in into[ref] if one in number))
        ends.append(len(naming))
    return naming.tobytes(), ends.tobytes()


class Into(dict[str, list[str]]):
    """Who names each fact. What is on a roll is unpacked when it is asked for."""

    def __init__(self, roll: Roll) -> None:
        self._refs = roll.refs
        self._numbers = {ref: place for place, ref in enumerate(roll.refs)}
        self._naming = memoryview(roll.naming).cast("I")
        self._ends = memoryview(roll.ends).cast("I")

    def __missing__(self, ref: str) -> list[str]:
        place = self._numbers.get(ref)
        if place is None:
            found = []
        else:
            start = self._ends[place - 1] if place else 0
            found = [self._refs[one] for one in self._naming[start : self._ends[place]]]
        self[ref] = found
        return found


class AtNeed(Mapping[str, T]):
    """Things by name, of which those that are there from the beginning are made when they are asked for."""

    def __init__(self, make: Callable[[str], T], names: Iterable[str] = ()) -> None:
        self._made: dict[str, T | None] = dict.fromkeys(names)
        self._make = make

    def put(self, name: str, thing: T) -> None:
        """There is this from now on, by that name."""
        self._made[name] = thing

    def drop(self, name: str) -> None:
        """There is nothing of that name any more."""
        self._made.pop(name, None)

    def __getitem__(self, name: str) -> T:
        made = self._made[name]
        if made is None:
            made = self._made[name] = self._make(name)
        return made

    def __contains__(self, name: object) -> bool:
        return name in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def not_there(name: str) -> NoReturn:
    """What makes nothing, for where nothing is asked for. Raises KeyError."""
    raise KeyError(name)
