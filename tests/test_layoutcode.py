"""Layouts as our code generator compiles them say what they say as Jinja2's own compiles them, mistakes included."""

from __future__ import annotations

from fractions import Fraction

import jinja2
import pytest
from bridge import BRIDGE, by_own_layouts, pages
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape
from worlds import build_world

from generator.layoutcode import Code, compiled
from generator.layoutfilters import filled, joined
from generator.layoutrun import text
from generator.layouts import AMISS, LayoutError, Renderer, own_layouts
from generator.layoutset import Layouts
from generator.markup import Link
from generator.recall import Recall
from generator.show import words_of
from generator.siteplan import Page
from generator.values import Fixed

SPECIAL = "<b> & 'c' \"d\""


class Pier(Fixed, frozen=True):
    """A value with attributes."""

    name: str
    items: int = 3


class Own(str):
    """A text that is more than a text."""

    __slots__ = ()


class Said:
    """Something that says itself how it stands in HTML."""

    def __html__(self):
        return "<hr>"


VIEW = {
    "name": "Ada",
    "special": SPECIAL,
    "html": Markup("<em>hers</em>"),
    "link": Link("Ada & Co", "ada.html", "actor", "actor:ada"),
    "one": {"says": SPECIAL, "none": None, "empty": "", "items": "no method", "href": Markup("&amp;")},
    "pier": Pier("north <pier>"),
    "said": Said(),
    "own": Own("<own>"),
    "numbers": [1, 2.5, True, Fraction(1, 3)],
    "nothing": None,
    "list": [{"kind": "a", "n": 1}, {"kind": "b", "n": 0}, {"kind": "<a>", "n": 2}],
    "links": [Link("A", "a.html", "actor", "a"), Link("B", "b.html", "plan", "b")],
    "mixed": ["<a>", Markup("<b>"), 3],
    "pairs": [("x", 1), ("y", 0)],
    "none_there": [],
}

PARTS = """
{% set HOW = {"a": "A"} %}
{% macro plain(x) %}[{{ x }}]{% endmacro %}
{% macro two(x, y="<why>") %}{{ x }}/{{ y }}{% endmacro %}
{% macro later(x, y=x) %}{{ x }}={{ y }}{% endmacro %}
{% macro all(x) %}{{ x }}{{ varargs }}{{ kwargs }}{% endmacro %}
{% macro needs(x) %}{{ x.says }}{% endmacro %}
{% macro around(x, y="<why>") %}<{{ x }} {{ y }}>{{ caller() }}</>{% endmacro %}
{% macro handed(x) %}{{ caller(x, "<b>") }}{% endmacro %}
{% macro perhaps(x, caller=none) %}{{ x }}{% if caller %}{{ caller() }}{% endif %}{% endmacro %}
{% macro again(n) %}{{ n }}{% if n %}{{ again(n - 1) }}{% endif %}{% endmacro %}
{% macro outer(x) %}{{ plain(two(x)) }}{% set y = plain(x) %}{{ y }}{{ y ~ "<" }}{% endmacro %}
"""

BASE = """<title>{% block title %}{{ name }}{% endblock %}</title>
{% import "parts.html" as p %}
{% block main %}none{% endblock %}"""


LAYOUTS = {"parts.html": PARTS, "base.html": BASE, "more.html": "{{ name }} more"}
SHOWN = {"t": str.upper}


THEIRS = jinja2.Environment(
    loader=jinja2.DictLoader(LAYOUTS),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
THEIRS.globals = SHOWN
THEIRS.filters["filled"] = filled
JOINED = THEIRS.from_string("{{ things|join(between) }}")


def ours(layout):
    """What a layout says as our code generator compiles it."""
    there = {**LAYOUTS, "x.html": layout}
    layouts = Layouts(lambda name: compiled(there[name], name, name, str.upper), lambda *_: None, SHOWN)
    return "".join(layouts.get_template("x.html").parts(VIEW))


def theirs(layout):
    return THEIRS.from_string(layout).render(VIEW)


def with_parts(text):
    return '{% import "parts.html" as p %}' + text


PRINTED = [
    *(f"{{{{ {name} }}}}" for name in VIEW),
    *(f"{{{{ [{name}] }}}}{{{{ {name} ~ '<' }}}}" for name in VIEW),
    "{{ one.says }}{{ one.none }}{{ one['says'] }}{{ one.empty or '<or>' }}",
    "{{ numbers[0] }}{{ numbers[:2] }}{{ pairs[0][1] }}",
    "{{ 1 + 2 }}{{ 'a' ~ 1 }}{{ '<' }}{{ 1.5 }}{{ none }}",
    "{{ special|upper }}{{ html|striptags }}{{ said|striptags }}{{ 3|capitalize }}{{ ' a '|trim }}{{ html|lower }}",
    "{{ special|replace('<', html) }}{{ html|replace('h', '<') }}{{ name|replace('d', special) }}{{ 10|replace(1, 2) }}",
    "{{ (name * 3)|truncate(4) }}{{ (special * 20)|truncate(30) }}{{ 'a bc'|truncate(3) }}",
    "{{ special is string }}{{ 1 is number }}{{ true is boolean }}{{ one is mapping }}{{ list is sequence }}{{ away is sequence }}",
    "{{ 1 is sequence }}{{ away is mapping }}{{ away is defined }}{{ none is none }}{{ 1 is in [1] }}{{ 1 is sameas 1 }}{{ 1 is equalto 2 }}",
]

ATTRIBUTES = [
    "{{ one.items }}",
    "{% for key, value in one.items() %}{{ key }}{{ value }}{% endfor %}",
    "{{ one.keys()|list }}{{ one.get('says') }}{{ one.values()|list|length }}",
    "{{ pier.name }}{{ pier.items }}{{ link.kind }}{{ link.href }}",
    "{{ name.upper() }}{{ 'a.b'.partition('.')[0] }}",
    "{{ one.says is defined }}{{ one.away is defined }}{{ pier.away is defined }}{{ name.away is defined }}",
    "{{ list[0].kind }}{{ list[7] is defined }}{{ one['items'] }}{{ pier['name'] }}{{ one[1] is defined }}",
]

CALLS = [
    "{{ p.plain(special) }}{{ p.plain(html) }}{{ p.plain(link) }}",
    "{{ p.two(1) }}{{ p.two(1, 2) }}{{ p.two(x=1) }}{{ p.two(1, y=special) }}{{ p.two(y=1, x=2) }}",
    "{{ p.two(*pairs[0]) }}{{ p.two(**{'x': 1}) }}",
    "{{ p.later(special) }}{{ p.later(1, 2) }}",
    "{{ p.all(1) }}{{ p.all(1, 2, '<') }}{{ p.all(1, k='<') }}",
    "{{ p.again(3) }}{{ p.outer(special) }}",
    "{{ p.plain(p.plain(special)) }}{% set x = p.plain(special) %}{{ x }}{{ x ~ '<' }}{{ x|length }}",
    "{% call p.around(1) %}<in>{{ special }}{% endcall %}",
    "{% call p.around(1, special) %}{{ p.plain(special) }}{% endcall %}",
    "{% call p.around(x=1) %}in{% endcall %}{% call p.around(1, y=2) %}in{% endcall %}",
    "{% call(a, b) p.handed(special) %}{{ a }}{{ b }}{% endcall %}",
    "{% call p.perhaps(1) %}in{% endcall %}{{ p.perhaps(1) }}",
    "{% for one in list %}{% call p.around(one.n) %}{{ one.kind }}{{ loop.index }}{% endcall %}{% endfor %}",
    "{% macro here(x) %}{{ x }}{{ special }}{% endmacro %}{{ here(1) }}{{ here(special) }}",
    "{{ t('a<') }}{{ t(name) }}",
    "{{ p.plain(t('<a>')) if name else p.plain(2) }}",
]

CHOICES = [
    "{{ name if name }}{{ name if nothing }}.",
    "{{ special if name else 1 }}{{ 1 if nothing else special }}{{ html if name else special }}",
    "{{ p.plain(1) if name }}{{ p.plain(1) if nothing }}{{ p.plain(1) if nothing else p.two(special) }}",
    "{{ (1 if nothing else special if name else 2) }}{{ (name if nothing) is defined }}",
    "{{ p.plain(name if nothing else special) }}{{ (p.plain(special) if name)|length }}",
    "{{ 1 if false else '<' }}{{ '<' if true }}{{ 'a' if name == 'Ada' else p.plain('b') }}",
]

FILTERED = [
    "{{ list|selectattr('n')|list|length }}{{ list|rejectattr('n')|map(attribute='kind')|join(', ') }}",
    "{{ list|selectattr('kind', 'equalto', 'a')|map(attribute='n')|list }}",
    "{{ links|rejectattr('kind', 'in', ['plan'])|list|join('; ') }}{{ links|map(attribute='name')|join('<') }}",
    "{{ pairs|selectattr(1)|list }}{{ pairs|rejectattr(0, 'equalto', 'x')|list }}",
    "{% for one in list|selectattr('n') %}{{ one.kind }}{% endfor %}",
    "{{ mixed|join }}{{ mixed|join('<') }}{{ ['<', 1]|join('<') }}{{ ['<']|join(html) }}{{ []|join('<') }}",
    "{{ [special, name]|join(', ')|upper }}{{ [special]|join ~ '<' }}",
    "{{ none_there|selectattr('n')|list }}{{ nothing|selectattr('n')|list }}",
    "{{ name|list }}{{ one|list }}{{ pairs|sum(start=())|list }}{{ list|sum(attribute='n') }}{{ numbers|sum }}",
    "{{ list|map('length')|list }}{{ pairs|map('join', '-')|list }}{{ nothing|map(attribute='n')|list }}",
    "{{ list|map(attribute='kind')|reject('in', ['a'])|list }}{{ nothing|reject('none')|list }}",
    "{{ ['a', 'A', 'b', 1, 1]|unique|list }}{{ (list + list)|unique(attribute='n')|map(attribute='kind')|list }}",
]

BLOCKS = [
    "{% extends 'base.html' %}{% block title %}{{ special }}{% endblock %}",
    "{% extends 'base.html' %}{% block main %}{{ p.two(special) }}{% block more scoped %}{{ name }}{% endblock %}{% endblock %}",
    "{% extends 'base.html' %}{% block main %}{% for one in list %}{{ p.plain(one.n) }}{{ loop.last }}{% else %}none{% endfor %}{% endblock %}",
    "{% extends 'base.html' %}{% block main %}{% for one in list %}{% block inner scoped %}{{ one.n }}{% endblock %}{% endfor %}{% endblock %}",
    "{% for one in none_there %}{{ one }}{% else %}{{ special }}{% endfor %}",
    "{% for one in list if one.n %}{{ one.kind }}{{ loop.index }}{{ loop.first }}{% endfor %}{% with a = special %}{{ a }}{% endwith %}",
    "{% for one in list %}{{ loop.length }}{{ loop.index0 }}{% for each in pairs %}{{ loop.last }}{% endfor %}{{ loop.last }}{% endfor %}",
    "{% for one in (list if nothing) %}{{ one }}{% endfor %}{{ (list if nothing)|length }}",
    "{% import 'parts.html' as q with context %}{{ q.two(1) }}{{ q.HOW.a }}",
    "{% filter upper %}a{{ special }}{% endfilter %}",
    "{% from 'parts.html' import two, HOW %}{{ two(2) }}{{ HOW.a }}",
    "{% set y = 1 %}{% if name %}{% set y = 2 %}{% endif %}{{ y }}{% for one in list %}{% set y = 3 %}{% endfor %}{{ y }}",
]

BEYOND = [
    "{{ '<b>'|safe }}",
    "{{ list|first }}",
    "{% if nothing %}{{ list|first }}{% endif %}{{ 1 is odd }}",
    "{{ list|map(attribute='kind.more')|list|length }}",
    "{% extends 'base.html' %}{% block title %}{{ super() }}{% endblock %}",
    "{% extends 'base.html' %}{% block main %}{{ self.title() }}{% endblock %}",
    "{% include 'more.html' %}",
    "{% set x %}<b>{{ special }}</b>{% endset %}{{ x }}",
    "{% for one in list recursive %}{{ one.n }}{{ loop([]) }}{% endfor %}",
    "{% for one in list %}{{ loop.nextitem }}{% endfor %}",
    "{% autoescape false %}{{ special }}{% endautoescape %}",
]
"""What Jinja2 alone can do."""

MISTAKEN = [
    "first\n{{ away }}",
    "first\n{{ one.away }}",
    "{{ one.away.more }}",
    "\n\n{{ pier.away }}",
    "{{ name.away }}",
    "{{ nothing.away }}",
    "{{ link.away or 1 }}",
    "{% if one.away %}{% endif %}",
    "first\n{{ away() }}",
    "first\n{{ p.away(1) }}",
    "first\n{{ p.two() }}",
    "first\n{{ p.two(1, 2, 3) }}",
    "first\n{{ p.two(1, z=3) }}",
    "first\n{{ p.two(1, x=3) }}",
    "first\n{{ p.around(1) }}",
    "first\n{% call p.two(1) %}{% endcall %}",
    "first\n{{ p.needs(one) }}\n{{ p.needs(pier) }}",
    "{{ p.needs(nothing) if name }}",
    "{{ name() }}",
    "{{ (name if nothing).more }}",
    "first\n{{ p.plain(away) }}",
    "first\n{{ 1 if away }}",
    "{{ list|selectattr('away')|list }}",
    "{{ away|selectattr('n')|list }}",
    "{{ [1, away]|join }}",
    "{{ away|join }}",
    "{{ 1 + name }}",
    "{% for one in away %}{% endfor %}",
    "{{ name|no_such_filter }}",
]


@pytest.mark.parametrize("layout", [*PRINTED, *ATTRIBUTES, *CALLS, *CHOICES, *FILTERED, *BLOCKS])
def test_a_layout_says_the_same(layout):
    layout = layout if "extends" in layout else with_parts(layout)
    assert ours(layout) == theirs(layout)


@pytest.mark.parametrize("layout", [*MISTAKEN, *BEYOND])
def test_what_is_wrong_or_beyond_ours_is_left_to_jinja(layout):
    layout = layout if "extends" in layout else with_parts(layout)
    with pytest.raises(AMISS):
        ours(layout)


@pytest.mark.parametrize("layout", MISTAKEN)
def test_what_is_wrong_is_wrong_with_jinja_too(layout):
    with pytest.raises((jinja2.TemplateError, *AMISS)):
        theirs(with_parts(layout))


def own_world(folder, monkeypatch, layout):
    """What renders by the layouts of a generator that has this one among its own."""
    build_world(folder, {**LAYOUTS, "x.html": layout})
    monkeypatch.setattr("generator.layouts.own_layouts", lambda: folder)
    monkeypatch.setattr("generator.compiled.own_layouts", lambda: folder)
    return Renderer([folder], words_of({}), Recall(), {})


def test_a_mistake_in_a_layout_of_ours_is_told_in_the_words_of_jinja(tmp_path, monkeypatch):
    made = own_world(tmp_path, monkeypatch, "first\n{{ one.away.more }}")
    with pytest.raises(
        LayoutError, match=r"^layouts/x\.html:2: 'dict object' has no attribute 'away' \(page x\.html\)$"
    ):
        made.render(Page("x.html", "x.html", lambda: VIEW))


@pytest.mark.parametrize("layout", ["{{ list|first }}", "{% include 'more.html' %}", "{{ '<b>'|safe }}"])
def test_a_layout_of_ours_that_is_beyond_us_is_rendered_all_the_same(tmp_path, monkeypatch, layout):
    made = own_world(tmp_path, monkeypatch, layout)
    assert made.render(Page("x.html", "x.html", lambda: VIEW)).decode() == theirs(layout)


def test_no_layout_of_ours_is_beyond_us():
    for path in own_layouts().glob("*.html"):
        assert compiled(path.read_text(encoding="utf-8"), path.name, path.name, str)


def test_what_is_done_often_is_done_our_way():
    """Jinja2 might write its code by other ways one day: it would be right, and slow."""
    layout = "{% macro m(x) %}{{ x }}{% endmacro %}{{ one.says }}{{ m(1) }}{{ t(m(1)) if name }}"
    environment = jinja2.Environment(autoescape=True)
    environment.code_generator_class = Code
    code = environment.compile(layout + "{% call m(1) %}{% endcall %}", raw=True)
    for way in ("text(l_1_x)", "text(at(", "Piece(macro, ", "said((", "call((", "around(("):
        assert way in code
    for way in ("escape(", "environment.getattr(", "= Macro(", "context.call(", "jinja2"):
        assert way not in code


@given(st.text() | st.text(alphabet=SPECIAL) | st.integers() | st.floats() | st.none() | st.lists(st.text()))
def test_a_value_is_escaped_as_markupsafe_does(value):
    assert text(value) == str(escape(value))
    assert text(Markup(value)) == str(escape(Markup(value)))


@given(st.lists(st.text(alphabet=SPECIAL) | st.text(alphabet=SPECIAL).map(Markup)), st.text(alphabet="<,"))
def test_several_are_joined_as_jinja_does(things, between):
    assert text(joined(things, between)) == JOINED.render(things=things, between=between)


@given(st.text(alphabet="{}who<&"), st.text(alphabet="{}who<&") | st.just(Markup("<b>")))
def test_a_place_is_filled_in_escaped_words(words, what):
    assert filled(words, "who", what) == str(escape(words)).replace("{who}", str(escape(what)))


@pytest.mark.parametrize("told", [BRIDGE, HOSTILE], ids=["bridge", "hostile"])
def test_every_page_is_the_same_by_the_code_that_holds_in_the_layouts_of_others(tmp_path, told):
    ours = by_own_layouts(Recall())
    theirs = Renderer([build_world(tmp_path, {"x.html": ""}), own_layouts()], words_of({}), Recall(), {})
    for page in pages(told, "https://example.org/").values():
        assert ours.render(page) == theirs.render(page)
