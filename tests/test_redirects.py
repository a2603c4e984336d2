"""Old addresses lead on, and a page that is there wins."""

from __future__ import annotations

import jinja2
import pytest
from bridge import BRIDGE, linked
from worlds import TWO_TOWNS, problems_in

from generator.layouts import own_layouts
from generator.redirects import LAYOUT, redirect_pages, redirects_lead_on
from generator.settings import SETTINGS_FILE


def leading(*redirects: str) -> dict[str, str]:
    lines = "".join(f"  - {{from: {old}, to: {new}}}\n" for old, new in (one.split() for one in redirects))
    return {**BRIDGE, SETTINGS_FILE: f"{BRIDGE[SETTINGS_FILE]}redirects:\n{lines}"}


def rendered(view: dict[str, object]) -> str:
    layouts = jinja2.Environment(
        loader=jinja2.FileSystemLoader(own_layouts()), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return layouts.get_template(LAYOUT).render(view, t=str)


def test_an_old_address_leads_to_where_the_fact_is():
    dossier = linked(leading("actors/vada.html actor:ada-lind", "how.html issue:toll#cap"))
    pages = {at: view() for at, view in redirect_pages(dossier, [], "https://example.org/facts/")}
    assert {address: view["to"]["href"] for address, view in pages.items()} == {
        "actors/vada.html": "../actors/ada-lind.html",
        "how.html": "issues/toll.html#cap",
    }
    text = rendered(pages["actors/vada.html"])
    assert '<meta http-equiv="refresh" content="0; url=../actors/ada-lind.html">' in text
    assert '<link rel="canonical" href="https://example.org/facts/actors/ada-lind.html">' in text
    assert '<meta name="robots" content="noindex">' in text
    assert '<a href="../actors/ada-lind.html">Ada Lind</a>' in text
    assert "<script" not in text


def test_without_a_known_place_of_the_site_there_is_no_canonical_link():
    ((_, view),) = redirect_pages(linked(leading("actors/vada.html actor:ada-lind")), [])
    assert "canonical" not in rendered(view())


def test_a_page_that_is_there_wins_and_the_first_of_two():
    dossier = linked(leading("a.html actor:ada-lind", "b.html actor:ada-lind", "b.html actor:per-holm"))
    assert [(address, view()["to"]["words"]) for address, view in redirect_pages(dossier, ["a.html"])] == [
        ("b.html", "Ada Lind")
    ]


@pytest.mark.parametrize(
    "old",
    ["../x.html", "/x.html", "x", "a//b.html", "https://x/y.html", "x.html#y", "A.html", "CON/../x.html"],
)
def test_nothing_is_written_where_no_page_can_be(old):
    dossier = linked(leading(f"{old} actor:ada-lind"))
    assert list(redirect_pages(dossier, [])) == []
    (problem,) = redirects_lead_on(dossier)
    assert (problem.code, problem.path) == ("bad-redirect", ("redirects", 0, "from"))


def test_an_address_that_has_its_page_again_is_told():
    (problem,) = redirects_lead_on(
        linked(leading("actors/ada-lind.html actor:per-holm", "x.html actor:per-holm"))
    )
    assert problem.code == "bad-redirect"
    assert "content/actors/ada-lind.yaml" in problem.headline


def test_an_address_that_leads_nowhere_is_told(tmp_path):
    settings = TWO_TOWNS[SETTINGS_FILE] + "redirects: {from: x.html, to: actor:nobody}\n"
    (problem,) = problems_in(tmp_path, {**TWO_TOWNS, SETTINGS_FILE: settings})
    assert (problem.code, problem.file, problem.path) == (
        "dangling-reference",
        SETTINGS_FILE,
        ("redirects", 0, "to"),
    )
