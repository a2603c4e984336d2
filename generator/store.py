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
from contextlib import suppress
from hashlib import blake2b, sha256
from pathlib import Path

import msgspec

from generator.output import Stat
from generator.recall import Answer, Recall
from generator.settings import SETTINGS_FILE
from generator.shelf import Kept
from generator.stamp import STORE
from generator.versions import as_it_stands, identity

FORMAT = b"factsheet store 1\n"
_IGNORE = "# Written by factsheet, and may be deleted at any time: it only saves work.\n*\n"

_MOST_WAITS = 100


class Output(msgspec.Struct, frozen=True, array_like=True):
    """A file of the site as it was written: what tells whether it has changed, and the digest of its content."""

    stat: Stat
    digest: bytes


class Memory(msgspec.Struct, array_like=True):
    """What is remembered: the files read, the answers given and the values of their grounds, layouts compiled, files written."""

    files: dict[str, Kept] = {}
    answers: dict[str, tuple[bytes, bytes]] = {}
    grounds: bytes = b""
    values: bytes = b""
    compiled: dict[str, bytes] = {}
    outputs: dict[str, Output] = {}

    def recall(self) -> Recall:
        """The answers, to be asked."""
        answers = {
            name: Answer(value, array("Q", grounds)) for name, (value, grounds) in self.answers.items()
        }
        return Recall(answers, dict(zip(array("Q", self.grounds), array("Q", self.values), strict=True)))

    @classmethod
    def of(
        cls, files: dict[str, Kept], recall: Recall, compiled: dict[str, bytes], outputs: dict[str, Output]
    ) -> Memory:
        """What is to be remembered."""
        answers = {name: (one.value, one.grounds.tobytes()) for name, one in recall.answers.items()}
        grounds, values = array("Q", recall.values), array("Q", recall.values.values())
        return cls(files, answers, grounds.tobytes(), values.tobytes(), compiled, outputs)


class Store:
    """The store of one site of a project."""

    def __init__(self, project: Path, site: Path) -> None:
        self.folder = project / STORE
        name = blake2b(os.fsencode(site.resolve()), digest_size=8).hexdigest()
        self.path = self.folder / f"{name}.store"

    def load(self) -> Memory:
        """What is remembered; nothing if there is no store, or none to be believed."""
        with suppress(OSError, ValueError, msgspec.MsgspecError):
            content = self.path.read_bytes()
            head = self._head()
            body = memoryview(content)[len(head) + 32 :]
            if content.startswith(head) and sha256(body).digest() == content[len(head) : len(head) + 32]:
                return _DECODER.decode(body)
        return Memory()

    def save(self, memory: Memory) -> None:
        """Remember this; where that is not possible, nothing is remembered, and nobody is troubled."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
            if as_it_stands() != identity():  # perhaps it was made by neither
                return
            body = msgspec.msgpack.encode(memory)
            self.write(self.path, self._head() + sha256(body).digest(), body)

    def write(self, path: Path, *parts: bytes) -> None:
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


_DECODER = msgspec.msgpack.Decoder(Memory)
