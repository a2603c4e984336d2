from __future__ import annotations

import pytest

from generator.facts import BUILT_IN
from generator.languages import code_meant
from generator.shape import shape

SOURCE = next(kind for kind in BUILT_IN if kind.name == "source")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("English", "en"),
        ("english", "en"),
        ("Englsh", "en"),
        ("Deutsch", "de"),
        ("українська", "uk"),
        ("العربية", "ar"),
        ("中文", "zh"),
        ("sv_FI", "sv-FI"),
        ("Klingon", ""),
        ("", ""),
        ("-" * 1000, ""),
    ],
)
def test_a_language_that_is_typed_by_its_name_is_known(typed, code):
    assert code_meant(typed) == code


def test_the_code_that_is_meant_is_named():
    _, problems = shape({"name": "Post", "read": "unread", "lang": "Ukrainian"}, SOURCE.record, "post.yaml")
    assert [(one.code, one.help) for one in problems] == [("bad-language", "did you mean 'uk'?")]


def test_a_code_that_is_guessed_is_a_language():
    for typed in ("English", "sv_FI"):
        _, problems = shape(
            {"name": "Post", "read": "unread", "lang": code_meant(typed)}, SOURCE.record, "post.yaml"
        )
        assert problems == []
