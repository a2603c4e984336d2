from __future__ import annotations

import os
from pathlib import Path

import pytest
from nobody import as_nobody
from worlds import build_world

from generator.facts import BUILT_IN
from generator.problems import Part, Problem
from generator.read import FactFile, read, read_file
from generator.yamlfile import LARGEST

IN_ORDER = [
    "content/issues/toll.yaml",
    "content/positions/ferry/ada-lind.yaml",
    "content/positions/toll/ada-lind.yaml",
    "content/positions/toll/per-holm.yaml",
    "content/actors/ada-lind.yaml",
    "content/actors/per-holm.yaml",
    "seeds/harbour-post.yaml",
    "content/pages/method.md",
]


def files_in(project: Path) -> list[FactFile]:
    files, problems = read(project, BUILT_IN)
    assert problems == []
    return files


def problems_in(project: Path) -> list[Problem]:
    return read(project, BUILT_IN)[1]


def told_of(project: Path, *paths: str) -> list[tuple[str, str]]:
    """What is told of a project with empty files at these paths, by code and file."""
    build_world(project, dict.fromkeys(paths, "x: y\n"))
    return [(problem.code, problem.file) for problem in problems_in(project)]


def test_the_path_says_kind_and_id(tmp_path):
    build_world(
        tmp_path,
        {
            "content/actors/ada-lind.yaml": "name: Ada\n",
            "seeds/post-2031.yaml": "",
            "content/pages/why.md": "",
        },
    )

    assert [(file.kind.name, file.id) for file in files_in(tmp_path)] == [
        ("actor", "ada-lind"),
        ("source", "post-2031"),
        ("page", "why"),
    ]
    assert files_in(tmp_path)[0].file == "content/actors/ada-lind.yaml"
    assert files_in(tmp_path)[0].content == b"name: Ada\n"


def test_the_id_of_a_position_has_two_parts(tmp_path):
    build_world(tmp_path, {"content/positions/toll/ada-lind.yaml": ""})

    (position,) = files_in(tmp_path)
    assert (position.kind.name, position.id) == ("position", "toll/ada-lind")


@pytest.mark.parametrize("way", [1, -1])
def test_files_come_in_the_order_of_kinds_and_paths_whatever_the_file_system_says(tmp_path, way):
    build_world(tmp_path, dict.fromkeys(IN_ORDER[::way], ""))

    assert [file.file for file in files_in(tmp_path)] == IN_ORDER


def test_an_empty_project_has_no_files_and_no_problems(tmp_path):
    assert read(tmp_path, BUILT_IN) == ([], [])


@pytest.mark.parametrize(
    "path",
    [
        "content/actors/.ada.yaml.swp",
        "content/actors/ada.yaml~",
        "content/actors/#ada.yaml#",
        "content/actors/ada.yaml.bak",
        "content/actors/_template.yaml",
        "content/actors/.git/config.yaml",
        "content/actors/README.md",
        "content/.DS_Store",
        "content/README.md",
        "seeds/LICENSE.md",
        "seeds/texts/harbour-post.txt",
        "content/dossier.yaml",
        "README.md",
    ],
)
def test_what_editors_leave_behind_and_what_lies_beside_is_passed_over(tmp_path, path):
    build_world(tmp_path, {path: "x: y\n"})

    assert read(tmp_path, BUILT_IN) == ([], [])


@pytest.mark.parametrize(
    ("path", "cure"),
    [
        ("content/actors/ada.yml", "end in '.yaml'"),
        ("content/actors/ada", "end in '.yaml'"),
        ("content/pages/method.yaml", "end in '.md'"),
        ("content/actors/towns/ada.yaml", "content/actors/<id>.yaml"),
        ("content/positions/ada.yaml", "content/positions/<issue>/<actor>.yaml"),
        ("content/positions/a/b/c.yaml", "content/positions/<issue>/<actor>.yaml"),
        ("content/actor/ada.yaml", "did you mean 'actors'?"),
        ("content/Actors/ada.yaml", "did you mean 'actors'?"),
        ("content/dossier.yml", "did you mean 'dossier.yaml'?"),
        ("content/notes/ada.yaml", "the folders are issues, positions, actors, "),
        ("content/ada-lind.yaml", "the folders are issues, positions, actors, "),
    ],
)
def test_a_file_that_nobody_would_read_is_told(tmp_path, path, cure):
    build_world(tmp_path, {path: "x: y\n"})

    files, (problem,) = read(tmp_path, BUILT_IN)

    assert files == []
    assert problem.code == "stray-file"
    assert path.startswith(problem.file)
    assert cure in problem.help


@pytest.mark.parametrize(
    "name", ["Ada", "ada_lind", "ada--lind", "-ada", "ada-", "ada lind", "ada.lind", "äda", "a\nb", "ada\n"]
)
def test_an_id_is_small_letters_digits_and_single_hyphens(tmp_path, name):
    build_world(tmp_path, {f"content/actors/{name}.yaml": ""})

    files, (problem,) = read(tmp_path, BUILT_IN)

    assert files == []
    assert (problem.code, problem.headline) == (
        "bad-id",
        f"the file is called '{name}.yaml', and '{name}' is no id",
    )
    assert problem.help.startswith("rename it to 'a")
    assert problem.part is Part.FILE


def test_both_parts_of_an_id_are_looked_at(tmp_path):
    told = told_of(tmp_path, "content/positions/Toll/ada.yaml", "content/positions/toll/Ada.yaml")

    assert told == [
        ("bad-id", "content/positions/Toll/ada.yaml"),
        ("bad-id", "content/positions/toll/Ada.yaml"),
    ]


@pytest.mark.parametrize("name", ["index", "compare", "con", "nul", "com1", "lpt9"])
def test_names_that_the_site_or_a_file_system_needs_are_no_ids(tmp_path, name):
    build_world(tmp_path, {f"content/plans/{name}.yaml": "", f"content/plans/{name}-2.yaml": ""})

    (file,), (problem,) = read(tmp_path, BUILT_IN)

    assert file.id == f"{name}-2"
    assert (problem.code, problem.headline) == ("bad-id", f"'{name}' cannot be an id")


def test_one_bad_file_does_not_hide_another(tmp_path):
    build_world(
        tmp_path,
        dict.fromkeys(["content/actors/ada.yaml", "content/actors/Per.yaml", "content/plan/a.yaml"], ""),
    )

    files, problems = read(tmp_path, BUILT_IN)

    assert [file.id for file in files] == ["ada"]
    assert [problem.code for problem in problems] == ["bad-id", "stray-file"]


@pytest.fixture
def outside(tmp_path):
    return build_world(tmp_path / "outside", {"secret.yaml": "name: secret\n"})


@pytest.fixture
def project(tmp_path):
    return build_world(tmp_path / "project", {"content/actors/ada.yaml": "", "seeds/post.yaml": ""})


def test_a_link_that_leads_out_is_not_followed(project, outside):
    (project / "content/actors/eve.yaml").symlink_to(outside / "secret.yaml")
    (project / "content/actors/far.yaml").symlink_to("../../../outside/secret.yaml")

    files, problems = read(project, BUILT_IN)

    assert [file.id for file in files] == ["ada", "post"]
    assert [(problem.code, problem.file) for problem in problems] == [
        ("leads-out", "content/actors/eve.yaml"),
        ("leads-out", "content/actors/far.yaml"),
    ]
    assert problems[0].help == "put the file itself here in place of the link"


def test_a_whole_folder_that_leads_out_is_not_followed(project, outside):
    (project / "content/plans").symlink_to(outside)

    assert [(problem.code, problem.file) for problem in problems_in(project)] == [
        ("leads-out", "content/plans")
    ]


def test_a_link_within_the_project_is_read(project):
    (project / "content/actors/lind.yaml").symlink_to("ada.yaml")

    assert [file.id for file in files_in(project)] == ["ada", "lind", "post"]


def test_a_link_in_place_of_a_folder_is_told_since_nothing_is_read_from_it(project):
    (project / "content/positions").mkdir()
    (project / "content/positions/toll").symlink_to("../actors")

    (problem,) = problems_in(project)

    assert (problem.code, problem.file) == ("leads-out", "content/positions/toll")
    assert problem.help == "put the folder itself here in place of the link"


def test_links_that_lead_round_in_circles_are_told(project):
    (project / "content/actors/one.yaml").symlink_to("two.yaml")
    (project / "content/actors/two.yaml").symlink_to("one.yaml")
    (project / "content/plans").symlink_to("plans")
    (project / "content/issues").mkdir()
    (project / "content/issues/again").symlink_to("..")

    files, problems = read(project, BUILT_IN)

    assert [file.id for file in files] == ["ada", "post"]
    assert {(problem.code, problem.file) for problem in problems} == {
        ("unreadable", "content/actors/one.yaml"),
        ("unreadable", "content/actors/two.yaml"),
        ("leads-out", "content/plans"),
        ("leads-out", "content/issues/again"),
    }


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_read(project):
    (project / "content/actors/eve.yaml").symlink_to("nowhere.yaml")

    files, (problem,) = read(project, BUILT_IN)

    assert [file.id for file in files] == ["ada", "post"]
    assert (problem.code, problem.file) == ("unreadable", "content/actors/eve.yaml")
    assert problem.headline == "this file cannot be read: No such file or directory"
    assert problem.help == "see that it is a file, and one that you may read"


@pytest.mark.parametrize("name", ["content/actors/ada.yaml", "content/actors"])
def test_what_one_may_not_read_is_told(name):
    def told(project):
        build_world(project, {"content/actors/ada.yaml": "name: Ada\n"})
        (project / name).chmod(0)

        (problem,) = problems_in(project)

        assert (problem.code, problem.file) == ("unreadable", name)

    as_nobody(told)


def test_a_file_in_place_of_a_folder_is_told(project):
    build_world(project, {"content/plans": "title: First draft\n"})

    (problem,) = problems_in(project)

    assert (problem.code, problem.file) == ("unreadable", "content/plans")
    assert problem.help == "see that it is a folder, and one that you may read"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_waited_for(project):
    os.mkfifo(project / "content/actors/pipe.yaml")

    assert [(problem.code, problem.file) for problem in problems_in(project)] == [
        ("unreadable", "content/actors/pipe.yaml")
    ]


def test_no_more_is_read_than_a_fact_can_have(project):
    (project / "content/actors/ada.yaml").write_bytes(b"#" * (LARGEST + 1000))

    content = read_file(project, "content/actors/ada.yaml")

    assert isinstance(content, bytes)
    assert len(content) == LARGEST + 1


def test_a_file_of_the_largest_size_is_read_whole(project):
    (project / "content/actors/ada.yaml").write_bytes(b"#" * LARGEST)

    assert read_file(project, "content/actors/ada.yaml") == b"#" * LARGEST
    assert [file.content for file in read(project, BUILT_IN)[0] if file.id == "ada"] == [b"#" * LARGEST]


def test_no_more_is_read_than_is_asked_for(project):
    (project / "content/actors/ada.yaml").write_bytes(b"type: person")

    assert read_file(project, "content/actors/ada.yaml", most=4) == b"type:"


def test_a_file_is_asked_for_by_its_path_from_the_project_only(project, outside):
    for file in ("../outside/secret.yaml", str(outside / "secret.yaml")):
        problem = read_file(project, file)
        assert isinstance(problem, Problem)
        assert problem.code == "leads-out"
