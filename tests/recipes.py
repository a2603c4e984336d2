"""Stand-ins for the hosts: a recipe is read as its YAML has it, and its steps are run in a checkout on this machine.

The remote is a bare repository, the environment a fresh one in which only `factsheet` is missing, `pip` finds a wheel of this checkout
in a folder and nothing else, and `gh` and `curl` write down what they are asked for. Whatever a recipe says that is not known here
fails, so that no step can be passed over.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import yaml
from publishing import call

ROOT = Path(__file__).parents[1]
TIME = 300
GITHUB, GITLAB = ".github/workflows/factsheet.yml", ".gitlab-ci.yml"

EXPRESSIONS = {
    "!cancelled()": lambda _: True,
    "github.event_name == 'push'": lambda run: run.event == "push",
    "steps.difference.outcome == 'success'": lambda run: run.outcomes.get("difference") == "success",
    "github.event.pull_request.head.repo.full_name == github.repository": lambda run: (
        run.event == "pull_request" and not run.of_fork
    ),
}
"""Every condition that a recipe for GitHub may name, and when it holds."""
VALUES = {"github.token": "a-token", "github.event.pull_request.number": "7"}
"""Every value that it may name."""
RULES = {
    '$CI_PIPELINE_SOURCE == "merge_request_event"': lambda run: run.event == "pull_request",
    "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH": lambda run: run.event == "push",
}
"""The same for GitLab."""
USES = {
    "actions/checkout": re.compile(r"v4|[0-9a-f]{40}"),
    "actions/setup-python": re.compile(r"v5|[0-9a-f]{40}"),
}
"""Actions that are known, by the versions to which they may be pinned."""

SAYS = """\
#!{python}
import json, pathlib, sys
bodies = [pathlib.Path(one.rpartition("@")[2]).read_text() for one in sys.argv if one.endswith("difference.md")]
with open({asked!r}, "a") as file:
    file.write(json.dumps([{name!r}, *sys.argv[1:], *bodies]) + "\\n")
"""


def begun(folder: Path, *options: object) -> Path:
    """The folder, with a new dossier in it."""
    assert call("init", folder, *options).exit_code == 0
    return folder


def git(folder: Path, *arguments: str) -> str:
    ran = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return ran.stdout.strip()


def wheel_of_this_checkout(folder: Path) -> Path:
    """A folder with the wheel, as `pip` looks through it."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        folder,
        ROOT,
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


def environment(folder: Path) -> Path:
    """A fresh environment with what the wheel stands on and without itself; its folder of commands."""
    venv.create(folder, with_pip=True)
    within = next(folder.glob("lib/python*/site-packages"))
    for name in needed("factsheet"):
        copy_of(name, within)
    return folder / "bin"


def needed(name: str) -> set[str]:
    """What a distribution stands on, and what that stands on."""
    found, left = set(), [name]
    while left:
        for line in distribution(left.pop()).requires or ():
            other = re.split("[^A-Za-z0-9_.-]", line)[0].lower()
            if "extra ==" not in line and other not in found and is_here(other):
                found.add(other)
                left.append(other)
    return found


def is_here(name: str) -> bool:
    """Whether it is installed; what is only for other systems is not."""
    try:
        return bool(distribution(name))
    except PackageNotFoundError:
        return False


def copy_of(name: str, folder: Path) -> None:
    for file in distribution(name).files or ():
        if ".." not in file.parts and "__pycache__" not in file.parts:
            place = folder / file
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.locate(), place)


@dataclass(frozen=True)
class Host:
    """What a host has: a repository, an environment for every run, a folder of wheels, and what it was asked for."""

    folder: Path
    commands: Path
    wheels: Path

    @property
    def remote(self) -> Path:
        return self.folder / "remote.git"

    @property
    def editor(self) -> Path:
        """A clone that stands for the host's web editor."""
        return self.folder / "editor"

    def asked(self) -> list[list[str]]:
        """The calls of `gh` and `curl`, each with its arguments and the text of the difference it was given."""
        file = self.folder / "asked"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def forget_installed(self) -> None:
        (self.commands / "factsheet").unlink(missing_ok=True)
        for within in self.commands.parent.glob("lib/python*/site-packages"):
            for path in (within / "generator", *within.glob("factsheet-*")):
                shutil.rmtree(path, ignore_errors=True)

    def stand_ins(self) -> Path:
        place = self.folder / "stand-ins"
        place.mkdir(exist_ok=True)
        for name in ("gh", "curl"):
            text = SAYS.format(python=sys.executable, asked=str(self.folder / "asked"), name=name)
            (place / name).write_text(text)
            (place / name).chmod(0o755)
        return place

    def surroundings(self, run: Run) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "GIT_", "PIP_", "CI"))
        }
        path = os.pathsep.join([str(self.stand_ins()), str(self.commands), kept["PATH"]])
        pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        return {**kept, **pip, "PATH": path, "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1", **run.said}


@dataclass
class Run:
    """One run of a recipe: what set it off, and what came of it."""

    event: str
    branch: str = "main"
    of_fork: bool = False
    said: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    told: str = ""
    failed: bool = False

    def step(self, name: str, script: str, folder: Path, around: Mapping[str, str]) -> bool:
        """A script in bash as hosts run it; whether it went well."""
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        ran = subprocess.run(
            command, cwd=folder, env=around, capture_output=True, text=True, timeout=TIME, check=False
        )
        self.done.append(name)
        self.told += f"$ {name}\n{ran.stdout}{ran.stderr}"
        return ran.returncode == 0


def recipe(folder: Path, path: str) -> dict[str, object]:
    """A recipe of a dossier, as YAML has it; the key `on` stays a word."""
    return yaml.load((folder / path).read_text(encoding="utf-8"), yaml.BaseLoader)


# GitHub


def run_github(host: Host, run: Run) -> Run:
    """What GitHub does: each job in a checkout of its own, in order, as far as all that it needs went well."""
    whole = recipe_at(host, run, GITHUB)
    assert set(whole) == {"name", "on", "env", "permissions", "jobs"}
    run.said |= whole["env"]
    assert set(whole["on"]) == {"pull_request", "push"}
    went = {}
    for name, job in whole["jobs"].items():
        known = {"needs", "if", "runs-on", "timeout-minutes", "permissions", "concurrency", "steps"}
        assert set(job) <= known, set(job) - known
        if holds(job.get("if", ""), run) and went.get(job.get("needs"), True):
            went[name] = github_job(host, run, name, job)
    run.failed = not all(went.values())
    return run


def github_job(host: Host, run: Run, name: str, job: Mapping) -> bool:
    folder, went = host.folder / f"{len(list(host.folder.iterdir()))}-{name}", True
    summary = host.folder / f"{folder.name}.summary"
    run.said |= {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_REPOSITORY": "towns/bridge"}
    for step in job["steps"]:
        assert set(step) <= {"name", "id", "if", "uses", "with", "env", "run"}, step
        condition = step.get("if", "")
        if (went or "!cancelled()" in condition) and holds(condition, run):
            went = github_step(host, run, step, folder) and went
    run.said["summary"] = summary.read_text() if summary.exists() else run.said.get("summary", "")
    return went


def github_step(host: Host, run: Run, step: Mapping, folder: Path) -> bool:
    if "uses" in step:
        action, _, version = step["uses"].partition("@")
        assert action in USES, f"nobody knows here what {action} does"
        assert USES[action].fullmatch(version), f"{step['uses']} is not pinned to a version that is known"
        if action == "actions/checkout":
            checkout(host, run, folder)
        run.done.append(step["uses"])
        return True
    assert "${{" not in step["run"], "what stands in braces goes into the script as it is, whatever it says"
    around = {name: value_of(value) for name, value in step.get("env", {}).items()}
    well = run.step(step["name"], step["run"], folder, {**host.surroundings(run), **around})
    run.outcomes[step.get("id", step["name"])] = "success" if well else "failure"
    return well


def value_of(text: str) -> str:
    found = re.fullmatch(r"\$\{\{ (.*) \}\}", text)
    return VALUES[found[1]] if found else text


def holds(condition: str, run: Run) -> bool:
    inner = condition.removeprefix("${{ ").removesuffix(" }}")
    return all(EXPRESSIONS[part](run) for part in inner.split(" && ") if part)


# GitLab


def run_gitlab(host: Host, run: Run) -> Run:
    """What GitLab does: each job in a checkout of its own, stage by stage, until one fails."""
    whole = recipe_at(host, run, GITLAB)
    jobs = {
        name: job
        for name, job in whole.items()
        if name not in ("image", "stages", "variables") and not name.startswith(".")
    }
    assert whole["image"] == "python:3.12"
    run.said |= whole["variables"]
    run.said |= {"CI_API_V4_URL": "https://host.example/api/v4", "CI_PROJECT_ID": "3"}
    if run.event == "pull_request":
        run.said["CI_MERGE_REQUEST_IID"] = "7"
    for stage in whole["stages"]:
        for name, job in ((name, job) for name, job in jobs.items() if job["stage"] == stage):
            if not run.failed and any(RULES[rule["if"]](run) for rule in job["rules"]):
                run.failed = not gitlab_job(host, run, name, {**whole[job["extends"]], **job})
    return run


def gitlab_job(host: Host, run: Run, name: str, job: Mapping) -> bool:
    known = {"extends", "stage", "rules", "timeout", "before_script", "script", "artifacts", "resource_group"}
    assert set(job) <= known, set(job) - known
    folder = host.folder / f"{len(list(host.folder.iterdir()))}-{name}"
    checkout(host, run, folder)
    lines = [*job["before_script"], *job["script"]]
    for line in lines:
        if not run.step(line, line, folder, host.surroundings(run)):
            return False
    for path in job["artifacts"]["paths"]:
        assert (folder / path).exists(), f"{path} is to be kept and is not there"
    run.said["folder"] = str(folder)
    return True


# Both


def checkout(host: Host, run: Run, folder: Path) -> None:
    """The newest commit of a branch as a run gets it, and an environment in which nothing was installed before."""
    host.forget_installed()
    git(
        host.folder,
        "clone",
        "--quiet",
        "--depth=1",
        "--no-local",
        "--branch",
        run.branch,
        str(host.remote),
        str(folder),
    )
    git(folder, "checkout", "--quiet", "--detach")


def recipe_at(host: Host, run: Run, path: str) -> dict:
    """The recipe as the branch of a run has it."""
    folder = host.folder / f"{len(list(host.folder.iterdir()))}-recipe"
    checkout(host, run, folder)
    return recipe(folder, path)


def steps_of_github(whole: Mapping) -> Iterator[str]:
    yield from (step.get("name", step.get("uses")) for job in whole["jobs"].values() for step in job["steps"])


def steps_of_gitlab(whole: Mapping) -> Iterator[str]:
    yield from (
        line
        for job in whole.values()
        if isinstance(job, dict)
        for key in ("before_script", "script")
        for line in job.get(key, ())
    )
