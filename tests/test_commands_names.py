"""The commands that call facts otherwise, join them, tell them apart and take them away; nothing is written by halves."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import real
import yaml
from bridge import BRIDGE
from click.testing import CliRunner, Result
from worlds import TWO_TOWNS, World, build_world

from generator.build import look
from generator.commands.cli import main
from generator.history import read

LIND = "content/actors/ada-lind.yaml"
VADA = "content/actors/vada-lindt.yaml"
SAID = "content/statements/2031-04-03-lind-on-tolls.yaml"
WIRE = "{source: valley-wire, at: p3}"

LEADS_ON = b'http-equiv="refresh"'


def call(*arguments: str | Path) -> Result:
    called = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert isinstance(called.exception, SystemExit | None), called.exc_info
    assert "Traceback" not in called.output
    return called


def everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def site(project: Path, folder: Path) -> dict[str, bytes]:
    built = call("build", "--project", project, "--output", folder)
    assert built.exit_code == 0, built.output
    return {address: text for address, text in everything(folder).items() if LEADS_ON not in text}


def called_back(pages: dict[str, bytes], new: str, old: str) -> dict[str, bytes]:
    return {
        address.replace(new, old): text.replace(new.encode(), old.encode()) for address, text in pages.items()
    }


def strict(project: Path) -> list[tuple[str, str]]:
    told = json.loads(call("check", "--strict", "--format", "json", "--project", project).stdout)
    return [(one["code"], one["file"]) for one in told]


def real_copy(folder: Path) -> Path:
    for part in ("content", "seeds"):
        shutil.copytree(real.ROOT / part, folder / part, ignore=shutil.ignore_patterns("texts"))
    return folder


@pytest.mark.parametrize(
    ("whose", "old", "new"),
    [
        ("bridge", "actor:ada-lind", "ada-lindz"),
        ("bridge", "issue:envoys-time", "envoys-timez"),
        ("bridge", "source:valley-wire", "valley-wirez"),
        ("real", "actor:mark-rutte", "mark-ruttez"),
        ("real", "source:unn-2025-12-03", "unn-2025-12-03z"),
    ],
)
def test_a_site_is_the_same_but_for_the_name(whose, old, new, tmp_path):
    folder = tmp_path / "dossier"
    project = real_copy(folder) if whose == "real" else build_world(folder, BRIDGE)
    before = site(project, tmp_path / "before")
    renamed = call("rename", old, new, "--project", project)
    assert renamed.exit_code == 0, renamed.output
    after = called_back(site(project, tmp_path / "after"), new, old.partition(":")[2])
    assert after.keys() == before.keys()
    assert [address for address in before if after[address] != before[address]] == []
    assert f"{old} is {old.partition(':')[0]}:{new} now" in renamed.output


def test_the_old_address_of_a_page_leads_on(tmp_path):
    project = build_world(tmp_path / "dossier", TWO_TOWNS)
    assert call("rename", "actor:ada-lind", "lind", "--project", project).exit_code == 0
    assert call("rename", "actor:lind", "ada", "--project", project).exit_code == 0
    assert call("build", "--project", project, "--output", tmp_path / "site").exit_code == 0
    for old in ("ada-lind", "lind"):
        page = (tmp_path / f"site/actors/{old}.html").read_bytes()
        assert LEADS_ON in page
        assert b'href="../actors/ada.html"' in page


@pytest.mark.parametrize(
    "arguments",
    [
        ("delete", "actor:ada-lind"),
        ("rename", "actor:ada-lind#vada", "lindt"),
        ("uses", "actor:ada-lind"),
        ("show", "actor:ada-lind"),
        ("cite", "actor:ada-lind", "--source", "valley-wire", "--at", "p2"),
    ],
)
def test_who_names_a_fact_as_it_was_called_is_told_what_it_is_called_now(arguments, tmp_path):
    project = build_world(tmp_path / "dossier", TWO_TOWNS)
    assert call("rename", "actor:ada-lind", "lind", "--project", project).exit_code == 0
    assert call("rename", "actor:lind", "vada", "--project", project).exit_code == 0
    answered = call(*arguments, "--project", project)
    told = "there is no fact 'actor:ada-lind' any more: it is 'actor:vada' now"
    assert (answered.exit_code, told in answered.stderr) == (2, True)


def test_a_rename_is_shown_and_not_written(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    before = everything(project)
    shown = call("rename", "actor:ada-lind", "lind", "--project", project, "--dry-run")
    assert shown.exit_code == 0
    assert "rename from content/actors/ada-lind.yaml\nrename to content/actors/lind.yaml\n" in shown.stdout
    assert "-speaker: ada-lind\n+speaker: lind\n" in shown.stdout
    assert everything(project) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("rename", "actor:ada-lnd", "lind"), "did you mean 'actor:ada-lind'"),
        (("rename", "actor:ada-lind", "index"), "cannot be an id"),
        (("rename", SAID[8:], "x"), "there is no fact"),
        (("merge", "actor:ada-lind", "plan:first"), "have to be facts of one kind"),
        (("merge", "actor:ada-lind", "actor:ada-lind"), "have to be facts of one kind"),
        (("split", "actor:ada-lind", "vada", "--names", "vade"), "did you mean 'vada'"),
        (("split", "actor:ada-lind", "vada", "--names", "vada"), "that the names mean one and the same"),
        (("delete", "actor:ada-lnd"), "did you mean"),
        (("uses", "actor:ada-lnd"), "did you mean"),
    ],
)
def test_a_call_that_makes_no_sense_is_answered_and_changes_nothing(arguments, said, tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    before = everything(project)
    answered = call(*arguments, "--project", project)
    assert answered.exit_code in (1, 2)
    assert said in answered.output
    assert everything(project) == before


def test_a_rename_that_would_bring_an_error_is_refused(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    before = everything(project)
    refused = call("rename", "meeting:2031-04-02-briefing", "first-briefing", "--project", project)
    assert refused.exit_code == 1
    assert "id-without-date" in refused.output
    assert "Nothing was written" in refused.output
    assert everything(project) == before


def test_a_date_can_be_mended_before_the_name_and_the_name_before_the_date(tmp_path):
    for first in ("date", "name"):
        project = build_world(tmp_path / first, TWO_TOWNS)
        old, new = (project / f"content/meetings/2031-04-0{day}-briefing.yaml" for day in (2, 4))
        text = old.read_text()
        dated = text.replace("date: 2031-04-02", "date: 2031-04-04").replace("on Wednesday", "on Friday")
        if first == "date":
            old.write_text(dated)
        called = call("rename", "meeting:2031-04-02-briefing", "2031-04-04-briefing", "--project", project)
        assert called.exit_code == 0, called.output
        assert new.is_file()


def test_drafts_are_renamed_too(tmp_path):
    draft = f"draft: true\ntype: group\nname: The envoy's people\npart_of: ada-lind\nevidence: {WIRE}\n"
    project = build_world(tmp_path, {**TWO_TOWNS, "content/actors/people.yaml": draft})
    assert call("rename", "actor:ada-lind", "lind", "--project", project).exit_code == 0
    assert "part_of: lind\n" in (project / "content/actors/people.yaml").read_text(encoding="utf-8")


# What readers have been shown


@pytest.mark.parametrize("old", ["actor:ada-lind", "source:valley-wire", "actor:ada-lind#vada", "issue:toll"])
def test_history_goes_on_under_the_new_name(old, tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    assert call("baseline", "--project", project, "--on", "2031-04-07").exit_code == 0
    new = f"{old}z"
    assert call("rename", old, new, "--project", project).exit_code == 0
    assert strict(project) == []
    assert json.loads(call("diff", "--project", project, "--format", "json").stdout) == []
    shown = read((project / "published.json").read_bytes()).by_address
    assert old not in shown
    assert shown[new].former == (old,)
    assert shown[new].first_published.text == "2031-04-07"


def test_what_has_changed_since_is_told_as_before_a_rename(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    call("baseline", "--project", project, "--on", "2031-04-07")
    text = (project / SAID).read_text(encoding="utf-8")
    (project / SAID).write_text(text.replace("date: 2031-04-03", "date: 2031-04-03~"), encoding="utf-8")
    more = f"evidence:\n  - {{source: harbour-post, at: p1}}\n  - {WIRE}\n"
    first = project / "content/plans/first.yaml"
    first.write_text(re.sub("evidence: [^\n]*\n$", more, first.read_text(encoding="utf-8")), encoding="utf-8")
    before = call("diff", "--project", project).stdout
    assert call("rename", "source:valley-wire", "wire", "--project", project).exit_code == 0
    assert call("rename", "actor:ada-lind", "lind", "--project", project).exit_code == 0
    after = call("diff", "--project", project).stdout
    assert "Evidence added\n  plan:first\n" in after
    assert after == before.replace("valley-wire", "wire")
    assert strict(project) == [("uncorrected-change", SAID)]


def test_history_is_not_guessed_where_there_are_errors(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    call("baseline", "--project", project, "--on", "2031-04-07")
    refused = call("rename", "position:toll/ada-lind", "toll/nobody", "--project", project)
    assert refused.exit_code == 1
    assert "no actor is called 'nobody'" in refused.output
    text = (project / SAID).read_text(encoding="utf-8")
    (project / SAID).write_text(text.replace("speaker: ada-lind", "speaker: nobody"), encoding="utf-8")
    before = everything(project)
    refused = call("rename", "actor:ada-lind", "lind", "--project", project)
    assert refused.exit_code == 2
    assert "mend them first" in refused.output
    assert everything(project) == before


# Two made one


def with_vada(text: str, **others: str) -> World:
    meeting = TWO_TOWNS["content/meetings/2031-04-02-briefing.yaml"].replace(
        "actor: ada-lind", "actor: vada-lindt"
    )
    return {**TWO_TOWNS, "content/meetings/2031-04-02-briefing.yaml": meeting, VADA: text, **others}


SECOND = f"""\
type: person
name: Vada Lindt
names:
  # as the Wire has her
  - {{id: vada, name: V. Lindt, evidence: {WIRE}}}
roles:
  - {{id: envoy, title: envoy, evidence: {WIRE}}}
evidence: {WIRE}
"""


def test_two_facts_become_one(tmp_path):
    page = "# How\n\n[V. Lindt](actor:vada-lindt#vada) and [her office](actor:vada-lindt#envoy).\n"
    project = build_world(tmp_path, with_vada(SECOND, **{"content/pages/how.md": page}))
    merged = call("merge", "actor:ada-lind", "actor:vada-lindt", "--project", project)
    assert merged.exit_code == 0, merged.output
    assert look(project, lambda _: None).problems == ()
    assert not (project / VADA).exists()
    text = (project / LIND).read_text(encoding="utf-8")
    # Each has a name 'vada' that is not the other's; 'Vada Lindt' was a name of both.
    assert "{id: vada, name: Vada Lindt, evidence: {source: harbour-post, at: p5}}" in text
    assert "name: V. Lindt" in text
    assert "id: vada-2" in text
    assert "title: envoy" in text
    assert "(actor:ada-lind#vada-2)" in (project / "content/pages/how.md").read_text(encoding="utf-8")
    settings = (project / "content/dossier.yaml").read_text(encoding="utf-8")
    assert "{from: actors/vada-lindt.html, to: actor:ada-lind}" in settings
    assert "# as the Wire has her" in merged.output


def test_the_name_of_the_one_that_goes_becomes_a_name_that_sources_use(tmp_path):
    text = f"type: person\nname: Ada Lindh\nevidence: {WIRE}\n"
    project = build_world(tmp_path, with_vada(text))
    assert call("merge", "actor:ada-lind", "actor:vada-lindt", "--project", project).exit_code == 0
    lind = (project / LIND).read_text(encoding="utf-8")
    assert "id: ada-lindh" in lind
    assert "name: Ada Lindh" in lind
    assert look(project, lambda _: None).problems == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SECOND.replace("type: person", "type: group"), "type: person"),
        (f"type: person\nname: X\nnames: []\nnot_same_as: {{actor: ada-lind, why: y}}\nevidence: {WIRE}\n", "speak of itself"),
        (f"type: person\nname: Ada Lindh\nsummary: One.\nhold: {{since: 2031-04-05, note: x}}\nroles:\n  - {{id: a, title: b, evidence: {WIRE}}}\n", "no source is named for 'Ada Lindh'"),
    ],
)  # fmt: skip
def test_nothing_is_dropped_where_two_differ(text, said, tmp_path):
    project = build_world(tmp_path, with_vada(text))
    before = everything(project)
    refused = call("merge", "actor:ada-lind", "actor:vada-lindt", "--project", project)
    assert refused.exit_code == 2
    assert said in refused.output
    assert everything(project) == before


def test_errors_that_are_there_already_are_told_where_they_stand_now(tmp_path):
    broken = "type: person\nname: Ada Lindh\nevidence: {source: harbour-post, at: p99}\n"
    project = build_world(tmp_path, with_vada(broken))
    before = everything(project)
    refused = call("merge", "actor:ada-lind", "actor:vada-lindt", "--project", project)
    assert refused.exit_code == 1
    assert "content/actors/vada-lindt.yaml:3:" in refused.output
    assert "content/actors/ada-lind.yaml:" not in refused.output
    assert "mend this first" in refused.output
    assert everything(project) == before


def test_facts_that_are_no_actors_are_merged_only_where_nothing_is_lost(tmp_path):
    event = "title: The leak\nevidence: {source: harbour-post, at: p2}\n"
    events = {f"content/events/undated-{name}.yaml": event for name in ("leak", "leak-again")}
    project = build_world(tmp_path, {**TWO_TOWNS, **events})
    (project / "content/events/undated-leak-again.yaml").write_text(
        f"{event}summary: More.\n", encoding="utf-8"
    )
    refused = call("merge", "event:undated-leak", "event:undated-leak-again", "--project", project)
    assert refused.exit_code == 2
    assert "summary: More." in refused.output
    merged = call("merge", "event:undated-leak-again", "event:undated-leak", "--project", project)
    assert merged.exit_code == 0
    assert not (project / "content/events/undated-leak.yaml").exists()


def test_readers_who_knew_both_are_to_be_told(tmp_path):
    project = build_world(tmp_path, with_vada(SECOND))
    call("baseline", "--project", project, "--on", "2031-04-07")
    rehearsed = call("merge", "actor:ada-lind", "actor:vada-lindt", "--project", project, "--dry-run").output
    assert '"substance"' not in rehearsed
    assert "published.json goes along" in rehearsed
    merged = call("merge", "actor:ada-lind", "actor:vada-lindt", "--project", project)
    assert "Readers have been shown actor:vada-lindt" in merged.output
    assert "Nothing has to be corrected." in merged.output
    assert strict(project) == []
    (said,) = re.findall("^  factsheet (correct actor:ada-lind .*)$", merged.output, re.MULTILINE)
    why = ("--why", "the same office", "--by", "the editors", "--on", "2031-04-08")
    told = call(*shlex.split(said), "--project", project, *why)
    assert told.exit_code == 0, told.output
    [written] = (project / "content/corrections").glob("2031-04-08-*")
    assert "was: Ada Lind and Vada Lindt, each with a page of its own\n" in written.read_text()
    assert strict(project) == []
    shown = read((project / "published.json").read_bytes()).by_address
    assert shown["actor:ada-lind"].former == ("actor:vada-lindt",)


def test_offices_that_read_alike_are_shown_together(tmp_path):
    both = f"roles:\n  - {{id: envoy, title: The envoy, evidence: {WIRE}}}\n  - {{id: pilot, title: The pilot, evidence: {WIRE}}}\n"
    project = build_world(tmp_path, with_vada(SECOND))
    (project / LIND).write_text((project / LIND).read_text() + both)
    merged = call("merge", "actor:ada-lind", "actor:vada-lindt", "--project", project)
    assert merged.exit_code == 0, merged.output
    assert "  actor:ada-lind#envoy: The envoy; actor:ada-lind#envoy-2: envoy\n" in merged.output
    assert "pilot" not in merged.output


def test_lists_that_named_both_are_told(tmp_path):
    event = "title: The talk\nactors: [ada-lind, vada-lindt]\nevidence: {source: harbour-post, at: p2}\n"
    project = build_world(tmp_path, with_vada(SECOND, **{"content/events/undated-talk.yaml": event}))
    merged = call("merge", "actor:ada-lind", "actor:vada-lindt", "--project", project)
    assert "name actor:ada-lind twice now:\n  content/events/undated-talk.yaml:2" in merged.output


# One made two


def test_one_that_was_taken_for_two_is_told_apart(tmp_path):
    lind = TWO_TOWNS[LIND].replace(
        "same_as_here: {names: vada, why: same office and same statement in both articles}\n", ""
    )
    short = f"  - {{id: short, name: Lind, evidence: {WIRE}}}\n"
    page = "# How\n\n[Vada](actor:ada-lind#vada) and [Lind](actor:ada-lind#short).\n"
    lind = lind.replace("evidence: {source: valley-wire, at: p3}", f"# a remark\nevidence: {WIRE}")
    lind = lind.replace("names:\n", f"names:\n{short}")
    world = {**TWO_TOWNS, LIND: lind, "content/pages/how.md": page}
    project = build_world(tmp_path, world)
    view = "content/positions/toll/ada-lind.yaml"
    done = call(
        "split", "actor:ada-lind", "vada", "--names", "vada", "--from", SAID, "--from", view, "--project", project
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert look(project, lambda _: None).problems == ()
    there = everything(project)
    assert there[LIND].decode() == lind.replace(
        "  - {id: vada, name: Vada Lindt, evidence: {source: harbour-post, at: p5}}\n", ""
    )
    assert b"name: Vada Lindt\n" in there["content/actors/vada.yaml"]
    assert b"type: person\n" in there["content/actors/vada.yaml"]
    assert there[SAID].startswith(b"speaker: vada\n")
    assert there["content/positions/toll/vada.yaml"].decode() == TWO_TOWNS[view]
    assert b"[Vada](actor:vada#vada) and [Lind](actor:ada-lind#short)" in there["content/pages/how.md"]
    assert "These still name actor:ada-lind:\n" in done.output
    assert "participants 'envoy', actor (actor:ada-lind)" in done.output
    assert SAID not in done.output


def test_readers_who_knew_two_as_one_are_told_by_a_correction(tmp_path):
    judgement = "same_as_here: {names: vada, why: same office and same statement in both articles}\n"
    project = build_world(tmp_path, {**TWO_TOWNS, LIND: TWO_TOWNS[LIND].replace(judgement, "")})
    call("baseline", "--project", project, "--on", "2031-04-07")
    done = call("split", "actor:ada-lind", "vada", "--names", "vada", "--project", project)
    assert strict(project) == [("vanished-fact", LIND)]
    [written] = corrected_as_told(project, done.output)
    assert "was: 'One and the same: Ada Lind'\nis: 'Two: Ada Lind and Vada Lindt'\n" in written
    assert strict(project) == []


def corrected_as_told(project, output):
    """The corrections that the calls write which a command prints, each completed with a reason."""
    why = ("--why", "two persons", "--by", "the editors", "--on", "2031-04-08")
    before = set((project / "content/corrections").iterdir())
    for said in re.findall("^  factsheet (correct .*)$", output, re.MULTILINE):
        kind = () if "--kind" in said else ("--kind", "error")
        told = call(*shlex.split(said), *kind, *why, "--project", project)
        assert told.exit_code == 0, told.output
    return [one.read_text() for one in sorted({*(project / "content/corrections").iterdir()} - before)]


def test_what_was_merged_is_split_again_and_its_page_has_its_address_again(tmp_path):
    project = build_world(tmp_path, with_vada(SECOND))
    call("baseline", "--project", project, "--on", "2031-04-06")
    assert call("merge", "actor:ada-lind", "actor:vada-lindt", "--project", project).exit_code == 0
    assert "from: actors/vada-lindt.html" in (project / "content/dossier.yaml").read_text()
    call("baseline", "--project", project, "--on", "2031-04-07")
    split = ("split", "actor:ada-lind", "vada-lindt", "--names", "vada-2", "--from", SAID)
    done = call(*split, "--project", project)
    assert done.exit_code == 0, done.output
    assert "redirects" not in (project / "content/dossier.yaml").read_text()
    assert look(project, lambda _: None).problems == ()

    assert "actor:vada-lindt was made one with actor:ada-lind before" in done.output
    written = corrected_as_told(project, done.output)
    assert [yaml.load(one, yaml.BaseLoader)["fact"] for one in written] == [
        "actor:ada-lind", "statement:2031-04-03-lind-on-tolls",
    ]  # fmt: skip
    assert strict(project) == []


# Uses, and taking away


def test_what_names_a_fact_is_listed(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    told = call("uses", "issue:toll", "--project", project)
    assert told.exit_code == 0
    assert "content/plans/first.yaml:5: provisions 'cap', provision (issue:toll#cap)\n" in told.stdout
    assert "2 places in 2 files name issue:toll." in told.stderr
    assert (
        call("uses", "divergence:by-or-with", "--project", project).stdout
        == "Nothing names divergence:by-or-with.\n"
    )


def test_what_is_used_or_published_is_not_taken_away(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    before = everything(project)
    used = call("delete", "issue:toll", "--project", project)
    assert used.exit_code == 1
    assert "content/plans/first.yaml:5" in used.stderr
    assert everything(project) == before
    call("baseline", "--project", project, "--on", "2031-04-07")
    shown = call("delete", "divergence:by-or-with", "--project", project)
    assert shown.exit_code == 1
    assert "factsheet withdraw divergence:by-or-with" in shown.stderr
    assert (project / "content/divergences/by-or-with.yaml").exists()


def test_what_git_has_is_brought_back_as_is_told(tmp_path):
    project = build_world(tmp_path / "two towns", TWO_TOWNS)
    by = ("-c", "user.name=desk", "-c", "user.email=desk@example.org")
    for arguments in (("init", "-q"), ("add", "content"), (*by, "commit", "-q", "-m", "Facts")):
        subprocess.run(["git", "-C", project, *arguments], check=True)
    file = project / "content/divergences/by-or-with.yaml"
    before = file.read_bytes()
    gone = call("delete", "divergence:by-or-with", "--project", project)
    assert (file.exists(), "No copy" in gone.output) == (False, False)
    subprocess.run(shlex.split(gone.output.rpartition("committed: ")[2]), check=True, cwd=tmp_path)
    assert file.read_bytes() == before


def test_a_fact_and_an_entry_are_taken_away(tmp_path):
    said = TWO_TOWNS[SAID].replace("renderings:\n", "renderings:\n  # remains\n")
    project = build_world(tmp_path, {**TWO_TOWNS, SAID: said})
    shown = call("delete", "divergence:by-or-with", "--project", project, "--dry-run")
    assert "+++ /dev/null" in shown.stdout
    assert (project / "content/divergences/by-or-with.yaml").exists()
    gone = call("delete", "divergence:by-or-with", "--project", project)
    assert gone.exit_code == 0
    assert "No copy is kept: git has none of content/divergences/by-or-with.yaml" in gone.output
    assert not (project / "content/divergences").exists()
    assert call("delete", "statement:2031-04-03-lind-on-tolls#wire", "--project", project).exit_code == 0
    wire = "  - {id: wire, source: valley-wire, at: p3, quote: settled with the towns}\n"
    assert (project / SAID).read_text(encoding="utf-8") == said.replace(wire, "")
    last = call("delete", "statement:2031-04-03-lind-on-tolls#post", "--project", project)
    assert last.exit_code == 1
    assert "missing-key" in last.output
