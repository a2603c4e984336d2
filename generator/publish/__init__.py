"""Publishing: a checked dossier, made anew, to where readers are; and back to the publication before.

`edition` says what goes out and whether it may, `extras` adds what hosts want, and each target has a module: `folder`, `zipped`
and `branch`. A target is asked what readers are shown there, is given a whole site, and keeps the one before.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.problems import as_id, did_you_mean
from generator.publish.base import Refused, Target
from generator.publish.branch import Branch
from generator.publish.folder import Folder
from generator.publish.git import Git
from generator.publish.zipped import Zip
from generator.settings import SETTINGS_FILE, PublishTarget


def chosen(declared: Sequence[PublishTarget], name: str) -> PublishTarget:
    """The target of that name; without a name the only one there is. Raises `Refused`."""
    names = [one.name for one in declared]
    if not declared:
        raise Refused(
            f"{SETTINGS_FILE} names nowhere to publish to; write there, for a folder: "
            "'publish: {name: web, folder: ../public}'"
        )
    if len(set(names)) < len(names):
        raise Refused(f"two targets in {SETTINGS_FILE} have the same name: {', '.join(names)}; rename one")
    if not name and len(declared) > 1:
        raise Refused(f"there are several targets; name one: {', '.join(names)}")
    found = next((one for one in declared if name in ("", one.name)), None)
    if found is None:
        known = did_you_mean(name, names) or f"the targets are {', '.join(names)}"
        raise Refused(
            f"there is no target '{name}'; {known}. A new one is a line more under 'publish:' in {SETTINGS_FILE}, such as "
            f"'- {{name: {as_id(name)}, folder: ../public}}'"
        )
    return found


def target_of(declared: PublishTarget, project: Path) -> Target:
    """The target that the settings declare; paths are counted from the folder of the dossier."""
    git = Git(project)
    if declared.branch:
        return Branch(git, declared.remote, declared.branch)
    if declared.zip:
        return Zip(_whole(project, declared.zip), project)
    return Folder(_whole(project, declared.folder or ""), project)


@contextmanager
def only_looked_at(declared: PublishTarget, project: Path) -> Iterator[Target]:
    """The same, to be asked and nothing more: not even what git fetches is left in the repository."""
    target = target_of(declared, project)
    with tempfile.TemporaryDirectory(prefix="factsheet-", ignore_cleanup_errors=True) as folder:
        yield target.apart(Path(folder)) if isinstance(target, Branch) else target


def _whole(project: Path, path: str) -> Path:
    place = project.resolve() / Path(path).expanduser()
    return place.parent.resolve() / place.name if place.name != ".." else place.resolve()
