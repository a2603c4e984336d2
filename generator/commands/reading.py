"""What commands read that only show: the dossier with its drafts, and texts that cannot act on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.build import gather
from generator.commands.common import say_when_slow, wrong_usage
from generator.dossier import Dossier
from generator.edit import CannotEdit, Edit, apply, remove_field
from generator.edit.files import copied
from generator.edit.renaming import files_of, ref_of
from generator.edit.values import data_of
from generator.facts import BUILT_IN
from generator.own.kinds import kinds_of
from generator.read import FactFile

_JOINERS = "\u200c\u200d"


@contextmanager
def with_drafts(project: Path) -> Iterator[tuple[Dossier, frozenset[str]]]:
    """The dossier with its drafts in it as if they were published, and which those are; ends with 2 where no dossier is.

    What does not take shape is not in it.
    """
    try:
        files = files_of(project, kinds_of(project, BUILT_IN)).facts
    except CannotEdit as error:
        wrong_usage(str(error))
    drafts = {ref_of(file): edit for file in files if (edit := _published(file))}
    if not drafts:
        yield gather(project, say_when_slow())[0], frozenset()
        return
    with copied(project) as copy:
        apply(copy, list(drafts.values()))
        yield gather(copy, say_when_slow())[0], frozenset(drafts)


def _published(file: FactFile) -> Edit | None:
    """What makes a draft a fact like others; nothing for what is none, or cannot be read."""
    if b"draft" not in file.content or file.kind.suffix != ".yaml":
        return None
    try:
        data = data_of(file)
        if not isinstance(data, dict) or data.get("draft") != "true":
            return None
        return Edit(file.file, file.content, remove_field(file.content, (), "draft"))
    except CannotEdit:
        return None


def shown(text: str) -> str:
    """A text in one line, with what could steer the terminal made visible; the joiners of some scripts are let be."""
    return "".join(sign if sign.isprintable() or sign in _JOINERS else "�" for sign in text)
