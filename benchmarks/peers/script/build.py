# ruff: noqa: D101, D102, D103, INP001, PLC0206, S704  written as somebody would write it in an afternoon
"""The script that somebody would write by hand: PyYAML with libyaml, Jinja2, markdown-it-py; no checks, nothing remembered.

python build.py DOSSIER OUTPUT
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

FOLDERS = {
    "issues": "issue", "positions": "position", "actors": "actor", "plans": "plan", "meetings": "meeting",
    "events": "event", "statements": "statement", "sources": "source", "divergences": "divergence",
}  # fmt: skip
PLURAL = {kind: folder for folder, kind in FOLDERS.items()}
TITLE = {
    "issue": "Issues", "actor": "Actors", "plan": "Plans", "meeting": "Meetings", "event": "Events",
    "statement": "Statements", "source": "Sources", "divergence": "Where sources part",
}  # fmt: skip
DATE = {"plan": "known", "meeting": "date", "event": "date", "statement": "date", "source": "published"}
LINK = re.compile(r"\]\(([a-z]+:[a-z0-9-]+)\)")
PLACE = re.compile(r"p(\d+)(?:s(\d+))?")


def load(top):
    facts = {}
    for folder, kind in FOLDERS.items():
        place = top / ("seeds" if kind == "source" else f"content/{folder}")
        for path in sorted(place.rglob("*.yaml")):
            fact = yaml.load(path.read_bytes(), yaml.CSafeLoader)
            name = path.relative_to(place).with_suffix("").as_posix()
            if kind == "divergence":
                fact["kind_"] = fact.pop("kind")
            facts[f"{kind}:{name}"] = fact | {"ref": f"{kind}:{name}", "kind": kind, "id_": name}
    return facts


def places(fact):
    """Every place in a source that a fact names."""
    stack = [fact]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            if "at" in one:
                yield one
            stack += one.values()
        elif isinstance(one, list):
            stack += one


def as_ref(kind, value):
    return value if ":" in value else f"{kind}:{value}"


def back_of(fact):
    """What a fact names, with what that is called from there."""
    kind = fact["kind"]
    many = {
        "meeting": (("participants", "actor", "actor", "Meetings"),),
        "actor": (("roles", "of", "actor", "Those who serve it"), ("memberships", "in", "actor", "Members")),
        "plan": (
            ("provisions", "provision", "issue", "What plans say of this"),
            ("follows", "plan", "plan", "What came of it"),
        ),
    }
    for place in places(fact):
        yield f"source:{place['source']}", "What is taken from this source"
        yield from ((via.rstrip("?"), "What came through them") for via in place.get("via", ()))
    for field, to, label in (
        ("issues", "issue", "Where it came up"), ("plans", "plan", "Where it is spoken of"), ("to", "actor", "Was told"),
        ("about", "", "Spoken about"), ("actors", "actor", "Events"), ("meetings", "meeting", "Events around it"),
        ("derived_from", "source", "Articles that draw on this"),
    ):  # fmt: skip
        if kind != "divergence":
            yield from ((as_ref(to, one), label) for one in fact.get(field, ()))
    for field, label in (("speaker", "Statements"), ("outlet", "Published"), ("meeting", "Said there")):
        if field in fact:
            yield as_ref("actor", fact[field]), label
    for field, inner, to, label in many.get(kind, ()):
        yield from ((as_ref(to, one[inner]).partition("#")[0], label) for one in fact.get(field, ()))
    for one in fact.get("accounts", ()):
        yield from ((by, "Tells of") for by in one["by"])
    if kind == "plan":
        yield from ((f"actor:{one}", "Plans it is said to have made") for one in fact["authors"]["value"])
    for one in fact.get("stances", ()):
        if one["basis"] != "own":
            yield from ((who, "Speaks for others") for who in one["basis"].get("spoken_for", ()))
            yield from ((who, "What they say of others") for who in one["basis"].get("ascribed", ()))
        yield from ((f"statement:{said}", "Views drawn from this") for said in one["drawn_from"])
    texts = [
        fact.get("summary", ""),
        fact.get("note", ""),
        *(one.get("detail", "") for one in fact.get("stances", ())),
    ]
    for text in texts:
        yield from ((ref, "Mentioned") for ref in LINK.findall(text))


class Site:
    def __init__(self, top):
        self.facts = load(top)
        self.settings = yaml.load((top / "content/dossier.yaml").read_bytes(), yaml.CSafeLoader)
        self.names, self.links, self.addresses = {}, {}, {}
        for ref, fact in self.facts.items():
            self.addresses[ref] = self.address(fact)
            self.names[ref] = self.name(fact)
            self.links[ref] = Markup(f'<a href="{self.addresses[ref]}">{escape(self.names[ref])}</a>')
        self.dates = {ref: self.days(fact) for ref, fact in self.facts.items()}
        self.order = {
            ref: (str(self.dates[ref][0]) if self.dates[ref] else "9999", ref) for ref in self.facts
        }
        self.by_kind = defaultdict(list)
        self.back = defaultdict(lambda: defaultdict(dict))
        self.used = defaultdict(dict)
        self.placed = defaultdict(list)
        self.disputed = defaultdict(list)
        for ref, fact in self.facts.items():
            self.by_kind[fact["kind"]].append(fact)
            self.index(ref, fact)

    def index(self, ref, fact):
        for target, label in back_of(fact):
            if target != ref:
                self.back[target][label][ref] = None
        for place in places(fact):
            paragraph, sentence = PLACE.match(place["at"]).groups()
            self.used[place["source"], int(paragraph), int(sentence or 0)][ref] = None
        if fact["kind"] == "position":
            issue, _, actor = fact["id_"].partition("/")
            self.placed[f"issue:{issue}"].append(fact)
            self.placed[f"actor:{actor}"].append(fact)
        if fact["kind"] == "divergence":
            for about in fact["about"]:
                self.disputed[about].append(ref)

    def address(self, fact):
        if fact["kind"] == "position":
            return "/issues/{}.html#{}".format(*fact["id_"].split("/"))
        return f"/{PLURAL[fact['kind']]}/{fact['id_']}.html"

    def name(self, fact):
        if fact["kind"] == "position":
            issue, _, actor = fact["id_"].partition("/")
            return f"{self.facts[f'actor:{actor}']['name']}: {self.facts[f'issue:{issue}']['title']}"
        if fact["kind"] == "statement":
            return f"{self.facts['actor:' + fact['speaker']]['name']}: {fact['gist']}"
        return fact.get("name") or fact.get("headline") or fact.get("title")

    def days(self, fact):
        date = fact.get(DATE.get(fact["kind"]))
        if not isinstance(date, dict):
            return [date] if date else []
        return [one["value"] for one in date.get("contested", ())] or [date["value"]]

    def groups(self, ref):
        """What links to a fact, by what that is called; without what stands on its page."""
        placed = {one["ref"] for one in self.placed[ref]}
        found = self.back.get(ref, {})
        for label in sorted(found, key=lambda one: (one == "Mentioned", one)):
            refs = sorted((one for one in found[label] if one not in placed), key=self.order.get)
            if refs:
                yield label, refs

    def strip(self, fact):
        """The paragraphs of a source with what is taken from each sentence: first what is told, then who and what it is about."""
        quiet = ("actor", "issue", "divergence", "source")
        for paragraph, count in enumerate(fact.get("sentences", ()), 1):
            whole = self.used.get((fact["id_"], paragraph, 0), {})
            sentences = []
            for sentence in range(1, count + 1):
                refs = [*(whole | self.used.get((fact["id_"], paragraph, sentence), {}))]
                told = [one for one in refs if self.facts[one]["kind"] not in quiet] or refs
                sentences.append((sentence, told, [one for one in refs if one not in told]))
            yield paragraph, sentences


def fact_link(self, tokens, index, options, env):
    href = tokens[index].attrs["href"]
    tokens[index].attrs["href"] = env["addresses"].get(href, href)
    return self.renderToken(tokens, index, options, env)


def environment(site):
    markdown = MarkdownIt("commonmark")
    markdown.add_render_rule("link_open", fact_link)
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True
    )
    env.globals.update(
        site=site, link=site.links, titles=TITLE, plural=PLURAL,
        block=lambda text: Markup(markdown.render(text, {"addresses": site.addresses})),
        line=lambda text: Markup(markdown.renderInline(text, {"addresses": site.addresses})),
        place_words=lambda at: PLACE.sub(lambda m: f"paragraph {m[1]}" + (f", sentence {m[2]}" if m[2] else ""), at),
        words=lambda day: f"{day.day} {day:%B %Y}",
    )  # fmt: skip
    return env


def timeline(site):
    days = defaultdict(list)
    for ref in sorted(site.facts):
        for day in site.dates[ref]:
            days[day].append((ref, len(site.dates[ref]) > 1))
    return sorted(days.items())


def main():
    top, out = Path(sys.argv[1]), Path(sys.argv[2])
    site = Site(top)
    env = environment(site)
    for kind in TITLE:
        folder = out / PLURAL[kind]
        folder.mkdir(parents=True, exist_ok=True)
        template = env.get_template(f"{kind}.html")
        for fact in site.by_kind[kind]:
            (folder / f"{fact['id_']}.html").write_text(
                template.render(fact=fact, title=site.names[fact["ref"]])
            )
        rows = sorted(site.by_kind[kind], key=lambda one: site.order[one["ref"]])
        page = env.get_template("list.html").render(facts=rows, title=TITLE[kind], kind=kind)
        (folder / "index.html").write_text(page)
    gathered = {
        "timeline": {"days": timeline(site), "title": "Timeline"},
        "unknown": {"title": "What is not known"},
    }
    gathered["index"] = {"title": site.settings["title"], "newest": timeline(site)[::-1]}
    for name, view in gathered.items():
        (out / f"{name}.html").write_text(env.get_template(f"{name}.html").render(**view))


if __name__ == "__main__":
    main()
