"""Mistakes of one file are told at once: a slip in its shape hides nothing else in it, and nothing is said that is not so."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from articles import ARTICLE, fingerprint_of
from bridge import BRIDGE
from worlds import TWO_TOWNS, build_world

from generator.build import look
from generator.further import further
from generator.workroom import Workroom

HELD = {
    **TWO_TOWNS,
    "seeds/harbour-post.yaml": "name: Harbour Post\nread: full\npublished: 2031-04-04\nsentences: [2, 3, 1, 4, 2]\n",
    "seeds/harbour-post.fingerprint": fingerprint_of(ARTICLE),
}
SAID = "content/statements/2031-04-03-lind-on-the-toll.yaml"
SPOKEN = """\
speaker: ada-lind
date: {value: 2031-04-02, evidence: {source: harbour-post, at: p2s2, dated: {words: on Friday}}}
gist: The toll is open.
issues: tolls
renderings:
  - {id: post, source: harbour-post, at: p4s1, quote: settled by the crowns}
  - {id: wire, source: valley-wire, at: p99, marks: retold}
"""


def told(project) -> set[tuple[str, str]]:
    """Code and file of every problem."""
    return {(one.code, one.file) for one in look(project, lambda _: None).problems}


def test_everything_wrong_with_a_file_is_told_at_once(tmp_path):
    project = build_world(tmp_path, {**HELD, SAID: SPOKEN})
    without = told(project)
    assert {"id-of-another-date", "time-words", "dangling-reference", "quote-not-there", "place-outside"} <= {
        code for code, _ in without
    }
    (project / SAID).write_text(
        SPOKEN.replace("gist:", "gits:").replace("speaker: ada-lind", "speaker: Ada Lind")
    )
    assert told(project) == without | {("unknown-key", SAID), ("bad-reference", SAID)}


def test_what_rests_on_an_article_is_checked_although_its_record_has_a_slip(tmp_path):
    record = "seeds/harbour-post.yaml"
    project = build_world(tmp_path, {**HELD, SAID: SPOKEN, record: HELD[record] + "lang: English\n"})
    assert {("bad-language", record), ("quote-not-there", SAID), ("time-words", SAID)} <= told(project)
    undated = HELD[record].replace("2031-04-04", "4 April 2031")
    (project / record).write_text(undated)
    assert {("bad-date", record), ("quote-not-there", SAID)} <= told(project)
    assert ("time-words", SAID) not in told(project), "from which day would one count?"


def test_a_file_that_is_called_wrong_is_looked_into(tmp_path):
    wrong = "content/actors/Iris Dahl.yaml"
    project = build_world(
        tmp_path, {**TWO_TOWNS, wrong: "type: persom\nname: Iris Dahl\nroles: {id: mayor, title: mayor}\n"}
    )
    assert told(project) == {("bad-id", wrong), ("bad-choice", wrong), ("no-evidence", wrong)}


def test_of_a_draft_only_its_shape_is_told(tmp_path):
    project = build_world(tmp_path, {**HELD, SAID: SPOKEN.replace("gist:", "gits:") + "draft: true\n"})
    assert told(project) == {("unknown-key", SAID)}


def test_a_file_that_is_no_yaml_and_one_without_keys_bring_nothing_further(tmp_path):
    for text in ("type: [person\n", "- a\n- b\n", "person\n", ""):
        project = build_world(tmp_path, {**TWO_TOWNS, "content/actors/iris-dahl.yaml": text})
        assert {file for _, file in told(project)} == {"content/actors/iris-dahl.yaml"}, text


def test_a_file_that_is_nothing_but_faults_costs_no_time(tmp_path):
    keys = "".join(f"k{number}: x\n" for number in range(8000))
    project = build_world(tmp_path, {**TWO_TOWNS, "content/actors/iris-dahl.yaml": f"type: person\n{keys}"})
    seen = Workroom(project).look(lambda _: None)
    begun = time.process_time()
    assert further(project, seen.dossier, seen.problems) == []
    assert time.process_time() - begun < 1


def slips() -> Iterator[tuple[str, str]]:
    """Files of a sound dossier with one slip in the shape of each: a key misspelt, a group or words where others are wanted."""
    number = 0
    for path, text in BRIDGE.items():
        for found in re.finditer(r"([a-z_]+): ?([^{}\[\],\n]*)", text if path.endswith(".yaml") else ""):
            number += 1
            if number % 7 == 0:
                key, value = found.span(1), found.span(2)
                yield path, f"{text[: key[0]]}zq{text[key[0] :]}"
                yield path, f"{text[: value[0]]}{{q: w}}{text[value[1] :]}"
                yield path, f"{text[: value[0]]}Q q{text[value[1] :]}"


def test_a_slip_in_a_sound_dossier_brings_nothing_that_is_not_so(tmp_path):
    project, tried = build_world(tmp_path, BRIDGE), 0
    for path, slipped in slips():
        (project / path).write_text(slipped)
        seen = Workroom(project).look(lambda _: None)
        assert further(project, seen.dossier, seen.problems) == [], (path, slipped)
        tried += not seen.sound
        (project / path).write_text(BRIDGE[path])
    assert tried > 100


@pytest.mark.parametrize("key", ["names", "date", "evidence", "sentences"])
def test_what_stands_under_a_misspelt_key_is_not_said_to_be_missing(key, tmp_path):
    slipped = {
        path: re.sub(rf"^{key}:", f"{key}x:", text, flags=re.MULTILINE) if path.endswith(".yaml") else text
        for path, text in BRIDGE.items()
    }
    wrong = {path for path in BRIDGE if slipped[path] != BRIDGE[path]}
    assert wrong
    for path in wrong:
        project = build_world(tmp_path / path.replace("/", "-"), {**BRIDGE, path: slipped[path]})
        seen = Workroom(project).look(lambda _: None)
        assert further(project, seen.dossier, seen.problems) == []
