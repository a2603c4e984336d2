"""`factsheet correct`: tells readers of a change to a fact that they have been shown."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from generator.build import look
from generator.commands.common import (
    asked,
    changed_safely,
    day_option,
    fact_named,
    project_option,
    reader,
    say_when_slow,
    tell,
    today,
    wrong_usage,
)
from generator.correcting import KINDS, difference, free_file
from generator.dates import Date
from generator.dossier import MENTIONED, Dossier, Reference, references
from generator.edit import CannotEdit, Edit, new_file
from generator.evidence import Fact
from generator.facts.correction import CORRECTION
from generator.history import Change, Changed, fact_of
from generator.history.changes import compare
from generator.history.guard import to_tell
from generator.problems import Part
from generator.yamlfile import Places

_BOTH = ("was", "is")
_TO_TELL = (Changed.CHANGED, Changed.EVIDENCE_LOST, Changed.REMOVED, Changed.WITHDRAWN, Changed.REWORDED)


@click.command()
@click.argument("fact")
@project_option
@click.option("--kind", type=click.Choice(KINDS), help="What the change is.")
@click.option("--was", help="What it was, in readers' words. Otherwise it is taken from the difference.")
@click.option("--is", "now", help="What it is now, likewise.")
@click.option("--why", help="The reason, in a line for readers.")
@click.option("--by", help="Who decided it.")
@day_option
def correct(fact: str, project: Path, on: Date | None, **given: str | None) -> None:
    """Tell readers of a change to FACT, such as actor:ada-lind: write the correction from the difference.

    Change the fact first. What it was and what it is are taken from what has changed since it was published, unless you say both;
    what is not given is asked for. Of a withdrawal the fact itself gives the reason. If one entry in it alone has changed, the correction is of that entry. Then the texts are named that speak of the fact and may have to be changed too. Ends with 0 if the
    correction is written, 1 if there are problems in the facts, 2 if the call was wrong.
    """
    planned = look(project, say_when_slow())
    if not planned.sound:
        tell(project, planned.problems)
        sys.exit(1)
    said = {key: words for key, words in (("was", given["was"]), ("is", given["now"])) if words}
    left = _to_correct(planned.dossier, fact_named(planned.dossier, fact), is_said=len(said) == len(_BOTH))
    fact, changes = _chosen(planned.dossier, left, fact)
    day = on or today()
    _refuse_too_early(day, changes)
    told = said if not changes else {**difference(planned.dossier, changes), **said}
    reason = _reason(
        {**_withdrawal(planned.dossier, changes), **{key: words for key, words in given.items() if words}}
    )
    data = {"fact": fact, "when": day.text, **told, **reason}
    file = free_file(day, fact, lambda file: (project / file).exists())
    changed_safely(project, Edit(file, b"", _file(data)))
    click.echo(f"{file} is written; look at it, and put into readers' words what was and what is.")
    restating = list(_restating(planned.dossier, project, fact))
    if restating:
        click.echo("\n".join(["These texts speak of it; see whether they still hold:", *restating]))


def _chosen(dossier: Dossier, changes: Sequence[Change], fact: str) -> tuple[str, Sequence[Change]]:
    """What the correction is of: the fact that was named, or the one entry in it that alone has changed; asks where several have."""
    changed = list(dict.fromkeys(one.address for one in changes))
    if not changed or fact in changed or not all(map(dossier.has, changed)):
        return fact, changes
    one = changed[0] if len(changed) == 1 else _asked_which(fact, changed)
    return one, changes if one == fact else [change for change in changes if change.address == one]


def _asked_which(fact: str, changed: Sequence[str]) -> str:
    which = "\n".join(["These have changed:", *(f"  {one}" for one in changed)])
    click.echo(which, err=True)
    chosen = asked(None, f"Which of them is it of (or all of them: {fact})")
    if chosen not in (fact, *changed):
        wrong_usage(f"'{chosen}' is none of them; correct one after the other, each with its '#'")
    return chosen


def _file(data: Mapping[str, str]) -> bytes:
    try:
        return new_file(CORRECTION, data)
    except CannotEdit as error:
        wrong_usage(str(error))


def _withdrawal(dossier: Dossier, changes: Sequence[Change]) -> dict[str, str]:
    """The reason that a fact itself gives for its withdrawal, if that is all that has happened to it."""
    if not changes or any(one.what is not Changed.WITHDRAWN for one in changes):
        return {}
    address = changes[0].address
    record = dossier.entries[address] if "#" in address else dossier.facts[address].record
    gone = record.withdrawn if isinstance(record, Fact) else None
    return {"kind": "withdrawal", **({"why": gone.why} if gone else {})}


def _reason(given: Mapping[str, str]) -> dict[str, str]:
    kind = given.get("kind") or asked(None, f"What is it: {', '.join(KINDS)}")
    if kind not in KINDS:
        wrong_usage(f"'{kind}' is none of {', '.join(KINDS)}")
    why = asked(given.get("why"), "Why was it changed")
    return {"kind": kind, "why": why, "decided_by": asked(given.get("by"), "Who decided it")}


def _refuse_too_early(day: Date, changes: Sequence[Change]) -> None:
    for one in changes:
        if one.day and day.sort_key < one.day.sort_key:
            wrong_usage(
                f"{day.text} is before {one.day.text}, when readers were last shown a change to it; give a later day with --on"
            )


def _to_correct(dossier: Dossier, fact: str, *, is_said: bool) -> list[Change]:
    """The changes to tell of; where both what was and what is are said, there may be none."""
    before = dossier.published
    if not before.editions:
        wrong_usage(
            "there is no published.json here, so nothing is known of what readers have been shown. If they have been shown anything, "
            "fetch it: 'factsheet baseline --from URL', or from the branch of the site, 'git fetch origin pages', then 'git show FETCH_HEAD:published.json > published.json'"
        )
    if fact not in before.by_address and fact_of(fact) not in before.by_address:
        wrong_usage(f"'{fact}' was never published, so there is nothing to tell readers; just change it")
    of_fact = [one for one in compare(dossier, before) if fact in (one.address, fact_of(one.address))]
    changes = [one for one in of_fact if one.what in _TO_TELL]
    if is_said and not changes:
        return []
    if not changes:
        wrong_usage(
            f"nothing in '{fact}' differs from what was published; change the fact first, then correct it; or say both --was and --is"
        )
    left = to_tell(dossier, before, changes)
    if not left:
        wrong_usage(f"a correction tells of this change to '{fact}' already")
    return left


def _restating(dossier: Dossier, project: Path, fact: str) -> Iterator[str]:
    """Every text that links to a fact or to an entry in it: its place, and its field."""
    for held in dossier.written:
        found = [one for one in references(held) if one.back == MENTIONED and _is_about(one, fact)]
        if found:
            content = reader(project)(held.file) or b""
            places = Places(content if held.file.endswith(".yaml") else b"")
            marks = {one.mark or places.mark(one.path, Part.VALUE): one for one in found}
            for mark, one in sorted(marks.items(), key=lambda both: (both[0].line, both[0].column)):
                yield f"  {held.file}:{mark.line}: {'.'.join(map(str, one.path))}"


def _is_about(reference: Reference, fact: str) -> bool:
    return reference.target == fact or fact_of(reference.target) == fact or reference.target == fact_of(fact)
