"""A page of prose as plain data: its first heading is its title, the rest its body."""

from __future__ import annotations

from generator.problems import Mark, Problem
from generator.yamlfile import Data, lines
from generator.yamlfile.characters import Text, faults, refusal


def parse_page(content: bytes, file: str) -> tuple[Data | None, list[Problem]]:
    """The `title` and `body` of a Markdown file. The body keeps its line numbers: the title's line in it is empty."""
    if problems := _wrong_characters(content, file):
        return None, problems
    written = lines(content)
    first = next((number for number, line in enumerate(written) if line.strip()), None)
    if first is None:
        cure = "write '# ' and a title in the first line, then the text"
        return None, [Problem("empty-file", file, "this page is empty", cure)]
    title = written[first].strip()
    if not title.startswith("# ") or not title[2:].strip():
        cure = "write '# ' and the title before everything else"
        mark = Mark(first + 1, 1, max(1, len(written[first].rstrip())))
        return None, [Problem("no-title", file, "this page does not begin with a title", cure, mark=mark)]
    if not any(line.strip() for line in written[first + 1 :]):
        cure = "write the text below the title"
        return None, [Problem("empty-file", file, "this page has a title and no text", cure)]
    written[first] = ""
    return {"title": title[2:].strip(), "body": "\n".join(written)}, []


def _wrong_characters(content: bytes, file: str) -> list[Problem]:
    text = Text(content)
    refused = refusal(content)
    # What begins with % is an instruction to YAML only; prose may begin with it.
    found = [refused] if refused else [fault for fault in faults(text) if fault.code != "yaml-directive"]
    return [
        Problem(one.code, file, one.headline, one.help, mark=text.mark(one.start, one.end)) for one in found
    ]
