"""A synthetic dossier: as many facts with pages of their own as are wanted, the same for the same size and seed.

    python -m benchmarks.dossier 1000 FOLDER [--seed 7]

Everything is made up. Quotes are words of made-up articles, and each article leaves its fingerprint beside its record,
so that the check has as much to do as with a real dossier. Some names are spoken of much more often than others; the
first actor most of all.
"""

from __future__ import annotations

import argparse
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from benchmarks.words import (
    BODIES,
    OUTLETS,
    STARTS,
    article,
    persons,
    phrase,
    slug,
    surname,
)
from benchmarks.yamlout import Fields, Value, dump
from generator.fingerprint import choose_salt, make
from generator.fingerprint.storage import dump as dump_fingerprint

SHARES = {"source": 0.20, "actor": 0.28, "meeting": 0.14, "event": 0.05, "issue": 0.03, "divergence": 0.02}
"""How many of a hundred pages are of each kind; plans are few, and statements are the rest."""

POSITIONS = 0.25
"""Files of views for each page; they have no pages of their own."""

SETTINGS: Fields = {
    "format": "1",
    "title": "A canal and two towns",
    "lang": "en",
    "summary": "Two towns negotiate a canal that is nowhere. Everything here is made up.\n\nIt serves to measure.\n",
}
OTHERS = ("state", "organisation", "organisation", "group", "office", "unnamed", "unnamed")


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of all facts of a kind, some drawn much more often than others: the earlier, the more."""

    names: tuple[str, ...]
    weights: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, names: Sequence[str]) -> Ids:
        """Ids with the weight of each, falling slowly."""
        return cls(tuple(names), list(accumulate((place + 9) ** -0.75 for place in range(len(names)))))

    def one(self, rng: Random) -> str:
        """One of them."""
        return self.names[min(bisect(self.weights, rng.random() * self.weights[-1]), len(self.names) - 1)]

    def some(self, rng: Random, least: int, most: int) -> list[str]:
        """Several different ones."""
        return list(dict.fromkeys(self.one(rng) for _ in range(rng.randint(least, most))))


class Affair:
    """Who and what there is in a dossier of a size, before anything is said of it."""

    def __init__(self, pages: int, seed: int) -> None:
        self.rng = rng = Random(f"{seed}:{pages}")  # noqa: S311  nothing here is secret
        counts = {kind: max(2, round(pages * share)) for kind, share in SHARES.items()}
        counts["plan"] = 4 if pages <= 1000 else 6
        counts["statement"] = pages - sum(counts.values())
        self.names = _names(rng, counts["actor"])
        self.actors = Ids.of([slug(name) for name in self.names])
        self.days = [date(2031, 1, 1) + timedelta(days=rng.randrange(1400)) for _ in range(counts["source"])]
        self.read = [rng.random() > 0.06 or place < 3 for place in range(counts["source"])]
        outlets = [f"{surname(rng.randrange(1240))} {rng.choice(OUTLETS)}" for _ in self.days]
        self.source_names = [
            f"{outlet}, {day.day} {day:%B %Y}" for outlet, day in zip(outlets, self.days, strict=True)
        ]
        every = [
            f"{slug(outlet)}-{day}-{place}"
            for place, (outlet, day) in enumerate(zip(outlets, self.days, strict=True))
        ]
        self.every_source = every
        self.sources = Ids.of([one for one, read in zip(every, self.read, strict=True) if read])
        self.unread = Ids.of(
            [one for one, read in zip(every, self.read, strict=True) if not read] or every[-1:]
        )
        self.articles = {one: article(rng) for one in self.sources.names}
        self.issues = Ids.of([f"{slug(phrase(rng))}-{place}" for place in range(counts["issue"])])
        self.plans = Ids.of([f"draft-{place + 1}" for place in range(counts["plan"])])
        self.meetings = Ids.of(self._dated("talks", counts["meeting"]))
        self.events = Ids.of(self._dated("turn", counts["event"]))
        self.statements = Ids.of(self._dated("said", counts["statement"]))
        self.divergences = [f"{slug(phrase(rng))}-{place}" for place in range(counts["divergence"])]

    def _dated(self, word: str, count: int) -> list[str]:
        days = (date(2031, 1, 1) + timedelta(days=self.rng.randrange(1400)) for _ in range(count))
        return [f"{day}-{word}-{place}" for place, day in enumerate(days)]


def _names(rng: Random, count: int) -> list[str]:
    """The names of the actors: persons first, then all others, shuffled among them."""
    people = persons(rng, round(count * 0.6))
    others = [
        f"{STARTS[n % len(STARTS)]} {BODIES[n % len(BODIES)]} {n + 1}" for n in range(count - len(people))
    ]
    every = people[1:] + others
    rng.shuffle(every)
    return people[:1] + every


class Evidence:
    """Draws places in sources, with the words that stand there."""

    def __init__(self, affair: Affair) -> None:
        self.affair = affair

    def one(self, quoting: float = 0.25) -> Fields:
        """A place in a source; sometimes with a quote, sometimes with who passed it on."""
        rng = self.affair.rng
        source = self.affair.sources.one(rng)
        held = self.affair.articles[source]
        paragraph = rng.randrange(len(held.paragraphs))
        found: Fields = {"source": source, "at": f"p{paragraph + 1}" + rng.choice(("", "s1"))}
        if rng.random() < quoting:
            found["quote"] = held.quote(rng, paragraph)
        if rng.random() < 0.2:
            found["via"] = self._chain(source)
        return found

    def some(self, least: int = 1, most: int = 2) -> list[Value]:
        """Several places."""
        return [self.one() for _ in range(self.affair.rng.randint(least, most))]

    def naming(self, words: str) -> list[Value]:
        """A place in which these words stand."""
        found = self.one(quoting=0)
        found["at"] = str(found["at"]).partition("s")[0]
        self.affair.articles[str(found["source"])].add(int(str(found["at"])[1:]) - 1, words)
        return [found]

    def _chain(self, source: str) -> list[Value]:
        rng = self.affair.rng
        report = self.affair.unread.one(rng)
        chain: list[Value] = [] if report == source else [f"source:{report}"]
        if rng.random() < 0.4 or not chain:
            chain.append(f"actor:{self.affair.actors.one(rng)}")
        return chain


def write(pages: int, folder: Path, seed: int = 7) -> None:
    """Write a dossier of so many pages into a folder that is not there yet."""
    from benchmarks.facts import files

    affair = Affair(pages, seed)
    for path, fields in files(affair):
        _put(folder / path, dump(fields))
    _put(folder / "content/dossier.yaml", dump(SETTINGS))
    for source, held in affair.articles.items():
        _put(
            folder / f"seeds/{source}.fingerprint",
            dump_fingerprint(make(held.text, choose_salt(held.text, source))),
        )


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    write(given.pages, given.folder, given.seed)


if __name__ == "__main__":
    main()
