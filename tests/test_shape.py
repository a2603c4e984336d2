from __future__ import annotations

from typing import cast

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_facts import damaged, has_holes, sound

from generator.dates import Date
from generator.evidence import Evidence
from generator.examine import examine
from generator.facts import BUILT_IN
from generator.facts.actor import Actor
from generator.facts.plan import Plan
from generator.kinds import Declared, type_of
from generator.problems import Part, Problem
from generator.settings import Settings
from generator.shape import shape, with_cures, write_out
from generator.yamlfile import parse

RECORDS = {kind.name: kind.record for kind in BUILT_IN} | {"dossier": Settings, "evidence": Evidence}


def shaped(kind: str, text: str) -> tuple[Declared | None, list[Problem]]:
    data, problems = parse(text.encode(), "a.yaml")
    assert data is not None, problems
    return shape(data, RECORDS[kind], "a.yaml")


def told(kind: str, text: str) -> list[Problem]:
    fact, problems = shaped(kind, text)
    assert fact is None
    return problems


EVIDENCE = "source: harbour-post\nat: p5\n"
PLAN = "title: First draft\ntext: reported\n"
ACTOR = "type: person\nname: Ada Lind\n"
STATEMENT = "speaker: ada-lind\ngist: She agrees.\n"
STANCE = "stances: [{id: low, says: wants a low toll, basis: own}]\n"


@pytest.mark.parametrize(
    ("kind", "short", "long"),
    [
        ("evidence", "source: harbour-post\nat: p5", "source: source:harbour-post\nat: [p5]"),
        ("evidence", EVIDENCE + "via: source:coast-review", EVIDENCE + "via: [{who: source:coast-review}]"),
        (
            "evidence",
            EVIDENCE + "via: [source:coast-review?, actor:clerks]",
            EVIDENCE
            + "via: [{who: source:coast-review, known: inferred}, {who: actor:clerks, known: stated}]",
        ),
        ("plan", PLAN + "known: 2031-04-02", PLAN + "known: {value: 2031-04-02}"),
        ("plan", PLAN + "clauses: 0", PLAN + "clauses: {value: 0}"),
        ("plan", PLAN + "authors: ada-lind", PLAN + "authors: {value: [actor:ada-lind]}"),
        ("plan", PLAN + "authors: [ada-lind, towns]", PLAN + "authors: {value: [ada-lind, towns]}"),
        (
            "plan",
            PLAN + "known: {contested: {id: one, value: 2031}}",
            PLAN + "known: {contested: [{id: one, value: 2031}]}",
        ),
        ("plan", PLAN + "evidence: {source: post, at: p1}", PLAN + "evidence: [{source: post, at: [p1]}]"),
        ("actor", ACTOR + "part_of: upper-town", ACTOR + "part_of: [actor:upper-town]"),
        ("actor", ACTOR + "same_as: https://a.example", ACTOR + 'same_as: ["https://a.example"]'),
        (
            "source",
            "name: a\nread: full\nderived_from: b",
            "name: a\nread: full\nderived_from: [{source: b}]",
        ),
        ("position", STANCE, STANCE.replace("basis: own", "basis: {own: own}")),
        ("issue", "title: Toll\nquestion: |\n  Who?\n", "title: Toll\nquestion: Who?"),
        ("issue", "title: Toll\nquestion: |+\n  Who?\n\n\n", "title: Toll\nquestion: Who?"),
    ],
)
def test_a_shorthand_means_what_is_written_out(kind, short, long):
    fact, problems = shaped(kind, short)

    assert problems == []
    assert fact == shaped(kind, long)[0]


def test_prose_keeps_its_lines_to_the_last():
    fact, _ = shaped("issue", "title: Toll\nquestion: Who?\nsummary: |\n  One.\n\n  Two.\n")

    assert fact.summary == "One.\n\nTwo.\n"


@pytest.mark.parametrize(
    ("text", "value"),
    [("NO", "NO"), ("2025-11", "2025-11"), ("010", "010"), ("null", "null"), ("1e3", "1e3")],
)
def test_text_stays_the_text_that_was_typed(text, value):
    fact, _ = shaped("actor", f"type: state\nname: {text}\n")

    assert fact.name == value


@pytest.mark.parametrize(
    ("kind", "text", "code", "path", "headline", "help_"),
    [
        (
            "plan",
            PLAN + "summry: short",
            "unknown-key",
            ("summry",),
            "there is no key 'summry' here",
            "did you mean 'summary'?",
        ),
        (
            "plan",
            PLAN + "evidence: {source: post, at: p1, colour: red}",
            "unknown-key",
            ("evidence", 0, "colour"),
            "there is no key 'colour' here",
            "the keys that may stand here: quote, lang, ",
        ),
        (
            "plan",
            PLAN + "for_: x",
            "unknown-key",
            ("for_",),
            "there is no key 'for_' here",
            "the keys that may stand here: evidence, note, unknown, ",
        ),
        ("plan", "title: Draft", "missing-key", (), "the key 'text' is missing", "add 'text:'"),
        (
            "plan",
            PLAN + "names: {name: the draft}",
            "missing-key",
            ("names", 0),
            "the key 'id' is missing",
            "add 'id:'",
        ),
        (
            "plan",
            "title: Draft\ntext: report",
            "bad-choice",
            ("text",),
            "'report' is not one of the words this field takes",
            "did you mean 'reported'?",
        ),
        (
            "plan",
            "title: Draft\ntext: seen",
            "bad-choice",
            ("text",),
            "'seen' is not one of the words this field takes",
            "it can be 'held', 'reported'",
        ),
        (
            "plan",
            "title: Draft\ntext: [held]",
            "bad-choice",
            ("text",),
            "a list is not one of the words this field takes",
            "did you mean 'held'?",
        ),
        (
            "plan",
            PLAN + "known: 3 April 2031",
            "bad-date",
            ("known", "value"),
            "'3 April 2031' is no date",
            "write 2031-04-03, not 3 April 2031",
        ),
        (
            "plan",
            PLAN + "clauses: twelve",
            "bad-number",
            ("clauses", "value"),
            "'twelve' is no number",
            "write a whole number in digits",
        ),
        (
            "plan",
            PLAN + "draft: yes",
            "bad-yes-no",
            ("draft",),
            "'yes' is neither 'true' nor 'false'",
            "write 'true' or 'false'",
        ),
        (
            "plan",
            PLAN + "evidence: {source: post, at: [p1, page 3]}",
            "bad-place",
            ("evidence", 0, "at", 1),
            "'page 3' is no place",
            "'p17-19'",
        ),
        (
            "plan",
            PLAN + "unknown: {id: Who, question: Who?}",
            "bad-id",
            ("unknown", 0, "id"),
            "'Who' is no id",
            "small letters, digits and single hyphens",
        ),
        (
            "plan",
            PLAN + "authors: [ada-lind, Per Holm]",
            "bad-reference",
            ("authors", "value", 1),
            "'Per Holm' is no actor id",
            "such as 'per-holm'",
        ),
        (
            "statement",
            "speaker: plan:first\ngist: a\nrenderings: []",
            "bad-reference",
            ("speaker",),
            "'plan:first' is no actor id",
            "such as 'ada-lind'",
        ),
        (
            "statement",
            STATEMENT + "about: ada-lind\nrenderings: []",
            "bad-reference",
            ("about", 0),
            "'ada-lind' is no reference",
            "such as 'actor:ada-lind'; the kind can be 'actor', 'meeting', 'event'",
        ),
        (
            "divergence",
            "kind: time\nheadline: When?\nstatus: open\nreadings: []\nabout: first",
            "bad-reference",
            ("about", 0),
            "'first' is no reference",
            "such as 'actor:first'; the kind can be 'actor', 'meeting', …",
        ),
        (
            "evidence",
            EVIDENCE + "lang: English please",
            "bad-language",
            ("lang",),
            "'English please' is no language",
            "such as 'en'",
        ),
        (
            "actor",
            ACTOR + "same_as: a.example/ada",
            "bad-url",
            ("same_as", 0),
            "'a.example/ada' is no web address",
            "https://",
        ),
        (
            "plan",
            PLAN + "known: {note: unclear}",
            "not-one-of",
            ("known",),
            "one of 'value', 'contested', 'nothing' is wanted here, and there is none",
            "write {value: …} (",
        ),
        (
            "plan",
            PLAN + "known: {note: unclear, contested: []}",
            "not-one-of",
            ("known",),
            "one of 'value', 'contested', 'nothing' is wanted here, and there is none",
            "or {contested: …} (",
        ),
        (
            "plan",
            PLAN + "known: {value: 2031, nothing: none}",
            "not-one-of",
            ("known",),
            "one of 'value', 'contested', 'nothing' is wanted here, and there are several",
            "keep one of them and take the others out",
        ),
        (
            "plan",
            PLAN + "names: the draft",
            "wrong-type",
            ("names", 0),
            "'the draft' stands where a group of keys is wanted",
            "write it as {id: …, name: …, evidence: {source: …, at: …}}",
        ),
        (
            "plan",
            "title: [First draft]\ntext: held",
            "wrong-type",
            ("title",),
            "a list stands where a text is wanted",
            "a text that begins with [ or { is put in quotation marks",
        ),
        (
            "actor",
            ACTOR + "summary: {a: b}",
            "wrong-type",
            ("summary",),
            "a group of keys stands where a text is wanted",
            "put in quotation marks",
        ),
        (
            "plan",
            PLAN + "known: [2031-04-02, 2031-04-03]",
            "wrong-type",
            ("known", "value"),
            "a list stands where a date is wanted",
            "put each under 'contested:' with its evidence",
        ),
        (
            "position",
            STANCE.replace("own", "ascribed"),
            "bad-choice",
            ("stances", 0, "basis", "own"),
            "'ascribed' is not one of the words this field takes",
            "it can be 'own'",
        ),
        (
            "dossier",
            "format: 2\ntitle: a\nlang: en\nsummary: b",
            "bad-choice",
            ("format",),
            "'2' is not one of the words this field takes",
            "it can be '1'",
        ),
    ],
)
def test_a_fault_is_told_once_with_its_place_and_its_cure(kind, text, code, path, headline, help_):
    (problem,) = told(kind, text)

    assert (problem.code, problem.file, problem.path) == (code, "a.yaml", path)
    assert problem.headline == headline
    assert help_ in problem.help
    assert problem.part is (Part.KEY if code in ("unknown-key", "missing-key") else Part.VALUE)


def test_all_faults_of_a_file_are_told():
    text = """\
titel: First draft
text: seen
known: April 2031 or so
evidence:
  - {source: post, at: 5}
  - {source: Harbour Post, at: p1}
"""
    assert {(problem.code, problem.path) for problem in told("plan", text)} == {
        ("unknown-key", ("titel",)),
        ("bad-choice", ("text",)),
        ("bad-date", ("known", "value")),
        ("bad-place", ("evidence", 0, "at", 0)),
        ("bad-reference", ("evidence", 1, "source")),
    }


def test_a_misspelt_key_is_not_told_again_as_missing():
    (misspelt,) = told("plan", "titel: Draft\ntext: held")
    assert misspelt.help == "did you mean 'title'?"

    (misspelt,) = told("plan", PLAN + "known: {valu: 2031}")
    assert misspelt.help == "did you mean 'value'?"


@pytest.mark.parametrize(
    ("kind", "text", "key", "cure"),
    [
        ("meeting", "title: Talks", "when: 2031-04-02", "did you mean 'date'?"),
        ("meeting", "title: Talks", "where: Lower Town", "did you mean 'place'?"),
        (
            "statement",
            "speaker: ada-lind\ngist: No toll.\nrenderings: [{id: post, source: post, at: p1}]",
            "quote: No toll",
            "it is written under 'renderings:', as {source: …, at: …, id: …, quote: …}",
        ),
        (
            "source",
            "name: Post\nread: full\npublished: 2031-04-04",
            "publisher: post",
            "did you mean 'outlet'?",
        ),
        (
            "source",
            "name: Post\nread: full\npublished: 2031-04-04\noutlet: post",
            "publisher: post",
            "the keys that may stand here: ",
        ),
    ],
)
def test_of_a_wrong_key_the_one_that_is_meant_is_named_or_none(kind, text, key, cure):
    (wrong,) = told(kind, f"{text}\n{key}\n")
    assert (wrong.code, wrong.help[: len(cure)]) == ("unknown-key", cure)


def test_a_key_that_is_there_already_is_never_proposed():
    (wrong,) = told("plan", PLAN + "summary: short\nsummry: short")
    assert "did you mean" not in wrong.help


def test_a_missing_key_is_told_beside_an_unknown_one_that_means_another():
    codes = {problem.code for problem in told("plan", "title: Draft\nsummry: a")}

    assert codes == {"unknown-key", "missing-key"}


def test_of_a_hole_the_parser_has_told():
    data, found = parse(f"{PLAN}known:\nclauses: many\n".encode(), "a.yaml")
    fact, problems = shape(data, RECORDS["plan"], "a.yaml")

    assert [problem.code for problem in found] == ["empty-value"]
    assert fact is None
    assert [problem.path for problem in problems] == [("clauses", "value")]


@pytest.mark.parametrize("control", [*map(chr, range(32)), *"\x7f\x85\xa0\u2028\ufeff"], ids=ascii)
def test_decoder_and_examination_agree_on_what_a_blank_is(control):
    fact, problems = shape(
        {"type": "state", "name": "a", "same_as": f"https://a{control}b"}, RECORDS["actor"], "a"
    )

    assert fact is not None or [problem.code for problem in problems] == ["bad-url"]


@pytest.mark.parametrize("who", [r"?", r"\n", r"\n\n", r"actor:"])
def test_no_file_is_lost_in_silence(who):
    problems = told("evidence", f'{EVIDENCE}via: "{who}"\n')

    assert [problem.code for problem in problems] == ["bad-reference"]


KINDS = pytest.mark.parametrize("kind", [*(kind.name for kind in BUILT_IN), "dossier"])


@KINDS
@given(data=st.data())
@settings(max_examples=15)
def test_what_is_declared_takes_shape_and_what_is_written_back_is_the_same_fact(kind, data):
    written = data.draw(sound(type_of(RECORDS[kind])))

    fact, problems = shape(written, RECORDS[kind], "a.yaml")

    assert problems == []
    assert shape(as_plain(fact), RECORDS[kind], "a.yaml") == (fact, [])


@KINDS
@given(data=st.data())
@settings(max_examples=30)
def test_a_file_takes_shape_if_and_only_if_the_examination_finds_nothing(kind, data):
    record = type_of(RECORDS[kind])
    written = data.draw(damaged(sound(record)))

    fact, problems = shape(written, RECORDS[kind], "a.yaml")
    found = examine(write_out(written, record), record, "a.yaml")

    assert (fact is None) == bool(found)
    assert (fact is None) == bool(problems) or has_holes(written)
    assert all(problem.help for problem in problems)


def as_plain(fact: Declared) -> object:
    """A fact as a parser would give it: everything is text."""
    return _as_text(msgspec.to_builtins(fact, enc_hook=lambda date: cast("Date", date).text))


def _as_text(value: object) -> object:
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_as_text(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("atended", "did you mean 'attended'?"),
        (
            "present",
            "it can be 'absent', 'attended', 'delegation', 'expected', 'expected-absent', 'invited', 'unnumbered'",
        ),
    ],
)
def test_a_word_that_begins_otherwise_may_mean_the_opposite_and_is_not_guessed(typed, cure):
    [problem] = told("meeting", f"title: T\nparticipants: {{id: envoy, actor: ada-lind, mode: {typed}}}")
    assert (problem.code, problem.help) == ("bad-choice", cure)


WAYS = (
    "'own' (it is the actor's own word), or {spoken_for: actor:…} (who says it in the actor's name, such as a spokesman), "
    "or {ascribed: actor:…} (who says it of the actor without speaking for it)"
)


@pytest.mark.parametrize("written", ["", ", basis: the mayor's", ", basis: {}"])
def test_whose_word_a_view_is_is_explained_where_it_is_missing_or_wrong(written):
    [problem] = told("position", f"stances: {{id: low, says: would pay{written}}}")
    assert problem.help.endswith(WAYS)


def test_a_field_without_a_value_is_told_with_the_words_that_it_takes():
    [told] = without_value("type:\nname: Ada Lind\n")
    assert told.headline == "'type' has no value"
    assert told.help.startswith("it has to be there; write it behind the colon: it can be 'group', ")


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("type: person\nname:\n", "it has to be there; write its value behind the colon: the name"),
        ("type: person\nname: A\nsummary:\n", "write its value behind the colon; where no source tells it, take the line out"),
        ("type: person\nname: A\nroles:\n  id: x\n  title:\n", "it has to be there; write its value behind the colon: the office"),
        ("type: person\nname: A\nroles:\n  - id: x\n    title: y\n    of:\n", "write its value behind the colon; where no"),
        ("type: person\nname: A\nevidence:\n", "write behind the colon where it stands in a source: {source: …, at: …}"),
        ("type: person\nname: A\nnothing-known:\n", "write its value behind the colon; where no source tells it, take the line out, unless"),
    ],
)  # fmt: skip
def test_a_field_without_a_value_is_told_with_whether_it_can_be_left_out(written, cure):
    assert [one.help[: len(cure)] for one in without_value(written)] == ([cure])


def test_fields_of_one_name_are_told_apart():
    told = without_value(
        "title: T\nparticipants:\n  - id: a\n    actor:\n  - id: b\n    words:\n    actor:\nwords:\n",
        "meeting",
    )
    assert [one.help[:19] for one in told] == [
        "it has to be there;", "write its value beh", "it has to be there;", "write its value beh",
    ]  # fmt: skip
    assert "unless" not in told[1].help
    assert "unless" in told[3].help


def without_value(written: str, kind: str = "actor") -> list[Problem]:
    data, found = parse(written.encode(), "content/actors/ada.yaml")
    return [] if data is None else with_cures(found, data, RECORDS[kind])


@pytest.mark.parametrize(
    ("typed", "cure"), [("2", "write it as {min: 2, max: 2}; "), ("two", "write it as {min: …, max: …}; ")]
)
def test_a_number_for_a_range_is_written_out_as_one(typed, cure):
    [problem] = shape({"type": "unnamed", "name": "two officials", "count": typed}, Actor, "x.yaml")[1]
    assert problem.help.startswith(cure)


def test_what_is_no_date_is_said_once():
    [problem] = shape({"title": "A draft", "text": "reported", "known": "March"}, Plan, "x.yaml")[1]
    assert problem.headline == "'March' is no date"
    assert problem.help == "write 2025-12-03, 2025-12 or 2025"
