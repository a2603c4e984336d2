from __future__ import annotations

import pytest
from bridge import BRIDGE, facts_of, told_by
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import World

from generator.answers import digest
from generator.facts import BUILT_IN
from generator.index import Backlink, Index
from generator.recall import Recall

LIND = "content/actors/ada-lind.yaml"
HOLM = "content/actors/per-holm.yaml"
TOLL = "content/issues/toll.yaml"
COUNCIL = "content/meetings/2031-04-04-council.yaml"
LETTER = "seeds/night-letter.yaml"
OFFICE = (
    "type: office\nname: the ferry office\npart_of: upper-town\nevidence: {source: harbour-post, at: p3}\n"
)


def told_in(world: World):
    return {ref: told_by(held) for ref, held in facts_of(world).items()}


BEFORE = told_in(BRIDGE)


def remembered() -> Index:
    """The affair of the bridge as it was at the last look."""
    return Index.of(BUILT_IN, BEFORE.items())


def change(index: Index, world: World) -> None:
    """Tell of every fact of the bridge that is another in this world, or gone from it, or new."""
    after = told_in(world)
    for ref in BEFORE.keys() | after.keys():
        if BEFORE.get(ref) != after.get(ref):
            index.put(ref, after.get(ref))


def changed(world: World) -> set[str]:
    """The grounds that have another value when the bridge has become this world."""
    index, recall = remembered(), Recall()
    for ref, told in BEFORE.items():
        index.put(ref, told)
    index.settle(recall)
    recall.rest()
    change(index, world)
    index.settle(recall)
    return set(recall.changed.values())


def without(*paths: str) -> World:
    return {path: text for path, text in BRIDGE.items() if path not in paths}


def edited(path: str, old: str, new: str) -> World:
    assert old in BRIDGE[path]
    return BRIDGE | {path: BRIDGE[path].replace(old, new, 1)}


def added(path: str, text: str) -> World:
    return BRIDGE | {path: BRIDGE.get(path, "") + text}


OF_A_FACT = ("fact", "name", "there", "entries", "brief", "type", "cited")
ANY_ACTOR = {"facts", "kind:actor"}


@pytest.mark.parametrize(
    ("world", "grounds"),
    [
        (BRIDGE, set()),
        (added(LIND, "# a remark of ours\n"), set()),
        (added(LIND, "note: She speaks.\n"), {"fact:actor:ada-lind", *ANY_ACTOR}),
        (edited(LIND, "name: Ada Lind\n", "name: Ada Lund\n"), {"fact:actor:ada-lind", "name:actor:ada-lind", *ANY_ACTOR}),
        (edited(HOLM, "type: person", "type: group"), {"fact:actor:per-holm", "type:actor:per-holm", *ANY_ACTOR}),
        (
            added(HOLM, "hold: {since: 2031-04-07, note: asked the town}\n"),
            {"fact:actor:per-holm", "brief:actor:per-holm", "briefs", *ANY_ACTOR},
        ),
        (
            added(HOLM, "withdrawn: {date: 2031-04-09, why: a slip of ours}\n"),
            {"fact:actor:per-holm", "name:actor:per-holm", "brief:actor:per-holm", "briefs", *ANY_ACTOR},
        ),
        (
            added(HOLM, 'note: "He knows [her](actor:ada-lind)."\n'),
            {"fact:actor:per-holm", "into:actor:ada-lind", *ANY_ACTOR},
        ),
        (
            edited(LIND, " of the [upper town](actor:upper-town)", ""),
            {"fact:actor:ada-lind", "into:actor:upper-town", *ANY_ACTOR},
        ),
        (
            edited(TOLL, "Who crosses freely}", "Who crosses}\n  - {id: boats, title: Boats}"),
            {"fact:issue:toll", "entries:issue:toll", "facts", "kind:issue", "addresses"},
        ),
        (
            edited("content/meetings/2031-04-02-briefing.yaml", "date: 2031-04-02", "date: 2031-04-01"),
            {"fact:meeting:2031-04-02-briefing", "brief:meeting:2031-04-02-briefing", "briefs", "facts", "kind:meeting"},
        ),
        (
            edited(LETTER, "2031-04-05", "2031-04-08"),
            {"fact:source:night-letter", "brief:source:night-letter", "briefs", "newest:source", "facts", "kind:source"},
        ),
        (
            added("content/actors/ferry-office.yaml", OFFICE),
            {
                *(f"{what}:actor:ferry-office" for what in OF_A_FACT),
                *("into:actor:upper-town", "into:source:harbour-post"),
                *("ids:actor", "addresses", "briefs", *ANY_ACTOR),
            },
        ),
        (
            without("content/corrections/2031-04-06-lind.yaml"),
            {
                *(f"{what}:correction:2031-04-06-lind" for what in OF_A_FACT),
                *("into:actor:ada-lind", "corrected:actor:ada-lind"),
                *("ids:correction", "kind:correction", "newest:correction", "facts", "briefs", "addresses"),
            },
        ),
    ],
    ids=["nothing", "remark", "note", "name", "type", "hold", "withdrawn", "link", "no link", "entry", "date", "newest", "new", "gone"],
)  # fmt: skip
def test_a_change_changes_these_grounds_and_no_others(world, grounds):
    assert changed(world) == grounds


def test_what_was_remembered_is_not_settled_again():
    index, recall = remembered(), Recall()
    index.settle(recall)
    assert not recall.values


def test_a_backlink_goes_with_the_line_that_made_it_and_comes_with_it():
    index = remembered()
    link = Backlink("Corrections", "correction:2031-04-06-lind", "")
    assert link in index.backlinks("actor:ada-lind")
    change(index, without("content/corrections/2031-04-06-lind.yaml"))
    assert link not in index.backlinks("actor:ada-lind")
    index.put("correction:2031-04-06-lind", BEFORE["correction:2031-04-06-lind"])
    assert link in index.backlinks("actor:ada-lind")
    assert index.backlinks("actor:ada-lind") == remembered().backlinks("actor:ada-lind")


def test_a_fact_that_changes_keeps_those_who_name_it():
    index = remembered()
    change(index, edited(LIND, "name: Ada Lind\n", "name: Ada Lund\n"))
    assert index.backlinks("actor:ada-lind") == remembered().backlinks("actor:ada-lind")


def test_a_fact_that_goes_keeps_those_who_name_it_until_they_go():
    index = remembered()
    index.put("actor:per-holm", None)
    assert {one.source for one in index.backlinks("actor:per-holm")} == {"meeting:2031-04-04-council"}
    index.put("meeting:2031-04-04-council", None)
    assert index.backlinks("actor:per-holm") == ()


def test_backlinks_come_in_the_order_of_the_facts_however_these_came():
    turned = Index.of(BUILT_IN, reversed(BEFORE.items()))
    assert [turned.backlinks(ref) for ref in BEFORE] == [remembered().backlinks(ref) for ref in BEFORE]
    kinds = [one.source.partition(":")[0] for one in turned.backlinks("source:harbour-post")]
    order = [kind.name for kind in BUILT_IN]
    assert [order.index(kind) for kind in kinds] == sorted(order.index(kind) for kind in kinds)


def astray(index: Index) -> list[str]:
    index.settle(Recall())
    return index.leading_astray()


def test_whoever_names_what_is_gone_is_led_astray_until_one_of_them_changes():
    index = remembered()
    assert astray(index) == []
    change(index, without(HOLM, "content/actors/iris-dahl.yaml"))
    assert astray(index) == ["meeting:2031-04-04-council"]
    assert astray(index) == ["meeting:2031-04-04-council"]  # it is told again at every look
    index.put("actor:per-holm", BEFORE["actor:per-holm"])
    assert astray(index) == ["meeting:2031-04-04-council"]  # the other is still gone
    index.put("actor:iris-dahl", BEFORE["actor:iris-dahl"])
    assert astray(index) == []


def test_whoever_names_an_entry_that_is_gone_is_led_astray():
    index = remembered()
    change(index, edited(TOLL, "  - {id: cap, title: A cap on tolls}\n", ""))
    assert astray(index) == ["plan:first-draft", "plan:second-draft", "plan:towns-draft", "page:method"]
    index.put("page:method", None)
    assert astray(index) == ["plan:first-draft", "plan:second-draft", "plan:towns-draft"]


def test_whoever_names_himself_by_an_entry_he_has_not_is_led_astray():
    index = remembered()
    change(index, added(HOLM, 'note: "[He](actor:per-holm#mayor) is the mayor."\n'))
    assert astray(index) == ["actor:per-holm"]


def test_facts_and_entries_are_there_or_not():
    index = remembered()
    assert index.has("issue:toll#cap")
    assert not index.has("issue:toll#cup")
    assert not index.has("issue:tolls")
    index.put("issue:toll", None)
    assert not index.has("issue:toll#cap")
    assert "issue:toll" not in index.of_kind("issue")


def test_the_newest_of_a_kind_follows_its_facts():
    index = remembered()
    assert index.newest("source").text == "2031-04-05"
    change(index, without(LETTER))
    assert index.newest("source").text == "2031-04-04"
    assert index.newest("rumour") is None


SOME = {
    LIND: [None, BRIDGE[LIND], BRIDGE[LIND].replace("Ada Lind\n", "Ada Lund\n"), BRIDGE[LIND] + "part_of: lower-towns\n"],
    HOLM: [None, BRIDGE[HOLM], BRIDGE[HOLM] + 'note: "[She](actor:ada-lind#envoy) knows."\n'],
    TOLL: [None, BRIDGE[TOLL], BRIDGE[TOLL].replace("id: cap", "id: limit")],
    COUNCIL: [None, BRIDGE[COUNCIL], BRIDGE[COUNCIL].replace("value: 2031-04-03", "value: 2031-04-05")],
    "content/plans/first-draft.yaml": [None, BRIDGE["content/plans/first-draft.yaml"]],
    "content/corrections/2031-04-06-lind.yaml": [None, BRIDGE["content/corrections/2031-04-06-lind.yaml"]],
}  # fmt: skip
SHAPES = {
    (path, text): next(iter(facts_of({path: text}).values()))
    for path, some in SOME.items()
    for text in some
    if text
}
TOLD = {key: (held.ref, told_by(held)) for key, held in SHAPES.items()}
REFS = {path: ref for (path, _), (ref, _) in TOLD.items()}
states = st.fixed_dictionaries({path: st.sampled_from(some) for path, some in SOME.items()})


def values_of(recall: Recall, grounds: list[str]) -> dict[str, int | None]:
    return {ground: recall.values.get(digest(ground.encode())) for ground in grounds}


@given(st.lists(states, min_size=1, max_size=4))
@settings(max_examples=60)
def test_kept_up_to_date_it_is_as_if_made_anew(steps):
    kept, recall = Index(BUILT_IN), Recall()
    before = dict.fromkeys(SOME)
    for step in steps:
        for path, text in step.items():
            if text != before[path]:
                kept.put(REFS[path], TOLD[path, text][1] if text else None)
        kept.settle(recall)
        before = step
        anew, values = Index(BUILT_IN), Recall()
        for key in step.items():
            if key[1]:
                anew.put(*TOLD[key])
        anew.settle(values)
        assert kept.in_order() == anew.in_order()
        assert kept.leading_astray() == anew.leading_astray()
        assert [kept.backlinks(ref) for ref in REFS.values()] == [
            anew.backlinks(ref) for ref in REFS.values()
        ]
        of_facts = [
            f"{what}:{ref}"
            for ref in REFS.values()
            for what in ("fact", "name", "brief", "type", "into", "corrected")
        ]
        of_all = [
            f"{what}:{kind.name}"
            for kind in BUILT_IN
            for what in ("ids", "kind", "newest")
            if kept.of_kind(kind.name)
        ]
        assert values_of(recall, [*of_facts, *of_all]) == values_of(values, [*of_facts, *of_all])
        if kept.told:
            assert values_of(recall, ["facts", "addresses"]) == values_of(values, ["facts", "addresses"])
