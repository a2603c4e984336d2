# ruff: noqa: D103, INP001  written as somebody would write it in an afternoon
"""Facts as front matter: a Markdown file of each, which a user of Hugo would write by hand. What has not changed is left alone.

python convert.py DOSSIER FACTS
"""

from __future__ import annotations

import sys
from pathlib import Path

TITLES = {
    "issues": "Issues", "actors": "Actors", "plans": "Plans", "meetings": "Meetings", "events": "Events",
    "statements": "Statements", "sources": "Sources", "divergences": "Where sources part",
}  # fmt: skip
PAGES = {"timeline": "Timeline", "unknown": "What is not known"}


def put(path, text):
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main():
    dossier, out = Path(sys.argv[1]), Path(sys.argv[2])
    for folder, title in TITLES.items():
        put(out / folder / "_index.md", f"---\ntitle: {title}\nurl: /{folder}/index.html\n---\n")
        place = dossier / ("seeds" if folder == "sources" else f"content/{folder}")
        for path in place.glob("*.yaml"):
            fields = "".join(f"    {line}\n" for line in path.read_text(encoding="utf-8").splitlines())
            head = f"title: {path.stem}\nparams:\n  ref: '{folder[:-1]}:{path.stem}'\n  f:\n"
            put(out / folder / f"{path.stem}.md", f"---\n{head}{fields}---\n")
    for name, title in PAGES.items():
        put(out / f"{name}.md", f"---\ntitle: {title}\nlayout: {name}\n---\n")


if __name__ == "__main__":
    main()
