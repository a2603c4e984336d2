"""What somebody might type, or send, to break the line: never a traceback, never a tag or a link that is not ours.

Every world here is that of tests/sites/bridge with one thing put into it.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bridge import by_own_layouts, held_in, link, planned
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import Planned, look, render
from generator.commands.common import reader
from generator.facts import BUILT_IN
from generator.kinds import Kind, Many, Record, Scalar, Type, type_of
from generator.output import write
from generator.read import FactFile, read
from generator.recall import Recall
from generator.report import as_json, as_text, located
from generator.settings import Settings
from generator.siteplan import Page
from generator.yamlfile import Data, parse

BRIDGE = Path(__file__).parent / "sites/bridge"
ACTOR = "content/actors/per-holm-again.yaml"
SIZE, SLOW = 1 << 16, 10.0
"""How many bytes a large file has, and how many seconds it may take on a busy machine: a sixteenth of what is read, and
enough for whatever grows faster than its input to take minutes."""


@pytest.fixture(scope="module")
def bridge(tmp_path_factory):
    """A copy of the bridge, for one thing at a time to be put into it."""
    folder = tmp_path_factory.mktemp("hostile") / "bridge"
    shutil.copytree(BRIDGE, folder, ignore=shutil.ignore_patterns("expected"))
    return folder


def told(project: Path, file: str, content: bytes) -> Planned:
    """What comes of the bridge with this file in it; its problems can be shown, and each has a place in some file."""
    place = project / file
    before = place.read_bytes() if place.exists() else None
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    try:
        planned = look(project, lambda _: None)
        shown(project, planned)
    finally:
        place.unlink() if before is None else place.write_bytes(before)
    return planned


def shown(project: Path, planned: Planned) -> None:
    found = located(planned.problems, reader(project))
    assert all(sign.isprintable() or sign == "\n" for sign in as_text(found))
    lines = {one["file"]: one["line"] for one in json.loads(as_json(found))}
    assert all(line >= 1 for line in lines.values())
    assert bool(planned.pages) == planned.sound


# ---- any bytes -------------------------------------------------------------------------------------------------------

SIGNS = st.sampled_from(
    [*"[]{},:-#&*!|>'\"%@`?\n\t \r\x00\x1b\ufeff\u2028\u202e", "a", "é", "- ", ": ", "\n  ", "---\n", "<<: "]
)
BYTES = st.binary(max_size=200) | st.lists(SIGNS, max_size=60).map(lambda signs: "".join(signs).encode())
FILES = [
    ACTOR,
    "content/dossier.yaml",
    "content/positions/toll/per-holm.yaml",
    "content/pages/how.md",
    "seeds/harbour-post.yaml",
]


@settings(max_examples=60)
@given(file=st.sampled_from(FILES), content=BYTES)
def test_any_bytes_are_told_about(bridge, file, content):
    assert told(bridge, file, content).sound in (True, False)


def nested(sign: str) -> bytes:
    return ("type: person\nname: " + sign * (SIZE // len(sign)))[:SIZE].encode()


LARGE = {
    "brackets": nested("["),
    "braces": nested("{a: "),
    "dashes": nested("- "),
    "quotes": nested("'"),
    "one word": nested("a"),
    "one line": nested("a b: "),
    "lines": b"type: person\n" * (SIZE // 13),
    "keys": "".join(f"k{number}: x\n" for number in range(SIZE // 10)).encode()[:SIZE],
    "indents": "\n".join(" " * depth + "a:" for depth in range(360)).encode(),
    "comments": b"#\n" * (SIZE // 2),
    "anchors": b"".join(b"- &a%d x\n" % number for number in range(SIZE // 14)),
    "directives": b"%TAG !a! b\n" * (SIZE // 11),
    "documents": b"---\na\n" * (SIZE // 6),
    "evidence": b"type: person\nname: x\nevidence:\n" + b"- {source: harbour-post, at: p1}\n" * (SIZE // 40),
    "bad evidence": b"type: person\nname: x\nevidence:\n" + b"- {source: nowhere, at: p0, x: y}\n" * (SIZE // 40),
    "dangling": b"type: person\nname: x\npart_of:\n" + b"".join(b"- a%d\n" % number for number in range(5000)),
    "links": b"type: person\nname: x\nnote: |\n  " + b"[x](actor:ada-lind) [y](bad) " * (SIZE // 40),
    "emphasis": b"type: person\nname: x\nnote: |\n  " + b"*a_ **b__ " * (SIZE // 16),
}  # fmt: skip
LARGE_PAGES = {
    "quotations": b">" * (SIZE - 20),
    "brackets": b"[" * (SIZE - 20),
    "links": b"[x](actor:nobody)\n" * (SIZE // 24),
    "links in a line": b"[x](bad) " * (SIZE // 12),
    "tags": b"<a " * (SIZE // 4),
    "ticks": b"`a``b" * (SIZE // 6),
    "cells": b"|a" * (SIZE // 3) + b"\n" + b"|-" * (SIZE // 7),
    "entities": b"&#x3c;" * (SIZE // 7),
    "lists": b"".join(b" " * (number % 100) + b"- a\n" for number in range(SIZE // 60)),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_takes_seconds_at_most(bridge, name):
    begun = time.monotonic()
    told(bridge, ACTOR, LARGE[name])
    assert time.monotonic() - begun < SLOW


@pytest.mark.parametrize("name", LARGE_PAGES)
def test_a_large_page_takes_seconds_at_most(bridge, name):
    begun = time.monotonic()
    told(bridge, "content/pages/how.md", b"# How\n\n" + LARGE_PAGES[name])
    assert time.monotonic() - begun < SLOW


# ---- any name --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "a\nb.yaml",
        "\u202eb-a.yaml",
        "\x1b[31mred.yaml",
        "ада-линд.yaml",
        "e\u0301.yaml",
        "x" * 240 + ".yaml",
        "-.yaml",
        "a b.yaml",
        "a.yaml.yaml",
        "A.yaml",
        "<script>.yaml",
        "a&b.yaml",
        "con.yaml",
        "p1.YAML",
        "%2e%2e.yaml",
        "a\\b.yaml",
        "\udcff.yaml",
        "{0.__class__}.yaml",
    ],
)
def test_a_file_with_an_odd_name_is_told_about(bridge, name):
    planned = told(
        bridge, f"content/actors/{name}", b"type: person\nname: x\nevidence: {source: harbour-post, at: p1}\n"
    )
    assert [problem.code for problem in planned.problems] in (["bad-id"], ["stray-file"])


# ---- any text --------------------------------------------------------------------------------------------------------

TAG = "x-evil"
TEXTS = [
    f"<{TAG} onclick=alert(1)>x</{TAG}>",
    f"\"><{TAG}>' x-evil='1' \" x-evil=\"1",
    f"</title></style></script><{TAG}>",
    f"&lt;{TAG}&gt; &#60;{TAG}&#62; &amp;lt;{TAG}&amp;gt;",
    "[x](javascript:alert(1)) [x](JAVA&#115;CRIPT:alert(1)) [x](data:text/html,x) [x](//evil.example) [x](vbscript:x)",
    f"![<{TAG}>](https://evil.example/x.png) <javascript:alert(1)> <https://evil.example> [x](<{TAG}>)",
    f"{{{{ 7 * 7 }}}} {{% raw %}} {{0}} {{0.__class__}} {{title}} %s <{TAG}>",
    f"[{TAG}]: javascript:alert(1)\n\n[x][{TAG}] <!-- <{TAG}> --> <![CDATA[<{TAG}>]]>",
    f"```{TAG} x-evil=1\n<{TAG}>\n```\n\n| <{TAG}> |\n|---|\n| <{TAG}> |\n",
    "\u202eevil\u202c \u200b\u2066 a",
]
LAYOUTS = by_own_layouts(Recall())


class Visitor(HTMLParser):
    """Finds what no text of a fact may bring into a page."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == TAG or TAG in own or any(name.startswith("on") for name in own):
            self.faults.append(self.get_starttag_text() or "")
        if tag in ("script", "img", "iframe", "object", "embed", "base", "form") and not is_ours(
            own.get("src", "")
        ):
            self.faults.append(self.get_starttag_text() or "")
        for name in ("href", "src", "action"):
            if urlsplit(own.get(name, "")).scheme not in ("", "http", "https", "mailto"):
                self.faults.append(own[name])

    def handle_comment(self, data: str) -> None:
        self.faults.extend([data] if TAG in data else [])


def is_ours(address: str) -> bool:
    return not urlsplit(address).netloc and "assets/" in address


def faults_in(page: str) -> list[str]:
    visitor = Visitor()
    visitor.feed(page)
    visitor.close()
    return visitor.faults


def rewritten(data: Data, kind: Type, text: Callable[[Scalar, str], str]) -> Data:
    """The data of a fact with every text of a free form put through `text`."""
    if isinstance(data, list):
        return [rewritten(item, kind.item if isinstance(kind, Many) else kind, text) for item in data]
    if isinstance(kind, Many):
        return rewritten(data, kind.item, text)
    if isinstance(data, dict) and isinstance(kind, Record):
        return {key: rewritten(value, kind.by_key[key].type, text) for key, value in data.items()}
    if isinstance(kind, Record):
        return rewritten(data, kind.by_key[kind.struct.shorthand].type, text)
    assert isinstance(data, str)
    return text(kind, data) if kind.form in ("text", "line", "prose", "quote") else data


def bridge_saying(said: Callable[[Scalar, str], str]) -> Iterator[Page]:
    """The pages of the bridge with other texts, whatever the checks say of them: what they let through is not trusted."""
    facts = [held_in(rewritten_file(file, said)) for file in read(BRIDGE, BUILT_IN)[0]]
    about = Settings(format="1", lang="en", title=said(Scalar("text"), ""), summary=said(Scalar("prose"), ""))
    return iter(planned(link(about, facts), "https://bridge.example/"))


def rewritten_file(file: FactFile, said: Callable[[Scalar, str], str]) -> FactFile:
    if file.kind.suffix == ".md":
        words = said(Scalar("prose"), "")
        return FactFile(file.kind, file.id, file.file, f"# {words.splitlines()[0]}\n\n{words}".encode())
    data, _ = parse(file.content, file.file)
    content = json.dumps(rewritten(data, type_of(file.kind.record), said), ensure_ascii=False)
    return FactFile(file.kind, file.id, file.file, content.encode())


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_of_any_field_becomes_anything_but_text(text):
    pages = [(page.address, LAYOUTS.render(page).decode()) for page in bridge_saying(lambda *_: text)]
    assert {address: found for address, page in pages if (found := faults_in(page))} == {}


def test_the_visitor_would_find_what_the_texts_try():
    assert all(faults_in(text) for text in TEXTS[:3])
    assert (
        len(faults_in('<a href="javascript:x">a</a><script>x</script><img src="//evil.example/assets/x">'))
        == 3
    )


UNSEEN = {
    "a voice in the council": "a draft",
    "chair of the council": "was withdrawn",
    "notice of rights": "the place is used by a fact all the same",
    "Latn": "says what the name itself shows",
    "date": "the name of a field, as of the next",
    "known": "",
}
"""Texts of the bridge that are on no page, and why."""


def test_every_other_text_of_the_bridge_is_on_some_page():
    """So that what is shown to be harmless above is shown at all."""
    said: list[str] = []

    def numbered(_: Scalar, text: str) -> str:
        said.append(text)
        return f"evil{len(said)}x"

    pages = "".join(LAYOUTS.render(page).decode() for page in bridge_saying(numbered))
    assert {text for number, text in enumerate(said, 1) if f"evil{number}x" not in pages} == set(UNSEEN)


# ---- any fact --------------------------------------------------------------------------------------------------------

REFERENCES = {
    "actor": ["ada-lind", "lower-town"],
    "issue": ["toll", "toll#cap"],
    "plan": ["first-draft"],
    "meeting": ["2031-04-02-briefing"],
    "event": ["2031-04-02-leak"],
    "statement": ["2031-04-03-lind-on-tolls"],
    "source": ["harbour-post", "valley-wire"],
    "position": ["toll/ada-lind#low"],
    "divergence": ["by-or-with"],
}
IDS = {"position": "ferry/lower-town"}
WORDS = [
    "Ada",
    "a [link](actor:ada-lind)",
    "[](divergence:hostile)",
    "*x*",
    "7",
    "“x”",
    *TEXTS[:1],
    TEXTS[6],
    "\u202ex",
]
FORMS: dict[str, list[str]] = {
    "place": ["p1", "p1-2", "p5s2", "p9"],
    "date": [
        "2031",
        "2031-04",
        "2031-04-02",
        "2031-04-02/..",
        "../2031",
        "2031-04-02T10:00Z",
        "203X",
        "2031-21",
    ],
    "language": ["en", "zh-Hans"],
    "url": ["https://a.example/?a=\u0026quot;&b='"],
    "number": ["0", "1", "-7", "999999999"],
    "yes-no": ["false", "false", "true"],
}


@st.composite
def facts(draw, kind: Type, room: int = 5) -> Data:
    """Data that a declaration allows, mostly; what it refers to is in the bridge, mostly."""
    if isinstance(kind, Many):
        return [draw(facts(kind.item, room - 1)) for _ in range(draw(st.integers(1, 2)))]
    if isinstance(kind, Scalar):
        return draw(scalars(kind))
    either = kind.struct.exactly_one
    chosen = {draw(st.sampled_from(either))} if either else set()
    others = [
        field.key
        for field in kind.fields
        if not field.required and field.name not in either and field.key != "draft"
    ]
    chosen |= (
        set(draw(st.lists(st.sampled_from(others), max_size=max(room, 0), unique=True))) if others else set()
    )
    if "evidence" in kind.by_key and not either:
        chosen.add("evidence")
    fields = [field for field in kind.fields if field.required or field.key in chosen]
    return {field.key: draw(facts(field.type, room - 2)) for field in fields}


@cache
def scalars(kind: Scalar) -> st.SearchStrategy[str]:
    if kind.form == "ref":
        names = [
            (one, name)
            for one in REFERENCES
            for name in REFERENCES[one]
            if one in kind.kinds or kind.kinds == ("*",)
        ]
        return st.sampled_from([f"{one}:{name}" for one, name in names])
    if kind.form == "id":
        return st.integers(0, 10**6).map("e{}".format)
    return st.sampled_from(list(kind.choices) or FORMS.get(kind.form, WORDS))


def id_of(kind: Kind) -> str:
    return IDS.get(kind.name, "undated-hostile" if kind.starts_with_date else "hostile")


@settings(max_examples=80)
@given(data=st.data(), kind=st.sampled_from([kind for kind in BUILT_IN if kind.suffix == ".yaml"]))
def test_a_fact_of_any_shape_is_a_page_or_told_about(bridge, data, kind):
    written = json.dumps(data.draw(facts(type_of(kind.record))), ensure_ascii=False)
    planned = told(bridge, f"{kind.folder}/{id_of(kind)}{kind.suffix}", written.encode())
    near = {
        kind.address_of(id_of(kind)).partition("#")[0],
        kind.list_address,
        "index.html",
        "unknown.html",
        "timeline.html",
    }
    for page in planned.pages:
        if page.address in near:
            assert faults_in(LAYOUTS.render(page).decode()) == []


def test_two_facts_may_name_each_other_in_their_names(bridge):
    for one, other in (("a", "b"), ("b", "a")):
        (bridge / f"content/actors/{one}.yaml").write_text(
            f'type: person\nname: "{one} with [](actor:{other})"\nevidence: {{source: harbour-post, at: p1}}\n'
        )
    planned = look(bridge, lambda _: None)
    assert planned.sound
    pages = {
        page.address: LAYOUTS.render(page).decode()
        for page in planned.pages
        if page.address.startswith("actors/")
    }
    assert "<title>a with b with actor:a" in pages["actors/a.html"].replace("\n", "")
    for one in "ab":
        (bridge / f"content/actors/{one}.yaml").unlink()


# ---- a whole site, always --------------------------------------------------------------------------------------------


@settings(max_examples=12)
@given(content=BYTES | st.just(b"type: person\nname: Per\nevidence: {source: harbour-post, at: p1}\n"))
def test_the_site_is_always_whole(bridge, content):
    site = bridge.parent / "site"
    before = files_in(site)
    planned = told(bridge, ACTOR, content)
    if planned.sound:
        rendered = render(planned, lambda _: None)
        write(site, rendered)
        assert rendered.items() <= files_in(site).items()
    else:
        assert files_in(site) == before


def files_in(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }
