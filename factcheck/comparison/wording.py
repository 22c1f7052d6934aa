"""How values are shown: as written, and as the interval that was read."""

from __future__ import annotations

from factcheck.model import Claim


def amount(claim: Claim) -> str:
    """The claim's own words on one line."""
    return " ".join(claim.text.split())


def number(value: float) -> str:
    """A number with as many digits as it needs, at most ten significant ones, thousands grouped."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:,.10g}" if abs(value) >= 1e-4 else f"{value:.6g}"


def interval(claim: Claim) -> str:
    """The value as read, in its unit: "[441,350,000, 441,450,000) USD"; a period for times."""
    if claim.kind in ("date", "time", "set"):
        return stretch(claim)
    value = claim.value
    return bounds(value.low, value.high, claim.unit, value.low_open, value.high_open)


def bounds(
    low: float | None, high: float | None, unit: str | None, low_open: bool = False, high_open: bool = False
) -> str:
    """An interval in the usual notation; one number where both ends are the same."""
    behind = f" {unit}" if unit else ""
    if low is not None and low == high:
        return number(low) + behind
    if low is None and high is None:
        return "unbounded" + behind
    if low is None:
        return f"{'<' if high_open else '≤'} {number(high or 0.0)}{behind}"
    if high is None:
        return f"{'>' if low_open else '≥'} {number(low)}{behind}"
    return f"{'(' if low_open else '['}{number(low)}, {number(high)}{')' if high_open else ']'}{behind}"


def stretch(claim: Claim) -> str:
    """The period of a time claim: one day, or first to last."""
    period = claim.period
    if period is None:
        return claim.timex or "not resolved"
    if period.start == period.end:
        return period.start or "not resolved"
    return f"{period.start or '…'} to {period.end or '…'}"
