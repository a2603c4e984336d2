"""What was meant where braces took a text apart: quotation marks that YAML does not know, and a list in braces."""

from __future__ import annotations

import re

from generator.yamlfile.wording import short

_FURTHEST = 1000
"""So many characters before and after a place are looked at."""

_CURLY = re.compile(r"[“„‟]([^“„‟”\r\n]*)(?:”|“(?=\s*[,}\]]))")
_NAMES = re.compile(r"\{([^{}\[\]:\"'#]{1,200})\}")


def curly_text(written: str, at: int) -> tuple[int, int] | None:
    """The first and the last but one character of the text in curly quotation marks in which a character stands, if it has a comma."""
    start = max(written.rfind(sign, max(0, at - _FURTHEST), at) for sign in "“„‟")
    found = _CURLY.match(written, start, start + _FURTHEST) if start >= 0 else None
    return found.span() if found and found.end() > at and "," in found[1] else None


def in_quotes(words: str) -> str:
    """A text as it is written in single quotation marks."""
    doubled = words.replace("'", "''")
    return f"'{short(doubled)}'"


def listed(written: str, start: int) -> str:
    """How the names in braces that open here are written without them; nothing if there is anything but names in them."""
    inner = _NAMES.match(written, start)
    names = [name.strip() for name in inner[1].rstrip(", ").split(",")] if inner else []
    several = f"[{', '.join(names)}]"
    if len(names) == 1:
        several = f"{names[0]}, or {several} for several"
    return short(several) if names and all(names) else ""
