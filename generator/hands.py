"""Work shared out among processes: each does its part, on all that was known when they parted."""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress

FEW = 48
"""So few things are sooner done by one process than shared out among several."""

Part = Callable[[int], bytes]
"""Does one part of the work, by its number from 0, and says as bytes what came of it."""


def hands_there_are() -> int:
    """How many processes can work at the same time here."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def parts_of(things: int, hands: int) -> int:
    """Into how many parts work on so many things is shared out among these hands."""
    return max(1, min(hands, things // FEW))


def share(parts: int, work: Part) -> Iterator[bytes]:
    """What comes of each part, in order; the first is done in this process. Raises what `work` raises, in whichever process.

    All processes have ended when this has ended, however it does.
    """
    if parts > 1:
        gc.collect()
        gc.freeze()  # or collecting in one process copies the memory that all share
    children = [_begin(number, work) for number in range(1, parts)]
    try:
        yield work(0)
        while children:
            child, pipe = children[0]
            with os.fdopen(pipe, "rb") as told:
                outcome = told.read()
            _, status = os.waitpid(children.pop(0)[0], 0)
            yield _came_of(outcome if status == 0 else b"")  # who was ended while it told has not told all
    finally:
        for (
            _,
            pipe,
        ) in children:  # all before the first is waited for: later ones hold the pipes of earlier ones
            with suppress(OSError):
                os.close(pipe)
        for child, _ in children:
            os.waitpid(child, 0)
        gc.unfreeze()


def _begin(number: int, work: Part) -> tuple[int, int]:
    """A process that does this part, and where it tells what came of it."""
    told, telling = os.pipe()
    child = os.fork()
    if child:
        os.close(telling)
        return child, told
    try:
        os.close(told)
        with os.fdopen(telling, "wb") as pipe, suppress(BrokenPipeError):
            pipe.write(_outcome(number, work))
    finally:
        os._exit(0)  # nothing that the first process has to end may be ended here too


def _outcome(number: int, work: Part) -> bytes:
    try:
        return b"+" + work(number)
    except BaseException as error:  # noqa: BLE001  raised again by `_came_of`
        return b"-" + pickle.dumps(error)


def _came_of(outcome: bytes) -> bytes:
    if outcome[:1] == b"+":
        return outcome[1:]
    if outcome[:1] == b"-":
        raise pickle.loads(outcome[1:])  # noqa: S301  written by our own process
    raise ChildProcessError("a process that did a part of the work was ended")
