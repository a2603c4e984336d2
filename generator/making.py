"""A site made whole: what can be skipped is skipped, and the bytes are those of a build from nothing.

Work is skipped at three levels. Where no file has changed since the last build, nothing is loaded at all (`stamp`). Of the
files, those are read that have changed (`shelf`). Of the pages, those are made whose answers no longer hold (`recall`), or whose
files in the site are not as they were written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path

from generator.build import beside_pages
from generator.facts import BUILT_IN
from generator.hands import hands_there_are
from generator.output import Stat, Tree, alone, prepared, present
from generator.output.workplace import MARK, MARK_TEXT
from generator.pages import Page
from generator.problems import Problem, has_errors
from generator.reasons import reason
from generator.recall import digest
from generator.shares import share
from generator.store import Memory, Output, Store
from generator.values import Fixed
from generator.workroom import Planned, Say, Workroom


class Made(Fixed, frozen=True):
    """What came of a build: the problems in the facts, and if no error is among them, what was made of them.

    `pages` there are; so many files of the site were `changed`; `reasons` say of each page that was made why, by address.
    """

    problems: tuple[Problem, ...]
    pages: int = 0
    changed: int = 0
    reasons: Mapping[str, str] = {}

    @property
    def sound(self) -> bool:
        """Whether no error stands, so that the site is made."""
        return not has_errors(self.problems)


def make(project: Path, site: Path, say: Say, *, base_url: str = "", clean: bool = False) -> Made:
    """Make the site of a dossier, with what is remembered from the build before; `clean` forgets that first.

    Waits while another build of the site is running. Raises `LayoutError`, and OSError where the site cannot be written.
    """
    with alone(site, say):
        store = Store(project, site)
        memory = Memory() if clean else store.load()
        recall = memory.recall()
        room = Workroom(project, BUILT_IN, hands_there_are(), memory.files, recall, compiled=memory.compiled)
        recall.settle("address", digest(base_url.encode()))
        with prepared(site) as tree:
            making = _Making(site, room, None if clean else memory.outputs, tree, say)
            made, outputs = making.make(store.clock(), base_url)
        if made.sound:
            _remember(store, room, site, outputs)
        return made


def _remember(store: Store, room: Workroom, site: Path, digests: dict[str, bytes]) -> None:
    there = present(site)
    outputs = {at: Output(stat, digests[at]) for at, stat in there.items() if stat and at in digests}
    room.recall.rest()
    store.save(Memory.of(room.files, room.recall, room.compiled, outputs))
    # What is changed from now on must not look as it looks now.
    store.wait_past(max((one.stat.changed for one in outputs.values()), default=0))


class _Making(Fixed, frozen=True):
    """One build: what is remembered of the files of the site, and the tree that is to take its place.

    With no `outputs` at all, what stands there is not looked at, and every file is written afresh.
    """

    site: Path
    room: Workroom
    outputs: dict[str, Output] | None
    tree: Tree
    say: Say

    def make(self, now: int, base_url: str) -> tuple[Made, dict[str, bytes]]:
        """The line; what came of it, and the digest of each file of the site."""
        planned = self._checked(now, base_url)
        if not planned.sound:
            return Made(planned.problems), {}
        there = present(self.site)
        stands = self._standing(there)
        reasons = self._make_pages(planned, stands)
        recall = self.room.recall
        told = recall.given(map(question_of, planned.pages))
        digests = {page.address: one for page, one in zip(planned.pages, told, strict=True) if one}
        beside = beside_pages(planned)
        digests |= {address: _digest(content) for address, content in {**beside, MARK: MARK_TEXT}.items()}
        new = {address for address, one in digests.items() if stands.get(address) != one}
        for address in new & beside.keys():
            self.tree.put(address, beside[address])
        changed = new | (there.keys() - digests.keys())
        if changed:
            self._finish(planned, digests.keys() - new - {MARK})
        return Made(planned.problems, len(planned.pages), len(changed - {MARK}), reasons), digests

    def _standing(self, there: Mapping[str, Stat | None]) -> dict[str, bytes]:
        """The digest of what stands at each address of the site: as remembered of a file that is as it was written, or else read."""
        if self.outputs is None:
            return {}
        known = {at: one.digest for at, one in self.outputs.items() if there.get(at) == one.stat}
        for address in [at for at, stat in there.items() if stat and at not in known]:
            with suppress(OSError):
                known[address] = _digest((self.site / address).read_bytes())
        return known

    def _checked(self, now: int, base_url: str) -> Planned:
        """The facts, checked and planned."""
        room = self.room
        dossier, problems = room.gather(self.say, now)
        self.say(f"checking {len(dossier.shelf)} facts")
        open_ones = room.recall.open("faults", dossier.shelf)
        room.work_out(open_ones, lambda refs: room.faults(dossier, refs))
        return room.planned(dossier, [*problems, *room.faults(dossier, dossier.shelf)], base_url)

    def _make_pages(self, planned: Planned, stands: Mapping[str, bytes]) -> dict[str, str]:
        """Make the pages that have changed, or of which the site has something else (`stands`); why each was made."""
        recall, pages, dossier = self.room.recall, planned.pages, planned.dossier
        self.room.settle_layouts()
        reasons = {}
        for page, told in zip(pages, recall.given(map(question_of, pages)), strict=True):
            question = question_of(page)
            if told is None:
                reasons[page.address] = reason(recall, question)
            elif told != stands.get(page.address):
                reasons[page.address] = "its file was not there, or not as it was written"
                recall.forget(question)
        made = [page for page in pages if page.address in reasons]
        if made:
            self.say(f"rendering {len(made)} pages")
            unshared = recall.open("share", dossier.shelf)
            self.room.work_out(unshared, lambda refs: [share(dossier, ref) for ref in refs])
        self.room.work_out(made, lambda some: self._make_some(some, stands))
        return reasons

    def _make_some(self, pages: Sequence[Page], stands: Mapping[str, bytes]) -> None:
        for page in pages:
            self.room.recall.ask(question_of(page), partial(self._make_page, page, stands.get(page.address)))

    def _make_page(self, page: Page, before: bytes | None) -> bytes:
        content = self.room.renderer.render(page).encode()
        digest = _digest(content)
        if digest != before:
            self.tree.put(page.address, content)
        return digest

    def _finish(self, planned: Planned, kept: AbstractSet[str]) -> None:
        """Put the tree in the place of the site, with what has not changed linked from there."""
        pages = {page.address: page for page in planned.pages}
        for lost in self.tree.keep(kept):  # it went while this build was running
            content = self.room.renderer.render(pages[lost]).encode() if lost in pages else b""
            self.tree.put(lost, content or beside_pages(planned)[lost])
        self.tree.finish()


def question_of(page: Page) -> str:
    """What is asked when a page is made."""
    return f"page {page.address}"


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()
