"""Texts that begin with a quotation mark which YAML does not know.

Is it to hold the text together, or are readers to see it? Only the writer knows, so it is asked; who puts straight marks around such a text, with the others in it, has answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from generator.kinds import Many, Record, Scalar, Type
from generator.problems import FieldPath, Part, Problem, Severity
from generator.yamlfile import Places, lines
from generator.yamlfile.wording import short

if TYPE_CHECKING:
    from generator.yamlfile import Data

_CLOSED_BY: Final = {"“": '”“"', "„": '“”"', "‟": '”"', "«": '»"', "»": '«"'}
_MAY_BEGIN: Final = rb"[-:,\[{]\s*(?:\xe2\x80[\x9c\x9e\x9f]|\xc2[\xab\xbb])"
"""One of these, in UTF-8, where a text may begin."""
_OF_A_QUOTE: Final = "translation"
"""The field that has the words of a quote in another language: its marks are those of the quote."""


def curly_marks(content: bytes, data: Data, kind: Type | None, file: str) -> list[Problem]:
    """Asks about each text of a file, as it was parsed, of which the first mark closes at its end or nowhere.

    Of no `kind` all texts are words of ours. The words of a source are not asked about: they are compared with it, marks and all.
    """
    if content.isascii() or not re.search(_MAY_BEGIN, content):
        return []
    asked = [(path, text) for path, text in _texts(data, kind, ()) if _begins(text)]
    places, written = (Places(content), lines(content)) if asked else (None, [])
    found = []
    for path, text in asked:
        mark = places.mark(path, Part.VALUE) if places else None
        # A text that has straight marks around it begins with these.
        if mark and written[mark.line - 1].startswith(text[0], mark.column - 1):
            found.append(_asked(text, path, file))
    return found


def _texts(data: Data, kind: Type | None, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """The texts whose words are ours."""
    if isinstance(data, list):
        inner = kind.item if isinstance(kind, Many) else kind
        for index, one in enumerate(data):
            yield from _texts(one, inner, (*path, index))
        return
    while isinstance(kind, Many):
        kind = kind.item
    if isinstance(data, dict):
        fields = kind.by_key if isinstance(kind, Record) else {}
        for key, one in data.items():
            if key != _OF_A_QUOTE and key[:1] not in _CLOSED_BY:
                yield from _texts(one, fields[key].type if key in fields else None, (*path, key))
    elif not (isinstance(kind, Scalar) and kind.form == "quote"):
        yield path, data


def _begins(text: str) -> bool:
    """Whether a text begins with a mark that closes with the text, or not at all; paragraphs may each begin with one."""
    closing = _CLOSED_BY.get(text[:1], "")
    found = re.search(f"[{closing}]", text[1:]) if closing else None
    return bool(closing) and "\n" not in text and (found is None or found.end() == len(text) - 1)


def _asked(text: str, path: FieldPath, file: str) -> Problem:
    first, last = text[0], text[-1]
    closes = last in _CLOSED_BY[first] and len(text) > 1
    inner = text[1:-1] if closes else text[1:]
    meant, seen = short(inner.replace('"', "'")), short(text.replace("'", "''"))
    if closes:
        headline = (
            f"{first} and {last} are no quotation marks for this file: readers see them around the text"
        )
        cure = (
            f"""if they only hold the text together, write "{meant}"; if readers are to see them, '{seen}'"""
        )
    else:
        headline = f"the quotation mark {first} that begins this text is not closed, and readers see it"
        cure = f"""take it out: "{meant}"; if readers are to see it, '{seen}'"""
    return Problem("curly-marks", file, headline, cure, path, severity=Severity.WARNING)
