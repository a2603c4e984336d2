"""Tries every quote of this dossier: each of its words changed in turn, each quote moved to each other place.

    python tests/trials_quotes.py [TEXTS]

TEXTS is a folder with the articles (`ID.txt`; otherwise `seeds/texts/`). The texts say what is true: a changed quote must be
refused unless it stands there all the same, a moved one unless it stands there too. Ends with 1 if anything was answered wrongly.
"""

from __future__ import annotations

import collections
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import real

from generator.articles import as_text
from generator.dossier import groups_of
from generator.fingerprint import Fingerprint, make, paragraphs, sentences, words
from generator.fingerprint.places import Place
from generator.fingerprint.verdict import Elsewhere, Empty, MarksDiffer, Missing, OutOfOrder, Stands, stands
from generator.quotes import places_of, quoted_in

REFUSED = (Elsewhere, Empty, MarksDiffer, Missing, OutOfOrder)


class Quote(NamedTuple):
    """A quote of the dossier: its words, the places it names, and its source."""

    text: str
    places: tuple[Place, ...]
    source: str


class Article:
    """What truly stands where: an article as the words and marks of each of its sentences."""

    def __init__(self, text: str) -> None:
        self.sentences = [[keys(part) for part in sentences(line)] for line in paragraphs(text)]
        self.vocabulary = sorted(
            {key for line in self.sentences for part in line for key in part} - {'"', "'"}
        )

    def holds(self, spans: Sequence[Sequence[str]], places: Sequence[Place]) -> bool:
        """Whether the spans stand in these places, in order; windows that touch are one."""
        windows = list(self._windows(places))
        for span in spans:
            while windows and (end := end_of(span, windows[0])) < 0:
                windows.pop(0)
            if not windows:
                return False
            windows[0] = windows[0][end:]
        return True

    def _windows(self, places: Sequence[Place]) -> Iterator[list[str]]:
        named: dict[int, set[int]] = collections.defaultdict(set)
        for place in places:
            count = len(self.sentences[place.paragraph - 1])
            named[place.paragraph] |= set(range(max(place.first, 1), (place.last or count) + 1))
        for paragraph, numbers in sorted(named.items()):
            window: list[str] = []
            for number in range(1, max(numbers) + 2):
                if number in numbers:
                    window += self.sentences[paragraph - 1][number - 1]
                elif window:
                    yield window
                    window = []


def keys(text: str) -> list[str]:
    return [word.key for word in words(text)]


def end_of(span: Sequence[str], window: Sequence[str]) -> int:
    """Where in the window the span first ends, or -1."""
    return next(
        (at + len(span) for at in range(len(window) - len(span) + 1) if window[at : at + len(span)] == span),
        -1,
    )


def quotes() -> list[Quote]:
    """Every different quote of the dossier with its places."""
    facts = real.dossier().facts.values()
    found = (one for held in facts for one in quoted_in(held, groups_of(held)) if one.path[-1] == "quote")
    every = (
        Quote(one.words, tuple(places_of(e.at, real.dossier().fingerprints[e.source])), e.source)
        for one in found
        for e in one.evidence
    )
    return list(dict.fromkeys(every))


def spans_in(text: str) -> list[list[str]]:
    return [span for part in text.split("…") if (span := keys(part))]


def changed(text: str, others: Sequence[str]) -> Iterator[str]:
    """The quote with each of its words in turn replaced by each of `others`."""
    for word in words(text):
        if not word.is_mark:
            end = word.start + len(text[word.start :].split(maxsplit=1)[0])
            for other in others:
                yield f"{text[: word.start]}{text[word.start : end].replace(word.shown, other, 1)}{text[end:]}"


def replacements(article: Article, number: int) -> list[str]:
    """Words of the article itself, which are the likeliest to be found in its fingerprint, and one that it does not have."""
    held = article.vocabulary
    return [held[(number * 7 + step * 131) % len(held)] for step in range(20)] + ["zwölf"]


def main() -> int:
    folder = Path(sys.argv[1]) if sys.argv[1:] else real.ROOT / "seeds/texts"
    texts = {
        ref: as_text((folder / f"{ref.partition(':')[2]}.txt").read_bytes(), ref)
        for ref in real.dossier().fingerprints
    }
    articles = {ref: Article(text) for ref, text in texts.items()}
    tried: collections.Counter[str] = collections.Counter()
    wrong: list[str] = []

    def ask(what: str, one: Quote, text: str, places: Sequence[Place], kept: Fingerprint) -> None:
        true = articles[one.source].holds(spans_in(text), places)
        answer = stands(text, places, kept)
        kind = f"{what}, {'true' if true else 'not true'}"
        tried[kind] += 1
        if isinstance(answer, REFUSED) == true or (true and not isinstance(answer, Stands)):
            wrong.append(f"{kind}: {text!r} {answer}")

    for ref, text in texts.items():
        assert make(text, real.dossier().fingerprints[ref].salt) == real.dossier().fingerprints[ref], ref
    for number, one in enumerate(quotes()):
        kept, article = real.dossier().fingerprints[one.source], articles[one.source]
        ask("as it is", one, one.text, one.places, kept)
        for text in changed(one.text, replacements(article, number)):
            ask("a word changed", one, text, one.places, kept)
        for other in range(1, len(kept.paragraphs) + 1):
            if other not in {place.paragraph for place in one.places}:
                ask("in another paragraph", one, one.text, [Place(other)], kept)
        for place in one.places:
            for sentence in range(1, len(kept.paragraphs[place.paragraph - 1].sentences) + 1):
                ask(
                    "in a sentence of its paragraph",
                    one,
                    one.text,
                    [Place(place.paragraph, sentence, sentence)],
                    kept,
                )
    print("| quote | tried |\n| --- | --- |")
    for kind in sorted(tried):
        print(f"| {kind} | {tried[kind]:,} |")
    accepted = sum("not true" in one for one in wrong)
    print(f"\n{len(wrong) - accepted} true ones refused, {accepted} others accepted", *wrong[:20], sep="\n")
    return accepted < len(wrong) or accepted > sum(tried.values()) / 10_000


if __name__ == "__main__":
    sys.exit(main())
