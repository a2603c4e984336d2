"""The affair of two towns and a bridge, with all that is awkward to tell of it; and worlds looked at without a disk."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import indent
from typing import TypeVar

from worlds import World

from generator.dangling import dangling
from generator.derive import Derived
from generator.dossier import Dossier
from generator.evidence import Evidence, Fact
from generator.facts import BUILT_IN
from generator.holding import Held
from generator.index import Index
from generator.kinds import Declared
from generator.layouts import Renderer, own_layouts
from generator.markdown import parse_page
from generator.pages import plan
from generator.read import FactFile
from generator.recall import Recall
from generator.settings import SETTINGS_FILE, Settings
from generator.shape import shape
from generator.show import Shower, words_of
from generator.siteplan import Page
from generator.told import Told, encoded, tell
from generator.views.pieces import PIECES
from generator.yamlfile import parse

D = TypeVar("D", bound=Declared)

SOURCES = {
    "seeds/harbour-post.yaml": """\
name: Harbour Post, 4 April 2031
read: full
title: {value: Lind brings the first draft, evidence: {source: harbour-post, at: p1}}
outlet: harbour-post
published: 2031-04-04
lang: en
sentences: [1, 2, 2, 1, 2, 2, 1, 1, 1, 1, 2, 1]
not_content:
  - {at: p12, why: caption of a picture}
""",
    "seeds/valley-wire.yaml": """\
name: Valley Wire, 4 April 2031
read: full
published: 2031-04-04
lang: en
derived_from: coast-review
sentences: [1, 1, 1, 2, 1, 1, 1, 1, 3, 1, 1, 2, 1, 2]
not_content:
  - {at: [p1, p13], why: "headline of another article, and a count of views"}
""",
    "seeds/coast-review.yaml": "name: Coast Review, 3 April 2031\nread: unread\npublished: 2031-04-03\n",
    "seeds/radio-fjord.yaml": "name: Radio Fjord, undated\nread: unread\n",
    "seeds/night-letter.yaml": "name: Night Letter, headline\nread: headline\npublished: 2031-04-05\n",
}

ACTORS = {
    "content/actors/ada-lind.yaml": """\
type: person
name: Ada Lind
summary: The envoy of the [upper town](actor:upper-town).
names:
  - {id: vada, name: Vada Lindt, lang: en, evidence: {source: harbour-post, at: p5}}
same_as_here:
  - {names: vada, why: same office and same statement in both articles}
roles:
  - {id: envoy, title: envoy, evidence: {source: valley-wire, at: p8}}
  - {id: bridge-envoy, title: special envoy for bridges, of: upper-town, evidence: {source: harbour-post, at: p5}}
evidence: {source: valley-wire, at: p8}
""",
    "content/actors/per-holm.yaml": """\
type: person
name: Per Holm
evidence: {source: valley-wire, at: p12}
""",
    "content/actors/iris-dahl.yaml": """\
type: person
name: Iris Dahl
evidence: {source: harbour-post, at: p6s1}
""",
    "content/actors/county-office.yaml": """\
type: office
name: the county office
evidence: {source: harbour-post, at: p2}
""",
    "content/actors/harbour-post.yaml": """\
type: outlet
name: Harbour Post
evidence: {source: harbour-post, at: p1}
""",
    "content/actors/upper-town.yaml": """\
type: state
name: Upper Town
evidence: {source: valley-wire, at: p4}
""",
    "content/actors/lower-towns.yaml": """\
type: group
name: the lower towns
evidence: {source: harbour-post, at: p8}
""",
    "content/actors/some-mayors.yaml": """\
type: group
name: some mayors
evidence: {source: valley-wire, at: p14, via: source:coast-review}
""",
    "content/actors/two-town-officials.yaml": """\
type: unnamed
name: two town officials
count: {min: 2, max: 2}
evidence: {source: valley-wire, at: p9, via: source:coast-review}
""",
    "content/actors/two-sources.yaml": """\
type: unnamed
name: two sources
count: {min: 2, max: 2}
overlap: [{with: two-town-officials, known: unknown, why: neither article says whether they are the same}]
evidence: {source: harbour-post, at: p5, via: source:coast-review}
""",
}

ISSUES = {
    "content/issues/toll.yaml": """\
title: Tolls
question: Who sets the toll?
provisions:
  - {id: cap, title: A cap on tolls}
  - {id: exempt, title: Who crosses freely}
""",
    "content/issues/ferry.yaml": """\
title: The ferry
question: Does the ferry stay?
provisions:
  - {id: stays, title: The ferry stays}
""",
    "content/issues/envoys-time.yaml": "title: The envoy's time\nquestion: Whom does she see first?\n",
    "content/positions/envoys-time/some-mayors.yaml": """\
stances:
  - id: prefer
    says: would rather she saw the county first, if she had to choose
    basis: {ascribed: actor:two-town-officials}
    evidence: {source: valley-wire, at: p14, via: [source:coast-review, actor:two-town-officials]}
    unknown:
      - {id: how-many, question: How many of them?}
""",
    "content/positions/envoys-time/lower-towns.yaml": """\
stances:
  - id: worry
    says: fear that she sees the county first
    basis: {ascribed: actor:two-town-officials}
    evidence: {source: harbour-post, at: p8, via: actor:two-town-officials}
""",
}

PLANS = {
    "content/plans/first-draft.yaml": """\
title: The first draft
text: reported
known: 2031-04-02
authors:
  contested:
    - {id: county, value: county-office, evidence: {source: harbour-post, at: p2}}
    - {id: both, value: [county-office, upper-town], evidence: {source: valley-wire, at: p4, via: source:coast-review}}
provisions:
  - {id: toll-cap, provision: "issue:toll#cap", state: included, says: "No toll above two crowns, on working days.",
     evidence: {source: harbour-post, at: p2s2}}
  - {id: ferry, provision: "issue:ferry#stays", state: undisclosed, evidence: {source: valley-wire, at: p10}}
remarks:
  - {id: dropped, says: Several points on the ferry are no longer in later drafts., by: actor:ada-lind,
     evidence: {source: valley-wire, at: p10, quote: '"struck out"'}}
evidence: {source: harbour-post, at: p2}
""",
    "content/plans/second-draft.yaml": """\
title: The second draft
text: reported
known: 2031-04-01
follows: [{plan: first-draft, how: revises, evidence: {source: harbour-post, at: p3}}]
changes: {nothing: undisclosed, evidence: {source: harbour-post, at: p3}}
provisions:
  - {id: toll-cap, provision: "issue:toll#cap", state: changed, evidence: {source: harbour-post, at: p3s2}}
  - {id: ferry, provision: "issue:ferry#stays", state: none, evidence: {source: harbour-post, at: p3s1}}
unknown:
  - id: same
    question: Is this the "current draft" of which the envoy speaks on 3 April?
    evidence: {source: harbour-post, at: p11}
evidence: {source: harbour-post, at: p3}
""",
    "content/plans/towns-draft.yaml": """\
title: The towns' own draft
text: reported
known: {nothing: none, evidence: {source: valley-wire, at: p5}}
follows: [{plan: first-draft, how: counters, evidence: {source: valley-wire, at: p5}}]
provisions:
  - {id: toll-cap, provision: "issue:toll#cap", state: included, says: Two crowns at most.,
     evidence: {source: valley-wire, at: p5}}
evidence: {source: valley-wire, at: p5}
""",
}

HAPPENINGS = {
    "content/meetings/2031-04-02-briefing.yaml": """\
title: First briefing on the bridge draft
date: 2031-04-02
format: briefing
participants:
  - {id: envoy, actor: ada-lind, mode: attended,
     evidence: [{source: harbour-post, at: p5}, {source: valley-wire, at: p9}]}
accounts:
  - id: officials
    by: actor:two-town-officials
    says: It was the first time the envoy spoke of the draft officially.
    evidence:
      - {source: valley-wire, at: p9s2-3, via: [source:coast-review, actor:two-town-officials],
         dated: {words: on Wednesday, of: date}}
      - {source: harbour-post, at: p5, via: [source:coast-review, actor:two-sources]}
evidence: {source: valley-wire, at: p9s1}
""",
    "content/meetings/2031-04-04-council.yaml": """\
title: The council of mayors
date:
  contested:
    - {id: post, value: 2031-04-04, evidence: {source: harbour-post, at: p6}}
    - {id: wire, value: 2031-04-03, evidence: {source: valley-wire, at: p6-7}}
participants:
  - {id: mayor, actor: per-holm, mode: absent,
     evidence: {source: valley-wire, at: p12, reads: says beforehand that he will not come}}
  - {id: deputy, actor: iris-dahl, mode: attended, in_place_of: per-holm, evidence: {source: harbour-post, at: p6}}
  - {id: others, actor: some-mayors, mode: unnumbered, words: almost all,
     evidence: {source: harbour-post, at: p6, via: source:radio-fjord}}
evidence: {source: harbour-post, at: p6}
""",
    "content/events/undated-leak.yaml": """\
title: The draft gets out
evidence: {source: valley-wire, at: p2, via: {known: not-stated}}
""",
    "content/statements/2031-04-03-lind-on-tolls.yaml": """\
speaker: ada-lind
date: 2031-04-03
channel: press remarks
gist: Tolls are to be settled between the towns.
issues: toll
renderings:
  - {id: post, source: harbour-post, at: p11, quote: '"settled by the towns"', lang: en}
  - {id: wire, source: valley-wire, at: p11, quote: '"settled with the towns"', lang: en}
evidence: {source: harbour-post, at: p11}
""",
}

REST = {
    "content/divergences/envoys-time.yaml": """\
kind: meaning
about: [position:envoys-time/some-mayors#prefer, position:envoys-time/lower-towns#worry]
headline: Do the towns fear or want the envoy to see the county first?
readings:
  - {id: want, says: some would prefer it, evidence: {source: valley-wire, at: p14}}
  - {id: fear, says: the towns fear it, evidence: {source: harbour-post, at: p8}}
status: open
""",
    "content/divergences/by-or-with.yaml": """\
kind: wording
about: statement:2031-04-03-lind-on-tolls
headline: By the towns or with them?
readings:
  - {id: by, says: the towns alone settle them, evidence: {source: harbour-post, at: p11}}
  - {id: with, says: they are settled together with the towns, evidence: {source: valley-wire, at: p11}}
status: open
""",
    "content/corrections/2031-04-06-lind.yaml": """\
fact: actor:ada-lind
when: 2031-04-06
kind: error
was: Ada Lund
is: Ada Lind
why: a slip of ours
decided_by: the editors
""",
    "content/pages/method.md": "# Method\n\n[Ada Lind](actor:ada-lind) is spelt so; [the cap](issue:toll#cap) is a point.\n",
}

BRIDGE: World = {
    SETTINGS_FILE: """\
format: 1
title: Two towns and a bridge
lang: en
summary: |
  Two towns negotiate a bridge. [Ada Lind](actor:ada-lind) speaks for one of them.
""",
    **SOURCES,
    **ACTORS,
    **ISSUES,
    **PLANS,
    **HAPPENINGS,
    **REST,
}


def fact(text: str, struct: type[D]) -> D:
    """What one sound fact file says."""
    data, problems = parse(text.encode(), "fact.yaml")
    assert data is not None, problems
    record, problems = shape(data, struct, "fact.yaml")
    assert record is not None, problems
    return record


def evidence(text: str) -> tuple[Evidence, ...]:
    """The evidence that a list in a fact file says."""
    return fact("evidence:\n" + indent(text, "  "), Fact).evidence


def held_in(file: FactFile) -> Held:
    """The fact in a sound file."""
    data, problems = (parse_page if file.kind.suffix == ".md" else parse)(file.content, file.file)
    assert not problems
    record, problems = shape(data, file.kind.record, file.file)
    assert record is not None, problems
    return Held(file.kind, file.id, file.file, record)


def facts_of(world: World) -> dict[str, Held]:
    """The facts of a sound world, drafts too, by reference."""
    files = (
        FactFile(kind, path.removeprefix(f"{kind.folder}/").removesuffix(kind.suffix), path, text.encode())
        for kind in BUILT_IN
        for path, text in world.items()
        if path.startswith(f"{kind.folder}/")
    )
    return {held.ref: held for held in map(held_in, files)}


def told_by(held: Held) -> Told:
    """What a fact tells others."""
    return tell(held, encoded(held.record))


def link(settings: Settings, facts: Iterable[Held]) -> Dossier:
    """The dossier of these facts, but for drafts, whatever they name."""
    held = {one.ref: one for one in facts if not getattr(one.record, "draft", False)}
    index, recall = Index(BUILT_IN), Recall()
    for ref, one in held.items():
        index.put(ref, told_by(one))
    index.settle(recall)
    return Dossier(settings, BUILT_IN, {ref: held[ref] for ref in index.in_order()}, index, recall=recall)


def linked(world: World) -> Dossier:
    """The dossier of a sound world."""
    dossier = link(fact(world[SETTINGS_FILE], Settings), facts_of(world).values())
    assert not dangling(dossier, shapeless=set(), drafts=set())
    return dossier


def by_own_layouts(recall: Recall) -> Renderer:
    """What renders pages by the layouts that come with the generator."""
    return Renderer([own_layouts()], words_of({}), recall, {})


def shower(world: World, depth: int = 1) -> Shower:
    """Shows the facts of a world on pages of some depth."""
    dossier = linked(world)
    return Shower(dossier, Derived(dossier), words_of({}), depth, by_own_layouts(dossier.recall).draw, PIECES)


def planned(dossier: Dossier, base_url: str = "") -> tuple[Page, ...]:
    """The pages of a dossier."""
    return plan(dossier, Derived(dossier), words_of({}), by_own_layouts(dossier.recall).draw, base_url).pages


def pages(world: World, base_url: str = "") -> dict[str, Page]:
    """The pages of a world by address."""
    return {page.address: page for page in planned(linked(world), base_url)}
