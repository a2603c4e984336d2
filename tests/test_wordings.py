"""Two towns and a bridge, in the words of the Harbour Post and the Valley Wire."""

from __future__ import annotations

import string
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from generator.wordings import MOST_WORDS, align, mirrored, tokens
from generator.wordings.differences import (
    OTHER_LANGUAGE,
    PATTERNS,
    TOO_LONG,
    WRITES,
    Difference,
    Wording,
    against_first,
    differences,
)

POST, WIRE = "the Harbour Post", "the Valley Wire"


def kinds(first, second):
    return [piece.kind for piece in align(first, second)]


def told(first, second):
    return [str(one) for one in differences(align(first, second), POST, WIRE)]


def shown(side):
    return "".join(token.text for token in side)


def sides(pieces, kind):
    return [(shown(one.first).strip(), shown(one.second).strip()) for one in pieces if one.kind == kind]


def standing(text):
    """Each word with its standing: + inside, - outside, ? no marks to tell by."""
    sign = {"inside": "+", "outside": "-", "unmarked": "?"}
    return " ".join(sign[token.stands] + token.key for token in tokens(text) if token.is_word)


def test_one_word_that_changes_the_meaning_is_found():
    pieces = align("it is to be settled by the towns", "it is to be settled with the towns")
    assert sides(pieces, "differs") == [("by", "with")]
    assert sides(pieces, "same") == [("it is to be settled",) * 2, ("the towns",) * 2]


def test_what_differs_is_said_in_words_in_the_order_of_the_text():
    assert told(
        "The toll should be settled by the towns before the spring",
        "The toll will be settled with the towns before the next spring",
    ) == [
        "the Harbour Post has “should”; the Valley Wire has “will”",
        "the Harbour Post has “by”; the Valley Wire has “with”",
        "only the Valley Wire has “next” here",
    ]


def test_the_point_at_the_end_of_a_sentence_is_no_part_of_its_words():
    assert told("the bridge is open.", "the bridge is closed.") == [f"{POST} has “open”; {WIRE} has “closed”"]


def test_a_sentence_can_be_filled_in_another_language():
    by = next(
        one for one in differences(align("settled by us", "settled with us"), POST, WIRE) if one.a == "by"
    )
    filled = "{other}: {b}; {one}: {a}".format_map(asdict(by))
    assert filled == "the Valley Wire: with; the Harbour Post: by"


def test_every_pattern_is_listed_and_can_be_filled():
    for pattern in PATTERNS:
        fields = {name for _, name, _, _ in string.Formatter().parse(pattern) if name}
        assert fields <= {"one", "other", "a", "b"}
        assert "{" not in str(Difference(pattern, "x", "y", "z", "w"))


def test_braces_in_a_wording_stay_as_they_are():
    assert told("the {one} bridge", "the {0.x} bridge") == [f"{POST} has “{{one}}”; {WIRE} has “{{0.x}}”"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The Bridge", "the bridge"),
        ("the bridge, they say", "the bridge they say."),
        ("the towns (both) agree", "the towns both agree"),
        ("the town’s bridge", "the town's bridge"),
        ("the ﬁrst bridge", "the first bridge"),
        ("the bri\u00addge", "the bridge"),
        ("\u200fالجسر،", "الجسر"),
        ("мост «готов»", "мост „готов“"),
        ('"open"', "“open”"),
        ("一座『新』桥", "一座“新”桥"),
        ("open–door", "open-door"),
        ("Cafe\u0301", "Café"),
        ("𝐁ridge", "bridge"),
        ("STRASSE", "straße"),
        ("the bridge — they say", "the bridge they say"),
    ],
)
def test_typography_case_and_punctuation_make_no_difference(first, second):
    assert kinds(first, second) == ["same"]
    assert told(first, second) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("5 towns", "-5 towns"),
        ("1.5 million", "15 million"),
        ("5 towns", "5% towns"),
        ("$5 toll", "€5 toll"),
        ("the towns", "the towns'x"),
        ("桥很新", "桥很旧"),
    ],
)
def test_what_changes_a_word_or_a_number_makes_a_difference(first, second):
    assert len(told(first, second)) == 1
    assert "writes" not in told(first, second)[0]


@pytest.mark.parametrize(
    ("first", "second"),
    [("of the U.T. mayors", "of the UT mayors"), ("a toll-free bridge", "a toll free bridge")],
)
def test_points_and_hyphens_are_a_matter_of_writing(first, second):
    (found,) = differences(align(first, second), POST, WIRE)
    assert found.pattern == WRITES
    assert found.a in ("U.T.", "toll-free")


def test_han_characters_are_words_each():
    assert sides(align("两镇同意修桥", "两镇反对修桥"), "differs") == [("同意", "反对")]


def test_small_words_in_common_do_not_tear_a_difference_apart():
    assert told("they speak of plans for a bridge", "they warn of cracks in a bridge") == [
        "the Harbour Post has “speak of plans for”; the Valley Wire has “warn of cracks in”"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the bridge", "?the ?bridge"),
        ('they say "we agree" today', "-they -say +we +agree -today"),
        ('they say "we agree', "-they -say +we +agree"),
        ('we agree," they say', "+we +agree -they -say"),
        ('"we"…they agree', "+we ?they ?agree"),
        ('"we agree…with all', "+we +agree +with +all"),
        ('"we agree…with "all"', "+we +agree -with +all"),
        ('they say…with all" of it', "?they ?say +with +all -of -it"),
        ("sie sagen „wir“ oft", "-sie -sagen +wir -oft"),
        ("ils disent « nous » ici", "-ils -disent +nous -ici"),
        ("de säger ”vi” ofta", "-de -säger +vi -ofta"),
        ('他说"我们"今天', "-他 -说 +我 +们 -今 -天"),
        ('all ("we too") agree—"so', "-all +we +too -agree +so"),
        ('"we"—they', "+we -they"),
        ("de (”vi”) säger", "-de +vi -säger"),
        ("sagen sie „wir“, oft", "-sagen -sie +wir -oft"),
        ('they "were—"we" say', "-they +were +we -say"),
    ],
)
def test_where_a_word_stands_follows_from_the_marks(text, expected):
    assert standing(text) == expected


def test_the_same_words_inside_and_outside():
    assert told('they have "settled it" with the towns', 'they "have" settled it with the towns') == [
        "the words “settled it” stand inside quotation marks in the Harbour Post and outside in the Valley Wire",
        "the words “have” stand inside quotation marks in the Valley Wire and outside in the Harbour Post",
    ]


def test_quoted_words_against_other_words_outside():
    assert told('"they" have "settled it for good" with the towns', '"they" have agreed with the towns') == [
        "the Harbour Post has “settled it for good”; the Valley Wire has “agreed”",
        f"“settled it for good” stands inside quotation marks in {POST}; what {WIRE} has there stands outside",
    ]


def test_an_excerpt_without_marks_is_not_said_to_stand_outside():
    assert told("there is no consensus in the towns", 'there is "no consensus" in the towns') == [
        f"“no consensus” stands inside quotation marks in {WIRE}; our excerpt of {POST} has no quotation marks there"
    ]


def test_a_quotation_that_one_closes_early():
    assert told(
        '"we saw signals that the bridge is closed"', '"we saw signals" that the bridge is closed'
    ) == ["the Valley Wire closes the quotation after “signals”, the Harbour Post goes on"]
    assert told(
        '"we pay no heed to the sign of a mayor missing the vote',
        '"we pay no heed to signals" that he missed the vote',
    )[-1:] == ["the Valley Wire closes the quotation after “signals”, the Harbour Post goes on"]


def test_a_quotation_that_one_opens_late():
    assert told('Now, we work with the towns."', 'Currently, "we work with the towns,"') == [
        "the Harbour Post has “Now”; the Valley Wire has “Currently”",
        "the Valley Wire opens the quotation only before “we”, in the Harbour Post it is open already",
    ]


def test_a_quotation_that_runs_on_beyond_the_excerpt_is_no_difference():
    assert kinds('"we work with the towns,', '"we work with the towns,"') == ["same", "marks"]
    assert told('"we work with the towns,', '"we work with the towns,"') == []
    assert told('we work with the towns."', '"we work with the towns."') == []


def test_words_beyond_the_edge_or_in_a_gap_of_an_excerpt_are_not_said_to_be_left_out():
    beyond = "; our excerpt of the Valley Wire does not show this place"
    assert told("the bridge stays open until spring", "the bridge stays open") == [
        "the Harbour Post has “until spring”" + beyond
    ]
    assert told("So far the bridge stays open", "the bridge stays open") == [
        "the Harbour Post has “So far”" + beyond
    ]
    assert told("the bridge, old and narrow, stays open", "the bridge…stays open") == [
        "the Harbour Post has “old and narrow”" + beyond
    ]
    assert told("the bridge, old and narrow, stays…open", "the bridge stays open") == [
        "only the Harbour Post has “old and narrow” here"
    ]


def test_words_on_either_side_of_a_mark_that_both_have_stand_for_each_other():
    assert told("would “not sign a paper on the bridge”", "“We will not sign a paper on the bridge”") == [
        f"{POST} has “would”; {WIRE} has “We will”",
        f"{POST} opens the quotation only before “not”, in {WIRE} it is open already",
    ]
    turned = told("“We will not sign a paper on the bridge”", "would “not sign a paper on the bridge”")
    assert turned[0] == f"{POST} has “We will”; {WIRE} has “would”"


@pytest.mark.parametrize(
    "first", ["the bridge stays…open", "…the bridge stays open…", "the…bridge stays…open"]
)
def test_nothing_is_said_of_a_join_alone(first):
    assert "gap" in kinds(first, "the bridge stays open")
    assert told(first, "the bridge stays open") == []


def test_three_dots_of_the_source_are_punctuation():
    assert kinds("my friend Holm... is busy", "my friend Holm is busy") == ["same"]


def test_words_at_another_place_are_not_said_to_be_missing():
    assert told(
        "we discuss the new tolls together with our friends in the towns",
        "we talk with our friends in the towns on the new tolls",
    )[-1] == (
        "the Valley Wire has “on the new tolls” here; the Harbour Post has “the new tolls” at another place"
    )


def test_a_few_words_in_common_are_not_the_words_at_another_place():
    assert (
        told(
            "we discuss the town together with our friends here",
            "we talk with our friends here on the small harbour and the town",
        )[-1]
        == f"{WIRE} has “on the small harbour and the town”; our excerpt of {POST} does not show this place"
    )
    assert told("see the old bridge remains open", "watch bridge remains the open")[-1] == (
        f"only {WIRE} has “the” here"
    )
    assert told(
        "north bridge stays open south gate was shut today",
        "old bridge stays open new gate was north south shut today",
    )[-1] == (f"only {WIRE} has “north south” here")


def test_marks_that_both_have_hold_the_words_between_them_together():
    assert told('"many clauses" were', '"many issues" had been') == [
        f"{POST} has “clauses”; {WIRE} has “issues”",
        f"{POST} has “were”; {WIRE} has “had been”",
    ]


def test_words_between_two_quotations_of_the_other():
    assert told('"we settled the matter of tolls today"', '"we settled" the matter "of tolls today"') == [
        f"the words “the matter” stand inside quotation marks in {POST} and outside in {WIRE}"
    ]


def test_where_a_quotation_closed_or_opened_in_a_gap_no_word_is_named_for_it():
    inside = f"the words “{{}}” stand inside quotation marks in {POST} and outside in {WIRE}"
    assert told('"the bridge has opened today"', 'the bridge has…"so far" opened today')[-2:] == [
        f"“the bridge has” stands inside quotation marks in {POST}; our excerpt of {WIRE} has no quotation marks there",
        inside.format("opened today"),
    ]
    assert told('"the bridge is now open today"', '"the bridge" is "now…open "today"')[-2:] == [
        inside.format("is"),
        inside.format("open"),
    ]
    assert told('"the bridge is open today"', '"the" bridge…is" open today')[-2:] == [
        inside.format("bridge"),
        f"{WIRE} closes the quotation after “is”, {POST} goes on",
    ]
    for post, wire, words in (
        ('"bridge is open today"', 'they "say" bridge…is" open today', "bridge"),
        ('"bridge is closed"', 'they "say" so "bridge…is closed "today"', "is closed"),
        ('"bridge is closed"', '"bridge…" is closed', "is closed"),
        ('"bridge is closed', 'bridge "…is closed', "bridge"),
    ):
        assert inside.format(words) in told(post, wire)


def test_a_quotation_that_closes_before_a_gap():
    assert told('"the bridge stays open"', '"the bridge"…stays open') == [
        f"{WIRE} closes the quotation after “bridge”, {POST} goes on"
    ]

    assert told('"the bridge is open today"', '"the bridge" is…open today') == [
        f"{WIRE} closes the quotation after “bridge”, {POST} goes on",
        f"“open today” stands inside quotation marks in {POST}; our excerpt of {WIRE} has no quotation marks there",
    ]


def test_nothing_is_said_to_stand_outside_of_which_a_part_is_inside():
    assert told('any matter of the towns."', 'But "anything of the towns."') == [
        f"{POST} has “any matter”; {WIRE} has “But anything”"
    ]


def test_marks_within_differing_words_are_shown_as_inner_ones_or_not_at_all():
    assert told("the plan has changed a lot", 'the bridge had "moved on" of late')[0] == (
        "the Harbour Post has “plan has changed a lot”; the Valley Wire has “bridge had ‘moved on’ of late”"
    )
    assert told("any matter of the towns", 'But "anything of the towns')[0] == (
        "the Harbour Post has “any matter”; the Valley Wire has “But anything”"
    )


def test_each_wording_is_laid_against_the_first_of_its_language():
    post = Wording("Post", "en", "settled by the towns")
    wire = Wording("Wire", "uk", "вирішують міста")
    coast = Wording("Coast", "en-t-zh", "settled with the towns")
    radio = Wording("Radio", "uk-UA", "вирішують самі міста")
    found = against_first([post, wire, coast, radio])
    assert [(one.first.name, one.second.name) for one in found] == [
        ("Post", "Wire"), ("Post", "Coast"), ("Wire", "Radio"),
    ]  # fmt: skip
    assert found[0].pieces == ()
    assert found[0].differences == (Difference(OTHER_LANGUAGE, "Post", "Wire"),)
    assert [str(one) for one in found[1].differences] == ["Post has “by”; Coast has “with”"]
    assert [str(one) for one in found[2].differences] == ["only Radio has “самі” here"]


def test_one_wording_or_none_is_compared_with_nothing():
    assert against_first([]) == against_first([Wording("Post", "en", "the bridge")]) == []


def test_scripts_of_one_language_stand_side_by_side_only():
    latin, cyrillic = Wording("Post", "sr-Latn", "most"), Wording("Wire", "sr-Cyrl-RS", "мост")
    assert [one.pieces for one in against_first([latin, cyrillic])] == [()]


WORDS = st.sampled_from([*"the The towns by with settled U.T. UT 5 桥 bridge's мост".split(), "and/or", "-5"])
SIGNS = st.sampled_from(
    [' "', '" ', "“", "” ", "… ", "…", ", ", " ", " (", ") ", " – ", "'", " «", "» ", "\u00ad", "."]
)
TEXTS = (
    st.lists(WORDS | SIGNS, max_size=30).map("".join) | st.lists(WORDS, max_size=12).map(" ".join) | st.text()
)


@given(TEXTS)
def test_a_wording_is_the_same_as_itself(text):
    pieces = align(text, text)
    assert all(piece.kind == "same" for piece in pieces)
    assert differences(pieces, POST, WIRE) == []


@given(TEXTS, TEXTS)
def test_the_pieces_are_the_two_wordings(first, second):
    pieces = align(first, second)
    assert tuple(token for piece in pieces for token in piece.first) == tokens(first)
    assert tuple(token for piece in pieces for token in piece.second) == tokens(second)
    for text in (first, second):
        assert "".join(token.text for token in tokens(text)) in (text, "")
        if any(sign.isalnum() for sign in text):
            assert tokens(text)


@given(TEXTS, TEXTS)
def test_exchanging_the_wordings_mirrors_the_pieces_and_the_sentences(first, second):
    pieces, turned = align(first, second), align(second, first)
    assert turned == mirrored(pieces)
    assert mirrored(turned) == pieces
    here, there = differences(pieces, POST, WIRE), differences(turned, WIRE, POST)
    assert len(here) == len(there)
    one_sided = [one for one in here if not one.b]
    assert sorted(map(str, one_sided)) == sorted(str(one) for one in there if not one.b)


def test_of_equally_good_ways_the_same_is_found_from_either_side():
    first, second = "bridge town bridge", "town bridge town"
    assert align(second, first) == mirrored(align(first, second))


@given(TEXTS, TEXTS)
def test_a_piece_is_of_the_kind_that_its_sides_show(first, second):
    for piece in align(first, second):
        words = [any(token.is_word for token in side) for side in (piece.first, piece.second)]
        if piece.kind == "same":
            assert [one.key for one in piece.first] == [one.key for one in piece.second]
        else:
            expected = {
                (1, 1): {"differs"},
                (1, 0): {"only_first"},
                (0, 1): {"only_second"},
                (0, 0): {"marks", "gap"},
            }
            assert piece.kind in expected[tuple(map(int, words))]


@given(TEXTS)
def test_after_an_opening_mark_stands_inside_and_after_a_closing_one_outside(text):
    marked = tokens(text)
    for before, after in pairwise(marked):
        if after.is_word and before.is_mark:
            assert after.stands == ("inside" if before.key == "“" else "outside")
        elif after.is_word and before.is_word:
            assert after.stands == before.stands
    if not any(token.is_mark for token in marked):
        assert {token.stands for token in marked} <= {"unmarked"}


@given(TEXTS, TEXTS)
def test_only_words_inside_are_said_to_stand_inside(first, second):
    inside = {WIRE: second, POST: first}
    for one in differences(align(first, second), POST, WIRE):
        if "stand inside" in one.pattern or "stands inside" in one.pattern:
            quoted = {token.key for token in tokens(inside[one.one]) if token.stands == "inside"}
            assert {token.key for token in tokens(one.a) if token.is_word} <= quoted


@given(TEXTS, TEXTS)
def test_words_that_are_the_same_are_not_said_to_differ(first, second):
    for piece in align(first, second):
        if piece.kind == "differs":
            one, other = (
                [token.key for token in side if token.is_word] for side in (piece.first, piece.second)
            )
            assert one != other


@given(st.lists(WORDS, min_size=1, max_size=8), st.integers(0, 7))
def test_one_word_more_is_one_difference(words, at):
    one, more = " ".join(words), " ".join([*words[:at], "surprisingly", *words[at:]])
    assert [token.key for piece in align(one, more) if piece.kind != "same" for token in piece.second] == [
        "surprisingly"
    ]


def test_what_is_too_long_is_one_difference_and_said_to_be():
    first, second = "the bridge " * MOST_WORDS, "the tunnel " * MOST_WORDS
    assert kinds(first, second) == ["differs"]
    assert [one.pattern for one in differences(align(first, second), POST, WIRE)] == [TOO_LONG]
    assert kinds(first, first.upper()) == ["same"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a b " * 200, "b c a " * 133),
        ('"a" ' * 133, 'a "' * 200),
        ("a … b " * 133, "… b … " * 133),
        ("a" + "." * 200_000, "a" + "-" * 200_000),
        ('"' * 200_000, "…" * 200_000),
        ("a.b" * 100_000, "(" * 300_000),
        ("\u00ad" * 200_000, "\u0301" * 200_000),
    ],
    ids=["repeats", "marks", "joins", "points", "only marks", "one word", "invisible"],
)
def test_hostile_wordings_take_no_long_time(first, second):
    begun = time.process_time()
    told(first, second)
    assert time.process_time() - begun < 4


def test_a_sentence_for_readers_has_none_of_our_own_words():
    assert not any(
        word in " ".join(PATTERNS) for word in ("rendering", "token", "span", "alignment", "piece")
    )
    assert all(unicodedata.normalize("NFC", pattern) == pattern for pattern in PATTERNS)
