"""A large report cut down to what people read: the worst disagreements and a sample of the rest, all of it counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from factcheck.model import DISAGREEING, VERDICTS, DocumentSummary, Finding, Report
from factcheck.report import evidence
from factcheck.report.notation import counted
from factcheck.report.wording import tally
from factcheck.spill import Large

DISAGREEMENTS = 2_000
"""So many disagreements are shown, the worst first."""

REST = 200
"""So many findings of every other verdict, of what is fixed, and of documents with remarks, are shown."""


def shortened(report: Report) -> Report:
    """`report` itself, or the first findings of one too large for memory; what is left out is counted and said."""
    if not isinstance(report.findings, Large):
        return report
    findings = tuple(_first(report.findings))
    touched = {path for one in (*findings, *report.suppressed) for path in evidence.paths(one)}
    documents = tuple(_documents(report, touched))
    kept = msgspec.structs.replace(report, findings=findings, documents=documents)
    whole, held = tally(report), tally(kept)
    omitted = {name: whole[name] - held[name] for name in whole}
    said = (
        f"{counted(omitted['findings'], 'finding')} and {counted(omitted['documents'], 'document')} are counted here "
        "and not shown; the formats json, jsonl and csv have them all"
    )
    return msgspec.structs.replace(kept, omitted=omitted, notices=(*report.notices, said))


def _first(findings: Large) -> Iterator[Finding]:
    """The first findings of every kind; those behind them are not read."""
    seen: Counter[str] = Counter()
    for verdict in VERDICTS:
        kind = "disagreeing" if verdict in DISAGREEING else verdict
        most = DISAGREEMENTS if kind == "disagreeing" else REST
        for one in findings.of_verdict(verdict):
            seen[one.status if one.status == "fixed" else kind] += 1
            if seen["fixed"] <= REST if one.status == "fixed" else seen[kind] <= most:
                yield one
            if seen[kind] >= most:
                break


def _documents(report: Report, touched: set[str]) -> Iterator[DocumentSummary]:
    remarked = 0
    for one in report.documents:
        remarked += bool(one.notices)
        if one.path in touched or (one.notices and remarked <= REST):
            yield one
