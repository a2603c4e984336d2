"""A page of prose as plain data: its first heading is its title, the rest its body."""

from __future__ import annotations

from generator.problems import Mark, Problem
from generator.yamlfile import LARGEST, Data


def parse_page(content: bytes, file: str) -> tuple[Data | None, list[Problem]]:
    """The `title` and `body` of a Markdown file. The body keeps its line numbers: the title's line in it is empty."""
    if len(content) > LARGEST:
        headline = f"this page is too long: at most {LARGEST:,} bytes are read"
        return None, [Problem("too-large", file, headline, "make several pages of it")]
    try:
        text = content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, [
            Problem("not-utf8", file, "this file is not UTF-8 text", "save it as UTF-8", mark=Mark(line, 1))
        ]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None, [
            Problem("empty-file", file, "this page is empty", "write '# ' and a title, then the text")
        ]
    title = lines[first].strip()
    if not title.startswith("# ") or not title[2:].strip():
        cure = "begin the page with '# ' and its title"
        return None, [
            Problem("no-title", file, "this page does not begin with a title", cure, mark=Mark(first + 1, 1))
        ]
    lines[first] = ""
    return {"title": title[2:].strip(), "body": "\n".join(lines)}, []
