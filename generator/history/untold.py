"""What changed under cover of a correction that does not speak of it.

A correction covers every change to its fact, since nobody but a person can tell which of them it tells. But where none of its
words has what the fact says now, that person is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.dates import parse
from generator.datewords import in_words
from generator.dossier import Dossier
from generator.facts.correction import Correction
from generator.history import Change
from generator.patterns import late
from generator.prose import inline_plain
from generator.prose.addresses import FACT

_WORD = late(r"[^\W_]+")
_FACT = late(FACT)


def untold(dossier: Dossier, change: Change, corrections: Sequence[Correction]) -> list[str]:
    """Lines of a change, as `key: words`, of whose words some stand in none of these corrections."""
    told = _words(" ".join(_plain(dossier, text) for one in corrections for text in (one.was, one.is_)))
    lines = change.now or change.was
    return [line for line in lines if not any(told >= _words(form) for form in _forms(dossier, line))]


def _forms(dossier: Dossier, line: str) -> Iterator[str]:
    """How the words of a line may be said: with the names of facts, and a date as it is written or in words."""
    value = line.partition(": ")[2]
    words = _plain(dossier, value)
    yield _FACT.sub(lambda ref: dossier.named(ref[0]) if dossier.has(ref[0]) else ref[0], words)
    try:
        yield in_words(parse(value))
    except ValueError:
        return


def _plain(dossier: Dossier, text: str) -> str:
    return inline_plain(text, lambda ref: dossier.named(ref) if dossier.has(ref) else ref)


def _words(text: str) -> set[str]:
    return {word.lstrip("0") or "0" for word in _WORD.findall(text.casefold())}
