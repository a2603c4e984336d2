"""Which files a dossier has, and whether a few of them are all that has to be read again."""

from __future__ import annotations

from functools import partial

import pytest
from worlds import TWO_TOWNS, build_world

from generator.facts import BUILT_IN
from generator.laid import Laid
from generator.listing import Listings
from generator.survey import Survey
from generator.workroom import Workroom

LIND = "content/actors/ada-lind.yaml"


@pytest.fixture
def towns(tmp_path):
    return build_world(tmp_path / "towns", TWO_TOWNS)


def survey_of(project) -> Survey:
    return Survey(project, BUILT_IN, partial(Laid.found, Listings(project)))


def test_files_of_facts_that_are_still_there_are_all_that_has_to_be_read(towns):
    found = survey_of(towns).holding(towns, [LIND, "seeds/harbour-post.yaml"])
    assert [one.ref for one in found] == ["actor:ada-lind", "source:harbour-post"]
    assert survey_of(towns).holding(towns, []) == []


@pytest.mark.parametrize(
    "other",
    [
        "content/dossier.yaml",
        "content/kinds.yaml",
        "layouts/actor.html",
        "content/actors/new.yaml",
        "content",
    ],
)
def test_with_any_other_file_everything_is_looked_at(towns, other):
    assert survey_of(towns).holding(towns, [LIND, other]) is None


def test_a_file_that_went_or_became_a_link_or_a_folder_is_no_longer_what_was_found(towns):
    survey = survey_of(towns)
    (towns / LIND).rename(towns / "elsewhere.yaml")
    assert survey.holding(towns, [LIND]) is None
    (towns / LIND).symlink_to(towns / "elsewhere.yaml")
    assert survey.holding(towns, [LIND]) is None
    (towns / LIND).unlink()
    (towns / LIND).mkdir()
    assert survey.holding(towns, [LIND]) is None


def test_facts_are_in_the_order_of_kinds_and_ids(towns):
    refs = list(survey_of(towns).facts)
    room = Workroom(towns)
    room.gather(lambda _: None)
    assert refs == room.index.in_order() != sorted(refs)


def test_of_files_that_were_written_the_new_text_is_read_and_nothing_else(towns):
    room = Workroom(towns)
    room.look(lambda _: None)
    (towns / LIND).write_text((towns / LIND).read_text().replace("Ada Lind", "Ada Berg"))
    (towns / "content/actors/per-berg.yaml").write_text((towns / LIND).read_text())
    seen, _ = room.gather(lambda _: None, written=[LIND])
    assert seen.named("actor:ada-lind") == "Ada Berg"
    assert "actor:per-berg" not in seen.facts
    seen, _ = room.gather(lambda _: None)
    assert "actor:per-berg" in seen.facts
