"""What each fact adds to the pages that gather facts from everywhere, in a few numbers that are remembered with it.

From these the pages know, without reading a fact again, whether it has a row in a list, in which place, and how many there are;
the row itself is drawn by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from generator.answers import digest
from generator.carried import KINDS, Found, contradicting_by, evidence_among, subjects_by
from generator.dates import Day
from generator.dossier import Dossier, Held
from generator.evidence import Fact, Sourced, dates_of
from generator.facts.actor import Actor
from generator.facts.divergence import Divergence
from generator.facts.issue import Position
from generator.facts.meeting import Meeting
from generator.facts.source import Source
from generator.facts.statement import Statement
from generator.kinds import Declared
from generator.standing import Sure, in_force, standings_among

ANNOUNCED = {"expected", "expected-absent", "invited"}
"""How somebody takes part in a meeting that is still to come."""


class Count(msgspec.Struct, frozen=True, array_like=True):
    """Of how many things in a fact something is so: surely, and perhaps."""

    sure: int = 0
    perhaps: int = 0


class Spoken(msgspec.Struct, frozen=True, array_like=True):
    """A subject in a fact, by its address, with the sources that speak of it and those that only part on it."""

    ref: str
    places: tuple[str, ...]
    parted: tuple[str, ...]


class Awaited(msgspec.Struct, frozen=True, array_like=True):
    """A meeting of which nobody tells what came of it: whether all who were to be there are only announced, and from when it is dated."""

    announced: bool
    day: Day | None


class Share(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many rows a fact has in which lists, and what these are ordered by.

    `open` and `answered` questions; values that are `undisclosed` or `not_there`; `contests`; things that a source speaks
    `against`; things stated (`stated`), and how many of these stand on little; whether it has several `wordings` or `names`;
    of a source how far it was `read`, of a divergence how far its readings are `apart`; whether it was withdrawn (`gone`).
    """

    gone: bool = False
    open: int = 0
    answered: int = 0
    undisclosed: int = 0
    not_there: int = 0
    contests: int = 0
    against: int = 0
    stated: int = 0
    unnamed: Count = Count()
    single: Count = Count()
    unread: Count = Count()
    subjects: tuple[Spoken, ...] = ()
    wordings: bool = False
    names: bool = False
    spoken_for: bool = False
    read: str = ""
    apart: str = ""
    awaited: Awaited | None = None


class Naming(msgspec.Struct, frozen=True, array_like=True):
    """How often a fact is named (`links`), by how many others (`facts`), and what it is called by them."""

    links: int
    facts: int
    backs: frozenset[str]


def shares(dossier: Dossier) -> Mapping[str, Share]:
    """What every fact adds, in the order of the facts."""

    def every() -> Mapping[str, Share]:
        told = dossier.recall.aside(lambda: _settled(dossier))
        dossier.recall.note("shares")
        return dict(zip(dossier.shelf, map(_share_in, told), strict=True))

    return dossier.recall.for_now("shares", every)


def settle_shares(dossier: Dossier) -> None:
    """Tell what all facts add now, where a page may rest on what they added before: it stays, as long as none adds something else."""
    if dossier.recall.is_settled("shares"):
        _settled(dossier)


def _settled(dossier: Dossier) -> list[bytes]:
    refs = list(dossier.shelf)
    known = zip(refs, dossier.recall.given("share", refs), strict=True)
    told = [_told(dossier, ref) if one is None else one for ref, one in known]
    dossier.recall.settle("shares", digest(_BYTES.encode((refs, told))))
    return told


def share(dossier: Dossier, ref: str) -> Share:
    """What a fact adds."""
    return _share_in(_told(dossier, ref))


def _told(dossier: Dossier, ref: str) -> bytes:
    return dossier.recall.ask(f"share {ref}", lambda: _BYTES.encode(_share(dossier, dossier.facts[ref])))


def _share_in(told: bytes) -> Share:
    return _NOTHING if told == _NOTHING_TOLD else _SHARES.decode(told)


def naming(dossier: Dossier, ref: str) -> Naming:
    """How often a fact is named, and as what."""

    def count() -> bytes:
        dossier.recall.note(f"into:{ref}")
        links = dossier.index.backlinks(ref)
        facts = {one.source for one in links}
        return _BYTES.encode(Naming(len(links), len(facts), frozenset(one.back for one in links)))

    return _NAMINGS.decode(dossier.recall.ask(f"naming {ref}", count))


def _share(dossier: Dossier, held: Held) -> Share:
    groups = list(in_force(held))
    asked = [one for group in groups if isinstance(group.value, Fact) for one in group.value.unknown]
    sourced = [group.value for group in groups if isinstance(group.value, Sourced)]
    standing = list(standings_among(dossier, held, groups))
    found = evidence_among(groups)
    every = Share(
        gone=getattr(held.record, "withdrawn", None) is not None,
        open=sum(not one.answered_by for one in asked),
        answered=sum(bool(one.answered_by) for one in asked),
        undisclosed=sum(one.nothing == "undisclosed" for one in sourced),
        not_there=sum(one.nothing == "none" for one in sourced),
        contests=sum(bool(one.contested) for one in sourced),
        against=len(contradicting_by(held, found)),
        stated=len(standing),
        unnamed=_count(one.unnamed for one in standing),
        single=_count(one.single for one in standing),
        unread=_count(one.unread for one in standing),
        subjects=tuple(_spoken(dossier, held, found)) if held.kind.name in KINDS else (),
    )
    return _with_its_kind(every, held.record)


def _with_its_kind(share: Share, record: Declared) -> Share:
    """With what only facts of its kind add; most of that only while they stand."""
    match record:
        case Source(read=read):
            return replace(share, read=read)
        case Divergence(apart=apart):
            return replace(share, apart=apart)
        case Position(stances=stances):
            return replace(share, spoken_for=any(one.basis.spoken_for for one in stances))
        case Statement(renderings=renderings, withdrawn=None):
            return replace(share, wordings=len({one.source for one in renderings}) > 1)
        case Actor(withdrawn=None):
            return replace(share, names=_is_several_names(record))
        case Meeting(withdrawn=None):
            return replace(share, awaited=_awaited(record))
    return share


def _is_several_names(actor: Actor) -> bool:
    """Whether names that differ are taken to mean one actor by judgement; capital letters make no other name."""
    forms = {form.name.casefold() for form in actor.names if not form.withdrawn}
    return bool(actor.same_as_here) and len(forms | {actor.name.casefold()}) > 1


def _spoken(dossier: Dossier, held: Held, found: Sequence[Found]) -> Iterable[Spoken]:
    every = subjects_by(dossier, held, found)
    return (Spoken(one.ref, tuple(one.places), tuple(one.parted)) for one in every)


def _awaited(meeting: Meeting) -> Awaited | None:
    if any(not one.withdrawn for one in meeting.accounts):
        return None
    modes = {one.mode for one in meeting.participants if not one.withdrawn}
    days = [date.earliest for date in dates_of(meeting.date)]
    known = [day for day in days if day]
    return Awaited(
        bool(modes) and modes <= ANNOUNCED, min(known) if known and len(known) == len(days) else None
    )


def _count(found: Iterable[Sure]) -> Count:
    judged = list(found)
    return Count(judged.count(Sure.YES), judged.count(Sure.PERHAPS))


_BYTES = msgspec.msgpack.Encoder()
_SHARES = msgspec.msgpack.Decoder(Share)
_NAMINGS = msgspec.msgpack.Decoder(Naming)
_NOTHING = Share()
_NOTHING_TOLD = _BYTES.encode(_NOTHING)
