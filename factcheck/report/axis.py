"""Axes: where a number or a day stands on a line, and the round values to mark on it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from factcheck.report.notation import MONTHS, Scale, number

MARGIN = 0.08
"""Share of the line kept free at either end."""

LOGARITHMIC = 200.0
"""Ratio of the values from which on a linear line would show the small ones as nothing."""


class Axis(NamedTuple):
    """A line from x = `left` to `right`, its marks with their labels, and the function that places a value on it."""

    left: float
    right: float
    marks: tuple[tuple[float, str], ...]
    place: Callable[[float], float]


def numbers(values: Sequence[float], left: float, right: float, scale: Scale) -> Axis:
    """An axis that holds all `values`, logarithmic if they are of very different size."""
    low, high = min(values), max(values)
    if low > 0 and high / low >= LOGARITHMIC:
        return _logarithmic(low, high, left, right, scale)
    room = (high - low) * MARGIN or abs(high) * MARGIN or 1.0
    start, end = low - room, high + room
    whole = all(value.is_integer() for value in map(float, values)) and scale.factor == 1
    step = max(1.0 if whole else 0.0, _step((end - start) / 5, scale.factor))
    ticks = [step * index for index in range(math.ceil(start / step), math.floor(end / step) + 1)]
    return Axis(left, right, tuple((tick, number(tick, scale)) for tick in ticks), _linear(start, end, left, right))


def _linear(start: float, end: float, left: float, right: float) -> Callable[[float], float]:
    return lambda value: left + (value - start) / (end - start) * (right - left)


def _logarithmic(low: float, high: float, left: float, right: float, scale: Scale) -> Axis:
    room = math.log10(high / low) * MARGIN
    start, end = math.log10(low) - room, math.log10(high) + room
    powers = range(math.ceil(start), math.floor(end) + 1)
    marks = tuple((10.0**power, number(10.0**power, scale)) for power in powers)
    line = _linear(start, end, left, right)
    return Axis(left, right, marks, lambda value: line(math.log10(value)))


def _step(rough: float, unit: float) -> float:
    """The round step, 1, 2 or 5 times a power of ten of the unit shown, next above `rough`."""
    power = 10.0 ** math.floor(math.log10(rough / unit)) * unit
    return next((factor * power for factor in (1, 2, 5) if factor * power >= rough), 10 * power)


def days(values: Sequence[date], left: float, right: float) -> Axis:
    """An axis of time by day; its values are ordinals of days."""
    low, high = min(values).toordinal(), max(values).toordinal()
    room = max(1.0, (high - low) * MARGIN)
    start, end = low - room, high + room
    return Axis(left, right, tuple(_dates(start, end)), _linear(start, end, left, right))


def _dates(start: float, end: float) -> list[tuple[float, str]]:
    span = end - start
    if span > 3 * 366:
        return _years(start, end, max(1, round(_step(span / 365.25 / 5, 1.0))))
    if span > 60:
        return _months(start, end, next(step for step in (1, 2, 3, 6, 12) if span / 30 / step <= 7 or step == 12))
    step = max(1, math.ceil(span / 6))
    ordinals = range(math.ceil(start), math.floor(end) + 1, step)
    return [(ordinal, _short(date.fromordinal(ordinal))) for ordinal in ordinals]


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _years(start: float, end: float, step: int) -> list[tuple[float, str]]:
    first, last = (date.fromordinal(max(1, min(date.max.toordinal(), int(edge)))).year for edge in (start, end))
    years = [year for year in range(first, last + 1) if year % step == 0]
    marks = [(date(year, 1, 1).toordinal(), str(year)) for year in years]
    return [(float(ordinal), label) for ordinal, label in marks if start <= ordinal <= end]


def _months(start: float, end: float, step: int) -> list[tuple[float, str]]:
    first = date.fromordinal(int(start))
    months = [first.year * 12 + first.month - 1 + index for index in range(40)]
    days = [date(month // 12, month % 12 + 1, 1) for month in months if month % 12 % step == 0 and month // 12 < 9999]
    inside = [day for day in days if start <= day.toordinal() <= end]
    return [(float(day.toordinal()), f"{MONTHS[day.month - 1][:3]} {day.year}") for day in inside]
