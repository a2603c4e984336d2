"""Kinds of facts and further fields that a dossier declares in its YAML are treated as those that every dossier has."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from crawl import crawl
from worlds import TWO_TOWNS, build_world, problems_in

from generator.build import look, render
from generator.commands.cli import main
from generator.editors import schemas
from generator.facts import BUILT_IN
from generator.facts.actor import Actor
from generator.making import make
from generator.own.kinds import kinds_of, read_kinds
from generator.workroom import Workroom

KINDS = """\
kinds:
  - name: ferry
    singular: Ferry
    plural: Ferries
    folder: ferries
    title: "{name}"
    intro: The boats across the river.
    date: launched
    fields:
      - {key: name, required: true, help: what it is called}
      - {key: launched, form: date, sourced: true, label: First sailed}
      - {key: owner, form: ref, kinds: actor, back: Ferries owned}
      - {key: berths, form: number}
      - {key: for, form: choice, choices: [people, carts], many: true, label: Carries}
      - {key: about, form: prose}
      - key: toll
        form: group
        fields: [{key: value, form: number}, {key: unit, form: choice, choices: [crowns, marks]}]
      - key: trips
        form: entries
        label: Trips told of
        fields:
          - {key: says, form: line, required: true, label: What happened}
          - {key: with, form: ref, kinds: [actor, ferry], many: true, label: On board}
fields:
  - {of: actor, key: party, form: line, label: Political party}
  - {of: position, key: firmness, form: choice, choices: [firm, wavering]}
"""
BOAT = """\
name: The night boat
launched: 2031-04-01
owner: ada-lind
berths: 12
for: people
about: |
  As [the first draft](plan:first) had it.
toll: {value: 3, unit: crowns}
trips:
  - {id: aground, says: It ran aground., with: actor:ada-lind, evidence: {source: valley-wire, at: p2}}
evidence: {source: harbour-post, at: p4}
"""
LIND, VIEW = "content/actors/ada-lind.yaml", "content/positions/toll/ada-lind.yaml"
WORLD = {
    **TWO_TOWNS,
    "content/kinds.yaml": KINDS,
    "content/ferries/night-boat.yaml": BOAT,
    LIND: f"party: The *Bridge* party\n{TWO_TOWNS[LIND]}",
    VIEW: f"firmness: wavering\n{TWO_TOWNS[VIEW]}",
    "content/pages/method.md": TWO_TOWNS["content/pages/method.md"]
    + "\n[](ferry:night-boat#aground) is one.\n",
}
BOAT_FILE = "content/ferries/night-boat.yaml"


def site_of(project):
    planned = look(project, lambda _: None)
    assert planned.problems == ()
    return {address: content.decode() for address, content in render(planned, lambda _: None).items()}


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    return build_world(tmp_path_factory.mktemp("ferries"), WORLD)


@pytest.fixture(scope="module")
def site(towns):
    return site_of(towns)


def test_a_fact_of_an_own_kind_shows_all_that_it_says(site):
    page = site["ferries/night-boat.html"]

    assert "<h1>The night boat</h1>" in page
    for words in (
        "First sailed",
        "1 April 2031",
        "Carries",
        "people",
        "crowns",
        "What happened",
        "It ran aground.",
    ):
        assert words in page
    assert '<a href="../actors/ada-lind.html">Ada Lind</a>' in page
    assert '<a href="../plans/first.html">the first draft</a>' in page
    assert 'id="aground"' in page


def test_words_of_a_source_are_told_from_ours_in_an_own_field_too(tmp_path):
    kinds = "kinds: {name: toast, plural: Toasts, title: '{of}', fields: [{key: of, required: true},"
    kinds += " {key: lines, form: quote, many: true, label: In these words}]}\n"
    fact = "of: the bridge\nlines: [to <all>, and two]\nevidence: {source: harbour-post, at: p1}\n"
    world = {**TWO_TOWNS, "content/kinds.yaml": kinds, "content/toasts/first.yaml": fact}
    page = site_of(build_world(tmp_path, world))["toasts/first.html"]
    assert '<q class="words">to &lt;all&gt;</q>' in page
    assert '<q class="words">and two</q>' in page


def test_it_is_listed_named_in_the_navigation_and_in_the_timeline(site):
    assert "The boats across the river." in site["ferries/index.html"]
    assert '<a href="ferries/index.html">Ferries</a>' in site["index.html"]
    assert '<a href="ferries/night-boat.html">The night boat</a>' in site["timeline.html"]


def test_what_it_names_links_back(site):
    assert "Ferries owned" in site["actors/ada-lind.html"]
    assert '<a href="ferries/night-boat.html#aground">' in site["method.html"]


def test_a_further_field_shows_on_pages_whose_layouts_do_not_know_it(site):
    actor, issue = site["actors/ada-lind.html"], site["issues/toll.html"]

    assert "<dt>Political party</dt>" in actor
    assert "The <em>Bridge</em> party" in actor
    assert "<dt>Firmness</dt>" in issue
    assert "wavering" in issue


def test_the_site_is_sound(site, tmp_path):
    assert crawl(build_world(tmp_path, site)) == []


def test_a_kind_with_further_fields_is_still_what_it_was(towns):
    dossier = look(towns, lambda _: None).dossier

    assert isinstance(dossier.facts["actor:ada-lind"].record, Actor)


@pytest.mark.parametrize(
    ("file", "before", "after", "code", "path"),
    [
        (BOAT_FILE, "berths: 12", "berths: a dozen", "bad-number", ("berths",)),
        (BOAT_FILE, "berths", "births", "unknown-key", ("births",)),
        (BOAT_FILE, "owner: ada-lind", "owner: ada-lund", "dangling-reference", ("owner",)),
        (BOAT_FILE, "unit: crowns", "unit: dollars", "bad-choice", ("toll", "unit")),
        (BOAT_FILE, "name: The night boat\n", "", "missing-key", ()),
        (BOAT_FILE, "2031-04-01", "April", "bad-date", ("launched", "value")),
        (BOAT_FILE, "at: p2", "at: p9", "place-outside", ("trips", 0, "evidence", 0, "at", 0)),
        (VIEW, "wavering", "wobbly", "bad-choice", ("firmness",)),
        (LIND, "party:", "partie:", "unknown-key", ("partie",)),
    ],
)
def test_mistakes_in_what_was_declared_are_told_like_any_others(tmp_path, file, before, after, code, path):
    (problem,) = problems_in(tmp_path, {**WORLD, file: WORLD[file].replace(before, after, 1)})

    assert (problem.code, problem.file, problem.path) == (code, file, path)
    assert problem.help


def test_while_the_declarations_are_wrong_nothing_is_told_that_only_follows_from_it(tmp_path):
    problems = problems_in(
        tmp_path, {**WORLD, "content/kinds.yaml": KINDS.replace("form: date", "form: day")}
    )

    assert [(one.code, one.file) for one in problems] == [("bad-choice", "content/kinds.yaml")]


def built(project, *, clean=False):
    site = project / "site"
    made = make(project, site, lambda _: None, clean=clean)
    files = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return made, files


@pytest.mark.parametrize(
    "edit",
    [
        ("content/kinds.yaml", "label: First sailed", "label: Maiden trip"),
        ("content/kinds.yaml", "singular: Ferry", "singular: Boat"),
        ("content/kinds.yaml", "label: Political party", "label: Party"),
        ("content/kinds.yaml", "plural: Ferries", "plural: Boats"),
        ("content/kinds.yaml", "      - {key: berths, form: number}\n", ""),
        (BOAT_FILE, "berths: 12", "berths: 14"),
    ],
)
def test_an_edit_later_the_site_is_as_if_made_from_nothing(tmp_path, edit):
    file, before, after = edit
    project = build_world(tmp_path, WORLD)
    first, _ = built(project)
    assert first.sound
    (project / file).write_text(WORLD[file].replace(before, after))
    if "berths, form" in before:
        (project / BOAT_FILE).write_text(BOAT.replace("berths: 12\n", ""))

    again, quickly = built(project)
    clean, anew = built(project, clean=True)

    assert again.problems == clean.problems
    assert again.pages == clean.pages
    assert quickly == anew


def test_a_kind_that_goes_and_comes_again_leaves_nothing_stale(tmp_path):
    project = build_world(tmp_path, WORLD)
    _, whole = built(project)
    for path in (BOAT_FILE, "content/kinds.yaml"):
        (project / path).unlink()
    (project / "content/ferries").rmdir()
    for path in (LIND, VIEW, "content/pages/method.md"):
        (project / path).write_text(TWO_TOWNS[path])
    made, without = built(project)
    assert made.problems == ()
    build_world(project, WORLD)

    assert "ferries/night-boat.html" not in {path.as_posix() for path in without}
    assert built(project)[1] == whole


def test_a_preview_goes_back_to_the_last_kinds_that_were_sound_and_on_from_there(tmp_path):
    project, room = build_world(tmp_path, WORLD), None
    room = Workroom(project)
    first = room.look(lambda _: None)
    room.renderer.settle(room.recall)
    before = {page.address: room.rendered(page) for page in first.pages}
    room.rest()
    build_world(project, {"content/kinds.yaml": KINDS.replace("form: date", "form: day")})
    assert not room.look(lambda _: None).sound
    room.back()
    assert {page.address: room.rendered(page) for page in first.pages} == before

    build_world(project, {"content/kinds.yaml": KINDS.replace("First sailed", "Maiden trip")})
    again = room.look(lambda _: None)
    room.renderer.settle(room.recall)

    assert again.problems == ()
    assert {page.address: room.rendered(page).decode() for page in again.pages} == {
        address: text for address, text in site_of(project).items() if address.endswith(".html")
    }


def run(project, *arguments):
    told = CliRunner().invoke(main, [*arguments, "--project", str(project)])
    assert told.exit_code == 0, told.output
    return told.output


def test_commands_know_it(tmp_path):
    project = build_world(tmp_path, WORLD)

    assert "ferry:night-boat  The night boat  2031-04-01" in run(project, "list", "ferries")
    assert "It ran aground." in run(project, "show", "ferry:night-boat")
    assert "content/ferries/night-boat.yaml:3: owner" in run(project, "uses", "actor:ada-lind")
    assert "content/ferries/day-boat.yaml" in run(project, "new", "ferry", "day-boat")
    (project / "content/ferries/day-boat.yaml").unlink()
    run(project, "rename", "ferry:night-boat", "ferry:star")
    assert "ferry:star#aground" in (project / "content/pages/method.md").read_text()
    run(project, "rename", "actor:ada-lind", "actor:ada")
    assert "owner: ada\n" in (project / "content/ferries/star.yaml").read_text()
    run(project, "fmt")
    run(project, "schema")
    assert '"berths"' in (project / ".factsheet/schemas/ferry.schema.json").read_text()
    run(project, "check")


def test_history_tells_of_it(tmp_path):
    project = build_world(tmp_path, WORLD)
    run(project, "baseline", "--on", "2031-04-08")
    (project / BOAT_FILE).write_text(BOAT.replace("berths: 12", "berths: 14"))

    told = CliRunner().invoke(main, ["check", "--strict", "--project", str(project)])

    assert told.exit_code == 1
    assert "uncorrected-change" in told.output
    assert "ferry:night-boat" in told.output or "berths" in told.output


def test_declarations_have_a_schema_of_their_own(towns):
    from generator.commands.schema import names_of

    told = schemas(kinds_of(towns, BUILT_IN), names_of(towns))

    assert {"ferry.schema.json", "kinds.schema.json"} <= told.keys()


def told_of_kinds(tmp_path, text):
    project = build_world(tmp_path, {**TWO_TOWNS, "content/kinds.yaml": text})
    return [(one.code, one.path, one.help) for one in read_kinds(project, BUILT_IN)[1]]


def test_a_form_that_there_is_not_hides_nothing_that_is_wrong_besides(tmp_path):
    told = told_of_kinds(
        tmp_path,
        """\
fields:
  - {of: actors, key: wealth, form: money}
  - {of: actr, key: party}
kinds:
  - {name: ferry, plural: Ferries, title: "{name}", fields: [{key: name, form: lin, required: true}]}
  - {name: pier, plural: Piers, title: "{name}", fields: [{key: name, required: true}, {key: of, form: ref, kinds: ferry}, {key: by, form: ref}]}
""",
    )
    assert {(code, path) for code, path, _ in told} == {
        ("bad-choice", ("fields", 0, "form")),
        ("unknown-kind", ("fields", 0, "of")),
        ("unknown-kind", ("fields", 1, "of")),
        ("bad-choice", ("kinds", 0, "fields", 0, "form")),
        ("field-misfit", ("kinds", 1, "fields", 2)),
    }


def test_a_comma_that_is_missing_between_choices_is_told(tmp_path):
    [told] = told_of_kinds(
        tmp_path, "fields: [{of: position, key: firmness, form: choice, choices: [firm loose]}]\n"
    )
    assert told[:2] == ("field-misfit", ("fields", 0, "choices"))
    assert "[firm, loose]" in told[2]
