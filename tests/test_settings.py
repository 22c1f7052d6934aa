"""The configuration: found nearest, strict, told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.model import ConfigurationError
from factcheck.settings import TEMPLATE, Settings, load


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return folder / name


def test_the_template_sets_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "factcheck.toml", TEMPLATE.format(sources="[]"))
    assert load() == Settings()


def test_the_nearest_file_counts_and_its_paths_are_relative_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "pyproject.toml", '[tool.factcheck]\nsources = ["docs"]\nfail_on = "review"\n')
    write(tmp_path / "a", "pyproject.toml", "[tool.other]\n")
    write(tmp_path / "a/b", "x.txt", "")
    monkeypatch.chdir(tmp_path / "a/b")
    found = load()
    assert (found.sources, found.fail_on, found.report_dir) == (("../../docs",), "review", "../../reports")
    write(tmp_path / "a", "factcheck.toml", 'sources = ["."]\n')
    assert load().sources == ("..",)


FAULTS = [
    ("factcheck.toml", "strict = true\nsource = []\n", r"factcheck.toml:2: the key 'source' is not known.*sources"),
    ("factcheck.toml", "[limits]\nseconds = 1.0\ncell = 3\n", r"factcheck.toml:3: the key 'cell' is not known.*cells"),
    ("factcheck.toml", 'fail_on = "always"\n', r"factcheck.toml:1: Invalid enum value 'always'"),
    ("factcheck.toml", "\njobs = 0\n", r"factcheck.toml:2: .*>= 1"),
    ("factcheck.toml", "\n[limits]\ncells = 1.5\n", r"factcheck.toml:3: Expected `int`"),
    ("factcheck.toml", "[[ignore]]\ncheck = 'sum'\n", r"factcheck.toml:1: .*reason"),
    ("factcheck.toml", "\n[[ignore]]\nreason = 'x'\n", r"factcheck.toml:2: an ignore rule for 'x' would match all"),
    ("factcheck.toml", "a = \n", r"factcheck.toml:1:5: not valid TOML"),
    ("pyproject.toml", "[tool.factcheck]\nx = 1\n", r"pyproject.toml:2: the key 'x' is not known"),
]


@pytest.mark.parametrize(("name", "text", "message"), FAULTS)
def test_faults_are_told_with_file_line_and_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, name, text)
    with pytest.raises(ConfigurationError, match=message):
        load()


def test_a_file_that_is_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="--config"):
        load(tmp_path / "none.toml")
