"""What is remembered from one build to the next: one file for each site, outside it, in the dossier's own `.factsheet` folder.

It can always be thrown away. A store that is missing, damaged, of another generator or from elsewhere is passed over without a
word, and costs only time. It belongs to the anchor beside it: a file that never changes, whose number (inode) and time of
change no copy can have, so that nobody's store is believed but our own.
"""

from __future__ import annotations

import os
import tempfile
import time
from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b, sha256
from itertools import chain, islice
from pathlib import Path

import msgspec

from generator.output import Stat
from generator.recall import Answer, Recall
from generator.settings import SETTINGS_FILE
from generator.shelf import Kept
from generator.stamp import STORE
from generator.versions import as_it_stands, identity

FORMAT = b"factsheet store 2\n"
_IGNORE = "# Written by factsheet, and may be deleted at any time: it only saves work.\n*\n"

_MOST_WAITS = 100
_AT_A_TIME = 5_000
_LENGTH, _DIGEST = 8, 32


class Output(msgspec.Struct, frozen=True, array_like=True):
    """A file of the site as it was written: what tells whether it has changed, and the digest of its content."""

    stat: Stat
    digest: bytes


class Memory(msgspec.Struct, array_like=True):
    """What is remembered: the files read, the answers given and the values of their grounds, layouts compiled, files written."""

    files: dict[str, Kept] = {}
    answers: dict[str, Answer] = {}
    look: int = 0
    grounds: bytes = b""
    values: bytes = b""
    compiled: dict[str, bytes] = {}
    outputs: dict[str, Output] = {}

    def recall(self) -> Recall:
        """The answers, to be asked."""
        values = dict(zip(array("Q", self.grounds), array("Q", self.values), strict=True))
        return Recall(self.answers, values, look=self.look + 1)

    @classmethod
    def of(
        cls, files: dict[str, Kept], recall: Recall, compiled: dict[str, bytes], outputs: dict[str, Output]
    ) -> Memory:
        """What is to be remembered."""
        grounds, values = array("Q", recall.values), array("Q", recall.values.values())
        return cls(
            files, recall.standing(), recall.look, grounds.tobytes(), values.tobytes(), compiled, outputs
        )

    def parts(self) -> Iterator[bytes]:
        """All of it in pieces, so that it is never there twice: first everything but the answers, then some of these at a time."""
        yield msgspec.msgpack.encode(msgspec.structs.replace(self, answers={}))
        answers = iter(self.answers.items())
        while some := dict(islice(answers, _AT_A_TIME)):
            yield msgspec.msgpack.encode(some)

    @classmethod
    def in_parts(cls, parts: Iterable[memoryview]) -> Memory:
        """What was remembered so. Raises `msgspec.MsgspecError`, or ValueError where there is nothing."""
        first, *more = parts
        memory = _MEMORY.decode(first)
        for some in more:
            memory.answers.update(_ANSWERS.decode(some))
        return memory


_MEMORY = msgspec.msgpack.Decoder(Memory)
_ANSWERS = msgspec.msgpack.Decoder(dict[str, Answer])


class Store:
    """The store of one site of a project."""

    def __init__(self, project: Path, site: Path) -> None:
        self.folder = project / STORE
        name = blake2b(os.fsencode(site.resolve()), digest_size=8).hexdigest()
        self.path = self.folder / f"{name}.store"

    def load(self) -> Memory:
        """What is remembered; nothing if there is no store, or none to be believed."""
        with suppress(OSError, ValueError, msgspec.MsgspecError):
            content = memoryview(self.path.read_bytes())
            head = self._head()
            body = content[len(head) : -_DIGEST]
            if content[: len(head)] == head and sha256(body).digest() == content[-_DIGEST:]:
                return Memory.in_parts(_parted(body))
        return Memory()

    def save(self, memory: Memory) -> None:
        """Remember this; where that is not possible, nothing is remembered, and nobody is troubled."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
            if as_it_stands() != identity():  # perhaps it was made by neither
                return
            self.write(self.path, chain([self._head()], _with_digest(memory.parts())))

    def write(self, path: Path, parts: Iterable[bytes]) -> None:
        """Write a file of the store whole, or not at all. Raises OSError."""
        self.prepare()
        handle, beside = tempfile.mkstemp(dir=self.folder, prefix=f"{path.name}-")
        try:
            with os.fdopen(handle, "wb") as new:
                new.writelines(parts)
            Path(beside).replace(path)
        except OSError:
            Path(beside).unlink()
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
            with tempfile.TemporaryFile(dir=self.folder) as new:
                return os.fstat(new.fileno()).st_mtime_ns
        return 0

    def wait_past(self, moment: int) -> None:
        """Wait until whatever is changed from now on has a later time than this one; some hundredths of a second at most."""
        for _ in range(_MOST_WAITS):
            if self.clock() > moment:
                return
            time.sleep(0.001)

    def _head(self) -> bytes:
        """What no other store has: who made it, and beside which anchor. Raises OSError."""
        self.prepare()
        found = (self.folder / "anchor").lstat()
        return FORMAT + f"{identity()} {found.st_dev} {found.st_ino} {found.st_ctime_ns}\n".encode()


def _with_digest(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Each part with its length before it, and at last a digest of all."""
    of_all = sha256()
    for part in parts:
        for piece in (len(part).to_bytes(_LENGTH, "little"), part):
            of_all.update(piece)
            yield piece
    yield of_all.digest()


def _parted(body: memoryview) -> Iterator[memoryview]:
    while body:
        end = _LENGTH + int.from_bytes(body[:_LENGTH], "little")
        yield body[_LENGTH:end]
        body = body[end:]
