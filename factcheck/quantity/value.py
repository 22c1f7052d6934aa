"""From a number, its form and its hedge to the interval that the writer committed to.

The table "What a value means" of the design: decimals and scale words fix the precision, trailing zeros leave a second
reading, bounds keep the logical and the expected end.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from factcheck.model import Interval, Kind, Mod, Value
from factcheck.quantity.forms import UnitOf
from factcheck.quantity.number import DECIMALS, FRACTION, ORDINAL, SCALED, VAGUE, Exact, Number, plus, times

CONTINUOUS = frozenset(("percent", "measure", "duration"))
"""Kinds whose whole numbers stand for everything that rounds to them."""

HALF = Fraction(1, 2)
_NEVER_ROUND = DECIMALS | FRACTION | ORDINAL


def of_number(number: Number, kind: Kind, scale: Exact, mod: Mod, share: float) -> Value:
    """The value of one number in its unit; `scale` turns what is written into the unit (cents into dollars)."""
    point = number.point if scale == 1 else times(number.point, scale)
    if number.form & VAGUE and number.low is not None and number.high is not None:
        return _vague(number.low, number.high, scale, mod)
    half = None if number.precision is None else times(number.precision, scale)
    if half is not None and not _rounds(number, kind):
        half = None
    readings = () if number.form & _NEVER_ROUND or kind == "percent" else round_reading(point, half)
    if mod == "=":
        if half is None:
            stated = float(point)
            return Value(low=stated, high=stated, point=stated, readings=readings)
        return Value(
            low=_less(point, half), high=_more(point, half), high_open=True, point=float(point), readings=readings
        )
    return hedged(point, half, mod, share, readings)


def in_base(number: Number, unit: UnitOf) -> float:
    """The stated number in the base unit of its dimension."""
    return float(times(number.point, unit.scale)) * unit.factor


def _less(point: Exact, half: Exact) -> float:
    return float(plus(point, -half))


def _more(point: Exact, half: Exact) -> float:
    return float(plus(point, half))


def _rounds(number: Number, kind: Kind) -> bool:
    """Whether the written precision is a rounding: decimals and scale words always, but cents are exact."""
    if number.form & SCALED:
        return True
    if number.form & DECIMALS:
        return kind not in ("money", "count", "age") or number.precision != Decimal("0.005")
    return kind in CONTINUOUS


def _vague(low: int, high: int, scale: Exact, mod: Mod) -> Value:
    least, most = float(low * scale), float(high * scale)
    if mod in (">", ">="):
        return Value(low=least, low_open=mod == ">")
    return Value(low=least, high=most)


def round_reading(point: Exact, half: Exact | None) -> tuple[Interval, ...]:
    """What a round number means to those who round: 200 is anything from 150 to 250. Empty if it is not round."""
    unit = last_unit(point)
    if unit is None or unit <= 1 or (half is not None and unit <= half * 2):
        return ()
    return (Interval(low=_less(point, unit // 2), high=_more(point, unit // 2), high_open=True),)


def last_unit(point: Exact) -> int | None:
    """The unit of the last digit that is not zero: 10 of 60, 1 of 61, None of zero and of fractions."""
    if type(point) is int and point % 10:
        return 1
    if type(point) is Fraction or not point or point != int(point):
        return None
    digits = str(abs(int(point)))
    return int(10 ** (len(digits) - len(digits.rstrip("0"))))


def hedged(point: Exact, half: Exact | None, mod: Mod, share: float, readings: tuple[Interval, ...] = ()) -> Value:
    """The value of a hedged number: bounds are logical in `low`..`high`, expected in `readings`."""
    stated = float(point)
    if mod == "~":
        spread = max(abs(stated) * share, float(half or 0))
        return Value(low=stated - spread, high=stated + spread, point=stated, readings=readings)
    near = abs(stated) * share * (2 if _leads(point) else 1) if share else None
    if mod in (">", ">="):
        high = None if near is None else stated + near
        expected = Interval(low=stated, high=stated + expected_step(point), low_open=mod == ">", high_open=True)
        return Value(low=stated, high=high, low_open=mod == ">", point=stated, readings=(expected,))
    low = None if near is None else stated - near
    expected = Interval(low=stated - expected_step(point), high=stated, low_open=True, high_open=mod == "<")
    return Value(low=low, high=stated, high_open=mod == "<", point=stated, readings=(expected,))


def _leads(point: Exact) -> bool:
    """Whether a number is a power of ten, which is named from farther off: 9,200 is nearly 10,000."""
    return abs(float(point)) >= 10 and last_unit(point) == abs(float(point))


def expected_step(point: Exact) -> float:
    """How far from a bound a reader expects the value: to the next round number of the same roundness."""
    stated = abs(float(point))
    unit = float(last_unit(point) or 0)
    magnitude = 10.0 ** (len(str(int(stated))) - 2) if stated >= 1 else stated / 10
    return max(unit, magnitude)


def of_range(low: Exact, high: Exact, scale: Exact, mod: Mod, share: float) -> Value:
    """The value of "12 to 13 billion": both ends belong to it."""
    least, most = float(times(low, scale)), float(times(high, scale))
    if mod == "~":
        return Value(low=least - abs(least) * share, high=most + abs(most) * share)
    if mod in (">", ">="):
        return Value(low=least, readings=(Interval(low=least, high=most),))
    if mod in ("<", "<="):
        return Value(high=most, readings=(Interval(low=least, high=most),))
    return Value(low=least, high=most)


def of_multiple(factor: float, as_increase: bool) -> Value:
    """The value of a change by a factor; "increased 2.5 times" may also mean an increase by 250 %: x 3.5."""
    if not as_increase:
        return Value(low=factor, high=factor, point=factor)
    return Value(low=factor, high=factor, point=factor, readings=(Interval(low=factor + 1, high=factor + 1),))
