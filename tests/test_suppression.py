"""Suppression: which places are taken away, what remains of a finding, and which suppressions match nothing."""

from __future__ import annotations

import pytest
import samples

from factcheck import suppression
from factcheck.model import Block, Document, Report, SourceOptions, Suppression
from factcheck.reading import remarks
from factcheck.suppression import Rule


def documents(**fields: object) -> list[Document]:
    """The samples, of which beta has the given fields."""
    return [
        Document(path=path, text=text, **(fields if path == "notes/beta.txt" else {}))  # type: ignore[arg-type]
        for path, text in samples.TEXTS.items()
    ]


def in_source(check: str | None = None, start: int = 14, end: int = 90) -> list[Document]:
    return documents(suppressions=(Suppression(check=check, start=start, end=end, reason="old price", line=2),))


def listed(check: str | None = None, quote: str | None = None) -> list[Document]:
    return documents(options=SourceOptions(ignore=(Suppression(check=check, quote=quote, reason="old price"),)))


def applied(documents: list[Document], *rules: Rule, complete: bool = True) -> Report:
    report = samples.report(samples.finding(), samples.REVIEW, samples.AGREEING, notices=())
    return suppression.apply(report, documents, rules, complete=complete)


MATCHING: dict[str, tuple[list[Document], tuple[Rule, ...]]] = {
    "comment": (in_source(), ()),
    "comment of the check": (in_source("level"), ()),
    "quote": (listed(quote="13.1  million\neuros"), ()),
    "quote and check": (listed("level", "The new bridge cost"), ()),
    "rule by path": (documents(), (Rule(path="notes/b*"),)),
    "rule by quote": (documents(), (Rule(quote="13.1 million euros", check="level"),)),
}
MISSING: dict[str, tuple[list[Document], tuple[Rule, ...], str]] = {
    "other check": (in_source("other"), (), "notes/beta.txt:2: a suppression of check other matches no disagreement"),
    "other stretch": (in_source(start=0, end=5), (), "notes/beta.txt:2"),
    "quote in another sentence": (listed(quote="Harbour news"), (), "matches no disagreement"),
    "quote gone": (listed(quote="never said"), (), "does not stand in the text any more"),
    "rule": (documents(), (Rule(measure="height"),), "configuration, ignore rule 1"),
}


@pytest.mark.parametrize("given, rules", MATCHING.values(), ids=MATCHING)
def test_places_are_taken_away_and_the_rest_is_judged_again(given: list[Document], rules: tuple[Rule, ...]) -> None:
    report = applied(given, *rules)
    rest, agreeing = report.findings
    assert (rest.verdict, rest.severity, [value.text for value in rest.values]) == (
        "compatible", "low", ["12.4 million euros", "about 12 million euros"],
    )  # fmt: skip
    assert [(one.a, one.b) for one in rest.relations] == [(0, 1)]
    assert agreeing == samples.AGREEING
    assert [finding.id for finding in report.suppressed] == ["f-cost", "f-review"]
    assert report.notices == ()


@pytest.mark.parametrize("given, rules, notice", MISSING.values(), ids=MISSING)
def test_what_matches_nothing_is_reported(given: list[Document], rules: tuple[Rule, ...], notice: str) -> None:
    report = applied(given, *rules)
    assert len(report.findings) == 3 and not report.suppressed
    assert len(report.notices) == 1 and notice in report.notices[0]
    assert applied(given, *rules, complete=False).notices == ()


def test_a_value_that_stands_elsewhere_too_still_counts() -> None:
    twin = samples.place("notes/alpha.txt", "12.4 million euros")
    both = samples.stated("13.1 million euros", 13.05e6, 13.15e6, "EUR", *samples.COST[1].evidence, twin)
    finding = samples.finding(values=(samples.COST[0], both, samples.COST[2]))
    report = suppression.apply(samples.report(finding), in_source())
    assert report.findings[0].verdict == "conflict" and report.findings[0].values[1].evidence == (twin,)
    assert not report.suppressed


def test_pairs_taken_out_of_a_larger_finding_leave_a_trace() -> None:
    relations = (*samples.finding().relations[:2], samples.related(1, 2, "conflict"))
    values = (*samples.COST[:2], samples.stated("19 million euros", 18.5e6, 19.5e6, "EUR", *samples.COST[2].evidence))
    finding = samples.finding(values=values, relations=(samples.related(0, 2, "conflict"), *relations[1:]))
    report = suppression.apply(samples.report(finding), in_source())
    left, lost = report.findings[0], report.suppressed[0]
    assert [value.text for value in left.values] == ["12.4 million euros", "19 million euros"]
    assert left.suppressed == (
        "Suppressed here: 2 disagreeing pairs of values, with notes/beta.txt:3:39 (by notes/beta.txt:2: old price)."
    )
    assert {one.id for one in lost.relations} == {"cost-0-1", "cost-1-2"} and lost.id == "cost-0-1"
    assert lost.notes == ("old price",) and len(lost.values) == 3


def test_a_check_that_does_not_exist_is_told_with_those_that_do() -> None:
    given = in_source("vlaue")
    report = suppression.apply(
        samples.report(samples.finding()), given, (Rule(check="tiem"),), checks=["value", "time"]
    )
    assert report.notices[-3:] == (
        "notes/beta.txt:2: no check is named 'vlaue', so nothing is suppressed; do you mean 'value'?",
        "configuration, ignore rule 1: no check is named 'tiem', so nothing is suppressed; do you mean 'time'?",
        "the names of checks are: value, time",
    )
    assert not report.suppressed


@pytest.mark.parametrize("name", ["valeu!", "value;time", "valüe?"])
def test_a_name_that_no_check_can_have_suppresses_nothing(name: str) -> None:
    source = f"<!-- factcheck: ignore[{name}] old -->\nIt cost 12 euros.\n"
    assert [one.check for one in remarks.suppressions(source, [Block("paragraph", 0, len(source))])] == [name]


def test_a_name_outside_the_brackets_is_told() -> None:
    loose = documents(suppressions=(Suppression(start=14, end=90, reason="[value] old", line=2),))
    report = suppression.apply(samples.report(samples.finding()), loose, checks=["value", "time"])
    assert "write ignore[value], without a space" in report.notices[-1]


def test_a_rule_can_name_one_finding_and_its_reason_is_kept() -> None:
    report = applied(documents(), Rule(finding="f-cost", reason="rounded by the ministry"))
    assert [finding.id for finding in report.findings] == ["f-review", "f-agree"]
    assert report.suppressed[0].notes == ("rounded by the ministry",)


def test_an_equation_falls_with_any_of_its_terms() -> None:
    broken = samples.finding(
        derived=True, values=(), relations=(), equation="8 + 4 ≠ 13", check="part-sum", terms=samples.HOLDING.terms
    )
    report = suppression.apply(samples.report(broken), documents(), (Rule(path="notes/gamma.md"),))
    assert not report.findings and report.suppressed[0].id == "f-cost"
