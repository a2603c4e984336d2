"""The reading desk: an article that is held here beside the facts, and what is done with words that are selected in it.

The text is shown to this machine alone. Where something stands in it is found from the words; what is written is checked first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from generator.articles import CannotUse, text_of
from generator.citing import cited, is_there, with_piece
from generator.dossier import Dossier
from generator.edit import CannotEdit, Edit, add_entry
from generator.facts import BUILT_IN
from generator.facts.source import Source
from generator.fingerprint import paragraphs, sentences
from generator.kinds import Kind
from generator.own.kinds import kinds_of
from generator.serve.adding import ADDED, Article, Mistaken
from generator.serve.beside import Refusal, Spread, articles, put_box, refused, spread
from generator.serve.choosing import cited_for, fact_meant, fields_within
from generator.serve.deskpage import desk_page, none_such, text_told, without_text
from generator.serve.form import meant
from generator.serve.forms import Forms, Reply
from generator.serve.frame import OWN
from generator.serve.newfact import NewFact, lines, new_fact, piece, worded
from generator.serve.pasting import Differs, put_text
from generator.serve.refusal import Wrong, by_key, errors_first
from generator.serve.selecting import Selection, print_of, selected
from generator.serve.sentences import in_sentences
from generator.serve.spreading import Standpoint, citable, spread_of
from generator.serve.writing import Refused, Written
from generator.yamlfile import Data

Sent = Mapping[str, Sequence[str]]
"""What was sent from a form, by field."""

_NOTHING = "There is nothing to show yet"


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of a preview. It is asked in the preview's own thread."""

    forms: Forms
    undone: str = ""
    """The fact to which a change was taken back by what led here."""

    def listed(self, refusal: Refusal | None = None, typed: Article | None = None) -> Reply:
        """The articles, and the box for a new one."""
        dossier = self._dossier
        if dossier is None:
            return self._page(503, _NOTHING, f"<h1>{_NOTHING}</h1>")
        rows = (
            (one.id, dossier.named(one.ref), text_told(self._project, one.id))
            for one in dossier.of_kind("source")
        )
        why = refusal or Refusal()
        box = (typed or Article()).box(self.forms.token, by_key(why.wrongs))
        return self._page(422 if refusal else 200, "Reading desk", refused(why) + articles(rows) + box)

    def shown(self, source_id: str, refusal: Refusal | None = None) -> Reply:
        """An article beside the facts; where its text is not held, how it is put here."""
        dossier, source = self._dossier, self._source(source_id)
        if dossier is None or source is None:
            return self._none(source_id)
        try:
            text = text_of(self._project, source_id)
        except CannotUse as why:
            return self._without(source_id, str(why), refusal)
        if text is None:
            return self._without(source_id, "The text of this article is not held here.", refusal)
        if tuple(len(sentences(one)) for one in paragraphs(text)) != source.sentences:
            return self._without(
                source_id, "The text held here has other paragraphs or sentences than the record.", refusal
            )
        shown = self._spread(dossier, source_id, source, text)
        body = spread(replace(shown, refusal=refusal) if refusal else shown)
        return self._page(422 if refusal else 200, shown.name, body, source_id)

    def within(self, typed: str) -> list[tuple[str, str]]:
        """The fields of the fact that is meant which rest on evidence of their own; none where it is not clear which is meant."""
        with suppress(CannotEdit):
            ref = fact_meant(typed, self._names)
            target = self.forms.writer.target(self._dossier, ref) if self._dossier else None
            return fields_within(target) if target else []
        return []

    def sent(self, source_id: str, sent: Sent) -> Reply:
        """What was done on the desk, with the page to go on with."""
        if not source_id:
            return self._undone("", sent) if first(sent, "act") == "undo" else self._added(sent)
        if self._source(source_id) is None:
            return self._none(source_id)
        does: Mapping[str, Callable[[str, Sent], Reply]] = {
            "cite": self._cited, "nothing": self._emptied, "new": self._opened, "begin": self._begun, "put": self._put,
            "undo": self._undone,
        }  # fmt: skip
        try:
            return does.get(first(sent, "act"), self._unknown)(source_id, sent)
        except (CannotEdit, CannotUse) as why:
            return self.shown(source_id, Refusal(str(why), at=first(sent, "at"), sent=sent))

    def _cited(self, source_id: str, sent: Sent) -> Reply:
        chosen, typed = self._chosen(source_id, sent), (first(sent, "fact").strip(), first(sent, "field"))
        evidence = piece(source_id, chosen)
        ref, to = cited_for(self._project, self._kinds, self._names, typed)
        if is_there(to, evidence):
            raise CannotEdit(f"{ref} rests on this already ({to.file.file})")
        return self._written(
            source_id, sent, chosen, self.forms.writer.write(ref, [with_piece(to, evidence)])
        )

    def _emptied(self, source_id: str, sent: Sent) -> Reply:
        chosen, why = self._chosen(source_id, sent), first(sent, "why").strip()
        if not why:
            raise CannotEdit("say what stands there, such as 'a box that advertises a newsletter'")
        file = cited(self._project, self._kinds, f"source:{source_id}").file
        entry: dict[str, Data] = {"at": _single(chosen.at), "why": why}
        edit = Edit(file.file, file.content, add_entry(file.content, (), "not_content", entry))
        return self._written(source_id, sent, chosen, self.forms.writer.write(f"source:{source_id}", [edit]))

    def _opened(self, source_id: str, sent: Sent) -> Reply:
        new = self._new(source_id, sent, self._chosen(source_id, sent))
        return self._page(200, new.title, new.form(self.forms), source_id)

    def _begun(self, source_id: str, sent: Sent) -> Reply:
        chosen = Selection(tuple(first(sent, "piece-at").split()), first(sent, "piece-quote"))
        new = self._new(source_id, sent, chosen)
        typed = {key.removeprefix("field:"): lines(sent[key]) for key in sent if key.startswith("field:")}
        typed = meant(new.parts, typed, self.forms.names)
        result = new.save(self.forms.writer, self._kinds, typed)
        if isinstance(result, Written):
            return self._written(source_id, sent, chosen, result)
        return self._page(422, new.title, new.form(self.forms, typed, result), source_id)

    def _new(self, source_id: str, sent: Sent, chosen: Selection) -> NewFact:
        return new_fact(self._kinds, first(sent, "kind"), source_id, chosen)

    def _put(self, source_id: str, sent: Sent) -> Reply:
        text, newer = first(sent, "text"), bool(first(sent, "newer"))
        source = self._source(source_id)
        try:
            edits, beside = put_text(
                self._project, source_id, text, source.sentences if source else (), newer=newer
            )
        except Differs as differs:
            return self._without(source_id, "The text was not put here.", Refusal(sent=sent), str(differs))
        result = self.forms.writer.write(f"source:{source_id}", edits, beside)
        return self._written(source_id, sent, Selection((), ""), result)

    def _added(self, sent: Sent) -> Reply:
        typed = Article({key: first(sent, key).strip() for key in ADDED}).read()
        source_id = typed.typed["id"]
        try:
            edits, beside = typed.writing(self._project, self.forms.writer.today().text)
            result = self.forms.writer.write(f"source:{source_id}", edits, beside)
        except Mistaken as mistaken:
            return self.listed(Refusal(wrongs=mistaken.wrongs), typed)
        except (CannotEdit, CannotUse) as why:
            return self.listed(Refusal(str(why)), typed)
        if isinstance(result, Refused):
            wrongs = [typed.wrong(one) for one in result.problems]
            return self.listed(Refusal(result.words, worded(self.forms, result), wrongs=wrongs), typed)
        return self._written(source_id, sent, Selection((), ""), result)

    def _undone(self, source_id: str, sent: Sent) -> Reply:
        """The last change taken back; whoever did it stays where they are, or finds the articles if that one is gone."""
        try:
            ref = self.forms.writer.undo(first(sent, "change"))
        except CannotEdit as error:
            why = Refusal(f"Nothing was undone: {error}.")
            return self.shown(source_id, why) if source_id else self.listed(why)
        self.forms.preview.renew()
        there = f"/{source_id}" if source_id and self._source(source_id) else ""
        return Reply(303, to=f"{OWN}/desk{there}?undone={quote(ref, safe=':')}")

    def _unknown(self, source_id: str, sent: Sent) -> Reply:
        raise CannotEdit(f"'{first(sent, 'act')}' is nothing that is done on the desk of {source_id}")

    def _written(self, source_id: str, sent: Sent, chosen: Selection, result: Refused | Written) -> Reply:
        at = next(iter(chosen.at), "").partition("-")[0]
        if isinstance(result, Refused):
            wrongs = [Wrong(in_sentences(one.headline, one.help)) for one in errors_first(result.problems)]
            return self.shown(source_id, Refusal(result.words, worded(self.forms, result), at, wrongs, sent))
        self.forms.preview.renew()
        return Reply(303, to=f"{OWN}/desk/{source_id}{f'#{at}' if at else ''}")

    def _chosen(self, source_id: str, sent: Sent) -> Selection:
        text = text_of(self._project, source_id)
        if text is None or print_of(text) != first(sent, "print"):
            raise CannotEdit("the text has changed since this page was opened; select the words again")
        chosen = selected(text, sent.get("at", ()), sent.get("words", ()))
        return chosen if first(sent, "quote") else Selection(chosen.at, "")

    def _spread(self, dossier: Dossier, source_id: str, source: Source, text: str) -> Spread:
        at = Standpoint(dossier, self._kinds, self.forms.preview.shown.base, self.forms.token)
        return spread_of(at, source_id, source, text)

    def _without(self, source_id: str, why: str, refusal: Refusal | None = None, differs: str = "") -> Reply:
        dossier, again = self._dossier, refusal or Refusal()
        name = dossier.named(f"source:{source_id}") if dossier else source_id
        box = put_box(source_id, self.forms.token, first(again.sent, "text"), differs)
        body = without_text(source_id, name, why, f"{refused(again)}{box}")
        return self._page(409 if differs else 422 if refusal else 200, name, body, source_id)

    def _none(self, source_id: str) -> Reply:
        return self._page(*none_such(source_id))

    def _page(self, status: int, title: str, body: str, source_id: str = "") -> Reply:
        return desk_page(self.forms, (status, title, body), source_id, self.undone)

    def _source(self, source_id: str) -> Source | None:
        ref, dossier = f"source:{source_id}", self._dossier
        record = dossier.shelf[ref].record if dossier and ref in dossier.shelf else None
        return record if isinstance(record, Source) else None

    @property
    def _dossier(self) -> Dossier | None:
        edition = self.forms.preview.shown.edition
        return edition.planned.dossier if edition else None

    @property
    def _names(self) -> dict[str, str]:
        """All that words can be cited for."""
        return citable(self._dossier, self._kinds) if self._dossier else {}

    @property
    def _project(self) -> Path:
        return self.forms.preview.room.project

    @property
    def _kinds(self) -> Sequence[Kind]:
        return kinds_of(self._project, BUILT_IN)


def first(sent: Sent, key: str) -> str:
    """What was sent in a field, or nothing."""
    return next(iter(sent.get(key, ())), "")


def _single(at: Sequence[str]) -> Data:
    return at[0] if len(at) == 1 else list(at)
