"""Problems told: one result, as text for people, or for programs in three formats. Finding them is elsewhere; nothing is printed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.report.github import as_github
from generator.report.located import Located, located, seen_from_around, summary
from generator.report.objects import as_json
from generator.report.sarif import as_sarif
from generator.report.text import as_text

__all__ = [
    "FORMATS", "OF_REPOSITORIES", "Located", "as_github", "as_json", "as_sarif", "as_text", "located", "seen_from_around",
    "summary",
]  # fmt: skip

FORMATS: Mapping[str, Callable[[Sequence[Located]], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}
"""How problems can be told, by the name that is typed."""

OF_REPOSITORIES = frozenset({"sarif", "github"})
"""The forms whose readers look for files from the top of a repository, where the call is made, and not from the dossier."""
