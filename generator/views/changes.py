"""What was added, changed, corrected and withdrawn since the dossier was first published, as readers were shown it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.dates import Date
from generator.dossier import Dossier
from generator.evidence import Fact
from generator.facts.correction import Correction
from generator.history import Published, Shown, fact_of
from generator.show import Shower, View
from generator.values import Fixed

_GRAVEST_FIRST = ("withdrawn", "corrected", "added", "changed", "more")


class _News(Fixed, frozen=True):
    """What readers were shown of a fact on a day, in one of the words above; `told` is the correction that says so."""

    day: Date
    how: str
    ref: str
    told: str = ""


def changes_view(shower: Shower) -> View:
    """By day, newest first. What was there on the day of the first publication is only counted, corrections aside."""
    published = shower.dossier.published
    if not published.editions:
        return {"days": [], "first": None}
    first = published.editions[0].on
    gravest = sorted(
        _news(shower.dossier), key=lambda one: (_GRAVEST_FIRST.index(one.how), one.ref, one.told)
    )
    newest = sorted(gravest, key=lambda one: one.day.sort_key, reverse=True)
    days = [
        {"date": shower.date(day), "news": [_row(shower, one) for one in some]}
        for day, some in groupby(newest, key=lambda one: one.day)
    ]
    count = sum(one.first_published == first and "#" not in one.address for one in published.facts)
    return {"days": days, "first": {"date": shower.date(first), "count": count}}


def _news(dossier: Dossier) -> Iterator[_News]:
    corrections = list(_corrections(dossier))
    yield from corrections
    corrected = {(one.day, fact_of(one.ref)) for one in corrections}
    for fact, shown in _by_fact(dossier.published):
        if fact in dossier.facts and dossier.facts[fact].kind.name != "correction":
            found = _of_fact(shown, dossier.published.editions[0].on)
            # A correction says itself what was changed or withdrawn that day.
            yield from (
                one for one in found if one.how in ("added", "more") or (one.day, fact) not in corrected
            )


def _corrections(dossier: Dossier) -> Iterator[_News]:
    shown = dossier.published.by_address
    for held, one in dossier.records("correction", Correction):
        if held.ref in shown and not one.withdrawn:
            how = "withdrawn" if one.kind == "withdrawal" else "corrected"
            yield _News(shown[held.ref].first_published, how, one.fact, held.ref)


def _by_fact(published: Published) -> Iterator[tuple[str, list[Shown]]]:
    """Each fact with its entries; the fact itself is the first of them."""
    in_order = sorted(published.facts, key=lambda one: (fact_of(one.address), one.address))
    for fact, some in groupby(in_order, key=lambda one: fact_of(one.address)):
        yield fact, list(some)


def _of_fact(shown: Sequence[Shown], first: Date) -> Iterator[_News]:
    whole = shown[0]
    if whole.first_published != first:
        yield _News(whole.first_published, "added", whole.address)
    gone = [one for one in shown if one.state == "withdrawn" and one.last_changed != one.first_published]
    told = gone[:1] if whole in gone else gone  # what goes with the fact around it is not told of apart
    yield from (_News(one.last_changed, "withdrawn", one.address) for one in told)
    if whole.state != "withdrawn":
        later = {one.last_changed for one in shown if one.last_changed != one.first_published}
        changed = later - {one.last_changed for one in gone}
        yield from (_News(day, "changed", whole.address) for day in changed)
        more = {one.first_published for one in shown} - changed - {whole.first_published}
        yield from (_News(day, "more", whole.address) for day in more)


def _row(shower: Shower, one: _News) -> View:
    """One piece of news, drawn by itself."""
    known = f"{one.ref} {one.how} {one.told}"
    return {
        "ref": one.ref,
        "row": shower.drawn("news.html", known, lambda: {"one": _view(shower, one)}),
    }


def _view(shower: Shower, one: _News) -> View:
    return {
        "sentence": "part" if one.how == "withdrawn" and "#" in one.ref else one.how,
        "kind": shower.dossier.facts[fact_of(one.ref)].kind.name,
        "link": shower.link(one.ref if shower.dossier.has(one.ref) else fact_of(one.ref)),
        "why": _why(shower, one),
        "more": shower.link(one.told).href if one.told else None,
    }


def _why(shower: Shower, one: _News) -> object:
    """The reason of a correction; that of a withdrawal, if the facts still say it."""
    if one.told:
        return shower.fact(one.told)["why"]
    dossier = shower.dossier
    record = dossier.entries.get(one.ref) or dossier.facts[fact_of(one.ref)].record
    gone = record.withdrawn if isinstance(record, Fact) and one.how == "withdrawn" else None
    return shower.group(gone)["why"] if gone else None
