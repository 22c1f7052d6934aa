"""The gate, end to end: a team accepts what its sources disagree about, and only what is new stops it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import factcheck
from factcheck.cli import run
from factcheck.model import Report

ROOT = Path(__file__).resolve().parents[1]
SIXTH = (
    "MINSK, 30 November 2017 - Trade between Belarus and Kazakhstan grew by 72 percent to $380 million "
    "in the first nine months of 2017, officials said.\n"
)
DISAGREEING = ("conflict", "update", "attributed", "review")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the five seeds, which is the working directory."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def relations(report: Report) -> set[str]:
    """The identities of all pairs of values that disagree."""
    return {one.id for found in report.findings for one in found.relations if one.verdict in DISAGREEING}


def checked(*arguments: str) -> tuple[int, dict[str, Any]]:
    status = run(
        ["check", "seeds", "--baseline", "accepted.yaml", "--format", "json", "--output", "r.json", *arguments]
    )
    return status, json.loads(Path("r.json").read_text(encoding="utf-8"))


def of_status(report: dict[str, Any], status: str) -> list[dict[str, Any]]:
    return [one for one in report["findings"] if one["status"] == status and one["verdict"] in DISAGREEING]


def test_a_sixth_source_against_an_accepted_corpus(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accept = ["baseline", "seeds", "--baseline", "accepted.yaml", "--quiet"]
    assert run(accept) == 0
    assert checked()[0] == 0
    sixth = repository / "seeds" / "sixth.txt"
    sixth.write_text(SIXTH, encoding="utf-8")

    status, report = checked()
    assert status == 1
    new = of_status(report, "new")
    added = [{one["text"] for one in found["values"]} & {"72 percent", "$380 million"} for found in new]
    assert [len(one) for one in added] == [1, 1]
    assert set.union(*added) == {"72 percent", "$380 million"}
    assert all("$380 million / (1 + 72 percent) = 220.93 million USD" in found["equation"] for found in new)
    assert not of_status(report, "fixed")

    capsys.readouterr()
    assert run(["check", "seeds", "--baseline", "accepted.yaml", "--format", "github"]) == 1
    noted = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("::error file=seeds/sixth.txt,line=1,") for line in noted) == 2

    assert run(accept) == 0
    assert checked()[0] == 0
    sixth.unlink()
    status, report = checked()
    assert status == 0
    assert {text for one in of_status(report, "fixed") for text in (v["text"] for v in one["values"])} >= {
        "72 percent",
        "$380 million",
    }
    assert run(["check", "seeds", "--baseline", "accepted.yaml", "--format", "text"]) == 0
    assert "matches nothing any more" in capsys.readouterr().out


def _rename(folder: Path) -> None:
    for number, path in enumerate(sorted(folder.glob("*.txt"), reverse=True)):
        path.rename(folder / f"renamed-{number}.txt")


def _copy(folder: Path) -> None:
    for path in sorted(folder.glob("*.txt")):
        path.with_name(f"copy-of-{path.name}").write_bytes(path.read_bytes())


def _copy_with_a_remark(folder: Path) -> None:
    for path in sorted(folder.glob("00[0-2]*.txt")):
        path.with_name(f"later-{path.name}").write_bytes(path.read_bytes() + b"\n\nReprinted with kind permission.\n")


def _move_paragraphs(folder: Path) -> None:
    for path in sorted(folder.glob("*.txt")):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\n\n"))


def _add_an_unlike_source(folder: Path) -> None:
    (folder / "bridge.txt").write_text(
        "HARBOUR, 3 May 2019 - The new bridge cost 12.4 million euros, the council said.\n"
    )


def _add_a_third_opinion(folder: Path) -> None:
    (folder / "sixth.txt").write_text(SIXTH, encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [_rename, _copy, _copy_with_a_remark, _move_paragraphs, _add_an_unlike_source, _add_a_third_opinion],
    ids=lambda change: change.__name__.strip("_"),
)
def test_a_disagreement_keeps_its_identity(repository: Path, change: Callable[[Path], None]) -> None:
    before = relations(factcheck.check(["seeds"]))
    change(repository / "seeds")
    after = relations(factcheck.check(["seeds"]))
    assert before
    assert before <= after if change is _add_a_third_opinion else before == after


def test_what_is_left_keeps_its_identity_when_a_source_goes(repository: Path) -> None:
    before = relations(factcheck.check(["seeds"]))
    next((repository / "seeds").glob("004*")).unlink()
    after = relations(factcheck.check(["seeds"]))
    assert after < before
    assert len(after) == 3


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json", "sarif", "junit", "github"])
def test_two_runs_and_any_order_give_the_same_bytes(
    repository: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = sorted(str(path.relative_to(repository)) for path in (repository / "seeds").glob("*.txt"))
    shown = []
    for order in (paths, paths, paths[::-1], [*paths[2:], *paths[:2], paths[2]]):
        run(["check", *order, "--format", form])
        shown.append(capsys.readouterr().out)
    assert len(set(shown)) == 1
    assert "$0.5 billion" in shown[0]
