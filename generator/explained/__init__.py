"""What each code of a problem means, with a wrong and a right example: one Markdown file a code, beside this one.

The form of a file: a heading as reports have it, `# error[bad-date]`; what it means; then `Wrong` and `Right`, each in words
(`Wrong: …`) or as files (`Wrong, in `content/…`:` and the text in a fence). The examples are laid over a small dossier in a
test, which holds that the wrong ones give the code and the right ones nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent
_HEADING: Final = re.compile(r"# (?P<severity>[a-z]+)\[(?P<code>[a-z0-9-]+)\]\n\n")
_FENCE: Final = re.compile(r"^(?P<mark>`{3,})\w*\n(?P<text>.*?)^(?P=mark)$\n?", re.MULTILINE | re.DOTALL)
_EXAMPLE: Final = re.compile(
    r"^(?P<verdict>Wrong|Right)(?:: (?P<words>.+)|, in `(?P<file>[^`]+)`:\n\n(?=`{3}))", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Example:
    """How it is wrong, or right: a file of a dossier and its text, or a sentence where no file can show it."""

    right: bool
    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means: `severity` is the gravest it comes with, `meaning` one paragraph or several in Markdown."""

    code: str
    severity: str
    meaning: str
    examples: tuple[Example, ...]
    markdown: str
    """The whole, without its heading."""

    @property
    def summary(self) -> str:
        """The meaning in one sentence."""
        return self.meaning.partition("\n\n")[0].replace("\n", " ")

    def as_text(self) -> str:
        """The whole for people at a terminal: without fences, examples set in."""
        said = _FENCE.sub(lambda fence: _set_in(fence["text"]), self.markdown)
        return f"{self.severity}[{self.code}]\n\n{said.strip()}"


def codes() -> list[str]:
    """All codes that are explained, in the order of the alphabet."""
    return sorted(path.stem for path in _HERE.glob("*.md"))


@cache
def explanation(code: str) -> Explanation | None:
    """What a code means; None for one that there is not."""
    if code not in codes():
        return None
    text = (_HERE / f"{code}.md").read_text(encoding="utf-8")
    heading = _HEADING.match(text)
    assert heading is not None, code
    body = text[heading.end() :]
    begin = _EXAMPLE.search(body)
    meaning = body[: begin.start()] if begin else body
    return Explanation(
        code, heading["severity"], meaning.strip(), tuple(_examples(body)), body.strip() + "\n"
    )


def _examples(body: str) -> Iterator[Example]:
    for found in _EXAMPLE.finditer(body):
        fence = _FENCE.match(body, found.end())
        text = fence["text"] if found["file"] and fence else found["words"]
        yield Example(found["verdict"] == "Right", found["file"] or "", text or "")


def _set_in(text: str) -> str:
    return "".join(
        f"    {line}".rstrip(" ") if line.strip() else line for line in text.splitlines(keepends=True)
    )
