"""From what is declared in YAML to the types that everything walks: nothing further down can tell them from built-in ones."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Annotated, Any, Final, Literal, Optional, cast

import msgspec

from generator.dates import Date
from generator.evidence import Entry, Fact, Language, Line, Prose, Quote, Sourced, Text, Url
from generator.kinds import Declared, Kind, doc, ref
from generator.own.declaring import AnyField, FurtherField, InnerField, OwnField, OwnKind

MOST_KEPT = 256
"""How many declarations of a preview are held at a time: one that is written anew makes new types."""

_FORMS: Final[dict[str, object]] = {
    "text": Text, "line": Line, "prose": Prose, "quote": Quote, "language": Language, "url": Url,
    "number": int, "yes-no": bool, "date": Date,
}  # fmt: skip

_Field = tuple[str, object, object]


@lru_cache(MOST_KEPT)
def kind_of(declared: OwnKind) -> Kind:
    """A declared kind, as those that every dossier has."""
    about: dict[str, object] = {
        "__doc__": declared.intro or declared.plural,
        "needs_evidence": declared.needs_evidence,
        "labels": labels_of(declared.fields),
    }
    struct = _struct(declared.name, declared.fields, Fact, about, declared.plural)
    folder = folder_of(declared)
    return Kind(
        declared.name,
        declared.plural,
        struct,
        folder=f"content/{folder}",
        address=f"{folder}/{{id}}.html",
        title=declared.title,
        layout=declared.layout,
        intro=declared.intro or "",
        date=declared.date or "",
        starts_with_date=declared.starts_with_date,
    )


@lru_cache(MOST_KEPT)
def extended(kind: Kind, fields: tuple[FurtherField, ...]) -> type[Declared]:
    """The record of a kind with further fields."""
    labels = labels_of(fields)
    about: dict[str, object] = {"__doc__": kind.record.__doc__, "labels": labels, "extra": tuple(labels)}
    return _struct(kind.name, fields, kind.record, about, kind.plural)


def folder_of(declared: OwnKind) -> str:
    """The folder of a kind, in `content/` and on the site."""
    return declared.folder or f"{declared.name}s"


def labels_of(fields: Iterable[AnyField]) -> dict[str, str]:
    """What readers see of each field, by key."""
    return {one.key: one.label or one.key.replace("_", " ").capitalize() for one in fields}


def _struct(
    name: str,
    fields: Sequence[InnerField | OwnField],
    base: type[Declared],
    about: dict[str, object],
    back: str,
) -> type[Declared]:
    made = msgspec.defstruct(
        "".join(part.capitalize() for part in name.replace("_", "-").split("-")),
        cast("list[tuple[str, type, Any]]", [_field(one, back) for one in fields]),
        bases=(base,),
        namespace=about,
        module=__name__,
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
        omit_defaults=True,
    )
    return cast("type[Declared]", made)


def _field(field: InnerField | OwnField, back: str) -> _Field:
    of = _one(field, back)
    name = f"{field.key}_" if keyword.iskeyword(field.key) else field.key
    about: dict[str, Any] = {"name": field.key}
    if field.many or field.form == "entries":
        of = tuple[of, ...]  # type: ignore[valid-type]
        about |= {} if field.required else {"default": ()}
    elif not field.required:
        of, about["default"] = Optional[of], None  # noqa: UP045  a type that is made here
    return name, Annotated[of, doc(field.help)] if field.help else of, msgspec.field(**about)


def _one(field: InnerField | OwnField, back: str) -> object:
    """The type of one value."""
    match field.form:
        case "choice":
            of: object = Literal[field.choices]
        case "ref":
            of = Annotated[str, ref(*field.kinds, back=field.back or back)]
        case "group" | "entries":
            assert isinstance(field, OwnField)
            about: dict[str, object] = {"__doc__": field.help or "", "labels": labels_of(field.fields)}
            of = _struct(field.key, field.fields, Entry if field.form == "entries" else Declared, about, back)
        case form:
            of = _FORMS[form]
    return Sourced[of] if field.sourced else of  # type: ignore[valid-type]
