"""References that lead nowhere, each with what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from generator.dossier import Dossier, Held
from generator.holding import MENTIONED, entries_of, references
from generator.problems import Problem, did_you_mean, nearest_id
from generator.values import altered

MOST_GUESSES = 20
"""For so many names that lead nowhere the nearest is looked for; whoever has more of them has lost a folder."""


def dangling(dossier: Dossier, shapeless: AbstractSet[str], drafts: AbstractSet[str]) -> list[Problem]:
    """Every reference that leads nowhere."""
    holders = [dossier.shelf[ref] for ref in dossier.index.leading_astray()]
    return dangling_in(dossier, [*holders, dossier.as_written], shapeless, drafts)


def dangling_in(
    dossier: Dossier, holders: Iterable[Held], shapeless: AbstractSet[str], drafts: AbstractSet[str]
) -> list[Problem]:
    """Every reference in these facts that leads nowhere; of one to a fact that has not taken shape nothing is said."""
    astray = [
        one
        for holder in holders
        for one in references(holder)
        if not dossier.has(one.target) and one.target.partition("#")[0] not in shapeless
    ]
    faults = {
        target: _fault(target, dossier, drafts) for target in dict.fromkeys(one.target for one in astray)
    }
    for target in islice(faults, MOST_GUESSES):
        themselves = {one.held.ref for one in astray if one.target == target and one.back != MENTIONED}
        known = [ref for ref in (*dossier.shelf, *sorted(shapeless)) if ref not in themselves]
        faults[target] = _with_guess(faults[target], target, dossier, known)
    return [altered(faults[one.target], file=one.held.file, path=one.path, mark=one.mark) for one in astray]


def _fault(target: str, dossier: Dossier, drafts: AbstractSet[str]) -> Problem:
    """Why a name leads nowhere; whoever wrote it is for the caller to say."""
    fact, _, entry = target.partition("#")
    kind, _, name = fact.partition(":")
    of = next((one for one in dossier.kinds if one.name == kind), None)
    if fact in drafts:
        headline = f"'{fact}' is a draft, which readers will not find"
        cure = "take 'draft: true' out of its file, or take this reference out"
        return Problem("leads-to-draft", "", headline, cure)
    if fact in dossier.facts:
        headline, cure = f"'{fact}' has no entry '{entry}'", "name an entry that is there, or the whole fact"
    elif of is None:
        headline, cure = f"there is no kind '{kind}'", "write a kind and an id, such as 'actor:ada-lind'"
    else:
        headline = f"no {kind} is called '{name}'"
        cure = f"write {of.folder}/{name}{of.suffix} first, or name one that is there"
    return Problem("dangling-reference", "", headline, cure)


def _with_guess(fault: Problem, target: str, dossier: Dossier, known: Sequence[str]) -> Problem:
    """The fault with what was probably meant: one of the facts `known`, or an entry in one."""
    fact, _, entry = target.partition("#")
    kind, _, name = fact.partition(":")
    if fault.code != "dangling-reference":
        return fault
    if fact in dossier.facts:
        hint = did_you_mean(entry, [entry_id for entry_id, _ in entries_of(dossier.facts[fact])])
    elif kind not in (kinds := [one.name for one in dossier.kinds]):
        hint = did_you_mean(kind, kinds)
    else:
        ids = [ref.partition(":")[2] for ref in known if ref.partition(":")[0] == kind]
        entries = (f"{one}#{name}" for one in ids if dossier.has(f"{kind}:{one}#{name}"))
        guess = next(entries, None) or nearest_id(name, ids)
        hint = f"did you mean '{guess}'?" if guess else ""
    return altered(fault, help=hint or fault.help)
