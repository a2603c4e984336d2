# ruff: noqa: S603, T201  what it measures, it says
"""Measure the generator beside others that make the same pages from the same facts, and write docs/performance.md.

    python -m benchmarks.run                      everything: 100, 1,000 and 10,000 pages (about half an hour)
    python -m benchmarks.run --pages 1000         one size
    python -m benchmarks.run --hundred-thousand   also the generator alone at 100,000 pages
    python -m benchmarks.run --report             write the page again from what was measured last

All of a size is measured in one run, one after the other; from round to round the order turns round. Works in
benchmarks/.work and nowhere else.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path

from benchmarks.dossier import Affair, write
from benchmarks.floors import floors
from benchmarks.measure import peak, run
from benchmarks.peers import Peer, others, ours
from benchmarks.preview import saved_to_served
from benchmarks.same import differences

ROOT = Path(__file__).parents[1]
WORK = Path(__file__).parent / ".work"
RESULTS = WORK / "results.json"
MAKERS = ("dossier.py", "facts.py", "pieces.py", "words.py", "yamlout.py")
"""What decides what is in a dossier."""
SHOWN = {100: 19, 1000: 54, 10_000: 224, 100_000: 900}
"""On how many pages the name stands that is edited, as near as may be."""

Row = dict[str, object]


def _maker() -> str:
    """A digest of what makes the dossiers: another maker makes another dossier."""
    parts = (Path(__file__).with_name(name).read_bytes() for name in MAKERS)
    return blake2b(b"".join(parts), digest_size=4).hexdigest()


class Bench:
    """Measurements of one size, row by row."""

    def __init__(self, pages: int, peers: Sequence[Peer], rows: list[Row]) -> None:
        self.pages, self.peers, self.rows = pages, peers, rows
        self.dossier = WORK / f"dossier-{pages}-{_maker()}"
        if not self.dossier.exists():
            write(pages, self.dossier)
        self.folders = {peer.name: WORK / f"{pages}-{peer.name}" for peer in peers}

    def prepare(self) -> None:
        """Every peer's folder, a first build of each, untimed, and whether its pages are the same as ours."""
        for peer in self.peers:
            folder = self.folders[peer.name]
            peer.prepare(folder, self.dossier)
            self.convert(peer)
            run(peer.build, folder)
        self.actor, self.shown_on = self._much_named()
        self.compare("same pages")

    def compare(self, step: str) -> None:
        """On how many pages of facts each peer's links or words are not ours."""
        for peer in self.peers[1:]:
            found = sum(1 for _ in differences(self.site(self.peers[0]), self.site(peer)))
            self.add(peer, step, 0, pages_that_differ=found)

    def site(self, peer: Peer) -> Path:
        """Where a peer's pages are."""
        return self.folders[peer.name] / peer.makes[0]

    def convert(self, peer: Peer) -> None:
        """Bring the facts into the form a peer wants; what that takes is told apart."""
        if peer.convert:
            self.add(peer, "convert", -1, **_spent(run(peer.convert, self.folders[peer.name])))

    def rounds(self, count: int) -> None:
        """Cold, nothing changed, one edit: each peer in turn; the order turns round with each round."""
        for number in range(count):
            for peer in self.peers[:: -1 if number % 2 else 1]:
                folder = self.folders[peer.name]
                peer.forget(folder)
                self.add(peer, "cold", number, **_spent(run(peer.build, folder)))
                self.add(peer, "nothing changed", number, **_spent(run(peer.build, folder)))
                self.rename(peer, f"Renamed Person {number}")
                self.add(peer, "one edit", number, **_spent(run(peer.build, folder)))
        self.compare("same pages after edits")

    def memory(self) -> None:
        """The most memory of a cold build, in a run of its own: looking at it takes time."""
        for peer in self.peers:
            peer.forget(self.folders[peer.name])
            self.add(peer, "memory", 0, pss=peak(peer.build, self.folders[peer.name]))

    def previews(self, count: int) -> None:
        """From saving to being served, on the page of the actor."""
        for peer in self.peers:
            if peer.serve:
                edits = [
                    (name, self._renaming(peer, name)) for name in (f"Live Person {n}" for n in range(count))
                ]
                page = f"actors/{self.actor}.html"
                for number, seconds in enumerate(
                    saved_to_served(peer.serve, self.folders[peer.name], page, edits)
                ):
                    self.add(peer, "preview", number, wall=seconds)

    def floors(self) -> None:
        """The floors of this size."""
        for name, seconds in floors(self.dossier, self.site(self.peers[0]), WORK).items():
            self.rows.append({"pages": self.pages, "floor": name, "wall": seconds})

    def rename(self, peer: Peer, name: str) -> None:
        """Give the actor another name in the file that a user of this peer would edit."""
        path = self.folders[peer.name] / peer.facts.format(id=self.actor)
        text = re.sub(
            r"^(\s*)name: .*$",
            rf"\g<1>name: {name}",
            path.read_text(encoding="utf-8"),
            count=1,
            flags=re.MULTILINE,
        )
        path.write_text(text, encoding="utf-8")

    def add(self, peer: Peer, step: str, number: int, **measured: object) -> None:
        """Keep what was measured, and say it."""
        self.rows.append({"pages": self.pages, "peer": peer.name, "step": step, "round": number, **measured})
        told = ", ".join(
            f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}"
            for key, value in measured.items()
        )
        print(f"{self.pages:>6} {peer.name:10} {step:16} {told}", flush=True)

    def _renaming(self, peer: Peer, name: str) -> Callable[[], None]:
        return lambda: self.rename(peer, name)

    def _much_named(self) -> tuple[str, int]:
        """The actor whose name stands on about as many pages as is wanted, and on how many."""
        affair = Affair(self.pages, 7)
        every = zip(affair.names[:120:3], affair.actors.names[:120:3], strict=True)
        counts = {both: 0 for both in every if not both[0][-1].isdigit()}
        for page in self.site(self.peers[0]).rglob("*.html"):
            text = page.read_text(encoding="utf-8")
            for name, actor in counts:
                counts[name, actor] += name in text
        counted = [(count, actor) for (_, actor), count in counts.items()]
        count, actor = min(counted, key=lambda one: abs(one[0] - SHOWN[self.pages]))
        self.rows.append({"pages": self.pages, "edited": actor, "shown on": count})
        return actor, count


def _spent(spent: object) -> Row:
    return {name: getattr(spent, name) for name in ("wall", "cpu", "rss")}


def real(peer: Peer, rows: list[Row], count: int) -> None:
    """The dossier of this project itself: cold, and with nothing changed."""
    folder = WORK / "real"
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("content", "seeds"):
        shutil.copytree(ROOT / part, folder / "dossier" / part, ignore=shutil.ignore_patterns("texts"))
    if (ROOT / "published.json").exists():
        shutil.copy(ROOT / "published.json", folder / "dossier")
    for number in range(count):
        peer.forget(folder)
        rows += [
            {"pages": 0, "peer": "real", "step": step, "round": number, **_spent(run(peer.build, folder))}
            for step in ("cold", "nothing changed")
        ]


def measure(given: argparse.Namespace) -> None:
    """Everything that was asked for, into the results."""
    WORK.mkdir(exist_ok=True)
    command = (
        shlex.split(given.factsheet)
        if given.factsheet
        else [str(Path(sys.executable).with_name("factsheet"))]
    )
    peers = [ours(command), *(one for one in others(WORK) if not given.peers or one.name in given.peers)]
    rows: list[Row] = [{"version of": one.name, "says": _version(one)} for one in peers]
    rows.append(
        {
            "date": time.strftime("%Y-%m-%d"),
            "processors": len(_processors()),
            "python": sys.version.split()[0],
        }
    )
    real(peers[0], rows, 7)
    for pages in given.pages or (100, 1000, 10_000):
        one_size(Bench(pages, peers, rows), given.rounds or (7 if pages <= 1000 else 3))
    if given.hundred_thousand:
        one_size(Bench(100_000, peers[:1], rows), 1)


def one_size(bench: Bench, rounds: int) -> None:
    """All measurements of a size."""
    bench.prepare()
    bench.rounds(rounds)
    bench.memory()
    bench.previews(max(2, rounds - 2))
    bench.floors()
    RESULTS.write_text(json.dumps(bench.rows, indent=0), encoding="utf-8")


def _processors() -> set[int]:
    import os

    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))


def _version(peer: Peer) -> str:
    import subprocess

    told = subprocess.run(peer.version, capture_output=True, text=True, check=False).stdout.strip()
    return " ".join(told.split()[:2]) if peer.name == "hugo" else told


def main() -> None:
    """The command line."""
    from benchmarks.report import report

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--pages", type=int, action="append", choices=sorted(SHOWN), help="a size, instead of all"
    )
    parser.add_argument("--rounds", type=int, default=0, help="how often, instead of 7 (3 at 10,000)")
    parser.add_argument("--peers", action="append", help="one to be measured beside ours, instead of all")
    parser.add_argument(
        "--factsheet", default="", help="the command to measure, instead of the one of this environment"
    )
    parser.add_argument("--hundred-thousand", action="store_true")
    parser.add_argument("--report", action="store_true")
    given = parser.parse_args()
    if not given.report:
        measure(given)
    page = report(json.loads(RESULTS.read_text(encoding="utf-8")))
    (ROOT / "docs/performance.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
