"""What was typed into a form put back into its file, and where in the form a problem belongs. Pure: nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.dates import meant as date_meant
from generator.edit import CannotEdit, remove_field, set_field
from generator.edit.order import in_order
from generator.problems import FieldPath
from generator.serve.names import folded
from generator.serve.parts import (
    WHOLE,
    Group,
    Input,
    Part,
    Rows,
    Typed,
    as_group,
    as_written,
    find,
    leaves,
)
from generator.serve.typed import data_at, put, read_typed
from generator.yamlfile import Data, parse

_GONE = ":gone"


def put_back(
    content: bytes, path: FieldPath, parts: Sequence[Part], typed: Typed
) -> tuple[bytes, dict[str, str]]:
    """The file with all that was changed in the form, and what is wrong with what cannot be written, by the way to it."""
    wrong: dict[str, str] = {}
    if parts and parts[0].key == WHOLE:
        return _whole(content, typed, wrong), wrong
    for one in leaves(parts):
        if one.sort == "yaml" and typed.get(one.key, one.value) != one.value:
            content = _tried(one, content, wrong, _put_yaml(content, path, one, typed))
    data = data_at(parse(content, "")[0], path)
    for part in parts if isinstance(data, dict) and not wrong else ():
        assert isinstance(data, dict)
        content = _tried(part, content, wrong, _put(content, path, part, data.get(part.name), typed))
    return content, wrong


def _tried(part: Part, content: bytes, wrong: dict[str, str], steps: Iterator[bytes]) -> bytes:
    """The last of some steps; where one cannot be taken, the content as it was."""
    try:
        return [content, *steps][-1]
    except CannotEdit as error:
        wrong[part.key] = str(error)
        return content


def _put_yaml(content: bytes, path: FieldPath, one: Input, typed: Typed) -> Iterator[bytes]:
    steps = (int(step) if step.isdigit() else step for step in one.key.split(".")[:-1])
    group = (*path, *steps)
    text = typed[one.key]
    yield put(content, group, one.name, text) if text.strip() else remove_field(content, group, one.name)


def _put(content: bytes, path: FieldPath, part: Part, old: Data | None, typed: Typed) -> Iterator[bytes]:
    """First what is other or new, then without what is to be taken out, which is known then where it stands."""
    staying = {key: text for key, text in typed.items() if not key.endswith(_GONE)}
    for some in (staying, typed) if len(staying) < len(typed) else (typed,):
        new = merged(part, old, some)
        if new is None and _value_at(content, path, part) is not None:
            content = remove_field(content, path, part.name)
        elif new is not None and new != _value_at(content, path, part):
            content = set_field(content, path, part.name, new)
        yield content


def _value_at(content: bytes, path: FieldPath, part: Part) -> Data | None:
    return data_at(parse(content, "")[0], (*path, part.name))


def merged(part: Part, old: Data | None, typed: Typed) -> Data | None:
    """What is to be written for a part, where `old` stands now: the same where nothing was changed. Raises `CannotEdit`."""
    if isinstance(part, Input):
        return _typed(part, old, typed)
    if isinstance(part, Rows):
        return _list(part, old, typed)
    before = as_group(old, part.record) or {}
    new = dict(before)
    for one in part.parts:
        value = merged(one, before.get(one.name), typed)
        if value is None:
            new.pop(one.name, None)
        else:
            new[one.name] = value
    if new == before:
        return old
    if isinstance(old, dict):
        return new or None
    ordered = in_order(new, part.record)
    return as_written(ordered, part.record) if new and isinstance(ordered, dict) else None


def _list(part: Rows, old: Data | None, typed: Typed) -> Data | None:
    new = [one for _, one in _kept(part, old, typed)]
    if new == (old if isinstance(old, list) else [old]):
        return old
    return new[0] if len(new) == 1 and old is not None and not isinstance(old, list) else new or None


def _kept(part: Rows, old: Data | None, typed: Typed) -> list[tuple[Group, Data]]:
    """The rows that there are after all that was typed, each with what is to be written for it."""
    there = old if isinstance(old, list) else [] if old is None else [old]
    rows: list[tuple[Group, Data | None]] = list(zip(part.rows, there, strict=False))
    rows += [(row, None) for row in part.new(typed)]
    written = ((row, merged(row, one, typed)) for row, one in rows if not is_gone(row, typed))
    return [(row, one) for row, one in written if one is not None]


def is_gone(row: Group, typed: Typed) -> bool:
    """Whether a row is to be taken out."""
    return bool(typed.get(f"{row.key}{_GONE}"))


def _typed(part: Input, old: Data | None, typed: Typed) -> Data | None:
    text = typed.get(part.key, part.value)
    if _entries(part, text) == _entries(part, part.value):
        return old
    if not text.strip():
        return None
    if part.sort == "yaml":
        return read_typed(text)
    if part.sort in {"list", "several"}:
        every = _entries(part, text)
        single = len(every) == 1 and (isinstance(old, str) or (old is None and part.sort == "several"))
        return every[0] if single else list[Data](every)
    return text if part.sort == "long" else text.strip()


def _entries(part: Input, text: str) -> list[str]:
    if part.sort == "several":
        return [one for one in re.split(r"[,;\s]+", text) if one]
    return [line.strip() for line in text.split("\n") if line.strip()] if part.sort == "list" else [text]


def key_of(parts: Sequence[Part], data: Data | None, typed: Typed, path: FieldPath) -> str:
    """The way in a form to what stands at a `path` of the file as it was written from it; `data` are those of before.

    Where the form has no field for it, the way to the nearest that it has; empty where it has none.
    """
    step, *rest = path or ("",)
    for one in parts:
        if one.name == step:
            inner = data.get(one.name) if isinstance(data, dict) else None
            return _key_within(one, inner, typed, tuple(rest))
    return ""


def _key_within(part: Part, data: Data | None, typed: Typed, path: FieldPath) -> str:
    if isinstance(part, Rows) and path and isinstance(path[0], int):
        rows = _kept(part, data, typed)
        row = rows[path[0]][0] if path[0] < len(rows) else None
        there = data if isinstance(data, list) else [data]
        old = there[part.rows.index(row)] if row in part.rows else None
        return _key_within(row, old, typed, path[1:]) if row else part.key
    if isinstance(part, Group):
        way = path or ((part.main,) if part.main else ())
        return key_of(part.parts, as_group(data, part.record), typed, way) or part.key
    return part.key


def trail(parts: Sequence[Part], key: str) -> str:
    """What is at a way in a form, in words: `Evidence 2, Quote`."""
    steps, words = key.split("."), list[str]()
    for depth, step in enumerate(steps, 1):
        one = find(parts, ".".join(steps[:depth]))
        if isinstance(one, Group) and not one.name:
            words[-1:] = [f"{one.label} {row_number(step)}"]
        elif one is not None and not (
            words and step == "value"
        ):  # which is called as the group that it is the value of
            words.append(one.label)
    return ", ".join(words)


def row_number(tag: str) -> str:
    """The number by which a row is called, counted from 1; a new one is not counted."""
    return str(int(tag) + 1) if tag.isdigit() else "(new)"


def meant(parts: Sequence[Part], typed: Typed, names: Mapping[str, str]) -> dict[str, str]:
    """What was typed, with facts that were typed by their names written by their ids, and dates as files have them.

    `names` are those of all facts.
    """
    return {key: _meant(find(parts, key), text, names) for key, text in typed.items()}


def _meant(part: Part | None, text: str, names: Mapping[str, str]) -> str:
    if isinstance(part, Input) and part.sort == "date":
        return date_meant(text.strip())
    if not isinstance(part, Input) or not part.kinds or part.sort == "yaml":
        return text
    return "\n".join(_named(part, line, names) for line in text.split("\n"))


def _named(part: Input, line: str, names: Mapping[str, str]) -> str:
    said, only = line.strip(), part.kinds[0] if part.bare else ""
    if not said or said in names or f"{only}:{said}" in names:
        return line
    known = [(ref, name, folded(name)) for ref, name in names.items() if _can_name(part, ref)]
    same = [ref for ref, name, _ in known if name == said]
    alike = same or [ref for ref, _, plain in known if plain == folded(said)]
    fit = alike or [ref for ref, _, plain in known if folded(said) in plain]
    return (fit[0].partition(":")[2] if part.bare else fit[0]) if len(fit) == 1 else line


def _can_name(part: Input, ref: str) -> bool:
    return part.kinds == ("*",) or ref.partition(":")[0] in part.kinds


def _whole(content: bytes, typed: Typed, wrong: dict[str, str]) -> bytes:
    new = typed.get(WHOLE)
    if new is None or new == content.decode("utf-8", "replace"):
        return content
    try:
        return new.encode()
    except UnicodeEncodeError:
        wrong[WHOLE] = "there is half a character in this text; type it again"
        return content
