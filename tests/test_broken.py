"""One small broken dossier for each code of a problem, and all that its writer is told.

A folder of tests/broken holds only what is broken; it is laid over the sound dossier in `_base`. `expected.txt` is the
report of `factsheet check --strict`, `expected.json` the same for programs; both are renewed as `expected.py` says.
"""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from expected import is_expected

from generator.build import look, silent_changes
from generator.commands.common import reader
from generator.cures import HOW_TO_WRITE
from generator.dates import parse
from generator.history import PUBLISHED_FILE
from generator.history.changes import baseline
from generator.history.guard import behind
from generator.report import Located, as_json, as_text, located
from generator.yamlfile import LARGEST

HERE = Path(__file__).parent / "broken"
GENERATOR = Path(__file__).parents[1] / "generator"
BASE = "_base"
SEVERAL = "many-at-once"
FOLDERS = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name != BASE)


def without_settings(project: Path) -> None:
    (project / "content/dossier.yaml").unlink()


def with_large_files(project: Path) -> None:
    (project / "content/actors/per-holm.yaml").write_text("type: person\n" + "#" * LARGEST)
    (project / "content/pages").mkdir()
    (project / "content/pages/how.md").write_text("# How this is made\n\n" + "By hand. " * (LARGEST // 9))


def with_links_that_lead_out(project: Path) -> None:
    (project / "content/actors/per-holm.yaml").symlink_to("../../../per-holm.yaml")
    (project / "content/positions").mkdir()
    (project / "content/positions/toll").symlink_to("../../..")
    (project / "content/meetings").symlink_to("/")


def with_a_link_to_nothing(project: Path) -> None:
    (project / "content/actors/per-holm.yaml").symlink_to("pehr-holm.yaml")


def without_an_actor(project: Path) -> None:
    (project / "content/actors/county-office.yaml").unlink()


MADE_HERE = {
    "vanished-fact": without_an_actor,
    "no-dossier": without_settings,
    "too-large": with_large_files,
    "leads-out": with_links_that_lead_out,
    "unreadable": with_a_link_to_nothing,
}
"""What is broken in a way that no file in a repository should be."""


ONCE_PUBLISHED = (
    "uncorrected-change",
    "vanished-fact",
    "reworded-fact",
    "half-told-change",
    "nothing-to-correct",
    "behind-published",
)
"""What is broken only because readers have been shown the sound dossier before."""

BEHIND = "behind-published"
"""Here the sound dossier is that of somebody who does not know yet that a colleague has published what lies in the folder."""


def publish(project: Path, on: str, to: Path) -> None:
    dossier = look(project, lambda _: None).dossier
    (to / PUBLISHED_FILE).write_bytes(baseline(dossier, dossier.published, parse(on)).as_json())


def laid_out(folder: str, project: Path) -> Path:
    """A broken dossier, whole."""
    shutil.copytree(HERE / BASE, project)
    if folder in ONCE_PUBLISHED:
        publish(project, "2031-04-07", project)
    if (HERE / folder).is_dir():
        shutil.copytree(
            HERE / folder, project, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.*")
        )
    MADE_HERE.get(folder, lambda _: None)(project)
    return project


def told_of(project: Path) -> list[Located]:
    """What `factsheet check --strict` tells; without anything published that is the same as without `--strict`."""
    planned = look(project, lambda _: None)
    silent = silent_changes(planned.dossier) if planned.sound else []
    return located([*planned.problems, *silent], reader(project))


def told_of_one_behind(tmp_path: Path) -> list[Located]:
    mine, colleagues = tmp_path / "mine", laid_out(BEHIND, tmp_path / "colleagues")
    shutil.copytree(HERE / BASE, mine)
    publish(mine, "2031-04-07", mine)
    publish(colleagues, "2031-04-08", colleagues)
    known, online = (look(one, lambda _: None).dossier.published for one in (mine, colleagues))
    stale = behind(known, online)
    return located([stale] if stale else [], reader(mine))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_broken_dossier_is_answered_as_expected(folder, tmp_path):
    whole = laid_out(folder, tmp_path / "project")
    told = told_of_one_behind(tmp_path) if folder == BEHIND else told_of(whole)
    for said, name in ((as_text(told), "expected.txt"), (as_json(told), "expected.json")):
        assert is_expected(f"{said}\n".encode(), HERE / folder / name), said


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_problem_has_a_place_and_a_cure_and_the_folder_its_code(folder):
    told = json.loads((HERE / folder / "expected.json").read_text(encoding="utf-8"))
    assert all(one["help"] and one["message"] and one["file"] for one in told)
    assert not any(one["message"][0].isupper() or one["message"].endswith(".") for one in told)
    assert folder in {one["code"] for one in told} or folder == SEVERAL
    assert told == sorted(told, key=lambda one: (one["file"], one["line"], one["column"]))


def test_a_dozen_mistakes_in_several_files_are_told_in_one_run():
    told = json.loads((HERE / SEVERAL / "expected.json").read_text(encoding="utf-8"))
    assert len({one["code"] for one in told}) > 12
    assert len({one["file"] for one in told}) > 6
    text = (HERE / SEVERAL / "expected.txt").read_text(encoding="utf-8")
    assert all(f"{one['file']}:{one['line']}:{one['column']}: error[{one['code']}]" in text for one in told)


def test_the_base_is_sound(tmp_path):
    assert told_of(laid_out(BASE, tmp_path / "project")) == []


def codes_in(tree: ast.AST) -> Iterator[str]:
    """The codes that a module can give a problem: written where it is made, or where a name `code` gets its value."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Name(id="Problem" | "Fault" | "Mistake"), args=[ast.Constant(value=str(code)), *_]
            ):
                yield code
            case ast.Call(keywords=keywords):
                given = (one.value for one in keywords if one.arg == "code")
                yield from (one.value for one in given if isinstance(one, ast.Constant))
            case ast.Assign(targets=[target], value=value):
                yield from codes_assigned(target, value)
            case ast.For(target=target, iter=ast.Tuple(elts=rows)):
                for row in rows:
                    yield from codes_assigned(target, row)


def codes_assigned(target: ast.expr, value: ast.expr) -> Iterator[str]:
    match target, value:
        case ast.Name(id="code"), ast.Constant(value=str(code)):
            yield code
        case ast.Tuple(elts=targets), ast.Tuple(elts=values):
            for one, other in zip(targets, values, strict=True):
                yield from codes_assigned(one, other)


def test_each_code_has_its_folder_and_each_folder_its_code():
    modules = [ast.parse(path.read_text(encoding="utf-8")) for path in GENERATOR.rglob("*.py")]
    written = {code for module in modules for code in codes_in(module)}
    written |= {code for code, _ in HOW_TO_WRITE.values()}
    assert written == set(FOLDERS) - {SEVERAL}


def test_no_code_is_given_in_a_way_that_this_file_cannot_see():
    seen = set()
    for path in GENERATOR.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
                seen.add(ast.unparse(node.args[0]) if not isinstance(node.args[0], ast.Constant) else "'…'")
    # `one` and `fault` are faults in the characters of a file, which are made with codes of their own.
    assert seen == {"'…'", "code", "fault.code", "one.code"}
