"""Places on a disk: which of them a site is not published to, where the publication before is kept, what is said of a full disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.output import RefusedFolder
from generator.publish.base import Refused

_NOT_PUBLISHED_TO = ("content", "seeds", "layouts", ".git", "site")


def beside(path: Path) -> Path:
    """Where the publication before the one at `path` is kept."""
    return path.with_name(f".{path.name}.before")


def refuse_unfit(path: Path, project: Path) -> None:
    """Raise `Refused` for a place that holds the dossier or a part of it, or that is not there to be written to."""
    whole, top = path.resolve(), project.resolve()
    if path.is_symlink():
        raise Refused(f"{path} is a link; name what it leads to")
    if top.is_relative_to(whole):
        raise Refused(f"{path} holds the dossier itself; name another place")
    for part in _NOT_PUBLISHED_TO:
        if whole.is_relative_to(top / part):
            why = (
                "is where 'factsheet build' writes" if part == "site" else f"lies in '{part}' of the dossier"
            )
            raise Refused(f"{path} {why}; name another place")
    if not path.parent.is_dir():
        raise Refused(f"{path.parent} is no folder; make it first, or look how it is spelt")


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """What the disk refuses, as `Refused`: it is full, it may not be written to, somebody else's files are in the way."""
    try:
        yield
    except RefusedFolder as refusal:
        raise Refused(str(refusal).replace(" with --output", "")) from None
    except OSError as error:
        raise Refused(
            f"{path} cannot be published to: {error.strerror or error}; readers are shown what they were"
        ) from None
