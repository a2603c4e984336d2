"""What people do to a dossier between two builds, each at random, by a name: facts, prose, configuration, layouts, the generator.

An edit gets a desk and a chance, and raises `Pass` where there is nothing that it could be done to. It may well break the facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from re import Match

from desk import Desk, words

Edit = Callable[[Desk, Random], None]

EDITS: dict[str, tuple[Edit, int]] = {}
"""All edits by name, with how often each comes."""

FACTS = ("content", "seeds")
TYPES = ("person", "state", "organisation", "group", "office", "outlet", "unnamed")


class Pass(Exception):
    """There is nothing to which this could be done."""


def often(times: int) -> Callable[[Edit], Edit]:
    """An edit that comes that many times as often as others."""

    def note(edit: Edit) -> Edit:
        def made(desk: Desk, chance: Random) -> None:
            try:
                edit(desk, chance)
            except (IndexError, StopIteration, FileNotFoundError) as nothing_there:
                raise Pass from nothing_there

        EDITS[edit.__name__] = made, times
        return edit

    return note


def found(desk: Desk, chance: Random, *folders: str, suffix: str = ".yaml") -> list[Path]:
    """The files below these folders of the dossier, shuffled."""
    files = sorted(path for folder in folders for path in (desk.project / folder).rglob(f"*{suffix}"))
    chance.shuffle(files)
    return [path for path in files if path.name not in {"dossier.yaml", "words.yaml", "kinds.yaml"}]


def put(path: Path, text: str, chance: Random) -> None:
    """Write a file, in its place or as another that takes its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if chance.random() < 0.5:
        path.write_text(text, "utf-8")
    else:
        beside = path.with_name(f"{path.name}~")
        beside.write_text(text, "utf-8")
        beside.replace(path)


def change(files: Sequence[Path], pattern: str, new: Callable[[Match[str]], str], chance: Random) -> Path:
    """In one of the files in which this pattern is found, something new in the place of one of its places."""
    for path in files:
        text = path.read_text("utf-8")
        if places := list(re.finditer(pattern, text, re.MULTILINE)):
            place = chance.choice(places)
            put(path, text[: place.start()] + new(place) + text[place.end() :], chance)
            return path
    raise Pass


def ids(desk: Desk, kind: str) -> list[str]:
    folder = desk.project / ("seeds" if kind == "source" else f"content/{kind}s")
    return sorted(path.stem for path in folder.glob("*.yaml"))


def sources_read(desk: Desk) -> list[str]:
    files = sorted((desk.project / "seeds").glob("*.yaml"))
    return [path.stem for path in files if "read: full" in path.read_text("utf-8")]


def one_of(chance: Random, things: Sequence[str]) -> str:
    if not things:
        raise Pass
    return chance.choice(things)


def a_link(desk: Desk, chance: Random) -> str:
    kind = chance.choice(("actor", "actor", "source", "meeting", "statement", "issue", "plan"))
    return f"[{words(chance)}]({kind}:{one_of(chance, ids(desk, kind))})"


@often(6)
def a_name(desk: Desk, chance: Random) -> None:
    new = words(chance)
    change(
        found(desk, chance, *FACTS),
        r"^(name|title): [^>|\"'\n{][^\n]*$",
        lambda at: f"{at[1]}: {new}",
        chance,
    )


@often(4)
def the_name_of_an_actor(desk: Desk, chance: Random) -> None:
    change(found(desk, chance, "content/actors"), r"^name: .*$", lambda _: f"name: {words(chance)}", chance)


@often(4)
def a_line(desk: Desk, chance: Random) -> None:
    new = words(chance) + (f" {a_link(desk, chance)}" if chance.random() < 0.4 else "")
    keys = r"^(headline|gist|summary|question): [^>|\"'\n{][^\n]*$"
    change(
        found(desk, chance, *FACTS), keys, lambda at: f"{at[1]}: {new}" + "?" * (at[1] == "question"), chance
    )


@often(3)
def a_line_of_an_entry(desk: Desk, chance: Random) -> None:
    keys = r"\b(title|says|why|note): [a-zA-Z][^\n,:}\"']*(?=[\n,}])"
    change(found(desk, chance, *FACTS), keys, lambda at: f"{at[1]}: {words(chance)}", chance)


@often(2)
def a_summary_comes(desk: Desk, chance: Random) -> None:
    line = f"summary: {words(chance)} {a_link(desk, chance)}\n"
    change(found(desk, chance, "content/actors"), r"^evidence:", lambda at: line + at[0], chance)


@often(4)
def a_date(desk: Desk, chance: Random) -> None:
    def new(at: Match[str]) -> str:
        day = f"{at[1]}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        return chance.choice((day, day, day, day[:7], f"{day}?"))

    change(found(desk, chance, *FACTS), r"(?<=: )(\d{4})-\d\d-\d\d(?=[\n,}])", new, chance)


@often(2)
def when_a_source_is_published(desk: Desk, chance: Random) -> None:
    year = chance.choice(("2025", "2030", "2031", "2032"))
    new = f"published: {year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    change(found(desk, chance, "seeds"), r"^published: .*$", lambda _: new, chance)


@often(3)
def a_place(desk: Desk, chance: Random) -> None:
    change(found(desk, chance, *FACTS), r"\bp(\d+)(s\d+)?\b", lambda _: f"p{chance.randint(1, 9)}", chance)


@often(2)
def the_source_of_a_place(desk: Desk, chance: Random) -> None:
    new = one_of(chance, sources_read(desk))
    change(found(desk, chance, "content"), r"\bsource: [a-z0-9-]+", lambda _: f"source: {new}", chance)


@often(4)
def who_is_named(desk: Desk, chance: Random) -> None:
    new = one_of(chance, ids(desk, "actor"))
    change(
        found(desk, chance, *FACTS),
        r"\b(speaker: |of: |in: |actor: |actor:)[a-z0-9-]+",
        lambda at: at[1] + new,
        chance,
    )


@often(3)
def a_statement_comes(desk: Desk, chance: Random) -> None:
    speaker, source = one_of(chance, ids(desk, "actor")), one_of(chance, sources_read(desk))
    text = f"speaker: {speaker}\ngist: {words(chance)}.\n"
    text += f"issues: {one_of(chance, ids(desk, 'issue'))}\n" if chance.random() < 0.5 else ""
    text += (
        f"renderings:\n  - {{id: one, source: {source}, at: p2}}\nevidence: {{source: {source}, at: p2}}\n"
    )
    put(desk.project / f"content/statements/undated-{chance.choice('abcdef')}-said.yaml", text, chance)


@often(3)
def a_source_comes(desk: Desk, chance: Random) -> None:
    path = desk.project / f"seeds/{chance.choice('abc')}-paper.yaml"
    if path.exists() and chance.random() < 0.4:
        path.unlink()
        return
    day = f"20{chance.randint(25, 35)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    text = f"name: {words(chance)}\nread: headline\ntitle: {words(chance)}\npublished: {day}\nlang: en\nsentences: [1]\n"
    put(path, text, chance)


@often(2)
def an_event_comes(desk: Desk, chance: Random) -> None:
    day = f"20{chance.randint(25, 31)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    text = f"title: {words(chance)}\ndate: {day}\nevidence: {{source: {one_of(chance, sources_read(desk))}, at: p1}}\n"
    put(desk.project / f"content/events/{day}-happens.yaml", text, chance)


@often(2)
def an_actor_comes(desk: Desk, chance: Random) -> None:
    text = f"type: {chance.choice(TYPES)}\nname: {words(chance)}\n"
    text += f"evidence: {{source: {one_of(chance, sources_read(desk))}, at: p1}}\n"
    put(desk.project / f"content/actors/{chance.choice('abcdef')}-somebody.yaml", text, chance)


def is_named(desk: Desk, path: Path) -> bool:
    others = (one for one in found(desk, Random(0), *FACTS) if one != path)
    return any(
        path.stem in one.read_text("utf-8") for one in [*others, desk.project / "content/dossier.yaml"]
    )


@often(4)
def a_fact_goes(desk: Desk, chance: Random) -> None:
    files = found(desk, chance, *FACTS)
    free = next((path for path in files[:15] if not is_named(desk, path)), None)
    if free is None:
        raise Pass
    free.unlink()


@often(1)
def a_fact_goes_that_may_be_named(desk: Desk, chance: Random) -> None:
    found(desk, chance, *FACTS)[0].unlink()


@often(3)
def a_fact_is_renamed(desk: Desk, chance: Random) -> None:
    kind = chance.choice(("actor", "actor", "source", "issue", "plan", "divergence"))
    old = one_of(chance, ids(desk, kind))
    desk.run("rename", f"{kind}:{old}", f"{old.split('-')[0]}-{chance.randrange(100)}")


@often(1)
def an_entry_is_renamed(desk: Desk, chance: Random) -> None:
    issue = one_of(chance, ids(desk, "issue"))
    text = (desk.project / f"content/issues/{issue}.yaml").read_text("utf-8")
    entry = one_of(chance, re.findall(r"\bid: ([a-z0-9-]+)", text))
    desk.run("rename", f"issue:{issue}#{entry}", f"e{chance.randrange(100)}")


@often(1)
def an_actor_is_deleted(desk: Desk, chance: Random) -> None:
    desk.run("delete", f"actor:{one_of(chance, ids(desk, 'actor'))}")


def with_field(desk: Desk, chance: Random, name: str, line: str) -> None:
    """A field that comes into some file, or goes from one that has it."""
    files = found(desk, chance, *FACTS)
    if chance.random() < 0.5:
        change(files, rf"^{name}: .*\n", lambda _: "", chance)
    else:
        free = next(
            path for path in files if not re.search(rf"^{name}:", path.read_text("utf-8"), re.MULTILINE)
        )
        put(free, free.read_text("utf-8") + f"{name}: {line}\n", chance)


@often(3)
def a_fact_is_withdrawn(desk: Desk, chance: Random) -> None:
    with_field(desk, chance, "withdrawn", f"{{date: 2031-05-01, why: {words(chance)}}}")


@often(3)
def a_fact_is_held(desk: Desk, chance: Random) -> None:
    with_field(desk, chance, "hold", f"{{since: 2031-05-01, note: {words(chance)}}}")


@often(3)
def a_draft(desk: Desk, chance: Random) -> None:
    with_field(desk, chance, "draft", "true")


@often(2)
def a_question(desk: Desk, chance: Random) -> None:
    with_field(desk, chance, "unknown", f"[{{id: asked, question: {words(chance)}?}}]")


@often(2)
def a_note(desk: Desk, chance: Random) -> None:
    with_field(desk, chance, "note", f'"{words(chance)} {a_link(desk, chance)}"')


@often(4)
def a_correction(desk: Desk, chance: Random) -> None:
    files = found(desk, chance, "content/corrections")
    if files and chance.random() < 0.5:
        files[0].unlink()
        return
    kind = chance.choice(("actor", "actor", "statement", "event", "meeting", "source"))
    text = f"fact: {kind}:{one_of(chance, ids(desk, kind))}\nwhen: 2031-05-{chance.randint(1, 28):02}\nkind: error\n"
    text += f"was: {words(chance)}\nis: {words(chance)}\nwhy: a slip\ndecided_by: the editors\n"
    put(desk.project / f"content/corrections/2031-05-01-{chance.choice('abc')}.yaml", text, chance)


@often(2)
def an_entry_goes(desk: Desk, chance: Random) -> None:
    change(found(desk, chance, *FACTS), r"^ +- \{.*\}\n", lambda _: "", chance)


@often(2)
def an_entry_comes(desk: Desk, chance: Random) -> None:
    entry = f"provisions:\n  - {{id: e{chance.randrange(9)}, title: {words(chance)}}}\n"
    change(found(desk, chance, "content/issues"), r"^provisions:\n", lambda _: entry, chance)


@often(4)
def the_type_of_an_actor(desk: Desk, chance: Random) -> None:
    kind = chance.choice(TYPES + ("person",) * 5)
    change(found(desk, chance, "content/actors"), r"^type: .*$", lambda _: f"type: {kind}", chance)


@often(3)
def somebody_tells(desk: Desk, chance: Random) -> None:
    told_by = f", via: actor:{one_of(chance, ids(desk, 'actor'))}}}"
    place = r"(?<=evidence: )\{source: [a-z0-9-]+, at: p\d+\}"
    change(found(desk, chance, "content"), place, lambda at: at[0][:-1] + told_by, chance)


@often(3)
def the_type_of_who_tells(desk: Desk, chance: Random) -> None:
    telling = {
        one
        for path in found(desk, chance, "content")
        for via in re.findall(r"via: (\[[^\]]*\]|[a-z0-9:-]+)", path.read_text("utf-8"))
        for one in re.findall(r"actor:([a-z0-9-]+)", via)
    }
    path = desk.project / f"content/actors/{one_of(chance, sorted(telling))}.yaml"
    text = path.read_text("utf-8")
    new = "organisation" if "type: person" in text else "person"
    put(path, re.sub(r"^type: .*$", f"type: {new}", text, flags=re.MULTILINE), chance)


@often(2)
def how_a_source_is_read(desk: Desk, chance: Random) -> None:
    kind = chance.choice(("full", "unread", "headline"))
    change(found(desk, chance, "seeds"), r"^read: .*$", lambda _: f"read: {kind}", chance)


@often(2)
def the_sentences_of_a_source(desk: Desk, chance: Random) -> None:
    more = ", ".join(str(chance.randint(1, 3)) for _ in range(chance.randint(1, 3)))
    change(
        found(desk, chance, "seeds"), r"^(sentences: \[.*?)(, \d+)?\]", lambda at: f"{at[1]}, {more}]", chance
    )


@often(3)
def a_fingerprint(desk: Desk, chance: Random) -> None:
    path = next(iter(found(desk, chance, "seeds", suffix=".fingerprint")), None)
    if path is None:
        raise Pass
    text = path.read_text("ascii")
    if chance.random() < 0.2:
        source = one_of(chance, sources_read(desk))
        put(path.with_stem(chance.choice((source, f"{source}.old"))), text, chance)
    elif chance.random() < 0.4:
        path.unlink()
    elif chance.random() < 0.5:  # another one that is whole: the hashes in a line the other way round
        change([path], r"(?<=\s)[A-Za-z0-9_+/-]{9,}$", lambda at: at[0][::-1], chance)
    else:
        put(path, text[: chance.randrange(len(text))], chance)


@often(3)
def a_word_of_a_list(desk: Desk, chance: Random) -> None:
    key = chance.choice(
        ("kind", "status", "apart", "text", "state", "mode", "how", "basis", "known", "channel", "marks")
    )
    files = found(desk, chance, "content")
    values = {
        at
        for path in files[:60]
        for at in re.findall(rf"\b{key}: ([a-z-]+)(?=[\n,}}])", path.read_text("utf-8"))
    }
    new = one_of(chance, sorted(values))
    change(files, rf"\b{key}: [a-z-]+(?=[\n,}}])", lambda _: f"{key}: {new}", chance)


_BLOCK = r"^([a-z_]+):.*\n(?:[ #-].*\n|\n)*"


@often(5)
def a_block_of_another_fact(desk: Desk, chance: Random) -> None:
    kind = chance.choice(("actors", "statements", "divergences", "plans", "meetings", "issues", "events"))
    files = found(desk, chance, f"content/{kind}")
    if len(files) < 2:
        raise Pass
    block = chance.choice(list(re.finditer(_BLOCK, files[0].read_text("utf-8"), re.MULTILINE)))
    text = files[1].read_text("utf-8")
    old = re.search(rf"^{block[1]}:.*\n(?:[ #-].*\n|\n)*", text, re.MULTILINE)
    put(files[1], text.replace(old[0], block[0]) if old else text + block[0], chance)


@often(2)
def a_block_goes(desk: Desk, chance: Random) -> None:
    change(
        found(desk, chance, *FACTS),
        r"^(?!type|name|title)[a-z_]+:.*\n(?:[ #-].*\n|\n)*",
        lambda _: "",
        chance,
    )


@often(3)
def the_prose_of_a_page(desk: Desk, chance: Random) -> None:
    path = next(iter(found(desk, chance, "content/pages", suffix=".md")), None)
    if path is None:
        raise Pass
    put(path, path.read_text("utf-8") + f"\n{words(chance)} {a_link(desk, chance)}\n", chance)


@often(2)
def the_title_of_a_page(desk: Desk, chance: Random) -> None:
    pages = found(desk, chance, "content/pages", suffix=".md")
    change(pages, r"\A(---\n(.*\n)*?---\n+)?# .*$", lambda at: f"{at[1] or ''}# {words(chance)}", chance)


@often(2)
def a_page(desk: Desk, chance: Random) -> None:
    path = desk.project / f"content/pages/{chance.choice('ab')}-page.md"
    if path.exists():
        path.unlink()
    else:
        put(path, f"# {words(chance)}\n\n{a_link(desk, chance)}\n", chance)


SETTINGS = {
    "title": words,
    "subtitle": words,
    "lang": lambda chance: chance.choice(("en", "de", "nb", "xx-bad lang")),
    "licence": words,
    "contact": words,
    "as_of": lambda chance: f"2031-0{chance.randint(1, 9)}-11",
    "base_url": lambda chance: f"https://{chance.choice('abc')}.example/",
    "limits": lambda chance: f"{{span: {chance.choice((3, 12, 99))}, wording: {chance.choice((9, 60))}}}",
    "coverage": lambda _chance: "full",
    "nonsense": words,
}


@often(5)
def the_settings(desk: Desk, chance: Random) -> None:
    path = desk.project / "content/dossier.yaml"
    key = chance.choice(list(SETTINGS))
    text = re.sub(rf"^{key}:.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    if key in {"title", "lang"} or chance.random() < 0.6:
        text = text.rstrip("\n") + f"\n{key}: {SETTINGS[key](chance)}\n"
    put(path, text, chance)


@often(1)
def the_summary_of_the_dossier(desk: Desk, chance: Random) -> None:
    new = f"summary: {words(chance)} {a_link(desk, chance)}\n"
    change([desk.project / "content/dossier.yaml"], r"^summary:.*\n(?:[ ].*\n|\n)*", lambda _: new, chance)


@often(2)
def the_address_of_the_site(desk: Desk, chance: Random) -> None:
    desk.base_url = chance.choice(["", "https://a.example/x/", "https://b.example/y/"])


@often(4)
def what_is_published(desk: Desk, chance: Random) -> None:
    path = desk.project / "published.json"
    if chance.random() < 0.2 and path.exists():
        path.unlink()
    elif chance.random() < 0.1:
        put(path, '{"format": "1"', chance)
    else:
        desk.run("baseline", "--on", f"2031-06-{chance.randint(1, 28):02}")
