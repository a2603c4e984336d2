"""Whether each fact is sound in itself and among the others: ids, lineage, lists, names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from generator.checks.examined import Examined
from generator.dates import Date
from generator.dossier import Dossier, Held, entries_of
from generator.evidence import Entry, Sourced, dates_of
from generator.facts.actor import Actor
from generator.facts.divergence import Divergence
from generator.facts.issue import Clause
from generator.facts.plan import Plan
from generator.facts.source import Source
from generator.kinds import Field, Many, Record
from generator.patterns import late
from generator.problems import Part, Problem, Severity, did_you_mean

_DAY = late(r"\d{4}(?:-\d{2}){0,2}")
_DATED_ID = late(r"(\d{4}(?:-\d{2}){0,2})-|undated-")


def lineages_have_no_loops(dossier: Dossier) -> Iterator[Problem]:
    """No source draws on itself and no version follows itself, by whatever way; each loop is told once."""
    drawn = {
        held.ref: [one.source for one in source.derived_from]
        for held, source in dossier.records("source", Source)
    }
    followed = {
        held.ref: [link.plan for link in plan.follows] for held, plan in dossier.records("plan", Plan)
    }
    for graph, field, code in ((drawn, "derived_from", "source-loop"), (followed, "follows", "plan-loop")):
        for ref, step in _closing_steps(graph):
            headline = f"'{ref.partition(':')[2]}' leads back to itself by what stands under '{field}:'"
            cure = f"one of the steps back from it by '{step.partition(':')[2]}' must be wrong; take it out"
            path = (field, graph[ref].index(step))
            yield Problem(code, dossier.facts[ref].file, headline, cure, path)


def entries_have_one_id(examined: Examined) -> Iterator[Problem]:
    """No two entries of a file have one id."""
    seen: set[str] = set()
    for group in examined.groups:
        entry = getattr(group.value, "id", "")
        if entry and entry in seen:
            cure = "give this one another id; each entry of a file has one of its own"
            headline = f"the id '{entry}' is taken in this file"
            yield Problem("repeated-id", examined.held.file, headline, cure, (*group.path, "id"))
        seen.add(entry)


def ids_begin_with_the_date(examined: Examined) -> Iterator[Problem]:
    """The id of what happened on a day begins with that day, as precisely as it is known, or with `undated-`."""
    if examined.held.kind.starts_with_date and (problem := _misdated_id(examined.held)):
        yield problem


def lists_are_long_enough(examined: Examined) -> Iterator[Problem]:
    """What parts has two sides, and no list that must be there is empty."""
    file = examined.held.file
    for group in examined.groups:
        for field in _lists_wanted(group.type):
            if not getattr(group.value, field.name):
                headline, cure = f"there is nothing in the list '{field.key}'", "write at least one into it"
                yield Problem("too-few", file, headline, cure, (*group.path, field.key))
        match group.value:
            case Sourced(contested=(_,)):
                headline = "one value alone is not contested"
                cure = "add the other value with its evidence, or write the one value plainly"
                yield Problem("too-few", file, headline, cure, (*group.path, "contested"))
            case Divergence(readings=(_,)):
                cure = "add what the other source says, with its evidence"
                yield Problem("too-few", file, "a divergence needs two readings", cure, ("readings",))


def names_exist(examined: Examined) -> Iterator[Problem]:
    """A judgement on names speaks of names that stand in the same file."""
    actor = examined.held.record
    if not isinstance(actor, Actor):
        return
    known = [form.id for form in actor.names]
    for index, judgement in enumerate(actor.same_as_here):
        for place, name in enumerate(judgement.names):
            if name not in known:
                path = ("same_as_here", index, "names", place)
                headline = f"this file has no name with the id '{name}'"
                cure = did_you_mean(name, known) or "write that name under 'names:' first"
                yield Problem("unknown-name", examined.held.file, headline, cure, path)


def _closing_steps(graph: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The steps that close a loop, found by going every way once, depth first."""
    done: set[str] = set()
    for start in graph:
        way = {} if start in done else {start: iter(graph[start])}
        while way:
            here = next(reversed(way))
            step = next(way[here], None)
            if step is None:
                done.add(here)
                del way[here]
            elif step in way:
                yield here, step
            elif step in graph and step not in done:
                way[step] = iter(graph[step])


@cache
def _lists_wanted(record: Record) -> tuple[Field, ...]:
    return tuple(field for field in record.fields if field.required and isinstance(field.type, Many))


def drafts_are_whole(examined: Examined) -> Iterator[Problem]:
    """A draft is a whole file: an entry of a published fact is published with it."""
    for group in examined.groups:
        if isinstance(group.value, Entry) and group.value.draft:
            headline = f"the entry '{group.value.id}' cannot be a draft within a fact that is none"
            cure = "take this line out, or the entry; only a whole file can be a draft"
            yield Problem("draft-entry", examined.held.file, headline, cure, (*group.path, "draft"))


def points_are_named(examined: Examined) -> Iterator[Problem]:
    """What a version is said to touch is a point that an issue declares: else it would stand in no comparison."""
    plan, dossier = examined.held.record, examined.dossier
    for index, one in enumerate(plan.provisions if isinstance(plan, Plan) else ()):
        if dossier.has(one.provision) and not isinstance(dossier.entries.get(one.provision), Clause):
            typed, issue = one.provision.partition(":")[2], dossier.facts[one.provision.partition("#")[0]]
            headline = f"'{typed}' names no point of that issue"
            cure = (
                did_you_mean(typed, _points_of(issue))
                or f"declare it under 'provisions:' in {issue.file} first"
            )
            path = ("provisions", index, "provision")
            yield Problem("no-point", examined.held.file, headline, cure, path)


def _points_of(issue: Held) -> list[str]:
    return [f"{issue.id}#{entry}" for entry, group in entries_of(issue) if isinstance(group.value, Clause)]


def _misdated_id(held: Held) -> Problem | None:
    begins = _DATED_ID.match(held.id)
    value = getattr(held.record, held.kind.date, None)
    dates = [value] if isinstance(value, Date) else dates_of(value) if isinstance(value, Sourced) else []
    if begins is None:
        day = next((date.text for date in dates if _DAY.fullmatch(date.text)), "2031-04-02")
        cure = f"rename the file to begin with the date, as in '{day}-{held.id}', or to 'undated-{held.id}'"
        return Problem(
            "id-without-date",
            held.file,
            f"the id '{held.id}' does not begin with a date",
            cure,
            part=Part.FILE,
        )
    if begins[1] and dates and not any(date.text.startswith(begins[1]) for date in dates):
        headline = f"the name of this file begins with {begins[1]}, and the fact is dated {dates[0].text}"
        cure = (
            f"change whichever of the two is wrong: 'factsheet rename {held.ref} …', or the date; an address that readers know may stay "
            "as it is"
        )
        path = (held.kind.date,)
        return Problem("id-of-another-date", held.file, headline, cure, path, severity=Severity.QUESTION)
    return None
