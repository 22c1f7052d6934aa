"""A finding, or a claim, explained in full: what was read where, how the values compare, and why it is one fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from factcheck.model import Claim, FactValue, Finding, Level, Period, Relation, Term
from factcheck.report import evidence, notation, titles, wording

MOST_PAIRS = 12
"""Pairs of values of one verdict and reason that are told each by itself, unless all are wanted."""

MODS = {"~": "roughly", "<": "less than", ">": "more than", "<=": "at most", ">=": "at least"}
BASES = {
    "stated": "as stated",
    "relative": "counted from the day of publication, or from a time told before",
    "inferred": "the year was supplied",
    "document": "that of the document",
}
"""How a period is known; other bases are the place it was taken from."""


def of_finding(finding: Finding, width: int, whole: bool = False) -> Iterator[str]:
    """The lines on a finding, folded to `width` columns; all pairs of values if it is to be `whole`."""
    yield from _folded(f"{finding.verdict.upper()} {finding.id}: {titles.subject(finding)}", 0, width)
    sure = f"{notation.share(finding.confidence)} sure that it is one fact"
    standing = {"new": "", "known": ", known", "fixed": ", fixed"}[finding.status]
    yield f"  check {finding.check}, {finding.severity} severity, {sure}{standing}"
    for index, value in enumerate(finding.values, 1):
        yield from _value(index, value, finding, width)
    yield from _equation(finding, width)
    for (verdict, reason), group in groupby(wording.judged(finding), key=lambda one: (one.verdict, one.reason)):
        yield from _pairs(f"{verdict}: {reason}" if reason else verdict, list(group), finding, width, whole)
    if finding.suppressed:
        yield from _folded(finding.suppressed, 2, width)
    yield from _waterfall(finding.explanation)
    for note in finding.notes:
        yield from _folded(f"note: {note}", 2, width)


def _value(index: int, value: FactValue, finding: Finding, width: int) -> Iterator[str]:
    """A value with how it was read, each place on a line of its own, and the sentence of the first."""
    yield from _folded(f"({index}) {value.text}, read as {wording.reading(value, finding)}", 2, width)
    for number, place in enumerate(value.evidence):
        yield f"      {evidence.address(place)}"
        if not number:
            yield from _folded(f"“{' '.join(place.quote.split()).strip('“”')}”", 6, width)


def _equation(finding: Finding, width: int) -> Iterator[str]:
    if finding.derived and finding.summary:
        yield from _folded(finding.summary, 2, width)
    if finding.equation:
        yield "  arithmetic:"
        for step in finding.equation.split("; "):
            yield from _folded(step, 4, width)
    for term in finding.terms:
        yield from _term(term, finding, width)


def _term(term: Term, finding: Finding, width: int) -> Iterator[str]:
    read = wording.reading(term, finding)
    said = f"“{evidence.stated(term)}”, read as {read}" if term.stated and term.evidence else f"{read} (computed)"
    yield from _folded(f"{term.name}: {said}", 4, width)
    yield from (f"      {evidence.address(place)}" for place in term.evidence)


def _pairs(told: str, pairs: Sequence[Relation], finding: Finding, width: int, whole: bool) -> Iterator[str]:
    """The pairs of values of one verdict and reason: their difference, and the id by which each is accepted."""
    several = len(pairs) > 1
    if several:
        yield from _folded(told, 2, width)
    shown = pairs if whole else pairs[:MOST_PAIRS]
    for one in shown:
        worked = "" if wording.restates(one, finding) else one.arithmetic
        apart = wording.difference(finding.values[one.a], finding.values[one.b])
        known = "known" if one.status == "known" and finding.status == "new" else ""
        parts = [part for part in ("" if several else told, worked, apart, known) if part]
        line = f"({one.a + 1}) and ({one.b + 1}): {'; '.join(parts)} [{one.id}]".replace(":  [", " [")
        yield from _folded(line, 4 if several else 2, width)
    if len(shown) < len(pairs):
        yield f"    and {notation.counted(len(pairs) - len(shown), 'more pair')}; --verbose shows them all"


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


def of_claim(claim: Claim, width: int) -> Iterator[str]:
    """The lines on one claim: where it stands, how it was read, and what it is taken to speak of."""
    yield f"{claim.path}:{claim.line}:{claim.column}: {' '.join(claim.text.split())}"
    parts = {
        "read as": _read(claim),
        "measure": (claim.measure or "").replace("_", " "),
        "change": claim.change,
        "entities": ", ".join(claim.entities),
        "parties": ", ".join(claim.parties),
        "scope": ", ".join(claim.scope),
        "period": _period(claim.period) if claim.kind not in ("date", "time", "set") else "",
        "status": claim.status,
        "speaker": claim.speaker,
    }
    for name, said in parts.items():
        yield from _folded(f"{name:<10} {said}", 2, width) if said else ()


def _read(claim: Claim) -> str:
    """The kind of a claim and its value: an interval in its unit, or a time in words and as TIMEX3."""
    value, mod = claim.value, MODS.get(claim.mod, "")
    if value.low is None and value.high is None:
        read = f"{_period(claim.period)} = {claim.timex}" if claim.period and claim.timex else claim.timex or "unknown"
    else:
        scale = notation.scale_of((value.low, value.high))
        bounds = notation.interval(value.low, value.high, value.low_open, value.high_open, scale)
        read = notation.measured(bounds, claim.unit, scale)
    return f"{claim.kind}: {read}" + (f" ({mod} the number written)" if mod else "")


def _period(period: Period | None) -> str:
    if period is None:
        return ""
    return f"{notation.period(period)} ({BASES.get(period.basis, f'from the {period.basis}')})"


def _folded(text: str, indent: int, width: int) -> list[str]:
    """`text` broken at words; the lines after the first stand two columns further in."""
    front = " " * indent
    return wrap(
        text,
        max(width, indent + 40),
        initial_indent=front,
        subsequent_indent=f"{front}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
