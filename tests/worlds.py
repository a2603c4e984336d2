"""Worlds to test in: dossiers as a mapping of path to text, and a small sound one to vary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.build import look
from generator.facts import BUILT_IN
from generator.kinds import Kind
from generator.problems import Problem

World = Mapping[str, str]

SETTINGS = """\
format: "1"
title: Two towns and a bridge
lang: en
summary: |
  Two towns negotiate a bridge. [Ada Lind](actor:ada-lind) speaks for it.
"""
POST = """\
name: Harbour Post, 4 April 2031
read: full
published: 2031-04-04
lang: en
sentences: [2, 3, 1, 4, 2]
"""
WIRE = """\
name: Valley Wire, 4 April 2031
read: full
published: 2031-04-04
lang: en
derived_from: coast-review
sentences: [1, 1, 2]
"""
REVIEW = """\
name: Coast Review, 3 April 2031
read: unread
"""
LIND = """\
type: person
name: Ada Lind
names:
  - {id: vada, name: Vada Lindt, evidence: {source: harbour-post, at: p5}}
same_as_here: {names: vada, why: same office and same statement in both articles}
evidence: {source: valley-wire, at: p3}
"""
OFFICIALS = """\
type: unnamed
name: two-town officials
evidence: {source: valley-wire, at: p1, via: source:coast-review}
"""
TOLL = """\
title: Tolls
question: Who sets the toll?
provisions:
  - {id: cap, title: A cap on tolls}
"""
VIEW = """\
stances:
  - {id: low, says: wants a low toll, basis: own, evidence: {source: valley-wire, at: p2}}
"""
FIRST = """\
title: First draft
text: reported
known: 2031-04-02
provisions:
  - {id: cap, provision: "issue:toll#cap", state: included, evidence: {source: harbour-post, at: p2s2}}
evidence: {source: harbour-post, at: p1}
"""
SECOND = """\
title: Second draft
text: reported
known: 2031-04-03
follows: [{plan: first, how: revises, evidence: {source: harbour-post, at: p3}}]
evidence: {source: harbour-post, at: p3}
"""
BRIEFING = """\
title: Briefing on the draft
date: 2031-04-02
participants:
  - {id: envoy, actor: ada-lind, mode: attended, evidence: {source: harbour-post, at: p4}}
evidence:
  source: valley-wire
  at: p1
  dated: {words: on Wednesday, of: date}
  via: [source:coast-review, actor:two-town-officials]
"""
SAID = """\
speaker: ada-lind
date: 2031-04-03
gist: The towns settle the tolls.
renderings:
  - {id: post, source: harbour-post, at: p5, quote: settled by the towns}
  - {id: wire, source: valley-wire, at: p3, quote: settled with the towns}
evidence: {source: harbour-post, at: p5}
"""
BY_OR_WITH = """\
kind: wording
headline: By the towns or with them?
about: statement:2031-04-03-lind-on-tolls
readings:
  - {id: by, says: the towns alone settle them, evidence: {source: harbour-post, at: p5}}
  - {id: with, says: they are settled together with the towns, evidence: {source: valley-wire, at: p3}}
status: open
evidence: {source: harbour-post, at: p5}
"""
CORRECTION = """\
fact: actor:ada-lind
when: 2031-04-06
kind: error
was: Ada Lund
is: Ada Lind
why: a slip of ours
decided_by: the editors
"""
METHOD = """\
# Method

How this is made. [Ada Lind](actor:ada-lind) is spelt so.
"""

TWO_TOWNS: World = {
    "content/dossier.yaml": SETTINGS,
    "content/actors/ada-lind.yaml": LIND,
    "content/actors/two-town-officials.yaml": OFFICIALS,
    "content/issues/toll.yaml": TOLL,
    "content/positions/toll/ada-lind.yaml": VIEW,
    "content/plans/first.yaml": FIRST,
    "content/plans/second.yaml": SECOND,
    "content/meetings/2031-04-02-briefing.yaml": BRIEFING,
    "content/statements/2031-04-03-lind-on-tolls.yaml": SAID,
    "content/divergences/by-or-with.yaml": BY_OR_WITH,
    "content/corrections/2031-04-06-lind.yaml": CORRECTION,
    "content/pages/method.md": METHOD,
    "seeds/harbour-post.yaml": POST,
    "seeds/valley-wire.yaml": WIRE,
    "seeds/coast-review.yaml": REVIEW,
}
"""A sound dossier with a fact of nearly every kind: two articles, one of which draws on a report that nobody here has read."""


def build_world(folder: Path, world: World) -> Path:
    """The folder, with these files in it."""
    for path, text in world.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def problems_in(folder: Path, world: World, kinds: Sequence[Kind] = BUILT_IN) -> list[Problem]:
    """All that is wrong with a world, built in that folder."""
    return list(look(build_world(folder, world), lambda _: None, kinds=kinds).problems)
