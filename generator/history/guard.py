"""The guard against silent changes: what stands between a dossier and its publication.

A correction covers a change if readers have not been shown it yet, if it names the fact or the entry that changed or the fact
around it, and if it is not dated before the day of the last change to that fact which readers were shown.

A change of substance and lost evidence are errors. Other words for the same are a question: whether `says` or `gist` has another
sense in them only a person can tell, and is asked to; as whether a correction should tell more than it does (`untold`).
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterator, Sequence
from itertools import groupby

from generator.dossier import Dossier, Held, entries_of
from generator.facts.correction import Correction
from generator.history import PUBLISHED_FILE, Change, Changed, Published, Shown, fact_of
from generator.history.told import LOOKS
from generator.history.untold import untold
from generator.own.declaring import KINDS_FILE
from generator.own.words import WORDS_FILE
from generator.problems import FieldPath, Problem, Severity
from generator.settings import SETTINGS_FILE
from generator.values import Fixed

NAMED = 5
"""How many facts a sentence names."""

_LONGEST = 80
_LOOK_FILES = {"the words": WORDS_FILE, "the kinds": KINDS_FILE}
_OF_SUBSTANCE = (Changed.CHANGED, Changed.EVIDENCE_LOST)


def strict(dossier: Dossier, before: Published, changes: Sequence[Change]) -> list[Problem]:
    """What must not be published as it is. `changes` are those that `changes.compare` finds between the two."""
    seen = before.by_address.keys() | {one.address for one in changes if one.what is Changed.RENAMED}
    corrections = _new_corrections(dossier, seen)
    problems: dict[tuple[str, str], Problem] = {}
    for change in changes:
        problem = None if _covering(change, corrections) else _problem(dossier, change, corrections)
        if problem:
            problems.setdefault((change.address, problem.code), problem)
    asked = _half_told(dossier, changes, corrections)
    return [*problems.values(), *asked, *_of_nothing_published(seen, corrections)]


def uncorrected(dossier: Dossier, before: Published, changes: Sequence[Change]) -> list[Change]:
    """Those of the changes that no correction says anything of."""
    corrections = _new_corrections(dossier, before.by_address.keys())
    return [change for change in changes if not _covering(change, corrections)]


def to_tell(dossier: Dossier, before: Published, changes: Sequence[Change]) -> list[Change]:
    """The same; or if there are none, those that a correction covers and does not speak of."""
    corrections = _new_corrections(dossier, before.by_address.keys())
    half_told = [one for one in changes if _untold(dossier, one, corrections)]
    return uncorrected(dossier, before, changes) or half_told


def behind(local: Published, online: Published) -> Problem | None:
    """Whether this checkout, whose own `published.json` is `local`, does not know all that readers are shown `online`."""
    if not online.editions or online.editions[-1] in local.editions:
        return None
    known = {_state(one) for one in local.facts}
    unknown = [one.address for one in online.facts if _state(one) not in known]
    gone = sorted(local.by_address.keys() - online.by_address.keys())
    if not (unknown or gone):
        return None
    what = _some([*unknown, *gone])
    headline = f"what was published on {online.editions[-1].on.text} is not known here: {what}"
    cure = (
        f"bring in that work ('git pull') and try again; if git does not carry {PUBLISHED_FILE} and this is told all the same, fetch it "
        "from the site: 'factsheet baseline --from URL'"
    )
    return Problem("behind-published", PUBLISHED_FILE, headline, cure)


def taken_back(here: Sequence[str], local: Published, online: Published) -> dict[str, Problem]:
    """What of the whole site readers have been shown otherwise since `local`, and `here` still is as it was there, by its key.

    Nothing is known to be taken back where `online` was so before. What differs here from `local` too was decided here.
    """
    if local.knows(online) or not local.about:
        return {}
    mine, was, now = (
        dict(_key_and_words(line) for line in about) for about in (here, local.about, online.about)
    )
    keys = (key for key in dict.fromkeys([*now, *was]) if now.get(key) != was.get(key) == mine.get(key))
    return {_typed(key): _taken_back(key, mine.get(key, ""), now.get(key, "")) for key in keys}


def _key_and_words(line: str) -> tuple[str, str]:
    key, _, words = line.partition(": ")
    return key, words


def _typed(key: str) -> str:
    return key.removeprefix("the ")


def _taken_back(key: str, here: str, online: str) -> Problem:
    cure = (
        "somebody else has published: bring in that work ('git pull'), or write here what it should be; to show readers again "
        f"what is here: 'factsheet publish --take-back {_typed(key)}'"
    )
    if key in LOOKS:
        headline = f"readers have been shown other things since, and this would take them back: {LOOKS[key]}"
        return Problem("behind-published", _LOOK_FILES.get(key, "layouts"), headline, cure)
    headline = (
        f"readers have been shown another '{key}' since: {_short(online)}; here it is still {_short(here)}"
    )
    return Problem("behind-published", SETTINGS_FILE, headline, cure, tuple(key.split(".")))


def _short(words: str) -> str:
    return f"'{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}'" if words else "nothing"


def _state(one: Shown) -> Hashable:
    return one.address, one.state, one.substance, one.wording, one.evidence


class _New(Fixed, frozen=True):
    held: Held
    correction: Correction


def _new_corrections(dossier: Dossier, seen: Container[str]) -> list[_New]:
    found = dossier.records("correction", Correction)
    return [_New(held, one) for held, one in found if held.ref not in seen and not one.withdrawn]


def _about(change: Change, new: _New) -> bool:
    return new.correction.fact in (change.address, fact_of(change.address))


def _in_time(change: Change, new: _New) -> bool:
    latest, day = new.correction.when.latest, change.day.earliest if change.day else None
    return latest is None or day is None or latest >= day


def _covering(change: Change, corrections: Sequence[_New]) -> list[_New]:
    return [one for one in corrections if _about(change, one) and _in_time(change, one)]


def _half_told(dossier: Dossier, changes: Sequence[Change], corrections: Sequence[_New]) -> Iterator[Problem]:
    """A question of each fact of which corrections cover more than they speak of."""
    for address, group in groupby(changes, key=lambda one: fact_of(one.address)):
        some = [(one, lines) for one in group if (lines := _untold(dossier, one, corrections))]
        if some:
            last = _covering(some[-1][0], corrections)[-1]
            every = [line for _, lines in some for line in lines]
            headline = f"this does not speak of all that has changed in '{address}': {_some(every, '; ')}"
            cure = f"if readers should learn of it, say it in 'was' and 'is', or 'factsheet correct {address}'; if not, nothing is to be done"
            yield Problem(
                "half-told-change", last.held.file, headline, cure, ("is",), severity=Severity.QUESTION
            )


def _untold(dossier: Dossier, change: Change, corrections: Sequence[_New]) -> list[str]:
    covering = [one.correction for one in _covering(change, corrections)]
    return untold(dossier, change, covering) if covering and change.what is Changed.CHANGED else []


def _problem(dossier: Dossier, change: Change, corrections: Sequence[_New]) -> Problem | None:
    file, path = _place(dossier, change)
    late = [one.held.ref for one in corrections if _about(change, one)]
    if change.what in _OF_SUBSTANCE:
        headline = f"'{change.address}' {_difference(change)}, and no correction says so"
        return Problem("uncorrected-change", file, headline, _how_to_correct(change, late), path)
    if change.what is Changed.REMOVED:
        headline = f"'{change.address}' was published and is gone"
        return Problem("vanished-fact", file, headline, _how_to_take_back(change))
    if change.what is Changed.REWORDED:
        headline = f"'{change.address}' is worded anew since it was published"
        cure = f"if the sense changed, say so: 'factsheet correct {change.address}'; otherwise nothing is to be done"
        return Problem("reworded-fact", file, headline, cure, path, severity=Severity.QUESTION)
    return None


def _difference(change: Change) -> str:
    if change.what is Changed.EVIDENCE_LOST:
        return f"no longer rests on {_some(change.was)} as it was published"
    was, now = _some(change.was, "; "), _some(change.now, "; ")
    if was and now:
        return f"was published with '{was}' and now has '{now}'"
    if was or now:
        return f"was published with '{was}'" if was else f"was published without '{now}'"
    return "was published with other words than it has now"


def _how_to_correct(change: Change, late: Sequence[str]) -> str:
    day = change.day.text if change.day else ""
    if late:
        return f"{_some(late)} is dated before {day}, when readers were last shown a change to it; write a new one"
    return f"undo the change, or say so: 'factsheet correct {change.address}', dated {day} or later"


def _how_to_take_back(change: Change) -> str:
    fact, _, entry = change.address.partition("#")
    if entry:
        return f"put it back, with 'withdrawn:' if it no longer holds, or write a correction of '{fact}' that says so"
    return (
        "put it back; for what no longer holds add 'withdrawn:' with date and why, so that its address stays"
    )


def _place(dossier: Dossier, change: Change) -> tuple[str, FieldPath]:
    """The file and the field to look at; for what is gone the file it stood in."""
    fact, _, entry = change.address.partition("#")
    held = dossier.facts.get(fact)
    if held is None:
        name, _, fact_id = fact.partition(":")
        kind = next((one for one in dossier.kinds if one.name == name), None)
        return (f"{kind.folder}/{fact_id}{kind.suffix}" if kind else PUBLISHED_FILE), ()
    path = next((group.path for name, group in entries_of(held) if name == entry), ())
    if change.what is Changed.EVIDENCE_LOST or not change.now:
        return held.file, path
    return held.file, (*path, change.now[0].partition(":")[0].partition(".")[0])


def _of_nothing_published(seen: Container[str], corrections: Sequence[_New]) -> Iterator[Problem]:
    for new in corrections:
        fact, file = new.correction.fact, new.held.file
        if fact not in seen:
            headline = f"'{fact}' was never published, so there is nothing to correct for readers"
            cure = "take this correction out, or name the fact that readers have seen"
            yield Problem("nothing-to-correct", file, headline, cure, ("fact",), severity=Severity.WARNING)


def _some(names: Sequence[str], between: str = ", ") -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return between.join(names[:NAMED]) + more
