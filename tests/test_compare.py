from __future__ import annotations

from itertools import combinations

import pytest
from bridge import BRIDGE, fact, linked
from hypothesis import given
from hypothesis import strategies as st

from generator.compare import ALL_PAIRS_UP_TO, matrix, pair, pairs
from generator.derive import Derived
from generator.facts.plan import Plan

CAP, FREE, FERRY = "issue:toll#cap", "issue:toll#exempt", "issue:ferry#stays"
POINTS = (CAP, FREE, FERRY)


def version(*provisions, follows="[]"):
    lines = "".join(f"\n  - {{id: e{number}, {one}}}" for number, one in enumerate(provisions))
    return fact(f"title: A draft\ntext: reported\nfollows: {follows}\nprovisions:{lines or ' []'}\n", Plan)


def says(point, state):
    return f'provision: "{point}", state: {state}'


FIRST = version(says(CAP, "included"), says(FERRY, "undisclosed"))
SECOND = version(says(CAP, "changed"), says(FERRY, "none"))
DRAFTS = {"plan:first": FIRST, "plan:second": SECOND}


def states(row):
    return [[one.state for one in cell] for cell in row.cells]


def test_three_kinds_of_nothing_are_kept_apart():
    rows = {row.point: states(row) for row in matrix(DRAFTS, POINTS)}
    assert rows[FREE] == [[], []]  # not reported
    assert rows[FERRY] == [["undisclosed"], ["none"]]


def test_the_matrix_has_every_point_and_every_version_in_the_order_given():
    turned = matrix(dict(reversed(DRAFTS.items())), POINTS[::-1])
    assert [row.point for row in turned] == [FERRY, FREE, CAP]
    assert states(turned[2]) == [["changed"], ["included"]]


def test_the_points_come_in_the_order_of_the_issues():
    assert Derived(linked(BRIDGE)).points == ["issue:ferry#stays", "issue:toll#cap", "issue:toll#exempt"]


def test_a_point_that_is_reported_in_two_ways_has_both():
    told = version(says(CAP, "included"), says(CAP, "removed"))
    assert states(matrix({"plan:first": told}, [CAP])[0]) == [["included", "removed"]]


def test_two_versions_side_by_side_leave_out_what_is_reported_of_neither():
    found = pair(DRAFTS, "plan:first", "plan:second", POINTS)
    assert [row.point for row in found.rows] == [CAP, FERRY]
    assert (found.first, found.second) == ("plan:first", "plan:second")


def test_a_point_is_changed_only_where_a_source_says_so():
    assert pair(DRAFTS, "plan:first", "plan:second", POINTS).changed == {CAP}
    worded = {"plan:a": version(f"{says(CAP, 'included')}, says: two crowns"), "plan:b": FIRST}
    assert pair(worded, "plan:a", "plan:b", POINTS).changed == frozenset()


def test_what_is_said_to_be_gone_has_changed():
    drafts = {"plan:a": FIRST, "plan:b": version(says(CAP, "removed"))}
    assert pair(drafts, "plan:a", "plan:b", POINTS).changed == {CAP}


def test_what_changed_in_the_earlier_version_does_not_count_for_the_later():
    assert pair(DRAFTS, "plan:second", "plan:first", POINTS).changed == frozenset()


@pytest.mark.parametrize("ref", DRAFTS)
def test_a_version_compared_with_itself_has_no_changes(ref):
    found = pair(DRAFTS, ref, ref, POINTS)
    assert found.changed == frozenset()
    assert all(row.cells[0] == row.cells[1] for row in found.rows)
    assert len(found.rows) == 2


def history(count, follows=None):
    """So many versions in a row; `follows` has further steps by number."""
    links = {number: f"[{{plan: v{other}, how: revises}}]" for number, other in (follows or {}).items()}
    return {f"plan:v{n}": version(follows=links.get(n, "[]")) for n in range(count)}


@pytest.mark.parametrize("count", [0, 1, 2, ALL_PAIRS_UP_TO])
def test_up_to_twelve_versions_are_compared_each_with_each(count):
    versions = history(count)
    assert pairs(versions) == list(combinations(versions, 2))


def test_of_more_versions_neighbours_and_branches_and_first_and_last_are_compared():
    versions = history(13, follows={9: 2, 12: 11, 5: 7})
    neighbours = {(f"plan:v{n}", f"plan:v{n + 1}") for n in range(12)}
    found = pairs(versions)
    assert set(found) == neighbours | {
        ("plan:v0", "plan:v12"),
        ("plan:v2", "plan:v9"),
        ("plan:v5", "plan:v7"),  # the earlier in the history stands first, whichever follows the other
    }
    assert found[:3] == [("plan:v0", "plan:v1"), ("plan:v0", "plan:v12"), ("plan:v1", "plan:v2")]
    assert found == sorted(set(found), key=lambda both: [int(ref.removeprefix("plan:v")) for ref in both])


def test_a_step_from_a_version_that_is_not_there_is_passed_over():
    versions = history(13, follows={3: 40})
    assert all(ref in versions for both in pairs(versions) for ref in both)


provisions = st.builds(
    says, st.sampled_from(POINTS), st.sampled_from(["included", "changed", "removed", "undisclosed", "none"])
)
drafts = st.builds(lambda some: version(*some), st.lists(provisions, max_size=4))


@given(drafts, drafts, st.permutations(POINTS))
def test_two_versions_show_points_that_one_of_them_touches_and_no_others(one, other, points):
    found = pair({"plan:a": one, "plan:b": other}, "plan:a", "plan:b", points)
    shown = [row.point for row in found.rows]
    touched = {provision.provision for plan in (one, other) for provision in plan.provisions}
    assert shown == [point for point in points if point in touched]
    assert found.changed <= set(shown)
    assert pair({"plan:a": one}, "plan:a", "plan:a", points).changed == frozenset()
