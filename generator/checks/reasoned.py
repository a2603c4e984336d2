"""Whether it is said what we conclude from, and which source says that there is nothing to tell."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.evidence import NameForm, Sourced
from generator.facts.plan import PlanLink
from generator.problems import Problem, Severity

_SAID = {
    "undisclosed": "that this was not made known rests on no source",
    "none": "that there is none of this rests on no source",
}


def silence_is_told(examined: Examined) -> Iterator[Problem]:
    """That there is nothing, or that it was not made known, is what a source says, in one place; a source says it of itself."""
    if not getattr(examined.held.record, "needs_evidence", False):
        return
    for group in examined.groups:
        if isinstance(group.value, Sourced) and group.value.nothing and not group.value.evidence:
            cure = "add the place in a source that says so, {nothing: …, evidence: {source: …, at: …}}; where none does, take the line out"
            yield Problem("no-evidence", examined.held.file, _SAID[group.value.nothing], cure, group.path)


def conclusions_have_reasons(examined: Examined) -> Iterator[Problem]:
    """What the editor concludes is told with what it is concluded from."""
    for group in examined.groups:
        match group.value:
            case NameForm(identity="inferred", why=None):
                yield _unexplained(examined, (*group.path, "identity"), "that this name means the same")
            case PlanLink(known="inferred", why=None):
                yield _unexplained(examined, (*group.path, "known"), "that this version comes after that one")
    for path, evidence, source in examined.cited:
        explained = {one.source for one in source.derived_from if one.why}
        for index, link in enumerate(evidence.via):
            if link.known == "inferred" and not link.why and link.who not in explained:
                yield _unexplained(examined, (*path, "via", index), "that the source has it from there")


def _unexplained(examined: Examined, path: tuple[str | int, ...], what: str) -> Problem:
    headline = f"{what} is our conclusion, and nothing says what it is concluded from"
    cure = "add 'why:' with the reason, in a line for readers"
    if "via" in path:
        cure += ", here or once, under 'derived_from:' of the source"
    return Problem("no-reason", examined.held.file, headline, cure, path, severity=Severity.HINT)
