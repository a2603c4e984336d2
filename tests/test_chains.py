from __future__ import annotations

import msgspec
import pytest
from bridge import evidence
from hypothesis import given
from hypothesis import strategies as st

from generator.chains import Roots, loops, root, roots
from generator.evidence import Evidence, Via

POST, WIRE, REVIEW, RADIO = "source:post", "source:wire", "source:coast-review", "source:radio-fjord"


def is_person(ref):
    return ref in ("actor:ada-lind", "actor:per-holm")


def rest(text):
    return roots(evidence(text), is_person)


def count(text):
    found = rest(text)
    return found.least, found.most


def test_two_articles_with_one_report_behind_them_are_one_root():
    assert rest("""\
- {source: wire, at: p9, via: [source:coast-review, actor:two-town-officials]}
- {source: post, at: p5, via: [source:coast-review, actor:two-sources]}
""") == Roots(articles=(WIRE, POST), least=1, most=1, shared=REVIEW, apart=False)


def test_two_articles_that_speak_in_their_own_voice_are_two_roots():
    text = "- {source: post, at: p5}\n- {source: wire, at: p9}\n"
    assert rest(text) == Roots((POST, WIRE), least=2, most=2, shared="", apart=True)


def test_an_article_taken_from_another_one_has_its_root():
    text = "- {source: post, at: p5}\n- {source: wire, at: p9, via: source:post}\n"
    assert rest(text) == Roots((POST, WIRE), least=1, most=1, shared=POST, apart=False)


def test_a_link_that_is_only_concluded_makes_the_count_a_range():
    assert rest("""\
- {source: wire, at: p9, via: source:coast-review}
- {source: post, at: p5, via: {who: source:coast-review, known: inferred}}
""") == Roots((WIRE, POST), least=1, most=2, shared=REVIEW, apart=False)


def test_a_conclusion_on_which_nothing_else_rests_leaves_the_count_as_it_is():
    assert count("""\
- {source: wire, at: p9, via: source:coast-review}
- {source: post, at: p5, via: {who: source:radio-fjord, known: inferred}}
""") == (2, 2)


def test_a_conclusion_on_an_article_that_also_speaks_for_itself_adds_no_root_for_certain():
    assert count("""\
- {source: post, at: p5}
- {source: post, at: p6, via: {who: source:coast-review, known: inferred}}
""") == (1, 2)


def test_who_speaks_for_itself_in_one_place_may_still_share_a_report_in_another():
    found = rest("""\
- {source: post, at: p5}
- {source: post, at: p6, via: {who: source:coast-review, known: inferred}}
- {source: wire, at: p9, via: {who: source:coast-review, known: inferred}}
""")
    assert found == Roots((POST, WIRE), least=2, most=3, shared="", apart=False)


def test_there_are_never_more_roots_than_are_named():
    assert count("""\
- {source: post, at: p5}
- {source: post, at: p6, via: {who: source:coast-review, known: inferred}}
- {source: wire, at: p9, via: source:coast-review}
""") == (2, 2)


def test_the_same_conclusion_on_several_places_of_an_article_is_one():
    assert count("""\
- {source: post, at: p5, via: {who: source:coast-review, known: inferred}}
- {source: post, at: p6, via: [{who: source:coast-review, known: inferred}, actor:two-sources]}
""") == (1, 1)


def test_a_chain_that_nobody_states_makes_the_count_a_range():
    text = "- {source: post, at: p5}\n- {source: wire, at: p9, via: {known: not-stated}}\n"
    assert rest(text) == Roots((POST, WIRE), least=1, most=2, shared="", apart=True)


def test_articles_that_all_leave_open_whom_they_have_it_from_may_have_it_from_one():
    assert count("""\
- {source: post, at: p5, via: {known: not-stated}}
- {source: wire, at: p9, via: {known: not-stated}}
""") == (1, 2)


def test_what_lies_beyond_a_report_does_not_make_it_two():
    assert count("""\
- {source: post, at: p5, via: [source:coast-review, {known: not-stated}]}
- {source: wire, at: p9, via: [source:coast-review, actor:two-town-officials]}
""") == (1, 1)


def test_a_named_person_at_the_end_of_two_chains_is_their_root():
    assert rest("""\
- {source: post, at: p5, via: [source:coast-review, actor:ada-lind]}
- {source: wire, at: p9, via: [source:radio-fjord, actor:ada-lind]}
""") == Roots((POST, WIRE), least=1, most=1, shared="actor:ada-lind", apart=False)


def test_people_who_are_not_named_are_no_root():
    [one] = evidence("- {source: post, at: p5, via: [source:coast-review, actor:two-sources]}")
    assert root(one, is_person) == REVIEW
    [one] = evidence("- {source: post, at: p5, via: actor:two-sources}")
    assert root(one, is_person) == POST


def test_a_person_in_the_middle_of_a_chain_is_no_root():
    [one] = evidence("- {source: post, at: p5, via: [actor:ada-lind, source:coast-review]}")
    assert root(one, is_person) == REVIEW


def test_articles_that_name_one_report_are_not_apart_though_their_roots_are_two():
    found = rest("""\
- {source: post, at: p5, via: source:coast-review}
- {source: wire, at: p9, via: [source:coast-review, actor:ada-lind]}
""")
    assert (found.least, found.most, found.apart) == (2, 2, False)


def test_what_contradicts_a_fact_is_not_counted_and_what_qualifies_it_is():
    assert rest("""\
- {source: post, at: p5}
- {source: wire, at: p9, stance: contradicts}
- {source: coast-review, at: p1, stance: qualifies}
""") == Roots((POST, REVIEW), least=2, most=2, shared="", apart=True)


def test_nothing_rests_on_no_evidence():
    assert rest("- {source: wire, at: p9, stance: contradicts}") == Roots((), 0, 0, "", apart=True)


@pytest.mark.parametrize(
    ("via", "looping"),
    [
        ("[]", False),
        ("[source:coast-review, actor:two-sources]", False),
        ("[source:coast-review, {known: not-stated}, {known: not-stated}]", False),
        ("source:post", True),
        ("[source:coast-review, actor:two-sources, source:coast-review]", True),
        ("[source:coast-review, {who: source:post, known: inferred}]", True),
    ],
)
def test_a_chain_that_comes_back_to_where_it_was_loops(via, looping):
    [one] = evidence(f"- {{source: post, at: p5, via: {via}}}")
    assert loops(one) is looping


reports = st.lists(st.sampled_from([REVIEW, RADIO, "source:herald"]), max_size=3, unique=True)
known = st.sampled_from(["stated", "stated", "inferred"])


@st.composite
def chains(draw):
    """One place in an article, and through whom the article has it."""
    via = [Via(who=who, known=draw(known)) for who in draw(reports)]
    via += draw(st.sampled_from([[], [], [Via(known="not-stated")]]))
    via += [
        Via(who=who, known=draw(known))
        for who in draw(st.sampled_from([[], ["actor:ada-lind"], ["actor:two"]]))
    ]
    stance = draw(st.sampled_from(["supports", "supports", "contradicts"]))
    return Evidence(source=draw(st.sampled_from([POST, WIRE])), at=("p1",), via=tuple(via), stance=stance)


several = st.lists(chains(), max_size=4)


@given(several)
def test_the_count_is_a_range_no_longer_than_the_chains(some):
    found = roots(some, is_person)
    carrying = {(one.source, one.via) for one in some if one.stance == "supports"}
    assert (found.least > 0) is bool(carrying)
    assert found.least <= found.most <= len(carrying)


@given(several.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_evidence_makes_no_difference(both):
    found, again = (roots(some, is_person) for some in both)
    assert sorted(found.articles) == sorted(again.articles)
    assert (found.least, found.most, found.shared, found.apart) == (
        again.least,
        again.most,
        again.shared,
        again.apart,
    )


def broken_off(one):
    """The chain as it is, and as it is if one of its doubtful links does not hold."""
    ends = [end for end, link in enumerate(one.via) if link.known != "stated"]
    return [one, *(msgspec.structs.replace(one, via=one.via[:end]) for end in ends)]


@given(several, st.data())
def test_whichever_conclusions_hold_the_number_of_roots_lies_in_the_range(some, data):
    found = roots(some, is_person)
    picked = {}
    for one in some:
        if one.stance == "supports":
            possible = sorted({root(state, is_person) for state in broken_off(one)})
            picked.setdefault(tuple(possible), data.draw(st.sampled_from(possible)))
    number = len(set(picked.values()))
    assert found.least <= number <= found.most


@given(st.lists(chains(), min_size=1, max_size=4), st.sampled_from([REVIEW, RADIO, "actor:ada-lind"]))
def test_a_further_conclusion_never_raises_what_is_certain(some, who):
    before = roots(some, is_person)
    longer = msgspec.structs.replace(some[0], via=(*some[0].via, Via(who=who, known="inferred")))
    assert roots([longer, *some[1:]], is_person).least <= before.least
