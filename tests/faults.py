"""Builds that are killed, interrupted or starved, and what a reader sees of the site meanwhile."""

from __future__ import annotations

import hashlib
import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from worlds import World, build_world

ROOT = Path(__file__).parents[1]

Digest = str

GLANCES = 500
"""Between two readings, whether there is a site at all: a moment without one is shorter than a reading."""


def digest_of(folder: Path) -> Digest:
    """Of all below a folder that is not about to change: names, kinds and contents."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        return _digest(opened)
    finally:
        os.close(opened)


def _digest(folder: int) -> Digest:
    """All is read by way of the open folder: what is exchanged meanwhile does not matter to it."""
    total = hashlib.sha256()
    for name in sorted(os.listdir(folder)):
        inner = os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=folder)
        try:
            is_folder = stat.S_ISDIR(os.fstat(inner).st_mode)
            content = _digest(inner) if is_folder else hashlib.sha256(_content(inner)).hexdigest()
        finally:
            os.close(inner)
        total.update(f"{name} {is_folder} {content}\n".encode())
    return total.hexdigest()


def _content(file: int) -> bytes:
    with open(file, "rb", closefd=False) as opened:
        return opened.read()


def seen(site: Path) -> Digest:
    """The site as a reader finds it: never half, and always there.

    Who is reading a former site while it is removed begins again; the one that stands has to be whole.
    """
    while True:
        opened = os.open(site, os.O_RDONLY)
        try:
            found = _digest(opened)
        except FileNotFoundError:
            found = "with a file that went while it was read"
        finally:
            stands = os.path.samestat(os.fstat(opened), site.stat())
            os.close(opened)
        if stands:
            return found


class Reader(threading.Thread):
    """Reads a site again and again, and notes what it sees that it should not."""

    def __init__(self, site: Path, whole: Sequence[Digest]) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.times = 0
        self._site, self._whole, self._over = site, whole, threading.Event()

    def run(self) -> None:
        while not self._over.is_set():
            try:
                if (found := seen(self._site)) not in self._whole:
                    self.wrong.append(found)
                for _ in range(GLANCES):
                    self._site.stat()
            except OSError as error:
                self.wrong.append(repr(error))
            self.times += 1
            time.sleep(0.005)  # the build too needs a processor

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()


class Affair:
    """A dossier that goes back and forth between two states, and what its site has to be in each."""

    def __init__(self, folder: Path, one: World, other: World) -> None:
        self.project = build_world(folder / "dossier", one)
        self.site = self.project / "site"
        self._worlds = (other, one)
        self._clean = folder / "clean"
        self.wanted = (self._built_clean(other), self._built_clean(one))
        self.turn = 1
        self.build()

    def change(self) -> None:
        """Now the facts are in the other state."""
        self.turn = 1 - self.turn
        build_world(self.project, self._worlds[self.turn])

    def build(self) -> None:
        """A build that is left in peace, and has to be right, with nothing left over."""
        done = subprocess.run(
            self.command(), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        assert digest_of(self.site) == self.wanted[self.turn]
        assert not self.workplace.exists()

    def command(self, *more: str) -> list[str]:
        return [sys.executable, "-m", "generator", "build", "--project", str(self.project), *more]

    @property
    def workplace(self) -> Path:
        return self.project / ".site.factsheet"

    def is_writing(self) -> bool:
        """Whether a tree lies there, be its build alive or dead."""
        return any(self.workplace.glob("new-*"))

    def start(self, **how: object) -> subprocess.Popen[bytes]:
        """A build, begun."""
        return subprocess.Popen(
            self.command(), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **how
        )

    def stopped(self, how: signal.Signals, chance: random.Random, longest: float) -> bool:
        """Begin a build and stop it: half of the time at any moment of `longest` seconds, half while it writes.

        Whether it was stopped before its end.
        """
        building = self.start()
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0, longest))
        else:
            while building.poll() is None and not self.is_writing():
                time.sleep(0.0002)
            time.sleep(chance.uniform(0, longest / 20))
        building.send_signal(how)
        return building.wait() != 0

    def _built_clean(self, world: World) -> Digest:
        shutil.rmtree(self._clean, ignore_errors=True)
        build_world(self._clean, world)
        subprocess.run([*self.command()[:-1], str(self._clean)], cwd=ROOT, capture_output=True, check=True)
        return digest_of(self._clean / "site")


class Stopped(NamedTuple):
    """Of so many builds: how many were stopped before their end, how many of those while they wrote."""

    before_their_end: int
    while_writing: int


def tried(affair: Affair, how: signal.Signals, times: int, chance: random.Random, every: int) -> Stopped:
    """Stop that many builds, and let one end after `every` so many.

    Whatever a reader sees meanwhile is the old site or the new one.
    """
    began = time.monotonic()
    affair.build()
    longest = time.monotonic() - began
    stopped = writing = 0
    for number in range(1, times + 1):
        affair.change()
        with Reader(affair.site, affair.wanted) as reader:
            stopped += affair.stopped(how, chance, longest)
            writing += affair.is_writing()
            if number % every == 0:
                affair.build()
        assert reader.wrong == [], f"stop {number}"
        assert reader.times > 0
    affair.build()
    return Stopped(stopped, writing)


def with_files_of_at_most(size: int) -> Callable[[], None]:
    """For `preexec_fn`: whoever writes a larger file is told that there is no more room."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
