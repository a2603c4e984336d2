"""The wordings of a statement laid against each other: what is the same, what differs, and that in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

from generator.dossier import Held
from generator.facts.source import Source
from generator.facts.statement import Rendering, Statement
from generator.patterns import late
from generator.shares import shares
from generator.show import Shower, View
from generator.wordings import MARK, Piece, mirrored
from generator.wordings import differences as said
from generator.wordings.differences import Comparison, Difference, Wording, against_first

GRAVEST_FIRST = (
    said.HAS, said.INSIDE, said.AROUND, said.CLOSES, said.OPENS, said.ELSEWHERE, said.ONLY, said.UNSEEN,
    said.UNMARKED, said.WRITES, said.TOO_LONG, said.OTHER_LANGUAGE,
)  # fmt: skip
"""What is said of two wordings: other words before other quotation marks, these before what only one shows."""

NOT_COMPARED = (said.TOO_LONG, said.OTHER_LANGUAGE)
"""What is said where two wordings cannot be laid against each other; no difference."""

_FILLED = late(rf"{MARK.pattern}?\{{(one|other|a|b)\}}{MARK.pattern}?")
"""A place in a sentence. Quotation marks around it are left out: words of a source are set apart in a way of their own."""


def wordings_view(shower: Shower, held: Held) -> View:
    """What the page of a statement shows beside its wordings; of other facts nothing."""
    if not isinstance(held.record, Statement):
        return {}
    return {"comparisons": [_comparison(shower, one) for one in _compared(shower, held.ref)]}


def partings_view(shower: Shower) -> list[View]:
    """Each statement whose wordings in different sources differ, as a row; gravest first."""
    worded = [ref for ref, one in shares(shower.dossier).items() if one.wordings]
    worded.sort(key=lambda ref: _gravity_of(shower, ref))
    return [shower.row("parting.html", ref) for ref in worded]


def parting_row(shower: Shower, ref: str) -> View:
    """A statement as a row of these."""
    return {"one": _parting(shower, ref)}


def _gravity_of(shower: Shower, ref: str) -> int:
    """How grave the gravest difference between the wordings of a statement is: the less, the graver."""
    recall = shower.dossier.recall
    return int(recall.ask(f"gravity {ref}", lambda: str(_parting(shower, ref)["gravity"]).encode()))


def _parting(shower: Shower, ref: str) -> View:
    """In how many places the wordings of a statement differ, and the gravest difference in words."""
    return shower.dossier.recall.for_now(("parting", ref), lambda: _parting_of(shower, ref))


def _parting_of(shower: Shower, ref: str) -> View:
    statement = shower.dossier.facts[ref].record
    assert isinstance(statement, Statement)
    sources = {name: one.source for name, one in _named(shower, statement)}
    told = [
        (one, difference)
        for one in _compared(shower, ref)
        if sources[one.first.name] != sources[one.second.name]
        for difference in one.differences
    ]
    gravest = min(told, key=lambda both: _gravity(both[1]), default=None)
    return {
        "link": shower.link(ref),
        "count": len(statement.renderings),
        "differences": sum(one.pattern not in NOT_COMPARED for _, one in told),
        "gravest": _sentence(shower, *gravest) if gravest else None,
        "gravity": _gravity(gravest[1]) if gravest else len(GRAVEST_FIRST),
    }


def _gravity(one: Difference) -> int:
    return GRAVEST_FIRST.index(one.pattern)


def _compared(shower: Shower, ref: str) -> list[Comparison]:
    return shower.dossier.recall.for_now(("compared", ref), partial(_compare, shower, ref))


def _compare(shower: Shower, ref: str) -> list[Comparison]:
    statement = shower.dossier.facts[ref].record
    assert isinstance(statement, Statement)
    if sum(bool(one.quote) for one in statement.renderings) < 2:
        return []
    named = _named(shower, statement)
    return against_first([Wording(name, _language(shower, one), one.quote or "") for name, one in named])


def _language(shower: Shower, one: Rendering) -> str:
    source = shower.dossier.facts[one.source].record
    written = source.lang if isinstance(source, Source) else None
    return one.lang or written or shower.dossier.settings.lang


def _named(shower: Shower, statement: Statement) -> list[tuple[str, Rendering]]:
    """The wordings that quote, by names that tell them apart: the source, then its places, then their number."""
    quoting = [one for one in statement.renderings if one.quote]
    names = [shower.dossier.named(one.source) for one in quoting]
    places = [shower.words("; ").join(map(shower.place_words, one.at)) for one in quoting]
    names = [
        f"{name}{shower.words(', ')}{place}" if alike else name
        for name, place, alike in zip(names, places, _alike(names), strict=True)
    ]
    names = [
        f"{name} ({number})" if alike else name
        for number, (name, alike) in enumerate(zip(names, _alike(names), strict=True), 1)
    ]
    return list(zip(names, quoting, strict=True))


def _alike(names: Sequence[str]) -> list[bool]:
    counts = Counter(names)
    return [counts[name] > 1 for name in names]


def _comparison(shower: Shower, one: Comparison) -> View:
    laid = not any(each.pattern in NOT_COMPARED for each in one.differences)
    sides = ((one.first, one.pieces), (one.second, mirrored(one.pieces))) if laid and one.pieces else ()
    return {
        "names": [one.first.name, one.second.name],
        "sides": [
            {"name": wording.name, "lang": _foreign(shower, wording), "pieces": _side(pieces)}
            for wording, pieces in sides
        ],
        "differences": [_sentence(shower, one, each) for each in one.differences],
    }


def _side(pieces: Iterable[Piece]) -> list[View]:
    """One wording in stretches, each with whether it differs; the space after a stretch stands apart from it."""
    return [_stretch(piece) for piece in pieces if piece.first]


def _stretch(piece: Piece) -> View:
    text = "".join(token.text for token in piece.first)
    bare = text.rstrip()
    return {"differs": piece.kind not in ("same", "gap"), "text": bare, "after": " " if bare != text else ""}


def _foreign(shower: Shower, wording: Wording) -> str | None:
    """The language of a wording, where it is not that of the dossier."""
    return wording.lang if wording.lang != shower.dossier.settings.lang else None


def _sentence(shower: Shower, comparison: Comparison, one: Difference) -> list[View]:
    """A difference in the words of the site, in parts: plain words (`text`), a source (`name`), words of it (`words`)."""
    told = shower.words(one.pattern)
    told = told[:1].upper() + told[1:]
    wordings = {wording.name: wording for wording in (comparison.first, comparison.second)}
    filled = {
        "one": _part("name", one.one),
        "other": _part("name", one.other),
        "a": _part("words", one.a, _foreign(shower, wordings[one.one])),
        "b": _part("words", one.b, _foreign(shower, wordings[one.other])),
    }
    # Splitting by a pattern with one group gives plain words and names of places by turns.
    parts = enumerate(_FILLED.split(told))
    return [filled[part] if at % 2 else _part("text", part) for at, part in parts if part]


def _part(what: str, text: str, lang: str | None = None) -> View:
    return {"what": what, "text": text, "lang": lang}
