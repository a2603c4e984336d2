"""What is looked at before any fact is read: the settings, the kinds and words of the dossier's own, and which files it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from stat import S_ISREG

from generator.history import Published
from generator.intake import read_published, read_settings
from generator.kinds import Kind
from generator.own import Own, own_of
from generator.read import Found, find, find_beside
from generator.settings import Settings
from generator.shelf import stat_of


class Survey:
    """What was found. `found` are the files of facts in the order of their paths, `beside` what lies beside them.

    `undeclared` is what is wrong with the dossier's own kinds, words and layouts, `misplaced` with the names and places of files,
    `problems` with all else, these included.
    """

    def __init__(self, project: Path, built_in: Sequence[Kind]) -> None:
        """Look at a project, which has these kinds besides its own."""
        self.settings: Settings
        self.settings, unset = read_settings(project)
        self.published: Published
        self.published, unread = read_published(project)
        self.own: Own
        self.own, self.undeclared = own_of(project, built_in)
        self.found, self.misplaced = find(project, self.own.kinds)
        self.beside, strays = find_beside(project, self.own.kinds, self.found)
        self.problems = [*unset, *self.misplaced, *strays, *unread]
        self.undeclared += self.own.faults(project, built_in, self.settings.lang)

    @cached_property
    def facts(self) -> Mapping[str, Found]:
        """The files of facts by reference, in the order of kinds and ids."""
        ranks = {kind.name: rank for rank, kind in enumerate(self.own.kinds)}
        by_ref = {file.ref: file for file in self.found}
        return dict(sorted(by_ref.items(), key=lambda one: (ranks[one[1].kind.name], one[0])))

    @cached_property
    def _by_file(self) -> Mapping[str, Found]:
        return {file.file: file for file in self.found}

    def holding(self, project: Path, files: Iterable[str]) -> list[Found] | None:
        """These files, if each is one of a fact that was found, and still the plain file that it was; if not, None.

        Then they alone have to be read again: nothing else that a survey tells can have changed with them.
        """
        known = [self._by_file.get(file) for file in files]
        there = [one for one in known if one and one.plain and _is_plain(project, one.file)]
        return there if len(there) == len(known) else None


def _is_plain(project: Path, file: str) -> bool:
    stat = stat_of(f"{project}/{file}")
    return bool(stat) and S_ISREG(stat[-1]) and not (project / file).is_symlink()
