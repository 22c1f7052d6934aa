"""Disagreements as CSV for spreadsheets: one pair of values a row, worst first, with a place of each."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from factcheck.model import FactValue, Finding, Relation, Report, Term
from factcheck.report import evidence, titles, wording
from factcheck.report.escape import cell

COLUMNS = (
    "finding", "verdict", "severity", "confidence", "status", "check", "about", "derived", "reason", "arithmetic",
    "value_a", "place_a", "quote_a", "value_b", "place_b", "quote_b",
)  # fmt: skip


def render(report: Report) -> Iterator[str]:
    """The lines of the table. A derived finding has one row: its equation, with the places of its first two terms."""
    yield _line(COLUMNS)
    for finding in wording.ordered(report.findings):
        if wording.disagrees(finding):
            yield from map(_line, _rows(finding))


def _line(cells: tuple[str, ...]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _rows(finding: Finding) -> Iterator[tuple[str, ...]]:
    told = wording.disagreeing(finding)
    for one in told:
        yield _row(finding, one, finding.values[one.a], finding.values[one.b])
    if not told:
        holders = [*(one for one in evidence.holders(finding) if one.evidence), None, None]
        yield _row(finding, None, holders[0], holders[1])


def _row(
    finding: Finding, relation: Relation | None, a: FactValue | Term | None, b: FactValue | Term | None
) -> tuple[str, ...]:
    cells = (
        finding.id,
        relation.verdict if relation else finding.verdict,
        finding.severity,
        f"{relation.confidence if relation else finding.confidence:.3g}",
        relation.status if relation and finding.status == "new" else finding.status,
        finding.check,
        titles.subject(finding),
        "yes" if finding.derived else "no",
        relation.reason if relation else finding.summary,
        relation.arithmetic if relation else finding.equation or "",
        *_side(a),
        *_side(b),
    )
    return tuple(map(cell, cells))


def _side(holder: FactValue | Term | None) -> tuple[str, str, str]:
    """What a value says, where it first stands, and its sentence there."""
    if holder is None:
        return "", "", ""
    said = holder.text if isinstance(holder, FactValue) else holder.name
    if not holder.evidence:
        return said, "", ""
    return said, evidence.address(holder.evidence[0]), holder.evidence[0].quote
