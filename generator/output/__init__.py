"""Alone writes and deletes in the site's folder, and changes it whole.

The new site is prepared in a workplace beside the old one, with unchanged files linked, and the two are exchanged: on Linux in
one call, so that there is no moment without a whole site; elsewhere by two renames, and a build that is killed between them is
put right by the next. The workplace is gone when a build ends. A killed build leaves it, and nothing else anywhere; the next
build of that site removes it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.output.exchange import put_in_place
from generator.output.looking import Stat, entries_of, present
from generator.output.workplace import MARK, MARK_TEXT, Workplace, without
from generator.problems import a_few


class RefusedFolder(Exception):
    """A folder that the site may not be written to; the message says why and what to do."""


def refuse_foreign(site: Path, kept: Iterable[Path]) -> None:
    """Raise `RefusedFolder` if `site` holds what this tool did not write, or is, holds or lies in a folder to be `kept`."""
    if site.is_symlink():
        raise RefusedFolder(f"{site} is a link; name the folder itself with --output")
    if site.exists() and not site.is_dir():
        raise RefusedFolder(f"{site} is a file; name a folder with --output")
    for folder in kept:
        if folder.resolve().is_relative_to(site.resolve()):
            raise RefusedFolder(f"{site} holds the dossier itself; name another folder with --output")
        if site.resolve().is_relative_to(folder.resolve()):
            raise RefusedFolder(f"{site} lies among the facts; name another folder with --output")
    if site.is_dir() and any(site.iterdir()) and not (site / MARK).is_file():
        raise RefusedFolder(
            f"{site} has files in it that factsheet did not write, {a_few(one.name for one in site.iterdir())}; empty it, or name "
            "another with --output"
        )


class Tree:
    """A new site that is prepared beside the old one. What is not put or kept is not in it."""

    def __init__(self, workplace: Workplace, folder: str) -> None:
        self._workplace, self._site, self._folder = workplace, workplace.site, folder

    def put(self, address: str, content: bytes) -> Stat:
        """Write one file, in the place of one that was kept if need be. Raises OSError, and the tree is not to be finished then.

        Forked processes may do so at the same time; they must have ended before the tree is finished or given up, and not by way
        of the `with` in which they were forked (multiprocessing's end by `os._exit`).
        """
        path = f"{self._folder}/{address}"
        try:
            return _create(path, content)
        except FileNotFoundError:
            self._make_folders(address)
        except FileExistsError:  # perhaps the old site's own file, by another name: not to be written into
            os.unlink(path)
        return _create(path, content)

    def keep(self, addresses: Iterable[str]) -> list[str]:
        """Link these from the old site, or copy them where there are no links; a copy has a `Stat` of its own.

        Returns those of which the old site has no plain file, in the order in which they came. Raises OSError.
        """
        lost = []
        plain: dict[str, set[str]] = {}
        link, old, new = os.link, f"{self._site}/", f"{self._folder}/"
        for address in addresses:
            folder, _, name = address.rpartition("/")
            if folder not in plain:
                self._make_folders(address)
                plain[folder] = _plain_files(self._site, folder)
            try:
                if name in plain[folder]:
                    link(old + address, new + address)
                else:
                    lost.append(address)
            except OSError as error:
                if not self._copied(address, error):
                    lost.append(address)
        return lost

    def stand_on(self, spare: str, new: Iterable[str], gone: Iterable[str]) -> bool:
        """Whether a spare tree could be taken for all that is kept, with the `new` that was put and without what is `gone`.

        Raises OSError, and the tree is not to be finished then.
        """
        tree, put = self._workplace.name_of_tree(), self._folder
        try:
            os.rename(spare, tree)
        except OSError:  # it went, or lies in another file system
            return False
        self._folder = tree
        self.mark(MARK_TEXT)  # nobody looks whether that of a spare is as it was
        for address in gone:
            without(tree, address)
        for address in new:
            try:
                os.replace(f"{put}/{address}", f"{tree}/{address}")
            except FileNotFoundError:
                self._make_folders(address)
                os.replace(f"{put}/{address}", f"{tree}/{address}")
        return True

    def mark(self, content: bytes) -> None:
        """Have this in the mark. Raises OSError."""
        path = f"{self._folder}/{MARK}"  # which is never missing, or nobody would know whose the tree is
        _create(f"{path}-new", content)
        os.replace(f"{path}-new", path)

    @property
    def former(self) -> str:
        """Where the former site stands when this one is finished, until the `with` of `prepared` ends."""
        return self._workplace.old if os.path.lexists(self._workplace.old) else self._folder

    def finish(self) -> None:
        """Put this in the place of the old site, which is removed when the `with` of `prepared` ends.

        Raises OSError, and `RefusedFolder` if somebody has put a folder of his own there meanwhile; the old site stays then.
        """
        refuse_foreign(Path(self._site), ())
        put_in_place(self._folder, self._site, self._workplace.old)

    def _copied(self, address: str, error: OSError) -> bool:
        """Whether a file that cannot be linked could be copied: there are file systems without links, and others' files."""
        there_or_gone = isinstance(error, FileExistsError | FileNotFoundError)
        content = None if there_or_gone else _read(f"{self._site}/{address}")
        if content is not None:
            self.put(address, content)
        return content is not None

    def _make_folders(self, address: str) -> None:
        """Those below the tree; never the tree itself, which somebody may have tidied away after a kill."""
        for end in (place for place, letter in enumerate(address) if letter == "/"):
            with suppress(FileExistsError):
                os.mkdir(f"{self._folder}/{address[:end]}")


@contextmanager
def prepared(site: Path) -> Iterator[Tree]:
    """A tree to be filled and finished; what is not finished is removed again. A second call for the same site waits.

    What killed builds have left is put right first. Raises OSError.
    """
    workplace = Workplace.of(site)
    with workplace.locked("tree", lambda: None):
        workplace.tidy()
        try:
            yield Tree(workplace, workplace.new_tree())
        finally:
            workplace.tidy()


@contextmanager
def alone(site: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the site for one build, from the first look at it to its end; a second build says so once, and waits.

    What killed builds have left is put right first. Forked processes hold it too: they must end when this one does.
    """
    workplace = Workplace.of(site)
    with workplace.locked("build", lambda: say(f"waiting for another build of {site} to end")):
        with workplace.locked("tree", lambda: None):
            workplace.tidy()
        yield


def write(site: Path, files: Mapping[str, bytes]) -> int:
    """Make `site` hold exactly `files` (address to content); what has not changed is linked from the old site.

    Returns how many files differ from before, those removed included; where none does, `site` is left as it is.
    """
    marked = {**files, MARK: MARK_TEXT}
    with prepared(site) as tree:
        found = present(site)
        same = [address for address, content in marked.items() if _holds(site, address, found, content)]
        changed = (found.keys() | marked.keys()) - set(same)
        if changed:
            lost = tree.keep(address for address in same if address != MARK)
            for address in [*(files.keys() - set(same)), *lost]:
                tree.put(address, files[address])
            tree.finish()
    return len(changed)


def write_anew(site: Path, files: Mapping[str, bytes]) -> int:
    """Make `site` hold exactly `files`, each written afresh. Returns how many there are."""
    with prepared(site) as tree:
        for address, content in files.items():
            tree.put(address, content)
        tree.finish()
    return len(files)


def _holds(site: Path, address: str, found: Mapping[str, Stat | None], content: bytes) -> bool:
    state = found.get(address)
    return state is not None and state.size == len(content) and _read(f"{site}/{address}") == content


def _read(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError:
        return None


def _create(path: str, content: bytes) -> Stat:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
        return Stat.of(os.fstat(file))
    finally:
        os.close(file)


def _plain_files(site: str, folder: str) -> set[str]:
    """The names of the files in a folder of the site; none where a link leads there."""
    steps = folder.split("/")
    ways = ("/".join([site, *steps[:count]]) for count in range(1, len(steps) + 1))
    if folder and any(map(os.path.islink, ways)):
        return set()
    return {entry.name for entry in entries_of(f"{site}/{folder}") if entry.is_file(follow_symlinks=False)}
