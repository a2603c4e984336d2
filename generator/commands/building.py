"""What `factsheet build` does, once it is known what was typed. Without click, which takes time to import."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from generator import stamp
from generator.commands.telling import counted, echo, say_when_slow, tell_as, worded, wrong_usage
from generator.evidence import URL_PATTERN
from generator.history import PUBLISHED_FILE
from generator.layouts import LayoutError
from generator.making import Made, make
from generator.output import RefusedFolder, refuse_foreign
from generator.store import Store
from generator.versions import as_it_stands, identity, made_by


def build(
    walk: stamp.Walk | None,
    project: Path,
    output: Path | None = None,
    base_url: str = "",
    form: str = "text",
    *,
    clean: bool = False,
    explain: bool = False,
) -> None:
    """Check the facts and write the site, and say what came of it. Ends as the command does (`commands.build`).

    `walk` is one over what the site rests on, where there was one.
    """
    # Rendering leaves young loops behind; facts, which last, need not be gone through again and again.
    gc.set_threshold(20_000, 50, 100_000)
    site = output or project / "site"
    if base_url and not re.match(URL_PATTERN, base_url):
        wrong_usage(f"--base-url '{base_url}' is no web address; it begins with https:// or http://")
    _refuse(site, project)
    sources = [*(str(project / one) for one in ("content", "seeds", "layouts", PUBLISHED_FILE)), *made_by()]
    walk = walk if walk and walk.roots == sources else _walk(sources)
    seen = _state(walk, Store(project, site).clock())
    stamp.forget(sys.argv[1:])
    made = _made(project, site, base_url, walk, clean=clean)
    tell_as(form, project, made.problems)
    if not made.sound:
        _stop("Nothing was written; the site is as it was.")
    for address, why in sorted(made.reasons.items() if explain else ()):
        echo(f"{address}: {why}", err=form != "text")
    where = f"{counted(made.pages, 'page')} in {_shown(site)}"
    # On the output stream of another format nothing else may stand.
    echo(f"{where}; {counted(made.changed, 'file')} changed.", err=form != "text")
    if seen and made.site and form == "text" and not clean and as_it_stands() == identity():
        said = worded(project, made.problems), f"{where}; 0 files changed.\n"
        stamp.leave(sys.argv[1:], said, (seen, sources), made.site)


def _refuse(site: Path, project: Path) -> None:
    try:
        refuse_foreign(site, [project / "content", project / "seeds", project / "layouts"])
    except RefusedFolder as refusal:
        wrong_usage(str(refusal))
    except OSError as error:
        wrong_usage(f"{site} cannot be looked into: {error.strerror}")


def _walk(sources: Sequence[str]) -> stamp.Walk | None:
    """A walk over what the site rests on, before any of it is read; none if that tells nothing for sure."""
    try:
        return stamp.Walk(sources)
    except (OSError, stamp.Doubtful):
        return None


def _state(walk: stamp.Walk | None, now: int) -> str:
    """The state of what the site rests on; nothing if that cannot be told for sure."""
    try:
        return walk.state(now) if walk and now else ""
    except stamp.Doubtful:
        return ""


def _made(project: Path, site: Path, base_url: str, walk: stamp.Walk | None, *, clean: bool) -> Made:
    try:
        return make(project, site, say_when_slow(), walk, base_url=base_url, clean=clean)
    except LayoutError as error:
        _stop(f"{error}\nNothing was written; the site is as it was.")
    except RefusedFolder as refusal:
        wrong_usage(str(refusal))
    except OSError as error:
        wrong_usage(f"{site} cannot be written: {error.strerror}; name another folder with --output")


def _stop(message: str) -> NoReturn:
    echo(message, err=True)
    sys.exit(1)


def _shown(path: Path) -> str:
    """A path as it can be printed, whatever bytes its name has."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
