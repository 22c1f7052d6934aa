"""Claims as terms of an equation: numbers in base units, percentages as shares of 1, times in days."""

from __future__ import annotations

from datetime import date
from math import inf

from factcheck.derivation.ranges import Range, hull
from factcheck.model import Claim, Interval, Period, Publication, Value

DAY = 86400.0
"""Seconds, the base unit of durations."""

YEAR = 365.2425
"""Days of the mean Gregorian year."""

DIRECTION = {"up": 1.0, "down": -1.0}


def stated(claim: Claim, growth: bool = False) -> Range | None:
    """What the writer committed to. With `growth` a change: −0.2 for "fell 20 percent", 1 for "doubled"; None when a
    claim gives no direction, or a time is not resolved.
    """
    if claim.kind in ("date", "time", "set"):
        return of_period(claim.period)
    if growth:
        return _change(claim, _range(claim.value))
    return _scaled(claim, _range(claim.value))


def loose(claim: Claim, growth: bool = False) -> Range | None:
    """The widest reading: what was stated, and all other intervals that the wording allows."""
    found = stated(claim, growth)
    if found is None or claim.kind in ("date", "time", "set") or claim.mod in ("<", ">", "<=", ">="):
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
    if claim.kind == "percent":
        factor = 0.01
    elif claim.kind in ("duration", "age"):
        return _duration(claim, one)
    else:
        factor = claim.factor
    return times(one, factor)


def _duration(claim: Claim, one: Range) -> Range:
    """In days; a whole number of years, months, weeks stands for anything that is counted so: 25 years are up to 26."""
    found = times(one, claim.factor / DAY)
    if one.point is None or claim.mod != "=" or one.point != int(one.point):
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
    return times(one, DIRECTION[claim.change] * (0.01 if claim.kind == "percent" else 1.0))


def of_period(period: Period | None) -> Range | None:
    """A time as days since year 1: from the start of its first to the end of its last day; None when it is open."""
    if period is None or period.start is None or period.end is None:
        return None
    try:
        low, high = date.fromisoformat(period.start[:10]), date.fromisoformat(period.end[:10])
    except ValueError:
        return None
    return Range(float(low.toordinal()), float(high.toordinal() + 1))


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
