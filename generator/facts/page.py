"""Pages of prose."""

from __future__ import annotations

from generator.evidence import Prose, Text
from generator.kinds import Declared, Kind


class Page(Declared, frozen=True, kw_only=True):
    """A page of prose: how the facts are kept, how they are corrected. Its first heading is its title."""

    title: Text
    body: Prose


PAGE = Kind(
    "page",
    "Pages",
    Page,
    folder="content/pages",
    address="{id}.html",
    title="{title}",
    layout="page.html",
    suffix=".md",
)
