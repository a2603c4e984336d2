"""Facts by what they are called: in any attested form, in any script, or nearly so.

Letters are compared in Latin, as anyascii transliterates them sign by sign: `Lindén` and `LINDEN` are the same, `Линден` too.
They are composed first (NFKC), since their parts say less than the whole: `й` is y, and `и` with a sign above it only i.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import IntEnum

from generator.dossier import Dossier, Held
from generator.evidence import NameForm
from generator.kinds import Group, Leaf, groups, type_of, walk
from generator.prose import inline_plain
from generator.values import Fixed

NEAR = 0.8
"""How alike two spellings have to be, as difflib measures it: 1 is the same, 0 has nothing in common."""

LONGEST = 300
"""Characters of a form, and of what is asked for, that are looked at."""

_CALLED = frozenset({"name", "title", "gist", "headline"})
_SHORTEST_PART = 4
# How one sound is written by those who spell by ear; the longer first. Nothing is shown so.
_BY_EAR = (
    ("dzh", "g"),
    ("dj", "g"),
    ("kh", "h"),
    ("ph", "f"),
    ("ck", "k"),
    ("c", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
)
_TWICE = re.compile(r"(.)\1+")


class Match(IntEnum):
    """How a form answers to what was asked for, nearest first."""

    SAME = 0
    WITHIN = 1
    NEAR = 2


class Form(Fixed, frozen=True):
    """A text by which a fact is known; `by` are the sources that use it, where the fact says so."""

    text: str
    by: tuple[str, ...] = ()


class Hit(Fixed, frozen=True):
    """A fact that was found, all its forms (its name first), and the form that answers best."""

    held: Held
    forms: tuple[Form, ...]
    match: Match
    form: Form


class _Folded(Fixed, frozen=True):
    """A text for comparison: its words in small Latin letters, and these without spaces."""

    words: tuple[str, ...]
    run: str


def find(dossier: Dossier, asked: str) -> list[Hit]:
    """The facts that are called so, best first: in full, then in part; only where there is none, those of a near spelling.

    Looked at are names, titles, headlines and what a statement says, of facts and of the entries in them, and the facts' ids.
    Those that answer equally well come in the order of the dossier. Nothing answers to a text without letters or figures.
    """
    wanted = _folded(asked)
    if not wanted.run:
        return []
    known = [(held, forms_of(held)) for held in dossier.facts.values()]
    return _best(known, _Written(wanted)) or _best(known, _Spelt(wanted))


def forms_of(held: Held) -> tuple[Form, ...]:
    """By what a fact is known, its own name first, its id last; each form once, with all who use it."""
    record = type_of(held.kind.record)
    used = {group.path: group.value for group in groups(held.record, record) if _is_name(group)}
    found: dict[str, tuple[str, ...]] = {}
    for leaf in sorted(walk(held.record, record), key=lambda leaf: len(leaf.path)):
        if _field(leaf) in _CALLED and leaf.type.form in ("text", "line", "quote"):
            text, by = _plain(leaf), _users(used.get(leaf.path[:-1]))
            found[text] = tuple(dict.fromkeys((*found.get(text, ()), *by)))
    return (*(Form(text, by) for text, by in found.items()), Form(held.id))


def _is_name(group: Group) -> bool:
    return isinstance(group.value, NameForm)


def _users(name: object) -> tuple[str, ...]:
    return tuple(one.source for one in name.evidence) if isinstance(name, NameForm) else ()


def _field(leaf: Leaf) -> str:
    """The field that a value stands in, which may be sourced or contested."""
    steps = (
        step for step in reversed(leaf.path) if isinstance(step, str) and step not in ("value", "contested")
    )
    return next(steps, "")


def _plain(leaf: Leaf) -> str:
    return inline_plain(str(leaf.value), str) if leaf.type.form == "line" else str(leaf.value)


class _Written:
    """Looks for what is written so, in full or in part."""

    def __init__(self, wanted: _Folded) -> None:
        self._wanted = wanted

    def __call__(self, form: _Folded) -> tuple[Match, float] | None:
        """How well a form answers; the less, the better."""
        if form.run == self._wanted.run:
            return Match.SAME, 0.0
        is_part = len(self._wanted.run) >= _SHORTEST_PART and self._wanted.run in form.run
        return (Match.WITHIN, len(form.run)) if is_part or self._has_all_words(form) else None

    def _has_all_words(self, form: _Folded) -> bool:
        return all(any(one.startswith(word) for one in form.words) for word in self._wanted.words)


class _Spelt:
    """Looks for what is written nearly so: as a whole, or as many words of it as were asked for."""

    def __init__(self, wanted: _Folded) -> None:
        self._many = len(wanted.words)
        self._matcher = SequenceMatcher(None, autojunk=False)
        self._matcher.set_seq2(_by_ear(wanted.run))

    def __call__(self, form: _Folded) -> tuple[Match, float] | None:
        """How well a form answers; the less, the better."""
        starts = range(max(len(form.words) - self._many, 0) + 1)
        parts = ("".join(form.words[start : start + self._many]) for start in starts)
        best = max(map(self._likeness, dict.fromkeys((*parts, form.run))))
        return (Match.NEAR, -best) if best >= NEAR else None

    def _likeness(self, part: str) -> float:
        matcher = self._matcher
        matcher.set_seq1(_by_ear(part))
        if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
            return 0.0
        return matcher.ratio()


def _best(known: Sequence[tuple[Held, tuple[Form, ...]]], look: _Written | _Spelt) -> list[Hit]:
    found = [ranked for held, forms in known for ranked in _best_form(held, forms, look)]
    return [hit for _, hit in sorted(found, key=lambda ranked: ranked[0])]


def _best_form(
    held: Held, forms: tuple[Form, ...], look: _Written | _Spelt
) -> Iterator[tuple[tuple[Match, float, bool, int], Hit]]:
    """What answers best, if anything does: of equals rather a name than the id, and a short form than a long one."""
    answers = [
        ((*answer, form is forms[-1], len(form.text)), form)
        for form in forms
        if (answer := look(_folded(form.text))) is not None
    ]
    if answers:
        rank, form = min(answers, key=lambda both: both[0])
        yield rank, Hit(held, forms, rank[0], form)


def _folded(text: str) -> _Folded:
    from anyascii import anyascii

    text = text[:LONGEST]
    latin = text if text.isascii() else anyascii(unicodedata.normalize("NFKC", text))
    words = tuple(re.findall("[a-z0-9]+", latin.casefold().replace("'", "")))
    return _Folded(words, "".join(words))


def _by_ear(run: str) -> str:
    for written, heard in _BY_EAR:
        run = run.replace(written, heard)
    return _TWICE.sub(r"\1", run)
