"""What is shipped works where nothing of this checkout is: the wheel, in an empty environment, builds a site."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# One group, so that tests running side by side do not each make an environment.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


def run(*command: str | Path, within: Path) -> str:
    """What a command says. It finds nothing of this checkout in its surroundings, and must succeed."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=within, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        folder,
        ROOT,
        within=folder,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(tmp_path_factory, wheel) -> Path:
    """An environment with the wheel and what `constraints.txt` allows; its folder of commands."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder / "env", within=folder)
    commands = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    run(commands / "python", "-m", "pip", "install", "-c", ROOT / "constraints.txt", wheel, within=folder)
    return commands


def test_the_wheel_carries_the_package_the_layouts_and_the_licence_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    layouts = {f"generator/_layouts/{name}" for name in files(ROOT / "layouts") if not made_here(name)}
    assert layouts, "there is no layout"
    assert layouts <= names
    assert {"generator/commands/cli.py", "generator/__main__.py"} <= names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"generator", "factsheet"}
    assert not any(map(made_here, names))


def made_here(name: str) -> bool:
    """Whether Python or a build has left a file beside others, such as a layout compiled on this machine."""
    return "__pycache__" in name


def test_what_is_made_on_this_machine_is_not_handed_on_with_the_sources(tmp_path):
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, within=ROOT)
    (packed,) = tmp_path.iterdir()
    with tarfile.open(packed) as opened:
        names = opened.getnames()
    assert any(name.endswith("/layouts/base.html") for name in names)
    assert not any(map(made_here, names))


def test_the_constraints_name_everything_that_is_installed(environment, tmp_path):
    installed = run(environment / "python", "-m", "pip", "list", "--format=freeze", within=tmp_path).split()
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    own = re.compile("(factsheet|pip|setuptools)==")
    assert {line for line in installed if not own.match(line)} <= set(constraints)


def test_the_wheel_builds_the_same_site_as_the_checkout(environment, tmp_path):
    where = run(environment / "python", "-c", "import generator; print(generator.__file__)", within=tmp_path)
    assert not Path(where).is_relative_to(ROOT)
    shipped = built(tmp_path / "shipped", environment / "factsheet", within=tmp_path)
    assert "index.html" in shipped
    assert shipped == built(tmp_path / "own", sys.executable, "-m", "generator", within=ROOT)


def test_a_dossier_that_is_begun_with_it_carries_it_and_the_recipes_know_it(environment, wheel, tmp_path):
    run(environment / "factsheet", "init", "bridge", within=tmp_path)
    (kept,) = (tmp_path / "bridge/tools").iterdir()
    digest = hashlib.sha256(kept.read_bytes()).hexdigest()
    for recipe in (".github/workflows/factsheet.yml", ".gitlab-ci.yml"):
        written = (tmp_path / "bridge" / recipe).read_text(encoding="utf-8")
        assert f'FACTSHEET: "tools/{wheel.name}"\n' in written
        assert f'FACTSHEET_SHA256: "{digest}"\n' in written
    assert unpacked(kept) == unpacked(wheel)
    again = ["-m", "pip", "install", "--no-deps", "--no-index", "--force-reinstall"]
    run(environment / "python", *again, kept, within=tmp_path)
    assert run(environment / "factsheet", "check", within=tmp_path / "bridge").startswith(
        "The facts are sound."
    )


def unpacked(wheel: Path) -> dict[str, bytes]:
    """What is in a wheel, but for the list of what is in it, whose order is for whoever packs it to choose."""
    with zipfile.ZipFile(wheel) as opened:
        return {name: opened.read(name) for name in opened.namelist() if not name.endswith("/RECORD")}


def built(folder: Path, *factsheet: str | Path, within: Path) -> dict[str, bytes]:
    """The site that a command builds of the first of our small dossiers, copied to where nothing else is."""
    shutil.copytree(min(path for path in ROOT.glob("tests/sites/*") if path.is_dir()), folder / "project")
    run(*factsheet, "build", "--project", folder / "project", "--output", folder / "site", within=within)
    return files(folder / "site")
