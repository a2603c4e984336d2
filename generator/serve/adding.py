"""The form for an article that is no source yet: what was typed into it is read as far as it can be, and all its mistakes are told."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from generator.articles import CannotUse, guessed
from generator.dates import BadDate, meant, parse
from generator.facts.source import SOURCE
from generator.kinds import ID
from generator.problems import Problem, as_id
from generator.read import LONGEST_ID
from generator.serve.frame import OWN
from generator.serve.markup import hidden
from generator.serve.pasting import Writing, as_article, new_source
from generator.serve.refusal import Wrong

_FIELDS = {
    "name": ("What it is called", "such as Harbour Post, 4 April 2031"),
    "published": ("The day it came out", "such as 2031-04-04"),
    "lang": ("Language", "its short code, such as en"),
    "id": (
        "Short name",
        "outlet first, day last, such as harbour-post-2031-04-04; made from name and day if left empty",
    ),
}
ADDED = (*_FIELDS, "text", "headline")
"""What is typed of an article."""

_DAY_IN_NAME = re.compile(r",?\s*\b\d{1,2}\.? \w+ \d{4}$|,?\s*\d{4}-\d{2}-\d{2}$")


class Mistaken(Exception):
    """What is wrong in the form; `wrongs` are all of it."""

    def __init__(self, wrongs: list[Wrong]) -> None:
        super().__init__(wrongs[0].words)
        self.wrongs = wrongs


@dataclass(frozen=True, slots=True)
class Article:
    """What was typed of an article: its `id`, `name`, when it was `published`, its `lang`, its `text`; `headline` if the first line is one."""

    typed: Mapping[str, str] = field(default_factory=dict)

    def read(self) -> Article:
        """The same with its day as files have it, and an id where none was typed."""
        published = meant(self.typed.get("published", ""))
        made = self.typed.get("id") or _id_from(self.typed.get("name", ""), published)
        return Article({**self.typed, "published": published, "id": made})

    def writing(self, project: Path, today: str) -> Writing:
        """What is to be written for it. Raises `Mistaken`."""
        wrongs = list(self._wrongs(project))
        if wrongs:
            raise Mistaken(wrongs)
        given = {key: self.typed[key] for key in ("name", "published", "lang") if self.typed.get(key)}
        text, source_id = self.typed["text"], self.typed["id"]
        title = guessed(source_id, as_article(text)).get("title") if self.typed.get("headline") else None
        return new_source(
            project, source_id, text, {**given, **({"title": title} if title else {}), "retrieved": today}
        )

    def _wrongs(self, project: Path) -> Iterator[Wrong]:
        if not self.typed.get("name"):
            yield self._wrong("name", "say what the article is called, such as ‘Harbour Post, 4 April 2031’")
        try:
            if published := self.typed.get("published"):
                parse(published)
        except BadDate as error:
            yield self._wrong("published", str(error))
        yield from self._wrong_id(project, self.typed.get("id", ""))
        try:
            as_article(self.typed.get("text", ""))
        except CannotUse as error:
            yield self._wrong("text", str(error))

    def _wrong_id(self, project: Path, source_id: str) -> Iterator[Wrong]:
        if not source_id:
            yield self._wrong(
                "id", "a short name is missing: outlet first, day last, such as harbour-post-2031-04-04"
            )
        elif not re.fullmatch(ID, source_id) or len(source_id) > LONGEST_ID:
            right = as_id(source_id)[:LONGEST_ID].strip("-")
            yield self._wrong("id", f"‘{source_id}’ is no short name; write it as ‘{right}’")
        elif os.path.lexists(project / f"{SOURCE.folder}/{source_id}{SOURCE.suffix}"):
            yield self._wrong("id", f"there is a source ‘{source_id}’ already; put the text on its own desk")

    def wrong(self, problem: Problem) -> Wrong:
        """A problem in the record, at the field from which it came."""
        key = str(problem.path[0]) if problem.path else ""
        words = f"{problem.headline}. {problem.help}".removesuffix(". ")
        return self._wrong(key, words) if key in _FIELDS else Wrong(words)

    def _wrong(self, key: str, words: str) -> Wrong:
        return Wrong(words, key, _FIELDS[key][0] if key in _FIELDS else "The article")

    def box(self, token: str, wrongs: Mapping[str, str]) -> str:
        """The form, with what was typed and what is wrong with it."""
        fields = "".join(self._field(key, wrongs.get(key, "")) for key in _FIELDS)
        checked = " checked" if self.typed.get("headline") or not self.typed else ""
        return (
            f'<h2>A new article</h2><form method="post" action="{OWN}/desk">{hidden({"token": token, "act": "add"})}{fields}'
            f"{text_field(self.typed.get('text', ''), wrongs.get('text', ''))}"
            f'<p><label class="preview-gone"><input type="checkbox" name="headline" value="yes"{checked}> '
            'Its first line is its headline</label></p><p><button class="preview-main">Add the article</button></p></form>'
        )

    def _field(self, key: str, wrong: str) -> str:
        label, example = _FIELDS[key]
        why = f'<p class="preview-why" id="field-{key}-why">{escape(wrong)}</p>' if wrong else ""
        by = f"{f'field-{key}-why ' if wrong else ''}field-{key}-about"
        invalid = " aria-invalid=true" if wrong else ""
        return (
            f'<div class="preview-field{" preview-wrong" if wrong else ""}"><label for="field-{key}">{label}</label>{why}'
            f'<input id="field-{key}" name="{key}" value="{escape(self.typed.get(key, ""))}" aria-describedby="{by}"{invalid} '
            f'autocomplete="off"><p class="preview-help" id="field-{key}-about">{example}</p></div>'
        )


def text_field(text: str, wrong: str = "") -> str:
    """Where an article is put in."""
    why = f'<p class="preview-why" id="field-text-why">{escape(wrong)}</p>' if wrong else ""
    invalid = ' aria-describedby="field-text-why" aria-invalid=true' if wrong else ""
    return (
        f'<div class="preview-field{" preview-wrong" if wrong else ""}"><label for="field-text">The article, a paragraph a line</label>'
        f'{why}<textarea id="field-text" class="desk-put" name="text" rows="12" dir="auto" spellcheck="false"{invalid}>\n'
        f'{escape(text)}</textarea></div><div class="preview-field"><label for="desk-file">or a text file</label>'
        '<input type="file" id="desk-file" class="desk-file" accept=".txt,text/plain"></div>'
    )


def _id_from(name: str, published: str) -> str:
    """The id that a name and a day give; nothing where there is no name in letters of the alphabet."""
    bare = unicodedata.normalize("NFKD", _DAY_IN_NAME.sub("", name)).encode("ascii", "ignore").decode()
    if not re.search("[A-Za-z0-9]", bare):
        return ""
    day = f"-{published}" if re.fullmatch(r"[\d-]+", published) else ""
    return f"{as_id(bare)[: LONGEST_ID - len(day)].strip('-')}{day}"
