"""The ways into a team's work, as far as they run without their hosts: the action's steps and the pre-commit hook."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.skipif(
    not (shutil.which("git") and shutil.which("bash")), reason="git and bash are needed to run the steps"
)
ROOT = Path(__file__).resolve().parents[1]
OLD = "HARBOUR, 3 May 2019 - The new bridge over the Aller cost 12.4 million euros in 2018, the council said.\n"
NEW = "HARBOUR, 7 May 2019 - The new bridge over the Aller cost 19.6 million euros in 2018, the council said.\n"


def git(folder: Path, *arguments: str) -> None:
    author = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *author, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one source committed, and a second that contradicts it added."""
    folder = tmp_path / "repository"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "old.txt").write_text(OLD)
    git(folder, "init")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "Describe the bridge")
    (folder / "docs" / "new.txt").write_text(NEW)
    git(folder, "add", ".")
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which `factcheck` is this checkout, and the files of a workflow's step exist."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "factcheck"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m factcheck "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    files = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "RUNNER_TEMP")}
    return {**os.environ, **files, "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


def action() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
    return loaded


def run_check(folder: Path, environment: dict[str, str], **inputs: str) -> subprocess.CompletedProcess[str]:
    """Runs the checking step of the action in `folder`."""
    step = next(step for step in action()["runs"]["steps"] if step.get("id") == "check")
    values = {name: inputs.get(name, "") for name in step["env"]}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(
        command, cwd=folder, env={**environment, **values}, capture_output=True, text=True, check=False
    )


def test_the_action_passes_every_input_as_a_variable() -> None:
    step = next(step for step in action()["runs"]["steps"] if step.get("id") == "check")
    used = set(re.findall(r"inputs\.([\w-]+)", str(action()["runs"])))
    assert used == set(action()["inputs"]) and "${{" not in step["run"]


def test_the_action_annotates_the_new_source_and_fails(repository: Path, environment: dict[str, str]) -> None:
    done = run_check(repository, environment, PATHS="docs\n", SINCE="HEAD", FAIL_ON="review")
    assert done.returncode == 1, done.stderr
    assert re.search(r"^::(error|warning|notice) file=docs/new\.txt,line=1,", done.stdout, re.MULTILINE)
    assert "file=docs/old.txt" not in done.stdout
    reports = Path(environment["RUNNER_TEMP"]) / "factcheck"
    assert f"report-dir={reports}\n" == Path(environment["GITHUB_OUTPUT"]).read_text()
    assert {file.suffix for file in reports.iterdir() if file.is_file()} == {".html", ".md", ".sarif", ".txt"}
    assert any((reports / "docs-pictures").glob("*.svg"))
    summary = Path(environment["GITHUB_STEP_SUMMARY"]).read_text()
    assert summary.startswith("# Where the sources disagree") and "docs-pictures" not in summary


def test_the_action_passes_what_is_accepted(repository: Path, environment: dict[str, str]) -> None:
    accept = ["factcheck", "baseline", "docs", "--baseline", "accepted.yaml"]
    subprocess.run(accept, cwd=repository, env=environment, check=True, capture_output=True)
    done = run_check(repository, environment, PATHS="docs", BASELINE="accepted.yaml", FAIL_ON="review")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hook_stops_a_contradicting_commit_and_writes_nothing(
    repository: Path, environment: dict[str, str]
) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    command = [*shlex.split(hook["entry"]), "docs", "--fail-on", "review"]
    before = sorted(repository.rglob("*.*"))
    done = subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "docs/new.txt:1:" in done.stdout, done.stdout + done.stderr
    assert sorted(repository.rglob("*.*")) == before
    git(repository, "commit", "-m", "Contradict it")
    done = subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
