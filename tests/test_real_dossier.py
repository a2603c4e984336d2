"""The repository's own dossier keeps what it promises its readers."""

from __future__ import annotations

import re

import pytest
import real
from crawl import crawl

from generator.evidence import Evidence, Fact
from generator.facts.source import Source
from generator.fingerprint.verdict import Stands, Unverified
from generator.output import write
from generator.quotes import verdict


def read_in_full():
    return [held for held, source in real.dossier().records("source", Source) if source.read == "full"]


def test_nothing_is_wrong_with_it():
    assert real.planned().problems == ()


def test_two_articles_were_read_in_full():
    assert len(read_in_full()) == 2


def test_every_sentence_of_what_was_read_is_used_or_said_to_carry_nothing():
    for held in read_in_full():
        coverage = real.derived().coverage(held.ref)
        assert coverage.unused == (), held.ref
        assert len(coverage.used) + len(coverage.not_content) == sum(held.record.sentences)
        assert len(coverage.used) > len(coverage.not_content)


def test_nothing_said_to_carry_nothing_is_used_after_all():
    for held, source in real.dossier().records("source", Source):
        told = sum(1 for _ in source.not_content)
        reasons = set(real.derived().coverage(held.ref).not_content.values())
        assert len(reasons) == told, held.ref


def evidence():
    return [
        (held.ref, group.value) for held, group in real.dossier().groups if isinstance(group.value, Evidence)
    ]


def test_no_quote_is_longer_than_is_allowed():
    limits = real.dossier().settings.limits
    for ref, one in evidence():
        lengths = [len(span.split()) for span in (one.quote or "").split("…")]
        assert max(lengths) <= limits.span, ref
        assert sum(lengths) <= limits.wording, ref


def test_every_quote_is_verified_without_the_text():
    every = {ref: real.derived().tally(ref) for ref in real.dossier().refs_of("source")}
    tallies = {ref: tally for ref, tally in every.items() if tally}
    assert set(tallies) == {held.ref for held in read_in_full()}
    assert [(ref, one.short, one.unkept) for ref, one in tallies.items()] == [(ref, (), 0) for ref in tallies]
    assert sum(one.verified for one in tallies.values()) > 300


def test_no_quote_holds_with_another_word_in_it():
    """`tests/trials_quotes.py` tries many words, and other places, where the texts are at hand."""
    asked = 0
    for words, one in {(one.quote, one) for _, one in evidence() if one.quote}:
        for place in re.finditer(r"[^\W_][\w'’-]*", words):
            changed = f"{words[: place.start()]}zwölf{words[place.end() :]}"
            assert not isinstance(verdict(changed, one, real.dossier()), Stands | Unverified), changed
            asked += 1
    assert asked > 1500


def test_the_dossier_demands_that_every_sentence_is_accounted_for():
    assert real.dossier().settings.coverage == "full"


def test_the_limits_are_not_looser_than_a_short_quotation():
    limits = real.dossier().settings.limits
    assert limits.span <= 30
    assert limits.wording <= 60


def test_nothing_rests_on_a_report_that_was_not_read():
    read = {held.ref for held in read_in_full()}
    assert [ref for ref, one in evidence() if one.source not in read] == []


def test_every_link_that_is_only_concluded_says_what_from():
    for ref, one in evidence():
        source = real.dossier().facts[one.source].record
        told = {draws.source for draws in source.derived_from if draws.why}
        for link in one.via:
            assert link.known != "inferred" or link.why or link.who in told, ref


@pytest.mark.parametrize(
    ("folder", "least"),
    [
        ("actors/", 20),
        ("issues/", 10),
        ("plans/", 4),
        ("plans/compare/", 6),
        ("meetings/", 5),
        ("events/", 3),
        ("statements/", 20),
        ("sources/", 4),
        ("divergences/", 50),
    ],
)
def test_there_are_pages_of_every_kind(folder, least):
    pages = [
        address
        for address in real.site()
        if address.startswith(folder) and not address.endswith("/index.html")
    ]
    assert len(pages) >= least
    assert folder == "plans/compare/" or f"{folder}index.html" in real.site()


@pytest.mark.parametrize(
    "address",
    [
        "index.html",
        "404.html",
        "timeline.html",
        "unknown.html",
        "corrections.html",
        "about.html",
        "method.html",
        "corrections-policy.html",
        "unnamed-sources.html",
    ],
)
def test_this_page_is_there(address):
    assert address in real.site()


def test_there_are_views_on_every_issue_or_points_of_the_plan():
    bare = [
        held.ref
        for held in real.dossier().of_kind("issue")
        if not real.derived().placed(held.ref) and not held.record.provisions
    ]
    assert bare == []


def test_a_strict_visitor_finds_nothing_wrong_with_the_site(tmp_path):
    write(tmp_path / "site", real.site())
    assert crawl(tmp_path / "site") == []


def test_every_fact_that_two_articles_carry_says_what_stands_behind_them():
    told = [
        group.value
        for _, group in real.dossier().groups
        if isinstance(group.value, Fact) and len({one.source for one in group.value.evidence}) > 1
    ]
    assert len(told) > 50
    pages = b"".join(real.site().values()).decode()
    assert pages.count("one report, Politico") + pages.count("one report: Politico") > 20
