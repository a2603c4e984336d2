"""A second dossier, on another subject, in Arabic, with a kind and a field of its own: no line of Python goes with it.

`sites/oasis` is the invented affair of two towns and a well. `oasis/articles` are the articles that its fingerprints were
made from, invented like the rest; `oasis/expected` has a few of its pages, renewed as `expected.py` says.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from crawl import crawl
from expected import is_expected
from page import VOID

from generator.build import gather, look, render
from generator.commands.cli import main
from generator.facts import BUILT_IN
from generator.own.english import english
from generator.own.overrides import own_layouts
from generator.own.words import read_words

HERE = Path(__file__).parent
OASIS = HERE / "sites/oasis"
ARTICLES = sorted((HERE / "oasis/articles").iterdir())
SHOWN = [
    "actors/karim-badri.html",
    "channels/western.html",
    "meetings/2034-05-14-inn.html",
    "statements/2034-05-12-safadi-hours.html",
]
"""Pages with much in them that is written from left to right."""

WRITTEN_SO = [
    "Water Ledger",
    "A meter on every channel",
    "a hostler at the inn",
    "a hostler",
    "CC-BY-4.0",
    "desk@wells.example",
    "pump-board",
]
"""What is rightly in Latin letters though nothing marks it: a source's name, title and words for people whom it does not
name, the licence, an address, the id of a fact that was withdrawn."""
READ_BY_NOBODY = {"viewport", "color-scheme", "robots"}


def silent(_: object) -> None:
    """Nobody listens."""


def site_of(project: Path) -> dict[str, bytes]:
    planned = look(project, silent)
    assert planned.problems == ()
    return render(planned, silent)


@cache
def site() -> dict[str, bytes]:
    return site_of(OASIS)


def pages(built: dict[str, bytes]) -> dict[str, str]:
    return {at: content.decode() for at, content in built.items() if at.endswith(".html")}


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(OASIS, tmp_path / "oasis"))


def factsheet(*arguments: str) -> str:
    ran = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    return ran.output


class Seen(HTMLParser):
    """What a reader sees or hears of a page in the language of the site: texts, titles, descriptions, labels."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if given.get("name") not in READ_BY_NOBODY:
            spoken = (given.get(key) for key in ("title", "alt", "aria-label", "placeholder", "content"))
            self.words += filter(None, spoken)
        if tag not in VOID:
            self.open.append((tag, given.get("lang") or (self.open[-1][1] if self.open else "")))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, lang = self.open[-1] if self.open else ("", "")
        if lang == "ar" and tag not in ("style", "script"):
            self.words.append(data)


def in_latin(page: str) -> list[str]:
    """The words in Latin letters that are not said to be of another language, without addresses and names written so."""
    found = []
    for text in Seen(page).words:
        left = re.sub(r"https?://\S+", "", text)
        for name in WRITTEN_SO:
            left = left.replace(name, "")
        found += [text.strip()] if re.search(r"[A-Za-z]", left) else []
    return found


def test_the_facts_are_sound_and_no_word_is_wanting():
    assert look(OASIS, silent).problems == ()


def test_a_word_that_is_wanting_would_be_told(copy):
    words = copy / "content/words.yaml"
    words.write_text(re.sub('"Actors":.*\n', "", words.read_text("utf-8")), "utf-8")
    assert [one.code for one in look(copy, silent).problems] == ["untranslated"]


def test_every_kind_is_there_and_forty_facts_and_one_kind_more():
    dossier, _ = gather(OASIS, silent)
    facts = Counter(one.kind.name for one in dossier.facts.values())
    assert set(facts) == {kind.name for kind in BUILT_IN} | {"channel"}
    assert facts.total() >= 40


def test_nothing_but_words_makes_it():
    suffixes = {path.suffix for path in OASIS.rglob("*") if path.is_file()}
    assert suffixes == {".yaml", ".md", ".fingerprint"}


def test_every_word_of_the_site_is_translated():
    words, problems = read_words(OASIS)
    assert problems == []
    every = english([own_layouts()], BUILT_IN)
    assert [one for one in every if not re.search(r"[\u0600-\u06ff]|\{", words(one))] == []


def test_all_of_it_runs_from_right_to_left():
    for at, page in pages(site()).items():
        assert '<html lang="ar" dir="rtl">' in page, at


def test_no_english_is_left_on_any_page():
    assert {at: found for at, page in pages(site()).items() if (found := in_latin(page))} == {}


def test_english_on_a_page_would_be_found():
    assert in_latin('<html lang="ar"><p>كلمة, sources</p><q lang="en">words</q></html>') == ["كلمة, sources"]


def test_quotes_in_another_language_say_so_and_find_their_own_way():
    told = pages(site())["meetings/2034-05-14-inn.html"]
    assert '<q class="words" lang="en" dir="auto">The talks began on Monday</q>' in told
    assert '<q class="words" lang="fa" dir="auto">نزدیک به سه ساعت</q>' in told


def test_dates_and_lists_read_as_arabic_does():
    told = pages(site())["meetings/2034-05-14-inn.html"]
    assert "14 مايو 2034</time> أو <time" in told
    assert re.search(r"نوبة الماء</a> و<a [^>]*>مفتاح المضخة</a>", told)


def test_no_comma_is_an_english_one():
    english_comma = re.compile(r"[\u0600-\u06ff][^<]*</a>[,;] ")
    assert [at for at, page in pages(site()).items() if english_comma.search(page)] == []


def test_a_further_field_keeps_its_label_where_a_source_says_nothing_of_it(copy):
    envoy = copy / "content/actors/nura-safadi.yaml"
    clan = "clan: {nothing: undisclosed, evidence: {source: sada-sidrin-2034-05-12, at: p4s2}}\n"
    envoy.write_text(envoy.read_text("utf-8") + clan, "utf-8")
    assert in_latin(pages(site_of(copy))["unknown.html"]) == []


def test_the_new_kind_has_pages_a_place_in_the_timeline_and_names_on_other_pages():
    shown = pages(site())
    assert "الساقية الشرقية" in shown["channels/index.html"]
    assert "الساقية الشرقية" in shown["timeline.html"]
    assert "سواقٍ تسقيه" in shown["actors/nadla.html"]
    assert "عشيرة السُّراة" in shown["actors/hamdan-warraq.html"]


def test_its_quotes_are_verified_in_arabic_persian_and_english():
    """Of each article words are checked, and of none is there nothing to check by."""
    for article in ARTICLES:
        page = pages(site())[f"sources/{article.stem}.html"]
        assert "اقتباسات قورنت بالمقال كلمةً كلمة" in page
        assert "اقتباسات لا يمكن التحقق منها هنا" not in page


def test_a_word_that_no_article_has_is_told(copy):
    said = copy / "content/statements/2034-05-12-safadi-seedlings.yaml"
    said.write_text(said.read_text("utf-8").replace("لا تحمي الشتلات في", "لا تحمي البساتين في"), "utf-8")
    assert [one.code for one in look(copy, silent).problems] == ["quote-not-there"]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_a_fingerprint_is_that_of_its_article(article, copy):
    kept = copy / f"seeds/{article.stem}.fingerprint"
    before = kept.read_bytes()
    kept.unlink()
    factsheet("seed", "add", str(article), "--id", article.stem, "--project", str(copy))
    assert kept.read_bytes() == before


def test_a_strict_visitor_finds_nothing_wrong(tmp_path):
    for at, content in site().items():
        (tmp_path / at).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / at).write_bytes(content)
    assert crawl(tmp_path) == []


def test_after_an_edit_the_site_is_the_one_built_from_nothing(copy):
    factsheet("build", "--project", str(copy))
    for name in ("content/channels/eastern.yaml", "content/words.yaml"):
        edited = copy / name
        edited.write_text(edited.read_text("utf-8").replace("الساقية الشرقية", "ساقية البساتين"), "utf-8")
        edited.write_text(edited.read_text("utf-8").replace("حيث يرد هذا", "أين يرد هذا"), "utf-8")
        factsheet("build", "--project", str(copy))
    files = {path.relative_to(copy / "site").as_posix(): path for path in (copy / "site").rglob("*")}
    made = {at: path.read_bytes() for at, path in files.items() if path.is_file() and at in site()}
    assert made == site_of(copy) != site()


@pytest.mark.parametrize("at", SHOWN)
def test_a_page_is_as_expected(at):
    assert is_expected(site()[at], HERE / "oasis/expected" / at)
