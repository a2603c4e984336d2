"""Publishing rehearsed: what readers have been shown, what has changed since, and how they are told of it."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from worlds import TWO_TOWNS, build_world

from generator import elsewhere
from generator.commands.cli import main
from generator.history import Published, fact_of, read

LIND = "content/actors/ada-lind.yaml"
BRIEFING = "content/meetings/2031-04-02-briefing.yaml"
SAID = "content/statements/2031-04-03-lind-on-tolls.yaml"
SECOND = "content/plans/second.yaml"
VIEW = "content/positions/toll/ada-lind.yaml"

FIVE_WAYS = {
    BRIEFING: ("mode: attended", "mode: expected"),
    SECOND: ("known: 2031-04-03", "known: 2031-04-03~"),
    LIND: ("name: Vada Lindt", "name: Vada Lind"),
    "content/actors/two-town-officials.yaml": (", via: source:coast-review", ""),
    SAID: ("The towns settle the tolls.", "The towns set the tolls."),
}
"""How somebody took part, a date, a name in an entry, through whom it is known; and a sentence of ours in other words."""

CHANGED = [
    ("changed", "actor:ada-lind#vada"),
    ("evidence lost", "actor:two-town-officials"),
    ("changed", "meeting:2031-04-02-briefing#envoy"),
    ("changed", "plan:second"),
    ("reworded", "statement:2031-04-03-lind-on-tolls"),
]


@pytest.fixture
def project(tmp_path):
    """A dossier that readers have been shown on 7 April."""
    folder = build_world(tmp_path / "dossier", TWO_TOWNS)
    assert call("baseline", "--project", folder, "--on", "2031-04-07").exit_code == 0
    return folder


def call(*arguments: str | Path, answers: str | None = None) -> Result:
    called = CliRunner().invoke(main, [str(argument) for argument in arguments], input=answers)
    assert isinstance(called.exception, SystemExit | None), called.exc_info
    assert "Traceback" not in called.output
    return called


def change(project: Path, file: str, old: str, new: str) -> None:
    text = (project / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    (project / file).write_text(text.replace(old, new), encoding="utf-8")


def change_in_five_ways(project: Path) -> None:
    for file, (old, new) in FIVE_WAYS.items():
        change(project, file, old, new)


def changes(project: Path, *since: str | Path) -> list[tuple[str, str]]:
    told = json.loads(call("diff", *since, "--project", project, "--format", "json").stdout)
    return [(one["change"], one["address"]) for one in told]


def correct(project: Path, fact: str, *more: str) -> Result:
    why = ("--kind", "error", "--why", "a slip of ours", "--by", "the editors", "--on", "2031-04-08")
    return call("correct", fact, "--project", project, *why, *more)


def codes(project: Path, *more: str) -> list[tuple[str, str]]:
    told = json.loads(call("check", "--strict", "--format", "json", "--project", project, *more).stdout)
    return [(one["code"], one["severity"]) for one in told]


def everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def published(project: Path) -> Published:
    found = read((project / "published.json").read_bytes())
    assert isinstance(found, Published)
    return found


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is published for as long as this lasts."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_publishing_is_rehearsed(project):
    assert changes(project) == []
    change_in_five_ways(project)
    assert changes(project) == CHANGED

    before = everything(project)
    refused = call("check", "--strict", "--project", project)
    assert refused.exit_code == 1
    assert refused.output.count("error[uncorrected-change]") == 4
    assert refused.output.count("question[reworded-fact]") == 1
    assert call("check", "--project", project).exit_code == 0
    assert call("baseline", "--project", project, "--on", "2031-04-08").exit_code == 1
    assert everything(project) == before

    for what, fact in CHANGED:
        if what != "reworded":
            assert correct(project, fact).exit_code == 0
    assert codes(project) == [("reworded-fact", "question")]
    assert call("check", "--strict", "--project", project).exit_code == 0

    assert call("baseline", "--project", project, "--on", "2031-04-08").exit_code == 0
    assert changes(project) == []
    assert codes(project) == []
    assert [one.on.text for one in published(project).editions] == ["2031-04-07", "2031-04-08"]
    shown = published(project).by_address
    assert shown["plan:second"].last_changed.text == "2031-04-08"
    assert shown["statement:2031-04-03-lind-on-tolls"].last_changed.text == "2031-04-07"


def test_the_same_baseline_on_the_same_day_is_the_same_to_the_byte(project):
    before = everything(project)
    assert call("baseline", "--project", project, "--on", "2031-04-07").exit_code == 0
    assert everything(project) == before


def test_a_first_baseline_and_a_strict_look_before_it(tmp_path):
    folder = build_world(tmp_path, TWO_TOWNS)
    checked = call("check", "--strict", "--project", folder)
    assert (checked.exit_code, "Nothing has been published yet." in checked.output) == (0, True)
    assert "everything is new" in call("diff", "--project", folder).stderr
    assert {what for what, _ in changes(folder)} == {"added"}
    assert call("baseline", "--project", folder).exit_code == 0  # on the day it is
    assert published(folder).editions


def test_no_baseline_of_facts_with_errors(project):
    change(project, LIND, "type: person", "type: persona")
    before = everything(project)
    called = call("baseline", "--project", project, "--on", "2031-04-08")
    assert (called.exit_code, "bad-choice" in called.output) == (1, True)
    assert everything(project) == before


def test_a_day_before_the_last_edition_or_that_is_none_is_wrong_usage(project):
    before = everything(project)
    for day in ("2031-04-06", "2031-04", "yesterday", "2031-04-31", "2031-04-07/.."):
        assert call("baseline", "--project", project, "--on", day).exit_code == 2, day
    assert everything(project) == before


def test_a_damaged_record_stops_everything_and_can_be_fetched_anew(project, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    sound = (project / "published.json").read_bytes()
    (site / "published.json").write_bytes(sound)
    (project / "published.json").write_bytes(sound.replace(b'"format": 1', b'"format": "one"'))
    for command in ("check", "build", "diff", "baseline"):
        called = call(command, "--project", project)
        assert (called.exit_code, "error[bad-published]" in called.output) == (1, True), command
    with served(site) as url:
        assert call("baseline", "--project", project, "--from", url).exit_code == 0
    assert (project / "published.json").read_bytes() == sound


def test_the_record_goes_out_with_the_site(project, tmp_path):
    assert call("build", "--project", project).exit_code == 0
    assert (project / "site/published.json").read_bytes() == (project / "published.json").read_bytes()
    fresh = build_world(tmp_path / "throw-away", TWO_TOWNS)
    with served(project / "site") as url:
        assert changes(fresh, url) == []
        assert call("baseline", "--project", fresh, "--from", f"{url}/").exit_code == 0
    assert (fresh / "published.json").read_bytes() == (project / "published.json").read_bytes()


def test_a_stale_checkout_is_refused(project, tmp_path):
    """A colleague has published a correction; whoever does not have it may not publish over it."""
    stale = build_world(tmp_path / "stale", TWO_TOWNS)
    (stale / "published.json").write_bytes((project / "published.json").read_bytes())
    change(project, SECOND, "known: 2031-04-03", "known: 2031-04-03~")
    assert correct(project, "plan:second").exit_code == 0
    assert call("baseline", "--project", project, "--on", "2031-04-08").exit_code == 0
    assert call("build", "--project", project).exit_code == 0
    with served(project / "site") as url:
        assert codes(stale) == []
        assert codes(stale, "--against", url) == [("behind-published", "error")]
        told = call("check", "--strict", "--against", url, "--project", stale)
        assert (told.exit_code, "plan:second" in told.output) == (1, True)
        assert call("check", "--strict", "--against", url, "--project", project).exit_code == 0


def test_what_is_not_to_be_had_is_wrong_usage(project, tmp_path):
    (tmp_path / "empty").mkdir()
    with served(tmp_path / "empty") as url:
        for where in (url, "http://towns.example", "https://", "ftp://towns.example", "https://a b"):
            for typed in (
                ["diff", where],
                ["baseline", "--from", where],
                ["check", "--strict", "--against", where],
            ):
                called = call(*typed, "--project", project)
                assert (called.exit_code, called.stdout) == (2, ""), typed
    for where in ("nowhere", "--output=x", str(tmp_path / "empty"), "-x"):
        assert call("diff", "--project", project, "--", where).exit_code == 2
    assert call("check", "--against", "https://towns.example", "--project", project).exit_code == 2
    assert (
        call(
            "baseline", "--from", "https://towns.example", "--on", "2031-04-08", "--project", project
        ).exit_code
        == 2
    )


def test_an_address_that_leads_on_to_an_unsafe_one_is_not_followed(project):
    class Elsewhere(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", "http://towns.example/published.json")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    try:
        called = call("diff", f"http://127.0.0.1:{server.server_port}", "--project", project)
    finally:
        server.shutdown()
        server.server_close()
    assert (called.exit_code, "has to begin with https://" in called.output) == (2, True)


def test_a_file_that_is_too_large_is_not_read_on(project, tmp_path, monkeypatch):
    monkeypatch.setattr(elsewhere, "LARGEST", 1000)
    monkeypatch.setattr("generator.history.LARGEST", 1000)
    (tmp_path / "published.json").write_bytes((project / "published.json").read_bytes())
    with served(tmp_path) as url:
        called = call("diff", url, "--project", build_world(tmp_path / "other", TWO_TOWNS))
    assert (called.exit_code, "at most 1,000 are read" in called.output) == (2, True)


def test_against_another_folder_and_an_earlier_state(project, tmp_path):
    other = build_world(tmp_path / "other", TWO_TOWNS)
    for command in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=n", "-c", "user.email=n@towns.example", "commit", "--quiet", "-m", "first"],
    ):
        subprocess.run(["git", *command], cwd=project.parent, check=True)
    change(project, SECOND, "known: 2031-04-03", "known: 2031-04-03~")
    for since in (other, "HEAD"):
        assert changes(project, since) == [("changed", "plan:second")]
    assert changes(other, project) == [("changed", "plan:second")]
    assert sorted(path.name for path in project.iterdir()) == ["content", "published.json", "seeds"]


def test_changes_in_words(project):
    assert "No fact has changed." in call("diff", "--project", project).output
    change(project, SECOND, "known: 2031-04-03", "known: 2031-04-03~")
    text = call("diff", "--project", project).output
    assert "was known: 2031-04-03\n" in text
    assert "- was `known: 2031-04-03`" in call("diff", "--project", project, "--format", "markdown").output


def test_settings_that_have_changed_are_told_beside_the_facts(project, tmp_path):
    other = build_world(tmp_path / "other", TWO_TOWNS)
    change(project, "content/dossier.yaml", "title: Two towns and a bridge", "title: Two towns, one bridge")
    build_world(project, {"layouts/assets/style.css": "body { color: red }\n"})
    for since in ([], [other]):
        text = call("diff", *since, "--project", project).output
        assert text.startswith("No fact has changed.\n\nChanged besides the facts\n  title\n")
        assert "    was Two towns and a bridge\n    is  Two towns, one bridge\n" in text
        assert "  style and whatever else lies in layouts/\n" in text
    marked = call("diff", "--project", project, "--format", "markdown").output
    assert "### Changed besides the facts\n\n- title\n  - was `Two towns and a bridge`\n" in marked
    assert changes(project) == [("setting", ""), ("setting", "")]


def test_a_correction_is_written_from_the_difference_and_names_what_restates_the_fact(project):
    change(project, LIND, "name: Ada Lind\n", "name: Ada Linde\n")
    called = correct(project, "actor:ada-lind")
    written = (project / "content/corrections/2031-04-08-ada-lind.yaml").read_text()
    assert written.splitlines() == [
        "fact: actor:ada-lind",
        "when: 2031-04-08",
        "kind: error",
        "was: Ada Lind",
        "is: Ada Linde",
        "why: a slip of ours",
        "decided_by: the editors",
    ]
    assert "content/dossier.yaml:4: summary" in called.output
    assert "content/pages/method.md:3: body" in called.output
    again = correct(project, "actor:ada-lind")
    assert (again.exit_code, "already" in again.output) == (2, True)


ENVOY = "meeting:2031-04-02-briefing#envoy"


def test_a_change_in_one_entry_alone_is_corrected_as_that_entry(project):
    change(project, BRIEFING, "mode: attended", "mode: expected")
    assert correct(project, "meeting:2031-04-02-briefing").exit_code == 0
    [written] = (project / "content/corrections").glob("2031-04-08-*")
    assert f"fact: '{ENVOY}'\n" in written.read_text()
    assert codes(project) == []


def test_of_several_entries_that_have_changed_it_is_asked_which(project):
    envoy = "  - {id: envoy, actor: ada-lind, mode: attended, evidence: {source: harbour-post, at: p4}}\n"
    change(project, BRIEFING, envoy, envoy + envoy.replace("id: envoy", "id: aide"))
    assert call("baseline", "--project", project, "--on", "2031-04-07").exit_code == 0
    text = (project / BRIEFING).read_text()
    (project / BRIEFING).write_text(text.replace("mode: attended", "mode: expected"))
    typed = ["correct", fact_of(ENVOY), "--project", project, "--on", "2031-04-08"]
    why = ["--kind", "error", "--why", "a slip", "--by", "us"]
    nobody = call(*typed, *why, answers="")
    assert (nobody.exit_code, ENVOY in nobody.output) == (2, True)
    assert call(*typed, *why, answers="someone\n").exit_code == 2
    assert call(*typed, *why, answers=f"{ENVOY}\n").exit_code == 0
    assert codes(project) == [("uncorrected-change", "error")]
    assert call(*typed, *why).exit_code == 0  # of one that is left nothing has to be asked
    assert codes(project) == []


def test_a_mere_figure_is_told_with_what_it_is_a_figure_of(project):
    change(project, SECOND, "text: reported", "text: reported\nclauses: 24")
    (project / "published.json").unlink()
    assert call("baseline", "--project", project, "--on", "2031-04-07").exit_code == 0
    change(project, SECOND, "clauses: 24", "clauses: 25")
    assert correct(project, "plan:second").exit_code == 0
    written = (project / "content/corrections/2031-04-08-second.yaml").read_text()
    assert "was: 'Points in all: 24'\nis: 'Points in all: 25'\n" in written.replace('"', "'")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("plan:second#clauses", "'clauses' is a field of 'plan:second' and has no address of its own; name the fact: plan:second"),
        ("plan:second#nobody", "there is no entry 'nobody' in 'plan:second'; it has no entries"),
        ("meeting:2031-04-02-briefing#envoi", "did you mean 'meeting:2031-04-02-briefing#envoy'?"),
        ("plan:secnd", "did you mean 'plan:second'?"),
    ],
)  # fmt: skip
def test_what_is_no_fact_is_answered_with_what_it_is(typed, said, project):
    called = correct(project, typed)
    assert (called.exit_code, said in called.output) == (2, True), called.output


def test_what_is_not_given_is_asked_for(project):
    change(project, LIND, "name: Ada Lind\n", "name: Ada Linde\n")
    typed = ["correct", "actor:ada-lind", "--project", project, "--on", "2031-04-08"]
    assert call(*typed, answers="").exit_code == 2
    assert call(*typed, answers="mistake\n").exit_code == 2
    assert call(*typed, answers="error\na slip\nthe editors\n").exit_code == 0
    assert "why: a slip\n" in (project / "content/corrections/2031-04-08-ada-lind.yaml").read_text()


def test_signs_of_markup_in_what_was_are_words_in_the_correction(project):
    change(
        project,
        BRIEFING,
        "date: 2031-04-02\n",
        "date: 2031-04-02\nplace: 'the [old_mill](actor:no) & *yard*'\n",
    )
    assert correct(project, "meeting:2031-04-02-briefing").exit_code == 0
    assert codes(project) == []
    assert call("build", "--project", project).exit_code == 0


def test_what_changes_after_a_correction_was_written_wants_another(project):
    change(project, BRIEFING, "date: 2031-04-02\n", "date: 2031-04-02\nplace: the old mill\n")
    assert correct(project, "meeting:2031-04-02-briefing").exit_code == 0
    assert codes(project) == []
    refused = correct(project, "meeting:2031-04-02-briefing")
    assert (refused.exit_code, "tells of this change" in refused.output) == (2, True)
    change(project, BRIEFING, "place: the old mill\n", "place: the town hall\n")
    assert codes(project) == [("half-told-change", "question")]
    assert correct(project, "meeting:2031-04-02-briefing").exit_code == 0
    assert codes(project) == []


def test_a_second_correction_of_a_day_has_a_name_of_its_own(project):
    for name in ("Ada Linde", "Ada Lindh"):
        file = project / LIND
        file.write_text(
            "".join(
                f"name: {name}\n" if line.startswith("name: ") else f"{line}\n"
                for line in file.read_text().splitlines()
            )
        )
        assert correct(project, "actor:ada-lind").exit_code == 0
        assert call("baseline", "--project", project, "--on", "2031-04-08").exit_code == 0
    names = sorted(path.name for path in (project / "content/corrections").iterdir())
    assert names == ["2031-04-06-lind.yaml", "2031-04-08-ada-lind-2.yaml", "2031-04-08-ada-lind.yaml"]


def test_there_is_nothing_to_correct_where_nothing_changed_or_nothing_was_shown(project):
    (project / "content/actors/per-holm.yaml").write_text(
        "type: person\nname: Per Holm\nevidence: {source: harbour-post, at: p2}\n"
    )
    before = everything(project)
    for fact, told in (("plan:second", "differs"), ("actor:per-holm", "never published")):
        called = correct(project, fact)
        assert (called.exit_code, told in called.output) == (2, True)
    change(project, SECOND, "known: 2031-04-03", "known: 2031-04-03~")
    called = correct(project, "plan:second", "--on", "2031-04-06")
    assert (called.exit_code, "is before 2031-04-07" in called.output) == (2, True)
    assert everything(project).keys() == before.keys()


def test_an_unknown_fact_is_answered_with_the_nearest(project):
    for command in (["correct"], ["hold", "--note", "x"], ["withdraw", "--why", "x"]):
        for typed, meant in (
            ("actor:ada-lindt", "actor:ada-lind"),
            ("meeting:2031-04-02-briefing#envoi", "meeting:2031-04-02-briefing#envoy"),
        ):
            called = call(*command, typed, "--project", project)
            assert (called.exit_code, f"did you mean '{meant}'?" in called.output) == (2, True)


def test_a_fact_and_an_entry_are_held(project):
    for fact in ("actor:ada-lind", "meeting:2031-04-02-briefing#envoy"):
        called = call("hold", fact, "--note", "was it she?", "--on", "2031-04-08", "--project", project)
        assert called.exit_code == 0, called.output
    assert changes(project) == [("held", "actor:ada-lind"), ("held", "meeting:2031-04-02-briefing#envoy")]
    assert codes(project) == []
    assert call("baseline", "--project", project, "--on", "2031-04-08").exit_code == 0
    assert published(project).by_address["actor:ada-lind"].last_checked.text == "2031-04-07"


def test_a_fact_and_an_entry_are_withdrawn(project):
    for fact in ("divergence:by-or-with", "meeting:2031-04-02-briefing#envoy"):
        called = call(
            "withdraw", fact, "--why", "it was our slip", "--on", "2031-04-08", "--project", project
        )
        assert called.exit_code == 0, called.output
        again = call("withdraw", fact, "--why", "again", "--project", project)
        assert (again.exit_code, "already, since 2031-04-08" in again.output) == (2, True)
    assert {what for what, _ in changes(project)} == {"withdrawn"}
    assert call("baseline", "--project", project, "--on", "2031-04-08").exit_code == 0
    assert call("build", "--project", project).exit_code == 0
    page = (project / "site/changes.html").read_text()
    assert "no longer stands: it was our slip" in page
    assert "First published" in page


def test_a_withdrawal_among_the_corrections_says_what_when_and_why_once(project):
    on = ("--on", "2031-04-08", "--project", project)
    assert call("withdraw", "divergence:by-or-with", "--why", "it was our slip", *on).exit_code == 0
    told = call("correct", "divergence:by-or-with", "--by", "the editors", *on)
    assert told.exit_code == 0, told.output
    [written] = (project / "content/corrections").glob("2031-04-08-*")
    assert written.read_text() == (
        "fact: divergence:by-or-with\nwhen: 2031-04-08\nkind: withdrawal\nwas: By the towns or with them?\nis: withdrawn\n"
        "why: it was our slip\ndecided_by: the editors\n"
    )
    assert codes(project) == []
    assert call("build", "--project", project).exit_code == 0
    page, corrections = (
        (project / "site" / at).read_text() for at in ("divergences/by-or-with.html", "corrections.html")
    )
    assert "<h1>By the towns or with them? (withdrawn divergence)</h1>" in page
    assert page.count("it was our slip") == 1
    assert corrections.count("it was our slip") == 1


def test_without_a_record_it_is_not_said_that_readers_were_shown_nothing(project):
    (project / "published.json").unlink()
    refused = correct(project, "plan:second")
    assert (refused.exit_code, "there is no published.json here" in refused.output) == (2, True)
    assert "git show FETCH_HEAD:published.json" in refused.output


def test_what_a_correction_names_it_links_to(project):
    file = project / "content/divergences/by-or-with.yaml"
    file.write_text(
        file.read_text().replace("about: statement:2031-04-03-lind-on-tolls", "about: plan:second")
    )
    assert correct(project, "divergence:by-or-with").exit_code == 0
    [written] = (project / "content/corrections").glob("*by-or-with*")
    assert (
        "was: '[Ada Lind: The towns settle the tolls.](statement:2031-04-03-lind-on-tolls)'"
        in written.read_text()
    )
    assert "[Second draft](plan:second)" in written.read_text()


def test_nothing_is_written_that_would_bring_an_error(project):
    before = everything(project)
    typed = ["--why", "see [him](actor:nobody)", "--on", "2031-04-08", "--project", project]
    called = call("withdraw", "actor:ada-lind", *typed)
    assert (called.exit_code, "dangling-reference" in called.output) == (1, True)
    assert call("hold", "page:method", "--note", "x", "--project", project).exit_code == 2
    assert everything(project) == before


def test_the_page_of_changes_before_anything_is_published(tmp_path):
    folder = build_world(tmp_path, TWO_TOWNS)
    assert call("build", "--project", folder).exit_code == 0
    assert "Nothing has been published yet." in (folder / "site/changes.html").read_text()
    assert not (folder / "site/published.json").exists()


def test_the_page_of_changes_tells_each_thing_once_newest_first(project):
    change_in_five_ways(project)
    for what, fact in CHANGED:
        if what == "changed":
            correct(project, fact)
    correct(project, "actor:two-town-officials")
    (project / "content/actors/per-holm.yaml").write_text(
        "type: person\nname: Per Holm\nevidence: {source: harbour-post, at: p2}\n"
    )
    assert call("baseline", "--project", project, "--on", "2031-04-08").exit_code == 0
    change(project, VIEW, "at: p2}", "at: [p2, p3]}")
    assert call("baseline", "--project", project, "--on", "2031-04-09").exit_code == 0
    assert call("build", "--project", project).exit_code == 0
    page = (project / "site/changes.html").read_text()
    assert page.count(" was corrected: a slip of ours") == 5  # with the one that the world begins with
    assert page.count(" was added.") == 1
    assert page.count(" was changed.") == 1
    assert page.index("9 April 2031") < page.index("8 April 2031") < page.index("7 April 2031")
    assert "plans/second.html" in page
    assert "The towns set the tolls" not in page
