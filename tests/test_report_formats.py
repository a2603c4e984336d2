"""Problems for programs: SARIF 2.1.0 and the commands of a GitHub workflow, as their readers take them."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import __version__
from generator.explained import explanation
from generator.problems import Mark, Problem, Severity
from generator.report import FORMATS, as_github, as_sarif, located

HOLM = "type: Person\nname: Per Holm\n"
CHOICE = Problem(
    "bad-choice", "content/actors/per-holm.yaml", "'Person' is not one of the words", "did you mean 'person'?", ("type",)
)  # fmt: skip
WARNING = Problem(
    "nothing-to-correct",
    "content/issues/toll.yaml",
    "never published",
    "take it out",
    severity=Severity.WARNING,
)
UNUSED = Problem("unused-sentence", "seeds/post.yaml", "no fact rests on p2", severity=Severity.HINT)


def found(*problems):
    return located(problems, {CHOICE.file: HOLM.encode()}.get)


def only(properties, *required):
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


TEXT = {"type": "string", "minLength": 1}
NUMBER = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["error", "warning", "note"]}
MESSAGE = only({"text": TEXT, "markdown": TEXT}, "text")
RULE = only(
    {"id": TEXT, "shortDescription": MESSAGE, "fullDescription": MESSAGE, "help": MESSAGE,
     "defaultConfiguration": only({"level": LEVEL})}, "id",
)  # fmt: skip
REGION = only(
    {
        "startLine": NUMBER,
        "startColumn": NUMBER,
        "endColumn": NUMBER,
        "snippet": only({"text": {"type": "string"}}),
    },
    "startLine",
)
ARTIFACT = only({"uri": {"type": "string", "format": "uri-reference"}, "uriBaseId": TEXT})
PLACE = only({"physicalLocation": only({"artifactLocation": ARTIFACT, "region": REGION}, "artifactLocation")})
RESULT = only(
    {"ruleId": TEXT, "ruleIndex": {"type": "integer", "minimum": 0}, "level": LEVEL, "message": MESSAGE,
     "locations": {"type": "array", "items": PLACE}}, "message",
)  # fmt: skip
DRIVER = only(
    {"name": TEXT, "semanticVersion": TEXT, "rules": {"type": "array", "uniqueItems": True, "items": RULE}},
    "name",
)
RUN = only(
    {"tool": only({"driver": DRIVER}, "driver"), "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
     "results": {"type": "array", "items": RESULT}}, "tool",
)  # fmt: skip
SARIF = jsonschema_rs.Draft202012Validator(
    only(
        {"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": {"type": "array", "items": RUN}},
        "version",
        "runs",
    ),
    validate_formats=True,
)
"""The part of the standard's own schema that is used here, with its names and its bounds."""


def sarif(*problems):
    told = json.loads(as_sarif(found(*problems)))
    assert [error.message for error in SARIF.iter_errors(told)] == []
    return told["runs"][0]


def test_sarif_has_the_place_and_the_words():
    [result] = sarif(CHOICE)["results"]
    assert (result["ruleId"], result["level"]) == ("bad-choice", "error")
    assert result["message"]["text"] == "'Person' is not one of the words\ndid you mean 'person'?"
    [place] = result["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "content/actors/per-holm.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 1, "startColumn": 7, "endColumn": 13, "snippet": {"text": "type: Person"}},
    }


def test_sarif_has_a_rule_for_each_code_with_its_explanation():
    run = sarif(UNUSED, CHOICE, WARNING, CHOICE)
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("factsheet", __version__)
    assert [rule["id"] for rule in driver["rules"]] == ["bad-choice", "nothing-to-correct", "unused-sentence"]
    assert [driver["rules"][one["ruleIndex"]]["id"] for one in run["results"]] == [
        one["ruleId"] for one in run["results"]
    ]
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note"]
    choice = driver["rules"][0]
    assert choice["shortDescription"]["text"] == explanation("bad-choice").summary
    assert "type: Person" in choice["help"]["markdown"]
    assert choice["defaultConfiguration"] == {"level": "error"}


def test_sarif_of_nothing_is_a_run_without_results():
    assert sarif()["results"] == []


@given(
    st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20), st.integers(1, 90), st.integers(1, 90)
)
def test_sarif_is_valid_whatever_a_file_says(name, words, line, column):
    run = sarif(Problem("bad-date", name, words, words, mark=Mark(line, column)))
    [result] = run["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri, errors="surrogatepass") == name
    assert result["message"]["text"] == f"{words}\n{words}"


def read_command(line):
    """A workflow command as the runner reads it: what it is, its properties, its message."""
    command, properties, message = re.fullmatch(r"::([a-z]+) (.*?)::(.*)", line).groups()
    pairs = dict(pair.split("=", 1) for pair in properties.split(","))
    return command, {key: value_of(value) for key, value in pairs.items()}, value_of(message)


def value_of(escaped):
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        escaped = escaped.replace(code, sign)
    return escaped


def test_github_is_told_by_commands():
    lines = as_github(found(CHOICE, WARNING, UNUSED)).split("\n")
    assert lines[0] == (
        "::error file=content/actors/per-holm.yaml,line=1,col=7,endColumn=13,title=bad-choice::"
        "'Person' is not one of the words%0Adid you mean 'person'?"
    )
    assert [read_command(line)[0] for line in lines[:-1]] == ["error", "warning", "notice"]
    assert lines[-1] == "1 error, 1 warning and 1 hint in 3 files"


def test_what_github_reads_as_signs_is_escaped():
    said = Problem("bad-date", "a,b:c%.yaml", "100 %\r::error::no,\nreally: not", mark=Mark(2, 3))
    line = as_github(found(said)).split("\n")[0]
    command, properties, message = read_command(line)
    assert (command, properties["file"], properties["line"]) == ("error", "a,b:c%.yaml", "2")
    assert message == "100 %<U+000D>::error::no, really: not"
    assert "\r" not in line


def test_of_a_mistake_made_a_thousand_times_github_is_told_a_few_and_the_count():
    many = [Problem("bad-date", f"{number}.yaml", "no date") for number in range(1000)]
    lines = as_github(found(*many, CHOICE)).split("\n")
    assert sum(line.startswith("::error file=") for line in lines) == 6
    assert "::error title=bad-date::… and 995 more of bad-date in 995 files" in lines
    assert len(lines) < 10


@pytest.mark.parametrize("form", FORMATS)
def test_no_form_lets_a_file_steer_the_terminal(form):
    evil = Problem("bad-date", "\x1b[2J\u202e.yaml", "\x1b[31m\u202e\x9b", "\x1b]8;;", mark=Mark(1, 1))
    assert not set(FORMATS[form](found(evil))) & set("\x1b\x9b\u202e")
