"""What a new fact is called: by the short name that was typed, otherwise by its title; its date goes before it, and follows it."""

from __future__ import annotations

import re
import unicodedata

from generator.kinds import Kind
from generator.labels import plain
from generator.problems import as_id
from generator.read import LONGEST_ID
from generator.serve.parts import Input, Typed

SHORT_NAME = "id"
"""The way in a form to what a fact is called."""

_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_DATED = re.compile(rf"(?:{_DATE.pattern}|undated)-")
_WORDS = 6
"""So many words of a title at most make a short name."""


def name_fields(kind: Kind) -> list[Input]:
    """The fields in which it is typed: one; of a kind whose ids name other facts, one for each of these."""
    if kind.id_parts:
        return [
            Input(f"{SHORT_NAME}.{n}", of, plain(of), "line", "", "choose by name", required=True, kinds=(of,), bare=True)
            for n, (of, _) in enumerate(kind.id_parts)
        ]  # fmt: skip
    about = "what its file and its address are called, such as ferry-talks; made from its title if left empty"
    dated = "; the date goes before it" if kind.starts_with_date else ""
    return [Input(SHORT_NAME, SHORT_NAME, "Short name", "line", "", about + dated)]


def id_for(kind: Kind, typed: Typed) -> str:
    """The id of a fact that was typed into a form; empty where neither a short name nor a title makes one."""
    if kind.id_parts:
        return "/".join(typed.get(one.key, "").strip() for one in name_fields(kind))
    short = typed.get(SHORT_NAME, "").strip() or _short(kind, typed)
    if not (short and kind.starts_with_date):
        return short
    date = _DATE.match(_typed(kind.date, typed))
    if not date:
        return short if _DATED.match(short) else f"undated-{short}"
    return f"{date[0]}-{_DATED.sub('', short, count=1)}"


def _short(kind: Kind, typed: Typed) -> str:
    """Of the fields that a fact of this kind is called by, the first words; those after the last whole word that fits are left out."""
    fields = re.findall(r"\{([a-z_]+)\}", kind.title)
    said = unicodedata.normalize("NFKD", " ".join(_typed(one, typed).replace("-", " ") for one in fields))
    plainly = said.encode("ascii", "ignore").decode()
    if _letters(plainly) * 2 <= _letters(said):  # what is left of another script tells nobody anything
        return ""
    words = as_id(plainly).split("-")[:_WORDS]
    return "-".join(words)[: LONGEST_ID - len("2031-04-02-")].strip("-")


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _typed(key: str, typed: Typed) -> str:
    return (typed.get(f"{key}.value") or typed.get(key, "")).strip()
