"""Work shared out among processes: each does its part, on all that was known when they parted."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import BinaryIO

FEW = 48
"""So few things are sooner done by one process than shared out among several."""

MOST_LOTS = 2_000
"""Into so many lots work is divided at most: so many numbers of two bytes fit into a pipe everywhere."""

_M_MMAP_THRESHOLD = -3
"""How mallopt(3) calls the size from which on a block of memory is taken from the system by itself."""

_LARGE = 128 * 1024
"""Bytes of such a block: as many as in glibc at first."""

Part = Callable[[int], Iterable[bytes]]
"""Does one part of the work, by its number from 0, and then says in pieces what came of it: in one, it would be there many times."""


def hands_there_are() -> int:
    """How many processes can work at the same time here."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def parts_of(things: int, hands: int) -> int:
    """Into how many parts work on so many things is shared out among these hands."""
    return max(1, min(hands, things // FEW))


def share(parts: int, work: Part) -> Iterator[bytes]:
    """What comes of each part, piece by piece, in order; the first is done in this process.

    What they tell lies in files until all have ended: so no process holds it, and nothing of it is taken up while several are
    there. Raises what `work` raises, in whichever process, and ChildProcessError where one was ended before it had told all. All
    processes have ended when this has ended, however it does.
    """
    if parts == 1:
        yield from work(0)
        return
    from tempfile import TemporaryFile  # one that works alone has no need of it

    _keep_no_holes()
    gc.freeze()  # or collecting in one process copies the memory that all share
    with ExitStack() as open_files:
        files = [open_files.enter_context(TemporaryFile()) for _ in range(parts)]
        children = [_begin(number, work, files[number]) for number in range(1, parts)]
        try:
            files[0].writelines(_told(0, work))
        finally:
            for child in children:
                os.waitpid(child, 0)
            gc.unfreeze()
        for file in files:
            file.seek(0)
            yield from _heard(file)


@contextmanager
def lots(number: int) -> Iterator[Iterator[int]]:
    """So many numbers from 0, the last first: each is drawn once, by whichever process that parts meanwhile comes first.

    So none is idle while another still has much to do. There are no more than `MOST_LOTS`.
    """
    drawing, laying = os.pipe()
    try:
        with os.fdopen(laying, "wb") as pipe:
            pipe.write(b"".join(one.to_bytes(2, "big") for one in reversed(range(number))))
        yield (int.from_bytes(drawn, "big") for drawn in iter(lambda: os.read(drawing, 2), b""))
    finally:
        os.close(drawing)


def _keep_no_holes() -> None:
    """Have large blocks of memory given back to the system when they are let go, by mallopt(3) where the system has that.

    The C library of Linux does so by itself until the first ones are: then it takes larger and larger ones from among the small,
    and keeps the holes that they leave, in each process.
    """
    import ctypes

    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(_M_MMAP_THRESHOLD, _LARGE)


def _begin(number: int, work: Part, file: BinaryIO) -> int:
    """A process that does this part and lays what came of it in a file."""
    child = os.fork()
    if child:
        return child
    try:
        with file:
            file.writelines(_outcome(number, work))
    finally:
        os._exit(0)  # nothing that the first process has to end may be ended here too


def _told(number: int, work: Part) -> Iterator[bytes]:
    """What a part tells, each piece after a line with its length, and that this was all."""
    for piece in work(number):
        yield b"+%d\n" % len(piece)
        yield piece
    yield _ALL


def _outcome(number: int, work: Part) -> Iterator[bytes]:
    """What a part tells, or what went wrong."""
    try:
        yield from _told(number, work)
    except BaseException as error:  # noqa: BLE001  raised again by `_heard`
        import pickle  # only where something goes wrong

        wrong = pickle.dumps(error)
        yield b"-%d\n" % len(wrong)
        yield wrong


def _heard(told: BinaryIO) -> Iterator[bytes]:
    """The pieces that a part tells. Raises what went wrong there, and ChildProcessError where it does not tell all."""
    while (head := told.readline()).endswith(b"\n"):
        if head == _ALL:
            return
        piece = told.read(int(head[1:]))
        if len(piece) < int(head[1:]):
            break
        if head[:1] == b"-":
            import pickle

            raise pickle.loads(piece)  # noqa: S301  written by our own process
        yield piece
    raise ChildProcessError("a process that did a part of the work was ended")


_ALL = b".\n"
