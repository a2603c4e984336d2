from __future__ import annotations

import pytest

from generator.markdown import parse_page
from generator.problems import Mark, Problem
from generator.yamlfile import LARGEST


def page(content: bytes) -> dict[str, str]:
    data, problems = parse_page(content, "page.md")
    assert problems == []
    assert isinstance(data, dict)
    return data


def fault(content: bytes) -> Problem:
    data, (problem,) = parse_page(content, "page.md")
    assert data is None
    assert problem.file == "page.md"
    return problem


def test_the_first_heading_is_the_title_and_the_rest_the_body():
    assert page(b"# Method\n\nHow this is made.\n") == {"title": "Method", "body": "\n\nHow this is made.\n"}


def test_the_body_keeps_its_line_numbers():
    lines = page(b"\n\n# Method\n\nHow this\nis made.\n")["body"].split("\n")

    assert lines[4:6] == ["How this", "is made."]


@pytest.mark.parametrize(
    "content",
    [b"# Method\r\n\r\nOne\r\nTwo\r\n", b"# Method\r\rOne\rTwo\r", b"\xef\xbb\xbf# Method\n\nOne\nTwo\n"],
)
def test_lines_end_as_any_editor_ends_them(content):
    assert page(content) == {"title": "Method", "body": "\n\nOne\nTwo\n"}


def test_a_title_is_any_words_in_any_script():
    assert page("# Über *uns* und 我们\n\nText.".encode())["title"] == "Über *uns* und 我们"


def test_further_headings_stay_in_the_body():
    assert page(b"# Method\n# Sources\n")["body"] == "\n# Sources\n"


@pytest.mark.parametrize("content", [b"", b"\n \n\t\n", b"\xef\xbb\xbf", b"# Method\n\n"])
def test_an_empty_page_is_told(content):
    assert fault(content).code == "empty-file"
    assert "write" in fault(content).help


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"How this is made.\n", 1),
        (b"\n\n## Method\n", 3),
        (b"#Method\n", 1),
        (b"# \n", 1),
        (b"---\ntitle: Method\n---\n", 1),
    ],
)
def test_a_page_that_does_not_begin_with_a_title_is_told_at_its_first_line(content, line):
    problem = fault(content)

    assert (problem.code, problem.mark.line, problem.mark.column) == ("no-title", line, 1)
    assert "write '# ' and the title" in problem.help


@pytest.mark.parametrize(("content", "line"), [(b"# Method\n\nCaf\xe9\n", 3), (b"\xef\xbb\xbf# M\n\xe9", 2)])
def test_bytes_that_are_no_utf8_are_told_with_their_line(content, line):
    problem = fault(content)

    assert (problem.code, problem.mark.line) == ("not-utf8", line)
    assert "UTF-8" in problem.help


def test_what_nobody_can_see_is_told_with_its_place():
    problem = fault(b"# Method\n\nTo\x1bll\n")

    assert (problem.code, problem.mark) == ("control-character", Mark(3, 3))


def test_prose_may_begin_with_what_yaml_has_a_use_for():
    assert page(b"# Method\n\n%20 of the toll\n")["body"] == "\n\n%20 of the toll\n"


def test_a_page_is_not_cut_short_in_silence():
    title = b"# Method\n"
    assert page(title + b"x" * (LARGEST - len(title)))["title"] == "Method"

    assert fault(title + b"x" * (LARGEST + 1 - len(title))).code == "too-large"
