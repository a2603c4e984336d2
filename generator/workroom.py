"""A dossier from one look at it to the next: what has changed is read again, and what rests on it is worked out again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from generator.checks import faults_of
from generator.derive import Derived
from generator.dossier import Dossier
from generator.naming import Naming, at_once, chosen, late
from generator.own.overrides import layouts_of
from generator.pages import plan
from generator.problems import Problem, has_errors, in_order
from generator.restwords import Words
from generator.shares import settle_shares
from generator.shelf import problems_in
from generator.show import PIECE, View
from generator.siteplan import Page, Plan
from generator.stock import Seen, Stock
from generator.together import answer
from generator.values import Fixed
from generator.whole import asked, wrong_with_the_whole

if TYPE_CHECKING:
    from generator.layouts import Renderer

T = TypeVar("T")

Say = Callable[[str], None]
"""Told what is being done, stage by stage."""


class Planned(Fixed, frozen=True):
    """A dossier looked at: all problems in order, and the plan of its site, which is made only if no error stands."""

    problems: tuple[Problem, ...]
    plan: Plan
    words: Words
    dossier: Dossier
    room: Workroom

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages to be, by address."""
        return self.plan.pages

    @property
    def sound(self) -> bool:
        """Whether no error stands."""
        return not has_errors(self.problems)


class Workroom(Stock):
    """What is known of a dossier: its files as they were read, and what was worked out from them.

    As many `hands` as may read them may work on it.
    """

    _renderer: Renderer | None = None
    _has_settled = False
    _sound: Seen | None = None

    def look(
        self, say: Say, now: int = 0, *, base_url: str = "", written: Collection[str] | None = None
    ) -> Planned:
        """The line up to the plan of the site. `base_url` takes the place of the one in the settings.

        `now` is the time by the clock of the file system; with 0 no file counts as unchanged at the next look. `written` are the
        files, by their paths in the project, that were written since the last look, where somebody who watches knows of all.
        """
        self.recall.rest()  # what was asked for since the last look was answered as things were then
        dossier, problems = self.gather(say, now, written)
        say(f"checking {len(dossier.shelf)} facts")
        problems += self.faults(dossier, dossier.shelf)
        return self.planned(dossier, problems, base_url)

    def planned(self, dossier: Dossier, problems: Iterable[Problem], base_url: str) -> Planned:
        """The pages of a dossier in which these problems were found; none if there are errors among them."""
        told, words = tuple(in_order(problems)), self.own.words
        if has_errors(told):
            from generator.further import further  # only where errors stand

            more = further(self.project, dossier, told)
            return Planned(tuple(in_order([*told, *more])), Plan(), words, dossier, self)
        base = (base_url or dossier.settings.base_url or "").rstrip("/")
        top = f"{base}/" if base else ""
        planning = partial(plan, dossier, Derived(dossier), words, self.draw, top, self._naming)
        planned = self.recall.lasting(("plan", top), dossier, planning)
        return Planned(told, planned, words, dossier, self)

    def gather(
        self, say: Say, now: int = 0, written: Collection[str] | None = None
    ) -> tuple[Dossier, list[Problem]]:
        """The line up to linking: all facts that take shape; and what is wrong with the rest, with the links, and with all together."""
        say("reading the facts")
        last, seen = self.seen, self.read(now, written)
        if last is None or last.survey is not seen.survey:
            self._renderer, self._has_settled = None, False
        return seen.dossier, wrong_with_the_whole(seen, self.counts)

    def faults(self, dossier: Dossier, refs: Iterable[str]) -> list[Problem]:
        """What is wrong with these facts, each in itself and with what it rests on."""
        every = list(refs)
        found: list[Problem] = []
        for ref, told in zip(every, self.recall.given("faults", every), strict=True):
            if told is None:
                found += asked(dossier, ref, partial(_faults_of_fact, dossier, ref))
            elif told:
                found += problems_in(told)
        return found

    def all_faults(self, dossier: Dossier) -> list[Problem]:
        """What is wrong with all facts, each in itself; what is not known yet is found by as many processes as there are hands."""
        refs = list(dossier.shelf)
        known = list(zip(refs, self.recall.given("faults", refs), strict=True))
        self.work_out([ref for ref, told in known if told is None], lambda refs: self.faults(dossier, refs))
        return self.faults(dossier, [ref for ref, told in known if told != b""])

    def work_out(self, things: Sequence[T], work: Callable[[Sequence[T]], object]) -> None:
        """Have questions about things answered, by as many processes as there are hands."""
        answer(self.recall, things, work, self.hands)

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
            self._renderer = Renderer(folders, words, self.recall, self.known.compiled, self.own.edition)
        return self._renderer

    def rendered(self, page: Page) -> bytes:
        """A page as it goes out; by the draft that was made before, as long as that holds. Raises `LayoutError`."""
        draft = self.recall.ask(f"text {page.address}", lambda: self.renderer.draft(page))
        return page.naming.finished(draft)

    def _naming(self, dossier: Dossier) -> Naming:
        by_own, by_any = late(dossier), at_once(dossier)
        return chosen(lambda: by_own if self.renderer.is_own else by_any)

    def settle_layouts(self) -> None:
        """Tell which layouts there are."""
        if not self._has_settled:
            self.renderer.settle(self.recall)
            self._has_settled = True

    def settle(self, dossier: Dossier) -> None:
        """Tell all that pages rest on, for whoever makes but a few: pieces that are lost are taken to show something else now."""
        self.settle_layouts()
        settle_shares(dossier)
        for one in self.recall.lost(PIECE):
            self.recall.other(one)

    def rest(self) -> None:
        """End a look at sound facts: what holds is kept for the next one."""
        self.recall.rest()
        self._sound = self.seen

    def back(self) -> None:
        """End a look at facts that are not sound: from now on all is again as at the last look at sound ones."""
        if self._sound:
            self.take_back(self._sound)
            self.settle_layouts()


def _faults_of_fact(dossier: Dossier, ref: str) -> list[Problem]:
    return faults_of(dossier, dossier.facts[ref])
