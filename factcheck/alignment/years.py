"""Dates without a year, between two texts on one matter: the other text lends its year."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence

import msgspec

from factcheck.model import Claim, Period

YEARLESS = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?(?:/XXXX-(\d\d)(?:-(\d\d))?)?$")
"""TIMEX values of a month or day, or of a stretch between two, whose year is not known."""


def lent(claims: Sequence[Claim], other: Sequence[Claim]) -> list[Claim]:
    """`claims` with the year supplied to dates that have none: from a date of `other` in the same month, else from
    its only year. Stretches are read as ending in the same year.
    """
    days = sorted({day for claim in other for day in _days(claim)})
    return [_dated(claim, days) for claim in claims]


def _days(claim: Claim) -> Iterable[str]:
    if claim.kind == "date" and claim.period is not None:
        return [end[:10] for end in (claim.period.start, claim.period.end) if end]
    return []


def _dated(claim: Claim, days: Sequence[str]) -> Claim:
    found = YEARLESS.match(claim.timex or "") if claim.kind == "date" and claim.period is None else None
    year = _year(found[1], days) if found else None
    return in_year(claim, year) if year else claim


def in_year(claim: Claim, year: str) -> Claim:
    """`claim` with its month or day placed in `year` if it is a date that has none, else as it is."""
    found = YEARLESS.match(claim.timex or "") if claim.kind == "date" and claim.period is None else None
    if found is None:
        return claim
    month, day, last_month, last_day = found.groups()
    period = Period(
        start=None if claim.mod == "<=" else f"{year}-{month}-{day or '01'}",
        end=None if claim.mod == ">=" else _end(year, last_month or month, last_day if last_month else day),
        grain="day" if day else "month",
        basis="inferred",
    )
    return msgspec.structs.replace(claim, period=period, timex=(claim.timex or "").replace("XXXX", year))


def _year(month: str, days: Sequence[str]) -> str | None:
    near = {day[:4] for day in days if day[5:7] == month} or {day[:4] for day in days}
    return near.pop() if len(near) == 1 else None


def _end(year: str, month: str, day: str | None) -> str:
    last = calendar.monthrange(int(year), int(month))[1] if 1 <= int(month) <= 12 else 28
    return f"{year}-{month}-{day or f'{last:02d}'}"
