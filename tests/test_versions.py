from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from test_house import house, imports_within, packages_of

from generator import stamp
from generator.layouts import own_layouts
from generator.versions import MODULES, identity, made_by

GENERATOR = Path(__file__).parents[1] / "generator"


def test_nothing_has_changed_between_two_questions():
    assert identity() == identity()


def asked_in(folder: Path) -> tuple[int, str]:
    """What a generator in another folder says of itself."""
    script = "from generator.versions import *; from generator.stamp import Walk; print(identity(), Walk(made_by()).state())"
    may_remember = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env=may_remember,
    )
    number, _, state = ran.stdout.partition(" ")
    return int(number), state


def test_a_generator_with_another_line_in_it_is_another(tmp_path):
    shutil.copytree(GENERATOR, tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(own_layouts(), tmp_path / "layouts")
    first = asked_in(tmp_path)
    assert asked_in(tmp_path) == first
    assert first[0] == identity()  # wherever it lies
    with (tmp_path / "generator/views/facts.py").open("a") as module:
        module.write("# a remark\n")
    second = asked_in(tmp_path)
    assert (second[0] != first[0], second[1] != first[1]) == (True, True)
    (tmp_path / "layouts/actor.html").touch()
    assert asked_in(tmp_path)[1] != second[1]


def test_what_is_remembered_of_a_generator_holds_for_no_other(tmp_path):
    shutil.copytree(GENERATOR, tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(own_layouts(), tmp_path / "layouts")
    first = asked_in(tmp_path)[0]
    time.sleep(0.05)  # what is as new as the question may change once more: here what Python compiled for it
    assert asked_in(tmp_path)[0] == first
    [remembered] = (tmp_path / "generator/__pycache__").glob("identity.*")
    module = tmp_path / "generator/views/facts.py"
    before = module.stat()
    module.write_bytes(module.read_bytes()[:-1] + b"#")
    os.utime(module, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert asked_in(tmp_path)[0] != first
    module.write_bytes(module.read_bytes()[:-1] + b"\n")
    assert asked_in(tmp_path)[0] == first
    remembered.write_bytes(b"\xff")
    assert asked_in(tmp_path)[0] == first


def test_all_that_pages_are_made_with_counts():
    modules = house()
    reached, waiting = set(), ["making"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += imports_within(name, modules)
    assert {package for name in reached for package in packages_of(modules[name])} <= set(MODULES)


def test_a_package_that_is_exchanged_changes_what_a_stamp_rests_on():
    folders = [Path(one.removesuffix("/.")) for one in made_by() if one.endswith("/.")]
    for module in MODULES:
        place = Path(sys.modules[module].__file__ or "").parent if module in sys.modules else None
        assert place is None or place.parent in folders, module
    assert stamp.Walk(made_by()).state() == stamp.Walk(made_by()).state()
