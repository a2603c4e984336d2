"""What a build waits for before it looks at a file: every module that is imported takes its time."""

from __future__ import annotations

import os
import subprocess
import sys

from worlds import LIND, TWO_TOWNS, build_world

SELDOM_NEEDED = (
    "asyncio calendar difflib email html importlib.metadata jsonschema_rs markdown_it multiprocessing subprocess tornado traceback"
    " yaml generator.edit generator.explained generator.history.guard generator.publish generator.serve"
).split()
"""What only some builds need: for what is wrong, for hard texts, for other commands."""

AN_EDIT_SPARES = "click jinja2 json pickle typing_extensions generator.layoutcode generator.layoutguard generator.report".split()
"""What is not needed where layouts were compiled before, nothing is wrong, and the call is a usual one."""


def loaded_by(project):
    """All modules that were imported when a build of this project, in a process of its own, has ended."""
    script = "import sys; from generator.commands.entry import main; main(); print(*sorted(sys.modules))"
    command = [sys.executable, "-c", script, "build", "--project", str(project)]
    as_usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=as_usual)
    return set(ran.stdout.splitlines()[-1].split())


def test_a_build_after_an_edit_needs_neither_click_nor_jinja(tmp_path):
    project = build_world(tmp_path, TWO_TOWNS)
    assert "generator.layouts" in loaded_by(project)
    (project / "content/actors/ada-lind.yaml").write_text(LIND.replace("Ada Lind", "Ada Lund"))
    again = loaded_by(project)
    assert "Ada Lund" in (project / "site/actors/ada-lind.html").read_text()
    assert again.intersection(AN_EDIT_SPARES) == set()


def test_a_build_begins_without_what_it_seldom_needs():
    # What the packages themselves import is not ours to leave out.
    script = (
        "import sys, click, jinja2, msgspec; theirs = {*sys.modules}; import generator.commands.build;"
        "print(*{*sys.modules} - theirs)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(SELDOM_NEEDED).intersection(ran.stdout.split()) == set()
