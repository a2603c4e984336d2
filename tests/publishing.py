"""A dossier of two towns with somewhere to be published: a folder, a zip and a branch of a repository, all on this disk."""

from __future__ import annotations

import io
import subprocess
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from click.testing import CliRunner, Result
from worlds import SETTINGS, TWO_TOWNS, World, build_world

from generator.commands.cli import main
from generator.output.workplace import MARK, MARK_TEXT

LIND = "content/actors/ada-lind.yaml"
SECOND = "content/plans/second.yaml"
FIRST_DAY, SECOND_DAY = "2031-04-08", "2031-04-09"

TARGETS = """\
publish:
  - {name: web, folder: ../public}
  - {name: mail, zip: ../towns.zip}
  - {name: pages, branch: pages}
"""
PUBLISHED: World = {**TWO_TOWNS, "content/dossier.yaml": SETTINGS + TARGETS}

CORRECTION = """\
fact: plan:second
when: 2031-04-09
kind: error
was: 3 April
is: about 3 April
why: a slip of ours
decided_by: the editors
"""


def dossier(folder: Path, world: World = PUBLISHED) -> Path:
    """A dossier in a repository of its own, with a remote beside it."""
    project = build_world(folder / "dossier", world)
    git(folder, "init", "--quiet", "--bare", "remote.git")
    git(project, "init", "--quiet")
    git(project, "config", "user.name", "Iris Dahl")
    git(project, "config", "user.email", "iris@towns.example")
    git(project, "remote", "add", "origin", str(folder / "remote.git"))
    return project


def git(folder: Path, *arguments: str) -> str:
    """What git says."""
    return git_bytes(folder, *arguments).decode().strip()


def git_bytes(folder: Path, *arguments: str) -> bytes:
    """The same to the byte."""
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True).stdout


def call(*arguments: str | Path) -> Result:
    """A command as typed; whatever happens, nobody sees a traceback."""
    called = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert isinstance(called.exception, SystemExit | None), called.exc_info
    assert "Traceback" not in called.output
    return called


def publish(project: Path, target: str, day: str = FIRST_DAY, *more: str) -> Result:
    """The site published to a target on a day."""
    return call("publish", target, "--project", project, "--on", day, *more)


def correct_the_second_draft(project: Path) -> None:
    """A change that readers are told of."""
    replace(project, SECOND, "known: 2031-04-03", "known: 2031-04-03~")
    (project / "content/corrections/2031-04-09-second.yaml").write_text(CORRECTION)


def replace(project: Path, file: str, old: str, new: str) -> None:
    """Other words in a file."""
    text = (project / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    (project / file).write_text(text.replace(old, new), encoding="utf-8")


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def shown(project: Path, target: str) -> dict[str, bytes]:
    """What readers find at a target, by address."""
    beside = project.parent
    if target == "web":
        return everything(beside / "public") | {MARK: MARK_TEXT}  # in the folder it lists what is there
    if target == "mail":
        with zipfile.ZipFile(beside / "towns.zip") as packed:
            return {name: packed.read(name) for name in packed.namelist()}
    return committed(beside / "remote.git", "pages")


def committed(repository: Path, revision: str) -> dict[str, bytes]:
    """The files of a commit."""
    with tarfile.open(fileobj=io.BytesIO(git_bytes(repository, "archive", revision))) as packed:
        files = {member.name: packed.extractfile(member) for member in packed}
    return {name: file.read() for name, file in files.items() if file}


def commits(project: Path, branch: str = "pages") -> list[str]:
    """What the commits of a remote branch are called, newest first."""
    return git(project.parent / "remote.git", "log", "--format=%s", branch).splitlines()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served for as long as this lasts."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
