"""One style for fact files: the same data, the same comments, once and for all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import real
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from worlds import TWO_TOWNS, build_world

from generator.commands.cli import main
from generator.edit import CannotEdit
from generator.edit.renaming import files_of
from generator.edit.style import styled
from generator.edit.written import fields
from generator.facts import BUILT_IN
from generator.facts.actor import ACTOR
from generator.facts.page import PAGE
from generator.read import FactFile
from generator.yamlfile import parse

SITES = [real.ROOT, *sorted((real.ROOT / "tests/sites").iterdir())]

MESSY = """\
# who speaks for the town


type:   'person'
name: "Ada Lind"    # so she signs
evidence:
-    source: harbour-post
     # where
     at: [ p5,p6 ]
     quote: |
          two   words

            and "more" # no comment\u0020\u0020
# of the post
roles:
    # the first
    -   id: envoy
        title: >-
           envoy
           of the town
    # the last
    -
        id: other
        title: 'yes'
        dates: {   value: 2031 , evidence: {source: x,
            at: p1}}


unknown: {id: who, question: "Who: is it?"}\u0020\u0020
"""

TIDY = """\
# who speaks for the town

type: person
name: Ada Lind    # so she signs
# of the post
roles:
  # the first
  - id: envoy
    title: >-
       envoy
       of the town
  # the last
  -
    id: other
    title: 'yes'
    dates: {   value: 2031 , evidence: {source: x,
        at: p1}}

evidence:
  - source: harbour-post
    # where
    at: [p5, p6]
    quote: |
         two   words

           and "more" # no comment\u0020\u0020
unknown: {id: who, question: "Who: is it?"}
"""


def actor(text: str) -> FactFile:
    return FactFile(ACTOR, "ada-lind", "content/actors/ada-lind.yaml", text.encode())


def comments(text: str) -> list[str]:
    return sorted(found.rstrip() for found in re.findall("(?:^| )(#.*)", text, re.MULTILINE))


@pytest.mark.parametrize("project", SITES, ids=lambda path: path.name)
def test_every_file_keeps_its_data_and_its_comments_and_is_in_style_then(project):
    for file in files_of(project, BUILT_IN).every:
        after = styled(file)
        if after != file.content:
            assert parse(after, "") == parse(file.content, "")
            assert comments(after.decode()) == comments(file.content.decode())
            assert styled(FactFile(file.kind, file.id, file.file, after)) == after


def test_what_is_written_untidily_is_set_anew():
    assert styled(actor(MESSY)).decode() == TIDY
    assert styled(actor(TIDY)).decode() == TIDY
    assert styled(
        actor(MESSY.replace("\n", "\r\n").replace("\u0020\u0020\r\n# of", "\r\n# of"))
    ).decode() == TIDY.replace("comment\u0020\u0020", "comment")
    assert parse(TIDY.encode(), "") == parse(MESSY.encode(), "")


@pytest.mark.parametrize(
    "text",
    [
        "name: '2031'\n",  # other readers of YAML take these for something else
        "name: 'no'\n",
        'name: "\\"so\\" she says"\n',
        "name: 'it is: so'\n",
        "summary: 'So far, \"no\"'\n",
        "summary: >-\n    as deep\n    as somebody likes\n",
        "note: one\n  two\n\n  three\n",
        "draft: true\nname: x\n",
        "names: [{id: a, name: x,\n         evidence: {source: x, at: p1}}]\n",
        "name: x\n\nsummary: y\n",
        "name: x # a\n# b\n",
    ],
)
def test_what_somebody_chose_stays(text):
    assert styled(actor(text)) == text.encode()


def test_a_page_and_a_file_with_problems_are_left_alone():
    page = b"# How  \n\n\n\nSo  \nit is.\n\n\n"
    assert styled(FactFile(PAGE, "how", "content/pages/how.md", page)) == page
    for text in ("name:\n", "name: [\n", "- x\n"):
        with pytest.raises(CannotEdit):
            styled(actor(text))


TEXTS = st.text(st.sampled_from(" :#-'\",[]{}&*!|>%@`\nabö…1?"), min_size=1, max_size=60)
KEYS = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
DATA = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=10,
)


@given(st.dictionaries(KEYS, DATA, min_size=1, max_size=4), st.integers(0, 3), st.booleans())
def test_whatever_is_written_says_the_same_in_style(data, wider, windows):
    lines = fields(data, 0, 2 if wider != 1 else 0)
    text = "\n".join(f"{line}   " if wider == 2 and line.endswith(":") else line for line in lines) + "\n"
    text = text.replace("\n", "\r\n") if windows else text
    before = parse(text.encode(), "")
    if before[1]:
        return
    try:
        after = styled(actor(text))
    except CannotEdit:
        return  # it says so, and the file stays
    assert parse(after, "") == before
    assert styled(actor(after.decode())) == after


def call(*arguments: str | Path):
    called = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert isinstance(called.exception, SystemExit | None), called.exc_info
    return called


def test_files_are_set_in_style_by_the_command(tmp_path):
    lind = "content/actors/ada-lind.yaml"
    tidy = TWO_TOWNS[lind]
    project = build_world(tmp_path, {**TWO_TOWNS, lind: tidy.replace("name: Ada", "name:   Ada")})
    checked = call("fmt", "--check", "--project", project)
    assert (checked.exit_code, checked.stdout) == (1, f"{lind}\n")
    shown = call("fmt", "--dry-run", "--project", project)
    assert "-name:   Ada Lind\n+name: Ada Lind\n" in shown.stdout
    assert "name:   Ada" in (project / lind).read_text(encoding="utf-8")
    assert call("fmt", "content/plans/first.yaml", "--project", project).stdout == "0 files are set anew.\n"
    assert call("fmt", "--project", project).exit_code == 0
    assert (project / lind).read_text(encoding="utf-8") == tidy
    assert call("fmt", "--check", "--project", project).exit_code == 0
    assert call("fmt", "content/actors/ada-lnd.yaml", "--project", project).exit_code == 2
