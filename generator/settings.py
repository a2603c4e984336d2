"""What holds for a whole dossier: `content/dossier.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Literal

import msgspec

from generator.dates import Date
from generator.evidence import Id, Language, Line, Prose, Quote, Text, Url
from generator.kinds import Declared, Kind, OneOf, doc, ref

SETTINGS_FILE = "content/dossier.yaml"

RTL_LANGUAGES = frozenset("ar arc azb ckb dv fa glk he iw ks mzn nqo pnb prs ps sd syr ug ur yi".split())
"""The languages that are written from right to left, by their codes (ISO 639), where no script is named."""

RTL_SCRIPTS = frozenset("adlm arab aran hebr mand mend nkoo rohg samr syrc thaa".split())
"""The scripts that are (ISO 15924)."""


class Limits(Declared, frozen=True, kw_only=True):
    """How much of a source may be quoted: words in one stretch, words in one wording, and per cent of the source in all."""

    span: Annotated[int, doc("the most words in one stretch, without `…` in between")] = 30
    wording: Annotated[int, doc("the most words in one quote")] = 60
    share: Annotated[
        int, doc("the most of the words of a source that all quotes together may give, in per cent")
    ] = 60


class TimeWords(Declared, frozen=True, kw_only=True):
    """Time words of a language other than English, and the English ones that mean the same."""

    words: Annotated[Quote, doc("as a source has them: `у понеділок`")]
    means: Annotated[Text, doc("the same in English: `Monday`")]


class Redirect(Declared, frozen=True, kw_only=True):
    """An address that a page had before, and the fact that it leads to now."""

    from_: Annotated[Text, doc("the old address, from the top of the site: `actors/old-name.html`")] = (
        msgspec.field(name="from")
    )
    to: Annotated[str, ref("*"), doc("the fact that stands there now")]


def now_called(typed: str, kinds: Iterable[Kind], redirects: Mapping[str, str]) -> str:
    """The fact to which the page leads on of one that was called so, `kind:id`; nothing where none does.

    `redirects` are the old addresses of pages, each with the fact that it leads to.
    """
    name, _, fact_id = typed.partition(":")
    paged = (kind for kind in kinds if kind.name == name and kind.has_pages)
    fitting = (kind for kind in paged if len(kind.id_parts or "1") == fact_id.count("/") + 1)
    return next((redirects.get(kind.address_of(fact_id), "") for kind in fitting), "")


class PublishTarget(OneOf, frozen=True, kw_only=True):
    """Where the site is published, by a name of its own; one of a folder, a zip and a branch. No password belongs here."""

    exactly_one: ClassVar[tuple[str, ...]] = ("folder", "zip", "branch")

    name: Annotated[Id, doc("what `factsheet publish` calls it")]
    folder: Annotated[
        Text | None, doc("a folder that a web server shows, from the dossier's own: `../public`")
    ] = None
    zip: Annotated[Text | None, doc("a zip file, from the dossier's folder: `../bridge.zip`")] = None
    branch: Annotated[Text | None, doc("a branch from which a host serves pages: `gh-pages`")] = None
    remote: Annotated[Text, doc("the remote of that branch, as git names it")] = "origin"
    url: Annotated[Url | None, doc("where readers find it, where that is not `base_url`")] = None


TO_BE_WRITTEN = {
    "title": "Say here what the dossier is called",
    "summary": "Say here in a few lines what the affair is.",
}
"""What `factsheet init --empty` puts into the settings for somebody to replace, by its key."""


class Settings(Declared, frozen=True, kw_only=True):
    """`content/dossier.yaml`: what holds for the whole dossier."""

    format: Annotated[Literal["1"], doc("the version of this way of writing facts, which is the first")]
    title: Annotated[Text, doc("what the site is called: `Two towns and a bridge`")]
    lang: Annotated[Language, doc("the language that the site is written in")]
    summary: Annotated[Prose, doc("the affair in a few lines, for the front page")]
    subtitle: Annotated[Line | None, doc("a line below the title: `As three papers have it`")] = None
    base_url: Annotated[Url | None, doc("where the site will stand")] = None
    licence: Annotated[Text | None, doc("on what terms others may use the facts: `CC-BY-4.0`")] = None
    as_of: Annotated[Date | None, doc("the day up to which the facts go; otherwise the newest source's")] = (
        None
    )
    contact: Annotated[Text | None, doc("where readers can write to: `desk@example.org`")] = None
    repository: Annotated[
        Url | None, doc("where the files are kept in public, for the links by which readers propose a change")
    ] = None
    branch: Annotated[Text | None, doc("the branch of the repository that is edited: `main`")] = None
    limits: Annotated[Limits, doc("how much of a source may be quoted")] = Limits()
    time_words: Annotated[
        tuple[TimeWords, ...], doc("time words of other languages, so that they are checked as well")
    ] = ()
    redirects: Annotated[
        tuple[Redirect, ...], doc("old addresses that lead on; written by `rename` and `merge`")
    ] = ()
    publish: Annotated[tuple[PublishTarget, ...], doc("where `factsheet publish` brings the site")] = ()
    dir: Annotated[
        Literal["ltr", "rtl"] | None, doc("which way the site is written, where its language does not tell")
    ] = None
    coverage: Annotated[
        Literal["full"] | None, doc("`full`: every sentence of an article is used, or said to carry nothing")
    ] = None

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Which way the site is written: as it says itself, or else as its language is."""
        main, *rest = self.lang.casefold().split("-")
        scripts = [part for part in rest if len(part) == len("arab")]
        right_to_left = scripts[0] in RTL_SCRIPTS if scripts else main in RTL_LANGUAGES
        return self.dir or ("rtl" if right_to_left else "ltr")

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
