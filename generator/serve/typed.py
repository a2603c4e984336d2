"""A list or a group of fields of a file as it is typed: taken out to be changed, and put back with the comments in it."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from generator.edit import CannotEdit, set_field
from generator.problems import FieldPath
from generator.yamlfile import DEEPEST, Data, parse
from generator.yamlfile.places import Place, places

_STEP = 2
_HEAD = "typed:"


def text_at(content: bytes, path: FieldPath) -> str:
    """What is written at a path, its lines as far to the left as they go; nothing where there is none."""
    text = content.decode("utf-8-sig", "replace")
    place = place_at(text, path)
    if place is None:
        return ""
    start, end = place.value[0], _end(text, place)
    column = start - _line_start(text, start)
    first, *rest = text[start:end].replace("\r\n", "\n").split("\n")
    return "\n".join([first, *(_moved_left(line, column) for line in rest)])


def data_at(data: Data | None, path: FieldPath) -> Data | None:
    """The data at a path; the only entry of a list may be written without the list."""
    for step in path:
        if isinstance(data, dict):
            data = data if step == 0 else data.get(str(step))
        elif isinstance(data, list):
            data = data[step] if isinstance(step, int) and step < len(data) else None
        else:
            data = data if step == 0 else None
    return data


def place_at(text: str, path: FieldPath) -> Place | None:
    """Where what is at a path is written."""
    place = places(text, DEEPEST)
    for step in path:
        if step == 0 and place.kind != "list":
            continue
        if step not in place.inner:
            return None
        place = place.inner[step]
    return place


def read_typed(typed: str) -> Data:
    """What somebody typed into a field, as data. Raises `CannotEdit`, saying what is wrong and in which line."""
    content = "\n".join([_HEAD, *_indented(typed.split("\n"), _STEP), ""]).encode(errors="replace")
    data, problems = parse(content, "")
    if problems:
        found = problems[0]
        line = max(found.mark.line - 1, 1) if found.mark else 1
        raise CannotEdit(f"line {line} of this field: {found.headline}; {found.help}".removesuffix("; "))
    if not isinstance(data, dict) or list(data) != [_HEAD[:-1]]:
        raise CannotEdit("this is not one value; indent the lines that belong together")
    return data[_HEAD[:-1]]


def put(content: bytes, group: FieldPath, key: str, typed: str) -> bytes:
    """The file with what was typed in a field of what stands at `group`. Raises `CannotEdit`."""
    data = read_typed(typed)
    there = (
        content
        if place_at(content.decode("utf-8-sig"), (*group, key))
        else set_field(content, group, key, data)
    )
    meant = _with(parse(there, "")[0], group, key, data)
    spliced = _spliced(there, (*group, key), typed)
    return spliced if parse(spliced, "") == (meant, []) else set_field(there, group, key, data)


def _spliced(content: bytes, path: FieldPath, typed: str) -> bytes:
    bom, text = content[:3] if content.startswith(b"\xef\xbb\xbf") else b"", content.decode("utf-8-sig")
    place = place_at(text, path)
    assert place is not None
    if place.key is None:
        return content
    start, end = place.value[0], _end(text, place)
    line, key_line = _line_start(text, start), _line_start(text, place.key[0])
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = typed.strip("\n").rstrip().split("\n")
    own_line = line > key_line and not text[line:start].strip()
    column = start - line if own_line else place.key[0] - key_line + _STEP
    if own_line:
        start = line
        new = newline.join(_indented(lines, column))
    elif len(lines) == 1 and not lines[0].startswith("- "):
        new = lines[0]
    else:
        start = text.index(":", place.key[1]) + 1
        new = newline + newline.join(_indented(lines, column))
    return bom + (text[:start] + new + text[end:]).encode(errors="replace")


def _with(data: Data | None, group: FieldPath, key: str, value: Data) -> Data | None:
    changed = copy.deepcopy(data)
    inner = data_at(changed, group)
    if isinstance(inner, dict):
        inner[key] = value
    return changed


def _end(text: str, place: Place) -> int:
    """Where it ends: comments below that stand no further right than it begins belong to what follows."""
    start, end = place.value
    if place.kind == "text" or text[start] in "[{":
        return start + len(text[start:end].rstrip("\r\n"))
    column = start - _line_start(text, start)
    lines = text[start:end].split("\n")
    while len(lines) > 1 and _is_of_next(lines[-1], column):
        lines.pop()
    return start + len("\n".join(lines).rstrip())


def _is_of_next(line: str, column: int) -> bool:
    words = line.strip()
    return not words or (words.startswith("#") and len(line) - len(line.lstrip(" ")) < column)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _moved_left(line: str, most: int) -> str:
    return line[min(most, len(line) - len(line.lstrip(" "))) :]


def _indented(lines: Sequence[str], column: int) -> list[str]:
    return [" " * column + line.rstrip() if line.strip() else "" for line in lines]
