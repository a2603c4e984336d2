"""Texts in quotation marks that YAML does not know: who writes them is asked what they are for."""

from __future__ import annotations

import pytest

from generator.curly import curly_marks
from generator.facts.source import SOURCE
from generator.facts.statement import STATEMENT
from generator.kinds import type_of
from generator.problems import Severity
from generator.yamlfile import parse


def told(text, kind=SOURCE):
    content = text.encode()
    return curly_marks(content, parse(content, "a.yaml")[0], type_of(kind.record), "a.yaml")


@pytest.mark.parametrize(
    "written",
    [
        "“Towns at odds”",
        "„Towns at odds“",
        '„Towns at odds"',
        "«Towns at odds»",
        "»Towns at odds«",
        "“Towns\n  at odds”",
    ],
)
def test_a_text_that_stands_in_such_marks_is_asked_about(written):
    (one,) = told(f"name: {written}\n")
    assert one.severity is Severity.WARNING
    assert one.path == ("name",)
    assert 'write "Towns at odds"' in one.help
    assert f"'{' '.join(written.split())}'" in one.help


def test_a_mark_that_is_never_closed_is_told_as_such():
    (one,) = told("status_note: “checked by phone\n")
    assert "“ that begins this text is not closed" in one.headline
    assert '"checked by phone"' in one.help


@pytest.mark.parametrize(
    "written",
    [
        "“Regions” at odds",
        "“Regions” or “towns”",
        "Regions “at odds”",
        "'“Regions at odds”'",
        '"“Regions at odds”"',
        "|\n  “Regions at odds”",
        '"Regions at odds"',
    ],
)
def test_nothing_is_asked_where_the_text_goes_on_or_straight_marks_are_around_it(written):
    assert told(f"name: {written}\n") == []


def test_words_of_a_source_are_compared_with_it_and_not_asked_about():
    rendering = "renderings:\n  - {id: a, source: post, at: p1, quote: „von den Städten“, translation: “by the towns”}\n"
    assert told(rendering, STATEMENT) == []
    assert told("title: {value: “Towns at odds”, evidence: {source: post, at: p1}}\n") == []


def test_a_title_that_rests_on_nothing_is_asked_about():
    assert [one.path for one in told("title: “Towns at odds”\n")] == [("title",)]


def test_each_entry_of_a_list_is_looked_at():
    text = "not_content:\n  - at: p1\n    why: “a box”\n  - at: p2\n    why: a photograph\n"
    assert [one.path for one in told(text)] == [("not_content", 0, "why")]
