"""Which files are read, how they are called, and what sources.yaml says of them."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from factcheck.model import ConfigurationError, Document, Problem, UsageError
from factcheck.reading import read
from factcheck.settings import Settings


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path, "docs/a.txt", "docs/sub/b.md", "docs/.hidden/c.txt", "docs/d.bin", "reports/e.md", "docs/build/f.txt"
    )
    return tmp_path


def write(folder: Path, *names: str, text: str = "Text 1.") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def names(found: Iterable[Document | Problem]) -> list[str]:
    return [one.path for one in found]


WALKS: list[tuple[list[str], dict[str, Any], list[str]]] = [
    (["docs"], {}, ["docs/a.txt", "docs/build/f.txt", "docs/sub/b.md"]),
    (["."], {}, ["docs/a.txt", "docs/build/f.txt", "docs/sub/b.md"]),
    (["docs/sub", "docs", "./docs/a.txt"], {}, ["docs/a.txt", "docs/build/f.txt", "docs/sub/b.md"]),
    (["docs"], {"exclude": ("build/",)}, ["docs/a.txt", "docs/sub/b.md"]),
    (["docs"], {"exclude": ("docs/**/*.md", "!x")}, ["docs/a.txt", "docs/build/f.txt"]),
    (["docs"], {"exclude": ("*.txt",)}, ["docs/sub/b.md"]),
    (["reports"], {}, ["reports/e.md"]),
    (["docs/.hidden/c.txt"], {}, ["docs/.hidden/c.txt"]),
]


@pytest.mark.parametrize(("paths", "options", "expected"), WALKS)
def test_folders_are_walked(corpus: Path, paths: list[str], options: dict[str, Any], expected: list[str]) -> None:
    assert names(read(paths, Settings(**options))) == expected
    assert names(read(paths[::-1], Settings(**options))) == expected


def test_what_git_ignores_is_left_out(corpus: Path) -> None:
    subprocess.run(["git", "init", "-q", "."], check=True)
    (corpus / ".gitignore").write_text("build/\n*.md\n!b.md\n# comment\n")
    (corpus / "docs/sub/.gitignore").write_text("/only.txt\n")
    write(corpus, "docs/sub/only.txt", "docs/x.md", "docs/sub/deep/only.txt")
    assert names(read(["docs"], Settings())) == ["docs/a.txt", "docs/sub/b.md", "docs/sub/deep/only.txt"]


def test_outside_the_working_directory_names_start_at_the_given_path(corpus: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(corpus / "reports")
    assert names(read(["../docs/sub", "../docs/a.txt"], Settings())) == ["a.txt", "sub/b.md"]
    write(corpus, "x/n.txt", "y/n.txt")
    assert names(read(["../x/n.txt", "../y/n.txt"], Settings())) == ["x/n.txt", "y/n.txt"]


def test_links_are_followed_inside_the_folder_only(corpus: Path) -> None:
    write(corpus, "elsewhere/g.txt")
    (corpus / "docs/loop").symlink_to(corpus / "docs")
    (corpus / "docs/out").symlink_to(corpus / "elsewhere")
    (corpus / "docs/out.txt").symlink_to(corpus / "elsewhere/g.txt")
    (corpus / "docs/in.txt").symlink_to(corpus / "docs/a.txt")
    told: list[str] = []
    assert len(names(read(["docs"], Settings(), notice=told.append))) == 3
    assert [line.split(":")[0] for line in told] == ["docs/out", "docs/out.txt"]


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["nope"], "nope: no such file or folder"),
        (["empty"], "empty: nothing to read here"),
        (["docs/d.bin"], "docs/d.bin: no known kind of source"),
        (["a\0b"], "NUL"),
    ],
)
def test_paths_that_make_no_sense_are_told_in_one_line(corpus: Path, paths: list[str], message: str) -> None:
    (corpus / "empty").mkdir()
    with pytest.raises(UsageError, match=message) as caught:
        read(paths, Settings())
    assert "\n" not in str(caught.value)


SHEET = """\
sources:
  a.txt: {published: 2017-08-14, publisher: Harbour News, authority: 2}
  "sub/*.md": {fiscal_year_start: 7, title: Short, ignore: [{check: level, quote: "about 5", reason: "a round number"}]}
  "*": {date_order: dmy, authority: 1}
  nothing.txt: {title: None here}
"""


def test_sources_yaml_sets_options_by_path_and_glob(corpus: Path) -> None:
    (corpus / "docs/sources.yaml").write_text(SHEET)
    told: list[str] = []
    found = {one.path: one for one in read(["docs"], Settings(), notice=told.append) if isinstance(one, Document)}
    first, second = found["docs/a.txt"], found["docs/sub/b.md"]
    assert first.published is not None and first.published.basis == "configured"
    assert (first.options.publisher, first.options.authority, first.options.date_order) == ("Harbour News", 2, "dmy")
    assert (second.title, second.options.fiscal_year_start, second.options.authority) == ("Short", 7, 0)
    assert second.options.ignore[0].quote == "about 5"
    assert told == ["docs/sources.yaml: the key 'nothing.txt' matches no source; check its spelling"]
    (alone,) = read(["docs/a.txt"], Settings())
    assert msgspec.structs.replace(alone) == first


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ("sources:\n  a.txt: {publish: 2017}\n", r"docs/sources.yaml:2:\d+: the key 'publish' is not known"),
        ("sources:\n  a.txt: {}\n  a.txt: {}\n", r"docs/sources.yaml:3:3: .*twice"),
        ("sources:\n  a.txt: {published: soon}\n", "'soon' is no date"),
        ("sources:\n  a.txt: {published: 2017-02-30}\n", "is no date"),
        ("sources:\n  a.txt: {ignore: [{reason: x}]}\n", "neither check nor quote"),
        ("sources:\n  a.txt: {fiscal_year_start: 13}\n", "<= 12"),
        ("sources: [\n", r"docs/sources.yaml:\d+:\d+: "),
    ],
)
def test_faults_in_sources_yaml_are_errors_with_their_place(corpus: Path, sheet: str, message: str) -> None:
    (corpus / "docs/sources.yaml").write_text(sheet)
    with pytest.raises(ConfigurationError, match=message):
        read(["docs"], Settings())


def test_a_name_with_control_characters_is_shown_escaped(corpus: Path) -> None:
    (corpus / "docs/new\nline\x1b[31m.txt").write_text("Text 1.")
    assert r"docs/new\nline\x1b[31m.txt" in names(read(["docs"], Settings()))


def test_a_file_without_read_permission_is_a_problem_beside_good_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as name:  # not tmp_path, which lies in a folder of its user alone
        monkeypatch.chdir(name)
        Path(name).chmod(0o755)
        write(Path(name), "docs/a.txt", "docs/b.txt")
        Path("docs/a.txt").chmod(0)
        with unprivileged():
            found = list(read(["docs"], Settings()))
    assert [type(one) for one in found] == [Problem, Document]
    assert isinstance(found[0], Problem) and "Permission denied" in found[0].message


class unprivileged:
    """Without the rights of root, which may read everything."""

    def __enter__(self) -> None:
        if os.getuid() == 0:
            os.seteuid(65534)

    def __exit__(self, *_: object) -> None:
        if os.getuid() == 0:
            os.seteuid(0)
