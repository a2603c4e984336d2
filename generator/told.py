"""What a fact tells of itself to others: the part of it that shows elsewhere than on its own page."""

from __future__ import annotations

from sys import intern

import msgspec
from msgspec.structs import force_setattr

from generator.answers import Digest, digest
from generator.dates import Date
from generator.evidence import Evidence, Sourced, dates_of
from generator.holding import Held, entries_among, groups_of, references
from generator.kinds import Declared, Kind, type_of
from generator.problems import FieldPath


class Named(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A fact, or an entry in one, that is named: what that is called seen from there, and the entry that names it, if one does."""

    target: str
    back: str
    entry: str

    def __post_init__(self) -> None:
        """Hold once what is the same: most facts are named by many others."""
        force_setattr(self, "target", intern(self.target))
        force_setattr(self, "back", intern(self.back))
        force_setattr(self, "entry", intern(self.entry))


class Told(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known of a fact without reading it again.

    Digests of all that it says (`record`), of what it is called (`name`), and of what a list says of it (`brief`); what it names;
    its entries; of what type it is, where its kind has types; the dates it has in a timeline, as they are written; whether these
    are contested; and a digest of the places in sources that it rests on, with the quotes from there (`cited`).
    """

    record: Digest
    name: Digest
    brief: Digest
    names: tuple[Named, ...]
    entries: tuple[str, ...]
    type: str
    dates: tuple[str, ...]
    contested: bool = False
    cited: Digest = 0


def encoded(record: Declared) -> bytes:
    """A record as bytes, equal for records that say the same."""
    return msgspec.msgpack.encode(record, enc_hook=_date)


def tell(held: Held, content: bytes) -> Told:
    """What a fact tells, with its record as bytes (`encoded`)."""
    dates, contested = dates_shown(held.kind, held.record)
    groups = list(groups_of(held))
    entries = list(entries_among(groups))
    return Told(
        digest(content),
        _digest(held.kind.name, *(getattr(held.record, name) for name in _naming(held.kind)), _gone(held)),
        _digest(
            dates, contested, _nothing(held), getattr(held.record, "hold", None) is not None, _gone(held)
        ),
        tuple(dict.fromkeys(_names(held, {group.path: entry for entry, group in entries}))),
        tuple(entry for entry, _ in entries),
        str(getattr(held.record, "type", "")),
        dates,
        contested,
        _digest([_citing(group.value) for group in groups if isinstance(group.value, Evidence)]),
    )


def grounds_of(told: Told | None) -> dict[str, Digest | None]:
    """What can be looked at of a fact without looking at all of it, by the words for it; None of one that is not there."""
    if told is None:
        return dict.fromkeys(("fact", "name", "there", "entries", "brief", "type", "cited"))
    return {
        "fact": told.record,
        "name": told.name,
        "there": 1,
        "entries": digest("\n".join(told.entries).encode()),
        "brief": told.brief,
        "type": digest(told.type.encode()),
        "cited": told.cited,
    }


def dates_shown(kind: Kind, record: Declared) -> tuple[tuple[str, ...], bool]:
    """The dates that a fact has in a timeline, and whether its sources give them differently."""
    value = getattr(record, kind.date, None) if kind.date else None
    if isinstance(value, Sourced):
        return tuple(date.text for date in dates_of(value)), bool(value.contested)
    return ((value.text,), False) if isinstance(value, Date) else ((), False)


def _naming(kind: Kind) -> list[str]:
    return [field.name for field in type_of(kind.record).fields if f"{{{field.key}}}" in kind.title]


def _nothing(held: Held) -> str | None:
    """Why there is no date, where a source says that there is none or that it is not made known."""
    value = getattr(held.record, held.kind.date, None) if held.kind.date else None
    return value.nothing if isinstance(value, Sourced) else None


def _citing(one: Evidence) -> tuple[object, ...]:
    return one.source, one.at, one.quote, one.version


def _gone(held: Held) -> bool:
    return getattr(held.record, "withdrawn", None) is not None


def _names(held: Held, entries: dict[FieldPath, str]) -> list[Named]:
    return [Named(one.target, one.back, _entry_at(one.path, entries)) for one in references(held)]


def _entry_at(path: FieldPath, entries: dict[FieldPath, str]) -> str:
    """The id of the outermost entry that a field stands in."""
    for end in range(len(path) + 1 if entries else 0):
        if path[:end] in entries:
            return entries[path[:end]]
    return ""


def _digest(*values: object) -> Digest:
    return digest(msgspec.msgpack.encode(values, enc_hook=_date))


def _date(value: object) -> str:
    if not isinstance(value, Date):
        raise NotImplementedError
    return value.text
