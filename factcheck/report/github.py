"""Annotations of GitHub workflows: one a place, at its line, so that they stand in the changed file."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from factcheck.model import Evidence, Finding, Report, Severity
from factcheck.report import evidence, wording
from factcheck.report.escape import file_of, visible
from factcheck.report.escape import workflow_message as message
from factcheck.report.escape import workflow_property as prop

COMMANDS: dict[Severity, str] = {"high": "warning", "medium": "warning", "low": "notice"}
MOST_PLACES = 3
"""Annotations for each value of a finding; GitHub shows ten of a kind, and near-copies must not use them up."""


def render(report: Report, focus: Collection[str] = (), fail_on: str = "conflict") -> str:
    """The new disagreements of `report` as workflow commands, worst first; only places in `focus`, if it is given.

    Those that reach the verdict `fail_on` are errors, the others warnings and notices by their severity.
    """
    shown = wording.sections(report).disagreements
    lines = [line for finding in shown for line in _annotations(finding, focus, _command(finding, fail_on))]
    lines += [f"::warning file={prop(p.path)},title=Not read::{message(visible(p.message))}" for p in report.errors]
    summary = f"factcheck: {wording.overview(report)}"
    return "".join(f"{line}\n" for line in [*lines, f"::notice title=factcheck::{message(visible(summary))}"])


def _command(finding: Finding, fail_on: str) -> str:
    return "error" if wording.fails(finding, fail_on) else COMMANDS[finding.severity]


def _annotations(finding: Finding, focus: Collection[str], command: str) -> Iterator[str]:
    for holder in evidence.holders(finding):
        places = [place for place in holder.evidence if not focus or place.path in focus]
        yield from (_annotation(finding, place, command) for place in places[:MOST_PLACES])


def _annotation(finding: Finding, place: Evidence, command: str) -> str:
    where = f"file={prop(visible(file_of(place.path)))}"
    if place.location is None:
        last = place.column + max(0, place.end - place.start - 1)
        where += f",line={place.line},endLine={place.line},col={place.column},endColumn={last}"
    title = prop(f"{finding.verdict}: {visible(wording.subject(finding))}")
    return f"::{command} {where},title={title}::{message(_body(finding, place))}"


def _body(finding: Finding, place: Evidence) -> str:
    """The values that stand against each other, with the places of those that stand elsewhere."""
    lines = [visible(wording.lead(finding))]
    for value in finding.values:
        elsewhere = [evidence.address(other) for other in value.evidence if other != place][:MOST_PLACES]
        lines += [visible(f"{value.text}: {', '.join(elsewhere)}")] if elsewhere else []
    bad = [relation for relation in wording.judged(finding) if relation.verdict in wording.DISAGREEING]
    lines += [visible(wording.worked(relation, finding)) for relation in bad[:MOST_PLACES]]
    return "\n".join(line for line in lines if line)
