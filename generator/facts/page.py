"""Pages of prose."""

from __future__ import annotations

from typing import Annotated

from generator.evidence import Prose, Text
from generator.kinds import Declared, Kind, doc


class Page(Declared, frozen=True, kw_only=True):
    """A page of prose: how the facts are kept, how they are corrected. Its first heading is its title."""

    title: Annotated[Text, doc("the first line of the file, with its sign: `# How we correct`")]
    body: Annotated[Prose, doc("everything below the first line")]


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
