"""What a fact means, as digests: its substance, our wording of it, and each place that it rests on, told apart.

Of a fact its own fields count and not its entries, which have addresses and digests of their own. What is no part of the
meaning is left out: the order of keys, files, entries and evidence, YAML style, line breaks, fields that say what they
would say if they were not there, `draft`, `hold` and `id`, and how far a source was worked through (`sentences`, `not_content`).

**Wording** is what we put in our own words: every line and every text of paragraphs, a title, a translation. All else is
**substance**: who, when and where, what was chosen from a list, numbers, names, quotes, and any value that sources give. A
figure is substance wherever it stands, save in a remark (`note`, `why`) and on a page of prose. **Evidence** is neither:
what a fact rests on can grow without the fact being another, so that each place and each quote has a digest of its own.
A withdrawn fact, and every entry in it, means its withdrawal and nothing else.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b

from generator.dates import Date
from generator.dossier import Dossier, Held, entries_of
from generator.evidence import Evidence, Fact, Withdrawal
from generator.history import Cited, Meaning
from generator.kinds import Declared, Group, Leaf, Many, Record, Type, type_of
from generator.problems import FieldPath

LONGEST_SAID = 300
"""So many characters of a field are kept to show what was; the digest covers all of it."""

Told = tuple[Leaf, str]  # a single value, and its text as it counts
Line = list[str | int]  # what goes into a digest at a time: the way to a value, and its text

_NO_MEANING = {"id", "draft", "hold", "withdrawn", "not_content", "sentences"}
_OURS = {("text", "title"), ("text", "translation"), ("choice", "translated_by")}
_NO_READERS_AFFAIR = {"publish", "format", "redirects"}
_REMARKS = {"note", "why"}
_CARRIES_QUOTE = {"source", "quote", "lang"}
_APART = {"at", "quote", "lang"}
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_TARGET = re.compile(r"\]\(([^()\[\]\s]*)\)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def digest(dossier: Dossier, former: Mapping[str, str] | None = None) -> dict[str, Meaning]:
    """What every fact and every entry means, by address.

    `former` says which addresses had another name when the digests to compare with were made: where a fact refers to one of
    them, it is taken to say the former name, so that a rename changes nothing but the address.
    """
    renamed = former or {}
    found = (meaning for held in dossier.facts.values() for meaning in _of_fact(dossier, held, renamed))
    return {meaning.address: meaning for meaning in found}


def about(settings: Declared) -> tuple[str, ...]:
    """What the settings say, as `key: words`, cut to a length; where it is published to and old addresses are left out: facts tell of these."""
    parts = _own(settings, type_of(type(settings)), ())
    leaves = [leaf for leaf in parts if isinstance(leaf, Leaf) and leaf.path[0] not in _NO_READERS_AFFAIR]
    return tuple(map(_cut_known, _said(_told(leaves, {}))))


def _of_fact(dossier: Dossier, held: Held, former: Mapping[str, str]) -> Iterator[Meaning]:
    whole = Group((), held.record, type_of(held.kind.record))
    for address, group in [(held.ref, whole), *((f"{held.ref}#{id_}", one) for id_, one in entries_of(held))]:
        name = _cut(_one_line(dossier.named(address)))
        around = [one.withdrawn for one in (group.value, held.record) if isinstance(one, Fact)]
        withdrawn = next(filter(None, around), None)
        yield _withdrawal(address, name, withdrawn) if withdrawn else _meaning(address, name, group, former)


def _withdrawal(address: str, name: str, withdrawn: Withdrawal) -> Meaning:
    why = _one_line(withdrawn.why)
    return Meaning(
        address=address,
        name=name,
        state="withdrawn",
        substance=_hash([["withdrawn", withdrawn.date.text]]),
        wording=_hash([["why", why]]),
        said=(f"withdrawn: {withdrawn.date.text}", _cut(f"why: {why}")),
    )


def _meaning(address: str, name: str, group: Group, former: Mapping[str, str]) -> Meaning:
    parts = list(_own(group.value, group.type, ()))
    leaves = _told(parts, former)
    place = _keys(group.path)
    figures = _figures(leaves) if place or isinstance(group.value, Fact) else ()
    evidence = (cited for one in parts if isinstance(one, Group) for cited in _cited(one, former))
    return Meaning(
        address=address,
        name=name,
        state="held" if isinstance(group.value, Fact) and group.value.hold else "current",
        substance=_hash([["in", *place], *_substance(leaves), *figures]),
        wording=_wording(leaves),
        evidence=tuple(sorted(set(evidence), key=lambda one: (one.where, one.substance, one.wording))),
        said=tuple(map(_cut, _said(leaves))),
    )


def _own(group: Declared, record: Record, path: FieldPath) -> Iterator[Leaf | Group]:
    """The single values of a group and of the groups within it, and the evidence there; not what lies in entries."""
    for field in record.fields:
        value = getattr(group, field.name)
        if field.key not in _NO_MEANING and value != _defaults(type(group)).get(field.name):
            yield from _within(value, field.type, (*path, field.key))


def _within(value: object, kind: Type, path: FieldPath) -> Iterator[Leaf | Group]:
    if isinstance(kind, Many) and isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _within(item, kind.item, (*path, index))
    elif isinstance(kind, Record) and isinstance(value, Declared):
        if getattr(value, "id", ""):
            return
        if isinstance(value, Evidence):
            yield Group(path, value, kind)
        else:
            yield from _own(value, kind, path)
    elif not isinstance(kind, Many | Record) and value is not None:
        yield Leaf(path, value, kind)


@cache
def _defaults(struct: type[Declared]) -> dict[str, object]:
    # What a later version of a kind adds with a default must not change the meaning of facts that do not have it.
    defaults = struct.__struct_defaults__
    return dict(zip(struct.__struct_fields__[-len(defaults) :], defaults, strict=True)) if defaults else {}


def _is_ours(leaf: Leaf) -> bool:
    key = _key(leaf)
    return key != "value" and (leaf.type.form in ("line", "prose") or (leaf.type.form, key) in _OURS)


def _key(leaf: Leaf) -> str:
    return _keys(leaf.path)[-1]


def _keys(path: FieldPath) -> list[str]:
    return [step for step in path if isinstance(step, str)]


def _told(parts: Iterable[Leaf | Group], former: Mapping[str, str]) -> list[Told]:
    return [(leaf, _text(leaf, former)) for leaf in parts if isinstance(leaf, Leaf)]


def _text(leaf: Leaf, former: Mapping[str, str]) -> str:
    if isinstance(leaf.value, Date):
        return leaf.value.text
    if not isinstance(leaf.value, str):
        return json.dumps(leaf.value)
    if leaf.type.form == "ref":
        return former.get(leaf.value, leaf.value)
    if former and leaf.type.form in ("line", "prose"):
        return _one_line(_TARGET.sub(lambda link: f"]({former.get(link[1], link[1])})", leaf.value))
    return _one_line(leaf.value)


def _one_line(text: str) -> str:
    return _CONTROL.sub("", " ".join(unicodedata.normalize("NFC", text).split()))


def _substance(leaves: Iterable[Told]) -> Iterator[Line]:
    return ([*leaf.path, text] for leaf, text in leaves if not _is_ours(leaf))


def _figures(leaves: Iterable[Told]) -> Iterator[Line]:
    for leaf, text in leaves:
        figures = _FIGURE.findall(_TARGET.sub("]", text))
        if figures and _is_ours(leaf) and _key(leaf) not in _REMARKS:
            yield ["figures", *leaf.path, *figures]


def _wording(leaves: Iterable[Told]) -> str:
    return _hash([*leaf.path, text] for leaf, text in leaves if _is_ours(leaf))


def _cited(group: Group, former: Mapping[str, str]) -> Iterator[Cited]:
    """A piece of evidence, place by place, and its quote: places can be added, and a quote, with nothing lost."""
    evidence = group.value
    assert isinstance(evidence, Evidence)
    field = group.path[:-1] if isinstance(group.path[-1], int) else group.path
    leaves = _told(_own(evidence, group.type, ()), former)
    wording, inside = _wording(leaves), ["in", *field]
    way = [*_substance(one for one in leaves if one[0].path[0] not in _APART)]
    for place in evidence.at:
        where = f"{evidence.source} {place}{_how(evidence)}"
        yield Cited(_hash([inside, ["at", place], *way]), wording, _cut(where))
    if evidence.quote:
        quote = _substance(one for one in leaves if one[0].path[0] in _CARRIES_QUOTE)
        where = f"{evidence.source} {', '.join(evidence.at)}: {_one_line(evidence.quote)}"
        yield Cited(_hash([inside, *quote]), wording, _cut(where))


def _how(evidence: Evidence) -> str:
    """Through whom a place has it and whether it speaks for the fact, where there is something to say of that."""
    chain = [f"{link.who or ''}{'?' * (link.known != 'stated')}" for link in evidence.via]
    stance = "" if evidence.stance == "supports" else f", {evidence.stance}"
    return f" via {', '.join(chain)}{stance}" if chain else stance


def _said(leaves: Iterable[Told]) -> Iterator[str]:
    fields: dict[str, list[str]] = {}
    for leaf, text in leaves:
        steps = _keys(leaf.path)
        # A value that may be contested is written in its field's place.
        key = ".".join(steps[:-1] if steps[-1] == "value" and steps[1:] else steps)
        fields.setdefault(key, []).append(text)
    return (f"{key}: {'; '.join(texts)}" for key, texts in fields.items())


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SAID else f"{text[: LONGEST_SAID - 1]}…"


def _cut_known(text: str) -> str:
    # No other digest covers it, and the end may be what differs.
    return text if len(text) <= LONGEST_SAID else f"{_cut(text)} [{_hash([[text]])}]"


def _hash(lines: Iterable[Line]) -> str:
    # No text holds a control character any more, so none can pass for the end of another.
    text = "\n".join(sorted("\x1f".join(map(str, line)) for line in lines))
    return blake2b(text.encode(), digest_size=8).hexdigest()
