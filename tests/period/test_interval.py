"""Periods compared, and the calendar beneath them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import period
from factcheck.model import Period
from factcheck.period import civil

DAYS = st.integers(-1_500_000, 4_000_000)


def of(start: str | None, end: str | None) -> Period:
    return Period(start=start, end=end)


YEAR, JUNE, DAY = of("1998-01-01", "1998-12-31"), of("1998-06-01", "1998-06-30"), of("1998-06-30", "1998-06-30")


def test_containment_and_disjointness() -> None:
    assert period.contains(YEAR, JUNE) and not period.contains(JUNE, YEAR)
    assert period.contains(JUNE, of("1998-06-30T10:00", "1998-06-30T10:00"))
    assert period.contains(of("1998-01-01", None), JUNE) and not period.contains(JUNE, of("1998-06-01", None))
    assert period.disjoint(JUNE, of("1998-07-01", None)) and not period.disjoint(JUNE, DAY)
    assert period.same(YEAR, of("1998", "1998"))


@pytest.mark.parametrize(
    ("moved", "count", "unit", "start", "end"),
    [
        (JUNE, 1, "year", "1999-06-01", "1999-06-30"),
        (of("2017-02-01", "2017-02-28"), 1, "month", "2017-03-01", "2017-03-31"),
        (DAY, -2, "day", "1998-06-28", "1998-06-28"),
        (of("-0043-03-15", None), 50, "year", "0007-03-15", None),
    ],
)
def test_shifting(moved: Period, count: int, unit: str, start: str, end: str | None) -> None:
    assert period.shifted(moved, count, unit) == of(start, end)


def test_durations() -> None:
    assert period.days(YEAR) == 365 and period.days(of("1998-01-01", None)) is None
    assert period.between(DAY, of("1998-07-02", "1998-07-02")) == (2, 2)
    assert period.years_between(of("1975-06-15", "1975-06-15"), of("1998", "1998")) == (22, 23)
    assert period.reversed_ends(of("2017-05-03", "2017-05-01")) and not period.reversed_ends(DAY)


@given(DAYS)
def test_days_and_dates_agree(day: int) -> None:
    assert civil.number(*civil.civil(day)) == day
    assert civil.parse_day(civil.iso_day(day)) == day
    year, week = civil.iso_week(day)
    assert civil.week_start(year, week) <= day < civil.week_start(year, week) + 7


@given(st.dates())
def test_the_calendar_is_that_of_the_library(day: date) -> None:
    number = (day - date(1970, 1, 1)).days
    assert civil.civil(number) == (day.year, day.month, day.day)
    assert civil.weekday(number) == day.isoweekday()
    assert civil.iso_week(number) == tuple(day.isocalendar())[:2]


@pytest.mark.parametrize(
    ("year", "western", "eastern"), [(2010, (4, 4), (4, 4)), (2018, (4, 1), (4, 8)), (2038, (4, 25), (4, 25))]
)
def test_easter(year: int, western: tuple[int, int], eastern: tuple[int, int]) -> None:
    assert civil.civil(civil.easter(year)) == (year, *western)
    assert civil.civil(civil.orthodox_easter(year)) == (year, *eastern)


@given(DAYS, st.integers(-400, 400))
def test_months_added_come_back_within_three_days(day: int, months: int) -> None:
    back = civil.add_months(civil.add_months(day, months), -months)
    assert timedelta(0) <= timedelta(days=day - back) <= timedelta(days=3)


@pytest.mark.parametrize(
    ("value", "unit", "timex"),
    [(25, "year", "P25Y"), (6, "day", "P6D"), (2, "decade", "P2DE"), (None, "year", "PXY"), (1.5, "hour", "PT1.5H")],
)
def test_duration_values(value: float | None, unit: str, timex: str) -> None:
    assert period.duration_timex(value, unit) == timex
