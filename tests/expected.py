"""Expected output that lies beside the tests: compared with, byte for byte, or written anew at the desk.

    FACTSHEET_WRITE_EXPECTED=1 .venv/bin/python -m pytest tests/test_broken.py tests/test_sites.py

Then `git diff tests` shows what readers would see changed. On a machine that runs for everybody nothing is ever written.
"""

from __future__ import annotations

import os
from pathlib import Path

WRITING = bool(os.environ.get("FACTSHEET_WRITE_EXPECTED")) and not os.environ.get("CI")


def is_expected(content: bytes, file: Path) -> bool:
    """Whether a file holds exactly this; at the desk it is made to."""
    if WRITING:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return file.is_file() and file.read_bytes() == content
