"""A fact in plain words, line by line, for whoever reads it on a terminal: its fields, its evidence, and what names it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.dates import Date
from generator.dossier import Dossier, Held, entries_of, references
from generator.edit.order import declared_keys
from generator.evidence import Dated, Evidence, Via
from generator.kinds import Declared, Field, Group, Leaf, Many, Record, Scalar

STEP = "  "

_PLACE = re.compile(r"p(\d+)(?:s(\d+))?(?:-(\d+))?")


def called(dossier: Dossier, held: Held) -> str:
    """What a fact is called; its id where what its name is made of is not there."""
    return _or_else(lambda: dossier.named(held.ref), held.id)


def _or_else(name: Callable[[], str], otherwise: str) -> str:
    # A dossier may be shown while references in it lead nowhere; then some names cannot be made.
    try:
        return name()
    except KeyError:
        return otherwise


def fact_lines(dossier: Dossier, group: Group) -> Iterator[str]:
    """The fields of a fact, or of an entry in one."""
    for key in declared_keys(group.type):
        field = group.type.by_key[key]
        value = getattr(group.value, field.name)
        if key != "id" and value not in (None, (), False):
            yield from _field(dossier, field, value)


def backlinks(dossier: Dossier, ref: str) -> dict[str, list[str]]:
    """Every fact that names this one or something in it, by what that is called seen from here."""
    found: dict[str, dict[str, None]] = {}
    for held in dossier.facts.values():
        for one in references(held):
            if ref in (one.target, one.target.partition("#")[0]) and held.ref != ref:
                found.setdefault(one.back, {})[
                    f"{called(dossier, held)} ({_entry_around(held, one.path)})"
                ] = None
    return {back: list(names) for back, names in sorted(found.items())}


def _entry_around(held: Held, path: tuple[str | int, ...]) -> str:
    inside = [entry for entry, group in entries_of(held) if path[: len(group.path)] == group.path]
    return f"{held.ref}#{inside[-1]}" if inside else held.ref


def _field(dossier: Dossier, field: Field, value: object) -> Iterator[str]:
    label = field.key.replace("_", " ")
    kind = field.type.item if isinstance(field.type, Many) else field.type
    items = value if isinstance(value, tuple) else (value,)
    if isinstance(kind, Scalar):
        yield f"{label}: {'; '.join(_words(dossier, Leaf((), item, kind)) for item in items)}"
        return
    for item in items:
        assert isinstance(item, Declared)
        assert isinstance(kind, Record)
        yield from _group(dossier, label, Group((), item, kind))


def _group(dossier: Dossier, label: str, group: Group) -> Iterator[str]:
    if isinstance(group.value, Evidence):
        yield from _evidence(dossier, label, group)
        return
    if isinstance(group.value, Dated):
        yield _dated(dossier, group.value)
        return
    entry, brief = getattr(group.value, "id", ""), group.type.by_key.get(group.type.struct.shorthand)
    first = getattr(group.value, brief.name) if brief else None
    inner = list(fact_lines(dossier, group))
    if brief and first not in (None, ()) and inner:
        yield f"{label}: {inner.pop(0).partition(': ')[2]}"
    else:
        yield f"{label} '{entry}'" if entry else label
    yield from (f"{STEP}{line}" for line in inner)


def _evidence(dossier: Dossier, label: str, group: Group) -> Iterator[str]:
    """A piece of evidence: the source and the places in it, the way it came, the words; and whatever else it says."""
    evidence = group.value
    assert isinstance(evidence, Evidence)
    head = f"{label} '{entry}'" if (entry := getattr(evidence, "id", "")) else label
    places = "; ".join(map(place_in_words, evidence.at))
    via = "".join(f", from {_link(dossier, link)}" for link in evidence.via)
    yield f"{head}: {_named(dossier, evidence.source)}, {places}{via}"
    rest = (field for field in group.type.fields if field.key not in ("source", "at", "via", "id"))
    for field in rest:
        value = getattr(evidence, field.name)
        if value not in (None, (), "supports"):
            yield from (f"{STEP}{line}" for line in _field(dossier, field, value))


def _dated(dossier: Dossier, dated: Dated) -> str:
    since = f", counted from {_named(dossier, dated.since)} ({dated.since})" if dated.since else ""
    return f"the source's own words for the {dated.of.replace('_', ' ')}: “{dated.words}”{since}"


def place_in_words(place: str) -> str:
    """`p17` as paragraph 17, `p17-19` as paragraphs 17 to 19, `p2s3` as paragraph 2, sentence 3."""
    found = _PLACE.fullmatch(place)
    if not found:
        return place
    paragraph, sentence, last = found.groups()
    if sentence:
        return f"paragraph {paragraph}, sentence{'s' * bool(last)} {sentence}" + (
            f" to {last}" if last else ""
        )
    return f"paragraphs {paragraph} to {last}" if last else f"paragraph {paragraph}"


def _link(dossier: Dossier, link: Via) -> str:
    who = _named(dossier, link.who) if link.who else "somebody not said"
    return f"{who} (concluded)" if link.known == "inferred" else who


def _words(dossier: Dossier, leaf: Leaf) -> str:
    if leaf.type.form == "ref":
        return f"{_named(dossier, str(leaf.value))} ({leaf.value})"
    if leaf.type.form in ("line", "prose"):
        text = str(leaf.value)
        return _or_else(lambda: dossier.plain(text), text)
    if isinstance(leaf.value, Date):
        return leaf.value.text
    return "yes" if leaf.value is True else str(leaf.value)


def _named(dossier: Dossier, ref: str) -> str:
    held = dossier.facts.get(ref.partition("#")[0])
    if held is None:
        return "not there"
    return _or_else(lambda: dossier.named(ref), held.id) if ref in dossier.entries else called(dossier, held)
