"""docs/performance.md, from what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

Row = dict[str, object]

HUGOS = ("hugo", "hugo-md")
PEERS = ("factsheet", *HUGOS, "eleventy", "script")
STEPS = ("cold", "nothing changed", "one edit")

HEAD = """\
# Performance

<!-- Written by `make bench`; do not edit by hand. -->

How long the generator takes beside others that make the same pages from the same facts. Measured on {date} with
{processors} processors and Python {python}; other work may have run on the machine at the same time. So what counts is the
**ratio within a round**, in which all ran one after the other on the same machine; single seconds say little.

To repeat it: `make bench` (about half an hour; it needs a network the first time, and npm for Eleventy). One size alone:
`.venv/bin/python -m benchmarks.run --pages 1000`. These are no tests: nothing fails for being slow.
"""

EXPLAINED = """\
## What is measured

The facts are made up (`benchmarks/dossier.py`), the same for the same size and seed: sources with their paragraphs and
fingerprints, actors, issues with views on them, plans, meetings, events, statements, and where sources part. "1,000 pages"
are 1,000 facts with a page of their own, in some 1,250 files of about 1 KB; each rests on evidence with place, some of it
with a quote or with who passed it on.

{versions}

- **factsheet**: `factsheet build`. It checks all facts, verifies every quote, and makes all pages.
- **hugo**: a content adapter makes a page of each YAML file; templates look everything up in one index that is made once.
- **hugo-md**: the same with the facts as front matter of Markdown files. Making these is not counted.
- **eleventy**: one data function, pagination, templates in JavaScript.
- **script**: what somebody would write by hand: PyYAML with libyaml, Jinja2, markdown-it-py.

Each runs as its makers would run it for speed (Hugo without the Python around it; its garbage collector as it comes, since a
lazier one is slower from 10,000 pages on). None but ours checks anything.

**The same pages.** `benchmarks/same.py` compares the main part of every fact's page with ours: the same links with the same
words, and the same words, each as often; after the first build, and again after all
edits. Pages of facts that differ: {same}. The others leave out, and so have less to do: how
many reports a fact rests on, how many quotations were checked, wordings laid side by side, the tables of points by version and the
comparisons of versions, what these facts rest on, who says what, changes, corrections, all that a divergence list gathers, the
sources in lists, and most of the front page.

**Steps.** *cold*: no site, nothing remembered. *nothing changed*: the same command again. *one edit*: an actor gets another
name{shown}; the same command again. *memory*: the most that
the command and all its children hold at a time, shared pages counted once (PSS), in a run of its own. *preview*: from
saving the file to the page with the new name being served, by a server that runs already. All but the preview are new processes.
"""


def report(rows: Sequence[Row]) -> str:
    """The page, from the rows of a run."""
    general = next(row for row in rows if "date" in row)
    sizes = sorted({int(str(row["pages"])) for row in rows if row.get("pages")})
    parts = [
        HEAD.format(**general),
        "## Marks\n",
        *_marks(rows, sizes),
        "",
        EXPLAINED.format(versions=_versions(rows), same=_same(rows, sizes), shown=_shown(rows)),
        *(line for size in sizes for line in _tables(rows, size)),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _marks(rows: Sequence[Row], sizes: Sequence[int]) -> Iterator[str]:
    yield "| mark | wanted | reached | |\n| --- | --: | --: | --- |"
    for name, wanted, reached in _every_mark(rows, sizes):
        told = "–" if reached is None else f"{reached:,.0f}" if reached >= 100 else f"{reached:.2g}"
        verdict = "" if reached is None else ("reached" if reached <= wanted else "**not reached**")
        yield f"| {name} | ≤ {wanted:g} | {told} | {verdict} |"


def _every_mark(rows: Sequence[Row], sizes: Sequence[int]) -> Iterator[tuple[str, float, float | None]]:
    for size, cold, same, edit in ((1000, 0.7, 0.05, 0.2), (10_000, 0.5, 0.02, 0.06)):
        if size in sizes:
            for step, wanted in zip(STEPS, (cold, same, edit), strict=True):
                yield f"{step}, {size:,} pages, against the fastest Hugo", wanted, _ratio(rows, size, step)
    for size, wanted in ((1000, 60), (10_000, 150)):
        if size in sizes:
            seconds = _median(rows, size, "factsheet", "preview", "wall")
            yield f"saved to served by the preview, {size:,} pages, ms", wanted, seconds and seconds * 1000
    for size in sizes:
        if 1000 <= size <= 10_000:
            yield f"memory, {size:,} pages, against the thriftiest Hugo", 0.5, _memory(rows, size)
    for small, large in pairwise(sizes):
        if small >= 1000:
            yield f"cold processor time, {large:,} pages against {small:,}", 11, _growth(rows, small, large)
    for step, wanted in (("cold", 600), ("nothing changed", 60)):
        seconds = _median(rows, 0, "real", step, "wall")
        yield f"the dossier of this project, {step}, ms", wanted, seconds and seconds * 1000


def _values(rows: Sequence[Row], pages: int, peer: str, step: str, key: str) -> dict[int, float]:
    """What was measured, by round."""
    return {
        int(str(row["round"])): float(str(row[key]))
        for row in rows
        if (row.get("pages"), row.get("peer"), row.get("step")) == (pages, peer, step)
        and row.get(key) is not None
    }


def _median(rows: Sequence[Row], pages: int, peer: str, step: str, key: str) -> float | None:
    found = _values(rows, pages, peer, step, key)
    return median(found.values()) if found else None


def _ratio(rows: Sequence[Row], pages: int, step: str) -> float | None:
    """The median of our time through that of the Hugo which was faster in the same round."""
    mine = _values(rows, pages, "factsheet", step, "wall")
    theirs = [_values(rows, pages, hugo, step, "wall") for hugo in HUGOS]
    each = [
        wall / min(one[n] for one in theirs if n in one)
        for n, wall in mine.items()
        if any(n in one for one in theirs)
    ]
    return median(each) if each else None


def _memory(rows: Sequence[Row], pages: int) -> float | None:
    mine = _median(rows, pages, "factsheet", "memory", "pss")
    theirs = [found for hugo in HUGOS if (found := _median(rows, pages, hugo, "memory", "pss"))]
    return mine / min(theirs) if mine and theirs else None


def _growth(rows: Sequence[Row], small: int, large: int) -> float | None:
    less, more = (_median(rows, size, "factsheet", "cold", "cpu") for size in (small, large))
    return more / less if less and more else None


def _versions(rows: Sequence[Row]) -> str:
    told = [
        f"{row['version of']}: {row['says']}"
        for row in rows
        if "version of" in row and row["version of"] != "hugo-md"
    ]
    return "Versions: " + "; ".join(told) + "."


def _same(rows: Sequence[Row], sizes: Sequence[int]) -> str:
    found = [
        (size, row["peer"], row["pages_that_differ"])
        for size in sizes
        for row in rows
        if row.get("pages") == size and "pages_that_differ" in row
    ]
    return ", ".join(f"{number} of {size:,} ({peer})" for size, peer, number in found) or "not compared"


def _shown(rows: Sequence[Row]) -> str:
    told = [f"{row['shown on']} of {int(str(row['pages'])):,}" for row in rows if "shown on" in row]
    return " that stands on many pages (" + ", ".join(told) + ")" if told else ""


def _tables(rows: Sequence[Row], size: int) -> Iterator[str]:
    yield f"## {size:,} pages\n"
    measured = [peer for peer in PEERS if _values(rows, size, peer, "cold", "wall")]
    yield "| | rounds | cold s | / Hugo | processors s | / Hugo | nothing changed s | one edit s | memory MiB | largest process MiB | preview ms |"
    yield "| --- " + "| --: " * 10 + "|"
    for peer in measured:
        yield _line(rows, size, peer)
    yield "\nEach figure is the median of the rounds. Each round, seconds cold:\n"
    for peer in measured:
        walls = _values(rows, size, peer, "cold", "wall")
        yield f"- {peer}: " + ", ".join(f"{wall:.2f}" for _, wall in sorted(walls.items()))
    converted = _median(rows, size, "hugo-md", "convert", "wall")
    if converted:
        yield f"\nMaking Markdown files of the facts took {converted:.2f} s and is not in these figures."
    lowest = [
        (str(row["floor"]), float(str(row["wall"])))
        for row in rows
        if row.get("pages") == size and "floor" in row
    ]
    if lowest:
        yield "\n| what nobody can go below | s |\n| --- | --: |"
        yield from (f"| {name} | {seconds:.3f} |" for name, seconds in lowest)
    yield ""


def _line(rows: Sequence[Row], size: int, peer: str) -> str:
    def told(step: str, key: str, places: int, times: float = 1) -> str:
        found = _median(rows, size, peer, step, key)
        return "–" if found is None else f"{found * times:.{places}f}"

    rounds = len(_values(rows, size, peer, "cold", "wall"))
    walls, works = (_beside_hugo(rows, size, peer, key) for key in ("wall", "cpu"))
    cells = [peer, str(rounds), told("cold", "wall", 2), walls, told("cold", "cpu", 2), works]
    cells += [
        told("nothing changed", "wall", 3),
        told("one edit", "wall", 3),
        told("memory", "pss", 0),
        told("cold", "rss", 0),
    ]
    return "| " + " | ".join([*cells, told("preview", "wall", 0, 1000)]) + " |"


def _beside_hugo(rows: Sequence[Row], size: int, peer: str, key: str) -> str:
    hugo = _values(rows, size, "hugo", "cold", key)
    each = [
        one / hugo[number] for number, one in _values(rows, size, peer, "cold", key).items() if number in hugo
    ]
    return f"{median(each):.2f}" if each else "–"
