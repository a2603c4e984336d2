"""History that goes on under another name: what readers have been shown, once facts are called otherwise.

A digest covers the addresses that a fact names, so each is taken over from the renamed dossier where the dossier before says what
readers were shown, part by part. What has changed since readers were shown it stays as they were shown it, and is told of as before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from generator.history import Cited, Meaning, Published, Shown

Naming = Callable[[str], str]


def under_new_names(
    published: Published, naming: Naming, before: Mapping[str, Meaning], after: Mapping[str, Meaning]
) -> Published:
    """What readers have been shown, with every address as it is from now on.

    `before` and `after` are the digests of the dossier and of the renamed one. Of two facts that have become one, the line of
    the one that kept its name stays, with the other's address among its former ones.
    """
    lines: dict[str, Shown] = {}
    for one in sorted(published.facts, key=lambda shown: naming(shown.address) != shown.address):
        new = naming(one.address)
        if new in lines:
            lines[new] = _with_former(lines[new], one)
        else:
            lines[new] = _renamed(one, new, naming, (before.get(one.address), after.get(new)))
    return msgspec.structs.replace(published, facts=tuple(lines[new] for new in sorted(lines)))


def settings_under_new_names(published: Published, before: Sequence[str], after: Sequence[str]) -> Published:
    """The same for what holds for the whole site; `before` and `after` are what `meaning.about` says of either dossier."""
    return msgspec.structs.replace(published, about=_lines(published.about, before, after))


def _with_former(one: Shown, other: Shown) -> Shown:
    return msgspec.structs.replace(one, former=(other.address, *other.former, *one.former))


def _renamed(one: Shown, new: str, naming: Naming, meanings: tuple[Meaning | None, Meaning | None]) -> Shown:
    former = one.former if new == one.address else (one.address, *one.former)
    renamed = msgspec.structs.replace(one, address=new, former=former)
    old, now = meanings
    if old is None or now is None:
        return renamed
    return msgspec.structs.replace(
        renamed,
        name=_taken_over(one.name, old.name, now.name),
        substance=_taken_over(one.substance, old.substance, now.substance),
        wording=_taken_over(one.wording, old.wording, now.wording),
        said=_lines(one.said, old.said, now.said),
        evidence=_evidence(one.evidence, old.evidence, now.evidence, naming),
    )


def _taken_over(shown: str, old: str, now: str) -> str:
    """What is said now, where readers were shown what was said before; otherwise what they were shown."""
    return now if shown == old else shown


def _lines(shown: Sequence[str], old: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """The same line by line: both dossiers say the same, so their lines are as many."""
    names = dict(zip(old, now, strict=False))
    return tuple(names.get(line, line) for line in shown)


def _evidence(
    shown: Iterable[Cited], old: Iterable[Cited], now: Iterable[Cited], naming: Naming
) -> tuple[Cited, ...]:
    """Evidence, place by place."""
    were, are, kept = _by_place(old, naming), _by_place(now, naming), set(shown)
    for place, cited in were.items():
        if cited <= kept and place in are:
            kept = (kept - cited) | are[place]
    return tuple(sorted(kept, key=lambda one: (one.where, one.substance, one.wording)))


def _by_place(evidence: Iterable[Cited], naming: Naming) -> dict[str, set[Cited]]:
    found: dict[str, set[Cited]] = defaultdict(set)
    for one in evidence:
        found[_place(one.where, naming)].add(one)
    return found


def _place(where: str, naming: Naming) -> str:
    """Where evidence is, `source:x p5 via actor:y?`, with its names as they are from now on."""
    return " ".join(
        f"{naming(word.rstrip(':,?'))}{word[len(word.rstrip(':,?')) :]}" for word in where.split(" ")
    )
