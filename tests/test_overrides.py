"""Layouts, styles and scripts of a dossier's own take the place of the generator's, one by one."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner
from worlds import TWO_TOWNS, build_world, problems_in

from generator.build import look, render
from generator.commands.cli import main
from generator.layouts import LayoutError
from generator.making import make
from generator.own.overrides import layouts_of, own_layouts

ITEM = '<li class="ours">{{ one.link }} {{ t("Corrections") }}</li>\n'
WORLD = {
    **TWO_TOWNS,
    "layouts/item.html": ITEM,
    "layouts/assets/style.css": "body { color: green }\n",
    "layouts/assets/ours/map.js": "let here = 1;\n",
    "layouts/assets/.style.css.swp": "x",
}


def site_of(project):
    planned = look(project, lambda _: None)
    assert planned.problems == ()
    return render(planned, lambda _: None)


def test_a_layout_of_the_dossier_is_taken_and_all_others_stay(tmp_path):
    plain = site_of(build_world(tmp_path / "plain", TWO_TOWNS))
    site = site_of(build_world(tmp_path / "own", WORLD))

    assert b'<li class="ours"><a href="../meetings/2031-04-02-briefing.html">' in site["actors/ada-lind.html"]
    assert site["404.html"] == plain["404.html"]
    assert site["assets/style.css"] == b"body { color: green }\n"
    assert site["assets/ours/map.js"] == b"let here = 1;\n"
    assert site["assets/icon.svg"] == plain["assets/icon.svg"]
    assert not [address for address in site if "swp" in address]


def test_nothing_is_compiled_beside_a_layout_of_the_dossier(tmp_path):
    project = build_world(tmp_path, WORLD)
    site_of(project)

    assert not (project / "layouts/__pycache__").exists()


def test_where_the_dossier_is_the_generators_own_checkout_there_are_no_others(tmp_path):
    assert layouts_of(own_layouts().parent) == [own_layouts()]
    assert layouts_of(build_world(tmp_path, TWO_TOWNS)) == [own_layouts()]


def test_a_mistake_in_a_layout_is_told_with_its_line(tmp_path):
    planned = look(
        build_world(tmp_path, {**WORLD, "layouts/404.html": "{% extends 'base.html' %}\n{% if %}"}),
        lambda _: None,
    )

    with pytest.raises(LayoutError, match=r"404\.html:2: "):
        render(planned, lambda _: None)


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ t.__call__.__globals__ }}",
        "{{ page.__class__.__init__ }}",
        "{{ self.__init__.__globals__ }}",
        "{% include '../../secret.html' %}",
        "{% include '/etc/hostname' %}",
    ],
)
def test_a_layout_reaches_nothing_but_what_it_is_shown(tmp_path, hostile):
    (tmp_path / "secret.html").write_text("secret")
    planned = look(build_world(tmp_path / "a/b", {**WORLD, "layouts/404.html": hostile}), lambda _: None)

    with pytest.raises(LayoutError):
        render(planned, lambda _: None)


@pytest.mark.parametrize("place", ["layouts/404.html", "layouts/assets/hosts.txt", "layouts/assets/all"])
def test_no_link_leads_out(tmp_path, place):
    project = build_world(tmp_path / "dossier", WORLD)
    (project / place).symlink_to(tmp_path)

    (problem,) = look(project, lambda _: None).problems

    assert (problem.code, problem.file) == ("leads-out", place)


def test_a_layout_that_nobody_has_is_told_where_it_is_named(tmp_path):
    kinds = 'kinds: {name: ferry, plural: Ferries, title: "{name}", layout: item2.html, fields: {key: name, required: true}}\n'

    (problem,) = problems_in(tmp_path, {**TWO_TOWNS, "content/kinds.yaml": kinds})

    assert (problem.code, problem.path, problem.help) == (
        "no-layout",
        ("kinds", 0, "layout"),
        "did you mean 'item.html'?",
    )


def built(project, *, clean=False):
    site = project / "site"
    made = make(project, site, lambda _: None, clean=clean)
    return made, {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("layouts/item.html", ITEM.replace("ours", "theirs")),
        ("layouts/item.html", None),
        ("layouts/404.html", "<p>{{ page.title }}</p>\n"),
        ("layouts/assets/style.css", "body { color: red }\n"),
        ("layouts/assets/style.css", None),
    ],
)
def test_an_edit_later_the_site_is_as_if_made_from_nothing(tmp_path, file, text):
    project = build_world(tmp_path, WORLD)
    built(project)
    build_world(project, {file: text}) if text else (project / file).unlink()

    again, quickly = built(project)
    _, anew = built(project, clean=True)

    assert quickly == anew
    assert again.changed > 0


def test_without_the_folder_all_is_as_before(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    _, before = built(project)
    build_world(project, WORLD)
    built(project)
    shutil.rmtree(project / "layouts")

    assert built(project)[1] == before


def test_a_style_sheet_of_ones_own_is_taken_in_after_that_of_the_site_as_soon_as_it_is_there(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    make(project, project / "site", lambda _: None)
    assert "own.css" not in (project / "site/index.html").read_text()
    own = project / "layouts/assets/own.css"
    own.parent.mkdir(parents=True)
    own.write_text(":root { --accent: green }\n")
    make(project, project / "site", lambda _: None)
    page = (project / "site/actors/ada-lind.html").read_text()
    assert 0 < page.index('href="../assets/style.css"') < page.index('href="../assets/own.css"')
    own.unlink()
    make(project, project / "site", lambda _: None)
    assert "own.css" not in (project / "site/actors/ada-lind.html").read_text()


def test_a_layout_is_copied_to_be_changed_and_never_over_one_that_is_there(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)

    def call(*given):
        return CliRunner().invoke(main, ["layout", *given, "--project", str(project)])

    assert {"base.html", "assets/style.css"} <= set(call().output.splitlines())
    for name in ("base.html", "assets/style.css"):
        assert call(name).exit_code == 0
        assert (project / "layouts" / name).read_bytes() == (own_layouts() / name).read_bytes()
    (project / "layouts/base.html").write_text("mine")
    again = call("base.html")
    assert (again.exit_code, "is there already" in again.output) == (2, True)
    assert (project / "layouts/base.html").read_text() == "mine"
    assert "base.html  (yours)" in call().output.splitlines()
    assert (call("../base.html").exit_code, "did you mean 'base.html'?" in call("bsae").output) == (2, True)


def test_a_layout_that_nothing_uses_and_a_brace_that_is_open_are_told(tmp_path):
    world = {
        **WORLD,
        "layouts/foott.html": "<p>Ours</p>",
        "layouts/ours.html": "<p>Ours</p>",
        "layouts/foot.html": "{% include 'ours.html' %}",
        "layouts/assets/own.css": ":root {\n  --accent: '}';\n\na { color: red }\n",
    }
    told = {(one.code, one.file): one for one in problems_in(tmp_path, world)}
    assert told.keys() == {("unused-layout", "layouts/foott.html"), ("style-brace", "layouts/assets/own.css")}
    assert told["unused-layout", "layouts/foott.html"].help == "did you mean 'foot.html'?"
    assert told["style-brace", "layouts/assets/own.css"].mark.line == 1


def test_what_is_told_of_layouts_is_told_at_each_build(tmp_path):
    project = build_world(tmp_path, {**TWO_TOWNS, "layouts/foott.html": "<p>Ours</p>"})
    for _ in range(2):
        assert "unused-layout" in CliRunner().invoke(main, ["build", "--project", str(project)]).output


@pytest.mark.parametrize(
    "sound",
    [
        "",
        "/* { */ a { color: red }",
        "a::before { content: '{' }",
        'a::before { content: "\\"{" }',
        "@media print { a { color: red } }",
    ],
)
def test_a_sound_style_sheet_is_let_be(tmp_path, sound):
    assert problems_in(tmp_path, {**TWO_TOWNS, "layouts/assets/own.css": sound}) == []


def test_a_closing_brace_too_many_is_told(tmp_path):
    [told] = problems_in(tmp_path, {**TWO_TOWNS, "layouts/assets/own.css": "a { }\n}\nb { }\n"})
    assert (told.code, told.mark.line) == ("style-brace", 2)
