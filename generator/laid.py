"""How the files of a dossier lie: as they were found, or as they were at the last look, if there are no others since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from generator.kinds import Kind
from generator.listing import Listings, is_passed_over
from generator.order import Order
from generator.problems import Problem
from generator.read import Found, find, find_beside
from generator.roll import AtNeed
from generator.shelf import as_bytes, problems_in
from generator.stamp import Doubtful, Walk, changed_at, is_listing
from generator.values import Fixed

FOLDERS = ("content", "seeds")
"""The folders of a dossier that facts are in."""


class Laid(Fixed, frozen=True):
    """The files of `facts` by reference, in the order of kinds and ids, and what lies `beside` them.

    `misplaced` and `strays` are what is wrong with the names and places of the ones and of the others.
    """

    facts: Mapping[str, Found]
    beside: Mapping[str, Found]
    misplaced: list[Problem]
    strays: list[Problem]

    @classmethod
    def found(cls, listings: Listings, kinds: Sequence[Kind]) -> Laid:
        """The files of a project that has these kinds."""
        found, misplaced = find(listings.project, kinds, listings)
        ranks = {kind.name: rank for rank, kind in enumerate(kinds)}
        by_ref = {file.ref: file for file in found}
        ordered = sorted(by_ref.items(), key=lambda one: (ranks[one[1].kind.name], one[0]))
        beside, strays = find_beside(listings.project, kinds, found, listings)
        return cls(dict(ordered), {file.ref: file for file in beside}, misplaced, strays)


class Lay(msgspec.Struct, frozen=True, array_like=True):
    """How the files of a dossier lay at a look, to be known again.

    `folders` are listed as in a `Walk`, with the state of each file, none where that is not to be trusted. `apart` are the facts that
    do not count, and `beside` is what lies beside the others, by reference, with the files; with the `troubled` files something was wrong; `misplaced` and
    `strays` are kept as bytes.
    """

    folders: dict[str, str] = {}
    apart: list[str] = []
    beside: dict[str, str] = {}
    troubled: list[str] = []
    misplaced: bytes = b""
    strays: bytes = b""

    @classmethod
    def of(cls, laid: Laid, folders: dict[str, str], apart: Iterable[str], troubled: Iterable[str]) -> Lay:
        """How they lie, in these folders; these of the facts do not count, and something is wrong with these files."""
        beside = {ref: file.file for ref, file in laid.beside.items()}
        wrong = as_bytes(laid.misplaced), as_bytes(laid.strays)
        return cls(folders, list(apart), beside, sorted(troubled), *wrong)

    def laid(self, facts: Iterable[str], kinds: Sequence[Kind]) -> Laid:
        """The same files again, of these facts and those apart, of the same kinds."""
        of = {kind.name: kind for kind in kinds}

        def fact(ref: str) -> Found:
            kind, _, name = ref.partition(":")
            return Found(of[kind], name, f"{of[kind].folder}/{name}{of[kind].suffix}", plain=True)

        def beside(ref: str) -> Found:
            kind, _, address = ref.partition(":")
            name = address.replace("#", ".", 1)
            return Found(
                of[kind], name, f"{of[kind].folder}/{name}{of[kind].beside}", plain=True, beside=True
            )

        return Laid(
            AtNeed(fact, Order(kinds).every([*facts, *self.apart]) if self.apart else facts),
            AtNeed(beside, self.beside),
            problems_in(self.misplaced),
            problems_in(self.strays),
        )

    def written_since(self, now: Mapping[str, str]) -> set[str] | None:
        """The files that have another state now; None if there are others than there were."""
        if now.keys() != self.folders.keys():
            return None
        others = [folder for folder, text in now.items() if text != self.folders[folder]]
        before, states = _states_in(self.folders, others), _states_in(now, others)
        if before.keys() != states.keys():
            return None
        return {file for file, state in states.items() if state != before[file]}


def written_in(before: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """The files in folders that have another state now, or were not there before."""
    others = [folder for folder, text in now.items() if text != before.get(folder)]
    known = _states_in(before, others)
    return {file for file, state in _states_in(now, others).items() if state != known.get(file)}


def walk_over(project: Path) -> Walk | None:
    """A walk over the files of facts; none if they have to be looked up one by one."""
    try:
        return Walk([str(project / one) for one in FOLDERS])
    except (OSError, Doubtful):
        return None


def folders_in(project: Path, walk: Walk) -> dict[str, str]:
    """The folders that facts are in, by their paths in the project, as a walk found them."""
    roots = [(str(project / name), name) for name in FOLDERS]
    return {
        f"{name}{folder[len(root) :]}": text
        for folder, text in walk.folders.items()
        for root, name in roots
        if (folder == root or folder.startswith(f"{root}/")) and is_listing(text)
    }


def trusted(folders: dict[str, str], walk: Walk, now: int) -> dict[str, str]:
    """The folders without the states of what changed at this moment or later: it may change once more and have the same."""
    return folders if walk.newest < now else {folder: _older(text, now) for folder, text in folders.items()}


def _states_in(folders: Mapping[str, str], some: Iterable[str]) -> dict[str, str]:
    """The state of each file in some folders by its path, but for those that are passed over."""
    each = (
        (folder, one.partition("\0")) for folder in some for one in folders.get(folder, "").split("/") if one
    )
    return {f"{folder}/{name}": state for folder, (name, _, state) in each if not is_passed_over(name)}


def _older(text: str, now: int) -> str:
    each = (one.partition("\0") for one in text.split("/") if one)
    return "/".join(f"{name}\0{state if changed_at(state) < now else ''}" for name, _, state in each)
