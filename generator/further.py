"""What else is wrong with files of which something cannot be read: all that is sound in them is checked at once too.

A file whose shape is at fault is no fact yet, so nothing of it would be checked before the last slip in it is mended, and its
writer would be answered twice. Here the parts at fault are taken out of such a file, or something stands in for them where it
cannot do without; the checks see the rest. What they say of the parts that were taken out is not said.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, cast

from generator.checks import faults_of
from generator.cures import key_meant
from generator.dangling import dangling_in
from generator.dossier import Dossier
from generator.examine import examine, type_at
from generator.holding import Held
from generator.index import Index
from generator.kinds import Kind, Many, Record, Scalar, Type, type_of
from generator.problems import FieldPath, Problem, Severity, as_id, nearest
from generator.read import Found, content_of, find
from generator.recall import Recall
from generator.shape import Written, shape, write_out
from generator.told import encoded, tell
from generator.values import altered
from generator.yamlfile import parse

if TYPE_CHECKING:
    from generator.yamlfile import Data

_ROUNDS = 8
"""So often what is left is examined again; a file in which there still is something at fault then is left alone."""

_MOST_FAULTS = 100
"""A file with more of them is left alone: they are no slips."""

_STAND_IN = "stand-in"
_NAMELESS = f"the entry '{_STAND_IN}'"
_MOST = 200
"""Of so many files more is told; whoever has more of them has other worries."""

_STAND_INS: Mapping[str, Written] = {
    "date": "2000", "number": 1, "yes-no": True, "id": _STAND_IN, "key": "stand_in", "place": "p1", "language": "en",
    "url": "https://stand-in.example",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Half:
    """A file of which a part is at fault: the rest as a fact, what was taken out by its place, and what was at fault in its shape."""

    held: Held
    out: Mapping[FieldPath, Written]
    shape: Sequence[Problem]

    def is_told(self, problem: Problem) -> bool:
        """Whether a problem is not only of what was taken out."""
        if any(problem.path[: len(at)] == at for at in self.out):
            return False
        match problem.code:
            case "no-evidence":
                return not any(_may_rest({str(at[-1]): self.out[at]}) for at in self._below(problem.path))
            case "time-words":
                return not any(_has_date(self._kind_at(at)) for at in self.out)
            case "unknown-name":
                return not self._below(("names",))
            case "place-outside" if self._below(("sentences",)):
                return False
            case _:
                return not (problem.path and self._below(problem.path))

    @property
    def is_read(self) -> bool:
        """Whether it is a source of which it is known what stands where."""
        return self.held.kind.name == "source" and not {"sentences", "read", "versions"} & {
            at[0] for at in self.out
        }

    @property
    def is_undated(self) -> bool:
        """Whether it is a source whose day is at fault."""
        return self.held.kind.name == "source" and bool(self._below(("published",)))

    def _below(self, path: FieldPath) -> list[FieldPath]:
        return [at for at in self.out if at[: len(path)] == path]

    def _kind_at(self, path: FieldPath) -> Type:
        return type_at(type_of(self.held.kind.record), path)


def further(project: Path, dossier: Dossier, told: Sequence[Problem]) -> list[Problem]:
    """What is wrong besides with the files of which it was told that they cannot be read as they are."""
    wrong = {one.file for one in told if one.severity is Severity.ERROR}
    wrong -= {one.file for one in told if one.code == "stray-file"}  # of these it is not sure what they are
    found, _ = find(project, dossier.kinds)
    taken = {one.ref for one in found}
    unread = [one for one in found if one.ref not in dossier.shelf]
    misnamed = [one for one in _misnamed(told, dossier.kinds) if one.ref not in taken]
    asked = [one for one in (*unread, *misnamed) if one.file in wrong][:_MOST]
    halves = {one.file: half for one in asked if (half := _half(project, one))}
    if not halves:
        return []
    more = [problem for one in misnamed if one.file in halves for problem in halves[one.file].shape]
    unsure = {one.ref for one in (*unread, *misnamed)}
    more += _faults(dossier, halves, unsure)
    known = {(one.code, one.file, one.path) for one in told}
    return [one for one in more if (one.code, one.file, one.path) not in known]


def _faults(dossier: Dossier, halves: Mapping[str, _Half], unsure: AbstractSet[str]) -> list[Problem]:
    """What the checks say of what is left of these files, and of the facts that rest on a source among them."""
    whole = _with(dossier, [half.held for half in halves.values()])
    undated = {one.file for half in halves.values() if half.is_undated for one in _resting_on(whole, half)}
    resting = {one.ref: one for half in halves.values() if half.is_read for one in _resting_on(whole, half)}
    asked = {half.held.ref: half.held for half in halves.values()} | resting
    problems = dangling_in(whole, [half.held for half in halves.values()], unsure, set())
    problems += [one for held in asked.values() for one in faults_of(whole, held)]
    dated = [one for one in problems if one.code != "time-words" or one.file not in undated]
    sure = (one for one in dated if one.file not in halves or halves[one.file].is_told(one))
    return [altered(one, headline=one.headline.replace(_NAMELESS, "this entry")) for one in sure]


def _resting_on(whole: Dossier, source: _Half) -> list[Held]:
    return [whole.facts[ref] for ref in whole.naming(source.held.ref)]


def _with(dossier: Dossier, more: Sequence[Held]) -> Dossier:
    """The dossier with a few facts more; nothing of what is asked of it is remembered."""
    told = {held.ref: tell(held, encoded(held.record)) for held in more}
    index = Index.of(dossier.kinds, [*dossier.index.told.items(), *told.items()])
    shelf = ChainMap({held.ref: held for held in more}, dict(dossier.shelf))
    return altered(dossier, shelf=shelf, index=index, recall=Recall())


def _misnamed(told: Sequence[Problem], kinds: Sequence[Kind]) -> Iterator[Found]:
    """The files that are not read because of their names, as if these were mended."""
    for one in told:
        for kind in kinds:
            if (
                one.code == "bad-id"
                and not one.path
                and not kind.id_parts
                and one.file.startswith(f"{kind.folder}/")
            ):
                yield Found(kind, as_id(PurePosixPath(one.file).stem), one.file, plain=False)


def _half(project: Path, found: Found) -> _Half | None:
    """What is sound of a file, as a fact; None where nothing can be told of it, and of a draft."""
    content = content_of(project, found)
    data, _ = (
        parse(content, found.file)
        if isinstance(content, bytes) and found.kind.suffix == ".yaml"
        else (None, [])
    )
    if not isinstance(data, dict) or data.get("draft") == "true":
        return None
    record = type_of(found.kind.record)
    written = write_out(data, record)
    out: dict[FieldPath, Written] = {}
    problems = shape(data, found.kind.record, found.file)[1]
    if not _mend(written, record, out):
        return None
    sound, _ = shape(cast("Data", written), found.kind.record, found.file)
    return _Half(Held(found.kind, found.id, found.file, sound), out, problems) if sound else None


def _mend(written: Written, record: Record, out: dict[FieldPath, Written]) -> bool:
    """Take out of a file's data what is at fault in it, and note it; whether that could be done."""
    for _ in range(_ROUNDS):
        faults = examine(written, record, "")
        if not faults or len(faults) > _MOST_FAULTS:
            return not faults
        for one in sorted(faults, key=lambda one: -len(one.path)):
            if one.code == "missing-key":
                _complete(_at(written, one.path), type_at(record, one.path), one.path, out)
            elif one.path:
                _take_out(_at(written, one.path[:-1]), one.path, record, out)
    return False


def _complete(group: Written, kind: Type, path: FieldPath, out: dict[FieldPath, Written]) -> None:
    if not (isinstance(kind, Record) and isinstance(group, dict)):
        return
    for field in kind.fields:
        if field.required and field.key not in group:
            group[field.key] = _stand_in(field.type)
            out.setdefault((*path, field.key), "")


def _take_out(around: Written, path: FieldPath, record: Record, out: dict[FieldPath, Written]) -> None:
    step, kind = path[-1], type_at(record, path[:-1])
    if isinstance(around, list) and isinstance(step, int):
        out.setdefault(path, deepcopy(around[step]))
        around[step] = _stand_in(type_at(record, path))
    if not isinstance(around, dict) or step not in around:
        return
    field = kind.by_key.get(str(step)) if isinstance(kind, Record) else None
    meant = None if field or not isinstance(kind, Record) else key_meant(str(step), kind)
    out.setdefault((*path[:-1], meant) if meant else path, deepcopy(around[str(step)]))
    if field and (field.required or isinstance(field.type, Many)):
        around[field.key] = _stand_in(field.type)
    else:
        del around[str(step)]


def _stand_in(kind: Type) -> Written:
    """The least that can stand where something is wanted."""
    if isinstance(kind, Many):
        return [_stand_in(kind.item)]
    if isinstance(kind, Scalar):
        if kind.form == "ref":
            return f"{'actor' if kind.kinds == ('*',) else kind.kinds[0]}:{_STAND_IN}"
        return kind.choices[0] if kind.choices else _STAND_INS.get(kind.form, _STAND_IN)
    wanted = {field.key: _stand_in(field.type) for field in kind.fields if field.required}
    one_of = kind.struct.exactly_one[:1]
    return wanted | {field.key: _stand_in(field.type) for field in kind.fields if field.name in one_of}


def _at(written: Written, path: FieldPath) -> Written:
    for step in path:
        if isinstance(written, dict):
            written = written.get(str(step), "")
        elif isinstance(written, list) and isinstance(step, int) and step < len(written):
            written = written[step]
    return written


def _may_rest(written: Written) -> bool:
    """Whether evidence may have been meant by what was taken out, or in it."""
    if isinstance(written, dict):
        return any(nearest(key, ["evidence"]) or _may_rest(one) for key, one in written.items())
    return isinstance(written, list) and any(map(_may_rest, written))


def _has_date(kind: Type) -> bool:
    if isinstance(kind, Scalar):
        return kind.form == "date"
    return isinstance(kind, Record) and any(
        isinstance(one.type, Scalar) and one.type.form == "date" for one in kind.fields
    )
