"""Which words of sources the facts give, and whether they stand where they are said to: told from the fingerprints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.coverage import Coverage, cover, span_of
from generator.dossier import Dossier, Held
from generator.evidence import Evidence, NameForm, Sourced
from generator.facts.actor import Actor
from generator.facts.source import Source
from generator.fingerprint import Fingerprint
from generator.fingerprint.places import Place, find, spans_of, windows_of
from generator.fingerprint.storage import load
from generator.fingerprint.verdict import Stands, Unverified, Verdict, stands
from generator.problems import FieldPath, Problem
from generator.read import FactFile


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a source in a fact: the field they stand in, and the evidence whose places have them, or one of several; at least one."""

    held: Held
    path: FieldPath
    words: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """The quotes from one source: how many are verified; those too short to prove; those with nothing to prove them by."""

    verified: int = 0
    short: tuple[str, ...] = ()
    unkept: int = 0


def fingerprints(files: Iterable[FactFile]) -> tuple[dict[str, Fingerprint], list[Problem]]:
    """The fingerprints in the files beside the sources (`ID.fingerprint`; `ID.VERSION.fingerprint` of an earlier version)."""
    kept: dict[str, Fingerprint] = {}
    problems: list[Problem] = []
    for file in files:
        name, _, version = file.id.partition(".")
        found = load(file.content.decode("ascii", "replace"))
        if isinstance(found, Fingerprint):
            kept[f"{file.kind.name}:{name}#{version}".rstrip("#")] = found
        else:
            cure = f"take back what was committed, or make it anew: factsheet seed add TEXT --id {name}"
            problems.append(Problem("bad-fingerprint", file.file, f"this cannot be used: {found}", cure))
    return kept, problems


def kept_of(dossier: Dossier, evidence: Evidence) -> Fingerprint | None:
    """The fingerprint of what a piece of evidence was read in: its source, or an earlier version of it."""
    version = f"{evidence.source}#{evidence.version}"
    if evidence.version and version in dossier.entries:
        return dossier.fingerprints.get(version)
    return dossier.fingerprints.get(evidence.source)


def extent_of(dossier: Dossier, evidence: Evidence) -> tuple[int, ...]:
    """How many sentences each paragraph has of what a piece of evidence was read in; nothing where nobody counted."""
    if earlier := earlier_of(dossier, evidence):
        return earlier.extent
    source = dossier.facts[evidence.source].record
    return source.sentences if isinstance(source, Source) else ()


def is_laid_out(dossier: Dossier, evidence: Evidence) -> bool:
    """Whether the page of the source has the paragraphs that this was read in: counted, of the version of today, and not withdrawn."""
    source = dossier.facts[evidence.source].record
    counted = isinstance(source, Source) and bool(source.sentences) and not source.withdrawn
    return counted and not earlier_of(dossier, evidence)


def earlier_of(dossier: Dossier, evidence: Evidence) -> Fingerprint | None:
    """The fingerprint of the earlier version that a piece of evidence was read in, if it names one that is kept."""
    return dossier.fingerprints.get(f"{evidence.source}#{evidence.version}") if evidence.version else None


def places_of(at: Sequence[str], kept: Fingerprint) -> Iterator[Place]:
    """Places as written, each paragraph by itself, as far as there are such paragraphs."""
    for span in map(span_of, at):
        if span.sentence:
            yield Place(span.first, span.sentence, span.until)
        else:
            last = min(span.last, len(kept.paragraphs))
            yield from (Place(paragraph) for paragraph in range(span.first, last + 1))


def place_text(place: Place) -> str:
    """A place as it is written in a fact file."""
    if not place.first:
        return f"p{place.paragraph}"
    return f"p{place.paragraph}s{place.first}" + (f"-{place.last}" if place.last > place.first else "")


def verdict(words: str, evidence: Evidence, dossier: Dossier) -> Verdict | None:
    """Whether words stand in the places of a piece of evidence; None where no fingerprint tells."""
    kept = kept_of(dossier, evidence)
    return stands(words, list(places_of(evidence.at, kept)), kept) if kept else None


def quoted(dossier: Dossier) -> Iterator[Quoted]:
    """All words of sources in the facts: quotes, time words, names as sources write them, how they describe people, titles."""
    for held, group in dossier.groups:
        match group.value:
            case Evidence() as evidence:
                if evidence.quote is not None:
                    yield Quoted(held, (*group.path, "quote"), evidence.quote, (evidence,))
                for index, dated in enumerate(evidence.dated):
                    yield Quoted(held, (*group.path, "dated", index, "words"), dated.words, (evidence,))
            case NameForm() as form:
                for one in form.evidence:
                    yield Quoted(held, (*group.path, "name"), form.name, (one,))
            case Actor(described=str(words), evidence=(_, *_) as evidence):
                yield Quoted(held, (*group.path, "described"), words, evidence)
            case Source(title=Sourced(value=str(words), evidence=(_, *_) as evidence)):
                yield Quoted(held, (*group.path, "title", "value"), words, evidence)


def verified(dossier: Dossier) -> dict[Evidence, bool]:
    """Of each piece of evidence with a quote, whether that is proven to stand there."""
    every = {one.evidence[0]: one.words for one in quoted(dossier) if one.path[-1] == "quote"}
    return {one: verdict(words, one, dossier) == Stands() for one, words in every.items()}


def tallies(dossier: Dossier, proven: Mapping[Evidence, bool]) -> Mapping[str, Tally]:
    """Of each source that is quoted, how its quotes stand; each counts as often as it is given."""
    of_source: dict[str, list[Evidence]] = {}
    for one in quoted(dossier):
        if one.path[-1] == "quote":
            of_source.setdefault(one.evidence[0].source, []).append(one.evidence[0])
    return {ref: _tally(quotes, proven, dossier) for ref, quotes in of_source.items()}


def _tally(quotes: Sequence[Evidence], proven: Mapping[Evidence, bool], dossier: Dossier) -> Tally:
    doubted = [one for one in quotes if not proven[one]]
    verdicts = [verdict(one.quote or "", one, dossier) for one in doubted]
    short = (span for one in verdicts if isinstance(one, Unverified) for span in one.spans)
    return Tally(len(quotes) - len(doubted), tuple(dict.fromkeys(short)), verdicts.count(None))


def shares(dossier: Dossier) -> dict[str, float]:
    """How much of each source with a fingerprint is quoted in all, from 0 to 1; a word given in several quotes counts once."""
    given: dict[str, set[tuple[int, int]]] = {}
    quotes = (one for one in quoted(dossier) if one.path[-1] == "quote")
    for evidence, quote in ((one.evidence[0], one.words) for one in quotes):
        kept = dossier.fingerprints.get(evidence.source)
        if kept and not earlier_of(dossier, evidence):
            windows = windows_of(list(places_of(evidence.at, kept)), kept)
            given.setdefault(evidence.source, set()).update(
                (window.paragraph, word)
                for window in find(list(spans_of(quote, kept.salt)), windows, kept)
                for word in range(window.first, window.last)
            )
    return {ref: len(words) / _length(dossier.fingerprints[ref]) for ref, words in given.items()}


def _length(kept: Fingerprint) -> int:
    return sum(sum(paragraph.sentences) for paragraph in kept.paragraphs)


def covered(dossier: Dossier) -> dict[str, Coverage]:
    """Which sentences of each source are used by which facts; what was read in an earlier version uses none of them."""
    used: dict[str, list[tuple[str, Evidence]]] = {}
    for held, group in dossier.groups:
        if isinstance(group.value, Evidence) and not earlier_of(dossier, group.value):
            used.setdefault(group.value.source, []).append((held.ref, group.value))
    return {
        held.ref: cover(source, used.get(held.ref, [])) for held, source in dossier.records("source", Source)
    }
