from __future__ import annotations

import posixpath
import re

import pytest
from bridge import BRIDGE, by_own_layouts, linked, pages, planned
from markupsafe import Markup
from worlds import problems_in

from generator.addresses import shared_addresses
from generator.markup import Link
from generator.recall import Recall

PAGES = pages(BRIDGE)


def test_no_two_pages_have_one_address():
    addresses = [page.address for page in planned(linked(BRIDGE))]
    assert addresses == sorted(set(addresses))


def test_every_fact_with_pages_of_its_kind_has_one():
    held = [one for one in linked(BRIDGE).facts.values() if one.kind.has_pages]
    assert len(held) > 20
    assert [one.ref for one in held if one.kind.address_of(one.id) not in PAGES] == []


def test_positions_and_corrections_stand_on_the_pages_of_others():
    assert not [address for address in PAGES if address.startswith(("positions/", "corrections/"))]


@pytest.mark.parametrize(
    ("address", "layout"),
    [
        ("index.html", "home.html"),
        ("404.html", "404.html"),
        ("timeline.html", "timeline.html"),
        ("unknown.html", "unknown.html"),
        ("corrections.html", "corrections.html"),
        ("changes.html", "changes.html"),
        ("method.html", "page.html"),
        ("actors/index.html", "list.html"),
        ("actors/ada-lind.html", "actor.html"),
        ("issues/index.html", "list.html"),
        ("issues/toll.html", "issue.html"),
        ("plans/index.html", "plans.html"),
        ("plans/first-draft.html", "plan.html"),
        ("plans/compare/first-draft--second-draft.html", "compare.html"),
        ("meetings/2031-04-02-briefing.html", "meeting.html"),
        ("events/undated-leak.html", "event.html"),
        ("statements/2031-04-03-lind-on-tolls.html", "statement.html"),
        ("sources/harbour-post.html", "source.html"),
        ("divergences/index.html", "divergences.html"),
        ("divergences/envoys-time.html", "divergence.html"),
    ],
)
def test_these_pages_are_there(address, layout):
    assert PAGES[address].layout == layout


def test_each_pair_of_versions_has_a_page_under_its_ids_in_order():
    assert [address for address in PAGES if address.startswith("plans/compare/")] == [
        "plans/compare/first-draft--second-draft.html",
        "plans/compare/first-draft--towns-draft.html",
        "plans/compare/second-draft--towns-draft.html",
    ]


def test_a_pair_has_one_address_whichever_version_came_first():
    swapped = BRIDGE | {
        "content/plans/a-later.yaml": "title: A later one\ntext: reported\nfollows: {plan: towns-draft, how: revises}\n"
        "evidence: {source: harbour-post, at: p3}\n"
    }
    [page] = [
        page
        for address, page in pages(swapped).items()
        if address == "plans/compare/a-later--towns-draft.html"
    ]
    assert [side["link"].ref for side in page.view["sides"]] == ["plan:towns-draft", "plan:a-later"]


def ways(value):
    """Every address in a view that leads to another page of the site, those in pieces that are drawn already included."""
    if isinstance(value, Link):
        yield value.href
    elif isinstance(value, Markup):
        yield from (Markup(href).unescape() for href in re.findall(' href="([^"]*)"', value))
    elif isinstance(value, dict):
        yield from [value["href"]] if isinstance(value.get("href"), str) else []
        yield from (way for inner in value.values() for way in ways(inner))
    elif isinstance(value, list):
        yield from (way for inner in value for way in ways(inner))


def test_every_way_leads_to_a_page_from_where_it_stands():
    found = [(page.address, way) for page in PAGES.values() for way in ways(page.view)]
    assert {page.address for page in PAGES.values()} == {address for address, _ in found}
    astray = [
        (address, way)
        for address, way in found
        if posixpath.normpath(posixpath.join(posixpath.dirname(address), way.partition("#")[0])) not in PAGES
    ]
    assert astray == []


@pytest.mark.parametrize(
    ("address", "top"),
    [
        ("index.html", ""),
        ("method.html", ""),
        ("actors/ada-lind.html", "../"),
        ("plans/compare/first-draft--towns-draft.html", "../../"),
    ],
)
def test_a_page_knows_the_way_to_the_top(address, top):
    page = PAGES[address].view["page"]
    assert (page["address"], page["top"]) == (address, top)


def test_what_stands_around_a_page_is_not_hidden_by_its_own_view():
    around = {"site", "page", "nav", "section", "foot"}
    assert all(around <= page.view.keys() for page in PAGES.values())
    assert {frozenset(page.view["page"]) for page in PAGES.values()} == {
        frozenset({"address", "title", "description", "top", "canonical"})
    }
    assert {page.view["site"]["title"] for page in PAGES.values()} == {"Two towns and a bridge"}


def test_every_page_but_the_front_page_has_a_title_and_says_what_it_is_about():
    bare = [
        page.address
        for page in PAGES.values()
        if not page.view["page"]["title"] or not page.view["page"]["description"]
    ]
    assert bare == ["index.html"]


def test_pages_of_prose_are_named_on_every_page():
    assert all(
        'method.html">Method</a>'
        in by_own_layouts(Recall()).render(page).decode().replace(' aria-current="page"', "")
        for page in PAGES.values()
        if page.address != "404.html"
    )
    foot = by_own_layouts(Recall()).render(PAGES["actors/ada-lind.html"]).decode()
    assert '<li><a href="../method.html">Method</a></li>' in foot


def test_the_sections_of_the_site_are_named_in_its_order():
    assert list(ways(PAGES["index.html"].view["nav"])) == [
        "issues/index.html",
        "actors/index.html",
        "plans/index.html",
        "meetings/index.html",
        "events/index.html",
        "statements/index.html",
        "sources/index.html",
        "divergences/index.html",
        "timeline.html",
        "unknown.html",
    ]


def test_where_the_site_will_stand_makes_the_one_true_address_of_each_page():
    found = pages(BRIDGE, "https://example.org/bridge/")
    assert (
        found["actors/ada-lind.html"].view["page"]["canonical"]
        == "https://example.org/bridge/actors/ada-lind.html"
    )
    assert PAGES["actors/ada-lind.html"].view["page"]["canonical"] is None


@pytest.mark.parametrize("name", ["timeline", "unknown", "corrections", "changes", "404"])
def test_a_page_of_prose_in_the_place_of_another_is_refused(tmp_path, name):
    [problem] = problems_in(tmp_path, BRIDGE | {f"content/pages/{name}.md": "# Mine\n\nText.\n"})
    assert (problem.code, problem.file) == ("address-taken", f"content/pages/{name}.md")
    assert f"'{name}.html'" in problem.headline


def test_two_files_for_one_address_are_told_with_both_names():
    text = BRIDGE["content/issues/envoys-time.yaml"]
    world = BRIDGE | {
        "content/issues/envoys-time.yaml": f"{text}provisions: [{{id: some-mayors, title: Theirs}}]\n"
    }
    [problem] = shared_addresses(linked(world))
    assert problem.code == "address-taken"
    assert {problem.file, problem.headline.rpartition(" ")[2]} == {
        "content/issues/envoys-time.yaml",
        "content/positions/envoys-time/some-mayors.yaml",
    }


def test_the_affair_of_the_bridge_shares_no_address():
    assert list(shared_addresses(linked(BRIDGE))) == []
