from __future__ import annotations

import re

import pytest
from bridge import BRIDGE, by_own_layouts, linked, pages
from hostile import EVIL, HOSTILE, Tags
from markupsafe import Markup, escape
from worlds import build_world

from generator.kinds import type_of, walk
from generator.layouts import LayoutError, Renderer, own_layouts
from generator.markup import Link
from generator.recall import Recall
from generator.show import words_of
from generator.siteplan import Page


def renderer(folder, layouts, *more):
    """By these layouts, and those of further folders where these have none."""
    return Renderer([build_world(folder, layouts), *more], words_of({}), Recall(), {})


def rendered(folder, text, view):
    return (
        renderer(folder, {"x.html": text})
        .render(Page("actors/ada-lind.html", "x.html", lambda: view))
        .decode()
    )


def refusal(folder, layouts):
    with pytest.raises(LayoutError) as refused:
        renderer(folder, layouts).render(Page("actors/ada-lind.html", "x.html", lambda: {"name": "Ada Lind"}))
    return str(refused.value)


def test_a_layout_prints_what_the_view_says(tmp_path):
    link = Link("Ada & Co", "ada.html", "actor", "actor:ada")
    view = {"name": "<Ada>", "note": Markup("<em>hers</em>"), "who": link}
    assert rendered(tmp_path, "{{ name }} {{ note }} {{ who }}\n", view) == (
        '&lt;Ada&gt; <em>hers</em> <a href="ada.html">Ada &amp; Co</a>\n'
    )


def test_a_layout_speaks_the_words_of_the_site(tmp_path):
    build_world(tmp_path, {"x.html": "{{ t('Sources') }} {{ t('Plans') }}"})
    german = Renderer([tmp_path], words_of({"Sources": "Quellen"}), Recall(), {})
    assert german.render(Page("x.html", "x.html", dict)).decode() == "Quellen Plans"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("first\n{{ nmae }}\n", "layouts/x.html:2: 'nmae' is undefined"),
        ("{% if true %}\n\n{{ name.first.letter }}{% endif %}", "layouts/x.html:3: "),
        ("{{ nmae.first }}", "layouts/x.html:1: 'nmae' is undefined"),
        ("{% for one in nmae %}{% endfor %}", "layouts/x.html:1: 'nmae' is undefined"),
        ("first\n{{ 1 + name }}", "layouts/x.html:2: unsupported operand"),
        ("{{ 1 / 0 }}", "layouts/x.html:1: division by zero"),
        ("{{ name.encode('no such code') }}", "layouts/x.html:1: unknown encoding"),
        ("first\n{% if %}", "layouts/x.html:2: "),
        ("{{ name | no_such_filter }}", "layouts/x.html:1: No filter named 'no_such_filter'"),
        ("{% include 'away.html' %}", "there is no layout 'away.html'"),
        ("{% extends 'away.html' %}", "there is no layout 'away.html'"),
    ],
)
def test_a_layout_that_is_wrong_is_told_by_name_and_line_and_page(tmp_path, text, told):
    message = refusal(tmp_path, {"x.html": text})
    assert message.startswith(told)
    assert message.endswith("(page actors/ada-lind.html)")
    assert "\n" not in message


def test_what_is_wrong_in_a_part_is_told_of_the_part(tmp_path):
    layouts = {
        "x.html": "{% import 'p.html' as p %}\n\n{{ p.shout(name) }}",
        "p.html": "\n{% macro shout(x) %}\n\n{{ y }}{% endmacro %}",
    }
    assert refusal(tmp_path, layouts) == "layouts/p.html:4: 'y' is undefined (page actors/ada-lind.html)"


def test_a_layout_that_is_not_there_is_named_with_the_page(tmp_path):
    assert refusal(tmp_path, {}) == "there is no layout 'x.html' (page actors/ada-lind.html)"


def test_a_layout_cannot_reach_out_of_its_folder(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    message = refusal(tmp_path / "layouts", {"x.html": "{% include '../secret.txt' %}"})
    assert message.startswith("there is no layout '../secret.txt'")


def test_a_layout_sees_nothing_but_its_view_and_the_words(tmp_path):
    for name in ("range", "dict", "lipsum", "cycler", "joiner", "namespace", "dossier", "page"):
        assert f"'{name}' is undefined" in refusal(tmp_path, {"x.html": f"{{{{ {name} }}}}"})


def test_a_layout_of_the_first_folder_wins_and_the_rest_are_taken_from_the_next(tmp_path):
    own = build_world(
        tmp_path / "own",
        {
            "x.html": "{% extends 'base.html' %}{% block main %}own{% endblock %}",
            "base.html": "<{% block main %}{% endblock %}>",
            "y.html": "y",
        },
    )
    found = renderer(tmp_path / "mine", {"base.html": "[{% block main %}{% endblock %}]"}, own)
    assert found.render(Page("x.html", "x.html", dict)).decode() == "[own]"
    assert found.render(Page("y.html", "y.html", dict)).decode() == "y"


def test_assets_go_out_as_they_are_and_those_of_the_first_folder_win(tmp_path):
    own = build_world(
        tmp_path / "own", {"assets/style.css": "own", "assets/icon.svg": "<svg/>", "x.html": ""}
    )
    found = renderer(
        tmp_path / "mine",
        {"assets/style.css": "mine {{ name }}", "assets/pictures/bridge.svg": "bridge"},
        own,
    )
    assert list(found.assets()) == [
        ("assets/icon.svg", b"<svg/>"),
        ("assets/pictures/bridge.svg", b"bridge"),
        ("assets/style.css", b"mine {{ name }}"),
    ]


def test_layouts_without_assets_have_none(tmp_path):
    assert list(renderer(tmp_path, {"x.html": ""}).assets()) == []


# --- The layouts that come with the generator --------------------------------------------------------------------

OWN = by_own_layouts(Recall())


def test_every_page_of_the_affair_of_the_bridge_can_be_rendered():
    for page in pages(BRIDGE, "https://example.org/").values():
        assert "</html>" in OWN.render(page).decode()


def test_a_layout_is_there_for_every_kind():
    assert [
        held.ref
        for held in linked(BRIDGE).facts.values()
        if not (own_layouts() / held.kind.layout).is_file() and held.kind.has_pages
    ] == []


def test_nothing_that_is_written_in_a_fact_becomes_markup_of_the_page():
    scripts = [
        tag
        for page in pages(BRIDGE).values()
        for tag in Tags(OWN.render(page).decode()).found
        if tag[0] == "script"
    ]
    for page in pages(HOSTILE).values():
        html = OWN.render(page).decode()
        assert [
            tag
            for tag in Tags(html).found
            if tag[0] == "img" or any(name.startswith("on") for name in tag[1])
        ] == []
        assert EVIL not in html
    assert scripts == [
        tag
        for page in pages(HOSTILE).values()
        for tag in Tags(OWN.render(page).decode()).found
        if tag[0] == "script"
    ]


PARTS = (own_layouts() / "parts.html").read_text(encoding="utf-8")
WHOLE = dict(
    re.findall(r"""{% macro (\w+)\([^)]*\) %}((?:{%[^%]*%}| [a-z-]+="[^"<>]*")+){% endmacro %}""", PARTS)
)
"""The pieces that are attributes, whole and held by quotation marks of their own."""


def bare_attributes(layout):
    """The tags in which something is printed that no quotation marks hold."""
    whole = re.sub(rf"{{{{ (?:\w\.)?(?:{'|'.join(WHOLE)})\([^{{}}]*\) }}}}", "", layout)
    said = re.sub("{%.*?%}|{#.*?#}", "", re.sub("{{.*?}}", "{{}}", whole))
    return re.findall(r"<[a-z][^<>]*{{", re.sub('"[^"<>]*"', '""', said))


def test_every_attribute_of_a_layout_is_in_quotation_marks():
    assert bare_attributes('<p id="{{ x }}"><a class="{% if y %}y{% endif %}" href={{ t("z") }}>')
    assert not bare_attributes('<p id="{{ x }}">{{ t("y") }}</p>')
    assert WHOLE.keys() == {"ident", "in_lang"}
    assert not bare_attributes("<p{{ p.ident(x, true) }}>")
    assert bare_attributes("<p{{ p.word(x) }}>")
    layouts = {path.name: path.read_text(encoding="utf-8") for path in own_layouts().glob("*.html")}
    assert {name: found for name, text in layouts.items() if (found := bare_attributes(text))} == {}


def test_of_what_was_withdrawn_nothing_is_shown_but_what_it_was_called_and_why():
    whole = linked(BRIDGE)
    gone = [held for held in whole.facts.values() if held.kind.name not in ("page", "correction")]
    why = "withdrawn: {date: 2031-04-09, why: a slip of ours}\n"
    found = {
        address: OWN.render(page).decode()
        for address, page in pages(BRIDGE | {one.file: BRIDGE[one.file] + why for one in gone}).items()
    }
    silent = [
        one.ref
        for one in gone
        if one.kind.has_pages and "a slip of ours" not in found[one.kind.address_of(one.id)]
    ]
    assert silent == []
    standing = "".join(text for path, text in BRIDGE.items() if path not in {one.file for one in gone})
    told = {
        text for one in gone for text in texts(one) if any(escape(text) in html for html in found.values())
    }
    called = "".join(whole.named(one.ref) for one in gone if one.kind.name != "statement")
    assert [text for text in told if text not in standing + called] == []


def texts(held):
    """All that a fact says in words, each up to its first link."""
    for leaf in walk(held.record, type_of(held.kind.record)):
        text = str(leaf.value)
        if leaf.type.form in ("line", "prose", "text", "quote") and " " in text:
            yield text.partition("[")[0].strip()
