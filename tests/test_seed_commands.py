from __future__ import annotations

import html
import re
import sys
from pathlib import Path

import pytest
import yaml
from articles import ARTICLE, quoting
from click.testing import CliRunner, Result
from worlds import build_world

from generator.commands.cli import main
from generator.fingerprint import make
from generator.fingerprint.storage import load

RECORD = """\
# What is kept here was read by us.
name: Harbour Post, 4 April 2031
read: headline   # until the whole is read
published: 2031-04-04
retrieved: 2031-04-05
lang: en
"""


def call(*arguments: str | Path) -> Result:
    called = CliRunner().invoke(main, ["seed", *(str(argument) for argument in arguments)])
    assert isinstance(called.exception, SystemExit | None), called.exc_info
    return called


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def dossier(tmp_path):
    world = quoting("p4s1", "settled by the towns")
    return build_world(
        tmp_path / "dossier", {path: text for path, text in world.items() if "fingerprint" not in path}
    )


@pytest.fixture
def article(tmp_path):
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path / "article.txt"


def add(project: Path, text: Path, *more: str) -> Result:
    return call("add", text, "--id", "harbour-post", "--project", project, *more)


def test_an_article_is_added_to_a_record_that_is_there(dossier, article):
    (dossier / "seeds/harbour-post.yaml").write_text(RECORD)
    called = add(dossier, article)
    assert (called.exit_code, called.output.splitlines()[0]) == (
        0,
        "harbour-post: 5 paragraphs, 12 sentences.",
    )
    written = (dossier / "seeds/harbour-post.yaml").read_text()
    assert "read: full   # until the whole is read\n" in written
    assert "# What is kept here was read by us.\n" in written
    assert "sentences: [2, 3, 1, 4, 2]\n" in written
    assert load((dossier / "seeds/harbour-post.fingerprint").read_text()).extent == (2, 3, 1, 4, 2)


def test_a_day_that_is_none_is_refused_before_anything_is_written(dossier, article):
    before = sorted(dossier.rglob("*"))
    called = add(dossier, article, "--keep", "--retrieved", "15 May 2031")
    assert (called.exit_code, "2031-05-15" in called.output) == (2, True)
    assert sorted(dossier.rglob("*")) == before


def test_all_files_that_are_written_are_named(dossier, article):
    told = add(dossier, article, "--keep", "--retrieved", "2031-05-15").output
    written = re.findall(r"^  written: (.*)$", told, re.MULTILINE)
    assert written == [
        f"seeds/{one}" for one in ("harbour-post.yaml", "harbour-post.fingerprint", "texts/harbour-post.txt")
    ]
    assert "retrieved: 2031-05-15\n" in (dossier / "seeds/harbour-post.yaml").read_text()


def test_short_helps_are_whole():
    assert "..." not in call("--help").output.partition("Commands:")[2]


def test_a_new_source_gets_a_record(dossier, article):
    named = ("--name", "Night Letter, 5 April 2031", "--retrieved", "2031-04-06")
    called = call("add", article, "--id", "night-letter", "--project", dossier, *named)
    assert (called.exit_code, "Readers see it as" in called.stdout) == (0, False)
    written = (dossier / "seeds/night-letter.yaml").read_text()
    assert (
        written
        == "name: Night Letter, 5 April 2031\nread: full\nretrieved: 2031-04-06\nsentences: [2, 3, 1, 4, 2]\n"
    )


def test_without_an_id_the_file_gives_it_and_what_can_be_guessed_is_said_as_lines_to_paste(dossier, tmp_path):
    text = tmp_path / "night-letter-2031-04-05.txt"
    text.write_text("Toll: no end\nThe toll stays. It is low.\n", encoding="utf-8")
    called = call("add", text, "--project", dossier)
    assert called.exit_code == 0, called.output
    lines = called.stdout.splitlines()
    assert (
        "Readers see it as 'night-letter-2031-04-05' until you write behind 'name:' what it is called."
        in lines
    )
    guessed = lines[next(number for number, line in enumerate(lines) if "guessed" in line) + 1 :][:3]
    record = dossier / "seeds/night-letter-2031-04-05.yaml"
    record.write_text(record.read_text() + "\n".join(guessed) + "\n", encoding="utf-8")
    told = call("show", "night-letter-2031-04-05", "--project", dossier).stdout
    assert told.splitlines()[:2] == ["p1s1", "      source:night-letter-2031-04-05"]
    written = yaml.load(record.read_text(encoding="utf-8"), yaml.BaseLoader)
    assert (written["title"]["value"], written["published"], written["lang"]) == (
        "Toll: no end",
        "2031-04-05",
        "en",
    )


def test_what_is_guessed_is_said_again_until_it_stands_in_the_record(dossier, tmp_path):
    text = tmp_path / "night-letter-2031-04-05.txt"
    text.write_text("Toll: no end\nThe toll stays. It is low.\n", encoding="utf-8")
    call("add", text, "--project", dossier)
    record = dossier / "seeds/night-letter-2031-04-05.yaml"
    again = call("add", text, "--project", dossier, "--name", "Night Letter, 5 April 2031").stdout
    assert "published: 2031-04-05" in again.splitlines()
    assert "Readers see it as" not in again
    record.write_text(record.read_text() + "published: 2031-04-05\nlang: en\n", encoding="utf-8")
    again = call("add", text, "--project", dossier).stdout
    assert [key for key in ("title:", "published:", "lang:") if key in again] == ["title:"]


def test_a_first_line_that_is_no_headline_and_an_id_without_a_day_are_not_guessed_from(dossier, tmp_path):
    text = tmp_path / "letter.txt"
    text.write_text("It is said " * 20 + "\n", encoding="utf-8")
    said = call("add", text, "--project", dossier).stdout
    assert "lang: en" in said
    assert "title:" not in said
    assert "published:" not in said


def test_a_file_whose_name_is_no_id_asks_for_one(dossier, tmp_path):
    text = tmp_path / "Night Letter.txt"
    text.write_text("The toll stays.\n", encoding="utf-8")
    called = call("add", text, "--project", dossier)
    assert (called.exit_code, called.stderr.strip()[-17:]) == (2, "--id night-letter")


def test_adding_the_same_again_changes_nothing(dossier, article):
    add(dossier, article)
    before = files(dossier)
    article.write_text(ARTICLE.replace("“", '"').replace("\n", "\r\n\r\n"), encoding="utf-8-sig", newline="")
    called = add(dossier, article)
    assert (called.exit_code, "Nothing is new" in called.output) == (0, True)
    assert files(dossier) == before


def test_no_word_of_the_text_is_written(dossier, article):
    add(dossier, article)
    written = b"".join(content for name, content in files(dossier).items() if name.startswith("seeds/"))
    assert not [word for word in ("ferry", "asked", "crowns", "Wednesday") if word.encode() in written]


def test_a_changed_article_keeps_the_version_before_and_says_what_rests_on_it(dossier, article):
    (dossier / "seeds/harbour-post.yaml").write_text(RECORD)
    add(dossier, article)
    first = (dossier / "seeds/harbour-post.fingerprint").read_bytes()
    later = ARTICLE.replace("by the towns,”", "with the towns,”").replace(
        "Nobody has seen the second draft.\n", ""
    )
    article.write_text(later, encoding="utf-8")
    called = add(dossier, article)
    assert (dossier / "seeds/harbour-post.1.fingerprint").read_bytes() == first
    told = called.output
    assert "The one before is version '1'" in told
    assert re.search("p4 is changed .p3 now.: .*actor:county", told)
    assert "p3 is gone" in told
    assert "p5 is p4 now: actor:ada-lind, statement:2031-04-03-lind-on-tolls" in told
    assert (called.exit_code, "error[quote-" in told) == (1, True)
    record = (dossier / "seeds/harbour-post.yaml").read_text()
    assert re.search(r"versions:\n *- id: 1\n *retrieved: 2031-04-05\n|id: 1, retrieved: 2031-04-05", record)
    assert "\nretrieved:" not in record
    add(dossier, article)
    assert not (dossier / "seeds/harbour-post.2.fingerprint").exists()
    article.write_text(ARTICLE, encoding="utf-8")
    add(dossier, article, "--retrieved", "2031-04-09")
    assert (dossier / "seeds/harbour-post.2.fingerprint").is_file()
    assert (dossier / "seeds/harbour-post.fingerprint").read_bytes() == first
    assert "\nretrieved: 2031-04-09\n" in (dossier / "seeds/harbour-post.yaml").read_text()
    assert call("check", "--project", dossier).exit_code == 0


def page_of(text: str) -> str:
    lines = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.splitlines() if line.strip())
    around = "<nav><a href='/'>All news of the valley</a></nav>", "<footer>Write to the desk</footer>"
    return (
        f"<!DOCTYPE html><html lang=en><body>{around[0]}<article>{lines}</article>{around[1]}</body></html>"
    )


def test_the_article_is_taken_out_of_an_html_page(dossier, article):
    text = "\n".join(
        f"The council of the {n} town met on Wednesday and spoke of the bridge for long." for n in "abcdef"
    )
    article.write_text(page_of(text), encoding="utf-8")
    assert call("add", article, "--id", "valley-page", "--project", dossier).exit_code == 0
    kept = load((dossier / "seeds/valley-page.fingerprint").read_text())
    assert kept.extent == (1,) * 6
    assert kept == make(text, kept.salt)


def test_without_the_extra_an_html_page_is_refused(dossier, article, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)  # as if it were not installed
    article.write_text(page_of("A draft."), encoding="utf-8")
    called = add(dossier, article)
    assert (called.exit_code, "'fetch'" in called.output) == (2, True)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\n <html>", "no article was found"),
        (b"A draft.\nZw\xf6lf.", "is not UTF-8 (line 2)"),
        (b"A\0draft", "is no plain text"),
        (b" \n\xc2\xad\n", "nothing to read"),
        (b"", "nothing to read"),
    ],
)
def test_what_is_no_plain_text_is_refused(content, told, dossier, article):
    before = files(dossier)
    article.write_bytes(content)
    called = add(dossier, article)
    assert (called.exit_code, told in called.output) == (2, True)
    assert files(dossier) == before


def test_a_text_that_would_go_out_with_the_dossier_is_refused(dossier):
    for place in ("seeds/harbour-post.txt", "content/text.txt", "text.txt"):
        (dossier / place).write_text(ARTICLE, encoding="utf-8")
        called = add(dossier, dossier / place)
        assert (called.exit_code, "move it to seeds/texts/" in called.output) == (2, True)
        (dossier / place).unlink()
    assert not (dossier / "seeds/harbour-post.fingerprint").exists()


@pytest.mark.parametrize("typed", ["Harbour Post", "../content/x", "", "a.1"])
def test_an_id_that_is_none_is_refused(typed, dossier, article):
    called = call("add", article, "--id", typed, "--project", dossier)
    assert (called.exit_code, "is no id" in called.output) == (2, True)


def test_a_damaged_record_or_fingerprint_is_left_alone(dossier, article):
    for name, content in (("harbour-post.yaml", "name: [\n"), ("harbour-post.fingerprint", "fingerprint\n")):
        (dossier / "seeds" / name).write_text(content)
        before = files(dossier)
        called = add(dossier, article)
        assert called.exit_code == 2
        assert files(dossier) == before
        build_world(dossier, {"seeds/harbour-post.yaml": RECORD})


def with_text(dossier: Path, text: str = ARTICLE) -> Path:
    (dossier / "seeds/texts").mkdir(exist_ok=True)
    (dossier / "seeds/texts/harbour-post.txt").write_text(text, encoding="utf-8")
    return dossier / "seeds/texts/harbour-post.txt"


def test_record_fingerprint_and_text_are_compared(dossier):
    assert "harbour-post: no fingerprint" in call("check", "--project", dossier).output
    text = with_text(dossier)
    assert add(dossier, text).exit_code == 0
    called = call("check", "--project", dossier)
    assert (called.exit_code, "harbour-post: text and fingerprint agree" in called.output) == (0, True)
    with_text(dossier, ARTICLE.replace("the second draft", "the third draft"))
    called = call("check", "--project", dossier)
    assert (called.exit_code, "p3 is changed: no fact rests on it" in called.output) == (1, False)
    assert re.search("p3 is changed: .*plan:second", called.output)
    text.unlink()
    called = call("check", "--project", dossier)
    assert (called.exit_code, "no text in seeds/texts/harbour-post.txt" in called.output) == (0, True)


def test_a_source_is_shown_with_what_uses_it(dossier):
    told = call("show", "harbour-post", "--project", dossier).output
    assert "p4s1\n      actor:county\n" in told
    assert "Nobody has seen" not in told
    assert "Put it into seeds/texts/harbour-post.txt" in told
    with_text(dossier)
    told = call("show", "harbour-post", "--project", dossier).output
    assert "Put it into" not in told
    assert "p3s1  Nobody has seen the second draft.\n      plan:second\n" in told
    assert "p4s3  The lower towns weren’t asked.\n" in told
    called = call("show", "harbor-post", "--project", dossier)
    assert (called.exit_code, "harbour-post" in called.output) == (2, True)


def test_unused_sentences_are_told_when_asked_for(dossier):
    told = CliRunner().invoke(main, ["check", "--coverage", "--project", str(dossier)])
    assert (told.exit_code, "hint[unused-sentence]" in told.output) == (0, True)
    assert "no fact rests on p2s1, p2s3" in told.output
    assert "unused-sentence" not in CliRunner().invoke(main, ["check", "--project", str(dossier)]).output
    with (dossier / "content/dossier.yaml").open("a") as settings:
        settings.write("coverage: full\n")
    told = CliRunner().invoke(main, ["check", "--coverage", "--project", str(dossier)])
    assert (told.exit_code, told.output.count("no fact rests on p2s1")) == (1, 1)


@pytest.mark.parametrize("at_hand", [True, False])
def test_words_are_found_and_can_be_pasted(at_hand, dossier, article):
    add(dossier, article)
    if at_hand:
        with_text(dossier)
    called = call("find", "settled BY the towns", "--project", dossier)
    assert called.exit_code == 0
    places = re.findall("at: (p[0-9s-]+)", called.output)
    assert places == ["p4s1", "p5s1"]
    assert "quote: settled by the towns}" in called.output or not at_hand
    assert call("find", "settled by no town", "--project", dossier).exit_code == 1


def test_what_is_found_in_a_text_is_given_with_its_quotation_marks(dossier):
    with_text(dossier)
    told = call("find", "towns Lind said", "--project", dossier).output
    assert (
        "quote: 'towns,” Lind said'" in told
        or "quote: towns,” Lind said" in told
        or 'quote: "towns,” Lind said"' in told
    )
    assert "at: p2s1, quote: Wednesday}" in call("find", "wednesday", "--project", dossier).output


def test_the_text_is_kept_where_it_is_looked_for_if_that_is_asked_for(dossier, article):
    given = ["add", article, "--id", "coast-review", "--project", dossier]
    assert call(*given, "--keep").exit_code == 0
    kept = dossier / "seeds/texts/coast-review.txt"
    assert kept.read_text() == article.read_text()
    assert call(*given, "--keep").exit_code == 0
    kept.unlink()
    call(*given)
    assert not kept.exists()
