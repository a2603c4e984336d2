"""The files that are for hosts and for those who look for pages."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from publishing import PUBLISHED
from worlds import build_world

from generator.build import gather, look, render
from generator.dates import parse
from generator.history.changes import baseline
from generator.publish.extras import MOST_IN_SITEMAP, extras, policy
from generator.settings import Redirect
from generator.values import altered

FILES = {
    "index.html": b"<title>x</title>",
    "404.html": b"<style>\nh1 { margin: 0 }\n</style>",
    "actors/ada-lind.html": b"",
    "assets/style.css": b"",
    "published.json": b"",
}
BRIDGE = Path(__file__).parent / "sites/bridge"
"""A dossier with every way a fact can be written."""

XMLNS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def quietly(_stage: str) -> None:
    """Says nothing."""


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    """The dossier of two towns as it was published on 8 April."""
    dossier, _ = gather(build_world(tmp_path_factory.mktemp("towns"), PUBLISHED), quietly)
    return altered(dossier, shown=baseline(dossier, None, parse("2031-04-08")))


def replaced(struct: object, **fields: object) -> object:
    return msgspec.structs.replace(struct, **fields)


def test_without_an_address_there_is_nothing_that_needs_one(towns):
    assert sorted(extras(FILES, towns, "")) == [".nojekyll", "_headers"]


def test_at_the_top_of_a_host_of_our_own(towns):
    made = extras(FILES, towns, "https://towns.example/")
    assert sorted(made) == [".nojekyll", "CNAME", "_headers", "robots.txt", "sitemap.xml"]
    assert made["CNAME"] == b"towns.example\n"
    assert b"Sitemap: https://towns.example/sitemap.xml" in made["robots.txt"]


@pytest.mark.parametrize(
    ("base", "names"),
    [
        ("https://towns.example", {"CNAME", "robots.txt", "sitemap.xml"}),
        ("https://towns.example/bridge/", {"sitemap.xml"}),
        ("https://desk.github.io/", {"robots.txt", "sitemap.xml"}),
        ("https://bridge.pages.dev/", {"robots.txt", "sitemap.xml"}),
        ("https://notgithub.io/", {"CNAME", "robots.txt", "sitemap.xml"}),
        ("http://127.0.0.1:8000/", {"robots.txt", "sitemap.xml"}),
        ("http://localhost/", {"robots.txt", "sitemap.xml"}),
        ("https://bad_host;x.example/", {"robots.txt", "sitemap.xml"}),
    ],
)
def test_what_there_is_depends_on_where_it_stands(base, names, towns):
    made = extras(FILES, towns, base)
    assert made.keys() - {".nojekyll", "_headers"} == names


def test_the_sitemap_lists_pages_with_the_day_of_their_last_change(towns):
    made = extras(FILES, towns, "https://towns.example/a&b/")
    listed = ElementTree.fromstring(made["sitemap.xml"])
    found = {one.findtext(f"{XMLNS}loc"): one.findtext(f"{XMLNS}lastmod") for one in listed}
    assert found == {
        "https://towns.example/a&b/index.html": None,
        "https://towns.example/a&b/actors/ada-lind.html": "2031-04-08",
    }


def test_a_very_long_sitemap_comes_in_parts(towns):
    files = {f"p{number}.html": b"" for number in range(MOST_IN_SITEMAP + 1)}
    made = extras(files, towns, "https://towns.example/")
    parts = [ElementTree.fromstring(made[name]) for name in ("sitemap-1.xml", "sitemap-2.xml")]
    assert [len(part) for part in parts] == [MOST_IN_SITEMAP, 1]
    listed = ElementTree.fromstring(made["sitemap.xml"])
    assert [one.findtext(f"{XMLNS}loc") for one in listed] == [
        "https://towns.example/sitemap-1.xml",
        "https://towns.example/sitemap-2.xml",
    ]


def test_the_policy_allows_our_own_files_and_the_one_style_that_stands_in_a_page():
    digest = base64.b64encode(hashlib.sha256(b"\nh1 { margin: 0 }\n").digest()).decode()
    assert policy(FILES) == (
        f"default-src 'none'; style-src 'self' 'sha256-{digest}'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert "script-src 'self'" in policy({**FILES, "assets/search.js": b""})
    assert "unsafe" not in policy({**FILES, "index.html": b"<style>x</style><script>y</script>"})


def test_our_pages_keep_to_the_policy():
    """Nothing within a page that the policy forbids: no script, no style but that of the page for lost addresses."""
    inline = re.compile(rb"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:")
    site = render(look(BRIDGE, quietly), quietly)
    pages = {at: content for at, content in site.items() if at.endswith(".html")}
    assert [at for at, content in pages.items() if inline.search(content)] == ["404.html"]
    assert "sha256-" in policy(site)


def test_headers_are_of_the_form_that_hosts_read(towns):
    head, *lines = extras(FILES, towns, "")["_headers"].decode().splitlines()
    assert head == "/*"
    assert all(re.fullmatch(r"  [A-Z][A-Za-z-]+: \S.{1,900}", line) for line in lines)
    assert len({line.partition(":")[0] for line in lines}) == len(lines)


def test_old_addresses_lead_on(towns):
    renamed = tuple(
        replaced(one, former=("actor:ada-lund", "actor:lind")) if one.address == "actor:ada-lind" else one
        for one in towns.published.facts
    )
    dossier = altered(towns, shown=replaced(towns.published, facts=renamed))
    made = extras({**FILES, "actors/lind.html": b"somebody else"}, dossier, "https://towns.example/x/")
    assert made["_redirects"] == b"/x/actors/ada-lund.html /x/actors/ada-lind.html 301\n"
    page = made["actors/ada-lund.html"].decode()
    assert 'content="0; url=ada-lind.html"' in page
    assert '<link rel="canonical" href="https://towns.example/x/actors/ada-lind.html">' in page
    assert "actors/lind.html" not in made
    assert b"lund" not in made["sitemap.xml"]

    as_built = {**FILES, "actors/ada-lund.html": b'<meta http-equiv="refresh" content="0; url=x">'}
    made = extras(as_built, dossier, "https://towns.example/")
    assert b"/actors/ada-lund.html /actors/ada-lind.html 301\n" in made["_redirects"]
    assert "actors/ada-lund.html" not in made  # the build has made this page already
    assert b"lund" not in made["sitemap.xml"]


def test_redirects_that_the_dossier_names_lead_on_too(towns):
    ways = (
        Redirect(from_="actors/old-name.html", to="actor:ada-lind"),
        Redirect(from_="drafts/first.html", to="plan:first#cap"),
        Redirect(from_="../out.html", to="actor:ada-lind"),
        Redirect(from_="a b /x 200\n/*.html", to="actor:ada-lind"),
        Redirect(from_="gone.html", to="actor:nobody"),
    )
    files = {**FILES, "plans/first.html": b""}
    made = extras(files, altered(towns, settings=replaced(towns.settings, redirects=ways)), "")
    assert made["_redirects"].decode().splitlines() == [
        "/actors/old-name.html /actors/ada-lind.html 301",
        "/drafts/first.html /plans/first.html#cap 301",
    ]
    assert b'href="../plans/first.html#cap"' in made["drafts/first.html"]
    assert sorted(at for at in made if at.endswith(".html")) == ["actors/old-name.html", "drafts/first.html"]
