"""A second tree of a site, kept in the dossier's own folder: with it, what has not changed need not be linked anew at every build.

It holds the very files of the site by other names, so it takes no room. It becomes the next site: what has changed is put into
it, and the two are exchanged; the former site, mended, is the next spare. It is believed as long as nobody has touched a folder
of it or of the site, which the states of these tell. Like all that is remembered it may be deleted at any time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress

from generator.output.workplace import begin, is_ours, removed, without
from generator.values import Fixed


class Spare(Fixed, frozen=True):
    """The spare tree of a site: the paths of both."""

    site: str
    path: str

    def states(self, folders: Iterable[str]) -> str:
        """The states of these folders, by address with `/` at the end, and of those around them, in both trees.

        "" where one of them is not there, or is open to others than its fellow in the site.
        """
        every = _with_outer(folders)
        try:
            ours, fellows = ([os.lstat(f"{tree}/{one}.") for one in every] for tree in (self.path, self.site))
        except OSError:
            return ""
        if any(_access(one) != _access(other) for one, other in zip(ours, fellows, strict=True)):
            return ""
        return "\n".join(
            f"{one.st_dev} {one.st_ino} {one.st_mtime_ns} {one.st_ctime_ns}" for one in (*ours, *fellows)
        )

    @property
    def newest(self) -> int:
        """When the spare was put there, in nanoseconds; 0 if there is none."""
        try:
            return os.lstat(self.path).st_ctime_ns
        except OSError:
            return 0

    def keep(self, former: str, changed: Iterable[str]) -> None:
        """Make the former site the spare: for what has `changed` it gets what stands in the site now, if anything.

        Where there are no links, or it lies in another file system, there is no spare; nor is it ever laid where a link leads.
        """
        self.drop()
        try:
            for address in changed:
                without(former, address)
            self._link(former, (one for one in changed if os.path.lexists(f"{self.site}/{one}")))
            if self._has_place:
                os.rename(former, self.path)
        except OSError:
            self.drop()

    def lay(self, addresses: Iterable[str]) -> None:
        """Make a spare of all files of the site, in the same cases."""
        self.drop()
        try:
            if self._has_place:
                begin(self.path)
                self._link(self.path, addresses)
        except OSError:
            self.drop()

    def drop(self) -> None:
        """Have no spare any more."""
        if self._has_place and os.path.lexists(self.path) and is_ours(self.path):
            with suppress(OSError):  # it is not believed then
                removed(self.path)

    @property
    def _has_place(self) -> bool:
        folder = os.path.dirname(self.path)
        return os.path.isdir(folder) and not os.path.islink(folder)

    def _link(self, tree: str, addresses: Iterable[str]) -> None:
        folders: set[str] = set()
        for address in addresses:
            folder = os.path.dirname(address)
            if folder not in folders:
                os.makedirs(f"{tree}/{folder}", exist_ok=True)
                folders.add(folder)
            os.link(f"{self.site}/{address}", f"{tree}/{address}")


def _with_outer(folders: Iterable[str]) -> list[str]:
    parts = (folder.split("/")[:-1] for folder in folders)
    return sorted(
        {"".join(f"{one}/" for one in steps[:count]) for steps in parts for count in range(len(steps) + 1)}
    )


def _access(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_mode, found.st_uid, found.st_gid
