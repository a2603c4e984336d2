"""What all facts told at the last look of a process before, taken up again without looking at each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from generator.index import Index
from generator.kinds import Kind
from generator.laid import Lay
from generator.roll import Roll
from generator.shelf import Files, Kept
from generator.stamp import Walk
from generator.told import Told
from generator.values import Fixed


class Known(Fixed, frozen=True):
    """What is known of the files of a dossier as they lay at the last look of the process before, besides what was in them.

    `roll` has the facts in their base, `lay` how all of them lay; a `walk` over them, taken since, tells what was written since. Of
    layouts it is kept what they were `compiled` to.
    """

    roll: Roll = Roll()
    lay: Lay = Lay()
    walk: Walk | None = None
    compiled: dict[str, bytes] = {}  # noqa: RUF012  each has its own


def index_again(kinds: Sequence[Kind], roll: Roll, files: Files, counts: Callable[[Kept], bool]) -> Index:
    """The index of the facts in these files; `roll` has those in their base. `counts` is as it was then."""
    base, at = files.base, dict(zip(roll.refs, roll.files, strict=True))

    def told(ref: str) -> Told:
        found = base[at[ref]].told
        if found is None:
            raise KeyError(ref)
        return found

    index = Index(kinds, roll, told)
    for kept in _facts(base[file] for file in files.gone):
        index.put(kept.ref, None)
    for kept in _facts(files.since.values()):
        index.put(kept.ref, kept.told if counts(kept) else None)
    index.settled()
    return index


def _facts(files: Iterable[Kept]) -> Iterable[Kept]:
    return (kept for kept in files if not kept.beside)
