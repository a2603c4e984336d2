"""A fact file while it is changed: its text and its data side by side, so that the one can be held against the other."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Sequence
from itertools import dropwhile

from generator.edit.document import Document
from generator.edit.files import CannotEdit
from generator.edit.order import OF_ANY_FACT
from generator.evidence import Evidence
from generator.kinds import type_of
from generator.problems import FieldPath
from generator.yamlfile import Data, parse

EVIDENCE = type_of(Evidence)


class Work:
    """A file that is being changed; `by_hand` is what the writer is told where that cannot be done safely."""

    def __init__(self, content: bytes, by_hand: str) -> None:
        _, problems = parse(content, "")
        if problems:
            line = problems[0].mark.line if problems[0].mark else 1
            raise CannotEdit(f"this file has to be mended first, in line {line}: {problems[0].headline}")
        self._bom = content[:3] if content.startswith(BOM_UTF8) else b""
        self._document = Document(content.decode("utf-8-sig"))
        self._before, self._written, self._by_hand = content, self._document.text, by_hand
        self._data, _ = parse(encoded(self._written), "")

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
        """Add an entry to the list in a field."""
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
        """Give a field another value; what is the same in both stays as it is written."""
        way, group = self.group(path)
        there = group.get(key)
        if there is None:
            self._insert(way, group, key, value)
        elif isinstance(there, dict) and isinstance(value, dict) and there.keys() & value.keys():
            self._set_each((*way, key), there, value)
        elif isinstance(there, list | dict) and there and isinstance(value, list) and value:
            self._set_entries((*way, key), self._listed((*way, key), group, key), value)
        elif there != value:
            self._document.replace((*way, key), value)
            group[key] = value

    def _listed(self, way: FieldPath, group: dict[str, Data], key: str) -> list[Data]:
        """The list in a field; where its only entry stands without one, it is put into one."""
        there = group[key]
        if not isinstance(there, list):
            self._document.wrap_in_list(way)
            group[key] = there = [there]
        return there

    def _set_entries(self, way: FieldPath, there: list[Data], values: list[Data]) -> None:
        """Entries that are gone are taken out, others changed where they stand, new ones put behind them."""
        for index in reversed(_gone(there, values)):
            self._document.remove_entry((*way, index))
            del there[index]
        for index, (old, new) in enumerate(zip(there, values, strict=False)):
            if isinstance(old, dict) and isinstance(new, dict) and old.keys() & new.keys():
                self._set_each((*way, index), old, new)
            elif old != new:
                self._document.replace((*way, index), new)
                there[index] = new
        for item in values[len(there) :]:
            self._document.append(way, item)
            there.append(item)

    def _set_each(self, way: FieldPath, there: dict[str, Data], values: dict[str, Data]) -> None:
        for key in there.keys() - values.keys():
            self.remove(way, key)
        for key, value in values.items():
            self.set(way, key, value)

    def remove(self, path: FieldPath, key: str) -> None:
        """Take a field out."""
        way, group = self.group(path)
        if key not in group:
            raise CannotEdit(f"there is no '{key}' to take out")
        if len(group) == 1:
            raise CannotEdit(f"nothing would be left without '{key}'; {self._hand()}")
        self._document.remove((*way, key))
        del group[key]

    def remove_entry(self, path: FieldPath, key: str, index: int) -> None:
        """Take an entry out of the list in a field, or the field with its only one."""
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
        content = self._bom + encoded(self._document.text)
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


def _gone(there: list[Data], values: list[Data]) -> list[int]:
    """Which entries are to be taken out: those that are not among the values, or else the last."""
    left = len(there) - len(values)
    waiting = list(values)
    gone = [index for index, one in enumerate(there) if not _is_next(one, waiting)]
    return gone if len(gone) == left else list(range(len(values), len(there)))


def _is_next(one: Data, waiting: list[Data]) -> bool:
    is_next = bool(waiting) and waiting[0] == one
    if is_next:
        waiting.pop(0)
    return is_next


def _spoken(path: FieldPath) -> str:
    return ".".join(map(str, path))


def _before_it(keys: Sequence[str], key: str) -> str:
    """The field below which a new one belongs."""
    order = list(EVIDENCE.by_key if {"source", "at"} <= set(keys) else OF_ANY_FACT)
    later = order[order.index(key) + 1 :] if key in order else order
    earlier = dropwhile(lambda one: one in later, reversed(keys))
    return next(earlier, keys[-1])


def encoded(text: str) -> bytes:
    """A text as a file has it. Raises `CannotEdit` for half a character."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise CannotEdit(
            f"'{text[error.start]!a}' is half a character and cannot be written; type it again"
        ) from None
