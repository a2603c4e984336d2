"""`python -m generator.reference`: renew the reference of this checkout."""

from __future__ import annotations

from pathlib import Path

from generator.reference import write

write(Path(__file__).parents[2] / "docs/reference")
