"""Interval arithmetic: what follows for a result from what the writers of its terms committed to.

Ends may be infinite. Whether an end belongs to a range is not carried through: two ranges that only touch are held to
meet, which is the cautious side.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf, isnan
from typing import NamedTuple


class Range(NamedTuple):
    """All numbers from `low` to `high`; `point` is the number as stated, None when a range was."""

    low: float
    high: float
    point: float | None = None

    @property
    def middle(self) -> float:
        """The number that stands for the range: as stated, else its middle, else its finite end."""
        if self.point is not None:
            return self.point
        if self.low == -inf:
            return self.high
        return self.low if self.high == inf else (self.low + self.high) / 2


def exact(value: float) -> Range:
    """The range of a number known exactly."""
    return Range(value, value, value)


def add(a: Range, b: Range) -> Range:
    """The sums."""
    return Range(a.low + b.low, a.high + b.high, a.middle + b.middle)


def subtract(a: Range, b: Range) -> Range:
    """The differences."""
    return Range(a.low - b.high, a.high - b.low, a.middle - b.middle)


def multiply(a: Range, b: Range) -> Range:
    """The products."""
    return _spanned((x * y for x in a[:2] for y in b[:2]), a.middle * b.middle)


def divide(a: Range, b: Range) -> Range | None:
    """The quotients; None when the divisor can be zero."""
    if b.low <= 0 <= b.high or b.middle == 0:
        return None
    return _spanned((x / y for x in a[:2] for y in b[:2]), a.middle / b.middle)


def _spanned(corners: Iterable[float], point: float) -> Range:
    found = [0.0 if isnan(one) else one for one in corners]
    return Range(min(found), max(found), point)


def hull(a: Range, b: Range) -> Range:
    """The smallest range that holds both, with the point of the first."""
    return Range(min(a.low, b.low), max(a.high, b.high), a.point)


def widened(a: Range, share: float) -> Range:
    """The range with `share` of its value added at both ends."""
    slack = abs(a.middle) * share
    return Range(a.low - slack, a.high + slack, a.point)


def meet(a: Range, b: Range) -> bool:
    """Whether the two have a number in common, up to the last bits of a float."""
    slack = 1e-9 * max(1e-12, *(abs(end) for end in (*a[:2], *b[:2]) if abs(end) != inf), 0.0)
    return a.low <= b.high + slack and b.low <= a.high + slack


def gap(a: Range, b: Range) -> float:
    """How far the stated points lie apart, as a share of the larger."""
    scale = max(abs(a.middle), abs(b.middle))
    return abs(a.middle - b.middle) / scale if scale else 0.0
