from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar, Literal

import msgspec
import pytest

from generator.dates import Date, parse
from generator.evidence import Actor, Entry, Evidence, Line, Prose, Quote, Reading, Sourced
from generator.kinds import (
    Declared,
    Kind,
    Many,
    Record,
    Scalar,
    doc,
    groups,
    groups_around,
    leaves,
    ref,
    type_of,
    walk,
)


class Pier(Declared, frozen=True, kw_only=True):
    """A pier of a bridge."""

    height: int
    told: Line | None = None


class Bridge(Declared, frozen=True, kw_only=True):
    """A bridge between two towns."""

    shorthand: ClassVar[str] = "name"

    name: Annotated[str, doc("what it is called")]
    motto: Quote | None = None
    remark: Annotated[Prose | None, doc("a remark")] = None
    open_: bool = msgspec.field(name="open", default=False)
    state: Literal["planned", "built"] = "planned"
    begun: Date | None = None
    builder: Annotated[Annotated[str, ref("actor", back="Built")] | None, doc("who built it")] = None
    towns: tuple[Annotated[str, ref("actor", "issue", back="Bridges")], ...] = ()
    pier: Pier | None = None
    piers: tuple[Pier, ...] = ()
    toll: Sourced[int] | None = None
    owners: Sourced[tuple[Actor, ...]] | None = None


BRIDGE = type_of(Bridge)


def type_at(*path: str | int) -> object:
    found: object = BRIDGE
    for step in path:
        if isinstance(found, Record):
            found = found.by_key[str(step)].type
        elif isinstance(found, Many):
            found = found.item
    return found


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ("name", "text"),
        ("motto", "quote"),
        ("remark", "prose"),
        ("open", "yes-no"),
        ("state", "choice"),
        ("begun", "date"),
        ("builder", "ref"),
    ],
)
def test_a_field_has_the_form_it_was_declared_with(key, form):
    assert type_at(key).form == form


def test_a_field_is_written_by_its_key_and_read_by_its_name():
    field = BRIDGE.by_key["open"]

    assert (field.name, field.key) == ("open_", "open")
    assert "open_" not in BRIDGE.by_key


def test_fields_keep_the_order_help_and_need_of_their_declaration():
    first, second, third, *_ = BRIDGE.fields

    assert [field.key for field in (first, second, third)] == ["name", "motto", "remark"]
    assert [field.required for field in (first, second)] == [True, False]
    assert [field.help for field in (first, second, third)] == ["what it is called", "", "a remark"]


def test_help_stands_at_the_field_also_where_its_type_says_more():
    assert BRIDGE.by_key["builder"].help == "who built it"


def test_a_choice_knows_its_words_by_the_alphabet():
    assert type_at("state").choices == ("built", "planned")


def test_a_reference_knows_what_it_may_lead_to_and_its_name_from_there():
    assert type_at("builder") == Scalar("ref", ("actor",), "Built", pattern=type_at("builder").pattern)
    assert type_at("towns", 0).kinds == ("actor", "issue")
    assert type_at("towns", 0).back == "Bridges"


def test_a_bare_id_is_enough_where_a_reference_can_lead_to_one_kind_only():
    assert type_at("builder").only_kind == "actor"
    assert type_at("towns", 0).only_kind == ""
    assert Scalar("ref", ("*",)).only_kind == ""
    assert type_at("name").only_kind == ""


def test_groups_and_lists_of_groups_are_seen_through():
    assert type_at("pier").struct is Pier
    assert type_at("piers", 0, "height") == Scalar("number")
    assert [field.key for field in BRIDGE.nested] == ["pier", "piers", "toll", "owners"]


def test_a_sourced_value_has_the_type_it_is_sourced_of():
    assert type_at("toll", "value") == Scalar("number")
    assert type_at("toll", "contested", 0, "value") == Scalar("number")
    assert type_at("toll", "contested", 0).struct.__name__.startswith("Reading")
    assert type_at("toll", "evidence", 0).struct is Evidence
    assert isinstance(type_at("owners", "value"), Many)
    assert type_at("owners", "value", 0).kinds == ("actor",)


def test_a_declaration_has_one_type_wherever_it_stands():
    assert type_of(Bridge) is BRIDGE
    assert type_at("pier") is type_at("piers", 0) is type_of(Pier)
    assert type_at("toll", "evidence", 0) is type_at("owners", "contested", 0, "evidence", 0)


class Crossing(Declared, frozen=True, kw_only=True):
    """Something that no field can hold."""

    at: float


def test_what_no_field_can_hold_is_told_when_it_is_declared():
    with pytest.raises(TypeError, match="no field can hold"):
        type_of(Crossing)


@pytest.mark.parametrize(
    "sourced",
    [
        Sourced,
        lambda: Sourced(value=3, nothing="none"),
        lambda: Sourced(value=3, contested=(Reading(id="a", value=4),)),
    ],
)
def test_a_group_with_none_or_several_of_what_it_has_one_of_cannot_be(sourced: Callable[[], object]):
    with pytest.raises(ValueError, match="one of value, contested, nothing"):
        sourced()


def test_nought_is_a_value():
    assert Sourced(value=0).value == 0


LONG = Bridge(
    name="Long Bridge",
    begun=parse("2031-04"),
    towns=("actor:upper", "actor:lower"),
    piers=(Pier(height=0), Pier(height=9, told="high")),
    toll=Sourced(
        contested=(
            Reading(id="low", value=2, evidence=(Evidence(source="source:post", at=("p1", "p3")),)),
            Reading(id="high", value=5),
        )
    ),
)


def test_walk_gives_every_single_value_with_its_path_in_the_order_of_declaration():
    place = ("toll", "contested", 0)
    assert [(leaf.path, leaf.value) for leaf in walk(LONG, BRIDGE)] == [
        (("name",), "Long Bridge"),
        (("open",), False),
        (("state",), "planned"),
        (("begun",), parse("2031-04")),
        (("towns", 0), "actor:upper"),
        (("towns", 1), "actor:lower"),
        (("piers", 0, "height"), 0),
        (("piers", 1, "height"), 9),
        (("piers", 1, "told"), "high"),
        ((*place, "evidence", 0, "source"), "source:post"),
        ((*place, "evidence", 0, "at", 0), "p1"),
        ((*place, "evidence", 0, "at", 1), "p3"),
        ((*place, "evidence", 0, "stance"), "supports"),
        ((*place, "draft"), False),
        ((*place, "id"), "low"),
        ((*place, "value"), 2),
        (("toll", "contested", 1, "draft"), False),
        (("toll", "contested", 1, "id"), "high"),
        (("toll", "contested", 1, "value"), 5),
    ]


def test_walk_gives_each_value_its_type():
    types = {leaf.path: leaf.type for leaf in walk(LONG, BRIDGE)}

    assert types["begun",].form == "date"
    assert types["towns", 0].back == "Bridges"
    assert types["piers", 1, "told"].form == "line"


@pytest.mark.parametrize(
    "forms", [{"ref"}, {"line", "number"}, {"date", "place", "choice"}, {"prose"}, set()]
)
def test_leaves_are_those_of_the_forms_that_are_asked_for(forms):
    found = leaves(LONG, BRIDGE, frozenset(forms))

    assert found == [leaf for leaf in walk(LONG, BRIDGE) if leaf.type.form in forms]
    assert bool(found) == (forms not in ({"prose"}, set()))


def test_groups_gives_the_fact_itself_first_and_then_every_group_in_it():
    found = list(groups(LONG, BRIDGE))

    assert [group.path for group in found] == [
        (),
        ("piers", 0),
        ("piers", 1),
        ("toll",),
        ("toll", "contested", 0),
        ("toll", "contested", 0, "evidence", 0),
        ("toll", "contested", 1),
    ]
    assert found[0].value is LONG
    assert found[2].value is LONG.piers[1]
    assert [group.type.struct for group in found[:3]] == [Bridge, Pier, Pier]
    assert isinstance(found[4].value, Entry)


@pytest.mark.parametrize(
    ("path", "around"),
    [
        ((), []),
        (("name",), [Bridge]),
        (("piers", 1, "height"), [Bridge, Pier]),
        (("toll", "contested", 0, "evidence", 0), [Bridge, Sourced, Reading]),
    ],
)
def test_a_path_leads_through_the_groups_around_it(path, around):
    assert [type(group) for group in groups_around(LONG, BRIDGE, path)] == around


def kind(address: str, *parts: str) -> Kind:
    id_parts = tuple((part, "Bridges") for part in parts)
    return Kind("bridge", "Bridges", Bridge, "content/bridges", address, "{name}", id_parts=id_parts)


@pytest.mark.parametrize(
    ("of", "fact_id", "address", "entry_address"),
    [
        (kind("bridges/{id}.html"), "long", "bridges/long.html", "bridges/long.html#low"),
        (kind("{id}.html"), "long", "long.html", "long.html#low"),
        (kind("bridges.html#{id}"), "long", "bridges.html#long", "bridges.html#long--low"),
        (kind("towns/{0}.html#{1}", "town", "bridge"), "a/b", "towns/a.html#b", "towns/a.html#b--low"),
    ],
)
def test_a_fact_and_an_entry_in_it_have_an_address(of, fact_id, address, entry_address):
    assert of.address_of(fact_id) == address
    assert of.address_of(fact_id, "low") == entry_address


@pytest.mark.parametrize(
    ("address", "has_pages", "list_address"),
    [
        ("bridges/{id}.html", True, "bridges/index.html"),
        ("{id}.html", True, ""),
        ("bridges.html#{id}", False, ""),
        ("towns/{0}.html#{1}", False, ""),
    ],
)
def test_a_kind_is_listed_where_its_pages_lie(address, has_pages, list_address):
    assert kind(address).has_pages is has_pages
    assert kind(address).list_address == list_address
