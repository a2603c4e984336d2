"""Tries fingerprints honestly: how often an altered quote is accepted, and how far a word list unrolls a text.

    python tests/trials_fingerprint.py [WORDS]

Made texts only. Prints the tables of `docs/fingerprints.md`; takes some minutes. WORDS is a file with a word a line, in
which the attack looks; without it, words are made up, which is as good: the attack always gets every word of the text too.
"""

from __future__ import annotations

import collections
import itertools
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from generator.fingerprint import choose_salt, digest, keyed, make, paragraphs, sentences, words
from generator.fingerprint.places import Place
from generator.fingerprint.verdict import Stands, stands

STEPS, BEAM, STARTS = 8, 20, 10
LENGTHS = (6, 10, 12, 14, 16, 18, 20, 24)
SOUNDS = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "il", "on", "us")]


def made_words(number: int, rng: random.Random) -> list[str]:
    """Different words, no two alike."""
    found: dict[str, None] = {}
    while len(found) < number:
        found["".join(rng.choices(SOUNDS, k=rng.randint(1, 4)))] = None
    return list(found)


def made_sentence(vocabulary: list[str], rng: random.Random) -> str:
    """A sentence in which common words come again and again, as they do; now and then a part stands in quotation marks."""
    ranks = [int(len(vocabulary) ** rng.random()) - 1 for _ in range(rng.randint(4, 30))]
    said = [vocabulary[rank] for rank in ranks]
    if rng.random() < 0.4:
        first, last = sorted(rng.choices(range(len(said)), k=2))
        said[first], said[last] = f'"{said[first]}', said[last] + '"'
    return " ".join(said).capitalize() + "."


def made_text(rng: random.Random, length: int = 25, vocabulary: int = 3000) -> str:
    """An article of so many paragraphs."""
    known = made_words(vocabulary, rng)
    lines = (" ".join(made_sentence(known, rng) for _ in range(rng.randint(1, 3))) for _ in range(length))
    return "\n\n".join(lines)


def altered(said: list[str], known: list[str], rng: random.Random) -> Iterator[tuple[str, list[str]]]:
    """The words of a quote, wrong in each way that writers are wrong."""
    for place in range(len(said)):
        yield "a word changed", [*said[:place], rng.choice(known), *said[place + 1 :]]
        yield "a quotation mark added", [*said[:place], '"', *said[place:]]
        if 0 < place < len(said) - 1:
            yield "a word dropped", said[:place] + said[place + 1 :]
        if said[place] == '"' and 0 < place < len(said) - 1:
            yield "a quotation mark dropped", said[:place] + said[place + 1 :]
        if place:
            yield "two words swapped", [*said[: place - 1], said[place], said[place - 1], *said[place + 1 :]]
    for one, other in itertools.combinations(range(len(said)), 2):
        if said[one] == said[other]:
            yield "left out between a word and its return", said[:one] + said[other:]


def holds(text: list[str], said: list[str]) -> bool:
    """Whether the words stand there one after another: the truth, known from the text."""
    return any(text[place : place + len(said)] == said for place in range(len(text) - len(said) + 1))


def false_acceptance(rounds: int) -> None:
    """Print how many altered quotes were accepted, and true ones refused."""
    rng = random.Random(20310404)
    tried: collections.Counter[tuple[str, str]] = collections.Counter()
    wrong: collections.Counter[tuple[str, str]] = collections.Counter()
    for number in range(rounds):
        for kind, size, accepted in quotes_of(number, rng):
            tried[kind, size] += 1
            wrong[kind, size] += accepted == (kind != "true")
    print("| quote | words | tried | wrongly answered |\n| --- | --- | --- | --- |")
    for kind, size in sorted(tried):
        print(f"| {kind} | {size} | {tried[kind, size]:,} | {wrong[kind, size]} |")


def quotes_of(number: int, rng: random.Random) -> Iterator[tuple[str, str, bool]]:
    """Each kind of alteration of quotes from one made text: how long the quote is, and whether it was accepted."""
    text = made_text(rng)
    known = sorted({word.key for word in words(text) if not word.is_mark})
    source = make(text, choose_salt(text, f"made-{number}"))
    lines = [[word.key for word in words(line)] for line in paragraphs(text)]
    for _ in range(60):
        place = rng.randrange(len(lines))
        size = rng.choice([2, 2, 3, 4, 5, 6, 8, 12])
        first = rng.randrange(max(len(lines[place]) - size, 1))
        said = lines[place][first : first + size]
        if len(said) < 2:
            continue
        told = "2" if size == 2 else "3 and more"
        yield "true", told, stands(" ".join(said), [Place(place + 1)], source) == Stands()
        for other in range(len(lines)):
            if not holds(lines[other], said):
                yield (
                    "in another paragraph",
                    told,
                    stands(" ".join(said), [Place(other + 1)], source) == Stands(),
                )
        for kind, changed in altered(said, known, rng):
            if len(changed) > 1 and not holds(lines[place], changed):
                yield kind, told, stands(" ".join(changed), [Place(place + 1)], source) == Stands()


class Attack:
    """Follows a text from a word that is known: which words of the list can come next, and next, by their hashes."""

    def __init__(self, listed: list[str], salt: str) -> None:
        self.listed, self.key = listed, keyed(salt)

    def unroll(self, true: list[str], bits: int) -> tuple[bool, int]:
        """Whether the true words are among the chains that are left, and how many others are, up to the beam."""
        mask = (1 << bits) - 1
        chains = [(true[0],)]
        for one, other in itertools.pairwise(true):
            sought = digest(one, other, self.key) & mask
            longer = (
                (*chain, word)
                for chain in chains
                for word in self.listed
                if digest(chain[-1], word, self.key) & mask == sought
            )
            chains = list(itertools.islice(longer, BEAM))
        return tuple(true) in chains, sum(chain != tuple(true) for chain in chains)


def attack(listed: list[str]) -> None:
    """Print how far word lists of several sizes unroll a made text, at several lengths of the hash."""
    rng = random.Random(20310405)
    text = made_text(rng)
    said = [[word.key for word in words(part)] for line in paragraphs(text) for part in sentences(line)]
    starts = [line[: STEPS + 1] for line in said if len(line) > STEPS and '"' not in line[: STEPS + 1]][
        :STARTS
    ]
    own = sorted({word for line in starts for word in line})
    others = [word for word in listed if word not in set(own)]
    print("\n| words in the list | " + " | ".join(f"{bits} bits" for bits in LENGTHS) + " |")
    print("| --- |" + " --- |" * len(LENGTHS))
    for size in (200, 1_000, 4_000, 10_000, 100_000):
        held = own + rng.sample(others, max(min(size, len(others)) - len(own), 0))
        rng.shuffle(held)
        tried = Attack(held, "made-0")
        cells = (outcome(tried, starts, bits) for bits in LENGTHS)
        print(f"| {len(held):,} | " + " | ".join(cells) + " |", flush=True)


def outcome(tried: Attack, starts: list[list[str]], bits: int) -> str:
    """Of how many stretches the true words are all that is left; how many false chains are left on the whole."""
    results = [tried.unroll(start, bits) for start in starts]
    alone = sum(found and not others for found, others in results)
    most = max(others for _, others in results)
    return f"{alone} of {len(starts)}" + (f", {most}{'+' * (most >= BEAM - 1)} false" if most else "")


def main() -> None:
    false_acceptance(60)
    rng = random.Random(1)
    listed = (
        [line.strip().casefold() for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
        if sys.argv[1:]
        else made_words(120_000, rng)
    )
    attack(sorted(set(listed)))


if __name__ == "__main__":
    main()
