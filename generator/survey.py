"""What is looked at before any fact is read: the settings, the kinds and words of the dossier's own, and which files it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from stat import S_ISREG

from generator.history import Published
from generator.intake import read_published, read_settings
from generator.kinds import Kind
from generator.laid import Laid
from generator.own import Own, own_of
from generator.read import Found
from generator.settings import Settings
from generator.shelf import stat_of


class Survey:
    """What was found: of all `facts` the files by reference, in the order of kinds and ids, and of what lies `beside` them.

    `undeclared` is what is wrong with the dossier's own kinds, words and layouts, `laid` tells of the files, their names and places;
    `problems` is all else, and what is wrong with these.
    """

    def __init__(
        self, project: Path, built_in: Sequence[Kind], lay: Callable[[Sequence[Kind]], Laid]
    ) -> None:
        """Look at a project, which has these kinds besides its own; `lay` finds the files of facts of these kinds."""
        self.settings: Settings
        self.settings, unset = read_settings(project)
        self.published: Published
        self.published, unread = read_published(project)
        self.own: Own
        self.own, self.undeclared = own_of(project, built_in)
        self.laid = lay(self.own.kinds)
        self.problems = [*unset, *self.laid.misplaced, *self.laid.strays, *unread]
        self.undeclared += self.own.faults(project, built_in, self.settings.lang)

    @property
    def facts(self) -> Mapping[str, Found]:
        """The files of facts by reference."""
        return self.laid.facts

    def holding(self, project: Path, files: Iterable[str]) -> list[Found] | None:
        """These files, if each is one of a fact that was found, and still the plain file that it was; if not, None.

        Then they alone have to be read again: nothing else that a survey tells can have changed with them.
        """
        known = list(map(self.fact_in, files))
        there = [one for one in known if one and one.plain and _is_plain(project, one.file)]
        return there if len(there) == len(known) else None

    def fact_in(self, file: str) -> Found | None:
        """The fact file at this path, if one was found there."""
        for kind in self.own.kinds:
            if file.startswith(f"{kind.folder}/") and file.endswith(kind.suffix):
                found = self.facts.get(f"{kind.name}:{file[len(kind.folder) + 1 : -len(kind.suffix)]}")
                if found and found.file == file:
                    return found
        return None


def _is_plain(project: Path, file: str) -> bool:
    stat = stat_of(f"{project}/{file}")
    return bool(stat) and S_ISREG(stat[-1]) and not (project / file).is_symlink()
