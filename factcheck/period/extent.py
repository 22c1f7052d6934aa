"""Stretches of the calendar as half-open ranges of seconds: years, quarters, weeks, days, hours; their TIMEX3 values.

Pure arithmetic: nothing here knows a word, a document or a publication date.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from factcheck.model import Period
from factcheck.period import civil
from factcheck.period.civil import DAY, MOST_KEPT

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
"""The units that months count."""

SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": DAY,
    "week": 7 * DAY,
    "fortnight": 14 * DAY,
    "weekend": 7 * DAY,
}
"""The units that seconds count; weekends are a week apart."""

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of the seasons of the north, by the months of meteorologists. News seldom says of which half of the
globe it speaks; a reader of the north is taken for granted."""

PARTS = {
    "MO": (0, 12), "AF": (12, 18), "EV": (18, 24), "NI": (18, 24), "DT": (6, 18), "MD": (12, 14), "ER": (0, 9),
    "LN": (21, 24),
}  # fmt: skip
"""Hours of the parts of a day: morning, afternoon, evening, night, daytime, midday, early hours, late night."""

RANK = {
    name: rank
    for rank, name in enumerate(
        "second minute hour part day weekend week fortnight month season quarter half "
        "year decade century millennium".split()
    )
}
"""Grains from fine to coarse."""


class Extent(NamedTuple):
    """A stretch from `start` to before `stop` (seconds from 1970) at a grain; `timex` overrides the computed value."""

    start: int
    stop: int
    grain: str
    timex: str = ""

    @property
    def day(self) -> int:
        """The number of its first day."""
        return self.start // DAY

    def value(self) -> str:
        """Its TIMEX3 value."""
        return self.timex or _value(self)


def days(first: int, last: int, grain: str, timex: str = "") -> Extent:
    """From the numbered day `first` to the end of `last`."""
    return Extent(first * DAY, (last + 1) * DAY, grain, timex)


def day_of(number: int) -> Extent:
    """One day."""
    return Extent(number * DAY, number * DAY + DAY, "day")


@lru_cache(maxsize=MOST_KEPT)
def months(year: int, month: int, count: int, grain: str, timex: str = "") -> Extent:
    """`count` months from the first of a month, which may lie outside 1..12."""
    first = civil.add_months(civil.number(year, 1, 1), month - 1)
    return Extent(first * DAY, civil.add_months(first, count) * DAY, grain, timex)


def year_of(year: int) -> Extent:
    """A calendar year."""
    return months(year, 1, 12, "year")


def fiscal_year(year: int, first_month: int) -> Extent:
    """The fiscal year named after the calendar year in which it ends (the calendar year where it starts in January)."""
    start = year if first_month == 1 else year - 1
    return months(start, first_month, 12, "year", f"FY{year}")


def week_of(year: int, week: int) -> Extent:
    """An ISO week."""
    first = civil.week_start(year, week)
    return days(first, first + 6, "week")


def season_of(year: int, season: str) -> Extent:
    """A season, named after the year in which it starts."""
    return months(year, SEASONS[season], 3, "season", f"{civil.iso_year(year)}-{season}")


def part_of(day: int, part: str) -> Extent:
    """A part of a day."""
    first, last = PARTS[part]
    return Extent(day * DAY + first * 3600, day * DAY + last * 3600, "part", f"{civil.iso_day(day)}T{part}")


def moment(day: int, hour: int, minute: int | None, second: int | None) -> Extent:
    """A time of day, an instant: its stop is its start."""
    at = day * DAY + hour * 3600 + (minute or 0) * 60 + (second or 0)
    if second is not None:
        return Extent(at, at, "second")
    return Extent(at, at, "hour" if minute is None else "minute")


@lru_cache(maxsize=MOST_KEPT)
def holding(second: int, grain: str) -> Extent:
    """The unit of the calendar that holds a moment."""
    day = second // DAY
    if grain in ("day", "part"):
        return day_of(day)
    if grain in ("week", "fortnight"):
        return days(civil.monday(day), civil.monday(day) + (6 if grain == "week" else 13), grain)
    if grain == "weekend":
        return days(civil.monday(day) + 5, civil.monday(day) + 6, grain)
    if grain in SECONDS:
        length = SECONDS[grain]
        start = second // length * length
        return Extent(start, start, grain)
    year, month, _ = civil.civil(day)
    if grain == "season":
        season = next((name for name, first in SEASONS.items() if first <= month < first + 3), "WI")
        return season_of(year - (month < 3), season)
    length = MONTHS[grain]
    if length >= 12:
        count = length // 12
        return months(year // count * count, 1, length, grain)
    return months(year, (month - 1) // length * length + 1, length, grain)


@lru_cache(maxsize=MOST_KEPT)
def shift(extent: Extent, grain: str, count: float) -> Extent:
    """The extent moved by `count` units, at its own grain; half units move by the unit below."""
    grain = "quarter" if grain == "season" else grain
    if grain in MONTHS:
        moved = round(count * MONTHS[grain])
        day, rest = divmod(extent.start, DAY)
        start = civil.add_months(day, moved) * DAY + rest
        if extent.grain in RANK and RANK[extent.grain] >= RANK["month"] and not extent.timex:
            return (
                holding(start, extent.grain)
                if extent.grain in MONTHS
                else Extent(start, start + extent.stop - extent.start, extent.grain)
            )
        if extent.grain == "season":
            return holding(start, "season")
        if extent.timex.startswith("FY"):
            years = moved // 12
            last = civil.add_months(extent.stop // DAY, moved) * DAY
            return Extent(start, last, extent.grain, f"FY{int(extent.timex[2:]) + years}")
        stop_day, stop_rest = divmod(extent.stop, DAY)
        return Extent(start, civil.add_months(stop_day, moved) * DAY + stop_rest, extent.grain)
    seconds = round(count * SECONDS[grain])
    moved_extent = Extent(extent.start + seconds, extent.stop + seconds, extent.grain)
    if RANK[grain] < RANK["day"] and RANK[extent.grain] >= RANK["day"]:
        return Extent(moved_extent.start, moved_extent.start, "minute" if grain != "second" else "second")
    return moved_extent


@lru_cache(maxsize=MOST_KEPT)
def _value(extent: Extent) -> str:
    start, stop, grain, _ = extent
    day = start // DAY
    year, month, _day = civil.civil(day)
    name = civil.iso_year(year)
    whole = (
        start % DAY == 0 and holding(start, grain)[:2] == (start, stop) if grain in RANK and grain != "part" else False
    )
    if start == stop:
        text = civil.iso_moment(start, grain == "second")
        return text[:-3] if grain == "hour" and start % 3600 == 0 else text
    if whole:
        if grain == "day":
            return civil.iso_day(day)
        if grain == "week":
            return "{}-W{:02d}".format(*civil.iso_week(day))
        if grain == "weekend":
            return "{}-W{:02d}-WE".format(*civil.iso_week(day))
        if grain == "month":
            return f"{name}-{month:02d}"
        if grain == "quarter":
            return f"{name}-Q{(month + 2) // 3}"
        if grain == "half":
            return f"{name}-H{(month + 5) // 6}"
        if grain == "year":
            return name
        if grain == "decade" and 0 <= year <= 9999:
            return name[:3]
        if grain == "century" and 0 <= year <= 9999:
            return name[:2]
        if grain == "millennium" and 0 <= year <= 9999:
            return name[:1] + "XXX"
    return f"{_end(start, grain)}/{_end(stop, grain)}"


def _end(second: int, grain: str) -> str:
    if second % DAY:
        return civil.iso_moment(second, grain == "second" or bool(second % 60))
    return civil.iso_day(second // DAY)


@lru_cache(maxsize=MOST_KEPT)
def period(extent: Extent, basis: str) -> Period:
    """The extent as a record: first and last day, or minute, that belong to it."""
    start, stop, grain, _ = extent
    if start % DAY or stop % DAY or start == stop or RANK.get(grain, 99) < RANK["part"]:
        last = stop if start == stop or grain == "second" else stop - 60
        return Period(
            start=civil.iso_moment(start),
            end=civil.iso_moment(last),
            grain=grain if grain != "part" else "hour",
            basis=basis,
        )
    grain = {"part": "hour", "weekend": "day", "fortnight": "week", "season": "season", "millennium": "century"}.get(
        grain, grain
    )
    return Period(start=civil.iso_day(start // DAY), end=civil.iso_day(stop // DAY - 1), grain=grain, basis=basis)
