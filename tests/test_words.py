"""The words of a site in another language than English."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from worlds import SETTINGS, TWO_TOWNS, build_world, problems_in

from generator import datewords
from generator.build import look, render
from generator.commands.cli import main
from generator.dates import parse
from generator.facts import BUILT_IN
from generator.layouts import Renderer
from generator.making import make
from generator.own.english import english, words_in
from generator.own.overrides import own_layouts
from generator.own.words import Translation
from generator.settings import Settings
from generator.workroom import Workroom

GENERATOR = Path(__file__).parents[1] / "generator"
EVERY = english([own_layouts()], BUILT_IN)
GERMAN = """\
Sources: Quellen
Actors: Akteure
Timeline: Zeitleiste
Part of: Teil von
April: April
"April (after a day)": Aprils
"{day} {month_of_day} {year}": "{day}. {month_of_day} {year}"
"paragraph {p}": "Absatz {p}"
Mentioned: Erwähnt
"""
WORLD = {
    **TWO_TOWNS,
    "content/dossier.yaml": SETTINGS.replace("lang: en", "lang: de"),
    "content/words.yaml": GERMAN,
}


def site_of(project):
    planned = look(project, lambda _: None)
    assert planned.sound, planned.problems
    return {address: content.decode() for address, content in render(planned, lambda _: None).items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return site_of(build_world(tmp_path_factory.mktemp("german"), WORLD))


def test_the_site_speaks_in_the_words_of_the_dossier(site):
    actor = site["actors/ada-lind.html"]

    assert '<html lang="de">' in actor
    assert ">Akteure</a>" in actor
    assert ">Absatz 2</a>" in actor
    assert "<h3>Erwähnt</h3>" in actor
    assert "2. Aprils 2031" in actor
    assert "<title>Zeitleiste" in site["timeline.html"]


def test_what_has_no_other_words_stands_in_english(site):
    assert "Where this comes up" in site["actors/ada-lind.html"]


@pytest.mark.usefixtures("site")
def test_the_words_of_a_dossier_are_not_left_for_others(tmp_path):
    assert "Actors" in site_of(build_world(tmp_path, TWO_TOWNS))["index.html"]


def marked(word):
    """English words in a dress by which they are known again; the places in them stay."""
    return "".join(
        part if part.startswith("{") else part.upper() for part in re.split(r"(\{[a-z_]+\})", word)
    )


def asked_for(project):
    """All words that a site asks for, also those that stand in its layouts."""
    asked = set()
    room = Workroom(project)
    planned = room.look(lambda _: None)

    def note(word):
        asked.add(word)
        return word

    room._renderer = Renderer([own_layouts()], note, room.recall, {}, "noting")  # noqa: SLF001  to hear it
    from generator.derive import Derived
    from generator.pages import plan

    for page in plan(planned.dossier, Derived(planned.dossier), note, room.draw).pages:
        room.renderer.render(page)
    return asked


def of_dossier(project):
    """What the titles of pages may be, which are asked for as if they were words of the site."""
    dossier = look(project, lambda _: None).dossier
    names = {dossier.named(ref) for ref in dossier.facts}
    return names | {f"{kind.plural}: {name}" for kind in dossier.kinds for name in names}


@pytest.mark.parametrize("world", ["towns", "checkout"])
def test_nothing_is_said_that_is_not_in_the_list(tmp_path, world):
    project = build_world(tmp_path, TWO_TOWNS) if world == "towns" else GENERATOR.parent
    known = {*EVERY, *of_dossier(project)}

    strange = {word for word in asked_for(project) if word and word not in known}

    assert {
        word for word in strange if not re.match("kinds?:", word) and not word.endswith(", side by side")
    } == set()


def literals():
    """The words that stand in the code itself where words are asked for."""
    for path in sorted(GENERATOR.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="words") | ast.Attribute(attr="words"),
                    args=[ast.Constant(value=str(word))],
                ):
                    yield word


def test_every_word_in_the_code_is_in_the_list():
    found = set(literals())

    assert len(found) >= 8
    assert found <= set(EVERY)


def test_every_word_in_the_layouts_is_in_the_list():
    said = [
        word for path in own_layouts().glob("*.html") for word in words_in(path.read_text(encoding="utf-8"))
    ]

    assert len(said) > 300
    assert set(said) <= set(EVERY)


def test_a_site_in_other_words_has_the_same_pages(tmp_path):
    words = "".join(f"{json.dumps(word)}: {json.dumps(marked(word))}\n" for word in EVERY)
    project = build_world(tmp_path, {**WORLD, "content/words.yaml": words})

    assert look(project, lambda _: None).problems == ()
    assert "TIMELINE" in site_of(project)["index.html"]


@pytest.mark.parametrize(
    ("words", "code", "path"),
    [
        ("- Sources\n", "not-a-mapping", ()),
        ("Sources: [a, b]\n", "wrong-type", ("Sources",)),
        ('"paragraph {p}": "Absatz {q}"\n', "word-places", ("paragraph {p}",)),
        ('"paragraph {p}": "Absatz {p.__class__}"\n', "word-places", ("paragraph {p}",)),
        ('"paragraph {p}": "Absatz {p:999999999}"\n', "word-places", ("paragraph {p}",)),
        ('"paragraph {p}": "Absatz {p} {"\n', "word-places", ("paragraph {p}",)),
        ("Sourcess: Quellen\n", "unknown-word", ("Sourcess",)),
    ],
)
def test_mistakes_in_the_words_are_told(tmp_path, words, code, path):
    (problem,) = problems_in(tmp_path, {**TWO_TOWNS, "content/words.yaml": words})

    assert (problem.code, problem.file, problem.path) == (code, "content/words.yaml", path)
    assert problem.help


def test_words_that_are_still_empty_are_told_once_and_stop_nothing(tmp_path):
    (problem,) = problems_in(tmp_path, {**WORLD, "content/words.yaml": "Sources:\nActors: Akteure\n"})

    assert (problem.code, problem.severity) == ("untranslated", "hint")


def test_it_is_told_how_many_words_are_still_in_english(tmp_path):
    (problem,) = problems_in(tmp_path, {**WORLD, "content/words.yaml": "Sources: Quellen\nActors:\n"})

    assert problem.headline.startswith(
        f"{len(EVERY) - 1} of the {len(EVERY)} words of the site stand in English"
    )


def test_what_is_missing_is_put_at_the_end_of_the_list_once(tmp_path):
    project = build_world(tmp_path, {**WORLD, "content/words.yaml": "Sources: Quellen\nActors:"})
    file = project / "content/words.yaml"
    call = ["words", "--missing", "--project", str(project), "--into", str(file)]

    told = CliRunner().invoke(main, call)
    assert told.output == f"{file}: {len(EVERY) - 2} words put at its end, 1 wait in it for yours.\n"
    assert file.read_text().startswith('Sources: Quellen\nActors:\n"')
    assert [one.code for one in look(project, lambda _: None).problems] == ["untranslated"]
    written = file.read_text()
    assert "0 words put at its end" in CliRunner().invoke(main, call).output
    assert file.read_text() == written

    file.write_text("Sources: [Quellen\n")
    refused = CliRunner().invoke(main, call)
    assert (refused.exit_code, "mend it first" in refused.output) == (2, True)
    assert file.read_text() == "Sources: [Quellen\n"


def test_no_word_becomes_markup(tmp_path):
    site = site_of(
        build_world(tmp_path, {**WORLD, "content/words.yaml": 'Front page: "<script>alert(1)</script>"\n'})
    )

    assert "<script>alert" not in site["index.html"]
    assert "&lt;script&gt;alert(1)" in site["index.html"]


def test_the_list_of_what_is_missing_can_be_taken_over_as_it_is(tmp_path):
    project = build_world(tmp_path, WORLD)
    told = CliRunner().invoke(main, ["words", "--missing", "--project", str(project)]).output
    (project / "content/words.yaml").write_text(GERMAN + told)

    problems = look(project, lambda _: None).problems
    every = CliRunner().invoke(main, ["words", "--project", str(project)]).output

    assert [one.code for one in problems] == ["untranslated"]
    assert 'Sources"' not in told
    assert '"Sources": "Quellen"\n' in every
    assert len(every.splitlines()) == len(EVERY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2031-04-02", "2 квітня 2031"),
        ("2031-04", "квітень 2031"),
        ("2031-04-02~", "близько 2 квітня 2031"),
        ("2031-04/2031-05", "April to May 2031"),
    ],
)
def test_dates_are_said_in_other_words_as_exactly(text, words):
    say = Translation({"April": "квітень", "April (after a day)": "квітня", "about {date}": "близько {date}"})
    if "/" in text:
        say = Translation()

    assert datewords.in_words(parse(text), datewords.translated(say)) == words


@pytest.mark.parametrize(
    ("lang", "direction"),
    [
        ("ar", "rtl"),
        ("he", "rtl"),
        ("fa-IR", "rtl"),
        ("ur-Latn", "ltr"),
        ("az-Arab", "rtl"),
        ("uk", "ltr"),
        ("en", "ltr"),
    ],
)
def test_the_direction_of_the_site_is_that_of_its_language(tmp_path, lang, direction):
    assert Settings(format="1", title="a", lang=lang, summary="b").direction == direction
    page = site_of(
        build_world(
            tmp_path, {**TWO_TOWNS, "content/dossier.yaml": SETTINGS.replace("lang: en", f"lang: {lang}")}
        )
    )

    assert (' dir="rtl">' in page["index.html"].partition("<head>")[0]) is (direction == "rtl")


def test_the_direction_can_be_said():
    assert Settings(format="1", title="a", lang="ku", summary="b", dir="rtl").direction == "rtl"


def test_styles_know_no_left_and_no_right():
    style = (own_layouts() / "assets/style.css").read_text(encoding="utf-8")

    assert not re.findall(
        r"(?:margin|padding|border|inset)-(?:left|right)|text-align: (?:left|right)|float: (?:left|right)",
        style,
    )


def built(project, *, clean=False):
    site = project / "site"
    made = make(project, site, lambda _: None, clean=clean)
    return made, {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize(
    "words",
    [
        GERMAN.replace("Quellen", "Belege"),
        GERMAN.replace("Aprils", "April"),
        GERMAN.replace("Erwähnt", "Genannt"),
        None,
    ],
)
def test_an_edit_later_the_site_is_as_if_made_from_nothing(tmp_path, words):
    project = build_world(tmp_path, WORLD)
    built(project)
    build_world(project, {"content/words.yaml": words}) if words else (
        project / "content/words.yaml"
    ).unlink()

    again, quickly = built(project)
    _, anew = built(project, clean=True)

    assert again.changed > 0
    assert quickly == anew


ENGLISH_WORD = re.compile(r"\b[A-Za-z][a-z]{3,}\b")
ASIDE = re.compile(r"<(style|script)\b.*?</\1>|<(?!meta name=.description)[^>]*?>", re.DOTALL)


def test_where_every_word_is_translated_nothing_is_left_in_english(tmp_path):
    words = "".join(f"{json.dumps(word)}: {json.dumps(marked(word))}\n" for word in EVERY)
    site = site_of(build_world(tmp_path, {**WORLD, "content/words.yaml": words}))
    of_facts = set(ENGLISH_WORD.findall(" ".join(TWO_TOWNS.values()))) | {
        "meta",
        "name",
        "description",
        "content",
    }

    left = {
        word: address
        for address, text in site.items()
        if address.endswith(".html")
        for word in ENGLISH_WORD.findall(re.sub(r"&[a-z]+;", " ", ASIDE.sub(" ", text)))
        if word not in of_facts
    }

    assert left == {}


def test_what_is_published_speaks_in_the_words_of_the_dossier_too(tmp_path):
    project = build_world(
        tmp_path / "towns", {**WORLD, "layouts/item.html": '<li class="ours">{{ one.link }}</li>\n'}
    )
    target = "publish: {name: web, folder: ../public}\n"
    (project / "content/dossier.yaml").write_text(WORLD["content/dossier.yaml"] + target)

    told = CliRunner().invoke(main, ["publish", "--project", str(project), "--on", "2031-04-09"])

    assert told.exit_code == 0, told.output
    page = (tmp_path / "public/actors/ada-lind.html").read_text(encoding="utf-8")
    assert ">Akteure</a>" in page
    assert 'class="ours"' in page


def test_a_list_in_which_nothing_is_filled_in_yet_is_told_of(tmp_path):
    (problem,) = problems_in(tmp_path, {**WORLD, "content/words.yaml": "Sources:\nActors:\n"})
    assert (problem.code, problem.severity) == ("untranslated", "hint")


def test_the_list_is_written_in_utf_8_into_a_new_file_and_over_none(tmp_path):
    project, file = build_world(tmp_path / "towns", WORLD), tmp_path / "words.yaml"
    call = ["words", "--project", str(project), "--into", str(file)]
    assert CliRunner().invoke(main, call).exit_code == 0
    assert file.read_bytes() == CliRunner().invoke(main, call[:3]).stdout_bytes
    file.write_text("mine")
    again = CliRunner().invoke(main, call)
    assert (again.exit_code, "is there already" in again.output, file.read_text()) == (2, True, "mine")
