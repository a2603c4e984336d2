"""Changes that are made from the preview: tried out first, written all or none, and undone again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from secrets import token_urlsafe

from generator.dates import Date
from generator.dossier import Dossier, Held, entries_of
from generator.edit import CannotEdit, Edit, apply, checked, remove_field, set_field
from generator.edit.values import data_of, entries_in
from generator.history import Change, fact_of
from generator.kinds import Record, type_of
from generator.problems import FieldPath, Problem, has_errors
from generator.read import FactFile, read_file
from generator.serve.asking import asked_after
from generator.serve.correcting import Told, adds_substance, correction, has_to_be_told, own, to_tell
from generator.serve.form import put_back
from generator.serve.parts import Group, Part, Typed, parts_of
from generator.serve.standing import Standing
from generator.serve.typed import data_at
from generator.workroom import Workroom

MOST_UNDONE = 100
"""So many changes can be undone, one after the other; what they replaced is held in memory."""

_SAY = "Say it."


@dataclass(frozen=True, slots=True)
class Target:
    """What a form is for: a fact or an entry in a dossier, its file as it was read, and the way to it in there."""

    dossier: Dossier
    ref: str
    held: Held
    file: FactFile
    record: Record
    path: FieldPath

    @property
    def print(self) -> str:
        """A fingerprint of the file, by which a change to it is noticed."""
        return blake2b(self.file.content, digest_size=16).hexdigest()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The fields of its form."""
        return parts_of(self.file, self.record, self.path)

    def asked_after(self, typed: Typed) -> str:
        """What is asked after a change."""
        named = partial(_named_source, self.dossier)
        return asked_after(self.parts, typed, named, "This" if self.path else "")

    @property
    def is_held(self) -> bool:
        """Whether it is marked as being checked."""
        return any(isinstance(one, Group) and one.name == "hold" and one.there for one in self.parts)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was written: by the way to the field at which it is to be mended, and in words; problems as they were found.

    `told` is what readers would be told, `besides` what differs from what they know without this change.
    """

    by_field: dict[str, str] = field(default_factory=dict)
    words: str = ""
    problems: tuple[Problem, ...] = ()
    edits: tuple[Edit, ...] = ()
    told: Told | None = None
    besides: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A change that was made, what it was to, and what is asked after it; the `mark` is that of no other."""

    ref: str
    edits: tuple[Edit, ...]
    asks: str = ""
    mark: str = field(default_factory=token_urlsafe)


@dataclass(slots=True)
class Writer:
    """Writes into a dossier what was typed in forms. `today` is asked what day it is; `done` is what can be undone, newest last."""

    project: Path
    today: Callable[[], Date]
    trial_room: Callable[[Path], Workroom]
    done: list[Written] = field(default_factory=list)

    def target(self, dossier: Dossier, ref: str) -> Target | None:
        """What a form for a fact or an entry is about, the file as it is now; None where there is no such fact or file."""
        held = dossier.shelf.get(fact_of(ref))
        content = read_file(self.project, held.file) if held else b""
        if held is None or isinstance(content, Problem):
            return None
        file, entry = FactFile(held.kind, held.id, held.file, content), ref.partition("#")[2]
        if not entry:
            return Target(dossier, ref, held, file, type_of(held.kind.record), ())
        group = next((group for name, group in entries_of(held) if name == entry), None)
        path = _way(file, entry, group.path) if group else None
        return None if group is None or path is None else Target(dossier, ref, held, file, group.type, path)

    def save(self, target: Target, typed: Typed, told: Told) -> Refused | Written:
        """Write what was typed into a form, with the correction that tells of it."""
        content, wrong = put_back(target.file.content, target.path, target.parts, typed)
        if wrong:
            return Refused(wrong)
        try:
            result = self._written(target, self._withdrawn(target, content, told), told)
        except CannotEdit as error:
            return Refused(words=str(error))
        if isinstance(result, Written):
            self.done[-1] = result = replace(result, asks=target.asked_after(typed))
        return result

    def check(self, target: Target) -> Refused | Written:
        """Mark a fact as being checked, or, where it is marked, take the mark out again."""
        content = target.file.content
        hold = {"since": self.today().text}
        try:
            after = (
                remove_field(content, target.path, "hold")
                if target.is_held
                else set_field(content, target.path, "hold", hold)
            )
            return self._sound(target, [Edit(target.file.file, content, after)])
        except CannotEdit as error:
            return Refused(words=str(error))

    def write(self, ref: str, edits: Sequence[Edit], beside: Sequence[Edit] = ()) -> Refused | Written:
        """Make edits to facts if they bring no errors, and with them those of files `beside` the facts, such as an article's text.

        `ref` is what they are to. Raises `CannotEdit`.
        """
        new = self._tried(edits)[0] if edits else ()
        if has_errors(new):
            return Refused(problems=tuple(new), edits=tuple(edits))
        return self._done(ref, [*edits, *beside])

    def undo(self, mark: str) -> str:
        """Take the last change back, which has this mark, and say what it was to.

        Whoever asks again, as a browser does that loads a page anew, undoes nothing more. Raises `CannotEdit` where it is not the
        last one, or its files have changed since.
        """
        if not self.done:
            raise CannotEdit("there is nothing to undo")
        last = self.done[-1]
        if last.mark != mark:
            raise CannotEdit(
                "this change is undone already, or another was made since; look at the page again"
            )
        apply(self.project, [Edit(one.file, one.after, one.before) for one in reversed(last.edits)])
        self.done.pop()
        return last.ref

    def _withdrawn(self, target: Target, content: bytes, told: Told) -> bytes:
        if told.kind != "withdrawal" or not told.is_decided or "withdrawn" not in target.record.by_key:
            return content
        return set_field(
            content, target.path, "withdrawn", {"date": self.today().text, "why": told.why.strip()}
        )

    def _written(self, target: Target, content: bytes, told: Told) -> Refused | Written:
        if content == target.file.content:
            raise CannotEdit("nothing was changed")
        edits = [Edit(target.file.file, target.file.content, content)]
        new, after = self._tried(edits)
        if has_errors(new):
            return Refused(problems=tuple(new), edits=tuple(edits))
        fact = fact_of(target.ref)
        before = to_tell(target.dossier, fact)
        changes = own(before, to_tell(after, fact))
        has_to = has_to_be_told(changes) and (
            not before or adds_substance(target.dossier, after, fact, self.today())
        )
        if not changes or not (told.kind or has_to):
            return self._done(target.ref, edits)
        draft = told.drafted_from(after, changes)
        if draft.missing or draft is not told:
            return _to_be_told(draft, own(changes, before))
        return self._sound(target, [*edits, correction(self.project, changes, told, self.today())])

    def _sound(self, target: Target, edits: Sequence[Edit]) -> Refused | Written:
        new, _ = self._tried(edits)
        is_wrong = has_errors(new)
        return Refused(problems=new, edits=tuple(edits)) if is_wrong else self._done(target.ref, edits)

    def _done(self, ref: str, edits: Sequence[Edit]) -> Written:
        apply(self.project, edits)
        self.done.append(Written(ref, tuple(edits)))
        del self.done[:-MOST_UNDONE]
        return self.done[-1]

    def _tried(self, edits: Sequence[Edit]) -> tuple[tuple[Problem, ...], Dossier]:
        """The problems that edits would bring, and the dossier as it would be."""
        rooms: list[Workroom] = []
        dossiers: list[Dossier] = []

        def look(folder: Path) -> Sequence[Problem]:
            if not rooms:
                rooms.append(self.trial_room(folder))
            planned = rooms[0].look(lambda _: None)
            rooms[0].recall.rest()
            dossiers.append(planned.dossier)
            drafts = Standing(planned).leading_to_drafts if planned.sound else ()
            return [*planned.problems, *drafts]

        return checked(self.project, edits, look).new, dossiers[-1]


def _to_be_told(told: Told, besides: Sequence[Change]) -> Refused:
    """That readers have to be told, with what they would be told as far as it is known."""
    see = "See below what readers are told of it, mend the words where they need it, and save again."
    words = f"This was published: readers have to be told of the change. {see}"
    wrong = dict.fromkeys(told.missing, _SAY)
    return Refused(wrong, words if wrong else see, told=told, besides=tuple(besides))


def _named_source(dossier: Dossier, source_id: str) -> str:
    return dossier.named(f"source:{source_id}") if dossier.has(f"source:{source_id}") else source_id


def room_like(room: Workroom, project: Path) -> Workroom:
    """A room of its own for a copy of the dossier, which knows what that one knows."""
    return Workroom(project, room.kinds, files=room.files, recall=room.recall.beside(), counts=room.counts)


def _way(file: FactFile, entry: str, known: FieldPath) -> FieldPath | None:
    """The way to an entry in a file, which may have changed since the entry was known to stand there."""
    try:
        data = data_of(file)
    except CannotEdit:
        return known
    there = data_at(data, known)
    is_there = isinstance(there, dict) and there.get("id") == entry
    return known if is_there else entries_in(data).get(entry)
