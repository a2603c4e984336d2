"""Opening a file at a line in the writer's own editor: by the command that $VISUAL or $EDITOR names, never through a shell."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

_TERMINAL = {"vi", "vim", "nvim", "nano", "pico", "kak", "micro", "hx", "helix", "ed", "joe", "ne", "mg"}
_BY_COLON = {"subl", "sublime_text", "hx", "helix", "zed", "micro", "atom"}
_BY_GOTO = {"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"}
_BY_OPTION = {"idea", "pycharm", "webstorm", "kate", "mate"}
_WITH_PLUS = {
    "vi", "vim", "nvim", "gvim", "nano", "pico", "emacs", "emacsclient", "kak", "gedit", "ed", "joe", "ne", "mg",
}  # fmt: skip

_UNNAMED = (
    "VS Code is asked to open it, since no other editor is named. To have your own, end the preview and start it again with "
    "the editor in $VISUAL or $EDITOR, such as: EDITOR=gedit factsheet serve"
)


class NoEditor(Exception):
    """No editor can be started; the message says why."""


def command(environment: Mapping[str, str], path: Path, line: int) -> list[str]:
    """The words of the call that opens a file at a line. Raises `NoEditor` where none is named."""
    named = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(named)
    except ValueError:
        raise NoEditor(f"$VISUAL or $EDITOR is no command: {named}") from None
    if not words:
        raise NoEditor(_UNNAMED)
    return [*words, *_arguments(Path(words[0]).stem.lower(), words[1:], path, line)]


def start(words: list[str], project: Path) -> None:
    """Run an editor; one that needs a terminal gets that of the preview. Raises `NoEditor`."""
    needs_terminal = Path(words[0]).stem in _TERMINAL or "-nw" in words
    if needs_terminal and not sys.stdin.isatty():
        raise NoEditor(f"{words[0]} needs a terminal, and the preview runs in none")
    silent = None if needs_terminal else subprocess.DEVNULL
    try:
        started = subprocess.Popen(  # noqa: S603  the words are the writer's own, and a file of the dossier
            words,
            cwd=project,
            stdin=silent,
            stdout=silent,
            stderr=silent,
            start_new_session=not needs_terminal,
        )
        threading.Thread(target=started.wait, daemon=True).start()  # nothing is left of it once it has ended
    except OSError as error:
        raise NoEditor(f"{words[0]} cannot be started: {error.strerror}") from None


def link(path: Path, line: int, column: int = 1) -> str:
    """The address that opens a file in editors that registered for `vscode:`."""
    return f"vscode://file{quote(path.absolute().as_posix())}:{line}:{column}"


def file_of(project: Path, file: str) -> Path | None:
    """A file of the dossier by its path in it, or None where there is none such or it leads elsewhere."""
    top, parts = Path(os.path.realpath(project)), file.split("/")
    if "\0" in file or parts[0] not in {"content", "seeds"} or not file.endswith((".yaml", ".yml", ".md")):
        return None
    path = Path(os.path.realpath(project / file))
    inside = any(path.is_relative_to(top / folder) for folder in ("content", "seeds"))
    return path if ".." not in parts and inside and path.is_file() else None


def _arguments(name: str, given: list[str], path: Path, line: int) -> list[str]:
    if name in _BY_GOTO:
        return [*([] if {"-g", "--goto"} & set(given) else ["--goto"]), f"{path}:{line}"]
    if name in _BY_COLON:
        return [f"{path}:{line}"]
    if name in _BY_OPTION:
        return ["--line", str(line), str(path)]
    return [f"+{line}", str(path)] if name in _WITH_PLUS else [str(path)]
