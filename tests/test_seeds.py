"""The main job: what the report on the five seed documents must show, and that the committed one is up to date."""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

import factcheck
from factcheck.cli import run
from factcheck.model import Finding, Report

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(path.name for path in (ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        yield factcheck.check(["seeds"])
    finally:
        os.chdir(before)


def shown(finding: Finding) -> dict[str, set[str]]:
    """The values of a finding with the numbers of the documents that state them."""
    return {value.text: {place.path[6:9] for place in value.evidence} for value in finding.values}


def verdict(report: Report, one: str, two: str) -> str | None:
    """The verdict on two values, by their wording, wherever they stand in one finding."""
    for finding in report.findings:
        texts = [value.text for value in finding.values]
        if one in texts and two in texts:
            places = {texts.index(one), texts.index(two)}
            return next(relation.verdict for relation in finding.relations if {relation.a, relation.b} == places)
    return None


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("60 percent", "almost 65%", {"conflict"}),
        ("$441.4 million", "$0.5 billion", {"conflict"}),
        ("441 million US dollars", "$0.5 billion", {"conflict"}),
        ("6", "eight", {"conflict", "review"}),
        ("more than 60%", "almost 65%", {"compatible"}),
        ("more than 60%", "60 percent", {"compatible"}),
        ("441 million US dollars", "$441.4 million", {"compatible"}),
        ("Nov. 29-30", "29 November", {"compatible"}),
    ],
)
def test_pairs_of_values(report: Report, one: str, two: str, expected: set[str]) -> None:
    assert verdict(report, one, two) in expected


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("$0.5 billion", "more than $1 billion"),
        ("$441.4 million", "$294.6 million"),
        ("60 percent", "almost 80%"),
        ("$252.6 million", "$42 million"),
        ("2012", "2013"),
        ("almost 100 times", "twofold"),
        ("30-31 May", "Nov. 29-30"),
        ("33", "16"),
    ],
)
def test_different_facts_do_not_disagree(report: Report, one: str, two: str) -> None:
    assert verdict(report, one, two) in (None, "agree", "compatible")


def test_sources_that_agree(report: Report) -> None:
    agreeing = [shown(finding) for finding in report.findings if finding.verdict == "agree"]
    assert {"2026": {"000", "001", "004"}} in agreeing
    assert any({"002", "004"} <= places for one in agreeing for places in [one.get("25 years", set())])


def test_three_wordings_of_one_period(report: Report) -> None:
    trade = next(one for one in report.findings if "$0.5 billion" in shown(one) and not one.derived)
    assert trade.fact.period is not None
    assert (trade.fact.period.start, trade.fact.period.end) == ("2017-01-01", "2017-09-30")


@pytest.mark.parametrize(
    "arithmetic",
    ["252.6 million + $42 million = $294.6 million", "≤", "third", "1992", "2026"],
)
def test_what_was_derived(report: Report, arithmetic: str) -> None:
    assert any(arithmetic in one.summary for one in report.findings if one.derived)


def test_implied_bases_stand_in_the_explanation_of_what_implies_them(report: Report) -> None:
    explained = [one for one in report.findings if "275.88 million USD against" in (one.equation or "")]
    assert {("almost 65%" in shown(one), "$0.5 billion" in shown(one)) for one in explained} == {
        (True, False),
        (False, True),
    }


def test_publication_dates_are_inferred(report: Report) -> None:
    dates = {one.path[6:9]: one.published for one in report.documents}
    assert all(one is not None for one in dates.values())
    starts = {name: one.start for name, one in dates.items() if one}
    assert starts["000"] == starts["002"] == "2017-11-29"
    assert starts["004"] == "2017-08-14"
    assert starts["003"] in ("2016-05-30", "2016-05-31")
    assert "2017-11-20" <= starts["001"] <= "2017-12-31"


def test_the_order_of_paths_changes_nothing(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    paths = [f"seeds/{name}" for name in FILES]
    random.Random(1).shuffle(paths)
    assert factcheck.to_json(factcheck.check(paths)) == factcheck.to_json(report)


def test_copies_of_a_document_add_evidence_not_findings(report: Report, tmp_path: Path) -> None:
    for name, copy in itertools.product(FILES, ("", "b-")):
        if not copy or name.startswith("002"):
            (tmp_path / f"{copy}{name}").write_bytes((ROOT / "seeds" / name).read_bytes())
    again = factcheck.check([tmp_path])
    disagree = {"conflict", "update", "attributed"}
    relations = {one.id for found in report.findings for one in found.relations if one.verdict in disagree}
    assert {one.id for found in again.findings for one in found.relations if one.verdict in disagree} == relations


def test_the_committed_report_is_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    written = tmp_path / "reports" / "seeds.md"
    written.parent.mkdir()
    assert run(["check", "seeds", "--fail-on", "never", "--format", "markdown", "--output", str(written)]) == 0
    committed = (ROOT / "reports" / "seeds.md").read_text(encoding="utf-8")
    links = lambda text: [line for line in text.splitlines() if "](" not in line]  # noqa: E731  # links are relative
    assert links(written.read_text(encoding="utf-8")) == links(committed), (
        "run `make check` and commit reports/seeds.md"
    )
