"""Numbers, dates, and names of the calendar."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from factcheck.period.build.registry import builder
from factcheck.period.civil import month_length
from factcheck.period.node import Length, Node, Point, Range, Relative, Shifted, Symbol


@builder
def constant(value: str) -> str:
    return value


@builder
def numeral(hundreds: int = 0, tens: int = 0, ones: int = 0) -> int:
    return hundreds * 100 + tens + ones


@builder
def spoken_year(hundreds: int = 0, thousands: int = 0, tens: int = 0, ones: int = 0) -> int | None:
    year = thousands * 1000 + hundreds * 100 + tens + ones
    return year if 1000 <= year <= 2100 else None


@builder
def point(**fields: Any) -> Point | None:
    """A calendar expression by its parts; `short` is a year of two digits."""
    if "short" in fields:
        fields["year"], fields["short"] = fields["short"], True
    day, month, count = fields.get("day"), fields.get("month"), fields.get("count")
    if (day is not None and not 1 <= day <= 31) or (month is not None and not 1 <= month <= 12):
        return None
    if count is not None and not 1 <= count <= {"quarter": 4, "half": 2}.get(fields["unit"], 53):
        return None
    return checked(Point(**fields))


def checked(date: Point) -> Point:
    """The date, marked if the calendar has no such day."""
    if date.day is None or date.month is None:
        return date
    known = date.year is not None and not date.short
    longest = month_length(date.year if known and date.year is not None else 2000, date.month)
    return replace(date, fault="impossible-date") if date.day > longest else date


@builder
def weekday_date(weekday: int, of: Point) -> Point | None:
    return replace(of, weekday=weekday) if of.day is not None and of.weekday is None else None


@builder
def packed_date(packed: str) -> Point | None:
    return point(year=int(packed[:4]), month=int(packed[4:6]), day=int(packed[6:]))


@builder
def joined_day_year(month: int, both: str) -> Point | None:
    day, year = both.split(",")
    return point(month=month, day=int(day), year=int(year))


@builder
def numeric_date(a: int, b: int, c: int, order: str = "mdy") -> Point | None:
    """Day and month in the order of `order`, unless only the other order gives a date; `other` keeps that reading."""
    year = {"year": c} if c >= 100 else {"short": c}
    month_first = point(month=a, day=b, **year) if a <= 12 else None
    day_first = point(month=b, day=a, **year) if b <= 12 else None
    first, second = (month_first, day_first) if order == "mdy" else (day_first, month_first)
    if first is None or first.fault:
        first, second = (second, None) if second is not None else (first, None)
    if first is None or second is None or a == b or second.fault:
        return first
    return replace(first, other=second, month_first=order == "mdy")


@builder
def dotted_date(dotted: str) -> Point | None:
    first, second, third = dotted.replace(",", ".").split(".")
    if len(first) == 4:
        return point(year=int(first), month=int(second), day=int(third))
    return numeric_date(int(first), int(second), int(third), "dmy")


@builder
def slash_day(a: int, b: int) -> Point | None:
    if a <= 12:
        first = point(month=a, day=b)
        return replace(first, other=point(month=b, day=a)) if first is not None and b <= 12 and a != b else first
    return point(month=b, day=a) if b <= 12 else None


@builder
def double_year(year: int, short: int) -> Range | None:
    """A year and the last two digits of a later one: "2015/16", "1998-99"."""
    last = year // 100 * 100 + short
    last += 100 if last <= year else 0
    if not 0 < last - year <= (1 if short <= 12 else 60) or not 1500 <= year <= 2100:
        return None
    return Range(first=Point(year=year), last=Point(year=last))


@builder
def era_year(year: int, era: int) -> Point:
    return Point(year=year if era > 0 else 1 - year)


@builder
def decade(decade: int, hundreds: int | None = None, short: bool = False) -> Point | None:
    if hundreds is not None:
        decade, short = hundreds * 100 + decade, False
    return None if decade % 10 else Point(decade=decade, short=short)


@builder
def century(count: int) -> Point | None:
    return Point(century=count) if 1 <= count <= 30 else None


@builder
def fiscal(year: int | None = None, short: int | None = None) -> Point | None:
    return point(fiscal=True, **({"year": year} if short is None else {"short": short}))


@builder
def bare_fiscal() -> Symbol:
    return Symbol(value="FYXXXX")


@builder
def which_day(which: int, weekday: int | None = None, month: int | None = None) -> Point:
    return Point(which=which, weekday=weekday, month=month)


@builder
def weekday_of_week(weekday: int, which: int) -> Point:
    step = (which > 0) - (which < 0)
    return Point(weekday=weekday, within=Relative(unit="week", count=step))


@builder
def after_next(weekday: int) -> Shifted:
    return Shifted(length=Length(parts=(("week", 1.0),)), sign=1, of=Point(weekday=weekday, which=3))


@builder
def season(count: int, season: str) -> Point:
    return Point(season=season, which=count)


@builder
def holiday(holiday: str, year: int | None = None, which: int | None = None) -> Point:
    return Point(holiday=holiday, year=year, which=which)


@builder
def day_of(day: int, of: Node) -> Point | None:
    monthly = (isinstance(of, Relative) and of.unit == "month") or (isinstance(of, Point) and of.month is not None)
    return Point(day=day, within=of) if monthly and 1 <= day <= 31 else None
