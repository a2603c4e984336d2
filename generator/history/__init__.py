"""What readers have been shown, fact by fact, and what has changed since: `published.json` as a value.

Pure: no clock is read and no file. Days are given by the caller. `meaning` says what of a fact is substance, what wording
and what evidence; `changes` compares, `guard` refuses silent changes, `told` puts changes into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from generator.dates import Date
from generator.digests import blake2b
from generator.kinds import read_date, ref
from generator.patterns import late
from generator.problems import Problem
from generator.values import Fixed

PUBLISHED_FILE = "published.json"
FORMAT = 1
LARGEST = 64 * 1024 * 1024
"""A `published.json` of more bytes is not read. Measured: 270 facts with 965 addresses give 649 kB, so this is room for
25,000 facts."""

MOST_STATES = 500
"""So many states of what held for the whole site are named; of older ones it is no longer known that they were before."""

_HINT = "take it from the repository's history or from the site; it is written by 'factsheet baseline', never by hand"


_MISSING = late(r"missing required field `(\w+)`")
_AT = late(r"- at `\$([^`]*)`\Z")
_STEP = late(r"\.(\w+)|\[(\d{1,9})\]")
"""A step of the place that the decoder names: `.facts` or `[0]`."""

Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}\Z")]
"""BLAKE2b (RFC 7693) in 8 bytes, as hexadecimal digits."""

OneLine = Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*\Z", max_length=2000)]
Address = Annotated[str, ref("*")]
State = Literal["current", "held", "withdrawn"]


class Cited(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One place that a fact rests on, or one quote from there: its digest, that of our words on it, and where it is."""

    substance: Digest
    wording: Digest
    where: OneLine


class Meaning(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A fact, or an entry in one: what it is called, its digests, and its own fields as `key: words`, cut to a length."""

    address: Address
    name: OneLine
    state: State = "current"
    substance: Digest
    wording: Digest
    evidence: tuple[Cited, ...] = ()
    said: tuple[OneLine, ...] = ()

    @property
    def whole(self) -> tuple[str, ...]:
        """All that is told of it where it is new, with what it rests on."""
        places = "; ".join(dict.fromkeys(cited.where for cited in self.evidence))
        return (*self.said, f"evidence: {places}") if places else self.said


class Shown(Meaning, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A fact or an entry as readers have been shown it, and since when.

    `last_changed` is the day of the last change to its substance or evidence, or of its withdrawal; `last_checked` that of the
    last baseline it went through while neither held nor withdrawn. `former` are its addresses before it was renamed, newest first.
    """

    first_published: Date
    last_changed: Date
    last_checked: Date
    former: tuple[Address, ...] = ()


class Edition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A state that was published: the day, and a digest of all facts in it and of the edition before."""

    on: Date
    id: Digest


class Published(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What readers have been shown: every edition, oldest first, and each fact of the newest by address.

    `about` is what held for the whole site when it was published last: its settings as `key: words`, and a digest of each thing
    that gives it its look. `states` names every `about` that was published, oldest first, by a digest of it and of the one before,
    so that it is known of two records which of them goes on from the other.
    """

    format: Literal[1] = 1
    about: tuple[OneLine, ...] = ()
    states: tuple[Digest, ...] = ()
    editions: tuple[Edition, ...] = ()
    facts: tuple[Shown, ...] = ()

    @property
    def by_address(self) -> dict[str, Shown]:
        """Every fact and every entry by its address."""
        return {one.address: one for one in self.facts}

    def telling(self, about: tuple[OneLine, ...]) -> Published:
        """The same with this said of the whole site from now on."""
        if self.states and about == self.about:
            return self
        state = blake2b("\n".join([*self.states[-1:], *about]).encode(), digest_size=8).hexdigest()
        return msgspec.structs.replace(self, about=about, states=(*self.states, state)[-MOST_STATES:])

    def saying_as(self, other: Published) -> Published:
        """The same with all that `other` says of the whole site."""
        return msgspec.structs.replace(self, about=other.about, states=other.states)

    def knows(self, other: Published) -> bool:
        """Whether all is known here that `other` says of the whole site, because it was so before, or says nothing of it."""
        return not other.states or other.states[-1] in self.states

    def going_on(self, other: Published) -> Published:
        """The same with what `other` says of the whole site, unless that was so before."""
        if self.knows(other):
            return self
        own = [state for state in self.states if state not in other.states]
        return msgspec.structs.replace(self, about=other.about, states=(*own, *other.states))

    def as_json(self) -> bytes:
        """The file: JSON in UTF-8, each edition and each fact in a line of its own."""
        lists = {"editions": _lines(self.editions), "facts": _lines(self.facts)}
        of_all = {name: one for name, one in (("about", self.about), ("states", self.states)) if one}
        about = (f'"{name}": {msgspec.json.encode(one).decode()}' for name, one in of_all.items())
        told = [f'"format": {FORMAT}', *(f'"{name}": [{lines}]' for name, lines in lists.items()), *about]
        return ("{\n" + ",\n".join(told) + "\n}\n").encode()


NOTHING_YET = Published()
"""Before anything is published."""


class Changed(StrEnum):
    """What happened to a fact since it was published, in the order in which it is told."""

    CHANGED = "changed"
    EVIDENCE_LOST = "evidence lost"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    HELD = "held"
    RELEASED = "released"
    RENAMED = "renamed"
    ADDED = "added"
    EVIDENCE_ADDED = "evidence added"
    REWORDED = "reworded"


class Change(Fixed, frozen=True):
    """One change to a fact or an entry: what it was and what it is, each as lines of `key: words`, places or an address.

    `day` is when readers were last shown a change to it, None for what is new to them.
    """

    what: Changed
    address: str
    name: str
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    day: Date | None = None


def fact_of(address: str) -> str:
    """The fact that an address lies in: itself, or the fact around an entry."""
    return address.partition("#")[0]


class _Head(msgspec.Struct, frozen=True):
    format: int


def read(content: bytes, file: str = PUBLISHED_FILE) -> Published | Problem:
    """What a `published.json` says, or why it cannot be read; `file` is what the problem calls it."""
    if len(content) > LARGEST:
        headline = f"the file has {len(content):,} bytes; at most {LARGEST:,} are read"
        return Problem("bad-published", file, headline, _HINT)
    try:
        if (written := msgspec.json.decode(content, type=_Head).format) != FORMAT:
            return _other_format(written, file)
        published = msgspec.json.decode(content, type=Published, dec_hook=read_date)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as refusal:
        return Problem("bad-published", file, _damage(refusal), _HINT)
    if len(published.by_address) < len(published.facts):
        return Problem("bad-published", file, "a fact stands twice in this file", _HINT)
    return published


def edition_id(before: Digest | str, meanings: Mapping[str, Meaning]) -> str:
    """The digest of a state of all facts that follows the edition `before` (empty: none)."""
    state = blake2b(before.encode(), digest_size=8)
    for address in sorted(meanings):
        one = meanings[address]
        evidence = [f"{cited.substance}{cited.wording}" for cited in one.evidence]
        state.update("\t".join(["", address, one.state, one.substance, one.wording, *evidence]).encode())
    return state.hexdigest()


def _damage(refusal: Exception) -> str:
    """What the decoder stumbled at, and where, in words for who has never seen how the file is written."""
    said = str(refusal)
    missing, at = _MISSING.search(said), _AT.search(said)
    steps = [
        f"'{key}'" if key else f"entry {int(number) + 1}"
        for key, number in _STEP.findall(at[1] if at else "")
    ]
    where = f" in {', '.join(steps)}" if steps else ""
    if missing:
        return f"this file was damaged, or changed by hand: '{missing[1]}' is missing{where}"
    what = (
        f"something is not as it was written{where}"
        if at
        else "something is not as it was written at its top"
    )
    if not isinstance(refusal, msgspec.ValidationError):
        what = "it is no whole JSON"
    return f"this file was damaged, or changed by hand: {what}"


def _other_format(written: int, file: str) -> Problem:
    headline = f"this file is of format {written}, and this version of factsheet reads format {FORMAT}"
    return Problem("bad-published", file, headline, "use the version that wrote it, or a newer one")


def _lines(items: tuple[Edition, ...] | tuple[Shown, ...]) -> str:
    lines = (msgspec.json.encode(one, enc_hook=_write_date).decode() for one in items)
    return ("\n" + ",\n".join(lines) + "\n") if items else ""


def _write_date(value: object) -> str:
    if not isinstance(value, Date):
        raise NotImplementedError
    return value.text
