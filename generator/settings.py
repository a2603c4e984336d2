"""What holds for a whole dossier: `content/dossier.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from generator.dates import Date
from generator.evidence import Language, Line, Prose, Quote, Text, Url
from generator.kinds import Declared, Kind, doc

SETTINGS_FILE = "content/dossier.yaml"


class Limits(Declared, frozen=True, kw_only=True):
    """How much of a source may be quoted: words in one stretch, words in one wording, and per cent of the source in all."""

    span: int = 30
    wording: int = 60
    share: int = 60


class TimeWords(Declared, frozen=True, kw_only=True):
    """Time words of a language other than English, and the English ones that mean the same."""

    words: Annotated[Quote, doc("as a source has them: `у понеділок`")]
    means: Annotated[Text, doc("the same in English: `Monday`")]


class Settings(Declared, frozen=True, kw_only=True):
    """`content/dossier.yaml`: what holds for the whole dossier."""

    format: Literal["1"]
    title: Text
    lang: Language
    summary: Annotated[Prose, doc("the affair in a few lines, for the front page")]
    subtitle: Line | None = None
    base_url: Annotated[Url | None, doc("where the site will stand")] = None
    licence: Text | None = None
    as_of: Annotated[Date | None, doc("the day up to which the facts go; otherwise the newest source's")] = (
        None
    )
    contact: Text | None = None
    repository: Url | None = None
    branch: Text | None = None
    limits: Limits = Limits()
    time_words: Annotated[
        tuple[TimeWords, ...], doc("time words of other languages, so that they are checked as well")
    ] = ()
    coverage: Annotated[
        Literal["full"] | None, doc("`full`: every sentence of an article is used, or said to carry nothing")
    ] = None

    def in_english(self, words: str) -> str:
        """Time words as `timewords` reads them; those that the settings do not list stay as they are."""
        return next((one.means for one in self.time_words if one.words.casefold() == words.casefold()), words)


SETTINGS = Kind(
    "dossier",
    "Dossier",
    Settings,
    folder="content",
    address="index.html#{id}",
    title="{title}",
    layout="home.html",
)
"""The settings as a kind, so that their texts are looked at like those of facts; they are no fact and have no address."""
