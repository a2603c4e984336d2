"""The dialect of editors: what may be typed, with its shorthands, each part that stands in several places written once."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.editors.names import MOST_NAMED, Names
from generator.editors.words import EXAMPLES, MEANT, about, any_of
from generator.kinds import Field, Record, Scalar
from generator.schema import Dialect, Schema, list_of, written_in

FEW = 50
"""How many ids are offered where there are too many to name."""

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_DATE = r"^\S*[0-9X]\S*\s*$"


@dataclass(slots=True)
class Writer:
    """Writes schemas for editors; `parts` are the definitions that they point at."""

    names: Names
    parts: dict[str, Schema] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)
    _references: dict[tuple[str, ...], Schema] = field(default_factory=dict)

    @property
    def dialect(self) -> Dialect:
        """What editors are told."""
        return Dialect(self._scalar, _one_or_many, self._group, lambda one: _plain(about(one)))

    def _scalar(self, kind: Scalar) -> Schema:
        match kind.form:
            case "number":
                return {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]+\\s*$"}]}
            case "yes-no":
                return {"enum": [True, False, "true", "false"]}
            case "choice":
                return _one_of(dict.fromkeys(kind.choices, ""))
            case "ref":
                if kind.kinds not in self._references:  # of thousands of ids, and in hundreds of places
                    name = "-or-".join(kind.kinds).replace("*", "fact")
                    self._references[kind.kinds] = self._part(name, self._reference(kind))
                return self._references[kind.kinds]
            case "date":
                return _formed("date", _DATE, "string", "number")
            case "id":
                return _formed("id", kind.pattern, "string", "number")
            case "place" | "language" | "url":
                return _formed(kind.form, kind.pattern, "string")
        return {"type": ["string", "number", "boolean"]}

    def _group(self, record: Record, schema: Schema) -> Schema:
        """A group of fields, and the bare value that may stand for it."""
        bare = record.by_key.get(record.struct.shorthand)
        said = {"description": _plain(str(schema["description"]))}
        either = _by_type("object", schema | said, self._bare(record, bare)) if bare else schema
        return self._part(record.struct.__name__, either | said)

    def _bare(self, record: Record, shorthand: Field) -> Schema:
        value = written_in(self.dialect, shorthand.type)
        if not record.struct.doubted or not isinstance(shorthand.type, Scalar):
            return value
        doubted = f"^(?:{self.names.spelt(shorthand.type)})\\?\\s*$"
        return {"anyOf": [value, {"type": "string", "pattern": doubted}]}

    def _reference(self, kind: Scalar) -> Schema:
        offered = self.names.offered(kind)
        spelt: Schema = {"type": "string", "pattern": f"^(?:{self.names.spelt(kind)})\\s*$"}
        if not offered or len(offered) > MOST_NAMED:
            return {**spelt, "examples": list(offered)[:FEW]}
        none = f"this is not {any_of(kind.kinds)} that is there; for a new one write its file first"
        return {"anyOf": [{**_one_of(offered), "errorMessage": none}, spelt]}

    def _part(self, name: str, schema: Schema) -> Schema:
        """Where a schema is to be found; it is put there the first time."""
        content = json.dumps(schema)
        if content not in self._known:
            number = sum(one.partition(".")[0] == name for one in self.parts)
            self._known[content] = f"{name}.{number}" if number else name
            self.parts[self._known[content]] = schema
        return {"$ref": f"#/$defs/{self._known[content]}"}


def loaded(text: str) -> list[str | int | float | bool]:
    """What an editor may read where this is typed: the text, and what YAML 1.2 takes it for without quotation marks."""
    if text in ("true", "false"):
        return [text, text == "true"]
    if _INTEGER.match(text):
        return [text, int(text)]
    return [text, float(text)] if _FLOAT.match(text) else [text]


def _one_or_many(item: Schema) -> Schema:
    return _by_type("array", list_of(item), item)


def _by_type(name: str, of_type: Schema, other: Schema) -> Schema:
    """What is of a type by one schema, all else by the other: so an editor tells what is wrong by the one that was meant.

    The language server follows `anyOf` where it makes offers, and not `if`; so both stand under an `anyOf` that anything fits.
    """
    return {"if": {"type": name}, "then": of_type, "else": other, "anyOf": [other, of_type, {}]}


def _formed(form: str, pattern: str, *types: str) -> Schema:
    """A text of a form, which may look like a number."""
    # An escape that is none in JavaScript; the pattern is the same without it.
    plain = pattern.replace('\\"', '"')
    said = _plain(f"this is not {MEANT[form]}")
    return {"type": list(types), "pattern": plain, "patternErrorMessage": said, "examples": EXAMPLES[form]}


def _plain(markdown: str) -> str:
    """Words without markup: a language server shows descriptions as they are."""
    return markdown.replace("`", "'")


def _one_of(words: Mapping[str, str]) -> Schema:
    values = [(one, called) for word, called in words.items() for one in loaded(word)]
    schema: Schema = {"enum": [one for one, _ in values]}
    if any(words.values()):
        schema["enumDescriptions"] = [called for _, called in values]
    return schema
