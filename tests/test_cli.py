"""The command line: statuses, outputs, and errors in one line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.cli import run

ROOT = Path(__file__).resolve().parents[1]
ONE = "The port handled 31 million tonnes of cargo in 2018. Cargo at the port of Oster rose by 12 percent in 2018.\n"
TWO = "Cargo at the port of Oster rose by 14 percent in 2018. The port handled 31 million tonnes of cargo in 2018.\n"


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/one.txt").write_text(ONE)
    (tmp_path / "docs/two.txt").write_text(TWO)
    (tmp_path / "factcheck.toml").write_text('fail_on = "review"\n')  # how sure a finding is is not tested here
    return tmp_path


def write(name: str, text: str | bytes) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


ERRORS = [
    (["check"], "no PATH is given"),
    (["check", "nope"], "nope: no such file or folder"),
    (["check", "docs/*.rst"], "docs/*.rst: nothing matches"),
    (["check", "docs", "--config", "none.toml"], "none.toml: cannot be read"),
    (["check", "docs", "--rules", "none"], "none: no such folder of rules"),
    (["check", "docs", "--format", "html", "--format", "json"], "--output-dir"),
    (["check", "docs", "--output", "x.md"], "--format"),
    (["check", "docs", "--format", "json", "--output", "docs/one.txt/x"], "cannot be written"),
    (["check", "docs", "--since", "-x"], "--since"),
    (["check", "docs", "--colour"], "No such option '--colour'"),
    (["check", "docs", "--fail-on", "sometimes"], "--fail-on"),
    (["check", "docs", "--new", "nope"], "nope: no such file or folder"),
    (["check", "docs", "--baseline", "none.yaml"], "none.yaml: no such baseline"),
    (["baseline", "docs"], "--baseline FILE"),
    (["claims", "nope"], "nope: no such file or folder"),
    (["check", "docs", "--format", "json", "--output", "no/such/x.json"], "the folder no does not exist"),
    (["claims", "docs", "--output", "no/such/x.csv"], "the folder no does not exist"),
    (["baseline", "docs", "--baseline", "no/such/x.yaml"], "the folder no does not exist"),
    (["explain", "docs/one.txt:99"], "docs/one.txt:99: the text has"),
    (["explain", "docs/one.txt:1:999"], "docs/one.txt:1:999: the line has"),
    (["explain", "feedfacefeedface", "docs"], "no finding has this id"),
    (["explain", "other.txt:3", "docs"], "other.txt: is not among the sources"),
    (["docs"], "factcheck check docs"),
    (["chekc"], "is no command; use one of check"),
]


@pytest.mark.parametrize(("arguments", "message"), ERRORS, ids=[" ".join(case[0]) for case in ERRORS])
def test_errors_are_one_line_and_status_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and message in err, err


UNREADABLE = [("x.txt", b"\0\1\2", "looks binary"), ("x.txt", b"\xff\xfa 5 \x81", "not valid UTF-8")]


@pytest.mark.parametrize(("name", "data", "message"), UNREADABLE)
def test_unreadable_files_stop_nothing_unless_they_are_all_there_is(
    name: str, data: bytes, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(name, data)
    assert run(["check", name]) == 2
    assert capsys.readouterr().err.splitlines()[0].startswith(f"factcheck: {name}: ") and not Path("reports").exists()
    assert run(["check", "docs", name, "--fail-on", "never"]) == 0
    assert message in capsys.readouterr().out
    assert run(["check", "docs", name, "--fail-on", "never", "--strict"]) == 2


def test_the_summary_goes_to_the_terminal_and_the_report_to_its_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "docs"]) == 1
    shown = capsys.readouterr().out
    assert "docs/one.txt:1" in shown and "report: reports/docs.md" in shown and "\x1b" not in shown
    written = Path("reports/docs.md").read_bytes()
    assert run(["check", "docs/two.txt", "docs/one.txt", "docs", "--quiet"]) == 1
    assert capsys.readouterr() == ("", "")
    assert Path("reports/factcheck.md").read_bytes() == written


def test_a_named_format_goes_to_standard_output_and_nothing_else_is_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["check", "docs", "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [one["path"] for one in report["documents"]] == ["docs/one.txt", "docs/two.txt"]
    assert not Path("reports").exists()


def test_several_formats_go_to_a_folder() -> None:
    assert (
        run(["check", "docs", "--format", "json", "--format", "html", "--output-dir", "out", "--fail-on", "never"]) == 0
    )
    assert sorted(path.name for path in Path("out").iterdir()) == ["docs.html", "docs.json"]


def test_options_stand_before_or_after_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--exclude", "two.txt", "check", "docs", "--exclude", "*.md", "--quiet"]) == 0
    assert run(["--quiet", "check", "docs", "--exclude", "two.txt"]) == 0
    assert capsys.readouterr().out == ""


def test_the_configuration_names_sources_and_the_command_line_overrides(capsys: pytest.CaptureFixture[str]) -> None:
    write("factcheck.toml", 'sources = ["docs"]\nfail_on = "never"\nreport_dir = "out"\n')
    assert run(["check", "-q"]) == 0 and Path("out/docs.md").is_file()
    assert run(["check", "-q", "--fail-on", "review"]) == 1


def test_only_findings_that_touch_a_new_source_are_reported() -> None:
    write("more/three.txt", "Nothing to see here but 5 birds.\n")
    assert run(["check", "docs", "-q", "--new", "more/three.txt"]) == 0
    assert run(["check", "docs", "-q", "--new", "docs/two.txt"]) == 1


def test_changes_since_a_revision_are_new(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        subprocess.run(["git", *command], check=True)
    assert run(["check", "docs", "-q", "--since", "HEAD"]) == 0
    write("docs/two.txt", TWO + "More.\n")
    assert run(["check", "docs", "-q", "--since", "HEAD"]) == 1
    assert run(["check", "docs", "-q", "--since", "nowhere"]) == 2


def test_accepted_findings_do_not_fail(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["baseline", "docs", "--baseline", "known.yaml"]) == 0
    assert "added" in capsys.readouterr().out
    assert run(["check", "docs", "-q", "--baseline", "known.yaml"]) == 0
    write("docs/three.txt", TWO.replace("14", "17"))
    assert run(["check", "docs", "-q", "--baseline", "known.yaml"]) == 1


def test_what_is_ignored_does_not_fail(capsys: pytest.CaptureFixture[str]) -> None:
    write("factcheck.toml", 'fail_on = "review"\n[[ignore]]\npath = "docs/two.txt"\nreason = "a draft"\n')
    assert run(["check", "docs", "-q"]) == 0
    write("factcheck.toml", 'fail_on = "review"\n')
    assert run(["check", "docs", "-q"]) == 1
    write("docs/two.txt", TWO.replace("\n", " <!-- factcheck: ignore a draft -->\n"))
    assert run(["check", "docs", "-q"]) == 0


def test_globs_that_no_shell_expands_are_expanded(capsys: pytest.CaptureFixture[str]) -> None:
    write("docs/more/three.txt", ONE)
    for pattern, count in {"docs/*.txt": 2, "docs/**/*.txt": 3, "docs/t?o.txt": 1}.items():
        run(["check", pattern, "--format", "json", "--fail-on", "never"])
        assert len(json.loads(capsys.readouterr().out)["documents"]) == count
    write("docs/odd[1].txt", ONE)
    assert run(["check", "docs/odd[1].txt", "--format", "json"]) == 0


def test_claims_are_listed_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ONE.encode())))
    assert run(["claims", "-", "--format", "jsonl"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {one["path"] for one in found} == {"-"}
    assert all(ONE[one["start"] : one["end"]] == one["text"] for one in found) and len(found) >= 3


def test_a_finding_and_a_line_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "docs", "--format", "json"])
    finding = next(f for f in json.loads(capsys.readouterr().out)["findings"] if f["verdict"] in ("conflict", "review"))
    assert run(["explain", finding["id"], "docs"]) == 0
    by_id = capsys.readouterr().out
    assert "12 percent" in by_id and "14 percent" in by_id and finding["id"] in by_id
    assert run(["explain", "docs/one.txt:1"]) == 0
    by_line = capsys.readouterr().out
    assert "docs/one.txt:1:5" in by_line or "read as" in by_line
    assert by_id.strip() in by_line


def test_a_suppression_of_no_check_is_told_in_every_form(capsys: pytest.CaptureFixture[str]) -> None:
    Path("docs/odd.md").write_text("# Odd\n\n<!-- factcheck: ignore[valeu] typo -->\nIt has 12 rooms.\n")
    for form in ("text", "json", "github"):
        run(["check", "docs", "--format", form])
        out, err = capsys.readouterr()
        told = out if form == "text" else err
        assert "docs/odd.md:3: no check is named 'valeu', so nothing is suppressed; do you mean 'value'?" in told
        assert "the names of checks are: value, time, " in told


def test_init_writes_a_configuration_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init"]) == 2
    Path("factcheck.toml").unlink()
    assert run(["init"]) == 0
    assert run(["check", "-q", "--fail-on", "review"]) == 1
    assert run(["init"]) == 2


def test_broken_rules_are_told_with_their_place(capsys: pytest.CaptureFixture[str]) -> None:
    write("mine/measures.yaml", "ships:\n  phrase: [ships]\n")
    assert run(["check", "docs", "--rules", "mine"]) == 2
    assert capsys.readouterr().err.startswith("factcheck: mine/measures.yaml:2:3: the key 'phrase' is not known")
    assert run(["rules", "mine"]) == 2


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["--version"]])
def test_help_and_version_are_shown(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 0
    assert "factcheck" in capsys.readouterr().out


def test_the_help_imports_none_of_the_stages() -> None:
    told = "import sys; from factcheck.cli import run; run(['--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT)
    heavy = {"factcheck.reading", "factcheck.pipeline", "factcheck.rulebook", "msgspec", "yaml", "rich", "pint"}
    assert not heavy & set(done.stdout.split())
