"""Publishing to a folder, a zip and a branch: what all of them promise."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from crawl import crawl
from publishing import (
    FIRST_DAY,
    LIND,
    PUBLISHED,
    SECOND_DAY,
    TARGETS,
    call,
    commits,
    correct_the_second_draft,
    dossier,
    everything,
    git_bytes,
    publish,
    replace,
    served,
    shown,
)
from worlds import SETTINGS, build_world

ALL = ["web", "mail", "pages"]
NOBODYS = b"the heron over the toll house"


@pytest.fixture
def project(tmp_path):
    return dossier(tmp_path)


def record(project: Path) -> bytes:
    file = project / "published.json"
    return file.read_bytes() if file.exists() else b""


@pytest.mark.parametrize("target", ALL)
def test_readers_get_the_site_and_the_dossier_keeps_what_they_were_shown(project, target, tmp_path):
    called = publish(project, target)
    assert (called.exit_code, "for the first time: 14 facts." in called.output) == (0, True)
    site = shown(project, target)
    assert b"Ada Lind" in site["actors/ada-lind.html"]
    assert {".nojekyll", "404.html", "_headers", ".factsheet"} <= site.keys()
    assert site["published.json"] == record(project)
    assert b"2031-04-08" in record(project)
    build_world(tmp_path / "site", {at: content.decode() for at, content in site.items()})
    assert crawl(tmp_path / "site") == []


@pytest.mark.parametrize("target", ALL)
def test_what_is_the_same_is_not_published_again(project, target):
    publish(project, target)
    before = everything(project.parent)
    again = publish(project, target, SECOND_DAY)
    assert (again.exit_code, again.stdout.startswith("Nothing has changed")) == (0, True)
    after = everything(project.parent)
    assert {at for at in before.keys() | after.keys() if before.get(at) != after.get(at)} == set()


@pytest.mark.parametrize("target", ALL)
def test_a_rehearsal_tells_facts_and_files_and_writes_nothing(project, target):
    publish(project, target)
    correct_the_second_draft(project)
    before = everything(project.parent)
    called = publish(project, target, SECOND_DAY, "--dry-run")
    assert called.exit_code == 0
    assert "was known: 2031-04-03\n" in called.output
    assert "~ plans/second.html" in called.output
    assert everything(project.parent) == before


def test_a_first_rehearsal_leaves_nothing_behind(project):
    before = everything(project.parent)
    for target in ALL:
        called = publish(project, target, FIRST_DAY, "--dry-run")
        assert (called.exit_code, "for the first time: 14 facts" in called.output) == (0, True)
        assert len(called.output.splitlines()) < 30
        assert "  + … and" in called.output
        assert ".factsheet" not in called.output
        every = publish(project, target, FIRST_DAY, "--dry-run", "--files").output
        assert {"  + 404.html", "  + who-says-what.html"} <= set(every.splitlines())
    assert everything(project.parent) == before
    assert sorted(path.name for path in project.parent.iterdir()) == ["dossier", "remote.git"]


@pytest.mark.parametrize("target", ALL)
def test_back_to_the_publication_before_and_forth_again(project, target):
    publish(project, target)
    first, first_record = shown(project, target), record(project)
    correct_the_second_draft(project)
    assert publish(project, target, SECOND_DAY).exit_code == 0
    second, second_record = shown(project, target), record(project)
    assert second["plans/second.html"] != first["plans/second.html"]

    rehearsed = call("rollback", target, "--project", project, "--dry-run")
    assert (rehearsed.exit_code, "~ plans/second.html" in rehearsed.output) == (0, True)
    assert shown(project, target) == second

    back = call("rollback", target, "--project", project)
    assert (back.exit_code, "Back from what was published on 2031-04-09" in back.output) == (0, True)
    assert re.search(
        r"on 2031-04-09 \(on .* at \d\d:\d\d:\d\d\) to what was published on "
        r"2031-04-08 \(on .* at \d\d:\d\d:\d\d\)\.\n",
        back.output,
    )
    assert "    was known: 2031-04-03~\n    is  known: 2031-04-03\n" in back.output
    assert (shown(project, target), record(project)) == (first, first_record)
    told = json.loads(call("diff", "--project", project, "--format", "json").stdout)
    assert ("changed", "plan:second") in [(one["change"], one["address"]) for one in told]

    assert call("rollback", target, "--project", project).exit_code == 0
    assert (shown(project, target), record(project)) == (second, second_record)


@pytest.mark.parametrize("target", ALL)
def test_two_publications_of_a_day_that_differ_in_a_setting_alone_are_told_apart(project, target):
    publish(project, target)
    time.sleep(1.1)
    replace(project, "content/dossier.yaml", "title: Two towns and a bridge", "title: A bridge of two towns")
    forth = publish(project, target).output
    changed = "Changed besides the facts\n  title\n    was {}\n    is  {}\n"
    assert "No fact has changed." in forth
    assert changed.format("Two towns and a bridge", "A bridge of two towns") in forth
    back = call("rollback", target, "--project", project).output
    assert "No fact is another in these two." in back
    assert changed.format("A bridge of two towns", "Two towns and a bridge") in back
    one, other = re.search(
        r"Back from what was published on (.*) to what was published on (.*)\.\n", back
    ).groups()
    assert one != other
    again = call("rollback", target, "--project", project).output
    assert (
        target == "pages"
        or f"Back from what was published on {other} to what was published on {one}." in again
    )


def test_words_layouts_and_style_that_have_changed_are_named(project):
    publish(project, "web")
    build_world(
        project,
        {"layouts/assets/own.css": "body { color: navy }\n", "content/words.yaml": "Actors: People\n"},
    )
    told = publish(project, "web").output
    assert (
        "  the words of the site (content/words.yaml)\n  style and whatever else lies in layouts/\n" in told
    )
    assert "  title" not in told


def test_a_way_back_at_one_target_leaves_the_record_of_what_readers_of_another_are_shown(project):
    publish(project, "mail")
    correct_the_second_draft(project)
    publish(project, "pages", SECOND_DAY)
    publish(project, "mail", SECOND_DAY)
    second = record(project)
    back = call("rollback", "mail", "--project", project)
    assert "published.json stays as it is: readers of branch 'pages'" in back.output
    assert record(project) == second == shown(project, "pages")["published.json"]
    forth = publish(project, "mail", SECOND_DAY)
    assert (forth.exit_code, shown(project, "mail")["published.json"]) == (0, second)


@pytest.mark.parametrize("target", ["pages"])
def test_after_a_way_back_the_facts_can_go_out_again(project, target):
    publish(project, target)
    correct_the_second_draft(project)
    publish(project, target, SECOND_DAY)
    second = shown(project, target)
    call("rollback", target, "--project", project)
    assert publish(project, target, SECOND_DAY).exit_code == 0
    assert shown(project, target) == second


@pytest.mark.parametrize("target", ["mail"])
def test_there_is_no_way_back_from_the_first_publication(project, target):
    publish(project, target)
    before = everything(project.parent)
    called = call("rollback", target, "--project", project)
    assert (called.exit_code, "there is no way back" in called.stderr) == (2, True)
    assert everything(project.parent) == before


@pytest.mark.parametrize("target", ["web"])
def test_a_silent_change_does_not_get_out(project, target):
    publish(project, target)
    before = shown(project, target), record(project)
    replace(project, "content/plans/second.yaml", "known: 2031-04-03", "known: 2031-04-05")
    called = publish(project, target, SECOND_DAY)
    assert (called.exit_code, "error[uncorrected-change]" in called.stderr) == (1, True)
    assert (shown(project, target), record(project)) == before


def test_facts_with_errors_and_days_before_the_last_are_not_published(project):
    publish(project, "web")
    before = everything(project.parent)
    assert publish(project, "web", "2031-04-07").exit_code == 2
    replace(project, LIND, "type: person", "type: persona")
    assert publish(project, "web", SECOND_DAY).exit_code == 1
    before["dossier/" + LIND] = (project / LIND).read_bytes()
    assert everything(project.parent) == before


@pytest.mark.parametrize("target", ["pages"])
def test_a_record_that_was_not_written_any_more_is_mended_by_the_next_run(project, target):
    """As if the run had been killed after readers had everything, and before published.json was written."""
    publish(project, target)
    first_record = record(project)
    correct_the_second_draft(project)
    publish(project, target, SECOND_DAY)
    second, second_record = shown(project, target), record(project)
    for left in (first_record, b""):
        (project / "published.json").write_bytes(left)
        if not left:
            (project / "published.json").unlink()
        called = publish(project, target, "2031-04-10")
        assert (called.exit_code, "Nothing has changed" in called.output) == (0, True), called.output
        assert (shown(project, target), record(project)) == (second, second_record)


@pytest.mark.parametrize("target", ["web"])
def test_what_a_colleague_published_is_not_published_over(project, target):
    publish(project, target)
    first = everything(project)
    correct_the_second_draft(project)
    publish(project, target, SECOND_DAY)
    theirs = shown(project, target)
    build_world(project, {"published.json": first["published.json"].decode(), **PUBLISHED})
    (project / "content/corrections/2031-04-09-second.yaml").unlink()
    called = publish(project, target, "2031-04-10")
    assert (called.exit_code, "error[behind-published]" in called.stderr) == (1, True)
    assert "vanished-fact" not in called.stderr
    assert "plan:second" in called.stderr
    assert shown(project, target) == theirs


def test_a_target_that_lags_behind_gets_everything_since(project):
    publish(project, "mail")
    correct_the_second_draft(project)
    publish(project, "web", SECOND_DAY)
    called = publish(project, "mail", "2031-04-10")
    assert (called.exit_code, "was known: 2031-04-03\n" in called.output) == (0, True)
    assert shown(project, "mail") == shown(project, "web")
    (project / "published.json").unlink()
    assert "published.json stays as it is" in call("rollback", "mail", "--project", project).output
    assert record(project) == b""


@pytest.mark.parametrize("target", ALL)
def test_neither_drafts_nor_texts_of_articles_nor_what_lies_about_gets_out(tmp_path, target):
    heron = NOBODYS.decode()
    project = dossier(
        tmp_path,
        {
            **PUBLISHED,
            "content/actors/per-holm.yaml": f"type: person\nname: {heron}\ndraft: true\nevidence: {{source: valley-wire, at: p1}}\n",
            "content/actors/.ada.yaml.swp": heron,
            "seeds/texts/harbour-post.txt": f"Tolls\n\n{heron}\n",
            "seeds/README.md": heron,
            "notes.txt": heron,
            "layouts/notes.txt": heron,
            "site/old.html": heron,
        },
    )
    called = publish(project, target)
    assert called.exit_code == 0, called.output
    assert not [at for at, content in shown(project, target).items() if NOBODYS in content]
    assert NOBODYS not in record(project)
    assert heron not in called.output
    pushed = git_bytes(tmp_path / "remote.git", "cat-file", "--batch-all-objects", "--batch")
    assert NOBODYS not in pushed


def test_a_place_that_is_not_ours_is_refused(project, tmp_path):
    (tmp_path / "public").mkdir()
    (tmp_path / "public/letter.txt").write_text("mine")
    (tmp_path / "towns.zip").write_bytes(b"PK, or so it seems")
    before = everything(tmp_path)
    for target in ("web", "mail"):
        called = publish(project, target)
        assert (called.exit_code, "factsheet did not write" in called.stderr) == (2, True)
    assert everything(tmp_path) == before


def test_by_what_a_folder_is_taken_is_said(project, tmp_path):
    (tmp_path / "public").mkdir()
    for name in ("letter.txt", "notes.txt", "a.html", "b.html", "c.html"):
        (tmp_path / "public" / name).write_text("mine")
    said = publish(project, "web").stderr
    assert "did not write, 'a.html', 'b.html', 'c.html' and 2 more; empty it" in said


def test_who_names_a_place_that_is_not_written_down_is_told_where_to_write_it(project):
    called = publish(project, "Server 1")
    assert called.exit_code == 2
    assert "it can be " in called.stderr
    assert (
        "under 'publish:' in content/dossier.yaml, such as '- {name: server-1, folder: ../public}'"
        in called.stderr
    )


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("{name: web, folder: content/actors}", "lies in 'content' of the dossier"),
        ("{name: web, folder: seeds}", "lies in 'seeds' of the dossier"),
        ("{name: web, folder: site}", "is where 'factsheet build' writes"),
        ("{name: web, folder: ..}", "holds the dossier itself"),
        ("{name: web, folder: .}", "holds the dossier itself"),
        ("{name: web, folder: ../../nowhere/at/all}", "is no folder; make it first"),
        ("{name: web, folder: ../remote.git}", "factsheet did not write"),
        ("{name: web, zip: ../remote.git}", "cannot be published to"),
        ("{name: web, zip: .git/towns.zip}", "lies in '.git' of the dossier"),
        ("{name: web, branch: 'a..b'}", "cannot be the name of a branch"),
        ("{name: web, branch: '-x'}", "cannot be the name of a branch"),
        ("{name: web, branch: pages, remote: --upload-pack=x}", "cannot be the name of a remote"),
        ("{name: web, branch: pages, remote: 'ext::sh -c x'}", "transport 'ext' not allowed"),
        ("{name: web, branch: pages, remote: nowhere}", "nothing tells git where 'nowhere' is"),
        ("[{name: web, zip: a.zip}, {name: web, zip: b.zip}]", "have the same name"),
        ("[{name: one, zip: a.zip}, {name: two, zip: b.zip}]", "there is no target 'web'"),
        ("[]", "names nowhere to publish to"),
    ],
)
def test_a_target_that_cannot_be_is_refused_in_words(tmp_path, target, said):
    project = dossier(tmp_path, {**PUBLISHED, "content/dossier.yaml": f"{SETTINGS}publish: {target}\n"})
    before = everything(tmp_path)
    for more in ((), ("--dry-run",)):
        called = publish(project, "web", FIRST_DAY, *more)
        assert (called.exit_code, said in called.stderr) == (2, True), called.output
    assert everything(tmp_path) == before


def test_a_target_is_one_thing_and_is_checked_with_the_facts(tmp_path):
    for wrong in ("{name: web}", "{name: web, zip: a, folder: b}"):
        build_world(tmp_path, {**PUBLISHED, "content/dossier.yaml": f"{SETTINGS}publish: {wrong}\n"})
        assert "error[not-one-of]" in call("check", "--project", tmp_path).output
        assert publish(tmp_path, "web").exit_code == 1


def test_the_only_target_need_not_be_named(tmp_path):
    project = dossier(
        tmp_path,
        {**PUBLISHED, "content/dossier.yaml": f"{SETTINGS}publish: {{name: web, folder: ../public}}\n"},
    )
    assert call("publish", "--project", project, "--on", FIRST_DAY).exit_code == 0
    assert "index.html" in shown(project, "web")
    (project / "content/dossier.yaml").write_text(SETTINGS + TARGETS)
    called = call("publish", "--project", project)
    assert (called.exit_code, "name one: web, mail, pages" in called.stderr) == (2, True)


def test_what_readers_are_shown_is_looked_at(project, tmp_path):
    publish(project, "web")
    first = everything(tmp_path / "public")
    correct_the_second_draft(project)
    with served(tmp_path / "public") as url:
        sound = publish(project, "web", SECOND_DAY, "--verify", url)
        assert (sound.exit_code, f"files at {url} are what was published." in sound.output) == (0, True)
        assert publish(project, "web", SECOND_DAY, "--verify", url).exit_code == 0
        (tmp_path / "public/index.html").write_text("seized")
        (tmp_path / "public/timeline.html").unlink()
        called = call("publish", "mail", "--project", project, "--on", SECOND_DAY, "--verify", url)
        assert called.exit_code == 1
        assert "  not what was published: index.html\n  missing: timeline.html\n" in called.stderr
    build_world(tmp_path / "cache", {at: content.decode() for at, content in first.items()})
    call("rollback", "web", "--project", project)
    publish(project, "web", SECOND_DAY)
    call("rollback", "web", "--project", project)
    with served(tmp_path / "cache") as url:
        stale = publish(project, "web", SECOND_DAY, "--verify", url)
    assert (
        stale.exit_code,
        "  still as before (some hosts take minutes, and a cache may keep it): " in stale.stderr,
    ) == (1, True)


def test_with_a_rehearsal_what_was_published_last_is_looked_at_and_nothing_published(project, tmp_path):
    look_only = ("publish", "web", "--project", project, "--dry-run", "--verify")
    publish(project, "web")
    (project / "content/plans/second.yaml").write_text("not a fact")
    before = everything(project)
    with served(tmp_path / "public") as url:
        sound = call(*look_only, url)
        assert (sound.exit_code, f"files at {url} are what was published." in sound.output) == (0, True)
    with served(tmp_path / "public") as url:
        (tmp_path / "public/timeline.html").unlink()
        (tmp_path / "public/index.html").write_text("damaged")
        damaged = call(*look_only, url)
    assert damaged.exit_code == 1
    assert "  missing: timeline.html\n" in damaged.stderr
    assert "  not what was published: index.html\n" in damaged.stderr
    seized = build_world(tmp_path / "cache", {"index.html": "seized"})
    with served(seized) as url:
        wrong = call(*look_only, url)
    assert wrong.exit_code == 1
    missing = re.search("^  missing: (.*) and [0-9]+ more$", wrong.stderr, re.MULTILINE)
    assert missing
    assert len(missing[1].split(", ")) == 12
    assert "  not what was published: index.html\n" in wrong.stderr
    assert everything(project) == before


def test_only_safe_addresses_are_looked_at(project):
    for url in ("http://towns.example/", "towns.example", "--dry-run"):
        called = publish(project, "web", FIRST_DAY, "--verify", url)
        assert called.exit_code == 2, called.output
    assert not (project.parent / "public").exists()
    called = publish(project, "web", SECOND_DAY, "--verify")
    assert (called.exit_code, "has no 'url:'" in called.stderr) == (2, True)


def test_each_target_says_where_it_stands(tmp_path):
    targets = "publish: {name: pages, branch: pages, url: 'https://towns.example/'}\n"
    project = dossier(
        tmp_path,
        {**PUBLISHED, "content/dossier.yaml": f"{SETTINGS}base_url: https://other.example/x/\n{targets}"},
    )
    assert publish(project, "pages").exit_code == 0
    site = shown(project, "pages")
    assert b'rel="canonical" href="https://towns.example/index.html"' in site["index.html"]
    assert site["CNAME"] == b"towns.example\n"
    assert commits(project) == ["Two towns and a bridge: published on 2031-04-08"]


def test_a_page_with_a_new_address_is_found_at_the_old_one(project):
    publish(project, "web")
    for file in [*project.glob("content/**/*.*"), *project.glob("seeds/*")]:
        if file.is_file():
            file.write_text(
                file.read_text().replace("actor:ada-lind", "actor:ada-l").replace(": ada-lind", ": ada-l")
            )
    (project / LIND).rename(project / "content/actors/ada-l.yaml")
    (project / "content/positions/toll/ada-lind.yaml").rename(project / "content/positions/toll/ada-l.yaml")
    called = publish(project, "web", SECOND_DAY)
    assert called.exit_code == 0, called.output
    site = shown(project, "web")
    assert b'content="0; url=ada-l.html"' in site["actors/ada-lind.html"]
    assert site["_redirects"] == b"/actors/ada-lind.html /actors/ada-l.html 301\n"
    assert crawl(project.parent / "public") == []


TITLE, HERS = "title: Two towns and a bridge", "title: A bridge of two towns"


def published_by_a_colleague(project: Path, target: str, old: str, new: str) -> None:
    """Somebody else has the same facts and other settings, and has published; here is what was before."""
    publish(project, target)
    first_record = record(project)
    replace(project, "content/dossier.yaml", old, new)
    assert publish(project, target).exit_code == 0
    replace(project, "content/dossier.yaml", new, old)
    (project / "published.json").write_bytes(first_record)


@pytest.mark.parametrize("target", ALL)
def test_a_setting_that_a_colleague_has_changed_is_not_taken_back_in_silence(project, target):
    published_by_a_colleague(project, target, TITLE, HERS)
    hers = shown(project, target)
    called = publish(project, target)
    assert called.exit_code == 1
    assert "error[behind-published]\n  readers have been shown another 'title' since" in called.stderr
    assert "'A bridge of two towns'; here it is still 'Two towns and a bridge'" in called.stderr
    assert "content/dossier.yaml:2:" in called.stderr
    assert "'git pull'" in called.stderr
    assert "'factsheet publish --take-back title'" in called.stderr
    assert shown(project, target) == hers

    replace(project, "content/dossier.yaml", TITLE, HERS)
    assert "Nothing has changed" in publish(project, target).stdout
    assert record(project) == hers["published.json"]


def test_who_wants_a_setting_back_says_so_and_the_colleague_is_told(project):
    published_by_a_colleague(project, "web", TITLE, HERS)
    hers = shown(project, "web")["published.json"]
    assert publish(project, "web", FIRST_DAY, "--take-back", "subtitle").exit_code == 1
    assert publish(project, "web", FIRST_DAY, "--take-back", "title").exit_code == 0
    assert b"Two towns and a bridge" in shown(project, "web")["index.html"]
    replace(project, "content/dossier.yaml", TITLE, HERS)
    (project / "published.json").write_bytes(hers)
    assert "here it is still 'A bridge of two towns'" in publish(project, "web").stderr


def test_who_says_something_else_again_has_decided_it(project):
    published_by_a_colleague(project, "web", TITLE, HERS)
    replace(project, "content/dossier.yaml", TITLE, "title: Of a bridge")
    assert publish(project, "web").exit_code == 0


def test_words_and_layouts_of_a_colleague_are_not_taken_back_in_silence(project):
    publish(project, "web")
    first_record = record(project)
    build_world(project, {"content/words.yaml": "Actors: People\n"})
    assert publish(project, "web").exit_code == 0
    (project / "content/words.yaml").unlink()
    (project / "published.json").write_bytes(first_record)
    called = publish(project, "web")
    assert (called.exit_code, "the words of the site (content/words.yaml)" in called.stderr) == (1, True)
    assert publish(project, "web", FIRST_DAY, "--take-back", "words").exit_code == 0


def test_a_target_that_lags_behind_gets_the_settings_since(project):
    publish(project, "mail")
    replace(project, "content/dossier.yaml", TITLE, HERS)
    publish(project, "web")
    assert publish(project, "mail").exit_code == 0
    replace(project, "content/dossier.yaml", HERS, TITLE)
    assert [publish(project, target).exit_code for target in ("mail", "web")] == [0, 0]
    assert shown(project, "mail") == shown(project, "web")


def test_a_long_summary_that_ends_otherwise_is_another(project):
    long = "Two towns talk about a bridge. " * 20
    replace(project, "content/dossier.yaml", "speaks for it.", f"speaks for it. {long}Slowly.")
    published_by_a_colleague(project, "web", "Slowly.", "At last.")
    assert "readers have been shown another 'summary'" in publish(project, "web").stderr


def test_with_a_warning_nothing_goes_out_and_with_a_question_it_does(project):
    publish(project, "web")
    before = shown(project, "web"), record(project)
    replace(
        project, "content/statements/2031-04-03-lind-on-tolls.yaml", "The towns settle", "Both towns settle"
    )
    correct = "fact: actor:iris-dahl\nwhen: 2031-04-09\nkind: error\nwas: x\nis: y\nwhy: z\ndecided_by: us\n"
    build_world(
        project,
        {
            "content/actors/iris-dahl.yaml": (project / LIND).read_text().replace("Ada Lind", "Iris Dahl"),
            "content/corrections/2031-04-09-dahl.yaml": correct,
        },
    )
    called = publish(project, "web", SECOND_DAY)
    assert (called.exit_code, "error[nothing-to-correct]" in called.stderr) == (1, True)
    assert call("baseline", "--project", project, "--on", SECOND_DAY).exit_code == 1
    assert (shown(project, "web"), record(project)) == before
    (project / "content/corrections/2031-04-09-dahl.yaml").unlink()
    called = publish(project, "web", SECOND_DAY)
    assert (called.exit_code, "question[reworded-fact]" in called.stderr) == (0, True), called.output
