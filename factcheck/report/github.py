"""Annotations of GitHub workflows: one a place at which something new is said, naming what stands against it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from factcheck.model import Finding, Report, Severity, Term
from factcheck.report import evidence, outcome, titles, wording
from factcheck.report.anchors import Anchor, anchors
from factcheck.report.escape import file_of, visible
from factcheck.report.escape import workflow_message as message
from factcheck.report.escape import workflow_property as prop

COMMANDS: dict[Severity, str] = {"high": "warning", "medium": "warning", "low": "notice"}
MOST_PLACES = 3
"""Places of another value that an annotation names."""

MOST_LINES = 6
"""Values, or terms, that it names."""


class Note(NamedTuple):
    """What is annotated at a place: a finding, and the anchor of it there."""

    finding: Finding
    anchor: Anchor


def render(report: Report, focus: Collection[str] = (), fail_on: str = "conflict") -> str:
    """The new disagreements of `report` as workflow commands, worst first, at the places that `anchors` gives for the
    new sources `focus`; one for each place, whatever number of findings it is part of.

    Those that reach the verdict `fail_on` are errors, the others warnings and notices by their severity.
    """
    shown = wording.sections(report).disagreements
    at: dict[tuple[str, int, int], list[Note]] = {}
    for finding in shown:
        for anchor in anchors(finding, focus):
            at.setdefault((anchor.place.path, anchor.place.line, anchor.place.column), []).append(Note(finding, anchor))
    lines = [_annotation(notes, fail_on) for notes in at.values()]
    lines += [f"::warning file={prop(p.path)},title=Not read::{message(visible(p.message))}" for p in report.errors]
    standing = outcome.standing(report, fail_on) if shown else ""
    summary = f"factcheck: {outcome.overview(report)} {standing}".rstrip()
    return "".join(f"{line}\n" for line in [*lines, f"::notice title=factcheck::{message(visible(summary))}"])


def _annotation(notes: Sequence[Note], fail_on: str) -> str:
    """The command for a place; the worst finding that it is part of stands first, and gives the title."""
    place = notes[0].anchor.place
    where = f"file={prop(visible(file_of(place.path)))}"
    if place.location is None:
        last = place.column + max(0, place.end - place.start - 1)
        where += f",line={place.line},endLine={place.line},col={place.column},endColumn={last}"
    worst = notes[0].finding
    command = "error" if any(wording.fails(one.finding, fail_on) for one in notes) else COMMANDS[worst.severity]
    title = prop(f"{worst.verdict}: {visible(titles.subject(worst))}")
    return f"::{command} {where},title={title}::{message(_body(notes))}"


def _body(notes: Sequence[Note]) -> str:
    """What is said at a place, and what stands against it elsewhere; of an equation, its terms."""
    told: dict[str, str] = {}
    for finding, anchor in notes:
        for key, line in _against(finding, anchor) if anchor.value is not None else _equation(finding):
            told.setdefault(key, line)
    lines = list(told.values())
    more = [f"and {len(lines) - MOST_LINES:,} more in the report"] if len(lines) > MOST_LINES else []
    checks = ", ".join(dict.fromkeys(one.finding.check for one in notes))
    ids = [wording.short(one.finding) for one in notes]
    named = f"check {checks}, id {', '.join(ids[:MOST_LINES])}" + (" and others" if len(ids) > MOST_LINES else "")
    return "\n".join(visible(line) for line in [*lines[:MOST_LINES], *more, named] if line)


def _against(finding: Finding, anchor: Anchor) -> Iterator[tuple[str, str]]:
    """A line for each value that stands against the one of the place, by the identity of the pair: where it stands, and
    how they compare.
    """
    for relation in anchor.relations:
        other = finding.values[relation.b if relation.a == anchor.value else relation.a]
        places = [evidence.address(one) for one in other.evidence[:MOST_PLACES]]
        more = len(other.evidence) - len(places)
        listed = ", ".join(places) + (f" and {more} more" if more else "")
        own = finding.values[anchor.value or 0].text
        yield relation.id, f"{own} here, {other.text} in {listed}: {wording.briefly(relation, finding)}"
    yield from ((step, f"follows: {step}") for step in wording.steps(finding)[:1])


def _equation(finding: Finding) -> Iterator[tuple[str, str]]:
    """The lines of an equation: what it says, its terms with their places, and its steps."""
    yield finding.id, wording.lead(finding)
    for holder in evidence.holders(finding):
        said = evidence.stated(holder) if isinstance(holder, Term) else holder.text
        yield from ((line, line) for place in holder.evidence[:1] if (line := f"{said}: {evidence.address(place)}"))
    yield from ((step, step) for step in wording.steps(finding))
