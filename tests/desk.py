"""A dossier on which things are done at random, with a generator and layouts of its own, and how its site is built.

Every command runs in a process of its own, forked from this one, with the command line and nothing else: what a build knows of
the one before it has from the disk.
"""

from __future__ import annotations

import importlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import NamedTuple

from articles import fingerprint_of

import generator.commands.cli  # what it imports need not be imported again in each process
import generator.layouts
import generator.own.overrides
import generator.versions
from generator.build import look, render
from generator.commands import entry

ROOT = Path(__file__).parents[1]

ARTICLE = """\
She has the draft, officials of both towns said on Wednesday.
A bridge is talked of, and a ferry.
Much is open, the envoy said. Tolls are settled with the towns, she said.
Nobody was asked. Some went home, a colleague at the review said.
It was a short day. Mayors on a quay.
"""
"""What the Valley Wire of the bridge may have written."""

Act = Callable[[], object]


Tree = dict[str, bytes | None]
"""A folder: files by their place in it, with their content; None for what is no plain file."""


def nothing() -> None:
    """Do nothing."""


class Ran(NamedTuple):
    """What a command ended with, and what it said."""

    code: int
    out: str
    err: str


@dataclass
class Desk:
    """A folder with a dossier, its site, and a generator with layouts that may be changed too."""

    folder: Path
    base_url: str = ""
    mutant: Act = nothing
    sound: dict[Path, bytes] = field(default_factory=dict)
    sound_url: str = ""
    older: list[bytes] = field(default_factory=list)
    older_bases: list[bytes] = field(default_factory=list)
    foreign: bytes = b""

    @property
    def project(self) -> Path:
        return self.folder / "dossier"

    @property
    def site(self) -> Path:
        return self.project / "site"

    @property
    def tools(self) -> Path:
        return self.folder / "tools"

    @property
    def layouts(self) -> Path:
        return self.tools / "layouts"

    @property
    def clean(self) -> Path:
        return self.folder / "clean"

    @property
    def store(self) -> Path:
        """Where the engine remembers what it knows of the site."""
        name = blake2b(os.fsencode(self.site.resolve()), digest_size=8).hexdigest()
        return self.project / ".factsheet" / f"{name}.store"

    @classmethod
    def with_dossier(cls, folder: Path, dossier: Path) -> Desk:
        """A desk with a copy of that dossier, built; and the store of some other dossier."""
        desk = cls(folder)
        shutil.rmtree(folder, ignore_errors=True)
        ignore = shutil.ignore_patterns("__pycache__", "texts")
        for part in ("content", "seeds"):
            shutil.copytree(dossier / part, desk.project / part, ignore=ignore)
        if (dossier / "published.json").exists():
            shutil.copy(dossier / "published.json", desk.project)
        if not list(desk.project.rglob("*.fingerprint")):
            print_of = desk.project / "seeds/valley-wire.fingerprint"
            print_of.write_text(fingerprint_of(ARTICLE, "valley-wire"), "ascii")
        for part in ("generator", "layouts"):
            shutil.copytree(ROOT / part, desk.tools / part, ignore=ignore)
        render(
            look(dossier, lambda _: None), lambda _: None
        )  # what can be known without any dossier is known from now on
        other = Desk(folder / "other")
        shutil.copytree(ROOT / "tests/sites/bridge/content", other.project / "content")
        shutil.copytree(ROOT / "tests/sites/bridge/seeds", other.project / "seeds")
        (other.folder / "tools").symlink_to(desk.tools)
        ran = other.build()
        assert ran.code == 0, ran
        desk.foreign = other.store.read_bytes()
        ran = desk.build()
        assert ran.code == 0, ran
        desk.keep()
        return desk

    def files(self) -> Iterator[Path]:
        """All that is written by hand here, in order."""
        own = [self.project / part for part in ("content", "seeds", "layouts")]
        for top in (*own, self.layouts, self.tools / "generator"):
            yield from sorted(
                one for one in top.rglob("*") if one.is_file() and one.parent.name != "__pycache__"
            )
        if (self.project / "published.json").exists():
            yield self.project / "published.json"

    def contents(self) -> dict[Path, bytes]:
        """All that is written by hand here, with what it says."""
        return {path: path.read_bytes() for path in self.files()}

    def keep(self) -> None:
        """Keep all as it is now, as sound."""
        self.sound, self.sound_url = self.contents(), self.base_url

    def cure(self) -> bool:
        """Put everything back that is not as it was when it was sound; whether anything was."""
        now = self.contents()
        for path in now.keys() - self.sound.keys():
            path.unlink()
        for path, content in self.sound.items():
            if now.get(path) != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        for folder in sorted(self.project.glob("[cl]*/**/"), reverse=True):  # content and layouts
            with suppress(OSError):  # it is not empty
                folder.rmdir()
        changed = now != self.sound or self.base_url != self.sound_url
        self.base_url = self.sound_url
        return changed

    def anew(self, first: dict[Path, bytes], mutant: Act = nothing) -> None:
        """Everything as on a new desk on which these files lie: nothing is remembered, and the site is built by this mutant."""
        self.sound, self.sound_url, self.older, self.older_bases = first, "", [], []
        self.cure()
        for gone in (self.site, self.store.parent):
            gone.unlink() if gone.is_file() or gone.is_symlink() else shutil.rmtree(gone, ignore_errors=True)
        assert self.build(mutant=mutant).code == 0

    def build(self, *more: str, during: Act = nothing, after: Act = nothing, mutant: Act = nothing) -> Ran:
        """Build the site; `during` is done when the facts have been read, `after` when it has ended."""
        url = [f"--base-url={self.base_url}"] if self.base_url else []
        return self.run("build", *url, *more, during=during, after=after, mutant=mutant)

    def run(self, *arguments: str, during: Act = nothing, after: Act = nothing, mutant: Act = nothing) -> Ran:
        """A command of this dossier, by this generator."""
        streams = [self.folder / "out", self.folder / "err"]
        child = os.fork()
        if not child:
            _as_command(self, [*arguments, f"--project={self.project}"], streams, (during, after, mutant))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return Ran(code, *(path.read_text("utf-8", "surrogateescape") for path in streams))

    @property
    def is_own_generator(self) -> bool:
        """Whether the generator here says what that of this checkout says."""
        own = self.tools / "generator"
        theirs = {path.relative_to(own): path.stat().st_size for path in own.rglob("*.py")}
        ours = ROOT / "generator"
        return theirs == {path.relative_to(ours): path.stat().st_size for path in ours.rglob("*.py")}


def _as_command(desk: Desk, arguments: list[str], streams: list[Path], acts: tuple[Act, Act, Act]) -> None:
    """Be that command, and end."""
    code = 70
    try:
        for number, path in enumerate(streams, 1):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.argv = ["factsheet", *arguments]
        main = _prepared(desk, *acts[:1], *acts[2:])
        # However few facts there are, several processes share the work; but for the site from nothing that theirs is held against.
        hands = importlib.import_module("generator.hands")
        hands.FEW = sys.maxsize if "--clean" in arguments else 4  # type: ignore[attr-defined]
        sys.dont_write_bytecode = False
        code = _ended(main)
        acts[1]()
    except BaseException:  # noqa: BLE001  told to the process that waits
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _prepared(desk: Desk, during: Act, mutant: Act) -> Act:
    """The command line of the generator that lies on the desk."""
    if desk.is_own_generator:
        main: Act = entry.main
        for module in (generator.layouts, generator.versions, generator.own.overrides):
            module.own_layouts = lambda: desk.layouts
        generator.versions.__file__ = str(desk.tools / "generator/versions.py")
    else:
        for name in [name for name in sys.modules if re.match(r"generator(\.|$)", name)]:
            del sys.modules[name]
        sys.path.insert(0, str(desk.tools))
        from generator.commands.entry import main
    mutant()
    if during is not nothing:
        _interrupt(during)
    return main


def _interrupt(during: Act) -> None:
    from generator.workroom import Workroom

    gather = Workroom.gather

    def gathered(*about):
        found = gather(*about)
        during()
        return found

    Workroom.gather = gathered


def _ended(main: Act) -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def tree_of(folder: Path) -> Tree:
    """All files below a folder; an empty folder too."""
    found: Tree = {}
    for place, folders, files in os.walk(folder):
        top = Path(place)
        for name in [*files, *(one for one in folders if (top / one).is_symlink())]:
            path = top / name
            plain = path.is_file() and not path.is_symlink()
            found[path.relative_to(folder).as_posix()] = path.read_bytes() if plain else None
        if not folders and not files:
            found[f"{top.relative_to(folder).as_posix()}/"] = None
    return found


def words(chance: Random) -> str:
    """Some words that stood nowhere before."""
    return f"{chance.choice(WORDS)} {chance.choice(WORDS)} {chance.randrange(1000)}"


WORDS = (
    "bridge toll quay ferry pier fjord crossing lantern mast harbour tide ledger slip mooring buoy".split()
)
