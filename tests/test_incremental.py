from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from articles import quoting
from worlds import build_world

from generator.making import make

TRIALS = Path(__file__).parent / "trials_incremental.py"
MUTANTS = (
    "no ground name:", "no ground into:", "no ground layout:", "no ground called:", "no ground newest:",
    "files known by settable times", "site known by settable times", "parts note for nobody", "lost pieces the same", "names as they were before",
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
@pytest.mark.parametrize(("seed", "steps", "dossier"), [("5", "10", "bridge"), ("2", "3", "real")])
def test_after_any_edits_a_site_is_as_built_from_nothing(seed, steps, dossier):
    assert "every site as built from nothing" in tried(seed, steps, dossier)


@pytest.mark.slow
def test_after_any_edits_the_preview_shows_what_would_be_built():
    assert "every site as built from nothing" in tried("1", "10", "bridge", "--preview")


@pytest.mark.slow
def test_an_engine_that_ignores_a_reason_to_build_is_found_out():
    assert len(tried("1", "1", "bridge", "--found-out", *MUTANTS).splitlines()) == len(MUTANTS)


def test_a_fingerprint_that_comes_back_unchanged_after_the_kinds_changed_is_seen(tmp_path):
    project = build_world(tmp_path / "towns", quoting("p3s1", "capped"))
    kept = project / "seeds/harbour-post.fingerprint"
    content = kept.read_bytes()

    def page() -> bytes:
        assert make(project, project / "site", lambda _: None).sound
        return (project / "site/sources/harbour-post.html").read_bytes()

    first = page()
    (project / "content/kinds.yaml").write_text(
        "fields:\n  - {of: actor, key: party, form: line, label: Party}\n"
    )
    kept.unlink()
    assert page() != first
    kept.write_bytes(content)
    assert page() == first
