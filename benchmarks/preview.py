# ruff: noqa: S310, S603  commands of ours, on this machine
"""From saving a file to the new page being served, by a preview that is running already."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

LONGEST = 90.0
"""Seconds after which a preview is given up."""


def saved_to_served(
    command: Sequence[str], folder: Path, address: str, edits: Sequence[tuple[str, Callable[[], None]]]
) -> list[float]:
    """Start a preview, make edits one after the other, and measure each: seconds until the page has the new words.

    An edit is the words that the page will have and what saves them. One that is never served ends the list.
    """
    port = _free_port()
    filled = [part.replace("{port}", str(port)) for part in command]
    with subprocess.Popen(
        filled,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            page = f"http://127.0.0.1:{port}/{address}"
            return _measured(page, edits) if waited(page, b"<h1") is not None else []
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def _measured(page: str, edits: Sequence[tuple[str, Callable[[], None]]]) -> list[float]:
    found: list[float] = []
    for words, save in edits:
        time.sleep(2)  # so that it is at rest, as it is when somebody writes
        begun = time.perf_counter()
        save()
        if waited(page, words.encode()) is None:
            break
        found.append(time.perf_counter() - begun)
    return found


def waited(page: str, words: bytes) -> float | None:
    """Seconds until a page has these words; None if it never has. One that cannot be had, or in part, is asked for again."""
    begun = time.perf_counter()
    while (passed := time.perf_counter() - begun) < LONGEST:
        if words in _got(page):
            return passed
        time.sleep(0.004)
    return None


def _got(page: str) -> bytes:
    try:
        with urllib.request.urlopen(page, timeout=60) as answer:
            return bytes(answer.read())
    except (urllib.error.URLError, http.client.HTTPException, OSError):
        return b""


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
