"""Which Chromium the tests drive: Playwright's own where it could be installed, otherwise one that is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def there() -> str | None:
    """The program of a Chromium on this machine, or None."""
    from playwright.sync_api import sync_playwright  # not there yet when the first tests are being set up

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else next(filter(None, map(shutil.which, NAMES)), None)


def install() -> bool:
    """Have one installed: by Playwright, or where that cannot fetch its own, by the system's packages if we may."""
    _quietly(sys.executable, "-m", "playwright", "install", "chromium")
    if not there() and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        _quietly("apt-get", "update", "--quiet")
        _quietly("apt-get", "install", "--yes", "--quiet", "chromium")
    return bool(there())


def _quietly(*words: str) -> None:
    silent = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=silent, check=False)


if __name__ == "__main__":
    if not (there() or install()):
        sys.exit(
            "The tests of the preview need Chromium, and Playwright could not fetch its own. Install it with your system's "
            "packages, on Debian: sudo apt install chromium"
        )
