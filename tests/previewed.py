"""Whether the preview, which goes on in one process, shows after any sequence of edits what a build from nothing would write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from desk import Desk
from edits import EDITS, Pass
from incremental import Different, Step, differ

import generator.own.overrides
from generator.commands.common import worded
from generator.layouts import LayoutError
from generator.serve.preview import Preview
from generator.workroom import Workroom

OTHERS_AFFAIR = ("store", "anchor", "stamp", "site", "generator")
"""Edits of what the preview does not look at have one of these words in their names."""


@dataclass
class Previewed:
    """A desk with a preview of it, and the pages of the last sound state; none while layouts are broken."""

    desk: Desk
    preview: Preview = field(init=False)
    broken: bool = False
    wanted: Mapping[str, bytes] | None = None
    files: Mapping[Path, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        generator.layouts.own_layouts = generator.own.overrides.own_layouts = lambda: self.desk.layouts
        self.preview = self._new()
        self.look(Random(1))

    def _new(self) -> Preview:
        return Preview(Workroom(self.desk.project), "", partial(worded, self.desk.project), lambda _: None)

    def take(self, step: Step, **_: bool) -> None:
        """Make an edit and look. Raises `Different`, or `Pass` if there was nothing to be edited."""
        if any(word in step.edit for word in OTHERS_AFFAIR) or (self.broken and "layout" in step.edit):
            raise Pass
        if step.edit != "cure":
            EDITS[step.edit][0](self.desk, Random(f"{step.edit}:{step.seed}"))
        elif not self.desk.cure():
            raise Pass
        if step.when != "and":
            self.look(Random(step.seed))

    def look(self, chance: Random) -> None:
        """Hold some pages of the preview against those of one that has just begun."""
        written = self._written()
        self.preview.renew(written if chance.random() < 0.8 else None)
        new = self._new()
        new.renew()
        if self.preview.shown.wrong != new.shown.wrong:
            raise Different(f"says otherwise:\n{self.preview.shown.wrong}\nfrom nothing:\n{new.shown.wrong}")
        self.broken = new.shown.edition is None
        if not self.broken:
            self.wanted = self._rendered(new.shown.edition)
        elif written is None or any(file.startswith("layouts/") for file in written):
            self.wanted = None  # the last sound facts are shown by layouts in which they never were
        self._hold(chance)

    def _written(self) -> list[str] | None:
        """The files that a watcher would tell of; None where some lie outside the dossier."""
        before, self.files = self.files, self._files()
        written = {path for path, _ in before.items() ^ self.files.items()}
        inside = [path for path in written if path.is_relative_to(self.desk.project)]
        told = [path.relative_to(self.desk.project).as_posix() for path in inside]
        return told if len(inside) == len(written) else None

    def _files(self) -> Mapping[Path, tuple[int, ...]]:
        folders = (*(self.desk.project / name for name in ("content", "seeds", "layouts")), self.desk.layouts)
        published = self.desk.project / "published.json"
        paths = [*(path for folder in folders for path in folder.rglob("*")), published]
        stats = {path: path.lstat() for path in paths if path.is_symlink() or path.exists()}
        return {path: (one.st_ctime_ns, one.st_ino, one.st_size) for path, one in stats.items()}

    def _rendered(self, edition) -> Mapping[str, bytes] | None:
        try:
            made = {at: edition.content(at) for at in edition.pages.keys() | edition.beside.keys()}
        except LayoutError:
            self.broken = True
            return None
        self.desk.keep()
        return made

    def _hold(self, chance: Random) -> None:
        edition = self.preview.shown.edition
        if self.wanted is None:
            return
        if edition.pages.keys() | edition.beside.keys() != self.wanted.keys():
            raise Different(
                f"other pages: {(edition.pages.keys() | edition.beside.keys()) ^ self.wanted.keys()}"
            )
        some = chance.sample(sorted(self.wanted), max(1, len(self.wanted) // chance.choice((1, 3, 9))))
        differ({at: edition.content(at) for at in some}, {at: self.wanted[at] for at in some})
