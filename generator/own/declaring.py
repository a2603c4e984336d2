"""`content/kinds.yaml`: how a dossier declares kinds of its own, and further fields for the kinds every dossier has."""

from __future__ import annotations

from typing import Annotated, Literal

from generator.evidence import Id, Text
from generator.kinds import Declared, Kind, doc, text

KINDS_FILE = "content/kinds.yaml"

Key = Annotated[str, text("key", r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*(?![\s\S])")]
"""What a field is called in fact files."""

SingleForm = Literal[
    "text", "line", "prose", "quote", "language", "url", "number", "yes-no", "date", "choice", "ref"
]


class AnyField(Declared, frozen=True, kw_only=True):
    """What is said of any field."""

    key: Annotated[Key, doc("what it is called in fact files: `built_in`")]
    label: Annotated[Text | None, doc("what readers see; otherwise the key in words")] = None
    help: Annotated[Text | None, doc("what it is for, in words for whoever writes facts")] = None
    required: Annotated[bool, doc("`true`: it cannot be left out")] = False
    many: Annotated[bool, doc("`true`: a list; a single value may stand in place of a list of one")] = False
    sourced: Annotated[bool, doc("`true`: sources may give it differently, or say that there is none")] = (
        False
    )
    kinds: Annotated[tuple[Text, ...], doc("for a `ref`: the kinds it can lead to; `*` is any")] = ()
    back: Annotated[Text | None, doc("for a `ref`: what it is called on the page it leads to")] = None
    choices: Annotated[
        tuple[Text, ...], doc("for a `choice`: the words that can be chosen, as readers see them")
    ] = ()


class InnerField(AnyField, frozen=True, kw_only=True):
    """A field in a group of fields."""

    form: Annotated[SingleForm, doc("what it holds")] = "text"


class OwnField(AnyField, frozen=True, kw_only=True):
    """A field of a fact. A `group` has `fields`; `entries` are a list of groups that each have an id and evidence of their own."""

    form: Annotated[Literal[SingleForm, "group", "entries"], doc("what it holds")] = "text"
    fields: Annotated[tuple[InnerField, ...], doc("for a `group` and for `entries`: the fields in it")] = ()


class FurtherField(OwnField, frozen=True, kw_only=True):
    """A field that facts of a kind that every dossier has may carry besides."""

    of: Annotated[Text, doc("the kind: `actor`")]


class OwnKind(Declared, frozen=True, kw_only=True):
    """A kind of fact."""

    name: Annotated[Id, doc("what it is called in references: `ferry` in `ferry:night-boat`")]
    singular: Annotated[Text | None, doc("what readers see of one; otherwise the name")] = None
    plural: Annotated[Text, doc("what readers see of several: `Ferries`")]
    folder: Annotated[
        Id | None, doc("the folder in `content/` and on the site; otherwise the name with an s")
    ] = None
    title: Annotated[Text, doc("what a fact is called, with its fields in braces: `{name}, {built}`")] = (
        "{title}"
    )
    layout: Annotated[Text, doc("its layout in `layouts/`; otherwise that of any fact")] = "fact.html"
    intro: Annotated[Text | None, doc("what the list of all of them begins with")] = None
    date: Annotated[Key | None, doc("the field that puts it into the timeline")] = None
    starts_with_date: Annotated[bool, doc("`true`: the names of its files begin with a date")] = False
    needs_evidence: Annotated[bool, doc("`false`: none of it need rest on a source")] = True
    fields: Annotated[tuple[OwnField, ...], doc("what is said of each")]


class Declarations(Declared, frozen=True, kw_only=True):
    """`content/kinds.yaml`: the kinds that only this dossier has, and further fields for the others."""

    kinds: Annotated[tuple[OwnKind, ...], doc("kinds of facts that only this dossier has")] = ()
    fields: Annotated[
        tuple[FurtherField, ...], doc("further fields for the kinds that every dossier has")
    ] = ()


DECLARATIONS = Kind(
    "kinds",
    "Kinds",
    Declarations,
    folder="content",
    address="index.html#{id}",
    title="{name}",
)
"""The declarations as a kind, so that editors help with them as with facts; they are no fact and have no address."""
