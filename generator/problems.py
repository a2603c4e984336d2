"""What can be wrong with a dossier, as values.

A problem names its file, the path of the field in it and which part of that field is meant; the line and the column are
looked up by whoever shows it (`yamlfile.locate`). Nothing here prints, and nothing here is raised.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import chain, islice

from generator.patterns import late
from generator.values import Fixed, altered

FieldPath = tuple[str | int, ...]
"""The way from the top of a file to a field: keys and list positions, `("participants", 0, "actor")`."""


_ALIKE_IDS = 0.7
_LONGEST_WORD = 100
_FEW_WORDS = 100
_CLOSEST = 4
_MOST_TOLD = 3
_MOST_SHARED = 500


class Severity(StrEnum):
    """How grave a problem is.

    An error stops what was asked for; a warning stops a publication, until a person has decided. A question only asks a person
    something that no change to the files could answer, and a hint helps; these two stop nothing.
    """

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"
    HINT = "hint"


class Part(StrEnum):
    """Which part of a field a problem points at; or that it is about the file itself, its name or its place, and no line of it."""

    KEY = "key"
    VALUE = "value"
    FILE = "file"


class Mark(Fixed, frozen=True):
    """A place in a file's text: line and column from 1, and how many characters are meant (at least 1)."""

    line: int
    column: int
    length: int = 1


class Problem(Fixed, frozen=True):
    """One thing wrong: `headline` says what, `help` says the cure, `file` and `path` say where.

    `file` is relative to the dossier, with forward slashes. `mark` is set only where no field path can lead to the
    place: syntax, encoding, a repeated key, a place inside Markdown. `words` are those in the value that are at fault, if these can
    be told, and how many times they stand in it before.
    """

    code: str
    file: str
    headline: str
    help: str = ""
    path: FieldPath = ()
    part: Part = Part.VALUE
    mark: Mark | None = None
    severity: Severity = Severity.ERROR
    words: tuple[str, int] = ("", 0)


def for_publishing(problem: Problem) -> Problem:
    """A problem as it weighs before publishing: a warning is an error then, since it can be decided."""
    return altered(problem, severity=Severity.ERROR) if problem.severity is Severity.WARNING else problem


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, then by place, each once: the order in which they are told, whatever order found them."""
    return sorted(dict.fromkeys(problems), key=_sort_key)


def _sort_key(problem: Problem) -> tuple[str, tuple[str, ...], int, str, str]:
    path = tuple(f"{step:09d}" if isinstance(step, int) else step for step in problem.path)
    line = problem.mark.line if problem.mark else 0
    return problem.file, path, line, problem.code, problem.headline


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of them is an error, which stops what was asked for."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def nearest(word: str, known: Iterable[str], alike: float = 0.6) -> str | None:
    """The known word that was probably meant, or None. Case and delimiters are forgiven before letters are compared.

    `alike`: how much two words have in common at least, as difflib measures it: 1 is the same, 0 is nothing.
    Among many words those that share the most with it, by three letters at a time, are compared: thousands of wrong names among
    thousands of known ones cost a fraction of a millisecond each.
    """
    vocabulary, typed = _vocabulary(tuple(known)), word[:_LONGEST_WORD]
    folded = _fold(typed)
    if folded in vocabulary.by_fold:
        return vocabulary.by_fold[folded]
    import difflib

    close = difflib.get_close_matches(typed, vocabulary.like(folded), n=1, cutoff=alike)
    return close[0] if close else None


def nearest_id(typed: str, ids: Sequence[str]) -> str | None:
    """The id that was probably meant, or None: one that is nearly the same, or the only one in which it is a word (`lind`).

    More is asked of ids than of the words of the trade: there are many, and a name that is somebody else's helps nobody.
    """
    having = [one for one in ids if typed in one.split("-")]
    return having[0] if len(having) == 1 else nearest(typed, ids, _ALIKE_IDS)


def nearest_address(typed: str, addresses: Iterable[str]) -> str | None:
    """The address that was probably meant, `kind:id`, or None: of another kind only if that has this very id, or nothing of the one typed."""
    every = list(addresses)
    kind, _, name = typed.rpartition(":")
    of_kind = [one for one in every if one.partition(":")[0] == kind]
    ids = {one.partition(":")[2]: one for one in every}
    near = nearest_id(name, [one.partition(":")[2] for one in of_kind or every])
    if near and of_kind:
        return f"{kind}:{near}"
    return ids.get(near or name)


def no_fact(typed: str, addresses: Sequence[str], now: str = "") -> str:
    """That there is no fact with the address that was typed: which was probably meant, or how those there are can be seen.

    `now` is what a fact is called that was called so before.
    """
    if now:
        return f"there is no fact '{typed}' any more: it is '{now}' now"
    guess, kind = nearest_address(typed, addresses), typed.partition(":")[0]
    if guess:
        hint = f"did you mean '{guess}'?"
    elif any(one.partition(":")[0] == kind for one in addresses):
        hint = f"'factsheet list {kind}' lists those there are"
    else:
        hint = "an address is a kind and an id, such as 'actor:ada-lind'; 'factsheet list' lists all there are, 'factsheet find' looks for one by name"
    return f"there is no fact '{typed}'; {hint}"


class _Vocabulary(Fixed, frozen=True):
    """Known words in order, by what is left of them without case and delimiters, and by each three letters in that."""

    words: tuple[str, ...]
    by_fold: Mapping[str, str]
    by_three: Mapping[str, Sequence[int]]

    def like(self, folded: str) -> list[str]:
        """The few words that share most with it; all of them where they are few anyway."""
        if len(self.words) <= _FEW_WORDS:
            return list(self.words)
        # Letters that half of them have tell nothing of any of them: the rare ones are asked first.
        asked = sorted((self.by_three.get(three, ()) for three in _threes(folded)), key=len)
        shared = Counter(islice(chain.from_iterable(asked), _MOST_SHARED))
        return [self.words[index] for index, _ in shared.most_common(_CLOSEST)]


@lru_cache(maxsize=64)
def _vocabulary(known: tuple[str, ...]) -> _Vocabulary:
    words = tuple(sorted(known))
    by_three: dict[str, list[int]] = {}
    for index, word in enumerate(words if len(words) > _FEW_WORDS else ()):
        for three in _threes(_fold(word[:_LONGEST_WORD])):
            by_three.setdefault(three, []).append(index)
    return _Vocabulary(words, {_fold(word): word for word in reversed(words)}, by_three)


def _threes(folded: str) -> list[str]:
    """Each three letters that stand together, once, in their order: a set's order would be a matter of chance."""
    padded = f"  {folded} "
    return list(dict.fromkeys(padded[start : start + 3] for start in range(len(folded) + 1)))


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A help sentence: the nearest known word, or the known ones where they are few, or nothing."""
    guess = nearest(word, known)
    if guess is not None:
        return f"did you mean '{guess}'?"
    if 0 < len(known) <= 12:
        return "it can be " + ", ".join(f"'{choice}'" for choice in known)
    return ""


def a_few(names: Iterable[str]) -> str:
    """A few of the names, in order and quoted, and how many more there are."""
    every = sorted(names)
    told = ", ".join(f"'{name}'" for name in every[:_MOST_TOLD])
    return f"{told} and {len(every) - _MOST_TOLD} more" if len(every) > _MOST_TOLD else told


def as_id(typed: str) -> str:
    """What somebody typed where an id belongs, made into one: `Per Holm.yaml` is `per-holm`; `ada-lind` if nothing is left."""
    plainer = typed[:100].casefold().translate(str.maketrans("øłđð", "oldd")).replace("æ", "ae")
    letters = unicodedata.normalize("NFKD", plainer).encode("ascii", "ignore").decode()
    words = re.findall("[a-z0-9]+", letters.removesuffix(".yaml"))
    return "-".join(words) or "ada-lind"


_PLACE_MEANT = late(
    r"(?:p|par|para|paragraphs?|§|¶)?\W{0,3}([1-9]\d{0,4})"
    r"(?:\W{0,3}(?:s|sentences?)\W{0,3}([1-9]\d{0,2}))?(?:\s?[-\u2013]\s?p?s?([1-9]\d{0,4}))?",
    re.ASCII | re.IGNORECASE,
)


def as_place(typed: str) -> str:
    """What somebody typed where a place in a source belongs, made into one: `paragraph 4` is `p4`; nothing if that cannot be told."""
    found = _PLACE_MEANT.fullmatch(typed[:60].strip())
    if not found:
        return ""
    paragraph, sentence, last = found.groups()
    return f"p{paragraph}" + (f"s{sentence}" if sentence else "") + (f"-{last}" if last else "")


def places_meant(typed: str) -> list[str]:
    """The places in a source that were typed in one text, such as `p4, p6s2` or `paragraphs 4 and 6`; none if that cannot be told."""
    if one := as_place(typed):
        return [one]
    several = [as_place(part) for part in re.split(r"\s*[,;&]\s*|\s+and\s+|\s+", typed[:60].strip())]
    return several if len(several) > 1 and all(several) else []


def as_places(typed: str) -> str:
    """The places that were typed in one text as they are written: `'p4'`, or `[p4, p6s2]` of several; nothing if that cannot be told."""
    meant = places_meant(typed)
    return (
        f"[{', '.join(meant)}], with a comma between" if meant[1:] else "".join(f"'{one}'" for one in meant)
    )


def _fold(word: str) -> str:
    return re.sub(r"[\W_]+", "", word).casefold()
