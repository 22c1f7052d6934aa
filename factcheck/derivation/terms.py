"""Claims as terms of an equation: numbers in base units, percentages as shares of 1, times in days."""

from __future__ import annotations

from datetime import date, timedelta
from math import inf

from factcheck.derivation.ranges import Range, hull
from factcheck.model import Claim, Interval, Period, Publication, Value

DAY = 86400.0
"""Seconds, the base unit of durations."""

YEAR = 365.2425
"""Days of the mean Gregorian year."""

FAHRENHEIT = "degree_Fahrenheit"
"""The one unit whose zero is not that of its dimension's base."""

TIME = frozenset({"date", "time", "set"})
DIRECTION = {"up": 1.0, "down": -1.0}


def stated(claim: Claim, growth: bool = False) -> Range | None:
    """What the writer committed to. With `growth` a change: −0.2 for "fell 20 percent", 1 for "doubled"; None when a
    claim gives no direction, or a time is not resolved.
    """
    if claim.kind in TIME:
        return of_period(claim.period)
    if growth:
        return _change(claim, _range(claim.value))
    return _scaled(claim, _range(claim.value))


def loose(claim: Claim, growth: bool = False) -> Range | None:
    """The widest reading: what was stated, and all other intervals that the wording allows."""
    found = stated(claim, growth)
    if found is None or claim.kind in TIME or claim.mod in ("<", ">", "<=", ">="):
        return found
    for reading in claim.value.readings:
        other = _change(claim, _range(reading)) if growth else _scaled(claim, _range(reading))
        found = found if other is None else hull(found, other)
    return found


def _range(value: Value | Interval) -> Range:
    low = -inf if value.low is None else value.low
    high = inf if value.high is None else value.high
    return Range(low, high, value.point if isinstance(value, Value) else None)


def _scaled(claim: Claim, one: Range) -> Range:
    if claim.kind == "percent" or claim.dimension == "percent":
        factor = 0.01 * claim.factor
    elif claim.unit == FAHRENHEIT:
        return times(Range(one.low - 32, one.high - 32, None if one.point is None else one.point - 32), 5 / 9)
    elif claim.kind in ("duration", "age"):
        return _duration(claim, one)
    else:
        factor = claim.factor
    return times(one, factor)


def _duration(claim: Claim, one: Range) -> Range:
    """In days; a whole number of years, months, days stands for anything that is counted so: 25 years are up to 26."""
    found = times(one, claim.factor / DAY)
    if one.point is None or claim.mod != "=" or one.point != int(one.point) or claim.factor < DAY:
        return found
    return Range(found.low, max(found.high, (one.point + 1) * claim.factor / DAY), found.point)


def times(one: Range, factor: float) -> Range:
    """A range multiplied by a number known exactly."""
    low, high = one.low * factor, one.high * factor
    return Range(min(low, high), max(low, high), None if one.point is None else one.point * factor)


def _change(claim: Claim, one: Range) -> Range | None:
    if claim.kind == "ratio" and claim.change == "times":
        return Range(one.low - 1, one.high - 1, None if one.point is None else one.point - 1)
    if claim.change not in DIRECTION or claim.kind not in ("percent", "ratio"):
        return None
    scale = 0.01 * claim.factor if claim.kind == "percent" or claim.dimension == "percent" else 1.0
    return times(one, DIRECTION[claim.change] * scale)


GRAINS = {"month": 31, "quarter": 92, "half": 184, "year": 366, "decade": 3653, "century": 36525}
"""Days, at the most, of the units in which times are stated; all others are days."""


def of_period(period: Period | None) -> Range | None:
    """A time as days since year 1: from the start of its first to the end of its last day.

    "Until 2026" stands for the year in which it ends. None when a time is not resolved.
    """
    first, last = ends(period)
    if first is None or last is None:
        return first or last
    return Range(first.low, last.high)


def ends(period: Period | None) -> tuple[Range | None, Range | None]:
    """The first and the last unit of a period, at the grain in which it was stated ("from 1990 to 2010")."""
    if period is None:
        return None, None
    low, high = _day(period.start), _day(period.end)
    length = GRAINS.get(period.grain, 1)
    first = None if low is None else Range(_ordinal(low), _ordinal(_unit_end(low, length)) + 1)
    last = None if high is None else Range(_ordinal(_unit_start(high, length)), _ordinal(high) + 1)
    return first, last


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _ordinal(day: date) -> float:
    return float(day.toordinal())


def _unit_end(first: date, length: int) -> date:
    """The last day of the unit of at most `length` days that starts with `first`."""
    if length == 1:
        return first
    try:
        after = first + timedelta(days=length - 1)
    except OverflowError:
        return date.max
    return after if after.day >= 28 else after - timedelta(days=after.day)


def _unit_start(last: date, length: int) -> date:
    """The first day of the unit of at most `length` days that ends with `last`."""
    if length == 1:
        return last
    try:
        before = last - timedelta(days=length - 32)
    except OverflowError:
        return date.min
    return before.replace(day=1)


def of_publication(published: Publication | None) -> Range | None:
    """The day of publication as days since year 1."""
    if published is None:
        return None
    return of_period(Period(start=published.start, end=published.end))


def day(ordinal: float) -> str:
    """A number of days since year 1 as a date; the bare number where there is none."""
    try:
        return date.fromordinal(int(ordinal)).isoformat()
    except (ValueError, OverflowError):
        return f"day {ordinal:.0f}"
