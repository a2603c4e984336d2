"""A new kind of fact is one declaration and a layout; everything treats it, and nothing else in the house knows it."""

from __future__ import annotations

from typing import Annotated

import jsonschema_rs
import msgspec
import pytest
from crawl import crawl
from worlds import METHOD, TWO_TOWNS, build_world, problems_in

from generator.build import look, render
from generator.dates import Date
from generator.evidence import Fact, Line, Prose, Sourced
from generator.facts import BUILT_IN
from generator.kinds import Kind, doc, ref, type_of
from generator.schema import schema_of

Rumour = msgspec.defstruct(
    "Rumour",
    [
        ("says", Annotated[Line, doc("what is rumoured, in our words")]),
        ("about", Annotated[str, ref("actor", back="Rumours")]),
        ("heard", Sourced[Date] | None, None),
        ("detail", Prose | None, None),
        ("echoes", tuple[Annotated[str, ref("rumour", back="Echoed by")], ...], ()),
    ],
    bases=(Fact,),
    namespace={"__doc__": "Something that is said, by nobody knows whom."},
    frozen=True,
    kw_only=True,
)
RUMOUR = Kind(
    "rumour",
    "Rumours",
    Rumour,
    folder="content/rumours",
    address="rumours/{id}.html",
    title="{says}",
    date="heard",
    intro="What is said, by nobody knows whom.",
)
KINDS = (*BUILT_IN, RUMOUR)

FERRY = """\
says: The *ferry* will be sold.
about: ada-lind
heard: 2031-04-01
detail: |
  As [the first draft](plan:first) had it.
evidence: {source: harbour-post, at: p4}
"""
AGAIN = """\
says: The ferry has been sold.
about: ada-lind
echoes: ferry
evidence: {source: valley-wire, at: p2}
"""
WORLD = {
    **TWO_TOWNS,
    "content/rumours/ferry.yaml": FERRY,
    "content/rumours/again.yaml": AGAIN,
    "content/pages/method.md": METHOD + "\n[](rumour:ferry) is one.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    project = build_world(tmp_path_factory.mktemp("rumours"), WORLD)
    planned = look(project, lambda _: None, kinds=KINDS)
    assert planned.problems == ()
    return {address: content.decode() for address, content in render(planned, lambda _: None).items()}


def test_its_folder_is_strange_only_to_those_who_do_not_know_the_kind(tmp_path):
    assert problems_in(tmp_path, WORLD, KINDS) == []

    assert {problem.file for problem in problems_in(tmp_path, WORLD)} == {
        "content/rumours",
        "content/pages/method.md",
    }


@pytest.mark.parametrize(
    ("text", "code", "path", "cure"),
    [
        (FERRY.replace("says:", "sayz:"), "unknown-key", ("sayz",), "did you mean 'says'?"),
        (FERRY.replace("about: ada-lind\n", ""), "missing-key", (), "add 'about:'"),
        (FERRY.replace("2031-04-01", "April 2031"), "bad-date", ("heard", "value"), "write 2031-04"),
        (FERRY.replace("ada-lind", "Ada Lind"), "bad-reference", ("about",), "did you mean 'ada-lind'?"),
        (FERRY.replace("ada-lind", "ada-lund"), "dangling-reference", ("about",), "did you mean 'ada-lind'?"),
        (AGAIN.replace("ferry\n", "fery\n"), "dangling-reference", ("echoes", 0), "did you mean 'ferry'?"),
        (
            FERRY.replace("plan:first", "plan:furst"),
            "dangling-reference",
            ("detail",),
            "did you mean 'first'?",
        ),
        (FERRY.replace("p4", "p9"), "place-outside", ("evidence", 0, "at", 0), "the source has 5 paragraphs"),
        (FERRY.partition("evidence")[0], "no-evidence", (), "add 'evidence:'"),
    ],
)
def test_its_mistakes_are_told_like_any_others(tmp_path, text, code, path, cure):
    (problem,) = problems_in(tmp_path, {**WORLD, "content/rumours/third.yaml": text}, KINDS)

    assert (problem.code, problem.file, problem.path) == (code, "content/rumours/third.yaml", path)
    assert cure in problem.help


def test_it_has_a_schema():
    schema = schema_of(type_of(Rumour))
    rumour = {"says": "a", "about": "actor:ada-lind", "echoes": ["rumour:ferry"], "heard": {"value": "2031"}}

    assert schema["description"] == "Something that is said, by nobody knows whom."
    assert schema["required"] == ["says", "about"]
    assert jsonschema_rs.is_valid(schema, rumour)
    assert not jsonschema_rs.is_valid(schema, {**rumour, "about": "plan:first"})


def test_it_is_listed_and_named_in_the_navigation(site):
    listed = site["rumours/index.html"]

    assert "What is said, by nobody knows whom." in listed
    assert '<a href="../rumours/ferry.html">The ferry will be sold.</a>' in listed
    assert '<a href="../rumours/again.html">The ferry has been sold.</a>' in listed
    assert 'href="rumours/index.html"' in site["index.html"]


def test_each_has_its_own_page_with_all_that_it_says(site):
    page = site["rumours/ferry.html"]

    assert "<h1>The ferry will be sold.</h1>" in page
    assert '<a href="../actors/ada-lind.html">Ada Lind</a>' in page
    assert '<a href="../plans/first.html">the first draft</a>' in page
    assert '<a href="../sources/harbour-post.html#p4">' in page
    assert "1 April 2031" in page


def test_whoever_it_names_links_back(site):
    actor = site["actors/ada-lind.html"]

    assert "Rumours" in actor.partition("<main")[2]
    assert '<a href="../rumours/ferry.html">The ferry will be sold.</a>' in actor
    assert "Echoed by" in site["rumours/ferry.html"]
    assert '<a href="rumours/ferry.html">The ferry will be sold.</a>' in site["method.html"]


def test_its_date_stands_in_the_timeline(site):
    assert '<a href="rumours/ferry.html">The ferry will be sold.</a>' in site["timeline.html"]


def test_the_site_with_it_is_as_sound_as_without(site, tmp_path):
    build_world(tmp_path, site)

    assert crawl(tmp_path) == []
