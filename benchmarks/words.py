"""Made-up words: the names, titles and articles of a canal between two towns that are nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

FIRST = (
    "Ada Alma Arvid Beate Birk Borghild Carl Dagny Edda Eskil Falk Frida Gerda Gunnar Hedda Holger Ida Ingrid Ivar Jon "
    "Kaia Karin Knut Lars Linnea Magne Maren Mikkel Nora Oda Olav Petra Ragna Rolf Sigrid Solveig Sten Tage Thea Tora "
    "Ulf Unni Vera Vidar Yngve Ylva Asta Bror Erland Finn"
).split()
STARTS = (
    "Ald Ask Bek Bjor Brand Dal Eik Elm Fager Fur Gran Grund Hag Hell Holm Ir Kal Kvist Lang Lind Lund Mar Mos Nord "
    "Oster Rav Ros Sand Skog Sol Stav Stor Sund Tal Tor Ulv Vang Vest Vik Ytter"
).split()
ENDS = (
    "berg bo by dahl eng feld gard hagen heim holt hus krans lie lund lov mark mo nes qvist rud sen stad sten stein "
    "strand sund ta torp vall vik vold"
).split()
ADJECTIVES = (
    "annual bare broad calm civic common deep early even final firm fixed fresh full general grave heavy inner joint "
    "last lasting late legal local long low lower main narrow new northern old open outer plain prior public quiet rough "
    "second secret sharp short slow southern spare steady steep tidal upper urgent vacant wet wide winter yearly"
).split()
NOUNS = (
    "barge basin bank berth boat board bridge budget canal cargo chamber channel charter clause clerk committee council "
    "crossing dam deadline depot depth dike draft dredger dues engineer estimate fee ferry fleet flood gate harbour "
    "hearing inquiry inspector island jetty keeper landing lease ledger levee levy licence lock map mayor mill mooring "
    "notary office panel pier pilot pledge pump quay quota record repair reserve route rule season sluice steward "
    "survey tender tide timetable toll town treaty tunnel upkeep valve warden water weir wharf works"
).split()
VERBS = (
    "accepts amends announces approves awaits backs blocks checks closes confirms counts defends delays demands "
    "describes disputes doubts drops examines extends favours finishes follows funds guards halts keeps leaves limits "
    "lists lowers maintains measures moves names notes offers opens opposes passes plans postpones prefers presents "
    "promises proposes questions raises refuses rejects repeats replaces requests resumes reviews seeks shares signs "
    "studies supports suspends takes tests weighs withdraws"
).split()
OUTLETS = "Courier Gazette Herald Journal Lantern Ledger Mail Mirror News Observer Post Review Signal Times Wire".split()
BODIES = (
    "Association Board Bureau Chamber Commission Company Cooperative Guild League Society Trust Union".split()
)

_BARE = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """The id that stands for a text: `Ada Lindberg` is `ada-lindberg`."""
    return _BARE.sub("-", text.lower()).strip("-")


def surname(number: int) -> str:
    """One of 1,240 surnames."""
    start, end = divmod(number, len(ENDS))
    return STARTS[start % len(STARTS)] + ENDS[end]


def persons(rng: Random, count: int) -> list[str]:
    """So many different names of persons; there are 62,000."""
    of = len(STARTS) * len(ENDS)
    return [f"{FIRST[n // of]} {surname(n % of)}" for n in rng.sample(range(of * len(FIRST)), count)]


def phrase(rng: Random) -> str:
    """A few words: `the narrow lock`."""
    return f"the {rng.choice(ADJECTIVES)} {rng.choice(NOUNS)}"


def clause(rng: Random) -> str:
    """What somebody does, in seven to ten words: `the upper council refuses the narrow lock of the harbour`."""
    more = rng.choice(("", f" of the {rng.choice(NOUNS)}", f" at the {rng.choice(NOUNS)}"))
    return f"{phrase(rng)} {rng.choice(VERBS)} {phrase(rng)}{more}"


def sentence(rng: Random) -> str:
    """A sentence of some fifteen words, with its full stop."""
    joint = rng.choice((" while", " because", " although", " and", " once"))
    return f"{clause(rng)}{joint} {clause(rng)}.".capitalize()


def title(rng: Random) -> str:
    """A title of five to eight words: `New sluice delays the public hearing`."""
    return clause(rng).removeprefix("the ").capitalize()


@dataclass(frozen=True, slots=True)
class Article:
    """The text of a made-up article, as long as facts are still taken from it: sentences by paragraph."""

    paragraphs: list[list[str]]

    def quote(self, rng: Random, paragraph: int) -> str:
        """Some of the first words of a paragraph, exactly as they stand there."""
        words = self.paragraphs[paragraph][0].rstrip(".").replace(",", "").split()
        return " ".join(words[: rng.randint(5, 8)])

    def add(self, paragraph: int, words: str) -> None:
        """Put words at the end of a paragraph, so that they can be quoted from it; once is enough."""
        said = f"So it stands with {words}."
        if said not in self.paragraphs[paragraph]:
            self.paragraphs[paragraph].append(said)

    @property
    def text(self) -> str:
        """The article, a paragraph a line."""
        return "\n".join(" ".join(sentences) for sentences in self.paragraphs) + "\n"


def article(rng: Random) -> Article:
    """An article of eight to twelve paragraphs and some 300 words."""
    return Article(
        [[sentence(rng) for _ in range(rng.choice((1, 2, 2, 3)))] for _ in range(rng.randint(8, 12))]
    )
