"""Whether the words of sources stand where the facts say they stand, and whether fingerprints are those of their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.dossier import Dossier
from generator.evidence import Evidence
from generator.facts.source import Source
from generator.fingerprint.marks import Gap
from generator.fingerprint.verdict import Elsewhere, Empty, MarksDiffer, Missing, OutOfOrder, Verdict
from generator.problems import Part, Problem
from generator.quotes import Quoted, place_text, quoted, shares, verdict

_SHOWN = 60
"""Characters of a quote that a headline repeats."""
_NAMED = 4
"""Words of a quote that a headline names as wrong; of more it says that the whole is."""
_FIND = "compare it with the source word by word; 'factsheet seed find' tells where words stand"


def fingerprints_fit(dossier: Dossier) -> Iterator[Problem]:
    """A fingerprint has the paragraphs and sentences of its source's record, and an earlier one an entry that tells of it."""
    for ref in dossier.fingerprints:
        fact, _, version = ref.partition("#")
        source = dossier.facts.get(fact)
        if source and version and ref not in dossier.entries:
            headline = f"this source has no version '{version}'"
            cure = f"write it under 'versions:' in {source.file}, or take this file away"
            yield Problem("stray-file", f"seeds/{source.id}.{version}.fingerprint", headline, cure)
    for ref, why in _misfits(dossier).items():
        source = dossier.facts[ref]
        path, part = (
            (("sentences",), Part.VALUE) if getattr(source.record, "sentences", ()) else ((), Part.KEY)
        )
        cure = f"make both anew from the article: factsheet seed add TEXT --id {source.id}"
        yield Problem("fingerprint-misfit", source.file, why, cure, path, part)


def quotes_stand(dossier: Dossier) -> Iterator[Problem]:
    """Every quote whose source has a fingerprint stands in its place, word by word, in order, quotation marks included."""
    unfit = _misfits(dossier)
    for one in quoted(dossier):
        told = [_told_of(one, evidence, dossier) for evidence in one.evidence if evidence.source not in unfit]
        wrong = next(filter(None, told), None)
        if wrong and None not in told and len(told) == len(one.evidence):
            yield _problem(one, *wrong)


def sources_are_not_given_whole(dossier: Dossier) -> Iterator[Problem]:
    """The quotes from a source are in all no more of it than the dossier allows."""
    most = dossier.settings.limits.share
    for ref, share in shares(dossier).items():
        if share * 100 > most:
            headline = f"the quotes give {share:.0%} of the words of this source; {most} % are allowed"
            cure = "shorten the longest quotes, or take out those that no wording needs: the place stays as evidence"
            yield Problem("quoted-too-much", dossier.facts[ref].file, headline, cure, part=Part.KEY)


def _misfits(dossier: Dossier) -> dict[str, str]:
    """The sources whose record and fingerprint are at odds, with the reason."""
    found = {
        held.ref: _misfit(source.sentences, dossier.fingerprints[held.ref].extent)
        for held, source in dossier.records("source", Source)
        if held.ref in dossier.fingerprints
    }
    return {ref: why for ref, why in found.items() if why}


def _told_of(one: Quoted, evidence: Evidence, dossier: Dossier) -> tuple[str, str, str] | None:
    found = verdict(one.words, evidence, dossier) if evidence.source in dossier.facts else None
    return _told(found, evidence) if found else None


def _problem(one: Quoted, code: str, headline: str, cure: str) -> Problem:
    return Problem(code, one.held.file, headline, cure, one.path)


def _told(found: Verdict, evidence: Evidence) -> tuple[str, str, str] | None:
    """The code, the headline and the cure for a verdict; nothing where nothing speaks against the quote."""
    code = headline = cure = ""
    there = _series(evidence.at)
    match found:
        case Empty():
            code, headline = "quote-empty", "there is no word in this quote"
            cure = "write the words that carry the fact, or take the quote out"
        case Elsewhere(span, places):
            stand = _series([place_text(place) for place in places[:_NAMED]])
            code, headline = "quote-elsewhere", f"'{_short(span)}' stands in {stand}, not in {there}"
            cure = f"is 'at: {place_text(places[0])}' meant? Otherwise quote the words of the place that carries it"
        case OutOfOrder(span):
            code, headline = "quote-out-of-order", f"'{_short(span)}' stands before what is quoted before it"
            cure = "give the parts of a quote in the order of the source"
        case MarksDiffer(_, gaps):
            code, headline = "quote-marks", f"the words stand in {there}, with other quotation marks"
            cure = f"{_marks(gaps)}; whose words they are told to be is a fact itself"
        case Missing(span, words, apart):
            code, headline, cure = (
                "quote-not-there",
                _missing(span, [word for word, _ in words], there, apart=apart),
                _FIND,
            )
    return (code, headline, cure) if code else None


def _missing(span: str, words: Sequence[str], there: str, *, apart: bool) -> str:
    if apart and words:
        return f"in {there} something else stands between {_series(_quoted(words))}"
    if words and len(words) <= _NAMED and len(words) < len(span.split()):
        return f"{_series(_quoted(words))} {'does' if len(words) == 1 else 'do'} not stand so in {there}"
    return f"'{_short(span)}' does not stand in {there}"


def _marks(gaps: Sequence[Gap]) -> str:
    gap = gaps[0]
    where = f"between '{gap.before}' and '{gap.after}'"
    if not gap.before or not gap.after:
        where = f"before '{gap.after}'" if gap.after else f"after '{gap.before}'"
    return f"{where} the source has {gap.source or 'none'}, the quote {gap.quote or 'none'}"


def _quoted(words: Iterable[str]) -> list[str]:
    return [f"'{_short(word)}'" for word in words]


def _series(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1].rstrip() + "…"


def _misfit(counted: Sequence[int], kept: Sequence[int]) -> str:
    """Where a record and a fingerprint count differently, or nothing."""
    if not counted:
        return "'sentences:' is missing, and there is a fingerprint that has them"
    if len(counted) != len(kept):
        return (
            f"the fingerprint of this source has {len(kept)} paragraphs, and {len(counted)} are counted here"
        )
    wrong = next((n for n, (one, other) in enumerate(zip(counted, kept, strict=True)) if one != other), None)
    if wrong is None:
        return ""
    return f"paragraph {wrong + 1} has {counted[wrong]} sentences here, and in the fingerprint {kept[wrong]}"
