"""Pictures: drawn where values share a line, to scale, with a text alternative, safe as files of their own."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from datetime import date

import msgspec
import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st
from test_report_formats import evil_report

from factcheck import report as reports
from factcheck.model import FactValue, Finding, Verdict
from factcheck.report import axis, notation, pictures

SVG = "{http://www.w3.org/2000/svg}"


def pair(a: FactValue, b: FactValue, verdict: Verdict = "conflict") -> Finding:
    return samples.finding(verdict, values=(a, b), relations=(samples.related(0, 1, verdict),))


def at(path: str) -> tuple[FactValue, FactValue]:
    """A low and a high value, of the first and the second source."""
    low = samples.stated("at least 20 people", 20, None, "person", samples.place("notes/alpha.txt", "300"))
    return low, samples.stated("45 people", 45, 45, "person", samples.place(path, "13.1"), high_open=False)


def test_bars_stand_to_scale_with_the_gap_between_them() -> None:
    root = ElementTree.fromstring(pictures.interval_line(samples.finding()))
    bars = [rect for rect in root.iter(f"{SVG}rect") if rect.get("class") in ("bar", "rough")]
    starts = [float(bar.attrib["x"]) for bar in bars]
    assert starts[2] < starts[0] < starts[1] and [bar.get("class") for bar in bars] == ["bar", "bar", "rough"]
    gap = next(rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "gap")
    assert float(gap.attrib["x"]) + float(gap.attrib["width"]) == pytest.approx(starts[1], abs=0.2)
    assert "13.1 million euros: [13.05, 13.15) million EUR" in root.attrib["aria-label"]


def test_times_stand_on_a_calendar() -> None:
    june = samples.stated("June 1998", "1998-06-01", "1998-06-30", None)
    august = samples.stated("2 August", "1998-08-02", "1998-08-02", None)
    drawn = pictures.interval_line(pair(june, august))
    assert [label for label in ("Jun 1998", "Jul 1998", "Aug 1998") if label in drawn] == [
        "Jun 1998",
        "Jul 1998",
        "Aug 1998",
    ]


@pytest.mark.parametrize(
    "a, b",
    [
        (samples.stated("5 km", 5, 5, "kilometer"), samples.stated("3 miles", 3, 3, "mile")),
        (samples.stated("some", None, None, "person"), samples.stated("few", None, None, "person")),
        (samples.stated("5", 5, 5, None), samples.stated("May", "2017-05-01", "2017-05-31", None)),
        (samples.stated("soon", "soon", "soon", None), samples.stated("later", "later", "later", None)),
    ],
    ids=["units", "unbounded", "mixed", "unresolved"],
)
def test_nothing_is_drawn_where_no_line_is_shared(a: FactValue, b: FactValue) -> None:
    assert pictures.interval_line(pair(a, b)) == ""


def test_what_was_computed_is_drawn_side_by_side() -> None:
    drawn = pictures.interval_line(samples.IMPLIED)
    assert "total of alpha: [24.7, 24.9] million EUR; total of beta: [32.6, 32.9] million EUR" in drawn
    assert drawn.count('class="bar"') == 2


def test_the_matrix_counts_a_fact_once_for_each_pair_of_sources() -> None:
    pairs = pictures.disagreements(samples.report())
    assert pairs == {("notes/alpha.txt", "notes/beta.txt"): 2, ("notes/beta.txt", "notes/gamma.md"): 1}
    assert "alpha.txt and beta.txt 2" in pictures.matrix(samples.report())
    assert pictures.matrix(samples.report(samples.AGREEING)) == ""


def test_updates_are_drawn_report_by_report_where_two_days_are_known() -> None:
    finding = pair(*at("notes/beta.txt"), "update")
    days = {"notes/alpha.txt": "2017-12-01", "notes/beta.txt": "2017-12-05"}
    documents = {path: samples.document(path, day) for path, day in days.items()}
    assert "2017-12-01: at least 20 people; 2017-12-05: 45 people" in pictures.timeline(finding, documents)
    undated = documents | {"notes/beta.txt": samples.document("notes/beta.txt", None)}
    assert pictures.timeline(finding, undated) == ""


@pytest.mark.parametrize("report", [samples.report(), evil_report()], ids=["samples", "hostile"])
def test_files_are_whole_and_safe(report: reports.Report) -> None:
    files = reports.render_pictures(report)
    assert "matrix.svg" in files and all(re.fullmatch(r"[\w-]+\.svg", name) for name in files)
    for content in files.values():
        root = ElementTree.fromstring(content)
        assert root.find(f"{SVG}title") is not None and root.find(f"{SVG}style") is not None
        assert not list(root.iter(f"{SVG}script")) and not list(root.iter("script"))


numbers = st.floats(-1e15, 1e15).filter(lambda number: number == 0 or abs(number) > 1e-3)


@settings(deadline=None)
@given(st.lists(numbers, min_size=1, max_size=5))
def test_every_number_stands_on_its_axis_in_order(values: list[float]) -> None:
    line = axis.numbers(values, 100, 700, notation.scale_of(values))
    places = [line.place(value) for value in sorted(values)]
    assert places == sorted(places) and places[0] >= 100 and places[-1] <= 700
    assert len(line.marks) <= 40 and all(99.9 <= line.place(mark) <= 700.1 for mark, _ in line.marks)


@settings(deadline=None)
@given(st.lists(st.dates(date(2, 1, 1), date(9990, 1, 1)), min_size=1, max_size=4))
def test_every_day_stands_on_its_axis_with_a_mark_to_read_it_by(days: list[date]) -> None:
    line = axis.days(days, 100, 700)
    assert all(100 <= line.place(day.toordinal()) <= 700 for day in days)
    assert 1 <= len(line.marks) <= 14 and all(100 <= line.place(mark) <= 700 for mark, _ in line.marks)


def test_counts_are_marked_at_whole_numbers() -> None:
    assert [label for _, label in axis.numbers([6, 8], 100, 700, notation.PLAIN).marks] == ["6", "7", "8"]


def test_order_of_findings_changes_no_picture() -> None:
    report = samples.report()
    backwards = msgspec.structs.replace(report, findings=tuple(reversed(report.findings)))
    assert reports.render_pictures(report) == reports.render_pictures(backwards)
