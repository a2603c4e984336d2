"""What a build waits for before it looks at a file: every module that is imported takes its time."""

from __future__ import annotations

import subprocess
import sys

SELDOM_NEEDED = (
    "asyncio calendar difflib email html importlib.metadata jsonschema_rs markdown_it multiprocessing subprocess tornado traceback"
    " yaml generator.edit generator.explained generator.history.guard generator.publish generator.serve"
).split()
"""What only some builds need: for what is wrong, for hard texts, for other commands."""


def test_a_build_begins_without_what_it_seldom_needs():
    # What the packages themselves import is not ours to leave out.
    script = (
        "import sys, click, jinja2, msgspec; theirs = {*sys.modules}; import generator.commands.build;"
        "print(*{*sys.modules} - theirs)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(SELDOM_NEEDED).intersection(ran.stdout.split()) == set()
