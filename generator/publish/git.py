"""Asks git, for publishing: its own credentials, no hooks of the dossier, no questions at the terminal, within a time.

Only commands that know nothing of a work tree are used, and the user's index is never named. What git says is told on with
whatever stands before the `@` of an address left out, since that may be a password.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.publish.base import Refused, printable

PATIENCE = 600.0
"""Seconds within which git has to have done what it was asked for; the largest transfer has to fit in."""

_SETTINGS = (
    "core.hooksPath=/dev/null", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false",
    "log.showSignature=false", "i18n.commitEncoding=UTF-8", "i18n.logOutputEncoding=UTF-8",
)  # fmt: skip
_PROTOCOLS = "file:git:http:https:ssh"  # not `ext::` and its like, which run what they name
_OF_ANOTHER_CALL = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_QUARANTINE_PATH",
)  # fmt: skip
_BEFORE_HOST = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://)[^/\s'\"]*@")
_LONGEST_SAID = 2000


class GitFailed(Refused):
    """What git refused; the message is its own, without passwords."""


@dataclass(frozen=True, slots=True)
class Git:
    """The repository around a folder, as it is asked; `around` goes into the environment of every call."""

    folder: Path
    around: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str, said: bytes = b"", around: Mapping[str, str] | None = None) -> bytes:
        """What git answers to a command and to what it is `said`; raises `GitFailed`."""
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        try:
            # A list and no shell. In a session of its own nothing that git calls can ask at the terminal.
            ran = subprocess.run(  # noqa: S603
                ["git", "-C", str(self.folder), *settings, *arguments],  # noqa: S607  wherever it is installed
                input=said,
                capture_output=True,
                check=True,
                env={**_environment(), **self.around, **(around or {})},
                start_new_session=True,
                timeout=PATIENCE,
            )
        except OSError:
            raise GitFailed("git cannot be called; install it, or publish to a folder") from None
        except subprocess.TimeoutExpired:
            raise GitFailed(f"git took longer than {PATIENCE:.0f} seconds and was stopped") from None
        except subprocess.CalledProcessError as error:
            raise GitFailed(_told(error.stderr + error.stdout)) from None
        return ran.stdout

    def text(self, *arguments: str) -> str:
        """The same as text, without the line's end."""
        return self(*arguments).decode(errors="replace").strip()

    def apart(self, objects: Path) -> Git:
        """The same repository, with all that is fetched or made going to a folder that can be thrown away."""
        own = (self.folder / self.text("rev-parse", "--git-path", "objects")).resolve()
        around = {"GIT_OBJECT_DIRECTORY": str(objects), "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(own)}
        return Git(self.folder, {**self.around, **around})


def without_password(text: str) -> str:
    """An address, or a text with addresses in it, without what stands before the host's name."""
    return _BEFORE_HOST.sub(r"\1", text)


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER_CALL}
    protocols = kept.get("GIT_ALLOW_PROTOCOL", _PROTOCOLS)
    mine = {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": protocols,
        "GIT_PAGER": "cat",
        "LC_ALL": "C",
    }
    return {**kept, **mine}


def _told(said: bytes) -> str:
    text = printable(without_password(said.decode(errors="replace")).strip())
    told = "\n".join(line for line in text.split("\n") if not line.startswith("hint:"))
    return told[:_LONGEST_SAID] or "git gives no reason"
