"""What differs between a dossier and what readers have been shown, fact by fact; and what they are shown from now on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence

import msgspec

from generator.dates import Date
from generator.dossier import Dossier
from generator.history import (
    NOTHING_YET,
    Change,
    Changed,
    Edition,
    Meaning,
    Published,
    Shown,
    edition_id,
    fact_of,
)
from generator.history.meaning import digest
from generator.values import Fixed, altered

RENAMED_TOGETHER = 4
"""How many facts may have been renamed of which each names the next, and be known again."""

_TOGETHER = {Changed.ADDED, Changed.REMOVED, Changed.RENAMED, Changed.WITHDRAWN}
_NOT_SHOWN_AS_CHANGE = {Changed.REWORDED, Changed.HELD, Changed.RELEASED}


def compare(dossier: Dossier, before: Published) -> tuple[Change, ...]:
    """Every change since `before`, by fact, then by what happened.

    An entry is not told of beside its fact if that was added, renamed, removed or withdrawn with it. What stands under a new address
    and is in every word what stood under one that is gone was renamed.
    """
    shown = before.by_address
    now, former = _as_of(dossier, shown)
    return _compared(now, former, shown)


def between(after: Published, before: Published) -> tuple[Change, ...]:
    """The same between two states that were published, of which either may be the older."""
    shown, now = before.by_address, after.by_address
    forth = {address: old for address, one in now.items() for old in one.former if old in shown}
    back = {old: address for address, one in shown.items() for old in one.former if old in now}
    former = {new: old for new, old in (forth | back).items() if new not in shown and old not in now}
    return _compared(now, former, shown)


def _compared(
    now: Mapping[str, Meaning], former: Mapping[str, str], shown: Mapping[str, Shown]
) -> tuple[Change, ...]:
    gone = shown.keys() - {former.get(address, address) for address in now}
    changes = [change for one in now.values() for change in _changes(one, former, shown)]
    removed = (shown[address] for address in gone)
    changes += [
        Change(Changed.REMOVED, one.address, one.name, one.said, (), one.last_changed) for one in removed
    ]
    whole = {(change.address, change.what) for change in changes}
    order = list(Changed)
    inside = _entries({change.address for change in changes if change.what is Changed.ADDED}, now)
    told = (
        altered(change, now=(*change.now, *inside.get(change.address, ())))
        for change in changes
        if not _goes_with_fact(change, whole, now)
    )
    return tuple(sorted(told, key=lambda one: (one.address, order.index(one.what))))


def _entries(facts: Collection[str], now: Mapping[str, Meaning]) -> dict[str, list[str]]:
    """What the entries of these facts say, each in a line."""
    found: dict[str, list[str]] = {}
    for address, one in now.items():
        fact, _, entry = address.partition("#")
        if entry and fact in facts:
            found.setdefault(fact, []).append(f"#{entry}: {'; '.join(one.whole)}")
    return found


def baseline(dossier: Dossier, before: Published | None, on: Date) -> Published:
    """What readers are shown from the day `on`: the facts as they are, each with the days it keeps or gets.

    There is a new edition only if something has changed. Whoever calls this sees first to it that `guard.strict` has nothing to say:
    what is gone from the dossier is gone from the file too. What is said of the whole site stays: that is for `Published.telling`.
    """
    before = before or NOTHING_YET
    shown = before.by_address
    compared, former = _as_of(dossier, shown)
    # What is kept says the new names: the next comparison knows nothing of the former.
    now = digest(dossier) if former else compared
    days = {address: _days(one, former.get(address, address), shown, on) for address, one in compared.items()}
    facts = tuple(_shown(now[address], days[address]) for address in sorted(now))
    *_, last_but_one, last = ("", "", *(one.id for one in before.editions))
    if edition_id(last_but_one, now) == last:
        return msgspec.structs.replace(before, facts=facts)
    edition = Edition(on=on, id=edition_id(last, now))
    return msgspec.structs.replace(before, editions=(*before.editions, edition), facts=facts)


def _as_of(dossier: Dossier, shown: Mapping[str, Shown]) -> tuple[dict[str, Meaning], dict[str, str]]:
    """The facts as they are, and the former address of each that was renamed."""
    now = digest(dossier)
    former: dict[str, str] = {}
    for _ in range(RENAMED_TOGETHER):
        found = _renamed(now, shown, former)
        if not found:
            break
        former |= found
        now = digest(dossier, former)
    return now, former


def _renamed(
    now: Mapping[str, Meaning], shown: Mapping[str, Shown], known: Mapping[str, str]
) -> dict[str, str]:
    """The former address of each fact or entry that says in every word what one said that is gone."""
    gone = {one: shown[one] for one in shown.keys() - now.keys() - set(known.values())}
    fresh = {one: now[one] for one in now.keys() - shown.keys() - known.keys()}
    if not gone or not fresh:
        return {}
    left, come = _identities(gone, now), _identities(fresh, shown)
    pairs = {new: left[said] for said, new in come.items() if said in left}
    entries = {
        address: f"{pairs[fact]}#{entry}"
        for address in fresh
        for fact, _, entry in [address.partition("#")]
        if entry and fact in pairs
    }
    return pairs | entries


def _identities(meanings: Mapping[str, Meaning], other: Collection[str]) -> dict[Hashable, str]:
    """What each fact and each entry of a lasting fact says, whatever its id, if nothing else says the same.

    `other` are the addresses of the other state: a fact that stands there lasts.
    """
    entries: dict[str, list[tuple[str, Hashable]]] = {}
    for address, one in meanings.items():
        entries.setdefault(fact_of(address), []).append((address.partition("#")[2], _says(one)))
    said: dict[str, Hashable] = {}
    for fact, found in entries.items():
        if fact in other:
            said |= {f"{fact}#{entry}": (fact, says) for entry, says in found}
        else:
            said[fact] = (fact.partition(":")[0], tuple(sorted(found, key=lambda one: one[0])))
    times = Counter(said.values())
    return {says: address for address, says in said.items() if times[says] == 1}


def _says(one: Meaning) -> Hashable:
    evidence = frozenset((cited.substance, cited.wording) for cited in one.evidence)
    return one.substance, one.wording, evidence


def _changes(one: Meaning, former: Mapping[str, str], shown: Mapping[str, Shown]) -> Iterator[Change]:
    old = former.get(one.address, one.address)
    if old not in shown:
        yield Change(Changed.ADDED, one.address, one.name, now=one.whole)
        return
    if old != one.address:
        day = shown[old].last_changed
        yield Change(Changed.RENAMED, one.address, one.name, (old,), (one.address,), day)
    yield from _between(shown[old], one)


def _between(old: Shown, new: Meaning) -> Iterator[Change]:
    """What happened to one fact."""

    def change(what: Changed, was: Sequence[str] = (), now: Sequence[str] = ()) -> Change:
        return Change(what, new.address, new.name, tuple(was), tuple(now), old.last_changed)

    was = [line for line in old.said if line not in new.said]
    now = [line for line in new.said if line not in old.said]
    if new.state == "withdrawn" != old.state:
        yield change(Changed.WITHDRAWN, was, now)
        return
    lost, gained = _places(old, new), _places(new, old)
    if old.substance != new.substance:
        yield change(Changed.CHANGED, was, now)
    elif old.wording != new.wording:
        yield change(Changed.REWORDED, was, now)
    elif retold := _retold(old, new):
        yield change(Changed.REWORDED, now=retold)
    if lost:
        yield change(Changed.EVIDENCE_LOST, lost, gained)
    elif gained:
        yield change(Changed.EVIDENCE_ADDED, now=gained)
    if "held" in (old.state, new.state) and old.state != new.state:
        yield change(Changed.HELD if new.state == "held" else Changed.RELEASED)


def _places(one: Meaning, other: Meaning) -> list[str]:
    """What the one rests on and the other does not."""
    known = {cited.substance for cited in other.evidence}
    return list(dict.fromkeys(cited.where for cited in one.evidence if cited.substance not in known))


def _retold(old: Meaning, new: Meaning) -> list[str]:
    """The places that both rest on and of which our words are others now."""
    common = {cited.substance for cited in old.evidence} & {cited.substance for cited in new.evidence}
    known = {(cited.substance, cited.wording) for cited in old.evidence}
    retold = [cited for cited in new.evidence if (cited.substance, cited.wording) not in known]
    return list(dict.fromkeys(cited.where for cited in retold if cited.substance in common))


def _goes_with_fact(
    change: Change, whole: Collection[tuple[str, Changed]], now: Mapping[str, Meaning]
) -> bool:
    """Whether this happened to an entry only because it happened to the fact around it."""
    fact = fact_of(change.address)
    if fact == change.address or change.what not in _TOGETHER:
        return False
    withdrawn = change.what is Changed.REMOVED and fact in now and now[fact].state == "withdrawn"
    return withdrawn or (fact, change.what) in whole


class _Days(Fixed, frozen=True):
    first: Date
    changed: Date
    checked: Date
    former: tuple[str, ...] = ()


def _days(one: Meaning, address: str, shown: Mapping[str, Shown], on: Date) -> _Days:
    """The days of a fact that readers knew under this address, if they did."""
    old = shown.get(address)
    if old is None:
        return _Days(on, on, on)
    happened = {change.what for change in _between(old, one)}
    return _Days(
        first=old.first_published,
        changed=on if happened - _NOT_SHOWN_AS_CHANGE else old.last_changed,
        checked=on if one.state == "current" else old.last_checked,
        former=old.former if address == one.address else (address, *old.former),
    )


def _shown(one: Meaning, days: _Days) -> Shown:
    return Shown(
        **{name: getattr(one, name) for name in Meaning.__struct_fields__},
        first_published=days.first,
        last_changed=days.changed,
        last_checked=days.checked,
        former=days.former,
    )
