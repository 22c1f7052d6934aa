"""The verdict on two values of one fact, with the reason and one line of arithmetic.

Numbers are judged as the intervals that their writers committed to. Overlap alone is not enough: 4.2 and 4.3
million touch at 4.25, yet at one precision only equal values are equal.
"""

from __future__ import annotations

from math import inf, isclose
from typing import NamedTuple

from factcheck.comparison import times
from factcheck.comparison.wording import amount, interval
from factcheck.model import Claim, Verdict
from factcheck.period.civil import parse_day

HEDGE = 0.1
"""Share by which a hedged value may miss an exact one ("about 14,000" and 13,000 hold together)."""

LOOSE = 1.5
"""Ratio from which on a value far beyond a stated bound is logically compatible only ("at least 5" and 24)."""

LOWER = frozenset({">", ">="})
UPPER = frozenset({"<", "<="})
TIMES = frozenset({"date", "time", "set"})


class Judgement(NamedTuple):
    """A verdict before anything is known of who said it and when."""

    verdict: Verdict
    reason: str
    arithmetic: str


class Stated(NamedTuple):
    """A value in base units with how it was stated."""

    low: float
    high: float
    point: float | None
    mod: str
    unit: float

    @property
    def middle(self) -> float:
        """The number that stands for the value: as stated, else the middle of its range."""
        if self.point is not None:
            return self.point
        if self.low == -inf or self.high == inf:
            return self.low if self.high == inf else self.high
        return (self.low + self.high) / 2


def judge(a: Claim, b: Claim, strict: bool = False) -> Judgement:
    """The verdict on two claims taken to be of one fact; symmetric but for the order of the arithmetic."""
    if a.kind in TIMES and b.kind in TIMES:
        return Judgement(*times.judge(a, b, strict))
    verdict, reason = _numbers(stated(a), stated(b), strict)
    if a.kind == b.kind == "age" and ("earlier" in a.scope) != ("earlier" in b.scope):
        verdict, reason = "compatible", "ages at different times"
    if verdict == "conflict" and _aged(a, b):
        verdict, reason = "compatible", "the difference is the time between the texts"
    if verdict == "compatible" and _two_limits(a, b):
        verdict, reason = "conflict", "two limits on the same side"
    if verdict in ("agree", "compatible") and {a.change, b.change} == {"up", "down"} and stated(a).middle:
        verdict, reason = "conflict", "one says up, the other down"
    return Judgement(verdict, reason, f"{amount(a)} = {interval(a)}; {amount(b)} = {interval(b)}")


def _two_limits(a: Claim, b: Claim) -> bool:
    """Whether both values are bounds that somebody has set, on one side and not at one point: "must have at least 8
    characters" and "at least 12". What a writer knows ("at least 8 hurt") is no limit.
    """
    sides = a.mod in LOWER and b.mod in LOWER, a.mod in UPPER and b.mod in UPPER
    set_ = "limit" in a.scope and "limit" in b.scope
    return set_ and any(sides) and not _same(stated(a).middle, stated(b).middle)


YEAR = 365.25


def _aged(a: Claim, b: Claim) -> bool:
    """Whether two ages are those of one person, or two durations those of what went on, when their texts were
    written.
    """
    one, two = a.context.published, b.context.published
    if a.kind != b.kind or a.kind not in _GROWING or a.unit != b.unit:
        return False
    if one is None or two is None:
        return a.kind == "duration" and a.context.moves and b.context.moves  # "a third week", of texts without a date
    days = parse_day(two.start) - parse_day(one.start)
    between = days / (YEAR if a.kind == "age" else a.factor / DAY)
    older = (b.value.point or 0.0) - (a.value.point or 0.0)
    if a.kind == "age":
        return abs(between) > 1 / 12 and abs(older - between) <= 1
    return bool(days) and abs(older - between) < 1


_GROWING = frozenset({"age", "duration"})
DAY = 86_400.0
"""Seconds of a day: durations have the second as base unit."""


def stated(claim: Claim) -> Stated:
    """The value of `claim` in base units; `unit` is half the unit of its last written digit (0 when exact)."""
    value, factor = claim.value, claim.factor
    low = -inf if value.low is None else value.low * factor
    high = inf if value.high is None else value.high * factor
    if low > high:
        low, high = high, low
    point = None if value.point is None else value.point * factor
    width = 0.0 if point is None or claim.mod != "=" else max(high - point, point - low)
    return Stated(low, high, point, claim.mod, width)


def _same(x: float, y: float) -> bool:
    return isclose(x, y, rel_tol=1e-9, abs_tol=1e-12)


def _numbers(a: Stated, b: Stated, strict: bool) -> tuple[Verdict, str]:
    if a.point is not None and b.point is not None and _same(a.point, b.point):
        return _equal(a, b, strict)
    if a.mod in LOWER | UPPER or b.mod in LOWER | UPPER:
        return _bounds(a, b, strict)
    if a.point is None or b.point is None:
        return _ranges(a, b)
    if "~" in (a.mod, b.mod):
        return _hedged(a, b)
    return _exact(a, b)


def _equal(a: Stated, b: Stated, strict: bool) -> tuple[Verdict, str]:
    if a.mod == b.mod:
        return "agree", "the same value"
    mods = {a.mod, b.mod}
    if mods <= {"=", "~"} or (strict and (_nearly(a) or _nearly(b))):
        return "compatible", "one of the two is hedged"
    if strict and mods & {">", "<"} and mods & {"=", "<", ">"} and not mods <= {">", ">="} and not mods <= {"<", "<="}:
        return "conflict", "the bound leaves out the value itself"
    return "compatible", "the value touches the stated bound"


def _nearly(value: Stated) -> bool:
    """Whether a bound is a hedge: "almost 65%" says near it as much as below it."""
    return value.mod in UPPER and value.low > -inf


def _bounds(a: Stated, b: Stated, strict: bool) -> tuple[Verdict, str]:
    if (a.mod in LOWER and b.mod in LOWER) or (a.mod in UPPER and b.mod in UPPER):
        return _like_bounds(a, b)
    if a.mod in LOWER | UPPER and b.mod in LOWER | UPPER:
        meet = min(a.high, b.high) > max(a.low, b.low)
        return ("compatible", "both bounds can hold") if meet else ("conflict", "the bounds exclude each other")
    bound, other = (a, b) if a.mod in LOWER | UPPER else (b, a)
    return _bound(bound, other, strict)


def _like_bounds(a: Stated, b: Stated) -> tuple[Verdict, str]:
    if _ratio(a.middle, b.middle) > LOOSE:
        return "compatible", "two bounds on the same side, far from each other"
    return "compatible", "two bounds on the same side"


def _bound(bound: Stated, other: Stated, strict: bool) -> tuple[Verdict, str]:
    edge = bound.middle
    reach = other.middle if other.point is not None else other.high if bound.mod in LOWER else other.low
    slack = HEDGE * abs(edge) if other.mod == "~" else 0.0 if strict else other.unit
    if bound.mod in LOWER:
        fits, far = reach + slack >= edge, other.middle > LOOSE * edge > 0
    else:
        fits = reach - slack <= edge
        far = bound.low > -inf and other.middle + slack < bound.low
        if far and bound.low > 0:
            return "conflict", "well short of a value said to be nearly reached"
    if not fits:
        return "conflict", "on the wrong side of the stated bound"
    return (
        ("compatible", "within the stated bound, though far from it")
        if far
        else ("compatible", "within the stated bound")
    )


def _ratio(x: float, y: float) -> float:
    small, large = sorted((abs(x), abs(y)))
    return large / small if small else inf


def _ranges(a: Stated, b: Stated) -> tuple[Verdict, str]:
    if a.point is None and b.point is None and _same(a.low, b.low) and _same(a.high, b.high):
        return "agree", "the same range"
    wide, other = (a, b) if a.point is None else (b, a)
    slack = HEDGE * abs(other.middle) if other.mod == "~" else 0.0
    if other.high + slack >= wide.low and other.low - slack <= wide.high:
        return "compatible", "within the stated range" if other.point is not None else "the ranges overlap"
    return "conflict", "outside the stated range"


def _hedged(a: Stated, b: Stated) -> tuple[Verdict, str]:
    assert a.point is not None and b.point is not None
    gap, scale = abs(a.point - b.point), max(abs(a.point), abs(b.point))
    if a.mod == b.mod:
        meet = min(a.high, b.high) >= max(a.low, b.low)
        if meet and gap <= HEDGE * scale:
            return "compatible", "both are rough and meet"
        return "conflict", "too far apart even for rough figures"
    hedged, exact = (a, b) if a.mod == "~" else (b, a)
    assert hedged.point is not None and exact.point is not None
    if gap <= HEDGE * abs(hedged.point) + 1e-12 or hedged.low <= exact.point <= hedged.high:
        return "compatible", "within what the hedge allows"
    return "conflict", "farther from the rough figure than its hedge allows"


def _exact(a: Stated, b: Stated) -> tuple[Verdict, str]:
    assert a.point is not None and b.point is not None
    coarse, fine = (a, b) if a.unit >= b.unit else (b, a)
    assert fine.point is not None
    if _same(coarse.unit, fine.unit):
        return "conflict", "different values at the same precision" if coarse.unit else "different exact values"
    if coarse.low <= fine.point < coarse.high or (_same(fine.point, coarse.high) and fine.unit == 0):
        return "compatible", "the same value at another precision"
    if fine.low < coarse.high and coarse.low < fine.high:
        return "compatible", "the intervals meet at the coarser precision"
    return "conflict", "the intervals do not meet"
