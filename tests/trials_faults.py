"""Kills builds of this dossier at random moments, fills the disk under them and lets them run at the same time.

    python tests/trials_faults.py [TIMES]

TIMES is how many builds are killed (otherwise 300; ten times as many when only the writing is). A reader looks at the site
without a pause: it has to be the old one or the new one at every moment, and the build that follows has to be right. Ends with 1
where it is not. The disk is filled in earnest if file systems may be mounted here, otherwise that is passed over.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bridge import BRIDGE
from faults import ROOT, Affair, Reader, Stopped, digest_of, seen, tried
from test_faults import OTHER
from worlds import World

from generator.output import exchange, write

Files = Mapping[str, bytes]


def real_world() -> World:
    """The facts of this checkout."""
    files = [
        path
        for folder in ("content", "seeds")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "texts" not in path.parts
    ]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in files}


def with_a_page_changed(world: World) -> World:
    """The same, but for a sentence more on one page."""
    page = min(path for path in world if path.startswith("content/pages/"))
    return {**world, page: world[page] + "\n\nAnother sentence.\n"}


def commands_stopped(place: Path, times: int) -> Stopped:
    """The command, killed and now and then interrupted, on the dossier of this checkout."""
    one = real_world()
    affair = Affair(place, one, with_a_page_changed(one))
    killed = tried(affair, signal.SIGKILL, times, random.Random(1), every=4)
    tried(affair, signal.SIGINT, times // 10, random.Random(2), every=4)
    return killed


def pages(state: int) -> Files:
    """Five hundred files, of which a tenth are others in the other state."""
    return {
        f"{number % 10}/{number}.html": b"%d " % (state if number % 10 == 3 else 2) * 500
        for number in range(500)
    } | {f"only-here/{state}.html": b""}


def writings_stopped(place: Path, times: int, *, missing: bool) -> Stopped:
    """Writing alone, killed; `missing` says whether there may be a moment without a site."""
    site, states = place / "site", (pages(0), pages(1))
    whole = []
    for state in states:
        write(site, state)
        whole.append(digest_of(site))
    began = time.monotonic()
    write(site, states[0])
    longest, chance = time.monotonic() - began, random.Random(3)
    stopped = writing = 0
    for number in range(1, times + 1):
        now = number % 2

        def act(state: Files = states[now]) -> None:
            write(site, state)

        with Reader(site, whole) as reader:
            stopped += killed(act, chance.uniform(0, longest * 1.1))
            writing += (place / ".site.factsheet").exists()
            assert os.waitpid(begun(act), 0)[1] == 0
        assert [one for one in reader.wrong if not (missing and "FileNotFound" in one)] == [], number
        assert seen(site) == whole[now]
        assert [path.name for path in place.iterdir()] == ["site"]
    return Stopped(stopped, writing)


def killed(act: Callable[[], None], after: float) -> bool:
    """Do this in another process, and kill that after so many seconds; whether it came before the end."""
    child = begun(act)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1] != 0


def begun(act: Callable[[], None]) -> int:
    """The process that does this."""
    if child := os.fork():
        return child
    act()
    os._exit(0)


@contextmanager
def by_two_renames() -> Iterator[None]:
    """As where folders cannot be exchanged in one call."""
    at_once = exchange.exchanged_at_once
    exchange.exchanged_at_once = lambda _one, _other: False
    try:
        yield
    finally:
        exchange.exchanged_at_once = at_once


def at_once(place: Path, times: int) -> int:
    """Several builds of one site, begun at the same time or nearly."""
    affair, chance = Affair(place, BRIDGE, OTHER), random.Random(4)
    for _ in range(times):
        affair.change()
        with Reader(affair.site, affair.wanted) as reader:
            builds = []
            for _ in range(3):
                builds.append(affair.start())
                time.sleep(chance.uniform(0, 0.2))
            assert [build.wait() for build in builds] == [0, 0, 0]
        assert reader.wrong == []
        assert seen(affair.site) == affair.wanted[affair.turn]
        assert not affair.workplace.exists()
    return times


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[bool]:
    """A file system of that size in this folder; whether there is one."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(place)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(place)], check=True)


def starved(place: Path) -> tuple[int, int]:
    """Builds with a little more room each time: how many had too little, and how many enough."""
    affair, filling = Affair(place, BRIDGE, OTHER), place / "filling"
    failed = ended = 0
    room = 0
    while ended < 3:
        affair.change()
        fill(filling, room)
        before = seen(affair.site)
        code = affair.start().wait()
        assert code in {0, 2}
        assert seen(affair.site) == (before if code else affair.wanted[affair.turn])
        assert not affair.workplace.exists()
        failed, ended = failed + (code != 0), ended + (code == 0)
        filling.unlink()
        affair.build()
        room += 12 * 1024
    return failed, ended


def fill(file: Path, room: int) -> None:
    """Write zeros until there is just so much room left on the disk."""
    disk = os.statvfs(file.parent)
    file.write_bytes(bytes(max(0, disk.f_bavail * disk.f_frsize - room)))


def main(times: int) -> None:
    """All of it, told line by line."""
    with tempfile.TemporaryDirectory() as top:
        places = iter([Path(top, str(number)) for number in range(9)])

        def place() -> Path:
            folder = next(places)
            folder.mkdir()
            return folder

        tell("builds killed", commands_stopped(place(), times))
        tell("writings killed", writings_stopped(place(), times * 10, missing=False))
        with by_two_renames():
            tell("writings killed, by two renames", writings_stopped(place(), times * 3, missing=True))
        tell("three builds at once", at_once(place(), max(1, times // 15)))
        with small_disk(disk := place(), 24) as mounted:
            tell(
                "disk full, and just not full",
                starved(disk) if mounted else "passed over: nothing may be mounted",
            )


def tell(what: str, found: object) -> None:
    print(f"{what}: {found}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
