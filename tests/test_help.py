"""The help of fields: what an editor, a form, a template and the reference say of each to whoever writes facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from generator.evidence import Evidence, Fact, Sourced
from generator.facts import BUILT_IN
from generator.kinds import Many, Record, Type, type_of
from generator.schema import description_of
from generator.settings import SETTINGS

LONGEST = 110


def groups_in(kind: Type) -> Iterator[Record]:
    """A group of keys and all that can stand in it, each once for each place."""
    if isinstance(kind, Many):
        yield from groups_in(kind.item)
    elif isinstance(kind, Record):
        yield kind
        for field in kind.nested:
            yield from groups_in(field.type)


GROUPS = {
    group.struct.__name__: group
    for kind in (*BUILT_IN, SETTINGS)
    for group in groups_in(type_of(kind.record))
}


def test_the_groups_of_every_kind_are_looked_at():
    assert {kind.record.__name__ for kind in (*BUILT_IN, SETTINGS)} < set(GROUPS)
    assert {Evidence.__name__, Sourced.__name__, "Reading", "Via", "Unknown"} < set(GROUPS)


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_every_field_says_what_belongs_there(group):
    assert {field.key for field in group.fields if not field.help} == set()


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_help_is_a_short_line_in_small_letters_without_a_full_stop(group):
    told = [field.help for field in group.fields]
    assert [one for one in told if len(one) > LONGEST or one.endswith(".") or "\n" in one] == []
    assert [one for one in told if one[0].isupper()] == []
    assert [one for one in told if one.count("`") % 2] == []


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_no_two_fields_of_a_group_are_told_of_in_the_same_words(group):
    assert [one for one, times in Counter(field.help for field in group.fields).items() if times > 1] == []


@pytest.mark.parametrize("group", [*GROUPS.values(), type_of(Fact)], ids=[*GROUPS, "Fact"])
def test_every_group_says_in_a_line_what_it_is(group):
    said = description_of(group)
    assert said.endswith(".")
    assert "\n" not in said
