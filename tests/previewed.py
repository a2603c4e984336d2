"""Whether the preview, which goes on in one process, shows after any sequence of edits what a build from nothing would write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
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
        self.preview.renew()
        new = self._new()
        new.renew()
        if self.preview.shown.wrong != new.shown.wrong:
            raise Different(f"says otherwise:\n{self.preview.shown.wrong}\nfrom nothing:\n{new.shown.wrong}")
        self.broken = new.shown.edition is None
        if not self.broken:
            self.wanted = self._rendered(new.shown.edition)
        self._hold(chance)

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
