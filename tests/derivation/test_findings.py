"""What users see of arithmetic: relations of their own, slips named, computed values told from stated ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import factcheck
from factcheck import report
from factcheck.cli import run
from factcheck.model import Finding, Report

PROJECT = Path(__file__).resolve().parents[2]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
TREATIES = (
    "In 2018 Norway and Poland mark 30 years since the signing of their fisheries treaty.",
    "In 2019 Norway and Poland celebrate 25 years since the signing of the fisheries treaty.",
)


def checked(folder: Path, *texts: str) -> Report:
    for number, text in enumerate(texts, 1):
        (folder / f"{number}.txt").write_text(text + "\n", encoding="utf-8")
    return factcheck.check([folder])


def test_the_rules_of_the_readme_work_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = [block for block in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL) if block.startswith("# my-rules/")]
    monkeypatch.chdir(tmp_path)
    for block in blocks:
        path = Path(block.splitlines()[0].removeprefix("# ").partition(":")[0])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block, encoding="utf-8")
    Path("ports").mkdir()
    Path("ports/quay.txt").write_text("The quay moved 60,000 TEU in 20 calls, or 4,000 TEU each.\n", encoding="utf-8")
    assert "factcheck check ports/ --rules my-rules" in README
    assert run(["rules", "--rules", "my-rules", "--quiet"]) == 0
    assert run(["check", "ports/", "--quiet"]) == 0
    assert run(["check", "ports/", "--rules", "my-rules", "--quiet"]) == 1
    assert "20 calls × 4,000 TEU = 60,000 TEU" in Path("reports/ports.md").read_text(encoding="utf-8")


def test_the_rules_of_the_guide_for_contributors_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = PROJECT.joinpath("CONTRIBUTING.md").read_text(encoding="utf-8")
    for block in re.findall(r"```yaml\n(# shipping/.*?)```", guide, re.DOTALL):
        path = tmp_path / block.splitlines()[0].removeprefix("# ")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["rules", "shipping", "--quiet"]) == 0


SLIPS = {
    "swapped": ("killed 1,243 people", "killed 1,423 people", "two digits are swapped"),
    "dropped": ("killed 20,708 people", "killed 2,708 people", "one digit is missing"),
    "scaled": ("killed 1,240 people", "killed 12,400 people", "a factor of exactly 10 apart"),
}


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_slips_are_named(slip: str, form: str, tmp_path: Path) -> None:
    one, two, said = SLIPS[slip]
    found = checked(tmp_path, *(f"Storm Gerda {part} in Norway, officials said." for part in (one, two)))
    assert said in " ".join(report.render(found, form).split())


def test_other_differences_are_no_slips(tmp_path: Path) -> None:
    found = checked(tmp_path, *(f"Storm Gerda killed {part} people in Norway." for part in ("1,240", "1,310")))
    assert [one.notes for one in found.findings if one.verdict == "conflict"] == [()]


def test_a_sum_that_is_a_power_of_ten_off_says_so(tmp_path: Path) -> None:
    found = checked(tmp_path, "The army ordered 20 trucks at $150,000 each, for a total of $30 million.")
    assert any("factor of exactly 10" in note for one in found.findings for note in one.notes)


def test_two_texts_compared_name_slips_too() -> None:
    a, b = "Storm Gerda killed 1,243 people in Norway.", "Storm Gerda killed 1,423 people in Norway."
    assert any("swapped" in note for one in factcheck.compare(a, b) for note in one.notes)


def implied(found: Report) -> Finding:
    (one,) = [finding for finding in found.findings if finding.derived]
    return one


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_arithmetic_is_shown_with_the_places_of_every_term(form: str, tmp_path: Path) -> None:
    found = checked(tmp_path, *TREATIES)
    shown = " ".join(report.render(found, form).split())
    assert "2018 − 30 years = 1988" in shown and "2019 − 25 years = 1994" in shown
    assert "derived" in shown.lower()
    for term in implied(found).terms:
        for place in term.evidence:
            where = {"text": f"{place.path}:{place.line}:{place.column}", "json": f'"start": {place.start}'}
            assert where.get(form, f"line {place.line}") in shown


def test_computed_terms_are_told_from_stated_ones(tmp_path: Path) -> None:
    found = checked(tmp_path, *TREATIES)
    computed = [term for term in implied(found).terms if not term.stated]
    assert [(term.low, term.evidence) for term in computed] == [("1987-01-01", ()), ("1992-12-31", ())]
    assert report.render(found, "markdown").count("| computed |") == 2
    assert len(re.findall(r">\s*computed", report.render(found, "html"))) == 2
    stated = [place for document in TREATIES for place in factcheck.claims(document)]
    assert not {claim.text for claim in stated} & {"1988", "1994"}
