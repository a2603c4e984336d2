"""Facts and entries called otherwise, in every file of a dossier at once: what names them, where they lie, where they stood."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from generator.edit import CannotEdit, Edit, add_entry, remove_entry
from generator.edit.ids import refuse_bad_id
from generator.edit.mentions import Mention, Spelling, mentions, renamed
from generator.edit.values import data_of, entries_in
from generator.intake import settings_file
from generator.kinds import Kind
from generator.problems import Problem, did_you_mean, no_fact
from generator.read import FactFile, read, read_file
from generator.settings import SETTINGS, SETTINGS_FILE, now_called
from generator.values import altered

_LARGEST_BESIDE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Files:
    """All files of a dossier as they are written: its facts, drafts included, what lies beside them, and the settings."""

    kinds: tuple[Kind, ...]
    facts: tuple[FactFile, ...]
    beside: tuple[FactFile, ...]
    settings: FactFile

    @property
    def by_ref(self) -> dict[str, FactFile]:
        """Each fact's file by its address."""
        return {ref_of(file): file for file in self.facts}

    @property
    def every(self) -> tuple[FactFile, ...]:
        """All files in which facts are named."""
        return (*self.facts, self.settings)


@dataclass(frozen=True, slots=True)
class Renaming:
    """What every address is called from now on: facts and entries by `names`, with what stands in them and ids made of them.

    `parts` are the kinds that the parts of an id refer to, by the kind whose ids have parts.
    """

    names: Mapping[str, str]
    parts: Mapping[str, Sequence[str]]

    def __call__(self, address: str) -> str:
        """The new name of an address; its own if it keeps that."""
        fact, sign, entry = address.partition("#")
        kind, _, fact_id = fact.partition(":")
        if address in self.names:
            return self.names[address]
        if fact in self.names:
            return f"{self.names[fact]}{sign}{entry}"
        parts = [self._part(*one) for one in zip(self.parts.get(kind, ()), fact_id.split("/"), strict=False)]
        return f"{kind}:{'/'.join(parts)}{sign}{entry}" if parts else address

    def _part(self, kind: str, part: str) -> str:
        return self.names.get(f"{kind}:{part}", f"{kind}:{part}").partition(":")[2]


def renaming(kinds: Sequence[Kind], names: Mapping[str, str]) -> Renaming:
    """A renaming in a dossier of these kinds."""
    return Renaming(names, {kind.name: [part for part, _ in kind.id_parts] for kind in kinds})


def ref_of(file: FactFile) -> str:
    """The address of the fact in a file."""
    return f"{file.kind.name}:{file.id}"


def files_of(project: Path, kinds: Sequence[Kind]) -> Files:
    """The files of a project. Raises `CannotEdit` if it has no settings that can be read."""
    facts, _ = read(project, kinds)
    settings = settings_file(project)
    if isinstance(settings, Problem):
        raise CannotEdit(f"{SETTINGS_FILE}: {settings.headline}; {settings.help}")
    held = FactFile(SETTINGS, "dossier", SETTINGS_FILE, settings)
    return Files(tuple(kinds), tuple(facts), tuple(_beside(project, kinds)), held)


def _beside(project: Path, kinds: Sequence[Kind]) -> Iterator[FactFile]:
    """What lies beside facts and belongs to them, by the fact's id, and a point and more where its name has these."""
    for kind in kinds:
        for path in sorted((project / kind.folder).glob(f"[!._#]*{kind.beside}")) if kind.beside else ():
            file = f"{kind.folder}/{path.name}"
            content = read_file(project, file, _LARGEST_BESIDE)
            if isinstance(content, bytes):
                yield FactFile(kind, path.name.removesuffix(kind.beside), file, content)


def existing(files: Files, typed: str) -> FactFile:
    """The file of a fact, or of the fact around an entry. Raises `CannotEdit` where there is no such, naming the nearest."""
    fact, sign, entry = typed.partition("#")
    file = files.by_ref.get(fact)
    if file is None:
        led = {str(one.get("from")): str(one.get("to")) for one in _redirects(files.settings)}
        raise CannotEdit(no_fact(fact, list(files.by_ref), now_called(fact, files.kinds, led)))
    entries = entries_in(data_of(file))
    if sign and entry not in entries:
        hint = did_you_mean(entry, list(entries))
        raise CannotEdit(f"'{fact}' has no entry '{entry}'" + (f"; {hint}" if hint else ""))
    return file


def new_address(files: Files, old: str, typed: str) -> str:
    """The whole address that is meant by a new name for `old`. Raises `CannotEdit` if it cannot be had."""
    file = existing(files, old)
    fact, sign, _ = old.partition("#")
    if sign:
        before, _, name = typed.rpartition("#")
        if before not in ("", fact):
            raise CannotEdit(f"an entry stays in its fact; write '{fact}#{name}', or '{name}' alone")
        taken = name in entries_in(data_of(file))
    else:
        before, _, name = typed.rpartition(":")
        if before not in ("", file.kind.name):
            raise CannotEdit(
                f"'{old}' cannot become a {before}; write the new fact with 'factsheet new {before}'"
            )
        taken = f"{file.kind.name}:{name}" in files.by_ref
    address = f"{fact}#{name}" if sign else f"{file.kind.name}:{name}"
    if taken:
        raise CannotEdit(f"'{address}' is there already; 'factsheet merge' makes one of two")
    refuse_bad_id(
        name, 1 if sign else max(1, len(file.kind.id_parts)), old.removeprefix(address.removesuffix(name))
    )
    return address


def uses(files: Files, address: str) -> list[Mention]:
    """Every place that names a fact or something in it, or that entry; what a file says of itself is no use of it."""
    others = (file for file in files.every if "#" in address or ref_of(file) != address)
    others = (file for file in others if _may_name(file, [address]))
    found = (one for file in others for one in mentions(file) if one.spelling is not Spelling.OWN)
    return [one for one in found if address in (one.target, one.target.partition("#")[0])]


def rename_all(
    files: Files,
    called: Renaming,
    gone: Collection[str] = (),
    within: Mapping[str, Renaming] = MappingProxyType({}),
) -> list[Edit]:
    """The edits by which everything is called so; the files of facts that are `gone` go. Raises `CannotEdit`.

    `within` single files what they name is called otherwise.
    """
    kept = [file for file in files.facts if ref_of(file) not in gone]
    edits = [
        _moved(file, _place(file, called), renamed(file, within.get(file.file, called))) for file in kept
    ]
    edits += [_moved(file, _place_beside(file, called), file.content) for file in files.beside]
    edits += [[Edit(file.file, file.content, b"")] for file in files.facts if ref_of(file) in gone]
    edits += [_settings(files, called)]
    flat = [edit for one in edits for edit in one]
    _refuse_collisions(files, flat)
    return flat


def _may_name(file: FactFile, addresses: Iterable[str]) -> bool:
    """Whether what is spelt of an address anywhere stands in a file or in its path: what does not is not read."""
    spelt = (address.partition("#")[2] or address.partition(":")[2] for address in addresses)
    return any(word in file.id or word.encode() in file.content for word in spelt)


def _place(file: FactFile, called: Renaming) -> str:
    new_id = called(ref_of(file)).partition(":")[2]
    return f"{file.kind.folder}/{new_id}{file.kind.suffix}"


def _place_beside(file: FactFile, called: Renaming) -> str:
    """Where a file goes that lies beside a fact, or beside a version of it, as its name says after a point."""
    fact_id, sign, version = file.id.partition(".")
    new = called(f"{file.kind.name}:{fact_id}{'#' if sign else ''}{version}").partition(":")[2]
    return f"{file.kind.folder}/{new.replace('#', '.')}{file.kind.beside}"


def _moved(file: FactFile, place: str, content: bytes) -> list[Edit]:
    if place == file.file:
        return [Edit(place, file.content, content)] if content != file.content else []
    return [Edit(file.file, file.content, b""), Edit(place, b"", content)]


def _refuse_collisions(files: Files, edits: Sequence[Edit]) -> None:
    there = {file.file for file in (*files.facts, *files.beside)}
    taken = [edit.file for edit in edits if not edit.before and edit.file in there]
    if taken:
        raise CannotEdit(
            f"{', '.join(taken)} {'are' if taken[1:] else 'is'} there already; "
            "bring together by hand what both say, and take one of them away"
        )


def _settings(files: Files, called: Renaming) -> list[Edit]:
    """The settings with every old address of a page leading on, and none that has a page of its own again."""
    after = renamed(files.settings, called)
    refs = [ref_of(file) for file in files.facts if file.kind.has_pages]
    standing = {_page(files, called(ref)) for ref in refs}
    moved = {ref: called(ref) for ref in refs if called(ref) != ref}
    for index, one in reversed(list(enumerate(_redirects(altered(files.settings, content=after))))):
        if one.get("from") in standing:
            after = remove_entry(after, (), "redirects", index)
    for old, new in moved.items():
        if not _is_draft(files.by_ref[old]):
            after = add_entry(after, (), "redirects", {"from": _page(files, old), "to": new})
    return _moved(files.settings, files.settings.file, after)


def _is_draft(file: FactFile) -> bool:
    data = data_of(file)
    return isinstance(data, dict) and data.get("draft") == "true"


def _page(files: Files, ref: str) -> str:
    name, _, fact_id = ref.partition(":")
    return next(kind for kind in files.kinds if kind.name == name).address_of(fact_id)


def _redirects(settings: FactFile) -> Iterator[Mapping[str, object]]:
    data = data_of(settings)
    there = data.get("redirects", []) if isinstance(data, dict) else []
    for one in there if isinstance(there, list) else [there]:
        yield one if isinstance(one, dict) else {}
