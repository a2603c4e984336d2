"""One fact made two, where two had been taken for one: names go to another file, and whatever is said to go with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.edit import CannotEdit, Edit, new_file, remove_entry
from generator.edit.mentions import Spelling, mentions
from generator.edit.renaming import Files, Renaming, existing, ref_of, rename_all
from generator.edit.values import data_of
from generator.kinds import type_of
from generator.problems import did_you_mean
from generator.read import FactFile
from generator.values import altered
from generator.yamlfile import Data

_NAME, _FORMS = "name", "names"


def split_off(files: Files, ref: str, new: str, names: Sequence[str], within: Sequence[str]) -> list[Edit]:
    """The edits by which the `names` of a fact (ids of entries) become those of a new one, called `new` (its whole address).

    What names such an entry names it there from now on, and what stands in the files `within` names the new fact in place of
    the other; a position there becomes that of the new one. All else stays. Raises `CannotEdit`.
    """
    file = existing(files, ref)
    moved = _forms(file, names)
    _refuse_judged_same(file, names)
    left = altered(file, content=_without(file, names))
    come = _new(file, new, moved)
    # The new one stands among them, so that an old address of its page that led elsewhere no longer does.
    others = replace(files, facts=(*(left if one is file else one for one in files.facts), come))
    everywhere = {f"{ref}#{name}": f"{new}#{name}" for name in names}
    chosen = [_file(files, path) for path in within]
    everywhere |= {
        ref_of(one): _as_part(one, ref, new) for one in chosen if _as_part(one, ref, new) != ref_of(one)
    }
    there = Renaming({**everywhere, ref: new}, {})
    edits = rename_all(others, Renaming(everywhere, {}), within={one.file: there for one in chosen})
    after = {edit.file: edit.after for edit in edits}
    both = [(left, file.content), (come, b"")]
    first = [Edit(one.file, before, after.get(one.file, one.content)) for one, before in both]
    return [*first, *(edit for edit in edits if edit.file not in (file.file, come.file))]


def _forms(file: FactFile, names: Sequence[str]) -> list[dict[str, Data]]:
    """The forms of these ids, in the order of the file."""
    there = [form for form in _list(file) if isinstance(form, dict)]
    known = [str(form.get("id")) for form in there]
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"the others stand under '{_FORMS}:' in {file.file}"
            raise CannotEdit(f"'{ref_of(file)}' has no name with the id '{name}'; {hint}")
    return [form for form in there if form.get("id") in names]


def _list(file: FactFile) -> list[Data]:
    data = data_of(file)
    there = data.get(_FORMS, []) if isinstance(data, dict) else []
    return there if isinstance(there, list) else [there]


def _refuse_judged_same(file: FactFile, names: Sequence[str]) -> None:
    gone = {f"{ref_of(file)}#{name}" for name in names}
    lines = [
        f"  {one.file}:{one.line}: {one.target.partition('#')[2]}"
        for one in mentions(file)
        if one.target in gone and one.spelling is not Spelling.OWN
    ]
    if lines:
        raise CannotEdit(
            "these say that the names mean one and the same; take that out first:\n" + "\n".join(lines)
        )


def _without(file: FactFile, names: Sequence[str]) -> bytes:
    content = file.content
    for index, form in reversed(list(enumerate(_list(file)))):
        if isinstance(form, dict) and form.get("id") in names:
            content = remove_entry(content, (), _FORMS, index)
    return content


def _new(file: FactFile, ref: str, forms: Sequence[dict[str, Data]]) -> FactFile:
    """The new fact: called by the first of its names, and otherwise with what every fact of the kind has to have."""
    data = data_of(file)
    assert isinstance(data, dict)
    wanted = [field.key for field in type_of(file.kind.record).fields if field.required]
    same = {key: data[key] for key in wanted if key in data}
    content = new_file(file.kind, {**same, _NAME: forms[0].get("name", ""), _FORMS: list(forms)})
    fact_id = ref.partition(":")[2]
    return FactFile(file.kind, fact_id, f"{file.kind.folder}/{fact_id}{file.kind.suffix}", content)


def _as_part(file: FactFile, ref: str, new: str) -> str:
    """What a fact is called whose id is made of the one that is split; its own name for any other."""
    return Renaming({ref: new}, {file.kind.name: [kind for kind, _ in file.kind.id_parts]})(ref_of(file))


def _file(files: Files, typed: str) -> FactFile:
    by_path = {file.file: file for file in files.every}
    if typed.removeprefix("./") not in by_path:
        hint = did_you_mean(typed, list(by_path)) or "write its path from the dossier's folder"
        raise CannotEdit(f"there is no file '{typed}'; {hint}")
    return by_path[typed.removeprefix("./")]
