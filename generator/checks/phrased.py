"""Whether our own words read as the pages set them: questions that ask, views that follow the name of who holds them, no stopgaps."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.evidence import Unknown
from generator.facts.actor import Actor
from generator.facts.issue import Issue, Position
from generator.problems import Problem, Severity
from generator.settings import TO_BE_WRITTEN, Settings

_ASKING = frozenset("?？؟\u037e՞፧⁇⁈‽⸮꘏⳺⳻︖﹖")  # U+037E looks like a semicolon
_NOT_MARKED = ("THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "HIRAGANA", "KATAKANA", "CJK")
"""In these scripts a question may be one without a sign."""
_SHOWN = {"title": "it stands at the head of every page", "summary": "it stands on the front page"}
_CLOSING = " \t\n\"'”’»)]*_`」』.…"


def questions_ask(examined: Examined) -> Iterator[Problem]:
    """What is set as a question ends as one."""
    for group in examined.groups:
        if isinstance(group.value, Unknown | Issue) and not _asks(group.value.question):
            headline = "this question does not end in a question mark"
            cure = "ask it in one sentence: pages set it as a question"
            path = (*group.path, "question")
            yield Problem(
                "no-question-mark", examined.held.file, headline, cure, path, severity=Severity.HINT
            )


def words_are_your_own(examined: Examined) -> Iterator[Problem]:
    """What `factsheet init` wrote for somebody to replace has been replaced."""
    settings = examined.held.record
    if not isinstance(settings, Settings):
        return
    said = {"title": settings.title, "summary": settings.summary}
    for key, words in TO_BE_WRITTEN.items():
        if said[key].strip() == words:
            headline = f"readers would be shown what 'factsheet init' has put here to be replaced: '{words}'"
            cure = f"write the {key} of your dossier in its place; {_SHOWN[key]}"
            yield Problem(
                "to-be-written", examined.held.file, headline, cure, (key,), severity=Severity.WARNING
            )


def views_follow_the_name(examined: Examined) -> Iterator[Problem]:
    """What an actor holds is written so that it follows the name, which the page sets before it."""
    position = examined.held.record
    if not isinstance(position, Position):
        return
    names = _names_of(examined)
    for index, stance in enumerate(position.stances):
        if name := next((one for one in names if _begins_with(stance.says, one)), ""):
            rest = stance.says[len(name) :].strip() or "…"
            headline = f"this begins with the name, which the page sets before it: '{name} {name} …'"
            cure = f"leave the name out: '{rest}'"
            path = ("stances", index, "says")
            yield Problem("name-twice", examined.held.file, headline, cure, path, severity=Severity.HINT)


def _asks(question: str) -> bool:
    told = question.rstrip(_CLOSING)
    if not told or told[-1] in _ASKING or "՞" in told or "፧" in told:
        return True
    last = next((sign for sign in reversed(told) if sign.isalpha()), "")
    called = unicodedata.name(last, "") if last else ""
    return called.startswith(_NOT_MARKED) or (called.startswith("GREEK") and told.endswith(";"))


def _names_of(examined: Examined) -> list[str]:
    held = examined.dossier.facts.get(f"actor:{examined.held.id.rpartition('/')[2]}")
    actor = held.record if held else None
    return [actor.name, *(form.name for form in actor.names)] if isinstance(actor, Actor) else []


def _begins_with(says: str, name: str) -> bool:
    begins = says[: len(name)].casefold() == name.casefold()
    return begins and not says[len(name) : len(name) + 1].isalnum()
