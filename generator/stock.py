"""The files of a dossier from one look at it to the next: those that have changed are read again, and what is so now is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from generator.again import Known, index_again
from generator.answers import digest
from generator.base import put_aside
from generator.dossier import Dossier
from generator.facts import BUILT_IN
from generator.index import Index
from generator.kinds import Kind
from generator.laid import Laid, Lay, folders_in, trusted, walk_over, written_in
from generator.listing import Listings
from generator.own import Own
from generator.own.kinds import OwnKinds
from generator.own.words import Translation
from generator.prints import Fingerprints
from generator.read import Found
from generator.recall import Recall
from generator.roll import AtNeed, Roll
from generator.shelf import Files, Kept, Shelf, taken_in
from generator.survey import Survey
from generator.told import Told, encoded
from generator.values import Fixed, altered

ALWAYS = ("settings", "address", "kinds", "words")
"""What everything rests on: what holds for the whole dossier, where the site will stand, which kinds of facts there are, and in
which words the site speaks."""


def is_no_draft(kept: Kept) -> bool:
    """Whether a file counts where only what readers may see does."""
    return not kept.draft


class Seen(Fixed, frozen=True):
    """What a look found: the files that there are, these as they were read, and the dossier that they make.

    `folders` tell how the files lay, as far as that is sure; of these, by their paths, something was wrong with the `troubled`. The
    facts `apart` are not in the dossier.
    """

    survey: Survey
    files: Files
    shelf: Shelf
    dossier: Dossier
    folders: dict[str, str]
    troubled: frozenset[str]
    apart: tuple[str, ...]


class Stock:
    """What is known of the files of a dossier, as they were read.

    `hands` is how many processes may read them; `counts` says of a file whether what is in it is a fact of the dossier: of none
    that readers see is a draft. `known` is what a process before has left.
    """

    def __init__(
        self,
        project: Path,
        kinds: Sequence[Kind] = BUILT_IN,
        hands: int = 1,
        files: Files | None = None,
        recall: Recall | None = None,
        counts: Callable[[Kept], bool] = is_no_draft,
        known: Known | None = None,
    ) -> None:
        """Take up what is remembered."""
        self.project, self.kinds, self.hands, self.counts = project, kinds, hands, counts
        self.files = files or Files()
        self.recall = recall or Recall()
        self.known = known or Known()
        self.seen: Seen | None = None
        self.own = Own(OwnKinds(tuple(self.kinds)), Translation())
        if self.known.roll.refs:
            self.index = index_again(self.kinds, self.known.roll, self.files, self.counts)
            content = partial(_content, self.files, self.known.lay.beside)
            self._prints = Fingerprints(AtNeed(content, self.known.lay.beside))
        else:
            told = ((kept.ref, kept.told) for kept in self.files.values() if kept.told and self.counts(kept))
            self.index = Index.of(self.kinds, told)
            self._prints = self._fingerprints(self.files.values())
        for ground in ALWAYS:
            self.recall.always_note(ground)

    def read(self, now: int, written: Collection[str] | None = None) -> Seen:
        """Look at the files, at all or only at those that were `written` since the last look, and tell what is so now.

        `now` is the time by the clock of the file system; with 0 no file counts as unchanged at the next look.
        """
        seen = self._read_again(now, written) if self.seen else self._resumed(now)
        self.seen = seen or self._read_all(now)
        self._settle(self.seen.dossier)
        return self.seen

    def take_back(self, seen: Seen) -> None:
        """From now on all is again as it was seen."""
        self.recall.rest()
        self.seen, self.own = seen, seen.survey.own
        self._rekind()
        self.files = seen.files
        seen.shelf.hold(self._counted(seen.survey, seen.files), seen.files)
        self._settle(seen.dossier)

    def roll_now(self) -> Roll:
        """The roll of all facts as they were seen, for whoever keeps their files as a base."""
        facts = self.seen.survey.facts if self.seen else {}
        return self.index.roll({ref: file.file for ref, file in facts.items()})

    def lay_now(self) -> Lay:
        """How all files lay when they were seen."""
        seen = self.seen
        return Lay.of(seen.survey.laid, seen.folders, seen.apart, seen.troubled) if seen else Lay()

    def _resumed(self, now: int) -> Seen | None:
        """What is so now, if there are the same files as at the last look of the process before; None if that cannot be told."""
        folders = folders_in(self.project, self.known.walk) if self.known.walk else {}
        written = self.known.lay.written_since(folders) if self.known.roll.refs and folders else None
        if self.known.walk is None or written is None:
            return None
        survey = Survey(self.project, self.kinds, self._laid_again)
        self.own = survey.own
        self._rekind()
        if self.recall.differs("kinds"):
            return None
        self.seen = self._seen_again(survey)
        # Whatever else was written says nothing of the facts, or was read just now.
        seen = self._read_again(now, [file for file in written if file in self.files])
        return altered(seen, folders=trusted(folders, self.known.walk, now)) if seen else None

    def _laid_again(self, kinds: Sequence[Kind]) -> Laid:
        self.index.know(kinds)
        return self.known.lay.laid(self.index.in_order(), kinds)

    def _seen_again(self, survey: Survey) -> Seen:
        """The last look of the process before, but for what a survey tells."""
        files, lay = self.files, self.known.lay
        facts = AtNeed(survey.facts.__getitem__, self.index.in_order()) if lay.apart else survey.facts
        shelf = Shelf(facts, files)
        dossier = self._dossier(survey, shelf, self._prints)
        return Seen(survey, files, shelf, dossier, lay.folders, frozenset(lay.troubled), tuple(lay.apart))

    def _read_all(self, now: int) -> Seen:
        walk = walk_over(self.project)
        folders = folders_in(self.project, walk) if walk else {}
        survey = Survey(self.project, self.kinds, partial(Laid.found, Listings(self.project, folders)))
        self.own = survey.own
        self._rekind()
        every = [*survey.facts.values(), *survey.laid.beside.values()]
        read = taken_in(self.project, self._suspects(every, folders), self.files, now, self.hands)
        self.files = put_aside(self.files.only({one.file for one in every}).then(read))
        kept = {one.file: self.files[one.file] for one in every}
        facts = self._counted(survey, kept)
        shelf, prints = Shelf(facts, self.files), self._fingerprints(kept.values())
        return Seen(
            survey,
            self.files,
            shelf,
            self._dossier(survey, shelf, prints),
            trusted(folders, walk, now) if walk else {},
            frozenset(file for file, one in kept.items() if one.problems),
            _apart(survey, shelf),
        )

    def _suspects(self, files: Sequence[Found], folders: Mapping[str, str]) -> Sequence[Found]:
        """Those of these files that may not be as they were, as far as their folders tell."""
        before = self.seen.folders if self.seen else self.known.lay.folders
        troubled = self.seen.troubled if self.seen else frozenset(self.known.lay.troubled)
        if not before or not folders:
            return files
        other = troubled | written_in(before, folders)
        return [one for one in files if one.file in other or one.file not in self.files]

    def _read_again(self, now: int, written: Collection[str] | None) -> Seen | None:
        """Only these files, of which somebody knows that no others were written; None if that will not do."""
        last = self.seen
        found = last.survey.holding(self.project, written) if last and written is not None else None
        if last is None or found is None:
            return None
        read = taken_in(self.project, found, self.files, now, self.hands)
        self.files = self.files.then(read)
        last.shelf.hold_anew((one.ref for one in found), self.files)
        if not all(self._has_taken(last.shelf, file) for file in found):
            last.shelf.hold(self._counted(last.survey, self.files), self.files)
        # A dossier of its own for each look: what it and those who read it keep holds no longer than that.
        return altered(
            last,
            files=self.files,
            dossier=altered(last.dossier),
            troubled=(last.troubled - read.keys()) | {file for file, one in read.items() if one.problems},
            apart=_apart(last.survey, last.shelf),
        )

    def _has_taken(self, shelf: Shelf, file: Found) -> bool:
        """Whether a fact could be put in the place of the one that was there before."""
        kept = self.files[file.file]
        if kept.told is None or not self.counts(kept) or file.ref not in shelf:
            return False
        self.index.put(file.ref, kept.told)
        return True

    def _rekind(self) -> None:
        """Know the kinds that there are now; where they are others than before, all files are to be read anew."""
        self.recall.settle("kinds", digest(self.own.of.written))
        if self.recall.differs("kinds"):
            self.files = Files()
        self.index.know(self.own.kinds)

    def _counted(self, survey: Survey, files: Mapping[str, Kept]) -> dict[str, Found]:
        """The facts that took shape, and count."""
        told: dict[str, Told] = {}
        for ref, file in survey.facts.items():
            kept = files[file.file]
            if kept.told and self.counts(kept):
                told[ref] = kept.told
        self.index.take(told)
        return {ref: survey.facts[ref] for ref in told}

    def _dossier(self, survey: Survey, shelf: Shelf, prints: Fingerprints) -> Dossier:
        kinds = survey.own.kinds
        return Dossier(survey.settings, kinds, shelf, self.index, prints, survey.published, self.recall)

    def _fingerprints(self, files: Iterable[Kept]) -> Fingerprints:
        return Fingerprints({kept.ref: kept.content for kept in files if kept.beside and kept.content})

    def _settle(self, dossier: Dossier) -> None:
        """Tell what is so now."""
        self.index.settle(self.recall)
        dossier.kept.settle(self.recall, self._prints)
        self._prints = dossier.kept
        self.recall.settle("settings", digest(encoded(dossier.settings)))
        self.recall.settle("words", self.own.words.digest())
        self.recall.settle("published", digest(dossier.shown.as_json()))
        self.recall.pack()


def _content(files: Files, paths: Mapping[str, str], ref: str) -> bytes:
    return files[paths[ref]].content


def _apart(survey: Survey, shelf: Shelf) -> tuple[str, ...]:
    return () if len(survey.facts) == len(shelf) else tuple(ref for ref in survey.facts if ref not in shelf)
