"""The single values of a file as it has them, drafts and what would not take shape included, each with its declared type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.edit.files import CannotEdit
from generator.evidence import Evidence
from generator.kinds import Many, Record, Scalar, Type
from generator.markdown import parse_page
from generator.problems import FieldPath
from generator.read import FactFile
from generator.yamlfile import Data, parse


@dataclass(frozen=True, slots=True)
class Text:
    """A single value, and the way to it in the file."""

    path: FieldPath
    text: str
    type: Scalar
    whole: str = ""
    """The address that it stands for, where that is said by what is around it."""


def text_of(file: FactFile) -> str:
    """The text of a file. Raises `CannotEdit`."""
    try:
        return file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotEdit(f"{file.file} has to be mended first: it is no text in UTF-8") from None


def data_of(file: FactFile) -> Data:
    """The data of a file; values may be missing in it. Raises `CannotEdit`."""
    data, problems = (parse_page if file.kind.suffix == ".md" else parse)(file.content, file.file)
    grave = next((one for one in problems if one.code != "empty-value"), None)
    if data is None or grave:
        line = f":{grave.mark.line}" if grave and grave.mark else ""
        raise CannotEdit(
            f"{file.file}{line} has to be mended first: {grave.headline if grave else 'it cannot be read'}"
        )
    return data


def texts(data: Data, kind: Type, path: FieldPath, own: str) -> Iterator[Text]:
    """Every single value as the file has it, with the type that the declaration gives it."""
    if isinstance(kind, Many):
        for index, item in enumerate(data) if isinstance(data, list) else ():
            yield from texts(item, kind.item, (*path, index), own)
        if not isinstance(data, list):
            yield from texts(data, kind.item, path, own)
    elif isinstance(kind, Record):
        yield from _of_group(data, kind, path, own)
    elif isinstance(data, str):
        names = [step for step in path if isinstance(step, str)]
        is_own = kind.form == "id" and bool(names)
        yield Text(path, data, kind, f"{own}#{data}" if is_own else "")


def _of_group(data: Data, kind: Record, path: FieldPath, own: str) -> Iterator[Text]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "version" and issubclass(kind.struct, Evidence) and isinstance(value, str):
                source = str(data.get("source", "")).removeprefix("source:")
                yield Text((*path, key), value, Scalar("id"), f"source:{source}#{value}")
            elif key in kind.by_key:
                yield from texts(value, kind.by_key[key].type, (*path, key), own)
    elif kind.struct.shorthand:
        doubted = bool(kind.struct.doubted) and isinstance(data, str) and data.endswith("?")
        bare = str(data)[:-1] if doubted else data
        yield from texts(bare, kind.by_key[kind.struct.shorthand].type, path, own)


def entries_in(data: Data) -> dict[str, FieldPath]:
    """The way to every entry of a file by its id, as the file has it."""
    return {
        str(group["id"]): path
        for path, group in _groups(data, ())
        if path and isinstance(group.get("id"), str)
    }


def _groups(data: Data, path: FieldPath) -> Iterator[tuple[FieldPath, dict[str, Data]]]:
    if isinstance(data, dict):
        yield path, data
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in inner:
        yield from _groups(value, (*path, step))
