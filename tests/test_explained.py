"""Every code is explained, and its examples are true: the wrong one gives the code, the right one nothing at all."""

from __future__ import annotations

import json
import shutil

import pytest
from test_broken import BASE, FOLDERS, HERE, ONCE_PUBLISHED, SEVERAL, laid_out, publish, told_of

from generator.explained import codes, explanation

FINGERPRINT = "seeds/harbour-post.fingerprint"
IN_WORDS = {
    "bad-fingerprint": "right",
    "bad-published": "right",
    "behind-published": "both",
    "control-character": "wrong",
    "leads-out": "wrong",
    "no-dossier": "wrong",
    "not-utf8": "both",
    "too-large": "wrong",
    "unreadable": "wrong",
    "untranslated": "right",
    "vanished-fact": "wrong",
}
"""What no text in a fence can show; the folder of the code in tests/broken has it."""


def world_of(code, folder, *, right):
    """The sound dossier with an example laid over it, and with the fingerprint that quotes are verified by."""
    laid_out(BASE, folder)
    if code.startswith(("quote", "fingerprint")):
        shutil.copy(HERE / "quote-elsewhere" / FINGERPRINT, folder / FINGERPRINT)
    if code in ONCE_PUBLISHED:
        publish(folder, "2031-04-07", folder)
    for example in explanation(code).examples:
        if example.right is right and example.file:
            file = folder / example.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(example.text, encoding="utf-8")
    return folder


def shown(right):
    verdict = "right" if right else "wrong"
    return [code for code in codes() if IN_WORDS.get(code) not in (verdict, "both")]


def test_every_code_is_explained_and_nothing_else():
    assert codes() == sorted(set(FOLDERS) - {SEVERAL})


@pytest.mark.parametrize("code", codes())
def test_an_explanation_has_its_parts(code):
    told = explanation(code)
    severities = {
        one["severity"]
        for one in json.loads((HERE / code / "expected.json").read_text(encoding="utf-8"))
        if one["code"] == code
    }
    assert (told.code, told.severity) == (code, *severities)
    assert told.summary.endswith(".")
    assert len(told.summary) < 130
    assert {example.right for example in told.examples} == {True, False}
    assert all(example.text.strip() for example in told.examples)
    in_words = {example.right for example in told.examples if not example.file}
    assert in_words == {"wrong": {False}, "right": {True}, "both": {True, False}}.get(
        IN_WORDS.get(code), set()
    )


@pytest.mark.parametrize("code", shown(right=False))
def test_the_wrong_example_gives_the_code_and_no_other(code, tmp_path):
    assert {one.problem.code for one in told_of(world_of(code, tmp_path / "project", right=False))} == {code}


@pytest.mark.parametrize("code", shown(right=True))
def test_the_right_example_gives_nothing(code, tmp_path):
    told = told_of(world_of(code, tmp_path / "project", right=True))
    assert [(one.problem.code, one.problem.file, one.problem.headline) for one in told] == []


def test_a_code_that_there_is_not_has_no_explanation():
    assert explanation("bad-weather") is None
    assert explanation("../explained/bad-date") is None


def test_at_a_terminal_examples_are_set_in_and_fences_gone():
    assert (
        explanation("bad-number").as_text()
        == """\
error[bad-number]

The field takes a whole number, in digits.

Words such as `some twenty` belong in a line of text; a number is compared and added up. Write it in digits, without a sign for thousands; leave the key out if no source gives one.

Wrong, in `content/plans/second-draft.yaml`:

    title: Second draft
    text: reported
    clauses: twenty-eight
    evidence: {source: harbour-post, at: p2}

Right, in `content/plans/second-draft.yaml`:

    title: Second draft
    text: reported
    clauses: 28
    evidence: {source: harbour-post, at: p2}"""
    )
