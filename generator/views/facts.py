"""A fact's own page, and a fact in a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.coverage import Sentence
from generator.derive import Question
from generator.dossier import Held
from generator.facts.correction import CORRECTED
from generator.facts.divergence import DISPUTED
from generator.facts.source import Source
from generator.index import Backlink
from generator.kinds import Kind, Scalar
from generator.show import Shower, View
from generator.unnamed import type_of_actor

LAST = ("Mentioned",)
"""Backlinks that a page shows after all others."""

APART = (DISPUTED, CORRECTED)
"""Backlinks that a page shows before everything else, by themselves."""


def fact_view(shower: Shower, held: Held) -> View:
    """A fact on its own page: what it says, the facts that stand on its page, and what links to it."""
    named = shower.derived.backlinks(held.ref)
    return {
        "fact": shower.fact(held.ref),
        "placed": placed(shower, held.ref, named),
        "backlinks": backlinks(shower, named),
        "unknown": [question(shower, one) for one in shower.derived.questions_of(held.ref)],
        **_apart(shower, named),
        "strip": strip(shower, held) if isinstance(held.record, Source) else None,
        "quotes": quotes(shower, held.ref) if isinstance(held.record, Source) else [],
    }


def placed(shower: Shower, ref: str, named: Sequence[Backlink]) -> View:
    """The facts whose ids refer to this one, whole, by their kind: the positions on an issue, or those of an actor."""
    shown: dict[str, list[View]] = {kind.name: [] for kind in shower.dossier.kinds if kind.id_parts}
    for one in shower.derived.placed_of(ref, named):
        shown[one.kind.name].append(_placed_fact(shower, one))
    return dict(shown)


def _placed_fact(shower: Shower, held: Held) -> View:
    return {
        **shower.fact(held.ref),
        "parts": [shower.link(part) for part in held.parts],
        **_apart(shower, shower.derived.backlinks(held.ref)),
    }


def _apart(shower: Shower, named: Iterable[Backlink]) -> View:
    """The divergences about a fact that stand, gravest first, and its corrections, or those of entries in it, newest first."""
    about = {one.source for one in named if one.back == DISPUTED and not shower.derived.is_gone(one.source)}
    of = {one.source for one in named if one.back == CORRECTED}
    divergences = shower.derived.divergences if about else []
    return {
        "divergences": [item(shower, one) for one in divergences if one in about],
        "corrections": in_time([whole(shower, one) for one in of])[::-1],
    }


def backlinks(shower: Shower, named: Iterable[Backlink]) -> list[View]:
    """What links to a fact, grouped by what that is called from here; each fact once in a group.

    The divergences about it that stand and its corrections are left out: they stand apart, before everything else.
    """
    groups: dict[str, dict[str, None]] = {}
    for one in named:
        if one.back not in APART or (one.back == DISPUTED and shower.derived.is_gone(one.source)):
            groups.setdefault(one.back, {})[one.source] = None
    labels = sorted(groups, key=lambda label: (label in LAST, label))
    return [
        {"label": label, "links": in_time([item(shower, ref) for ref in groups[label]])} for label in labels
    ]


def in_time(views: list[View]) -> list[View]:
    """Facts in a list by their dates; those without one come last."""
    return sorted(views, key=lambda view: (str(view["sort"]), str(view["ref"])))


def item(shower: Shower, ref: str) -> View:
    """A fact as an item of a list of links."""
    return shower.dossier.recall.at_hand(("item", ref, shower.depth), lambda: _item(shower, ref))


def _item(shower: Shower, ref: str) -> View:
    return {"ref": ref, "sort": shower.derived.sort_text(ref), "item": shower.piece("item.html", ref)}


def item_row(shower: Shower, ref: str) -> View:
    """What such an item shows."""
    return {"one": brief(shower, ref)}


def brief(shower: Shower, ref: str) -> View:
    """A fact in a list: its link, its kind, its date."""
    shower.dossier.recall.note(f"brief:{ref}")
    held = shower.dossier.shelf[ref]
    date = getattr(held.record, held.kind.date, None) if held.kind.date else None
    return {
        "link": shower.link(ref),
        "kind": held.kind.name,
        "ref": ref,
        "date": shower.dated(date),
        "sort": shower.derived.sort_text(ref),
        "hold": bool(getattr(held.record, "hold", None)),
        "withdrawn": bool(getattr(held.record, "withdrawn", None)),
        "corrected": shower.derived.is_corrected(ref),
    }


def whole(shower: Shower, ref: str) -> View:
    """A fact in a list, with all that it says."""
    return brief(shower, ref) | {"fact": shower.fact(ref)}


def whole_row(shower: Shower, ref: str) -> View:
    """What a row shows that says all of a fact."""
    return {"one": whole(shower, ref)}


def list_view(shower: Shower, kind: Kind) -> View:
    """All facts of a kind, each with the row it has in their list; actors by their type."""
    rows = in_time([listed(shower, ref) for ref in shower.dossier.refs_of(kind.name)])
    return {"kind": kind.name, "plural": kind.plural, "intro": kind.intro, "facts": rows}


def listed(shower: Shower, ref: str) -> View:
    """A fact as a row of the list of its kind."""
    row = shower.row("listed.html", ref)
    return row | {"sort": shower.derived.sort_text(ref), "type": type_of_actor(shower.dossier, ref)}


def question(shower: Shower, one: Question) -> View:
    """One open question, with the fact that raises it."""
    return shower.group(one.asked) | {"raised_by": shower.link(one.ref)}


def strip(shower: Shower, held: Held) -> list[View]:
    """The paragraphs of a source with what each sentence is used for: facts, or the reason why it carries nothing."""
    coverage = shower.derived.coverage(held.ref)
    assert isinstance(held.record, Source)

    def sentence(place: Sentence) -> View:
        used = [shower.link(ref) for ref in coverage.used.get(place, ())]
        why = coverage.not_content.get(place)
        empty = shower.value(why, Scalar("line")) if why else None
        return {"number": place[1], "used": used, "not_content": empty}

    return [
        {"number": paragraph, "sentences": [sentence((paragraph, number)) for number in range(1, count + 1)]}
        for paragraph, count in enumerate(held.record.sentences, 1)
    ]


def quotes(shower: Shower, ref: str) -> list[str]:
    """How the quotations from a source stand, in sentences: checked against it, too short for that, or with nothing to check by."""
    tally = shower.derived.tally(ref)
    if tally is None:
        return []
    told = [
        (tally.verified, "Quotations checked against the article, word for word: {n}."),
        (len(tally.short), "Too short to be checked so: {words}."),
        (tally.unkept, "Quotations that cannot be checked here, since nothing of the article is kept: {n}."),
    ]
    words = shower.words(", ").join(f"‘{one}’" for one in tally.short)
    return [shower.words(english).format(n=n, words=words) for n, english in told if n]
