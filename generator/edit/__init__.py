"""Changes to fact files that keep everything else: comments, order, quotation marks, where lines are broken.

What is given back is read again and compared with what was meant; where a file is written so that this cannot be had, the
writer is told what to put in by hand, and nothing is changed.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from itertools import dropwhile

from generator.edit.document import Document
from generator.edit.files import CannotEdit, Edit, Outcome, apply, as_diff, as_diffs, checked
from generator.edit.order import OF_ANY_FACT, in_order
from generator.edit.written import field, fields, in_brackets
from generator.evidence import Evidence
from generator.kinds import Kind, type_of
from generator.problems import FieldPath
from generator.yamlfile import Data, parse

__all__ = [
    "CannotEdit",
    "Edit",
    "Outcome",
    "add_entry",
    "add_evidence",
    "apply",
    "as_diff",
    "as_diffs",
    "checked",
    "new_file",
    "remove_entry",
    "remove_field",
    "set_field",
]

Value = str | int | bool | Sequence["Value"] | Mapping[str, "Value"]
"""What a field is to say; numbers and yes-or-no are written as text."""

_EVIDENCE = type_of(Evidence)


def add_evidence(content: bytes, path: FieldPath, evidence: Mapping[str, Value]) -> bytes:
    """The file with one more piece of evidence, the last, of the fact (path `()`) or of what stands at `path` in it.

    A list is made where there is none or a single piece, and a group where a bare value stands (`date: 2025-12-02`). Raises
    `CannotEdit`.
    """
    piece = in_order(_data(evidence), _EVIDENCE)
    by_hand = f"- {in_brackets(piece)}"
    return _changed(content, by_hand, lambda work: work.append(path, "evidence", piece))


def add_entry(content: bytes, path: FieldPath, key: str, item: Value) -> bytes:
    """The file with one more entry, the last, in a list of what stands at `path`. Raises `CannotEdit`."""
    data = _data(item)
    by_hand = f"- {in_brackets(data)}"
    return _changed(content, by_hand, lambda work: work.append(path, key, data))


def set_field(content: bytes, path: FieldPath, key: str, value: Value) -> bytes:
    """The file with another value in a field of what stands at `path`, or with that field where it had none.

    A new field stands before those that every fact may carry (`evidence`, `note`, …), and among these in their order. Raises
    `CannotEdit`.
    """
    data = _data(value)
    by_hand = "\n".join(field(key, data, 0))
    return _changed(content, by_hand, lambda work: work.set(path, key, data))


def remove_field(content: bytes, path: FieldPath, key: str) -> bytes:
    """The file without a field of what stands at `path`; the comments above it stay. Raises `CannotEdit`."""
    return _changed(content, f"take '{key}' out", lambda work: work.remove(path, key))


def remove_entry(content: bytes, path: FieldPath, key: str, index: int) -> bytes:
    """The file without an entry (counted from 0) of a list, or without the list if it was its only one. Raises `CannotEdit`."""
    by_hand = f"take entry {index + 1} of '{key}' out"
    return _changed(content, by_hand, lambda work: work.remove_entry(path, key, index))


def new_file(kind: Kind, data: Mapping[str, Value]) -> bytes:
    """A fact file with these data, its fields in the order of their declaration. Raises `CannotEdit`."""
    meant = in_order(_data(data), type_of(kind.record))
    if not isinstance(meant, dict) or not meant or kind.suffix != ".yaml":
        raise CannotEdit(f"a {kind.name} is not a list of fields; write its file by hand")
    content = _encoded("\n".join([*fields(meant, 0), ""]))
    if parse(content, "") != (meant, []):
        raise CannotEdit(f"this {kind.name} cannot be written as YAML; write its file by hand")
    return content


def _changed(content: bytes, by_hand: str, change: Callable[[_Work], None]) -> bytes:
    work = _Work(content, by_hand)
    try:
        change(work)
    except (LookupError, ValueError):
        # Signs stand in places that nobody foresaw: the text is no longer what it was taken for.
        raise work.unsafe() from None
    return work.done()


class _Work:
    """A file being changed, its text and its data side by side, so that the one can be held against the other."""

    def __init__(self, content: bytes, by_hand: str) -> None:
        _, problems = parse(content, "")
        if problems:
            line = problems[0].mark.line if problems[0].mark else 1
            raise CannotEdit(f"this file has to be mended first, in line {line}: {problems[0].headline}")
        self._bom = content[:3] if content.startswith(BOM_UTF8) else b""
        self._document = Document(content.decode("utf-8-sig"))
        self._before, self._written, self._by_hand = content, self._document.text, by_hand
        self._data, _ = parse(_encoded(self._written), "")

    def group(self, path: FieldPath) -> tuple[FieldPath, dict[str, Data]]:
        """A group of fields and the way to it as the file has it; a bare value that stands in its place becomes one."""
        way: FieldPath = ()
        here = self._data
        for step in path:
            if step == 0 and not isinstance(here, list):
                continue  # the only entry of a list, written without the list
            way, here = (*way, step), _inner(here, step)
        if isinstance(here, str) or (isinstance(here, list) and all(isinstance(item, str) for item in here)):
            here = self._wrapped(way, here)
        if not isinstance(here, dict) or not here:
            raise CannotEdit(f"there is no group of fields at '{_spoken(path)}'; {self._hand()}")
        return way, here

    def _wrapped(self, way: FieldPath, bare: Data) -> dict[str, Data]:
        around = self._data
        for step in way[:-1]:
            around = _inner(around, step)
        if not isinstance(around, dict):
            raise CannotEdit(f"an entry of a list stands at '{_spoken(way)}', not a field; {self._hand()}")
        self._document.wrap_value(way)
        group: dict[str, Data] = {"value": bare}
        around[str(way[-1])] = group
        return group

    def append(self, path: FieldPath, key: str, item: Data) -> None:
        way, group = self.group(path)
        there = group.get(key)
        if there is None:
            self._insert(way, group, key, [item])
            return
        if not isinstance(there, list):
            self._document.wrap_in_list((*way, key))
        items = there if isinstance(there, list) else [there]
        self._document.append((*way, key), item)
        group[key] = [*items, item]

    def set(self, path: FieldPath, key: str, value: Data) -> None:
        way, group = self.group(path)
        there = group.get(key)
        if there is None:
            self._insert(way, group, key, value)
        elif isinstance(there, dict) and isinstance(value, dict) and there.keys() & value.keys():
            self._set_each((*way, key), there, value)
        elif there != value:
            self._document.replace((*way, key), value)
            group[key] = value

    def _set_each(self, way: FieldPath, there: dict[str, Data], values: dict[str, Data]) -> None:
        for key in there.keys() - values.keys():
            self.remove(way, key)
        for key, value in values.items():
            self.set(way, key, value)

    def remove(self, path: FieldPath, key: str) -> None:
        way, group = self.group(path)
        if key not in group:
            raise CannotEdit(f"there is no '{key}' to take out")
        if len(group) == 1:
            raise CannotEdit(f"nothing would be left without '{key}'; {self._hand()}")
        self._document.remove((*way, key))
        del group[key]

    def remove_entry(self, path: FieldPath, key: str, index: int) -> None:
        way, group = self.group(path)
        there = group[key]
        if not isinstance(there, list) or len(there) == 1:
            self.remove(path, key)
            return
        self._document.remove_entry((*way, key, index))
        del there[index]

    def _insert(self, way: FieldPath, group: dict[str, Data], key: str, value: Data) -> None:
        self._document.insert(way, (key, value), _before_it(list(group), key))
        group[key] = value

    def done(self) -> bytes:
        """The file as it is now, if it says what it should."""
        if self._document.text == self._written:
            return self._before
        content = self._bom + _encoded(self._document.text)
        if parse(content, "") != (self._data, []):
            raise self.unsafe()
        return content

    def unsafe(self) -> CannotEdit:
        """Says that nothing comes of it."""
        return CannotEdit(f"this file is written in a way that is not changed safely; {self._hand()}")

    def _hand(self) -> str:
        return f"change it by hand:\n{self._by_hand}"


def _inner(data: Data | None, step: str | int) -> Data | None:
    if isinstance(data, dict):
        return data.get(str(step))
    if isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
        return data[step]
    return None


def _spoken(path: FieldPath) -> str:
    return ".".join(map(str, path))


def _before_it(keys: Sequence[str], key: str) -> str:
    """The field below which a new one belongs."""
    order = list(_EVIDENCE.by_key if {"source", "at"} <= set(keys) else OF_ANY_FACT)
    later = order[order.index(key) + 1 :] if key in order else order
    earlier = dropwhile(lambda one: one in later, reversed(keys))
    return next(earlier, keys[-1])


def _data(value: Value) -> Data:
    if isinstance(value, Mapping):
        return {key: _data(one) for key, one in value.items()}
    if not isinstance(value, str | int):
        return [_data(one) for one in value]
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if not text:
        raise CannotEdit("a field without a text cannot be written; leave it out")
    return text


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise CannotEdit(
            f"'{text[error.start]!a}' is half a character and cannot be written; type it again"
        ) from None
