"""Changes to fact files that keep everything else: comments, order, quotation marks, where lines are broken.

What is given back is read again and compared with what was meant; where a file is written so that this cannot be had, the
writer is told what to put in by hand, and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.edit.files import CannotEdit, Edit, Outcome, apply, as_diff, as_diffs, checked
from generator.edit.order import in_order
from generator.edit.work import EVIDENCE, Work, encoded
from generator.edit.written import field, fields, in_brackets
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


def add_evidence(content: bytes, path: FieldPath, evidence: Mapping[str, Value]) -> bytes:
    """The file with one more piece of evidence, the last, of the fact (path `()`) or of what stands at `path` in it.

    A list is made where there is none or a single piece, and a group where a bare value stands (`date: 2025-12-02`). Raises
    `CannotEdit`.
    """
    piece = in_order(_data(evidence), EVIDENCE)
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
    content = encoded("\n".join([*fields(meant, 0), ""]))
    if parse(content, "") != (meant, []):
        raise CannotEdit(f"this {kind.name} cannot be written as YAML; write its file by hand")
    return content


def _changed(content: bytes, by_hand: str, change: Callable[[Work], None]) -> bytes:
    work = Work(content, by_hand)
    try:
        change(work)
    except (LookupError, ValueError):
        # Signs stand in places that nobody foresaw: the text is no longer what it was taken for.
        raise work.unsafe() from None
    return work.done()


def _data(value: Value) -> Data:
    if isinstance(value, Mapping):
        return {key: _data(one) for key, one in value.items()}
    if not isinstance(value, str | int):
        return [_data(one) for one in value]
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if not text:
        raise CannotEdit("a field without a text cannot be written; leave it out")
    return text
