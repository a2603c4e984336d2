"""What is wrong with a dossier as a whole: with its files and their places, with what leads nowhere, and with all facts together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from generator.addresses import shared_addresses
from generator.checks import DOSSIER_CHECKS, faults_of
from generator.dangling import dangling
from generator.dossier import Dossier
from generator.examine import with_nearest_ids
from generator.intake import meant_by
from generator.problems import Problem
from generator.redirects import redirects_lead_on
from generator.shelf import Kept, as_bytes, problems_in
from generator.survey import Survey


def wrong_with_the_whole(
    survey: Survey, files: Mapping[str, Kept], dossier: Dossier, counts: Callable[[Kept], bool]
) -> list[Problem]:
    """All that is wrong besides what is wrong with one fact; `counts` says of which files there are facts in the dossier."""
    told = (files[file.file].problems for file in (*survey.found, *survey.beside))
    of_files = [one for some in told if some for one in problems_in(some)]
    of_files = with_nearest_ids(of_files, [one.ref for one in survey.found]) if of_files else []
    drafts = {ref for ref, file in survey.facts.items() if not counts(files[file.file])}
    named = survey.facts.keys() | meant_by(survey.misplaced, dossier.kinds)
    problems = [*survey.problems, *of_files]
    problems += dangling(dossier, named - dossier.shelf.keys() - drafts, drafts)
    problems += faults_of(dossier, dossier.as_written)
    for check in (*DOSSIER_CHECKS, shared_addresses, redirects_lead_on):
        problems += asked(dossier, check.__name__, partial(check, dossier))
    return [*survey.undeclared, *survey.own.unfollowed(problems, survey.undeclared)]


def asked(dossier: Dossier, of: str, work: Callable[[], Iterable[Problem]]) -> list[Problem]:
    """What is wrong with something, as it was found the last time if that still holds."""
    told = dossier.recall.ask(f"faults {of}", lambda: as_bytes(list(work())))
    return problems_in(told) if told else []
