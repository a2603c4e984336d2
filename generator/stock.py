"""The files of a dossier from one look at it to the next: those that have changed are read again, and what is so now is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.dossier import Dossier
from generator.facts import BUILT_IN
from generator.index import Index
from generator.kinds import Kind
from generator.own import Own
from generator.own.kinds import OwnKinds
from generator.own.words import Translation
from generator.prints import Fingerprints
from generator.read import Found
from generator.recall import Recall, digest
from generator.shelf import Kept, Shelf, taken_in
from generator.survey import Survey
from generator.told import encoded
from generator.values import Fixed, altered

ALWAYS = ("settings", "address", "kinds", "words")
"""What everything rests on: what holds for the whole dossier, where the site will stand, which kinds of facts there are, and in
which words the site speaks."""


def is_no_draft(kept: Kept) -> bool:
    """Whether a file counts where only what readers may see does."""
    return not kept.draft


class Seen(Fixed, frozen=True):
    """What a look found: the files that there are, these as they were read, and the dossier that they make."""

    survey: Survey
    files: dict[str, Kept]
    shelf: Shelf
    dossier: Dossier


@dataclass
class Stock:
    """What is known of the files of a dossier, as they were read.

    `hands` is how many processes may read them; `counts` says of a file whether what is in it is a fact of the dossier: of none
    that readers see is a draft.
    """

    project: Path
    kinds: Sequence[Kind] = BUILT_IN
    hands: int = 1
    files: dict[str, Kept] = field(default_factory=dict)
    recall: Recall = field(default_factory=Recall)
    counts: Callable[[Kept], bool] = is_no_draft
    index: Index = field(init=False)
    own: Own = field(init=False)
    seen: Seen | None = field(init=False, default=None)
    _prints: Fingerprints = field(init=False)

    def __post_init__(self) -> None:
        """Take up what is remembered."""
        self.own = Own(OwnKinds(tuple(self.kinds)), Translation())
        told = ((kept.ref, kept.told) for kept in self.files.values() if kept.told and self.counts(kept))
        self.index = Index.of(self.kinds, told)
        self._prints = self._fingerprints()
        for ground in ALWAYS:
            self.recall.always_note(ground)

    def read(self, now: int, written: Collection[str] | None = None) -> Seen:
        """Look at the files, at all or only at those that were `written` since the last look, and tell what is so now.

        `now` is the time by the clock of the file system; with 0 no file counts as unchanged at the next look.
        """
        self.seen = self._read_again(now, written) or self._read_all(now)
        self._settle(self.seen.dossier)
        return self.seen

    def take_back(self, seen: Seen) -> None:
        """From now on all is again as it was seen."""
        self.recall.rest()
        self.seen, self.own = seen, seen.survey.own
        self._rekind()
        self.files = seen.files
        seen.shelf.hold(self._counting(seen.survey))
        self._settle(seen.dossier)

    def _read_all(self, now: int) -> Seen:
        survey = Survey(self.project, self.kinds)
        self.own = survey.own
        self._rekind()
        self.files = taken_in(self.project, [*survey.found, *survey.beside], self.files, now, self.hands)
        shelf, prints = Shelf(self._counting(survey)), self._fingerprints()
        kinds = survey.own.kinds
        dossier = Dossier(survey.settings, kinds, shelf, self.index, prints, survey.published, self.recall)
        return Seen(survey, self.files, shelf, dossier)

    def _read_again(self, now: int, written: Collection[str] | None) -> Seen | None:
        """Only these files, of which somebody knows that no others were written; None if that will not do."""
        last = self.seen
        files = last.survey.holding(self.project, written) if last and written is not None else None
        if last is None or files is None:
            return None
        self.files = self.files | taken_in(self.project, files, self.files, now, self.hands)
        if not all(self._has_taken(last.shelf, file) for file in files):
            last.shelf.hold(self._counting(last.survey))
        # A dossier of its own for each look: what it and those who read it keep holds no longer than that.
        return altered(last, files=self.files, dossier=altered(last.dossier))

    def _has_taken(self, shelf: Shelf, file: Found) -> bool:
        """Whether a fact could be put in the place of the one that was there before."""
        kept = self.files[file.file]
        if kept.told is None or not self.counts(kept) or file.ref not in shelf:
            return False
        shelf.hold_anew(file.ref, kept)
        self.index.put(file.ref, kept.told)
        return True

    def _rekind(self) -> None:
        """Know the kinds that there are now; where they are others than before, all files are to be read anew."""
        self.recall.settle("kinds", digest(self.own.of.written))
        if self.recall.differs("kinds"):
            self.files = {}
        self.index.know(self.own.kinds)

    def _counting(self, survey: Survey) -> dict[str, tuple[Found, Kept]]:
        """The facts that took shape, and count."""
        kept = ((ref, file, self.files[file.file]) for ref, file in survey.facts.items())
        shelf = {ref: (file, one) for ref, file, one in kept if one.told and self.counts(one)}
        self.index.take({ref: one.told for ref, (_, one) in shelf.items() if one.told})
        return shelf

    def _fingerprints(self) -> Fingerprints:
        beside = (kept for kept in self.files.values() if kept.beside and kept.content)
        return Fingerprints({kept.ref: kept.content for kept in beside})

    def _settle(self, dossier: Dossier) -> None:
        """Tell what is so now."""
        self.index.settle(self.recall)
        dossier.kept.settle(self.recall, self._prints)
        self._prints = dossier.kept
        self.recall.settle("settings", digest(encoded(dossier.settings)))
        self.recall.settle("words", self.own.words.digest())
        self.recall.settle("published", digest(dossier.shown.as_json()))
