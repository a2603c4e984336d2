"""`factsheet crawl`: every link and every anchor of a built site is followed within its folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from publishing import call

from generator.crawl import DeadLink, crawl


def site(folder: Path, **pages: str) -> Path:
    """A site with these pages, whose names have `__` for a slash; `index` links to nothing unless it says so."""
    for name, text in {"index": "<h1 id=top>Towns</h1>", **pages}.items():
        path = folder / f"{name.replace('__', '/')}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def dead(folder: Path) -> list[tuple[str, str]]:
    return [(one.address, one.why) for one in crawl(folder).dead]


@pytest.mark.parametrize(
    "link",
    ["#top", "index.html", "index.html#top", "actors/ada.html#envoy", "actors/../index.html", "actors/%61da.html", "?x=1#top",
     "https://elsewhere.example/x", "mailto:desk@towns.example", "data:image/png;base64,AAAA", "", "actors/ada.html#"],
)  # fmt: skip
def test_what_leads_somewhere_is_no_dead_link(link, tmp_path):
    folder = site(
        tmp_path, index=f'<h1 id="top">Towns</h1><a href="{link}">x</a>', actors__ada="<p id=envoy>"
    )
    assert dead(folder) == []


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("actors/eda.html", "there is no actors/eda.html"),
        ("actors/Ada.html", "there is no actors/Ada.html"),
        ("actors/ada.html#mayor", "actors/ada.html has no id 'mayor'"),
        ("#bottom", "index.html has no id 'bottom'"),
        ("actors/", "actors is a folder; name a page in it"),
        ("../index.html", "this leads out of the site"),
        ("actors/../../x.html", "this leads out of the site"),
        ("/index.html", "this begins at the top of the host, and the site may stand below it"),
        ("//elsewhere.example/x", "this is neither a place in the site nor a whole web address"),
        ("javascript:alert(1)", "this is neither a place in the site nor a whole web address"),
        ("http://[x", "this is no address"),
    ],
)
def test_what_leads_nowhere_is_told_with_the_reason(link, why, tmp_path):
    folder = site(tmp_path, index=f'<h1>Towns</h1><a href="{link}">x</a>', actors__ada="<p id=envoy>")
    assert dead(folder) == [(link, why)]


@pytest.mark.parametrize(
    "element",
    ['<img src="gone.png">', '<link rel=stylesheet href="gone.png">', '<img srcset="gone.png 2x">', "<script src=gone.png></script>",
     '<meta http-equiv="refresh" content="0; url=gone.png">', '<svg><use href="gone.png"/></svg>', '<form action="gone.png">'],
)  # fmt: skip
def test_whatever_a_page_asks_for_is_followed(element, tmp_path):
    assert dead(site(tmp_path, index=element)) == [("gone.png", "there is no gone.png")]


def test_the_page_and_the_line_are_told(tmp_path):
    folder = site(tmp_path, actors__ada='<p>\n<p>\n<a href="../gone.html">x</a>')
    assert crawl(folder).dead == (DeadLink("actors/ada.html", 3, "../gone.html", "there is no gone.html"),)


def test_links_in_remarks_and_in_texts_are_none(tmp_path):
    text = "<!-- <a href='gone.html'> --><p>&lt;a href='gone.html'&gt;</p><script>'<a href=\"gone.html\">'</script>"
    assert dead(site(tmp_path, index=text)) == []


def test_what_a_link_of_the_file_system_leads_to_is_not_in_the_site(tmp_path):
    (tmp_path / "secret.html").write_text("<p id=x>")
    folder = site(tmp_path / "site", index='<a href="way.html">x</a>')
    (folder / "way.html").symlink_to(tmp_path / "secret.html")
    assert dead(folder) == [("way.html", "there is no way.html")]


def test_the_command_names_every_dead_link_and_ends_with_one(tmp_path):
    folder = site(tmp_path, index='<a href="a.html">x</a><a href="\x1b[2Jb.html">x</a><a href="#x">')
    called = call("crawl", folder)
    assert called.exit_code == 1
    assert called.stdout == ""
    assert "index.html:1: 'a.html': there is no a.html" in called.stderr
    assert "\x1b" not in called.stderr
    assert "3 of 3 links on 1 pages lead nowhere." in called.stderr


def test_a_sound_site_is_said_to_be_sound(tmp_path):
    called = call("crawl", site(tmp_path, index='<p id=x><a href="#x">x</a>'))
    assert (called.exit_code, called.stdout) == (0, "1 links on 1 pages lead where they should.\n")


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_without_a_site_the_call_was_wrong(name, tmp_path):
    (tmp_path / "empty").mkdir()
    called = call("crawl", tmp_path / name)
    assert called.exit_code == 2
    assert "factsheet build" in called.stderr
