"""What is said of a field to whoever types in it, in words and by examples."""

from __future__ import annotations

from collections.abc import Sequence

from generator.kinds import Field, Many, Record, Scalar, Type
from generator.schema import description_of

EXAMPLES = {
    "date": ["2031-04-02", "2031-04", "2031-04-02/2031-04-05"],
    "place": ["p17", "p17-19", "p2s3"],
    "language": ["en", "uk", "zh-Hans"],
    "url": ["https://example.org/article"],
    "id": ["toll-cap"],
}
"""What is offered where there are no ids or words to choose from, by the form of the field."""

MEANT = {
    "number": "a whole number",
    "yes-no": "`true` or `false`",
    "date": "a date, as exact as it is known: `2031-04-02`, `2031-04`, `2031`, `2031-04-02~` (about), "
    "`2031-04-02/2031-04-05`",
    "place": "a place: paragraph `p17`, paragraphs `p17-19`, sentence `p2s3`",
    "language": "a language by its code: `en`, `uk`, `zh-Hans`",
    "url": "a whole web address, from `https://` on",
    "id": "small letters, digits and hyphens",
    "key": "what a field is called in fact files: small letters, digits and underscores",
    "quote": "the source's own words",
    "line": "a line in our own words, in Markdown, with links to facts",
    "prose": "a text in our own words, in Markdown, with links to facts",
    "text": "a text",
}
"""Form of a field to what is written in it, in words."""


def about(field: Field) -> str:
    """What a field is for, and what is written in it: sentences in Markdown."""
    said = [field.help or _group_of(field.type), meaning(field.type)]
    return " ".join(f"{one[0].upper()}{one[1:].rstrip('.')}." for one in said if one)


def meaning(kind: Type) -> str:
    """What is written where this is declared, in a few words of Markdown."""
    if isinstance(kind, Many):
        return f"{meaning(kind.item)}, or a list of these"
    if isinstance(kind, Record):
        shorthand = kind.by_key.get(kind.struct.shorthand)
        return f"{meaning(shorthand.type)}, or a group of keys" if shorthand else "a group of keys"
    return _of_one(kind)


def _group_of(kind: Type) -> str:
    """What a group of keys is, for a field of which nothing else is said."""
    if isinstance(kind, Many):
        return _group_of(kind.item)
    if isinstance(kind, Scalar) or kind.struct.shorthand:
        return ""
    return description_of(kind).partition("\n")[0]


def _of_one(kind: Scalar) -> str:
    if kind.only_kind:
        return f"the id of {_article(kind.only_kind)} {kind.only_kind}"
    if kind.form == "ref":
        return f"{any_of(kind.kinds)}, by its kind and id"
    if kind.form == "choice":
        choices = ", ".join(f"`{choice}`" for choice in kind.choices)
        return f"one of {choices}" if len(kind.choices) > 1 else f"the word {choices}"
    return MEANT[kind.form]


def any_of(kinds: Sequence[str]) -> str:
    """The kinds that a reference can lead to, in words."""
    return "any fact" if kinds == ("*",) else " or ".join(f"{_article(kind)} {kind}" for kind in kinds)


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"
