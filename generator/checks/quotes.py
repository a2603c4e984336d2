"""Whether the words of sources stand where the facts say they stand, and whether fingerprints are those of their sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.checks.examined import Examined
from generator.dossier import Dossier
from generator.evidence import Evidence
from generator.facts.source import Source
from generator.fingerprint.marks import Gap
from generator.fingerprint.verdict import Elsewhere, Empty, MarksDiffer, Missing, OutOfOrder, Verdict
from generator.problems import FieldPath, Part, Problem
from generator.quoted import Quoted, quoted_in
from generator.quotes import citing, place_text, share_of, source_of, verdict

_SHOWN = 60
"""Characters of a quote that a headline repeats."""
_NAMED = 4
"""Words of a quote that a headline names as wrong; of more it says that the whole is."""
_QUOTATION = frozenset("\"'")
_CALLED = {"": "none", '"': "a double quotation mark", "'": "a single quotation mark"}
_FIND = "'factsheet seed find' tells where words stand"
_COMPARE = f"compare it with the source word by word; {_FIND}"
_BESIDES = {
    "name": "a form that stands elsewhere is an entry of its own, with that place; ",
    "title": "what no source calls so is said in 'summary:'; ",
}
"""What else can be done where a name or an office is not called so in its place, by the field."""


def fingerprints_have_versions(dossier: Dossier) -> Iterator[Problem]:
    """Of an earlier version that has a fingerprint, an entry of its source tells."""
    for ref in dossier.fingerprints:
        fact, _, version = ref.partition("#")
        source = dossier.facts.get(fact)
        if source and version and ref not in dossier.entries:
            headline = f"this source has no version '{version}'"
            cure = f"write it under 'versions:' in {source.file}, or take this file away"
            file = f"seeds/{source.id}.{version}.fingerprint"
            yield Problem("stray-file", file, headline, cure, part=Part.FILE)


def fingerprints_fit(examined: Examined) -> Iterator[Problem]:
    """A fingerprint has the paragraphs and sentences of its source's record."""
    held = examined.held
    if isinstance(held.record, Source) and (why := _misfit(examined.dossier, held.ref)):
        path, part = (("sentences",), Part.VALUE) if held.record.sentences else ((), Part.KEY)
        cure = f"make both anew from the article: factsheet seed add TEXT --id {held.id}"
        yield Problem("fingerprint-misfit", held.file, why, cure, path, part)


def quotes_stand(examined: Examined) -> Iterator[Problem]:
    """Every quote whose source has a fingerprint stands in its place, word by word, in order, quotation marks included."""
    for one in quoted_in(examined.held, examined.groups):
        found = [_verdict(one, evidence, examined.dossier) for evidence in one.evidence]
        if found[0] and all(_told(*each) for each in zip(found, one.evidence, strict=True)):
            yield _problem(one, found[0], one.evidence[0])


def sources_are_not_given_whole(examined: Examined) -> Iterator[Problem]:
    """The quotes from a source are in all no more of it than the dossier allows."""
    dossier, held = examined.dossier, examined.held
    if not isinstance(held.record, Source):
        return
    share, most = share_of(dossier, held.ref, citing(dossier, held.ref)), dossier.settings.limits.share
    if share * 100 > most:
        headline = (
            f"all quotes together give {share * 100:.0f} % of the words of this source; {most} % are allowed"
        )
        cure = "shorten the longest quotes, or take out 'quote:' where no words need to be shown: the place stays as evidence"
        yield Problem("quoted-too-much", held.file, headline, cure, part=Part.KEY)


def _verdict(one: Quoted, evidence: Evidence, dossier: Dossier) -> Verdict | None:
    """How the words stand there; nothing where a fingerprint is not that of its source, since that is told by itself."""
    fits = not _misfit(dossier, evidence.source) and source_of(dossier, evidence.source)
    return verdict(one.words, evidence, dossier) if fits else None


def _misfit(dossier: Dossier, ref: str) -> str:
    """Where the record of a source and its fingerprint count differently, or nothing; at hand, since each quote from it asks."""
    return dossier.recall.at_hand(("misfit", ref), lambda: _counted_otherwise(dossier, ref))


def _counted_otherwise(dossier: Dossier, ref: str) -> str:
    source = source_of(dossier, ref)
    kept = dossier.fingerprints.get(ref) if source else None
    return _difference(source.sentences, kept.extent) if source and kept else ""


def _problem(one: Quoted, found: Verdict, evidence: Evidence) -> Problem:
    code, headline, cure = _told(found, evidence) or ("", "", "")
    if isinstance(found, Missing):
        cure = _missing_cure(one.path)
    return Problem(code, one.held.file, headline, cure, one.path, words=_at_fault(found, one.words))


def _missing_cure(path: FieldPath) -> str:
    """What to do about words that are not there: that they are to be the source's own goes without saying of a quote alone."""
    field = next(str(step) for step in reversed(path) if isinstance(step, str) and step != "value")
    if field == "quote":
        return _COMPARE
    besides = _BESIDES.get(field, "") if field == "name" or "roles" in path else ""
    return f"'{field}' is written in the source's own words, as they stand there; {besides}{_FIND}"


def _at_fault(found: Verdict, quote: str) -> tuple[str, int]:
    """The first words that are wrong in a quote, one after another, and how often they stand in it before; nothing where all are."""
    if not isinstance(found, Missing) or not 0 < len(found.words) < len(found.span.split()):
        return "", 0
    places = [(quote.find(word, at), word) for word, at in found.words if word not in _QUOTATION]
    start = end = places[0][0] if places else -1
    for at, word in places:
        if at < 0 or re.search(r"\w", quote[end:at]):
            break
        end = at + len(word)
    if start < 0:
        return "", 0
    return quote[start:end], quote.count(quote[start:end], 0, start)


def _told(found: Verdict | None, evidence: Evidence) -> tuple[str, str, str] | None:
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
            code, headline = (
                "quote-out-of-order",
                f"in the source '{_short(span)}' comes before what is quoted before it",
            )
            cure = "put the parts of the quote in the order of the source"
        case MarksDiffer(span, gaps):
            code, headline = "quote-marks", f"the words stand in {there}, {_which_marks(gaps)}"
            cure = f"{_marks(gaps[0], span)}; write the marks as the source has them, since they say whose words these are"
        case Missing(span, words, apart):
            code, headline, cure = (
                "quote-not-there",
                _missing(span, _but_marks([word for word, _ in words]), there, apart=apart),
                _COMPARE,
            )
    return (code, headline, cure) if code else None


def _missing(span: str, words: Sequence[str], there: str, *, apart: bool) -> str:
    if apart and len(words) > 1:
        return f"in {there} something else stands between {_series(_quoted(words))}"
    if words and set(words) <= _QUOTATION:
        return f"the article has no quotation marks there: '{_short(span)}' in {there}"
    if words and len(words) <= _NAMED and len(words) < len(span.split()):
        return f"{_series(_quoted(words))} {'does' if len(words) == 1 else 'do'} not stand so in {there}"
    return f"'{_short(span)}' does not stand in {there}"


def _but_marks(words: Sequence[str]) -> Sequence[str]:
    """The words without the quotation marks beside them; only the marks where nothing else is wrong."""
    return [word for word in words if word not in _QUOTATION] or words


def _which_marks(gaps: Sequence[Gap]) -> str:
    added = not any(gap.source for gap in gaps)
    return "but the article has no quotation marks there" if added else "with other quotation marks"


def _marks(gap: Gap, span: str) -> str:
    where = f"between '{gap.before}' and '{gap.after}'"
    if not gap.before or not gap.after:
        where = f"before '{gap.after}'" if gap.after else f"after '{gap.before}'"
    of_source = _CALLED.get(gap.source, "two quotation marks")
    return f"{where} the source has {of_source}, the quote {_as_typed(gap, span) or 'none'}"


def _as_typed(gap: Gap, span: str) -> str:
    """The marks of the quote in the shape in which they were written; the kind of a mark is all that is compared."""
    around = rf"{re.escape(gap.before)}(\W*){re.escape(gap.after)}"
    found = re.search(around, span, re.IGNORECASE) if gap.quote else None
    return "".join(re.findall("[\"'“”„‟«»‘’‚‛‹›「」『』]", found[1])) if found else gap.quote


def _quoted(words: Iterable[str]) -> list[str]:
    return [f"'{_short(word)}'" for word in words]


def _series(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1].rstrip() + "…"


def _difference(counted: Sequence[int], kept: Sequence[int]) -> str:
    if not counted:
        return "'sentences:' is missing, and there is a fingerprint that has them"
    if len(counted) != len(kept):
        return (
            f"the fingerprint of this source has {len(kept)} paragraphs, and {len(counted)} are counted here"
        )
    if counted == kept:
        return ""
    wrong = next(n for n, (one, other) in enumerate(zip(counted, kept, strict=True)) if one != other)
    return f"paragraph {wrong + 1} has {counted[wrong]} sentences here, and in the fingerprint {kept[wrong]}"
