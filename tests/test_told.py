from __future__ import annotations

import pytest
from bridge import BRIDGE, facts_of, told_by

from generator.told import Named, encoded

LIND = "content/actors/ada-lind.yaml"
COUNCIL = "content/meetings/2031-04-04-council.yaml"


def told(path, text=""):
    (held,) = facts_of({path: text or BRIDGE[path]}).values()
    return told_by(held)


def test_a_fact_tells_whom_it_names_once_in_which_way_and_in_which_entry():
    assert told("content/positions/envoys-time/lower-towns.yaml").names == (
        Named("issue:envoys-time", "Positions", ""),
        Named("actor:lower-towns", "Positions", ""),
        Named("source:harbour-post", "What is taken from this source", "worry"),
        Named("actor:two-town-officials", "What came through them", "worry"),
        Named("actor:two-town-officials", "What they say of others", "worry"),
    )


def test_a_name_inside_an_entry_of_an_entry_is_told_of_the_outer_one():
    one = "{id: post, value: 2030, evidence: {source: harbour-post, at: p6, via: source:radio-fjord}}"
    other = "{id: wire, value: 2031, evidence: {source: valley-wire, at: p12}}"
    role = f"roles:\n  - {{id: mayor, title: mayor, dates: {{contested: [{one}, {other}]}}}}\n"
    names = told("content/actors/per-holm.yaml", BRIDGE["content/actors/per-holm.yaml"] + role).names
    assert Named("source:radio-fjord", "What came through them", "mayor") in names


def test_a_fact_tells_its_entries_its_type_and_its_dates_as_written():
    lind = told(LIND)
    assert (lind.entries, lind.type, lind.dates, lind.contested) == (
        ("vada", "envoy", "bridge-envoy"),
        "person",
        (),
        False,
    )
    council = told(COUNCIL)
    assert set(council.entries) >= {"post", "wire", "mayor", "deputy", "others"}
    assert (council.type, council.dates, council.contested) == ("", ("2031-04-04", "2031-04-03"), True)
    plan = told("content/plans/first-draft.yaml")
    assert (plan.dates, plan.contested) == (("2031-04-02",), False)
    assert told("content/plans/towns-draft.yaml").dates == ()
    assert told("seeds/night-letter.yaml").dates == ("2031-04-05",)


@pytest.mark.parametrize(
    ("path", "old", "new", "parts"),
    [
        (LIND, "type: person", "note: x\ntype: person", {"record"}),
        (LIND, "name: Ada Lind\n", "name: Ada Lund\n", {"record", "name"}),
        (LIND, "name: Vada Lindt", "name: Vada Lind", {"record"}),
        (COUNCIL, "value: 2031-04-03", "value: 2031-04-02", {"record", "brief"}),
        (COUNCIL, "title: The council of mayors", "title: The mayors", {"record", "name"}),
        (LIND, "type: person", "hold: {since: 2031-04-07, note: asked}\ntype: person", {"record", "brief"}),
        (LIND, "type: person", "withdrawn: {date: 2031-04-07, why: no}\ntype: person", {"record", "brief", "name"}),
    ],
)  # fmt: skip
def test_what_shows_elsewhere_changes_only_with_what_it_is_made_of(path, old, new, parts):
    before, after = told(path), told(path, BRIDGE[path].replace(old, new, 1))
    assert {
        part for part in ("record", "name", "brief") if getattr(before, part) != getattr(after, part)
    } == parts


def test_records_that_say_the_same_are_the_same_bytes():
    turned = "\n".join(reversed(BRIDGE["content/actors/per-holm.yaml"].splitlines())) + "\n# a remark\n"
    (one,) = facts_of({"content/actors/per-holm.yaml": turned}).values()
    (other,) = facts_of({"content/actors/per-holm.yaml": BRIDGE["content/actors/per-holm.yaml"]}).values()
    assert encoded(one.record) == encoded(other.record)
