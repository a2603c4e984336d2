"""What differs between the wordings of one utterance, said in words for a reader who has seen neither article.

That a source leaves words out is never said: where an excerpt begins, ends or joins two spans, it is silent. Nor is it said
that words stand outside quotation marks where the excerpt has no marks by which to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.values import Fixed
from generator.wordings import CLOSE, FEW_LETTERS, JOIN, MARK, MOST_WORDS, OPEN, Piece, Token, align, mirrored

HAS = "{one} has “{a}”; {other} has “{b}”"
WRITES = "{one} writes “{a}”; {other} writes “{b}”"
ONLY = "only {one} has “{a}” here"
UNSEEN = "{one} has “{a}”; our excerpt of {other} does not show this place"
ELSEWHERE = "{one} has “{a}” here; {other} has “{b}” at another place"
INSIDE = "the words “{a}” stand inside quotation marks in {one} and outside in {other}"
AROUND = "“{a}” stands inside quotation marks in {one}; what {other} has there stands outside"
UNMARKED = "“{a}” stands inside quotation marks in {one}; our excerpt of {other} has no quotation marks there"
CLOSES = "{one} closes the quotation after “{a}”, {other} goes on"
OPENS = "{one} opens the quotation only before “{a}”, in {other} it is open already"
TOO_LONG = "the wordings of {one} and {other} are too long to be laid against each other word by word"
OTHER_LANGUAGE = (
    "the wordings of {one} and {other} are in different languages or scripts and stand side by side"
)
PATTERNS = (
    HAS, WRITES, ONLY, UNSEEN, ELSEWHERE, INSIDE, AROUND, UNMARKED, CLOSES, OPENS, TOO_LONG, OTHER_LANGUAGE,
)  # fmt: skip
"""All that is ever said of two wordings, in English, to be translated."""


class Difference(Fixed, frozen=True):
    """One sentence, without a full stop: one of `PATTERNS`, and what fills it.

    `one` and `other` name the sources; `a` and `b` are words of theirs, in the language of the wordings. Where these have a
    quotation in them, its marks are single ones, as is usual within quotation marks.
    """

    pattern: str
    one: str
    other: str
    a: str = ""
    b: str = ""

    def __str__(self) -> str:
        """The sentence in English."""
        return self.pattern.format(one=self.one, other=self.other, a=self.a, b=self.b)


class Wording(Fixed, frozen=True):
    """How one source carries an utterance: what readers know it by, the language (BCP 47), the words quoted from it."""

    name: str
    lang: str
    quote: str


class Comparison(Fixed, frozen=True):
    """Two wordings laid against each other; across languages without pieces, and with that as the one thing said."""

    first: Wording
    second: Wording
    pieces: tuple[Piece, ...]
    differences: tuple[Difference, ...]


def against_first(wordings: Sequence[Wording]) -> list[Comparison]:
    """Each wording against the first one in its language; against the first of all where it is alone in its language."""
    found = []
    for at, later in enumerate(wordings[1:], start=1):
        alike = [one for one in wordings[:at] if _written_in(one) == _written_in(later)]
        found.append(_compared((alike or wordings)[0], later))
    return found


def _compared(first: Wording, second: Wording) -> Comparison:
    if _written_in(first) != _written_in(second):
        return Comparison(first, second, (), (Difference(OTHER_LANGUAGE, first.name, second.name),))
    pieces = align(first.quote, second.quote)
    return Comparison(first, second, pieces, tuple(differences(pieces, first.name, second.name)))


def _written_in(wording: Wording) -> tuple[str, str]:
    """The language, and the script if it is named; `en`, `en-GB` and `en-t-zh` are one."""
    language, _, rest = wording.lang.casefold().partition("-")
    script = rest.partition("-")[0]
    return language, script if len(script) == len("latn") and script.isalpha() else ""


def differences(pieces: Sequence[Piece], first_name: str, second_name: str) -> list[Difference]:
    """What differs in an alignment: the words, in their order, then where they stand to the quotation marks.

    The names must tell the two apart; for two excerpts of one source its name alone is not enough.
    """
    turned = mirrored(pieces)
    if all(piece.kind == "same" for piece in pieces):
        return []
    if any(sum(len(piece.first) for piece in side) > MOST_WORDS for side in (pieces, turned)):
        return [Difference(TOO_LONG, first_name, second_name)]
    found = []
    for at, piece in enumerate(pieces):
        if piece.kind == "differs":
            a, b = _text(piece.first), _text(piece.second)
            found.append(Difference(WRITES if _spelling(a, b) else HAS, first_name, second_name, a, b))
        elif piece.kind == "only_first":
            found.append(_only(pieces, at, first_name, second_name))
        elif piece.kind == "only_second":
            found.append(_only(turned, at, second_name, first_name))
    found += _marks(pieces, first_name, second_name)
    return found + _marks(turned, second_name, first_name)


def _text(shown: Iterable[Token]) -> str:
    """Words as they are printed, without the punctuation at their end; marks only where they both open and close."""
    words = list(shown)
    marks = [one.key for one in words if one.is_mark]
    inner = {OPEN: "‘", CLOSE: "’"} if marks == [OPEN, CLOSE] * (len(marks) // 2) else {OPEN: "", CLOSE: ""}
    text = "".join(MARK.sub(inner[one.key], one.text) if one.is_mark else one.text for one in words)
    ends = " ,;:—–-" if "." in words[-1].key else " ,;:.—–-"
    return " ".join(text.split()).rstrip(ends)


def _spelling(a: str, b: str) -> bool:
    """Whether only the points of an abbreviation or a hyphen differ; points and hyphens of numbers are no such thing."""
    plain = [re.sub("[-‐‑]", " ", words.replace(".", "")) for words in (a, b)]
    return plain[0] == plain[1] and not re.search(r"\d", a)


def _only(pieces: Sequence[Piece], at: int, one: str, other: str) -> Difference:
    """What to say of words that only the first wording shows at this place."""
    a = _text(pieces[at].first)
    moved = _elsewhere(pieces[at].first, [piece.second for piece in pieces if piece.kind != "same"])
    if moved:
        return Difference(ELSEWHERE, one, other, a, _text(moved))
    return Difference(UNSEEN if _silent(pieces, at) else ONLY, one, other, a)


def _elsewhere(words: Sequence[Token], others: Iterable[Sequence[Token]]) -> Sequence[Token]:
    """The longest run of these words in what else differs on the other side, if it is most of them."""
    from difflib import SequenceMatcher

    keys = [token.key for token in words if token.is_word]
    apart = Token("", JOIN, "unmarked")
    among = [token for side in others for token in (*side, apart)]
    run = SequenceMatcher(None, [token.key for token in among], keys, autojunk=False).find_longest_match()
    letters = len("".join(keys[run.b : run.b + run.size]))
    return (
        among[run.a : run.a + run.size] if letters > FEW_LETTERS and 2 * letters > len("".join(keys)) else []
    )


def _silent(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the second excerpt begins, ends or joins two spans at a piece, so that its source may have more there."""
    before = [token for piece in pieces[:at] for token in piece.second if not token.is_mark]
    after = [token for piece in pieces[at + 1 :] for token in piece.second if not token.is_mark]
    beside = (before[-1:], pieces[at].second, after[:1])
    return not before or not after or any(token.key == JOIN for side in beside for token in side)


class _Place(Fixed, frozen=True):
    """A token of the first wording, and where the second stands there; `there` is empty where it has no words.

    `closed` is the word after which the second has closed its last quotation, `opened` the one before which it opened it.
    """

    token: Token
    there: str
    same: bool
    closed: str
    opened: str

    @property
    def quoted(self) -> bool:
        """Whether it is a word inside quotation marks."""
        return self.token.is_word and self.token.stands == "inside"


def _marks(pieces: Sequence[Piece], one: str, other: str) -> list[Difference]:
    """What stands inside quotation marks in the first wording and outside in the second."""
    found: list[Difference] = []
    for quoted, stretch in groupby(_places(pieces), key=lambda place: place.quoted):
        if quoted:
            found += _told(list(stretch), one, other)
    return found


def _told(stretch: Sequence[_Place], one: str, other: str) -> Iterator[Difference]:
    """What to say of words that the first has inside quotation marks without a break."""
    shown = [(at, place) for at, place in enumerate(stretch) if place.there]
    groups = [list(group) for _, group in groupby(shown, key=lambda found: found[1].there)]
    for before, group, after in zip([None, *groups], groups, [*groups[1:], None], strict=False):
        (start, first), (end, _) = group[0], group[-1]
        follows = before is not None and before[0][1].there == "inside"
        leads = after is not None and after[0][1].there == "inside"
        if first.there == "inside":
            continue
        if follows and not leads and first.closed:
            yield Difference(CLOSES, other, one, first.closed)
        elif after and leads and not follows and after[0][1].opened:
            yield Difference(OPENS, other, one, after[0][1].opened)
        else:
            yield _inside(stretch[start : end + 1], one, other)


def _inside(places: Sequence[_Place], one: str, other: str) -> Difference:
    words = _text(place.token for place in places)
    if places[0].there == "unmarked":
        return Difference(UNMARKED, one, other, words)
    return Difference(INSIDE if all(place.same for place in places) else AROUND, one, other, words)


def _places(pieces: Sequence[Piece]) -> Iterator[_Place]:
    borders = [("", ""), *_borders([token for piece in pieces for token in piece.second])]
    met = 0
    for piece in pieces:
        there = {token.stands for token in piece.second if token.is_word}
        # Nothing is called outside of which a part is not.
        all_of_it = next((stands for stands in ("inside", "unmarked", "outside") if stands in there), "")
        same = piece.kind == "same"
        for at, word in enumerate(piece.first):
            stands = piece.second[at].stands if same else all_of_it
            closed, opened = borders[met + (at + 1 if same else len(piece.second))]
            yield _Place(word, stands, same, closed, opened)
        met += len(piece.second)


def _borders(shown: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """At each token: the word after which the last quotation was closed, or before which it was opened."""
    last = closed = opened = ""
    opening = False
    for token in shown:
        if token.is_word:
            last = _text([token])
            opened = last if opening else opened
            opening = False
        elif token.key == CLOSE:
            closed, opened, opening = last, "", False
        elif token.key == OPEN:
            closed, opening = "", True
        else:
            last, opening = "", False
        yield closed, opened
