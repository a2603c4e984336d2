"""What was probably meant, found in no time; and how problems weigh before publishing."""

from __future__ import annotations

import time

import pytest

from generator.problems import (
    Problem,
    Severity,
    as_id,
    as_place,
    as_places,
    did_you_mean,
    for_publishing,
    nearest,
    nearest_address,
    no_fact,
)

ACTORS = ["ada-lind", "county-office", "per-holm", "two-town-officials"]
MANY = [f"2031-{1 + number % 12:02}-{1 + number % 28:02}-talks-{number}" for number in range(10_000)]


@pytest.mark.parametrize(
    "typed", ["ada_lind", "Ada Lind", "ADA-LIND", "adalind", "ada.lind", "Ada-Lindt", "ada-lnd"]
)
def test_delimiters_case_and_a_slip_are_forgiven(typed):
    assert nearest(typed, ACTORS) == "ada-lind"
    assert nearest(typed, [*MANY, *ACTORS]) == "ada-lind"


@pytest.mark.parametrize("typed", ["zzz", "", "-", "x" * 1000])
def test_what_is_like_nothing_is_taken_for_nothing(typed):
    assert nearest(typed, ACTORS) is None
    assert nearest(typed, MANY) is None


ADDRESSES = [f"actor:{one}" for one in ACTORS] + ["actor:nato-countries", "actor:port-body", "issue:toll"]


@pytest.mark.parametrize(
    "typed", ["actor:nobody", "actor:no-one", "actor:person", "actor:", "issue:lind", "x"]
)
def test_nobody_else_is_offered_for_an_address_that_is_like_none(typed):
    assert nearest_address(typed, ADDRESSES) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("actor:ada_lindt", "actor:ada-lind"),
        ("actor:lind", "actor:ada-lind"),
        ("per-holmm", "actor:per-holm"),
        ("actors:per-holm", "actor:per-holm"),
        ("actor:toll", "issue:toll"),
    ],
)
def test_an_address_that_is_near_is_offered(typed, meant):
    assert nearest_address(typed, ADDRESSES) == meant


def test_where_none_is_near_it_is_said_how_to_see_those_there_are():
    assert no_fact("actor:nobody", ADDRESSES).endswith("; 'factsheet list actor' lists those there are")
    assert "'factsheet list' lists all there are" in no_fact("nobody", ADDRESSES)


def test_the_same_is_found_in_whatever_order_words_are_given():
    assert nearest("talks", ["talks-b", "talks-a"]) == nearest("talks", ["talks-a", "talks-b"])
    assert nearest(MANY[77][1:], MANY) == nearest(MANY[77][1:], MANY[::-1])


def test_among_thousands_a_slip_is_found():
    assert nearest("2031_04-15 talsk-8403", [*MANY, "2031-04-15-talks-8403"]) == "2031-04-15-talks-8403"


def test_thousands_of_wrong_names_among_thousands_take_no_time():
    begun = time.process_time()
    for number in range(1000):
        nearest(f"2031-01-01-tlaks-{number}x", MANY)
    assert time.process_time() - begun < 5


def test_few_known_words_are_named_and_many_are_not():
    assert did_you_mean("zzz", ["held", "reported"]) == "it can be 'held', 'reported'"
    assert did_you_mean("zzz", MANY) == ""
    assert did_you_mean("Held", ["held", "reported"]) == "did you mean 'held'?"


@pytest.mark.parametrize(
    ("code", "severity", "weighs"),
    [
        ("bad-date", Severity.ERROR, Severity.ERROR),
        ("nothing-to-correct", Severity.WARNING, Severity.ERROR),
        ("reworded-fact", Severity.QUESTION, Severity.QUESTION),
        ("unused-sentence", Severity.HINT, Severity.HINT),
    ],
)
def test_before_publishing_a_warning_has_to_be_decided_but_a_question_is_one(code, severity, weighs):
    assert for_publishing(Problem(code, "f.yaml", "x", severity=severity)).severity is weighs


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4", "p4"),
        ("p 4", "p4"),
        ("paragraph 2", "p2"),
        ("p2-s3", "p2s3"),
        ("17-19", "p17-19"),
        ("p0", ""),
        ("end", ""),
    ],
)
def test_a_place_that_is_nearly_one_is_understood(typed, meant):
    assert as_place(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("p2s1 p2s2", "[p2s1, p2s2], with a comma between"),
        ("p2, p4 and p6-7", "[p2, p4, p6-7], with a comma between"),
        ("paragraph 4", "'p4'"),
        ("p2 the second", ""),
        ("p2,", ""),
    ],
)
def test_several_places_in_one_text_are_told_apart(typed, meant):
    assert as_places(typed) == meant


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("Sørby", "sorby"),
        ("Øyen.yaml", "oyen"),
        ("Łódź", "lodz"),
        ("Straße 4", "strasse-4"),
        ("дом", "ada-lind"),
    ],
)
def test_an_id_is_made_of_a_name_in_any_letters_that_have_plainer_ones(typed, made):
    assert as_id(typed) == made
