"""The program as a wheel again, made of the files that are installed, so that a dossier can carry the one it was begun with.

The form is that of the binary distribution format (packaging.python.org): a zip with the files and a RECORD of their SHA-256.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import zipfile
from collections.abc import Mapping
from importlib import metadata

PROGRAM = "factsheet"

_OF_THE_INSTALLER = frozenset({"INSTALLER", "REQUESTED", "RECORD", "direct_url.json"})
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in it, so that the same program makes the same wheel on every day."""


def installed_wheel() -> tuple[str, bytes] | None:
    """The wheel's name and its bytes; None where the program is not installed from one, or its files are no longer those of it."""
    try:
        found = metadata.distribution(PROGRAM)
    except metadata.PackageNotFoundError:
        return None
    return wheel_of(found)


def wheel_of(installed: metadata.Distribution) -> tuple[str, bytes] | None:
    """What `installed_wheel` gives, of any program that is nothing but Python."""
    contents = _as_installed(installed)
    if not any(path.endswith("/__init__.py") for path in contents):  # a checkout that is only pointed to
        return None
    about = next(path.partition("/")[0] for path in contents if ".dist-info/" in path)
    contents[f"{about}/RECORD"] = _record(contents, f"{about}/RECORD")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in contents.items():
            wheel.writestr(zipfile.ZipInfo(path, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return f"{about.removesuffix('.dist-info')}-py3-none-any.whl", packed.getvalue()


def _as_installed(installed: metadata.Distribution) -> dict[str, bytes]:
    """The files of the wheel by their paths in it; none if one of them is missing or another than was installed."""
    contents = {}
    for file in installed.files or ():
        path = file.as_posix()
        if file.hash is None or path.startswith("..") or file.name in _OF_THE_INSTALLER:
            continue
        try:
            content = file.read_binary()
        except OSError:
            return {}
        if file.hash.mode != "sha256" or _sum(content) != file.hash.value:
            return {}
        contents[path] = content
    return dict(sorted(contents.items()))


def _record(contents: Mapping[str, bytes], own: str) -> bytes:
    written = io.StringIO()
    rows = [(path, f"sha256={_sum(content)}", len(content)) for path, content in contents.items()]
    csv.writer(written, lineterminator="\n").writerows([*rows, (own, "", "")])
    return written.getvalue().encode()


def _sum(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
