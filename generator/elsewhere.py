"""What stands elsewhere: the facts as a git revision has them, and what a published site says of itself."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException, HTTPMessage, HTTPResponse
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from generator.history import LARGEST, PUBLISHED_FILE, Published, read
from generator.problems import Problem
from generator.yamlfile import LARGEST as LARGEST_FACT

PATIENCE = 30.0
"""Seconds within which a published file has to be here."""

_HERE = ("127.0.0.1", "localhost", "::1")
_PARTS = ("content", "seeds")
_CHUNK = 1 << 16


class NotThere(Exception):
    """What was named cannot be had; the message says why, and what to do."""


def is_address(typed: str) -> bool:
    """Whether this names a site and no folder or revision."""
    return typed.lower().startswith(("https://", "http://"))


def published_at(url: str) -> Published:
    """The `published.json` of the site at an address. Raises `NotThere`.

    Only by https, also where the address leads on; http is allowed to this machine itself.
    """
    address = url if url.endswith(f"/{PUBLISHED_FILE}") else f"{url.rstrip('/')}/{PUBLISHED_FILE}"
    _refuse_unsafe(address)
    try:
        content = _fetched(address)
    except HTTPError as error:
        error.close()
        raise NotThere(f"{address} answers {error.code}; is a site with this file published there?") from None
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise NotThere(f"{address} cannot be fetched: {reason}") from None
    found = read(content, address)
    if isinstance(found, Problem):
        raise NotThere(f"{address}: {found.headline}")
    return found


def _refuse_unsafe(address: str) -> None:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise NotThere(f"{address} is no web address") from None
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and host in _HERE)):
        raise NotThere(f"{address} is not asked: the address has to begin with https://")


def _fetched(address: str) -> bytes:
    """The answer, as far as it is read: to one byte more than is allowed."""
    is_here = urlsplit(address).hostname in _HERE
    direct = [urllib.request.ProxyHandler({})] if is_here else []
    opener = urllib.request.build_opener(_OnlySafe(), *direct)
    until, content = time.monotonic() + PATIENCE, bytearray()
    with opener.open(address, timeout=PATIENCE) as answer:
        assert isinstance(answer, HTTPResponse)
        while len(content) <= LARGEST and (part := answer.read1(_CHUNK)):
            content += part
            if time.monotonic() > until:
                raise TimeoutError(f"it takes longer than {PATIENCE:.0f} seconds")
    return bytes(content)


class _OnlySafe(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """As the address leads on, if it leads to where an address may."""
        try:
            _refuse_unsafe(newurl)
        except NotThere:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@contextmanager
def checked_out(project: Path, revision: str) -> Iterator[Path]:
    """A folder with the facts of `project` as a revision of its repository has them, for as long as it is used.

    Raises `NotThere`. Links and whatever else is no plain file are left out.
    """
    commit = _git(project, ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"])
    sha = commit.decode("ascii", "replace").strip()
    parts = _git(project, ["ls-tree", "--name-only", sha, "--", *_PARTS]).decode().split()
    if "content" not in parts:
        raise NotThere(f"there is no dossier in '{revision}'")
    archive = _git(project, ["archive", "--format=tar", sha, "--", *parts])
    with tempfile.TemporaryDirectory(prefix="factsheet-") as folder:
        _unpack(archive, Path(folder))
        yield Path(folder)


def _git(project: Path, arguments: Sequence[str]) -> bytes:
    try:
        # A list and no shell; the revision stands behind `--end-of-options`, and what git answers is used from there on.
        ran = subprocess.run(  # noqa: S603
            ["git", "-C", str(project), *arguments],  # noqa: S607  wherever it is installed
            capture_output=True,
            check=True,
            stdin=subprocess.DEVNULL,
        )
    except (FileNotFoundError, PermissionError):
        raise NotThere("git is not installed, so that earlier states cannot be looked up") from None
    except ValueError:  # a NUL in it
        raise NotThere("git knows no such revision here") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise NotThere(said or "git knows no such revision here") from None
    return ran.stdout


def _unpack(archive: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        for member in packed:
            path, content = (
                PurePosixPath(member.name),
                packed.extractfile(member) if member.isfile() else None,
            )
            if content is None or path.is_absolute() or ".." in path.parts:
                continue
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.read(LARGEST_FACT + 1))
