"""What is wrong with a dossier as a whole: with its files and their places, with what leads nowhere, and with all facts together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from generator.addresses import shared_addresses
from generator.checks import DOSSIER_CHECKS, faults_of
from generator.dangling import dangling
from generator.dossier import Dossier
from generator.examine import with_nearest_ids
from generator.intake import meant_by
from generator.misfiled import misfiled
from generator.problems import Problem
from generator.redirects import redirects_lead_on
from generator.shelf import Kept, as_bytes, problems_in
from generator.stock import Seen


def wrong_with_the_whole(seen: Seen, counts: Callable[[Kept], bool]) -> list[Problem]:
    """All that is wrong besides what is wrong with one fact; `counts` says of which files there are facts in the dossier."""
    survey, dossier = seen.survey, seen.dossier
    of_files = [one for file in sorted(seen.troubled) for one in problems_in(seen.files[file].problems)]
    of_files, moved = misfiled(of_files, dossier.kinds) if of_files else ([], set())
    if of_files:
        itself = {found.file: ref for ref, found in survey.facts.items()}
        of_files = with_nearest_ids(of_files, list(survey.facts), itself)
    drafts = {ref for ref in seen.apart if not counts(seen.files[survey.facts[ref].file])}
    shapeless = {ref for ref in meant_by(survey.laid.misplaced, dossier.kinds) if ref not in dossier.shelf}
    problems = [*survey.problems, *of_files]
    problems += dangling(dossier, shapeless.union(seen.apart, moved) - drafts, drafts)
    problems += faults_of(dossier, dossier.as_written)
    for check in (*DOSSIER_CHECKS, shared_addresses, redirects_lead_on):
        problems += asked(dossier, check.__name__, partial(check, dossier))
    return [*survey.undeclared, *survey.own.unfollowed(problems, survey.undeclared)]


def asked(dossier: Dossier, of: str, work: Callable[[], Iterable[Problem]]) -> list[Problem]:
    """What is wrong with something, as it was found the last time if that still holds."""
    told = dossier.recall.ask(f"faults {of}", lambda: as_bytes(list(work())))
    return problems_in(told) if told else []
