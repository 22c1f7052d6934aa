"""The verdict on two times of one fact: the same, one inside the other, or apart."""

from __future__ import annotations

import re
from datetime import date, timedelta

from factcheck.alignment.years import in_year
from factcheck.comparison.wording import amount, stretch
from factcheck.model import Claim, Period, Verdict

FIRST, LAST = "-9999-01-01", "9999-12-31"

LEAP = "2000"
"""The year in which two dates are compared that both have none."""


def judge(a: Claim, b: Claim, strict: bool = False) -> tuple[Verdict, str, str]:
    """Verdict, reason and arithmetic. A time that cannot be resolved is compared by its TIMEX value only.

    With `strict`, "before 1990" leaves out 1990, and two stretches with both ends stated must have the same ends.
    """
    shown = f"{amount(a)} = {stretch(a)}; {amount(b)} = {stretch(b)}"
    if a.period is None or b.period is None:
        return *_unresolved(a, b, strict), shown
    if strict and (judged := _strictly(a, b)):
        return *judged, shown
    verdict, reason = _periods(a.period, b.period)
    if verdict == "conflict" and (a.mod != "=" or b.mod != "="):
        return _bounded(a, b, shown)
    return verdict, reason, shown


def _unresolved(a: Claim, b: Claim, strict: bool) -> tuple[Verdict, str]:
    if a.timex and a.timex == b.timex and (not strict or a.mod == b.mod):
        return "agree", "the same time"
    if a.kind == b.kind == "set" and (often := _every(a)) and (other := _every(b)):
        return ("agree", "the same interval") if often == other else ("conflict", "different intervals")
    if strict and a.mod == b.mod == "=" and _clock(a) and _clock(b) and len(a.timex or "") == len(b.timex or ""):
        return "conflict", "different times of day"
    one, two = in_year(a, LEAP), in_year(b, LEAP)
    if strict and a.period is b.period is None and one.period and two.period:
        return judge(one, two, strict)[:2]
    return "compatible", "a time that is not resolved"


_EVERY = re.compile(r"P(T?)(\d+)([YMWDHS])")
_DAYS = {"Y": 365.25, "M": 30.4375, "W": 7.0, "D": 1.0, "TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400}


def _every(claim: Claim) -> float | None:
    """The days between the times of a plain recurrence: 60 of "every 60 days"."""
    found = _EVERY.fullmatch(claim.timex or "")
    return int(found[2]) * _DAYS[found[1] + found[3]] if found and found[1] + found[3] in _DAYS else None


def _clock(claim: Claim) -> bool:
    return (claim.timex or "").startswith("T") and ":" in (claim.timex or "")


def _strictly(a: Claim, b: Claim) -> tuple[Verdict, str] | None:
    """The verdict where strictness decides: a bound against the time it leaves out, stretch against stretch."""
    if a.mod == b.mod == "=":
        differ = _stretch(a) is not None and _stretch(b) is not None and _stretch(a) != _stretch(b)
        return ("conflict", "stretches of time with different ends") if differ and _grain(a) == _grain(b) else None
    for bound, other in ((a, b), (b, a)):
        if bound.mod in ("<", ">") and other.mod == "=" and _left_out(bound, other):
            return "conflict", "the bound leaves out the time itself"
    return None


def _left_out(bound: Claim, other: Claim) -> bool:
    """Whether nothing of a time, or not the end of a stretch, lies on the right side of "before" or "after"."""
    (low, high), (first, last) = ends(bound.period), ends(other.period)  # type: ignore[arg-type]
    if bound.mod == "<":
        return (last if _stretch(other) else first)[:10] >= low[:10]
    return last[:10] <= high[:10]


def _stretch(claim: Claim) -> tuple[str, str] | None:
    """First and last day of a time that was stated with two ends ("1970 to 1977")."""
    period = claim.period
    if "/" not in (claim.timex or "") or period is None or period.start is None or period.end is None:
        return None
    return period.start, period.end


def _grain(claim: Claim) -> str | None:
    return claim.period.grain if claim.period else None


def ends(period: Period) -> tuple[str, str]:
    """First and last day or minute of a period; open ends lie beyond all dates. Midnight is of the days on both sides:
    writers mean the one or the other.
    """
    if period.start == period.end and (period.start or "").endswith("T00:00"):
        day = date.fromisoformat(str(period.start)[:10])
        return (day - timedelta(1)).isoformat(), (day + timedelta(1)).isoformat()
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
