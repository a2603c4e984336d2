"""What is typed after `factsheet build`, as it is read without click, and as click reads it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from worlds import TWO_TOWNS, build_world

from generator.commands.build import build
from generator.commands.telling import FORMS
from generator.commands.typed import Build, build_typed
from generator.report import FORMATS

WORDS = (
    "--project --project=. --project= --project=nowhere --output --output=x --output=/ --output=-x --base-url --base-url=https://a.org/ "
    "--base-url= --clean --clean=1 --explain --explai --format --format=text --format=json -h --help -- - -x . x nowhere".split()
)


def by_click(arguments):
    """What click reads; None where it refuses."""
    try:
        params = build.make_context("build", list(arguments), help_option_names=["-h", "--help"]).params
    except (click.ClickException, click.exceptions.Exit):
        return None
    return Build(**{name: value for name, value in params.items() if name != "form"})


@given(st.lists(st.sampled_from([*WORDS, ""]), max_size=5))
@example([])
@example(["--project", ".", "--output", "x", "--base-url", "https://a.org/", "--clean", "--explain"])
def test_what_is_read_is_what_click_reads(arguments):
    typed = build_typed(arguments)
    assert typed is None or typed == by_click(arguments)


def test_what_is_mostly_typed_is_read():
    assert build_typed([]) == Build()
    assert build_typed(["--project", "/", "--output=site"]) == Build(Path("/"), Path("site"))
    assert build_typed(["--clean", "--base-url", "x", "--explain"]) == Build(
        base_url="x", clean=True, explain=True
    )


@pytest.mark.skipif(os.name == "nt", reason="there click expands what is typed")
def test_what_cannot_be_read_is_left_to_click(tmp_path):
    (tmp_path / "file").touch()
    for arguments in (
        ["--project", str(tmp_path / "file")],
        ["--project", str(tmp_path / "away")],
        ["--clean", "--clean"],
    ):
        assert build_typed(arguments) is None


def started(project, *arguments, **how):
    command = [sys.executable, "-m", "generator", "build", "--project", str(project), *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **how)


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes")
def test_a_pipe_that_is_closed_is_no_reason_for_a_traceback(tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    ran = started(build_world(tmp_path, TWO_TOWNS), stdout=writing)
    assert (ran.communicate()[1], ran.returncode) == ("", 1)


@pytest.mark.skipif(os.name == "nt", reason="there is another signal")
def test_an_interruption_is_told_in_a_word(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    script = (
        "import signal, sys; from generator.commands import entry; import generator.commands.building as building\n"
        "building.make = lambda *_, **__: signal.raise_signal(signal.SIGINT)\n"
        "entry.main()"
    )
    command = [sys.executable, "-c", script, "build", "--project", str(project)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.stderr.strip(), ran.returncode) == ("Aborted!", 1)


def test_every_form_of_telling_problems_can_be_typed():
    assert list(FORMS) == list(FORMATS)
