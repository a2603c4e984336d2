"""What is remembered from one build to the next, for each site: two files outside it, in the dossier's own `.factsheet` folder.

One has everything as it was at some build (`base`), the other what has changed since. They can always be thrown away. What is
missing, damaged, of another generator or from elsewhere is passed over without a word, and costs only time. Both belong to the
anchor beside them: a file that never changes, whose number (inode) and time of change no copy can have, so that nobody's store
is believed but our own.
"""

from __future__ import annotations

import os
import time
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain
from mmap import ACCESS_READ, mmap
from pathlib import Path

import msgspec

from generator.answers import Answer
from generator.base import Base, packed, unpacked
from generator.digests import blake2b
from generator.laid import Lay
from generator.output.spare import Spare
from generator.output.standing import Written
from generator.past import Past
from generator.recall import Recall
from generator.roll import NO_ROLL, Roll
from generator.settings import SETTINGS_FILE
from generator.shelf import Files, Kept, stat_of
from generator.stamp import STORE
from generator.versions import as_it_stands, identity

FORMAT = b"factsheet store 6\n"
_IGNORE = "# Written by factsheet, and may be deleted at any time: it only saves work.\n*\n"

_MOST_WAITS = 100
_DIGEST = 32
_MOST_SINCE = 0.25
"""So much of a base may have changed; when it is more, a new one is written."""


class Memory(msgspec.Struct):
    """What is remembered: the files read, answers given, layouts compiled, files written.

    `roll` is that of the facts in the base of the files; `lay` tells how all files lay;
    `pair` is the state of the site and its spare.
    """

    files: Files = msgspec.field(default_factory=Files)
    recall: Recall = msgspec.field(default_factory=Recall)
    compiled: dict[str, bytes] = {}
    outputs: dict[str, Written] = {}
    roll: Roll = NO_ROLL
    lay: Lay = Lay()
    pair: str = ""


class _Since(msgspec.Struct, array_like=True):
    """What has changed since a base was written, which had this `state` and had been written at `base_look`.

    `lost` are the places of the answers that hold no longer; `settled` are the grounds that have another value than in the base, or
    none any more; layouts and outputs are all there are.
    """

    state: tuple[int, ...]
    base_look: int
    look: int
    lost: dict[str, bytes]
    answers: dict[str, Answer]
    settled: dict[int, int | None]
    files: dict[str, Kept]
    gone: list[str]
    compiled: dict[str, bytes]
    outputs: dict[str, Written]
    lay: Lay
    pair: str

    @classmethod
    def of(cls, memory: Memory, state: tuple[int, ...], recall: Recall, files: Files) -> _Since:
        """What is to be written beside a base: of these answers and files, what is not in it."""
        return cls(
            state,
            recall.past.look,
            memory.recall.look,
            {what: array("I", sorted(places)).tobytes() for what, places in recall.past.lost().items()},
            recall.standing(),
            recall.values,
            dict(files.since),
            sorted(files.gone),
            memory.compiled,
            memory.outputs,
            memory.lay,
            memory.pair,
        )

    def memory(self, base: Base) -> Memory:
        """What is remembered, with the base."""
        lost = {what: array("I", places) for what, places in self.lost.items()}
        past = Past(base.answers, base.values, lost, self.base_look)
        return Memory(
            Files(base.files, self.files, frozenset(self.gone), base.drafts),
            Recall(self.answers, self.settled, self.look + 1, past),
            self.compiled,
            self.outputs,
            base.roll,
            self.lay,
            self.pair,
        )


_SINCE = msgspec.msgpack.Decoder(_Since)


class Store:
    """The store of one site of a project."""

    def __init__(self, project: Path, site: Path) -> None:
        self.folder = project / STORE
        name = blake2b(os.fsencode(site.resolve()), digest_size=8).hexdigest()
        self.path = self.folder / f"{name}.store"
        self.base = self.folder / f"{name}.base"
        self.spare = Spare(str(site), str(self.folder / f"{name}.tree"))

    def load(self) -> Memory:
        """What is remembered; nothing if there is no store, or none to be believed."""
        with suppress(OSError, ValueError, msgspec.MsgspecError):
            content, head = memoryview(self.path.read_bytes()), self._head()
            body = content[len(head) : -_DIGEST]
            if (
                content[: len(head)] == head
                and blake2b(body, digest_size=_DIGEST).digest() == content[-_DIGEST:]
            ):
                since = _SINCE.decode(body)
                if since.state == stat_of(self.base):
                    return since.memory(unpacked(_looked_into(self.base)[len(head) :]))
        return Memory()

    def save(self, memory: Memory, roll: Callable[[], Roll] = Roll) -> None:
        """Remember this, with the `roll` of all facts where a base is written.

        Where it is not possible to write, nothing is remembered, and nobody is troubled.
        """
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
            if as_it_stands() != identity():  # perhaps it was made by neither
                return
            recall, files = memory.recall, memory.files
            if _is_outgrown(recall, files):
                self.write(self.base, chain([self._head()], packed(recall, files, roll())))
                self.wait_past(self.base.stat().st_ctime_ns)
                recall, files = Recall(past=Past(look=recall.look)), Files()
            since = _Since.of(memory, stat_of(self.base), recall, files)
            self.write(self.path, [self._head(), *_with_digest(msgspec.msgpack.encode(since))])

    def write(self, path: Path, parts: Iterable[bytes]) -> None:
        """Write a file of the store whole, or not at all. Raises OSError."""
        self.prepare()
        beside, handle = self._new(path.name)
        try:
            with os.fdopen(handle, "wb") as new:
                new.writelines(parts)
            beside.replace(path)
        except OSError:
            beside.unlink()
            raise

    def prepare(self) -> None:
        """Make the folder, with what tells version control to pass it over. Raises OSError, also where there is no dossier."""
        if self.folder.is_symlink() or not (self.folder.parent / SETTINGS_FILE).exists():
            raise FileNotFoundError(self.folder)  # nothing is written elsewhere, or where nobody expects it
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True)
            (self.folder / ".gitignore").write_text(_IGNORE)
        if not os.path.lexists(self.folder / "anchor"):
            (self.folder / "anchor").touch()

    def clock(self) -> int:
        """The time by the clock of the file system that the store lies in, in nanoseconds; 0, at which nothing is trusted, without one."""
        with suppress(OSError):
            self.prepare()
            new, handle = self._new("clock")
            try:
                return os.fstat(handle).st_mtime_ns
            finally:
                os.close(handle)
                new.unlink()
        return 0

    def wait_past(self, moment: int) -> None:
        """Wait until whatever is changed from now on has a later time than this one; some hundredths of a second at most."""
        for _ in range(_MOST_WAITS):
            if self.clock() > moment:
                return
            time.sleep(0.001)

    def _new(self, name: str) -> tuple[Path, int]:
        """A file that nobody else has or can look into, opened. Raises OSError."""
        path = self.folder / f"{name}-{os.urandom(8).hex()}"
        how = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        return path, os.open(path, how, 0o600)

    def _head(self) -> bytes:
        """What no other store has: who made it, and beside which anchor. Raises OSError."""
        self.prepare()
        found = (self.folder / "anchor").lstat()
        return FORMAT + f"{identity()} {found.st_dev} {found.st_ino} {found.st_ctime_ns}\n".encode()


def _is_outgrown(recall: Recall, files: Files) -> bool:
    """Whether there is no base, or too much has changed since it was written."""
    lost = sum(map(len, recall.past.lost().values()))
    since = len(recall.answers) + lost + len(files.since) + len(files.gone)
    return not recall.past or since > _MOST_SINCE * len(recall.past)


def _looked_into(path: Path) -> memoryview:
    """A file of which only those parts are read that are looked at. It is never written into, only replaced. Raises OSError."""
    with path.open("rb") as file:
        return memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))


def _with_digest(body: bytes) -> Iterator[bytes]:
    yield body
    yield blake2b(body, digest_size=_DIGEST).digest()
