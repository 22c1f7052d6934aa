"""Annotations of GitHub workflows: one a place at which something new is said, naming what stands against it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from factcheck.model import Finding, Report, Severity, Term
from factcheck.report import evidence, notation, titles, wording
from factcheck.report.anchors import Anchor, anchors
from factcheck.report.escape import file_of, visible
from factcheck.report.escape import workflow_message as message
from factcheck.report.escape import workflow_property as prop

COMMANDS: dict[Severity, str] = {"high": "warning", "medium": "warning", "low": "notice"}
MOST_PLACES = 3
"""Places of another value, and comparisons, that an annotation names."""


def render(report: Report, focus: Collection[str] = (), fail_on: str = "conflict") -> str:
    """The new disagreements of `report` as workflow commands, worst first, at the places that `anchors` gives for the
    new sources `focus`.

    Those that reach the verdict `fail_on` are errors, the others warnings and notices by their severity.
    """
    shown = wording.sections(report).disagreements
    lines = [line for finding in shown for line in _annotations(finding, focus, _command(finding, fail_on))]
    lines += [f"::warning file={prop(p.path)},title=Not read::{message(visible(p.message))}" for p in report.errors]
    standing = wording.standing(report, focus, fail_on) if shown else ""
    summary = f"factcheck: {wording.overview(report)} {standing}".rstrip()
    return "".join(f"{line}\n" for line in [*lines, f"::notice title=factcheck::{message(visible(summary))}"])


def _command(finding: Finding, fail_on: str) -> str:
    return "error" if wording.fails(finding, fail_on) else COMMANDS[finding.severity]


def _annotations(finding: Finding, focus: Collection[str], command: str) -> Iterator[str]:
    return (_annotation(finding, anchor, command) for anchor in anchors(finding, focus))


def _annotation(finding: Finding, anchor: Anchor, command: str) -> str:
    place = anchor.place
    where = f"file={prop(visible(file_of(place.path)))}"
    if place.location is None:
        last = place.column + max(0, place.end - place.start - 1)
        where += f",line={place.line},endLine={place.line},col={place.column},endColumn={last}"
    title = prop(f"{finding.verdict}: {visible(titles.subject(finding))}")
    return f"::{command} {where},title={title}::{message(_body(finding, anchor))}"


def _body(finding: Finding, anchor: Anchor) -> str:
    """What is said here, and what stands against it elsewhere; of an equation, its terms."""
    lines = list(_against(finding, anchor) if anchor.value is not None else _equation(finding))
    lines.append(f"check {finding.check}, id {wording.short(finding)}")
    return "\n".join(visible(line) for line in lines if line)


def _against(finding: Finding, anchor: Anchor) -> Iterator[str]:
    """A line for each value that stands against the one of the place: where it stands, and how they compare."""
    for relation in anchor.relations[:MOST_PLACES]:
        other = finding.values[relation.b if relation.a == anchor.value else relation.a]
        places = [evidence.address(one) for one in other.evidence[:MOST_PLACES]]
        more = len(other.evidence) - len(places)
        listed = ", ".join(places) + (f" and {more} more" if more else "")
        own = finding.values[anchor.value or 0].text
        yield f"{own} here, {other.text} in {listed}: {wording.briefly(relation, finding)}"
    if len(anchor.relations) > MOST_PLACES:
        yield f"and against {notation.counted(len(anchor.relations) - MOST_PLACES, 'more value')}"
    yield from (f"follows: {step}" for step in wording.steps(finding)[:1])


def _equation(finding: Finding) -> Iterator[str]:
    yield wording.lead(finding)
    for holder in evidence.holders(finding):
        said = evidence.stated(holder) if isinstance(holder, Term) else holder.text
        yield from (f"{said}: {evidence.address(place)}" for place in holder.evidence[:MOST_PLACES])
    yield from wording.steps(finding)
