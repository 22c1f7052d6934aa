"""Periods compared and moved: what the comparison of claims asks of two stretches of time.

A period holds its first and its last day (or minute), both included; None is open. ISO 8601 strings of different
grain are compared by the days that they cover, years before 1 and beyond 9999 included.
"""

from __future__ import annotations

from math import inf

from factcheck.model import Period
from factcheck.period import civil
from factcheck.period.civil import DAY
from factcheck.period.extent import MONTHS, SECONDS

Bounds = tuple[float, float]


def bounds(period: Period) -> Bounds:
    """First second and the second after the last, counted from 1970; infinite where open.

    Raises ValueError for an end that is no ISO date.
    """
    start = -inf if period.start is None else float(civil.parse_moment(period.start))
    return start, inf if period.end is None else float(_stop(period.end))


def _stop(end: str) -> int:
    if "T" in end:
        return civil.parse_moment(end) + 60
    first = civil.parse_day(end)
    parts = end.lstrip("+-").count("-")
    return (first + 1 if parts == 2 else civil.add_months(first, 1 if parts == 1 else 12)) * DAY


def contains(a: Period, b: Period) -> bool:
    """Whether all of `b` lies in `a`."""
    outer, inner = bounds(a), bounds(b)
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def disjoint(a: Period, b: Period) -> bool:
    """Whether the two share no moment."""
    one, other = bounds(a), bounds(b)
    return one[1] <= other[0] or other[1] <= one[0]


def same(a: Period, b: Period) -> bool:
    """Whether the two are the same stretch, whatever their grain."""
    return bounds(a) == bounds(b)


def days(period: Period) -> int | None:
    """The number of days that a period touches; None where it is open."""
    start, stop = bounds(period)
    if start == -inf or stop == inf:
        return None
    return int(-(-stop // DAY) - start // DAY)


def reversed_ends(period: Period) -> bool:
    """Whether it ends before it starts (the check of that name)."""
    start, stop = bounds(period)
    return stop <= start


def shifted(period: Period, count: int, unit: str) -> Period:
    """The period moved by so many units (of `extent.MONTHS` or `extent.SECONDS`), its ends of a month staying ends.

    Raises KeyError for another unit.
    """
    start = None if period.start is None else _moved(period.start, count, unit, last=False)
    end = None if period.end is None else _moved(period.end, count, unit, last=True)
    return Period(start=start, end=end, grain=period.grain, basis=period.basis)


def _moved(moment: str, count: int, unit: str, last: bool) -> str:
    if unit not in MONTHS:
        second = civil.parse_moment(moment) + count * SECONDS[unit]
        return civil.iso_moment(second) if "T" in moment or second % DAY else civil.iso_day(second // DAY)
    day, clock = civil.parse_day(moment), moment.partition("T")[2]
    ends_month = last and not clock and civil.civil(day + 1)[2] == 1
    months = count * MONTHS[unit]
    moved = civil.add_months(day + 1, months) - 1 if ends_month else civil.add_months(day, months)
    return civil.iso_day(moved) + ("T" + clock if clock else "")


def between(a: Period, b: Period) -> tuple[int, int] | None:
    """The least and the most days from a day of `a` to a day of `b`; None where an end that matters is open."""
    one, other = bounds(a), bounds(b)
    if inf in (one[1], other[1]) or -inf in (one[0], other[0]):
        return None
    return int(other[0] // DAY - (one[1] - 1) // DAY), int((other[1] - 1) // DAY - one[0] // DAY)


def years_between(a: Period, b: Period) -> tuple[int, int] | None:
    """The least and the most whole years from a day of `a` to a day of `b`, as ages are counted."""
    if None in (a.start, a.end, b.start, b.end):
        return None
    return _years(_last(a), _first(b)), _years(_first(a), _last(b))


def _first(period: Period) -> int:
    return int(bounds(period)[0] // DAY)


def _last(period: Period) -> int:
    return int((bounds(period)[1] - 1) // DAY)


def _years(first: int, last: int) -> int:
    start, stop = civil.civil(first), civil.civil(last)
    return stop[0] - start[0] - (stop[1:] < start[1:])
