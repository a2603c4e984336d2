"""The form for a new fact of which a place in an article tells: its evidence is filled in, and it is written when it is sent back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.beginning import refuse_name
from generator.citing import piece_of, takes_evidence
from generator.edit import CannotEdit, Edit, new_file
from generator.edit.renaming import Files, files_of
from generator.evidence import Evidence
from generator.kinds import Kind, Many, Record, type_of
from generator.read import FactFile
from generator.serve.form import put_back
from generator.serve.forms import Forms
from generator.serve.frame import OWN
from generator.serve.markup import Filled, form
from generator.serve.newname import SHORT_NAME, id_for, name_fields
from generator.serve.parts import Part, Typed, parts_of
from generator.serve.refusal import Sent
from generator.serve.selecting import Selection
from generator.serve.widgets import Sheet
from generator.serve.writing import Refused, Writer, Written
from generator.yamlfile import Data, parse

_NEVER_NEW = {"hold", "withdrawn"}
"""What only something that was published can be."""


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact of a kind that is begun at words in a source; `content` is its file with its evidence alone. It is named when it is saved."""

    kind: Kind
    content: bytes
    source_id: str
    chosen: Selection

    @property
    def title(self) -> str:
        """What its form is called."""
        return f"New {self.kind.name}"

    def form(self, forms: Forms, typed: Typed | None = None, why: Refused | None = None) -> str:
        """Its form, as HTML; with what was typed and why that was refused."""
        back = f"desk/{self.source_id}"
        edited = why.edits[0].file if why and why.edits else ""
        filled = Filled(
            f"new {self.kind.name} {self.source_id} {' '.join(self.chosen.at)}", self.title, edited or f"{self.kind.folder}/",
            0, "", self.parts, Sheet(names=forms.names), where=back, carried=self._carried,
        )  # fmt: skip
        if why:
            sent = Sent(edited, (), self.parts, parse(self.content, "")[0], typed or {})
            filled = forms.refused(filled, why, sent)
        return form(filled, forms.token, f"{OWN}/{back}")

    def save(self, writer: Writer, kinds: Sequence[Kind], typed: Typed) -> Refused | Written:
        """Write it as its form was filled in, under the name that follows from that."""
        called = id_for(self.kind, typed)
        content, wrong = put_back(self.content, (), self._fields, typed)
        wrong |= _wrong_name(files_of(writer.project, kinds), self.kind, called)
        if wrong:
            return Refused(wrong)
        data, _ = parse(content, "")
        if isinstance(data, dict):  # the evidence was there first, and belongs where it is declared
            content = new_file(self.kind, data)
        file = f"{self.kind.folder}/{called}{self.kind.suffix}"
        try:
            return writer.write(f"{self.kind.name}:{called}", [Edit(file, b"", content)])
        except CannotEdit as error:
            return Refused(words=str(error))

    @property
    def parts(self) -> list[Part]:
        """The fields of its form, with those of its name: last, but for a name that says what the fact is about."""
        named = name_fields(self.kind)
        return [*named, *self._fields] if self.kind.id_parts else [*self._fields, *named]

    @property
    def _fields(self) -> list[Part]:
        file = FactFile(self.kind, "", f"{self.kind.folder}/", self.content)
        parts = parts_of(file, type_of(self.kind.record), ())
        return [one for one in parts if one.name not in _NEVER_NEW]

    @property
    def _carried(self) -> Mapping[str, str]:
        """By what it is known again when its form is sent."""
        said = {"act": "begin", "kind": self.kind.name}
        return said | {"piece-at": " ".join(self.chosen.at), "piece-quote": self.chosen.quote}


def new_fact(kinds: Sequence[Kind], kind_name: str, source_id: str, chosen: Selection) -> NewFact:
    """A fact of a kind. Raises `CannotEdit` where there is no such kind, or its facts rest on no evidence."""
    kind = {one.name: one for one in kinds if takes_evidence(one)}.get(kind_name)
    if kind is None:
        raise CannotEdit(f"there is no kind '{kind_name}' whose facts rest on evidence")
    content = new_file(kind, _resting(kind, piece(source_id, chosen), source_id))
    return NewFact(kind, content, source_id, chosen)


def _wrong_name(files: Files, kind: Kind, called: str) -> dict[str, str]:
    """Why a fact cannot be called so, by the way to where it is mended; nothing where it can."""
    key = name_fields(kind)[0].key
    if not called:
        return {
            key: "A short name in Latin letters is needed here, such as ferry-talks: the title gives none."
        }
    if f"{kind.name}:{called}" in files.by_ref:
        other = "take another short name" if key == SHORT_NAME else "choose another"
        return {
            key: f"Another {kind.name} is called '{called}' already. Cite these words for that one, or {other}."
        }
    try:
        refuse_name(files, kind, called)
    except CannotEdit as error:
        return {key: str(error)}
    return {}


def _resting(kind: Kind, of: dict[str, Data], source_id: str) -> dict[str, Data]:
    """Where a piece of evidence stands in a new fact: in its first entry where it has to have some, such as a wording or a view."""
    lists = [one for one in type_of(kind.record).fields if one.required and isinstance(one.type, Many)]
    for one in lists:
        entry = one.type.item if isinstance(one.type, Many) else None
        if isinstance(entry, Record) and issubclass(entry.struct, Evidence):
            retold = {"marks": "retold"} if "marks" in entry.by_key and "quote" not in of else {}
            return {one.key: [{"id": source_id, **of, **retold}]}
        if isinstance(entry, Record) and "evidence" in entry.by_key:
            return {one.key: [{"evidence": [of]}]}
    return {"evidence": [of]}


def piece(source_id: str, chosen: Selection) -> dict[str, Data]:
    """What was selected, as evidence."""
    return piece_of(source=source_id, at=chosen.at, quote=chosen.quote or None)


def worded(forms: Forms, why: Refused) -> str:
    """The problems for which something was refused, as the terminal tells them."""
    return forms.worded(why.problems, {one.file: one.after for one in why.edits}) if why.problems else ""


def lines(values: Sequence[str]) -> str:
    """What was typed into a field; several values are lines."""
    texts = [one.replace("\r\n", "\n") for one in values]
    return texts[0] if len(texts) == 1 else "\n".join(one for one in texts if one.strip())
