"""The preview, told which files were written."""

from __future__ import annotations

from functools import partial

import pytest
from worlds import TWO_TOWNS, build_world

from generator.commands.common import worded
from generator.serve.preview import Preview
from generator.workroom import Workroom

LIND, HOLM = "content/actors/ada-lind.yaml", "content/actors/two-town-officials.yaml"


@pytest.fixture
def preview(tmp_path):
    towns = build_world(tmp_path / "towns", TWO_TOWNS)
    begun = Preview(Workroom(towns), "", partial(worded, towns), lambda _: None)
    begun.renew()
    return begun


def write(preview, file, old, new):
    path = preview.room.project / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def shown(preview, address):
    return preview.answer(address).content.decode()


def test_a_new_name_is_shown_wherever_it_stands(preview):
    write(preview, LIND, "name: Ada Lind\n", "name: Ada Berg\n")
    assert preview.renew([LIND])
    assert "<h1>Ada Berg" in shown(preview, "actors/ada-lind.html")
    assert "Ada Berg" in shown(preview, "actors/index.html")


def test_what_is_broken_stays_told_until_it_is_mended_whatever_else_is_written(preview):
    write(preview, LIND, "type: person", "type: nobody")
    assert preview.renew([LIND])
    assert LIND in preview.shown.wrong
    write(preview, HOLM, "two-town officials", "town clerks")
    preview.renew([HOLM])
    assert LIND in preview.shown.wrong
    assert "town clerks" not in shown(preview, "actors/two-town-officials.html")
    write(preview, LIND, "type: nobody", "type: person")
    preview.renew([LIND])
    assert not preview.shown.wrong
    assert "town clerks" in shown(preview, "actors/two-town-officials.html")


def test_a_draft_stays_on_the_last_sound_pages_while_it_and_something_else_are_broken(preview):
    draft = "content/actors/per-berg.yaml"
    new = preview.room.project / draft
    new.write_text(
        (preview.room.project / LIND).read_text().replace("Ada Lind", "Per Berg") + "draft: true\n"
    )
    preview.renew([draft])
    write(preview, draft, "source: harbour-post", "source: nobody")
    write(preview, LIND, "type: person", "type: nobody")
    preview.renew([draft, LIND])
    assert LIND in preview.shown.wrong
    assert "<h1>Per Berg" in shown(preview, "actors/per-berg.html")
    assert "Per Berg" in shown(preview, "actors/index.html")


def test_a_fact_that_comes_or_goes_is_noticed(preview):
    new = preview.room.project / "content/actors/per-berg.yaml"
    new.write_text((preview.room.project / LIND).read_text().replace("Ada Lind", "Per Berg"))
    preview.renew(["content/actors/per-berg.yaml"])
    assert preview.answer("actors/per-berg.html").status == 200
    new.unlink()
    preview.renew(["content/actors/per-berg.yaml"])
    assert preview.answer("actors/per-berg.html").status == 404


def test_where_nothing_was_written_after_all_the_page_need_not_be_loaded_again(preview):
    assert not preview.renew([LIND])
    assert not preview.renew([])
    assert not preview.renew()


def test_why_a_fact_has_no_date_is_told_wherever_it_is_named(preview):
    told = "known: {nothing: undisclosed, evidence: {source: harbour-post, at: p4}}\n"
    draft = "content/plans/first.yaml"
    before = shown(preview, "plans/first.html")
    assert "First draft" in before
    path = preview.room.project / draft
    path.write_text(
        "".join(line for line in path.read_text().splitlines(keepends=True) if not line.startswith("known:"))
    )
    preview.renew([draft])
    without = shown(preview, "plans/index.html"), shown(preview, "actors/ada-lind.html")
    path.write_text(path.read_text() + told)
    preview.renew([draft])
    new = Preview(Workroom(preview.room.project), "", partial(worded, preview.room.project), lambda _: None)
    new.renew()
    assert new.shown.wrong == ""
    for address in new.shown.edition.pages:
        assert preview.shown.edition.content(address) == new.shown.edition.content(address), address
    assert without
