from __future__ import annotations

from pathlib import Path

import pytest
from articles import ARTICLE, fingerprint_of, quoting
from click.testing import CliRunner
from worlds import TWO_TOWNS, World, build_world, problems_in

from generator.build import gather, look, render
from generator.commands.cli import main
from generator.derive import Derived
from generator.dossier import groups_of
from generator.evidence import Evidence
from generator.fingerprint import choose_salt, make
from generator.fingerprint.storage import dump, load, packed
from generator.prints import Fingerprints
from generator.quotes import Tally, citing, coverage_of, covered, proven, share_of, tally_of
from generator.recall import Recall
from generator.report import as_text, located
from generator.values import altered


def codes(folder, world: World) -> list[str]:
    return [problem.code for problem in problems_in(folder, world)]


def headline(folder, world: World) -> str:
    (problem,) = problems_in(folder, world)
    return problem.headline


def derived(folder, world: World):
    dossier, _ = gather(build_world(folder, world), lambda _: None)
    return Derived(dossier)


@pytest.mark.parametrize(
    ("at", "quote"),
    [
        ("p4s1", "settled by the towns"),
        ("p4", "SETTLED  BY the Towns"),
        ("p4s1", '"The tolls are to be settled by the towns," Lind said'),
        ("p4s1", "„The tolls are to be settled by the towns“ Lind said"),
        ("p4", "The tolls … the upper town … the ferry"),
        ("p4s3", "The lower towns weren't asked"),
        ("p2-3", "Nobody has seen"),
        ("[p5, p1]", "a draft … settled by the towns"),
    ],
)
def test_a_true_quote_is_accepted_however_it_is_set(at, quote, tmp_path):
    world = quoting(at, quote)
    assert codes(tmp_path, world) == []
    assert derived(tmp_path, world).tally("source:harbour-post").verified == 2  # and that of the statement


@pytest.mark.parametrize(
    ("at", "quote", "code", "told"),
    [
        ("p4s1", "settled with the towns", "quote-not-there", "'settled' and 'with' do not stand so in p4s1"),
        ("p2s2", "It caps the tax at two crowns", "quote-not-there", "'tax' does not stand so in p2s2"),
        ("p4s1", "The tolls are settled by the towns", "quote-not-there", "in p4s1 something else stands between 'are' and 'settled'"),
        ("p3", "Nobody has seen anything of the kind", "quote-not-there", "'anything', 'of', 'the' and 'kind' do not stand so in p3"),
        ("p2", "Nobody has seen the second draft", "quote-elsewhere", "stands in p3s1, not in p2"),
        ("p1", "settled by the towns", "quote-elsewhere", "stands in p4s1 and p5s1, not in p1"),
        ("p1", "a draft … the second draft", "quote-elsewhere", "'the second draft' stands in p3s1, not in p1"),
        ("p4", "the upper town … settled by the towns", "quote-out-of-order", "comes before what is quoted before it"),
        ("p4s1", '"be settled by the towns"', "quote-marks", "but the article has no quotation marks there"),
        ("p2s2", 'It caps the "tax" at two crowns', "quote-not-there", "'tax' does not stand so in p2s2"),
        ("p4s1", "settled by the towns, Lind said", "quote-marks", "with other quotation marks"),
        ("p4s1", "…", "quote-empty", "there is no word in this quote"),
    ],
)  # fmt: skip
def test_a_wrong_quote_is_told_with_what_is_wrong_with_it(at, quote, code, told, tmp_path):
    (problem,) = problems_in(tmp_path, quoting(at, quote))
    assert (problem.code, problem.file) == (code, "content/actors/county.yaml")
    assert told in problem.headline
    assert problem.path == ("evidence", 0, "quote")
    assert problem.help


def test_the_cure_names_the_place_to_write(tmp_path):
    (problem,) = problems_in(tmp_path, quoting("p2", "Nobody has seen the second draft"))
    assert "at: p3s1" in problem.help


def test_every_field_with_a_sources_words_is_proven(tmp_path):
    fact = """\
type: unnamed
name: the officials
described: {described}
names:
  - {{id: other, name: {name}, evidence: {{source: harbour-post, at: p2}}}}
evidence:
  - {{source: harbour-post, at: p2}}
  - {{source: harbour-post, at: p3, dated: {{words: {words}, of: name}}}}
"""
    true = {"described": "Nobody has seen", "name": "The office of the county", "words": "the second draft"}
    wrong = {"described": "Nobody had seen", "name": "The office of a county", "words": "the second drafts"}
    for field, said in wrong.items():
        world = quoting("p1", "a draft") | {
            "content/actors/officials.yaml": fact.format(**true | {field: said})
        }
        told = [one for one in problems_in(tmp_path, world) if one.code == "quote-not-there"]
        assert [one.path[-1] for one in told] == [field]
    world = quoting("p1", "a draft") | {"content/actors/officials.yaml": fact.format(**true)}
    assert "quote-not-there" not in codes(tmp_path, world)


@pytest.mark.parametrize(
    ("title", "told"), [("The bridge has a draft", []), ("The bridge has a plan", ["quote-not-there"])]
)
def test_the_title_of_a_source_is_proven_where_it_says_its_place(title, told, tmp_path):
    titled = TWO_TOWNS["seeds/harbour-post.yaml"] + (
        f"title: {{value: {title}, evidence: {{source: harbour-post, at: p1}}}}\n"
    )
    assert codes(tmp_path, quoting("p1", "a draft", **{"seeds/harbour-post.yaml": titled})) == told


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("It caps the tax at two crowns", "tax"),
        ("It caps the “tax” at two crowns", "tax"),
        ("It caps the toll at two towns and two towns", "towns and two towns"),
        ("The tolls are settled by the towns", "are settled"),
        ("nothing of this sort", "'nothing of this sort'"),
    ],
)
def test_what_is_marked_are_the_first_words_that_differ(written, marked, tmp_path):
    world = quoting("p2s2" if "caps" in written else "p4s1", written)
    [problem] = [one for one in problems_in(tmp_path, world) if one.code == "quote-not-there"]
    content = (tmp_path / problem.file).read_bytes()
    [found] = located([problem], lambda _: content)
    start = found.mark.column - 1
    assert found.written[start : start + found.mark.length] == marked


def test_a_wrong_word_far_in_a_long_line_is_shown_with_what_stands_before_it(tmp_path):
    world = quoting("p4s1", "The tolls are to be settled for the towns")
    [problem] = problems_in(tmp_path, world)
    shown = as_text(located([problem], lambda file: (tmp_path / file).read_bytes()))
    assert "are to be settled for the towns" in shown


def test_the_wordings_of_a_statement_are_proven(tmp_path):
    said = TWO_TOWNS["content/statements/2031-04-03-lind-on-tolls.yaml"].replace("settled by", "settled for")
    world = quoting("p1", "a draft") | {"content/statements/2031-04-03-lind-on-tolls.yaml": said}
    (problem,) = problems_in(tmp_path, world)
    assert (problem.code, problem.path) == ("quote-not-there", ("renderings", 0, "quote"))


def test_what_cannot_be_proven_is_counted_with_the_reason_and_is_no_fault(tmp_path):
    world = quoting("p2s1", "Wednesday")
    assert codes(tmp_path, world) == []
    found = derived(tmp_path, world)
    assert found.tally("source:harbour-post") == Tally(verified=1, short=("Wednesday",))
    assert found.tally("source:valley-wire") == Tally(unkept=1)


def test_pages_say_how_quotations_stand_and_views_which(tmp_path):
    planned = look(build_world(tmp_path, quoting("p2s1", "Wednesday")), lambda _: None)
    pages = render(planned, lambda _: None)
    post = pages["sources/harbour-post.html"].decode()
    assert "Quotations checked against the article, word for word: 1." in post
    assert "Too short to be checked so: ‘Wednesday’." in post
    assert "nothing of the article is kept: 1." in pages["sources/valley-wire.html"].decode()
    (page,) = (one for one in planned.pages if one.address == "statements/2031-04-03-lind-on-tolls.html")
    assert [one["verified"] for one in page.view["fact"]["renderings"]] == [True, False]
    assert [one["verified"] for one in page.view["fact"]["evidence"]] == [None]


def test_a_fingerprint_of_another_text_is_told_once_and_not_at_every_quote(tmp_path):
    world = quoting(
        "p1", "of another text", **{"seeds/harbour-post.fingerprint": fingerprint_of("One.\nTwo.")}
    )
    (problem,) = problems_in(tmp_path, world)
    assert (problem.code, problem.file, problem.path) == (
        "fingerprint-misfit",
        "seeds/harbour-post.yaml",
        ("sentences",),
    )


def test_an_edited_fingerprint_is_told_and_proves_nothing(tmp_path):
    edited = fingerprint_of(ARTICLE).replace("3.1 6", "3.1 7")
    world = quoting("p1", "of another text", **{"seeds/harbour-post.fingerprint": edited})
    (problem,) = problems_in(tmp_path, world)
    assert (problem.code, problem.file) == ("bad-fingerprint", "seeds/harbour-post.fingerprint")


@pytest.mark.parametrize(
    ("name", "told"),
    [("harbor-post", "there is no source"), ("harbour-post.1", "has no version '1'")],
)
def test_a_fingerprint_of_nothing_is_told(name, told, tmp_path):
    world = quoting("p1", "a draft", **{f"seeds/{name}.fingerprint": fingerprint_of(ARTICLE)})
    assert told in headline(tmp_path, world)


def test_a_broken_record_is_told_and_not_its_fingerprint(tmp_path):
    world = quoting("p1", "of another text") | {"seeds/harbour-post.yaml": "name: [\n"}
    assert codes(tmp_path, world) == ["yaml-syntax"]


LATER = ARTICLE.replace("two crowns", "three crowns").replace("Nobody has seen the second draft.\n", "")


def revised() -> World:
    """The article has changed: its third paragraph is gone. What it was is version 1."""
    salt = choose_salt(ARTICLE, "harbour-post")
    post = TWO_TOWNS["seeds/harbour-post.yaml"].replace("[2, 3, 1, 4, 2]", "[2, 3, 4, 2]")
    return {
        **{path: text for path, text in TWO_TOWNS.items() if path.startswith(("seeds/", "content/dossier"))},
        "seeds/harbour-post.yaml": post + "versions: [{id: 1}]\n",
        "seeds/harbour-post.fingerprint": dump(make(LATER, salt)),
        "seeds/harbour-post.1.fingerprint": dump(make(ARTICLE, salt)),
        "content/actors/ada-lind.yaml": "type: person\nname: Ada Lind\nevidence: {source: valley-wire, at: p3}\n",
    }


def actor(at: str, quote: str, more: str = "") -> str:
    return f"type: office\nname: the county\nevidence: {{source: harbour-post, at: {at}, quote: {quote}{more}}}\n"


@pytest.mark.parametrize(
    ("at", "quote", "version", "told"),
    [
        ("p2s2", "at three crowns", "", []),
        ("p2s2", "at two crowns", "", ["quote-not-there"]),
        ("p2s2", "at two crowns", ", version: 1", []),
        ("p3", "Nobody has seen", ", version: 1", []),
        ("p5s1", "Vada Lindt", ", version: 1", []),
        ("p5s1", "Vada Lindt", "", ["place-outside", "quote-elsewhere"]),
        ("p2s2", "at three crowns", ", version: 1", ["quote-not-there"]),
    ],
)
def test_evidence_read_in_an_earlier_version_is_held_to_that(at, quote, version, told, tmp_path):
    world = revised() | {"content/actors/county.yaml": actor(at, quote, version)}
    assert codes(tmp_path, world) == told
    if version:
        dossier, _ = gather(tmp_path, lambda _: None)
        assert covered(dossier)["source:harbour-post"].used == {}


def test_full_coverage_can_be_demanded(tmp_path):
    world = revised() | {"content/actors/county.yaml": actor("[p1, p2s1-2, p3, p4]", "a draft")}
    assert codes(tmp_path, world) == []
    settings = world["content/dossier.yaml"] + "coverage: full\n"
    wire = TWO_TOWNS["seeds/valley-wire.yaml"] + "not_content: [{at: p1-2, why: a headline}]\n"
    demanding = world | {"content/dossier.yaml": settings, "seeds/valley-wire.yaml": wire}
    (problem,) = problems_in(tmp_path, demanding)
    assert (problem.code, problem.headline) == ("unused-sentence", "no fact rests on p2s3")
    assert (problem.file, problem.path) == ("seeds/harbour-post.yaml", ("sentences", 1))


def test_no_text_of_a_source_goes_out(tmp_path):
    secret = "Zwölf Boxkämpfer jagen Viktor quer über den großen Deich"
    texts = {
        "seeds/texts/harbour-post.txt": ARTICLE + secret,
        "seeds/texts/notes/more.yaml": f"name: {secret}\n",
        "seeds/texts/valley-wire.fingerprint": secret,
    }
    planned = look(build_world(tmp_path, quoting("p1", "a draft") | texts), lambda _: None)
    assert planned.problems == ()
    pages = render(planned, lambda _: None)
    assert not [
        address
        for address, content in pages.items()
        if b"Viktor" in content or b"weren\xe2\x80\x99t asked" in content
    ]
    assert not [address for address in pages if "texts" in address]


def test_git_takes_in_no_text():
    ignored = (Path(__file__).parents[1] / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "seeds/texts/" in ignored


def test_a_text_beside_the_records_is_told_before_it_goes_anywhere(tmp_path):
    (problem,) = problems_in(tmp_path, quoting("p1", "a draft", **{"seeds/harbour-post.txt": ARTICLE}))
    assert (problem.code, "seeds/texts/" in problem.help) == ("stray-file", True)


def test_evidence_is_proven_wherever_it_stands(tmp_path):
    dossier, _ = gather(build_world(tmp_path, quoting("p4s1", "settled by the towns")), lambda _: None)
    quotes = {
        group.value for _, group in dossier.groups if isinstance(group.value, Evidence) and group.value.quote
    }
    found = Derived(dossier)
    assert [one.source for one in quotes if found.verified(one)] == ["source:harbour-post"] * 2
    assert [one.source for one in quotes if not found.verified(one)] == ["source:valley-wire"]
    assert len(quotes) == 3


POST = "source:harbour-post"


def test_a_source_can_be_asked_about_by_itself(tmp_path):
    dossier, _ = gather(build_world(tmp_path, quoting("p1", "a draft … Two towns")), lambda _: None)
    facts, every = citing(dossier, POST), list(dossier.facts)
    assert [ref for ref in facts if rests_on(dossier.facts[ref], POST)] == [
        ref for ref in every if rests_on(dossier.facts[ref], POST)
    ]
    assert tally_of(dossier, POST, facts) == tally_of(dossier, POST, every) == Tally(verified=2)
    assert coverage_of(dossier, POST, facts) == coverage_of(dossier, POST, every) == covered(dossier)[POST]
    assert tally_of(dossier, POST, []) == Tally()
    assert coverage_of(dossier, POST, []).used == {}
    assert not [
        ref
        for ref in citing(dossier, "source:coast-review")
        if rests_on(dossier.facts[ref], "source:coast-review")
    ]


def rests_on(held, source: str) -> bool:
    return any(isinstance(one.value, Evidence) and one.value.source == source for one in groups_of(held))


def test_the_share_of_a_source_is_that_of_the_words_given_however_often(tmp_path):
    more = {
        "content/actors/town.yaml": actor("p1", "a draft"),
        "content/actors/port.yaml": actor("p1", "has a draft"),
        "content/actors/wire.yaml": actor("p1", "of another text"),
    }
    dossier, _ = gather(build_world(tmp_path, quoting("p1", "has a draft", **more)), lambda _: None)
    words = dossier.fingerprints[POST].length
    draft = [f"actor:{name}" for name in ("county", "town", "port", "wire")]
    assert share_of(dossier, POST, draft) == share_of(dossier, POST, draft[:1]) == 3 / words
    assert share_of(dossier, POST, draft[1:2]) == 2 / words
    assert share_of(dossier, "source:valley-wire", dossier.facts) == 0


def test_a_source_without_a_word_is_not_given_whole(tmp_path):
    post = TWO_TOWNS["seeds/harbour-post.yaml"].replace("[2, 3, 1, 4, 2]", "[1]")
    wordless = {"seeds/harbour-post.fingerprint": fingerprint_of("—"), "seeds/harbour-post.yaml": post}
    assert "quote-not-there" in codes(tmp_path, quoting("p1", "a draft", **wordless))


def test_the_same_words_are_judged_anew_by_another_fingerprint(tmp_path):
    world = revised() | {"content/actors/county.yaml": actor("p2s2", "at two crowns")}
    now, _ = gather(build_world(tmp_path, world), lambda _: None)
    first = load(world["seeds/harbour-post.1.fingerprint"])
    before = altered(now, kept=Fingerprints({POST: packed(first)}), recall=Recall())
    (county,) = now.facts["actor:county"].record.evidence
    assert [proven(one, county) for one in (now, before, now)] == [False, True, False]


def test_that_every_sentence_is_used_is_said_only_where_it_was_asked_and_is_so(tmp_path):
    world = quoting("p4s1", "settled by the towns")
    ask = ["check", "--project", str(build_world(tmp_path, world))]
    assert "Every sentence" not in CliRunner().invoke(main, ask).output
    assert "Every sentence" not in CliRunner().invoke(main, [*ask, "--coverage"]).output
    post = tmp_path / "seeds/harbour-post.yaml"
    post.write_text(f"{post.read_text()}not_content: [{{at: p1-5, why: advertisement}}]\n")
    said = CliRunner().invoke(main, [*ask, "--coverage"]).output
    assert "Every sentence is used, or said to carry nothing." in said


@pytest.mark.parametrize(
    ("inside", "path"),
    [
        ("roles: {id: envoy, title: head envoy, evidence: {source: harbour-post, at: p4s2}}", ("roles", 0, "title")),
        ("count: {min: 7, words: seven towns}", ("count", "words")),
        ("described: mighty towns", ("described",)),
        ("names: {id: county, name: Office of Counties, evidence: {source: harbour-post, at: p2s3}}", ("names", 0, "name")),
        ("unknown: {id: one, question: Who?, evidence: {source: harbour-post, at: p1, quote: mighty towns}}",
         ("unknown", 0, "evidence", 0, "quote")),
        ("roles: {id: one, title: towns, evidence: {source: harbour-post, at: p1, via: {who: source:coast-review, words: A friend}}}",
         ("roles", 0, "evidence", 0, "via", 0, "words")),
    ],
)  # fmt: skip
def test_whatever_is_shown_as_the_words_of_a_source_has_to_stand_in_it(inside, path, tmp_path):
    fact = f"type: group\nname: Towns\n{inside}\nevidence: {{source: harbour-post, at: p1}}\n"
    (problem,) = problems_in(tmp_path, quoting("p1", "Two towns", **{"content/actors/towns.yaml": fact}))
    assert (problem.code, problem.path) == ("quote-not-there", path)


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("roles: {id: envoy, title: head envoy, evidence: {source: harbour-post, at: p4s2}}", ("'title' is", "'summary:'")),
        ("names: {id: county, name: the Counties, evidence: {source: harbour-post, at: p2s3}}", ("'name' is", "its own")),
        ("described: some people", ("'described' is", "the source's own words")),
    ],
)  # fmt: skip
def test_of_a_name_or_an_office_it_is_told_that_it_has_to_be_in_the_words_of_the_source(
    inside, told, tmp_path
):
    fact = f"type: group\nname: Towns\n{inside}\nevidence: {{source: harbour-post, at: p1}}\n"
    (problem,) = problems_in(tmp_path, quoting("p1", "Two towns", **{"content/actors/towns.yaml": fact}))
    assert (problem.code, all(part in problem.help for part in told)) == ("quote-not-there", True), (
        problem.help
    )
    assert "seed find" in problem.help


def test_words_rest_on_the_innermost_evidence_around_them_and_stand_in_one_of_its_places(tmp_path):
    there = "evidence: [{source: harbour-post, at: p1}, {source: harbour-post, at: p2}]\n"
    fact = (
        f"type: group\nname: Towns\ncount: {{min: 2, words: two towns}}\ndescribed: the county\n{there}"
        "roles: {id: one, title: upper town, evidence: {source: harbour-post, at: p4}}\n"
    )
    assert codes(tmp_path, quoting("p1", "Two towns", **{"content/actors/towns.yaml": fact})) == []


def test_words_of_a_field_that_a_dossier_declares_itself_have_to_stand_in_their_source(tmp_path):
    kinds = "kinds: {name: toast, plural: Toasts, title: '{of}', fields: [{key: of, required: true},"
    kinds += " {key: lines, form: quote, many: true}]}\n"
    fact = "of: the bridge\nlines: [A draft, two towns]\nevidence: {source: harbour-post, at: p1}\n"
    world = {"content/kinds.yaml": kinds, "content/toasts/first.yaml": fact}
    assert codes(tmp_path, quoting("p1", "Two towns", **world)) == []
    world["content/toasts/first.yaml"] = fact.replace("two towns", "three towns")
    (problem,) = problems_in(tmp_path / "wrong", quoting("p1", "Two towns", **world))
    assert (problem.code, problem.path) == ("quote-not-there", ("lines", 1))
