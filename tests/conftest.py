"""Settings for all tests, and nothing else: a test shows the world it needs."""

from __future__ import annotations

from hypothesis import settings

# A busy machine must not fail a property for being slow; the test run as a whole has its own limit.
settings.register_profile("factsheet", deadline=None)
settings.load_profile("factsheet")
