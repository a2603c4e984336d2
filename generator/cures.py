"""What to write in a field, in words for its writer: the cures that messages on the shape of a file name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from generator.kinds import Field, Many, Record, Scalar, Type
from generator.problems import FieldPath, as_id, nearest

HOW_TO_WRITE = {
    "ref": (
        "bad-reference",
        "write the id of the fact, which is the name of its file without the ending, such as '{}'",
    ),
    "id": ("bad-id", "write small letters, digits and single hyphens, such as '{}'"),
    "key": ("bad-id", "write small letters, digits and single underscores, such as 'built_in'"),
    "place": (
        "bad-place",
        "write a paragraph as 'p17', several as 'p17-19', a sentence as 'p2s3'; the first paragraph is 'p1'",
    ),
    "language": ("bad-language", "write the short code of the language, such as 'en', 'uk' or 'zh-Hans'"),
    "url": ("bad-url", "write the whole address, from https:// or http:// on, without spaces"),
    "number": ("bad-number", "write a whole number in digits, such as 28"),
    "yes-no": ("bad-yes-no", "write 'true' or 'false'"),
}
"""Form of a scalar to the code of the problem when it is not kept to, and how it is written."""

_OTHER_WORDS = {
    "alias": ("names", "called"),
    "author": ("authors", "speaker"),
    "by": ("speaker", "authors"),
    "headline": ("title",),
    "language": ("lang",),
    "link": ("url",),
    "location": ("place",),
    "name": ("title",),
    "newspaper": ("outlet",),
    "nickname": ("names", "called"),
    "publisher": ("outlet",),
    "title": ("name",),
    "venue": ("place",),
    "when": ("date", "published"),
    "where": ("place",),
    "who": ("actor", "speaker"),
}
"""What is typed for a key by whoever does not know its name, and the keys that may be meant; their letters tell nothing of it."""

_MOST_GROUPS = 2


def to_write(kind: Type) -> str:
    """What to write after a key that is missing, where that does not show from what is said of it."""
    if isinstance(kind, Many):
        return to_write(kind.item)
    if not isinstance(kind, Scalar):
        return f"it can be {ways(kind)}" if _word_for_all(kind) else ""
    if kind.choices:
        return f"it can be {either(kind.choices)}"
    only = f"write the id of the {kind.only_kind}" if kind.only_kind else ""
    return only or reference_help(kind, "ada-lind")


def hole_help(around: Type, key: str) -> str:
    """What to write after a key that has no value, or that its line may go; nothing where that cannot be told."""
    field = around.by_key.get(key) if isinstance(around, Record) else None
    if not isinstance(around, Record) or field is None or field.name in around.struct.exactly_one:
        return ""
    rests = field.name == "evidence" and getattr(around.struct, "needs_evidence", False)
    choices = to_write(field.type) if _chosen(field.type) else ""
    cure = f"write it behind the colon: {choices}" if choices else "write its value behind the colon"
    if rests:
        return "write behind the colon where it stands in a source: {source: …, at: …}"
    if field.required:
        purpose = "" if choices or not field.help else ": " + field.help.replace("`", "'")
        return f"it has to be there; {cure}{purpose}"
    return f"{cure}; where no source tells it, take the line out"


def _chosen(kind: Type) -> bool:
    return _chosen(kind.item) if isinstance(kind, Many) else isinstance(kind, Scalar) and bool(kind.choices)


def choice_meant(typed: str, kind: Scalar, around: Type) -> str:
    """The word that was meant, or all there are: another first letter may be another meaning, as of 'present' and 'absent'."""
    guess, first = nearest(typed, kind.choices), re.search(r"[^\W_]", typed)
    if guess and first and guess[0] == first[0].casefold():
        return f"did you mean '{guess}'?"
    if isinstance(around, Record) and kind.choices == (_word_for_all(around),):
        return f"it can be {ways(around)}"
    return f"it can be {either(kind.choices)}"


def ways(kind: Record) -> str:
    """The keys of which one is wanted, each as it is written and with what it says."""
    told = {key: f"{{{key}: {_begun(kind.by_key[key].type)}…}}" for key in kind.struct.exactly_one}
    if word := _word_for_all(kind):
        told[word] = f"'{word}'"
    said = ", or ".join(f"{form} ({kind.by_key[key].help})" for key, form in told.items())
    return said.replace("`", "'")


def _begun(kind: Type) -> str:
    """How every value of a field begins."""
    if isinstance(kind, Many):
        return _begun(kind.item)
    return (
        f"{kind.kinds[0]}:" if isinstance(kind, Scalar) and kind.form == "ref" and len(kind.kinds) > 1 else ""
    )


def _word_for_all(kind: Record) -> str:
    """The word that may stand for a whole group of which one key is wanted: the key itself, as in `basis: own`; or nothing."""
    short = kind.by_key.get(kind.struct.shorthand) if kind.struct.exactly_one else None
    return (
        short.key if short and isinstance(short.type, Scalar) and short.type.choices == (short.key,) else ""
    )


def reference_help(kind: Scalar, typed: str) -> str:
    """How a reference is written that has to name its kind; nothing for others."""
    if kind.form != "ref" or kind.only_kind:
        return ""
    of_any = kind.kinds == ("*",)
    example = f"{'actor' if of_any else kind.kinds[0]}:{as_id(typed.rpartition(':')[2])}"
    choices = "'actor', 'meeting', …" if of_any else either(kind.kinds)
    return f"write its kind and its id, such as '{example}'; the kind can be {choices}"


def form_help(kind: Type, path: FieldPath, typed: object) -> str:
    """How a value of another form is written, with what was typed in it where that can be told."""
    if isinstance(kind, Record):
        wanted = [f"{field.key}: …" for field in kind.fields if field.required]
        rests = ["evidence: {source: …, at: …}"] if getattr(kind.struct, "needs_evidence", False) else []
        needed = ", ".join([*wanted, *rests] or _numbers(kind, typed))
        return f"write it as {{{needed}}}; {keys_of(kind)}" if needed else keys_of(kind)
    if path[-1:] == ("value",):
        return (
            "write one value; where the sources give several, put each under 'contested:' with its evidence"
        )
    return "write a single text here; a text that begins with [ or { is put in quotation marks"


def _numbers(kind: Record, typed: object) -> list[str]:
    """The numbers of a group, each as the one that was typed for all of it."""
    said = typed if isinstance(typed, str) and typed.isdecimal() else "…"
    return [
        f"{one.key}: {said}"
        for one in kind.fields
        if isinstance(one.type, Scalar) and one.type.form == "number"
    ]


def key_meant(typed: str, kind: Record, there: Collection[str] = ()) -> str | None:
    """The key that was probably meant by one that a group does not have, or None; never one that is `there` already."""
    words = [key for key in _OTHER_WORDS.get(typed.casefold(), ()) if key in kind.by_key]
    if words:
        return words[0] if words[0] not in there else None
    guess = None if _groups_with(typed, kind) else nearest(typed, kind.by_key)
    return guess if guess not in there else None


def unknown_key_help(typed: str, kind: Record, there: Collection[str]) -> str:
    """What to write instead of a key that a group does not have, with the keys that are `there` already."""
    if guess := key_meant(typed, kind, there):
        return f"did you mean '{guess}'?"
    if groups := _groups_with(typed, kind):
        told = " or ".join(f"under '{key}:', as {form}" for key, form in groups.items())
        return f"it is written {told}"
    return keys_of(kind, there)


def _groups_with(typed: str, kind: Record) -> dict[str, str]:
    """The few lists of a group in whose entries such a key stands, each with what such an entry begins with.

    Of a list that the group cannot do without and others only that one is told.
    """
    having = [field for field in kind.fields if typed in _entry_of(field.type)]
    having = [field for field in having if field.required] or having
    told = {field.key: [*_needed(field.type), typed] for field in having}
    forms = {key: ", ".join(f"{one}: …" for one in dict.fromkeys(keys)) for key, keys in told.items()}
    return {key: f"{{{form}}}" for key, form in forms.items()} if len(forms) <= _MOST_GROUPS else {}


def _entry_of(kind: Type) -> Mapping[str, Field]:
    return kind.item.by_key if isinstance(kind, Many) and isinstance(kind.item, Record) else {}


def _needed(kind: Type) -> list[str]:
    return [key for key, field in _entry_of(kind).items() if field.required]


def keys_of(kind: Record, there: Collection[str] = ()) -> str:
    """The keys of a group but those that are `there` already; those that it cannot do without first."""
    free = [field for field in kind.fields if field.key not in there]
    return "the keys that may stand here: " + ", ".join(
        field.key for field in sorted(free, key=lambda field: not field.required)
    )


def either(words: Sequence[str]) -> str:
    """Words, each in quotation marks."""
    return ", ".join(f"'{word}'" for word in words)
