"""The form for a new fact of which a place in an article tells: its evidence is filled in, and it is written when it is sent back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.beginning import refuse_name, told_by_name
from generator.citing import piece_of, takes_evidence
from generator.edit import CannotEdit, Edit, new_file
from generator.edit.renaming import files_of
from generator.evidence import Evidence
from generator.kinds import Kind, Many, Record, type_of
from generator.read import FactFile
from generator.serve.form import put_back
from generator.serve.forms import Forms
from generator.serve.frame import OWN
from generator.serve.markup import Filled, form
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
    """A fact that is begun at words in a source; `file` is its file with its evidence alone."""

    file: FactFile
    source_id: str
    chosen: Selection

    @property
    def ref(self) -> str:
        """Its address."""
        return f"{self.file.kind.name}:{self.file.id}"

    @property
    def title(self) -> str:
        """What its form is called."""
        return f"New {self.file.kind.name}: {self.file.id}"

    def form(self, forms: Forms, typed: Typed | None = None, why: Refused | None = None) -> str:
        """Its form, as HTML; with what was typed and why that was refused."""
        back = f"desk/{self.source_id}"
        filled = Filled(
            self.ref, self.title, self.file.file, 0, "", self.parts, Sheet(names=forms.names), where=back,
            carried=self._carried,
        )  # fmt: skip
        if why:
            sent = Sent(self.file.file, (), self.parts, parse(self.file.content, "")[0], typed or {})
            filled = forms.refused(filled, why, sent)
        return form(filled, forms.token, f"{OWN}/{back}")

    def save(self, writer: Writer, typed: Typed) -> Refused | Written:
        """Write it as its form was filled in. Raises `CannotEdit`."""
        content, wrong = put_back(self.file.content, (), self.parts, typed)
        if wrong:
            return Refused(wrong)
        data, _ = parse(content, "")
        if isinstance(data, dict):  # the evidence was there first, and belongs where it is declared
            content = new_file(self.file.kind, data)
        return writer.write(self.ref, [Edit(self.file.file, b"", content)])

    @property
    def parts(self) -> list[Part]:
        """The fields of its form."""
        parts = parts_of(self.file, type_of(self.file.kind.record), ())
        return [one for one in parts if one.name not in _NEVER_NEW]

    @property
    def _carried(self) -> Mapping[str, str]:
        """By what it is known again when its form is sent."""
        said = {"act": "begin", "kind": self.file.kind.name, "id": self.file.id}
        return said | {"piece-at": " ".join(self.chosen.at), "piece-quote": self.chosen.quote}


def new_fact(
    project: Path, kinds: Sequence[Kind], called: tuple[str, str], source_id: str, chosen: Selection
) -> NewFact:
    """A fact that is `called` by its kind and its id. Raises `CannotEdit` where none can be called so."""
    kind = {one.name: one for one in kinds if takes_evidence(one)}.get(called[0])
    if kind is None:
        raise CannotEdit(f"there is no kind '{called[0]}' whose facts rest on evidence")
    refuse_name(files_of(project, kinds), kind, called[1])
    data: dict[str, Data] = {
        **_resting(kind, piece(source_id, chosen), source_id),
        **told_by_name(kind, called[1]),
    }
    file = f"{kind.folder}/{called[1]}{kind.suffix}"
    return NewFact(FactFile(kind, called[1], file, new_file(kind, data)), source_id, chosen)


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
