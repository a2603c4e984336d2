"""What a dossier declares for itself: kinds of facts and further fields, the words of its site, its layouts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from generator.kinds import Kind
from generator.own.kinds import OwnKinds, read_kinds
from generator.own.overrides import faults_in, layouts_of
from generator.own.unused import unused_in
from generator.own.words import WORDS_FILE, Translation, read_words, untold
from generator.problems import Problem, has_errors
from generator.values import Fixed, altered

_FOLLOWING = frozenset({"stray-file", "unknown-key", "dangling-reference"})
"""What is told of facts as long as it is not known which kinds and fields there are."""


class Own(Fixed, frozen=True):
    """The kinds of a dossier (`of`), and its words as it has written them."""

    of: OwnKinds
    written: Translation

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds, with what their facts are called in the words of the dossier."""
        said = self.written.said
        return tuple(
            _called(kind, said) if {kind.title, kind.gone_title} & said.keys() else kind
            for kind in self.of.kinds
        )

    @property
    def words(self) -> Translation:
        """The words of the site, with those for the kinds of the dossier."""
        named = {f"kind:{name}": singular for name, singular in self.of.singulars}
        named |= {f"kinds:{kind.name}": kind.plural for kind in self.of.own}
        return self.written.beside(named) if named else self.written

    @property
    def edition(self) -> str:
        """Tells words that say different things apart; empty for English ones."""
        return f"{self.words.digest():x}" if self.words.said else ""

    def faults(self, project: Path, built_in: Sequence[Kind], lang: str) -> list[Problem]:
        """What is wrong with the layouts of a dossier in this language, and with its words for those of the site."""
        problems = list(faults_in(project, self.of.own))
        problems += unused_in(project, layouts_of(project), [one.layout for one in self.of.own])
        if self.written.said or (project / WORDS_FILE).is_file():  # also where nothing is filled in yet
            from generator.own.english import english

            every = [*english(layouts_of(project), built_in), *(one.gone_title for one in self.of.own)]
            of_own = (one for kind in self.of.own for one in english((), [kind]))
            problems += untold(self.written, every, of_own, whole=not lang.startswith("en"))
        return problems

    def unfollowed(self, problems: Sequence[Problem], undeclared: Iterable[Problem]) -> list[Problem]:
        """The problems without those that only follow from kinds that cannot be taken as they are declared."""
        if not has_errors(undeclared):
            return list(problems)
        return [one for one in problems if one.code not in _FOLLOWING]


def _called(kind: Kind, said: Mapping[str, str]) -> Kind:
    title, gone = (said.get(one, one) for one in (kind.title, kind.gone_title))
    return altered(kind, title=title, gone=gone)


def own_of(project: Path, built_in: Sequence[Kind]) -> tuple[Own, list[Problem]]:
    """What a dossier declares for itself beside the kinds that every dossier has, and what is wrong with it."""
    kinds, undeclared = read_kinds(project, built_in)
    words, unsaid = read_words(project)
    return Own(kinds, words), [*undeclared, *unsaid]
