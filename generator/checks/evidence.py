"""Whether facts rest on what they say they rest on: evidence, places, chains, quotes, time words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain

from generator.chains import loops
from generator.checks.examined import Examined
from generator.coverage import outside
from generator.dates import Date, parse
from generator.dossier import Dossier, Held
from generator.evidence import Dated, Evidence, Fact, Sourced, dates_of
from generator.facts.source import Source
from generator.kinds import Declared, groups_around, type_of
from generator.problems import FieldPath, Part, Problem
from generator.quotes import extent_of
from generator.timewords import compatible
from generator.values import altered

MOST_IN_PARAGRAPH = 999
"""How many sentences of a paragraph a place can name."""

MOST_IN_SOURCE = 100_000
"""How many sentences a source can have in all."""

_SOME_SOURCE = "harbour-post-2031-04-04"
"""What a source could be called, in a dossier that has none yet."""

_DAYS_AROUND = range(-7, 8)
_FEW = 2


def facts_have_evidence(examined: Examined) -> Iterator[Problem]:
    """Every fact, and every entry that is one, rests on a place in a source."""
    resting = _around_evidence(examined)
    for group in examined.groups:
        if isinstance(group.value, Fact) and group.value.needs_evidence and group.path not in resting:
            entry = getattr(group.value, "id", "")
            called = f"the entry '{entry}'" if entry else f"this {examined.held.kind.name}"
            headline = f"{called} rests on no source"
            whole = _of_the_whole(examined.held) if group.path else ""
            cure = f"{whole}add 'evidence:' with a source and a place in it, such as {{source: {_likely(examined)}, at: p1}}"
            yield Problem("no-evidence", examined.held.file, headline, cure, group.path, Part.KEY)


def _likely(examined: Examined) -> str:
    """The source that the evidence could be from: one that the fact rests on already, or the first that somebody read."""
    cited = (one.evidence.source for one in examined.cited)
    sources = examined.dossier.records("source", Source)
    were_read = (held.ref for held, source in sources if source.read != "unread")
    return next(chain(cited, were_read), _SOME_SOURCE).removeprefix("source:")


def _of_the_whole(held: Held) -> str:
    """That what stands beside an entry is not also said of it, where somebody may have thought so."""
    beside = getattr(held.record, "evidence", ())
    return f"the evidence of the whole {held.kind.name} does not carry an entry in it: " if beside else ""


def sources_were_read(examined: Examined) -> Iterator[Problem]:
    """No evidence is taken from a source that nobody opened."""
    for path, evidence, source in examined.cited:
        if source.read == "unread":
            headline = f"'{evidence.source.partition(':')[2]}' was not read, so nothing can rest on it"
            cure = "name the article that cites it as the source, and this one under 'via:'"
            yield Problem("unread-source", examined.held.file, headline, cure, (*path, "source"))


def places_are_inside(examined: Examined) -> Iterator[Problem]:
    """Every place lies within its source, in evidence and among what carries nothing."""
    file, source = examined.held.file, examined.held.record
    for path, evidence, _ in examined.cited:
        yield from _outside(file, (*path, "at"), evidence.at, extent_of(examined.dossier, evidence))
    if isinstance(source, Source):
        for index, one in enumerate(source.not_content):
            yield from _outside(file, ("not_content", index, "at"), one.at, source.sentences)


def extents_are_real(examined: Examined) -> Iterator[Problem]:
    """A source has as many sentences as an article can have: each of them is laid out on its page."""
    source = examined.held.record
    if not isinstance(source, Source):
        return
    for index, count in enumerate(source.sentences):
        if not 1 <= count <= MOST_IN_PARAGRAPH:
            headline = f"a paragraph cannot have {count} sentences"
            cure = f"let 'factsheet seed add' count them: a paragraph has from 1 to {MOST_IN_PARAGRAPH}"
            yield Problem("bad-extent", examined.held.file, headline, cure, ("sentences", index))
    if sum(source.sentences) > MOST_IN_SOURCE:
        headline = f"a source cannot have {sum(source.sentences):,} sentences"
        cure = f"let 'factsheet seed add' count them: a source has at most {MOST_IN_SOURCE:,}"
        yield Problem("bad-extent", examined.held.file, headline, cure, ("sentences",))


def chains_lead_back(examined: Examined) -> Iterator[Problem]:
    """No chain comes back to where it has been."""
    for path, evidence, _ in examined.cited:
        if loops(evidence):
            headline = "in this chain somebody stands twice"
            cure = "take out one of the two: a chain leads from the source back, and through everybody once"
            yield Problem("chain-loops", examined.held.file, headline, cure, (*path, "via"))


def time_words_fit(examined: Examined) -> Iterator[Problem]:
    """The time words of a source can mean the date that they give: that of the entry they stand in, or of its fact."""
    for path, evidence, _ in examined.cited:
        for index, dated in enumerate(evidence.dated):
            dates = _dates_around(examined.held, path, dated.of)
            at = Problem("time-words", examined.held.file, "", path=(*path, "dated", index))
            yield from _misfit(examined.dossier, at, evidence, dated, dates)


def quotes_are_short(examined: Examined) -> Iterator[Problem]:
    """No quote is longer than the dossier allows, in one stretch or in all."""
    limits = examined.dossier.settings.limits
    quotes = ((path, one.quote) for path, one, _ in examined.cited if one.quote is not None)
    for path, quote in quotes:
        lengths = [len(span.split()) for span in quote.split("…")]
        headline = cure = ""
        if max(lengths) > limits.span:
            headline = f"this quote has {max(lengths)} words in one stretch; {limits.span} are allowed"
            cure = "shorten it, or leave words out in its middle and write … in their place"
        elif sum(lengths) > limits.wording:
            headline = f"this quote has {sum(lengths)} words in all; {limits.wording} are allowed"
            cure = "keep only the words that carry the fact"
        if headline:
            yield Problem("quote-too-long", examined.held.file, headline, cure, (*path, "quote"))


def _around_evidence(examined: Examined) -> set[FieldPath]:
    """The ways to all groups with a piece of evidence somewhere in them."""
    paths = [group.path for group in examined.groups if isinstance(group.value, Evidence)]
    return {path[:end] for path in paths for end in range(len(path))}


def _outside(
    file: str, path: FieldPath, places: tuple[str, ...], extent: tuple[int, ...]
) -> Iterator[Problem]:
    for index, place in enumerate(places):
        if extent and (why := outside(place, extent)):
            headline = f"there is no '{place}' in this source"
            cure = f"{why}; 'factsheet seed show' counts paragraphs and sentences"
            yield Problem("place-outside", file, headline, cure, (*path, index))


def _misfit(
    dossier: Dossier, at: Problem, evidence: Evidence, dated: Dated, dates: list[Date] | None
) -> Iterator[Problem]:
    if dates is None:
        headline = f"there is no date in the field '{dated.of}' that these words could give"
        yield altered(
            at,
            headline=headline,
            help="write after 'of:' which field's date they give, or take them out",
            path=(*at.path, "of"),
        )
        return
    said, since = _first_date(dossier, evidence.source), _first_date(dossier, dated.since or "")
    english = dossier.settings.in_english(dated.words)
    fits = [compatible(english, date, of=said, since=since) for date in dates]
    if fits and all(fit is False for fit in fits):
        cure = f"{_told_of(said, english, since)}; look at the date and at the words again"
        meant = " or ".join(date.text for date in dates)
        yield altered(
            at, headline=f"'{dated.words}' cannot mean {meant}", help=cure, path=(*at.path, "words")
        )


def _told_of(said: Date | None, words: str, since: Date | None) -> str:
    """What is known of the day that time words mean, which were said in a source of this date."""
    if said is None:
        return "the source has no date"
    means: list[str] = []
    with suppress(ValueError, OverflowError):  # it is of no single day, or of one at the end of all calendars
        day = datetime.date.fromisoformat(said.text)
        around = (parse((day + datetime.timedelta(days)).isoformat()) for days in _DAYS_AROUND)
        means = [one.text for one in around if compatible(words, one, of=said, since=since)]
    told = f"the source is dated {said.text}"
    return f"{told}, where these words can mean {' or '.join(means)}" if 1 <= len(means) <= _FEW else told


def _dates_around(held: Held, path: FieldPath, field: str) -> list[Date] | None:
    """The dates in a field of the innermost entry around a place that has such a field, or of the fact itself."""
    around = list(groups_around(held.record, type_of(held.kind.record), path))
    return next((dates for group in reversed(around) if (dates := _dates_in(group, field)) is not None), None)


def _dates_in(group: Declared, field: str) -> list[Date] | None:
    value = getattr(group, field, None)
    found: list[object] = [*dates_of(value)] if isinstance(value, Sourced) else [value]
    dates = [date for date in found if isinstance(date, Date)]
    return dates if len(dates) == len(found) else None


def _first_date(dossier: Dossier, ref: str) -> Date | None:
    held = dossier.facts.get(ref.partition("#")[0])
    dates = _dates_in(held.record, held.kind.date) if held and held.kind.date else None
    return dates[0] if dates else None
