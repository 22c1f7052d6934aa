"""Pictures: a number or calendar line for a disagreement, a matrix of the sources, a timeline of updates.

A filled end belongs to the interval, a hollow one does not; an arrow has no bound; a dashed bar is hedged. The tinted
band is the gap between two values that cannot both be right. All of it is also told in words beside the picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise, product
from typing import NamedTuple

from factcheck.model import DISAGREEING, DocumentSummary, FactValue, Finding, Report
from factcheck.report import axis, evidence, notation, svg, titles, wording
from factcheck.report.axis import Axis

WIDTH, LABELS, ROW, TOP, FOOT = 760.0, 250.0, 40.0, 20.0, 40.0
THINNEST = 3.0
MOST_ROWS = 14
MOST_SOURCES = 24


class Row(NamedTuple):
    """An interval on an axis; None at an end is unbounded."""

    label: str
    under: str
    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    rough: bool


def pictures(report: Report) -> dict[str, str]:
    """The pictures of `report` by name without suffix: `<finding id>`, `<finding id>-timeline` and `matrix`."""
    parts = wording.sections(report)
    documents = {document.path: document for document in report.documents}
    drawn: dict[str, str] = {}
    for finding in parts.disagreements:
        name = wording.file_name(finding)
        drawn[name] = interval_line(finding)
        drawn[f"{name}-timeline"] = timeline(finding, documents)
    drawn["matrix"] = matrix(report)
    return {name: picture for name, picture in drawn.items() if picture}


def interval_line(finding: Finding) -> str:
    """Every value of a finding as an interval on one line; empty where they share no line."""
    values = (finding.values or _computed(finding))[:MOST_ROWS]
    if len(values) < 2:
        return ""
    times = [value for value in values if isinstance(value.low, str) or isinstance(value.high, str)]
    if len(times) == len(values):
        return _calendar(finding, values)
    return "" if times or len({value.unit for value in values}) > 1 else _number_line(finding, values)


def _computed(finding: Finding) -> tuple[FactValue, ...]:
    """What a derived finding computed from each source, as values to be drawn side by side."""
    terms = [term for term in finding.terms if not term.stated]
    bounds = [(notation.rounded(term.low), notation.rounded(term.high)) for term in terms]
    return tuple(
        FactValue(text=term.name, low=low, high=high, unit=term.unit, evidence=())
        for term, (low, high) in zip(terms, bounds, strict=True)
    )


def _number_line(finding: Finding, values: Sequence[FactValue]) -> str:
    rows = [_row(value, _finite(value.low), _finite(value.high)) for value in values]
    bounds = [bound for row in rows for bound in (row.low, row.high) if bound is not None]
    if len(set(bounds)) < 2:
        return ""
    scale = notation.scale_of(bounds)
    line = axis.numbers(bounds, LABELS, WIDTH - 24, scale)
    unit = notation.measured("", values[0].unit, scale)
    told = "; ".join(f"{value.text}: {notation.reading(value, scale)}" for value in values)
    return _lines(f"{titles.subject(finding)}. {told}", rows, line, unit, _gaps(finding, rows))


def _finite(bound: float | str | None) -> float | None:
    return float(bound) if isinstance(bound, int | float) else None


def _row(value: FactValue, low: float | None, high: float | None) -> Row:
    names = list(evidence.labels(place.path for place in value.evidence).values())
    under = ", ".join(names[:1]) + (f" and {len(names) - 1} more" if len(names) > 1 else "")
    return Row(value.text, under, low, high, value.low_open, value.high_open, value.mod == "~")


def _calendar(finding: Finding, values: Sequence[FactValue]) -> str:
    rows = [_row(value, _ordinal(value.low), _ordinal(value.high)) for value in values]
    rows = [row._replace(high=None if row.high is None else row.high + 1) for row in rows]
    ends = [end for row in rows for end in (row.low, row.high) if end is not None]
    if len(set(ends)) < 2 or any(row.low is None and row.high is None for row in rows):
        return ""
    line = axis.days([date.fromordinal(int(end)) for end in ends], LABELS, WIDTH - 24)
    told = "; ".join(f"{value.text}: {notation.reading(value)}" for value in values)
    return _lines(f"{titles.subject(finding)}. {told}", rows, line, "", [])


def _ordinal(day: float | str | None) -> float | None:
    try:
        return float(date.fromisoformat(str(day)[:10]).toordinal())
    except ValueError:
        return None


def _lines(title: str, rows: Sequence[Row], line: Axis, unit: str, gaps: Sequence[tuple[float, float, str]]) -> str:
    height = TOP + ROW * len(rows) + FOOT
    parts = [*_gap_bands(line, gaps, height), *_marks(line, height, unit)]
    parts += [part for index, row in enumerate(rows) for part in _interval(row, line, TOP + ROW * index)]
    return svg.drawing(WIDTH, height, title, parts)


def _marks(line: Axis, height: float, unit: str) -> Iterator[str]:
    base = height - FOOT + 4
    for value, label in line.marks:
        x = line.place(value)
        yield svg.line(x, TOP, x, base, "grid")
        yield svg.text(x, base + 16, label, "dim", "middle")
    yield svg.line(line.left, base, line.right, base, "axis")
    if unit:
        yield svg.text(line.left - 16, base + 16, unit, "dim", "end")


def _interval(row: Row, line: Axis, top: float) -> Iterator[str]:
    middle = top + ROW / 2
    yield svg.text(8, middle - 2, row.label, most=34)
    yield svg.text(8, middle + 13, row.under, "dim", most=34)
    left = line.left if row.low is None else line.place(row.low)
    right = line.right if row.high is None else line.place(row.high)
    if row.low is None and row.high is None:
        return
    start = min(left, (left + right - THINNEST) / 2)
    yield svg.rect(start, middle - 6, max(THINNEST, right - left), 12, "rough" if row.rough else "bar", ' rx="2"')
    yield from _ends(row, left, right, middle)


def _ends(row: Row, left: float, right: float, middle: float) -> Iterator[str]:
    """Filled or hollow circles at the bounds of a wide interval, arrows where there is none, a dot for a point."""
    if row.low is None:
        yield svg.path([(left, middle - 9), (left - 10, middle), (left, middle + 9)], "end", closed=True)
    elif row.low_open and right - left > 14:
        yield svg.circle(left, middle, 5, "end open")
    if row.high is None:
        yield svg.path([(right, middle - 9), (right + 10, middle), (right, middle + 9)], "end", closed=True)
    elif row.high_open and right - left > 14:
        yield svg.circle(right, middle, 5, "end open")
    if row.low == row.high:
        yield svg.circle(left, middle, 5, "end")


def _gaps(finding: Finding, rows: Sequence[Row]) -> list[tuple[float, float, str]]:
    """The gap of the worst new relation: from, to, and its width in words."""
    worst = next(iter(wording.news(finding)), None)
    if worst is None or max(worst.a, worst.b) >= len(rows):
        return []
    a, b = rows[worst.a], rows[worst.b]
    for low, high in ((a, b), (b, a)):
        if low.high is not None and high.low is not None and low.high < high.low:
            between = wording.gap(finding.values[worst.a], finding.values[worst.b])
            return [(low.high, high.low, f"gap of {between}" if between else "")]
    return []


def _gap_bands(line: Axis, gaps: Sequence[tuple[float, float, str]], height: float) -> Iterator[str]:
    for start, end, words in gaps:
        left, right = line.place(start), line.place(end)
        yield svg.rect(left, TOP, right - left, height - FOOT - TOP + 4, "gap")
        yield svg.text((left + right) / 2, TOP - 5, words, "apart", "middle")


def disagreements(report: Report) -> Counter[tuple[str, str]]:
    """How many findings set two documents against each other, by the sorted pair of their paths."""
    pairs: Counter[tuple[str, str]] = Counter()
    for finding in report.findings:
        if finding.status != "fixed":
            pairs.update(_opposed(finding))
    return pairs


def _opposed(finding: Finding) -> set[tuple[str, str]]:
    bad = [relation for relation in finding.relations if relation.verdict in DISAGREEING]
    sides = [[{place.path for place in finding.values[side].evidence} for side in (r.a, r.b)] for r in bad]
    return {(min(p, q), max(p, q)) for one, two in sides for p, q in product(one, two) if p != q}


def matrix(report: Report) -> str:
    """Who disagrees with whom, and how often: the documents that disagree most; empty if none do."""
    pairs = disagreements(report)
    weights: Counter[str] = Counter()
    for pair, count in pairs.items():
        weights.update(dict.fromkeys(pair, count))
    shown = sorted(sorted(weights, key=lambda path: (-weights[path], path))[:MOST_SOURCES])
    if not shown:
        return ""
    names = evidence.labels(document.path for document in report.documents) | evidence.labels(shown)
    most = max(pairs.values())
    cells = [part for r, c in product(range(len(shown)), repeat=2) for part in _cell(pairs, shown, r, c, most)]
    heads = [part for index, path in enumerate(shown) for part in _head(index, names[path])]
    width = max(LABELS + SIDE * len(shown) + 12, 420)
    told = f"Disagreements between {len(shown)} sources: " + "; ".join(_told(pairs, names)[:8])
    left = f"the {len(shown)} of {len(weights)} sources that disagree most" if len(weights) > len(shown) else ""
    note = svg.text(8, HEAD - 8, left, "dim", most=40)
    return svg.drawing(width, HEAD + SIDE * len(shown) + 8, told, [note, *cells, *heads])


SIDE, HEAD = 30.0, 30.0


def _told(pairs: Counter[tuple[str, str]], names: Mapping[str, str]) -> list[str]:
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return [f"{names[p]} and {names[q]} {count}" for (p, q), count in ranked if p in names and q in names]


def _cell(pairs: Counter[tuple[str, str]], shown: Sequence[str], row: int, column: int, most: int) -> Iterator[str]:
    x, y = LABELS + SIDE * column, HEAD + SIDE * row
    one, two = sorted((shown[row], shown[column]))
    count = 0 if row == column else pairs[one, two]
    strength = 0.0 if not count else 0.15 + 0.6 * count / most
    yield svg.rect(x, y, SIDE, SIDE, "cell", f' fill-opacity="{strength:.2f}"')
    shown_count = "·" if row == column else str(count) if count else ""
    yield svg.text(x + SIDE / 2, y + SIDE / 2 + 5, shown_count, "" if count else "dim", "middle")


def _head(index: int, name: str) -> Iterator[str]:
    yield svg.text(LABELS - 8, HEAD + SIDE * index + SIDE / 2 + 5, f"{name}  {index + 1}", "", "end", most=36)
    yield svg.text(LABELS + SIDE * index + SIDE / 2, HEAD - 8, str(index + 1), "dim", "middle")


def timeline(finding: Finding, documents: Mapping[str, DocumentSummary]) -> str:
    """A value that moves, report by report; empty unless two or more days of publication are known."""
    points = sorted({point for value in finding.values for point in _points(value, documents)})
    units = {value.unit for value in finding.values}
    if finding.verdict != "update" or len({day for day, _, _ in points}) < 2 or len(units) > 1:
        return ""
    scale = wording.scale(finding, next(iter(units)))
    height, left, right = 220.0, 110.0, WIDTH - 90
    across = axis.days([date.fromordinal(day) for day, _, _ in points], left, right)
    upward = axis.numbers([amount for _, amount, _ in points], height - FOOT - 6, 24, scale)
    places = [(across.place(day), upward.place(amount)) for day, amount, _ in points]
    steps = [places[0], *(p for (_, y), (x, z) in pairwise(places) for p in ((x, y), (x, z)))]
    parts = [*_marks(across, height, ""), *_levels(upward, left, right), svg.path(steps, "step")]
    for (x, y), (_, _, words) in zip(places, points, strict=True):
        parts += [svg.circle(x, y, 5, "end"), svg.text(x, y - 10, words, "", "middle", most=24)]
    told = "; ".join(f"{date.fromordinal(day).isoformat()}: {words}" for day, _, words in points)
    return svg.drawing(WIDTH, height, f"{titles.subject(finding)}, report by report. {told}", parts)


def _levels(upward: Axis, left: float, right: float) -> Iterator[str]:
    for value, label in upward.marks:
        yield svg.line(left, upward.place(value), right, upward.place(value), "grid")
        yield svg.text(left - 8, upward.place(value) + 4, label, "dim", "end")


def _points(value: FactValue, documents: Mapping[str, DocumentSummary]) -> Iterator[tuple[int, float, str]]:
    """Day, middle of the value and its words, for each dated document that states it."""
    bounds = [bound for bound in (_finite(value.low), _finite(value.high)) if bound is not None]
    dated = [documents[place.path].published for place in value.evidence if place.path in documents]
    for day in {_ordinal(publication.start) for publication in dated if publication is not None} - {None}:
        if bounds and day is not None:
            yield int(day), sum(bounds) / len(bounds), value.text
