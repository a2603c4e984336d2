"""The rules of the house, read from the code itself: who may import whom, and how long things may grow.

A module imports only from floors below its own; a third-party package has one home, so that replacing it is the affair
of one file. In a folder, a module may use its folder's own `__init__` or be gathered by it; of its siblings it knows
nothing. What does not keep to this is either in the wrong place or shows that the floors are wrong: then they are
changed here, where everybody sees it.
"""

from __future__ import annotations

import ast
import graphlib
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[1]

FLOORS = {
    "__init__": -1,
    "values": -1,
    "patterns": -1,
    "digests": -1,
    "problems": 0,
    "dates": 0,
    "prose": 0,
    "prose.quick": 1,
    "fingerprint.spelling": 0,
    "fingerprint": 1,
    "fingerprint.places": 2,
    "fingerprint.marks": 3,
    "fingerprint.verdict": 4,
    "fingerprint.changes": 2,
    "fingerprint.storage": 2,
    "yamlfile": 1,
    "yamlfile.wording": 0,
    "yamlfile.braces": 2,
    "yamlfile.careful": 3,
    "yamlfile.simple": 2,
    "kinds.declared": 0,
    "kinds.tree": 1,
    "kinds.walks": 2,
    "kinds": 1,
    "spans": 1,
    "datewords": 1,
    "periods": 2,
    "markdown": 2,
    "timewords": 3,
    "evidence": 2,
    "schema": 2,
    "explained": 0,
    "answers": 0,
    "past": 1,
    "recall": 2,
    "hands": 0,
    "lately": 0,
    "notes": 1,
    "together": 3,
    "markup": 0,
    "stamp": 0,
    "crawl": 0,
    "packed": 0,
    "reasons": 3,
    "editors.names": 3,
    "editors.words": 3,
    "editors.writer": 4,
    "editors": 5,
    "facts": 3,
    "own.declaring": 3,
    "own.structs": 4,
    "own.kinds": 5,
    "own.words": 5,
    "own.overrides": 4,
    "own.unused": 5,
    "own.english": 14,
    "own": 4,
    "settings": 3,
    "cures": 2,
    "languages": 2,
    "examine": 3,
    "chains": 3,
    "wordings": 4,
    "shape": 4,
    "curly": 3,
    "compare": 4,
    "coverage": 4,
    "read": 4,
    "dossier": 6,
    "naming": 7,
    "redirects": 7,
    "quoted": 5,
    "quotes": 7,
    "edit.written": 2,
    "edit.files": 2,
    "edit.document": 3,
    "edit.order": 3,
    "edit.values": 5,
    "edit.ids": 5,
    "edit.style": 6,
    "edit.mentions": 6,
    "edit.renaming": 7,
    "edit.joining": 8,
    "edit.splitting": 8,
    "edit.telling": 8,
    "edit": 4,
    "history": 2,
    "holding": 2,
    "told": 3,
    "index": 4,
    "noted": 3,
    "history.meaning": 7,
    "history.changes": 8,
    "history.guard": 8,
    "history.untold": 7,
    "history.renaming": 5,
    "carried": 7,
    "articles": 5,
    "citing": 9,
    "further": 10,
    "beginning": 8,
    "checks": 9,
    "checks.examined": 8,
    "derive": 8,
    "finding": 7,
    "standing": 8,
    "unnamed": 7,
    "prints": 5,
    "versions": 5,
    "shares": 9,
    "dangling": 7,
    "addresses": 9,
    "intake": 5,
    "misfiled": 5,
    "plainly": 7,
    "restwords": 6,
    "questions": 3,
    "evidencewords": 8,
    "shelf": 6,
    "show": 9,
    "views.facts": 10,
    "views.wordings": 10,
    "views.carried": 10,
    "views.rows": 10,
    "correcting": 9,
    "views": 11,
    "views.pieces": 12,
    "siteplan": 10,
    "pages": 13,
    "compiled": 11,
    "layoutrun": 0,
    "layoutfilters": 1,
    "layoutset": 2,
    "layoutcode": 7,
    "layoutguard": 12,
    "layouts": 13,
    "output.exchange": 10,
    "output.workplace": 10,
    "output": 11,
    "output.looking": 0,
    "output.spare": 11,
    "output.standing": 12,
    "report.located": 10,
    "report": 11,
    "build": 15,
    "elsewhere": 13,
    "publish.base": 12,
    "publish.git": 13,
    "publish.extras": 12,
    "base": 8,
    "store": 13,
    "publish.places": 13,
    "publish": 16,
    "publish.words": 17,
    "serve.door": 0,
    "serve.watching": 0,
    "serve.editor": 0,
    "serve.frame": 1,
    "serve.typed": 7,
    "labels": 3,
    "serve.parts": 8,
    "serve.form": 9,
    "serve.meanwhile": 9,
    "serve.widgets": 9,
    "serve.sentences": 0,
    "serve.fields": 10,
    "serve.refusal": 10,
    "serve.names": 8,
    "serve.adding": 18,
    "serve.spreading": 20,
    "serve.correcting": 10,
    "serve.markup": 12,
    "serve.standing": 16,
    "serve.writing": 17,
    "serve.asking": 10,
    "serve.telling": 11,
    "serve.preview": 17,
    "serve.forms": 18,
    "serve.beside": 19,
    "serve.selecting": 8,
    "serve.pasting": 8,
    "serve.deskpage": 20,
    "serve.choosing": 18,
    "serve.desk": 21,
    "serve.newfact": 19,
    "serve.newname": 9,
    "serve.guard": 19,
    "serve.requests": 22,
    "serve": 20,
    "commands.common": 16,
    "commands.telling": 12,
    "commands.building": 20,
    "commands.typed": 12,
    "commands.trying": 17,
    "commands.adding": 17,
    "commands.reading": 17,
    "survey": 8,
    "listing": 1,
    "roll": 0,
    "order": 3,
    "laid": 7,
    "again": 8,
    "stock": 9,
    "whole": 13,
    "workroom": 14,
    "commands": 21,
    "commands.cli": 22,
    "pieces": 15,
    "printing": 15,
    "making": 16,
    "reference.__main__": 24,
    "reference": 23,
    "__main__": 24,
    "commands.entry": 23,
}
"""The floor of each module; a folder's is that of all modules in it that have no line of their own."""

HOMES = {
    "yaml": {"yamlfile"},
    "anyascii": {"finding"},
    "markdown_it": {"prose"},
    "jinja2": {"layoutcode", "layoutguard"},
    "markupsafe": {"layoutfilters", "layoutrun", "markup", "show"},
    "livereload": {"serve"},
    "tornado": {"serve"},
    "watchfiles": {"serve"},
    "jsonschema_rs": {"examine"},
    "click": {"commands", "reference"},
    "trafilatura": {"articles"},
    "msgspec": {
        "evidence",
        "facts",
        "settings",
        "kinds",
        "shape",
        "dossier",
        "history",
        "shares",
        "values",
        "fingerprint",
        "told",
        "shelf",
        "laid",
        "roll",
        "store",
        "base",
        "together",
        "naming",
        "printing",
        "show",
        "own",
    },
}
"""The modules or folders that may import a third-party package."""

DISTRIBUTIONS = {"yaml": "PyYAML", "markdown_it": "markdown-it-py"}
"""What a package is called where it is installed from, if not by its own name."""

LONGEST_FUNCTION = 40
LONGEST_MODULE = 250
LONGER: dict[str, str] = {}
"""The exceptions, `module` or `module:function`, each with its reason."""

House = dict[str, str]
"""Modules by their name within the package (`commands.cli`; a folder's `__init__` by the folder's name): their text."""


def module_name(path: str) -> str:
    name = path.removesuffix(".py").replace("/", ".")
    return name if name == "__init__" else name.removesuffix(".__init__")


def house() -> House:
    top = ROOT / "generator"
    files = {path.relative_to(top).as_posix(): path for path in sorted(top.rglob("*.py"))}
    return {module_name(name): path.read_text(encoding="utf-8") for name, path in files.items()}


def within(name: str, place: str) -> bool:
    return name == place or name.startswith(place + ".")


def floor(name: str) -> int | None:
    """The floor of a module: its own line, or else its folder's."""
    return next((FLOORS[place] for place in sorted(FLOORS, reverse=True) if within(name, place)), None)


def imports(text: str) -> Iterator[tuple[str, str]]:
    """Every import anywhere in a module, `(from, name)`; the name is empty for a plain `import`."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from (("." * node.level + (node.module or ""), alias.name) for alias in node.names)


def imports_within(name: str, modules: House) -> set[str]:
    """The modules of the house that one of them imports."""
    found = set()
    for where, what in imports(modules[name]):
        if within(where, "generator"):
            place = where.removeprefix("generator").lstrip(".")
            whole = f"{place}.{what}".strip(".")
            found.add(whole if whole in modules else place or "__init__")
    return found


def packages_of(text: str) -> set[str]:
    """The third-party packages that a module imports."""
    tops = {where.partition(".")[0] for where, _ in imports(text) if not where.startswith(".")}
    return tops - sys.stdlib_module_names - {"generator"}


def may_import(name: str, other: str) -> bool:
    if within(name, other) or within(other, name):  # a folder and what is in it
        return True
    own, others = floor(name), floor(other)
    return own is not None and others is not None and others < own


def misplaced(modules: House) -> list[str]:
    wrong = [f"{name} has no floor" for name in modules if floor(name) is None]
    for name, text in modules.items():
        wrong += [f"{name} imports {where} relatively" for where, _ in imports(text) if where.startswith(".")]
        others = sorted(imports_within(name, modules))
        wrong += [
            f"{name} imports {other}, which is not below it"
            for other in others
            if not may_import(name, other)
        ]
    return wrong


def homeless(modules: House) -> list[str]:
    return [
        f"{name} imports {package}, which is at home in {sorted(HOMES.get(package, set()))}"
        for name, text in modules.items()
        for package in sorted(packages_of(text))
        if not any(within(name, home) for home in HOMES.get(package, set()))
    ]


def covered(modules: House) -> list[str]:
    """Names of a package that a module of its own takes the place of, as soon as that one is imported.

    A name that comes from the module of that name is safe: the module is imported before the name is set.
    """
    wrong = []
    for name, text in modules.items():
        tops = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        taken = [(what, where) for where, what in imports(text) if what] + [(node.name, "") for node in tops]
        for what, where in taken:
            own = what if name == "__init__" else f"{name}.{what}"
            if own in modules and where not in {f"generator.{own}", f"generator.{name}", "generator"}:
                wrong.append(f"{name} has a {what}, and a module {own}")
    return wrong


def lengths(modules: House) -> Iterator[tuple[str, int]]:
    """The lines of every function, from its signature to its end, as `module:function`."""
    for name, text in modules.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def overlong(modules: House) -> list[str]:
    sizes = [(name, text.count("\n"), LONGEST_MODULE) for name, text in modules.items()]
    sizes += [(name, lines, LONGEST_FUNCTION) for name, lines in lengths(modules)]
    return [f"{name} has {lines} lines" for name, lines, most in sizes if lines > most and name not in LONGER]


def test_every_module_stands_on_its_floor():
    assert misplaced(house()) == []


def test_every_floor_has_its_module():
    assert [place for place in FLOORS if not any(within(name, place) for name in house())] == []


def test_no_module_waits_for_itself():
    modules = house()
    graphlib.TopologicalSorter({name: imports_within(name, modules) - {name} for name in modules}).prepare()


def test_every_package_has_its_home():
    assert homeless(house()) == []


def test_what_is_imported_is_declared_and_the_other_way_round():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    # Of an extra, the first is what is imported; the others are what that one stands on.
    lines = [*project["dependencies"], project["optional-dependencies"]["fetch"][0]]
    declared = {re.split("[^A-Za-z0-9_.-]", line)[0] for line in lines}
    packages = {package for text in house().values() for package in packages_of(text)}
    imported = {DISTRIBUTIONS.get(package, package) for package in packages}
    assert {plain(name) for name in declared} == {plain(name) for name in imported}


def plain(distribution: str) -> str:
    return re.sub("[-_.]+", "-", distribution).lower()


def test_constraints_are_exact_and_name_no_address():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9a-z.+!]*", line)] == []


def test_no_name_of_a_package_is_covered_by_a_module():
    assert covered(house()) == []


def test_nothing_grows_too_long():
    assert overlong(house()) == []


def test_every_exception_is_needed():
    long = {name for name, lines in lengths(house()) if lines > LONGEST_FUNCTION}
    long |= {name for name, text in house().items() if text.count("\n") > LONGEST_MODULE}
    assert set(LONGER) <= long


@pytest.mark.parametrize(
    "paper", [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], ids=lambda path: path.name
)
def test_the_links_of_a_paper_lead_somewhere(paper):
    links = re.findall(r"\]\(([^)\s#]+)[^)]*\)", paper.read_text(encoding="utf-8"))
    inner = [unquote(link) for link in links if not re.match("[a-z]+:", link)]
    assert [link for link in inner if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("problems", "from generator.shape import x", "problems imports shape, which is not below it"),
        ("problems", "def f():\n    import generator.shape", "problems imports shape, which is not below it"),
        ("problems", "from generator import dates", "problems imports dates, which is not below it"),
        ("commands.serve", "from generator.commands.build import x", "commands.serve imports commands.build, which is not below it"),
        ("shape", "from . import dates", "shape imports . relatively"),
        ("helpers", "", "helpers has no floor"),
    ],
)  # fmt: skip
def test_a_module_out_of_place_is_found(name, text, wrong):
    others = {"shape": "", "dates": "", "commands": "", "commands.build": ""}
    assert misplaced(others | {name: text}) == [wrong]


def test_imports_downwards_and_from_the_folder_are_in_order():
    modules = {
        "__init__": "",
        "dates": "import re",
        "shape": "from generator import __version__, dates\nfrom generator.dates import Date",
        "commands": "from generator.commands import build",
        "commands.build": "import generator.shape",
        "commands.cli": "from generator import commands\nfrom generator.commands.build import build",
        "__main__": "from generator.commands.cli import main",
    }
    assert misplaced(modules) == []
    assert imports_within("shape", modules) == {"__init__", "dates"}
    assert imports_within("commands.cli", modules) == {"commands", "commands.build"}


def test_a_package_away_from_home_is_found():
    assert homeless({"examine": "import jsonschema_rs", "commands.build": "from click import echo"}) == []
    assert homeless({"dates": "import yaml"}) == ["dates imports yaml, which is at home in ['yamlfile']"]
    assert homeless({"dates": "import numpy.linalg"}) == ["dates imports numpy, which is at home in []"]


def test_a_name_that_a_module_covers_is_found():
    modules = {
        "yamlfile": "from generator.yamlfile.marks import lines",
        "yamlfile.marks": "",
        "yamlfile.lines": "",
    }
    assert covered(modules) == ["yamlfile has a lines, and a module yamlfile.lines"]
    assert covered(modules | {"yamlfile": "def lines(): ..."}) == [
        "yamlfile has a lines, and a module yamlfile.lines"
    ]
    assert covered(modules | {"yamlfile": "from generator.yamlfile.lines import lines"}) == []


def test_what_is_too_long_is_found():
    function = "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION
    assert overlong({"dates": function}) == [f"dates:f has {LONGEST_FUNCTION + 1} lines"]
    assert overlong({"dates": "x = 1\n" * (LONGEST_MODULE + 1)}) == [f"dates has {LONGEST_MODULE + 1} lines"]
