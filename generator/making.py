"""A site made whole: what can be skipped is skipped, and the bytes are those of a build from nothing.

Work is skipped at three levels. Where no file has changed since the last build, nothing is loaded at all (`stamp`). Of the
files, those are read that have changed (`shelf`). Of the pages, those are made whose answers no longer hold (`recall`), or whose
files in the site are not as they were written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path

from generator.again import Known
from generator.answers import digest
from generator.build import beside_pages
from generator.dossier import Dossier
from generator.facts import BUILT_IN
from generator.hands import hands_there_are
from generator.output import Tree, alone, prepared
from generator.output.looking import present
from generator.output.spare import Spare
from generator.output.standing import Standing, Written, as_written, digest_of, standing, walked_over
from generator.output.workplace import MARK, MARK_TEXT
from generator.pieces import settle_pieces
from generator.printing import FORM, PAGE, Press, digest_in, form_of, question_of, settle_names
from generator.problems import Problem, has_errors
from generator.reasons import reason
from generator.shares import settle_shares, share
from generator.siteplan import Page
from generator.stamp import Walk
from generator.store import Memory, Store
from generator.values import Fixed, altered
from generator.workroom import Planned, Say, Workroom


class Made(Fixed, frozen=True):
    """What came of a build: the problems in the facts, and if no error is among them, what was made of them.

    `pages` there are; so many files of the site were `changed`; `reasons` say of each page that was made why, by address. `site` is
    a walk over it as it stands now, if that tells for sure.
    """

    problems: tuple[Problem, ...]
    pages: int = 0
    changed: int = 0
    reasons: Mapping[str, str] = {}
    site: Walk | None = None

    @property
    def sound(self) -> bool:
        """Whether no error stands, so that the site is made."""
        return not has_errors(self.problems)


def make(
    project: Path, site: Path, say: Say, walk: Walk | None = None, *, base_url: str = "", clean: bool = False
) -> Made:
    """Make the site of a dossier, with what is remembered from the build before; `clean` forgets that first.

    A `walk` over what the site rests on, taken before any of that was read, need not be taken again. Waits while another build of
    the site is running. Raises `LayoutError`, and OSError where the site cannot be written.
    """
    with alone(site, say):
        store = Store(project, site)
        memory = Memory() if clean else store.load()
        recall, files, hands = memory.recall, memory.files, hands_there_are()
        known = Known(memory.roll, memory.lay, walk, memory.compiled)
        room = Workroom(project, BUILT_IN, hands, files, recall, known=known)
        recall.settle("address", digest(base_url.encode()))
        with prepared(site) as tree:
            outputs = None if clean else memory.outputs
            making = _Making(site, room, outputs, tree, say, store.spare, memory.pair)
            made, digests = making.make(store.clock(), base_url)
        if not made.sound:
            return made
        pair = None if made.changed else memory.pair
        return altered(made, site=_remembered(store, room, site, digests, pair))


def _remembered(
    store: Store, room: Workroom, site: Path, digests: Mapping[str, bytes], pair: str | None
) -> Walk | None:
    """A walk over the site as it is remembered; whatever is changed from now on will have a later time.

    If the site is as it was, so is the `pair`: what somebody did to the spare meanwhile must still be told from it.
    """
    walk = walked_over(site)
    room.recall.rest()
    outputs = as_written(walk, digests)
    pair = store.spare.states(outputs) if pair is None else pair
    memory = Memory(room.files, room.recall, room.known.compiled, outputs, lay=room.lay_now(), pair=pair)
    store.save(memory, room.roll_now)
    store.wait_past(max(walk.newest if walk else 0, store.spare.newest))
    return walk


class _Making(Fixed, frozen=True):
    """One build: what is remembered of the files of the site, and the tree that is to take its place.

    Where it is not known what was `written`, what stands there is not looked at, and every file is written afresh. The `spare` is
    believed if its folders and those of the site are as they were left: a `pair`.
    """

    site: Path
    room: Workroom
    written: Mapping[str, Written] | None
    tree: Tree
    say: Say
    spare: Spare
    pair: str

    def make(self, now: int, base_url: str) -> tuple[Made, dict[str, bytes]]:
        """The line; what came of it, and the digest of each file of the site."""
        planned = self._checked(now, base_url)
        if not planned.sound:
            return Made(planned.problems), {}
        stands = self._standing()
        reasons = self._make_pages(planned, stands.files)
        digests = self._digests(planned, stands.files, reasons)
        beside = beside_pages(planned)
        digests |= {address: digest_of(content) for address, content in {**beside, MARK: MARK_TEXT}.items()}
        new = {address for address, one in digests.items() if stands.files.get(address) != one}
        for address in new & beside.keys():
            self.tree.put(address, beside[address])
        gone = stands.addresses - digests.keys()
        changed = new | gone
        if changed:
            if not (self._has_spare() and self.tree.stand_on(self.spare.path, new - {MARK}, gone)):
                self._keep(planned, [one for one in digests if one != MARK and one not in new])
            self._finish(changed - {MARK}, digests.keys() - {MARK}, stands.files)
        return Made(planned.problems, len(planned.pages), len(changed - {MARK}), reasons), digests

    def _standing(self) -> Standing:
        if self.written is None:
            return Standing({}, frozenset(present(self.site)))
        return standing(self.site, self.written)

    def _digests(
        self, planned: Planned, stands: Mapping[str, bytes], made: Collection[str]
    ) -> dict[str, bytes]:
        """The digest of each page: as it was made, or else as it stands."""
        addresses = [page.address for page in planned.pages]
        new = [address for address in addresses if address in made]
        told = zip(new, self.room.recall.given(PAGE, new), strict=True)
        return {address: stands[address] for address in addresses if address not in made} | {
            address: digest_in(one) for address, one in told if one
        }

    def _checked(self, now: int, base_url: str) -> Planned:
        """The facts, checked and planned."""
        room = self.room
        dossier, problems = room.gather(self.say, now)
        self.say(f"checking {len(dossier.shelf)} facts")
        return room.planned(dossier, [*problems, *room.all_faults(dossier)], base_url)

    def _make_pages(self, planned: Planned, stands: Mapping[str, bytes]) -> dict[str, str]:
        """Make the pages that have changed, or of which the site has something else (`stands`); why each was made."""
        recall, pages, dossier = self.room.recall, planned.pages, planned.dossier
        self.room.settle_layouts()
        self._share(dossier)
        settle_pieces(planned)
        press = Press(self.room, self.site, stands, settle_names(dossier))
        addresses = [page.address for page in pages]
        undrawn = set(recall.open(FORM, addresses))
        reasons, anew = {}, []
        for page, told in zip(pages, recall.given(PAGE, addresses), strict=True):
            if page.address in undrawn:
                anew.append(page)
                reasons[page.address] = reason(recall, form_of(page))
            elif told is None:
                reasons[page.address] = reason(recall, question_of(page))
            elif digest_in(told) != stands.get(page.address):
                anew.append(page)
                reasons[page.address] = "its file was not there, or not as it was written"
        if reasons:
            self.say(f"rendering {len(reasons)} pages")
        # Filling in names takes so little that it is sooner done than shared out.
        in_place = reasons.keys() - {page.address for page in anew}
        self._make_some(press, [page for page in pages if page.address in in_place])
        self.room.work_out(anew, partial(self._make_some, press))
        return reasons

    def _share(self, dossier: Dossier) -> None:
        """Work out what facts add to pages that gather them, as far as that is not known, and tell it."""
        recall = self.room.recall
        unshared = recall.open("share", list(dossier.shelf))
        before = [recall.before(f"share {ref}") for ref in unshared]
        self.room.work_out(unshared, lambda refs: [share(dossier, ref) for ref in refs])
        if before != recall.given("share", unshared) or recall.differs("addresses"):
            settle_shares(dossier)

    def _make_some(self, press: Press, pages: Sequence[Page]) -> None:
        for page in pages:
            if (content := press.printed(page)) is not None:
                self.tree.put(page.address, content)

    def _has_spare(self) -> bool:
        """Whether nobody has put anything into the site or its spare, or taken from there; what was written into is in both."""
        return self.pair != "" and self.spare.states(self.written or ()) == self.pair

    def _keep(self, planned: Planned, kept: Sequence[str]) -> None:
        """Link from the site, as it stands, what has not changed."""
        if lost := self.tree.keep(kept):  # it went while this build was running
            pages, beside = {page.address: page for page in planned.pages}, beside_pages(planned)
            for one in lost:
                made = self.room.renderer.render(pages[one]) if one in pages else beside[one]
                self.tree.put(one, made)

    def _finish(self, changed: Collection[str], every: Collection[str], stood: Collection[str]) -> None:
        """Put the tree in the place of the site. That is the next spare, if anything of what `stood` there is known."""
        self.tree.finish()
        if stood:
            self.spare.keep(self.tree.former, changed)
        else:
            self.spare.lay(every)
