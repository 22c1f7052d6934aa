"""The verdict on two times of one fact: the same, one inside the other, or apart."""

from __future__ import annotations

from factcheck.comparison.wording import amount, stretch
from factcheck.model import Claim, Period, Verdict

FIRST, LAST = "-9999-01-01", "9999-12-31"


def judge(a: Claim, b: Claim) -> tuple[Verdict, str, str]:
    """Verdict, reason and arithmetic. A time that cannot be resolved is compared by its TIMEX value only."""
    shown = f"{amount(a)} = {stretch(a)}; {amount(b)} = {stretch(b)}"
    if a.period is None or b.period is None:
        if a.timex and a.timex == b.timex:
            return "agree", "the same time", shown
        return "compatible", "a time that is not resolved", shown
    verdict, reason = _periods(a.period, b.period)
    if verdict == "conflict" and (a.mod != "=" or b.mod != "="):
        return _bounded(a, b, shown)
    return verdict, reason, shown


def ends(period: Period) -> tuple[str, str]:
    """First and last day or minute of a period; open ends lie beyond all dates."""
    return period.start or FIRST, period.end or LAST


def _periods(a: Period, b: Period) -> tuple[Verdict, str]:
    (a_low, a_high), (b_low, b_high) = ends(a), ends(b)
    if a_low == b_low and a_high == b_high:
        return "agree", "the same time"
    if within(a, b) or within(b, a):
        return "compatible", "one time lies within the other"
    if a_low[:10] <= b_high[:10] and b_low[:10] <= a_high[:10]:
        return "compatible", "the times overlap"
    return "conflict", "the times lie apart"


def within(inner: Period, outer: Period) -> bool:
    """Whether `inner` lies in `outer`, by day."""
    (a_low, a_high), (b_low, b_high) = ends(inner), ends(outer)
    return b_low[:10] <= a_low[:10] and a_high[:10] <= b_high[:10]


def _bounded(a: Claim, b: Claim, shown: str) -> tuple[Verdict, str, str]:
    assert a.period is not None and b.period is not None
    for bound, other in ((a, b), (b, a)):
        (low, high), (first, last) = ends(bound.period), ends(other.period)  # type: ignore[arg-type]
        if (bound.mod in ("<", "<=") and last <= high) or (bound.mod in (">", ">=") and first >= low):
            return "compatible", "within the stated bound", shown
        if bound.mod == "~":
            return "compatible", "one of the two is rough", shown
    return "conflict", "on the wrong side of the stated time", shown
