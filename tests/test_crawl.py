from __future__ import annotations

from pathlib import Path

import pytest
from crawl import crawl, main

SOUND = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>The bridge</title>
<meta name="description" content="Two towns and a bridge.">
<link rel="stylesheet" href="{top}look/site.css"><link rel="canonical" href="https://towns.example/{name}">
</head>
<body>
<header><a href="{top}index.html">Home</a></header>
<nav aria-label="Main"><a href="{top}actors/ada-lind.html#roles">Ada Lind</a></nav>
<main id="main"><h1>The bridge</h1>
{main}
</main>
<footer><a href="https://towns.example/">Towns</a> <a href="mailto:desk@towns.example">Write to us</a></footer>
</body>
</html>
"""


def towns(folder: Path, main: str = "", css: str = "", **more: bytes) -> Path:
    """A small site without a fault, but for what a test puts into its home page, its style or beside them."""
    files = {
        "index.html": SOUND.format(top="", name="index.html", main=main).encode(),
        "actors/ada-lind.html": SOUND.format(
            top="../", name="actors/ada-lind.html", main='<h2 id="roles">Roles</h2><p>Envoy.</p>'
        ).encode(),
        "look/site.css": f"body {{ background: url('mark.svg') }}\n{css}".encode(),
        "look/mark.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><path id="arch" d="M0 0h1"/></svg>',
        **{name.replace("__", "."): text for name, text in more.items()},
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
    return folder


def faults(folder: Path) -> list[str]:
    return [f"{fault.file}: {fault.what}" for fault in crawl(folder)]


def test_a_sound_site_has_no_fault(tmp_path):
    main = """<h2>Links</h2><ul><li><a href="actors/ada-lind.html">here</a></li></ul>
        <p><a href="#main">up</a> <a href="actors/../index.html?x#main">round</a>
        <a href="https://elsewhere.example/a?b#c">there</a> <img src="data:image/gif;base64,R0" alt="">
        <a href="actors/ada%2Dlind.html"><img src="look/mark.svg" alt="The arch"></a>
        <a href="index.html" aria-label="Home"><svg><use href="look/mark.svg#arch"/></svg></a></p><hr>"""
    assert faults(towns(tmp_path, main, css="/* url(https://a.example/x) */")) == []


@pytest.mark.parametrize(
    ("main", "what"),
    [
        # links
        ('<a href="actors/per-holm.html">he</a>', "leads to actors/per-holm.html, which is not there"),
        ('<a href="actors/Ada-Lind.html">she</a>', "leads to actors/Ada-Lind.html, which is not there"),
        (
            '<a href="actors/ada-lind.html#names">she</a>',
            "leads to an id that actors/ada-lind.html does not have",
        ),
        ('<a href="#nowhere">down</a>', "leads to an id that index.html does not have"),
        ('<a href="../index.html">up</a>', "leads out of the site"),
        ('<a href="actors/">all</a>', "names a folder; from a disk that shows no page"),
        ('<a href="./">all</a>', "names a folder; from a disk that shows no page"),
        ('<a href="/index.html">home</a>', "begins at the root of the host; the site may live below it"),
        ('<a href="//towns.example/">home</a>', "is neither a place in the site nor http, https or mailto"),
        ('<a href="javascript:go()">home</a>', "is neither a place in the site nor http, https or mailto"),
        ('<a href="actor:ada-lind">she</a>', "is neither a place in the site nor http, https or mailto"),
        ('<a href="http://[">she</a>', "is no address"),
        ('<a href="index.html"> <span></span></a>', "<a> says nothing"),
        ('<a href="">home</a>', "the link 'home' leads nowhere"),
        ('<a href="#">home</a>', "the link 'home' leads nowhere"),
        # requests
        ('<img src="https://a.example/x.png" alt="">', "is asked of another host"),
        ('<img src="x.png" alt="">', "leads to x.png, which is not there"),
        ('<img src="look/mark.svg" srcset="//a.example/x.png 2x" alt="">', "is asked of another host"),
        ('<script src="https://a.example/x.js"></script>', "is asked of another host"),
        ('<link rel="preconnect" href="https://a.example/">', "is asked of another host"),
        ('<p style="background: url(https://a.example/x)">a</p>', "is asked of another host"),
        ("<style>@import 'https://a.example/x.css';</style>", "is asked of another host"),
        ('<form action="https://a.example/"></form>', "is asked of another host"),
        ('<meta http-equiv="refresh" content="0; url=https://a.example/">', "is asked of another host"),
        # ids
        ('<p id="main">a</p>', "the id 'main' stands 2 times"),
        ('<p id="a b">a</p>', "'a b' is no id"),
        (
            '<p aria-describedby="main note">a</p>',
            "aria-describedby names 'note', and nothing here has that id",
        ),
        # headings and words
        ("<h3>Deep</h3>", "<h3> comes after <h1>"),
        ("<h1>Again</h1>", "2 <h1>, not one"),
        ("<h2> </h2>", "<h2> says nothing"),
        ("<main></main>", "several <main>"),
        ('<img src="look/mark.svg">', "<img> has no alt"),
        ('<i lang="the other tongue">a</i>', "'the other tongue' is no language"),
        # elements
        ("<p><b>a</p>", "<b> is still open where </p> comes"),
        ("</b>", "</b> ends nothing that is open"),
        ("<p><ul><li>a</li></ul></p>", "<ul> inside <p>; a browser ends the paragraph before it"),
        ('<a href="index.html">a <a href="index.html">b</a></a>', "<a> inside a link or a button"),
        ("<li>a</li>", "<li> outside a list"),
        ("<div/>", "<div/> closes itself; HTML takes that for an open <div>"),
        ("<p class=a class=b>a</p>", "<p> has an attribute twice"),
        ('<base href="https://towns.example/">', "<base> changes where every link leads"),
    ],
)
def test_a_fault_in_a_page_is_found(tmp_path, main, what):
    found = faults(towns(tmp_path, main))
    assert any(fault.startswith("index.html: ") and fault.endswith(what) for fault in found), found


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("<!doctype html>", "no <!doctype html>"),
        (' lang="en"', "no language on <html>"),
        ("<title>The bridge</title>", "no title"),
        (' content="Two towns and a bridge."', "no description"),
        (' content="width=device-width"', "no viewport; a phone shows it tiny"),
        ("<h1>The bridge</h1>", "0 <h1>, not one"),
        ('<header><a href="index.html">Home</a></header>', "no <header>"),
        ("</body>\n", "<body> is still open where </html> comes"),
        ("</html>", "<html> is never closed"),
    ],
)
def test_what_every_page_has_is_missed(tmp_path, part, what):
    page = SOUND.format(top="", name="index.html", main="")
    assert part in page
    assert faults(towns(tmp_path, index__html=page.replace(part, "").encode())) == [f"index.html: {what}"]


@pytest.mark.parametrize(
    ("css", "what"),
    [
        (
            "@import url(https://a.example/fonts.css);",
            "'https://a.example/fonts.css' is asked of another host",
        ),
        ('@import "more.css";', "'more.css' leads to look/more.css, which is not there"),
        ('@font-face { src: url("//a.example/x.woff2") }', "'//a.example/x.woff2' is asked of another host"),
    ],
)
def test_a_style_asks_nobody_else(tmp_path, css, what):
    assert faults(towns(tmp_path, css=css)) == [f"look/site.css: {what}"]


def test_a_fault_says_its_line(tmp_path):
    page = SOUND.splitlines().index("{main}") + 1
    assert [fault.line for fault in crawl(towns(tmp_path, '<p>\n<a href="gone.html">gone</a></p>'))] == [
        page + 1
    ]


def test_bytes_that_are_no_text_are_a_fault(tmp_path):
    assert "more.html: is not UTF-8" in faults(towns(tmp_path, more__html=b"\xff"))


def test_an_empty_folder_is_no_site(tmp_path):
    assert faults(tmp_path) == ["index.html: there is no such page"]


def test_as_a_command_it_lists_the_faults(tmp_path, capsys):
    assert main([str(towns(tmp_path))]) == 0
    assert main([str(towns(tmp_path, '<a href="gone.html">gone</a>'))]) == 1
    assert "index.html:13: 'gone.html' leads to gone.html, which is not there\n" in capsys.readouterr().out
    assert main([]) == 2
