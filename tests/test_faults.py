"""Builds that are killed, interrupted, starved and set upon each other: the site is the old one or the new one, at every moment.

`make trials` does this at length (trials_faults.py).
"""

from __future__ import annotations

import random
import signal

import pytest
from bridge import BRIDGE
from faults import Affair, Reader, digest_of, seen, tried, with_files_of_at_most

# From Python 3.12 on one is warned of forking where threads run, as they do in a test run on several cores.
pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")

OTHER = BRIDGE | {
    "content/actors/ada-lind.yaml": BRIDGE["content/actors/ada-lind.yaml"].replace("Ada Lind", "Ada Lund"),
    "content/issues/ferry.yaml": BRIDGE["content/issues/ferry.yaml"].replace("Does the ferry stay", "Is it to stay"),
}  # fmt: skip


@pytest.fixture(scope="module")
def affair(tmp_path_factory):
    """The bridge, of which two readings take turns."""
    return Affair(tmp_path_factory.mktemp("affair"), BRIDGE, OTHER)


@pytest.mark.slow
@pytest.mark.xdist_group("faults")
@pytest.mark.parametrize(("how", "times"), [(signal.SIGKILL, 12), (signal.SIGINT, 2)])
def test_a_build_that_is_stopped_leaves_a_whole_site_and_the_next_is_right(affair, how, times):
    assert tried(affair, how, times, random.Random(how), every=6).before_their_end > 0


@pytest.mark.slow
@pytest.mark.xdist_group("faults")
def test_two_builds_at_once_are_both_right(affair):
    affair.change()
    with Reader(affair.site, affair.wanted) as reader:
        assert [build.wait() for build in [affair.start(), affair.start()]] == [0, 0]
    assert reader.wrong == []
    assert digest_of(affair.site) == affair.wanted[affair.turn]
    assert not affair.workplace.exists()


@pytest.mark.slow
@pytest.mark.xdist_group("faults")
@pytest.mark.parametrize("room", [0, 1500])
def test_a_build_without_room_says_so_and_leaves_the_site_as_it_was(affair, room):
    affair.change()
    starved = affair.start(preexec_fn=with_files_of_at_most(room))
    assert starved.wait() == 2
    assert seen(affair.site) == affair.wanted[1 - affair.turn]
    assert not affair.workplace.exists()
    affair.build()


def test_a_reader_tells_a_half_site_from_a_whole_one(tmp_path):
    site = tmp_path / "site"
    (site / "actors").mkdir(parents=True)
    (site / "index.html").write_text("front")
    whole = digest_of(site)
    with Reader(site, [whole]) as reader:
        (site / "actors" / "ada-lind.html").touch()
        while reader.times < 5:
            pass
    assert reader.wrong[-1] == digest_of(site)
