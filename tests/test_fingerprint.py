from __future__ import annotations

import itertools
import random
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trials_fingerprint import altered, holds, made_text

from generator.fingerprint import choose_salt, make, pairs, paragraphs, sentences, words
from generator.fingerprint.changes import Changes, changed
from generator.fingerprint.marks import Gap
from generator.fingerprint.places import Place
from generator.fingerprint.storage import dump, load
from generator.fingerprint.verdict import (
    Elsewhere,
    Empty,
    MarksDiffer,
    Missing,
    OutOfOrder,
    Stands,
    Unverified,
    stands,
)

ARTICLE = """\
Lind brings the first draft to the council

The envoy brought the draft to Brook on Monday. "We will not pay a toll," said Mayor Ada Lind, "but we will pay for the ferry."

Two officials said the bridge had "moved on" from the first plan. The council will not send money to the north but will send men.

The workers' council met at 10 a.m. in St. Agnes Hall. My colleague Orr... is busy, she said.

Photograph
"""

SOURCE = make(ARTICLE, choose_salt(ARTICLE, "harbour-post"))


def keys(text):
    return [word.key for word in words(text)]


def verdict(quote, *places):
    return stands(quote, [Place(*place) for place in places], SOURCE)


# Words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The 28-point plan", "the 28 point plan"),
        ("don't DON’T donʼt", "don't don't don't"),
        ("the workers’ “hall”", "the workers ' \" hall \""),
        ("\u201eNein\u201c, sagte sie: «Ja»", '" nein " sagte sie " ja "'),
        ("``toll'' and ''toll''", '" toll " and " toll "'),
        ("5 % of $3", "5 % of $ 3"),
        ("co\u00adun\u200bcil \ufeffof\u200f", "council of"),
        ("ﬁrst eﬀort Ｆｕｌｌ", "first effort full"),
        ("STRASSE Straße", "strasse strasse"),
        ("Kyi\u0306v", "kyĭv"),
        ("м'ята м’ята мʼята", "м'ята м'ята м'ята"),
        ("ёлка е\u0308лка", "ёлка ёлка"),
        ('יו״ר צה"ל הודיע', 'יו"ר צה"ל הודיע'),
        ('אמר: "לא".', 'אמר " לא "'),
        ("مُحَمَّد كتـــاب", "مُحَمَّد كتاب"),
        ("桥梁「收费」。", '桥 梁 " 收 费 "'),
        ("ｶﾞﾗｽ", "ガ ラ ス"),
        ("น้ำใจ", "น้ํ า ใ จ"),
        ("हिन्दी भाषा", "हिन्दी भाषा"),
        ("a_b — … ( )", "a b"),
        ("", ""),
    ],
)  # fmt: skip
def test_words_are_the_same_however_they_are_set(text, found):
    assert keys(text) == [unicodedata.normalize("NFKC", key) for key in found.split()]


def test_a_word_knows_how_it_was_written_and_where():
    assert [(word.shown, word.start) for word in words('He said: "Kyiv, now."')][3:] == [
        ("Kyiv", 9),
        ("now", 16),
        ('"', 16),
    ]


# Sentences and paragraphs


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("The bridge is old. It is closed.", 2),
        ("U.S. President Orr spoke. U.S. envoys listened.", 2),
        ("in the U.S. and in Brook.", 1),
        ("Dr. Lind met Gen. Orr. J. Smith came.", 2),
        ('"Do we pay?" said Lind. "We do!" Orr replied.', 3),
        ("My colleague Orr... is busy.", 1),
        ("They waited... Then they left.", 2),
        ("It cost 4.5 crowns. 28 men came.", 1),
        ('She said "no." (He left.) “Why?” Nobody knew.', 4),
        ("桥关闭了。市长说:「不付。」他走了！真的？", 4),
        ("الجسر مغلق. هل ندفع؟ لا نعرف.", 3),
        ("הגשר סגור.\u200f מי ישלם?\u200f איש אינו יודע.", 3),
        ("Міст закрито. Хто платить? Ніхто.", 3),
        ("ხიდი დაკეტილია. ვინ იხდის?", 2),
        ("पुल बंद है। कौन देगा?", 2),
        ("No stop", 1),
        ("...", 1),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_sees_them_end(line, count):
    assert len(sentences(line)) == count
    assert "".join(sentences(line)) == line


def test_a_paragraph_is_a_line_that_shows_something():
    assert paragraphs("\ufeff\r\nOne.\r\n \u200b\n\n  Two\u2028Three") == ["One.", "  Two", "Three"]


def test_the_extent_counts_sentences():
    assert SOURCE.extent == (1, 2, 2, 2, 1)


# Verdicts


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("brought the draft to Brook", (2,)),
        ("brought the draft to Brook", (2, 1, 1)),
        ("THE DRAFT … to Brook", (2, 1, 1)),
        ("on Monday. “We will not pay a toll,”", (2,)),
        ("«We will not pay a toll», said Mayor … we will pay for the ferry", (2, 2, 2)),
        ("… had „moved on‟ …", (3, 1, 1)),
        ("My colleague Orr... is busy", (4, 2, 2)),
        ("workers' council met", (4,)),
    ],
)
def test_a_true_quote_stands(quote, place):
    assert verdict(quote, place) == Stands()


def test_a_quote_may_run_over_places_that_touch_and_join_those_that_do_not():
    assert verdict("on Monday. “We will", (2, 2, 2), (2, 1, 1)) == Stands()
    assert verdict("from the first plan … first draft", (3,), (1,)) != Stands()
    assert verdict("first draft … from the first plan", (3,), (1,)) == Stands()


@pytest.mark.parametrize(
    ("quote", "place", "verdict_is"),
    [
        ("the draft to Brook", (3,), Elsewhere("the draft to Brook", (Place(2, 1, 1),))),
        ("the draft to Brook", (2, 2, 2), Elsewhere("the draft to Brook", (Place(2, 1, 1),))),
        ("draft to Brook … for the ferry", (9,), Elsewhere("draft to Brook … for the ferry", (Place(2, 1, 2),))),
        ("two officials said … the draft to Brook", (3,), Elsewhere("the draft to Brook", (Place(2, 1, 1),))),
        ("the first plan … had “moved on”", (3,), OutOfOrder("had “moved on”")),
        ("the first plan … the first plan", (3,), OutOfOrder("the first plan")),
        ("brought the drafts to Brook", (2,), Missing("brought the drafts to Brook", (("drafts", 12),))),
        ("brought the draft to Bruck!", (2,), Missing("brought the draft to Bruck!", (("Bruck", 21),))),
        ("We will … pay a fine", (2,), Missing("pay a fine", (("fine", 16),))),
        ("will not a toll", (2,), Missing("will not a toll", (("not", 5), ("a", 9)), apart=True)),
        ("The council will send men", (3,), Missing("The council will send men", (), apart=True)),
        ("Two officials", (99,), Elsewhere("Two officials", (Place(3, 1, 1),))),
        ("No such thing", (99,), Missing("No such thing", (("No", 0), ("such", 3), ("thing", 8)))),
        ("had moved on", (3,), MarksDiffer("had moved on", (Gap("had", "moved", "", '"'),))),
        ("had “moved on from” the", (3,), MarksDiffer("had “moved on from” the", (Gap("on", "from", "", '"'), Gap("from", "the", '"', "")))),
        ("“officials said”", (3,), MarksDiffer("“officials said”", (Gap("", "officials", '"', ""), Gap("said", "", '"', "")))),
        ("had 'moved on'", (3,), MarksDiffer("had 'moved on'", (Gap("had", "moved", "'", '"'), Gap("on", "", "'", '"')))),
        ("Photograph", (5,), Unverified(("Photograph",))),
        ("the draft … Brook", (2,), Unverified(("Brook",))),
        ("…", (1,), Empty()),
        (" … — …", (1,), Empty()),
        ("", (1,), Empty()),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(quote, place, verdict_is):
    assert verdict(quote, place) == verdict_is


def test_what_is_left_out_between_a_word_and_its_return_is_noticed():
    assert verdict("The council will not send men", (3,)) != Stands()
    assert verdict("we will not pay for the ferry", (2,)) != Stands()


def test_a_quote_of_two_or_three_characters_proves_nothing():
    source = make("桥梁今天关闭了。", "x")
    assert stands("桥梁今天", [Place(1)], source) == Stands()
    assert stands("桥梁", [Place(1)], source) == Unverified(("桥梁",))
    assert isinstance(stands("桥路今天", [Place(1)], source), Missing)


# True quotes, however they are set; wrong ones

SAID = """the bridge Müller's first efﬁcient office naïve café 28-point U.S. 600,000 don't “toll” ‘ferry’
міст об'єкт мито “згода” їжа мост съезд ёлка الجسر مُغلق اليوم הגשר יו"ר שָׁלוֹם 桥梁关闭 「收费」 橋を渡る ガラス
สะพานปิด น้ำใจ ສະພານ ស្ពាន တံတား पुल बंद γέφυρα λόγος Straße ﬃ""".split()


TYPOGRAPHY = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "composed": lambda text: unicodedata.normalize("NFC", text),
    "compatible": lambda text: unicodedata.normalize("NFKD", text),
    "guillemets": lambda text: (
        text.replace("“", "« ").replace("”", " »").replace("「", "«").replace("」", "»")
    ),
    "straight": lambda text: text.translate(str.maketrans("“”‘’", "\"\"''")),
    "typewritten": lambda text: text.replace("“", "``").replace("”", "''"),
    "apostrophes": lambda text: text.replace("'", "’"),
    "hard spaces": lambda text: text.replace(" ", "\u00a0\u2009"),
    "right to left": lambda text: text.replace(" ", "\u200f \u2067"),
    "soft hyphens": "\u00ad".join,
    "joiners": lambda text: text.replace("a", "a\u200d").replace("ا", "ا\u0640"),
    "variants": lambda text: text.replace("桥", "桥\ufe00"),
    "capitals": str.upper,
    "ligatures": lambda text: text.replace("ffi", "ﬃ").replace("fi", "ﬁ"),
}

said = st.lists(st.sampled_from(SAID), min_size=4, max_size=30)


@given(said, st.data())
def test_a_true_quote_is_always_accepted(line, data):
    """Never a false refusal, whatever the typography of the quote."""
    first = data.draw(st.integers(0, len(line) - 4))
    last = data.draw(st.integers(first + 4, len(line)))
    quote = " ".join(line[first:last])
    for name in data.draw(st.lists(st.sampled_from(sorted(TYPOGRAPHY)), max_size=3)):
        quote = TYPOGRAPHY[name](quote)
    source = make(f"Before it.\n{' '.join(line)}\n", "made")
    assert stands(quote, [Place(2)], source) == Stands()


@given(said, st.sampled_from(sorted(TYPOGRAPHY)))
def test_a_text_set_otherwise_has_the_same_words(line, name):
    text = " ".join(line)
    assert keys(TYPOGRAPHY[name](text)) == keys(text)


def test_an_altered_quote_is_refused():
    """One in 65,536 of these would be accepted by chance; some thousands are tried, always the same."""
    rng = random.Random(4)
    text = made_text(rng)
    source = make(text, choose_salt(text, "made"))
    lines = [keys(line) for line in paragraphs(text)]
    known = sorted({key for line in lines for key in line if key.isalpha()})
    tried = 0
    for place, first in [
        (place, first) for place, line in enumerate(lines) for first in range(0, len(line) - 5, 4)
    ]:
        quote = lines[place][first : first + 6]
        assert stands(" ".join(quote), [Place(place + 1)], source) == Stands()
        for _, wrong in altered(quote, known, rng):
            if not holds(lines[place], wrong):
                tried += 1
                assert stands(" ".join(wrong), [Place(place + 1)], source) != Stands(), wrong
    assert tried > 3000


def test_no_pair_of_an_article_stands_where_it_does_not():
    """By choice of the salt, not by luck."""
    text = made_text(random.Random(5), length=14)
    source = make(text, choose_salt(text, "made"))
    lines = [keys(line) for line in paragraphs(text)]
    for line in lines:
        for place, other in enumerate(lines):
            for quote in itertools.pairwise(line):
                accepted = stands(" ".join(quote), [Place(place + 1)], source) == Stands()
                assert accepted == holds(other, list(quote))


@pytest.mark.parametrize(
    ("text", "true", "wrong"),
    [
        (
            "Міст через річку закрито з понеділка, мер об’єкт не назвав.",
            "закрито з понеділка, мер об'єкт",
            "закрито з вівторка, мер об'єкт",
        ),
        (
            "Мост через реку закрыт с понедельника, объяснений нет.",
            "закрыт с понедельника",
            "закрыт до понедельника",
        ),
        ("市长说，大桥从星期一起关闭，渡轮照常。", "大桥从星期一起关闭", "大桥从星期二起关闭"),
        ("橋は月曜日から閉鎖されます。", "月曜日から閉鎖", "火曜日から閉鎖"),
        ("قال العمدة إن الجسر مغلق منذ الاثنين.", "\u2067الجسر مغلق منذ\u2069", "الجسر مفتوح منذ"),
        ('ראש העיר אמר: "הגשר סגור מיום שני".', "אמר: ״הגשר סגור\u200f", "אמר: ״הגשר פתוח\u200f"),
        ("สะพานปิดตั้งแต่วันจันทร์", "ปิดตั้งแต่วันจันทร์", "ปิดตั้งแต่วันอังคาร"),
        ("The ﬁrst oﬃce ex\u00adplained it.", "first office explained", "first officer explained"),
    ],
)
def test_quotes_in_other_scripts(text, true, wrong):
    source = make(text, "x")
    assert stands(true, [Place(1)], source) == Stands()
    assert isinstance(stands(wrong, [Place(1)], source), Missing)


# Storage


def test_a_fingerprint_is_a_line_a_sentence_and_comes_back():
    rows = dump(SOURCE).splitlines()
    assert rows[0] == "fingerprint pairs-1"
    assert [row.split()[0] for row in rows[3:]] == ["1.1", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1"]
    assert load(dump(SOURCE)) == SOURCE
    assert load(dump(SOURCE).replace("\n", "\r\n")) == SOURCE


def test_no_word_is_kept():
    assert not any(word.key in dump(SOURCE) for word in words(ARTICLE) if len(word.key) > 6)


@given(st.text(st.sampled_from("ab .!?\n\"'桥ק\u0301") | st.characters(), max_size=60))
def test_any_text_has_a_fingerprint_that_comes_back(text):
    source = make(text, "x")
    assert load(dump(source)) == source
    assert changed(source, source).same == tuple((n, n) for n in range(1, len(source.extent) + 1))


@given(st.data())
def test_an_edited_fingerprint_is_recognised(data):
    stored = dump(SOURCE)
    place = data.draw(st.integers(0, len(stored) - 2))
    other = data.draw(st.sampled_from("0123456789abcdef \n.x桥"))
    edited = stored[:place] + other + stored[place + 1 :]
    assert edited == stored or isinstance(load(edited), str)


@given(st.text(max_size=200) | st.text(max_size=100).map(lambda more: dump(SOURCE)[:60] + more))
def test_what_is_no_fingerprint_is_told(text):
    assert isinstance(load(text), str)


def signed(body):
    from generator.fingerprint import storage

    head = ["fingerprint pairs-1", "salt x"]
    return "\n".join([*head, f"sum {storage._sum([*head, *body])}", *body])  # noqa: SLF001


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (["1.1 2 00ff", "1.2 1 0f0f"], None),
        (["1.2 2 00ff"], "line 4 is out of its order"),
        (["2.1 2 00ff"], "line 4 is out of its order"),
        (["1.1 2 00ff", "1.3 1 00ff"], "line 5 is out of its order"),
        (["1.1 3 00ff"], "paragraph 1 has not as many hashes as words"),
        (["1.1 2 00f"], "line 4 is not a sentence's"),
        (["1.1 99999999 00ff"], "line 4 is not a sentence's"),
        (["words"], "line 4 is not a sentence's"),
    ],
)
def test_what_is_signed_is_checked_all_the_same(body, told):
    loaded = load(signed(body))
    assert loaded == told if told else not isinstance(loaded, str)


def test_an_unknown_method_is_named():
    assert load(dump(SOURCE).replace("pairs-1", "pairs-9")) == (
        "it was made by the method 'pairs-9', which this version does not know"
    )


# Versions

FIRST = "Lind met Orr in Brook.\nThe bridge is closed until further notice.\nPhoto\nNobody paid the toll on Monday.\nAll rights reserved."


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (FIRST, Changes(((1, 1), (2, 2), (3, 3), (4, 4), (5, 5)), (), (), (), ())),
        (FIRST.upper().replace("\n", "\n\n"), Changes(((1, 1), (2, 2), (3, 3), (4, 4), (5, 5)), (), (), (), ())),
        (FIRST.replace("closed", "open"), Changes(((1, 1), (3, 3), (4, 4), (5, 5)), (), ((2, 2),), (), ())),
        ("A new head above all.\n" + FIRST, Changes(((1, 2), (2, 3), (3, 4), (4, 5), (5, 6)), (), (), (1,), ())),
        (FIRST.replace("Photo\n", ""), Changes(((1, 1), (2, 2), (4, 3), (5, 4)), (), (), (), (3,))),
        ("All rights reserved.\n" + FIRST.rsplit("\n", 1)[0], Changes(((1, 2), (2, 3), (3, 4), (4, 5)), ((5, 1),), (), (), ())),
        ("", Changes((), (), (), (), (1, 2, 3, 4, 5))),
    ],
)  # fmt: skip
def test_versions_are_compared_by_paragraph(text, changes):
    assert changed(make(FIRST, "x"), make(text, "x")) == changes


@given(st.permutations(FIRST.split("\n")))
def test_a_shuffled_article_has_only_moved(lines):
    found = changed(make(FIRST, "x"), make("\n".join(lines), "x"))
    assert (found.changed, found.added, found.removed) == ((), (), ())
    assert sorted(new for _, new in found.same + found.moved) == [1, 2, 3, 4, 5]


def test_another_salt_makes_another_fingerprint():
    assert pairs(words("the bridge is closed"), "x") != pairs(words("the bridge is closed"), "y")


# Hostile texts

MANY = 30_000


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        '"' * 100_000,
        "'" * MANY,
        "." * 1_000_000,
        '."' * MANY,
        ". " * MANY + '"' * MANY,
        "a" + "\u0301\u0316" * MANY,
        "a'" * MANY,
        "the bridge " * MANY,
        "桥" * MANY,
        "a b.\n" * (MANY // 2),
        "\ud800 " * MANY,
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_a_hostile_text_takes_linear_time(text):
    began = time.perf_counter()
    source = make(text, "x")
    stands(text[:MANY] + " zz", [Place(1)], source)
    changed(source, make(text[: len(text) // 2], "x"))
    assert load(dump(source)) == source
    assert time.perf_counter() - began < 20  # a second or so; quadratic would be hours
