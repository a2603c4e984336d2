"""The dossier: all facts, linked, so that a lookup by reference cannot fail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import TypeVar

from generator.fingerprint import Fingerprint
from generator.history import NOTHING_YET, Published
from generator.kinds import Declared, Group, Kind, Leaf, Scalar, Type, groups, type_of, walk
from generator.problems import FieldPath, Mark, Problem, did_you_mean, nearest
from generator.prose import Findings, Name, block_links, inline_links, inline_plain
from generator.settings import SETTINGS, SETTINGS_FILE, Settings

D = TypeVar("D", bound=Declared)

MENTIONED = "Mentioned"
"""What a link in prose is called on the page it leads to."""

MOST_GUESSES = 20
"""For so many names that lead nowhere the nearest is looked for; whoever has more of them has lost a folder."""

_FAR = 10_000
"""How far into a line of a page a place is looked for."""


@dataclass(frozen=True, slots=True)
class Held:
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


@dataclass(frozen=True, slots=True)
class Reference:
    """One fact naming another: from where, to what, and what that is called seen from there."""

    held: Held
    path: FieldPath
    target: str
    back: str
    mark: Mark | None = None


@dataclass(frozen=True)
class Dossier:
    """All facts by reference, in the order of their kinds and ids.

    Fingerprints are by source; that of an earlier version by the entry that tells of it. `published` is what readers
    have been shown.
    """

    settings: Settings
    kinds: tuple[Kind, ...]
    facts: Mapping[str, Held]
    entries: Mapping[str, Declared]
    fingerprints: Mapping[str, Fingerprint] = field(default_factory=dict)
    published: Published = NOTHING_YET

    def has(self, ref: str) -> bool:
        """Whether there is such a fact, or such an entry in one."""
        return ref in self.facts or ref in self.entries

    def of_kind(self, name: str) -> list[Held]:
        """All facts of a kind, by id."""
        return self._by_kind.get(name, [])

    def records(self, name: str, struct: type[D]) -> list[tuple[Held, D]]:
        """All facts of a kind with what they say, which is known to be what `struct` declares."""
        return [(held, held.record) for held in self.of_kind(name) if isinstance(held.record, struct)]

    @property
    def written(self) -> list[Held]:
        """Everything in which something can be written: all facts, and the settings."""
        return [*self.facts.values(), Held(SETTINGS, "dossier", SETTINGS_FILE, self.settings)]

    @cached_property
    def groups(self) -> tuple[tuple[Held, Group], ...]:
        """Every group of fields of every fact."""
        return tuple((held, group) for held in self.facts.values() for group in groups_of(held))

    def named(self, ref: str) -> str:
        """What a fact is called, or an entry in it that has a name of its own: plain words, in one line."""
        entry = self.entries.get(ref)
        if entry is not None and entry.named_by:
            return self.plain(str(getattr(entry, entry.named_by)))
        return self._named(ref, self._name_of_link)

    def plain(self, text: str) -> str:
        """The words of a line, without its markup."""
        return inline_plain(text, self._name_of_link)

    def _named(self, ref: str, name: Name) -> str:
        held = self.facts[ref.partition("#")[0]]
        if getattr(held.record, "withdrawn", None):
            return f"{held.kind.name} {held.id} (withdrawn)"
        parts = (self._named(part, name) for part in held.parts)
        record = type_of(held.kind.record)
        fields = {field.key: field for field in record.fields if f"{{{field.key}}}" in held.kind.title}
        words = {
            key: self._words(getattr(held.record, field.name), field.type, name)
            for key, field in fields.items()
        }
        return held.kind.title.format(*parts, **words)

    def _words(self, value: object, kind: Type, name: Name) -> str:
        if isinstance(kind, Scalar) and kind.form == "ref":
            return self._named(str(value), name)
        return inline_plain(str(value), name)

    def _name_of_link(self, target: str) -> str:
        # A link in the name of what is linked to stays as it is typed: two facts may name each other.
        return self._named(target, str) if target.partition("#")[0] in self.facts else target

    @cached_property
    def _by_kind(self) -> dict[str, list[Held]]:
        by_kind: dict[str, list[Held]] = {}
        for held in self.facts.values():
            by_kind.setdefault(held.kind.name, []).append(held)
        return by_kind


def link(
    settings: Settings,
    kinds: Iterable[Kind],
    held: Iterable[Held],
    *,
    shapeless: AbstractSet[str],
    drafts: AbstractSet[str],
) -> tuple[Dossier, list[Problem]]:
    """The dossier of these facts, and every reference that leads nowhere.

    `shapeless` are the facts whose files failed to take shape: they exist, and what points at them is passed over in
    silence, since one mistake is one problem. `drafts` are left out of the dossier, and nothing published leads to one.
    """
    facts = {one.ref: one for one in held}
    entries = {f"{one.ref}#{name}": entry.value for one in facts.values() for name, entry in entries_of(one)}
    dossier = Dossier(settings, tuple(kinds), facts, entries)
    every = (reference for one in dossier.written for reference in references(one))
    astray = [
        one for one in every if not dossier.has(one.target) and one.target.partition("#")[0] not in shapeless
    ]
    faults = {
        target: _fault(target, dossier, drafts) for target in dict.fromkeys(one.target for one in astray)
    }
    for target in islice(faults, MOST_GUESSES):
        faults[target] = _with_guess(faults[target], target, dossier)
    return dossier, [
        replace(faults[one.target], file=one.held.file, path=one.path, mark=one.mark) for one in astray
    ]


def groups_of(held: Held) -> Iterator[Group]:
    """Every group of fields in a fact, the fact itself first."""
    return groups(held.record, type_of(held.kind.record))


def entries_of(held: Held) -> Iterator[tuple[str, Group]]:
    """Every fact inside a fact with its id, in the order of its declaration."""
    for group in groups_of(held):
        entry_id = getattr(group.value, "id", "")
        if entry_id:
            yield entry_id, group


def references(held: Held) -> Iterator[Reference]:
    """Everything a fact names: by its id, in its fields, and in its prose."""
    for (_, back), part in zip(held.kind.id_parts, held.parts, strict=True):
        yield Reference(held, (), part, back)
    for leaf in walk(held.record, type_of(held.kind.record)):
        if leaf.type.form == "ref":
            yield Reference(held, leaf.path, str(leaf.value), leaf.type.back)
        elif leaf.type.form in ("line", "prose"):
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


def _fault(target: str, dossier: Dossier, drafts: AbstractSet[str]) -> Problem:
    """Why a name leads nowhere; whoever wrote it is for the caller to say."""
    fact, _, entry = target.partition("#")
    kind, _, name = fact.partition(":")
    of = next((one for one in dossier.kinds if one.name == kind), None)
    if fact in drafts:
        headline, cure = f"'{fact}' is a draft", "publish it too, or take this reference out"
        return Problem("leads-to-draft", "", headline, cure)
    if fact in dossier.facts:
        headline, cure = f"'{fact}' has no entry '{entry}'", "name an entry that is there, or the whole fact"
    elif of is None:
        headline, cure = f"there is no kind '{kind}'", "write a kind and an id, such as 'actor:ada-lind'"
    else:
        headline = f"no {kind} is called '{name}'"
        cure = f"write {of.folder}/{name}{of.suffix} first, or name one that is there"
    return Problem("dangling-reference", "", headline, cure)


def _with_guess(fault: Problem, target: str, dossier: Dossier) -> Problem:
    fact, _, entry = target.partition("#")
    kind, _, name = fact.partition(":")
    if fact in dossier.facts:
        hint = did_you_mean(entry, [entry_id for entry_id, _ in entries_of(dossier.facts[fact])])
    elif kind not in (kinds := [one.name for one in dossier.kinds]):
        hint = did_you_mean(kind, kinds)
    else:
        guess = nearest(name, [held.id for held in dossier.of_kind(kind)])
        hint = f"did you mean '{guess}'?" if guess else ""
    return replace(fault, help=hint or fault.help) if fault.code == "dangling-reference" else fault
