"""Makes random sequences of edits and holds every site that is built after one of them against one built from nothing.

    python tests/trials_incremental.py [SEED] [STEPS] [bridge | real | PAGES] [--preview] [--mutants [NAME ...]]
        [--found-out [NAME ...]] [--replay STEP ...]

With a number of pages a dossier is made up. A sequence after which a site was wrong is shortened and printed; `--replay` takes
it again. With `--mutants` the engine is made to ignore one reason to rebuild at a time, and STEPS is within how many steps
that has to be found out; `--found-out` takes the steps that are known to. Ends with 1 if a site was wrong, or a mutant was not found out.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from desk import ROOT, Desk, nothing
from incremental import Failed, Step, Trial, dossier_of, replay, shrink, walk
from mutants import FOUND_OUT_BY, MUTANTS
from previewed import Previewed


@dataclass
class Start:
    """Trials one after the other on one desk, each as if it were a new one."""

    desk: Desk
    preview: bool = False
    first: dict[Path, bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.first = self.desk.contents()

    def __call__(self, mutant: str = "") -> Trial | Previewed:
        """A new trial, of the engine or of what a mutant makes of it."""
        act = MUTANTS[mutant] if mutant else nothing
        self.desk.anew(self.first, act)
        if self.preview:
            act()  # a preview goes on in this process
            return Previewed(self.desk)
        return Trial(self.desk, act)


def made(name: str, folder: Path) -> Path:
    """The dossier of that name, made up if need be."""
    dossier = dossier_of(name, folder)
    if name.isdigit():
        command = [sys.executable, "-m", "benchmarks.dossier", name, str(dossier)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return dossier


def whole(begin: Callable[[], Trial], chance: Random, steps: int) -> bool:
    """The engine as it is; whether all sites were right."""
    began = time.monotonic()

    def tell(number: int, sound: int) -> None:
        if not number % 10:
            print(f"{number} steps, {sound} with sound facts, {time.monotonic() - began:.0f} s", flush=True)

    found = walk(begin(), chance, steps, tell)
    if isinstance(found, Failed):
        print(f"wrong after {len(found.steps)} steps:\n{found.how}\nshortening ...", flush=True)
        found = shrink(begin, found)
        print(f"{found.how}\n--replay {' '.join(map(str, found.steps))}")
        return False
    took = time.monotonic() - began
    print(f"{steps} steps, {found} with sound facts, {took:.0f} s: every site as built from nothing")
    return True


def mutants(begin: Start, seed: int, steps: int, names: list[str]) -> bool:
    """Each mutant, and within how many steps it is found out; whether all are."""
    missed, known = 0, {}
    for name in names or MUTANTS:
        trial = begin(name)
        trial.known = known
        found = walk(trial, Random(seed), steps)
        if isinstance(found, Failed):
            short = shrink(partial(begin, name), found)
            print(f"{name:40} {len(found.steps):5}  {' '.join(map(str, short.steps))}", flush=True)
        else:
            print(f"{name:40}     -  never found out", flush=True)
            missed += 1
    return not missed


def found_out(begin: Start, names: list[str]) -> bool:
    """The mutants by the steps that are known to find them out; whether they do."""
    every = True
    for name in names or FOUND_OUT_BY:
        found = replay(partial(begin, name), list(map(Step.of, FOUND_OUT_BY[name].split())))
        every &= found is not None
        print(f"{name:40} {found.how.partition(chr(10))[0] if found else 'never found out'}", flush=True)
    return every


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("steps", type=int, nargs="?", default=300)
    parser.add_argument("dossier", nargs="?", default="real")
    parser.add_argument("--mutants", nargs="*")
    parser.add_argument("--found-out", nargs="*")
    parser.add_argument("--replay", nargs="+", type=Step.of)
    parser.add_argument("--mutant", default="")
    parser.add_argument("--preview", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top).resolve()
        begin = Start(Desk.with_dossier(folder / "desk", made(asked.dossier, folder)), asked.preview)
        sys.exit(not _right(begin, asked))


def _right(begin: Start, asked: argparse.Namespace) -> bool:
    if asked.replay:
        found = replay(partial(begin, asked.mutant), asked.replay)
        print(found.how if found else "every site as built from nothing")
        return not found
    if asked.found_out is not None:
        return found_out(begin, asked.found_out)
    if asked.mutants is not None:
        return mutants(begin, asked.seed, asked.steps, asked.mutants)
    return whole(partial(begin, asked.mutant), Random(asked.seed), asked.steps)


if __name__ == "__main__":
    main()
