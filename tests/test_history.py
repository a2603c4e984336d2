from __future__ import annotations

import json
import re
from functools import cache

import pytest
from bridge import BRIDGE, linked
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import TWO_TOWNS

from generator.correcting import drafts
from generator.dates import parse
from generator.history import LARGEST, Changed, Published, read
from generator.history.changes import baseline, compare
from generator.history.guard import behind, strict
from generator.history.meaning import digest
from generator.history.told import NOTHING, as_json, as_markdown, as_text
from generator.problems import Problem, Severity
from generator.values import altered
from generator.yamlfile import parse as parse_yaml

LIND = "content/actors/ada-lind.yaml"
FIRST = "content/plans/first-draft.yaml"
SECOND = "content/plans/second-draft.yaml"
BRIEFING = "content/meetings/2031-04-02-briefing.yaml"
POST = "seeds/harbour-post.yaml"
COUNCIL = "content/meetings/2031-04-04-council.yaml"
SAID = "content/statements/2031-04-03-lind-on-tolls.yaml"
MAYORS = "content/positions/envoys-time/some-mayors.yaml"
METHOD = "content/pages/method.md"

APRIL_7, APRIL_8, APRIL_9 = (parse(f"2031-04-0{day}") for day in (7, 8, 9))


def change(path, old, new, world=BRIDGE):
    """The world with other words in one file; the old ones stand there exactly once."""
    assert world[path].count(old) == 1, (path, old)
    return world | {path: world[path].replace(old, new)}


def without(path, world=BRIDGE):
    return {other: text for other, text in world.items() if other != path}


def correction(fact, when="2031-04-08"):
    """A file that corrects a fact."""
    name = re.sub("[^a-z0-9]+", "-", fact)
    text = f"fact: {json.dumps(fact)}\nwhen: {when}\nkind: error\nwas: one thing\nis: another\nwhy: a slip\n"
    return {f"content/corrections/{when}-{name}.yaml": text + "decided_by: the editors\n"}


@cache
def published():
    """What readers saw of the affair on 7 April."""
    return baseline(linked(BRIDGE), None, APRIL_7)


def happened(world, before=None):
    """What happened since, as pairs of address and change."""
    return [(one.address, one.what.value) for one in compare(linked(world), before or published())]


def refused(world, before=None):
    """What may not be published so, as pairs of code and file; a question refuses nothing."""
    found = told(world, before)
    return [(one.code, one.file) for one in found if one.severity is not Severity.QUESTION]


def told(world, before=None):
    dossier, before = linked(world), before or published()
    return strict(dossier, before, compare(dossier, before))


FIVE_WAYS = {
    BRIEFING: ("date: 2031-04-02", "date: 2031-04-02~"),
    COUNCIL: ("mode: absent", "mode: expected-absent"),
    MAYORS: ("via: [source:coast-review, actor:two-town-officials]", "via: [source:coast-review]"),
    SAID: ('"settled with the towns"', '"settled by both towns"'),
    LIND: ("The envoy of the [upper town]", "Speaks for the [upper town]"),
}
"""A date, how somebody took part, through whom it is known, a quote; and a sentence of ours in other words."""


def changed_in_five_ways():
    world = BRIDGE
    for path, (old, new) in FIVE_WAYS.items():
        world = change(path, old, new, world)
    return world


def test_five_facts_changed_in_five_ways_and_only_those_are_told():
    assert happened(changed_in_five_ways()) == [
        ("actor:ada-lind", "reworded"),
        ("meeting:2031-04-02-briefing", "changed"),
        ("meeting:2031-04-04-council#mayor", "changed"),
        ("position:envoys-time/some-mayors#prefer", "evidence lost"),
        ("statement:2031-04-03-lind-on-tolls#wire", "changed"),
    ]


def test_what_was_and_what_is_are_told():
    changes = {one.address: one for one in compare(linked(changed_in_five_ways()), published())}
    briefing = changes["meeting:2031-04-02-briefing"]
    assert (briefing.was, briefing.now) == (("date: 2031-04-02",), ("date: 2031-04-02~",))
    assert briefing.name == "First briefing on the bridge draft"
    assert changes["meeting:2031-04-04-council#mayor"].now == ("mode: expected-absent",)
    assert changes["position:envoys-time/some-mayors#prefer"].was == (
        "source:valley-wire p14 via source:coast-review, actor:two-town-officials",
    )


def test_what_is_new_is_told_whole_with_its_entries_and_places():
    changes = {one.address: one.now for one in compare(linked(TWO_TOWNS), Published())}
    assert changes["position:toll/ada-lind"] == (
        "#low: says: wants a low toll; basis.own: own; evidence: source:valley-wire p2",
    )
    assert (
        "#envoy: actor: actor:ada-lind; mode: attended; evidence: source:harbour-post p4"
        in changes["meeting:2031-04-02-briefing"]
    )
    assert any(
        line.startswith("#wire: source: source:valley-wire")
        for line in changes["statement:2031-04-03-lind-on-tolls"]
    )
    assert not any("sentences" in line for line in changes["source:harbour-post"])


def half_told(world):
    return [one.headline for one in told(world) if one.code == "half-told-change"]


def corrected(fact, was, now, world):
    [(path, text)] = correction(fact).items()
    text = text.replace("was: one thing", f"was: {was}").replace("is: another", f"is: {now}")
    return world | {path: text}


def test_a_correction_that_does_not_speak_of_a_change_it_covers_is_a_question():
    changed = change(BRIEFING, "date: 2031-04-02", "date: 2031-04-03")
    fact = "meeting:2031-04-02-briefing"
    assert half_told(corrected(fact, "2 April", "The briefing was on 3 April 2031", changed)) == []
    assert half_told(corrected(fact, "2 April", "2031-04-03, says the Post", changed)) == []
    [asked] = half_told(corrected(fact, "2 April 2031", "4 April 2031", changed))
    assert asked.endswith(f"all that has changed in '{fact}': date: 2031-04-03")
    council = change(COUNCIL, "mode: absent", "mode: expected-absent", changed)
    assert half_told(corrected(fact, "2 April", "3 April 2031", council)) == []
    covered = corrected("meeting:2031-04-04-council", "the mayor was there", "he was not", council)
    assert [one for one in half_told(covered) if "mode: expected-absent" in one]
    assert refused(covered) == [("uncorrected-change", BRIEFING)]


def test_corrections_as_they_are_drafted_tell_all_that_they_cover():
    world = changed_in_five_ways()
    dossier = linked(world)
    made = drafts(dossier, compare(dossier, published()), APRIL_8)
    assert len(made) > 2
    assert half_told(world | {one.file: filled_in(one.text) for one in made}) == []


def filled_in(text):
    """A drafted correction of which somebody has filled in what only a person knows."""
    return re.sub(r"^(why|decided_by|kind):.*$", r"\1: error", text, flags=re.MULTILINE)


def test_four_of_the_five_need_a_correction_and_the_fifth_is_a_question():
    found = told(changed_in_five_ways())
    assert [one.file for one in found if one.code == "uncorrected-change"] == [
        BRIEFING,
        COUNCIL,
        MAYORS,
        SAID,
    ]
    questions = [one for one in found if one.severity is Severity.QUESTION]
    assert [(one.code, one.file) for one in questions] == [("reworded-fact", LIND)]
    assert len(found) == 5


def test_corrected_and_published_again_nothing_differs():
    world = changed_in_five_ways()
    for fact in (
        "meeting:2031-04-02-briefing",
        "meeting:2031-04-04-council",  # the whole fact: its entries with it
        "position:envoys-time/some-mayors#prefer",
        "statement:2031-04-03-lind-on-tolls#wire",
    ):
        world |= correction(fact)
    assert refused(world) == []
    again = baseline(linked(world), published(), APRIL_8)
    assert happened(world, again) == []
    assert told(world, again) == []
    shown = again.by_address
    assert shown["meeting:2031-04-02-briefing"].first_published == APRIL_7
    assert shown["meeting:2031-04-02-briefing"].last_changed == APRIL_8
    assert shown["actor:ada-lind"].last_changed == APRIL_7  # reworded
    assert shown["actor:ada-lind"].last_checked == APRIL_8
    assert shown["correction:2031-04-08-meeting-2031-04-04-council"].first_published == APRIL_8


def test_the_place_of_a_silent_change_is_the_field():
    problem = next(one for one in told(change(COUNCIL, "mode: absent", "mode: attended")))
    assert problem.path == ("participants", 0, "mode")
    assert "'mode: absent'" in problem.headline
    assert "meeting:2031-04-04-council#mayor" in problem.help


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format: briefing\n", "", "was published with 'format: briefing', and no correction says so"),
        ("format: briefing\n", "format: briefing\nplace: the old mill\n", "was published without 'place: the old mill', and"),
        ("format: briefing\n", "format: call\n", "was published with 'format: briefing' and now has 'format: call', and"),
    ],
)  # fmt: skip
def test_a_silent_change_is_said_in_a_sentence(old, new, said):
    (problem,) = told(change(BRIEFING, old, new))
    assert said in problem.headline


def test_a_correction_is_good_for_one_publication():
    once = change(BRIEFING, "date: 2031-04-02", "date: 2031-04-03") | correction(
        "meeting:2031-04-02-briefing"
    )
    again = baseline(linked(once), published(), APRIL_8)
    twice = change(BRIEFING, "date: 2031-04-03", "date: 2031-04-04", once)
    assert refused(twice, again) == [("uncorrected-change", BRIEFING)]
    assert refused(twice | correction("meeting:2031-04-02-briefing", "2031-04-09"), again) == []


def test_a_correction_dated_before_what_readers_saw_last_is_told_as_too_early():
    world = change(BRIEFING, "date: 2031-04-02", "date: 2031-04-03")
    world |= correction("meeting:2031-04-02-briefing", "2031-04-06")
    (problem,) = told(world)
    assert problem.code == "uncorrected-change"
    assert "'correction:" not in problem.headline
    assert "is dated before 2031-04-07" in problem.help


@pytest.mark.parametrize("when", ["2031-04", "2031-04-07", "2031-04-06/.."])
def test_a_correction_whose_date_can_be_late_enough_counts(when):
    world = change(BRIEFING, "date: 2031-04-02", "date: 2031-04-03")
    (path, text), *_ = correction("meeting:2031-04-02-briefing", "2031-04").items()
    assert refused(world | {path: text.replace("when: 2031-04", f"when: {when}")}) == []


def test_a_correction_of_another_fact_or_of_a_single_entry_is_no_correction_of_this_one():
    world = change(BRIEFING, "date: 2031-04-02", "date: 2031-04-03")
    other = correction("actor:ada-lind") | correction("meeting:2031-04-02-briefing#envoy")
    assert refused(world | other) == [("uncorrected-change", BRIEFING)]


def test_a_correction_that_is_withdrawn_corrects_nothing():
    world = change(BRIEFING, "date: 2031-04-02", "date: 2031-04-03")
    ((path, text),) = correction("meeting:2031-04-02-briefing").items()
    withdrawn = text + "withdrawn: {date: 2031-04-08, why: written too soon}\n"
    assert refused(world | {path: withdrawn}) == [("uncorrected-change", BRIEFING)]


def test_a_correction_of_what_nobody_has_seen_is_a_warning():
    world = BRIDGE | {
        "content/actors/eva-moe.yaml": "type: person\nname: Eva Moe\nevidence: {source: harbour-post, at: p1}\n"
    }
    found = told(world | correction("actor:eva-moe"))
    assert [(one.code, one.severity) for one in found] == [("nothing-to-correct", Severity.WARNING)]
    assert told(world) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "what"),
    [
        (LIND, "name: Ada Lind", "name: Ada Lund", "changed"),
        (COUNCIL, "words: almost all", "words: all", "changed"),
        (FIRST, "state: undisclosed", "state: none", "changed"),
        (FIRST, "No toll above two crowns", "No toll over two crowns", "reworded"),
        (FIRST, "No toll above two crowns", "No toll above 2 crowns", "changed"),
        (FIRST, "title: The first draft", "title: The earliest draft", "reworded"),
        (SECOND, "{plan: first-draft, how: revises", "{plan: first-draft, how: counters", "changed"),
        (COUNCIL, "value: 2031-04-03", "value: 2031-04-05", "changed"),
        (COUNCIL, "reads: says beforehand", "reads: says in advance", "reworded"),
        (MAYORS, "question: How many of them?", "question: How many are they?", "reworded"),
        (SAID, "gist: Tolls are to be settled", "gist: The tolls are to be settled", "reworded"),
        (SAID, "channel: press remarks", "channel: interview", "changed"),
        (METHOD, "is spelt so", "is written so", "reworded"),
        (METHOD, "is spelt so", "is spelt so since 2031", "reworded"),
        (BRIEFING, "words: on Wednesday", "words: Wednesday", "evidence lost"),
        (FIRST, "quote: '\"struck out\"'", "quote: '\"taken out\"'", "evidence lost"),
        (FIRST, "at: p2s2", "at: p2s1", "evidence lost"),
        (FIRST, "at: p2s2", "at: [p2s2, p3]", "evidence added"),
        (FIRST, "at: p2s2", "at: p2s2, quote: two crowns", "evidence added"),
        (FIRST, "at: p2s2", "at: p2s2, stance: contradicts", "evidence lost"),
        (FIRST, "at: p2s2", "at: p2s2, stance: supports", None),
        (FIRST, "at: p2s2", "at: [p2s2, p2s2]", None),
        (BRIEFING, "title: First briefing", "title:   First   briefing", None),
        (BRIEFING, "format: briefing", "# a talk?\nformat: {value: briefing}", None),
        (POST, "sentences: [1, 2,", "sentences: [1, 1,", None),
        (POST, "why: caption of a picture", "why: The caption of a picture.", None),
        (POST, "not_content:\n  - {at: p12, why: caption of a picture}\n", "", None),
        (POST, "read: full", "read: headline", "changed"),
    ],
)  # fmt: skip
def test_what_is_substance_what_wording_and_what_nothing(path, old, new, what):
    found = [one for _, one in happened(change(path, old, new))]
    assert found == ([what] if what else [])


@pytest.mark.parametrize("key", ["why", "note"])
def test_a_figure_in_a_remark_is_a_matter_of_wording(key):
    world = BRIDGE | {SECOND: BRIDGE[SECOND].replace("evidence: {source: harbour-post, at: p3}}]", f"{key}: see 3, evidence: {{source: harbour-post, at: p3}}}}]") if key == "why" else BRIDGE[SECOND] + "note: see 3\n"}  # fmt: skip
    before = baseline(linked(world), None, APRIL_7)
    assert happened(change(SECOND, f"{key}: see 3", f"{key}: see 4", world), before) == [
        ("plan:second-draft", "reworded")
    ]


def test_a_value_that_sources_give_is_substance_though_it_is_a_sentence():
    world = BRIDGE | {COUNCIL: BRIDGE[COUNCIL] + "duration: about an hour\n"}
    before = baseline(linked(world), None, APRIL_7)
    found = compare(linked(change(COUNCIL, "about an hour", "an hour or so", world)), before)
    assert [(one.what, one.was) for one in found] == [(Changed.CHANGED, ("duration: about an hour",))]


def test_a_link_in_a_sentence_is_no_figure():
    world = change(LIND, "(actor:upper-town)", "(meeting:2031-04-02-briefing)")
    assert happened(world) == [("actor:ada-lind", "reworded")]


def test_evidence_that_only_grows_needs_no_correction():
    world = change(FIRST, "at: p2s2", "at: [p2s2, p3], quote: two crowns")
    assert refused(world) == []
    again = baseline(linked(world), published(), APRIL_8)
    assert again.by_address["plan:first-draft#toll-cap"].last_changed == APRIL_8


def test_an_added_fact_is_told_without_its_entries_and_an_added_entry_alone():
    text = BRIDGE[BRIEFING].replace("2031-04-02", "2031-04-05")
    assert happened(BRIDGE | {"content/meetings/2031-04-05-second.yaml": text}) == [
        ("meeting:2031-04-05-second", "added")
    ]
    world = change(COUNCIL, "participants:\n", "participants:\n  - {id: lind, actor: ada-lind, mode: attended,\n     evidence: {source: harbour-post, at: p7}}\n")  # fmt: skip
    assert happened(world) == [("meeting:2031-04-04-council#lind", "added")]
    assert refused(world) == []


def test_a_fact_that_changed_and_lost_evidence_is_one_problem():
    world = change(BRIEFING, "date: 2031-04-02\n", "date: 2031-04-03\n")
    world = change(BRIEFING, "at: p9s1", "at: p8", world)
    assert [what for _, what in happened(world)] == ["changed", "evidence lost"]
    assert refused(world) == [("uncorrected-change", BRIEFING)]


def test_what_was_published_cannot_vanish():
    world = without(
        "content/divergences/envoys-time.yaml", without("content/positions/envoys-time/lower-towns.yaml")
    )
    assert happened(world) == [
        ("divergence:envoys-time", "removed"),
        ("position:envoys-time/lower-towns", "removed"),
    ]
    assert refused(world) == [
        ("vanished-fact", "content/divergences/envoys-time.yaml"),
        ("vanished-fact", "content/positions/envoys-time/lower-towns.yaml"),
    ]


def test_a_draft_is_gone_for_readers():
    world = BRIDGE | {COUNCIL: BRIDGE[COUNCIL] + "draft: true\n"}
    assert refused(world) == [("vanished-fact", COUNCIL)]


def test_an_entry_that_vanishes_is_told_and_a_correction_of_its_fact_covers_it():
    world = change(FIRST, '  - {id: ferry, provision: "issue:ferry#stays", state: undisclosed, evidence: {source: valley-wire, at: p10}}\n', "")  # fmt: skip
    assert happened(world) == [("plan:first-draft#ferry", "removed")]
    assert refused(world) == [("vanished-fact", FIRST)]
    assert refused(world | correction("plan:first-draft")) == []


def test_a_contested_value_that_is_settled_is_one_correction():
    contested = "date:\n  contested:\n    - {id: post, value: 2031-04-04, evidence: {source: harbour-post, at: p6}}\n    - {id: wire, value: 2031-04-03, evidence: {source: valley-wire, at: p6-7}}\n"
    world = change(COUNCIL, contested, "date: 2031-04-04\n")
    assert happened(world) == [
        ("meeting:2031-04-04-council", "changed"),
        ("meeting:2031-04-04-council#post", "removed"),
        ("meeting:2031-04-04-council#wire", "removed"),
    ]
    assert refused(world | correction("meeting:2031-04-04-council")) == []


WITHDRAWN = "withdrawn: {date: 2031-04-08, why: both sources took it back}\n"


def test_what_is_withdrawn_says_so_once_and_may_lose_its_content():
    world = BRIDGE | {COUNCIL: BRIDGE[COUNCIL] + WITHDRAWN}
    assert happened(world) == [("meeting:2031-04-04-council", "withdrawn")]
    bare = BRIDGE | {COUNCIL: "title: The council of mayors\n" + WITHDRAWN}
    assert happened(bare) == [("meeting:2031-04-04-council", "withdrawn")]
    assert refused(bare) == refused(world) == []
    again = baseline(linked(world), published(), APRIL_8)
    shown = again.by_address["meeting:2031-04-04-council"]
    assert (shown.state, shown.last_changed, shown.last_checked) == ("withdrawn", APRIL_8, APRIL_7)
    assert happened(bare, again) == []
    assert happened(BRIDGE, again)[0] == ("meeting:2031-04-04-council", "changed")
    assert ("uncorrected-change", COUNCIL) in refused(BRIDGE, again)


def test_an_entry_is_withdrawn_by_itself_and_keeps_its_reason_when_its_fact_follows():
    entry = change(COUNCIL, "mode: absent,", "mode: absent, withdrawn: {date: 2031-04-08, why: a mix-up},")
    assert happened(entry) == [("meeting:2031-04-04-council#mayor", "withdrawn")]
    again = baseline(linked(entry), published(), APRIL_8)
    whole = entry | {COUNCIL: entry[COUNCIL] + WITHDRAWN}
    assert happened(whole, again) == [("meeting:2031-04-04-council", "withdrawn")]


def test_a_fact_that_is_held_is_not_another_and_was_not_checked():
    world = BRIDGE | {COUNCIL: BRIDGE[COUNCIL] + "hold: {since: 2031-04-08, note: a reader doubts it}\n"}
    assert happened(world) == [("meeting:2031-04-04-council", "held")]
    assert told(world) == []
    again = baseline(linked(world), published(), APRIL_8)
    assert again.by_address["meeting:2031-04-04-council"].last_checked == APRIL_7
    assert again.by_address["meeting:2031-04-02-briefing"].last_checked == APRIL_8
    assert happened(BRIDGE, again) == [("meeting:2031-04-04-council", "released")]
    free = baseline(linked(BRIDGE), again, APRIL_9).by_address["meeting:2031-04-04-council"]
    assert (free.last_changed, free.last_checked) == (APRIL_7, APRIL_9)


def renamed(old, new):
    """The affair with another id for a person, as the whole dossier then writes it."""
    return {path.replace(old, new): re.sub(rf"\b{old}\b", new, text) for path, text in BRIDGE.items()}


def test_a_renamed_fact_is_known_again_with_all_that_refers_to_it():
    world = renamed("ada-lind", "a-lind")
    assert happened(world) == [("actor:a-lind", "renamed")]
    assert refused(world) == []
    again = baseline(linked(world), published(), APRIL_8)
    assert happened(world, again) == []
    shown = again.by_address["actor:a-lind"]
    assert (shown.former, shown.first_published, shown.last_changed) == (
        ("actor:ada-lind",),
        APRIL_7,
        APRIL_7,
    )
    assert again.by_address["actor:a-lind#vada"].former == ("actor:ada-lind#vada",)
    assert "actor:ada-lind" not in again.by_address


def test_a_rename_takes_positions_along_and_entries_can_be_renamed():
    assert happened(renamed("some-mayors", "a-few-mayors")) == [
        ("actor:a-few-mayors", "renamed"),
        ("position:envoys-time/a-few-mayors", "renamed"),
    ]
    world = {path: text.replace("toll#cap", "toll#most") for path, text in BRIDGE.items()}
    world = change("content/issues/toll.yaml", "id: cap", "id: most", world)
    assert happened(world) == [("issue:toll#most", "renamed")]


def test_facts_that_name_each_other_can_be_renamed_together():
    world = {
        path.replace("two-town-officials", "officials").replace("two-sources", "sources"): re.sub(
            r"\btwo-(?:town-)?(officials|sources)\b", r"\1", text
        )
        for path, text in BRIDGE.items()
    }
    assert happened(world) == [("actor:officials", "renamed"), ("actor:sources", "renamed")]
    assert happened(world, baseline(linked(world), published(), APRIL_8)) == []


def test_former_addresses_are_kept_newest_first():
    second = baseline(linked(renamed("ada-lind", "a-lind")), published(), APRIL_8)
    third = baseline(linked(renamed("ada-lind", "lind")), second, APRIL_9)
    assert third.by_address["actor:lind"].former == ("actor:a-lind", "actor:ada-lind")


def test_a_rename_with_a_change_is_no_rename():
    world = renamed("ada-lind", "a-lind")
    world = change("content/actors/a-lind.yaml", "type: person", "type: office", world)
    assert ("actor:ada-lind", "removed") in happened(world)
    assert ("vanished-fact", LIND) in refused(world)


def test_a_correction_of_a_renamed_fact_is_one_of_something_published():
    world = renamed("ada-lind", "a-lind")
    assert refused(world | correction("actor:a-lind")) == []


def test_two_facts_that_say_the_same_are_not_taken_for_each_other():
    review = "name: Coast Review\nread: unread\n"
    twins = BRIDGE | {"seeds/one.yaml": review, "seeds/two.yaml": review}
    before = baseline(linked(twins), None, APRIL_7)
    world = BRIDGE | {"seeds/three.yaml": review}
    assert [what for _, what in happened(world, before)] == ["removed", "added", "removed"]


# A colleague publishes.


def test_a_stale_checkout_is_refused_until_it_knows_what_was_published():
    theirs = change(BRIEFING, "date: 2031-04-02", "date: 2031-04-03") | correction(
        "meeting:2031-04-02-briefing"
    )
    online = baseline(linked(theirs), published(), APRIL_8)
    problem = behind(published(), online)
    assert problem is not None
    assert (problem.code, problem.file) == ("behind-published", "published.json")
    assert "meeting:2031-04-02-briefing" in problem.headline
    assert "2031-04-08" in problem.headline
    assert behind(online, online) is None
    assert behind(baseline(linked(BRIDGE), online, APRIL_9), online) is None


def test_two_who_publish_at_once_do_not_overwrite_each_other():
    mine = baseline(linked(change(COUNCIL, "mode: absent", "mode: attended")), published(), APRIL_8)
    theirs = baseline(linked(change(BRIEFING, "date: 2031-04-02", "date: 2031-04-03")), published(), APRIL_8)
    assert behind(mine, theirs) is not None
    assert behind(theirs, mine) is not None


def test_what_a_colleague_took_out_is_news_too():
    online = baseline(linked(without(COUNCIL)), published(), APRIL_8)
    problem = behind(published(), online)
    assert problem is not None
    assert "meeting:2031-04-04-council" in problem.headline


def test_who_published_later_is_not_behind_an_older_site():
    later = baseline(linked(change(COUNCIL, "mode: absent", "mode: attended")), published(), APRIL_8)
    assert behind(later, published()) is None
    assert behind(published(), Published()) is None


def test_a_state_that_comes_back_is_a_new_edition():
    away = baseline(linked(without(COUNCIL)), published(), APRIL_8)
    back = baseline(linked(BRIDGE), away, APRIL_9)
    assert [one.on for one in back.editions] == [APRIL_7, APRIL_8, APRIL_9]
    assert len({one.id for one in back.editions}) == 3


def test_nothing_changed_is_no_new_edition():
    again = baseline(linked(BRIDGE), published(), APRIL_8)
    assert again.editions == published().editions
    assert {one.last_checked for one in again.facts} == {APRIL_8}
    assert {one.last_changed for one in again.facts} == {APRIL_7}


# What makes no difference.


def shuffled(data, shake):
    if isinstance(data, dict):
        return {key: shuffled(data[key], shake) for key in shake.sample(sorted(data), len(data))}
    return [shuffled(item, shake) for item in data] if isinstance(data, list) else data


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_the_order_of_files_and_keys_and_the_style_make_no_difference(shake):
    world = {}
    for path in shake.sample(sorted(BRIDGE), len(BRIDGE)):
        data, _ = parse_yaml(BRIDGE[path].encode(), path)
        world[path] = BRIDGE[path] if path == METHOD else json.dumps(shuffled(data, shake), indent=1)
    assert baseline(linked(world), None, APRIL_7).as_json() == published().as_json()


def test_the_order_of_entries_and_of_evidence_makes_no_difference():
    world = change(BRIEFING, "[{source: harbour-post, at: p5}, {source: valley-wire, at: p9}]", "[{source: valley-wire, at: p9}, {source: harbour-post, at: p5}]")  # fmt: skip
    lines = BRIDGE["content/issues/toll.yaml"].splitlines(keepends=True)
    world |= {"content/issues/toll.yaml": "".join([*lines[:-2], lines[-1], lines[-2]])}
    assert happened(world) == []


def leaves(data, path=()):
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, (*path, key))
    else:
        yield path, data


def with_leaf(data, path, value):
    if not path:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = with_leaf(data[path[0]], path[1:], value)
    return copy


TEXTS = {"summary", "says", "gist", "why", "title", "question", "headline", "quote", "name", "reads", "words"}


def every_text():
    for path, text in BRIDGE.items():
        if path.startswith("content/") and path.endswith(".yaml") and path != "content/dossier.yaml":
            data, _ = parse_yaml(text.encode(), path)
            yield from ((path, way, data) for way, _ in leaves(data) if way[-1] in TEXTS)


def test_no_text_can_be_changed_unseen():
    texts = list(every_text())
    assert len(texts) > 50
    for path, way, data in texts:
        value = dict(leaves(data))[way]
        dossier = linked(BRIDGE | {path: json.dumps(with_leaf(data, way, value + " indeed"))})
        address = path.removeprefix("content/").removesuffix(".yaml").replace("s/", ":", 1)
        assert {one.address.partition("#")[0] for one in compare(dossier, published())} == {address}, way


worlds = st.lists(st.sampled_from(sorted(FIVE_WAYS.items())), unique=True).map(
    lambda some: BRIDGE | {path: BRIDGE[path].replace(*words) for path, words in some}
)


@settings(max_examples=20)
@given(worlds, worlds)
def test_after_a_baseline_nothing_differs_and_its_file_says_it_all(one, other):
    before = baseline(linked(one), published(), APRIL_8)
    dossier = linked(other)
    after = baseline(dossier, before, APRIL_9)
    assert compare(dossier, after) == ()
    assert read(after.as_json()) == after
    assert len(compare(dossier, before)) == sum(one[path] != other[path] for path in BRIDGE)


def test_digests_stay_what_they_were():
    # Another digest here would make every published fact of everybody look changed: then `FORMAT` has to change too.
    meaning = digest(linked(BRIDGE))["meeting:2031-04-04-council#mayor"]
    assert (meaning.substance, meaning.wording) == ("32bc3cae739cb3dd", "e4a6a0577479b2b4")
    assert [cited.substance for cited in meaning.evidence] == ["d22d4ec83be8895b"]


# The file.


def test_the_file_has_a_line_for_each_fact_and_each_entry():
    lines = published().as_json().decode().splitlines()
    facts = [json.loads(line.rstrip(",")) for line in lines if line.startswith('{"address"')]
    assert [one["address"] for one in facts] == sorted(digest(linked(BRIDGE)))
    assert json.loads(published().as_json())["format"] == 1


def test_a_file_with_nothing_in_it_is_read_too():
    assert read(Published().as_json()) == Published()
    assert read(b'{"format": 1}') == Published()


FACT = published().facts[0]
WRITTEN = published().as_json().decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "was damaged, or changed by hand"),
        (b"{", "was damaged, or changed by hand"),
        (b"\xff\xfe", "was damaged, or changed by hand"),
        (b"[]", "was damaged, or changed by hand"),
        (b"null", "was damaged, or changed by hand"),
        (b"{}", "format"),
        (b'{"format": "1"}', "format"),
        (b'{"format": 2, "more": []}', "format 2"),
        (b'{"format": 1e400}', "was damaged, or changed by hand"),
        (b'{"format": 1, "facts": {}}', "facts"),
        (b'{"format": 1, "fact": []}', "was damaged, or changed by hand"),
        (b"[" * 100_000, "was damaged, or changed by hand"),
        (b'{"format": 1, "facts": ' + b"[" * 100_000, "was damaged, or changed by hand"),
        (b'{"format": 1, "x": ' + b'{"x":' * 100_000, "was damaged, or changed by hand"),
        (b"9" * 100_000, "was damaged, or changed by hand"),
        (WRITTEN.replace(FACT.substance, "0123"), "in 'facts', entry 1, 'substance'"),
        (WRITTEN.replace('"actor:ada-lind"', '"../../x"'), "in 'facts', entry 1, 'address'"),
        (WRITTEN.replace('"actor:ada-lind#envoy"', '"actor:ada-lind"'), "a fact stands twice"),
        (WRITTEN.replace("2031-04-07", "2031-02-30"), "in 'editions', entry 1, 'on'"),
        (WRITTEN.replace('"2031-04-07"', "7"), "was damaged, or changed by hand"),
        (WRITTEN.replace("Ada Lind", "Ada\\u001b[31mLind"), "in 'facts', entry 1, 'name'"),
        (WRITTEN.replace("Ada Lind", "Ada\\ud800Lind"), "was damaged, or changed by hand"),
        (WRITTEN.replace("Ada Lind", "A" * 3000), "in 'facts', entry 1, 'name'"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_ours_is_a_problem_with_a_cure(content, said):
    problem = read(content if isinstance(content, bytes) else content.encode())
    assert isinstance(problem, Problem)
    assert problem.code == "bad-published"
    assert said in problem.headline
    assert "\n" not in problem.headline
    assert problem.help


def test_a_huge_file_is_not_even_looked_at():
    problem = read(b" " * (LARGEST + 1))
    assert isinstance(problem, Problem)
    assert "at most" in problem.headline


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_answered(content):
    assert isinstance(read(content), Problem | Published)


@given(st.data())
def test_a_damaged_file_is_answered(data):
    content = bytearray(published().as_json())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=5))
    assert isinstance(read(bytes(content)), Problem | Published)


def test_a_very_long_name_comes_back_from_the_file():
    world = change(LIND, "name: Ada Lind", f"name: {'Ada ' * 3000}Lind")
    before = baseline(linked(world), None, APRIL_7)
    assert read(before.as_json()) == before
    changes = compare(linked(change(LIND, "Ada Lind", "Ada Lund", world)), before)
    assert [(one.what, one.was, one.now) for one in changes] == [(Changed.CHANGED, (), ())]
    assert "words beyond those that are kept" in as_text(changes)


# In words.


def test_changes_as_text():
    changes = compare(linked(changed_in_five_ways()), published())
    assert (
        as_text(changes)
        == """\
Changed in substance
  meeting:2031-04-02-briefing
    was date: 2031-04-02
    is  date: 2031-04-02~
  meeting:2031-04-04-council#mayor
    was mode: absent
    is  mode: expected-absent
  statement:2031-04-03-lind-on-tolls#wire
    was quote: "settled with the towns"
    is  quote: "settled by both towns"

Evidence lost
  position:envoys-time/some-mayors#prefer
    was source:valley-wire p14 via source:coast-review, actor:two-town-officials
    is  source:valley-wire p14 via source:coast-review

Only worded anew
  actor:ada-lind
    was summary: The envoy of the [upper town](actor:upper-town).
    is  summary: Speaks for the [upper town](actor:upper-town).

Since then: changed in substance: 3, evidence lost: 1, only worded anew: 1."""
    )


def test_changes_as_markdown():
    world = change(BRIEFING, "date: 2031-04-02", "date: 2031-04-03")
    world = change(SAID, '"settled with the towns"', '"settled `with` ``the`` towns"', world)
    assert (
        as_markdown(compare(linked(world), published()))
        == """\
**Since then: changed in substance: 2.**

### Changed in substance

- `meeting:2031-04-02-briefing`
  - was `date: 2031-04-02`
  - is `date: 2031-04-03`
- `statement:2031-04-03-lind-on-tolls#wire`
  - was `quote: "settled with the towns"`
  - is ``` quote: "settled `with` ``the`` towns" ```"""
    )


def test_changes_as_json():
    world = change(BRIEFING, "date: 2031-04-02", "date: 2031-04-03")
    assert json.loads(as_json(compare(linked(world), published()))) == [
        {
            "change": "changed",
            "address": "meeting:2031-04-02-briefing",
            "name": "First briefing on the bridge draft",
            "was": ["date: 2031-04-02"],
            "is": ["date: 2031-04-03"],
        }
    ]


def test_no_changes_are_told_as_that():
    assert as_text(()) == NOTHING
    assert as_markdown(()) == f"**{NOTHING}**"
    assert json.loads(as_json(())) == []


def test_what_is_told_cannot_steer_the_terminal():
    (one,) = compare(linked(change(BRIEFING, "title: First", "title: First\u202e")), published())
    assert "<U+202E>" in as_text([one])
    assert "\u202e" not in as_markdown([altered(one, was=("\u202ex",))])
