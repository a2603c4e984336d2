"""A fact as it is held: its kind, its id, its file, what the file says; and what can be found in it without any other fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.kinds import Declared, Group, Kind, Leaf, groups, leaves, type_of
from generator.problems import FieldPath, Mark
from generator.prose import Findings, block_links, inline_links
from generator.values import Fixed

MENTIONED = "Mentioned"
"""What a link in prose is called on the page it leads to."""

_NAMING = frozenset({"ref", "line", "prose"})
"""The forms of fields that can name a fact."""

_FAR = 10_000
"""How far into a line of a page a place is looked for."""


class Held(Fixed, frozen=True):
    """A fact as the dossier holds it: its kind, its id, its file, and what the file says."""

    kind: Kind
    id: str
    file: str
    record: Declared

    @property
    def ref(self) -> str:
        """Its address within the dossier, `kind:id`."""
        return f"{self.kind.name}:{self.id}"

    @property
    def parts(self) -> list[str]:
        """The facts that its id refers to, where it has several parts."""
        return [
            f"{kind}:{part}" for (kind, _), part in zip(self.kind.id_parts, self.id.split("/"), strict=False)
        ]


class Reference(Fixed, frozen=True):
    """One fact naming another: from where, to what, and what that is called seen from there."""

    held: Held
    path: FieldPath
    target: str
    back: str
    mark: Mark | None = None


def groups_of(held: Held) -> Iterator[Group]:
    """Every group of fields in a fact, the fact itself first."""
    return groups(held.record, type_of(held.kind.record))


def entries_of(held: Held) -> Iterator[tuple[str, Group]]:
    """Every fact inside a fact with its id, in the order of its declaration."""
    return entries_among(groups_of(held))


def entries_among(every: Iterable[Group]) -> Iterator[tuple[str, Group]]:
    """Those of several groups of fields that are facts inside facts, each with its id."""
    for group in every:
        entry_id = getattr(group.value, "id", "")
        if entry_id:
            yield entry_id, group


def references(held: Held) -> Iterator[Reference]:
    """Everything a fact names: by its id, in its fields, and in its prose."""
    for (_, back), part in zip(held.kind.id_parts, held.parts, strict=True):
        yield Reference(held, (), part, back)
    for leaf in leaves(held.record, type_of(held.kind.record), _NAMING):
        if leaf.type.form == "ref":
            yield Reference(held, leaf.path, str(leaf.value), leaf.type.back)
        else:
            lines = lines_of_page(held, leaf)
            for one in prose_findings(leaf).facts:
                mark = mark_in_page(lines, one.line, one.target)
                yield Reference(held, leaf.path, one.target, MENTIONED, mark)


def prose_findings(leaf: Leaf) -> Findings:
    """What stands in a text besides words."""
    read = block_links if leaf.type.form == "prose" else inline_links
    return read(str(leaf.value))


def lines_of_page(held: Held, leaf: Leaf) -> list[str]:
    """The lines of a page's text, which are those of its file; none for a text in YAML, where the field is looked up."""
    return str(leaf.value).split("\n") if held.kind.suffix == ".md" else []


def mark_in_page(lines: Sequence[str], line: int, typed: str) -> Mark | None:
    """Where something typed stands in a page, in its `line` from 1."""
    if not lines:
        return None
    first = typed.partition("\n")[0]
    column = lines[line - 1].find(first, 0, _FAR)
    return Mark(line, max(column, 0) + 1, max(len(first), 1) if column >= 0 else 1)
