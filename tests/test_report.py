from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Mark, Part, Problem, Severity
from generator.report import as_json, as_text, located, summary

ROADS = """\
title: The roads to the bridge
participants:
  - id: envoy
    actor: ada-lind
accounts:
  - id: officials
    says: Tolls were spoken of.
    evidence:
      - source: gazete-2031-04
        at: p5
"""


def dangling(file="content/meetings/roads.yaml", path=("accounts", 0, "evidence", 0, "source")):
    headline = "no source is called 'gazete-2031-04'"
    return Problem("dangling-reference", file, headline, "did you mean 'gazette-2031-04'?", path)


def told(world, *problems, closing=""):
    files = {file: text.encode() for file, text in world.items()}
    return as_text(located(problems, files.get), closing)


def excerpt(line, mark):
    """The two lines that show a place, the line's number and the margin left away."""
    world = {"f.md": "\n" * (mark.line - 1) + line}
    shown = told(world, Problem("quote-not-found", "f.md", "not in the source", mark=mark)).split("\n")[2:4]
    margin = len(f"  {mark.line} | ")
    return shown[0][margin:], shown[1][margin:]


def test_a_problem_is_told_with_place_line_and_cure():
    assert (
        told({"content/meetings/roads.yaml": ROADS}, dangling(), closing="nothing was written")
        == """\
content/meetings/roads.yaml:9:17: error[dangling-reference]
  no source is called 'gazete-2031-04'
  9 |       - source: gazete-2031-04
                      ^^^^^^^^^^^^^^
  did you mean 'gazette-2031-04'?

1 error in 1 file; nothing was written"""
    )


def test_problems_are_told_by_file_and_then_from_top_to_bottom_each_once():
    missing = Problem("missing-key", "b.yaml", "'date' is missing", path=("date",))
    wrong_key = Problem("unknown-key", "b.yaml", "there is no 'actr' here", path=("actr",), part=Part.KEY)
    broken = Problem("yaml-syntax", "a.yaml", "a tab stands where spaces belong", mark=Mark(2, 1))
    world = {"a.yaml": "title: Bridge\n\tdate: 2031\n", "b.yaml": "title: Ferry\nactr: ada-lind\n"}
    assert (
        told(world, wrong_key, missing, broken, wrong_key)
        == """\
a.yaml:2:1: error[yaml-syntax]
  a tab stands where spaces belong
  2 | →date: 2031
      ^

b.yaml:1:1: error[missing-key]
  'date' is missing
  1 | title: Ferry
      ^

b.yaml:2:1: error[unknown-key]
  there is no 'actr' here
  2 | actr: ada-lind
      ^^^^

3 errors in 2 files"""
    )


def test_prose_is_shown_where_the_mark_says_or_in_its_first_line():
    world = {"content/pages/about.md": "# About\n\nSee [Lind](actor:ada-lint).\n"}
    link = Problem(
        "dangling-reference", "content/pages/about.md", "no actor 'ada-lint'", mark=Mark(3, 12, 14)
    )
    page = Problem("unlinked-page", "content/pages/about.md", "no page leads here", severity=Severity.WARNING)
    assert (
        told(world, link, page)
        == """\
content/pages/about.md:1:1: warning[unlinked-page]
  no page leads here
  1 | # About
      ^

content/pages/about.md:3:12: error[dangling-reference]
  no actor 'ada-lint'
  3 | See [Lind](actor:ada-lint).
                 ^^^^^^^^^^^^^^

1 error and 1 warning in 1 file"""
    )


def test_a_file_that_is_not_there_is_told_without_a_line():
    missing = Problem("missing-file", "content/dossier.yaml", "there is no dossier.yaml", "write one")
    assert (
        told({}, missing)
        == """\
content/dossier.yaml:1:1: error[missing-file]
  there is no dossier.yaml
  write one

1 error in 1 file"""
    )


def test_a_mark_beyond_the_end_of_its_file_shows_no_line():
    problem = Problem("quote-not-found", "f.md", "not there", mark=Mark(7, 3))
    assert (
        told({"f.md": "one line"}, problem)
        == "f.md:7:3: error[quote-not-found]\n  not there\n\n1 error in 1 file"
    )


def test_a_mistake_made_a_thousand_times_is_one_screen():
    files = [f"content/meetings/{number:04}.yaml" for number in range(500)]
    paths = [("accounts", 0, "evidence", 0, "source"), ("participants", 0, "actor")]
    problems = [dangling(file, path) for file in files for path in paths]
    other = Problem("bad-date", "content/plans/draft.yaml", "'2031-13' is no date", path=("date",))
    text = told(dict.fromkeys(files, ROADS) | {other.file: "date: 2031-13\n"}, *problems, other)
    assert text.count("error[dangling-reference]\n") == 5
    assert text.count("error[dangling-reference]") == 10
    assert text.count("error[bad-date]") == 1
    assert (
        text.count("\n5 of dangling-reference are shown in full; more of them in a line each:\ncontent/") == 1
    )
    assert text.endswith("\n\n… and 990 more of dangling-reference in 495 files\n\n1001 errors in 501 files")
    assert text.count("\n") < 50


def test_what_is_not_told_in_full_still_has_its_place_and_its_cure_in_a_line():
    world = {"a.yaml": "".join(f"k{number}: x\n" for number in range(8)), "b.yaml": "title: Bridge\n"}
    problems = [
        Problem("unknown-key", "a.yaml", f"no key 'k{n}'", f"write 'l{n}'", (f"k{n}",), Part.KEY)
        for n in range(8)
    ]
    missing = Problem("missing-key", "b.yaml", "'date' is missing", path=("date",))
    assert told(world, *problems, missing).endswith("""\
a.yaml:5:1: error[unknown-key]
  no key 'k4'
  5 | k4: x
      ^^
  write 'l4'

5 of unknown-key are shown in full; more of them in a line each:
a.yaml:6:1: error[unknown-key] no key 'k5'; write 'l5'
a.yaml:7:1: error[unknown-key] no key 'k6'; write 'l6'
a.yaml:8:1: error[unknown-key] no key 'k7'; write 'l7'

b.yaml:1:1: error[missing-key]
  'date' is missing
  1 | title: Bridge
      ^

9 errors in 2 files""")


@pytest.mark.parametrize(
    ("severities", "told_sum"),
    [
        ([], "no problems"),
        (["error"], "1 error in 1 file"),
        (["error"] * 2, "2 errors in 2 files"),
        (["warning", "error", "error"], "2 errors and 1 warning in 3 files"),
        (["hint", "warning", "error", "hint"], "1 error, 1 warning and 2 hints in 4 files"),
    ],
)
def test_the_sum(severities, told_sum):
    problems = [Problem("c", f"{n}.md", "x", severity=Severity(one)) for n, one in enumerate(severities)]
    found = located(problems, lambda _: None)
    assert summary(found) == told_sum
    assert as_text(found, "nothing was written").endswith(f"{told_sum}; nothing was written")


@pytest.mark.parametrize(
    ("line", "mark", "shown"),
    [
        ("the bridge", Mark(1, 5, 6), ("the bridge", "    ^^^^^^")),
        ("the bridge", Mark(120, 5, 6), ("the bridge", "    ^^^^^^")),
        ("the bridge", Mark(1, 5, 600), ("the bridge", "    ^^^^^^")),
        ("the bridge", Mark(1, 11), ("the bridge", "          ^")),
        ("the bridge", Mark(1, 90), ("the bridge", "          ^")),
        # a tab is one column and to be seen
        ("\tthe\tbridge", Mark(1, 6, 6), ("→the→bridge", "     ^^^^^^")),
        # East Asian characters and most emoji take two columns, accents written apart none
        ("第一 bridge", Mark(1, 4, 6), ("第一 bridge", "     ^^^^^^")),
        ("the 橋梁 draft", Mark(1, 5, 2), ("the 橋梁 draft", "    ^^^^")),
        ("🌉 bridge", Mark(1, 3, 6), ("🌉 bridge", "   ^^^^^^")),
        ("Cafe\u0301 bridge", Mark(1, 7, 6), ("Cafe\u0301 bridge", "     ^^^^^^")),
        # what is invisible, or steers the terminal, is shown by its number
        ("a\u00a0bridge", Mark(1, 3, 6), ("a<U+00A0>bridge", "         ^^^^^^")),
        ("ada\u200b-lind", Mark(1, 4, 1), ("ada<U+200B>-lind", "   ^^^^^^^^")),
        ("\x1b[31mred", Mark(1, 6, 3), ("<U+001B>[31mred", "            ^^^")),
        ("\u202egnp", Mark(1, 2, 3), ("<U+202E>gnp", "        ^^^")),
        ("\x9b2J bridge", Mark(1, 5, 6), ("<U+009B>2J bridge", "           ^^^^^^")),
    ],
)
def test_the_caret_stands_below_what_is_meant(line, mark, shown):
    assert excerpt(line, mark) == shown


def test_a_long_line_is_cut_around_the_place():
    line = "word " * 100 + "bridge " + "word " * 100
    assert excerpt(line, Mark(1, 501, 6)) == (
        "…" + "word " * 6 + "bridge " + "word " * 8 + "wor…",
        " " * 31 + "^" * 6,
    )
    assert excerpt(line, Mark(1, 1, 4)) == ("word " * 16 + "…", "^^^^")
    assert excerpt(line, Mark(1, len(line) - 4, 4)) == ("…" + "word " * 6 + "word", " " * 31 + "^^^^")


def test_a_long_mark_ends_where_its_line_is_cut():
    assert excerpt("x" * 1000, Mark(1, 1, 1000)) == ("x" * 80 + "…", "^" * 80)


def test_a_file_cannot_paint_the_terminal():
    evil = "\x1b[2J\r\u202e\nfile:1:1: all is well"
    problem = Problem(
        "unknown-key", f"{evil}.md", f"there is no '{evil}' here", f"write '{evil}'", mark=Mark(1, 1)
    )
    text = told({f"{evil}.md": evil.replace("\r", "").replace("\n", "")}, problem)
    assert all(sign.isprintable() for sign in text.replace("\n", ""))
    assert text.count("<U+001B>[2J") == text.count("<U+202E>") == 4
    assert not any(line.startswith("file:1:1") for line in text.split("\n"))


def test_an_endless_headline_is_cut():
    text = told({}, Problem("unknown-key", "f.yaml", "x" * 10**6, "y" * 10**6))
    assert len(text) < 1200


def test_as_json_says_all_in_a_fixed_form():
    world = {"content/meetings/roads.yaml": ROADS.encode()}
    link = Problem("bad-date", "content/pages/über.md", "'2031–13' is no date", mark=Mark(3, 12, 14))
    assert (
        as_json(located([link, dangling()], world.get))
        == """\
[
  {
    "code": "dangling-reference",
    "severity": "error",
    "file": "content/meetings/roads.yaml",
    "line": 9,
    "column": 17,
    "path": [
      "accounts",
      0,
      "evidence",
      0,
      "source"
    ],
    "message": "no source is called 'gazete-2031-04'",
    "help": "did you mean 'gazette-2031-04'?"
  },
  {
    "code": "bad-date",
    "severity": "error",
    "file": "content/pages/über.md",
    "line": 3,
    "column": 12,
    "path": [],
    "message": "'2031–13' is no date",
    "help": ""
  }
]"""
    )
    assert as_json([]) == "[]"


def test_as_json_tells_every_one_of_a_thousand():
    problems = [dangling(path=("accounts", number)) for number in range(1000)]
    assert len(json.loads(as_json(located(problems, lambda _: None)))) == 1000


@given(st.text(st.characters(), max_size=20))
def test_as_json_can_be_read_back_and_cannot_steer_the_terminal(words):
    problem = Problem("unknown-key", "f.yaml", words, words, path=(words, 0))
    text = as_json(located([problem], lambda _: None))
    [read] = json.loads(text.encode())
    assert (read["message"], read["path"]) == (words, [words, 0])
    assert not set(text) & set("\x1b\x7f\x9b\u202e\u2066\u200f\ufeff")


lines_of_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\0"), max_size=120)


@given(lines_of_text, st.integers(1, 130), st.integers(1, 130))
def test_any_line_can_be_shown(line, column, length):
    problem = Problem("quote-not-found", "f.md", "not there", mark=Mark(1, column, length))
    shown = told({"f.md": line}, problem).split("\n")
    if line.strip("\ufeff "):
        assert set(shown[3]) <= {" ", "^"}
        assert shown[3].count("^") >= 1
        assert all(sign.isprintable() for sign in shown[2])


def test_many_problems_in_one_long_line_take_no_time():
    line = "{" + ", ".join(f"k{number}: v" for number in range(10_000)) + "}"
    problems = [Problem("unknown-key", "f.yaml", f"no k{n}", path=(f"k{n}",)) for n in range(10_000)]
    begun = time.process_time()
    found = located(problems, lambda _: line.encode())
    assert as_text(found).endswith("… and 9990 more of unknown-key in 1 file\n\n10000 errors in 1 file")
    assert len(json.loads(as_json(found))) == 10_000
    assert time.process_time() - begun < 5
