"""Ranges and sets."""

from __future__ import annotations

from msgspec.structs import replace

from factcheck.period.build.dates import checked
from factcheck.period.build.registry import builder
from factcheck.period.duration import duration_timex, length_timex
from factcheck.period.node import Length, Node, Point, Range, Relative, Repeat, Symbol


@builder
def time_range(first: Node, last: Node, whole: Node | None = None) -> Range | None:
    """From one time to another; what only one of the two states (month, year) holds for both."""
    if isinstance(first, Range) or isinstance(last, Range) or isinstance(first, Symbol):
        return None
    if isinstance(last, Symbol):
        if last.value != "PRESENT_REF":
            return None
        last = Relative(unit="day", count=0)
    if isinstance(first, Point) and isinstance(last, Point):
        first, last = _completed(first, replace(last, year=whole.year) if isinstance(whole, Point) else last)
    return Range(first=first, last=last)


def _completed(first: Point, last: Point) -> tuple[Point, Point]:
    if first.year is None and first.within is None and first.decade is None and first.century is None:
        if last.year is not None:
            earlier = first.month is not None and last.month is not None and first.month > last.month
            first = replace(first, year=last.year - earlier, short=last.short)
        elif last.within is not None:
            first = replace(first, within=last.within)
    elif first.within is not None and last.year is None and last.within is None:
        last = replace(last, within=first.within)
    return first, last


@builder
def days_after(first: Point, day: int, whole: Node | None = None) -> Range | None:
    """ "Nov. 29-30": the second day has the month of the first."""
    if (
        not isinstance(first, Point)
        or first.month is None
        or first.day is None
        or first.clock is not None
        or not 1 <= day <= 31
    ):
        return None
    month = first.month if day > first.day else first.month % 12 + 1
    start = checked(replace(first, year=whole.year)) if isinstance(whole, Point) else first
    end_year = start.year if month >= first.month or start.year is None else start.year + 1
    return Range(first=start, last=checked(replace(start, day=day, month=month, weekday=None, year=end_year, fault="")))


@builder
def days_before(day: int, last: Point) -> Range | None:
    """ "30-31 May": the first day has the month of the second."""
    if (
        not isinstance(last, Point)
        or last.month is None
        or last.day is None
        or last.clock is not None
        or not 1 <= day < last.day
    ):
        return None
    return Range(first=replace(last, day=day, weekday=None, fault=""), last=last)


@builder
def same(day: Node) -> Node:
    return day


@builder
def bounded(of: Node, mod: str) -> Node:
    return replace(of, mod=mod)


@builder
def weekdays(weekday: int) -> Repeat:
    return Repeat(value=f"XXXX-WXX-{weekday}")


@builder
def every(length: Length | None = None, unit: str | None = None, count: int = 1) -> Repeat | None:
    if length is not None:
        return Repeat(value=length_timex(length))
    return Repeat(value=duration_timex(count, unit)) if unit else None


@builder
def every_day(day: Node) -> Repeat | None:
    weekday = day.weekday if isinstance(day, Point) and day.day is None else None
    return Repeat(value=f"XXXX-WXX-{weekday}") if weekday else None


@builder
def every_part(part: str, day: Node | None = None) -> Repeat:
    """ "Every morning", "Friday mornings"."""
    weekday = day.weekday if isinstance(day, Point) and day.day is None else None
    return Repeat(value=f"XXXX-WXX-{weekday}T{part}" if weekday else f"T{part}")


@builder
def repeat(value: str) -> Repeat:
    return Repeat(value=value)
