"""Patterns that are compiled when they are first used: most are for what is wrong, or rare, and a start has a hundred of them."""

from __future__ import annotations

import re
from typing import cast


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)  # so this is asked once for each method
        return found


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same as `re.compile`, which it calls when the first method is. What is wrong in a pattern is raised no sooner (`re.error`)."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
