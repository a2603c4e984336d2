"""Lines of a file as they are quoted in what is said of them, and what was meant by them."""

from __future__ import annotations

import re


def short(text: str) -> str:
    """A text as it is quoted in a headline: one line, not too long."""
    words = re.sub(r"[ \t\r\n]+", " ", text[:200]).strip(" ")
    return words if len(words) <= 60 else words[:59] + "…"


def spaced(words: str) -> str:
    """The line as it was meant, where its key has a colon with no space after it; else nothing."""
    found = re.match(r"([^\s:：]+)(?::(?!//|[ \t])|：[ \t]*)(.+)", words)
    return f"{found[1]}: {found[2].strip()}" if found else ""


def start_of_line(text: str, at: int) -> int:
    """Where the line of a character begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def rest_of_line(text: str, start: int) -> str:
    """What stands from there to the end of the line, without a comment."""
    line = re.split(r"[\r\n]", text[start : start + 2000], maxsplit=1)[0]
    return re.sub(r"(^| )#.*", "", line).rstrip()


def comma_before(words: str) -> str:
    """How words between braces go on with another key, where they lack the comma before it; nothing if there is no such key.

    Whether the last of them is meant as a key, only the writer knows.
    """
    found = re.fullmatch(r"(.*\S?)\s*;\s*([a-z_]+)|(.*\S)\s+([a-z_]+)", words)
    if not found:
        return ""
    if found[2]:
        return f"write a comma for the semicolon: '{found[1]}, {found[2]}:'"
    between = f"'{found[3]}, {found[4]}:'"
    return f"if '{found[4]}' is a key, put a comma before it: {between}; if it is part of the text, put all of that in quotation marks"
