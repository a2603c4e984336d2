from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TRIALS = Path(__file__).parent / "trials_incremental.py"
MUTANTS = (
    "no ground fact:", "no ground name:", "no ground into:",
)  # fmt: skip
"""Some that `make trials` finds out with all others."""


def tried(*arguments: str) -> str:
    """What the trials say; they end with 0 if every site was right, and every mutant was found out."""
    ran = subprocess.run(
        [sys.executable, TRIALS, *arguments], capture_output=True, text=True, timeout=300, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "steps", "dossier"), [("1", "20", "bridge"), ("2", "4", "real")])
def test_after_any_edits_a_site_is_as_built_from_nothing(seed, steps, dossier):
    assert "every site as built from nothing" in tried(seed, steps, dossier)


@pytest.mark.slow
def test_after_any_edits_the_preview_shows_what_would_be_built():
    assert "every site as built from nothing" in tried("1", "15", "bridge", "--preview")


@pytest.mark.slow
def test_an_engine_that_ignores_a_reason_to_build_is_found_out():
    assert len(tried("1", "1", "bridge", "--found-out", *MUTANTS).splitlines()) == len(MUTANTS)
