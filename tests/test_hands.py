from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.hands import MOST_LOTS, hands_there_are, lots, share
from generator.layouts import LayoutError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is one process there")

LARGE = 1 << 20
"""More bytes than are kept back before they are written."""


def no_process_is_left() -> bool:
    """Whether this process has no children, ended ones that nobody has asked about included."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def test_there_is_a_hand_at_least():
    assert hands_there_are() >= 1


def test_each_lot_is_drawn_by_one_and_who_is_slow_draws_fewer():
    def work(part: int) -> list[bytes]:
        mine = []
        for lot in drawn:
            time.sleep(0.02 if part else 0)
            mine.append(str(lot))
        return [" ".join(mine).encode()]

    with lots(MOST_LOTS) as drawn:
        ours, theirs = ([int(lot) for lot in told.split()] for told in share(2, work))
    assert sorted(ours + theirs) == list(range(MOST_LOTS))
    assert ours == sorted(ours, reverse=True)
    assert len(ours) > len(theirs)


def test_lots_leave_no_pipe():
    before = pipes().keys()
    with lots(3) as drawn:
        assert list(drawn) == [2, 1, 0]
    assert pipes().keys() == before


def test_what_comes_of_each_part_comes_in_order_however_long_it_took():
    def work(part: int) -> list[bytes]:
        time.sleep(0.05 * (3 - part))
        return [f"part {part}".encode()]

    assert list(share(4, work)) == [b"part 0", b"part 1", b"part 2", b"part 3"]
    assert no_process_is_left()


def test_each_part_is_done_by_another_process_and_the_first_by_ours():
    done_by = [int(told) for told in share(3, lambda _: [str(os.getpid()).encode()])]
    assert done_by[0] == os.getpid()
    assert len(set(done_by)) == 3


def test_a_single_part_takes_no_process():
    assert [int(told) for told in share(1, lambda _: [str(os.getpid()).encode()])] == [os.getpid()]


def test_all_know_what_was_known_when_they_parted_and_nobody_learns_from_the_others():
    known = ["Ada Lind"]

    def work(part: int) -> list[bytes]:
        known.append(f"from part {part}")
        return [" ".join(known).encode()]

    assert list(share(2, work)) == [b"Ada Lind from part 0", b"Ada Lind from part 1"]
    assert known == ["Ada Lind", "from part 0"]


def test_much_can_come_of_every_part_and_nothing_of_any():
    assert [len(told) for told in share(3, lambda part: [bytes(part * LARGE)])] == [0, LARGE, 2 * LARGE]


def test_a_part_can_tell_in_pieces_and_what_goes_wrong_between_them_is_raised():
    def work(part: int) -> Iterator[bytes]:
        yield f"first of {part}".encode()
        if part == 2:
            raise LayoutError("actor.html:1: 'nmae' is undefined")
        yield bytes(LARGE)

    told = share(3, work)
    heard = [len(next(told)) for _ in range(5)]
    assert heard == [len("first of 0"), LARGE, len("first of 1"), LARGE, len("first of 2")]
    with pytest.raises(LayoutError):
        next(told)
    assert no_process_is_left()


@pytest.mark.parametrize("part", [0, 1, 2])
def test_what_goes_wrong_in_whichever_process_is_raised_here(part):
    def work(number: int) -> list[bytes]:
        if number == part:
            raise LayoutError("actor.html:1: 'nmae' is undefined")
        return []

    with pytest.raises(LayoutError, match="'nmae' is undefined"):
        list(share(3, work))
    assert no_process_is_left()


def test_an_interruption_is_raised_here_too():
    def work(number: int) -> list[bytes]:
        if number:
            raise KeyboardInterrupt
        return []

    with pytest.raises(KeyboardInterrupt):
        list(share(2, work))


def test_a_process_that_is_killed_is_told():
    def work(number: int) -> list[bytes]:
        if number:
            os.kill(os.getpid(), signal.SIGKILL)
        return []

    with pytest.raises(ChildProcessError, match="was ended"):
        list(share(2, work))
    assert no_process_is_left()


def test_a_process_that_is_killed_while_it_tells_is_told():
    """What it has told by then must not pass for the whole."""

    def work(number: int) -> Iterator[bytes]:
        if number:
            yield bytes(LARGE)
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(ChildProcessError):
        list(share(2, work))


def pipes() -> dict[str, int]:
    """The pipes that this process has, by what the system calls them."""
    opened = [one for one in Path("/proc/self/fd").iterdir() if one.is_fifo()]
    return {str(one.readlink()): int(one.name) for one in opened}


def test_who_asks_for_no_more_leaves_no_process():
    told = share(3, lambda part: [bytes(part * LARGE)])
    assert next(told) == b""
    told.close()
    assert no_process_is_left()
