"""`factcheck explain`: why claims are taken for one fact, how their values compare, and how a line was read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import click

from factcheck.cli import writing
from factcheck.cli.checking import judged
from factcheck.cli.corpus import Corpus, targets
from factcheck.cli.options import Invocation, common
from factcheck.model import Claim, Evidence, Finding, Level, Relation, Report, Term, UsageError

_PLACE = re.compile(r"(.+):([1-9]\d{0,8})(?::\d+)?")


class Place(NamedTuple):
    """A line of a source, from 1."""

    path: str
    line: int


@click.command("explain", short_help="Show why claims are taken for one fact, and the arithmetic.")
@click.argument("target", metavar="FINDING|FILE:LINE", type=click.Path())
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path())
@common
def command(call: Invocation, target: str, paths: tuple[str, ...]) -> int:
    """Explain a finding (its id, or the start of it), or what is claimed on a line and what became of it.

    PATH is the corpus, as for check; for a line without PATH and without configured sources it is the folder of FILE.
    """
    place = _place(target)
    corpus = Corpus(_paths(paths, place, call), (), call)
    corpus.watched = (os.path.abspath(place.path), place.path) if place else ()
    report = judged(corpus, call)
    lines = _of_line(place, corpus, report, call) if place else _of_finding(target, report)
    writing.to_stdout("".join(f"{writing.printable(line)}\n" for line in lines))
    return 0


def _place(target: str) -> Place | None:
    match = _PLACE.fullmatch(target)
    return Place(match[1], int(match[2])) if match else None


def _paths(paths: Sequence[str], place: Place | None, call: Invocation) -> Sequence[str]:
    if place is None or paths or call.settings.sources:
        return targets(paths, call.settings)
    return (os.path.dirname(place.path) or ".",)


def _of_finding(target: str, report: Report) -> list[str]:
    every = (*report.findings, *report.suppressed)
    found = [one for one in every if one.id.startswith(target) or any(r.id.startswith(target) for r in one.relations)]
    if not found:
        raise UsageError(f"{target}: no finding has this id; ids stand in the report and in --format json")
    return [line for one in found for line in _finding(one)]


def _of_line(place: Place, corpus: Corpus, report: Report, call: Invocation) -> list[str]:
    from factcheck import pipeline

    if not corpus.seen:
        raise UsageError(f"{place.path}: is not among the sources that can be read; add its folder as PATH")
    paths = {one.path for one in corpus.seen}
    rules = call.rulebook()
    claims = [one for seen in corpus.seen for one in pipeline.claims(seen, rules) if one.line == place.line]
    touching = [one for one in report.findings if any(at.path in paths and at.line == place.line for at in _spots(one))]
    said = [line for claim in claims for line in _claim(claim)]
    told = [line for one in touching for line in _finding(one)]
    quiet = f"{place.path}:{place.line}: no numeric or temporal claim is read here"
    return [*(said or [quiet]), *told] if told or not said else [*said, "  no other claim speaks of the same fact"]


def _spots(finding: Finding) -> Iterator[Evidence]:
    for value in finding.values:
        yield from value.evidence
    for term in finding.terms:
        yield from term.evidence


def _claim(claim: Claim) -> Iterator[str]:
    yield f"{claim.path}:{claim.line}:{claim.column}: {claim.text}"
    value = claim.value
    opening = "(" if value.low_open or value.low is None else "["
    closing = ")" if value.high_open or value.high is None else "]"
    bounds = f"{opening}{'−' if value.low is None else ''}{_number(value.low)}, {_number(value.high)}{closing}"
    read = bounds if value.low is not None or value.high is not None else claim.timex or "unknown"
    yield f"  read as    {claim.kind} {claim.mod} {read}{f' {claim.unit}' if claim.unit else ''}"
    period = claim.period
    parts = {
        "measure": claim.measure,
        "change": claim.change,
        "entities": ", ".join(claim.entities),
        "parties": ", ".join(claim.parties),
        "scope": ", ".join(claim.scope),
        "period": f"{period.start or '…'} to {period.end or '…'} ({period.basis})" if period else None,
        "status": claim.status,
        "speaker": claim.speaker,
    }
    yield from (f"  {name:<10} {said}" for name, said in parts.items() if said)


def _number(value: float | str | None) -> str:
    return "∞" if value is None else value if isinstance(value, str) else f"{value:,.12g}"


def _finding(finding: Finding) -> Iterator[str]:
    yield ""
    yield f"{finding.verdict.upper()} {finding.id}: {finding.summary}"
    yield f"  check {finding.check}, severity {finding.severity}, confidence {finding.confidence:.0%}, {finding.status}"
    for index, value in enumerate(finding.values):
        places = ", ".join(f"{one.path}:{one.line}:{one.column}" for one in value.evidence)
        yield f"  ({index + 1}) {value.text}  {places}"
        yield from (f"      “{' '.join(one.quote.split()).strip('“”')}”" for one in value.evidence[:1])
    yield from _arithmetic(finding.relations, finding.terms, finding.equation)
    yield from _waterfall(finding.explanation)
    yield from (f"  note: {note}" for note in finding.notes)


def _arithmetic(relations: Iterable[Relation], terms: Iterable[Term], equation: str | None) -> Iterator[str]:
    if equation:
        yield "  arithmetic:"
        yield from (f"    {step}" for step in equation.split("; "))
    for term in terms:
        low, high = _number(term.low), _number(term.high)
        read = " ".join(part for part in (low if low == high else f"{low} to {high}", term.unit) if part)
        places = ", ".join(f"{one.path}:{one.line}:{one.column}" for one in term.evidence)
        yield f"    {term.name} = {read}  {places if term.stated else '(computed)'}"
    for one in relations:
        said = "; ".join(part for part in (one.reason, one.arithmetic) if part)
        yield f"  ({one.a + 1}) and ({one.b + 1}): {one.verdict}: {said} [{one.id}]"


def _waterfall(levels: Sequence[Level]) -> Iterator[str]:
    """The aspects that speak for and against one fact, with the running sum in bits."""
    total = 0.0
    if levels:
        yield "  why this is one fact (bits for and against, and their sum):"
    wide = max((len(level.aspect) for level in levels), default=0)
    for level in levels:
        total += level.weight
        note = f"  {level.note}" if level.note else ""
        bits = f"{level.weight:+6.1f} {total:+7.1f}".replace("-", "−")
        yield f"    {bits}  {level.aspect:<{wide}}  {level.level}{note}"
