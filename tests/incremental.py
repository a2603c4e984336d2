"""Whether a site that is built after any sequence of edits is the one that is built from nothing, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import NamedTuple

import damage  # noqa: F401  its edits are among the EDITS
import ownedits  # noqa: F401  and these
from desk import Act, Desk, Ran, Tree, nothing, tree_of
from edits import EDITS, Pass

WHEN = ("", "", "", "", "", "and", "and", "during", "after", "before")
"""When an edit is made: between two builds; with the next one, without a build between; or while a build runs, the moment it has
ended, the moment before it begins."""


class Step(NamedTuple):
    """An edit by name, what decides all that is random in it, and when it is made."""

    edit: str
    seed: int
    when: str = ""

    def __str__(self) -> str:
        return f"{self.edit}:{self.seed}:{self.when}"

    @classmethod
    def of(cls, text: str) -> Step:
        """The step that is written so."""
        edit, seed, when = text.split(":")
        return cls(edit, int(seed), when)


class Different(Exception):
    """A site is not as one built from nothing; the message says where."""


@dataclass
class Trial:
    """A desk, and the checks after each step on it."""

    desk: Desk
    mutant: Act = nothing
    broken: bool = False
    known: dict[bytes, tuple[Ran, Tree]] = field(default_factory=dict)

    def take(self, step: Step, *, last: bool = True) -> None:
        """Make an edit and build; hold what was built against one from nothing if this is the `last` step that matters.

        Raises `Different`, or `Pass` if there was nothing to be edited.
        """
        if step.edit == "cure":
            if not self.desk.cure():
                raise Pass
        else:
            self._edit(partial(EDITS[step.edit][0], self.desk, Random(f"{step.edit}:{step.seed}")), step.when)
        if step.when == "and":
            return
        if any(word in step.edit for word in ("store", "base", "anchor")):
            # One that nobody has asked for may not know that nothing happened.
            self.desk.build("--explain", mutant=self.mutant)
        if last:
            self.check(Random(step.seed))
        else:
            self._note(self.desk.build(mutant=self.mutant))

    def _edit(self, edit: Act, when: str) -> None:
        def made() -> None:
            with suppress(Pass):
                edit()

        if when == "during":
            self.desk.build(during=made, mutant=self.mutant)
        elif when == "after":
            self.desk.build(after=made, mutant=self.mutant)
        elif when == "before":
            self.desk.build(mutant=lambda: (self.mutant(), made()))
        else:
            edit()

    def check(self, chance: Random) -> None:
        """Build, and hold the site against one from nothing; now and then, what is said if nothing has changed as well."""
        before = tree_of(self.desk.site)
        ran = self.desk.build(mutant=self.mutant)
        clean, made = self._from_nothing()
        self._same("ends otherwise", ran.code, clean.code, ran, clean)
        self._same("says otherwise", said(ran), said(clean), ran, clean)
        if ran.code not in {0, 1}:
            raise Different(f"ended with {ran.code}:\n{ran.err}")
        wanted = before if ran.code else made
        differ(tree_of(self.desk.site), wanted)
        self._note(ran)
        if not self.broken and self.desk.store.exists() and chance.random() < 0.4:
            self._again(clean, wanted)

    def _note(self, ran: Ran) -> None:
        self.broken = bool(ran.code)
        if not self.broken:
            self.desk.keep()

    def _from_nothing(self) -> tuple[Ran, Tree]:
        """What comes of these files if nothing is remembered; `known` is what came of them for another mutant."""
        content = blake2b(repr((self.desk.base_url, *self.desk.contents().items())).encode()).digest()
        if content not in self.known:
            ran = self.desk.build("--clean", f"--output={self.desk.clean}")
            made = (ran, {} if ran.code else tree_of(self.desk.clean))
            if self.mutant is nothing:
                return made
            self.known[content] = made
        return self.known[content]

    def _again(self, clean: Ran, wanted: Tree) -> None:
        for more in ([], ["--explain"]):
            ran = self.desk.build(*more, mutant=self.mutant)
            self._same("says otherwise the second time", said(ran), said(clean), ran, clean)
            if " 0 files changed" not in ran.out:
                raise Different(f"nothing happened, and it says: {ran.out}")
        differ(tree_of(self.desk.site), wanted)

    def _same(self, what: str, one: object, other: object, ran: Ran, clean: Ran) -> None:
        if one != other:
            raise Different(
                f"{what}:\n{ran.code} {ran.out}{ran.err}\nfrom nothing:\n{clean.code} {clean.out}{clean.err}"
            )


def said(ran: Ran) -> tuple[str, str]:
    """What a build says of the facts, without what it says of the work."""
    out = re.sub(r"^(\d+) pages? in .*; \d+ files? changed\.$", r"\1 pages", ran.out, flags=re.MULTILINE)
    return out, re.sub(r"^.* …\n", "", ran.err, flags=re.MULTILINE)


def differ(got: Tree, wanted: Tree) -> None:
    """Raise `Different` where two trees differ."""
    wrong = sorted(
        at
        for at in got.keys() | wanted.keys()
        if got.get(at, b"-") != wanted.get(at, b"-") or (at in got) != (at in wanted)
    )
    if wrong:
        lines = [
            f"{at}: {'not there' if at not in got else 'not to be there' if at not in wanted else 'other'}"
            for at in wrong
        ]
        raise Different("\n".join([*lines[:8], _where(got.get(wrong[0]), wanted.get(wrong[0]))]))


def _where(got: bytes | None, wanted: bytes | None) -> str:
    got, wanted = got or b"", wanted or b""
    place = next((n for n, (one, other) in enumerate(zip(got, wanted, strict=False)) if one != other), 0)
    return (
        f"got    {got[max(place - 80, 0) : place + 80]!r}\nwanted {wanted[max(place - 80, 0) : place + 80]!r}"
    )


def next_step(chance: Random, trial: Trial) -> Step:
    """Any step; after one that broke the facts mostly their cure, and a changed generator is soon as it was."""
    seed = chance.randrange(10**9)
    if trial.broken and chance.random() < 0.75:
        return Step("cure", seed)
    if not trial.desk.is_own_generator and chance.random() < 0.5:
        return Step("the_generator_is_as_before", seed)
    names = list(EDITS)
    name = chance.choices(names, [EDITS[one][1] for one in names])[0]
    return Step(name, seed, chance.choice(WHEN))


class Failed(NamedTuple):
    """The steps up to the one after which a site was wrong, and how."""

    steps: list[Step]
    how: str


def walk(
    trial: Trial, chance: Random, count: int, tell: Callable[[int, int], object] = lambda *_: None
) -> Failed | int:
    """So many steps; the failure that ended them, or after how many of them the facts were sound."""
    steps: list[Step] = []
    sound = 0
    while len(steps) < count:
        steps.append(next_step(chance, trial))
        try:
            trial.take(steps[-1])
        except Pass:
            del steps[-1]
            continue
        except Different as how:
            return Failed(steps, str(how))
        sound += not trial.broken
        tell(len(steps), sound)
    return sound


def replay(start: Callable[[], Trial], steps: Sequence[Step], *, every: bool = True) -> Failed | None:
    """The same steps again on a new desk; the first failure, or only that after the last step."""
    trial = start()
    for number, step in enumerate(steps, 1):
        try:
            trial.take(step, last=every or number == len(steps))
        except Pass:
            continue
        except Different as how:
            return Failed(list(steps[:number]), str(how))
    return None


def shrink(start: Callable[[], Trial], failed: Failed) -> Failed:
    """Fewer steps that still fail: many are left out at once first, then fewer and fewer (delta debugging, after Zeller)."""
    size = len(failed.steps) // 2
    while size:
        place = len(failed.steps) - 1 - size
        while place > -size:
            fewer = [*failed.steps[: max(place, 0)], *failed.steps[place + size :]]
            failed = replay(start, fewer, every=False) or failed
            place -= size
        size //= 2
    return failed


def dossier_of(name: str, folder: Path) -> Path:
    """The dossier of that name: `bridge`, `real`, or a number of made-up pages."""
    root = Path(__file__).parents[1]
    if name == "bridge":
        return root / "tests/sites/bridge"
    return root if name == "real" else folder / f"made-{name}"
