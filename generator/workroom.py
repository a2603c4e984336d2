"""A dossier from one look at it to the next: what has changed is read again, and what rests on it is worked out again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from generator.addresses import shared_addresses
from generator.checks import DOSSIER_CHECKS, faults_of
from generator.dangling import dangling
from generator.derive import Derived
from generator.dossier import Dossier
from generator.examine import with_nearest_ids
from generator.facts import BUILT_IN
from generator.index import Index
from generator.intake import meant_by, read_published, read_settings
from generator.kinds import Kind
from generator.own import Own, own_of
from generator.own.kinds import OwnKinds
from generator.own.overrides import layouts_of
from generator.own.words import Translation
from generator.pages import Page, plan
from generator.prints import Fingerprints
from generator.problems import Problem, has_errors, in_order
from generator.read import Found, find, find_beside
from generator.recall import Recall, digest
from generator.redirects import redirects_lead_on
from generator.restwords import Words
from generator.shelf import Kept, Shelf, as_bytes, problems_in, taken_in
from generator.show import View
from generator.together import answer
from generator.told import encoded

if TYPE_CHECKING:
    from generator.layouts import Renderer

T = TypeVar("T")

Say = Callable[[str], None]
"""Told what is being done, stage by stage."""


def is_no_draft(kept: Kept) -> bool:
    """Whether a file counts where only what readers may see does."""
    return not kept.draft


@dataclass(frozen=True, slots=True)
class Planned:
    """A dossier looked at: all problems in order, and the pages to be, which are all there only if no error stands."""

    problems: tuple[Problem, ...]
    pages: tuple[Page, ...]
    words: Words
    dossier: Dossier
    room: Workroom

    @property
    def sound(self) -> bool:
        """Whether no error stands."""
        return not has_errors(self.problems)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a look found."""

    found: Sequence[Found]
    files: dict[str, Kept]
    dossier: Dossier
    own: Own


@dataclass
class Workroom:
    """What is known of a dossier: the files as they were read, and what was worked out from them.

    `hands` is how many processes may work on it; `compiled` are layouts as they were compiled before; `counts` says of a file
    whether what is in it is a fact of the dossier: of none that readers see is a draft.
    """

    project: Path
    kinds: Sequence[Kind] = BUILT_IN
    hands: int = 1
    files: dict[str, Kept] = field(default_factory=dict)
    recall: Recall = field(default_factory=Recall)
    compiled: dict[str, bytes] = field(default_factory=dict)
    counts: Callable[[Kept], bool] = is_no_draft
    index: Index = field(init=False)
    own: Own = field(init=False)
    _renderer: Renderer | None = None
    _seen: _Seen | None = None
    _sound: _Seen | None = None

    def __post_init__(self) -> None:
        """Take up what is remembered."""
        self.own = Own(OwnKinds(tuple(self.kinds)), Translation())
        told = ((kept.ref, kept.told) for kept in self.files.values() if kept.told and self.counts(kept))
        self.index = Index.of(self.kinds, told)

    def look(self, say: Say, now: int = 0, *, base_url: str = "") -> Planned:
        """The line up to the plan of the site. `base_url` takes the place of the one in the settings.

        `now` is the time by the clock of the file system; with 0 no file counts as unchanged at the next look.
        """
        self.recall.rest()  # what was asked for since the last look was answered as things were then
        dossier, problems = self.gather(say, now)
        say(f"checking {len(dossier.shelf)} facts")
        problems += self.faults(dossier, dossier.shelf)
        return self.planned(dossier, problems, base_url)

    def planned(self, dossier: Dossier, problems: Iterable[Problem], base_url: str) -> Planned:
        """The pages of a dossier in which these problems were found; none if there are errors among them."""
        told, words = tuple(in_order(problems)), self.own.words
        if has_errors(told):
            return Planned(told, (), words, dossier, self)
        base = base_url or dossier.settings.base_url or ""
        pages = plan(dossier, Derived(dossier), words, self.draw, f"{base.rstrip('/')}/" if base else "")
        return Planned(told, pages, words, dossier, self)

    def gather(self, say: Say, now: int = 0) -> tuple[Dossier, list[Problem]]:
        """The line up to linking: all facts that take shape; and what is wrong with the rest, with the links, and with all together."""
        say("reading the facts")
        self._renderer = None
        settings, problems = read_settings(self.project)
        published, unread = read_published(self.project)
        self.own, undeclared = own_of(self.project, self.kinds)
        before = Fingerprints(
            {kept.ref: kept.content for kept in self.files.values() if kept.beside and kept.content}
        )
        kinds = self._rekind()
        found, misplaced = find(self.project, kinds)
        beside, strays = find_beside(self.project, kinds, found)
        self.files = taken_in(self.project, [*found, *beside], self.files, now, self.hands)
        shelf = self._shelve(found)
        prints = Fingerprints(
            {one.ref: kept.content for one in beside if (kept := self.files[one.file]).content}
        )
        dossier = Dossier(settings, kinds, shelf, self.index, prints, published, self.recall)
        self._settle(dossier, before)
        self._seen = _Seen(found, self.files, dossier, self.own)
        of_files = [one for file in (*found, *beside) for one in problems_in(self.files[file.file].problems)]
        of_files = with_nearest_ids(of_files, [one.ref for one in found]) if of_files else []
        problems += [*misplaced, *strays, *unread, *of_files]
        drafts = {file.ref for file in found if not self.counts(self.files[file.file])}
        shapeless = ({file.ref for file in found} | meant_by(misplaced, kinds)) - shelf.keys() - drafts
        problems += dangling(dossier, shapeless, drafts)
        problems += faults_of(dossier, dossier.as_written)
        for check in (*DOSSIER_CHECKS, shared_addresses, redirects_lead_on):
            problems += self._asked(f"faults {check.__name__}", partial(check, dossier))
        undeclared += self.own.faults(self.project, self.kinds, settings.lang)
        return dossier, [*undeclared, *self.own.unfollowed(problems, undeclared)]

    def _rekind(self) -> tuple[Kind, ...]:
        """The kinds that there are now; where they are others than before, all files are to be read anew."""
        kinds = self.own.kinds
        self.recall.settle("kinds", digest(self.own.of.written))
        if self.recall.differs("kinds"):
            self.files = {}
        self.index.know(kinds)
        return kinds

    def faults(self, dossier: Dossier, refs: Iterable[str]) -> list[Problem]:
        """What is wrong with these facts, each in itself and with what it rests on."""
        asked = (self._asked(f"faults {ref}", partial(_faults_of_fact, dossier, ref)) for ref in refs)
        return [problem for found in asked for problem in found]

    def work_out(self, things: Sequence[T], work: Callable[[Sequence[T]], object]) -> None:
        """Have questions about things answered, by as many processes as there are hands."""
        answer(self.recall, things, work, self.hands)

    def _asked(self, question: str, work: Callable[[], Iterable[Problem]]) -> list[Problem]:
        return problems_in(self.recall.ask(question, lambda: as_bytes(list(work()))))

    def draw(self, layout: str, view: View) -> str:
        """A piece of a page; raises `LayoutError`."""
        return self.renderer.draw(layout, view)

    @property
    def renderer(self) -> Renderer:
        """What renders pages by their layouts, as these were when it was asked for the first time in a look."""
        if self._renderer is None:
            from generator.layouts import Renderer

            folders = layouts_of(self.project)
            words = self.own.words
            self._renderer = Renderer(folders, words, self.recall, self.compiled, self.own.edition)
        return self._renderer

    def rendered(self, page: Page) -> bytes:
        """A page as it goes out; the one that was made before, as long as it holds. Raises `LayoutError`."""
        return self.recall.ask(f"text {page.address}", lambda: self.renderer.render(page).encode())

    def rest(self) -> None:
        """End a look at sound facts: what holds is kept for the next one."""
        self.recall.rest()
        self._sound = self._seen

    def back(self) -> None:
        """End a look at facts that are not sound: from now on all is again as at the last look at sound ones."""
        if self._sound and self._seen:
            self.recall.rest()
            now, self._seen = self._seen, self._sound
            self.own = self._seen.own
            self._rekind()
            self.files = self._seen.files
            self._shelve(self._seen.found)
            self._settle(self._seen.dossier, now.dossier.kept)
            self.renderer.settle(self.recall)

    def _shelve(self, found: Sequence[Found]) -> Shelf:
        """The facts that took shape, and count."""
        kept = {file.ref: (file, self.files[file.file]) for file in found}
        shelf = {ref: both for ref, both in kept.items() if both[1].told and self.counts(both[1])}
        self.index.take({ref: one.told for ref, (_, one) in shelf.items() if one.told})
        return Shelf({ref: shelf[ref] for ref in sorted(shelf, key=self.index.place)})

    def _settle(self, dossier: Dossier, before: Fingerprints) -> None:
        """Tell what is so now; `before` are the fingerprints that there were."""
        self.index.settle(self.recall)
        dossier.kept.settle(self.recall, before)
        self.recall.settle("settings", digest(encoded(dossier.settings)))
        self.recall.settle("words", self.own.words.digest())
        self.recall.settle("published", digest(dossier.shown.as_json()))
        for ground in ALWAYS:
            self.recall.always_note(ground)


ALWAYS = ("settings", "address", "kinds", "words")
"""What everything rests on: what holds for the whole dossier, where the site will stand, which kinds of facts there are, and in
which words the site speaks."""


def _faults_of_fact(dossier: Dossier, ref: str) -> list[Problem]:
    return faults_of(dossier, dossier.facts[ref])
