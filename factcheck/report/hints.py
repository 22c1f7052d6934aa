"""What could explain a disagreement: slips that editors know, found by looking at the two values.

A hint is a question to the reader, never part of the verdict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from factcheck.model import DISAGREEING, DocumentSummary, FactValue, Finding
from factcheck.report import notation
from factcheck.report.doubts import doubts
from factcheck.report.wording import news

CONVERSIONS: dict[str, tuple[float, str]] = {
    "miles and kilometres": (1.609344, "length"),
    "nautical and statute miles": (1.15078, "length"),
    "metres and feet": (3.28084, "length"),
    "pounds and kilograms": (2.204623, "mass"),
    "short and metric tons": (1.102311, "mass"),
    "acres and hectares": (2.471054, "area"),
    "US and imperial gallons": (1.20095, "volume"),
}
DIMENSIONS: dict[str, str] = {
    "length": r"met(?:er|re)|mile|foot|feet|inch|yard",
    "mass": r"gram|ton|pound|ounce",
    "area": r"acre|hectare|square|\*\* ?2",
    "volume": r"lit(?:er|re)|gallon|barrel|cubic|\*\* ?3",
}
HEDGED = "~"
DAYS_APART = 2
"""Documents published this many days apart may have seen different states of a moving value."""
SURE = 0.9
"""From this confidence on, that it is one fact is not put in question."""

Pair = tuple[FactValue, FactValue]


def hints(finding: Finding, documents: Mapping[str, DocumentSummary]) -> list[str]:
    """Sentences on what could explain the worst new relation of a finding; its own notes stand first."""
    found = [] if finding.derived else list(finding.notes)
    worst = next(iter(news(finding)), None)
    if worst is not None:
        pair = finding.values[worst.a], finding.values[worst.b]
        slip_known = any("slip" in note for note in finding.notes)
        found += [hint for look in LOOKS if not (slip_known and look in SLIPS) for hint in look(*pair)]
        found += _dates(pair, documents)
        found += _trust(pair, documents)
    return list(dict.fromkeys([*found, *_doubts(finding)]))


def _points(a: FactValue, b: FactValue) -> tuple[float, float] | None:
    """The middles of two intervals of one unit, the smaller first; None where they cannot be compared."""
    middles = sorted(middle for value in (a, b) if (middle := _middle(value)) is not None)
    return (middles[0], middles[1]) if len(middles) == 2 and a.unit == b.unit and middles[0] > 0 else None


def _middle(value: FactValue) -> float | None:
    low = value.high if value.low is None else value.low
    high = value.low if value.high is None else value.high
    if low is None or high is None or isinstance(low, str) or isinstance(high, str):
        return None
    return (low + high) / 2


def _slip_of_scale(a: FactValue, b: FactValue) -> Iterator[str]:
    points = _points(a, b)
    for factor in (10, 100, 1000, 1_000_000) if points else ():
        if points and abs(points[1] / points[0] / factor - 1) < 0.02:
            yield f"One value is {factor:,} times the other: a slip of scale (a zero, a comma, million for billion)?"


def _digits(value: FactValue) -> str:
    match = re.search(r"\d+(?:[.,]\d+)*", value.text)
    return re.sub(r"\D", "", match[0]) if match else ""


def _digit_slip(a: FactValue, b: FactValue) -> Iterator[str]:
    first, second = _digits(a), _digits(b)
    if len(first) != len(second) or len(first) < 2 or first == second:
        return
    differing = [place for place in range(len(first)) if first[place] != second[place]]
    if len(differing) == 2 and differing[1] == differing[0] + 1 and sorted(first) == sorted(second):
        yield "The same digits in another order: swapped while typing?"
    elif len(differing) == 1 and len(first) >= 3:
        yield "A single digit differs: a typing slip?"


def _conversion(a: FactValue, b: FactValue) -> Iterator[str]:
    points = _points(a, b)
    for names, (factor, dimension) in CONVERSIONS.items() if points else ():
        fits = re.search(DIMENSIONS[dimension], a.unit or "", re.IGNORECASE)
        if points and fits and abs(points[1] / points[0] / factor - 1) < 0.004:
            yield f"The ratio is that of {names}: a unit mixed up?"


def _near_miss(a: FactValue, b: FactValue) -> Iterator[str]:
    low, high = sorted((a, b), key=lambda value: _middle(value) or 0.0)
    bounds = (low.low, low.high, high.low, high.high)
    if a.unit != b.unit or {a.mod, b.mod} != {"="} or any(not isinstance(bound, int | float) for bound in bounds):
        return
    start, end, start_high, end_high = (float(bound) for bound in bounds if bound is not None)
    widest = max(end - start, end_high - start_high)
    if widest > 0 and 0 <= start_high - end <= widest:
        yield "The values lie within one rounding step of each other: rounded differently?"


def _hedge(a: FactValue, b: FactValue) -> Iterator[str]:
    for value in (a, b):
        if value.mod == HEDGED:
            yield f"“{value.text}” is hedged; its writer may have meant a wider range than was read."


LOOKS: tuple[Callable[[FactValue, FactValue], Iterator[str]], ...] = (
    _slip_of_scale,
    _digit_slip,
    _conversion,
    _near_miss,
    _hedge,
)
SLIPS = frozenset({_slip_of_scale, _digit_slip})
"""Not looked for where a check has noted a slip already."""


def _dates(pair: Pair, documents: Mapping[str, DocumentSummary]) -> Iterator[str]:
    spans = [_span(value, documents) for value in pair]
    if spans[0] is None or spans[1] is None:
        return
    days = max((spans[1][0] - spans[0][1]).days, (spans[0][0] - spans[1][1]).days)
    if days >= DAYS_APART:
        moved = "was the date moved" if isinstance(pair[0].low or pair[0].high, str) else "did the figure move"
        yield f"The sources were published {notation.counted(days, 'day')} apart: {moved} in between?"


def _span(value: FactValue, documents: Mapping[str, DocumentSummary]) -> tuple[date, date] | None:
    """The first and last possible day on which a document with this value was published, if all dates are known."""
    known = [documents[place.path].published for place in value.evidence if place.path in documents]
    try:
        days = [date.fromisoformat(end[:10]) for p in known if p is not None for end in (p.start, p.end)]
    except ValueError:
        return None
    return (min(days), max(days)) if days and None not in known else None


def _trust(pair: Pair, documents: Mapping[str, DocumentSummary]) -> Iterator[str]:
    ranks = [max((documents[e.path].authority for e in v.evidence if e.path in documents), default=0) for v in pair]
    if ranks[0] != ranks[1]:
        trusted, other = (pair[0], pair[1]) if ranks[0] > ranks[1] else (pair[1], pair[0])
        yield f"The source with more authority says “{trusted.text}”; “{other.text}” is then the one to mend."


def _doubts(finding: Finding) -> Iterator[str]:
    """What the claims themselves show against one fact."""
    if finding.verdict in DISAGREEING and finding.confidence < SURE and (found := doubts(finding.explanation)):
        yield f"They may not speak of one fact: {'; '.join(found)}."
    if finding.fact.period is not None and finding.fact.period.basis == "inferred":
        yield "A year was not stated and had to be supplied: is the period right?"
