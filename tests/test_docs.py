"""What the docs say works: their files are written, their commands run, what they show is what is seen.

A paper is read from top to bottom, as its reader does it:

- A line that ends with the name of a file and a colon, `` `content/actors/ada-lind.yaml`: ``, names the block below it: the block is
  the file, or, where it is a `diff`, a change to it.
- A `sh` block is run. It has to end with 0, unless `<!-- ends with 1 -->` stands above it; `<!-- not run -->` passes it over.
- A `text` block below a `sh` block is what the reader sees; `…` in it stands for anything.
- `<!-- before: COMMANDS -->` is done without a word: where a paper begins.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
FIRST = DOCS / "first-fact-sheet.md"
PAPERS = [FIRST, *sorted((DOCS / "how-to").glob("*.md"))]
MOST_NOT_RUN = 3

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Step:
    """A block of a paper: its language, its text, the file it is, what is said of it in a comment, and its line."""

    sort: str
    text: str
    file: str = ""
    said: str = ""
    line: int = 0


@dataclass
class Reader:
    """Whoever does what a paper says, in a folder of their own."""

    top: Path
    folder: Path = field(init=False)
    seen: str | None = None

    def __post_init__(self):
        self.folder = self.top / "work"
        self.folder.mkdir(parents=True)

    def run(self, commands: str) -> int:
        """Run commands in the folder where the last ones ended; what they said is `seen`."""
        where = self.top / "where"
        done = subprocess.run(
            ["sh", "-e", "-c", f"trap 'pwd >\"{where}\"' EXIT\n{commands}"],
            cwd=self.folder,
            env=self.surroundings(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.folder = Path(where.read_text(encoding="utf-8").strip())
        self.seen = done.stdout
        return done.returncode

    def surroundings(self) -> dict[str, str]:
        name = {"NAME": "Iva Moor", "EMAIL": "iva@example.org"}
        who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in name.items()}
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "COLUMNS": "80"}
        return {**os.environ, **who, **plain, "PATH": path, "HOME": str(self.top)}

    def follow(self, paper: str) -> None:
        """Do all that a paper says. Raises `AssertionError`, with the line, where something is not as it has it."""
        for step in steps(paper):
            try:
                self.do(step)
            except AssertionError as error:
                raise AssertionError(f"line {step.line}: {error}") from None

    def do(self, step: Step) -> None:
        if step.said == "not run":
            self.seen = None
        elif step.sort == "before":
            assert self.run(step.text) == 0, self.seen
            self.seen = None
        elif step.file:
            self.write(step)
        elif step.sort == "sh":
            wanted = int(step.said.removeprefix("ends with ") or 0)
            assert self.run(step.text) == wanted, self.seen
        else:
            assert step.sort == "text", f"a block of {step.sort} names no file"
            assert self.seen is not None, "nothing was run of which this is what one sees"
            assert fits(step.text, self.seen), f"the paper has:\n{step.text}\nand one sees:\n{self.seen}"

    def write(self, step: Step) -> None:
        path = self.folder / step.file
        if step.sort == "diff":
            text = path.read_text(encoding="utf-8")
            was, now = without(step.text, "+"), without(step.text, "-")
            assert text.count(was) == 1, f"{step.file} has not, or not once:\n{was}\nbut:\n{text}"
            path.write_text(text.replace(was, now), encoding="utf-8")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")


def without(change: str, mark: str) -> str:
    """One side of a change: its lines without those that begin with a mark."""
    return "".join(f"{line[1:]}\n" for line in change.splitlines() if not line.startswith(mark))


def fits(shown: str, seen: str) -> bool:
    """Whether one sees what is shown, `…` being anything."""
    parts = (re.escape(part) for part in shown.rstrip().split("…"))
    return re.fullmatch(".*".join(parts), seen.rstrip(), re.DOTALL) is not None


def steps(paper: str) -> Iterator[Step]:
    """The blocks of a paper and its beginning, in their order."""
    sort, text, file, said = "", [], "", ""
    for number, line in enumerate(paper.splitlines(), 1):
        if sort and line != "```":
            text.append(line)
        elif sort:
            yield Step(sort, "".join(f"{one}\n" for one in text), file, said, number - len(text) - 1)
            sort, text, file, said = "", [], "", ""
        elif line.startswith("```"):
            sort = line.removeprefix("```") or "a kind that is not named"
        elif begun := re.fullmatch(r"<!-- before: (.*) -->", line):
            yield Step("before", begun[1], line=number)
        elif comment := re.fullmatch(r"<!-- (not run|ends with [12]) -->", line):
            said = comment[1]
        elif line.strip():
            named = re.search(r"`([^`\s]+\.[a-z]+)`:$", line)
            file = named[1] if named else ""


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_what_a_paper_says_works(paper, tmp_path):
    Reader(tmp_path).follow(paper.read_text(encoding="utf-8"))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_few_commands_of_a_paper_are_not_run(paper):
    done = [step for step in steps(paper.read_text(encoding="utf-8")) if step.sort == "sh"]
    assert len([step for step in done if step.said == "not run"]) <= MOST_NOT_RUN
    assert [step for step in done if step.said != "not run"]


def test_the_articles_in_the_papers_are_those_that_lie_beside_them():
    shown = {
        Path(step.file).name: step.text
        for paper in PAPERS
        for step in steps(paper.read_text(encoding="utf-8"))
        if step.sort == "text" and step.file.startswith("seeds/texts/")
    }
    lying = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "first").iterdir()}
    assert shown == lying != {}


PAPER = """\
<!-- before: mkdir town && cd town -->
The bridge stands in `bridge.yaml`:

```yaml
name: Old bridge
toll: low
```

```sh
cat bridge.yaml
```

```text
name: …
toll: low
```

Now in `bridge.yaml`:

```diff
-toll: low
+toll: none
```

<!-- ends with 1 -->
```sh
grep low bridge.yaml
```
"""


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("toll: low\n```\n\nNow", "toll: high\n```\n\nNow"),  # one sees something else
        ("-toll: low", "-toll: high"),  # what is to be changed is not there
        ("grep low", "grep none"),  # it does not end so
        ("cat bridge", "cat bridges"),  # it fails
        ("`bridge.yaml`:\n\n```yaml", "a file.\n\n```yaml"),  # nobody knows which file that is
        ("```sh\ncat bridge.yaml\n```\n", ""),  # nothing was run
    ],
)
def test_a_paper_that_is_wrong_is_found(tmp_path, was, becomes):
    right, wrong = Reader(tmp_path / "right"), Reader(tmp_path / "wrong")
    right.follow(PAPER)
    assert PAPER.count(was) == 1
    with pytest.raises(AssertionError):
        wrong.follow(PAPER.replace(was, becomes))


def anchors(paper: str) -> set[str]:
    """What links to a part of a paper can name: its headings, as hosts of repositories make anchors of them."""
    headings = re.findall(r"^#+ (.*)$", paper, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    "paper",
    [*DOCS.parent.glob("*.md"), *DOCS.glob("*.md"), *DOCS.glob("how-to/*.md")],
    ids=lambda path: path.stem,
)
def test_links_to_a_part_of_a_paper_find_it(paper):
    text = paper.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)\s:#]*\.md|)#([^)\s]+)\)", text)
    there = {
        file: anchors((paper.parent / file if file else paper).read_text(encoding="utf-8"))
        for file, _ in links
    }
    assert [f"{file}#{part}" for file, part in links if part not in there[file]] == []


def test_every_paper_is_reached_from_the_readme():
    """By links alone, as a reader would."""
    reached, next_ones = set(), [DOCS.parent / "README.md"]
    while next_ones:
        paper = next_ones.pop().resolve()
        if paper not in reached:
            reached.add(paper)
            found = re.findall(r"\]\(([^)\s:#]+\.md)", paper.read_text(encoding="utf-8"))
            next_ones += [paper.parent / link for link in found]
    assert set(DOCS.glob("**/*.md")) <= reached
