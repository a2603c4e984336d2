"""The page of kinds: where the files of each lie, which keys they take, and what is written in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.editors.words import about, meaning
from generator.evidence import Fact
from generator.facts import BUILT_IN
from generator.kinds import Field, Kind, Many, Record, Type, type_of
from generator.schema import declared_as, description_of
from generator.settings import SETTINGS, SETTINGS_FILE

_INTRO = """\
# Kinds of facts

<!-- Made by `make reference` from generator/facts/, generator/evidence.py and generator/settings.py; write there. -->

A file holds one fact. Its path says of which kind it is and what its id is: `content/actors/ada-lind.yaml` is `actor:ada-lind`.

- Keys in **bold** have to be there. Leave out every other key of which no source speaks: that says *not reported*.
- Where a list is wanted, a single value may stand alone: `issues: toll` is `issues: [toll]`.
- Where it says *or a group of keys. See [sourced](#sourced)*, write the value alone as long as the sources agree: `place: Lower
  Town`. The group takes its place where they give several values, where they say that it was not made known, and where the value
  has evidence of its own.
- A field that leads to one kind of fact takes the bare id, `speaker: ada-lind`. One that can lead to several kinds takes the kind
  as well, `by: actor:ada-lind`. An entry in a fact is named after a `#`: `plan:first-draft#toll-cap`.
- `factsheet new KIND ID` begins a file with these lines as comments; `factsheet explain CODE` tells what is wrong with one.
"""

_ANY_FACT = type_of(Fact)
_AS_ITS_FIELD = "In the form of the field that it stands in."


def kinds_page() -> str:
    """All kinds in the order of the site, then the settings, then the groups of keys that stand in them. Markdown."""
    kinds = (*BUILT_IN, SETTINGS)
    groups = _groups(kinds)
    inner = [_group(name, groups[name]) for name in sorted(groups)]
    fact = f"## fact\n\n{description_of(_ANY_FACT)}\n\n{_rows(_ANY_FACT.fields, [_ANY_FACT])}"
    return "\n".join([_INTRO, *map(_kind, kinds), "# Groups of keys\n", fact, *inner])


def _kind(kind: Kind) -> str:
    record = type_of(kind.record)
    place = SETTINGS_FILE if kind is SETTINGS else _place(kind)
    return f"## {kind.name}\n\n{description_of(record)}\n\nFile: `{place}`\n\n{_table([record])}"


def _place(kind: Kind) -> str:
    parts = [f"<{part}>" for part, _ in kind.id_parts] or ["<id>"]
    return "/".join([kind.folder, *parts]) + kind.suffix


def _groups(kinds: tuple[Kind, ...]) -> dict[str, list[Record]]:
    """Every group of keys by its name, as often as it stands somewhere: one that holds a value has the form of its field."""
    groups: dict[str, list[Record]] = {}
    for kind in kinds:
        for record in _inside(type_of(kind.record)):
            groups.setdefault(_name(record), []).append(record)
    return groups


def _inside(record: Record) -> Iterator[Record]:
    for field in record.nested:
        inner = _single(field.type)
        if isinstance(inner, Record):
            yield inner
            yield from _inside(inner)


def _group(name: str, records: list[Record]) -> str:
    return f"## {name}\n\n{description_of(records[0])}\n\n{_table(records)}"


def _table(records: list[Record]) -> str:
    """The keys of a group; what any fact may carry is said once for all."""
    record = records[0]
    common = _ANY_FACT.by_key if issubclass(declared_as(record), Fact) else {}
    own = [field for field in record.fields if field.key not in common]
    return _rows(own, records) + ("\nAnd what [any fact](#fact) may carry.\n" if common else "")


def _rows(fields: Iterable[Field], records: list[Record]) -> str:
    rows = (_row(field, [record.by_key[field.key] for record in records]) for field in fields)
    return "\n".join(["| key | |", "| --- | --- |", *rows]) + "\n"


def _row(field: Field, everywhere: list[Field]) -> str:
    key = f"**`{field.key}`**" if field.required else f"`{field.key}`"
    same = len({meaning(one.type) for one in everywhere}) == 1
    said = about(field) if same else f"{_sentence(field.help)} {_AS_ITS_FIELD}".strip()
    inner = _single(field.type)
    see = f"See [{_name(inner)}](#{_name(inner)})." if isinstance(inner, Record) else ""
    return f"| {key} | {' '.join(filter(None, [said, see]))} |".replace("  ", " ")


def _single(kind: Type) -> Type:
    return _single(kind.item) if isinstance(kind, Many) else kind


def _name(record: Record) -> str:
    return record.struct.__name__.lower()


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""
