"""What a writer does in the preview: opens a form, saves it, marks a fact, undoes; each answered with a page or an address to go to."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from html import escape
from urllib.parse import quote

from generator.edit import CannotEdit
from generator.history import Change, fact_of
from generator.problems import Problem
from generator.serve.correcting import Told
from generator.serve.form import meant
from generator.serve.frame import OWN
from generator.serve.markup import Filled, acts, form, listed, page
from generator.serve.meanwhile import differing, kept_of, touched
from generator.serve.names import called
from generator.serve.parts import Typed
from generator.serve.preview import Edition, Preview
from generator.serve.refusal import Sent, Wrong, by_key, errors_first
from generator.serve.telling import TOLD
from generator.serve.typed import data_at
from generator.serve.widgets import Sheet
from generator.serve.writing import Refused, Target, Writer, Written
from generator.yamlfile import parse

_TITLE = "Preview"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """What comes of it: an HTTP status with a page, or 303 with the address to go to."""

    status: int
    content: bytes = b""
    to: str = ""


@dataclass(slots=True)
class Forms:
    """The forms of a preview; `token` has to come back with whatever is sent. They are asked one at a time."""

    preview: Preview
    writer: Writer
    worded: Callable[[Sequence[Problem], Mapping[str, bytes]], str]
    token: str = field(default_factory=secrets.token_urlsafe)
    _by: str = ""

    def shown(self, ref: str) -> Reply:
        """The form for a fact or an entry."""
        target = self._target(ref)
        return self._form(200, target, self._blank(target)) if target else self._none(ref)

    def saved(self, sent: Mapping[str, Sequence[str]]) -> Reply:
        """What was sent from a form, written or refused with all that was typed."""
        target = self._target(_one(sent, "fact"))
        if target is None:
            return self._none(_one(sent, "fact"))
        typed, was = meant(target.parts, _of(sent, "field:"), self.names), _of(sent, "was:")
        told = Told(**{one.name: _one(sent, f"told-{one.name}") for one in fields(Told)})
        self._by = told.by or self._by
        if _one(sent, "print") != target.print:
            return self._form(409, target, self._changed_meanwhile(target, typed, was, told))
        result = self.writer.save(target, typed, told)
        if isinstance(result, Written):
            return self._done(target.ref)
        return self._form(422, target, self._refused(target, result, typed, told))

    def checked(self, ref: str) -> Reply:
        """A fact marked as being checked, or no longer."""
        target = self._target(ref)
        if target is None:
            return self._none(ref)
        result = self.writer.check(target)
        if isinstance(result, Written):
            return self._done(ref)
        return self._form(422, target, self._refused(target, result, {}, self._told(target) or Told()))

    def undone(self, mark: str) -> Reply:
        """The last change taken back, which has this mark."""
        try:
            ref = self.writer.undo(mark)
        except CannotEdit as error:
            told = f'<h1>Nothing was undone</h1><p>{escape(str(error))}</p><p><a href="{OWN}/">To the overview</a></p>'
            return Reply(409, page(_TITLE, told))
        return self._done(ref)

    def overview(self) -> Reply:
        """What is on the desk: drafts, what differs from what is published, what can be undone."""
        edition = self.preview.shown.edition
        body = [
            "<h1>Preview</h1>",
            f'<p><a href="{quote(self.preview.shown.base)}">To the pages</a> · <a href="{OWN}/desk">Reading desk</a></p>',
        ]
        body += self._lists(edition) if edition else ["<p>There is nothing to show yet.</p>"]
        undo = [
            ("Undo the change to " + one.ref, "undo", {"change": one.mark}) for one in self.writer.done[-1:]
        ]
        body += ["<h2>Undo</h2>", acts(self.token, undo) or "<p>Nothing was changed here.</p>"]
        return Reply(200, page(_TITLE, "\n".join(body), self._look))

    def _lists(self, edition: Edition) -> list[str]:
        standing, dossier = edition.standing, edition.planned.dossier
        drafts = [(self._href(ref), dossier.named(ref), "draft") for ref in standing.drafts]
        drafted = set(standing.drafts)
        changes = [one for one in standing.changes if fact_of(one.address) not in drafted]
        rows = [(self._href(one.address), one.name, _told(one)) for one in changes]
        return [listed("Drafts", drafts), listed("Differs from what is published", rows)]

    def _target(self, ref: str) -> Target | None:
        edition = self.preview.shown.edition
        return self.writer.target(edition.planned.dossier, ref) if edition else None

    def _form(self, status: int, target: Target, filled: Filled) -> Reply:
        body = form(filled, self.token, self._href(target.ref))
        return Reply(status, page(f"Edit {filled.name}", body, self._look))

    def _blank(self, target: Target) -> Filled:
        edition = self.preview.shown.edition
        assert edition is not None
        name, line = edition.planned.dossier.named(target.ref), edition.standing.line(target.ref)
        sheet = Sheet(names=self.names)
        return Filled(
            target.ref,
            name,
            target.file.file,
            line,
            target.print,
            target.parts,
            sheet,
            told=self._told(target),
        )

    @property
    def names(self) -> dict[str, str]:
        """What facts are called where they are chosen."""
        edition = self.preview.shown.edition
        return called(edition.planned.dossier) if edition else {}

    def _told(self, target: Target) -> Told | None:
        """What is to be said to readers of a change; nothing where they have never seen the fact."""
        edition = self.preview.shown.edition
        published = edition.planned.dossier.published.by_address if edition else {}
        is_known = any(fact_of(address) == fact_of(target.ref) for address in published)
        return Told(by=self._by) if is_known else None

    def refused(self, blank: Filled, refused: Refused, sent: Sent) -> Filled:
        """A form again, with what was typed and why it was not written."""
        said = [sent.at(key, words) for key, words in refused.by_field.items() if key not in TOLD]
        told = [Wrong(words, key, TOLD[key]) for key, words in refused.by_field.items() if key in TOLD]
        wrong = [*said, *told, *map(sent.placed, errors_first(refused.problems))]
        marks = by_key(wrong)
        files = {one.file: one.after for one in refused.edits}
        problems = self.worded(refused.problems, files) if refused.problems else ""
        sheet = replace(blank.sheet, typed=sent.typed, wrong=marks, touched=touched(blank.parts, sent.typed))
        return replace(
            blank, sheet=sheet, words=refused.words, problems=problems, wrong=wrong, besides=refused.besides
        )

    def _refused(self, target: Target, refused: Refused, typed: Typed, told: Told) -> Filled:
        blank = self._blank(target)
        data = data_at(parse(target.file.content, "")[0], target.path)
        sent = Sent(target.file.file, target.path, blank.parts, data, typed)
        return replace(
            self.refused(blank, refused, sent), told=(refused.told or told) if blank.told else None
        )

    def _changed_meanwhile(self, target: Target, typed: Typed, was: Typed, told: Told) -> Filled:
        """What was typed, with what the file says now wherever that is another; what was not touched follows the file."""
        blank, (kept, lost) = self._blank(target), kept_of(target.parts, typed, was)
        words = f"{target.file.file} has changed since this form was opened. What you typed is still here; see whether it still fits, and save again."
        sheet = replace(
            blank.sheet, typed=kept, now=differing(target.parts, kept, was), touched=frozenset(kept)
        )
        told_again = told if blank.told else None
        return replace(blank, sheet=sheet, words=" ".join([words, *lost]), told=told_again)

    def _done(self, ref: str) -> Reply:
        self.preview.renew()
        return Reply(303, to=self._href(ref))

    def _none(self, ref: str) -> Reply:
        return Reply(404, page(_TITLE, f"<h1>There is no fact “{escape(ref)}” to change</h1>", self._look))

    def _href(self, ref: str) -> str:
        shown = self.preview.shown
        known = shown.edition and shown.edition.planned.dossier.has(ref)
        return (
            f"{quote(shown.base)}{shown.edition.standing.place_of(ref)}"
            if shown.edition and known
            else f"{OWN}/"
        )

    @property
    def _look(self) -> str:
        return self.preview.shown.mark


def _told(change: Change) -> str:
    """What a change is, in a line."""
    was, now = ("; ".join(lines)[:_LONGEST] for lines in (change.was, change.now))
    return (
        f"{change.what.value}: {was or 'nothing'} → {now or 'nothing'}" if was or now else change.what.value
    )


def _one(sent: Mapping[str, Sequence[str]], key: str) -> str:
    return next(iter(sent.get(key, ())), "")


def _of(sent: Mapping[str, Sequence[str]], sign: str) -> dict[str, str]:
    """What was sent for each field whose name begins so; several values are lines."""
    names = {key: values for key, values in sent.items() if key.startswith(sign)}
    return {key.removeprefix(sign): _lines(values) for key, values in names.items()}


def _lines(values: Sequence[str]) -> str:
    texts = [one.replace("\r\n", "\n") for one in values]
    return texts[0] if len(texts) == 1 else "\n".join(one for one in texts if one.strip())
